"""Named scenarios: kept in the address, side by side with a locked baseline, and with the same choice on two peers."""

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from charts.paths import STYLES, Line, paths
from i18n.numbers import with_unit
from i18n.texts import LANGUAGES, translator
from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.parts.live import show_live_chart
from pages.parts.scenario_views import choose_output
from policy.peers import WEIGHTS
from policy.scenario.outputs import OUTPUTS, SHOWN
from policy.scenario.sentences import difference_sentence
from policy.text import N_
from views import places
from views.edition import kept
from views.scenario.answer import said_of, words
from views.scenario.records import scenario_ref
from views.scenario.run import inputs_of
from views.scenario.run import paths as paths_of
from views.scenario.state import (
    CHOICE_CODES,
    LONGEST_ADDRESS,
    SAVED,
    State,
    decoded,
    encoded,
    from_address,
    levers,
    pack_of,
    to_address,
)
from views.view import ByCell, Table
from views.words import plain, say

LONGEST_NAME = 16
COMPARED = (*SHOWN, "cost_real")
REFUSED = "scenario_refused"
BASELINE, OWN = N_("Baseline"), N_("this scenario")


def saved() -> dict[str, tuple[str, str]]:
    """Return the named scenarios of the address: name and code by their key; one that cannot be read is left out.

    A link may give two the same name, or that of the baseline: the later one is numbered.
    """
    found: dict[str, tuple[str, str]] = {}
    for key in SAVED:
        name, separator, code = st.query_params.get(key, "").partition("~")
        try:
            decoded(code)
        except KeyError:
            continue
        if separator and name:
            found[key] = (_numbered(name[:LONGEST_NAME], _taken(found)), code)
    return found


def _taken(found: dict[str, tuple[str, str]]) -> set[str]:
    """Return the names that a scenario cannot have: of the others, and of those that always stand beside them."""
    always = {translator(lang)(name) for lang in LANGUAGES for name in (BASELINE, OWN)}
    return always | {name for name, _code in found.values()}


def _numbered(name: str, taken: set[str]) -> str:
    return next(each for each in (name, *(f"{name} ({at})" for at in range(2, 20))) if each not in taken)


def broken() -> list[str]:
    """Return the named scenarios of the address that cannot be read."""
    return [key for key in SAVED if key in st.query_params and key not in saved()]


def _keep() -> None:
    name = str(st.session_state.get("scenario_name") or "").replace("~", " ").strip()[:LONGEST_NAME]
    taken = name in _taken(saved())
    free = [key for key in SAVED if key not in st.query_params]
    code = encoded(from_address(st.query_params.to_dict())[0])
    if not name or taken or not free:
        st.session_state[REFUSED] = "name" if not name else "taken" if taken else "full"
        return
    wanted = st.query_params.to_dict() | {free[0]: f"{name}~{code}"}
    if len(urlencode(wanted)) > LONGEST_ADDRESS - 100:  # room for the server's own name
        st.session_state[REFUSED] = "long"
        return
    st.query_params[free[0]] = f"{name}~{code}"


def _open(code: str) -> None:
    for key in (*levers(), *CHOICE_CODES):
        st.query_params.pop(key, None)
    for key, value in to_address(decoded(code)).items():
        st.query_params[key] = value


def show_keeping() -> None:
    """Draw the field that names and keeps the scenario, and what is kept."""
    _ = texts()[1]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name of this scenario"), key="scenario_name", max_chars=LONGEST_NAME)
        st.button(_("Keep it"), key="keep", on_click=_keep, icon=":material/bookmark_add:")
    reasons = {
        "name": _("Give the scenario a name first."),
        "taken": _("That name is taken: give this scenario another one, or remove the one that has it."),
        "full": _("Six scenarios are kept; remove one first."),
        "long": _("The address would grow beyond 2,000 characters; remove a scenario or reset some levers first."),
    }
    if (reason := st.session_state.pop(REFUSED, None)) in reasons:
        st.warning(reasons[reason])
    for key, (name, code) in saved().items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(name)}**")
            st.button(_("Open"), key=f"open_{key}", on_click=_open, args=(code,), type="tertiary")
            st.button(_("Remove"), key=f"drop_{key}", on_click=choices.forget, args=(key,), type="tertiary")


def show_compared(place: str, code: str, year: int) -> None:
    """Draw the named scenarios and this one beside the locked baseline, and this one on two peers."""
    lang, _ = texts()
    show_keeping()
    scenarios = {_(BASELINE): "", _(OWN): code} | dict(saved().values())
    output = choose_output(lang)
    names = tuple(scenarios.items())
    figure, said = _compared(place, names, output, year, lang)
    st.markdown(said)
    show_live_chart(figure, key="compared", alt=said, revision=f"{place}{output}")
    st.caption(
        _(
            "The baseline is every lever at its default with the place's usual policy; it does not move. In brackets: the difference "
            "from it. All share their draws, so a difference is no noise."
        )
    )
    show_table(_differences(place, names, year, lang), key="differences", wrapped=True)
    _show_peers(place, code, year)


@kept
def _compared(place: str, scenarios: tuple[tuple[str, str], ...], output: str, year: int, lang: str) -> tuple[str, str]:
    """Return one number of each scenario over the years, as Plotly's JSON, and how each differs from the first (Markdown)."""
    years = paths_of(place, "")[output].years
    lines = []
    for name, own in scenarios[: len(STYLES)]:
        values = paths_of(place, own)[output].central.tolist()
        refs = [scenario_ref(place, at, output, own) for at in years]
        lines.append(Line(name, values, [words(output, value, lang) for value in values], refs))
    unit = OUTPUTS[output].unit
    baseline = paths_of(place, "")[output].at(year)[0]
    sentences = [
        say(difference_sentence(year, output, name, paths_of(place, own)[output].at(year)[0], baseline), lang)
        for name, own in scenarios[1:]
    ]
    figure = paths(years, lines, lambda value: with_unit(value, unit, lang))
    return str(figure.to_json()), " ".join(sentences)


@kept
def _differences(place: str, scenarios: tuple[tuple[str, str], ...], year: int, lang: str) -> Table[ByCell]:
    """Return the first numbers of each scenario, with their difference from the baseline."""
    _ = translator(lang)
    first = _("Figure")
    table: dict[str, list[str]] = {first: [_(OUTPUTS[name].title) for name in COMPARED]}
    refs: dict[tuple[int, str], str] = {}
    for title, code in scenarios:
        cells = []
        for at, name in enumerate(COMPARED):
            value, base = (paths_of(place, own)[name].at(year)[0] for own in (code, ""))
            change = f" ({'+' if value > base else '−'}{words(name, abs(value - base), lang)})" if value != base else ""
            cells.append(said_of(place, code, name, year, lang)[0] + change)
            refs[at, title] = scenario_ref(place, year, name, code)
            refs.setdefault((at, first), refs[at, title])
        table[title] = cells
    return Table(pd.DataFrame(table), refs)


def _show_peers(place: str, code: str, year: int) -> None:
    """Draw the same scenario and policy on the people of two other places, where asked for."""
    lang, _ = texts()
    names = places.neighbour_names(place, tuple(WEIGHTS.values()), lang)
    st.subheader(_("The same choice on two peers"), anchor=False)
    peers = choices.many(_("Peers"), names, "peers", [], max_selections=2, placeholder=_("Choose places"))
    peers = [peer for peer in peers if inputs_of(peer) is not None]
    if not peers:
        st.caption(_("The places most alike come first. Levers and policy stay; people and stock are the peer's own."))
        return
    state = decoded(code)
    own = encoded(
        State(
            state.scenario,
            pack_of(state, place),
            state.scale,
            state.after,
            bed_target=state.bed_target,
            nursing_target=state.nursing_target,
        )
    )
    first = _("Figure")
    table: dict[str, list[str]] = {first: [_(OUTPUTS[name].title) for name in COMPARED]}
    refs: dict[tuple[int, str], str] = {}
    every = {place: places.names_to_choose(place, lang)[place]} | {peer: names[peer] for peer in peers}
    for adcode, title in every.items():
        used = code if adcode == place else own
        older = paths_of(adcode, used)["age60"].at(year)[0]
        cells = []
        for at, name in enumerate(COMPARED):
            value = paths_of(adcode, used)[name].at(year)[0]
            each = (
                ""
                if name in ("age60", "dependency")
                else _(" ({rate} per 1,000 aged 60+)").format(rate=words(name, 1000 * value / older, lang))
            )
            cells.append(said_of(adcode, used, name, year, lang)[0] + each)
            refs[at, title] = scenario_ref(adcode, year, name, used)
            refs.setdefault((at, first), refs[at, title])
        table[title] = cells
    show_table(Table(pd.DataFrame(table), refs), key="peers_side_by_side", wrapped=True)
    st.caption(_("Click a number for its formula."))
