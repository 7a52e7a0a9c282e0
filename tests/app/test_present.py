"""The page of a meeting without a browser: what is kept, how it is told, ordered and shown."""

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from i18n.texts import LANGUAGES
from pages.parts.jobs import GivenUp, Job
from pages.parts.pins import KEPT
from tests.app.screens import drawings, elements, headers, open_page
from views.meeting.pins import MOST, Pin
from views.meeting.shown import VIEWS

CHONGQING = "500000"
TWO = [Pin("portrait", "verdicts", {"place": CHONGQING}), Pin("portrait", "pyramid_chart", {"place": CHONGQING})]


def opened(lang: str, pins: list[Pin], **query: str) -> AppTest:
    """Return the page with pins kept."""
    app = open_page("present", lang, **query)
    app.session_state[KEPT] = pins
    return app.run()


def bodies(app: AppTest) -> str:
    """Return what the screen writes itself."""
    return " ".join(element.proto.body for element in elements(app) if element.type == "html")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_tray_says_how_to_begin_and_a_story_fills_it(lang):
    app = open_page("present", lang, place=CHONGQING)
    assert not app.exception
    assert len(app.info) == 1
    start = next(each for each in app.button if each.label in ("按提纲生成", "Start from this story"))
    start.click().run()
    assert not app.exception
    assert len(app.session_state[KEPT]) >= 3
    assert not app.info


def test_pins_are_moved_removed_and_told_in_the_viewers_words():
    app = opened("zh", list(TWO))
    app.text_input(key=f"pin_title_0_{TWO[0].key}").set_value("重庆还差多少床位").run()
    assert app.session_state[KEPT][0].title == "重庆还差多少床位"
    app.button(key="pin_arrow_downward_0").click().run()
    assert [pin.name for pin in app.session_state[KEPT]] == ["pyramid_chart", "verdicts"]
    app.button(key="pin_drop_0").click().run()
    assert [pin.title for pin in app.session_state[KEPT]] == ["重庆还差多少床位"]
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_shows_one_message_its_chart_its_source_and_its_number(lang):
    app = opened(lang, list(TWO), screen="2")
    assert not app.exception
    written = bodies(app)
    assert "2/2" in written
    assert written.count('class="screen-title"') == 1
    assert any("figure" in drawing for drawing in drawings(app))


def test_what_is_no_longer_in_the_atlas_is_one_sentence_on_card_and_screen():
    gone = Pin("compare", "two", {"city1": CHONGQING, "city2": CHONGQING}, "从前的一页")
    app = opened("zh", [gone])
    assert [warning.value for warning in app.warning] == ["本页原有内容已不在本库中。"]
    app = opened("zh", [gone], screen="1")
    assert "从前的一页" in bodies(app)
    assert not app.exception


def test_a_title_of_markup_stays_text():
    app = opened(
        "zh", [Pin("portrait", "verdicts", {"place": CHONGQING}, "<img src=x onerror=alert(1)>" * 10)], screen="1"
    )
    assert "<img" not in bodies(app)
    assert "&lt;img" in bodies(app)


def test_a_screen_that_there_is_not_shows_the_last_or_the_tray():
    assert "2/2" in bodies(opened("zh", list(TWO), screen="99"))
    for asked in ("0", "-1", "x"):
        assert "汇报素材" in headers(opened("zh", list(TWO), screen=asked))


def test_a_full_tray_takes_no_more():
    app = open_page("gaps", "zh")
    app.session_state[KEPT] = [Pin("gaps", "dumbbell")] * MOST
    app.run()
    app.button(key="pin_dumbbell").click().run()
    assert len(app.session_state[KEPT]) == MOST
    app.session_state[KEPT] = []
    app.run()
    app.button(key="pin_dumbbell").click().run()
    assert [pin.name for pin in app.session_state[KEPT]] == ["dumbbell"]


def test_every_view_that_can_be_kept_has_its_button_on_its_page():
    app = open_page("scenario", "zh", place="370500", view="services")
    names = {str(each.key).removeprefix("pin_") for each in app.button if str(each.key).startswith("pin_")}
    assert names == {"services"}
    assert names <= set(VIEWS["scenario"])


def test_a_job_says_how_far_it_is_and_ends_with_its_file_or_its_fault():
    def made(progress) -> bytes:
        progress(1, 2)
        return b"file"

    job = Job(made)
    job.start()
    waited_for(job)
    assert (job.done, job.whole, job.content, job.fault) == (1, 2, b"file", None)
    told = ValueError("a sentence")
    failing = Job(lambda _progress: (_ for _ in ()).throw(told))
    failing.start()
    waited_for(failing)
    assert failing.content is None
    assert failing.fault is told


def test_a_job_that_is_given_up_makes_no_file():
    begun, going = threading.Event(), threading.Event()

    def made(progress) -> bytes:
        begun.set()
        going.wait(10)
        progress(1, 2)
        return b"file"

    job = Job(made)
    job.start()
    assert begun.wait(10)
    job.given_up.set()
    going.set()
    waited_for(job)
    assert isinstance(job.fault, GivenUp)
    assert job.content is None


def waited_for(job: Job) -> None:
    """Wait until a job is over."""
    for _try in range(1000):
        if job.over:
            return
        time.sleep(0.01)
    pytest.fail("the job does not end")
