"""The codebook matrix, two places side by side, and money rules that keep their units apart."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.numbers import unit_name
from policy.instruments import (
    MONEY_DOMAINS,
    coded_places,
    differing,
    instruments_sentence,
    money_rules,
    money_sentence,
    money_units,
    pair_sentence,
    side_by_side,
)
from tests.unit.variants import fact_of, variants
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
        ({"level": pd.NA, "finding": "none"}, "✕ 明确没有", "✕ None"),
        ({"level": pd.NA, "finding": "not_found"}, "· 未找到", "· Not found"),
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
    assert table.columns[2].endswith("printed words")
    assert table.columns[4].endswith("printed words")
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


def test_money_rules_are_what_a_rule_sets_never_what_was_promised_or_paid(described):
    rules = money_rules(described)
    assert len(rules) > 50
    assert set(rules["kind"]) <= {"parameter", "threshold"}
    assert set(rules["domain"]) <= set(MONEY_DOMAINS)
    left_out = described[described["domain"].isin(MONEY_DOMAINS) & ~described["fact"].isin(rules["fact"])]
    assert not left_out["kind"].isin(["parameter", "threshold"]).any()
    assert {"target", "achieved"} & set(left_out["kind"])


def test_every_unit_is_a_table_of_its_own_and_every_rule_stands_in_one(described):
    rules = money_rules(described)
    units = money_units(rules)
    assert len(units) == len(set(units))
    assert sum(len(rules[rules["unit"] == unit]) for unit in units) == len(rules)
    counts = [int((rules["unit"] == unit).sum()) for unit in units]
    assert counts == sorted(counts, reverse=True)


def test_rules_of_one_unit_stand_together(described):
    runs = money_rules(described)["unit"].to_numpy()
    changes = int((runs[1:] != runs[:-1]).sum())
    assert changes + 1 == len(set(runs))


def test_a_rate_a_day_never_stands_with_one_a_year_a_month_a_bed_or_a_person(described):
    """青岛 pays 65 yuan a day for one kind of care and 800 yuan a year for another: two tables, two axes."""
    rules = money_rules(described)
    days, years = (set(rules.loc[rules["unit"] == unit, "fact"]) for unit in ("yuan_per_day", "yuan_per_year"))
    assert {"dongying-2017-05", "dongying-2017-06", "dongying-2017-07"} <= days
    assert {"dongying-2017-08", "dongying-2017-09"} <= years
    assert not days & years


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_units_of_money_read_alike(described, lang):
    """Two units with one name would look like one table."""
    names = [unit_name(unit, lang) for unit in money_units(money_rules(described))]
    assert len(names) == len(set(names))
    assert {unit_name("yuan_per_day", "zh"), unit_name("yuan_per_year", "zh")} == {"元/天", "元/年"}


@given(st.lists(st.sampled_from(["yuan_per_day", "yuan_per_year", "yuan_per_bed_year", "percent"]), max_size=12))
def test_money_units_lose_no_rule_whatever_the_mix(described, units):
    fact = fact_of(described, "dongying-2017-05")
    rules = money_rules(variants(fact, *({"unit": unit} for unit in units)))
    assert len(rules) == len(units)
    assert sorted(money_units(rules)) == sorted(set(units))
    assert all((rules[rules["unit"] == unit]["unit"] == unit).all() for unit in money_units(rules))


def test_the_sentence_on_money_says_whose_and_of_which_years(described):
    fact = fact_of(described, "dongying-2017-05")
    two = variants(fact, {"year": 2012}, {"year": 2019, "place": "530100"})
    assert money_sentence(two).values == {"rules": 2, "places": 2, "first": 2012, "last": 2019}  # noqa: PD011
    none = variants(fact, {"year": pd.NA})
    assert money_sentence(none).values == {"rules": 1, "places": 1}  # noqa: PD011
