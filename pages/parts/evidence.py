"""The evidence drawer: where a number was printed, or the formula and inputs it was computed from.

Any page calls ``ask(ref)`` from a widget callback; the frame around a page, or a view that runs alone, opens the drawer.
The reference stands in the address (``?evidence=fact:…``), so that a record can be sent to a colleague.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import pandas as pd
import streamlit as st

from i18n.numbers import date as date_text
from i18n.numbers import with_unit
from pages.parts.faults import told
from pages.parts.language import texts
from policy.care_models import unexplained_beds
from policy.derived import Derived
from policy.evidence import Printed, resolve
from policy.text import Amount, Sentence
from views import edition, places, projections
from views.map import batches
from views.scenario import records
from views.view import ByCell, ByRow
from views.words import age_text, amount_text, named, period_text, plain, say, value_text, word

ASKED = "evidence_asked"
TRAIL = "evidence_trail"
PARAMETER = "evidence"
LONGEST_LIST = 500

P = ParamSpec("P")


@contextmanager
def frame() -> Iterator[None]:
    """Stand around a page or a view: a fault within is told, and a record that was asked for opens when it has ended.

    What leaves the run by Streamlit's own ways (``st.rerun``, ``st.switch_page``, ``st.stop``) opens nothing: the next run does.
    """
    with told():
        yield
    with told():
        _show_asked()


def section(draw: Callable[P, None]) -> Callable[P, None]:
    """Return a view that runs alone when one of its controls is used (a fragment), in its frame."""
    return st.fragment(frame()(draw))


def ask(ref: str) -> None:
    """Ask for a record; the drawer opens when the page next runs."""
    st.session_state[ASKED] = ref


def wanted(key: str, chosen: str | None, shown: object) -> str | None:
    """Return what a selection asks for, or what the last one asked for where this one clears it.

    A second click on the same cell or mark clears the selection, and asks for the same again. It is also cleared when
    something else is shown, which asks for nothing.

    Args:
        key: name of the chart or table.
        chosen: what the selected cell or mark asks for; None where nothing is selected any more.
        shown: what the chart or table shows.
    """
    remembered = f"{key}_last"
    if chosen is not None:
        st.session_state[remembered] = (chosen, shown)
    last, then = st.session_state.get(remembered, (None, None))
    return last if then == shown else None


def ask_selected(key: str, refs: ByRow | ByCell) -> None:
    """Callback of a table: ask for the record behind the selected cell, or its row; an empty cell has none."""
    chosen = None
    if cells := st.session_state[key]["selection"]["cells"]:
        row, column = cells[0]
        chosen = refs.get((row, column), "") if isinstance(refs, dict) else refs[row]
    if ref := wanted(key, chosen, refs):
        ask(ref)


def button(ref: str, *, key: str, line: str = "") -> None:
    """Draw what is known of a number (Markdown), if anything, as the button that opens its record: one element, not two."""
    _ = texts()[1]
    asked = _("Where from?")
    label = f"{line} · {asked}" if line else asked
    st.button(label, key=key, on_click=ask, args=(ref,), type="tertiary", icon=":material/fact_check:")


def clicked(key: str) -> str | None:
    """Return what the clicked mark of a chart carries as its ``customdata``; None where no mark is selected any more."""
    points = st.session_state[key]["selection"]["points"]
    if not points:
        return None
    data = points[0].get("customdata")
    return (data[0] if isinstance(data, list) else data) or ""


def ask_point(key: str, shown: object) -> None:
    """Callback of a chart: ask for the record behind the clicked mark (its ``customdata`` is the reference)."""
    if ref := wanted(key, clicked(key), shown):
        ask(ref)


def ask_clicked(key: str) -> None:
    """Callback of a component of the atlas: ask for the record whose reference it reports as ``clicked``."""
    if ref := st.session_state[key].get("clicked"):
        ask(ref)


def _show_asked() -> None:
    """Open the drawer when a record was asked for, by a click or (on the first run) by the address."""
    ref = st.session_state.pop(ASKED, None)
    if ref is None and TRAIL not in st.session_state:
        ref = st.query_params.get(PARAMETER)
    if ref is None:
        return
    st.session_state[TRAIL] = [ref]
    st.query_params[PARAMETER] = ref
    _ = texts()[1]
    st.dialog(_("Where this number is from"), width="medium", position="right", on_dismiss=_close)(_drawer)()


def _close() -> None:
    st.session_state[TRAIL] = []
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


@told()
def _drawer() -> None:
    lang, _ = texts()
    trail: list[str] = st.session_state[TRAIL]
    if len(trail) > 1 and st.button(_("Back"), icon=":material/arrow_back:", key="evidence_back"):
        trail.pop()
        st.rerun(scope="fragment")
    try:
        record = record_of(trail[-1])
    except KeyError:
        st.warning(
            _("No number stands behind this address: it may be from an older version. Choose a number on the page.")
        )
        return
    if isinstance(record, Printed):
        _printed(record, lang)
    else:
        _derived(record, lang)


def record_of(ref: str) -> Printed | Derived:
    """Return the record behind a reference, printed, computed or projected.

    Raises:
        KeyError: nothing stands behind it.
    """
    computed = {
        "projected": projections.projected_record,
        "un": projections.un_record,
        "errors": projections.errors_record,
        "batch": batches.record,
    } | records.RECORDS
    if find := computed.get(ref.partition(":")[0]):
        return find(ref)
    return resolve(ref, edition.described(), edition.all_tables(), dt.date.today())  # noqa: DTZ011 (the viewer's day)


def _printed(record: Printed, lang: str) -> None:
    _ = texts()[1]
    row = record.row
    title, value, badges = _heading(record, lang)
    place = _place_name(record, lang)
    st.subheader(" · ".join(plain(part) for part in (place, title) if part), anchor=False)
    st.title(plain(value), anchor=False)
    st.caption(" · ".join(plain(badge) for badge in badges if badge))
    if row["as_printed"]:
        st.markdown(f"> {plain(row['as_printed'])}", help=_("The words of the document, letter for letter."))
    elif row.get("finding") == "not_found":
        st.caption(_("Nothing was found in the texts at hand, which does not mean that there is none."))
    else:
        st.caption(_("The text itself is not at hand; the figure was taken from the source named below."))
    lines = _source_lines(record, lang)
    st.table(pd.DataFrame(lines, columns=["", " "]), hide_header=True, hide_index=True, border="horizontal")
    _warnings(row, lang)


def _place_name(record: Printed, lang: str) -> str:
    """Return the name of the place a record is about; an assumption is about none."""
    if "place" not in record.row.index:
        return ""
    return named(edition.table("places").set_index("place").loc[record.row["place"]], "name", lang)


def _heading(record: Printed, lang: str) -> tuple[str, str, list[str]]:
    """Return what the record is, its value in words, and what kind of statement it is."""
    _ = texts()[1]
    row = record.row
    kind = record.ref.partition(":")[0]
    if record.indicator is not None:
        badges = [word("kind", row["kind"], lang), period_text(row, lang)]
        if row["kind"] == "target":
            badges.append(word("commitment", row["commitment"], lang))
        return named(record.indicator, "name", lang), value_text(row, lang), badges
    if kind in ("population", "age"):
        return (
            _population_title(row),
            with_unit(row["persons"], "persons", lang, exact=True),
            [date_text(row["date"], lang)],
        )
    if kind == "vital":
        return _vital_heading(row, lang)
    if kind == "node":
        return (
            word("care_level", row["level"], lang),
            named(row, "name", lang),
            [row["rule"], named(row, "outcome", lang)],
        )
    if kind == "assumption":
        span = f"{with_unit(row['low'], row['unit'], lang)} – {with_unit(row['high'], row['unit'], lang)}"
        return named(row, "name", lang), with_unit(row["default"], row["unit"], lang), [_("Assumption"), span]
    if kind == "pack":
        scheme = f"{named(row, 'scheme', lang)} · {named(row, 'name', lang)}"
        value = amount_text(Amount(float(row["value"]), str(row["unit"]), str(row["comparator"])), lang)
        since = "" if pd.isna(row["from"]) else _("from {year}").format(year=row["from"])
        return scheme, value, [_("Policy pack"), since]
    if kind == "institution":
        return (
            _("Institution"),
            named(row, "name", lang),
            [word("institution_kind", row["kind"], lang), beds_text(row, lang)],
        )
    instrument = edition.table("instruments").set_index("instrument").loc[row["instrument"]]
    level = named(instrument, f"level{row['level']}", lang) if pd.notna(row["level"]) else ""
    scope = {"whole": _("whole place"), "part": _("only a part of it"), "": ""}[row["scope_flag"]]
    return named(instrument, "name", lang), level_text(row, lang), [level, scope]


def _vital_heading(row: pd.Series, lang: str) -> tuple[str, str, list[str]]:
    """Return what a vital rate is, its value in words, and for whom and when it holds."""
    _ = texts()[1]
    sexes = {"female": _("women"), "male": _("men"), "both": _("both sexes")}
    ages = "" if pd.isna(row["age_from"]) else age_text(row["age_from"], row["age_to"])
    value = with_unit(float(row["value"]), row["unit"], lang, exact=True)
    return word("vital_measure", row["measure"], lang), value, [str(row["year_from"]), sexes[row["sex"]], ages]


def beds_text(row: pd.Series, lang: str) -> str:
    """Return the beds of an institution in words: total, medical, care, and the part that the text leaves unexplained."""
    _ = texts()[1]
    names = {"beds_total": _("in total"), "beds_medical": _("medical"), "beds_care": _("care")}
    parts = [
        f"{name} {with_unit(row[column], 'beds', lang)}" for column, name in names.items() if pd.notna(row[column])
    ]
    rest = unexplained_beds(row)
    if rest is not None and rest != 0:
        parts.append(_("{beds} not explained").format(beds=with_unit(rest, "beds", lang)))
    return ", ".join(parts)


def level_text(row: pd.Series, lang: str) -> str:
    """Return the level of a policy code in words, or what was found instead of one."""
    _ = texts()[1]
    if pd.notna(row["level"]):
        return _("Level {level}").format(level=row["level"])
    return word("finding", row["finding"], lang)


def _population_title(row: pd.Series) -> str:
    _ = texts()[1]
    bases = {"resident": _("Residents (常住)"), "registered": _("Registered population (户籍)")}
    basis = bases.get(row["basis"], _("Population (basis not stated)"))
    urban = f" · {_('urban')}" if row.get("residence") == "urban" else ""
    if row["sex"] != "both":  # an age group
        ages = age_text(row["age_from"], row["age_to"])
        return f"{basis} {ages} · {_('women') if row['sex'] == 'female' else _('men')}"
    return (basis if row["age_from"] == 0 else f"{basis} {row['age_from']}+") + urban


def _source_lines(record: Printed, lang: str) -> list[tuple[str, str]]:
    """Return the lines of the record, label and text, leaving out what is empty."""
    _ = texts()[1]
    row, document, indicator = record.row, record.document, record.indicator
    english = lang == "en"
    lines = [
        (_("Document"), document["title_en"] if english else document["title"]),
        (_("Number"), document["doc_number"] or _("none printed")),
        (_("Issued by"), document["issuer_en"] if english else document["issuer"]),
        (_("Date of issue"), date_text(document["issued_on"], lang) if document["issued_on"] else _("not stated")),
        (_("Clause"), row["clause"] or _("not stated")),
        (_("Grade"), f"{row['grade']}: {word('grade', row['grade'], lang, 'definition')}" if row["grade"] else ""),
    ]
    if indicator is not None:
        institutions = edition.table("institutions").set_index("institution")
        subject = named(institutions.loc[row["subject"]], "name", lang) if row["subject"] else ""
        lines += [
            (_("Institution"), subject),
            (_("Condition"), row["scope_en"] if english else row["scope"]),
            (_("Definition"), named(indicator, "definition", lang)),
            (_("Numerator"), indicator["numerator_en"] if english else indicator["numerator"]),
            (
                _("Denominator"),
                (indicator["denominator_en"] if english else indicator["denominator"]) or _("none: a count"),
            ),
            (_("Age limit"), _("not stated") if indicator["age_basis"] == "unstated" else indicator["age_basis"]),
            (_("Population"), _basis(indicator["population_basis"])),
            (_("Year"), word("period_status", row["period_status"], lang, "definition")),
        ]
    lines += [
        (
            _("Kind of document"),
            f"{word('document_kind', document['kind'], lang)} · {word('authority', document['authority'], lang)}",
        ),
        (_("Note"), row["note_en"] if english else row["note"]),
        (_("About the document"), document["note_en"] if english else document["note"]),
        (_("Address"), document["url"]),
    ]
    return [(label, plain(str(text))) for label, text in lines if text]


def _basis(code: str) -> str:
    _ = texts()[1]
    return {
        "resident": _("residents (常住)"),
        "registered": _("registered (户籍)"),
        "unstated": _("not stated"),
    }.get(code, "")


def _warnings(row: pd.Series, lang: str) -> None:
    _ = texts()[1]
    if codes := [code for code in str(row.get("warnings", "")).split(";") if code]:
        names = [
            f"- **{plain(word('warning', code, lang))}**: {plain(word('warning', code, lang, 'definition'))}"
            for code in codes
        ]
        st.warning(_("Read with care:") + "\n" + "\n".join(names))


def _derived(record: Derived, lang: str) -> None:
    _ = texts()[1]
    st.title(plain(amount_text(Amount(record.value, record.unit, record.comparator), lang, exact=False)), anchor=False)
    st.markdown(f"**{_('Computed here')}**: {say(Sentence(record.formula, record.values), lang)}")
    if not record.inputs:
        return
    st.caption(_("{count} inputs. Choose a row to open its own record.").format(count=len(record.inputs)))
    shown = list(record.inputs[:LONGEST_LIST])
    if len(record.inputs) > LONGEST_LIST:
        st.caption(_("The first {count} are listed; all stand in the downloads.").format(count=LONGEST_LIST))
    chosen = st.dataframe(
        _inputs(shown, lang),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        key=f"inputs_{len(st.session_state[TRAIL])}",
    )
    if opened := chosen["selection"]["cells"]:
        st.session_state[TRAIL].append(shown[opened[0][0]])
        st.rerun(scope="fragment")


def _inputs(refs: list[str], lang: str) -> pd.DataFrame:
    """Return one line an input: place, what it is, value, period."""
    _ = texts()[1]
    described = edition.described()
    by_slug = {slug: row for slug, (_index, row) in zip(described["fact"], described.iterrows(), strict=True)}
    lines = []
    for ref in refs:
        if ref.startswith("fact:"):
            row = by_slug[ref.removeprefix("fact:")]
            place, title, value, period = (
                named(row, "place", lang),
                named(row, "indicator", lang),
                value_text(row, lang),
                period_text(row, lang),
            )
        else:
            place, title, value, period = _input_line(ref, lang)
        lines.append((place, title, value, period))
    return pd.DataFrame(lines, columns=[_("Place"), _("Figure"), _("Value"), _("Period")])


def _input_line(ref: str, lang: str) -> tuple[str, str, str, str]:
    """Return place, what it is, value and period of an input that is no fact."""
    record = record_of(ref)
    if isinstance(record, Derived):
        value = amount_text(Amount(record.value, record.unit, record.comparator), lang, exact=False)
        if ref.partition(":")[0] in records.RECORDS:
            place, year, title = records.described(ref, lang)
            return place, title, value, year
        return _named_place(ref.split(":")[1], lang), say(Sentence(record.formula, record.values), lang), value, ""
    title, value, badges = _heading(record, lang)
    place = _place_name(record, lang)
    if "date" in record.row.index:
        return place, title, value, date_text(record.row["date"], lang) if record.row["date"] else ""
    period = str(record.row["year_from"]) if "year_from" in record.row.index else ""
    return place, " · ".join([title, *(badge for badge in badges if badge and badge != period)]), value, period


def _named_place(code: str, lang: str) -> str:
    """Return the name of a place, of the atlas or only of the map; nothing for what is no place."""
    return str(places.place_names(lang).get(code, "")) or places.mapped_names(lang).get(code, "")
