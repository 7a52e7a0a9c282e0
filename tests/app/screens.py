"""Pages run without a browser: how to open one, and every text that stands on it."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
from google.protobuf.message import Message
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import Block
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from pages.menu import PAGES

ROUTER = Path(__file__).parents[2] / "pages" / "router.py"
# Fields of Streamlit's messages whose text a viewer reads.
READ = {"label", "body", "help", "placeholder", "options", "alt", "title", "content", "message", "default_text"}
# Places in a chart whose text is drawn.
DRAWN = {"text", "hovertext", "name", "ticktext", "x", "y"}
# Fields of what the atlas's own components are sent whose text a viewer reads.
SENT = {
    *(
        "title",
        "sentence",
        "alt",
        "value",
        "note",
        "change",
        "why",
        "label",
        "placeholder",
        "none",
        "more",
        "heads",
        "text",
    ),
    *(
        "source",
        "full",
        "picture",
        "drawing",
        "link",
        "copied",
        "play",
        "pause",
        "year",
        "missing",
        "called",
        "template",
    ),
}
HEADING = re.compile(r'<h1 class="for-readers">(.*?)</h1>')
SECONDS = 60
PICKED = "_picker"  # behind the name of a control that is one


@dataclass(frozen=True)
class Seen:
    """One text on a page: the kind of element it stands in, where in it, and the text."""

    element: str
    where: str
    text: str


def script(page: str) -> Path:
    """Return the script of a page: a file of its name, or the one named so in the package of a large page."""
    return next(path for path in (ROUTER.with_name(page) / "page.py", ROUTER.with_name(f"{page}.py")) if path.is_file())


def open_page(page: str, lang: str = "zh", unfolded: str = "", **query: str) -> AppTest:
    """Open a page as a viewer does who follows a link with these parameters, with one of its folds open."""
    app = AppTest.from_file(str(ROUTER), default_timeout=SECONDS)
    app.query_params["lang"] = lang
    if page != "overview":
        app.run()  # the router has to run once before another page can be asked for
        app.switch_page(PAGES[page].script)
    for key, value in query.items():
        app.query_params[key] = value
    if unfolded:
        app.session_state[unfolded] = True
    return app.run()


@contextmanager
def in_less_time() -> Iterator[None]:
    """Within, a page runs without what costs a test time and tells it nothing.

    What it sends has no hash, by which a server knows what a browser has: a test sends to none. Its end is waited for, not asked
    for a thousand times a second, at each of which the page's own thread has to stop. And a field that asks whether one thing is
    kept in the session gets that, not a copy of all that is kept.
    """
    with (
        patch.object(script_run_context, "populate_hash_if_needed", lambda _message: None),
        patch.object(local_script_runner, "require_widgets_deltas", _wait_for_end),
        patch.object(SafeSessionState, "filtered_state", property(Kept)),
    ):
        yield


class Kept(Mapping[str, Any]):
    """What a session keeps under the names that pages give, looked up when it is asked for."""

    def __init__(self, session: SafeSessionState) -> None:
        self._state = session._state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.filtered_state)

    def __len__(self) -> int:
        return len(self._state.filtered_state)


def _wait_for_end(runner: LocalScriptRunner, timeout: float) -> None:
    """Wait until a page has run, as Streamlit's tests do: one that takes too long is stopped and refused."""
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        raise RuntimeError(f"the page did not end within {timeout} s")


def elements(app: AppTest) -> Iterator[Any]:
    """Give every element of a page, those of the drawer included."""
    stack = list(app._tree.children.values())[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Block):
            stack.extend(reversed(node.children.values()))
        if getattr(node, "proto", None) is not None:
            yield node


# The places are many, and the same on every page.
_read = lru_cache(16)(json.loads)


class Picker:
    """A picker of places on a page: Streamlit's test takes a component for no control, so this sends what the browser sends."""

    type = "picker"

    def __init__(self, app: AppTest, element: Any) -> None:
        self._app, self._element, self.proto = app, element, element.proto
        self.key = str(element.key).removesuffix(PICKED)

    @cached_property
    def _asked(self) -> dict[str, Any]:
        return _read(written(self._element))

    @property
    def value(self) -> str:
        """The code that is chosen."""
        return self._asked["chosen"]

    @cached_property
    def options(self) -> list[str]:
        """The codes that can be chosen."""
        return [code for code, *_names in self._asked["options"]]

    def set_value(self, code: str) -> "Picker":
        """Choose a code: it is sent with the next run."""
        assert code in self.options
        vars(self._app)[PICKED] = WidgetState(
            id=_make_trigger_id(self.proto.id, "events"),
            json_trigger_value=json.dumps([{"event": "picked", "value": code}]),
        )
        return self

    def run(self) -> AppTest:
        """Run the page with what was chosen."""
        return run(self._app)


def run(app: AppTest) -> AppTest:
    """Run a page once more, with what was chosen in a picker, if anything."""
    picked = vars(app).pop(PICKED, None)
    if picked is None:
        return app.run()
    states = app._tree.get_widget_states()
    states.widgets.append(picked)
    return app._run(states)


def pickers(app: AppTest) -> dict[str, Picker]:
    """Return the pickers of places on a page by name."""
    drawn = (each for each in elements(app) if each.type == "bidi_component" and str(each.key).endswith(PICKED))
    return {picker.key: picker for picker in (Picker(app, each) for each in drawn)}


def drawer(app: AppTest) -> list[Any]:
    """Return the elements of the drawer; none where it is closed."""
    everything = list(elements(app))
    starts = [at for at, element in enumerate(everything) if element.type == "dialog"]
    return everything[starts[0] + 1 :] if starts else []


def sent(element: Any) -> dict[str, Any]:
    """Return what a component of the atlas is sent."""
    return json.loads(written(element))


def written(element: Any) -> str | bytes:
    """Return what a component of the atlas is sent as it is written, JSON."""
    return element.proto.json or element.proto.bytes or "{}"


def drawings(app: AppTest) -> list[dict[str, Any]]:
    """Return the charts and maps on a page: each with its title, its sentence, what it says aloud, and its figure."""
    shown = [sent(element) for element in elements(app) if element.type == "bidi_component"]
    return [chart for each in shown for chart in each.get("charts", [each]) if "figure" in chart]


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Return the charts and maps on a page as plotly writes them."""
    return [chart["figure"] for chart in drawings(app)]


def numbers(app: AppTest) -> list[dict[str, str]]:
    """Return the number cards on a page."""
    shown = [sent(element) for element in elements(app) if element.type == "bidi_component"]
    return [card for each in shown for card in each.get("cards", [])]


def heading(app: AppTest) -> str:
    """Return the name of a page, which those hear who cannot see that the bar marks it."""
    (found,) = (
        name for element in elements(app) if element.type == "html" for name in HEADING.findall(element.proto.body)
    )
    return html.unescape(found)


def headers(app: AppTest) -> list[str]:
    """Return what stands above the parts of a page: its headers, and the titles that charts draw themselves."""
    return [*(header.value for header in app.header), *(chart["title"] for chart in drawings(app))]


def seen(app: AppTest) -> list[Seen]:
    """Return every text on a page."""
    found: list[Seen] = []
    for element in elements(app):
        if element.type in {"arrow_data_frame", "dataframe", "table", "arrow_table"}:
            found += _of_frame(element)
        elif element.type == "bidi_component":
            found += [Seen(element.type, where, text) for where, text in _of_sent(sent(element))]
        elif element.type != "html":  # style sheets
            found += _of_message(element.type, element.proto)
    found += [text for figure in figures(app) for text in _of_figure(figure)]
    found.append(Seen("html", "h1", heading(app)))
    return [text for text in found if text.text.strip()]


def _of_message(element: str, message: Message, path: str = "") -> list[Seen]:
    found = []
    for field, value in message.ListFields():
        where = f"{path}{field.name}"
        values = value if field.is_repeated else [value]
        if field.message_type is not None:
            if not field.message_type.GetOptions().map_entry:
                for part in values:
                    found += _of_message(element, part, f"{where}.")
        elif field.name in READ:
            found += [Seen(element, where, str(part)) for part in values if isinstance(part, str)]
    return found


def _of_frame(element: Any) -> list[Seen]:
    frame: pd.DataFrame = element.value
    found = [Seen(element.type, "head", str(name)) for name in frame.columns]
    first = frame.columns[0] if len(frame.columns) else None
    lines = element.type in {"table", "arrow_table"}  # label and text, no heads
    for name in frame.columns:
        heads = frame[first] if lines and name != first else [str(name)] * len(frame)
        found += [
            Seen(element.type, str(head), str(text))
            for head, text in zip(heads, frame[name], strict=True)
            if isinstance(text, str)
        ]
    settings = json.loads(getattr(element.proto, "columns", "") or "{}")
    found += [Seen(element.type, "head", column["label"]) for column in settings.values() if column.get("label")]
    return found


def _of_sent(node: Any) -> Iterator[tuple[str, str]]:
    """Give the texts of a component with the field each stands in; what is in a chart's figure is drawn, not read."""
    for value in node if isinstance(node, list) else []:
        yield from _of_sent(value)
    for key, value in node.items() if isinstance(node, dict) else []:
        if key in SENT and isinstance(value, str | list):
            yield from ((key, text) for text in ([value] if isinstance(value, str) else value) if isinstance(text, str))
        if key == "options":  # of a picker: a code, the name that is shown, and what else finds it
            yield from ((key, name) for _code, name, *_found in value)
        elif key != "figure":
            yield from _of_sent(value)


def _of_figure(node: Any, where: str = "") -> list[Seen]:
    if isinstance(node, dict):
        return [text for key, value in node.items() for text in _of_figure(value, key)]
    if isinstance(node, list):
        return [text for value in node for text in _of_figure(value, where)]
    return [Seen("figure", where, node)] if isinstance(node, str) and where in DRAWN else []
