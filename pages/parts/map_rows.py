"""Values of a map's units with their hover texts, and the counts drawn as circles."""

import pandas as pd
import streamlit as st

from i18n.numbers import percent, with_unit
from i18n.texts import translator
from loaders import map_files
from pages.parts import rows, tables
from pages.parts.words import amount_text, value_text, year_text
from policy.map_values import CHANGE, CIRCLE_TOPICS, SHARES, counts, population_values, topic_values
from policy.peers import AFTER
from policy.sentences import Amount


@st.cache_resource(show_spinner=False)
def mapped() -> pd.DataFrame:
    """Return every mapped unit (``loaders.map_files.units``)."""
    return map_files.units()


def unit_names(points: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the name of every unit of a map; English where the atlas has one."""
    known = rows.place_names(lang)
    return {code: str(known.get(code, name)) for code, name in zip(points["place"], points["name_zh"], strict=True)}


def areas(variable: str, points: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return one row a unit: ``place``, ``value``, ``text``, ``hover``, ``ref`` (its code), ``state``."""
    _ = translator(lang)
    names = unit_names(points, lang)
    frame = pd.DataFrame(
        {"place": list(names), "value": float("nan"), "text": "", "hover": "", "state": "no_data"}
    ).set_index("place")
    if variable in SHARES or variable == CHANGE:
        values = population_values(tables.table("population"), tables.table("population_totals"), variable)
        values = values[values.index.isin(frame.index)]
        frame.loc[values.index, "value"] = values
        frame.loc[values.index, "state"] = "value"
        unit = "percentage_points" if variable == CHANGE else "percent"
        source = _("census 2020 less 2010") if variable == CHANGE else _("census of 1 Nov 2020")
        frame.loc[values.index, "text"] = [
            f"{amount_text(Amount(round(float(value), 2), unit), lang)} · {source}" for value in values
        ]
    else:
        found = topic_values(tables.described(), variable, list(names)).set_index("place", drop=False)
        frame.loc[found.index, "value"] = found["value"]
        frame.loc[found.index, "state"] = found["odd"].map({True: "not_comparable", False: "value"})
        frame.loc[found.index, "text"] = [
            f"{value_text(row, lang)} · {year_text(row, lang)}" for _index, row in found.iterrows()
        ]
        frame.loc[found.index, "hover"] = rows.hover_texts(found, lang)
    frame = frame.reset_index()
    missing = _("no data")
    plain = [
        f"<b>{names[code]}</b><br>{text or missing}" for code, text in zip(frame["place"], frame["text"], strict=True)
    ]
    return frame.assign(hover=frame["hover"].where(frame["hover"] != "", plain), ref=frame["place"])


def circles(what: str, points: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return counts as circles: residents aged 60+, or a stock of beds or homes."""
    names = unit_names(points, lang)
    if what in CIRCLE_TOPICS:
        found = topic_values(tables.described(), what, list(names)).query("not odd").set_index("place")
        values = found["value"]
        texts = {place: f"{value_text(row, lang)} · {year_text(row, lang)}" for place, row in found.iterrows()}
    else:
        values = counts(tables.table("population"), tables.table("population_totals"), 60, AFTER)
        texts = {place: with_unit(value, "persons", lang) for place, value in values.items()}
    frame = points[points["place"].isin(values.index)][["place", "lon", "lat"]].copy()
    frame["value"] = frame["place"].map(values)
    frame["text"] = [texts[place] for place in frame["place"]]
    frame["hover"] = [f"<b>{names[place]}</b><br>{texts[place]}" for place in frame["place"]]
    return frame.assign(ref=frame["place"]).reset_index(drop=True)


def variable_names(lang: str) -> dict[str, str]:
    """Return the names of what a map can show: shares of people, their change, and every topic with a result."""
    _ = translator(lang)
    people = {
        "share60": _("Share of residents aged 60+"),
        "share65": _("Share of residents aged 65+"),
        "share80": _("Share of residents aged 80+"),
        CHANGE: _("Change of the share aged 60+, 2010–2020"),
    }
    facts = tables.described()
    results = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & (facts["measure"] == "level")]
    known = (
        results[~results["domain"].isin(["population"])]
        .groupby("topic")["place"]
        .nunique()
        .sort_values(ascending=False)
    )
    names = rows.topic_names(lang)
    return people | {str(topic): str(names[topic]) for topic in known[known >= LEAST_PLACES].index}


LEAST_PLACES = 5


def number_text(variable: str, lang: str, value: float) -> str:
    """Return a value in words for the legend."""
    if variable in SHARES:
        return percent(round(value, 1), lang)
    unit = "percentage_points" if variable == CHANGE else tables.described().query("topic == @variable")["unit"].iloc[0]
    return amount_text(Amount(round(value, 2), unit), lang, exact=False)


def circle_text(what: str, lang: str, value: float) -> str:
    """Return a count in words for the key of the circles."""
    unit = "persons" if what not in CIRCLE_TOPICS else ("institutions" if what == "care_institutions" else "beds")
    return with_unit(value, unit, lang)
