"""The map page: a unit without a portrait that is clicked is told of, and a topic is offered only at levels where enough places compare."""

import pytest

from tests.app.screens import drawer, open_page
from tests.app.test_pages import LANGUAGES

CLICKED = "map_chosen"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_click_on_a_unit_without_a_portrait_says_where_more_is_known(lang):
    app = open_page("map", lang, level="prefecture")
    app.session_state[CLICKED] = "659011"
    app.run()
    assert not app.exception
    told = [str(element.value) for element in drawer(app) if element.type == "markdown"]
    above = {"zh": "新疆维吾尔自治区", "en": "Xinjiang"}[lang]
    assert len(told) == 1
    assert above in told[0]
    links = [element for element in drawer(app) if element.type == "page_link"]
    assert len(links) == 1
    assert above in links[0].proto.label


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variable", ["care_beds_total", "nursing_share", "silent_share"])
def test_what_cannot_be_mapped_is_refused_in_one_sentence(lang, variable):
    app = open_page("map", lang, variable=variable)
    assert not app.exception
    assert [variable in warning.value.replace("\\", "") for warning in app.warning] == [True]
    assert "variable" not in app.query_params


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_topic_offers_the_levels_at_which_it_can_be_mapped(lang):
    app = open_page("map", lang, variable="beds_density")
    assert app.selectbox(key="level").value == "prefecture"
    assert len(app.selectbox(key="level").options) == 2
    app.selectbox(key="level").set_value("province").run()
    assert not app.exception
    assert app.selectbox(key="variable").value == "beds_density"
    assert not app.warning
