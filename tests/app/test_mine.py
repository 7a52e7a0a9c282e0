"""The viewer's city and the numbers in front: asked for once, never taken from a link, first in every list; each number opens its record."""

import json

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.parts.mine import LATER, MINE
from tests.app.screens import drawer, elements, figures, numbers, open_page, pickers
from tests.app.test_pages import LANGUAGES
from views.places import prefectures

OWN, OTHER = "500000", "620700"


def asks(app) -> bool:
    """Whether the page asks which city is the viewer's."""
    return any(element.key == "ask_mine" for element in elements(app))


def come_with(city: str, page: str, **query: str):
    """Return a page as a viewer sees it who has chosen a city."""
    app = open_page(page, **query)
    app.session_state[MINE] = city
    return app.run()


def test_a_first_visit_is_asked_once_and_may_answer_later():
    app = open_page("overview")
    assert asks(app)
    app.button(key="mine_later").click().run()
    assert not asks(app)
    assert MINE not in app.query_params
    assert not asks(app.run())


@pytest.mark.parametrize("query", [{"q": "昆明"}, {"evidence": "headline:older"}, {MINE: OTHER}], ids=str)
def test_who_follows_a_link_is_not_asked(query):
    assert not asks(open_page("overview", **query))


@pytest.mark.parametrize("page", ["compare", "gaps", "map", "portrait", "sources"])
def test_no_other_page_asks(page):
    assert not asks(open_page(page))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", ["mine_picker", "mine_picker_first"])
def test_a_city_that_is_chosen_stands_in_the_address_and_in_the_bar_and_is_asked_for_no_more(where, lang):
    app = open_page("overview", lang)
    app.selectbox(key=where).set_value(prefectures(lang)[OWN]).run()
    assert app.query_params[MINE] == OWN
    assert prefectures(lang)[OWN] in [e.proto.popover.label for e in elements(app) if e.type == "popover"]
    assert not asks(app)


def test_a_city_is_given_up_in_the_bar():
    app = come_with(OWN, "overview")
    app.selectbox(key="mine_picker").set_value(None).run()
    assert not app.exception
    assert MINE not in app.query_params
    assert app.session_state[MINE] == ""
    assert not asks(app)
    assert app.session_state[LATER]


def test_a_link_gives_its_city_only_to_who_has_none():
    assert open_page("overview", mine=OTHER).session_state[MINE] == OTHER
    app = come_with(OWN, "portrait", place="530100")
    app.query_params[MINE] = OTHER
    app.run()
    assert app.session_state[MINE] == OWN
    assert app.query_params[MINE] == OWN
    assert pickers(app)["place"].value == "530100"  # a link shows its own place


@pytest.mark.parametrize("asked", ["nowhere", "000000", "500101", "<b>"])
def test_what_is_no_city_is_taken_out_of_the_address(asked):
    app = open_page("sources", mine=asked)
    assert not app.exception
    assert MINE not in app.query_params


PICKED = [
    ("compare", {"view": "two"}, "city1"),
    ("gaps", {"view": "city"}, "place"),
    ("instruments", {"view": "pair"}, "place1"),
    ("validation", {"view": "place"}, "place"),
    ("portrait", {}, "place"),
    ("scenario", {}, "place"),
]


@pytest.mark.parametrize(("page", "query", "key"), PICKED, ids=[page for page, *_rest in PICKED])
def test_the_viewers_city_is_the_first_of_every_list_of_places_and_what_a_page_opens_with(page, query, key):
    picker = pickers(come_with(OWN, page, **query))[key]
    assert picker.options[0] == OWN
    assert picker.value == OWN


@pytest.mark.parametrize(
    ("page", "query", "key"),
    [("compare", {}, "cities"), ("compare", {"view": "matrix"}, "cities"), ("instruments", {}, "places")],
)
def test_the_viewers_city_leads_those_that_are_compared(page, query, key):
    control = come_with(OWN, page, **query).multiselect(key=key)
    assert control.options[0] == prefectures("zh")[OWN]
    assert control.value[0] == OWN


def test_what_is_no_place_stays_before_the_viewers_city():
    silent = come_with(OWN, "gaps", view="silent").selectbox(key="place")
    assert silent.value == "all"
    assert silent.options[1].startswith(prefectures("zh")[OWN])
    assert pickers(come_with(OWN, "map", level="prefecture"))["find"].options[:2] == ["none", OWN]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("compare", {}),
        ("compare", {"view": "one", "topic": "care_institutions"}),
        ("gaps", {"topic": "beds_density", "span": "0"}),
        ("gaps", {"view": "supply", "span": "0"}),
    ],
)
def test_the_viewers_city_is_set_off_in_charts_of_cities(page, query):
    star = f"★ {prefectures('zh')[OWN]}"
    assert star not in json.dumps(figures(open_page(page, **query)), ensure_ascii=False)
    assert star in json.dumps(figures(come_with(OWN, page, **query)), ensure_ascii=False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "query"), [("overview", {}), ("portrait", {"place": OTHER})])
def test_a_number_in_front_opens_its_record(page, query, lang):
    app = open_page(page, lang, **query)
    cards = numbers(app)
    assert len(cards) == 4
    board = next(element for element in elements(app) if element.key == "headlines")
    for ref in filter(None, (card["ref"] for card in cards)):
        states = app._tree.get_widget_states()
        clicked = json.dumps([{"event": "clicked", "value": ref}])
        states.widgets.append(WidgetState(id=_make_trigger_id(board.proto.id, "events"), json_trigger_value=clicked))
        app._run(states)
        assert not app.exception
        assert app.query_params["evidence"] == ref
        assert any(element.type == "title" for element in drawer(app)), "the drawer shows no number"
