"""What the pages say of past errors: relative to the nation and in all, the nation's own, and the places to be cautious about."""

import numpy as np
import pandas as pd
import pytest

from policy.projection_sentences import changed_sentence, missed_sentence, past_sentence, whole_sentence
from projection.people.places import MOST_CHANGED
from views import cautions, edition, validation
from views.portrait.projection import outlook
from views.scenario.answer import answer
from views.scenario.case import case_of
from views.words import say, say_plain

NATION, WUHAN, KUNMING = "000000", "420100", "530100"
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


def rows_of(errors: dict[str, tuple[float, float, float]], covered: str = "111") -> pd.DataFrame:
    """Rows of the table ``hindcast`` of one place: errors at 60+, 65+ and 80+ by method."""
    return pd.DataFrame(
        [
            {"method": method, "age_from": age, "error": error, "covered": held}
            for method, three in errors.items()
            for age, error, held in zip((60, 65, 80), three, covered, strict=True)
        ],
        columns=["method", "age_from", "error", "covered"],
    )


@LANGUAGES
def test_the_nations_own_errors_stand_on_the_page_and_open(lang):
    assert next(iter(validation.compared_places(lang))) == NATION
    shown = validation.place_chart(NATION, lang)
    assert shown.refs == [f"hindcast:000000:as_projected:{age}" for age in (60, 65, 80)]
    for error in ("2.2%", "7.9%"):
        assert error in shown.sentence.replace("\\", "")


@LANGUAGES
def test_a_place_has_both_errors(lang):
    shown = validation.place_chart(KUNMING, lang)
    methods = [ref.split(":")[2] for ref in shown.refs]
    assert methods == ["traits", "as_projected"] * 3
    names = validation.method_names(lang)
    assert [
        names[method] in label for method, label in zip(methods, shown.table.column(0).to_pylist(), strict=True)
    ] == [True] * 6


@LANGUAGES
@pytest.mark.parametrize("age", validation.AGES)
def test_the_summary_says_the_whole_error_with_the_nation_it_rests_on(lang, age):
    found = validation.summary().query("age_from == @age and size == 'all'").set_index("method")
    sentence = validation.summary_table(age, lang).sentence.replace("\\", "").replace("−", "-")
    for method in ("traits", "as_projected"):
        for name in ("median_abs", "coverage"):
            assert f"{found.at[method, name]:.1f}".removesuffix(".0") + "%" in sentence
    assert {"en": "one decade and one nation", "zh": "一个十年、一个全国"}[lang] in sentence


@pytest.mark.parametrize(("covered", "word"), [("1", "inside"), ("0", "outside")])
def test_whether_the_nation_lay_in_its_own_band_is_said(covered, word):
    summary = pd.DataFrame(
        [{"method": "as_projected", "size": "all", "median_abs": 3.0, "bias": -2.0, "coverage": 79.0}]
    )
    said = say_plain(whole_sentence(summary, pd.Series({"error": -2.2, "covered": covered})), "en")
    assert f"{word} the 80% band of its own uncertainty" in said


def test_a_place_without_a_test_and_the_nation_have_sentences_of_their_own():
    both = {"traits": (1.0, 2.0, 3.0), "as_projected": (-4.0, -5.0, -6.0)}
    assert say_plain(past_sentence(rows_of({})), "en").startswith("No test")
    assert "the nation was off by −4% for 60+" in say_plain(
        past_sentence(rows_of({"as_projected": (-4, -5, -6)})), "en"
    )
    told = say_plain(past_sentence(rows_of(both, "011")), "en")
    assert "by 1% for 60+ and 3% for 80+" in told
    assert "by −4% and −6%" in told
    assert "held 2 of 3" in told


def test_a_caution_names_the_age_that_was_missed_most():
    said = say_plain(missed_sentence(rows_of({"traits": (9.0, -12.0, 20.0)}, "001")), "en")
    assert "2 of 3 counts" in said
    assert "65+ (−12%" in said


@LANGUAGES
def test_a_place_outside_its_band_says_so_in_portrait_and_scenario_and_one_inside_does_not(lang):
    caution = say(missed_sentence(cautions.missed()[WUHAN]), lang)
    found = outlook(WUHAN, lang)
    assert found is not None
    assert caution in found.basis
    assert caution in answer(case_of(WUHAN, ""), 2035, lang)
    held = edition.table("hindcast").query("method == 'traits' and place == @KUNMING")["covered"]
    assert (held == "1").all() == (cautions.cautions(KUNMING) == [])
    assert NATION not in cautions.missed()


def test_a_place_that_doubled_is_told_and_one_that_grew_by_half_is_not():
    totals = edition.table("population_totals")
    one = totals[(totals["place"] == KUNMING) & (totals["age_from"] == 0) & (totals["sex"] == "both")]

    def place(code: str, factor: float) -> pd.DataFrame:
        grown = one.assign(place=code)
        later = grown["date"] == "2020-11-01"
        persons = np.where(later, factor * 1e6, 1e6).round().astype("int64")
        return grown.assign(persons=persons).astype(one.dtypes)

    added = pd.concat([place("659991", 2.07), place("659992", 1.5), place("659993", 0.5)])
    with edition.reading(edition.Edition({"population_totals": added})):
        assert set(cautions.changed().index) >= {"659991", "659993"}
        assert "659992" not in cautions.changed().index
        assert "2.07" in say_plain(cautions.cautions("659991")[0], "en")
    assert 1.5 < MOST_CHANGED < 2
    assert "1.8" in say_plain(changed_sentence(1.8), "zh")
