"""Where the figures of a text meet known ones: those of the atlas, and those that were added in this session."""

from collections import defaultdict

from i18n.texts import translator
from loaders.tables.columns import scope_words
from policy.refs import ref
from policy.text import Amount
from views.add.brought import Brought, fact_of
from views.edition import STORED, reading
from views.own.conflicts import Met, meetings
from views.own.rows import Own, OwnFact
from views.words import amount_text

DIFFERS = "differs"
Key = tuple[str, str, frozenset[str], str, int | None]  # place, indicator, words of the scope, kind, year


def met(brought: Brought, added: Own, lang: str) -> dict[int, Met]:
    """Return the known figure that each figure of a text meets, by number, as far as one does; the atlas's come first.

    The stored tables answer for the atlas: an edition with the viewer's own rows would be worked out anew with each decision.
    """
    figures = brought.reviewed.now.figures
    asked = {at: fact_of(each, brought.document)[0] for at, each in enumerate(figures)}
    facts = {at: fact for at, fact in asked.items() if fact.place}
    with reading(STORED):
        found = meetings(list(facts.values()), lang)
    of_atlas = {at: found[number] for number, at in enumerate(facts) if number in found}
    return _met_added(facts, added, lang) | of_atlas


def short(meeting: Met, lang: str) -> str:
    """Return in a few words how two figures stand."""
    _ = translator(lang)
    return _("Differs from a known figure") if meeting.how == DIFFERS else _("Same as a known figure")


def _met_added(facts: dict[int, OwnFact], added: Own, lang: str) -> dict[int, Met]:
    _ = translator(lang)
    titles = {each.slug: each.title for each in added.documents}
    known: dict[Key, list[OwnFact]] = defaultdict(list)
    for each in added.facts:
        known[_key(each)].append(each)
    found = {}
    for at, fact in facts.items():
        others = [each for each in known.get(_key(fact), ()) if each.slug != fact.slug]
        same = [each for each in others if _says(each) == _says(fact)]
        # What one document says differently of one thing it says under conditions that are not read.
        others = [each for each in others if each.document != fact.document]
        if not same and not others:
            continue
        other = (same or others)[0]
        said = _("Added in this session: {known}, {document}.").format(
            known=amount_text(Amount(other.value, other.unit, other.comparator, other.value_high), lang),
            document=titles.get(other.document, ""),
        )
        found[at] = Met("same" if same else "differs", ref("fact", other.slug), said)
    return found


def _key(fact: OwnFact) -> Key:
    return fact.place, fact.indicator, frozenset(scope_words(fact.scope)), fact.kind, fact.year


def _says(fact: OwnFact) -> tuple[float, float, str]:
    return fact.value, fact.value_high, fact.comparator
