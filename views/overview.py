"""What the overview shows: the numbers that come first, what they mean, the map, and what is known of the best documented cities."""

import datetime as dt

import pandas as pd

from charts.coverage import coverage_marks
from i18n.texts import translator
from policy import map_values
from policy.derived import Derived
from policy.described import CORE_TOPICS
from policy.headlines import HEADLINES, coverage_sentence, headline, headline_word, overview_sentence
from policy.matrix import cells
from policy.refs import ref, refs
from views import edition, words
from views.edition import kept
from views.facts import cell_texts, hover_texts, topic_names
from views.map import values
from views.map.units import area_figure, numbers_of, units, value_table
from views.older import older_by_year
from views.places import cities, place_names
from views.view import Card, Chart, Link
from views.words import amount_text, known_amount, say, say_plain, with_year

CITIES = 18  # in the chart of what is known
VARIABLE, CENSUS = "share60", 2020  # of the map
HEIGHT = 560  # of the map, in pixels


@kept
def headlines(as_of: dt.date) -> dict[str, Derived]:
    """Return the big numbers of the first screen by name."""
    ground = edition.described(), older_by_year(), edition.table("national_counts")
    return {name: headline(name, *ground, as_of) for name in HEADLINES}


@kept
def cards(as_of: dt.date, lang: str) -> dict[str, Card]:
    """Return the big numbers of the first screen in words, by name, each with its year."""
    _ = translator(lang)
    titles = {
        "nursing": _("Nursing beds (for dependent residents) of all beds in institutions"),
        "beds": _("Care beds per 1,000 people aged 60+"),
        "older": _("People aged 60+"),
        "met": _("Comparable targets that are met"),
    }
    ways = {"met": Link(_("See the list"), "arrow_forward", "gaps", {"view": "status"})}
    return {
        name: Card(
            titles[name],
            with_year(amount_text(known_amount(number), lang, exact=False), number, as_of, lang),
            say_plain(headline_word(name, number), lang),
            ref("headline", name),
            ways.get(name),
        )
        for name, number in headlines(as_of).items()
    }


@kept
def meaning(as_of: dt.date, lang: str) -> str:
    """Return the sentence under the big numbers (Markdown)."""
    return say(overview_sentence(edition.described(), as_of), lang)


@kept
def ages_map(today: dt.date, lang: str) -> Chart:
    """Return provinces by share of residents aged 60+.

    Raises:
        BoundariesUnreadable: the map files have not been built.
    """
    _ = translator(lang)
    provinces = units("province", lang)
    shares = values.values(VARIABLE, "value", provinces, today, CENSUS)
    scale = values.scale(VARIABLE, "value", lang)
    return Chart(
        *value_table(shares, provinces, scale.title),
        say(map_values.overview_sentence(shares, provinces.names), lang),
        figure=area_figure(shares, provinces, scale, height=HEIGHT),
        title=_("Population ageing by province"),
        how_to_read=_("Colour: share of residents aged 60+, census of 2020."),
        numbers=numbers_of(shares),
    )


@kept
def coverage(lang: str) -> Chart:
    """Return what is known of the best documented cities."""
    _ = translator(lang)
    best, core = list(cities(lang))[:CITIES], edition.described()
    core = core[core["topic"].isin(CORE_TOPICS)]
    results, targets = (cells(core, best, [kind]) for kind in ("achieved", "target"))
    marks, places, topics = known_figures(pd.concat([results, targets]), lang), place_names(lang), topic_names(lang)
    figure = coverage_marks(
        marks,
        [str(places[place]) for place in best],
        [str(topics.get(topic, topic)) for topic in CORE_TOPICS],
        {kind: words.kind_name(kind, lang) for kind in ("achieved", "target")},
    )
    return Chart(
        marks[["place", "topic", "text"]].set_axis([_("Place"), _("Topic"), _("Figure")], axis=1),
        marks["ref"].tolist(),
        say(coverage_sentence(results, targets), lang),
        figure=figure,
        title=_("Cities with the most data"),
        how_to_read=_(
            "Filled circle: a result was published. Hollow diamond: a target was set. Blank: neither was found in "
            "the documents collected. Click a mark for its clause."
        ),
    )


def known_figures(facts: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return facts as marks of the coverage chart: place, topic and kind, text and hover, and reference."""
    return pd.DataFrame(
        {
            "place": facts[f"place_{lang}"],
            "topic": facts[f"topic_{lang}"],
            "kind": facts["kind"],
            "text": cell_texts(facts, lang),
            "hover": hover_texts(facts, lang),
            "ref": refs("fact", facts["fact"]),
        }
    ).reset_index(drop=True)
