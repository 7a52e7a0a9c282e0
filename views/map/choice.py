"""What a viewer has chosen to see on the map, and the map of it."""

import datetime as dt
import operator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.maps import MOVING
from i18n.texts import translator
from loaders.geography.layers import Level
from policy.gaps import STATUSES
from policy.map_values import CHANGE, MAP_SPAN, SHARES, map_sentence, status_map_sentence, unit_sentence
from views import targets
from views.edition import kept
from views.map import ageing, programmes, values
from views.map.units import Units, area_figure, numbers_of, units, value_table
from views.view import Chart, Moving
from views.words import say

NONE = "none"
USUAL_CITY = "620700"


@dataclass(frozen=True)
class Choice:
    """What a map shows: units of a level within an area, coloured by a view of a variable, with circles and a place looked for.

    ``year`` is that of people over the years, and ``batches`` (``batches.state``) stands for what is known of those of counties; both
    are empty for all else, which does not hang on them. ``span``: calendar years of results that stand together.
    """

    level: Level
    within: str
    variable: str
    view: str = "value"
    circled: str = NONE
    scale: str = "quantile"
    sought: str = NONE
    year: int = 0
    batches: str = ""
    span: int = MAP_SPAN

    def __post_init__(self) -> None:
        moves = ageing.covers(self.variable)
        vars(self).update(year=self.year * moves, batches=self.batches if moves and self.level == "county" else "")


def level_names(lang: str) -> dict[str, str]:
    """Return the names of the levels of units."""
    _ = translator(lang)
    return {"province": _("Provinces"), "prefecture": _("Prefectures"), "county": _("Counties of one city")}


def usual_level(variable: str) -> Level:
    """Return the level at which a variable is first shown: people are known of every province, all else of some cities."""
    return "province" if variable in (*SHARES, CHANGE) else "prefecture"


@kept
def chosen_map(choice: Choice, today: dt.date, lang: str) -> Chart:
    """Return the map of a choice; of people over the years one that plays.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    shown = units(choice.level, lang, choice.within)
    colours = values.values(choice.variable, choice.view, shown, today, choice.year, choice.batches, choice.span)
    moves = choice.year > 0
    borders = ageing.borders(choice.variable, choice.level, choice.batches) if moves else ()
    scale = values.scale(choice.variable, choice.view, lang, choice.scale, borders)
    unseen = programmes.unseen(lang) if programmes.covers(choice.variable) else ""
    circles = None if choice.circled == NONE else values.circles(choice.circled, shown)
    by_place = colours.assign(ref=colours["place"])  # a click on a unit opens its portrait, one on its row the record
    drawn = area_figure(by_place, shown, scale, no_data=unseen, circles=circles, sought=choice.sought)
    title = _title(choice, scale.title, lang)
    order = operator.neg if programmes.is_one(choice.variable) else None
    told = {
        "sentence": "\n\n".join(_said(choice, colours, shown, title)),
        "figure": drawn,
        "title": title,
        "how_to_read": _how_to_read(choice, lang),
        "numbers": {} if scale.named else numbers_of(colours),
    }
    table = value_table(colours, shown, title, order=order)
    return Moving(*table, **told, **_years(choice, drawn, shown)) if moves else Chart(*table, **told)


def _title(choice: Choice, name: str, lang: str) -> str:
    return f"{name} · {ageing.when(choice.variable, choice.year, lang)}" if choice.year else name


def _years(choice: Choice, drawn: go.Figure, shown: Units) -> dict[str, Any]:
    """Return what makes a map play: the values of every year in the order of its units, and how they are written."""
    known = ageing.by_year(choice.variable, choice.level, choice.batches)
    (units_drawn,) = (trace for trace in drawn.to_dict()["data"] if trace.get("meta") == MOVING)
    wide = known.reindex(units_drawn["locations"])
    years = ageing.years(choice.variable, choice.level, choice.batches)
    return {
        "revision": f"{choice.variable} {choice.level} {choice.within} {shown.lang}",
        "year": choice.year,
        "usual": ageing.usual_year(choice.variable, years),
        "values": {year: [None if pd.isna(value) else float(value) for value in wide[year]] for year in years},
        "stops": tuple(year for year in ageing.STOPS if year in years),
        "borders": ageing.borders(choice.variable, choice.level, choice.batches),
        "template": ageing.template(choice.variable, shown.lang),
        "called": {year: ageing.when(choice.variable, year, shown.lang) for year in years},
    }


def _said(choice: Choice, colours: pd.DataFrame, shown: Units, title: str) -> list[str]:
    """Return what a map says, and what it says of the unit looked for (Markdown)."""
    lang, sought = shown.lang, choice.sought in shown.names
    if programmes.covers(choice.variable):
        own = [say(programmes.unit_sentence(colours, shown, choice.sought), lang)] if sought else []
        return [programmes.sentence(choice.variable, colours, lang), *own]
    if choice.view == "status":
        sentence = status_map_sentence(colours, STATUSES, targets.status_names())
    else:
        name = title if choice.year else values.name_of(choice.variable, lang)
        sentence = map_sentence(colours, shown.names, name, gap=choice.view == "gap")
    ranked = choice.view != "status"
    own = [say(unit_sentence(colours, shown.names, choice.sought, ranked=ranked), lang)] if sought else []
    apart = values.left_out_text(choice.variable, choice.view, shown, choice.span)
    return [say(sentence, lang), *([apart] if apart else []), *own]


def _how_to_read(choice: Choice, lang: str) -> str:
    _ = translator(lang)
    if programmes.covers(choice.variable):
        return _(
            "Colour: what the title says, by the lists of programmes seen; lines: no list seen names the place, which does not mean that "
            "it is in none. Hover for batch and year; click a place for its portrait, where each entry opens its record."
        )
    if not choice.year:
        return _(
            "Colour: what the title says; lines one way: no data; lines both ways: another definition or an older year; circles: a count by area."
            " Hover for value, date and source; click a place for its portrait."
        )
    told = _(
        "Play, or move the year: colours and classes stay the same; a click on the map stops it. Lines: no value; circles: a count by "
        "area. Hover for value and band; click a place for its portrait, a row of the table for the record."
    )
    if choice.variable == ageing.SHORT:
        told += " " + _("Only where beds of institutions were counted within five years; the stock is held as counted.")
    if choice.level == "county" and not ageing.is_counted(choice.variable, choice.year):
        told += " " + _(
            "A county's people move and die as the traits of its prefecture lead to expect: a district that fills or empties beside its "
            "neighbours is missed."
        )
    return told
