"""What misleads a reader of policy texts: each trap that is a matter of reading, in a sentence of its own."""

from functools import cache

import pytest

from loaders import store
from loaders.policy_text.candidates import Candidate, extract, head_of
from loaders.policy_text.codebook import Codebook


@cache
def codebook() -> Codebook:
    return Codebook.of(store.read("indicators"), store.read("places"), store.read("facts"), store.read("scopes"))


def read(text: str, issued_on: str = "2021-06-01", place: str = "370500") -> list[Candidate]:
    return extract(text, codebook(), place=place, issued_on=issued_on)


def only(text: str, issued_on: str = "2021-06-01") -> Candidate:
    (found,) = read(text, issued_on)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("全市现有养老床位5.04万张。", 50_400),
        ("全市现有养老床位１２３４张。", 1_234),
        ("全市现有养老床位1,234张。", 1_234),
        ("全市现有養老牀位 2 萬 張。", 20_000),
        ("全市現有養(yǎng)老床位3527張。", 3_527),
        ("覆盖老年人12万3千人。", 123_000),
        ("长护险参保约3亿人。", 300_000_000),
        ("累计发放补贴483.23万元。", 4_832_300),
        ("待遇享受比例达到3.5‰。", 3.5),
        ("全市建成街道养老服务中心二十三个。", 23),
        ("提供上门服务50余万人次。", 500_000),
    ],
)
def test_a_number_is_read_in_base_units_however_it_is_printed(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("护理型床位占比为30%~40%。", 30, 40),
        ("每个区建设1至3家康复服务中心。", 1, 3),
        ("新增养老床位2至3万张。", 20_000, 30_000),
        ("选择4～5家养老机构开展试点。", 4, 5),
        ("100-500张养老床位的养老机构按此执行。", 100, 500),
    ],
)
def test_a_range_is_one_candidate_with_two_ends(text: str, low: float, high: float) -> None:
    found = only(text)
    assert (found.value, found.value_high, found.comparator) == (low, high, "range")


def test_from_to_is_what_it_was_and_what_it_becomes() -> None:
    was, becomes = read("到2025年，全市养老床位从1.5万张增加到2万张。")
    assert (was.value, was.kind, was.year) == (15_000, "achieved", None)
    assert (becomes.value, becomes.kind, becomes.year) == (20_000, "target", 2025)


def test_respectively_pairs_years_with_values_in_their_order() -> None:
    first, second = read("到2022年和2030年，二级以上综合性医院设老年医学科比例分别达到50%以上和90%以上。", "2019-07-01")
    assert [(each.value, each.year) for each in (first, second)] == [(50, 2022), (90, 2030)]


def test_a_percent_sign_that_is_lost_is_told_and_not_silently_put_back() -> None:
    first, second = read("到2022年和2030年，设老年医学科比例分别达到50 及以上和90 及以上。", "2019-07-01")
    assert [each.value for each in (first, second)] == [50, 90]
    assert all("unit_lost" in {why.rule for why in each.reasons} for each in (first, second))


def test_a_list_shares_the_unit_at_its_end() -> None:
    assert [(each.value, each.kind) for each in read("每床日支付限额分别为80、100和120元。")] == [
        (80, "parameter"),
        (100, "parameter"),
        (120, "parameter"),
    ]


def test_one_deadline_holds_for_a_whole_list_until_the_next() -> None:
    found = read("到2025年，护理型床位占比不低于55%；入住率超过60%。到2030年，护理型床位占比达到73%。")
    assert [(each.value, each.year) for each in found] == [(55, 2025), (60, 2025), (73, 2030)]


def test_a_deadline_at_the_head_of_a_list_holds_for_its_items() -> None:
    found = read(
        "到2025年，实现以下目标:\n——护理型床位占比达到55%以上。\n——新增养老床位2000张。\n二、保障措施\n建设经费200万元。"
    )
    assert [(each.value, each.year) for each in found[:2]] == [(55, 2025), (2000, 2025)]
    assert found[2].year is None


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("“十四五”末，护理型床位占比达到55%。", 2025, "2025"),
        ("“十五五”期间，新增养老床位2000张。", 2030, "2030"),
        ("计划三年内新增养老床位12600张。", 2024, "2024"),
        ("今年底将新增养老床位300张。", 2021, "2021-12-31"),
        ("2025年底前，入住率达到60%以上。", 2025, "2025-12-31"),
        ("到二〇二五年，入住率达到60%以上。", 2025, "2025"),
        ("2020-2022年，新增养老床位500张。", 2022, "2022"),
    ],
)
def test_a_day_a_year_and_the_end_of_a_period_are_read_as_the_year_of_the_number(
    text: str, year: int, date: str
) -> None:
    found = only(text)
    assert (found.year, found.date, found.period_status) == (year, date, "stated")


def test_a_year_that_is_blacked_out_stays_so() -> None:
    found = only("到20xx年底，65周岁以上老年人健康管理率达到70%以上。")
    assert (found.value, found.year, found.date, found.period_status) == (70, None, "", "redacted")


@pytest.mark.parametrize(
    "text",
    [
        "2017829-92日，考察组赴三地学习。",
        "据201412月的文件。",
        "20178月底前报送。",
        "发布于2023626\n",
        "根据《实施意见》(衢政办发〔202316号)精神。",
        "合卫老龄〔2020228 号)文件规定。",
        "公示期为2022916日至923日。",
    ],
)
def test_a_date_or_number_that_has_lost_its_marks_counts_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "郴政办发〔2018〕33号，现印发给你们。",
        "第0816号提案收悉。",
        "政协五届五次会议提出。",
        "依照《老年养护院建设标准》（建标144-2010）执行。",
        "联系电话:0735-2368507，邮编:423000。",
        "湘ICP备13003667号 网站标识码:4310000046",
        "第二人民医院、群一社区、群二社区、三元区、三明市、五台县。",
        "打造12345热线，推广“9073”格局和“311”模式。",
        "一是坚持党的领导，二是加强统筹，三是做好保障。",
        "进一步统一思想，第一时间落实。",
        "十九大以来，“十四五”规划实施。",
        "24小时服务热线，5个工作日内办结。",
        "2019-11-25 14:56:09 来源:晚报",
        "浏览次数:1797",
        "积极应对人口老龄化，推动医养结合高质量发展。",
        "1.加强领导\n2.强化保障\n(三)做好宣传\n",
    ],
)
def test_what_counts_nothing_yields_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("到2025年，护理型床位占比达到55%以上。", ">="),
        ("到2025年，护理型床位占比不低于55%。", ">="),
        ("到2025年，至少建成1家医养结合示范机构。", ">="),
        ("到2025年，床位总数超过11.4万张。", ">="),
        ("入住人数大于10人的机构可以申请。", ">"),
        ("到2025年，满意度达到80%左右。", "~"),
        ("目前，全市建成养老机构近70家。", "~"),
        ("单体项目床位规模原则上不超过150张。", "<="),
        ("对现有床位数不足40张的敬老院予以撤并。", "<"),
        ("目前10余个合作项目已落地。", ">="),
        ("到2025年，家庭医生签约率达到75%。", "="),
        ("目前，医养签约1993对。", "="),
    ],
)
def test_how_a_value_is_meant(text: str, comparator: str) -> None:
    assert only(text).comparator == comparator


def test_above_an_age_is_no_bound_of_the_next_number() -> None:
    found = only("截至2020年底，全市60岁以上的老年人156.2万人。")
    assert (found.value, found.comparator, found.kind) == (1_562_000, "=", "achieved")


@pytest.mark.parametrize(
    ("text", "kind", "commitment"),
    [
        ("到2025年，护理型床位占比达到55%。", "target", "firm"),
        ("力争到2025年新增养老床位3000张。", "target", "aspiration"),
        ("推进长期护理保险试点全覆盖。", "target", "in_progress"),
        ("每年招聘专业技术人员1000名。", "target", "firm"),
        ("截至2020年底，共有养老机构209家。", "achieved", "not_applicable"),
        ("目前基层累计晋升高级职称1500余人。", "achieved", "not_applicable"),
        ("预计到2025年，全市60岁以上老年人口将达到40万人。", "forecast", "not_applicable"),
        ("为65岁以上老年人提供健康管理服务。", "threshold", "not_applicable"),
        ("支持二级及以下医疗卫生机构转型。", "threshold", "not_applicable"),
        ("床位数在300张以上的养老机构可申请。", "threshold", "not_applicable"),
        ("每张床位给予5000元一次性建设补贴。", "parameter", "not_applicable"),
        ("最高给予80万元的一次性建设补贴。", "parameter", "not_applicable"),
        ("五年内继续按原用途使用土地。", "parameter", "not_applicable"),
        ("去年共发放建设补贴3552万元。", "achieved", "not_applicable"),
    ],
)
def test_what_kind_of_statement_it_is(text: str, kind: str, commitment: str) -> None:
    found = only(text)
    assert (found.kind, found.commitment) == (kind, commitment)


def test_an_age_in_brackets_is_an_age_of_those_served() -> None:
    found = read("为65岁以上老人（失独父母60岁）提供健康管理服务。")
    assert [(each.value, each.comparator, each.kind) for each in found] == [
        (65, ">=", "threshold"),
        (60, ">=", "threshold"),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("其中新建护理型床位占比不低于60%。", "新建"),
        ("改建或扩建护理型床位占比不低于50%。", "改扩建"),
        ("到2025年，养老机构护理型床位占比达到55%。", ""),
        ("2019年底前，70%城镇社区建立日间照料中心。", "城市社区"),
        ("租赁用房每张床位给予5000元建设补贴。", "租赁用房"),
        ("到2025年，新建日间照料中心27家。", ""),
    ],
)
def test_what_narrows_a_share_or_a_price_is_named(text: str, scope: str) -> None:
    assert only(text).scope == scope


def test_a_numerator_is_not_taken_for_its_rate() -> None:
    count, rate = read("全市达到基本标准的基层医疗卫生机构440家(达标率40.6%)。")
    assert (count.value, count.unit) == (440, "institutions")
    assert (rate.value, rate.unit) == (40.6, "percent")


def test_the_same_number_twice_is_two_figures() -> None:
    assert [each.value for each in read("新创建甲级机构53家，遴选中心卫生院53家。")] == [53, 53]


def test_uses_are_no_persons_and_pairs_no_institutions() -> None:
    uses, pairs = read("2万余人次失能老年人享受服务，签约合作1855对。")
    assert (uses.unit, pairs.unit) == ("person_times", "pairs")


def test_money_a_day_and_a_year_stay_apart() -> None:
    day, year = read("补助标准为专护170元/天、巡护1600元/年。")
    assert (day.unit, year.unit) == ("yuan_per_day", "yuan_per_year")


def test_a_split_that_does_not_add_up_stays_as_printed() -> None:
    assert [each.value for each in read("把250张床位调整为医疗床位110张、养老床位100张。")] == [250, 110, 100]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("到2025年，所有医疗机构开设老年人绿色通道。", 100, "percent"),
        ("到2025年，养老机构医疗卫生服务全覆盖。", 100, "percent"),
        ("到2025年，每个区县设置社区医养结合型机构。", 1, "institutions"),
    ],
)
def test_what_is_said_of_all_is_a_whole(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert (found.value, found.kind, found.unit) == (value, "target", unit)
    assert "universal" in {why.rule for why in found.reasons}


def test_whose_number_it_is() -> None:
    found = read("青岛市现有养老机构200家。全市现有养老机构50家。到2025年，全国护理型床位占比达到55%。")
    assert [each.place for each in found] == ["370200", "370500", "000000"]


def test_the_head_tells_whose_document_it_is_and_of_when() -> None:
    head = head_of(
        "张掖市人民政府办公室\n关于印发医养产业发展实施方案的通知\n张政办发〔2023〕12号\n各县区人民政府:\n一、目标\n张掖市人民政府办公室\n2023年11月30日\n",
        codebook(),
    )
    assert head.title == "张掖市人民政府办公室关于印发医养产业发展实施方案的通知"
    assert (head.issuer, head.number) == ("张掖市人民政府办公室", "张政办发〔2023〕12号")
    assert (head.issued_on, head.place) == ("2023-11-30", "620700")


def test_clauses_are_cited_as_officials_do() -> None:
    found = only("总则\n二、主要任务\n(二)强化服务\n1.健康管理。到2025年，健康管理率达到65%以上。\n")
    assert found.clause == "二(二)1"


def test_printed_words_are_letter_for_letter_those_of_the_text() -> None:
    text = "到2025年，養(yǎng)老 床位達到５．０４ 萬張 以上。"
    found = only(text)
    assert text[found.start : found.end] == found.as_printed
    assert text[slice(*found.number)] == "５．０４ 萬"
    assert found.value == 50_400


def test_what_is_not_near_to_any_indicator_is_a_new_one() -> None:
    found = only("到2025年，建成高标准网球场馆12座。")
    assert found.indicator == ""
    assert "indicator_none" in {why.rule for why in found.reasons}


def test_every_reason_is_a_sentence() -> None:
    found = read(
        "到2025年，护理型床位占比不低于55%；每床每月补贴100元；所有养老机构能够提供医疗服务；为65岁以上老年人免费体检。"
    )
    assert len(found) == 4
    for each in found:
        assert all("{" not in str(why) for why in each.reasons)


def test_what_stands_above_the_line_of_a_saved_text_is_not_read() -> None:
    assert [each.value for each in read("# title: 床位9999张\n# ----- text below\n全市现有养老床位100张。")] == [100]


def test_a_table_of_indicators_in_a_plan_is_read_by_row_and_year() -> None:
    text = (
        "专栏1 主要指标\n序号\t指标\t2020年\t2025年\t属性\n"
        "1\t养老服务床位总数（万张）\t1.86\t2.40\t预期性\n"
        "2\t养老机构护理型床位占比（%）\t45\t≥55\t约束性\n"
        "3\t特殊困难老年人月探访率（%）\t—\t100\t预期性\n"
    )
    found = [(each.indicator, each.value, each.comparator, each.kind, each.year) for each in read(text)]
    assert found == [
        ("care_beds_total", 18_600, "=", "achieved", 2020),
        ("care_beds_total", 24_000, "=", "target", 2025),
        ("nursing_bed_share", 45, "=", "achieved", 2020),
        ("nursing_bed_share", 55, ">=", "target", 2025),
        ("monthly_visit_rate", 100, "=", "target", 2025),
    ]
    assert all(text[slice(*each.number)] in text[each.start : each.end] for each in read(text))
    of_no_day = [(each.value, each.kind) for each in read(text, issued_on="")]
    assert of_no_day == [(value, kind) for _indicator, value, _bound, kind, _year in found]


def test_a_change_is_no_level() -> None:
    level, change = read("截至2020年底，养老床位493.7万张，比上年增长18.9%。")
    assert (level.indicator, change.indicator) == ("care_beds_total", "")


def test_three_years_pair_with_three_values() -> None:
    found = read("到2023年、2024年、2025年，护理型床位占比分别达到50%、53%、55%。")
    assert [(each.value, each.year) for each in found] == [(50, 2023), (53, 2024), (55, 2025)]
