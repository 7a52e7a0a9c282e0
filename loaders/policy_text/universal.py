"""What is promised to all without a number: 所有…建成, …全覆盖, 每个区县设置…: a hundred per cent, or one each."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from loaders.policy_text.quantities import Quantity

BODY = r"(?:医疗卫生机构|医疗机构|养老机构|医院|卫生院|卫生服务中心|社区|乡镇|街道|县|区|行政村|村|中心|街镇|镇|用药|老年人)"
DOES = r"(?:建成|建有|设有|开设|设立|设置|建立|能够|能以|开展|实现|配备|开通|提供|完成|达到|签订|享有|纳入)"
ALL = re.compile(rf"(?:所有|全部)(?:的)?[^,。;\n]{{0,14}}?{BODY}[^,。;\n]{{0,24}}?{DOES}")
COVERED = re.compile(r"(?:全覆盖|覆盖(?:到)?(?:全市|全省|全区|全县|城乡)?(?:所有|全部)[^,。;\n]{2,8})")
EACH = re.compile(
    r"(?:每个?|各)(?:一个)?(?:县|区县|市县|县\(市、区\)|区|乡镇|街道|社区|村|城区)(?:\([^)]{1,8}\))?[^,。;\n\d一二两三四五六七八九十]{0,6}(?:设置|设立|建成|建有|建设|建立|拥有|有)(?![\d一二两三四五六七八九十至])[^,。;\n\d一二三四五六七八九十]{3,16}"
)
STRICT = re.compile(r"一律按[^,。;\n]{2,20}?价格")
# What all are asked to keep to is no figure.
DUTY = re.compile(r"要|应当|必须|不得|严格|负责|遵守|按照|接受|工作人员|部门|各级")


def universal(text: str, taken: Sequence[Quantity]) -> list[Quantity]:
    """Return what a plain text says of all, as quantities of a hundred per cent or of one each; numbers that are printed come first."""
    spans = sorted((each.start, each.end) for each in taken)
    found: list[Quantity] = []
    for pattern, value, unit, sign in (
        (ALL, 100.0, "percent", "all"),
        (COVERED, 100.0, "percent", "covered"),
        (EACH, 1.0, "facilities", "each"),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            if _overlaps(spans, start, end) or (sign != "strict" and DUTY.search(match[0])):
                continue
            if sign == "covered" and not _covers(text, start):
                continue
            found.append(
                Quantity(
                    start,
                    end,
                    (start, end),
                    value,
                    value,
                    unit,
                    match[0],
                    ">=" if sign == "each" else "=",
                    True,
                    signs=(f"universal:{sign}",),
                )
            )
            insort(spans, (start, end))
    return sorted(found, key=lambda each: each.start)


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of those in order, which do not overlap each other."""
    at = bisect_left(spans, (start, end))
    return (at > 0 and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end)


def _covers(text: str, start: int) -> bool:
    """Whether a coverage has a subject in its own stretch, and is not what the text starts from."""
    before = re.split(r"[,。;\n]", text[max(0, start - 40) : start])[-1]
    after = text[start : start + 8]
    return (
        len(before) >= 4
        and "基础上" not in after
        and not re.search(r"原则|理念|要求|保基本|格局", before + text[start : start + 12])
    )
