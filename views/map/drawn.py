"""What the map shows, as ``pages.parts.shown`` does: computed once for each choice, then shared.

Every function raises ``BoundariesUnreadable`` where the map files have not been built.
"""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from charts.maps import Circles, Found, Scale, Words, choropleth
from i18n.texts import translator
from loaders import map_files
from loaders.boundaries import NATION, Level
from policy.gaps import STATUSES
from policy.map_values import CHANGE, map_sentence, status_map_sentence, unit_sentence
from views import places, targets
from views.edition import kept
from views.map import batches as batch_rows
from views.map import values as map_rows
from views.view import Chart
from views.words import say

NONE = "none"


@dataclass(frozen=True)
class Choice:
    """What a map shows: units of a level within an area, coloured by a view of a variable, with circles and a place looked for.

    ``batches`` is ``batch_rows.state`` for a number of a batch, else empty: what else is shown does not hang on it.
    """

    level: Level
    within: str
    variable: str
    view: str
    circled: str
    scale: str
    sought: str
    batches: str = ""


@kept
def areas_of(level: Level, lang: str) -> dict[str, str]:
    """Return the areas whose units of a level a map can show, by code; none for provinces, which are shown all."""
    return map_rows.areas_of(level, lang)


@kept
def points(level: Level, within: str) -> pd.DataFrame:
    """Return the units of a map (``loaders.map_files.label_points``)."""
    return map_files.label_points(level, within)


@kept
def unit_names(level: Level, within: str, lang: str) -> dict[str, str]:
    """Return the name of every unit of a map."""
    return places.unit_names(points(level, within), lang)


@kept
def findable(lang: str) -> dict[str, str]:
    """Return the names of all provinces and prefectures, whatever the map shows."""
    units = places.mapped()
    above = units[units["level"] != "county"].drop_duplicates("place")
    return places.unit_names(above, lang)


@kept
def where(place: str) -> dict[str, str]:
    """Return the parameters of the address under which a province or prefecture is on the map, close by."""
    units = places.mapped().drop_duplicates("place")
    level, parent = units.loc[units["place"] == place, ["level", "parent"]].to_numpy()[0]
    return {"level": "province"} if level == "province" else {"level": "prefecture", "area": str(parent)}


@kept
def views(variable: str, level: Level, within: str, today: dt.date, lang: str) -> dict[str, str]:
    """Return what can be shown of a variable: its value, and gap and status where a unit has one."""
    return map_rows.views(variable, points(level, within), today, lang)


@kept
def values(
    variable: str, view: str, level: Level, within: str, today: dt.date, lang: str, batches: str
) -> pd.DataFrame:
    """Return one row a unit (``map_rows.areas``)."""
    return map_rows.areas(variable, view, points(level, within), today, lang, batches)


@kept
def drawn_map(choice: Choice, today: dt.date, lang: str) -> Chart:
    """Return the map of a choice."""
    _ = translator(lang)
    variable, view, level, within = choice.variable, choice.view, choice.level, choice.within
    units, names = points(level, within), unit_names(level, within, lang)
    shown = values(variable, view, level, within, today, lang, choice.batches)
    name = map_rows.variable_names(lang, choice.batches)[variable]
    how = Scale(
        name if view == "value" else f"{name} · {views(variable, level, within, today, lang)[view]}",
        lambda value: map_rows.number_text(variable, view, lang, value),
        "continuous" if choice.scale == "continuous" else "quantile",
        diverging=variable in (CHANGE, batch_rows.CHANGE) or view == "gap",
        named=map_rows.status_colours(lang) if view == "status" else (),
    )
    found, others = units[units["place"] == choice.sought], units[units["place"] != choice.sought]
    if view == "status":
        sentence = say(status_map_sentence(shown, STATUSES, targets.status_names()), lang)
    else:
        sentence = say(map_sentence(shown, names, name, gap=view == "gap"), lang)
    if len(found):
        sentence += "\n\n" + say(unit_sentence(shown, names, choice.sought, ranked=view != "status"), lang)
    label = others.assign(label=others["short_zh" if lang == "zh" else "name_en"])
    figure = choropleth(
        shown,
        map_files.layer(level, within),
        how,
        Words(_("no data"), _("another definition"), _("South China Sea islands")),
        circles=_circles(choice, lang),
        labels=label if within != NATION else None,
        found=Found(found["lon"].iloc[0], found["lat"].iloc[0], names[choice.sought]) if len(found) else None,
    )
    listed = shown[shown["state"] != "no_data"].sort_values("value", ascending=False, kind="stable")
    table = {_("Place"): listed["place"].map(names), how.title: listed["text"].str.replace("<br>", " · ")}
    return Chart(
        pd.DataFrame(table),
        listed["ref"].tolist(),
        sentence,
        figure=figure,
        title=how.title,
        how_to_read=_how_to_read(choice, lang),
    )


def _how_to_read(choice: Choice, lang: str) -> str:
    _ = translator(lang)
    if choice.batches:
        told = _(
            "Colour: the median of the draws; lines: no value in the batch; circles: a count by area."
            " Hover for the 80% band and the run; click a place for the record."
        )
        if choice.level != "county":
            return told
        return f"{told} " + _(
            "A county's people move and die as the traits of its prefecture lead to expect: a district that fills or empties beside its "
            "neighbours is missed."
        )
    return _(
        "Colour: what the title says; lines one way: no data; lines both ways: another definition; circles: a count by area."
        " Hover for value, date and source; click a place for its portrait."
    )


def _circles(choice: Choice, lang: str) -> Circles | None:
    if choice.circled == NONE:
        return None
    counted = map_rows.circles(choice.circled, points(choice.level, choice.within), lang)
    name = map_rows.circle_names(lang)[choice.circled]
    circles = Circles(counted, name, lambda value: map_rows.circle_text(choice.circled, lang, value))
    return circles if len(counted) else None
