"""Units as tables print them: 万张, 元/床·月, 单位：人、张、%; and which of the codebook's they can be."""

import re
import unicodedata
from functools import cache

from i18n.numbers import ALSO, SIZES, UNITS

# What tables print beside the words of the interface.
PRINTED_AS = {
    "beds": ("张", "床", "张床位", "个床位"),
    "beds_per_1000": (
        "张/千人",
        "张/千名老人",
        "张/千名老年人",
        "张/每千名老人",
        "张/每千名老年人",
        "张/千老年人",
        "床/千人",
        "张",
        "床",
    ),
    "institutions": ("家", "所", "个", "处", "座"),
    "facilities": ("个", "处", "家", "所", "座"),
    "percent": ("%", "百分比", "百分数"),
    "households": ("户", "家庭"),
    "yuan_per_bed_month": ("元/床·月", "元/床/月", "元/月·床", "元/张/月", "元/床月", "元"),
    "yuan_per_bed_year": ("元/床·年", "元/床/年", "元/年·床", "元/床年", "元"),
    "yuan_per_person_month": ("元/人·月", "元/人/月", "元/月·人", "元/人月", "元"),
    "yuan_per_person_year": ("元/人·年", "元/人/年", "元/年·人", "元/人年", "元"),
    "yuan_per_bed": ("元/床", "元"),
    "persons_per_1000": ("人/千人", "名/千人", "人", "名"),
    "sqm": ("平方米", "㎡", "m2", "平米"),
    "items": ("项", "个", "件"),
    "pairs": ("对",),
    "person_times": ("人次", "次"),
}
# Of the units that fit a printed word, in this order, for what the codebook does not have.
USUAL = (
    "percent",
    "per_mille",
    "persons",
    "beds",
    "beds_per_1000",
    "institutions",
    "facilities",
    "yuan",
    "households",
    "person_times",
)
NO_HALF = {
    "persons",
    "beds",
    "institutions",
    "facilities",
    "households",
    "communities",
    "teams",
    "person_times",
    "pairs",
    "counties",
    "departments",
}
SIZE = "(?:十亿|百亿|千亿|万亿|十万|百万|千万|[百千万亿])?"
LARGER = {"十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "十万": 10**5}


def plain(text: str) -> str:
    """Return a text in half-width signs, its white space single and its dashes short.

    >>> plain("１２．５　％"), plain("张／千人")
    ('12.5 %', '张/千人')
    """
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    folded = unicodedata.normalize("NFKC", text.replace("㎡", "平方米")).replace("−", "-")
    folded = "".join(
        letter for letter in folded if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf")
    )
    folded = " ".join(folded.split())
    return re.sub(r"(?<=[\d.]) (?=[%‰万亿千张人家个所元户])|(?<=[≥≤><约~万亿]) (?=\S)", "", folded)


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Return the units that each printed word can mean."""
    found: dict[str, list[str]] = {}
    for unit, (chinese, _, _) in UNITS.items():
        for word in (chinese, chinese.split("/")[0], *ALSO.get(unit, ()), *PRINTED_AS.get(unit, ())):
            found.setdefault(plain(word), []).append(unit)
    return {word: tuple(dict.fromkeys(units)) for word, units in found.items()}


PRINTED = "|".join(re.escape(word) for word in sorted(words(), key=len, reverse=True))
WHOLE = re.compile(rf"({SIZE})({PRINTED})")
ABOVE = re.compile(r"(?:计量|数据)?单位\s*:\s*([^\s;)】\]]+)")


def size_of(printed: str) -> int:
    """Return what a word of size multiplies by; 1 for none."""
    return LARGER.get(printed) or SIZES.get(printed, 1)


def unit_printed(text: str) -> str:
    """Return a text that is a unit and nothing else, as 万张; else nothing.

    >>> unit_printed("（单位：万 张）"), unit_printed("张掖")
    ('万张', '')
    """
    bare = re.sub(r"^(?:计量)?单位:", "", plain(text).replace(" ", "").strip("()[]【】"))
    return bare if WHOLE.fullmatch(bare) else ""


def units_above(text: str) -> tuple[str, ...]:
    """Return the units that a line above a table states.

    >>> units_above("2023年　　单位：万人、张、％"), units_above("填报单位：张掖市民政局")
    (('万人', '张', '%'), ())
    """
    found = [unit_printed(part) for told in ABOVE.findall(plain(text)) for part in re.split("[、,，]", told)]
    return tuple(dict.fromkeys(filter(None, found)))


def fits(printed: str, unit: str) -> int:
    """Return what a printed unit multiplies numbers of one of the codebook's units by; 0 where it cannot be that unit.

    >>> fits("万张", "beds"), fits("张", "beds_per_1000"), fits("万人", "beds")
    (10000, 1, 0)
    """
    found = WHOLE.fullmatch(printed)
    return size_of(found[1]) if found and unit in words()[found[2]] else 0


def usual_unit(printed: str) -> tuple[str, int]:
    """Return the unit that a printed one usually means, and what it multiplies by."""
    found = WHOLE.fullmatch(printed)
    if found is None:
        return "", 1
    known = words()[found[2]]
    exact = [unit for unit in known if UNITS[unit][0] == found[2] and unit in USUAL]
    order = sorted(exact or known, key=lambda unit: USUAL.index(unit) if unit in USUAL else len(USUAL))
    return order[0], size_of(found[1])
