"""How wrong the method has been: from the census of 2010 to that of 2020, and against the UN's own projection."""

import numpy as np
import pandas as pd

from charts.errors import error_dots
from charts.intervals import intervals
from charts.maps import Scale
from i18n.numbers import number, percent, with_unit
from i18n.texts import translator
from policy.calendar import NATION
from policy.derived import Derived, census_refs, with_counts
from policy.map_values import map_sentence
from policy.projection_sentences import (
    RELATIVE,
    WHOLE,
    counts_sentence,
    hindcast_sentence,
    past_sentence,
    un_sentence,
    whole_sentence,
)
from policy.refs import parts_of, ref
from policy.text import N_, Amount
from projection.checks.against_counts import LAST_KNOWN, rolling
from projection.checks.against_un import against_the_un
from projection.checks.hindcast_tables import summary_of
from projection.people.national import official, percent_off
from views import edition
from views.edition import kept, kept_up_to
from views.map.units import area_figure, by_unit, numbers_of, units, value_table
from views.places import mapped, place_names
from views.projections import PEOPLE, official_anchor, uns_rates
from views.view import ByRow, Chart, Table
from views.words import say, word_names

AGES = (60, 65, 80)
FIRST_SHOWN = 2030


def method_names(lang: str) -> dict[str, str]:
    """Return the names of the methods compared, the atlas' own first."""
    return word_names("hindcast_method", lang)


def age_name(age: int, lang: str) -> str:
    """Return an age from which people are counted, in words."""
    return translator(lang)("aged {age}+").format(age=age)


@kept_up_to(None, of=("hindcast", "population_totals"))
def predictions() -> pd.DataFrame:
    """Return every prediction of 2020 from 2010, with the count it stands against (``counted``) and its reference (``ref``)."""
    rows = with_counts(edition.table("hindcast"), edition.table("population_totals"))
    keys = zip(rows["place"], rows["method"], rows["age_from"], strict=True)
    return rows.assign(ref=[ref("hindcast", *key) for key in keys])


def error_text(row: pd.Series, lang: str) -> str:
    """Return the error of a prediction in words, with the prediction and the count in persons."""
    error = float(row["error"])
    return translator(lang)("{error}: {predicted} against {counted}").format(
        error=("+" if error > 0 else "") + percent(round(error, 1), lang),
        predicted=number(row["predicted"], lang),
        counted=number(row["counted"], lang),
    )


@kept_up_to(None, of=("hindcast", "hindcast_places"))
def summary() -> pd.DataFrame:
    """Return the errors of each method by age and size class (``projection.checks.hindcast_tables.summary_of``)."""
    return summary_of(edition.table("hindcast"), edition.table("hindcast_places"))


@kept
def summary_table(age: int, lang: str) -> Table[ByRow]:
    """Return the errors of each method at an age, all places together and by size class."""
    _ = translator(lang)
    found, rows = summary(), edition.table("hindcast")
    found = found[found["age_from"] == age]
    nation = rows[(rows["place"] == NATION) & (rows["age_from"] == age)].iloc[0]
    sizes = {"all": _("all places")} | word_names("hindcast_size", lang)
    table = pd.DataFrame(
        {
            _("Method"): found["method"].map(method_names(lang)),
            _("Size of place"): found["size"].map(sizes),
            _("Places"): found["places"],
            _("Median error (absolute)"): [percent(value, lang) for value in found["median_abs"]],
            _("Nine in ten places below"): [percent(value, lang) for value in found["p90_abs"]],
            _("Bias (median)"): [percent(value, lang) for value in found["bias"]],
            _("80% band held"): ["" if np.isnan(value) else percent(value, lang) for value in found["coverage"]],
        }
    )
    keys = zip(found["method"], found["age_from"], found["size"], strict=True)
    return Table(
        table.reset_index(drop=True),
        [ref("errors", *key) for key in keys],
        f"{say(hindcast_sentence(found), lang)} {say(whole_sentence(found, nation), lang)}",
    )


def errors_record(reference: str) -> Derived:
    """Return the record of a median error of the hindcast: over which places, and each one's own error.

    Raises:
        KeyError: there is no such method, age or size class.
    """
    method, age, size = parts_of(reference, 3)
    table = summary()
    own = table[(table["method"] == method) & (table["age_from"].astype("str") == age) & (table["size"] == size)]
    if len(own) != 1:
        raise KeyError(reference)
    rows, sizes = predictions(), edition.table("hindcast_places").set_index("place")["size"]
    rows = rows[(rows["method"] == method) & (rows["age_from"].astype("str") == age) & (rows["place"] != NATION)]
    if size != "all":
        rows = rows[rows["place"].map(sizes) == size]
    found = own.to_dict("records")[0]
    return Derived(
        float(found["median_abs"]),
        "percent",
        N_(
            "median of the absolute errors of {places} places; nine in ten are below {p90}, the median error with its sign is {bias}"
        ),
        {
            "places": int(found["places"]),
            "p90": Amount(float(found["p90_abs"]), "percent"),
            "bias": Amount(float(found["bias"]), "percent"),
        },
        tuple(rows["ref"]),
    )


@kept
def errors_map(method: str, age: int, lang: str) -> Chart:
    """Return every prefecture's error at an age by a method.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    _ = translator(lang)
    prefectures = units("prefecture", lang)
    errors = by_unit(_errors(method, age, lang), prefectures)
    title = _("Projection error 2020, {age}").format(age=age_name(age, lang))
    sentence = say(map_sentence(errors, prefectures.names, title), lang)
    return Chart(
        *value_table(errors, prefectures, title, order=np.abs),
        f"{summary_table(age, lang).sentence}\n\n{sentence}",
        figure=area_figure(
            errors,
            prefectures,
            Scale(title, lambda value: percent(round(value, 1), lang), diverging=True),
            not_comparable=_("boundaries changed, not compared"),
        ),
        title=title,
        how_to_read=_(
            "Blue: too many predicted; orange: too few; lines both ways: boundaries changed, not compared. Nothing of a place or "
            "its province after 2010 entered its prediction. Relative to the nation: as if the nation's change had been known; whole error: as "
            "the projection is made. Click a place for its portrait."
        ),
        numbers=numbers_of(errors),
    )


def _errors(method: str, age: int, lang: str) -> pd.DataFrame:
    """Return errors in percent by place; none where boundaries changed or a census has no count, with the reason."""
    rows = predictions()
    rows = rows[(rows["method"] == method) & (rows["age_from"] == age)].set_index("place")
    status = edition.table("hindcast_places").set_index("place")["status"]
    changed = status == "boundary_changed"
    value = rows["error"].reindex(status.index).astype("float64").mask(changed)
    texts = pd.Series({place: error_text(row, lang) for place, row in rows.iterrows()})
    reasons = status.map(word_names("hindcast_status", lang))
    state = np.where(changed, "not_comparable", np.where(value.notna(), "value", "no_data"))
    return pd.DataFrame(
        {"value": value, "state": state, "text": texts.reindex(status.index).where(value.notna(), reasons)}
    )


@kept
def compared_places(lang: str) -> dict[str, str]:
    """Return the nation and every place that was compared, by its name, those of the atlas first."""
    places = edition.table("hindcast_places")
    places = places[places["status"].isin(["nation", "compared"])]
    known = place_names(lang)
    mapped_names = mapped().drop_duplicates("place").set_index("place")[f"name_{lang}"]
    names = {code: str(known.get(code, mapped_names.get(code, code))) for code in places["place"]}
    own = set(edition.described()["place"])
    return dict(sorted(names.items(), key=lambda item: (item[0] != NATION, item[0] not in own, item[0])))


@kept
def place_chart(place: str, lang: str) -> Chart:
    """Return what was predicted of a place relative to the nation and in all, against its count of 2020; of the nation in all."""
    _ = translator(lang)
    found = predictions()
    found = found[(found["place"] == place) & found["method"].isin([RELATIVE, WHOLE])].sort_values(
        ["age_from", "method"], ascending=[True, False], kind="stable"
    )
    names, words = method_names(lang), [error_text(row, lang) for _index, row in found.iterrows()]
    labels = [f"{age}+ · {names[method]}" for age, method in zip(found["age_from"], found["method"], strict=True)]
    marks = found[["predicted", "low", "high", "counted", "ref"]].assign(label=labels, words=words, hover=words)
    legend = {"band": _("80% band"), "predicted": _("predicted from 2010"), "counted": _("counted in 2020")}
    return Chart(
        pd.DataFrame({_("Age and method"): labels, _("Error"): words}),
        found["ref"].tolist(),
        say(past_sentence(found), lang),
        figure=intervals(marks, legend, _("persons")),
        title=_("{place}: predicted from 2010, counted in 2020").format(place=compared_places(lang)[place]),
        how_to_read=_(
            "Filled: counted on 1 Nov 2020; hollow: predicted from the census of 2010; grey: the 80% band, drawn as that of the projection "
            "from 2020. Relative to the nation: as if the nation's change had been known; whole error: as the projection is made. One horizon "
            "can be checked: ten years."
        ),
    )


@kept_up_to(None, of=PEOPLE)
def counts_errors() -> pd.DataFrame:
    """Return how far the nation is off its official counts, one row a year-end and age, the ages together.

    Columns: ``year``, ``age`` (60 or 65), ``counted``, ``projected`` (persons), ``error`` (percent), and the error of what did not
    know the year: ``known_2022`` and ``known_2023``, anchored to that year alone (missing up to it), ``back_2022`` and ``back_2023``,
    with the UN's level of mortality again after it, and ``un_rates``.

    Raises:
        ValueError: a table lacks what it takes.
    """
    found, counts = official_anchor(), official(edition.table("national_counts"))
    later = rolling(uns_rates(), found.census, counts)
    parts = []
    for age in (60, 65):
        projected = found.people[:, :, age:].sum(axis=(1, 2))
        own = {"year": counts.index, "age": age, "counted": counts[f"people_{age}"].to_numpy(), "projected": projected}
        rows = pd.DataFrame(own | {"error": percent_off(found.people, age, counts)})
        unseen = later[later["age"] == age]
        for last in LAST_KNOWN:
            errors = unseen[unseen["known_to"] == last].set_index("year")
            rows[f"known_{last}"] = rows["year"].map(errors["anchored"])
            rows[f"back_{last}"] = rows["year"].map(errors["un_level"])
        rows["un_rates"] = rows["year"].map(unseen.drop_duplicates("year").set_index("year")["un_rates"])
        parts.append(rows)
    return pd.concat(parts, ignore_index=True)


@kept
def counts_table(lang: str) -> Table[ByRow]:
    """Return the nation beside its official counts; each row opens its error, with the count it is measured against."""
    _ = translator(lang)
    found = counts_errors()

    def errors(column: str) -> list[str]:
        return ["–" if pd.isna(value) else percent(round(value, 2), lang) for value in found[column]]

    table = pd.DataFrame(
        {
            _("End of"): found["year"].astype("str"),
            _("Age"): [f"{age}+" for age in found["age"]],
            _("official count"): [with_unit(value, "persons", lang, exact=True) for value in found["counted"]],
            _("projected here"): [
                with_unit(round(value, -4), "persons", lang, exact=True) for value in found["projected"]
            ],
            _("Error"): errors("error"),
        }
        | {_("counts to {year} alone").format(year=last): errors(f"known_{last}") for last in LAST_KNOWN}
        | {_("to {year}, then the UN's level").format(year=last): errors(f"back_{last}") for last in LAST_KNOWN}
        | {_("the UN's rates"): errors("un_rates")}
    )
    refs = [ref("anchored", year, age) for year, age in zip(found["year"], found["age"], strict=True)]
    return Table(table, refs, say(counts_sentence(found), lang))


def counts_record(reference: str) -> Derived:
    """Return the record of an error against an official count.

    Raises:
        KeyError: there is no such year or age.
    """
    year, age = parts_of(reference, 2)
    found = counts_errors()
    found = found[(found["year"].astype("str") == year) & (found["age"].astype("str") == age)]
    if len(found) != 1:
        raise KeyError(reference)
    row = found.iloc[0]
    return Derived(
        round(float(row["error"]), 2),
        "percent",
        N_(
            "{projected} aged {age}+ projected here for the end of {year} from the census of 1 Nov 2020, by the UN's rates set to the "
            "official counts, against {counted} counted"
        ),
        {
            "age": age,
            "year": year,
            "projected": Amount(round(float(row["projected"]), -4), "persons"),
            "counted": Amount(int(row["counted"]), "persons"),
        },
        (ref("national", NATION, f"people_{age}", year), *census_refs(edition.table("population_totals"), NATION)),
    )


@kept_up_to(None, of=PEOPLE)
def un_errors() -> pd.DataFrame:
    """Return the projection of China by the UN's rates against the UN's own (``projection.checks.against_un``)."""
    return against_the_un(uns_rates())


@kept
def un_chart(lang: str) -> Chart:
    """Return the errors against the UN by age and year, those of 60+ and 80+ first."""
    _ = translator(lang)
    found = un_errors()
    found = found[(found["year"] >= FIRST_SHOWN) & (found["gate"].notna() | found["age"].isin(["total", "65+"]))]
    order = ["60+", "65+", "80+", "total", *dict.fromkeys(found["age"])]
    found = found.sort_values(["age", "year"], key=lambda c: c.map(order.index) if c.name == "age" else c)
    labels = found["age"].replace({"total": _("all ages")})
    own, un = ([with_unit(v, "persons", lang) for v in found[column]] for column in ("projected", "un"))
    errors = [percent(round(value, 2), lang) for value in found["error"]]
    refs = [ref("un", year, age) for year, age in zip(found["year"], found["age"], strict=True)]
    hover = [
        f"{label} · {year}<br>{_('projected here')}: {a}<br>{_('the UN')}: {b}<br>{error}"
        for label, year, a, b, error in zip(labels, found["year"], own, un, errors, strict=True)
    ]
    marks = pd.DataFrame(
        {"label": labels, "series": found["year"].astype("str"), "error": found["error"], "gate": found["gate"]}
    ).assign(hover=hover, ref=refs)
    gates = [percent(gate, lang) if pd.notna(gate) else "" for gate in found["gate"]]
    table = pd.DataFrame(
        {
            _("Age"): labels,
            _("Year"): found["year"],
            _("projected here"): own,
            _("the UN"): un,
            _("Error"): errors,
            _("allowed"): gates,
        }
    )
    return Chart(
        table,
        refs,
        say(un_sentence(found), lang),
        figure=error_dots(marks, _("error in percent")),
        title=_("China 2030–2060 against the UN's own projection"),
        how_to_read=_(
            "Each mark: the number projected here against World Population Prospects 2024, medium, from the UN's own people and rates "
            "of 2020; shaded: what is allowed. It tests the engine, not the future."
        ),
    )


def un_record(reference: str) -> Derived:
    """Return the record of an error against the UN.

    Raises:
        KeyError: there is no such year or age.
    """
    year, age = parts_of(reference, 2)
    found = un_errors()
    found = found[(found["year"].astype("str") == year) & (found["age"] == age)]
    if len(found) != 1:
        raise KeyError(reference)
    row = found.iloc[0]
    vital = edition.table("vital_rates")
    low, _dash, high = age.rstrip("+").partition("–")
    first = 0 if age == "total" else int(low)
    last = int(high) if high else 200
    people = vital[(vital["measure"] == "population") & (vital["year_from"].astype("str") == year)]
    people = people[(people["age_from"] >= first) & (people["age_from"] <= last)]
    return Derived(
        round(float(row["error"]), 2),
        "percent",
        N_("{projected} projected here from the UN's people of 2020 by the UN's rates, against the UN's own {un}"),
        {what: Amount(round(float(row[what])), "persons") for what in ("projected", "un")},
        tuple(_vital_ref(each) for _index, each in people.iterrows()),
    )


def _vital_ref(row: pd.Series) -> str:
    age = "" if pd.isna(row["age_from"]) else row["age_from"]
    return ref("vital", row["place"], row["measure"], row["sex"], age, row["year_from"], row["variant"])
