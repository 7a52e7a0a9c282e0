"""What insurance pays the same person: cities worked by hand from their printed words, and what is never put in the place of what is missing."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest

from policy.same_person import (
    benefit_record,
    benefit_share_record,
    fee_share,
    funding_record,
    person_ref,
    same_person_sentence,
)
from policy.schemes import EXCLUDED, INSURED, LEVELS, SETTINGS, UNKNOWN, Offer, Person, funding, in_force, offers
from policy.text import Name

Frames = dict[str, pd.DataFrame]
PERSONS = [Person(*each) for each in itertools.product(LEVELS, SETTINGS, INSURED, (2800.0,))]


def paid(schemes: pd.DataFrame, place: str, *person: object, condition: str = "") -> Offer:
    found, _without = offers(schemes[schemes["place"] == place], Person(*person))  # type: ignore[arg-type]
    (offer,) = [offer for offer in found if offer.condition == condition]
    return offer


# Place, person (level, setting, insured, fee), condition; the words that say so; yuan a month worked by hand, and how they are meant
WORKED = {
    "天津: 70 yuan a day is 2,100 a month, of which the fund pays 70 %": (
        ("120000", "severe_3", "institution", "employee", 2800.0, ""),
        ("最高支付限额每人每天70元", "由长期护理保险基金支付70%,个人负担30%"),
        (1470.0, "="),
    ),
    "天津: of a fee of 1,500, which is below the limit, 70 %": (
        ("120000", "severe_1", "institution", "employee", 1500.0, ""),
        ("最高支付限额每人每天70元", "由长期护理保险基金支付70%,个人负担30%"),
        (1050.0, "="),
    ),
    "天津: 750 for the family, and 75 % of 1,100 for professional care": (
        ("120000", "severe_3", "family_carer", "employee", 2800.0, ""),
        (
            "基本生活护理服务部分按照每月750元标准",
            "专业护理服务部分最高支付限额每月1100元",
            "由长期护理保险基金支付75% , 个人负担25%",
        ),
        (1575.0, "="),
    ),
    "扬州: 60 yuan a day": (
        ("321000", "severe_2", "institution", "resident", 2800.0, ""),
        ("养老机构照护床位(60元/人·天)",),
        (1800.0, "="),
    ),
    "重庆: 60 yuan a day since March 2024, no longer 50": (
        ("500000", "severe_3", "home_visits", "employee", 2800.0, ""),
        ("机构上门护理60元/日·人,机构集中护理60元/日·人",),
        (1800.0, "="),
    ),
    "重庆: moderate disability 20 yuan a day": (
        ("500000", "moderate", "institution", "employee", 2800.0, ""),
        ("机构上门护理20元/日·人,机构集中护理20元/日·人",),
        (600.0, "="),
    ),
    "齐齐哈尔: 55 % of 25 yuan a day": (
        ("230200", "severe_1", "institution", "employee", 2800.0, "养老护理服务机构"),
        ("每人每日定额分别为30 元、25元、20元", "基金分别按照60%、55%、50%支付"),
        (412.5, "="),
    ),
    "乌鲁木齐: the resident's second class of severe disability": (
        ("650100", "severe_2", "home_visits", "resident", 2800.0, ""),
        ("重度Ⅱ级每人每小时53元的标准,1590元/月",),
        (1590.0, "="),
    ),
    "苏州: 37.5 yuan for each of 32.5 hours": (
        ("320500", "moderate", "home_visits", "resident", 2800.0, ""),
        ("长期护理保险支付37.5元", "中度失能失智人员居家护理服务时长提高至32.5小时"),
        (1218.75, "="),
    ),
    "宜兴: 75 yuan five times a week, of which a month has 30/7": (
        ("320282", "severe_1", "home_visits", "employee", 2800.0, ""),
        ("养老护理员提供护理服务每次75元", "上门护理次数5次/周3次/周"),
        (1607.14, "="),
    ),
    "滕州: 80 % of the fee in a hospital of level 1, at most 80 yuan a day": (
        ("370481", "severe_1", "hospital_ward", "employee", 4000.0, "一级医疗机构"),
        ("每床日支付限額為 80 元、100 元和 120 元", "支付比例分別為 80%、75%和 70%"),
        (2400.0, "="),
    ),
    "石景山: about 70 % of about 3,000 yuan": (
        ("110107", "severe_1", "home_visits", "resident", 4000.0, ""),
        ("提供每月约3000元的护理服务", "基金支付水平总体上在70%"),
        (2100.0, "~"),
    ),
    "晋城: only the highest sum is printed, so it stays a bound": (
        ("140500", "severe_1", "institution", "employee", 2800.0, ""),
        ("可享受每月最高2278元的护理费用报销",),
        (2278.0, "<="),
    ),
}


@pytest.mark.parametrize(("asked", "words", "answer"), WORKED.values(), ids=WORKED)
def test_a_city_worked_by_hand_from_its_printed_words(curated: Frames, asked: tuple, words: tuple, answer: tuple):
    *person, condition = asked
    offer = paid(curated["schemes"], *person, condition=condition)
    assert (offer.pay, offer.comparator) == answer
    assert tuple(offer.entries["as_printed"]) == words


@pytest.mark.parametrize(
    ("place", "insured", "yuan"),
    [
        ("120000", "employee", 240.0),  # 单位缴费每人每年120元,个人缴费每人每年120元
        ("321000", "resident", 80.0),  # 筹集标准为80元/人
        ("230200", "employee", 60.0),  # 筹资标准为每人每年60 元
        ("320282", "employee", 110.0),  # 个人30, 补助20, 统筹基金60
        ("320282", "resident", 90.0),  # 个人30, 补助20, 统筹基金40
        ("130200", "resident", 100.0),  # 个人20, 财政40, 医保基金40
        ("330100", "employee", 90.0),  # 每人每年90元标准定额筹资
        ("500000", "employee", None),  # 0.1 % of wages; 150 yuan was paid until 2022
        ("320600", "resident", None),  # 30 and 40 yuan, and 1.5 % of what is paid into health insurance
        ("420500", "employee", None),  # 每人每月0.8元 is the person's part alone
        ("659001", "employee", None),  # 50 yuan is the person's part alone
        ("150100", "employee", None),  # nothing is printed
    ],
)
def test_what_is_paid_in_is_the_printed_total_or_the_sum_of_all_payers(
    curated: Frames, place: str, insured: str, yuan: float | None
):
    found = funding(curated["schemes"], place, insured)
    assert found.value == yuan
    assert (found.missing is None) == (yuan is not None)


def test_printed_parts_of_what_is_paid_in_add_up_to_the_printed_total(curated: Frames):
    rows = in_force(curated["schemes"])
    rows = rows[(rows["element"] == "funding") & (rows["unit"] == "yuan_per_person_year")]
    checked = 0
    for place, own in rows.groupby("place"):
        totals = own.loc[own["payer"] == "all", "value"]
        for insured in INSURED:
            parts = own[(own["payer"] != "all") & own["insured"].isin([insured, "any", "unstated"])]
            if len(totals) and len(parts) > 1:
                assert parts["value"].sum() == totals.iloc[0], (place, insured)
                checked += 1
    assert checked >= 8


# Every person: nothing is lost, nothing is ranked that is not known


@pytest.mark.parametrize("person", PERSONS, ids=str)
def test_every_place_answers_once_in_a_way_that_can_be_opened(curated: Frames, person: Person):
    schemes = curated["schemes"]
    found, without = offers(schemes, person)
    places = {offer.place for offer in found}
    assert places.isdisjoint(without)
    assert places | set(without) == set(in_force(schemes)["place"])
    assert {status for status, _why in without.values()} <= {EXCLUDED, UNKNOWN}
    entries = set(schemes["entry"])
    for offer in found:
        record = benefit_record(person_ref("benefit", person, offer.place, offer.condition), schemes)
        assert (record.value, record.comparator) == (offer.pay, offer.comparator)
        assert {reference.removeprefix("scheme:") for reference in record.inputs} <= entries
        share = benefit_share_record(person_ref("benefit_share", person, offer.place, offer.condition), schemes)
        assert share.value == fee_share(person, offer)
        assert share.inputs == (person_ref("benefit", person, offer.place, offer.condition),)
        assert (offer.entries["until"] == "").all()
        assert not offer.entries["level"].eq("local").any()


def test_a_limited_benefit_never_exceeds_the_fee(curated: Frames):
    for person in PERSONS:
        poor = replace(person, fee=900.0)
        for offer in offers(curated["schemes"], poor)[0]:
            if not offer.entries["element"].eq("benefit").any():
                assert offer.pay <= poor.fee


@pytest.mark.parametrize(
    ("place", "person", "status", "missing"),
    [
        ("450100", ("severe_3", "institution", "employee"), UNKNOWN, "the share that the fund pays"),
        ("220100", ("severe_3", "institution", "employee"), UNKNOWN, "the limit"),
        ("310000", ("severe_3", "home_visits", "resident"), UNKNOWN, "how its own levels match the national ones"),
        ("330100", ("severe_3", "institution", "employee"), UNKNOWN, "the benefit in this setting"),
        ("410200", ("severe_3", "institution", "employee"), UNKNOWN, "the benefit of this insured group"),
        ("230200", ("severe_3", "home_visits", "resident"), UNKNOWN, "the benefit of this insured group"),
        ("330200", ("severe_3", "institution", "employee"), UNKNOWN, "the benefit"),
        ("120000", ("severe_3", "institution", "resident"), EXCLUDED, "its text names the other insured group only"),
        ("320900", ("moderate", "institution", "employee"), EXCLUDED, "its text names other levels of disability only"),
    ],
)
def test_what_a_text_lacks_is_said_and_never_filled_in(
    curated: Frames, place: str, person: tuple[str, str, str], status: str, missing: str
):
    found, without = offers(curated["schemes"], Person(*person, 2800.0))
    assert place not in {offer.place for offer in found}
    assert (without[place][0], without[place][1].text) == (status, missing)


# The sentence


def test_the_sentence_names_the_most_and_the_least_with_their_years(curated: Frames):
    person = Person("severe_3", "institution", "employee", 2800.0)
    found, without = offers(curated["schemes"], person)
    names = {place: Name(place, place) for place in curated["places"]["place"]}
    values: dict = same_person_sentence(found, 5, names).values  # noqa: PD011  (a field, no frame)
    ranked = [offer for offer in found if offer.ranked]
    assert values["known"] == len({offer.place for offer in ranked})
    assert values["unknown"] == 5
    assert values["pays_most"].value == max(offer.pay for offer in ranked)
    assert values["pays_least"].value == min(offer.pay for offer in ranked)
    (most,), (least,) = values["most"], values["least"]
    assert (most.values["place"].zh, most.values["years"]) == ("650100", "2022")  # noqa: PD011
    assert (least.values["place"].zh, least.values["years"]) == ("230200", "2017")  # noqa: PD011
    assert len(ranked) < len(found)
    assert without


def test_neither_a_bound_nor_weak_evidence_is_named_the_most(curated: Frames):
    person = Person("severe_3", "institution", "employee", 2800.0)
    found = {offer.place: offer for offer in offers(curated["schemes"], person)[0]}
    assert found["140500"].comparator == "<="
    assert not found["140500"].ranked
    assert set(found["610700"].entries["grade"]) == {"C"}
    assert not found["610700"].ranked
    assert found["120000"].ranked


def test_where_nothing_may_be_named_the_sentence_says_so():
    assert same_person_sentence([], 3, {}).template.startswith("No text")


# References that lead nowhere


@pytest.mark.parametrize(
    "reference",
    [
        "benefit:120000:severe_3:institution:employee:2800",  # a part is missing
        "benefit:120000:severe_9:institution:employee:2800:",
        "benefit:120000:severe_3:garden:employee:2800:",
        "benefit:120000:severe_3:institution:guest:2800:",
        "benefit:120000:severe_3:institution:employee:much:",
        "benefit:120000:severe_3:institution:employee:0:",
        "benefit:120000:severe_3:institution:employee:nan:",
        "benefit:120000:severe_3:institution:employee:2800:一级医疗机构",
        "benefit:999999:severe_3:institution:employee:2800:",
        "benefit:330200:severe_3:institution:employee:2800:",  # what is paid is not known
    ],
)
def test_a_reference_to_nobody_is_refused(curated: Frames, reference: str):
    with pytest.raises(KeyError):
        benefit_record(reference, curated["schemes"])


@pytest.mark.parametrize(
    "reference", ["scheme_funding:420500:employee", "scheme_funding:321000:guest", "scheme_funding:x"]
)
def test_what_is_paid_in_opens_only_where_it_is_known(curated: Frames, reference: str):
    with pytest.raises(KeyError):
        funding_record(reference, curated["schemes"])
    record = funding_record("scheme_funding:320282:resident", curated["schemes"])
    assert (record.value, record.unit, len(record.inputs)) == (90.0, "yuan_per_person_year", 3)
