"""Places: their names, which can be chosen, what is known of their people, and which are alike."""

import pandas as pd

from i18n.texts import translator
from loaders.geography import layers
from loaders.geography.layers import BoundariesUnreadable
from policy.calendar import NATION
from policy.described import CORE_TOPICS
from policy.matrix import most_covered
from policy.peers import WEIGHTS, candidates, changed_places, distances, traits
from policy.text import Name
from views import edition
from views.edition import kept, kept_up_to


@kept_up_to(None)
def both_names() -> dict[str, Name]:
    """Return the name of every place in both languages, by code."""
    places = edition.table("places")
    columns = (places["place"], places["name_zh"], places["name_en"])
    return {code: Name(zh, en) for code, zh, en in zip(*columns, strict=True)}


@kept_up_to(None)
def place_names(lang: str) -> pd.Series:
    """Return the names of all places by code."""
    return edition.table("places").set_index("place")[f"name_{lang}"]


@kept_up_to(None)
def distinct_names(lang: str) -> dict[str, str]:
    """Return the names of all places by code, each once, to choose by: 朝阳区（北京市） where there are several of that name.

    A name that one city has twice, of today's unit and of one it replaced, has its code besides.
    """
    return distinct(edition.table("places"), lang)


@kept_up_to(None)
def mapped_names(lang: str) -> dict[str, str]:
    """Return the names of all mapped units by code; none where the map files have not been built."""
    try:
        units = layers.units()
    except BoundariesUnreadable:
        return {}
    return dict(zip(units["place"], units[f"name_{lang}"], strict=True))


def distinct(places: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the names of places by code: with the place they belong to where another has the same, and then the code.

    Some names of the census say their city already: Youhao District (Yichun).
    """
    table = places.set_index("place")
    names, below = table[f"name_{lang}"], table["level"].isin(["county", "prefecture"])
    parents = table["parent"].map(names).fillna("").str.partition(" (")[0]
    with_parent = names.combine(parents, lambda name, parent: _told_apart(name, parent, lang))
    told = names.where(~(names.duplicated(keep=False) & below) | names.str.endswith(")"), with_parent)
    with_code = told.combine(told.index.to_series(), lambda name, code: _told_apart(name, code, lang))
    unique = told.where(~(told.duplicated(keep=False) & below), with_code)
    return {str(code): str(name) for code, name in unique.items()}


def _told_apart(name: str, by: str, lang: str) -> str:
    """Return a name with what tells it apart in brackets, in those it has already."""
    if name.endswith(("）", ")")):
        return f"{name[:-1]}{'，' if lang == 'zh' else ', '}{by}{name[-1]}"
    return f"{name}（{by}）" if lang == "zh" else f"{name} ({by})"


@kept
def mapped() -> pd.DataFrame:
    """Return every mapped unit (``loaders.geography.layers.units``)."""
    return layers.units()


def unit_names(points: pd.DataFrame, lang: str) -> dict[str, str]:
    """Return the name of every unit of a map, the atlas' own where it has one."""
    known = place_names(lang)
    return {
        code: str(known.get(code, name)) for code, name in zip(points["place"], points[f"name_{lang}"], strict=True)
    }


@kept
def cities(lang: str) -> dict[str, str]:
    """Return the names of all cities with a figure by code, those with most core topics first."""
    names = place_names(lang)
    return {place: str(names[place]) for place in most_covered(edition.described(), CORE_TOPICS)}


@kept
def portrait_places(asked: str = "") -> list[str]:
    """Return the named places with a portrait to choose from: cities by how well they are known, then the others by level.

    Counties of which only the fetched census knows are some 2,800: of these only those of the city ``asked`` for stand in the
    list, or the one asked for with its neighbours in the same city.
    """
    facts, places = edition.described(), edition.table("places")
    stated = (
        set(facts["place"]) | set(edition.table("policy_codes")["place"]) | set(edition.table("programmes")["place"])
    )
    known = stated | set(edition.table("population_totals")["place"])
    cities = [place for place in most_covered(facts, CORE_TOPICS) if place in known]
    city = places.loc[places["place"] == asked, "parent"]
    near = places["parent"].isin([asked, *city]) if asked else places["place"] == ""
    listed = (places["level"] != "county") | places["place"].isin(stated) | near
    rest = places[
        listed & ~places["place"].isin(cities) & places["place"].isin(known) & ~places["place"].str.startswith("x-")
    ]
    order = rest.assign(rank=rest["level"].map({"prefecture": 0, "county": 1, "province": 2, "country": 3}))
    return [*cities, *order.sort_values(["rank", "place"])["place"]]


@kept
def known_traits() -> pd.DataFrame:
    """Return the population traits of every place (``policy.peers.traits``)."""
    changed = changed_places(edition.table("hindcast_places"))
    return traits(edition.table("population_totals"), edition.table("population"), changed)


@kept
def alike(place: str, among: tuple[str, ...]) -> list[str]:
    """Return the places of a list most alike to one place by the usual weights, nearest first."""
    known = known_traits()
    near = known[known.index.isin([place, *among])]
    return [str(code) for code in distances(candidates(near, edition.table("places"), place), place, WEIGHTS).index]


Weights = tuple[float, ...]  # in the order of ``policy.peers.WEIGHTS``


@kept
def names_to_choose(asked: str, lang: str) -> dict[str, str]:
    """Return the names of the places with a portrait, by code (``portrait_places``)."""
    names = distinct_names(lang)
    return {code: names[code] for code in portrait_places(asked)}


@kept
def place_help(lang: str) -> str | None:
    """Return how to find a county that is not listed; nothing where all are, as no census was fetched."""
    every = set(edition.table("population_totals")["place"])
    if every <= {*portrait_places(), NATION}:
        return None
    return translator(lang)("Districts and counties of the census are listed once their city is chosen.")


@kept
def neighbours(place: str, weights: Weights) -> pd.DataFrame:
    """Return the places to compare a place with by their distance, nearest first (``policy.peers.distances``)."""
    near = candidates(known_traits(), edition.table("places"), place)
    return distances(near, place, dict(zip(WEIGHTS, weights, strict=True)))


@kept
def neighbour_names(place: str, weights: Weights, lang: str) -> dict[str, str]:
    """Return the names of the places to compare a place with, by code, nearest first."""
    names = distinct_names(lang)
    return {str(code): names.get(str(code), str(code)) for code in neighbours(place, weights).index}
