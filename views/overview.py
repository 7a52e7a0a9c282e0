"""What the overview shows: the numbers that come first, the map, and what is known of the best documented cities."""

import datetime as dt

import pandas as pd

from charts.coverage import coverage_marks
from i18n.texts import translator
from policy.derived import Derived
from policy.described import CORE_TOPICS
from policy.headlines import HEADLINES, coverage_sentence, headline, overview_sentence
from policy.matrix import cells
from views import edition, words
from views.edition import kept
from views.facts import cell_texts, hover_texts, topic_names
from views.places import cities, place_names
from views.view import Chart
from views.words import say


def coverage_table(
    known: dict[str, pd.DataFrame], places: list[str], topics: tuple[str, ...], lang: str
) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Return the marks of the coverage_table chart, and the names of its rows and columns."""
    facts = pd.concat(known.values(), ignore_index=True)
    marks = pd.DataFrame(
        {
            "place": facts[f"place_{lang}"],
            "topic": facts[f"topic_{lang}"],
            "kind": facts["kind"],
            "text": cell_texts(facts, lang),
            "hover": hover_texts(facts, lang),
            "ref": "fact:" + facts["fact"],
        }
    )
    names, topic_name = place_names(lang), topic_names(lang)
    return (
        marks,
        [str(names[place]) for place in places],
        [str(topic_name.get(topic, topic)) for topic in topics],
    )


SHOWN_CITIES = 18


@kept
def headlines(as_of: dt.date) -> dict[str, Derived]:
    """Return the big numbers of the first screen by name."""
    return {name: headline(name, edition.described(), as_of) for name in HEADLINES}


@kept
def overview_words(as_of: dt.date, lang: str) -> str:
    """Return the sentence under the big numbers."""
    return say(overview_sentence(edition.described(), as_of), lang)


@kept
def coverage(lang: str) -> Chart:
    """Return what is known of the best documented cities."""
    _ = translator(lang)
    facts = edition.described()
    places = list(cities(lang))[:SHOWN_CITIES]
    core = facts[facts["topic"].isin(CORE_TOPICS)]
    known = {kind: cells(core, places, [kind]) for kind in ("achieved", "target")}
    marks, place_names, topic_names = coverage_table(known, places, CORE_TOPICS, lang)
    kinds = words.kind_names(lang)
    return Chart(
        marks[["place", "topic", "text"]].set_axis([_("Place"), _("Topic"), _("Figure")], axis=1),
        marks["ref"].tolist(),
        say(coverage_sentence(known["achieved"], known["target"]), lang),
        figure=coverage_marks(marks, place_names, topic_names, {kind: kinds[kind] for kind in known}),
    )
