"""Numbers that are part of a name: of a group of people, of a rate."""

import re

from loaders.policy_text.words import Words

RATE = re.compile(r"^[^,。;\n\d按]{0,34}(?:率|比例|占比|比重)")
FOR = re.compile(r"(?:针对|免费为|面向|对|向|为)(?:[^,。;、]{0,6})$")
NAME_OF_PEOPLE = re.compile(
    r"^(?:\([^)]{0,6}\))?(?:及|或|\(含\))?(?:以[上下])?(?:的)?(?:户籍|常住|失能|低收入)?(?:老年人口|老龄人口|人口|老人口|(?:老年人|老人|人群)(?!.{0,12}(?:健康管理|服务|体检|提供|免费|补贴|津贴)))"
)
SERVED = re.compile(r"健康管理|服务|提供|体检|免费|补贴|津贴|补助|辨识|签约|居民|对|为|针对|提供|享受")


def is_figure(words: Words) -> bool:
    """Whether a quantity is a figure of its own, and not the name of a group or a part of another number's name."""
    unit, before, after = words.quantity.unit, words.before, words.beyond
    if unit in ("years_of_age", "level") and RATE.match(after):
        return False  # 65岁以上老年人健康管理率, 二级及以上综合医院设老年医学科比例
    if unit == "years_of_age" and not FOR.search(before):
        return not NAME_OF_PEOPLE.match(after) and bool(SERVED.search(before[-12:] + after[:30]))
    return True
