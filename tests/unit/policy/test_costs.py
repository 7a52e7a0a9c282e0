"""What a policy costs: each pack worked by hand from its document's own words, and the traps of days, months and beds."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import numbers
from loaders.packs import ONCE, RECURRING
from policy.scenario.bounds import AT_LEAST, OPPOSITE, bound_of
from policy.scenario.costs import (
    ADDED,
    BASES,
    LONGEST_PAID,
    TIMES_A_YEAR,
    Terms,
    apply,
    borrow,
    by_payer,
    counting,
    paid_once,
    price_of_added,
    reasons,
    totals,
)
from policy.scenario.costs import ONCE as PAID_ONCE

YEARS = np.arange(2023, 2029)
ONE_YEAR = np.array([2026])


@pytest.fixture(scope="module")
def packs(curated) -> pd.DataFrame:
    """Every policy pack; not to be changed."""
    return curated["packs"]


def pack(packs: pd.DataFrame, slug: str, rule: str = "") -> pd.DataFrame:
    found = packs[(packs["pack"] == slug) & packs["rule"].isin([rule] if rule else packs["rule"])]
    assert len(found) > 0
    return found


def portions(packs: pd.DataFrame, **given) -> dict[str, float]:
    """Return 100 percent for every portion that a pack asks for, unless given."""
    names = {name.removeprefix("-") for cell in packs["portions"] for name in cell.split(";") if name}
    return dict.fromkeys(names, 100.0) | given


def terms(packs: pd.DataFrame, bases: dict[str, float] | None = None, **given) -> Terms:
    return Terms(2026, portions(packs, **given), bases or {})


def paid(packs, slug: str, rule: str, terms: Terms, payer: str = "", years=ONE_YEAR, **quantities) -> float:
    """Return the nominal yuan of the last year under one rule, of one payer (the pack's own, if not given)."""
    counted = {name: np.full(len(years), float(number)) for name, number in quantities.items()}
    lines = apply(pack(packs, slug, rule), counted, years, terms)
    own = lines[lines["payer"] == (payer or lines["payer"].iloc[0])]
    return own["nominal"].iloc[-1]


# Each pack, by hand


def test_kunming_50_yuan_a_bed_and_month(packs):
    """“每月每张床位50元运营补贴”: 1,000 beds × 50 yuan × 12 months = 600,000 yuan a year."""
    assert paid(packs, "kunming-2017", "operating", terms(packs), beds=1000) == 600_000


def test_kunming_10000_yuan_for_each_nursing_bed_of_its_own_and_5000_for_each_leased_bed(packs):
    """“不低于1万元”, “不低于5000元”: of 200 new nursing beds 70 % own, 140 × 10,000; of 300 new beds 30 % leased, 90 × 5,000."""
    choice = terms(packs, leased_share=30)
    own = paid(packs, "kunming-2017", "construction-own", choice, nursing_beds_added=200)
    leased = paid(packs, "kunming-2017", "construction-leased", choice, beds_added=300)
    assert (own, leased) == (1_400_000, 450_000)
    lines = apply(pack(packs, "kunming-2017", "construction-own"), {"nursing_beds_added": np.ones(1)}, ONE_YEAR, choice)
    assert lines["bound"].tolist() == ["minimum"]


def test_kunming_staff_by_grade(packs):
    """“高级护理1800/月、中级护理1200/月、初级护理600/月”: 100 carers of 5, 15 and 30 % cost 108,000 + 216,000 + 216,000 yuan a year."""
    choice = terms(packs, senior_share=5, middle_share=15, junior_share=30)
    grades = ("staff-senior", "staff-middle", "staff-junior")
    found = [paid(packs, "kunming-2017", rule, choice, carers_institution=100) for rule in grades]
    assert found == pytest.approx([108_000, 216_000, 216_000])


def test_qingdao_yuan_a_day_and_yuan_a_year_never_mix(packs):
    """“专护170/天、院护65/天、居家护理50/天、巡护一档1600/年、巡护二挡800/年”, one severely disabled person a rule, a year."""
    everybody, nobody = terms(packs), terms(packs, ward_share=0, home_nursing_share=0, round_high_share=0)
    high = terms(packs, home_nursing_share=0)
    assert paid(packs, "qingdao-2014", "ward", everybody, institution_moderate=0, institution_severe=1) == 170 * 365
    assert paid(packs, "qingdao-2014", "institution", nobody, institution_moderate=0, institution_severe=1) == 65 * 365
    home: dict[str, Any] = {"home_moderate": 0, "home_severe": 1, "community_moderate": 0, "community_severe": 0}
    assert paid(packs, "qingdao-2014", "home", everybody, **home) == 50 * 365
    assert paid(packs, "qingdao-2014", "rounds-high", high, **home) == 1600
    assert paid(packs, "qingdao-2014", "rounds-low", nobody, **home) == 800


def test_tengzhou_pays_75_percent_up_to_60_yuan_a_bed_day(packs):
    """“支付比例為 75%,每床日支付限額為 60 元”: of 2,000 yuan a month 75 % is 18,000 a year; of 2,800 it is 25,200, capped at 60 × 365."""
    nobody: dict[str, Any] = {"ward_share": 0.0}
    inside: dict[str, Any] = {"institution_moderate": 1, "institution_severe": 0}
    cheap = terms(packs, {"institution_fee": 2000}, **nobody)
    dear = terms(packs, {"institution_fee": 2800}, **nobody)
    assert paid(packs, "tengzhou-2023", "institution", cheap, **inside) == 18_000
    assert paid(packs, "tengzhou-2023", "institution", cheap, "person", **inside) == 6_000
    assert paid(packs, "tengzhou-2023", "institution", dear, **inside) == 21_900
    assert paid(packs, "tengzhou-2023", "institution", dear, "person", **inside) == 2800 * 12 - 21_900


def test_tengzhou_wards_by_level_of_hospital_and_care_at_home(packs):
    """“80%、75%和 70%”, “80 元、100 元和 120 元”: of 10,000 yuan a month the caps bind; “45 元” a visit day, “30 元” for the family."""
    dear: dict[str, Any] = {"ward_fee": 10_000.0, "home_fee": 10_000.0}
    inside: dict[str, Any] = {"institution_moderate": 0, "institution_severe": 1}
    levels = {
        "ward-first": terms(packs, dear),
        "ward-second": terms(packs, dear, ward_first_share=0),
        "ward-third": terms(packs, dear, ward_first_share=0, ward_second_share=0),
    }
    found = [paid(packs, "tengzhou-2023", rule, choice, **inside) for rule, choice in levels.items()]
    assert found == [80 * 365, 100 * 365, 120 * 365]
    home: dict[str, Any] = {"home_moderate": 1, "home_severe": 0, "community_moderate": 0, "community_severe": 0}
    assert paid(packs, "tengzhou-2023", "home-visits", terms(packs, dear), **home) == 45 * 365
    assert paid(packs, "tengzhou-2023", "home-self", terms(packs, home_nursing_share=0), **home) == 30 * 365


def test_huashan_200_yuan_a_used_bed_and_month_and_half_double_or_three_times_as_much_again(packs):
    """“每張每月200元…分別上浮50%、100%、200%”: 2,400 yuan a year, and 3,600, 4,800 and 7,200 for the disabled."""
    rules: dict[str, str] = {
        "operating": "institution_independent",
        "operating-mild": "institution_mild",
        "operating-moderate": "institution_moderate",
        "operating-severe": "institution_severe",
    }
    one: list[dict[str, Any]] = [{count: 1} for count in rules.values()]
    found = [paid(packs, "huashan-2023", rule, terms(packs), **who) for rule, who in zip(rules, one, strict=True)]
    assert found == [2400, 3600, 4800, 7200]


def test_huashan_5000_or_2000_yuan_for_a_new_bed_half_for_a_conversion_1000_for_a_leased_one(packs):
    """“給予每張床位5000元”, “2000元”, “一半”, “1000元”: 100 beds under each rule alone."""
    own: dict[str, Any] = {"leased_share": 0.0}
    cases: dict[str, Any] = {
        "new-large": {**own, "conversion_share": 0.0},
        "new-small": {**own, "conversion_share": 0.0, "large_home_share": 0.0},
        "conversion-large": own,
        "conversion-small": {**own, "large_home_share": 0.0},
        "leased": {},
    }
    found = [paid(packs, "huashan-2023", rule, terms(packs, **given), beds_added=100) for rule, given in cases.items()]
    assert found == [500_000, 200_000, 250_000, 100_000, 100_000]


def test_hefei_2000_or_5000_yuan_a_bed_by_size_of_the_home(packs):
    """“300 张以下的,按每张床位 2000 元”, “300 张以上…5000 元”: 1,000 private beds, a fifth of them in large homes."""
    choice = terms(packs, large_home_share=20)
    large = paid(packs, "hefei-2022", "construction-large", choice, beds_added=1000)
    small = paid(packs, "hefei-2022", "construction-small", choice, beds_added=1000)
    assert (large, small) == (1_000_000, 1_600_000)


def test_taizhou_pays_in_three_years_40_30_and_30_percent(packs):
    """“每张护理型床位给予1万元”, “按照40%、30%、30%比例分三年补助到位”: 100 beds of 2023 cost 400,000, 300,000 and 300,000 yuan."""
    added = np.array([100.0, 0, 0, 0, 0, 0])
    choice = terms(packs, leased_share=0)
    lines = apply(pack(packs, "taizhou-2020", "nursing-own"), {"nursing_beds_added": added}, YEARS, choice)
    assert lines["nominal"].tolist() == pytest.approx([400_000, 300_000, 300_000, 0, 0, 0])
    leased = terms(packs, leased_share=100)
    for rule, count, yuan in (
        ("nursing-leased", "nursing_beds_added", 5000),
        ("other-leased", "other_beds_added", 2000),
    ):
        lines = apply(pack(packs, "taizhou-2020", rule), {count: added}, YEARS, leased)
        assert lines["nominal"].sum() == pytest.approx(100 * yuan)
    lines = apply(pack(packs, "taizhou-2020", "other-own"), {"other_beds_added": added}, YEARS, choice)
    assert lines["nominal"].sum() == pytest.approx(300_000)


def test_wenzhou_grants_the_same_to_beds_that_private_investors_add_to_public_homes(packs):
    """“享受同等待遇”: of 100 added beds 60 private, of the other 40 a quarter run privately, all in own premises: 70 × 4,500."""
    choice = terms(packs, leased_share=0, private_share=60, privately_run_share=25)
    found = [paid(packs, "wenzhou-2019", rule, choice, beds_added=100) for rule in ("beds-own", "beds-own-run")]
    assert found == pytest.approx([60 * 4500, 10 * 4500])


def test_kunming_pays_the_grades_of_staff_of_integrated_care_alone(packs):
    choice = terms(packs, integrated_share=25, senior_share=100)
    assert paid(packs, "kunming-2017", "staff-senior", choice, carers_institution=100) == pytest.approx(25 * 1800 * 12)


def test_tengzhous_caps_bind_at_the_default_fee_of_a_ward(packs, curated):
    fees = curated["assumptions"].set_index("assumption")["default"]
    choice = terms(packs, {"ward_fee": float(fees["ward_fee"])}, ward_share=100)
    one: dict[str, Any] = {"institution_moderate": 0, "institution_severe": 1}
    assert paid(packs, "tengzhou-2023", "ward-first", choice, **one) == 80 * 365


def test_wenzhou_4500_yuan_once_or_1000_a_year_for_three_years(packs):
    """“每床一次性4500元、每床每年1000元连续3年”: 10 beds of 2023 cost 45,000 once, or 10,000 in each of three years."""
    added = {"beds_added": np.array([10.0, 0, 0, 0, 0, 0])}
    own = apply(pack(packs, "wenzhou-2019", "beds-own"), added, YEARS, terms(packs, leased_share=0))
    leased = apply(pack(packs, "wenzhou-2019", "beds-leased"), added, YEARS, terms(packs))
    assert own["nominal"].tolist() == [45_000, 0, 0, 0, 0, 0]
    assert leased["nominal"].tolist() == [10_000, 10_000, 10_000, 0, 0, 0]


def test_wenzhou_pays_a_share_of_the_investment_up_to_a_limit(packs):
    """“3%、不超过300万元”: of 50 million yuan 1.5 million, of 200 million 3 million; 40 % up to 300,000, 30 % up to 200,000."""
    small, large = terms(packs, {"home_investment": 5e7}), terms(packs, {"home_investment": 2e8})
    assert paid(packs, "wenzhou-2019", "new-home", small, homes_added=1) == pytest.approx(1_500_000)
    assert paid(packs, "wenzhou-2019", "new-home", large, homes_added=1) == 3_000_000
    centre = terms(packs, {"centre_investment": 500_000, "small_home_investment": 1e6})
    assert paid(packs, "wenzhou-2019", "street-centre", centre, street_centres_added=1) == 200_000
    assert paid(packs, "wenzhou-2019", "community-home", centre, small_homes_added=1) == 200_000


def test_wenzhou_centres_and_rated_providers(packs):
    """“28万元、10万元、3万元”, “每家每年8万元、12万元”: ten centres, one of the city, three of the district, six standard."""
    choice = terms(packs, city_centre_share=10, district_centre_share=100 / 3, five_star_share=25)
    rules = ("centre-city", "centre-district", "centre-standard")
    found = [paid(packs, "wenzhou-2019", rule, choice, centres_added=10) for rule in rules]
    assert found == pytest.approx([280_000, 300_000, 180_000])
    rated = [paid(packs, "wenzhou-2019", rule, choice, rated_providers=4) for rule in ("rated-four", "rated-five")]
    assert rated == [240_000, 120_000]


def test_shijiazhuang_at_most_800000_once_and_150000_a_year_for_a_centre(packs):
    """“最高给予80万元的一次性建设补贴”, “最高15万元的年度运营补贴”: two centres, upper bounds."""
    assert paid(packs, "shijiazhuang-2019", "construction", terms(packs), centres_added=2) == 1_600_000
    assert paid(packs, "shijiazhuang-2019", "operating", terms(packs), centres=2) == 300_000
    lines = apply(pack(packs, "shijiazhuang-2019"), {"centres": np.ones(1)}, ONE_YEAR, terms(packs))
    assert lines["bound"].unique().tolist() == ["most"]


def test_the_national_voucher_saves_800_of_4500_yuan_a_month(packs):
    """The case in the news: 4,500 yuan a month, 40 % would be 1,800, the voucher's most is 800, a year 9,600 yuan."""
    choice = terms(packs, {"institution_fee": 4500, "home_fee": 1200})
    inside: dict[str, Any] = {"institution_moderate": 0, "institution_severe": 1}
    home: dict[str, Any] = {"home_moderate": 1, "home_severe": 0, "community_moderate": 0, "community_severe": 0}
    assert paid(packs, "china-2026-voucher", "institution", choice, **inside) == 9_600
    assert paid(packs, "china-2026-voucher", "institution", choice, "person", **inside) == (4500 - 800) * 12
    assert paid(packs, "china-2026-voucher", "home", choice, **home) == 600 * 12


def test_the_voucher_is_for_2026_alone_unless_it_is_assumed_to_go_on(packs):
    quantities = {name: np.ones(6) for name in ("institution_moderate", "institution_severe")}
    stops = terms(packs, {"institution_fee": 4500})
    goes_on = Terms(2026, stops.portions, stops.bases, after_end="continues")
    found = {}
    for choice in (stops, goes_on):
        lines = apply(pack(packs, "china-2026-voucher", "institution"), quantities, YEARS, choice)
        fiscal = lines[lines["payer"] == "fiscal"].set_index("year")["nominal"]
        found[choice.after_end] = fiscal.tolist()
    assert found["stops"] == [0, 0, 0, 19_200, 0, 0]
    assert found["continues"] == [0, 0, 0, 19_200, 19_200, 19_200]


def test_fujian_and_shandong_a_year(packs):
    """“每张床位补助3000元”, “1500元”, “每张每年1200元和1000元”; “每人每年360元、600元和720元”, to 2015."""
    own, leased = terms(packs, leased_share=0), terms(packs)
    assert paid(packs, "fujian-2023", "opening-own", own, beds_added=10) == 30_000
    assert paid(packs, "fujian-2023", "opening-leased", leased, beds_added=10) == 15_000
    assert paid(packs, "fujian-2023", "operating-nursing", leased, nursing_beds=10) == 12_000
    assert paid(packs, "fujian-2023", "operating-other", leased, other_beds=10) == 10_000
    assert paid(packs, "fujian-2023", "operating-centres", leased, centre_beds=10) == 6_000
    supported = terms(packs, leased_share=0, supported_share=40)
    assert paid(packs, "fujian-2023", "opening-own", supported, beds_added=10) == 12_000
    people: dict[str, Any] = {f"institution_{who}": 1.0 for who in ("independent", "mild", "moderate", "severe")}
    found = [
        paid(packs, "shandong-2012", rule, leased, years=np.array([2014]), **people)
        for rule in ("independent", "partly", "fully")
    ]
    assert found == [360, 1200, 720]
    assert paid(packs, "shandong-2012", "fully", leased, **people) == 0
    going_on = Terms(2026, portions(packs), {}, after_end="continues")
    severe = {"institution_severe": np.array([10.0, 11.0, 12.0, 14.0, 17.0, 16.0])}
    lines = apply(pack(packs, "shandong-2012", "fully"), severe, np.arange(2026, 2032), going_on)
    assert lines["units"].tolist() == [
        10,
        11,
        12,
        4,
        6,
        4,
    ]  # all of the first three years, then who came in the last three


# What holds for every pack


def everything(packs: pd.DataFrame, years: int, amount: float = 100.0) -> dict[str, np.ndarray]:
    return {name: np.full(years, amount) for cell in packs["counts"] for name in cell.split(";")}


def halves(packs: pd.DataFrame, **given) -> Terms:
    return Terms(2023, dict.fromkeys(portions(packs), 50.0), {}, **given)


@given(st.floats(0.001, 1e6), st.data())
def test_twice_the_people_cost_twice_as_much(packs, amount, data):
    slug = data.draw(st.sampled_from(sorted(packs["pack"].unique())))
    chosen = pack(packs, slug)
    once = apply(chosen, everything(packs, 6, amount), YEARS, halves(packs))
    twice = apply(chosen, everything(packs, 6, 2 * amount), YEARS, halves(packs))
    np.testing.assert_array_equal(twice["nominal"], 2 * once["nominal"])


@given(st.lists(st.floats(0, 1e4), min_size=6, max_size=6), st.floats(0, 1), st.floats(0, 8), st.data())
def test_beds_added_times_their_price_are_what_the_costs_come_to_with_all_instalments(packs, beds, share, growth, data):
    slug = data.draw(st.sampled_from(["kunming-2017", "taizhou-2020", "wenzhou-2019", "fujian-2023", "huashan-2023"]))
    choice = halves(packs, growth=growth)
    prices, word = price_of_added(pack(packs, slug), YEARS, share, choice)
    assert word == ("minimum" if slug == "kunming-2017" else "=")
    new = np.append(beds, np.zeros(LONGEST_PAID))
    counted = {"beds_added": new, "nursing_beds_added": share * new, "other_beds_added": (1 - share) * new}
    years = np.arange(YEARS[0], YEARS[0] + len(new))
    found = totals(counting(pack(packs, slug), ADDED), counted, years, choice)
    assert np.sum([*found.values()]) == pytest.approx(np.dot(beds, prices))


def test_kunmings_price_of_an_added_bed_by_hand(packs):
    """Of beds that are all for nursing 70 % own at 10,000 and 30 % leased at 5,000 yuan: 8,500; of others the leased alone."""
    choice = terms(packs, leased_share=30)
    for share, yuan in ((1.0, 8_500), (0.0, 1_500), (0.5, 5_000)):
        prices, _word = price_of_added(pack(packs, "kunming-2017"), YEARS, share, choice)
        assert prices == pytest.approx([yuan] * 6)
    assert (price_of_added(pack(packs, "qingdao-2014"), YEARS, 1.0, terms(packs))[0] == 0).all()


def test_totals_of_draws_are_the_sums_of_the_lines(packs):
    rng = np.random.default_rng(7)
    draws = {name: rng.uniform(0, 100, (3, 6)) for name in everything(packs, 6)}
    chosen = pack(packs, "tengzhou-2023")
    choice = Terms(
        2023, portions(packs, ward_share=20, home_nursing_share=30), {"institution_fee": 2800, "home_fee": 1500}
    )
    found = totals(chosen, draws, YEARS, choice)
    assert set(found) == {"fund", "person"}
    alone = by_payer(apply(chosen, {name: values[2] for name, values in draws.items()}, YEARS, choice))
    for payer, amounts in found.items():
        assert amounts.shape == (3, 6)
        np.testing.assert_allclose(amounts[2], alone.loc[alone["payer"] == payer, "nominal"])


def test_portions_of_a_whole_add_up(packs):
    """Own and leased beds together are all beds, whatever the share: at equal prices the split changes nothing."""
    flat = packs.assign(value=packs["value"].where(packs["part"] != "price", 1000.0))
    for share in (0.0, 30.0, 100.0):
        choice = terms(packs, leased_share=share)
        lines = apply(pack(flat, "fujian-2023"), {"beds_added": np.full(1, 10.0)}, ONE_YEAR, choice)
        assert lines.loc[lines["rule"].str.startswith("opening"), "nominal"].sum() == pytest.approx(10_000)


def test_what_nobody_gave_is_unknown_and_never_zero(packs):
    lines = apply(pack(packs, "kunming-2017"), {"beds": np.full(6, 10.0)}, YEARS, halves(packs))
    known = lines[lines["rule"] == "operating"]
    assert (known["nominal"] == 6000).all()
    assert set(known["reason"]) == {""}
    unknown = lines[lines["rule"] != "operating"]
    assert unknown["nominal"].isna().all()
    assert set(unknown["reason"]) == {"quantity_unknown"}
    summed = by_payer(lines)
    assert summed["nominal"].tolist() == [6000.0] * 6
    assert summed["unknown"].tolist() == [5] * 6


def test_a_first_year_without_a_known_stock_is_unknown_alone(packs):
    added = {"nursing_beds_added": np.array([np.nan, 10.0, 10.0, 10.0, 10.0, 10.0])}
    lines = apply(pack(packs, "kunming-2017", "construction-own"), added, YEARS, terms(packs, leased_share=0))
    assert lines["reason"].tolist() == ["quantity_unknown", "", "", "", "", ""]


def test_without_the_price_of_care_the_cap_is_an_upper_bound(packs):
    inside: dict[str, Any] = {name: np.ones(1) for name in ("institution_moderate", "institution_severe")}
    lines = apply(pack(packs, "tengzhou-2023", "institution"), inside, ONE_YEAR, terms(packs, ward_share=0))
    assert lines["payer"].tolist() == ["fund"]
    assert lines["nominal"].tolist() == [2 * 60 * 365]
    assert lines["bound"].tolist() == ["most"]


def test_growth_and_inflation_start_from_the_base_year(packs):
    choice = Terms(2024, portions(packs), {}, growth=3, inflation=2)
    lines = apply(pack(packs, "kunming-2017", "operating"), {"beds": np.ones(6)}, YEARS, choice)
    np.testing.assert_allclose(lines["nominal"], 600 * 1.03 ** np.array([0, 0, 1, 2, 3, 4]))
    np.testing.assert_allclose(lines["real"], 600 * (1.03 / 1.02) ** np.array([0, 0, 1, 2, 3, 4]))
    still = apply(
        pack(packs, "kunming-2017", "operating"), {"beds": np.ones(6)}, YEARS, Terms(2024, portions(packs), {})
    )
    assert (still["nominal"] == 600).all()
    assert (still["real"] == still["nominal"]).all()


def test_a_borrowed_pack_keeps_its_citation_and_its_prices(packs):
    own = apply(pack(packs, "kunming-2017", "operating"), {"beds": np.ones(1)}, ONE_YEAR, terms(packs))
    lent = borrow(pack(packs, "kunming-2017", "operating"), "370500")
    lines = apply(lent, {"beds": np.ones(1)}, ONE_YEAR, terms(packs))
    assert lines["nominal"].tolist() == own["nominal"].tolist()
    assert lines[["place", "borrowed_by", "document", "clause", "as_printed", "fact"]].iloc[0].tolist() == [
        "530100", "370500", "dongying-2017", "一(二)", "每月每张床位50元运营补贴", "dongying-2017-12",
    ]  # fmt: skip


def test_prices_are_scaled_only_when_it_is_said_why(packs):
    lent = borrow(pack(packs, "tengzhou-2023", "institution"), "370500", scale=1.2, scaled_by="average wage")
    inside: dict[str, Any] = {name: np.ones(1) for name in ("institution_moderate", "institution_severe")}
    dear = terms(packs, {"institution_fee": 1e6}, ward_share=0)
    lines = apply(lent, inside, ONE_YEAR, dear)
    assert lines["nominal"].iloc[0] == pytest.approx(1.2 * 2 * 60 * 365)
    assert set(lines["scaled_by"]) == {"average wage"}
    cheap = terms(packs, {"institution_fee": 100}, ward_share=0)
    assert apply(lent, inside, ONE_YEAR, cheap)["nominal"].iloc[0] == pytest.approx(2 * 0.75 * 1200)
    with pytest.raises(ValueError, match=r"prices scaled by 1.2 need their reason"):
        borrow(lent, "370500", scale=1.2)
    with pytest.raises(ValueError, match="give a factor above 0"):
        borrow(lent, "370500", scale=0, scaled_by="wage")


def test_units_of_the_packs_and_their_conversions_are_the_same(packs, curated):
    assert set(TIMES_A_YEAR) == {*ONCE, *RECURRING}
    assert PAID_ONCE == ONCE
    words = curated["vocabularies"]
    assert set(BASES) == set(words.loc[words["vocabulary"] == "pack_base", "word"])


@pytest.mark.parametrize("lever", ["growth", "inflation", "portions", "bases", "after_end"])
def test_every_term_moves_a_number(packs, lever):
    values = {
        "growth": 3.0, "inflation": 3.0, "portions": dict.fromkeys(portions(packs), 40.0),
        "bases": {"institution_fee": 900.0, "home_fee": 500.0}, "after_end": "continues",
    }  # fmt: skip
    before = halves(packs)
    after = Terms(
        **{name: getattr(before, name) for name in ("base_year", "portions", "bases")} | {lever: values[lever]}
    )
    rows = packs[packs["pack"].isin(["tengzhou-2023", "china-2026-voucher"])]
    first, second = (apply(rows, everything(packs, 6), YEARS, choice) for choice in (before, after))
    assert first["real"].sum() != second["real"].sum()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"years": [2026, 2028]}, "each one year after the one before"),
        ({"quantities": {"beds": np.ones(3)}}, "its last axis must be the 1 years"),
        ({"quantities": {"beds": np.ones((2, 1))}}, "use totals for draws"),
        ({"pack": "nowhere"}, "the policy pack has no rows"),
        ({"unit": "yuan_per_hour"}, "no conversion of yuan_per_hour to yuan a year"),
        ({"portions": "leased_share"}, "the assumption leased_share is not given"),
        ({"portions": "-five"}, "the assumption five is 500; it must lie between 0 and 100"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(packs, change, sentence):
    rows = packs[(packs["pack"] == change.get("pack", "kunming-2017")) & (packs["rule"] == "operating")]
    rows = rows.assign(**{name: change[name] for name in ("unit", "portions") if name in change})
    with pytest.raises(ValueError, match=sentence):
        apply(
            rows,
            change.get("quantities", {"beds": np.ones(1)}),
            change.get("years", [2026]),
            Terms(2026, {"five": 500}, {}),
        )


def test_a_sum_says_why_it_is_not_exact(packs):
    years = {"beds": np.ones(1), "beds_added": np.ones(1), "nursing_beds_added": np.ones(1)}

    def why(slug: str, quantities: dict[str, Any], *rules: str, payer: str = "", **given: float) -> frozenset | None:
        rows = packs[(packs["pack"] == slug) & packs["rule"].isin(rules)]
        choice = terms(packs, {"institution_fee": 5000.0, "home_fee": 3000.0}, **({"leased_share": 30} | given))
        payers = (payer,) if payer else ("fiscal", "fund")
        return reasons(rows, quantities, ONE_YEAR, choice, payers)[0]

    assert why("kunming-2017", years, "operating") == frozenset()
    assert why("kunming-2017", years, "operating", "construction-own") == {"minimum"}
    assert why("kunming-2017", years, "operating", "staff-senior") == {"left_out"}
    assert why("kunming-2017", years, "construction-own", "staff-senior") == {"minimum", "left_out"}
    centres = {"centres": np.ones(1), "centres_added": np.ones(1)}
    assert why("shijiazhuang-2019", centres, "operating", "construction") == {"maximum"}
    assert why("shijiazhuang-2019", {"centres": np.ones(1)}, "operating", "construction") == {"maximum", "left_out"}
    assert why("shijiazhuang-2019", {}, "operating", "construction") is None
    inside = {f"institution_{level}": np.ones(1) for level in ("moderate", "severe")}
    assert why("tengzhou-2023", inside, "institution", ward_share=0) == {"claims"}
    assert why("tengzhou-2023", inside, "institution", ward_share=0, claim_share=99) == frozenset()
    assert why("china-2026-voucher", inside, "institution") == {"claims", "maximum"}
    assert why("china-2026-voucher", inside, "institution", payer="person") == {"claims", "rest"}


@pytest.mark.parametrize(
    ("why", "word"),
    [
        ([], "="), (["minimum"], "minimum"), (["left_out"], "known"), (["left_out", "minimum"], "known_minimum"),
        (["rest"], "least"), (["rest", "minimum"], "least"), (["claims"], "most"), (["claims", "maximum"], "most"),
        (["claims", "minimum"], "~"), (["maximum", "left_out"], "~"),
    ],
)  # fmt: skip
def test_reasons_of_one_kind_bind_from_one_side(why, word):
    assert bound_of(why) == word
    assert (OPPOSITE[word] == "up_to") == bool(set(why) and set(why) <= AT_LEAST.keys())
    for lang in ("zh", "en"):
        assert "5" in numbers.comparator("5", word, lang)


def test_what_is_paid_once_is_told_from_what_is_paid_year_by_year(packs):
    def once(slug: str, rule: str) -> bool:
        return paid_once(packs[(packs["pack"] == slug) & (packs["rule"] == rule)])

    assert once("kunming-2017", "construction-own")
    assert not once("kunming-2017", "operating")
    assert once("taizhou-2020", "nursing-own")  # in instalments
    assert not once("qingdao-2014", "rounds-high")
