"""汇报 Present: what was kept for a meeting, in order and in the viewer's words; shown screen by screen, or handed over as files."""

from dataclasses import replace

import streamlit as st

from pages.menu import link
from pages.parts import choices, picker
from pages.parts.language import texts
from pages.parts.mine import mine
from pages.parts.pins import keep, kept
from pages.present.files import show_files
from pages.present.screens import asked_screen, show_screen
from views import places
from views.meeting import stories
from views.meeting.pins import LONGEST_NOTE, LONGEST_TITLE, MOST, MOST_LEVERS, Pin, full, item_of, read, written
from views.scenario.controls import titles
from views.scenario.state import levers
from views.words import plain

TOLD = "pins_told"

lang, _ = texts()


def show_tray() -> None:
    """Draw what is kept, and the ways to begin, to show and to hand over."""
    st.header(_("Meeting material"), anchor=False)
    for sentence in st.session_state.pop(TOLD, []):
        st.warning(plain(sentence))
    left, right = st.columns([62, 38], gap="medium")
    with right:
        for show in (show_files, show_start) if kept() else (show_start, show_files):
            show()
    with left:
        pins = kept()
        if not pins:
            st.info(
                _(
                    "Nothing is kept yet. Start from a story on this page, or choose “Add to meeting” above any chart or table."
                )
            )
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Show from the first screen"),
                type="primary",
                icon=":material/co_present:",
                on_click=choices.write,
                args=("screen", "1", ""),
                key="show_screens",
            )
            _show_drop_all()
        st.caption(_("On a screen: arrow or page keys, Home, End; B black, F full screen, Esc back."))
        for at, pin in enumerate(pins):
            _show_pin(at, pin, len(pins))


def _show_drop_all() -> None:
    st.button(
        _("Remove all"), key="drop_all", on_click=keep, args=([],), type="tertiary", icon=":material/delete_sweep:"
    )


def show_start() -> None:
    """Draw the stories, and saving and loading."""
    with st.container(border=True):
        names = stories.names(lang)
        name = choices.one(st.selectbox, _("Story to start from"), names, "story")
        offered = places.names_to_choose(st.query_params.get("place", ""), lang, mine())
        place = choices.one(picker.choose, _("Place"), offered, "place", mine() or None)
        other = ""
        if name in stories.BESIDE:
            others = {code: each for code, each in offered.items() if code != place}
            other = choices.one(picker.choose, _("Second place"), others, "other", stories.other_of(place))
        st.button(
            _("Start from this story"),
            on_click=_start,
            args=(name, place, other),
            key="start_story",
            icon=":material/playlist_add:",
        )
    with st.container(border=True):
        st.download_button(
            _("Save the material"),
            written(kept()),
            file_name="yiyang-meeting.json",
            mime="application/json",
            on_click="ignore",
            disabled=not kept(),
            icon=":material/save:",
        )
        st.file_uploader(_("Open saved material"), type="json", key="pins_file", on_change=_load, max_upload_size=1)


def _start(name: str, place: str, other: str) -> None:
    """Callback: add the screens of a story that have something to show here."""
    found = [pin for pin in stories.story(name, place, other) if _shows(pin)]
    whole = [*kept(), *found]
    keep(whole[:MOST])
    if not found:
        st.session_state[TOLD] = [_("Of this place the atlas has nothing that this story shows.")]
    elif len(whole) > MOST:
        st.session_state[TOLD] = [full(lang)]


def _shows(pin: Pin) -> bool:
    try:
        item_of(pin, lang, choices.today(), mine())
    except LookupError:
        return False
    return True


def _load() -> None:
    """Callback: add the pins of a file to those that are kept, as many as a meeting holds."""
    brought = st.session_state.get("pins_file")
    if brought is None:
        return
    found, told = read(brought.getvalue(), lang)
    whole = [*kept(), *found]
    if len(whole) > MOST and not told:
        told = [full(lang)]
    keep(whole[:MOST])
    st.session_state[TOLD] = told


def _show_pin(at: int, pin: Pin, count: int) -> None:
    """Draw one pin: its title and note to edit, its place in the order, and the way to what it shows."""
    try:
        item = item_of(pin, lang, choices.today(), mine())
    except LookupError:
        item = None
    with st.container(border=True, key=f"pin_card_{at}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{at + 1}**")
            title = st.text_input(
                _("Title"),
                value=pin.title or (item.title if item else ""),
                max_chars=LONGEST_TITLE,
                key=f"pin_title_{at}_{pin.key}",
                label_visibility="collapsed",
            )
            for icon, help_, step in (
                ("arrow_upward", _("Earlier"), -1),
                ("arrow_downward", _("Later in the order"), 1),
            ):
                st.button(
                    "",
                    icon=f":material/{icon}:",
                    help=help_,
                    key=f"pin_{icon}_{at}",
                    on_click=_move,
                    args=(at, step),
                    disabled=not 0 <= at + step < count,
                    type="tertiary",
                )
            link(pin.page, _("Open on its page"), **pin.query)
            st.button(
                "",
                icon=":material/delete:",
                help=_("Remove"),
                key=f"pin_drop_{at}",
                on_click=_drop,
                args=(at,),
                type="tertiary",
            )
        if item is None:
            st.warning(_("What this screen showed is no longer in the atlas."))
        elif item.sentence:
            st.caption(plain(item.sentence))
        note = st.text_area(
            _("Note for the speaker"),
            value=pin.note,
            max_chars=LONGEST_NOTE,
            key=f"pin_note_{at}_{pin.key}",
            height=68,
            placeholder=_("Note for the speaker"),
            label_visibility="collapsed",
        )
        chosen = pin.levers
        if pin.page == "scenario":
            called = titles(lang)
            chosen = tuple(
                st.multiselect(
                    _("Levers left on the screen"),
                    list(levers()),
                    default=list(pin.levers),
                    format_func=called.__getitem__,
                    max_selections=MOST_LEVERS,
                    key=f"pin_levers_{at}_{pin.key}",
                    placeholder=_("None"),
                )
            )
        typed = "" if item and title == item.title and not pin.title else title
        kept()[at] = replace(pin, title=typed, note=note, levers=chosen)


def _move(at: int, step: int) -> None:
    pins = list(kept())
    pins[at], pins[at + step] = pins[at + step], pins[at]
    keep(pins)


def _drop(at: int) -> None:
    keep([pin for number, pin in enumerate(kept()) if number != at])


if at := asked_screen():
    show_screen(at)
else:
    show_tray()
