"""What kind of statement a number is: a target, a result, a forecast, a rule, or a condition; and how firmly it is meant."""

import re
from dataclasses import dataclass

from loaders.policy_text.quantities import Quantity

PLAN = re.compile(r"(?:方案|规划|意见|办法|措施|细则|计划|纲要|条例|规定|标准)(?:\(.{1,8}\))?(?:》)?(?:的?通知)?$")
# --- words of a condition
CONDITION_BEFORE = re.compile(r"(?:对|凡|达到|符合|满|针对|面向|为|向|给|免费为|年满|已满)$|对[^,。;]{0,24}$")
AGE_OF_PEOPLE = re.compile(
    r"^(?:\([^)]{0,4}\))?(?:及|或)?(?:以上|以下)?(?:\(含\d+周?岁\))?的?(?:[^,。;]{0,10})(?:老年人口|老龄人口|人口|老人口|老年人达|老人达|老年人(?:约|已|有|数|总|超|共|为|占|口|\d)|老人(?:约|已|有|数|总|超|共|为|占|\d)|人群(?:老年期|失能)|老年人失能|常住|户籍)"
)
GROUP = re.compile(r"^(?:及|或)?(?:以上|以下)?(?:\(含\))?的?(?:.{0,6})(?:老年人|老人|居民|人群|参保|人员|儿童|婴幼儿|女性|男性|城乡|户籍|常住|低保|失能|独居|高龄)")
SIZE_CONDITION = re.compile(r"^(?:(?:及|或)?以[上下内])?(?:\(含[^)]{0,8}\))?(?:的|且|、?并|,?且)(?!比例|目标|任务|床位数?达)")
# --- words of a rule
RULE = re.compile(
    r"补贴|补助|资助|奖励|奖补|津贴|给予|支付标准|支付比例|报销|缴费|筹资|保费|待遇标准|限额|起付|标准为|按每|每床(?:每|位|补|一次)|每人每|每张床位?(?:每|补|给|一次|按)|每床日|按照?[^,。;]{0,12}标准|减免|免征|减半|收费|个人负担|最高可享受|保证金|用地不少|建筑面积不|面积不少|配建"
)
PAID = re.compile(r"(?:发放|拨付|投入|支出|支付|落实|安排|下达|争取|筹集|到位|储备|兑现)[^,。;]{0,14}$|共计|累计|合计|总额|总投资|投资额?$")
# --- words of a forecast
FORECAST = re.compile(r"预计|预测|预估|将进入|据测算|估计|有望")
PEOPLE = re.compile(r"老年人口|老龄人口|老年人数|老年人达|老年人将|岁(?:及|或)?以上(?:的)?(?:户籍|常住)?(?:老年|老龄)?人|人口占|人口将|失能(?:、|和)?[^,。;]{0,6}老年人|老龄化")
# --- words of a target
WILL = re.compile(
    r"将(?:达|新|建|超|有|完|在|实|全|继|为|进|再|打|扩|增|基)|力争|争取|确保|计划|拟|目标|要(?:达到|求|建|实现|在|确保)|须|应(?:达|当|占|不|按|建)|规划(?:建|新|到|养|社|总|床|机|,|设)|届时|任务|推动|推进|提出|明确"
    r"|(?:实现|完成|建成|新增|培育|打造|培训|改造|建设|新建|发展|选择|确定|建立|扩建|创建|开展|支持|达到|提高到|提升到|增加到|不低于|不少于|超过|至少)"
)
STRONG_WILL = re.compile(r"将(?:达|新|建|超|有|完|在|实|全|为|再|打|扩|增|基)|力争|争取|确保|计划|拟(?:建|新|在|用)|目标|要(?:达到|求|建|实现|确保)|须|应(?:达|当|占|不)|规划(?:建|新|养|社|总|床|机|设)|届时|规划建设|预计|要在|年内|今后|未来")
QUOTA = re.compile(r"每年(?:新增|招聘|选拔|培训|培养|建设|新建|完成|开展|组织|改造|安排)")
# --- words of a result
DONE = re.compile(
    r"已(?:达|建|有|经|完|实|覆|累|发|开|投|全|超|成|为|受|惠|享|拥|参)|目前|现有|现已|共有|截[至止]|累计|拥有|建成了?(?!后)|完成了|达到?了|成功|去年|上年|新增了?|发放|享受|惠及|增长|上升|提高了|下降|获|入住率?约?|运营(?:养|机)|共(?:有|建|发|计|设)|实施完成|覆盖|接受|排名|位居|占(?:总|全|人|户)|全(?:市|省|区|县|国)(?:共)?有"
)
STRONG_DONE = re.compile(r"已(?:达|建|有|经|完|实|覆|累|发|开|投|全|超|成|为|受|惠|享|拥|参|入)|目前|现有|现已|共有|截[至止]|累计|拥有|完成了|去年|上年|获悉|建有|运营养老|新创建|遴选|组建|提供[^,。;]{0,10}服务$")
NOT_YET = re.compile(r"推进|加快|探索|推行|稳步|逐步|推动")
HOPED = re.compile(r"力争|争取|探索|有条件的|鼓励|支持有条件|原则上")
PROPOSED = re.compile(r"建议|倡议|可考虑|拟提")
EACH_YEAR = re.compile(r"每年")


@dataclass(frozen=True)
class Statement:
    """A kind of statement, how firmly it is meant, how sure the words are (0 to 1), and the words that decided."""

    kind: str
    commitment: str
    sure: float
    sign: str


def statement(
    quantity: Quantity, text: str, chunk: tuple[int, int], sentence: tuple[int, int], year: int | None, issued: int | None, dated: str, plan: bool
) -> Statement:
    """Return the kind of statement that a quantity is.

    Args:
        quantity: of the text.
        text: plain.
        chunk: the stretch between two commas that it stands in.
        sentence: the one that it stands in.
        year: that it stands under, where known.
        issued: year of issue, where known.
        dated: how the year is known: as ``Mention.role``; empty where there is none.
        plan: the document is a plan, an opinion or rules rather than news or a report.
    """
    before, after = text[chunk[0] : quantity.start], text[quantity.end : chunk[1]]
    whole = text[sentence[0] : sentence[1]]
    lead = text[sentence[0] : quantity.start]
    if rule := _rule(quantity, text, before, after, lead, whole):
        return Statement(rule[0], "not_applicable", rule[1], rule[2])
    people = PEOPLE.search(before) or PEOPLE.search(lead[-40:])
    ahead = year is not None and issued is not None and year > issued
    if people and (found := FORECAST.search(lead) or (ahead and re.search("将|达", lead))):
        return Statement("forecast", "not_applicable", 0.9, found[0] if found is not True else "将")
    if match := QUOTA.search(lead[-30:]):
        return Statement("target", _commitment(lead, plan), 0.85, match[0])
    said_done, said_will = _last(STRONG_DONE, lead), _last(STRONG_WILL, lead)
    if ahead and dated == "date":
        if people and not said_will:
            return Statement("forecast", "not_applicable", 0.7, str(year))
        return Statement("target", _commitment(lead, plan), 0.95, str(year))
    if said_will and (not said_done or said_will.start() > said_done.start()):
        return Statement("target", _commitment(lead, plan), 0.85, said_will[0])
    if said_done:
        return Statement("achieved", "not_applicable", 0.9, said_done[0])
    if year is not None and issued is not None and year < issued:
        return Statement("achieved", "not_applicable", 0.85, str(year))
    if people:
        return Statement("achieved", "not_applicable", 0.75, people[0])
    if quantity.comparator in (">=", "<=") and re.search(r"不低于|不少于|至少|不超过|不高于|以上", text[quantity.start - 8 : quantity.end + 3]):
        if plan or _last(WILL, lead):
            return Statement("target", _commitment(lead, plan), 0.75, "bound")
    if plan and (will := _last(WILL, lead)):
        return Statement("target", _commitment(lead, plan), 0.7, will[0])
    if done := _last(DONE, lead):
        return Statement("achieved", "not_applicable", 0.6, done[0])
    if plan:
        return Statement("target", _commitment(lead, plan), 0.45, "plan")
    return Statement("achieved", "not_applicable", 0.4, "report")


def _rule(quantity: Quantity, text: str, before: str, after: str, lead: str, whole: str) -> tuple[str, float, str] | None:
    """Return the kind, sureness and sign of a number that a rule sets or a condition names."""
    unit = quantity.unit
    if unit == "years_of_age":
        return "threshold", 0.95, "岁"
    if unit == "level":
        return "threshold", 0.9, "级"
    if unit == "years":
        kind = "threshold" if re.search(r"满|租期|至少|不少于|具备|从业|工作", before[-10:]) else "parameter"
        return kind, 0.8, "年"
    if unit == "money":
        if PAID.search(before) and not re.search(r"每(?:床|人|张|家|个|月|年)|给予[^,。;]{0,8}$|补助标准|不低于|最高", before[-16:]):
            return None
        if re.search(r"每|/", quantity.printed) or RULE.search(lead[-60:] + quantity.printed + after[:20]):
            if re.search(r"投资额?(?:达|在|为)?$", before) and quantity.comparator in (">=", ">"):
                return "threshold", 0.85, "投资额"
            return "parameter", 0.9, "元"
        return None
    if unit in ("percent",) and re.search(r"支付比例|报销比例|给予[^,。;]{0,4}$|基金支付|个人负担|按[^,。;]{0,16}(?:投资|投入|费用|总额)[^,。;]{0,6}$|补助[^,。;]{0,3}$", before[-24:]):
        return "parameter", 0.85, "比例"
    if unit in ("beds", "persons", "area", "institutions", "counted", "households") and quantity.comparator in (">=", ">", "<=", "<"):
        if SIZE_CONDITION.match(after) and not re.search(r"达到?|建成|新增|完成", before[-6:]):
            return "threshold", 0.85, "条件"
        if re.search(r"(?:规模|设置规模)[^,。;]{0,6}$|对[^,。;]{0,20}$|(?:人数|床位数?)(?:在)?(?:少于|不足|大于|超过|少于或等于)?$", before) and re.search(r"不足|少于|大于|以下|不超过|小于|多于|等于", text[quantity.start - 6 : quantity.end + 3]):
            return "threshold", 0.8, "条件"
        if unit == "area":
            return "threshold", 0.8, "面积"
    return None


def _commitment(lead: str, plan: bool) -> str:
    if PROPOSED.search(lead):
        return "proposal"
    if HOPED.search(lead[-40:]):
        return "aspiration"
    if NOT_YET.search(lead[-12:]):
        return "in_progress"
    return "firm"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):
        pass
    return found
