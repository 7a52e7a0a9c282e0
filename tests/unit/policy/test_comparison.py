"""The one rule of comparison, by hand and over the real tables: who leads, which years stand together, who is left out."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policy.comparability import differences
from policy.comparison import (
    LEVELS,
    SPAN,
    Compared,
    compared,
    extremes,
    left_out,
    measured,
    of_level,
    of_nation,
    on_topic,
    per_head,
    spread_sentences,
)
from policy.described import MUNICIPALITIES
from policy.text import Amount, Sentence
from tests.unit.variants import fact_of, variants
from views.older import older_by_year
from views.words import say_all

WUHAN, DALIAN, KUNMING, CHONGQING = "420100", "210200", "530100", "500000"
PLACES = (WUHAN, DALIAN, KUNMING, CHONGQING)
ALL_BEDS = "nursing_bed_share_all"


@pytest.fixture(scope="session")
def share(described: pd.DataFrame) -> pd.DataFrame:
    """北京's share of nursing beds of 2025, by the nation's definition."""
    return fact_of(described, "beijing-2025-018-09")


@pytest.fixture(scope="session")
def nation(described: pd.DataFrame) -> pd.DataFrame:
    return of_nation(described[described["topic"] == "nursing_share"])


@pytest.fixture(scope="session")
def every(described: pd.DataFrame) -> list[tuple[str, str, str, int, Compared]]:
    """Every comparison of more than a few places: topic, kind, level and window."""
    stated = described[described["kind"].isin(["achieved", "target"])]
    counted = stated.groupby(["topic", "kind"])["place"].nunique()
    known = counted[counted > 4].reset_index()
    return [
        (topic, kind, level, span, on_topic(described, topic, kind, level, span))
        for topic, kind in zip(known["topic"], known["kind"], strict=True)
        for level in LEVELS
        for span in (SPAN, 0)
    ]


def places(share: pd.DataFrame, *changes: dict) -> pd.DataFrame:
    """Return a figure of each of some places."""
    return variants(share, *({"place": place} | cells for place, cells in zip(PLACES, changes, strict=False)))


def apart(found: Compared) -> dict[str, str]:
    return dict(zip(found.facts["place"], found.facts["apart"], strict=True))


def values(said: Sentence) -> dict[str, Any]:
    """Return the values that a sentence takes."""
    return said.values  # noqa: PD011  (a field, no frame)


def test_the_nations_definition_leads_though_another_is_commoner(share, nation):
    other = {"indicator": ALL_BEDS, "comparable_group": ALL_BEDS}
    found = compared(places(share, {}, other, other, other), nation)
    assert found.national
    assert apart(found) == {WUHAN: "", DALIAN: "definition", KUNMING: "definition", CHONGQING: "definition"}


def test_without_a_place_that_prints_it_the_commonest_leads(share, nation):
    other = {"indicator": ALL_BEDS, "comparable_group": ALL_BEDS}
    found = compared(places(share, other, other, {"comparable_group": "third"}), nation)
    assert not found.national
    assert apart(found) == {WUHAN: "", DALIAN: "", KUNMING: "definition"}


def test_years_stand_together_within_a_window_that_ends_with_the_newest(share, nation):
    facts = places(share, {"year": 2025}, {"year": 2021}, {"year": 2020}, {"year": pd.NA})
    assert apart(compared(facts, nation)) == {WUHAN: "", DALIAN: "", KUNMING: "older", CHONGQING: "undated"}
    assert set(apart(compared(facts, nation, 0)).values()) == {""}
    assert apart(compared(facts, nation, 10))[KUNMING] == ""
    assert (compared(facts, nation, 3).first, compared(facts, nation, 3).last) == (2023, 2025)


def test_another_definitions_year_moves_no_window(share, nation):
    newer = {"comparable_group": ALL_BEDS, "year": 2030}
    assert apart(compared(places(share, {"year": 2025}, newer), nation))[WUHAN] == ""


def test_a_place_stands_with_an_older_figure_of_the_right_definition_rather_than_a_newer_of_another(share, nation):
    facts = pd.concat(
        [places(share, {"year": 2025}), variants(share, {"place": DALIAN, "year": 2022, "fact": "right"})]
    )
    facts = pd.concat([facts, variants(share, {"place": DALIAN, "comparable_group": ALL_BEDS, "fact": "wrong"})])
    found = compared(facts, nation).standing.set_index("place")
    assert found["fact"].to_dict() == {WUHAN: "fact-0", DALIAN: "right"}


def test_a_bound_that_leaves_the_highest_open_is_left_out_and_named(share):
    facts = places(share, {"value": 70.0}, {"value": 50.0}, {"value": 60.0, "comparator": ">="}).assign(apart="")
    certain = extremes(facts)
    assert certain is not None
    top, low, open_ones = certain
    assert (top["place"], low["place"], open_ones["place"].tolist()) == (WUHAN, DALIAN, [KUNMING])
    assert "bound" in spread_sentences(Compared(facts, None, None, national=False), "city")[-1].template


def test_a_bound_above_all_others_is_highest_and_a_promise_is_no_bound(share):
    bound = places(share, {"value": 70.0, "comparator": ">="}, {"value": 50.0}).assign(apart="")
    certain = extremes(bound)
    assert certain is not None
    assert certain[0]["place"] == WUHAN
    assert certain[2].empty
    said = spread_sentences(Compared(bound, None, None, national=False), "city")[0]
    assert values(said)["top_value"] == Amount(70.0, "percent", ">=", 70.0)
    assert "gap" not in values(said)  # what is at least so much is no exact distance away
    promises = bound.assign(kind="target", comparator=">=")
    assert extremes(promises) is not None


def test_two_bounds_name_no_highest(share):
    facts = places(share, {"comparator": ">="}, {"comparator": ">=", "value": 70.0}).assign(apart="")
    assert extremes(facts) is None
    said = spread_sentences(Compared(facts, None, None, national=False), "city")[0]
    assert "top" not in values(said)


def test_places_of_one_value_are_named_together(share):
    facts = places(share, {"value": 70.0}, {"value": 50.0}, {"value": 50.0}).assign(apart="")
    said = spread_sentences(Compared(facts, None, None, national=False), "city")[0]
    assert len(values(said)["low"]) == 2


def test_what_is_compared_has_one_definition_one_level_and_one_window(every):
    compared_more_than_one = 0
    for topic, kind, level, span, found in every:
        standing = found.standing
        assert found.facts["place"].is_unique
        assert of_level(standing, level).shape == standing.shape
        assert len(set(measured(standing))) <= 1, (topic, kind, level)
        # Ownership cannot differ, as only own targets are taken; a rank may stand.
        assert differences(standing) == []
        years = standing["year"].dropna()
        if span and len(years):
            assert years.max() - years.min() < span
        compared_more_than_one += len(standing) > 1
    assert compared_more_than_one > 60


def test_the_nations_definition_leads_wherever_a_place_prints_it(every, described):
    led = 0
    for topic, _kind, level, span, found in every:
        nation = of_nation(
            described[(described["topic"] == topic) & (described["subject"] == "") & (described["scope"] == "")]
        )
        if span == 0 and len(found.standing):
            printed = measured(found.facts).isin(measured(nation))
            assert found.national == bool(printed.any()), (topic, level)
            led += found.national
    assert led > 20


def test_every_place_left_out_is_counted_in_the_sentences(every):
    for _topic, _kind, level, _span, found in every:
        out = found.facts[found.facts["apart"] != ""]
        said = left_out(found)
        assert bool(said) == bool(len(out))
        counted = 0
        for sentence in said:
            places = values(sentence)["places"]
            assert isinstance(places, tuple)
            more = sum(int(values(part)["more"]) + 1 for part in places if isinstance(part, Sentence))
            counted += more or len(places)
        assert counted == len(out)
        if len(out) and len(found.standing) > 1:
            assert (
                spread_sentences(found, level)[-len(said) :] == said
                or "bound" in spread_sentences(found, level)[-1].template
            )


def test_the_highest_and_lowest_named_hold_whatever_the_bounds_hide(every):
    named_ones = 0
    for _topic, kind, _level, _span, found in every:
        certain = extremes(found.standing)
        if certain is None:
            continue
        named_ones += 1
        top, low, open_ones = certain
        rest = found.standing.drop(open_ones.index)
        assert (rest["value"] <= top["value_high"]).all()
        assert (rest["value_high"] >= low["value"]).all()
        if kind != "target":
            assert low["comparator"] not in (">=", ">", "range")
            assert top["comparator"] not in ("<=", "<", "range")
    assert named_ones > 50


def test_a_rate_stands_on_people_of_its_year_or_of_the_nearest_within_five(described):
    older = older_by_year()
    assert ((older["year"] - older["people_year"]).abs() <= 5).all()
    same = older["how"] != "counted"
    assert (older[same]["year"] == older[same]["people_year"]).all()
    found = per_head(on_topic(described, "care_beds_total", "achieved", "city", 0), older)
    assert {"张掖市"}.isdisjoint(found.facts["place_zh"])
    lost = found.facts[found.facts["apart"] == "people"]
    assert not lost["fact"].isin(found.standing["fact"]).any()
    assert (found.standing["unit"] == "beds_per_1000").all()


def test_the_nation_is_set_against_its_official_count():
    older = older_by_year().set_index(["place", "year"])
    assert older.loc[("000000", 2024), "how"] == "official"
    assert older.loc[("000000", 2024), "persons"] == 310_310_000


def test_a_municipality_stands_among_cities_and_among_provinces(described):
    for level in ("city", "province"):
        assert set(MUNICIPALITIES) <= set(of_level(described, level)["place"])
    assert set(of_level(described, "county")["place_level"]) == {"county"}


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("武汉", "国家口径", "口径为")), ("en", ("Wuhan", "nation", "Left out"))]
)
def test_the_highest_nursing_target_is_wuhans_by_the_nations_definition(described, lang, words):
    found = on_topic(described, "nursing_share", "target", "city")
    said = say_all(spread_sentences(found, "city"), lang)
    assert all(word in said for word in words)
    assert found.standing.sort_values("value")["place"].iloc[-1] == WUHAN
    assert apart(found)["310000"] == "definition"


def test_no_other_sentence_names_a_highest_or_a_widest_gap():
    """Maps of one census have one definition and one day, and say how many units have no value; results go by the rule."""
    superlative = re.compile(r"N_\((?:[^()]|\n)*?(?:highest|lowest|[Ww]idest|farthest) ?(?:with|for|\()")
    folder = Path(__file__).parents[3] / "policy"
    found = {path.name for path in folder.glob("*.py") if superlative.search(path.read_text("utf-8"))}
    assert found == {"comparison.py", "gap_views.py", "map_values.py"}
