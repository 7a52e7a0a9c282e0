"""What a viewer has chosen to see on the map, and the map of it."""

import datetime as dt
import operator
from dataclasses import dataclass

import pandas as pd

from i18n.texts import translator
from loaders.geography.layers import Level
from policy.gaps import STATUSES
from policy.map_values import CHANGE, SHARES, map_sentence, status_map_sentence, unit_sentence
from views import targets
from views.edition import kept
from views.map import batches, programmes, values
from views.map.units import Units, area_figure, units, value_table
from views.view import Chart
from views.words import say

NONE = "none"
USUAL_CITY = "620700"


@dataclass(frozen=True)
class Choice:
    """What a map shows: units of a level within an area, coloured by a view of a variable, with circles and a place looked for.

    ``batches`` is ``batches.state`` for a number of a batch, else empty: what else is shown does not hang on it.
    """

    level: Level
    within: str
    variable: str
    view: str = "value"
    circled: str = NONE
    scale: str = "quantile"
    sought: str = NONE
    batches: str = ""

    def __post_init__(self) -> None:
        if self.variable not in batches.VARIABLES:
            vars(self).update(batches="")


def level_names(lang: str) -> dict[str, str]:
    """Return the names of the levels of units."""
    _ = translator(lang)
    return {"province": _("Provinces"), "prefecture": _("Prefectures"), "county": _("Counties of one city")}


def usual_level(variable: str) -> Level:
    """Return the level at which a variable is first shown: people are known of every province, all else of some cities."""
    return "province" if variable in (*SHARES, CHANGE) else "prefecture"


@kept
def chosen_map(choice: Choice, today: dt.date, lang: str) -> Chart:
    """Return the map of a choice.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    shown = units(choice.level, lang, choice.within)
    colours = values.values(choice.variable, choice.view, shown, today, choice.batches)
    scale = values.scale(choice.variable, choice.view, lang, choice.scale, choice.batches)
    unseen = programmes.unseen(lang) if programmes.covers(choice.variable) else ""
    circles = None if choice.circled == NONE else values.circles(choice.circled, shown)
    return Chart(
        *value_table(colours, shown, scale.title, order=operator.neg if programmes.is_one(choice.variable) else None),
        "\n\n".join(_said(choice, colours, shown)),
        figure=area_figure(colours, shown, scale, no_data=unseen, circles=circles, sought=choice.sought),
        title=scale.title,
        how_to_read=_how_to_read(choice, lang),
    )


def _said(choice: Choice, colours: pd.DataFrame, shown: Units) -> list[str]:
    """Return what a map says, and what it says of the unit looked for (Markdown)."""
    lang, sought = shown.lang, choice.sought in shown.names
    if programmes.covers(choice.variable):
        own = [say(programmes.unit_sentence(colours, shown, choice.sought), lang)] if sought else []
        return [programmes.sentence(choice.variable, colours, lang), *own]
    if choice.view == "status":
        sentence = status_map_sentence(colours, STATUSES, targets.status_names())
    else:
        name = values.variable_names(lang, choice.batches)[choice.variable]
        sentence = map_sentence(colours, shown.names, name, gap=choice.view == "gap")
    ranked = choice.view != "status"
    own = [say(unit_sentence(colours, shown.names, choice.sought, ranked=ranked), lang)] if sought else []
    return [say(sentence, lang), *own]


def _how_to_read(choice: Choice, lang: str) -> str:
    _ = translator(lang)
    if programmes.covers(choice.variable):
        return _(
            "Colour: what the title says, by the lists of programmes seen; lines: no list seen names the place, which does not mean that "
            "it is in none. Hover for batch and year; click a place for its portrait, where each entry opens its record."
        )
    if not choice.batches:
        return _(
            "Colour: what the title says; lines one way: no data; lines both ways: another definition; circles: a count by area."
            " Hover for value, date and source; click a place for its portrait."
        )
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
