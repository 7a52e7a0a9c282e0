"""The evidence drawer: where a number was printed, or the formula and inputs it was computed from.

Any page calls ``ask(ref)`` from a widget callback and ends with ``show_asked()``. The reference stands in the address
(``?evidence=fact:…``), so that a record can be sent to a colleague.
"""

import datetime as dt

import pandas as pd
import streamlit as st

from i18n.numbers import date as date_text
from i18n.numbers import with_unit
from pages.parts import tables
from pages.parts.language import texts
from pages.parts.words import amount_text, named, period_text, plain, say, value_text, word
from policy.derived import Derived
from policy.evidence import Printed, resolve
from policy.sentences import Amount, Sentence

ASKED = "evidence_asked"
TRAIL = "evidence_trail"
PARAMETER = "evidence"
LONGEST_LIST = 500


def ask(ref: str) -> None:
    """Ask for a record; the drawer opens when the page next runs."""
    st.session_state[ASKED] = ref


def ask_selected(key: str, refs: dict[tuple[int, str], str]) -> None:
    """Callback of a table with cells: ask for the record behind the selected cell.

    A second click on the same cell clears the selection; it asks for the same record again.
    """
    chosen = st.session_state[key]["selection"]["cells"]
    remembered = f"{key}_last"
    if chosen:
        st.session_state[remembered] = refs.get(tuple(chosen[0]))
    if ref := st.session_state.get(remembered):
        ask(ref)


def ask_row(key: str, refs: list[str]) -> None:
    """Callback of a table with rows: ask for the record behind the selected row."""
    chosen = st.session_state[key]["selection"]["rows"]
    if chosen:
        st.session_state[f"{key}_last"] = refs[chosen[0]]
    if ref := st.session_state.get(f"{key}_last"):
        ask(ref)


def ask_point(key: str) -> None:
    """Callback of a chart: ask for the record behind the clicked mark (its ``customdata`` is the reference)."""
    points = st.session_state[key]["selection"]["points"]
    if points:
        data = points[0].get("customdata")
        st.session_state[f"{key}_last"] = data[0] if isinstance(data, list) else data
    if ref := st.session_state.get(f"{key}_last"):
        ask(ref)


def show_asked() -> None:
    """Open the drawer when a record was asked for, by a click or (on the first run) by the address."""
    ref = st.session_state.pop(ASKED, None)
    if ref is None and TRAIL not in st.session_state:
        ref = st.query_params.get(PARAMETER)
    if ref is None:
        return
    st.session_state[TRAIL] = [ref]
    st.query_params[PARAMETER] = ref
    _, _t = texts()
    st.dialog(_t("Where this number is from"), width="medium", position="right", on_dismiss=_close)(_drawer)()


def _close() -> None:
    st.session_state[TRAIL] = []
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def _drawer() -> None:
    lang, _ = texts()
    trail: list[str] = st.session_state[TRAIL]
    if len(trail) > 1 and st.button(_("Back"), icon=":material/arrow_back:", key="evidence_back"):
        trail.pop()
        st.rerun(scope="fragment")
    try:
        record = resolve(trail[-1], tables.described(), tables.all_tables(), dt.date.today())  # noqa: DTZ011 (the viewer's day)
    except KeyError:
        st.warning(
            _("No number stands behind this address: it may be from an older version. Choose a number on the page.")
        )
        return
    if isinstance(record, Printed):
        _printed(record, lang)
    else:
        _derived(record, lang)


def _printed(record: Printed, lang: str) -> None:
    _, _t = texts()
    place = tables.table("places").set_index("place").loc[record.row["place"]]
    if record.indicator is None:
        title, value = (
            _population_title(record.row, lang),
            with_unit(record.row["persons"], "persons", lang, exact=True),
        )
        badges = [_t("Achieved"), date_text(record.row["date"], lang)]
    else:
        title, value = named(record.indicator, "name", lang), value_text(record.row, lang)
        badges = [word("kind", record.row["kind"], lang), period_text(record.row, lang)]
        if record.row["kind"] == "target":
            badges.append(word("commitment", record.row["commitment"], lang))
    st.markdown(f"#### {plain(named(place, 'name', lang))} · {plain(title)}")
    st.markdown(f"## {plain(value)}")
    st.caption(" · ".join(map(plain, badges)))
    if record.row["as_printed"]:
        st.markdown(f"> {plain(record.row['as_printed'])}", help=_t("The words of the document, letter for letter."))
    else:
        st.caption(_t("The text itself is not at hand; the figure was taken from the source named below."))
    st.table(
        pd.DataFrame(_source_lines(record, lang), columns=["", " "]),
        hide_header=True,
        hide_index=True,
        border="horizontal",
    )
    _warnings(record.row, lang)


def _population_title(row: pd.Series, lang: str) -> str:
    _, _t = texts()
    basis = _t("Residents (census)") if row["basis"] == "resident" else _t("Registered population")
    return basis if row["age_from"] == 0 else f"{basis} {row['age_from']}+"


def _source_lines(record: Printed, lang: str) -> list[tuple[str, str]]:
    """Return the lines of the record, label and text, leaving out what is empty."""
    _, _t = texts()
    row, document, indicator = record.row, record.document, record.indicator
    english = lang == "en"
    lines = [
        (_t("Document"), document["title_en"] if english else document["title"]),
        (_t("Number"), document["doc_number"] or _t("none printed")),
        (_t("Issued by"), document["issuer_en"] if english else document["issuer"]),
        (_t("Date of issue"), date_text(document["issued_on"], lang) if document["issued_on"] else _t("not stated")),
        (_t("Clause"), row["clause"] or _t("not stated")),
        (_t("Grade"), f"{row['grade']}: {word('grade', row['grade'], lang, 'definition')}"),
    ]
    if indicator is not None:
        institutions = tables.table("institutions").set_index("institution")
        subject = named(institutions.loc[row["subject"]], "name", lang) if row["subject"] else ""
        lines += [
            (_t("Institution"), subject),
            (_t("Condition"), row["scope_en"] if english else row["scope"]),
            (_t("Definition"), named(indicator, "definition", lang)),
            (_t("Numerator"), indicator["numerator_en"] if english else indicator["numerator"]),
            (
                _t("Denominator"),
                (indicator["denominator_en"] if english else indicator["denominator"]) or _t("none: a count"),
            ),
            (_t("Age limit"), _t("not stated") if indicator["age_basis"] == "unstated" else indicator["age_basis"]),
            (_t("Population"), _basis(indicator["population_basis"])),
            (_t("Year"), word("period_status", row["period_status"], lang, "definition")),
        ]
    lines += [
        (
            _t("Kind of document"),
            f"{word('document_kind', document['kind'], lang)} · {word('authority', document['authority'], lang)}",
        ),
        (_t("Note"), row["note_en"] if english else row["note"]),
        (_t("About the document"), document["note_en"] if english else document["note"]),
        (_t("Address"), document["url"]),
    ]
    return [(label, plain(str(text))) for label, text in lines if text]


def _basis(code: str) -> str:
    _, _t = texts()
    return {
        "resident": _t("residents (常住)"),
        "registered": _t("registered (户籍)"),
        "unstated": _t("not stated"),
    }.get(code, "")


def _warnings(row: pd.Series, lang: str) -> None:
    _, _t = texts()
    if codes := [code for code in str(row.get("warnings", "")).split(";") if code]:
        names = [
            f"- **{plain(word('warning', code, lang))}**: {plain(word('warning', code, lang, 'definition'))}"
            for code in codes
        ]
        st.warning(_t("Read with care:") + "\n" + "\n".join(names))


def _derived(record: Derived, lang: str) -> None:
    _, _t = texts()
    st.markdown(f"## {plain(amount_text(Amount(record.value, record.unit, record.comparator), lang, exact=False))}")
    st.markdown(f"**{_t('Computed here')}**: {say(Sentence(record.formula, record.values), lang)}")
    st.caption(_t("{count} inputs. Choose a row to open its own record.").format(count=len(record.inputs)))
    shown = list(record.inputs[:LONGEST_LIST])
    if len(record.inputs) > LONGEST_LIST:
        st.caption(_t("The first {count} are listed; all stand in the downloads.").format(count=LONGEST_LIST))
    chosen = st.dataframe(
        _inputs(shown, lang),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"inputs_{len(st.session_state[TRAIL])}",
    )
    if rows := chosen["selection"]["rows"]:
        st.session_state[TRAIL].append(shown[rows[0]])
        st.rerun(scope="fragment")


def _inputs(refs: list[str], lang: str) -> pd.DataFrame:
    """Return one line an input: place, what it is, value, period."""
    _, _t = texts()
    described = tables.described().set_index("fact", drop=False)
    lines = []
    for ref in refs:
        kind, _sep, rest = ref.partition(":")
        if kind == "fact":
            row = described.loc[rest]
            lines.append(
                (
                    named(row, "place", lang),
                    named(row, "indicator", lang),
                    value_text(row, lang),
                    period_text(row, lang),
                )
            )
        else:
            row = resolve(ref, described, tables.all_tables(), dt.date.today()).row  # noqa: DTZ011
            place = tables.table("places").set_index("place").loc[row["place"]]
            lines.append(
                (
                    named(place, "name", lang),
                    _population_title(row, lang),
                    with_unit(row["persons"], "persons", lang, exact=True),
                    date_text(row["date"], lang),
                )
            )
    return pd.DataFrame(lines, columns=[_t("Place"), _t("Figure"), _t("Value"), _t("Period")])
