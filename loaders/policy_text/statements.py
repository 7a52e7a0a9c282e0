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
GROUP = re.compile(
    r"^(?:及|或)?(?:以上|以下)?(?:\(含\))?的?(?:.{0,6})(?:老年人|老人|居民|人群|参保|人员|儿童|婴幼儿|女性|男性|城乡|户籍|常住|低保|失能|独居|高龄)"
)
SIZE_CONDITION = re.compile(
    r"^(?:(?:及|或)?以[上下内])?(?:\(含[^)]{0,8}\))?(?:的|且|、?并|,?且)(?!比例|目标|任务|床位数?达)"
)
NAMED = re.compile(
    r"^[“\"]?(?:阶段|结合|方面|(?:重点)?服务模式|模式|方式|措施|步骤|层次|环节|(?:大|小)?行动|部门|单位|[”\"]?自助|定向|原则)"
)
CONDITIONED = ("beds", "persons", "area", "institutions", "money", "households")
WITH_ANOTHER = re.compile(r"^[^,。;]{0,22}(?:以上|以下|不足[^,。;]{1,6}|少于[^,。;]{1,6})的")
# --- words of a rule
RULE = re.compile(
    r"补贴|补助|资助|奖励|奖补|津贴|给予|支付标准|支付比例|报销|缴费|筹资|保费|待遇标准|限额|起付|标准为|按每|每床(?:每|位|补|一次)|每人每|每张床位?(?:每|补|给|一次|按)|每床日|按照?[^,。;]{0,12}标准|减免|免征|减半|收费|个人负担|最高可享受|保证金|用地不少|建筑面积不|面积不少|配建"
)
PAID = re.compile(
    r"(?:发放|拨付|投入|支出|支付|落实|安排|下达|争取|筹集|到位|储备|兑现)[^,。;]{0,14}$|共计|累计|合计|总额|总投资|投资额?$"
)
# --- words of a forecast
FORECAST = re.compile(r"预计|预测|预估|将进入|据测算|估计|有望")
PEOPLE = re.compile(
    r"老年人口|老龄人口|老年人数|老年人达|老年人将|岁(?:及|或)?以上(?:的)?(?:户籍|常住)?(?:老年|老龄)?人|人口占|人口将|失能(?:、|和)?[^,。;]{0,6}老年人|老龄化"
)
SHARE_OF_PEOPLE = re.compile(r"占|比重|老龄化|人口")
# --- words of a target
WILL = re.compile(
    r"将(?:达|新|建|超|有|完|在|实|全|继|为|进|再|打|扩|增|基)|力争|争取|确保|计划|拟|目标|要(?:达到|求|建|实现|在|确保)|须|应(?:达|当|占|不|按|建)|规划(?:建|新|到|养|社|总|床|机|,|设)|届时|任务|推动|推进|提出|明确"
    r"|(?:实现|完成|建成|新增|培育|打造|培训|改造|建设|新建|发展|选择|确定|建立|扩建|创建|开展|支持|达到|提高到|提升到|增加到|不低于|不少于|超过|至少)"
)
STRONG_WILL = re.compile(
    r"将(?:达|新|建|超|有|完|在|实|全|为|再|打|扩|增|基)|力争|争取|确保|计划(?![”》\"])|拟(?:建|新|在|用)|目标|要(?:达到|求|建|实现|确保)|须|应(?:达|当|占|不)|规划(?:建|新|养|社|总|床|机|设)|届时|规划建设|预计|要在|年内|今后|未来"
)
QUOTA = re.compile(r"每年(?:新增|招聘|选拔|培训|培养|建设|新建|完成|开展|组织|改造|安排)")
# --- words of a result
DONE = re.compile(
    r"已(?:达|建|有|经|完|实|覆|累|发|开|投|全|超|成|为|受|惠|享|拥|参)|目前|现有|现已|共有|截[至止]|累计|拥有|建成了?(?!后)|完成了|达到?了|成功|去年|上年|新增了?|发放|享受|惠及|增长|上升|提高了|下降|获|入住率?约?|运营(?:养|机)|共(?:有|建|发|计|设)|实施完成|覆盖|接受|排名|位居|占(?:总|全|人|户)|全(?:市|省|区|县|国)(?:共)?有"
)
STRONG_DONE = re.compile(
    r"已(?:达|建|有|经|完|实|覆|累|发|开|投|全|超|成|为|受|惠|享|拥|参|入)|目前|现有|现已|共有|截[至止]|累计|完成了|去年|上年|运营养老|新创建|遴选|组建|提供[^,。;]{0,10}服务$"
    r"|的基础上$|\((?:共|约)$|人口(?:偏|较|约|总)"
)
NOT_YET = re.compile(r"推进|加快|探索|推行|稳步|逐步|推动")
HOPED = re.compile(r"力争|争取|探索|有条件的|鼓励|支持有条件|原则上")
PROPOSED = re.compile(r"建议|倡议|可考虑|拟提")
HAD = re.compile(r"已|截[至止]|(?<![没具所])有[^,。;效]{0,12}$")
HAS = re.compile(r"目前|已(?:建|有|达)")
LEAST = re.compile("以上|不低于|不少于|不小于|至少")


@dataclass(frozen=True)
class Statement:
    """A kind of statement, how firmly it is meant, how sure the words are (0 to 1), and the words that decided."""

    kind: str
    commitment: str
    sure: float
    sign: str


@dataclass(frozen=True)
class Dated:
    """The year that a number stands under, the role of that date, whether it was carried from another sentence, and the year of issue."""

    year: int | None
    role: str
    carried: bool
    issued: int | None

    def ahead(self, lead: str) -> bool:
        """Whether the year was still to come when the text was written; ``lead`` is its sentence up to the number."""
        if self.year is None or self.role == "now":
            return False
        if self.issued is not None:
            return self.year > self.issued
        return self.role == "deadline" and not HAD.search(lead)


def statement(
    quantity: Quantity, text: str, chunk: tuple[int, int], sentence: tuple[int, int], dated: Dated, plan: bool
) -> Statement:
    """Return the kind of statement that a quantity is.

    Args:
        quantity: of the text.
        text: plain.
        chunk: the stretch between two commas that it stands in.
        sentence: the one that it stands in.
        dated: what is known of its date.
        plan: the document is a plan, an opinion or rules rather than news or a report.
    """
    before, after = text[chunk[0] : quantity.start], text[quantity.end : chunk[1]]
    lead = text[sentence[0] : quantity.start]
    if rule := _rule(quantity, text, before, after, lead):
        return Statement(rule[0], "not_applicable", rule[1], rule[2])
    firm = _commitment(lead, plan)
    people = PEOPLE.search(lead[-40:] if before.startswith("占") or len(before) < 2 else before)
    if quantity.unit == "percent" and not SHARE_OF_PEOPLE.search(before):
        people = None  # a rate of people who are served is no count of people
    people = people if quantity.unit in ("persons", "percent", "counted") else None
    ahead = dated.ahead(lead)
    if people and (FORECAST.search(lead) or (ahead and re.search("将|达", lead))):
        return Statement("forecast", "not_applicable", 0.9, people[0])
    if match := QUOTA.search(lead[-30:]):
        return Statement("target", firm, 0.85, match[0])
    if any(sign.startswith("universal") for sign in quantity.signs) and (
        match := NOT_YET.search(before + quantity.printed)
    ):
        return Statement("target", "in_progress", 0.8, match[0])
    done, will = _last(STRONG_DONE, lead), _last(STRONG_WILL, lead)
    if ahead and not (dated.carried and done) and not HAS.search(before):
        if people and not will:
            return Statement("forecast", "not_applicable", 0.7, str(dated.year))
        return Statement("target", firm, 0.95, str(dated.year))
    if re.match("[^,。;]{0,16}目标", after) and not done:
        return Statement("target", firm, 0.8, "目标")
    if done and will and will.start() > done.start() and ";" in lead[will.end() :]:
        will = None  # what follows a semicolon goes back to what the sentence began with
    if will and (not done or will.start() > done.start()):
        return Statement("target", firm, 0.85, will[0])
    if done:
        return Statement("achieved", "not_applicable", 0.9, done[0])
    if dated.year is not None and dated.issued is not None and dated.year < dated.issued:
        return Statement("achieved", "not_applicable", 0.85, str(dated.year))
    if people:
        return Statement("achieved", "not_applicable", 0.75, people[0])
    return _undecided(quantity, text, sentence[0], lead, firm, plan)


def _undecided(quantity: Quantity, text: str, start: int, lead: str, firm: str, plan: bool) -> Statement:
    """Return the kind of statement of a quantity whose own sentence hardly says it: by its bound, the sentence before, the kind of document."""
    earlier = re.split(r"\n", text[max(0, start - 140) : start])[-1]
    done, will = _last(STRONG_DONE, earlier), _last(STRONG_WILL, earlier)
    if done and not (will and will.start() > done.start()) and not plan:
        return Statement("achieved", "not_applicable", 0.6, done[0])
    if (
        quantity.comparator == "range"
        or LEAST.search(" ".join(quantity.signs))
        or any(sign.startswith("universal") for sign in quantity.signs)
    ):
        return Statement("target", firm, 0.6, "bound")
    if will and not done:
        return Statement("target", firm, 0.6, will[0])
    if plan and (word := _last(WILL, lead)):
        return Statement("target", firm, 0.7, word[0])
    if word := _last(DONE, lead):
        return Statement("achieved", "not_applicable", 0.6, word[0])
    return Statement("target", firm, 0.45, "plan") if plan else Statement("achieved", "not_applicable", 0.4, "report")


def _rule(quantity: Quantity, text: str, before: str, after: str, lead: str) -> tuple[str, float, str] | None:
    """Return the kind, sureness and sign of a number that a rule sets or a condition names."""
    unit = quantity.unit
    if unit == "years_of_age":
        return "threshold", 0.95, "岁"
    if unit == "level":
        return "threshold", 0.9, "级"
    if unit == "years":
        kind = "threshold" if re.search(r"满|租期|至少|不少于|具备|从业|工作", before[-10:]) else "parameter"
        return kind, 0.8, "年"
    if (
        unit in ("items", "facilities", "teams")
        and NAMED.match(text[quantity.end : quantity.end + 12])
        and quantity.comparator == "="
    ):
        return "parameter", 0.7, "列举"
    if (
        unit == "percent"
        and quantity.comparator in (">=", ">", "<=", "<")
        and re.match(r"^的(?:医疗|养老|机构|医院|床位用于)", after)
    ):
        return "threshold", 0.75, "条件"
    if unit == "beds" and quantity.comparator == "range" and re.match(r"^[^,。;]{0,6}的[^,。;]{0,8}(?:机构|院)", after):
        return "threshold", 0.75, "条件"
    if unit in CONDITIONED and quantity.comparator in (">=", ">", "<=", "<") and WITH_ANOTHER.match(after):
        return "threshold", 0.85, "条件"
    if unit == "money":
        if PAID.search(before) and not re.search(
            r"每(?:床|人|张|家|个|月|年)|给予[^,。;]{0,8}$|补助标准|不低于|最高", before[-16:]
        ):
            return None
        if re.search(r"每|/", quantity.printed) or RULE.search(lead[-60:] + quantity.printed + after[:20]):
            if re.search(r"投资额?(?:达|在|为)?$", before) and quantity.comparator in (">=", ">"):
                return "threshold", 0.85, "投资额"
            return "parameter", 0.9, "元"
        return None
    if unit in ("percent",) and re.search(
        r"支付比例|报销比例|给予[^,。;]{0,4}$|基金支付|个人负担|按[^,。;]{0,16}(?:投资|投入|费用|总额)[^,。;]{0,6}$|补助[^,。;]{0,3}$",
        before[-24:],
    ):
        return "parameter", 0.85, "比例"
    if unit in ("beds", "persons", "area", "institutions", "counted", "households") and quantity.comparator in (
        ">=",
        ">",
        "<=",
        "<",
    ):
        if SIZE_CONDITION.match(after) and not re.search(r"达到?|建成|新增|完成", before[-6:]):
            return "threshold", 0.85, "条件"
        if re.search(
            r"(?:规模|设置规模)[^,。;]{0,6}$|对[^,。;]{0,20}$|(?:人数|床位数?)(?:在)?(?:少于|不足|大于|超过|少于或等于)?$",
            before,
        ) and re.search(r"不足|少于|大于|以下|不超过|小于|多于|等于", text[quantity.start - 6 : quantity.end + 3]):
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
