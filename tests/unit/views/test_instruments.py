"""The codebook matrix, two places side by side, and money rules that keep their units apart."""

import pandas as pd
import pytest

from policy.instruments import (
    by_place,
    coded_places,
    differing,
    instruments_sentence,
    pair_sentence,
    rates,
    rates_of,
    rates_sentence,
    side_by_side,
)
from tests.unit.variants import fact_of, variants
from views import edition
from views import instruments as instrument_rows
from views.instruments import matrix_table

Frames = dict[str, pd.DataFrame]
INSTRUMENTS = pd.DataFrame(
    {"instrument": ["subsidy", "land", "insurance", "training"], "order": [2, 1, 3, 4], "name_en": [*"abcd"]}
)
PLACES = pd.DataFrame({"place": ["530100", "520100", "x-template-1", "110000"]})


def codes(*rows: tuple[str, str, int | None, str]) -> pd.DataFrame:
    """Return codes: place, instrument, level, finding; a coded one prints words."""
    table = pd.DataFrame(rows, columns=["place", "instrument", "level", "finding"])
    printed = [f"{place} {instrument}" if finding == "coded" else "" for place, instrument, _level, finding in rows]
    return table.assign(level=table["level"].astype("Int64"), as_printed=printed, scope_flag="")


BOTH = codes(
    ("530100", "land", 1, "coded"),
    ("530100", "subsidy", 3, "coded"),
    ("530100", "insurance", None, "none"),
    ("520100", "land", 2, "coded"),
    ("520100", "subsidy", 3, "coded"),
    ("520100", "insurance", None, "not_found"),
)


# Which places stand in the matrix, and in what order


def test_places_where_everything_was_looked_for_come_first_named_before_unnamed_then_the_most_coded():
    everything = list(INSTRUMENTS["instrument"])
    table = codes(
        *(("x-template-1", name, 3, "coded") for name in everything),
        *(("520100", name, None, "not_found") for name in everything),
        *(("530100", name, 1, "coded") for name in everything),
        ("110000", "land", 3, "coded"),
        ("110000", "subsidy", 3, "coded"),
    )
    assert coded_places(table, PLACES) == ["530100", "520100", "x-template-1", "110000"]


def test_the_order_is_the_same_whatever_the_order_of_the_rows(curated: Frames):
    table = curated["policy_codes"]
    assert coded_places(table[::-1], curated["places"]) == coded_places(table, curated["places"])


def test_a_place_that_no_table_knows_is_left_out():
    assert coded_places(codes(("999999", "land", 1, "coded"), ("530100", "land", 1, "coded")), PLACES) == ["530100"]


def test_the_real_matrix_begins_with_the_cities_that_were_read_in_full(curated: Frames):
    table, whole = curated["policy_codes"], len(curated["instruments"])
    order = coded_places(table, curated["places"])
    looked = table.groupby("place").size()
    full = [place for place in order if looked[place] == whole]
    assert order[: len(full)] == full
    named = [place for place in full if not place.startswith("x-")]
    assert full[: len(named)] == named
    coded = table[table["finding"] == "coded"].groupby("place").size().reindex(named, fill_value=0)
    assert coded.is_monotonic_decreasing
    assert set(named) >= {"530100", "520100", "500000", "370200", "230600", "620700", "431000", "370500", "350403"}
    assert len(order) == len(set(order)) == table["place"].nunique()


# Two places side by side


def test_two_places_stand_in_the_order_of_the_codebook():
    pair = side_by_side(BOTH, INSTRUMENTS, ["530100", "520100"])
    assert pair["instrument"].tolist() == ["land", "subsidy", "insurance", "training"]
    assert pair["level_0"].tolist()[:2] == [1, 3]
    assert pair["level_1"].tolist()[:2] == [2, 3]
    assert pair["as_printed_0"].tolist()[:2] == ["530100 land", "530100 subsidy"]
    assert pair["as_printed_1"].tolist()[:2] == ["520100 land", "520100 subsidy"]


def test_blank_none_and_not_found_stay_three_things():
    """Nobody looked; the text says there is none; nothing was found: no level in any, and three findings."""
    pair = side_by_side(BOTH, INSTRUMENTS, ["530100", "520100"]).set_index("instrument")
    assert (pair.at["insurance", "finding_0"], pair.at["insurance", "finding_1"]) == ("none", "not_found")
    empty = pair[["level_0", "level_1", "finding_0", "finding_1"]].isna()
    assert empty.loc[["training"]].to_numpy().tolist() == [[True, True, True, True]]
    assert empty.loc[["insurance"]].to_numpy().tolist() == [[True, True, False, False]]


def test_only_what_both_have_can_differ():
    pair = side_by_side(BOTH, INSTRUMENTS, ["530100", "520100"])
    assert differing(pair) == 1
    assert differing(side_by_side(BOTH, INSTRUMENTS, ["520100", "530100"])) == 1
    assert differing(side_by_side(BOTH, INSTRUMENTS, ["530100", "530100"])) == 0
    assert differing(side_by_side(BOTH, INSTRUMENTS, ["530100", "110000"])) == 0
    assert pair_sentence(pair, 1).values == {"both": 2, "all": 4, "differing": 1}  # noqa: PD011  (a field, no frame)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_any_number_of_places_has_one_row_an_instrument(count):
    pair = side_by_side(BOTH, INSTRUMENTS, ["530100", "520100", "110000"][:count])
    assert len(pair) == len(INSTRUMENTS)
    assert [name for name in pair.columns if name.startswith("level_")] == [f"level_{at}" for at in range(count)]


def test_a_code_that_stands_twice_is_refused():
    twice = pd.concat([BOTH, BOTH.iloc[:1]])
    with pytest.raises(pd.errors.MergeError):
        side_by_side(twice, INSTRUMENTS, ["530100"])


def test_every_real_pair_of_cities_read_in_full_can_be_shown(curated: Frames):
    table, instruments = curated["policy_codes"], curated["instruments"]
    places = coded_places(table, curated["places"])[:9]
    for first in places:
        for second in places:
            pair = side_by_side(table, instruments, [first, second])
            assert len(pair) == len(instruments)
            assert pair[["finding_0", "finding_1"]].notna().all(axis=None)
            assert 0 <= differing(pair) <= (pair["level_0"].notna() & pair["level_1"].notna()).sum()


# Levels in words


@pytest.mark.parametrize(
    ("cells", "zh", "en"),
    [
        ({"level": 1, "finding": "coded"}, "●○○", "●○○"),
        ({"level": 2, "finding": "coded"}, "●●○", "●●○"),
        ({"level": 3, "finding": "coded"}, "●●●", "●●●"),
        ({"level": 3, "finding": "coded", "scope_flag": "whole"}, "●●●", "●●●"),
        ({"level": 2, "finding": "coded", "scope_flag": "part"}, "●●○ 部分", "●●○ part"),
        ({"level": pd.NA, "finding": "none"}, "✕ 明确未设", "✕ None"),
        ({"level": pd.NA, "finding": "not_found"}, "· 未见", "· Not found"),
    ],
)
def test_a_code_is_written_so_that_levels_none_and_not_found_differ(cells, zh, en):
    row = pd.Series({"scope_flag": ""} | cells)
    assert instrument_rows.code_text(row, "zh") == zh
    assert instrument_rows.code_text(row, "en") == en


def test_a_cell_of_the_matrix_is_blank_where_nobody_looked_and_leads_nowhere(curated: Frames):
    table, refs = matrix_table(["530100", "110000"], "en")
    columns = list(table.columns)
    looked = {
        (row["place"], row["instrument"]) for _index, row in curated["policy_codes"][["place", "instrument"]].iterrows()
    }
    order = curated["instruments"].sort_values("order")["instrument"].tolist()
    for place, column in zip(["530100", "110000"], columns[1:], strict=True):
        for at, instrument in enumerate(order):
            known = (place, instrument) in looked
            assert (table.at[at, column] != "") == known
            assert refs.get((at, column)) == (f"code:{place}:{instrument}" if known else None)


def test_words_stand_beside_each_code_of_a_pair():
    pair = instrument_rows.pair("530100", "620700", "en")
    table, refs = pair.table.to_pandas(), pair.refs
    assert len(table.columns) == 5
    assert table.columns[2].endswith("original wording")
    assert table.columns[4].endswith("original wording")
    marked = table.iloc[:, 3].str.startswith("●")
    assert marked.any()
    assert (table.iloc[:, 4][marked] != "").all()
    assert refs[0, table.columns[3]] == refs[0, table.columns[4]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_instrument_says_what_each_of_its_levels_means(curated: Frames, lang):
    instruments = curated["instruments"]
    texts = instruments[[f"level{level}_{lang}" for level in (1, 2, 3)]]
    assert (texts != "").all(axis=None)
    assert (texts.nunique(axis=1) == 3).all()
    assert set(curated["policy_codes"]["level"].dropna()) <= {1, 2, 3}


def test_a_level_stands_where_and_only_where_something_was_coded(curated: Frames):
    table = curated["policy_codes"]
    assert ((table["finding"] == "coded") == table["level"].notna()).all()
    assert (table.loc[table["finding"] == "not_found", "as_printed"] == "").all()


def test_the_sentence_counts_what_was_coded_and_what_is_firm():
    said = instruments_sentence(BOTH)
    assert said.values == {"coded": 4, "looked": 6, "places": 2, "firm": 2}  # noqa: PD011  (a field, no frame)


# Money


def test_rates_are_what_a_rule_sets_never_what_was_promised_or_paid(described):
    found = rates(described)
    assert len(found) > 50
    assert set(found["kind"]) <= {"parameter", "threshold"}
    left_out = described[(described["rate_subject"] != "") & ~described["fact"].isin(found["fact"])]
    assert not left_out["kind"].isin(["parameter", "threshold"]).any()


def test_every_price_share_and_condition_of_money_has_a_subject(described):
    """A rule about money that named no subject would stand in no chart."""
    money = described[described["domain"].isin(["subsidy", "insurance", "finance"]) & (described["measure"] == "rule")]
    assert (money["rate_subject"] != "").all()


def test_bed_construction_is_the_first_subject_and_every_rate_stands_in_one_chart(described):
    found = rates(described)
    assert next(iter(instrument_rows.subjects("en"))) == "construction"
    listed = [rate for subject in instrument_rows.subjects("en") for rate in rates_of(found, subject)]
    assert sorted(listed) == sorted(set(found["indicator"]))


def test_a_chart_of_rates_has_one_unit_and_one_indicator(described):
    found = rates(described)
    assert len(found[["indicator", "unit"]].drop_duplicates()) == len(set(found["indicator"]))
    for subject in instrument_rows.subjects("en"):
        for rate in rates_of(found, subject):
            chart = instrument_rows.money(rate, (), "en")
            assert chart is not None
            facts = described.set_index("fact").loc[[ref.removeprefix("fact:") for ref in chart.refs]]
            assert set(facts["indicator"]) == {rate}


def test_drugs_and_beds_never_share_an_axis(described):
    """The share of drugs at a capped price and the share of an investment are both per cent."""
    found = rates(described).set_index("indicator")["rate_subject"]
    assert set(found.loc[["drug_cap_price_settlement_share"]]) == {"other"}
    assert set(found.loc[["construction_subsidy_share"]]) == {"construction"}


def test_a_rate_a_day_never_stands_with_one_a_year(described):
    """青岛 pays 65 yuan a day for one kind of care and 800 yuan a year for another: two charts, two axes."""
    days, years = (instrument_rows.money(rate, ("370200",), "zh") for rate in ("ltci_pay_day", "ltci_pay_year"))
    assert days is not None
    assert years is not None
    assert {"fact:dongying-2017-05", "fact:dongying-2017-06", "fact:dongying-2017-07"} == set(days.refs)
    assert {"fact:dongying-2017-08", "fact:dongying-2017-09"} == set(years.refs)


def test_rules_of_a_place_stand_together_the_largest_first(described):
    fact = fact_of(described, "dongying-2017-05")
    rules = variants(
        fact,
        {"place": "530100", "value": 5.0},
        {"place": "370200", "value": 9.0},
        {"place": "530100", "value": 10.0},
        {"place": "370200", "value": 1.0},
    )
    assert by_place(rules)["value"].tolist() == [10.0, 5.0, 9.0, 1.0]


def test_a_chosen_place_without_a_rate_is_said_to_have_none_found():
    chart = instrument_rows.money("construction_subsidy_bed", ("530100", "520100"), "zh")
    assert chart is not None
    assert {"昆明市"} == set(chart.table.to_pydict()["地区"])
    assert "贵阳市：已收录文件中未见此项标准。" in chart.sentence
    assert "昆明市：" not in chart.sentence
    assert instrument_rows.money("construction_subsidy_bed", ("520100",), "zh") is None
    assert instrument_rows.without_rate("construction_subsidy_bed", ("520100",), "zh")
    assert instrument_rows.without_rate("construction_subsidy_bed", (), "zh") == ""


def test_a_place_whose_insurance_is_recorded_by_person_is_not_said_to_have_none():
    told = instrument_rows.without_rate("ltci_pay_day", ("500000",), "zh")
    assert "重庆市" in told
    assert "未见" not in told
    assert "未见" in instrument_rows.without_rate("construction_subsidy_bed", ("500000",), "zh")


def test_any_place_whose_policy_was_read_can_be_asked_for(curated: Frames):
    offered = instrument_rows.rate_places("en")
    assert set(rates(edition.described())["place"]) | set(instrument_rows.places("en")) == set(offered)
    assert "520100" in offered


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_rates_of_a_subject_read_alike(lang):
    for subject in instrument_rows.subjects(lang):
        names = list(instrument_rows.rate_names(subject, lang).values())
        assert len(names) == len(set(names))


def test_the_sentence_on_rates_says_whose_and_of_which_years(described):
    fact = fact_of(described, "dongying-2017-05")
    two = variants(fact, {"year": 2012}, {"year": 2019, "place": "530100"})
    assert rates_sentence(two).values == {"rules": 2, "places": 2, "first": 2012, "last": 2019}  # noqa: PD011
    one = variants(fact, {"year": 2012}, {"year": 2012, "place": "530100"})
    assert rates_sentence(one).values == {"rules": 2, "places": 2, "year": 2012}  # noqa: PD011
    none = variants(fact, {"year": pd.NA})
    assert rates_sentence(none).values == {"rules": 1, "places": 1}  # noqa: PD011
