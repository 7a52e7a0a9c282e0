"""Numbers that a rule sets or a condition names: prices, rates, limits of age and size. Each ruling answers, or leaves it to the next."""

import re

from loaders.policy_text.words import Statement, Words

BOUNDS = (">=", ">", "<=", "<")
NAMED = re.compile(
    r"^[“\"]?(?:阶段|结合|方面|(?:重点)?服务模式|模式|方式|措施|步骤|层次|环节|(?:大|小)?行动|部门|单位|[”\"]?自助|定向|原则)"
)
SIZED = ("beds", "persons", "area", "institutions", "counted", "households")
WITH_ANOTHER = re.compile(r"^[^,。;]{0,22}(?:以上|以下|不足[^,。;]{1,6}|少于[^,。;]{1,6})的")
SIZE_CONDITION = re.compile(
    r"^(?:(?:及|或)?以[上下内])?(?:\(含[^)]{0,8}\))?(?:的|且|、?并|,?且)(?!比例|目标|任务|床位数?达)"
)
OF_SIZE = re.compile(
    r"(?:规模|设置规模)[^,。;]{0,6}$|对[^,。;]{0,20}$|(?:人数|床位数?)(?:在)?(?:少于|不足|大于|超过|少于或等于)?$"
)
SMALLER = re.compile(r"不足|少于|大于|以下|不超过|小于|多于|等于")
RULE = re.compile(
    r"补贴|补助|资助|奖励|奖补|津贴|给予|支付标准|支付比例|报销|缴费|筹资|保费|待遇标准|限额|起付|标准为|按每|每床(?:每|位|补|一次)|每人每"
    r"|每张床位?(?:每|补|给|一次|按)|每床日|按照?[^,。;]{0,12}标准|减免|免征|减半|收费|个人负担|最高可享受|保证金|配建"
)
PAID = re.compile(
    r"(?:发放|拨付|投入|支出|支付(?!限额|标准|比例)|落实|安排|下达|争取|筹集|到位|储备|兑现)[^,。;]{0,14}$|共计|累计|合计|总额|总投资|投资额?$"
)
PAID_EACH = re.compile(r"每(?:床|人|张|家|个|月|年)|给予[^,。;]{0,8}$|补助标准|不低于|最高")
SHARE_PAID = re.compile(
    r"支付比例|报销比例|给予[^,。;]{0,4}$|基金支付|个人负担|按[^,。;]{0,16}(?:投资|投入|费用|总额)[^,。;]{0,6}$|补助[^,。;]{0,3}$"
)


def age(words: Words) -> Statement | None:
    """An age is a limit of who is served."""
    return words.other("threshold", 0.95, "kind_age") if words.quantity.unit == "years_of_age" else None


def level(words: Words) -> Statement | None:
    """A level of hospitals is a limit of which ones are meant."""
    return words.other("threshold", 0.9, "kind_level") if words.quantity.unit == "level" else None


def years(words: Words) -> Statement | None:
    """A number of years is how long a rule holds, or how long one must have worked, rented or run."""
    if words.quantity.unit != "years":
        return None
    asked = re.search(r"满|租期|至少|不少于|具备|从业|工作", words.before[-10:])
    return words.other("threshold" if asked else "parameter", 0.8, "kind_duration")


def named(words: Words) -> Statement | None:
    """Five measures, four modes: how many things the document lists."""
    if words.quantity.unit not in ("items", "facilities", "teams") or words.quantity.comparator != "=":
        return None
    found = NAMED.match(words.after)
    return words.other("parameter", 0.7, "kind_named", found[0]) if found else None


def condition(words: Words) -> Statement | None:
    """A size that decides to whom a rule applies: 300张以上的, 不足40张且…."""
    quantity, after = words.quantity, words.after
    bound = quantity.comparator in BOUNDS
    if quantity.unit == "percent":
        found = bound and re.match(r"^的(?:医疗|养老|机构|医院|床位用于)", after)
    elif quantity.unit == "beds" and quantity.comparator == "range":
        found = re.match(r"^[^,。;]{0,6}的[^,。;]{0,8}(?:机构|院)", after)
    elif quantity.unit == "money":
        found = bound and (WITH_ANOTHER.match(after) or re.search(r"投资额?(?:达|在|为)?$", words.before))
    elif quantity.unit in SIZED:
        found = bound and (WITH_ANOTHER.match(after) or _of_size(words))
    else:
        return None
    return words.other("threshold", 0.85, "kind_condition") if found else None


def _of_size(words: Words) -> bool:
    if words.quantity.unit == "area":
        return words.dated.year is None
    if SIZE_CONDITION.match(words.after):
        return not re.search(r"达到?|建成|新增|完成", words.before[-6:])
    bounds = " ".join(words.quantity.signs)
    return bool(OF_SIZE.search(words.before) and SMALLER.search(bounds))


def money(words: Words) -> Statement | None:
    """A price or subsidy is a rule; what has been paid in all is none."""
    quantity = words.quantity
    if quantity.unit != "money" or (PAID.search(words.before) and not PAID_EACH.search(words.before[-16:])):
        return None
    if re.search(r"每|/", quantity.printed) or RULE.search(words.lead[-60:] + quantity.printed + words.after[:20]):
        return words.other("parameter", 0.9, "kind_money")
    return None


def share_paid(words: Words) -> Statement | None:
    """The share that a fund or a subsidy pays is a rule."""
    if words.quantity.unit != "percent":
        return None
    found = SHARE_PAID.search(words.before[-24:]) or re.match("^(?:的?比例)?(?:配置|配建|计提|计入)", words.after)
    return words.other("parameter", 0.85, "kind_share_paid", found[0]) if found else None


RULINGS = (age, level, years, named, condition, money, share_paid)
