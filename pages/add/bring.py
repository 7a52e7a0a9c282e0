"""Bringing something: a file or pasted text, read beside the page with its progress; and what can be brought."""

from collections.abc import Callable

import streamlit as st

from loaders.errors import FileRefused
from loaders.own_table import read_table
from loaders.uploads import MOST_BYTES, Upload, opened
from pages.add import session
from pages.parts.faults import told
from pages.parts.jobs import GivenUp, Job, Progress
from pages.parts.language import texts
from views.add.brought import TABLES, Brought, begin, codebook, read
from views.add.outcome import added_sentence
from views.add.refusals import refusal
from views.add.tables import begin_table, ground
from views.edition import STORED, reading
from views.own import saved
from views.own.saved import SavedRefused
from views.words import plain

JOB = "add_job"
AGAIN = "add_times"  # how often something was brought: each time the field is a new, empty one
SHORT = 0.4  # seconds: work that is over by then shows no progress
LONGEST_PASTE = 1_000_000  # letters
FILE, PASTE = "file", "paste"


def show_bring(height: int = 180) -> None:
    """Draw the field for a file and the one for pasted text, and how far the reading is."""
    _ = texts()[1]
    times = st.session_state.setdefault(AGAIN, 0)
    st.session_state.setdefault("add_way", FILE)
    ways = {FILE: _("Upload a file"), PASTE: _("Paste text or a table")}
    way = st.segmented_control(
        _("How it is brought"),
        list(ways),
        format_func=ways.__getitem__,
        key="add_way",
        required=True,
        label_visibility="collapsed",
    )
    if way == FILE:
        st.file_uploader(
            _("Drop a plan, report or statistics table here, or choose a file"),
            key=f"add_file_{times}",
            on_change=_take_file,
            args=(f"add_file_{times}",),
            max_upload_size=MOST_BYTES // 1_000_000,
        )
    else:
        key = f"add_paste_{times}"
        st.text_area(
            _("Text or table"),
            key=key,
            height=height,
            max_chars=LONGEST_PASTE,
            label_visibility="collapsed",
            placeholder=_("Paste the text of a document, or cells copied from a spreadsheet"),
        )
        st.button(
            _("Read it"), key="add_read", on_click=_take_paste, args=(key,), type="primary", icon=":material/search:"
        )


def show_reading() -> None:
    """Draw how far the reading of what was brought is, and open what has been read."""
    job: Job[Brought] | None = st.session_state.get(JOB)
    if job is None:
        return
    job.wait(SHORT)
    if job.over:
        _open(job)
    else:
        _watch(job)


@st.fragment(run_every=0.5)
def _watch(job: Job[Brought]) -> None:
    _ = texts()[1]
    share = min(job.done / job.whole, 1.0)
    st.progress(share, _("Reading: {percent}%").format(percent=round(100 * share)))
    st.button(_("Cancel"), key="add_cancel", on_click=_give_up, args=(job,), type="tertiary")
    if job.over:
        st.rerun()


def _give_up(job: Job[Brought]) -> None:
    job.given_up.set()
    st.session_state.pop(JOB, None)


def _open(job: Job[Brought]) -> None:
    """Open what was read, or say why it was not."""
    st.session_state.pop(JOB, None)
    if job.content is not None:
        session.take(job.content)
        return
    if isinstance(job.fault, FileRefused):
        session.tell(refusal(job.fault, texts()[0]))
    elif job.fault is not None and not isinstance(job.fault, GivenUp):
        with told():
            raise job.fault


def _take_file(key: str) -> None:
    """Callback: read the file that was chosen."""
    file = st.session_state.get(key)
    if file is not None:
        _take(file.name, file.getvalue())


def _take_paste(key: str) -> None:
    """Callback: read what was pasted."""
    _ = texts()[1]
    if pasted := st.session_state.get(key, ""):
        _take(_("Pasted text"), pasted.encode("utf-8", "replace"))


def _take(name: str, content: bytes) -> None:
    st.session_state[AGAIN] = st.session_state.get(AGAIN, 0) + 1
    if before := st.session_state.get(JOB):
        before.given_up.set()
    try:
        upload = opened(name, content)
    except FileRefused as error:
        session.tell(refusal(error, texts()[0]))
        return
    if upload.kind == "yiyang":
        _restore(upload)
    else:
        _begin(upload)


def _restore(upload: Upload) -> None:
    lang = texts()[0]
    try:
        found = saved.read(upload.content)
    except SavedRefused as error:
        session.tell(saved.sentence(error, lang))
        return
    session.restore(found)
    st.toast(plain(added_sentence(found, lang)), icon=":material/check:")


def _begin(upload: Upload) -> None:
    with reading(STORED):
        job: Job[Brought] = Job(_reader(upload))
        job.start()
    st.session_state[JOB] = job


def _reader(upload: Upload) -> Callable[[Progress], Brought]:
    """Return what reads a file as the table or the text that it is."""
    if upload.kind in TABLES:
        tables = ground()
        return lambda _progress: begin_table(upload, read_table(upload, tables))
    known = codebook()
    return lambda progress: begin(read(upload, known, progress))
