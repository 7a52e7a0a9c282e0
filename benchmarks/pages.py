"""Running the pages without a browser: again for the same viewer, and for the first time for a new one.

Counted is processor time: all viewers of a server share it, and other programs on the machine do not change it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from unittest.mock import patch

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from benchmarks.timing import Measure, alternating, plain
from pages.menu import PAGES

ROUTER = Path(__file__).resolve().parent.parent / "pages" / "router.py"
TITLE_ONLY = 'import streamlit as st\nst.title("Title")\n'
AGAIN_MOST_RATIO = 8.0
FIRST_MOST_RATIO = 8.0
SECONDS = 60
VIEWS: dict[str, list[dict[str, str]]] = {
    "overview": [{}],
    "compare": [{"view": view} for view in ("charts", "matrix", "one", "two")],
    "gaps": [{"view": view} for view in ("dumbbell", "city", "status", "silent", "supply", "unjudged")],
    "map": [{}, {"level": "prefecture"}, {"level": "county", "area": "620700"}],
    "portrait": [{"place": "500000"}, {"place": "620700"}],
    "scenario": [
        {"view": view, "place": "370500"} for view in ("answer", "services", "money", "doubt", "compare", "goal")
    ],
    "models": [{"view": view} for view in ("side", "services", "institutions", "advisor")],
    "instruments": [{"view": view} for view in ("matrix", "pair", "money")],
    "validation": [{"view": view} for view in ("hindcast", "place", "nation")],
    "sources": [{"section": section} for section in ("documents", "indicators", "quality", "readings", "downloads")],
}


def open_page(page: str, query: dict[str, str]) -> AppTest:
    """Return a page that has run once."""
    app = AppTest.from_file(str(ROUTER), default_timeout=SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(PAGES[page].script).run()
    if app.exception:
        raise RuntimeError(f"{page} {query} does not run: {app.exception[0].message}")
    return app


@contextmanager
def as_on_a_server() -> Iterator[None]:
    """Hold what a server keeps for all its runs, and the test harness makes anew: compiled scripts, found components."""
    scripts = ScriptCache()
    with (
        patch.object(local_script_runner, "ScriptCache", lambda: scripts),  # of the router
        patch.object(app_test, "ScriptCache", lambda: scripts),  # of the page
        patch.object(BidiComponentManager, "discover_and_register_components"),
    ):
        logging.disable(logging.CRITICAL)
        yield
        logging.disable(logging.NOTSET)


def again(rounds: int) -> list[Measure]:
    """Return a warm rerun of each page and view, against one of a page that prints a title."""
    bare = AppTest.from_string(TITLE_ONLY)
    measures = []
    for page, views in VIEWS.items():
        for query in views:
            app = open_page(page, query)
            measured, baseline = alternating([app.run, bare.run], rounds, process_time)
            name = " ".join(["rerun", page, *query.values()])
            measures.append(Measure(name, measured, baseline, AGAIN_MOST_RATIO))
    return measures


def first(rounds: int) -> list[Measure]:
    """Return the first run of each page for a new viewer, while the process already holds tables and frames."""
    measures = []
    for page, views in VIEWS.items():
        # Another page than the first can be asked for only after the router has run: its first run is counted in.
        times = alternating([lambda page=page, query=views[0]: open_page(page, query), plain], rounds, process_time)
        measures.append(Measure(f"first run {page} against plain work", *times, most_ratio=FIRST_MOST_RATIO))
    return measures
