"""From a document's text to candidate facts: every printed quantity, what it is said of, and why it is read so.

``raw text → plain view → dates, numbers with units → what kind of statement, whose, which indicator → candidates``.
Rules alone, no model: the same text always gives the same candidates.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.letters import folded
from loaders.policy_text.clauses import HEADER_END, Clause, clauses
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.dates import Calendar, Governed, Mention, mentions
from loaders.policy_text.head import Head, is_plan, looks_back, read_head
from loaders.policy_text.indicator_tables import Printed, printed_values
from loaders.policy_text.indicators import Nearest
from loaders.policy_text.names import is_figure
from loaders.policy_text.passages import LONGEST, REACH, quoted, stretch
from loaders.policy_text.passages import sentence as sentence_of
from loaders.policy_text.quantities import Quantity, quantities
from loaders.policy_text.reasons import Reason, reason
from loaders.policy_text.statements import statement
from loaders.policy_text.units import SOLE, money_unit, unit_of
from loaders.policy_text.universal import universal
from loaders.policy_text.view import View
from loaders.policy_text.whose import NATION, NOT_SUBJECT, OWN, WHOLE
from loaders.policy_text.words import Dated, Statement, Words

NEW_BELOW = 0.16  # an indicator less near than this is none
NAMED = 0.25  # nearness of a count of what a document lists: read for sure, and seldom worth a figure
HEAD = "首部"  # titles say 十条措施, too
STEP = 50  # quantities between two reports of progress
FROM = re.compile(r"(?:由|从)(?:[^,。;\d]{0,6})$")
TO = re.compile(r"^(?:左右)?(?:提高|增加|增长|提升|上升|扩大|下降|减少|降低|降|升|增|调整)(?:到|至)")
CHANGE = re.compile(
    r"(?:比|较|同比|环比)[^,。;]{0,10}(?:增长|增加|提高|下降|减少|高出?|低|上升|多)(?:了|约|近)?$"
)  # no level of anything
CLOSED = re.compile(r"(?:[及或]?以[上下内]|左右)?[、和及与,]?")
HUNDRED = re.compile(r"每?百名?(?:户籍|常住)?老年?人")


@dataclass(frozen=True)
class Candidate:
    """A number in a text as a fact might hold it: ``text[start:end]`` are the printed words, ``number`` bounds the number itself.

    ``value`` and ``value_high`` are in base units; ``place`` and ``indicator`` are empty where none is found; ``name`` are the
    text's own words for what is counted; ``confidence`` runs from 0 to 1.
    """

    document: str
    clause: str
    as_printed: str
    start: int
    end: int
    number: tuple[int, int]
    place: str
    indicator: str
    indicator_score: float
    runner_up: str
    runner_up_score: float
    name: str
    kind: str
    value: float
    value_high: float
    comparator: str
    unit: str
    year: int | None
    date: str
    period_status: str
    commitment: str
    confidence: float
    reasons: tuple[Reason, ...]
    scope: str = ""  # what narrows it, as words of the table of scopes joined by ·


def head_of(text: str, codebook: Codebook) -> Head:
    """Return what a raw text says of itself: title, issuer, number, day of issue, place."""
    return read_head(View.of(_body(text)), codebook.places)


def extract(
    text: str,
    codebook: Codebook,
    *,
    document: str = "",
    place: str = "",
    issued_on: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> list[Candidate]:
    """Return the candidates of a raw text, in order.

    Args:
        text: raw; what stands above a line ``# -----`` is not read.
        codebook: indicators and places.
        document: its name, which the candidates carry.
        place: adcode of the document's place; found in its head when left out.
        issued_on: its day of issue, likewise.
        progress: is called with quantities done and quantities in all.
    """
    reader = _Reader(text, codebook, document, place, issued_on)
    found = []
    for at, quantity in enumerate(reader.quantities):
        if progress and at % STEP == 0:
            progress(at, len(reader.quantities))
        if (candidate := reader.read(quantity)) is not None:
            found.append(candidate)
    found += [reader.read_cell(printed) for printed in reader.in_tables]
    return _once(sorted(found, key=lambda each: each.number))


def _body(text: str) -> str:
    header = HEADER_END.search(text)
    return " " * header.end() + text[header.end() :] if header else text


class _Reader:
    """One text while it is read: its view, clauses, dates and quantities."""

    def __init__(self, text: str, codebook: Codebook, document: str, place: str, issued_on: str) -> None:
        body = _body(text)
        self.text, self.codebook, self.document = text, codebook, document
        self.view = View.of(body)
        self.plain = self.view.plain
        self.paragraphs = [0, *(line.end() for line in re.finditer("\n", self.plain))]  # where they begin
        head = read_head(self.view, codebook.places)
        self.place = place or head.place
        self.issued = _year(issued_on or head.issued_on)
        self.is_plan = is_plan(head, self.plain)
        self.clauses: list[Clause] = clauses(folded(text))
        self.clause_starts = [each.start for each in self.clauses]
        self.dates: list[Mention] = mentions(self.plain, self.issued)
        self.calendar = Calendar(self.plain, self.dates)
        # Where the day of issue is not known: the latest year that the text looks back on.
        self.known = max((each.year for each in self.dates if each.year and looks_back(self.plain, each)), default=None)
        named = codebook.places.mentions(self.plain)
        self.in_tables = printed_values(self.view)
        rows = [
            (self.view.plain_at(start), self.view.plain_at(end)) for start, end in (each.row for each in self.in_tables)
        ]
        printed = quantities(self.plain, self.dates, [*(each[:2] for each in named), *rows])
        self.quantities = sorted([*printed, *universal(self.plain, printed)], key=lambda each: each.start)
        self.number_ends = [each.end for each in printed]
        self.named = [each for each in named if not self._of_title(each[0])]
        self.named_starts = [each[0] for each in self.named]

    def _of_title(self, at: int) -> bool:
        opened = self.plain.rfind("《", max(0, at - 60), at)
        return opened >= 0 and self.plain.find("》", opened, at) < 0

    def read(self, quantity: Quantity) -> Candidate | None:
        """Return a quantity as a candidate; None where it is no figure of anything."""
        at = quantity.start
        chunk, sentence = stretch(self.plain, quantity), sentence_of(self.plain, at)
        paragraph = self.paragraphs[bisect_right(self.paragraphs, at) - 1]
        clause = self._clause(at)
        if clause is None:
            return None
        governed = self.calendar.at(at, sentence[0], paragraph, self._section(clause))
        year = governed.mention.year if governed else None
        role = governed.mention.role if governed else ""
        before = self.plain[chunk[0] : at]
        from_to = bool(FROM.search(before) and TO.match(self.plain[quantity.end : quantity.end + 8]))
        words = Words(
            quantity,
            before,
            self.plain[quantity.end : chunk[1]],
            self.plain[quantity.end : quantity.end + 40],
            self.plain[sentence[0] : at],
            self.plain[max(paragraph, sentence[0] - REACH) : sentence[0]],
            Dated(year, role, bool(governed and governed.carried), self.issued or self.known),
            self.is_plan,
        )
        said = words.other("achieved", 0.8, "kind_from") if from_to else statement(words)
        if not is_figure(words) or (said.why.rule == "kind_named" and clause.label == HEAD):
            return None
        when = self._when(governed, said, from_to=from_to)
        near, name, unit = self._indicator(quantity, said, chunk, sentence)
        place, place_reason = self._place(at, sentence[0], paragraph)
        start, end = quoted(self.view, quantity, chunk)
        best, second = _first_two(near)
        reasons = [
            *_number_reasons(quantity, self.plain[slice(*quantity.number)]),
            when[3],
            said.why,
            place_reason,
        ]
        hundred = bool(HUNDRED.search(self.plain[max(sentence[0], at - 24) : at]))
        if hundred and best.indicator.startswith("beds_per_1000"):
            best = Nearest("", best.score)
            reasons.append(reason("hundred"))
        scopes, beside = self.codebook.scopes, max(chunk[0], self._after_number(at))
        scope = scopes.narrowed(self.plain[beside : chunk[1]], quantity.unit, best.indicator) if scopes else ""
        if scope:
            reasons.append(reason("scope", words=scope))
        reasons.append(reason("indicator", next=second.indicator) if best.indicator else reason("indicator_none"))
        return Candidate(
            self.document,
            clause.label,
            self.text[start:end],
            start,
            end,
            self.view.raw_span(*quantity.number),
            place,
            best.indicator,
            best.score,
            second.indicator,
            second.score,
            name,
            said.kind,
            quantity.value,
            quantity.value_high,
            quantity.comparator,
            self.codebook.units.get(best.indicator, unit_of(unit)),
            when[0],
            when[1],
            when[2],
            said.commitment,
            _confidence(quantity, said, best, when[2], place),
            tuple(reasons),
            scope,
        )

    def read_cell(self, printed: Printed) -> Candidate:
        """Return a value of a table of indicators as a candidate: aimed at where its year lies ahead."""
        unit = money_unit(printed.unit, printed.name, "") if printed.unit == "money" else printed.unit
        near = self.codebook.indicators.nearest([(printed.name, 1.0)], unit)
        best, second = _first_two(near)
        # Where the day of issue is not known, the first year of the table is that of what there was.
        ahead = printed.year > self.issued if self.issued else not printed.first
        kind = "target" if ahead else "achieved"
        start = max(printed.row[0], printed.cell[1] - LONGEST)
        clause = self._clause(self.view.plain_at(printed.cell[0]))
        return Candidate(
            self.document,
            clause.label if clause else "",
            self.text[start : printed.cell[1]],
            start,
            printed.cell[1],
            printed.cell,
            self.place,
            best.indicator,
            best.score,
            second.indicator,
            second.score,
            printed.name,
            kind,
            printed.value,
            printed.value,
            printed.comparator,
            self.codebook.units.get(best.indicator, unit_of(unit)),
            printed.year,
            f"{printed.year}-12-31" if printed.ends else str(printed.year),
            "stated",
            "firm" if kind == "target" else "not_applicable",
            round(0.45 + 0.45 * min(1.0, best.score / 0.5) * bool(best.indicator), 2),
            (
                reason("table", name=printed.name, year=str(printed.year)),
                reason("kind_ahead" if kind == "target" else "kind_past", words=str(printed.year), kind=kind),
                reason("place_document") if self.place else reason("place_none"),
                reason("indicator", next=second.indicator) if best.indicator else reason("indicator_none"),
            ),
        )

    def _clause(self, at: int) -> Clause | None:
        raw = self.view.raw_at(at)
        found = bisect_right(self.clause_starts, raw) - 1
        return self.clauses[found] if found >= 0 and raw < self.clauses[found].end else None

    def _section(self, clause: Clause) -> int:
        """Return where the section of a clause begins in the plain text: a text without headings is one section."""
        return 0 if clause.label.startswith("段") else self.view.plain_at(clause.start)

    def _when(
        self, governed: Governed | None, said: Statement, *, from_to: bool
    ) -> tuple[int | None, str, str, Reason]:
        """Return year, date, status and the reason for them."""
        if said.kind == "threshold" or (said.kind == "parameter" and not (governed and not governed.carried)):
            return None, "", "none", reason("date_none")
        if governed and not from_to:
            mention = governed.mention
            words = self.plain[mention.start : mention.end]
            if mention.status == "redacted":
                return None, "", "redacted", reason("date_redacted", words=words)
            late = said.kind == "achieved" and mention.year and self.issued and mention.year > self.issued
            early = said.kind == "target" and mention.year and self.issued and mention.year < self.issued
            if mention.year is not None and not late and not early:
                rule = f"date_{governed.carried}".rstrip("_")
                return mention.year, mention.date, mention.status, reason(rule, words=words)
        if said.kind == "achieved" and self.issued and not from_to:
            return self.issued, str(self.issued), "implied", reason("date_issued")
        return None, "", "none", reason("date_none")

    def _indicator(
        self, quantity: Quantity, said: Statement, chunk: tuple[int, int], sentence: tuple[int, int]
    ) -> tuple[list[Nearest], str, str]:
        start = max(chunk[0], self._after_number(quantity.start))
        before, after = self.plain[start : quantity.start], self.plain[quantity.end : chunk[1]]
        if any(sign.startswith("universal") for sign in quantity.signs):
            before, after = before[-12:] + quantity.printed, ""
        words = (before.strip() or after).strip("的,;:、()")[-30:]
        if sole := SOLE.get(quantity.unit):
            near = "hospital_level_convertible" if sole.startswith("hospital") and "转型" in after else sole
            return [Nearest(near, 0.9)], words, quantity.unit
        if said.why.rule == "kind_named":
            return [Nearest("named_items", NAMED)], words, quantity.unit
        after = re.split(r"[、\d]", after)[0][:24]
        own = len(before) + len(after)
        earlier = self.plain[max(sentence[0], start - 50) : start]
        weight = 0.9 if own < 6 or before.startswith("占") else 0.3
        texts = [(before[-40:], 1.0), (after, 0.75), (earlier, weight), (quantity.printed, 0.5)]
        unit = quantity.unit
        if unit == "money":
            unit = money_unit(quantity.printed, before[-14:], after)
        if CHANGE.search(before):
            return [], words, unit
        return self.codebook.indicators.nearest(texts, unit, said.kind), words, unit

    def _after_number(self, at: int) -> int:
        """Return where the words of a number begin: behind the number before it and the bound or stop that closes that one."""
        found = bisect_left(self.number_ends, at) - 1
        if found < 0 or at - self.number_ends[found] > REACH:
            return 0
        end = self.number_ends[found]
        closed = CLOSED.match(self.plain, end)
        return closed.end() if closed and closed.end() <= at else end

    def _place(self, at: int, sentence: int, paragraph: int) -> tuple[str, Reason]:
        found = bisect_right(self.named_starts, at) - 1
        while found >= 0 and self.named[found][0] >= max(paragraph, sentence - REACH):
            start, end, code = self.named[found]
            if not NOT_SUBJECT.match(self.plain[end : end + 4]):
                # A part of the document's place is spoken of until its sentence pauses.
                part = self.codebook.places.parents.get(code) == self.place and ";" in self.plain[end:at]
                if part or code == self.place or OWN.search(self.plain[end : min(at, end + 60)]):
                    break
                return code, reason("place_named", words=self.plain[start:end])
            found -= 1
        if WHOLE.search(self.plain[max(sentence, at - 40) : at]):
            return NATION, reason("place_named", words="全国")
        return (self.place, reason("place_document")) if self.place else ("", reason("place_none"))


def _number_reasons(quantity: Quantity, number: str) -> list[Reason]:
    value = (
        f"{quantity.value:g}"
        if quantity.value == quantity.value_high
        else f"{quantity.value:g}–{quantity.value_high:g}"
    )
    found = []
    for sign in quantity.signs:
        rule, _, words = sign.partition(":")
        if rule == "universal":
            return [reason("universal", words=quantity.printed, value=value)]
        found.append(reason("bound", words=words) if rule in ("after", "before") else reason(rule))
    first = reason("word_number" if quantity.words else "number", printed=number, value=value)
    return [first, *([] if quantity.lost else [reason("unit", unit=quantity.printed)]), *found]


def _first_two(near: list[Nearest]) -> tuple[Nearest, Nearest]:
    """Return the nearest indicator, without a name where it is not near enough, and the next."""
    first, second = [*near, Nearest("", 0.0), Nearest("", 0.0)][:2]
    return (first if first.score >= NEW_BELOW else Nearest("", first.score)), second


def _confidence(quantity: Quantity, said: Statement, best: Nearest, status: str, place: str) -> float:
    """Return how sure a reading is: kind of statement, nearness of the indicator, date, unit and place, weighed by what misleads most."""
    score = 0.35 * said.sure + 0.35 * min(1.0, best.score / 0.5) * bool(best.indicator)
    score += 0.15 * (status == "stated" or said.kind in ("threshold", "parameter")) + 0.05 * (status == "implied")
    score += 0.1 * (not quantity.lost) + 0.05 * bool(place)
    return round(min(1.0, score), 2)


def _year(day: str) -> int | None:
    return int(day[:4]) if re.match(r"\d{4}", day) else None


def _once(found: list[Candidate]) -> list[Candidate]:
    """Return candidates without an age limit that its clause has named already."""
    seen: set[tuple] = set()
    kept = []
    for each in found:
        if each.indicator == "age_threshold":
            key = (each.clause, each.value, each.name[:12])
            if key in seen:
                continue
            seen.add(key)
        kept.append(each)
    return [replace(each) for each in kept]
