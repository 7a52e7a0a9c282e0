"""What an address asks for that the scenario page cannot show, each in one sentence; and it is taken out of the address."""

import streamlit as st

from i18n.numbers import with_unit
from pages.parts import scenario_named
from pages.parts.language import texts
from pages.parts.scenario_state import VERSION, assumption, from_address, levers
from pages.parts.words import named, plain

LONGEST = 60


def show_faults() -> None:
    """Say what is not known or outside its range, and show the default in its stead."""
    _ = texts()[1]
    faults = from_address(st.query_params.to_dict())[1]
    if faults.version:
        st.warning(
            _("The link is of version {version}, this page reads version {own}: what it knows of it is shown.").format(
                version=plain(faults.version[:LONGEST]), own=VERSION
            )
        )
        st.query_params["v"] = VERSION
    if faults.unknown:
        st.warning(
            _("The address names {names}, which this page does not know; the rest is shown.").format(
                names=plain(", ".join(faults.unknown)[:LONGEST])
            )
        )
    if faults.outside:
        parts = "; ".join(_outside(name, text) for name, text in faults.outside)
        st.warning(
            _("The address asks for values that cannot be: {parts}. The default is shown instead.").format(parts=parts)
        )
    if broken := scenario_named.broken():
        st.warning(
            _(
                "The named scenario {names} of the address cannot be read; it may be of an older version, and is left out."
            ).format(names=plain(", ".join(broken)))
        )
    for name in (*faults.unknown, *(name for name, _text in faults.outside), *broken):
        st.query_params.pop(name, None)


def _outside(name: str, text: str) -> str:
    lang, _ = texts()
    shown = plain(text[:LONGEST])
    if name not in levers():
        return f"{plain(name)} = {shown}"
    lever = levers()[name]
    row = assumption(name)
    low, high = (with_unit(end, lever.unit, lang) for end in (lever.low, lever.high))
    return f"{plain(named(row, 'name', lang))} = {shown} ({plain(low)} – {plain(high)})"
