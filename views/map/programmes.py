"""Programmes on the map: how a unit stands to one programme, or in how many programmes it is.

A unit that no list names is hatched as not seen; it is coloured as absent only where every place of a programme is known.
"""

import pandas as pd

from charts.theme import SEQUENTIAL
from i18n.texts import translator
from policy import programmes
from policy.programmes import COUNTING, STANDINGS
from policy.refs import parts_of, ref
from policy.text import N_, Name, Sentence
from views import edition
from views.edition import kept, kept_up_to
from views.map.units import Units
from views.places import place_names
from views.programmes import batch_name, known, names
from views.words import labelled, say, word, word_names

COUNT = "programmes"
CLASSES = SEQUENTIAL  # a colour for 1, 2, … programmes; the last one for as many or more
PREFIX = "programme"
MOST_SAID = 4  # entries of a unit in a sentence
# Of a unit's standing, where its name stands in the legend too; they differ in lightness, so also in grey.
COLOURS = {"own": "#1f4a7d", "within": "#5cb0b9", "above": "#a9d6b5", "pending": "#f2c9a4", "absent": "#e3e8ea"}
NAMES = {
    "own": N_("on a list"),
    "within": N_("places within it on a list"),
    "above": N_("in a province or city on a list"),
    "pending": N_("proposed or in a draft only"),
    "absent": N_("on no list"),
}


def is_one(variable: str) -> bool:
    """Tell whether a variable of the map is one programme."""
    return variable.startswith(f"{PREFIX}:")


def covers(variable: str) -> bool:
    """Tell whether a variable of the map is about programmes."""
    return variable == COUNT or is_one(variable)


def variables(lang: str) -> dict[str, str]:
    """Return the names of what the map can show of programmes."""
    count = {COUNT: translator(lang)("Number of programmes, by the lists seen")}
    return count | {ref(PREFIX, code): name for code, name in word_names("programme", lang).items()}


def unseen(lang: str) -> str:
    """Return what is said of a unit that no list names."""
    return translator(lang)("no list seen")


@kept_up_to(None)
def _around(place: str) -> pd.DataFrame:
    return programmes.around(edition.table("programmes"), place)


@kept
def values(variable: str, shown: Units) -> pd.DataFrame:
    """Return value (position in the legend), state and text by place (index: adcode), of their number or of the standing to one."""
    lang = shown.lang
    frame = pd.DataFrame(index=list(shown.names), columns=["value", "state", "text"])
    for place in shown.names:
        rows = _around(place)
        frame.loc[place] = _one(parts_of(variable, 1)[0], rows, lang) if is_one(variable) else _count(rows, lang)
    return frame.astype({"value": "float64"})


def _count(rows: pd.DataFrame, lang: str) -> tuple[float, str, str]:
    held = programmes.programmes_of(rows)
    if not held:
        return float("nan"), "no_data", unseen(lang)
    return (
        float(min(len(held), len(CLASSES)) - 1),
        "value",
        "<br>".join([str(len(held)), *(word("programme", code, lang) for code in held)]),
    )


def _one(programme: str, rows: pd.DataFrame, lang: str) -> tuple[float, str, str]:
    own = rows[rows["programme"] == programme]
    found = programmes.standing(own, bool(known().at[programme, "whole"]))
    told = [_entry(row, lang) for _index, row in own.iterrows()]
    if not found:
        return float("nan"), "no_data", "<br>".join([unseen(lang), *told])
    return float(STANDINGS.index(found)), "value", "<br>".join([translator(lang)(NAMES[found]), *told])


def _entry(row: pd.Series, lang: str) -> str:
    """Return a place of a programme in words: 沙坪坝区：第二批 2016（已确定）."""
    year = "" if pd.isna(row["year"]) else f" {row['year']}"
    status = "" if row["status"] in COUNTING else f" · {word('programme_status', row['status'], lang)}"
    return labelled(place_names(lang)[row["place"]], f"{batch_name(row, lang)}{year}{status}", lang)


def legend(variable: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Return names and colours of the numbers of programmes, or of a unit's standing to one, in the order of the values."""
    _ = translator(lang)
    if not is_one(variable):
        last = len(CLASSES)
        return tuple((f"{n}+" if n == last else str(n), colour) for n, colour in enumerate(CLASSES, start=1))
    return tuple((_(NAMES[each]), COLOURS[each]) for each in STANDINGS)


def sentence(variable: str, frame: pd.DataFrame, lang: str) -> str:
    """Return what the map says (Markdown): of one programme, how much is known and how the units stand to it; else how many are in any.

    Args:
        variable: the programme, or their number.
        frame: one row a unit: ``value`` (position in the legend).
        lang: the viewer's language.
    """
    if not is_one(variable):
        return say(
            programmes.count_sentence([0 if pd.isna(value) else int(value) + 1 for value in frame["value"]]), lang
        )
    programme = parts_of(variable, 1)[0]
    both = {each: _both(NAMES[each]) for each in STANDINGS}
    standings = ["" if pd.isna(value) else STANDINGS[int(value)] for value in frame["value"]]
    told = programmes.known_sentence(known(), programme, names()[programme])
    return f"{say(told, lang)} {say(programmes.map_sentence(standings, both), lang)}"


def _both(text: str) -> Name:
    return Name(translator("zh")(text), translator("en")(text))


def unit_sentence(frame: pd.DataFrame, shown: Units, place: str) -> Sentence:
    """Say how one unit stands to programmes, or that no list names it."""
    parts = str(frame.loc[frame["place"] == place, "text"].iloc[0]).split("<br>")
    told = " · ".join(parts[:MOST_SAID]) + (" …" if len(parts) > MOST_SAID else "")
    return Sentence(N_("{place}: {value}."), {"place": Name(shown.names[place], shown.names[place]), "value": told})
