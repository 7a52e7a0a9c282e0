"""The sections of a portrait; each shows nothing where nothing is known, and the last one says what is missing."""

import datetime as dt

import pandas as pd
import streamlit as st

from charts.pyramid import pyramid
from charts.spine import spine
from charts.timeline import timeline
from pages.parts import choices, evidence, instrument_rows, model_rows, portrait_rows, rows, tables
from pages.parts.figure import show_figure, show_table
from pages.parts.gap_rows import status_names
from pages.parts.language import texts
from pages.parts.words import amount_text, plain, say
from policy.derived import population_ref
from policy.peers import AFTER, BEFORE
from policy.portrait import HEADLINES, headline, missing_topics, other_counts
from policy.portrait_sentences import (
    headline_word,
    other_counts_sentence,
    pyramid_sentence,
    spine_sentence,
    timeline_sentence,
)
from policy.sentences import Amount


def show_headlines(place: str, today: dt.date) -> None:
    """Draw the four big numbers, each with a status word and its evidence; one that is not known says so."""
    lang, _ = texts()
    facts, totals = tables.described(), tables.table("population_totals")
    labels = {
        "share60": _("Residents aged 60+"),
        "pop80": _("Residents aged 80+"),
        "beds": _("Care beds per 1,000 residents aged 60+"),
        "targets": _("Own targets past their deadline, no result found"),
    }
    with st.grid(4, min_column_width=230, key="headlines"):
        for name in HEADLINES:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{labels[name]}**")
                try:
                    found = headline(name, place, facts, totals, today)
                except KeyError:
                    st.header(_("not found"), anchor=False)
                    st.caption(_("No figure stands in the documents at hand."))
                    continue
                shown = amount_text(Amount(found.value, found.unit), lang, exact=False)
                st.header(plain(shown), anchor=False)
                st.caption(say(headline_word(name, found, place, totals), lang))
                ref = f"portrait:{name}:{place}"
                st.button(
                    _("Where from?"),
                    key=f"why_{name}",
                    on_click=evidence.ask,
                    args=(ref,),
                    type="tertiary",
                    icon=":material/fact_check:",
                )


@st.fragment
def show_pyramid(place: str, peers: list[str]) -> None:
    """Draw the age pyramid of 2020 over 2010, or over a peer."""
    lang, _ = texts()
    now = portrait_rows.pyramid_rows(place, AFTER, lang)
    if now.empty:
        return
    names = rows.place_names(lang)
    against = {"2010": _("The same place in 2010")} | {
        code: str(names[code]) for code in peers if not portrait_rows.pyramid_rows(code, AFTER, lang).empty
    }
    other = choices.one(st.selectbox, _("Compared with"), against, "pyramid")
    then = portrait_rows.pyramid_rows(place if other == "2010" else other, BEFORE if other == "2010" else AFTER, lang)
    labels = {"male": _("men"), "female": _("women"), "filled": "2020", "outline": against[other]}
    show_figure(
        pyramid(now, then, labels),
        key="pyramid_chart",
        title=_("Residents by age and sex"),
        sentence=say(pyramid_sentence(tables.table("population_totals"), place), lang),
        how_to_read=_(
            "Men left, women right, each age group in percent of all residents (census of 1 Nov 2020); the line is the population compared with."
        ),
        table=now[["age", "male", "female"]].round(2).set_axis([_("Age"), _("men") + " %", _("women") + " %"], axis=1),
        refs=now["ref"].tolist(),
    )


def show_other_counts(place: str) -> None:
    """List the published counts of people that are no census count: later ones and registered ones, each with its basis."""
    lang, _ = texts()
    found = other_counts(tables.table("population_totals"), place)
    if found.empty:
        return
    st.header(_("Later and registered counts of people"), anchor=False)
    st.markdown(say(other_counts_sentence(found), lang))
    show_table(
        portrait_rows.count_table(found, lang), [population_ref(row) for _index, row in found.iterrows()], key="counts"
    )


@st.fragment
def show_spine(place: str, peers: list[str]) -> None:
    """Draw the place's results against its peers and the nation."""
    lang, _ = texts()
    table = portrait_rows.spine_table(place, peers, lang)
    if table.empty:
        return
    labels = {
        "range": _("range of the peers"),
        "middle": _("their middle half"),
        "median": _("their median"),
        "nation": _("nation"),
        "own": str(rows.place_names(lang)[place]),
        "odd": _("another definition"),
    }
    facts = tables.described().set_index("fact", drop=False).loc[table["fact"]].reset_index(drop=True)
    show_figure(
        spine(table, labels),
        key="spine",
        title=_("Results beside the places most alike"),
        sentence=say(spine_sentence(table), lang),
        how_to_read=_(
            "Each row has its own scale from the lowest to the highest value known. Counts are set per 1,000 residents"
            " aged 60+. Only results of the same definition are compared; years differ. Click a mark for its clause."
        ),
        table=rows.fact_table(facts, lang),
        refs=table["ref"].tolist(),
    )


def show_targets(place: str, today: dt.date) -> None:
    """Draw the place's dated targets on a time line with their status."""
    lang, _ = texts()
    marks = portrait_rows.target_rows(place, today, lang)
    if marks.empty:
        return
    show_figure(
        timeline(marks, today.year + today.timetuple().tm_yday / 366, _("today")),
        key="timeline",
        title=_("Targets and their status"),
        sentence=say(timeline_sentence(marks, marks["status"], status_names()), lang),
        how_to_read=_(
            "One row a target, its diamond at the end of the deadline year, its status in words. Click a mark for the "
            "rule and numbers behind the status."
        ),
        table=marks[["label", "text"]].set_axis([_("Indicator"), _("Target")], axis=1),
        refs=marks["ref"].tolist(),
    )


def show_policy(place: str) -> None:
    """List the place's care models, policy codes and named institutions."""
    lang, _ = texts()
    nodes = tables.table("care_models")
    nodes = nodes[(nodes["place"] == place) & nodes["level"].isin(["model", "mode"])]
    if len(nodes):
        st.header(_("Care models"), anchor=False)
        show_table(
            model_rows.node_table(nodes.assign(depth=(nodes["level"] == "mode").astype(int)), lang),
            ("node:" + nodes["node"]).tolist(),
            key="models",
        )
    codes = tables.table("policy_codes")
    if len(codes[(codes["place"] == place) & (codes["finding"] == "coded")]):
        st.header(_("Policy instruments"), anchor=False)
        table, refs = instrument_rows.matrix([place], lang)
        listed = table[table.iloc[:, 1] != ""]
        show_table(listed, [refs[at, str(table.columns[1])] for at in listed.index], key="codes")
    institutions = tables.table("institutions")
    institutions = institutions[institutions["place"] == place]
    if len(institutions):
        st.header(_("Named institutions"), anchor=False)
        show_table(
            model_rows.institution_table(institutions, lang),
            ("institution:" + institutions["institution"]).tolist(),
            key="institutions",
        )


def show_sources(own: pd.DataFrame) -> None:
    """List every figure of the place with its document."""
    lang, _ = texts()
    if own.empty:
        return
    st.header(_("Every figure"), anchor=False)
    listed = own.sort_values(["domain", "topic", "year"], kind="stable")
    st.caption(
        _("{figures} figures from {documents} documents.").format(
            figures=len(listed), documents=listed["document"].nunique()
        )
    )
    show_table(rows.fact_table(listed, lang).iloc[:, 1:], ("fact:" + listed["fact"]).tolist(), key="figures")


def show_missing(place: str) -> None:
    """Say what is not known of the place."""
    lang, _ = texts()
    st.header(_("What is missing"), anchor=False)
    names = {
        row["word"]: row[f"name_{lang}"]
        for _index, row in tables.table("vocabularies").query("vocabulary == 'topic'").iterrows()
    }
    gone = [str(names[topic]) for topic in missing_topics(tables.described(), place)]
    lines = []
    if gone:
        lines.append(_("No result was found for: {topics}.").format(topics=("、" if lang == "zh" else ", ").join(gone)))
    if portrait_rows.pyramid_rows(place, AFTER, lang).empty:
        lines.append(
            _("No age table is embedded for this place; `python -m loaders fetch census` gets the published one.")
        )
    if tables.table("policy_codes").query("place == @place").empty:
        lines.append(_("Its policy texts have not been coded."))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines) if lines else _("All core indicators have a result."))
