"""The same person in every city, as shown: every mark and cell opens, and a known place stands in one table only."""

import pytest

from i18n.numbers import with_unit
from policy.schemes import Person
from views import edition, records, same_person
from views.words import printed_text

PERSON = Person("severe_3", "institution", "employee", 2800.0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_mark_and_cell_opens_the_number_it_shows(lang: str):
    chart, known = same_person.paid(PERSON, lang), same_person.known(PERSON, lang)
    assert chart is not None
    assert next(iter(known.refs.values())) == chart.refs[0]
    cells = known.table.to_pandas()
    for (row, column), reference in known.refs.items():
        value = records.record(reference, lang).value
        assert str(cells.at[row, column]).startswith(value), reference
    for table in (known, same_person.not_known(PERSON, lang)):
        for reference in table.refs.values():
            for entry in records.record(reference, lang).inputs:
                assert records.line(entry, lang).value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_printed_value_of_a_scheme_opens_with_its_words(lang: str):
    for entry, words in edition.table("schemes")[["entry", "as_printed"]].itertuples(index=False):
        record = records.record(f"scheme:{entry}", lang)
        assert record.as_printed == printed_text(words, lang)
        assert record.value, entry


def test_a_place_is_known_or_not_and_what_is_not_known_is_not_drawn():
    chart = same_person.paid(PERSON, "zh")
    assert chart is not None
    known = {label.split(" · ")[0] for label in chart.table.to_pandas()["地区"]}
    without = same_person.not_known(PERSON, "zh").table.to_pandas()["地区"]
    assert known.isdisjoint(without)
    assert without.is_unique
    drawn = {bar for trace in chart.figure.to_dict()["data"] for bar in trace["customdata"]}
    assert drawn == set(chart.refs)


def test_bounds_stand_behind_what_is_known():
    chart = same_person.paid(PERSON, "zh")
    assert chart is not None
    texts = chart.table.to_pandas()["每月支付"]
    bounds = [text.startswith("≤") for text in texts]
    assert bounds == sorted(bounds)
    assert any(bounds)


def test_the_usual_fee_is_that_of_the_assumptions_and_its_field_takes_their_range():
    row = edition.table("assumptions").set_index("assumption").T["institution_fee"].to_dict()
    field = same_person.fee_field("zh")
    assert same_person.usual_fee() == row["default"]
    assert (field.least, field.largest) == (row["low"], row["high"])
    assert with_unit(row["default"], "yuan_per_month", "zh") in field.label
