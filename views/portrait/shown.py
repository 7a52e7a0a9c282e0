"""What a portrait shows, as ``pages.parts.shown`` does: computed once for each choice, then shared. Nothing known is ``None``."""

import datetime as dt
from dataclasses import dataclass

from charts.pyramid import pyramid
from charts.spine import spine
from charts.timeline import timeline
from i18n.texts import translator
from policy.derived import population_ref
from policy.matrix import NATION
from policy.peers import AFTER, BEFORE, WEIGHTS, changed_places, distance_ref
from policy.portrait import (
    HEADLINES,
    headline,
    headline_word,
    missing_topics,
    other_counts,
    other_counts_sentence,
    other_pyramid_sentence,
    pyramid_sentence,
    spine_sentence,
    standing_sentence,
    timeline_sentence,
)
from policy.text import Amount
from views import edition, models, places, words
from views.edition import kept
from views.facts import fact_table
from views.instruments import matrix_table
from views.places import Weights, neighbours
from views.portrait import rows as portrait_rows
from views.targets import assessed, status_names
from views.view import ByRow, Chart, Table
from views.words import amount_text, plain, say

EARLIER = "2010"


@dataclass(frozen=True)
class BigNumber:
    """A number with the word under it, both Markdown."""

    value: str
    word: str


@dataclass(frozen=True)
class Portrait:
    """What follows from the place and the day alone: big numbers by name, lists, the targets, and what is missing (Markdown)."""

    headlines: dict[str, BigNumber | None]
    standing: str
    counts: Table[ByRow] | None
    targets: Chart | None
    care_models: Table[ByRow] | None
    instruments: Table[ByRow] | None
    institutions: Table[ByRow] | None
    figures: Table[ByRow] | None
    missing: str


@kept
def portrait(place: str, today: dt.date, lang: str) -> Portrait:
    """Return a place's portrait as of a day, without what its peers decide."""
    return Portrait(
        {name: _headline(name, place, today, lang) for name in HEADLINES},
        _standing(place, today, lang),
        _counts(place, lang),
        _targets(place, today, lang),
        _care_models(place, lang),
        _instruments(place, lang),
        _institutions(place, lang),
        _figures(place, lang),
        _missing(place, lang),
    )


def _headline(name: str, place: str, today: dt.date, lang: str) -> BigNumber | None:
    totals = edition.table("population_totals")
    try:
        found = headline(name, place, edition.described(), totals, today)
    except KeyError:
        return None
    value = amount_text(Amount(found.value, found.unit), lang, exact=False)
    return BigNumber(plain(value), say(headline_word(name, found, place, totals), lang))


def _standing(place: str, today: dt.date, lang: str) -> str:
    found = assessed(today)
    return say(standing_sentence(found.loc[(found["place"] == place) & found["own"], "status"], status_names()), lang)


@kept
def peers(place: str, weights: Weights, chosen: tuple[str, ...], lang: str) -> Table[ByRow]:
    """Return the chosen peers with their distance, their traits, and the part of each trait in the distance."""
    listed = neighbours(place, weights).loc[list(chosen)]
    named = dict(zip(WEIGHTS, weights, strict=True))
    known = places.known_traits().loc[list(chosen)]
    return Table(portrait_rows.peer_table(listed, known, lang), [distance_ref(place, code, named) for code in chosen])


@kept
def pyramids(place: str, compared: tuple[str, ...], lang: str) -> dict[str, str]:
    """Return what the age pyramid of a place can be compared with; nothing where the place has no age table."""
    if portrait_rows.pyramid_rows(place, AFTER, lang).empty:
        return {}
    names = places.distinct_names(lang)
    return {EARLIER: translator(lang)("The same place in 2010")} | {
        code: names[code]
        for code in (NATION, *compared)
        if code != place and not portrait_rows.pyramid_rows(code, AFTER, lang).empty
    }


@kept
def age_pyramid(place: str, other: str, lang: str) -> Chart:
    """Return the age pyramid of 2020 over that of 2010, or over another place's."""
    _ = translator(lang)
    now = portrait_rows.pyramid_rows(place, AFTER, lang)
    earlier = other == EARLIER
    then = portrait_rows.pyramid_rows(place if earlier else other, BEFORE if earlier else AFTER, lang)
    outline = _("The same place in 2010") if earlier else str(places.place_names(lang)[other])
    labels = {"male": _("men"), "female": _("women"), "filled": "2020", "outline": outline}
    changed, totals = changed_places(edition.table("hindcast_places")), edition.table("population_totals")
    sentence = (
        pyramid_sentence(totals, place, changed=place in changed)
        if earlier
        else other_pyramid_sentence(totals, place, other, places.both_names())
    )
    return Chart(
        now[["age", "male", "female"]].round(2).set_axis([_("Age"), _("men") + " %", _("women") + " %"], axis=1),
        now["ref"].tolist(),
        say(sentence, lang),
        figure=pyramid(now, then, labels),
    )


def _counts(place: str, lang: str) -> Table[ByRow] | None:
    """Return the published counts of people that are no census count."""
    found = other_counts(edition.table("population_totals"), place)
    if found.empty:
        return None
    refs = [population_ref(row) for _index, row in found.iterrows()]
    return Table(portrait_rows.count_table(found, lang), refs, say(other_counts_sentence(found), lang))


@kept
def results_beside_peers(place: str, compared: tuple[str, ...], lang: str) -> Chart | None:
    """Return the place's results against its peers and the nation."""
    _ = translator(lang)
    table = portrait_rows.spine_table(place, list(compared), lang)
    if table.empty:
        return None
    labels = {
        "range": _("range of the peers"),
        "middle": _("their middle half"),
        "median": _("their median"),
        "nation": _("nation"),
        "own": str(places.place_names(lang)[place]),
        "odd": _("another definition"),
    }
    facts = edition.described().set_index("fact", drop=False).loc[table["fact"]].reset_index(drop=True)
    return Chart(
        fact_table(facts, lang), table["ref"].tolist(), say(spine_sentence(table), lang), figure=spine(table, labels)
    )


def _targets(place: str, today: dt.date, lang: str) -> Chart | None:
    """Return the place's dated targets with their status on a day."""
    _ = translator(lang)
    marks = portrait_rows.target_rows(place, today, lang)
    if marks.empty:
        return None
    return Chart(
        marks[["label", "text"]].set_axis([_("Indicator"), _("Target")], axis=1),
        marks["ref"].tolist(),
        say(timeline_sentence(marks, marks["status"], status_names()), lang),
        figure=timeline(marks, today.year + today.timetuple().tm_yday / 366, _("today")),
    )


def _care_models(place: str, lang: str) -> Table[ByRow] | None:
    """Return the place's care models and their modes."""
    nodes = edition.table("care_models")
    nodes = nodes[(nodes["place"] == place) & nodes["level"].isin(["model", "mode"])]
    if nodes.empty:
        return None
    indented = nodes.assign(depth=(nodes["level"] == "mode").astype(int))
    return Table(models.node_table(indented, lang), ("node:" + nodes["node"]).tolist())


def _instruments(place: str, lang: str) -> Table[ByRow] | None:
    """Return the place's policy codes."""
    codes = edition.table("policy_codes")
    if codes[(codes["place"] == place) & (codes["finding"] == "coded")].empty:
        return None
    table, refs = matrix_table([place], lang)
    listed = table[table.iloc[:, 1] != ""]
    return Table(listed, [refs[at, str(table.columns[1])] for at in listed.index])


def _institutions(place: str, lang: str) -> Table[ByRow] | None:
    """Return the institutions that documents name in the place."""
    named = edition.table("institutions")
    named = named[named["place"] == place]
    if named.empty:
        return None
    return Table(models.institution_table(named, lang), ("institution:" + named["institution"]).tolist())


def _figures(place: str, lang: str) -> Table[ByRow] | None:
    """Return every figure of the place with its document; in words, how many of each."""
    facts = edition.described()
    own = facts[facts["place"] == place].sort_values(["domain", "topic", "year"], kind="stable")
    if own.empty:
        return None
    counted = translator(lang)("{figures} figures from {documents} documents.")
    return Table(
        fact_table(own, lang).iloc[:, 1:],
        ("fact:" + own["fact"]).tolist(),
        counted.format(figures=len(own), documents=own["document"].nunique()),
    )


def _missing(place: str, lang: str) -> str:
    """Return what is not known of the place, in words."""
    _ = translator(lang)
    names = words.word_names("topic", lang)
    lines = []
    if gone := [
        names[topic] for topic in missing_topics(edition.described(), edition.table("population_totals"), place)
    ]:
        lines.append(_("No result was found for: {topics}.").format(topics=("、" if lang == "zh" else ", ").join(gone)))
    if portrait_rows.pyramid_rows(place, AFTER, lang).empty:
        lines.append(
            _("No age table is embedded for this place; `python -m loaders fetch census` gets the published one.")
        )
    if edition.table("policy_codes").query("place == @place").empty:
        lines.append(_("Its policy texts have not been coded."))
    return "\n".join(f"- {plain(line)}" for line in lines) if lines else _("All core indicators have a result.")
