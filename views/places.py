"""Places: their names, which can be chosen, what is known of their people, and which are alike."""

import pandas as pd

from i18n.numbers import listed
from i18n.texts import translator
from loaders.geography import layers
from loaders.geography.layers import BoundariesUnreadable
from policy.calendar import NATION
from policy.described import CORE_TOPICS, MUNICIPALITIES
from policy.matrix import most_covered
from policy.peers import WEIGHTS, candidates, changed_places, distances, traits
from policy.place_names import distinct
from policy.printed import SIMPLIFIED
from policy.text import Name
from views import edition
from views.edition import kept, kept_up_to
from views.spelling import initials, short_name, signs_of, syllables

NAMES = ("places", "ended_codes")  # the tables that names follow from


@kept_up_to(None, of=NAMES)
def both_names() -> dict[str, Name]:
    """Return the name of every place in both languages, by code (``edition.place_names``)."""
    zh, en = edition.place_names("zh"), edition.place_names("en")
    return {str(code): Name(str(zh[code]), str(en[code])) for code in zh.index}


def place_names(lang: str) -> pd.Series:
    """Return the names of all places by code, with their city where one elsewhere has the same name."""
    return edition.place_names(lang)


@kept_up_to(None, of=NAMES)
def distinct_names(lang: str) -> dict[str, str]:
    """Return the names of all places by code, each once, to choose by (``policy.place_names.distinct``)."""
    return distinct(edition.table("places"), lang, edition.ended_codes())


@kept_up_to(None)
def mapped_names(lang: str) -> dict[str, str]:
    """Return the names of all mapped units by code; none where the map files have not been built."""
    try:
        units = layers.units()
    except BoundariesUnreadable:
        return {}
    return dict(zip(units["place"], units[f"name_{lang}"], strict=True))


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

    Counties run by their province stand with the prefectures. Of those of a city, of which most have nothing but the census, only
    those of the city ``asked`` for stand in the list, or the one asked for with its neighbours in the same city; a code that ended,
    only where it is asked for or a document speaks of it.
    """
    cities, others = _to_list()
    wanted = others["always"] | (others["place"] == asked)
    if asked:
        places = edition.table("places")
        city = places.loc[places["place"] == asked, "parent"]
        wanted |= others["beside_its_city"] & others["parent"].isin([asked, *city])
    return [*cities, *others.loc[wanted, "place"]]


@kept
def _to_list() -> tuple[list[str], pd.DataFrame]:
    """Return the cities of which most is known, and all other named places in their order: which stand in every list (``always``).

    Others stand beside the city that they belong to (``beside_its_city``).
    """
    facts, places = edition.described(), edition.table("places")
    stated = (
        set(facts["place"]) | set(edition.table("policy_codes")["place"]) | set(edition.table("programmes")["place"])
    )
    counted = set(edition.table("population_totals")["place"])
    cities = [place for place in most_covered(facts, CORE_TOPICS) if place in stated | counted]
    today, of_a_city = ~places["place"].isin(edition.ended_codes()) & places["place"].isin(counted), run_by_city(places)
    rank = places["level"].map({"prefecture": 0, "county": 1, "province": 2, "country": 3})
    others = places[["place", "parent"]].assign(
        rank=rank.where(of_a_city | (places["level"] != "county"), 0),
        always=(today & ~of_a_city) | places["place"].isin(stated),
        beside_its_city=today & of_a_city,
    )
    others = others[~others["place"].isin(cities) & ~others["place"].str.startswith("x-")]
    return cities, others.sort_values(["rank", "place"])


def run_by_city(places: pd.DataFrame) -> pd.Series:
    """Tell the counties and districts of a city from all other places, counties run by their province among these."""
    one_city = places["place"].str[:2].isin([code[:2] for code in MUNICIPALITIES])
    return (places["level"] == "county") & (one_city | ~places["parent"].str.endswith("0000"))


@kept
def uncovered(place: str, lang: str) -> tuple[str, str, str]:
    """Return what is said of a mapped unit without a portrait, and code and name of the area above it whose portrait tells more.

    The code is empty where no area above it has one.
    """
    _ = translator(lang)
    units = mapped().drop_duplicates("place").set_index("place")
    names = unit_names(units.reset_index(), lang)
    above, known = str(units.at[place, "parent"]), set(portrait_places())
    while above in units.index and above not in known:
        above = str(units.at[above, "parent"])
    if above not in units.index:
        told = _("{place}: the census tables and documents collected do not cover it.")
        return told.format(place=names[place]), "", ""
    told = _(
        "{place}: neither the census tables nor the documents collected have a figure of its own. It belongs to {above}: its portrait "
        "says what is known there and which documents it is from, whose issuers can be asked."
    )
    return told.format(place=names[place], above=names[above]), above, names[above]


@kept
def ended(place: str, lang: str) -> tuple[str, dict[str, str]] | None:
    """Return what is said of a code that ended, and the places that its residents are counted in since, by code; else nothing."""
    rows = edition.table("ended_codes")
    rows = rows[rows["place"] == place]
    if rows.empty:
        return None
    _, names = translator(lang), place_names(lang)
    successors = {str(code): str(names[code]) for code in rows["successor"]}
    told = (
        _("The code {code} ended after the census of 2010; the same area is {places} today.")
        if (rows["relation"] == "same").all()
        else _("The code {code} ended after the census of 2010; its area is part of {places} today.")
    )
    called = (
        f"{name}{'（' if lang == 'zh' else ' ('}{code}{'）' if lang == 'zh' else ')'}"
        for code, name in successors.items()
    )
    return told.format(code=place, places=listed(called, lang)), successors


@kept_up_to(1, of=("hindcast_places", "population", "population_totals"))
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


@kept_up_to(None)
def prefectures(lang: str) -> dict[str, str]:
    """Return the names of today's municipalities, prefectures and counties run by a province, by code: the cities that can be a viewer's own."""
    table, names = edition.table("places"), distinct_names(lang)
    counted = table["place"].isin(edition.table("population_totals")["place"])
    today = table[counted & ~table["place"].isin(edition.ended_codes())]
    city = (today["level"] == "prefecture") | today["place"].isin(MUNICIPALITIES)
    city |= (today["level"] == "county") & ~run_by_city(today)
    return {code: names[code] for code in sorted(today.loc[city, "place"])}


@kept
def names_to_choose(asked: str, lang: str, mine: str = "") -> dict[str, str]:
    """Return the names of the places with a portrait, by code (``portrait_places``): the viewer's city first, else the nation."""
    names = distinct_names(lang)
    first = mine or NATION
    return {code: names[code] for code in dict.fromkeys([first, *portrait_places(asked)])}


@kept
def spellings(names: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """Return by what options are found by code: the Pinyin of the Chinese name and its first letters; a place also by both its names.

    Args:
        names: code and name of each.
    """
    known = both_names()
    return {
        code: (
            *((known[code].zh, known[code].en) if code in known else ()),
            "".join(syllables(short)),
            initials(short),
        )
        for code, name in names
        for short in [short_name(known[code].zh) if code in known else signs_of(name)]
    }


@kept_up_to(None)
def script() -> str:
    """Return the traditional characters of the names of places, each with the simplified one behind it."""
    used = {ord(sign) for name in edition.table("places")["name_zh"] for sign in name}
    return "".join(f"{chr(old)}{chr(new)}" for old, new in SIMPLIFIED.items() if new in used and old not in used)


def place_help(lang: str) -> str:
    """Return how to find a county that is not listed."""
    return translator(lang)("Districts and counties of the census are listed once their city is chosen.")


@kept
def neighbours(place: str, weights: Weights) -> pd.DataFrame:
    """Return the places to compare a place with by their distance, nearest first (``policy.peers.distances``)."""
    near = candidates(known_traits(), edition.table("places"), place)
    return distances(near, place, dict(zip(WEIGHTS, weights, strict=True)))


@kept
def pool(place: str) -> tuple[str, int]:
    """Return the level of a place, and how many places of that level its peers are looked for among, itself one of them."""
    found = candidates(known_traits(), edition.table("places"), place)
    return str(edition.table("places").set_index("place")["level"][place]), len(found)


@kept
def neighbour_names(place: str, weights: Weights, lang: str) -> dict[str, str]:
    """Return the names of the places to compare a place with, by code, nearest first."""
    names = distinct_names(lang)
    return {str(code): names.get(str(code), str(code)) for code in neighbours(place, weights).index}
