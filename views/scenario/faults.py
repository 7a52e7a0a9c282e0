"""What an address asks for that the scenario page cannot show, each in one sentence."""

from collections.abc import Iterator, Mapping, Sequence

from i18n.texts import translator
from policy.scenario.outputs import SHOWN
from views.address import LONGEST, number_within, outside, unknown, wanted
from views.scenario.case import MONEY_YEARS
from views.scenario.controls import SECTIONS, titles, typed
from views.scenario.goal import STOCK_OF
from views.scenario.named import broken
from views.scenario.state import LIMITS, VERSION, from_address, levers, options
from views.words import plain


def faults(query: Mapping[str, str], views: Sequence[str], lang: str) -> dict[str, list[str]]:
    """Return the sentences (Markdown), each with the parameters that it is about; the usual is shown in their stead.

    Also of what belongs to another view than the one that is shown.

    Args:
        query: of the address.
        views: that the page has.
        lang: of the viewer.
    """
    found: dict[str, list[str]] = {}
    for sentence, names in (*_refused(query, lang), *_of_views(query, views, lang), *_not_read(query, lang)):
        found.setdefault(sentence, []).extend(names)
    return found


def _refused(query: Mapping[str, str], lang: str) -> Iterator[tuple[str, list[str]]]:
    """Give the sentence about each choice that there is not, and each number outside its range."""
    for name, text in from_address(query)[1].outside:
        label = titles(lang)[name]
        if name in options():
            yield unknown(label, [text], lang), [name]
            continue
        yield outside(label, text, wanted(typed(name, lang), lang), lang), [name]


def _of_views(query: Mapping[str, str], views: Sequence[str], lang: str) -> Iterator[tuple[str, list[str]]]:
    """Give the sentence about each parameter that belongs to one view."""
    called = titles(lang)
    known = {"view": views, "output": SHOWN, "goal": STOCK_OF, "turn": levers(), "more": SECTIONS}
    for name, codes in known.items():
        if name in query and query[name] not in codes:
            yield unknown(called[name], [query[name]], lang), [name]
    first, last = MONEY_YEARS[0], MONEY_YEARS[-1]
    if "year" in query and number_within(query["year"], first, last) is None:
        yield outside(called["year"], query["year"], f"{first}–{last}", lang), ["year"]
    for name in LIMITS:
        field = typed(name, lang)
        if name in query and number_within(query[name], field.least, field.largest, whole=field.whole) is None:
            yield outside(field.label, query[name], wanted(field, lang), lang), [name]


def _not_read(query: Mapping[str, str], lang: str) -> Iterator[tuple[str, list[str]]]:
    """Give the sentences about another version, about names that the page does not know, and about named scenarios."""
    _, told = translator(lang), from_address(query)[1]
    if told.version:
        sentence = _("The link is of version {version}, this page reads version {own}: what it knows of it is shown.")
        yield sentence.format(version=plain(told.version[:LONGEST]), own=VERSION), ["v"]
    if told.unknown:
        sentence = _("The address names {names}, which this page does not know; the rest is shown.")
        yield sentence.format(names=plain(", ".join(told.unknown)[:LONGEST])), [*told.unknown]
    if left_out := broken(query):
        sentence = _(
            "The named scenario {names} of the address cannot be read; it may be of an older version, and is left out."
        )
        yield sentence.format(names=plain(", ".join(left_out))), left_out
