"""What a meeting is shown: pins are addresses that show the same as their pages, files of them lose nothing, stories have something to say."""

import datetime as dt
import json

import pytest

from charts.screen import for_screen, row_names
from i18n.texts import LANGUAGES
from tests.sampling import sampled
from views import gaps, places
from views.meeting import stories
from views.meeting.asked import Asked
from views.meeting.item import source
from views.meeting.pins import (
    LONGEST_TITLE,
    MOST,
    MOST_LEVERS,
    Pin,
    item_of,
    of_link,
    pinned,
    read,
    usual_levers,
    with_levers,
    written,
)
from views.meeting.shown import VIEWS, view_of
from views.portrait import people
from views.view import Chart, Panels

DAY = dt.date(2026, 11, 26)
CHONGQING, KUNMING, ZHANGYE, DONGYING, JIAYUGUAN = "500000", "530100", "620700", "370500", "620200"
SCENARIO = Pin("scenario", "path", {"place": DONGYING, "v": "2", "occupancy": "70"}, "一句话", "备注", ("occupancy",))


@pytest.mark.parametrize("lang", sampled(LANGUAGES, 2))
@pytest.mark.parametrize("page", VIEWS)
def test_every_view_shows_what_its_page_shows_first(page, lang):
    for name in VIEWS[page]:
        place = {"portrait": {"place": CHONGQING}, "scenario": {"place": DONGYING}}.get(page, {})
        asked = Asked({**place, "pack": "kunming-2017"} if page == "scenario" else place, lang, DAY)
        if name in ("errors", "programme_places"):
            continue  # shown once a place or a programme is chosen
        title, view = view_of(page, name, asked)
        assert title
        assert len(view.table)


def test_what_there_is_not_is_said_to_be_no_view():
    for page, name, query in (
        ("portrait", "no such view", {}),
        ("no such page", "verdicts", {}),
        ("compare", "two", {"city1": KUNMING, "city2": KUNMING}),
        ("portrait", "spine", {"place": "460300"}),
    ):
        with pytest.raises(LookupError):
            item_of(Pin(page, name, query), "zh", DAY)


def test_a_choice_that_is_not_known_is_the_usual_one_as_on_the_page():
    asked = Asked(
        {"place": "no such place", "level": "no such level", "year": "1900", "cities": f"{KUNMING},x,{KUNMING}"},
        "en",
        DAY,
    )
    assert asked.one({"city": "", "province": ""}, "level") == "city"
    assert asked.number("year", 2035, (2026, 2050), 1) == 2035
    assert asked.many([KUNMING, CHONGQING], "cities", ()) == (KUNMING,)
    assert Asked({}, "en", DAY, KUNMING).one({CHONGQING: "", KUNMING: ""}, "place") == KUNMING


def test_a_pin_leaves_language_city_and_search_with_the_viewer():
    pin = pinned("gaps", "dumbbell", {"lang": "en", "mine": KUNMING, "q": "床位", "topic": "nursing_share"})
    assert pin.query == {"topic": "nursing_share"}
    assert pin.link == "/gaps?topic=nursing_share"
    assert of_link(f"http://127.0.0.1:8501{pin.link}&lang=zh") == ("gaps", {"topic": "nursing_share", "lang": "zh"})
    assert Pin("overview", "map").link == "/"


def test_a_file_of_pins_gives_back_the_same_pins():
    pins = [
        SCENARIO,
        Pin("gaps", "dumbbell", {"topic": "nursing_share"}),
        Pin("portrait", "verdicts", {"place": CHONGQING}, "标题" * 100),
    ]
    found, told = read(written(pins), "zh")
    assert found == pins
    assert told == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"kind": "other", "pins": []}',
        b'{"kind": "yiyang-atlas-meeting", "pins": 3}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"x" * 600_000,
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_that_is_none_of_pins_is_answered_with_one_sentence(content, lang):
    found, told = read(content, lang)
    assert found == []
    (sentence,) = told
    assert sentence[-1] in ".。"


def test_of_a_file_what_can_be_read_is_kept_and_the_rest_named():
    rows = [
        {"page": "gaps", "name": "dumbbell", "query": {}},
        {"page": "gaps", "name": "no such view", "query": {}},
        {"page": "../etc", "name": "passwd"},
        {"page": "gaps", "name": "dumbbell", "query": {"topic": 3}},
        "text",
        {
            "page": "scenario",
            "name": "path",
            "query": {"place": DONGYING},
            "levers": ["occupancy", "no such lever"],
            "title": "长" * 900,
            "note": 5,
        },
    ]
    content = json.dumps({"kind": "yiyang-atlas-meeting", "format": 1, "pins": rows}).encode()
    found, told = read(content, "en")
    assert [pin.page for pin in found] == ["gaps", "scenario"]
    assert found[1].levers == ("occupancy",)
    assert len(found[1].title) == LONGEST_TITLE
    (sentence,) = told
    assert all(str(at) in sentence for at in (2, 3, 4, 5))
    many = json.dumps({"kind": "yiyang-atlas-meeting", "format": 1, "pins": rows[:1] * (MOST + 5)}).encode()
    found, told = read(many, "zh")
    assert len(found) == MOST
    assert str(MOST) in told[0]


def test_the_levers_that_were_moved_are_left_on_the_screen_and_move_what_is_shown():
    assert usual_levers(SCENARIO) == ("occupancy",)
    moved = with_levers(SCENARIO, {"occupancy": 95, "disability_trend": 0})
    assert len(usual_levers(moved)) == 2 <= MOST_LEVERS
    before, after = (item_of(pin, "zh", DAY) for pin in (SCENARIO, moved))
    assert before.title == after.title == "一句话"
    assert before.note == "备注"
    assert before.sentence != after.sentence
    assert "70%" in before.values
    assert "95%" in after.values
    assert isinstance(after.view, Panels)
    assert before.values != after.values


@pytest.mark.parametrize("lang", sampled(LANGUAGES, 2))
@pytest.mark.parametrize("place", [CHONGQING, ZHANGYE, DONGYING, JIAYUGUAN])
def test_every_story_has_something_to_show_of_a_place(place, lang):
    other = stories.other_of(place)
    assert other != place
    assert set(stories.BESIDE) < set(stories.names(lang))
    for name in stories.names(lang):
        shown = []
        for pin in stories.story(name, place, other):
            try:
                shown.append(item_of(pin, lang, DAY, place))
            except LookupError:
                continue
        assert len(shown) >= 2, name
        called = places.distinct_names(lang)[place]
        assert any(called in item.title for item in shown), name


def test_a_screen_keeps_the_first_rows_with_their_names_beside_them():
    chart = gaps.against_results("nursing_share", "city", 5, DAY, "zh")
    assert chart is not None
    whole = row_names(chart.figure.to_plotly_json())
    figure, left = for_screen(chart.figure, 4)
    assert figure["layout"]["yaxis"]["tickvals"] == whole[:4]
    assert left == len(whole) - 4 > 0
    assert {name for trace in figure["data"] for name in trace["y"] if name is not None} <= set(whole[:4])
    for trace in figure["data"]:
        assert len(trace["x"]) == len(trace["y"])
    pyramid = people.age_pyramid(CHONGQING, next(iter(people.set_against(CHONGQING, (), "zh"))), "zh")
    assert isinstance(pyramid, Chart)
    assert for_screen(pyramid.figure, 4)[1] == 0


def test_the_source_names_the_version_of_the_data_and_the_day():
    assert DAY.isoformat() in source(DAY, "zh")
    assert source(DAY, "zh") != source(DAY, "en")
