"""工具 Policy instruments: which place uses which instrument how firmly, and what subsidies and insurance pay."""

import streamlit as st

from charts.dots import ranked_dots
from i18n.numbers import unit_name
from pages.parts import choices, evidence, instrument_rows, rows, tables
from pages.parts.figure import show_figure, show_linked_table
from pages.parts.language import texts
from pages.parts.words import say
from policy.comparability import differences
from policy.instruments import coded_places, differing, money_rules, money_units, side_by_side
from policy.sentences import instruments_sentence, mixed_sentence, money_sentence, pair_sentence

FIRST_SHOWN = 9
MOST_SHOWN = 14

lang, _ = texts()
codes = tables.table("policy_codes")
covered = coded_places(codes, tables.table("places"))
places = {place: str(rows.place_names(lang)[place]) for place in covered}


@st.fragment
def matrix_view() -> None:
    """The codebook matrix, place × instrument."""
    chosen = choices.many(
        _("Places"), places, "places", covered[:FIRST_SHOWN], placeholder=_("Choose places"), max_selections=MOST_SHOWN
    )
    st.markdown(say(instruments_sentence(codes[codes["place"].isin(chosen)]), lang))
    st.caption(
        _(
            "●○○ mentioned or encouraged; ●●○ a concrete duty or measure; ●●● in force or with a number or date; “part”: pilots or some "
            "only. “·” not found in the texts at hand, “✕” the text says there is none, blank: nobody has looked. Click a cell for its clause."
        )
    )
    show_linked_table(*instrument_rows.matrix(chosen, lang), key="matrix")
    evidence.show_asked()


@st.fragment
def pair_view() -> None:
    """Two places with the words that carry each code."""
    left, right = st.columns(2)
    chosen = [
        choices.one(left.selectbox, _("First place"), places, "place1", covered[0]),
        choices.one(right.selectbox, _("Second place"), places, "place2", covered[1]),
    ]
    if chosen[0] == chosen[1]:
        st.info(_("Choose two different places."))
        return
    pair = side_by_side(codes, tables.table("instruments"), chosen)
    st.markdown(say(pair_sentence(pair, differing(pair)), lang))
    show_linked_table(*instrument_rows.pair_table(chosen, lang), key="pair")
    evidence.show_asked()


@st.fragment
def money_view() -> None:
    """Subsidies, benefits, shares and caps, one unit at a time."""
    rules = money_rules(tables.described())
    units = {unit: f"{unit_name(unit, lang)} ({(rules['unit'] == unit).sum()})" for unit in money_units(rules)}
    unit = choices.one(st.pills, _("Unit"), units, "unit", required=True)
    found = rules[rules["unit"] == unit].sort_values("value", ascending=False, kind="stable")
    if warning := mixed_sentence(differences(found)):
        st.warning(say(warning, lang), icon=":material/difference:")
    shown = rows.ranked(found.assign(odd=False), found["value"] * float("nan"), lang)
    shown["label"] = rows.with_scope(found, lang)
    show_figure(
        ranked_dots(
            shown,
            rows.benchmark_lines(found.iloc[0:0], lang),
            {"comparable": rows.kind_name("parameter", lang), "odd": ""},
            unit_name(unit, lang),
        ),
        key="money",
        title=_("Rules in {unit}").format(unit=unit_name(unit, lang)),
        sentence=say(money_sentence(found), lang),
        how_to_read=_(
            "One row a rule: whose, and for whom or what. Only rules of one unit share the axis: a rate per day never "
            "stands beside one per year. Prices are those of their year. Click a mark for its clause."
        ),
        table=instrument_rows.money_table(found, lang),
        refs=shown["ref"].tolist(),
    )
    evidence.show_asked()


st.title(_("Policy instruments"), anchor=False)
views = {
    "matrix": (_("Places and instruments"), matrix_view),
    "pair": (_("Two places side by side"), pair_view),
    "money": (_("Subsidies and insurance rates"), money_view),
}
titles = {name: title for name, (title, _draw) in views.items()}
view = choices.one(st.segmented_control, _("View"), titles, "view", required=True, label_visibility="collapsed")
views[view][1]()
