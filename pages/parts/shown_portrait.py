"""What a portrait shows, as ``pages.parts.shown`` does: computed once for each choice, then shared. Nothing known is ``None``."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from charts.pyramid import pyramid
from charts.spine import spine
from charts.timeline import timeline
from i18n.texts import translator
from pages.parts import gap_rows, instrument_rows, model_rows, portrait_rows, rows, tables
from pages.parts.kept import Chart, Listing, chart, listing, shared
from pages.parts.words import amount_text, plain, say
from policy.derived import population_ref
from policy.matrix import NATION
from policy.peers import AFTER, BEFORE, WEIGHTS, candidates, changed_places, distance_ref, distances
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

EARLIER = "2010"
Weights = tuple[float, ...]  # in the order of ``policy.peers.WEIGHTS``


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
    counts: Listing | None
    targets: Chart | None
    care_models: Listing | None
    instruments: Listing | None
    institutions: Listing | None
    figures: Listing | None
    missing: str


@shared
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


@shared
def names_to_choose(asked: str, lang: str) -> dict[str, str]:
    """Return the names of the places with a portrait, by code (``portrait_rows.portrait_places``)."""
    names = rows.distinct_names(lang)
    return {code: names[code] for code in portrait_rows.portrait_places(asked)}


@shared
def place_help(lang: str) -> str | None:
    """Return how to find a county that is not listed; nothing where all are, as no census was fetched."""
    every = set(tables.table("population_totals")["place"])
    if every <= {*portrait_rows.portrait_places(), NATION}:
        return None
    return translator(lang)("Districts and counties of the census are listed once their city is chosen.")


def _headline(name: str, place: str, today: dt.date, lang: str) -> BigNumber | None:
    totals = tables.table("population_totals")
    try:
        found = headline(name, place, tables.described(), totals, today)
    except KeyError:
        return None
    value = amount_text(Amount(found.value, found.unit), lang, exact=False)
    return BigNumber(plain(value), say(headline_word(name, found, place, totals), lang))


def _standing(place: str, today: dt.date, lang: str) -> str:
    found = gap_rows.assessed(today)
    return say(
        standing_sentence(found.loc[(found["place"] == place) & found["own"], "status"], gap_rows.status_names()), lang
    )


@shared
def neighbours(place: str, weights: Weights) -> pd.DataFrame:
    """Return the places to compare a place with by their distance, nearest first (``policy.peers.distances``)."""
    near = candidates(portrait_rows.known_traits(), tables.table("places"), place)
    return distances(near, place, dict(zip(WEIGHTS, weights, strict=True)))


@shared
def neighbour_names(place: str, weights: Weights, lang: str) -> dict[str, str]:
    """Return the names of the places to compare a place with, by code, nearest first."""
    names = rows.distinct_names(lang)
    return {str(code): names.get(str(code), str(code)) for code in neighbours(place, weights).index}


@shared
def peers(place: str, weights: Weights, chosen: tuple[str, ...], lang: str) -> Listing:
    """Return the chosen peers with their distance, their traits, and the part of each trait in the distance."""
    listed = neighbours(place, weights).loc[list(chosen)]
    named = dict(zip(WEIGHTS, weights, strict=True))
    known = portrait_rows.known_traits().loc[list(chosen)]
    return listing(portrait_rows.peer_table(listed, known, lang), [distance_ref(place, code, named) for code in chosen])


@shared
def pyramids(place: str, compared: tuple[str, ...], lang: str) -> dict[str, str]:
    """Return what the age pyramid of a place can be compared with; nothing where the place has no age table."""
    if portrait_rows.pyramid_rows(place, AFTER, lang).empty:
        return {}
    names = rows.distinct_names(lang)
    return {EARLIER: translator(lang)("The same place in 2010")} | {
        code: names[code]
        for code in (NATION, *compared)
        if code != place and not portrait_rows.pyramid_rows(code, AFTER, lang).empty
    }


@shared
def age_pyramid(place: str, other: str, lang: str) -> Chart:
    """Return the age pyramid of 2020 over that of 2010, or over another place's."""
    _ = translator(lang)
    now = portrait_rows.pyramid_rows(place, AFTER, lang)
    earlier = other == EARLIER
    then = portrait_rows.pyramid_rows(place if earlier else other, BEFORE if earlier else AFTER, lang)
    outline = _("The same place in 2010") if earlier else str(rows.place_names(lang)[other])
    labels = {"male": _("men"), "female": _("women"), "filled": "2020", "outline": outline}
    changed, totals = changed_places(tables.table("hindcast_places")), tables.table("population_totals")
    sentence = (
        pyramid_sentence(totals, place, changed=place in changed)
        if earlier
        else other_pyramid_sentence(totals, place, other, rows.both_names())
    )
    return chart(
        pyramid(now, then, labels),
        say(sentence, lang),
        now[["age", "male", "female"]].round(2).set_axis([_("Age"), _("men") + " %", _("women") + " %"], axis=1),
        now["ref"].tolist(),
    )


def _counts(place: str, lang: str) -> Listing | None:
    """Return the published counts of people that are no census count."""
    found = other_counts(tables.table("population_totals"), place)
    if found.empty:
        return None
    refs = [population_ref(row) for _index, row in found.iterrows()]
    return listing(portrait_rows.count_table(found, lang), refs, say(other_counts_sentence(found), lang))


@shared
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
        "own": str(rows.place_names(lang)[place]),
        "odd": _("another definition"),
    }
    facts = tables.described().set_index("fact", drop=False).loc[table["fact"]].reset_index(drop=True)
    return chart(
        spine(table, labels), say(spine_sentence(table), lang), rows.fact_table(facts, lang), table["ref"].tolist()
    )


def _targets(place: str, today: dt.date, lang: str) -> Chart | None:
    """Return the place's dated targets with their status on a day."""
    _ = translator(lang)
    marks = portrait_rows.target_rows(place, today, lang)
    if marks.empty:
        return None
    return chart(
        timeline(marks, today.year + today.timetuple().tm_yday / 366, _("today")),
        say(timeline_sentence(marks, marks["status"], gap_rows.status_names()), lang),
        marks[["label", "text"]].set_axis([_("Indicator"), _("Target")], axis=1),
        marks["ref"].tolist(),
    )


def _care_models(place: str, lang: str) -> Listing | None:
    """Return the place's care models and their modes."""
    nodes = tables.table("care_models")
    nodes = nodes[(nodes["place"] == place) & nodes["level"].isin(["model", "mode"])]
    if nodes.empty:
        return None
    indented = nodes.assign(depth=(nodes["level"] == "mode").astype(int))
    return listing(model_rows.node_table(indented, lang), ("node:" + nodes["node"]).tolist())


def _instruments(place: str, lang: str) -> Listing | None:
    """Return the place's policy codes."""
    codes = tables.table("policy_codes")
    if codes[(codes["place"] == place) & (codes["finding"] == "coded")].empty:
        return None
    table, refs = instrument_rows.matrix([place], lang)
    listed = table[table.iloc[:, 1] != ""]
    return listing(listed, [refs[at, str(table.columns[1])] for at in listed.index])


def _institutions(place: str, lang: str) -> Listing | None:
    """Return the institutions that documents name in the place."""
    named = tables.table("institutions")
    named = named[named["place"] == place]
    if named.empty:
        return None
    return listing(model_rows.institution_table(named, lang), ("institution:" + named["institution"]).tolist())


def _figures(place: str, lang: str) -> Listing | None:
    """Return every figure of the place with its document; in words, how many of each."""
    facts = tables.described()
    own = facts[facts["place"] == place].sort_values(["domain", "topic", "year"], kind="stable")
    if own.empty:
        return None
    counted = translator(lang)("{figures} figures from {documents} documents.")
    return listing(
        rows.fact_table(own, lang).iloc[:, 1:],
        ("fact:" + own["fact"]).tolist(),
        counted.format(figures=len(own), documents=own["document"].nunique()),
    )


def _missing(place: str, lang: str) -> str:
    """Return what is not known of the place, in words."""
    _ = translator(lang)
    names = rows.word_names("topic", lang)
    lines = []
    if gone := [names[topic] for topic in missing_topics(tables.described(), tables.table("population_totals"), place)]:
        lines.append(_("No result was found for: {topics}.").format(topics=("、" if lang == "zh" else ", ").join(gone)))
    if portrait_rows.pyramid_rows(place, AFTER, lang).empty:
        lines.append(
            _("No age table is embedded for this place; `python -m loaders fetch census` gets the published one.")
        )
    if tables.table("policy_codes").query("place == @place").empty:
        lines.append(_("Its policy texts have not been coded."))
    return "\n".join(f"- {plain(line)}" for line in lines) if lines else _("All core indicators have a result.")
