"""Units of a map: which of them a map shows, what they are called, and how they are drawn once each has a value.

Every function raises ``BoundariesUnreadable`` where the map files have not been built.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from charts.map_frame import HEIGHT
from charts.maps import Circles, Found, Scale, Words, choropleth
from i18n.texts import translator
from loaders.geography import layers
from loaders.geography.layers import NATION, Level
from views.edition import kept
from views.places import mapped, unit_names


@dataclass(frozen=True)
class Units:
    """The units of a level within an area: where each is labelled (``loaders.geography.layers.label_points``), and its name by code."""

    level: Level
    within: str
    points: pd.DataFrame = field(compare=False)
    names: dict[str, str] = field(compare=False)
    lang: str


@kept
def units(level: Level, lang: str, within: str = NATION) -> Units:
    """Return the units of the nation, or of an area, that a map shows."""
    points = layers.label_points(level, within)
    return Units(level, within, points, unit_names(points, lang), lang)


@kept
def areas(level: Level, lang: str) -> dict[str, str]:
    """Return the areas whose units of a level a map can show, by code; none for provinces, which are shown all."""
    if level == "province":
        return {}
    whole = {NATION: translator(lang)("the whole nation")} if level == "prefecture" else {}
    owners = mapped()[mapped()["level"] == {"prefecture": "province", "county": "prefecture"}[level]]
    divided = set(mapped().loc[mapped()["level"] == level, "parent"])
    return whole | {code: name for code, name in unit_names(owners, lang).items() if code in divided}


@kept
def findable(lang: str) -> dict[str, str]:
    """Return the names of all provinces and prefectures, whatever the map shows."""
    above = mapped()[mapped()["level"] != "county"].drop_duplicates("place")
    return unit_names(above, lang)


@kept
def where(place: str) -> dict[str, str]:
    """Return the parameters of the address under which a province or prefecture is on the map, close by."""
    once = mapped().drop_duplicates("place")
    level, parent = once.loc[once["place"] == place, ["level", "parent"]].to_numpy()[0]
    return {"level": "province"} if level == "province" else {"level": "prefecture", "area": str(parent)}


def by_unit(known: pd.DataFrame, shown: Units) -> pd.DataFrame:
    """Return one row a unit: ``place``, ``ref``, ``value``, ``state``, ``text`` and ``hover``; without a value its state is ``no_data``.

    Args:
        known: ``value``, ``state`` and ``text`` by place, and ``ref`` and ``hover`` where they are not the place and its text.
        shown: the units.
    """
    missing = translator(shown.lang)("no data")
    empty = {"value": float("nan"), "text": "", "hover": "", "state": "no_data"}
    frame = pd.DataFrame({"place": list(shown.names), "ref": list(shown.names), **empty}).set_index("place")
    known = known[known.index.isin(frame.index)]
    for column in known.columns:
        frame.loc[known.index, column] = known[column]
    frame = frame.reset_index()
    named = [
        f"<b>{shown.names[code]}</b><br>{text or missing}"
        for code, text in zip(frame["place"], frame["text"], strict=True)
    ]
    return frame.assign(hover=frame["hover"].where(frame["hover"] != "", named))


def area_figure(
    values: pd.DataFrame,
    shown: Units,
    scale: Scale,
    *,
    no_data: str = "",
    not_comparable: str = "",
    circles: Circles | None = None,
    sought: str = "",
    height: int = HEIGHT,
) -> go.Figure:
    """Return a map of units coloured by value; within an area their names are written on it.

    Args:
        values: one row a unit (``by_unit``).
        shown: the units.
        scale: how values become colours.
        no_data: what units without a value lack, where it is not any data.
        not_comparable: why some values stand apart from the others, where it is not their definition.
        circles: counts drawn on top.
        sought: code of a unit to point at.
        height: pixels.
    """
    _ = translator(shown.lang)
    own, others = shown.points[shown.points["place"] == sought], shown.points[shown.points["place"] != sought]
    labels = others.assign(label=others["short_zh" if shown.lang == "zh" else "name_en"])
    return choropleth(
        values,
        layers.layer(shown.level, shown.within),
        scale,
        Words(no_data or _("no data"), not_comparable or _("another definition"), _("South China Sea islands")),
        circles=circles,
        labels=None if shown.within == NATION else labels,
        found=Found(own["lon"].iloc[0], own["lat"].iloc[0], shown.names[sought]) if len(own) else None,
        height=height,
    )


def numbers_of(values: pd.DataFrame) -> dict[str, float]:
    """Return the known values of a map by the code of their unit."""
    known = values[values["value"].notna()]
    return dict(zip(known["place"], known["value"].astype("float64").tolist(), strict=True))


def value_table(
    values: pd.DataFrame, shown: Units, title: str, order: Callable[[pd.Series], pd.Series] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Return the known values of a map as a table, the largest first (by ``order`` of them, where given), and what each row opens."""
    listed = values[values["value"].notna()].sort_values("value", ascending=False, kind="stable", key=order)
    told = listed["text"].str.replace("<br>", " · ")
    table = {translator(shown.lang)("Place"): listed["place"].map(shown.names), title: told}
    return pd.DataFrame(table), listed["ref"].tolist()
