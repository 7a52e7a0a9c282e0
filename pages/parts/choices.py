"""Controls whose value stands in the address as a code, so that a link shows the same in either language.

The address is the truth: a control takes its value from it on every run and writes its change back at once. (Streamlit's
own binding would put the translated label there.) A value the control does not know is named in one sentence.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.parts.language import texts
from pages.parts.words import plain

SEPARATOR = ","
Options = Mapping[str, str]


def one(
    widget: Callable[..., Any], label: str, options: Options, key: str, default: str | None = None, **settings: Any
) -> str:
    """Draw a control that chooses one code; ``options`` gives each code its name. The first is the default."""
    usual = default if default is not None and default in options else next(iter(options))
    asked = str(st.query_params.get(key, usual))
    if asked not in options:
        _unknown(label, [asked])
    st.session_state[key] = asked if asked in options else usual
    return widget(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=lambda: _write(key, st.session_state[key], usual),
        **settings,
    )


def many(label: str, options: Options, key: str, default: list[str], holder: Any = st, **settings: Any) -> list[str]:
    """Draw a control that chooses several codes, in the order of choice."""
    usual = SEPARATOR.join(code for code in default if code in options)
    asked = [code for code in st.query_params.get(key, usual).split(SEPARATOR) if code]
    if unknown := [code for code in asked if code not in options]:
        _unknown(label, unknown)
    st.session_state[key] = [code for code in dict.fromkeys(asked) if code in options]
    return holder.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=lambda: _write(key, SEPARATOR.join(st.session_state[key]), usual),
        **settings,
    )


def switch(label: str, key: str, holder: Any = st, **settings: Any) -> bool:
    """Draw an on/off control, off where the address says nothing."""
    st.session_state[key] = st.query_params.get(key) == "1"
    return holder.toggle(
        label, key=key, on_change=lambda: _write(key, "1" if st.session_state[key] else "", ""), **settings
    )


def _write(key: str, value: str, usual: str) -> None:
    if value == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def _unknown(label: str, codes: list[str]) -> None:
    _ = texts()[1]
    st.warning(
        _(
            "The address asks for “{codes}” under “{label}”, which the atlas does not know; the usual choice is shown."
        ).format(codes=plain(SEPARATOR.join(codes)[:60]), label=label)
    )
