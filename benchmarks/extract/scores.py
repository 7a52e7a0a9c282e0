"""Scores of what was read from a text against what careful readers found in it.

A hit is a candidate of the same value in base units whose words overlap a place where the reader's phrase stands; white space
does not count. Candidates and readers' rows are paired one to one, so that as many as possible hit.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isclose

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.extract.gold import Gold, Text
from loaders.letters import folded
from loaders.policy_text.candidates import Candidate

# Every score is a part and the whole that it is a part of; so scores of texts add up.
Scores = dict[str, tuple[int, int]]
Span = tuple[int, int]

GAPS = re.compile(r"[\s\u3000□]")
LETTER = re.compile(r"[^\s\u3000□]")
ARABIC = re.compile(r"\d+(?:[.,]\d+)*")
CHINESE = re.compile(r"[零〇一二两兩三四五六七八九十百千万萬亿億半]+")
CHINESE_DIGITS = frozenset("零〇一二两兩三四五六七八九十")
# What a pairing is worth: hits first; then the same unit, the number within the phrase and the same clause find the number meant.
HIT, SAME_UNIT, INSIDE, SAME_CLAUSE = 1000, 4, 2, 1


def numerals(text: str) -> int:
    """Count the numerals printed: runs of digits with their separators, and Chinese numerals that hold a digit."""
    chinese = (run for run in CHINESE.findall(text) if CHINESE_DIGITS & set(run))
    return len(ARABIC.findall(folded(text).replace("．", "."))) + sum(1 for _run in chinese)


@lru_cache(maxsize=8)
def letters_of(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return the letters of ``text[start:end]`` without white space, full-width ones folded, and where each stands in the text."""
    kept = [match.start() for match in LETTER.finditer(text, start, end)]
    return folded("".join(text[at] for at in kept)), kept


def places_of(phrase: str, text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return where a phrase stands in ``text[start:end]``, white space aside, as offsets into the text."""
    letters, kept = letters_of(text, start, len(text) if end is None else end)
    wanted = folded(GAPS.sub("", phrase))
    found = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", letters)] if wanted else []
    return [(kept[at], kept[at + len(wanted) - 1] + 1) for at in found]


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two stretches of a text share a letter."""
    return one[0] < other[1] and other[0] < one[1]


def same(one: float, other: float) -> bool:
    """Tell whether two values are the same but for rounding in the machine."""
    return isclose(one, other, rel_tol=1e-9)


def at_phrase(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether a candidate's words or its number overlap a place of a phrase."""
    own = ((candidate.start, candidate.end), candidate.number)
    return any(overlap(words, span) for words in own for span in spans)


def paired(gold: Sequence[Gold], candidates: Sequence[Candidate], text: Text) -> dict[int, int]:
    """Return which row of the readers (by its place) each candidate hits: one to one, and as many as can be."""
    worth = np.zeros((len(gold), len(candidates)))
    for row, wanted in enumerate(gold):
        spans = places_of(wanted.phrase, text.body, text.start, text.end)
        for column, candidate in enumerate(candidates):
            if same(candidate.value, wanted.value) and at_phrase(candidate, spans):
                inside = any(overlap(candidate.number, span) for span in spans)
                clause = wanted.clause != "" and candidate.clause == wanted.clause
                unit = wanted.unit != "" and candidate.unit == wanted.unit
                worth[row, column] = HIT + SAME_UNIT * unit + INSIDE * inside + SAME_CLAUSE * clause
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if worth[row, column]}


def within(candidates: Sequence[Candidate], text: Text) -> list[Candidate]:
    """Return the candidates of the part of a text that is scored, by where their number stands."""
    return [one for one in candidates if text.start <= one.number[0] < text.end]


def agreement(wanted: Gold, candidate: Candidate) -> dict[str, bool]:
    """Return what a hit has right of all that the reader said."""
    said = {"value": same(candidate.value_high, wanted.value_high), "kind": candidate.kind == wanted.kind}
    if wanted.comparators:
        said["comparator"] = candidate.comparator in wanted.comparators
    if wanted.year is not None:
        said["year"] = candidate.year == wanted.year
    if wanted.no_year:
        said["no year"] = candidate.year is None
    for name in ("clause", "indicator", "place"):
        if getattr(wanted, name):
            said[name] = getattr(candidate, name) == getattr(wanted, name)
    return said


def recall_scores(gold: Sequence[Gold], candidates: Sequence[Candidate], text: Text) -> Scores:
    """Return how much of what the readers found was read, in all and by kind, and what is right of that.

    Values that nothing prints are counted apart, as ``implied``, after the printed ones have taken their candidates.
    """
    printed = [row for row in gold if not row.implied]
    pairs = paired(printed, candidates, text)
    parts: Counter[str] = Counter()
    wholes: Counter[str] = Counter()
    for at, wanted in enumerate(printed):
        for name in ("recall", f"recall {wanted.kind}"):
            wholes[name] += 1
            parts[name] += at in pairs
        for name, right in agreement(wanted, candidates[pairs[at]]).items() if at in pairs else ():
            wholes[name] += 1
            parts[name] += right
    left = [candidate for at, candidate in enumerate(candidates) if at not in pairs.values()]
    implied = [row for row in gold if row.implied]
    wholes["implied"], parts["implied"] = len(implied), len(paired(implied, left, text))
    return {name: (parts[name], whole) for name, whole in wholes.items() if whole}


def amount_scores(candidates: Sequence[Candidate], text: Text) -> Scores:
    """Return how many candidates there are: to the numerals and letters printed, and how many read a number again."""
    words = text.body[text.start : text.end]
    again = len(candidates) - len({candidate.number for candidate in candidates})
    return {
        "to numerals": (len(candidates), numerals(words)),
        "to letters": (len(candidates), len(GAPS.sub("", words))),
        "read again": (again, len(candidates)),
    }


def right_ones(known: Sequence[Sequence[Gold]], candidates: Sequence[Candidate], text: Text) -> set[int]:
    """Return which candidates (by their place) some reader also found; of those at one number only the first."""
    hits = {column for gold in known for column in paired(gold, candidates, text).values()}
    first: dict[Span, int] = {}
    for at in sorted(hits):
        first.setdefault(candidates[at].number, at)
    return set(first.values())


def precision_scores(known: Sequence[Sequence[Gold]], candidates: Sequence[Candidate], text: Text) -> Scores:
    """Return how many candidates of a text that was read in full are right: found by a reader, or by one as worth keeping.

    Args:
        known: each reader's rows.
        candidates: of the part of the text that is scored.
        text: the text.
    """
    core = [[row for row in gold if row.core] for gold in known]
    return {
        "precision": (len(right_ones(known, candidates, text)), len(candidates)),
        "precision strict": (len(right_ones(core, candidates, text)), len(candidates)),
    }


def added(scores: Sequence[Scores]) -> Scores:
    """Return the scores of several texts together."""
    names = dict.fromkeys(name for each in scores for name in each)
    return {
        name: (sum(each.get(name, (0, 0))[0] for each in scores), sum(each.get(name, (0, 0))[1] for each in scores))
        for name in names
    }


def share(scores: Mapping[str, tuple[int, int]], name: str) -> float:
    """Return a score as a share of 1; not a number where nothing was scored."""
    part, whole = scores.get(name, (0, 0))
    return part / whole if whole else float("nan")


def misses(gold: Sequence[Gold], candidates: Sequence[Candidate], text: Text) -> list[tuple[str, str]]:
    """Return what was missed or read wrong: the cause, and the phrase with what was read instead."""
    printed = [row for row in gold if not row.implied]
    pairs = paired(printed, candidates, text)
    found = []
    for at, wanted in enumerate(printed):
        if at in pairs:
            one = candidates[pairs[at]]
            wrong = [name for name, right in agreement(wanted, one).items() if not right]
            found += [(f"wrong {name}", f"{wanted.phrase} | {_instead(name, wanted, one)}") for name in wrong]
        else:
            cause, instead = cause_of(wanted, candidates, text)
            found.append((cause, f"{wanted.phrase} | {wanted.value:g} {wanted.kind}{instead}"))
    return found


def _instead(name: str, wanted: Gold, candidate: Candidate) -> str:
    if name == "comparator":
        return f"{'/'.join(sorted(wanted.comparators))}, read {candidate.comparator}"
    if name in ("year", "no year"):
        return f"{wanted.year}, read {candidate.year}"
    column = {"value": "value_high"}.get(name, name)
    return f"{getattr(wanted, column)}, read {getattr(candidate, column)}"


def cause_of(wanted: Gold, candidates: Sequence[Candidate], text: Text) -> tuple[str, str]:
    """Return why a reader's row was not hit, and what was read in its place."""
    spans = places_of(wanted.phrase, text.body, text.start, text.end)
    if not spans:
        return "phrase not in the text", ""
    near = [one for one in candidates if at_phrase(one, spans)]
    if any(same(one.value, wanted.value) for one in near):
        return "one candidate for several numbers", ""
    inside = [one for one in near if any(overlap(one.number, span) for span in spans)]
    if inside:
        return "no candidate of that value", f", read {', '.join(f'{one.value:g}' for one in inside)}"
    return "no candidate there", ""


def unfounded(known: Sequence[Sequence[Gold]], candidates: Sequence[Candidate], text: Text) -> list[str]:
    """Return the candidates of a text that was read in full which no reader found."""
    right = right_ones(known, candidates, text)
    return [
        f"{one.as_printed} | {one.value:g} {one.unit} {one.kind}"
        for at, one in enumerate(candidates)
        if at not in right
    ]


def unread(gold: Sequence[Gold], candidates: Sequence[Candidate], text: Text) -> list[str]:
    """Return the rows of a reader that no candidate hits."""
    pairs = paired(gold, candidates, text)
    return [f"{row.phrase} | {row.value:g} {row.kind}" for at, row in enumerate(gold) if at not in pairs]
