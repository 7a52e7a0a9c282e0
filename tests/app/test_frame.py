"""What stands around every page and view: the record that was asked for opens, and a fault is one sentence."""

import logging
import re

import pytest
import streamlit as st
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

import dashboard
from i18n.texts import translator
from loaders.geography import layers
from loaders.geography.layers import BoundariesUnreadable
from pages.parts import choices
from tests.app.screens import drawer, figures, open_page
from tests.app.test_pages import LANGUAGES, assert_stands
from tests.sampling import sampled
from views import compare, edition, gaps, overview, records, sources
from views.portrait import whole as portrait
from views.scenario import draws as scenario

RECORD = "fact:zhangye-2023-04"
# What ends a view early, and what is said there.
EARLY = [
    ("compare", {"view": "two", "city1": "530100", "city2": "530100"}, "Choose two different cities."),
    ("instruments", {"view": "pair", "place1": "530100", "place2": "530100"}, "Choose two different places."),
    ("models", {"models": ""}, "Choose at least one model."),
    ("models", {"view": "services", "models": ""}, "Choose at least one model."),
    (
        "models",
        {"view": "advisor", "care_beds": "-5"},
        "A number of beds is below zero: give a number of at least 0.",
    ),
]
NOT_PROJECTED = "No age table and no count of people aged 60+ in 2020 has been collected, so nothing is projected."
NO_MAPS = (
    "The map cannot be drawn, as its files have not been built. They are built when the atlas starts; if "
    "the map stays away, tell whoever maintains the atlas."
)
FAULT = (
    "This could not be shown: load the page again or choose something else; if it happens again, tell whoever "
    "maintains the atlas the time {time}, under which the log has the fault."
)
# A function without which a view cannot be drawn: of views that run alone, and of pages that do not.
NEEDED = [
    ("compare", compare, "multiples"),
    ("gaps", gaps, "against_results"),
    ("scenario", scenario, "inputs_of"),
    ("overview", overview, "cards"),
    ("portrait", portrait, "portrait"),
    ("sources", sources, "documents"),
]


def fail(*_arguments, **_settings) -> None:
    raise ZeroDivisionError("made for the test")


def assert_the_record_is_open(app) -> None:
    assert not app.exception
    assert any(element.type == "title" for element in drawer(app)), "the drawer shows no number"
    assert len(app.get("dialog")) <= 1


def told_time(app, lang: str) -> str:
    """Return the time that the one sentence about a fault names."""
    assert not app.exception
    (error,) = app.error
    before, after = map(re.escape, translator(lang)(FAULT).split("{time}"))
    found = re.fullmatch(rf"{before}(\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d){after}", error.value)
    assert found, error.value
    return found[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "query", "said"), EARLY, ids=[page for page, *_rest in EARLY])
def test_a_record_opens_beside_a_view_that_ends_early(page, query, said, lang):
    app = open_page(page, lang, evidence=RECORD, **query)
    assert translator(lang)(said) in [element.value for element in (*app.info, *app.warning)]
    assert_the_record_is_open(app)


def test_a_record_opens_beside_a_topic_without_a_figure(monkeypatch):
    monkeypatch.setattr(gaps, "against_results", lambda *_choice: None)
    app = open_page("gaps", "en", evidence=RECORD)
    assert "The atlas has no figure for this choice." in [info.value for info in app.info]
    assert_the_record_is_open(app)


def test_a_record_opens_beside_a_place_that_is_not_projected(monkeypatch):
    monkeypatch.setattr(scenario, "inputs_of", lambda _place: None)
    app = open_page("scenario", "en", evidence=RECORD)
    assert NOT_PROJECTED in [info.value for info in app.info]
    assert_the_record_is_open(app)


@pytest.fixture
def no_maps(monkeypatch):
    """The map files as on a machine where they were never built."""

    def missing(*_arguments) -> None:
        raise BoundariesUnreadable("not built")

    for name in ("units", "manifest"):
        monkeypatch.setattr(layers, name, missing)
    edition.forget()
    yield
    edition.forget()


@pytest.mark.parametrize("lang", sampled(LANGUAGES, 2))
@pytest.mark.parametrize("page", ["map", "validation", "overview"])
def test_without_map_files_one_sentence_says_what_to_do_and_a_record_opens(page, lang, no_maps):
    app = open_page(page, lang, evidence=RECORD)
    assert_stands(app, page, lang)
    assert [error.value for error in app.error] == [translator(lang)(NO_MAPS)]
    assert_the_record_is_open(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "room", "name"), NEEDED, ids=[page for page, *_rest in NEEDED])
def test_a_fault_is_one_sentence_and_the_log_has_all_of_it(page, room, name, lang, monkeypatch, caplog):
    monkeypatch.setattr(room, name, fail)
    app = open_page(page, lang, evidence=RECORD)
    time = told_time(app, lang)
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert time in record.getMessage()
    assert RECORD in record.getMessage()
    assert "made for the test" in caplog.text
    assert "in fail" in caplog.text
    assert_the_record_is_open(app)


def test_a_fault_that_a_control_brings_leaves_the_page_and_goes_with_the_next_choice(monkeypatch, caplog):
    app = open_page("compare", "en", view="one")
    whole = compare.ranking
    monkeypatch.setattr(compare, "ranking", fail)
    topic = app.selectbox(key="topic")
    told_time(topic.select_index(3).run(), "en")
    assert_stands(app, "compare", "en")
    monkeypatch.setattr(compare, "ranking", whole)
    app.selectbox(key="topic").select_index(4).run()
    assert not app.error
    assert figures(app)


def test_a_fault_of_the_drawer_is_told_in_the_drawer(monkeypatch, caplog):
    monkeypatch.setattr(records, "found", fail)
    app = open_page("compare", "en", evidence=RECORD)
    told_time(app, "en")
    assert "error" in [element.type for element in drawer(app)]


def test_a_fault_of_a_callback_is_told_by_the_launcher(monkeypatch, caplog):
    made = LocalScriptRunner.__init__

    def with_launcher(runner, *arguments, **settings) -> None:
        made(runner, *arguments, **settings)
        runner._on_script_error = dashboard.app._on_script_error

    monkeypatch.setattr(LocalScriptRunner, "__init__", with_launcher)
    app = open_page("compare", "en", view="one")
    monkeypatch.setattr(choices, "write", fail)
    told_time(app.selectbox(key="topic").select_index(3).run(), "en")


def test_what_leaves_a_run_by_streamlits_own_ways_is_no_fault(monkeypatch):
    left = iter((st.rerun, st.stop))
    monkeypatch.setattr(compare, "multiples", lambda *_choice: next(left)())
    app = open_page("compare", "en", evidence=RECORD)
    assert not app.exception
    assert not app.error
    assert drawer(app) == []
    assert next(left, None) is None


@pytest.mark.parametrize("page", ["overview", "scenario"])
def test_what_messengers_append_to_a_link_is_gone_without_a_word(page):
    app = open_page(page, **{"from": "singlemessage", "isappinstalled": "0", "utm_source": "x"})
    assert not app.warning
    assert not {"from", "isappinstalled", "utm_source"} & set(app.query_params)
