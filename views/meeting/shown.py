"""What each page shows at an address, without the page: the views that can be taken to a meeting, by page and by name."""

from collections.abc import Callable
from typing import Any, cast

from i18n.numbers import listed
from i18n.texts import translator
from loaders.geography.layers import NATION, Level
from policy.map_values import MAP_SPAN
from policy.peers import WEIGHTS
from policy.scenario.outputs import SERVICES
from policy.schemes import Person
from views import (
    compare,
    gaps,
    instruments,
    models,
    overview,
    places,
    programmes,
    same_person,
    series,
    sources,
    validation,
    words,
)
from views.map import ageing, batches, values
from views.map.choice import NONE, USUAL_CITY, Choice, chosen_map, level_names, usual_level
from views.map.units import areas, findable, units
from views.meeting import scenarios
from views.meeting.asked import Asked, Shown, place_of
from views.portrait import peers, people, targets
from views.portrait.projection import outlook
from views.projections import DEPENDENCY
from views.scenario import answer
from views.view import Table

USUAL_KINDS = ("achieved", "target")
FIRST_INSTRUMENTS = 9
LARGEST_WEIGHT = 5.0
FEW_PLACES = 3  # that a title can name
OF_ONE_PLACE = ("portrait", "scenario")  # pages whose titles do not say of whom they speak


def view_of(page: str, name: str, asked: Asked) -> tuple[str, Table[Any]]:
    """Return a view of a page at an address, with its title.

    Args:
        page: its name in the address (``overview`` for the first).
        name: of the view on it, a key of ``VIEWS[page]``.
        asked: the address.

    Raises:
        LookupError: there is no such page or view, or at this address (a place without data, say) it shows nothing.
    """
    found = VIEWS[page][name](asked)
    if found is None:
        raise LookupError(f"{page} {name}")
    title = str(getattr(found, "title", "")) or _titles(asked.lang).get((page, name), "")
    if whose := _whose(page, name, asked):
        names = places.distinct_names(asked.lang)
        called = listed((names.get(place, place) for place in whose), asked.lang)
        title = translator(asked.lang)("{place}: {title}").format(place=called, title=title)
    return title, found


def _whose(page: str, name: str, asked: Asked) -> tuple[str, ...]:
    """Return the places that a view speaks of and its own title does not name."""
    if page in OF_ONE_PLACE:
        return (place_of(asked),)
    if (page, name) == ("compare", "panels"):
        return few if len(few := _cities(asked)) <= FEW_PLACES else ()
    pairs = {("compare", "two"): _two_asked, ("instruments", "pair"): _pair_asked}
    return pairs[page, name](asked) if (page, name) in pairs else ()


def _titles(lang: str) -> dict[tuple[str, str], str]:
    """Return the titles of the views that have none of their own."""
    _ = translator(lang)
    return {
        ("compare", "matrix"): _("Cities side by side"),
        ("compare", "two"): _("Two cities, original wording"),
        ("gaps", "verdicts"): _("Target, state, gap, verdict"),
        ("gaps", "statuses"): _("Status of every target"),
        ("gaps", "silent_list"): _("Results not yet in the atlas"),
        ("gaps", "unjudged"): _("Not assessable"),
        ("portrait", "verdicts"): _("Target, state, gap, verdict"),
        ("portrait", "fans"): _("Projected to 2050"),
        ("models", "side"): _("Care models side by side"),
        ("models", "services"): _("Services by mode"),
        ("models", "institutions"): _("Named institutions"),
        ("instruments", "matrix"): _("Policy instruments"),
        ("instruments", "pair"): _("Two places side by side"),
        ("instruments", "programme_places"): _("National programmes"),
        ("instruments", "person_known"): _("Paid out and paid in"),
        ("instruments", "person_not_known"): _("Not known, not ranked"),
        ("validation", "counts"): _("China against its official counts"),
        ("scenario", "cost_lines"): _("Cost"),
        ("scenario", "every_number"): _("Every number of {year}").format(year=scenarios.USUAL_YEAR),
        ("scenario", "tornado"): _("What makes it unsure"),
        ("scenario", "changes"): _("What would change the answer"),
        ("scenario", "differences"): _("Comparison"),
        ("sources", "documents"): _("Documents"),
        ("sources", "of_document"): _("Documents"),
        ("sources", "indicators"): _("Indicators"),
        ("sources", "years"): _("Figures by year"),
        ("sources", "conflicts"): _("Figures that contradict each other"),
        ("sources", "warnings"): _("Usage warnings"),
    }


def _span(asked: Asked) -> int:
    return int(asked.one(compare.spans(asked.lang), "span"))


def _cities(asked: Asked) -> tuple[str, ...]:
    like = asked.one(compare.starts(asked.lang), "like")
    return asked.many(places.cities(asked.lang), "cities", compare.usual_cities(like, asked.mine))


def _panels(asked: Asked) -> Shown:
    kind = asked.one(compare.panel_kinds(asked.lang), "kind")
    return compare.multiples(_cities(asked), kind, _span(asked), asked.lang, asked.mine)


def _matrix(asked: Asked) -> Shown:
    domain = asked.one(compare.domains(asked.lang), "domain")
    choice = domain, _cities(asked), asked.many(words.kind_names(asked.lang), "kinds", USUAL_KINDS)
    return compare.matrix(*choice, asked.one(compare.orders(*choice, asked.lang), "order"), asked.lang)


def _ranking(asked: Asked) -> Shown:
    lang = asked.lang
    level = asked.one(compare.levels(lang), "level")
    topic = asked.one(compare.topics(level, lang), "topic")
    kind = asked.one(compare.kinds_of_topic(topic, level, lang), "kind", "achieved")
    counts = compare.countable(topic, kind, level) and asked.on("counts")
    return compare.ranking(topic, kind, level, _span(asked), counts, lang, asked.mine)


def _two_asked(asked: Asked) -> tuple[str, str]:
    usual, cities = compare.usual_pair(asked.mine), places.cities(asked.lang)
    return asked.one(cities, "city1", usual[0]), asked.one(cities, "city2", usual[1])


def _two(asked: Asked) -> Shown:
    first, second = _two_asked(asked)
    return None if first == second else compare.two_cities(first, second, asked.lang)


def _dumbbell(asked: Asked) -> Shown:
    level = asked.one(gaps.target_levels(asked.lang), "level")
    topic = asked.one(gaps.topics(level, asked.lang), "topic")
    return gaps.against_results(topic, level, _span(asked), asked.day, asked.lang, asked.mine)


def _verdicts_of_place(asked: Asked) -> Shown:
    place = asked.one(gaps.target_places(asked.day, asked.lang), "place", asked.mine or NATION)
    return gaps.of_place(place, asked.day, asked.lang)


def _statuses(asked: Asked) -> Shown:
    day = asked.date("as_of")
    return gaps.of_status(day, asked.one(gaps.statuses(day, asked.lang), "status"), asked.lang)


def _silent(asked: Asked) -> Shown:
    day = asked.date("as_of")
    return gaps.silent(day, asked.one(gaps.silent_cities(day, asked.lang), "place"), asked.lang)


def _supply(asked: Asked) -> Shown:
    return gaps.supply(asked.one(gaps.target_levels(asked.lang), "level"), _span(asked), asked.lang, asked.mine)


def _map(asked: Asked) -> Shown:
    lang, runs = asked.lang, batches.state()
    level = asked.query.get("level")
    known = cast(Level, level) if level in level_names(lang) else None
    variable = asked.one(values.variable_names(lang, known), "variable")
    offered = {each: level_names(lang)[each] for each in values.levels_of(variable, lang)}
    level = cast(Level, asked.one(offered, "level", usual_level(variable)))
    within = NATION
    if around := areas(level, lang):
        within = asked.one(around, "area", asked.mine if asked.mine in around else USUAL_CITY)
    shown = units(level, lang, within)
    views, view, year = values.views(variable, shown, asked.day), "value", 0
    if ageing.covers(variable) and (years := ageing.years(variable, level, runs)):
        usual = str(ageing.usual_year(variable, years))
        year = int(asked.one({str(each): str(each) for each in years}, "year", usual))
    own = next((code for code in (asked.mine, f"{asked.mine[:2]}0000") if code in shown.names), NONE)
    sought = asked.one({NONE: NONE} | findable(lang) | shown.names, "find", own)
    if len(views) > 1:
        view = asked.one(views, "shown")
    span = int(asked.one(compare.spans(lang), "span", str(MAP_SPAN))) if values.has_window(variable, view) else MAP_SPAN
    circled = asked.one(values.circle_names(lang, level), "circles")
    scales = {"quantile": "quantile", "continuous": "continuous"}
    scale = asked.one(scales, "scale") if values.has_scale(variable, view) else "quantile"
    return chosen_map(Choice(level, within, variable, view, circled, scale, sought, year, runs, span), asked.day, lang)


def _peers(asked: Asked) -> tuple[str, ...]:
    place = place_of(asked)
    if place not in places.known_traits().index:
        return ()
    weights = tuple(asked.number(f"w_{trait}", usual, (0.0, LARGEST_WEIGHT), 0.5) for trait, usual in WEIGHTS.items())
    near = places.neighbour_names(place, weights if any(weights) else peers.USUAL_WEIGHTS, asked.lang)
    return asked.many(near, "peers", list(near)[: peers.PEERS])


def _verdicts(asked: Asked) -> Shown:
    return gaps.of_place(place_of(asked), asked.day, asked.lang)


def _pyramid(asked: Asked) -> Shown:
    place = place_of(asked)
    others = people.set_against(place, _peers(asked), asked.lang)
    return people.age_pyramid(place, asked.one(others, "pyramid"), asked.lang) if others else None


def _spine(asked: Asked) -> Shown:
    return peers.results(place_of(asked), _peers(asked), asked.lang)


def _fan(name: str) -> Callable[[Asked], Shown]:
    def shown(asked: Asked) -> Shown:
        found = outlook(place_of(asked), asked.lang)
        return None if found is None else found.fans[name]

    return shown


def _side(asked: Asked) -> Shown:
    chosen = asked.many(models.model_names(asked.lang), "models", models.FIRST_MODELS)
    return models.side_by_side(chosen, asked.lang) if chosen else None


def _services(asked: Asked) -> Shown:
    chosen = asked.many(models.model_names(asked.lang), "models", models.FIRST_MODELS)
    return models.services_by_mode(chosen, asked.lang) if chosen else None


def _instruments(asked: Asked) -> Shown:
    offered = instruments.places(asked.lang)
    own = [asked.mine] if asked.mine in offered else []
    usual = list(dict.fromkeys([*own, *offered]))[:FIRST_INSTRUMENTS]
    chosen = asked.many(offered, "places", usual)
    return instruments.matrix(chosen, asked.lang) if chosen else None


def _pair_asked(asked: Asked) -> tuple[str, str]:
    offered = instruments.places(asked.lang)
    own = [asked.mine] if asked.mine in offered else []
    usual = list(dict.fromkeys([*own, *offered]))
    return asked.one(offered, "place1", usual[0]), asked.one(offered, "place2", usual[1])


def _pair(asked: Asked) -> Shown:
    first, second = _pair_asked(asked)
    return None if first == second else instruments.pair(first, second, asked.lang)


def _money(asked: Asked) -> Shown:
    subject = asked.one(instruments.subjects(asked.lang), "subject")
    rate = asked.one(instruments.rate_names(subject, asked.lang), "rate")
    return instruments.money(rate, asked.many(instruments.rate_places(asked.lang), "of", ()), asked.lang, asked.mine)


def _programme(asked: Asked) -> Shown:
    chosen = asked.one(programmes.to_choose(asked.lang), "programme")
    return None if chosen == programmes.ALL else programmes.places(chosen, asked.lang)


def _person(asked: Asked) -> Person:
    level, setting, insured = (
        asked.one(same_person.choices(f"scheme_{what}", asked.lang), key, usual)
        for what, key, usual in (
            ("level", "disability", same_person.MOST_DISABLED),
            ("setting", "cared", None),
            ("insured", "insured", None),
        )
    )
    field = same_person.fee_field(asked.lang)
    return Person(level, setting, insured, asked.number("fee", same_person.usual_fee(), (field.least, field.largest)))


def _errors_map(asked: Asked) -> Shown:
    ages = {str(age): "" for age in validation.AGES}
    method = asked.one(validation.method_names(asked.lang), "method")
    return validation.errors_map(method, int(asked.one(ages, "age")), asked.lang)


def _errors(asked: Asked) -> Shown:
    return validation.place_chart(asked.one(validation.compared_places(asked.lang), "place"), asked.lang)


def _documents(asked: Asked) -> Shown:
    chosen = asked.one({sources.ALL: ""} | sources.document_names(asked.lang), "document")
    return sources.documents(asked.lang) if chosen == sources.ALL else sources.of_document(chosen, asked.lang)


def _indicators(asked: Asked) -> Shown:
    domain = asked.one({sources.ALL: ""} | words.word_names("domain", asked.lang), "domain")
    return sources.indicators(domain, asked.lang)


VIEWS: dict[str, dict[str, Callable[[Asked], Shown]]] = {
    "overview": {
        "map": lambda asked: overview.ages_map(asked.day, asked.lang),
        "coverage": lambda asked: overview.coverage(asked.lang),
    },
    "compare": {"panels": _panels, "matrix": _matrix, "dots": _ranking, "two": _two},
    "gaps": {
        "dumbbell": _dumbbell,
        "verdicts": _verdicts_of_place,
        "statuses": _statuses,
        "silent_list": _silent,
        "supply": _supply,
        "series_chart": lambda asked: series.series(asked.one(series.names(asked.lang), "series"), asked.lang),
        "unjudged": lambda asked: gaps.unjudged(asked.date("as_of"), asked.lang),
    },
    "map": {"map": _map},
    "portrait": {
        "verdicts": _verdicts,
        "pyramid_chart": _pyramid,
        "spine": _spine,
        "timeline": lambda asked: targets.deadlines(place_of(asked), asked.day, asked.lang),
        **{f"fan_{name}": _fan(name) for name in ("age60", "age80", DEPENDENCY)},
    },
    "models": {
        "side": _side,
        "services": _services,
        "institutions": lambda asked: models.institutions(asked.lang),
    },
    "instruments": {
        "matrix": _instruments,
        "pair": _pair,
        "money": _money,
        "programmes": lambda asked: programmes.lists(asked.lang),
        "programme_places": _programme,
        "person": lambda asked: same_person.paid(_person(asked), asked.lang, asked.mine),
        "person_known": lambda asked: same_person.known(_person(asked), asked.lang),
        "person_not_known": lambda asked: same_person.not_known(_person(asked), asked.lang),
    },
    "validation": {
        "map": _errors_map,
        "errors": _errors,
        "decade": lambda asked: validation.place_chart(validation.NATION, asked.lang),
        "counts": lambda asked: validation.counts_table(asked.lang),
        "un": lambda asked: validation.un_chart(asked.lang),
    },
    "sources": {
        "documents": _documents,
        "of_document": _documents,
        "indicators": _indicators,
        "grades": lambda asked: sources.grades(asked.lang),
        "years": lambda asked: sources.years(asked.lang),
        "conflicts": lambda asked: sources.contradictions(asked.lang),
        "warnings": lambda asked: sources.usage_warnings(asked.lang),
    },
    "scenario": {
        "path": scenarios.lives(answer.first, "Need"),
        "further": scenarios.lives(answer.further, "More charts"),
        "services": scenarios.lives(lambda _case: SERVICES, "Services and staff"),
        "money": scenarios.lives(lambda _case: answer.MONEY_FANS, "Cost"),
        "cost_lines": scenarios.of_case(scenarios.cost_lines),
        "tornado": scenarios.of_case(scenarios.tornado),
        "changes": scenarios.of_case(scenarios.changes),
        "every_number": scenarios.of_case(lambda case, year, asked: answer.every_number(case, year, asked.lang)),
        "differences": scenarios.of_case(scenarios.differences),
    },
}
