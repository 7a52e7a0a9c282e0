"""The files of a meeting: made beside the page, with their progress, to be given up or taken."""

from collections.abc import Callable

import streamlit as st

from exports.briefing import briefing
from exports.deck import deck
from exports.package import package
from exports.report import report
from exports.workbook import workbook
from pages.parts import choices
from pages.parts.faults import told
from pages.parts.jobs import GivenUp, Job, Progress
from pages.parts.language import texts
from pages.parts.mine import mine
from pages.parts.pins import kept
from views.meeting.asked import Asked, place_of
from views.meeting.item import Item
from views.meeting.pins import Pin, item_of
from views.meeting.scenarios import case_asked
from views.scenario.case import Case
from views.words import plain

JOB = "meeting_job"
EVERY = "package_every"
TYPES = {
    "deck": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "briefing": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "workbook": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "report": ("html", "text/html"),
    "package": ("zip", "application/zip"),
}


def show_files() -> None:
    """Draw the buttons that make a file, and how far the one in the making is."""
    _ = texts()[1]
    names = {
        "deck": _("PowerPoint"),
        "briefing": _("Word briefing"),
        "workbook": _("Excel workbook"),
        "report": _("Web page for offline reading"),
        "package": _("Data package"),
    }
    with st.container(border=True):
        st.markdown(f"**{_('Hand over')}**")
        st.caption(_("The Word briefing is the self-check of the place chosen here; the others hold what is kept."))
        with st.container(horizontal=True, gap="small"):
            for name, called in names.items():
                empty = name != "briefing" and not kept()
                st.button(called, key=f"make_{name}", on_click=_begin, args=(name,), disabled=empty)
        st.toggle(_("Data package with all tables of the atlas"), key=EVERY)
        if begun := st.session_state.get(JOB):
            name, job = begun
            _show_job(name, job, names)


def _begin(name: str) -> None:
    """Callback: begin a file; one that is in the making is given up."""
    if before := st.session_state.get(JOB):
        before[1].given_up.set()
    job = Job(_maker(name))
    job.start()
    st.session_state[JOB] = name, job


def _maker(name: str) -> Callable[[Progress], bytes]:
    """Return what makes a file of what is kept now."""
    (lang, _), day = texts(), choices.today()
    if name == "briefing":
        asked = Asked(st.query_params.to_dict(), lang, day, mine())
        return lambda progress: briefing(place_of(asked), day, lang, progress=progress)
    pins, own = list(kept()), mine()
    every: dict[str, Callable[..., bytes]] = {"deck": deck, "workbook": workbook, "report": report, "package": package}
    made = every[name]
    besides = {"workbook": {"case": _case(pins, lang)}, "package": {"every": bool(st.session_state.get(EVERY))}}.get(
        name, {}
    )
    return lambda progress: made(_items(pins, lang, own), lang, day, **besides, progress=progress)


def _items(pins: list[Pin], lang: str, own: str) -> list[Item]:
    """Return what the pins show; what is no longer in the atlas is left out, as its card on the page says."""
    found = []
    for pin in pins:
        try:
            found.append(item_of(pin, lang, choices.today(), own))
        except LookupError:
            continue
    return found


def _case(pins: list[Pin], lang: str) -> Case | None:
    """Return the first scenario among the pins, which the workbook calculates."""
    asked = (Asked(pin.query, lang, choices.today(), mine()) for pin in pins if pin.page == "scenario")
    return next((case for each in asked if (case := case_asked(each))), None)


@st.fragment(run_every=0.5)
def _watch(job: Job[bytes]) -> None:
    """Draw how far a file is, again and again until it is there."""
    _ = texts()[1]
    st.progress(min(job.done / job.whole, 1.0), _("{done} of {whole}").format(done=job.done, whole=job.whole))
    st.button(_("Cancel"), key="give_up", on_click=_give_up, args=(job,))
    if job.over:
        st.rerun()


def _give_up(job: Job[bytes]) -> None:
    job.given_up.set()
    st.session_state.pop(JOB, None)


def _show_job(name: str, job: Job[bytes], names: dict[str, str]) -> None:
    _ = texts()[1]
    if not job.over:
        _watch(job)
    elif isinstance(job.fault, ValueError):
        st.warning(plain(str(job.fault)))
    elif job.fault is not None and not isinstance(job.fault, GivenUp):
        with told():
            raise job.fault
    elif job.content is not None:
        ending, kind = TYPES[name]
        st.download_button(
            _("Take {file}").format(file=names[name]),
            job.content,
            file_name=f"yiyang-{name}.{ending}",
            mime=kind,
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )
