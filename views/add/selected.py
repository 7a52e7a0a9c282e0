"""A figure that the viewer points out in a text: read as the others are where the rules find it, else as the bare number."""

from dataclasses import replace

from loaders.letters import folded
from loaders.policy_text.candidates import Candidate, extract
from loaders.policy_text.clauses import clauses
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.numerals import numbers
from loaders.policy_text.passages import LONGEST, SHORTEST
from loaders.policy_text.reasons import reason

UNKNOWN_UNIT = "items"


def selected(text: str, start: int, end: int, codebook: Codebook, place: str) -> Candidate | None:
    """Return the figure in the words ``text[start:end]`` that the viewer chose; None where no number stands there."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[low : high if high >= 0 else len(text)]
    for each in extract(line, codebook, place=place):
        if start <= low + each.number[0] and low + each.number[1] <= end:
            spans = {"start": each.start + low, "end": each.end + low}
            clause = _clause(text, each.start + low) or each.clause
            return replace(each, number=(each.number[0] + low, each.number[1] + low), clause=clause, **spans)
    return _bare(text, start, end, place)


def _bare(text: str, start: int, end: int, place: str) -> Candidate | None:
    plain = folded(text)
    found = numbers(plain[start:end])
    if not found:
        return None
    first = found[0]
    number = (start + first.start, start + first.end)
    start, end = printed(text, start, end, number)
    return Candidate(
        document="",
        clause=_clause(text, number[0]),
        as_printed=text[start:end],
        start=start,
        end=end,
        number=number,
        place=place,
        indicator="",
        indicator_score=0.0,
        runner_up="",
        runner_up_score=0.0,
        name=text[start : number[0]].strip(),
        kind="target",
        value=first.value,
        value_high=first.value,
        comparator="=",
        unit=UNKNOWN_UNIT,
        year=None,
        date="",
        period_status="none",
        commitment="firm",
        confidence=0.0,
        reasons=(reason("number", printed=text[slice(*number)], value=f"{first.value:g}"), reason("indicator_none")),
    )


def printed(text: str, start: int, end: int, number: tuple[int, int]) -> tuple[int, int]:
    """Return the words chosen, made long enough to be found again and short enough to be quoted, with the number in them."""
    while start < number[0] and text[start].isspace():
        start += 1
    while end > number[1] and text[end - 1].isspace():
        end -= 1
    if end - start > LONGEST:
        start = max(start, min(number[0], max(number[1], start + LONGEST) - LONGEST))
        end = max(number[1], min(end, start + LONGEST))
    while end - start < SHORTEST and (start > 0 or end < len(text)):
        if end < len(text) and text[end] != "\n":
            end += 1
        elif start > 0 and text[start - 1] != "\n":
            start -= 1
        else:
            break
    return start, end


def _clause(text: str, at: int) -> str:
    return next((each.label for each in clauses(folded(text)) if each.start <= at < each.end), "")
