"""The controls of a scenario: the definition, five levers first, the policy and what stands, and the rest by section.

Each lever is a card: name, default, range, unit, where the default is from, and a way back to it. Only levers that move a
number of the scenario are drawn.
"""

from collections.abc import Callable

import streamlit as st

from i18n.numbers import listed, unit_name, with_unit
from i18n.texts import translator
from pages.parts import choices, evidence
from pages.parts.language import texts
from policy.scenario.borrowed import targets_to_borrow
from projection.care.assumptions import DEFINITIONS
from views import edition
from views.edition import kept
from views.scenario.money import counted_stock, stock_of
from views.scenario.records import assumption_ref
from views.scenario.run import active
from views.scenario.state import (
    LARGEST_GIVEN,
    LARGEST_STOCK,
    SCALES,
    STOCK_UNITS,
    Lever,
    State,
    assumption,
    levers,
    pack_of,
)
from views.scenario.titles import pack_names, titles, to_give
from views.words import named, period_text, plain, value_text

PEOPLE = ("mortality", "fertility", "migration")
BUILDING = "build_years"


def first_levers(state: State) -> list[str]:
    """Return the five levers that come first: who is disabled and how that changes, who moves in, and two of beds."""
    scenario = state.scenario
    inside = "institution_severe" if scenario.mode == "need" else "places_institution"
    return [scenario.definition, "disability_trend", inside, "occupancy", "beds_per_1000"]


def show_need(place: str, state: State) -> None:
    """Draw the definition, who decides about places, and the first levers."""
    lang, _ = texts()
    called = titles(lang)
    choices.one(st.selectbox, called["definition"], _definitions(lang), "definition", "disability_survey")
    modes = {"need": _("by need"), "policy": _("by 9073")}
    choices.one(
        st.segmented_control,
        called["mode"],
        modes,
        "mode",
        required=True,
        help=_(
            "By need: shares of the disabled of each level. By 9073: of all people aged 60+, a policy wants 90% to live at home, 7% with "
            "a place in the community and 3% in institutions; the last two are levers."
        ),
    )
    able = active(place, state)
    for name in first_levers(state):
        if name in able:
            show_lever(levers()[name], state)


@kept
def _definitions(lang: str) -> dict[str, str]:
    return {name: named(assumption(name), "name", lang) for name in DEFINITIONS}


@kept
def _card(name: str, lang: str) -> tuple[str, str]:
    """Return a lever's label and the line below it: default, range, unit, and where the default is from."""
    _ = translator(lang)
    row = assumption(name)
    lever = levers()[name]
    text = _("default {default}, {low} to {high}").format(
        default=with_unit(lever.default, lever.unit, lang),
        low=with_unit(lever.low, lever.unit, lang),
        high=with_unit(lever.high, lever.unit, lang),
    )
    if lever.status == "assumed":
        source = _("assumed")
    else:
        documents = edition.table("documents")
        own = documents[documents["document"] == row["document"]].iloc[0]
        source = str(own["title"] if lang == "zh" else own["title_en"])
    return f"{plain(named(row, 'name', lang))} ({unit_name(lever.unit, lang)})", plain(f"{text} · {source}")


def show_lever(lever: Lever, state: State) -> None:
    """Draw a lever as a card."""
    lang, _ = texts()
    label, line = _card(lever.name, lang)
    value = dict(state.scenario.changed).get(lever.name, lever.default)
    with st.container(border=True, key=f"card_{lever.name}", gap="xsmall"):
        choices.slider(
            st,
            label,
            lever.name,
            lever.default,
            (lever.low, lever.high),
            lever.step,
            later=True,
            format=_format(lever),
            help=_unit_help(lever, _),
        )
        evidence.button(assumption_ref(lever.name, lever.default), key=f"from_{lever.name}", line=line)
        if value != lever.default:
            st.button(
                _("Reset"),
                key=f"reset_{lever.name}",
                on_click=choices.forget,
                args=(lever.name,),
                type="tertiary",
                icon=":material/undo:",
            )


def _unit_help(lever: Lever, _: Callable[[str], str]) -> str | None:
    """Return what the unit of a lever means, where few know it."""
    if not lever.unit.startswith("log_odds"):
        return None
    return _(
        "Log-odds: the logarithm of share ÷ (1 − share). 0.1 more makes a share of 10% one of 10.9%, and a share of 50% one of 52.5%."
    )


def _format(lever: Lever) -> str:
    places = len(f"{lever.step:.6f}".rstrip("0").partition(".")[2])
    whole = float(lever.step).is_integer() and float(lever.low).is_integer()
    return "%d" if whole else f"%.{places}f"


@kept
def _targets(name: str, lang: str) -> dict[str, str]:
    _ = translator(lang)
    found = {"": _("the lever's own number")}
    for _index, row in targets_to_borrow(edition.described())[name].iterrows():
        found[str(row["fact"])] = f"{named(row, 'place', lang)} · {value_text(row, lang)} · {period_text(row, lang)}"
    return found


def show_policy(place: str, state: State) -> None:
    """Draw the policy that is tried, which beds are provided, and what stands."""
    lang, _ = texts()
    called = titles(lang)
    st.subheader(_("Policy and stock"), anchor=False)
    choices.one(st.selectbox, called["pack"], pack_names(lang), "pack", pack_of(State(), place))
    plans = {"need": _("what is needed"), "standard": _("the standard"), "larger": _("the larger")}
    choices.one(st.selectbox, called["plan"], plans, "plan")
    _show_given(place, state)
    if BUILDING in active(place, state):
        show_lever(levers()[BUILDING], state)
    _show_stock(place, state)
    fold = st.expander(_("Borrow a target, scale prices"), key="borrow_fold", on_change="rerun")
    if fold.open:
        with fold:
            for name in ("bed_target", "nursing_target"):
                choices.one(st.selectbox, called[name], _targets(name, lang), name)
                if fact := getattr(state, name):
                    evidence.button(f"fact:{fact}", key=f"from_{name}")
            choices.slider(st, called["scale"], "scale", 100.0, SCALES, 1.0)
            ends = {"stops": _("stops"), "continues": _("continues")}
            choices.one(st.segmented_control, called["after"], ends, "after", required=True)


def _show_given(place: str, state: State) -> None:
    """Draw a field for each quantity of the policy that the projection cannot count."""
    lang, _ = texts()
    names = to_give(place, state)
    for name in names:
        choices.amount(st, titles(lang)[name], name, LARGEST_GIVEN)
    if names:
        st.caption(
            _(
                "The policy has prices for these, and no table at hand counts them: what you give enters the cost, what you leave empty stays "
                "out. What is added stands from that year on."
            )
        )


def _show_stock(place: str, state: State) -> None:
    lang, _ = texts()
    counted, known = counted_stock(place), stock_of(place, state)
    for name in STOCK_UNITS:
        choices.amount(st, titles(lang)[name], name, LARGEST_STOCK)
        if name == "carer_stock" or known.get(name) is None or getattr(state, name) is not None:
            continue
        row = counted[name]
        line = _("counted: {value} ({indicator}, {period})").format(
            value=plain(value_text(row, lang)),
            indicator=plain(named(row, "indicator", lang)),
            period=plain(period_text(row, lang)),
        )
        evidence.button(f"fact:{row['fact']}", key=f"from_{name}", line=line)
    if known["stock"] is not None and known["nursing_stock"] is not None and known["nursing_stock"] > known["stock"]:
        st.warning(_("More nursing beds than beds: all beds that stand are taken for nursing."))


def section_names(lang: str) -> dict[str, str]:
    """Return the names of the sections behind “more”."""
    _ = translator(lang)
    return {
        "people": _("Mortality, fertility, migration"),
        "disability": _("Disability"),
        "dementia": _("Dementia"),
        "settings": _("Where care is given"),
        "beds": _("Beds"),
        "workforce": _("Carers"),
        "money": _("Prices and fees"),
        "take_up": _("Who qualifies and claims"),
        "uncertainty": _("How unsure it is"),
    }


def show_more(place: str, state: State) -> None:
    """Draw the other levers, one section at a time."""
    lang, _ = texts()
    fold = st.expander(_("More levers"), key="more_fold", on_change="rerun")
    elsewhere = (*first_levers(state), BUILDING)
    changed = [name for name, _value in state.scenario.changed if name not in elsewhere]
    if changed and not fold.open:
        st.caption(_("Changed here: {names}").format(names=plain(_names(changed, lang))))
    if not fold.open:
        return
    by_section: dict[str, list[str]] = {name: [] for name in section_names(lang)}
    for name in active(place, state):
        section = levers()[name].section
        if name not in elsewhere:
            by_section["people" if section in PEOPLE else section].append(name)
    options = {name: title for name, title in section_names(lang).items() if by_section[name]}
    with fold:
        section = choices.one(st.selectbox, titles(lang)["more"], options, "more")
        for name in by_section[section]:
            show_lever(levers()[name], state)


def _names(changed: list[str], lang: str) -> str:
    return listed((named(assumption(name), "name", lang) for name in changed), lang)
