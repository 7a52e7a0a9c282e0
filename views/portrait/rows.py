"""A place's portrait as rows to show."""

import datetime as dt

import pandas as pd

from i18n.numbers import date, number, percent, with_unit
from i18n.texts import translator
from policy.derived import age_ref
from policy.portrait import scaled, spine_rows
from policy.text import Amount
from views import edition, targets, words
from views.edition import kept
from views.facts import hover_texts, shortened
from views.places import place_names, trait_names, trait_text
from views.words import age_text, amount_text, value_texts, year_texts

SEXES = ("male", "female")


@kept
def pyramid_rows(place: str, date: str, lang: str) -> pd.DataFrame:
    """Return one place's population by age and sex in percent of the whole, with hover texts; empty without an age table."""
    population = edition.table("population")
    own = population[
        (population["place"] == place) & (population["date"] == date) & (population["basis"] == "resident")
    ]
    if own.empty:
        return pd.DataFrame(
            columns=["age", *(f"{what}{sex}" for what in ("", "hover_", "ref_") for sex in SEXES), "ref"]
        )
    by_sex = own.pivot_table(index=["age_from", "age_to"], columns="sex", values="persons", aggfunc="sum", dropna=False)
    by_sex = by_sex.dropna(how="all").reset_index()
    total = float(own["persons"].sum())
    ages = [age_text(row["age_from"], row["age_to"]) for _index, row in by_sex.iterrows()]
    table = pd.DataFrame({"age": ages})
    table["ref"] = [age_ref(place, date, "both", int(age)) for age in by_sex["age_from"]]
    for sex in SEXES:
        table[f"ref_{sex}"] = [age_ref(place, date, sex, int(age)) for age in by_sex["age_from"]]
        share = 100 * by_sex[sex].astype("float64") / total
        table[sex] = share
        table[f"hover_{sex}"] = [
            f"{age}: {with_unit(persons, 'persons', lang, exact=True)} ({percent(round(value, 2), lang)})"
            for age, persons, value in zip(ages, by_sex[sex], share, strict=True)
        ]
    return table


def spine_table(place: str, peers: list[str], lang: str) -> pd.DataFrame:
    """Return the spine chart's rows, scaled, with the place's own value in words."""
    found = spine_rows(edition.described(), edition.table("population_totals"), place, peers)
    if found.empty:
        return found
    labels = found[f"indicator_{lang}"] + found["scope" if lang == "zh" else "scope_en"].map(
        lambda scope: f" · {scope}" if scope else ""
    )
    per_head = found["unit"].str.endswith("_per_1000") & (found["unit"] != "persons_per_1000")
    refs = [
        f"{'rate' if rate and 'printed_value' in row.index and pd.notna(row.get('printed_value')) else 'fact'}:{row['fact']}"
        for rate, (_index, row) in zip(per_head, found.iterrows(), strict=True)
    ]
    texts = [f"{value} · {year}" for value, year in zip(value_texts(found, lang), year_texts(found, lang), strict=True)]
    hover = [
        f"{label}<br>{text}<br>{_range_text(row, lang)}"
        for label, text, (_index, row) in zip(labels, texts, found.iterrows(), strict=True)
    ]
    return scaled(found).assign(
        label=labels,
        text=texts,
        hover=hover,
        ref=refs,
        odd=False,
        fact=found["fact"],
        count=found["count"],
        raw_own=found["own"],
        raw_median=found["median"],
        unit=found["unit"],
        raw_nation=found["nation"],
    )


def _range_text(row: pd.Series, lang: str) -> str:
    _ = translator(lang)
    parts = []
    if row["count"]:
        low, high = (amount_text(Amount(round(float(row[column]), 2), row["unit"]), lang) for column in ("low", "high"))
        parts.append(_("{count} peers: {low} to {high}").format(count=row["count"], low=low, high=high))
    if pd.notna(row["nation"]):
        parts.append(
            _("nation: {value}").format(value=amount_text(Amount(round(float(row["nation"]), 2), row["unit"]), lang))
        )
    return "; ".join(parts)


def target_rows(place: str, as_of: dt.date, lang: str) -> pd.DataFrame:
    """Return a place's own dated targets as marks of the time line, the earliest deadline first."""
    found = targets.assessed(as_of)
    own = found[(found["place"] == place) & found["year"].notna()].sort_values(["year", "indicator"], kind="stable")
    labels = own[f"indicator_{lang}"] + own["scope" if lang == "zh" else "scope_en"].map(
        lambda s: f" · {s}" if s else ""
    )
    labels = labels.map(shortened)
    again = labels.groupby(labels).cumcount()
    names = words.word_names("status", lang)
    return pd.DataFrame(
        {
            "label": [f"{label}{' ' * count}" for label, count in zip(labels, again, strict=True)],
            "year": own["year"].astype("float64"),
            "text": [
                f"  {value} · {names[status]}  "
                for value, status in zip(value_texts(own, lang), own["status"], strict=True)
            ],
            "hover": hover_texts(own, lang),
            "status": own["status"],
            "ref": [f"status:{slug}@{as_of.isoformat()}" for slug in own["fact"]],
        }
    )


def peer_table(ranked: pd.DataFrame, known: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return peers with their distance, and each trait's value with its part in the distance.

    Args:
        ranked: peers by distance (``policy.peers.distances``).
        known: their traits, in the same order.
        lang: the viewer's language.
    """
    _ = translator(lang)
    named = trait_names(lang)
    table = pd.DataFrame({_("Place"): ranked.index.map(place_names(lang).to_dict().get)})
    table[_("Distance")] = [number(value, lang, 2) for value in ranked["distance"]]
    for trait, name in named.items():
        table[name] = [
            _("{value} (part {part})").format(value=trait_text(trait, value, lang), part=percent(round(part), lang))
            if pd.notna(value)
            else _("not known")
            for value, part in zip(known[trait], ranked[trait], strict=True)
        ]
    return table


def count_table(found: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return published counts of people as a table to read: date, basis, age, persons, grade, document."""
    _ = translator(lang)
    bases = {"resident": _("residents (常住)"), "registered": _("registered (户籍)"), "unstated": _("not stated")}
    documents = edition.table("documents").set_index("document")["title" if lang == "zh" else "title_en"]
    return pd.DataFrame(
        {
            _("Date"): [date(day, lang) for day in found["date"]],
            _("Population"): found["basis"].map(bases),
            _("Age"): [_("all ages") if age == 0 else f"{age}+" for age in found["age_from"]],
            _("Persons"): [with_unit(persons, "persons", lang, exact=True) for persons in found["persons"]],
            _("Grade"): found["grade"],
            _("Document"): found["document"].map(documents),
        }
    )
