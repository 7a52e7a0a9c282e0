"""How wrong the method has been, as rows to show: against the UN's own projection, and from one census to the next."""

import numpy as np
import pandas as pd

from charts.errors import error_dots
from charts.intervals import intervals
from charts.maps import Scale, Words, choropleth
from i18n.numbers import number, percent, with_unit
from i18n.texts import translator
from loaders import map_files
from policy.map_values import map_sentence
from policy.projection_sentences import hindcast_sentence, place_sentence, un_sentence
from views import edition
from views.edition import kept
from views.places import mapped, place_names, unit_names
from views.projections import errors_ref, summary, un_errors, un_ref
from views.view import ByRow, Chart, Table
from views.words import say, word, word_names

AGES = (60, 65, 80)
USUAL_METHOD, CLOSED = "traits", "closed"
FIRST_SHOWN = 2030


@kept
def un_chart(lang: str) -> Chart:
    """Return the errors against the UN by age and year, those of 60+ and 80+ first."""
    _ = translator(lang)
    found = un_errors()
    found = found[(found["year"] >= FIRST_SHOWN) & (found["gate"].notna() | found["age"].isin(["total", "65+"]))]
    order = ["60+", "65+", "80+", "total", *dict.fromkeys(found["age"])]
    found = found.sort_values(["age", "year"], key=lambda c: c.map(order.index) if c.name == "age" else c)
    names = {"total": _("all ages")}
    labels = found["age"].replace(names)
    own, un = ([with_unit(v, "persons", lang) for v in found[column]] for column in ("projected", "un"))
    errors = [percent(round(value, 2), lang) for value in found["error"]]
    refs = [un_ref(int(year), age) for year, age in zip(found["year"], found["age"], strict=True)]
    hover = [
        f"{label} · {year}<br>{_('projected here')}: {a}<br>{_('the UN')}: {b}<br>{error}"
        for label, year, a, b, error in zip(labels, found["year"], own, un, errors, strict=True)
    ]
    drawn = pd.DataFrame(
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
    return Chart(table, refs, say(un_sentence(found), lang), figure=error_dots(drawn, _("error in percent")))


def method_names(lang: str) -> dict[str, str]:
    """Return the names of the methods compared, the atlas' own first."""
    return word_names("hindcast_method", lang)


@kept
def summary_table(age: int, lang: str) -> Table[ByRow]:
    """Return the errors of each method at an age, all places together and by size class."""
    _ = translator(lang)
    found = summary()
    found = found[found["age_from"] == age]
    names, sizes = method_names(lang), {"all": _("all places")} | word_names("hindcast_size", lang)
    table = pd.DataFrame(
        {
            _("Method"): found["method"].map(names),
            _("Size of place"): found["size"].map(sizes),
            _("Places"): found["places"],
            _("Median error (absolute)"): [percent(value, lang) for value in found["median_abs"]],
            _("Nine in ten below"): [percent(value, lang) for value in found["p90_abs"]],
            _("Bias (median)"): [percent(value, lang) for value in found["bias"]],
            _("80% band held"): ["" if np.isnan(value) else percent(value, lang) for value in found["coverage"]],
        }
    )
    keys = zip(found["method"], found["age_from"], found["size"], strict=True)
    return Table(table.reset_index(drop=True), [errors_ref(*key) for key in keys], say(hindcast_sentence(found), lang))


@kept
def hindcast_map(method: str, age: int, lang: str) -> Chart:
    """Return every prefecture's error at an age by a method.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    _ = translator(lang)
    points, layer = map_files.label_points("prefecture"), map_files.layer("prefecture")
    values, names = areas(method, age, points, lang), unit_names(points, lang)
    title = _("Error of 2020, {age}").format(age=age_name(age, lang))
    figure = choropleth(
        values,
        layer,
        Scale(title, lambda value: percent(round(value, 1), lang), diverging=True),
        Words(_("no data"), _("boundaries changed, not compared"), _("South China Sea islands")),
    )
    shown = values[values["state"] == "value"].sort_values("value", key=abs, ascending=False)
    return Chart(
        pd.DataFrame({_("Place"): shown["place"].map(names), title: shown["text"]}),
        shown["place"].tolist(),
        f"{summary_table(age, lang).sentence}\n\n{say(map_sentence(values, names, title), lang)}",
        figure=figure,
        title=title,
        how_to_read=_(
            "Blue: too many predicted; orange: too few; lines both ways: boundaries changed, not compared. Nothing of a place or "
            "its province after 2010 entered its prediction. Click a place for its portrait."
        ),
    )


def age_name(age: int, lang: str) -> str:
    """Return an age from which people are counted, in words."""
    return translator(lang)("aged {age}+").format(age=age)


def areas(method: str, age: int, points: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return one row a mapped prefecture: its error in percent, hatched where boundaries changed."""
    _ = translator(lang)
    names = unit_names(points, lang)
    places = edition.table("hindcast_places").set_index("place")
    found = edition.table("hindcast")
    found = found[(found["method"] == method) & (found["age_from"] == age)].set_index("place")
    frame = pd.DataFrame({"place": list(names)}).set_index("place")
    frame["value"] = found["error"].reindex(frame.index).astype("float64")
    status = places["status"].reindex(frame.index)
    frame["state"] = np.where(
        status == "boundary_changed", "not_comparable", np.where(frame["value"].notna(), "value", "no_data")
    )
    frame.loc[frame["state"] != "value", "value"] = np.nan
    texts = {place: error_text(row, lang) for place, row in found[found.index.isin(frame.index)].iterrows()}
    reasons = {place: word("hindcast_status", code, lang) for place, code in status.dropna().items()}
    text = [
        texts.get(place, "") if state == "value" else reasons.get(place, _("no data"))
        for place, state in zip(frame.index, frame["state"], strict=True)
    ]
    hover = [f"<b>{names[place]}</b><br>{line}" for place, line in zip(frame.index, text, strict=True)]
    return frame.reset_index().assign(text=text, hover=hover, ref=list(frame.index))


def error_text(row: pd.Series, lang: str) -> str:
    """Return a prediction's error in words, with the prediction and the count in persons."""
    _ = translator(lang)
    return _("{error}: {predicted} against {counted}").format(
        error=signed(float(row["error"]), lang),
        predicted=number(row["predicted"], lang),
        counted=number(counted(row), lang),
    )


def signed(error: float, lang: str) -> str:
    """Return an error in percent with its sign."""
    return ("+" if error > 0 else "") + percent(round(error, 1), lang)


def counted(row: pd.Series) -> int:
    """Return the count that a prediction stands against."""
    return round(float(row["predicted"]) / (1 + float(row["error"]) / 100))


def compared_places(lang: str) -> dict[str, str]:
    """Return every place that was compared, by its name, those of the atlas first."""
    places = edition.table("hindcast_places")
    places = places[places["status"] == "compared"]
    known = place_names(lang)
    units = mapped().drop_duplicates("place").set_index("place")[f"name_{lang}"]
    names = {code: str(known.get(code, units.get(code, code))) for code in places["place"]}
    own = set(edition.described()["place"])
    return dict(sorted(names.items(), key=lambda item: (item[0] not in own, item[0])))


@kept
def place_chart(place: str, lang: str) -> Chart:
    """Return what each banded method said of a place, against its count of 2020."""
    _ = translator(lang)
    found = edition.table("hindcast")
    found = found[(found["place"] == place) & found["method"].isin([USUAL_METHOD, CLOSED])].sort_values(
        ["age_from", "method"], ascending=[True, False], kind="stable"
    )
    names = method_names(lang)
    refs = [hindcast_ref(row) for _index, row in found.iterrows()]
    words = [error_text(row, lang) for _index, row in found.iterrows()]
    drawn = pd.DataFrame(
        {
            "label": [
                f"{age}+ · {names[method]}" for age, method in zip(found["age_from"], found["method"], strict=True)
            ],
            "words": words,
            "predicted": found["predicted"],
            "low": found["low"],
            "high": found["high"],
            "counted": [counted(row) for _index, row in found.iterrows()],
            "hover": words,
            "ref": refs,
        }
    )
    legend = {"band": _("80% band"), "predicted": _("predicted from 2010"), "counted": _("counted in 2020")}
    table = drawn[["label", "words"]].set_axis([_("Age and method"), _("Error")], axis=1)
    return Chart(table, refs, say(place_sentence(found), lang), figure=intervals(drawn, legend, _("persons")))


def hindcast_ref(row: pd.Series) -> str:
    """Return the reference of one row of ``hindcast``."""
    return f"hindcast:{row['place']}:{row['method']}:{row['age_from']}"
