"""What an address asks for that the scenario page cannot show, each in one sentence; and it is taken out of the address."""

import streamlit as st

from pages.parts import choices
from pages.parts.language import texts
from pages.scenario import named
from pages.scenario.levers import section_names
from policy.scenario.outputs import SHOWN
from policy.text import Amount
from views.scenario.controls import titles
from views.scenario.goal import STOCK_OF
from views.scenario.money import MONEY_YEARS
from views.scenario.state import LARGEST_BUDGET, LARGEST_STOCK, VERSION, from_address, levers, options, span, unit_of
from views.words import amount_text, plain

LIMITS = {"most": LARGEST_STOCK, "budget": LARGEST_BUDGET}


def show_faults(views: tuple[str, ...]) -> None:
    """Say what is not known or outside its range, and show the usual in its stead; in every view, also of what it does not draw."""
    _ = texts()[1]
    query = st.query_params.to_dict()
    faults, broken = from_address(query)[1], named.broken()
    found = {name: _refused(name, text) for name, text in faults.outside} | _of_views(query, views)
    told = list(found.values())
    if faults.version:
        told.append(
            _("The link is of version {version}, this page reads version {own}: what it knows of it is shown.").format(
                version=plain(faults.version[: choices.LONGEST]), own=VERSION
            )
        )
        st.query_params["v"] = VERSION
    if faults.unknown:
        told.append(
            _("The address names {names}, which this page does not know; the rest is shown.").format(
                names=plain(", ".join(faults.unknown)[: choices.LONGEST])
            )
        )
    if broken:
        told.append(
            _(
                "The named scenario {names} of the address cannot be read; it may be of an older version, and is left out."
            ).format(names=plain(", ".join(broken)))
        )
    if told:
        st.warning("\n\n".join(dict.fromkeys(told)))
    for name in (*faults.unknown, *found, *broken):
        st.query_params.pop(name, None)


def _refused(name: str, text: str) -> str:
    """Return the sentence about a choice that there is not, or a number outside its range."""
    lang, _ = texts()
    label = titles(lang)[name]
    if name in options():
        return choices.unknown(label, [text])
    low, high, _step = span(name)
    if name.startswith("severity_") and choices.number_within(text, low, high) is not None:
        return _(
            "The address asks for nobody of any severity, which leaves no disabled to care for; the usual is shown."
        )
    return choices.outside(label, text, amount_text(Amount(low, unit_of(name), "range", high), lang))


def _of_views(query: dict[str, str], views: tuple[str, ...]) -> dict[str, str]:
    """Return the sentences about what belongs to one view, by name in the address."""
    lang, _ = texts()
    known = {
        "view": views,
        "output": SHOWN,
        "goal": (*STOCK_OF,),
        "turn": (*levers(),),
        "more": (*section_names(lang),),
    }
    found = {
        name: choices.unknown(titles(lang)[name], [query[name]])
        for name, codes in known.items()
        if name in query and query[name] not in codes
    }
    first, last = MONEY_YEARS[0], MONEY_YEARS[-1]
    if "year" in query and choices.number_within(query["year"], first, last) is None:
        found["year"] = choices.outside(titles(lang)["year"], query["year"], f"{first}–{last}")
    for name, largest in LIMITS.items():
        if name in query and choices.number_within(query[name], 0, largest, limit=True) is None:
            found[name] = _(
                "The address asks for “{asked}” under “{label}”: a limit must be above 0; none is taken."
            ).format(asked=plain(query[name][: choices.LONGEST]), label=plain(titles(lang)[name]))
    return found
