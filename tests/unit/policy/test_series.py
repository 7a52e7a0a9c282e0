"""The nation's series: one figure a year, breaks where definitions differ, falls where they do not."""

import pandas as pd
import pytest

from policy.series import SERIES, series_sentences, yearly
from tests.unit.variants import fact_of, variants


@pytest.fixture(scope="session")
def beds(described: pd.DataFrame) -> pd.DataFrame:
    """The nation's care beds at the end of 2024: 7,993,000."""
    return fact_of(described, "china-2025-139-02")


def year(value: int, number: float, **cells: object) -> dict:
    return {"fact": f"of-{value}", "year": value, "date": f"{value}-12-31", "value": number} | cells


def changes(beds: pd.DataFrame, *rows: dict) -> dict[int, str]:
    figures = yearly(variants(beds, *rows), "care_beds_total")
    return dict(zip(figures["year"], figures["change"], strict=True))


def test_the_latest_figure_of_a_year_stands_for_it(beds):
    rows = [
        year(2023, 820.0, fact="september", date="2023-09"),
        year(2023, 823.0),
        year(2023, 700.0, fact="scoped", scope="快报"),
    ]
    assert yearly(variants(beds, *rows), "care_beds_total")["fact"].tolist() == ["of-2023"]


def test_another_condition_or_a_warning_breaks_the_series_and_a_smaller_figure_falls(beds):
    rows = [year(2012, 400.0), year(2013, 390.0), year(2014, 500.0, scope="登记"), year(2015, 600.0, scope="登记")]
    assert changes(beds, *rows) == {2012: "", 2013: "fall", 2014: "break", 2015: ""}
    assert changes(beds, year(2013, 400.0), year(2014, 500.0, warnings="series_break")) == {2013: "", 2014: "break"}


def test_a_break_is_no_fall_even_where_the_figure_is_smaller(beds):
    assert changes(beds, year(2013, 400.0), year(2014, 300.0, scope="登记")) == {2013: "", 2014: "break"}


def test_the_nations_beds_fall_after_2022_and_break_in_2014(described):
    figures = yearly(described, "care_beds_total").set_index("year")
    assert figures.loc[[2012, 2022, 2023, 2024], "value"].tolist() == [4165000, 8294000, 8230000, 7993000]
    assert figures.index[figures["change"] == "break"].tolist() == [2014]
    assert {2023, 2024} <= set(figures.index[figures["change"] == "fall"])


@pytest.mark.parametrize("indicator", SERIES)
def test_each_series_has_some_years_each_once_and_a_sentence(described, indicator):
    figures = yearly(described, indicator)
    assert len(figures) >= 4
    assert figures["year"].is_monotonic_increasing
    assert figures["year"].is_unique
    said = series_sentences(figures)
    assert len(said) == 1 + figures["change"].replace("", pd.NA).nunique()
