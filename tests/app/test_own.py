"""What one viewer adds stands on every page of that viewer's session, and on no page of another's, also once the first has seen them all."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.menu import PAGES
from pages.parts import own as session
from pages.parts.pins import KEPT
from pages.parts.tables import ASKED
from tests.app.screens import elements, figures, open_page, seen, sent
from tests.unit.own import BATHS, COUNTS, EDGES, FUZHOU, OWN, SECRET
from tests.unit.views.test_own import MARK
from views import edition
from views.edition import STORED
from views.meeting.pins import Pin
from views.own.rows import Own, edition_of, joined

WHOLE = joined(OWN, EDGES)
# The pages where the city is seen, by what the address asks for.
PAGES_SEEN: list[tuple[str, dict[str, str]]] = [
    ("compare", {"view": "matrix", "cities": f"{FUZHOU},500000"}),
    ("compare", {"view": "one", "topic": "care_beds_total"}),
    ("map", {"variable": "beds_density", "level": "prefecture"}),
    ("portrait", {"place": FUZHOU}),
    ("scenario", {"place": FUZHOU}),
    ("sources", {"section": "documents"}),
    ("gaps", {"view": "city", "place": FUZHOU}),
    ("present", {"screen": "1"}),
]
PINS = [Pin("portrait", "verdicts", {"place": FUZHOU})]
LINE = f"{MARK['zh']}{len(WHOLE.facts)}项数据"  # below every page
OWN_WORDS = (SECRET, COUNTS[2].slug, "2.6543万", "26,543", "26543", BATHS.name_zh, BATHS.slug)


@pytest.fixture(scope="module")
def read() -> edition.Edition:
    return edition_of(WHOLE)


def bring(app: AppTest, added: Own, read: edition.Edition) -> AppTest:
    """Run a page once more in a session in which something was added."""
    app.session_state[session.ADDED] = added
    app.session_state[session.EDITION] = read
    return app.run()


def texts(app: AppTest) -> str:
    """Return all that a page shows and sends."""
    told = [each.text for each in seen(app)]
    html = [element.proto.body for element in elements(app) if element.type == "html"]
    components = [sent(element) for element in elements(app) if element.type == "bidi_component"]
    return json.dumps([told, html, components, figures(app)], ensure_ascii=False)


def opened(page: str, query: dict[str, str], lang: str = "zh") -> AppTest:
    app = open_page(page, lang, **query)
    if page == "present":
        app.session_state[KEPT] = list(PINS)
    return app


def use() -> dict[Callable[..., Any], int]:
    """Return how often each kept function worked something out from the stored tables alone."""
    return {function: kept.cache_info().misses for function, kept in STORED.kept.items()}  # pyright: ignore[reportFunctionMemberAccess]


def pages(asked: list[tuple[str, dict[str, str]]]) -> Iterator[tuple[str, AppTest]]:
    """Give pages, each as a new viewer opens it."""
    for page, query in asked:
        yield f"{page} {query}", opened(page, query)


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_city_is_seen_on_every_page_and_by_nobody_else(read, every):
    asked = PAGES_SEEN if every else PAGES_SEEN[::3]
    before = {name: texts(app.run()) for name, app in pages(asked)}
    known = use()
    own = {name: texts(bring(app, WHOLE, read)).replace(LINE, "") for name, app in pages(asked)}
    # Nothing was worked out for others but what follows from tables to which nothing is added.
    filled = [each for each, misses in use().items() if known.get(each, 0) != misses and each not in edition.SHARED]
    assert filled == []
    assert [name for name, shown in own.items() if MARK["zh"] not in shown and SECRET not in shown] == []
    after = {name: texts(app.run()) for name, app in pages(asked)}
    assert after == before
    assert [(name, word) for name, shown in after.items() for word in OWN_WORDS if word in shown] == []


def test_a_page_in_english_says_so_too_and_the_way_back_stands_below(read):
    app = bring(opened("portrait", {"place": FUZHOU}, "en"), WHOLE, read)
    assert not app.exception
    assert MARK["en"] in texts(app)
    label = f"{len(WHOLE.facts)} figures added in this session"
    assert label in [element.proto.label for element in elements(app) if element.type == "page_link"]
    assert label not in texts(open_page("portrait", "en", place=FUZHOU))


def test_the_search_in_the_bar_finds_it_in_its_session_alone(read):
    query = {"q": f"抚州 {BATHS.name_zh}"}
    assert MARK["zh"] not in texts(open_page("validation", **query))
    assert MARK["zh"] in texts(bring(open_page("validation", **query), WHOLE, read)).replace(LINE, "")


def test_a_link_to_an_own_figure_opens_its_source_in_its_session_and_a_sentence_in_another(read):
    app = open_page("overview")
    app.session_state[ASKED] = f"fact:{COUNTS[2].slug}"
    assert "Sheet1" in texts(bring(app, WHOLE, read))
    other = open_page("overview", evidence=f"fact:{COUNTS[2].slug}")
    assert not other.exception
    assert "Sheet1" not in texts(other)
    assert len(other.warning) == 1


def test_a_file_made_beside_the_page_holds_it(read):
    app = bring(opened("present", {}), WHOLE, read)
    app.button(key="make_workbook").click().run()
    _name, job = app.session_state["meeting_job"]
    job.wait(60)
    assert job.fault is None
    told = job.content
    assert told
    sheet = _unzipped(told)
    assert MARK["zh"] in sheet
    assert SECRET in sheet


def _unzipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_what_is_put_into_the_session_is_read_from_the_next_run_on_and_goes_with_it(monkeypatch):
    state: dict[str, Any] = {}
    monkeypatch.setattr(session.st, "session_state", state)
    monkeypatch.setattr(session, "get_script_run_ctx", lambda **_asked: object())
    session.put(OWN)
    first = edition.in_force()
    assert first is not STORED
    assert session.added() == OWN
    session.put(OWN)
    assert edition.in_force() is first, "the same rows keep what has been worked out of them"
    session.put(joined(OWN, EDGES))
    assert edition.in_force().mark != first.mark
    session.put(Own())
    assert edition.in_force() is STORED
    state.clear()
    assert edition.in_force() is STORED
    assert len(PAGES) > 10
