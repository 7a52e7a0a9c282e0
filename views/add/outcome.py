"""What comes of what a viewer has added: how much it is, and where it is seen."""

from collections import Counter

from i18n import numbers
from i18n.texts import translator
from views import compare, edition, places
from views.own.rows import Own
from views.view import Link
from views.words import word_names

MOST_OWN, BESIDE = 6, 5  # places of the viewer's in a comparison, and how many places it shows at least


def added_places(own: Own) -> list[str]:
    """Return the places that figures were added of, those with most figures first."""
    return [place for place, _count in Counter(each.place for each in own.facts).most_common()]


def added_sentence(own: Own, lang: str) -> str:
    """Return how many figures of which places were added (plain text)."""
    _ = translator(lang)
    names, found = places.distinct_names(lang), added_places(own)
    named = numbers.listed((names.get(code, code) for code in found[:3]), lang)
    if len(found) > 3:
        told = _("Added in this session: {count} figures of {places} and {more} more places.")
        return told.format(count=len(own.facts), places=named, more=len(found) - 3)
    return _("Added in this session: {count} figures of {places}.").format(count=len(own.facts), places=named)


def _compared(own: Own, place: str, shown: list[str]) -> dict[str, str]:
    """Return what the address of a comparison asks for, so that the figures that were added of a place are in it."""
    table = edition.table("indicators")
    domains = dict(zip(table["indicator"].astype(str), table["domain"].astype(str), strict=True))
    domains |= {each.slug: each.domain for each in own.indicators}
    own_facts = [each for each in own.facts if each.place == place]
    domain = Counter(domains.get(each.indicator, "") for each in own_facts).most_common(1)[0][0]
    kinds = [
        kind for kind in word_names("kind", "zh") if kind in {"achieved", "target", *(each.kind for each in own_facts)}
    ]
    return {"view": "matrix", "domain": domain, "kinds": ",".join(kinds), "cities": ",".join(shown)}


def ways_on(own: Own, first: str, mine: str, lang: str) -> list[Link]:
    """Return the pages where what was added is seen; ``first`` is the place that comes first, if something was added of it."""
    _ = translator(lang)
    found = added_places(own)
    if not found:
        return []
    place = first if first in found else found[0]
    own_places = [place, *(each for each in found if each != place)][:MOST_OWN]
    beside = [each for each in compare.usual_cities(compare.BEST_DOCUMENTED, mine) if each not in own_places]
    shown = [*own_places, *beside[: max(0, BESIDE - len(own_places))]]
    return [
        Link(_("Compare cities"), "table_chart", "compare", _compared(own, place, shown)),
        Link(_("Gaps"), "target", "gaps", {"view": "city", "place": place}),
        Link(_("City portrait"), "location_city", "portrait", {"place": place}),
        Link(_("Scenario"), "tune", "scenario", {"place": place}),
        Link(_("Meeting"), "co_present", "present", {"place": place}),
    ]
