"""Numbers and dates in words."""

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import numbers

LANGS = st.sampled_from(["zh", "en"])
FACTORS = {"万": 10**4, "亿": 10**8, " million": 10**6, " billion": 10**9}
COUNTS = st.integers(-(10**11), 10**11)


def parse(text: str) -> Decimal:
    """Read a written number back."""
    factor = next((size for word, size in FACTORS.items() if text.endswith(word)), 1)
    digits = text.replace(numbers.MINUS, "-").replace(",", "")
    for word in FACTORS:
        digits = digits.removesuffix(word)
    return Decimal(digits) * factor


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(numbers).failed == 0


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (0, "0", "0"),
        (0.5, "0.5", "0.5"),
        (9_999, "9,999", "9,999"),
        (10_000, "1万", "10,000"),
        (50_400, "5.04万", "50,400"),
        (99_999_999, "1.00亿", "100.0 million"),
        (7_993_000, "799.3万", "7.99 million"),
        (310_310_000, "3.10亿", "310.3 million"),
        (310_000_000, "3.1亿", "310 million"),
        (1_411_780_000, "14.12亿", "1.41 billion"),
        (-50_400, "−5.04万", "−50,400"),
        (99.996, "100.0", "100.0"),
    ],
)
def test_a_count_is_short_and_a_large_one_is_said_in_wan_yi_or_millions(value, chinese, english):
    assert numbers.count(value, "zh") == chinese
    assert numbers.count(value, "en") == english


@given(COUNTS, LANGS)
def test_a_count_is_off_by_less_than_half_a_percent_and_stays_short(value, lang):
    written = numbers.count(value, lang)
    assert abs(parse(written) - value) <= abs(value) * Decimal("0.005")
    if written.endswith(tuple(FACTORS)):
        assert sum(character.isdigit() for character in written) <= 5


@given(COUNTS, LANGS)
def test_count_exact_loses_no_digit(value, lang):
    assert parse(numbers.count_exact(value, lang)) == value


@given(st.decimals(-(10**6), 10**6, places=4), LANGS)
def test_a_printed_number_keeps_its_digits(value, lang):
    assert parse(numbers.number(value, lang)) == value
    assert parse(numbers.number(float(value), lang)) == value


@given(st.floats(-1e9, 1e9), st.integers(0, 3), LANGS)
def test_a_number_has_exactly_the_decimals_asked_for(value, digits, lang):
    _, _, decimals = numbers.number(value, lang, digits).partition(".")
    assert len(decimals) == digits


def test_negative_zero_has_no_sign():
    assert numbers.number(-0.001, "en", digits=1) == "0.0"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_missing_value_has_no_format(value):
    with pytest.raises(ValueError, match="missing"):
        numbers.count(value, "zh")


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        (50_400, "beds", "5.04万张", "50,400 beds"),
        (1, "beds", "1张", "1 bed"),
        (65, "percent", "65%", "65%"),
        (50, "yuan_per_day", "50元/天", "50 yuan a day"),
        (10_000, "yuan_per_bed", "10,000元/张", "10,000 yuan a bed"),
        (3_000_000, "person_times", "300万人次", "3 million visits"),
    ],
)
def test_a_number_with_its_unit_reads_as_each_language_says_it(value, unit, chinese, english):
    assert numbers.with_unit(value, unit, "zh") == chinese
    assert numbers.with_unit(value, unit, "en") == english


def test_an_exact_number_keeps_all_digits_and_an_unknown_unit_is_refused():
    assert numbers.with_unit(310_310_000, "persons", "zh", exact=True) == "3.1031亿人"
    with pytest.raises(KeyError):
        numbers.with_unit(1, "bananas", "zh")


@given(COUNTS, LANGS, st.sampled_from(sorted(numbers.UNITS)))
def test_what_is_printed_reads_back_as_the_same_number(value, lang, unit):
    for written in (
        numbers.number(value, lang),
        numbers.count_exact(value, lang),
        numbers.with_unit(value, unit, lang, exact=True),
    ):
        assert numbers.typed_number(written, unit) == value
    assert numbers.typed_number(numbers.count(value, lang), unit) == parse(numbers.count(value, lang))


@given(st.decimals(-(10**6), 10**6, places=4), LANGS)
def test_a_printed_fraction_reads_back_as_the_same_number(value, lang):
    assert numbers.typed_number(numbers.percent(value, lang), "percent") == value


@given(COUNTS)
def test_full_width_signs_and_spaces_change_no_number(value):
    written = f" {value:,} 张 ".replace(",", "，").translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert numbers.typed_number(written, "beds") == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5.04万", "beds", 50_400),
        ("５．０４万张", "beds", 50_400),
        ("5。04 万", "beds", 50_400),
        ("1.2亿", "persons", 120_000_000),
        ("12 名", "persons", 12),
        ("1 000 000 yuan", "yuan", 1_000_000),
        ("2.5 Million Yuan", "yuan", 2_500_000),
        ("500万元", "yuan", 5_000_000),
        ("85％", "percent", 85),
        ("−1 %", "percent_per_year", -1),
        ("30张", "beds_per_1000", 30),
        ("0.05", "percent", Decimal("0.05")),
    ],
)
def test_a_number_is_read_as_people_write_it(text, unit, value):
    assert numbers.typed_number(text, unit) == value


@pytest.mark.parametrize(
    "text", ["", "张", "许多", "5万4", "5,04", "1,0000", "5 04", "--5", "1e5", "nan", "inf", "5人", "30%", "5张6", "٣"]
)
def test_what_is_no_number_of_beds_is_not_read_as_one(text):
    assert numbers.typed_number(text, "beds") is None


def test_a_bound_is_written_before_its_number_and_an_unknown_or_open_one_is_refused():
    assert numbers.comparator("65%", ">=", "zh") == "≥65%"
    assert numbers.comparator("80%", "~", "zh") == "约80%"
    assert numbers.comparator("80%", "=", "en") == "80%"
    assert numbers.comparator("30%", "range", "en", "40%") == "30%–40%"
    with pytest.raises(ValueError, match="upper end"):
        numbers.comparator("30%", "range", "zh")
    with pytest.raises(KeyError):
        numbers.comparator("30%", "!=", "zh")


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2023", "2023年", "2023"),
        ("2023-05", "2023年5月", "May 2023"),
        ("2023-11-30", "2023年11月30日", "30 Nov 2023"),
    ],
)
def test_a_date_is_said_as_finely_as_it_is_known(text, chinese, english):
    assert numbers.date(text, "zh") == chinese
    assert numbers.date(text, "en") == english


@pytest.mark.parametrize("text", ["", "23", "2023-5", "2023-02-30", "2023-13", "202X", "2023-11-30-1"])
def test_what_is_no_date_of_the_calendar_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        numbers.date(text, "zh")


@given(st.dates())
def test_a_date_says_day_month_and_year_in_both_languages(day):
    text = day.isoformat()
    assert numbers.date(text, "zh") == f"{day.year}年{day.month}月{day.day}日"
    assert numbers.date(text, "en").endswith(f"{day.year:04d}")


def test_an_unknown_language_is_refused():
    for write in (numbers.count, numbers.count_exact, numbers.number, numbers.percent):
        with pytest.raises(ValueError, match="'fr'"):
            write(1, "fr")
