"""A portrait as a whole: what follows from a place and a day alone, in the order in which it is read."""

import datetime as dt
from dataclasses import dataclass

from i18n.numbers import listed
from i18n.texts import translator
from policy.calendar import CENSUS_2020
from policy.portrait import missing_topics
from policy.refs import refs
from views import edition, gaps, models, places, programmes
from views.edition import kept
from views.facts import fact_table
from views.instruments import matrix_table
from views.portrait import people, targets
from views.view import ByCell, ByRow, Card, Cells, Chart, Table
from views.words import plain, word_names


@dataclass(frozen=True)
class Portrait:
    """What is known of a place on a day, but for what its peers and its projection add; what is not known is ``None``.

    ``standing`` and ``missing`` are Markdown.
    """

    name: str
    standing: str
    cards: dict[str, Card]
    verdicts: Cells | None
    counts: Table[ByRow] | None
    targets: Chart | None
    inherited: Table[ByCell] | None
    care_models: Table[ByRow] | None
    instruments: Table[ByRow] | None
    programmes: Table[ByRow] | None
    institutions: Table[ByRow] | None
    figures: Table[ByRow] | None
    missing: str


@kept
def portrait(place: str, today: dt.date, lang: str) -> Portrait:
    """Return a place's portrait as of a day."""
    return Portrait(
        str(places.place_names(lang)[place]),
        targets.standing(place, today, lang),
        people.cards(place, today, lang),
        gaps.of_place(place, today, lang),
        people.counts(place, lang),
        targets.deadlines(place, today, lang),
        targets.inherited(place, today, lang),
        _care_models(place, lang),
        _instruments(place, lang),
        programmes.of_place(place, lang),
        _institutions(place, lang),
        _figures(place, lang),
        _missing(place, lang),
    )


def _care_models(place: str, lang: str) -> Table[ByRow] | None:
    """Return the place's care models and their modes."""
    nodes = edition.table("care_models")
    nodes = nodes[(nodes["place"] == place) & nodes["level"].isin(["model", "mode"])]
    if nodes.empty:
        return None
    indented = nodes.assign(depth=(nodes["level"] == "mode").astype(int))
    return Table(models.node_table(indented, lang), refs("node", nodes["node"]))


def _instruments(place: str, lang: str) -> Table[ByRow] | None:
    """Return the place's policy codes."""
    codes = edition.table("policy_codes")
    if codes[(codes["place"] == place) & (codes["finding"] == "coded")].empty:
        return None
    table, cells = matrix_table([place], lang)
    coded = table[table.iloc[:, 1] != ""]
    return Table(coded, [cells[at, str(table.columns[1])] for at in coded.index])


def _institutions(place: str, lang: str) -> Table[ByRow] | None:
    """Return the institutions that documents name in the place."""
    named = edition.table("institutions")
    named = named[named["place"] == place]
    if named.empty:
        return None
    return Table(models.institution_table(named, lang), refs("institution", named["institution"]))


def _figures(place: str, lang: str) -> Table[ByRow] | None:
    """Return every figure of the place with its document; in words, how many of each."""
    facts = edition.described()
    own = facts[facts["place"] == place].sort_values(["domain", "topic", "year"], kind="stable")
    if own.empty:
        return None
    told = translator(lang)("{figures} figures from {documents} documents.")
    return Table(
        fact_table(own, lang).iloc[:, 1:],
        refs("fact", own["fact"]),
        told.format(figures=len(own), documents=own["document"].nunique()),
    )


def _missing(place: str, lang: str) -> str:
    """Return what is not known of the place, in words."""
    _ = translator(lang)
    names, lines = word_names("topic", lang), []
    if gone := missing_topics(edition.described(), edition.table("population_totals"), place):
        topics = listed((names[topic] for topic in gone), lang)
        lines.append(_("No result was found for: {topics}.").format(topics=topics))
    if place not in people.with_ages(CENSUS_2020) and not places.ended(place, lang):
        lines.append(
            _(
                "Residents by sex and five-year age have not been collected: of a county the atlas holds only all, "
                "60+, 65+ and 80+."
            )
        )
    if place not in set(edition.table("policy_codes")["place"]):
        lines.append(_("Its policy documents have not been analysed yet."))
    return "\n".join(f"- {plain(line)}" for line in lines) if lines else _("All core indicators have a result.")
