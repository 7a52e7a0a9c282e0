"""Each rule of the data contract, broken by one change to the real tables, and the sentence that answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from loaders.errors import Problem
from loaders.rules import RULES, broken_rules, people, policy, tables
from loaders.tables import TABLES
from tests.sampling import sampled

Frames = dict[str, pd.DataFrame]
Key = str | tuple[str | int | None, ...]
# A redacted target, a stated target, a result with an implied year, a range, a code with and one without a finding.
REDACTED, TARGET, IMPLIED, RANGE = "daqing-plan-02", "zhangye-2023-03", "kunming-2018-050-13", "zhengzhou-2016-024-10"
CODED, NOT_FOUND = ("620700", "land_supply"), ("620700", "leading_group")

# The oldest women of a city, and all its people aged 60 and over.
OLDEST = ("350404", "2020-11-01", "resident", "female", 85)
SIXTY = ("350404", "2020-11-01", "resident", "both", 60, "all")
# Women's life expectancy as projected for one year, and the births of another.
LIFE = ("000000", "life_expectancy", "female", None, 2030, "medium")
BIRTHS = ("000000", "births", "both", None, 1950, "estimate")


@dataclass(frozen=True)
class Broken:
    """One rule, the row and cells that break it, and the columns with what is expected of them."""

    rule: Callable[[Frames], Iterator[Problem]]
    table: str
    key: Key
    cells: dict[str, Any]
    expected: dict[str, str]


def reference(table: str, key: Key, column: str, value: str, target: str) -> Broken:
    return Broken(tables.known_references, table, key, {column: value}, {column: f"a row of {target}.csv"})


CASES = {
    "a slug that stands twice": Broken(
        tables.unique_keys, "facts", "zhangye-2023-02", {"fact": "zhangye-2023-01"}, {"fact": "fact to stand once"}
    ),
    "a pair of keys that stands twice": Broken(
        tables.unique_keys,
        "policy_codes",
        CODED,
        {"instrument": "development_planning"},
        {"instrument": "place+instrument to stand once"},
    ),
    "an unknown adcode": reference("facts", TARGET, "place", "620799", "places"),
    "an unknown indicator": reference("facts", TARGET, "indicator", "nursing_bed", "indicators"),
    "an unknown institution": reference("facts", TARGET, "subject", "no-home", "institutions"),
    "an unknown document": reference("facts", TARGET, "document", "zhangye-2032", "documents"),
    "a document of an unknown place": reference("documents", "zhangye-2023", "place", "620799", "places"),
    "an unknown care mode": reference("institutions", "zhangye-tcm-hospital", "mode", "no-mode", "care_models"),
    "an unknown parent node": reference(
        "care_models", "kunming-311-gongtongti", "parent", "kunming-313", "care_models"
    ),
    "an unknown instrument": reference("policy_codes", CODED, "instrument", "gifts", "instruments"),
    "a kind of statement outside the list": Broken(
        tables.known_words, "facts", IMPLIED, {"kind": "guess"}, {"kind": "words of the list kind in vocabularies.csv"}
    ),
    "a warning outside the list, beside a known one": Broken(
        tables.known_words,
        "facts",
        TARGET,
        {"warnings": "second_hand;hearsay"},
        {"warnings": "words of the list warning in vocabularies.csv"},
    ),
    "a list of warnings that ends in a semicolon": Broken(
        tables.known_words,
        "facts",
        TARGET,
        {"warnings": "second_hand;"},
        {"warnings": "words of the list warning in vocabularies.csv"},
    ),
    "a prefecture without a parent": Broken(
        tables.places_nest, "places", "530100", {"parent": ""}, {"parent": "the code of the place it belongs to"}
    ),
    "a prefecture in another province": Broken(
        tables.places_nest,
        "places",
        "530100",
        {"parent": "510000"},
        {"parent": "a parent whose code the place's code begins with"},
    ),
    "a place that is its own parent": Broken(
        tables.places_nest,
        "places",
        "530100",
        {"parent": "530100"},
        {"parent": "a parent whose code the place's code begins with"},
    ),
    "a fact in another unit than its indicator": Broken(
        tables.known_units, "facts", TARGET, {"unit": "persons"}, {"unit": "the unit of its indicator"}
    ),
    "a range downwards": Broken(
        policy.values_and_comparators,
        "facts",
        RANGE,
        {"value_high": 20.0},
        {"value_high": "more than value (comparator range)"},
    ),
    "a range of one value": Broken(
        policy.values_and_comparators,
        "facts",
        RANGE,
        {"value_high": 30.0},
        {"value_high": "more than value (comparator range)"},
    ),
    "a scalar with two values": Broken(
        policy.values_and_comparators,
        "facts",
        TARGET,
        {"value_high": 66.0},
        {"value_high": "the same as value (no range)"},
    ),
    "a share over 100": Broken(
        policy.values_and_comparators,
        "facts",
        TARGET,
        {"value": 101.0, "value_high": 101.0},
        {"value": "a share between 0 and 100"},
    ),
    "a range of shares that ends over 100": Broken(
        policy.values_and_comparators,
        "facts",
        RANGE,
        {"value_high": 140.0},
        {"value_high": "a share between 0 and 100"},
    ),
    "a count below zero": Broken(
        policy.values_and_comparators,
        "facts",
        "kunming-2018-050-09",
        {"value": -1.0, "value_high": -1.0},
        {"value": "a value of at least 0"},
    ),
    "a redacted year with a year": Broken(
        policy.years_and_dates, "facts", REDACTED, {"year": 2025}, {"year": "an empty cell (the year is redacted)"}
    ),
    "a redacted year without its warning": Broken(
        policy.years_and_dates, "facts", REDACTED, {"warnings": ""}, {"warnings": "the warning redacted_year"}
    ),
    "an implied year without its warning": Broken(
        policy.years_and_dates,
        "facts",
        IMPLIED,
        {"warnings": "second_hand"},
        {"warnings": "the warning inferred_year"},
    ),
    "a stated year that is not there": Broken(
        policy.years_and_dates,
        "facts",
        TARGET,
        {"year": pd.NA, "date": ""},
        {"year": "a year (period_status says there is one)"},
    ),
    "a date in another year": Broken(
        policy.years_and_dates, "facts", TARGET, {"date": "2024-12"}, {"date": "a date within the fact's year"}
    ),
    "a thirteenth month": Broken(
        tables.dates_exist, "facts", TARGET, {"date": "2025-13"}, {"date": "a date of the calendar"}
    ),
    "a 30 February": Broken(
        tables.dates_exist,
        "documents",
        "zhangye-2023",
        {"issued_on": "2023-02-30"},
        {"issued_on": "a date of the calendar"},
    ),
    "a target that commits nobody": Broken(
        policy.commitments,
        "facts",
        TARGET,
        {"commitment": "not_applicable"},
        {"commitment": "not_applicable for all but targets, and only for them"},
    ),
    "a result with a commitment": Broken(
        policy.commitments,
        "facts",
        IMPLIED,
        {"commitment": "firm"},
        {"commitment": "not_applicable for all but targets, and only for them"},
    ),
    "a phrase too short to find": Broken(
        tables.evidence,
        "facts",
        TARGET,
        {"as_printed": "达到65%"[:5]},
        {"as_printed": "a phrase of 6 to 40 characters"},
    ),
    "a phrase that copies a paragraph": Broken(
        tables.evidence,
        "institutions",
        "kunming-guangfu-hospital",
        {"as_printed": "床" * 41},
        {"as_printed": "a phrase of 6 to 40 characters"},
    ),
    "a code without its phrase": Broken(
        tables.evidence, "policy_codes", CODED, {"as_printed": ""}, {"as_printed": "a phrase of 6 to 40 characters"}
    ),
    "a phrase without its clause": Broken(
        tables.evidence, "facts", TARGET, {"clause": ""}, {"clause": "the clause that prints the phrase"}
    ),
    "a source without a grade": Broken(
        tables.evidence, "care_models", "kunming-311", {"grade": ""}, {"grade": "a grade"}
    ),
    "a note in Chinese only": Broken(
        tables.both_languages,
        "facts",
        TARGET,
        {"note": "没有英文"},
        {"note_en": "a text in both note and note_en, or in neither"},
    ),
    "a note in English only": Broken(
        tables.both_languages,
        "places",
        "530100",
        {"note_en": "no Chinese"},
        {"note_en": "a text in both note and note_en, or in neither"},
    ),
    "a scope that the list does not hold": Broken(
        policy.known_scopes,
        "facts",
        TARGET,
        {"scope": "城镇小区", "scope_en": "urban estates"},
        {"scope": "words of scopes.csv joined by · (add a row for a new one)"},
    ),
    "the words of a scope in another order": Broken(
        policy.known_scopes,
        "facts",
        TARGET,
        {"scope": "新建·乡镇敬老院", "scope_en": "new, township elderly homes"},
        {"scope": "its words in the order part, facility, condition, period"},
    ),
    "a scope in other English words than its own": Broken(
        policy.known_scopes,
        "facts",
        TARGET,
        {"scope": "城市社区", "scope_en": "city communities"},
        {"scope_en": "the English of its words in scopes.csv, joined by commas"},
    ),
    "a scope in one language only": Broken(
        tables.both_languages,
        "facts",
        RANGE,
        {"scope": "城市社区", "scope_en": ""},
        {"scope_en": "a text in both scope and scope_en, or in neither"},
    ),
    "an outcome in one language only": Broken(
        tables.both_languages,
        "care_models",
        "kunming-311-gongtongti-rule-medical",
        {"outcome_en": ""},
        {"outcome_en": "a text in both outcome_zh and outcome_en, or in neither"},
    ),
    "a code without its level": Broken(
        policy.policy_findings, "policy_codes", CODED, {"level": pd.NA}, {"level": "a level from 1 to 3"}
    ),
    "a level of four": Broken(
        policy.policy_findings, "policy_codes", CODED, {"level": 4}, {"level": "a level from 1 to 3"}
    ),
    "a level where nothing is coded": Broken(
        policy.policy_findings, "policy_codes", NOT_FOUND, {"level": 1}, {"level": "an empty cell (nothing is coded)"}
    ),
    "a code without its scope": Broken(
        policy.policy_findings, "policy_codes", CODED, {"scope_flag": ""}, {"scope_flag": "whole or part"}
    ),
    "a code without its document": Broken(
        policy.policy_findings, "policy_codes", CODED, {"document": ""}, {"document": "the document that prints it"}
    ),
    "an age group that reaches into the one before": Broken(
        people.age_groups, "population", OLDEST, {"age_from": 84}, {"age_from": "an age above the group before"}
    ),
    "an age group that ends before it begins": Broken(
        people.ages_run_upwards, "population_totals", SIXTY, {"age_to": 59}, {"age_to": "an age not below age_from"}
    ),
    "a headline count that its age groups do not make up": Broken(
        people.totals_agree,
        "population_totals",
        SIXTY,
        {"persons": 62_908},
        {"persons": "the sum of its age groups in population.csv"},
    ),
    "a count of the census that its ages do not make up": Broken(
        people.census_adds_up, "census", ("620700", 2020), {"age60": 202_851}, {"age60": "the sum of its age groups"}
    ),
    "a city with more people in its towns than in all": Broken(
        people.census_adds_up, "census", ("620700", 2020), {"urban": 1_131_017}, {"urban": "no more than total"}
    ),
    "a count of the census in another table": Broken(
        people.censuses_stand_once,
        "population_totals",
        ("350404", "2020-11-01", "resident", "both", 80, "all"),
        {"place": "350402"},
        {"place": "a count that the table census does not hold"},
    ),
    "a code that leads to one that ended": Broken(
        people.ended_codes_lead_on,
        "ended_codes",
        ("652200", "650500"),
        {"successor": "652100"},
        {"successor": "a code that has not ended"},
    ),
    "a life expectancy in percent": Broken(
        people.vital_rates, "vital_rates", LIFE, {"unit": "percent"}, {"unit": "the unit of its measure"}
    ),
    "a negative number of births": Broken(
        people.vital_rates, "vital_rates", BIRTHS, {"value": -1.0}, {"value": "a value of at least 0"}
    ),
    "a period that ends before it begins": Broken(
        people.vital_rates, "vital_rates", BIRTHS, {"year_to": 1949}, {"year_to": "a year not before year_from"}
    ),
    "a projection below its lower bound": Broken(
        people.vital_rates, "vital_rates", LIFE, {"value": 70.0}, {"value": "a value of at least the bound below"}
    ),
    "a default outside its range": Broken(
        policy.assumptions_hold,
        "assumptions",
        "occupancy",
        {"default": 29.0},
        {"default": "a value between low and high"},
    ),
    "an empty range": Broken(
        policy.assumptions_hold,
        "assumptions",
        "disability_trend",
        {"low": -1.9, "high": -1.9},
        {"high": "more than low"},
    ),
    "a document behind what is assumed": Broken(
        policy.assumptions_hold,
        "assumptions",
        "beds_per_1000",
        {"status": "assumed"},
        {"document": "the document that prints the default, or the status assumed"},
    ),
    "a place on a list that is not declared": Broken(
        policy.programmes_fit,
        "programmes",
        ("ltci_pilot", "2020", "530100"),
        {"batch": "2021"},
        {"batch": "a batch of programme_lists.csv"},
    ),
    "a list with fewer places than are named": Broken(
        policy.programmes_fit,
        "programme_lists",
        ("integrated_pilot", "2"),
        {"places": 39},
        {"places": "at least as many places as are named"},
    ),
    "a number of places without the document that prints it": Broken(
        policy.programmes_fit,
        "programme_lists",
        ("integrated_pilot", "2"),
        {"document": ""},
        {"document": "the document that prints the number of places, or neither"},
    ),
    "a status of a place outside the list": Broken(
        tables.known_words,
        "programmes",
        ("ltci_pilot", "2020", "530100"),
        {"status": "likely"},
        {"status": "words of the list programme_status in vocabularies.csv"},
    ),
    "two letters that stand twice": Broken(
        policy.assumptions_hold, "assumptions", "occupancy", {"code": "ea"}, {"code": "two letters of its own"}
    ),
    "an assumption without a word why": Broken(
        policy.assumptions_hold,
        "assumptions",
        "claim_share",
        {"note": "", "note_en": ""},
        {"note": "the source in words, or why it is assumed"},
    ),
    "a value of a scheme in a unit nobody can write": Broken(
        policy.schemes_hold, "schemes", "fuzhou-06", {"unit": "bananas"}, {"unit": "a unit of i18n/numbers.py"}
    ),
    "a value of a scheme without a comparator": Broken(
        policy.schemes_hold, "schemes", "fuzhou-06", {"comparator": ""}, {"comparator": "a word where there is a value"}
    ),
    "a range of a scheme downwards": Broken(
        policy.schemes_hold,
        "schemes",
        "jingjiang-03",
        {"value_high": 10.0},
        {"value_high": "more than value (comparator range)"},
    ),
    "what is paid into a scheme by nobody": Broken(
        policy.schemes_hold,
        "schemes",
        "shijingshan-04",
        {"payer": ""},
        {"payer": "a payer of what is paid in, only there"},
    ),
    "a scheme that pays more than the whole": Broken(
        policy.schemes_hold, "schemes", "zibo-05", {"value": 175.0}, {"value": "a share between 0 and 100"}
    ),
    "a value of a scheme that ends before it begins": Broken(
        policy.schemes_hold, "schemes", "fuzhou-06", {"until": "2020"}, {"until": "a time not before from"}
    ),
    "an assumption in a unit nobody can write": Broken(
        tables.known_units, "assumptions", "occupancy", {"unit": "bananas"}, {"unit": "a unit of i18n/numbers.py"}
    ),
}


def row_of(frames: Frames, table: str, key: Key) -> int:
    """Return the position of the one row with this key."""
    columns = list(TABLES[table].key)
    values = [key] if isinstance(key, str) else list(key)
    found = [
        frames[table][name].isna() if value is None else frames[table][name] == value
        for name, value in zip(columns, values, strict=True)
    ]
    (position,) = frames[table].index[pd.concat(found, axis=1).all(axis=1)]
    return int(position)


def said(frames: Frames) -> list[str]:
    return [str(problem) for problem in broken_rules(frames)]


def test_the_real_tables_break_no_rule(frames: Frames):
    assert said(frames) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_broken_cell_is_answered_by_its_rule_with_one_sentence(frames: Frames, case: Broken):
    sentences = broken(frames, case)
    assert [str(problem) for problem in case.rule(frames)] == sentences


@pytest.mark.parametrize("case", sampled(CASES.values(), 6))
def test_no_other_rule_says_the_same_fault_again(frames: Frames, case: Broken):
    sentences = broken(frames, case)
    assert said(frames) == sentences


def broken(frames: Frames, case: Broken) -> list[str]:
    """Break the cells of a case; return the sentences that answer."""
    row, table = row_of(frames, case.table, case.key), frames[case.table]
    for column, value in case.cells.items():
        assert column in table
        table.loc[row, column] = value
    sentences = []
    for column, expected in case.expected.items():
        value = str(table.at[row, column])
        found = f" found {value!r}," if value else ""
        sentences.append(f"{case.table}.csv, row {row + 2}, column {column}:{found} expected {expected}")
    return sentences


def test_every_rule_is_broken_by_at_least_one_case():
    assert {case.rule for case in CASES.values()} == set(RULES)


def test_an_indicator_in_a_unit_nobody_can_write_is_refused_with_its_facts(frames: Frames):
    row = row_of(frames, "indicators", "pop60_resident")
    facts = frames["facts"].index[frames["facts"]["indicator"] == "pop60_resident"]
    frames["indicators"].loc[row, "unit"] = "bananas"
    found = said(frames)
    assert (
        found[0] == f"indicators.csv, row {row + 2}, column unit: found 'bananas', expected a unit of i18n/numbers.py"
    )
    assert len(facts) > 0
    assert found[1:] == [
        f"facts.csv, row {fact + 2}, column unit: found 'persons', expected the unit of its indicator" for fact in facts
    ]


@pytest.mark.parametrize(("read_in_full", "faults"), [("1", 0), ("0", 1)])
def test_that_a_place_has_none_is_known_only_from_a_text_read_in_full(frames: Frames, read_in_full: str, faults: int):
    row = row_of(frames, "policy_codes", NOT_FOUND)
    cells = {"finding": "none", "clause": "三(一)", "as_printed": "不设立领导小组"}
    for column, value in cells.items():
        frames["policy_codes"].loc[row, column] = value
    document = row_of(frames, "documents", str(frames["policy_codes"].at[row, "document"]))
    frames["documents"].loc[document, "read_in_full"] = read_in_full
    sentence = (
        f"policy_codes.csv, row {row + 2}, column finding: found 'none', expected a document read in full that says so"
    )
    assert said(frames) == [sentence] * faults


def test_all_faults_are_reported_in_the_order_of_the_rules(frames: Frames):
    facts = frames["facts"]
    facts.loc[row_of(frames, "facts", TARGET), "clause"] = ""
    facts.loc[row_of(frames, "facts", RANGE), "place"] = "419999"
    assert [problem.column for problem in broken_rules(frames)] == ["place", "clause"]


def test_a_figure_from_no_stored_text_needs_neither_clause_nor_phrase(frames: Frames):
    facts, documents = frames["facts"], frames["documents"]
    without_file = facts["document"].isin(documents[documents["file"] == ""]["document"])
    assert without_file.any()
    facts.loc[without_file, ["clause", "as_printed"]] = ""
    assert said(frames) == []
