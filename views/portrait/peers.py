"""The places most alike to a place: how alike and by which traits, and the place's results beside theirs."""

import pandas as pd

from charts.spine import spine
from i18n.numbers import listed, number, percent, with_unit
from i18n.texts import translator
from policy.calendar import CENSUS_2020
from policy.peers import WEIGHTS, distance_ref
from policy.portrait import scaled, spine_rows, spine_sentence
from policy.refs import ref
from policy.text import N_, Amount
from views import edition, places
from views.edition import kept
from views.facts import conditioned, fact_table
from views.older import older_by_year
from views.places import Weights
from views.view import ByRow, Chart, Table
from views.words import amount_text, plain, say, value_texts, year_texts

PEERS = 8
USUAL_WEIGHTS: Weights = tuple(WEIGHTS.values())


def trait_names(lang: str) -> dict[str, str]:
    """Return the names of the population traits by which peers are chosen."""
    _ = translator(lang)
    return {
        "share60": _("Share aged 60+"),
        "share80": _("Share aged 80+"),
        "size": _("Residents (compared by their logarithm)"),
        "urban": _("Urban share"),
        "change60": _("Change of the share aged 60+, 2010–2020"),
        "growth": _("Growth of residents, 2010–2020"),
        "sex_ratio65": _("Men per 100 women aged 65+"),
    }


def _trait_text(trait: str, value: float, lang: str) -> str:
    """Return a trait's value in words: residents for the size, percent, points or men per 100 women for the others."""
    if trait == "size":
        return with_unit(float(f"{10**value:.3g}"), "persons", lang)
    if trait == "sex_ratio65":
        return number(round(value, 1), lang)
    unit = "percentage_points" if trait == "change60" else "percent"
    return amount_text(Amount(round(value, 1), unit), lang)


@kept
def alike(place: str, weights: Weights, chosen: tuple[str, ...], lang: str) -> Table[ByRow]:
    """Return the place itself and then the chosen peers with their distance, their traits, and the part of each trait in the distance."""
    _ = translator(lang)
    ranked, known = places.neighbours(place, weights).loc[list(chosen)], places.known_traits()
    rows, names = [place, *chosen], places.place_names(lang)
    table = pd.DataFrame({_("Place"): [str(names[code]) for code in rows]})
    table[_("Distance")] = ["–", *(number(value, lang, 2) for value in ranked["distance"])]
    told = _("{value} (part {part})")
    for trait, name in trait_names(lang).items():
        own = known.loc[rows, trait]
        values = [_trait_text(trait, value, lang) if pd.notna(value) else _("not known") for value in own]
        parts = [percent(round(part), lang) for part in ranked[trait]]
        table[name] = [
            values[0],
            *(
                told.format(value=value, part=part) if known_too else value
                for known_too, value, part in zip(own.notna()[1:], values[1:], parts, strict=True)
            ),
        ]
    weighed = dict(zip(WEIGHTS, weights, strict=True))
    own = ref("population", place, CENSUS_2020, "resident", "both", 60)
    return Table(table, [own, *(distance_ref(place, code, weighed) for code in chosen)])


POOLS = {
    "province": N_("Compared with, of the {count} units at province level: {places}"),
    "prefecture": N_("Compared with, of the {count} units at prefecture level: {places}"),
    "county": N_("Compared with, of the {count} units at county level: {places}"),
}


def compared_with(place: str, chosen: tuple[str, ...], lang: str) -> str:
    """Return which places a place is compared with, and among how many of its level they were looked for (Markdown)."""
    names = places.distinct_names(lang)
    level, count = places.pool(place)
    told = translator(lang)(POOLS[level])
    return told.format(count=count, places=listed((plain(names.get(code, code)) for code in chosen), lang))


@kept
def results(place: str, chosen: tuple[str, ...], lang: str) -> Chart | None:
    """Return the place's results against its peers and the nation; nothing where none stands beside theirs."""
    _ = translator(lang)
    found = spine_rows(edition.described(), older_by_year(), place, list(chosen))
    if found.empty:
        return None
    labels = conditioned(found, lang)
    texts = [f"{value} · {year}" for value, year in zip(value_texts(found, lang), year_texts(found, lang), strict=True)]
    refs = [
        ref("rate" if rated else "fact", fact)
        for rated, fact in zip(found["printed_value"].notna(), found["fact"], strict=True)
    ]
    hover = [
        f"{label}<br>{text}<br>{_range_text(row, lang)}"
        for label, text, (_index, row) in zip(labels, texts, found.iterrows(), strict=True)
    ]
    marks = scaled(found).assign(label=labels, text=texts, hover=hover, ref=refs, odd=False)
    legend = {
        "range": _("range of peers"),
        "middle": _("middle half of peers"),
        "median": _("median of peers"),
        "nation": _("nation"),
        "own": str(places.place_names(lang)[place]),
        "odd": _("another definition"),
    }
    facts = edition.described().set_index("fact", drop=False).loc[found["fact"]].reset_index(drop=True)
    return Chart(
        fact_table(facts, lang),
        refs,
        say(spine_sentence(found), lang),
        figure=spine(marks, legend),
        title=title(lang),
        how_to_read=_(
            "Each row has its own scale from the lowest to the highest value known. Counts are set per 1,000 "
            "residents aged 60+. Only results of the same definition and of five years to the newest are "
            "compared, the median is shown from 4 peers. Click a mark for its clause."
        ),
    )


def title(lang: str) -> str:
    """Return what the results beside those of peers are headed, whether there are any or none."""
    return translator(lang)("Results beside the places most alike")


def _range_text(row: pd.Series, lang: str) -> str:
    _ = translator(lang)
    parts = []
    if row["count"]:
        low, high = (amount_text(Amount(round(float(row[column]), 2), row["unit"]), lang) for column in ("low", "high"))
        parts.append(_("{count} peers: {low} to {high}").format(count=row["count"], low=low, high=high))
    if pd.notna(row["nation"]):
        nation = amount_text(Amount(round(float(row["nation"]), 2), row["unit"]), lang)
        parts.append(_("nation: {value}").format(value=nation))
    return ("；" if lang == "zh" else "; ").join(parts)
