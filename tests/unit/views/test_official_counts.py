"""The nation's official counts where its projection stands: marks in its fans, each with its record, and a table of errors."""

import json

import pytest

from views import validation
from views.portrait.projection import fan_chart
from views.projections import official_counts, projected
from views.records import line, record
from views.scenario.answer import fans
from views.scenario.case import case_of

NATION = "000000"
YEARS = range(2021, 2026)


def refs_of(data) -> list[str]:
    """Return the references of the counts that a fan's data draw."""
    return [ref for trace in data for ref in trace.get("customdata") or [] if str(ref).startswith("national:")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_national_fan_marks_each_official_count_and_it_opens(lang):
    portrait = json.loads(str(fan_chart(NATION, "age60", lang).figure.to_json()))["data"]
    scenario = json.loads(fans(case_of(NATION, ""), ("age60",), 2035, lang)[0].figure)["data"]
    for data in (portrait, scenario):
        assert refs_of(data) == [f"national:000000:people_60:{year}" for year in YEARS]
    found = record("national:000000:people_60:2024", lang)
    assert found.as_printed == "60岁及以上人口31031万人"
    assert found.value == {"zh": "3.1031亿人", "en": "310,310,000 people"}[lang]
    assert line("national:000000:people_60:2024", lang).period == "2024"


def test_marks_stand_at_the_end_of_their_year_near_the_path_and_inside_the_band():
    counts, made = official_counts(NATION, "age60"), projected(NATION)
    assert made is not None
    for at, persons in zip(counts["at"], counts["persons"], strict=True):
        before, left = int(at) - 2020, at - int(at)
        path, low, high = (
            (1 - left) * edge[before] + left * edge[before + 1]
            for edge in (made.central["age60"], *made.bands["age60"][80])
        )
        assert path == pytest.approx(persons, rel=0.006)
        assert low < persons < high


@pytest.mark.parametrize(("place", "name"), [("370500", "age60"), (NATION, "age80"), (NATION, "dependency")])
def test_what_is_not_counted_has_no_mark(place, name):
    assert official_counts(place, name).empty
    assert refs_of(json.loads(str(fan_chart(place, name, "zh").figure.to_json()))["data"]) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_errors_opens_each_error_and_its_count(lang):
    table = validation.counts_table(lang)
    assert table.refs == [f"anchored:{year}:{age}" for age in (60, 65) for year in YEARS]
    for ref, error in zip(table.refs, validation.counts_errors()["error"], strict=True):
        found = record(ref, lang)
        assert found.formula
        assert validation.counts_record(ref).value == round(error, 2)
        _kind, year, age = ref.split(":")
        assert found.inputs[0] == f"national:000000:people_{age}:{year}"
        assert record(found.inputs[0], lang).as_printed
    with pytest.raises(KeyError):
        validation.counts_record("anchored:2030:60")
    errors = validation.counts_errors()
    assert errors["known_2022"].notna().sum() == 6
    assert errors["error"].abs().max() < 0.6
