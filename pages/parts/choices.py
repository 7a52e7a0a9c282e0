"""Controls whose value stands in the address as a code, so that a link shows the same in either language.

The address is the truth: a control takes its value from it on every run and writes its change back at once. (Streamlit's
own binding would put the translated label there.) A value the control does not know is named in one sentence, with the
name the control has on the screen, and taken out of the address.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from i18n.numbers import number
from pages.parts.language import texts
from pages.parts.mine import mine
from views.address import (
    SEPARATOR,
    Typed,
    mine_first,
    number_within,
    outside,
    typed_within,
    unknown,
    wanted,
    without_trackers,
)

LATER = "address_later"
TYPE = "type_"  # before the name of a lever: the field in which its value is typed
TOLD = "_told"  # behind the label of a field: what was typed there and is spoken of, and the number that held then
NARROW = 88  # pixels
Options = Mapping[str, str]


def address() -> dict[str, str]:
    """Return what the address asks for, with what a control has yet to write there (``write_address``)."""
    left: dict[str, tuple[str, str]] = st.session_state.get(LATER) or {}
    return st.query_params.to_dict() | {key: value for key, (value, _usual) in left.items()}


def write_address() -> None:
    """Write into the address what controls have left for later: the browser takes 10 ms for it, in which it draws nothing."""
    for key, (value, usual) in (st.session_state.pop(LATER, None) or {}).items():
        write(key, value, usual)


def drop_trackers() -> None:
    """Take out of the address what messengers and campaigns appended to a link on its way here: no page is asked for it."""
    asked = st.query_params.to_dict()
    if (kept := without_trackers(asked)) != asked:
        st.query_params.from_dict(kept)


def forget(key: str) -> None:
    """Callback: take a choice out of the address, so that its usual value is shown."""
    (st.session_state.get(LATER) or {}).pop(key, None)
    st.query_params.pop(key, None)


def asked_one(options: Options, key: str, default: str | None = None) -> str:
    """Return the code that the address asks for, as ``one`` shows it."""
    usual = default if default is not None and default in options else next(iter(options))
    asked = address().get(key, usual)
    return asked if asked in options else usual


def told_one(label: str, options: Options, key: str, default: str | None = None) -> str:
    """Return the code that the address asks for (``asked_one``), and say so where there is no such code."""
    asked = st.query_params.get(key)
    if asked is not None and asked not in options:
        _refuse(key, unknown(label, [asked], texts()[0]))
    return asked_one(options, key, default)


def one(
    widget: Callable[..., Any],
    label: str,
    options: Options,
    key: str,
    default: str | None = None,
    clears: tuple[str, ...] = (),
    then: Callable[[str], None] | None = None,
    **settings: Any,
) -> str:
    """Draw a control that chooses one code; ``options`` gives each code its name. The first is the default.

    The viewer's city comes before other places. A change takes the controls named in ``clears`` back to their own defaults, and
    calls ``then`` with the code chosen.
    """
    options = mine_first(options, mine())
    usual = default if default is not None and default in options else next(iter(options))
    st.session_state[key] = told_one(label, options, key, default)

    def changed() -> None:
        write(key, st.session_state[key], usual)
        for other in clears:
            st.query_params.pop(other, None)
        if then is not None:
            then(st.session_state[key])

    return widget(label, list(options), format_func=options.__getitem__, key=key, on_change=changed, **settings)


def view(
    views: Mapping[str, tuple[str, Callable[[], None]]], key: str = "view", label: str = "", default: str | None = None
) -> None:
    """Draw the switch between the views of a page (title and drawing function by code), and the view that is chosen, at first ``default``."""
    _ = texts()[1]
    titles = {name: title for name, (title, _draw) in views.items()}
    hidden = {"required": True, "label_visibility": "collapsed"}
    views[one(st.segmented_control, label or _("View"), titles, key, default, **hidden)][1]()


def many(label: str, options: Options, key: str, default: list[str], holder: Any = st, **settings: Any) -> list[str]:
    """Draw a control that chooses several codes, in the order of choice; the viewer's city comes before other places."""
    options = mine_first(options, mine())
    usual = SEPARATOR.join(code for code in default if code in options)
    asked = [code for code in st.query_params.get(key, usual).split(SEPARATOR) if code]
    known = [code for code in dict.fromkeys(asked) if code in options]
    if strange := [code for code in asked if code not in options]:
        _refuse(key, unknown(label, strange, texts()[0]))
        write(key, SEPARATOR.join(known), usual)
    st.session_state[key] = known
    return holder.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=lambda: write(key, SEPARATOR.join(st.session_state[key]), usual),
        **settings,
    )


def switch(label: str, key: str, holder: Any = st, **settings: Any) -> bool:
    """Draw an on/off control, off where the address says nothing."""
    st.session_state[key] = st.query_params.get(key) == "1"
    return holder.toggle(
        label, key=key, on_change=lambda: write(key, "1" if st.session_state[key] else "", ""), **settings
    )


def today() -> dt.date:
    """Return the day on this server, which is that of a viewer in its time zone: the atlas runs on the desk it is read at."""
    return dt.date.today()  # noqa: DTZ011


def day(label: str, key: str, first: dt.date, **settings: Any) -> dt.date:
    """Draw a control that chooses a day from ``first`` to 30 years ahead; today where the address says nothing."""
    usual = today()
    last = usual.replace(year=usual.year + 30, day=1)
    asked = st.query_params.get(key, usual.isoformat())
    try:
        chosen = dt.date.fromisoformat(asked)
    except ValueError:
        chosen = last + dt.timedelta(days=1)
    if not first <= chosen <= last:
        _refuse(key, unknown(label, [asked], texts()[0]))
        chosen = usual
    st.session_state[key] = chosen
    return st.date_input(
        label,
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key=key,
        on_change=lambda: write(key, st.session_state[key].isoformat(), usual.isoformat()),
        **settings,
    )


def amount(holder: Any, field: Typed, key: str) -> float | None:
    """Draw a field for a number as a person writes it, 5.04万 or 50,400; empty means not known, or no limit."""
    asked = st.query_params.get(key, "")
    value = number_within(asked, field.least, field.largest, whole=field.whole)
    if asked and value is None:
        lang, _ = texts()
        _refuse(key, outside(field.label, asked, wanted(field, lang), lang))

    def take(typed: float | None) -> None:
        write(key, "" if typed is None else f"{typed:.15g}", "")

    if told := _typed(holder, field, key, value, take):
        holder.warning(told)
    return value


def _typed(
    holder: Any, field: Typed, key: str, value: float | None, take: Callable[[float | None], None], **settings: Any
) -> str:
    """Draw a field that holds a number; what is typed goes to ``take``: a number, or nothing where the field is emptied.

    What cannot be taken stays in the field until it is typed over or the number moves otherwise. The sentence (Markdown) about it
    is returned, to be shown below.
    """
    lang, _ = texts()
    text, then = st.session_state.get(f"{field.label}{TOLD}", ("", None))
    taken, sentence = typed_within(text, field, value, lang) if text and value == then else (value, "")
    refused = bool(sentence) and taken is None
    shown = text if refused else "" if value is None else number(value, lang)

    def changed() -> None:
        typed = str(st.session_state[key]).strip()
        if typed == shown:  # the browser has said again what stands there
            return
        taken, sentence = typed_within(typed, field, value, lang) if typed else (None, "")
        if taken is not None or not typed:
            take(taken)
        spoken_of = (typed, value if taken is None else taken) if sentence else ("", None)
        st.session_state[f"{field.label}{TOLD}"] = spoken_of

    holder.text_input(field.label, key=key, on_change=changed, **_held(key, shown), **settings)
    return sentence


def asked_number(key: str, usual: float, span: tuple[float, float], step: float) -> float:
    """Return the number that the address asks for at its nearest step, as ``slider`` shows it; ``usual`` where it is none."""
    value = number_within(address().get(key, ""), *span, step=step)
    return usual if value is None else value


def slider(
    holder: Any,
    label: str,
    key: str,
    usual: float,
    span: tuple[float, float],
    step: float,
    *,
    later: bool = False,
    **settings: Any,
) -> float:
    """Draw a slider; a value of the address between two steps takes the nearer one.

    Args:
        holder: where it is drawn.
        label: what it moves.
        key: name of the control and of the address parameter.
        usual: its value where the address says nothing.
        span: lowest and highest value.
        step: between two values; whole numbers are shown where it is whole.
        later: its change waits for ``write_address`` of the same run.
        settings: passed on to Streamlit.
    """
    low, high = span
    asked = address().get(key, f"{usual:g}")
    near = asked_number(key, math.nan, span, step) if key in address() else usual
    if math.isnan(near):
        _refuse(key, outside(label, asked, f"{low:g}–{high:g}", texts()[0]))
        near = usual
    elif float(asked) != near:
        write(key, f"{near:g}", f"{usual:g}")
    whole = int if float(step).is_integer() and float(low).is_integer() else float

    def changed() -> None:
        value, standard = f"{st.session_state[key]:g}", f"{usual:g}"
        if later:
            _write_later(key, value, standard)
        else:
            write(key, value, standard)

    return holder.slider(
        label,
        whole(low),
        whole(high),
        step=whole(step),
        key=key,
        on_change=changed,
        **_held(key, whole(near)),
        **settings,
    )


def lever(field: Typed, key: str, usual: float, label: str, **settings: Any) -> float:
    """Draw a slider with a field beside it, in which its value stands and can be typed; emptied, it takes the usual value.

    Its change waits for ``write_address`` of the same run. Each value has a field of its own: in one that is given another text
    while the slider moves on, the browser's older text would be taken for one that was typed.

    Args:
        field: what can be typed, with the steps of the slider.
        key: name of the slider and of the address parameter.
        usual: its value where the address says nothing.
        label: of the slider (Markdown).
        settings: of the slider, passed on to Streamlit.
    """
    row = st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small")
    value = slider(row, label, key, usual, (field.least, field.largest), field.step, later=True, **settings)

    def take(typed: float | None) -> None:
        _write_later(key, f"{usual if typed is None else typed:g}", f"{usual:g}")

    if told := _typed(row, field, f"{TYPE}{key}_{value:g}", value, take, width=NARROW, label_visibility="collapsed"):
        st.warning(told)
    return value


def _held(key: str, value: float | str | None) -> dict[str, float | str | None]:
    """Give a control its value only where it has another one; return the settings to draw it with.

    A value that is written goes to the browser as an order. Written in every run, it would take back what the viewer has
    moved on to while that run was under way.
    """
    if key in st.session_state and st.session_state[key] == value:
        # One that is drawn for the first time (another page has a control of that name) begins here.
        return {"value": value}
    st.session_state[key] = value
    return {}


def write(key: str, value: str, usual: str) -> None:
    """Write a choice into the address; the usual one stands in none."""
    if value == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def _write_later(key: str, value: str, usual: str) -> None:
    st.session_state.setdefault(LATER, {})[key] = value, usual


def _refuse(key: str, sentence: str) -> None:
    """Say what the address asks for in vain, and take it out: what is shown is the usual."""
    st.warning(sentence)
    st.query_params.pop(key, None)
