"""Stories 汇报提纲 to start a meeting from: the pins that answer a question about a place, in the order of the answer."""

from collections.abc import Callable

from i18n.texts import translator
from views import compare
from views.meeting.pins import Pin
from views.scenario.packs import best_documented_pack
from views.scenario.state import VERSION

THREE = ("use", "need", "policy")
BESIDE = ("two", "borrow")  # stories that set a second place beside the first
TURNED = ("occupancy", "disability_trend")

Story = Callable[[str, str], list[Pin]]


def names(lang: str) -> dict[str, str]:
    """Return the names of the stories by code."""
    _ = translator(lang)
    return {
        "self": _("Self-check of a city"),
        "two": _("Two cities"),
        "three": _("Need and supply in 2035 under three demands"),
        "borrow": _("What another city's policy would cost here"),
    }


def other_of(place: str) -> str:
    """Return the city that a place is first set beside, as on the page that compares two."""
    return next(code for code in compare.usual_pair(place) if code != place)


def story(name: str, place: str, other: str) -> list[Pin]:
    """Return the pins of a story.

    Args:
        name: a key of ``names``.
        place: adcode, of the place it is told for.
        other: adcode of the place beside it; of a self-check and of three demands none is needed.

    Raises:
        KeyError: there is no such story.
    """
    return {"self": _self, "two": _two, "three": _three, "borrow": _borrow}[name](place, other)


def _self(place: str, _other: str) -> list[Pin]:
    return [
        Pin("portrait", "verdicts", {"place": place}),
        Pin("portrait", "pyramid_chart", {"place": place}),
        Pin("portrait", "spine", {"place": place}),
        _scenario(place, "path"),
        _scenario(place, "cost_lines"),
        Pin("portrait", "timeline", {"place": place}),
    ]


def _two(place: str, other: str) -> list[Pin]:
    both = f"{place},{other}"
    return [
        Pin("compare", "panels", {"cities": both}),
        Pin("compare", "two", {"view": "two", "city1": place, "city2": other}),
        Pin("portrait", "pyramid_chart", {"place": place, "peers": other, "pyramid": other}),
        Pin("portrait", "verdicts", {"place": place}),
        Pin("portrait", "verdicts", {"place": other}),
        Pin("instruments", "pair", {"view": "pair", "place1": place, "place2": other}),
    ]


def _three(place: str, _other: str) -> list[Pin]:
    return [_scenario(place, "path", mode=mode, levers=TURNED) for mode in THREE]


def _borrow(place: str, other: str) -> list[Pin]:
    pack = best_documented_pack()
    return [
        Pin("instruments", "pair", {"view": "pair", "place1": place, "place2": other}),
        _scenario(place, "path", pack=pack, levers=TURNED[:1]),
        _scenario(place, "money", pack=pack),
        _scenario(place, "cost_lines", pack=pack),
    ]


def _scenario(place: str, view: str, levers: tuple[str, ...] = (), **chosen: str) -> Pin:
    of_view = {} if view == "path" else {"view": "money"}
    return Pin("scenario", view, {"place": place, "v": VERSION} | of_view | chosen, levers=levers)
