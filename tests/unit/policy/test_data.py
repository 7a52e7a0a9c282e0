"""What the data must hold: its breadth, the traps of its documents as they are printed, and the census."""

import pandas as pd
import pytest

from policy.described import CORE_TOPICS
from tests.unit.variants import fact_of


@pytest.fixture(scope="session")
def facts(described: pd.DataFrame) -> pd.DataFrame:
    return described.set_index("fact", drop=False)


@pytest.fixture(scope="session")
def institutions(curated: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return curated["institutions"].set_index("institution")


def warned(row: pd.Series, word: str) -> bool:
    return word in row["warnings"].split(";")


def mixed(indicators: pd.DataFrame, column: str) -> list[str]:
    """Return the comparable groups whose indicators differ in one column."""
    return [str(name) for name, group in indicators.groupby("comparable_group") if len(set(group[column])) > 1]


# Breadth


def test_there_are_enough_figures_and_places_to_compare(described):
    assert len(described) >= 450
    assert described["place"].nunique() >= 45


def test_fifteen_cities_have_three_or_more_core_topics(described):
    cities = described[described["is_city"] & (described["subject"] == "") & described["topic"].isin(CORE_TOPICS)]
    assert (cities.groupby("place")["topic"].nunique() >= 3).sum() >= 15


def test_no_fact_is_lost_when_tables_are_joined(described, curated):
    assert sorted(described["fact"]) == sorted(curated["facts"]["fact"])


def test_every_fact_says_which_document_printed_it(curated):
    assert (curated["facts"]["document"] != "").all()


# Definitions


def test_what_may_share_a_ranking_shares_its_unit_and_its_direction(curated):
    assert mixed(curated["indicators"], "unit") == []
    assert mixed(curated["indicators"], "polarity") == []


@pytest.mark.parametrize("column", ["population_basis", "age_basis"])
def test_what_may_share_a_ranking_counts_the_same_people(curated, column):
    people = curated["indicators"][curated["indicators"]["unit"] == "persons"]
    assert not people.empty
    assert mixed(people, column) == []


def test_residents_and_registered_people_are_different_indicators(curated):
    indicators = curated["indicators"].set_index("indicator")
    pair = indicators.loc[["pop60_resident", "pop60_registered"]]
    assert pair["comparable_group"].nunique() == 2
    assert pair["population_basis"].tolist() == ["resident", "registered"]


def test_yuan_a_day_and_yuan_a_year_are_never_one_indicator(described):
    qingdao = described[(described["place"] == "370200") & described["unit"].str.startswith("yuan_per_")]
    values = qingdao.groupby("unit")["value"].agg(set).to_dict()
    assert values == {"yuan_per_day": {170, 65, 50}, "yuan_per_year": {1600, 800}}
    units = described.groupby("comparable_group")["unit"].agg(set)
    assert not any({"yuan_per_day", "yuan_per_year"} <= found for found in units)


def test_one_kind_of_facility_has_one_wording(curated):
    scopes = curated["scopes"]
    assert scopes["scope_en"].is_unique
    assert set(scopes["scope"]) == {word for cell in curated["facts"]["scope"] for word in cell.split("·") if word}


def test_what_a_scope_narrows_is_said_by_the_list(facts):
    both = facts.loc["shandong-2012-023-01"]
    assert (both["scope_base"], both["scope_facility"], both["scope_condition"]) == ("", "非营利性机构", "新建·第一档")
    assert facts.loc["baoding-2021-076-02", "scope_whole"]  # those in operation leave out no home
    assert not facts.loc["dalian-2021-081-13", "scope_whole"]


# The documents' traps


def test_the_beds_of_guangfu_stay_250_110_and_100_with_the_rest_unexplained(institutions, facts):
    home = institutions.loc["kunming-guangfu-hospital"]
    assert (home["beds_total"], home["beds_medical"], home["beds_care"]) == (250, 110, 100)
    assert warned(home, "unexplained_remainder")
    printed = facts[facts["subject"] == "kunming-guangfu-hospital"]
    assert sorted(printed["value"]) == [100, 110, 250]
    assert printed["warnings"].str.contains("unexplained_remainder").all()


def test_kungang_keeps_its_680_beds_although_its_mode_ends_at_500(institutions, facts):
    home = institutions.loc["kunming-kungang-care-centre"]
    assert home["beds_total"] == 680
    assert home["mode"] == "kunming-311-xiezuoti"
    assert warned(home, "out_of_band")
    (printed,) = facts[facts["subject"] == "kunming-kungang-care-centre"].to_dict("records")
    assert (printed["value"], printed["value_high"]) == (680, 680)
    band = facts[(facts["place"] == "530100") & (facts["indicator"] == "institution_size_threshold")]
    assert (100, 500) in set(zip(band["value"], band["value_high"], strict=True))


def test_chongqing_keeps_440_institutions_beside_40_6_percent(facts):
    number, share = facts.loc["chongqing-2022-05"], facts.loc["chongqing-2022-06"]
    assert (number["value"], number["unit"]) == (440, "institutions")
    assert (share["value"], share["unit"]) == (40.6, "percent")
    assert number["as_printed"] == share["as_printed"]
    assert warned(share, "base_unnamed")  # 440 / 40.6 % = 1,084: of what, the text does not say


def test_the_two_53_of_chongqing_are_two_figures(facts):
    both = facts[(facts["document"] == "chongqing-2022") & (facts["value"] == 53)]
    assert len(both) == 2
    assert both["indicator"].nunique() == 2
    assert both["as_printed"].nunique() == 2


def test_guiyang_has_no_subsidy_of_its_own(described, curated):
    guiyang = described[(described["place"] == "520100") & (described["subject"] == "")]
    assert not guiyang.empty
    assert "subsidy" not in set(guiyang["domain"])
    assert not guiyang["unit"].str.contains("yuan").any()
    # "Guiyang issued similar policies": Kunming's, printed in the same text, are not copied.
    codes = curated["policy_codes"].merge(curated["instruments"][["instrument", "domain"]], on="instrument")
    subsidies = codes[(codes["domain"] == "subsidy") & (codes["document"] == "dongying-2017")]
    found = subsidies.groupby("place")["finding"].agg(set)
    assert found["520100"] == {"not_found"}
    assert "coded" in found["530100"]


def test_what_one_home_in_guiyang_does_is_not_the_citys(described):
    model = described[(described["place"] == "520100") & described["scope"].str.contains("6+1", regex=False)]
    assert not model.empty
    assert (model["subject"] == "guiyang-guiwu-shenqi-home-care-centre").all()


def test_the_redacted_targets_of_daqing_have_no_year(described):
    redacted = described[(described["place"] == "230600") & (described["period_status"] == "redacted")]
    assert len(redacted) >= 10
    assert (redacted["kind"] == "target").all()
    assert redacted["year"].isna().all()
    assert (redacted["date"] == "").all()
    assert redacted["warnings"].str.contains("redacted_year").all()


def test_a_target_in_the_words_of_a_quota_a_year_is_marked(facts):
    recruits = facts.loc["chongqing-2022-10"]
    assert (recruits["value"], recruits["unit"]) == (1000, "persons_per_year")
    assert warned(recruits, "per_year_quota")


def test_the_five_documents_hold_no_result_for_a_target_of_the_same_thing(described):
    """Why gap charts live on the other documents."""
    five = described[
        described["document"].isin(["zhangye-2023", "chenzhou-2018", "dongying-2017", "chongqing-2022"])
        | described["document"].str.startswith(("template-", "daqing-", "sanyuan-"))
    ]
    keys = ["place", "subject", "comparable_group", "scope"]
    targets, results = (five[five["kind"] == kind][keys] for kind in ("target", "achieved"))
    assert min(len(targets), len(results)) > 20
    assert targets.merge(results, on=keys).empty


# The census


@pytest.mark.parametrize(
    ("place", "persons"),
    [("000000", 264_018_218), ("500000", 7_010_440), ("530100", 1_218_187), ("620700", 202_850)],
    ids=["全国", "重庆", "昆明", "张掖"],
)
def test_the_census_of_2020_counts_these_people_aged_60_and_over(curated, place, persons):
    rows = curated["population_totals"]
    found = rows[
        (rows["place"] == place)
        & (rows["date"] == "2020-11-01")
        & (rows["basis"] == "resident")
        & (rows["sex"] == "both")
        & (rows["age_from"] == 60)
        & rows["age_to"].isna()
        & (rows["residence"] == "all")
    ]
    assert found["persons"].tolist() == [persons]


def test_older_groups_of_the_census_are_part_of_the_younger(curated):
    rows = curated["population_totals"]
    open_groups = rows[(rows["sex"] == "both") & rows["age_to"].isna() & (rows["residence"] == "all")]
    table = open_groups.pivot_table(index=["place", "date", "basis"], columns="age_from", values="persons")
    whole = table[[0, 60, 65, 80]].dropna()
    assert len(whole) >= 6000
    for younger, older in ((0, 60), (60, 65), (65, 80)):
        assert (whole[younger] >= whole[older]).all()


def test_every_place_with_a_figure_for_a_city_has_a_name_in_both_languages(described):
    assert (described["place_zh"] != "").all()
    assert (described["place_en"] != "").all()


# The nation


def test_the_nations_targets_for_nursing_beds_rise_from_50_to_55_to_73_percent(described):
    nation = described[
        (described["place"] == "000000")
        & (described["indicator"] == "nursing_bed_share")
        & (described["kind"] == "target")
    ]
    assert nation.groupby("year")["value"].agg(set).to_dict() == {2022: {50}, 2025: {55}, 2030: {73}}


def test_the_target_for_2025_was_passed_before_its_year(described):
    nation = described[(described["place"] == "000000") & (described["indicator"] == "nursing_bed_share")]
    result = nation[(nation["kind"] == "achieved") & (nation["year"] == 2023)]
    assert result["value"].tolist() == [58.9]


def test_the_inherited_target_of_bayannur_is_not_its_own(described):
    target = fact_of(described, "bayannur-2024-111-05").iloc[0]
    assert (target["value"], target["kind"]) == (55, "target")
    assert warned(target, "inherited_target")
