"""What a map offers: rates by colour and counts by circles, where enough places compare; and what it says of a place without a portrait."""

import datetime as dt

import pandas as pd
import pytest

from policy.map_values import LEAST_PLACES, mappable, topic_values
from tests.unit.variants import variants
from views import edition
from views.map import ageing, programmes, values
from views.map.units import units
from views.places import mapped, portrait_places, uncovered

LEVELS = ("province", "prefecture", "county")
TODAY = dt.date(2026, 11, 27)


def topics(level) -> list[str]:
    """Return the topics among what a map of a level offers by colour."""
    people = {*ageing.VARIABLES, "share65", "change60"}
    return [name for name in values.variable_names("en", level) if name not in people and not programmes.covers(name)]


@pytest.mark.parametrize("level", LEVELS)
def test_a_topic_by_colour_is_a_rate_and_has_enough_comparable_places(level):
    facts, codes = edition.described(), mapped().loc[mapped()["level"] == level, "place"].tolist()
    for topic in topics(level):
        alike = topic_values(facts, topic, codes).standing
        assert len(alike) >= LEAST_PLACES
        assert (alike["denominator"] != "").all()
        assert level in values.levels_of(topic, "en")


def test_a_count_is_never_a_fill_and_a_rate_never_a_circle():
    for level in LEVELS:
        circled = [name for name in values.circle_names("en", level) if name not in ("none", values.PEOPLE)]
        assert not set(circled) & set(topics(level))
        facts = edition.described()
        assert facts.loc[facts["topic"].isin(circled) & (facts["kind"] == "achieved"), "denominator"].eq("").all()
    assert "care_beds_total" in values.circle_names("en", "prefecture")
    assert "beds_density" in topics("prefecture")


def test_too_few_comparable_places_make_no_map():
    facts = edition.described()
    codes = mapped().loc[mapped()["level"] == "prefecture", "place"].drop_duplicates().tolist()
    assert "nursing_share" in set(facts.loc[facts["place"].isin(codes), "topic"])
    offered = mappable(facts, codes)
    assert "nursing_share" not in set(offered["topic"])
    fact = facts[(facts["topic"] == "beds_density") & (facts["kind"] == "achieved")].iloc[:1]
    few = variants(fact, *({"place": code, "subject": ""} for code in codes[: LEAST_PLACES - 1]))
    assert mappable(few, codes).empty
    enough = variants(fact, *({"place": code, "subject": ""} for code in codes[:LEAST_PLACES]))
    assert mappable(enough, codes)["topic"].tolist() == ["beds_density"]
    odd = enough.assign(scope_condition=["", *["another"] * (LEAST_PLACES - 1)])
    assert mappable(odd, codes).empty


def test_what_was_collected_of_a_place_is_no_map():
    assert "silent_share" not in {name for level in LEVELS for name in values.variable_names("en", level)}


@pytest.mark.parametrize("level", ["province", "prefecture"])
def test_every_circle_and_colour_that_is_offered_can_be_drawn(level):
    shown = units(level, "en")
    for topic in topics(level):
        found = values.values(topic, "value", shown, TODAY)
        assert (found["state"] == "value").sum() >= LEAST_PLACES
    for counted in values.circle_names("en", level):
        circles = None if counted == "none" else values.circles(counted, shown)
        assert counted == "none" or (circles is not None and len(circles.frame) >= LEAST_PLACES)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_unit_without_a_portrait_leads_to_the_area_above_it(lang):
    told, above, name = uncovered("659011", lang)
    assert above == "650000"
    assert name
    assert name in told
    assert uncovered("330113", lang)[1] == "330100"
    told, above, name = uncovered("710000", lang)
    assert told
    assert (above, name) == ("", "")


@pytest.mark.parametrize("step", [25, pytest.param(1, marks=pytest.mark.slow)])
def test_every_unit_has_a_portrait_or_is_told_where_more_is_known(step):
    known = set(portrait_places())
    inland = pd.unique(mapped().loc[~mapped()["place"].str[:2].isin(["71", "81", "82"]), "place"])
    for place in inland[::step]:
        if place not in portrait_places(str(place)):
            assert uncovered(str(place), "en")[1] in known
