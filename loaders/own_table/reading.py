"""A viewer's table read whole: figures where everything is certain or answered, questions where it is not, and the rest with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from loaders.own_table.blocks import Block, blocks
from loaders.own_table.drafts import Draft, Found, Table, Whose, is_no_place
from loaders.own_table.ground import Ground
from loaders.own_table.heads import PLAN, PROGRESS, Dated, span_of, years_in
from loaders.own_table.left import left_out
from loaders.own_table.places import Column, bare, candidates, named_in
from loaders.own_table.records import NO_YEAR, SKIP, Answers, Cell, Figure, OwnTable, Question, Reason, Sheet, Unused
from loaders.own_table.series import Settled, settled
from loaders.own_table.sheets import sheets
from loaders.own_table.titles import Frame, frame_of
from loaders.own_table.values import YEARS
from loaders.uploads import Upload

NOTHING: Answers = MappingProxyType({})
NATION = "000000"
MOST_NAMES = 300
MOST_QUESTIONS = 100
KINDS = ("achieved", "target", "forecast")


def read_table(upload: Upload, ground: Ground, answers: Answers = NOTHING) -> OwnTable:
    """Return what a viewer's table holds; the same file and answers give the same.

    Args:
        upload: an .xlsx or .xls workbook, or delimited text.
        ground: places and indicators it is read against.
        answers: what the viewer chose, by the key of the question.

    Raises:
        FileRefused: the file is no table, is damaged or asks for a password, or mixes encodings.
    """
    found = sheets(upload)
    reader = _Reader(upload.name, ground.of_one_file(), answers)
    for sheet in found:
        reader.read(sheet)
    return OwnTable(upload.name, tuple(reader.figures), tuple(reader.questions.values()), tuple(reader.unused), found)


@dataclass
class _Reader:
    """What has been read of a file so far."""

    file: str
    ground: Ground
    answers: Mapping[str, str]
    figures: list[Figure] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    unused: list[Unused] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def read(self, sheet: Sheet) -> None:
        """Read a sheet."""
        if sheet.fault or not (sheet.cells or sheet.unsaved):
            self.unused.append(Unused(sheet.name, "", sheet.fault or "empty_sheet", "", sheet.fault_values))
            return
        found = blocks(sheet, lambda text: bool(candidates(text, self.ground)))
        frame: Frame | None = None
        read: list[tuple[Block, Found]] = []
        for block in found:
            if block.beyond:
                read.append((block, Found()))
                continue
            frame = frame_of(block, sheet, frame, self.ground)
            table = Table(block, sheet, frame, self.ground)
            read.append((block, table.found()))
            left = _Settling(self, sheet, block, frame, table).settle(read[-1][1])
            read[-1][1].left.extend(left)
        self.unused += left_out(sheet, read)

    def ask(self, question: Question) -> None:
        """Keep a question, once for all cells that wait for its answer."""
        known = self.questions.get(question.key)
        self.questions[question.key] = replace(known, waiting=known.waiting + 1) if known else question

    def may_ask(self, questions: list[Question]) -> bool:
        """Tell whether there is room for questions that are new."""
        new = [question for question in questions if question.key not in self.questions]
        return len(self.questions) + len(new) <= MOST_QUESTIONS


Left = tuple[Cell, str, tuple[tuple[str, str], ...]]


class _Settling:
    """The figures of one table as they are settled, one thing after the other."""

    def __init__(self, reader: _Reader, sheet: Sheet, block: Block, frame: Frame, table: Table) -> None:
        self.reader, self.sheet, self.block, self.frame, self.table = reader, sheet, block, frame, table
        self.ground, self.answers = reader.ground, reader.answers
        self.places: dict[tuple[str, tuple[str, ...], str, str], tuple[tuple[str, ...], tuple[Reason, ...]]] = {}
        self.waiting: list[Question] = []
        self.skipped = False
        self.crowded = False  # there is no room for another question
        self.of_file: tuple[str, ...] | None = None
        self.aimed = 0  # the first year that a head calls a target's

    def settle(self, found: Found) -> list[Left]:
        """Add the figures that are certain to what has been read, and ask for the rest; return the cells that gave none."""
        left: list[Left] = []
        drafts = []
        for draft in found.drafts:
            reason = is_no_place(draft.whose) or ("names_too_many" if self._too_many(draft.names[0]) else "")
            if reason:
                left.append((draft.cell, reason, (("text", draft.whose.text), ("limit", str(MOST_NAMES)))))
            else:
                drafts.append(draft)
        series = self._series(drafts)
        self.column = self._places(drafts)
        kinds = {draft.kind for draft in drafts}
        self.aimed = min((each.dated.year for each in drafts if each.dated and each.kind == "target"), default=0)
        for draft in drafts:
            figure = self._figure(draft, series[self._key(draft)], mixed=len(kinds) > 1)
            if figure is not None:
                self.reader.figures.append(figure)
            elif self.skipped:
                left.append((draft.cell, "left_out", ()))
            elif self.crowded:
                left.append((draft.cell, "questions_too_many", (("limit", str(MOST_QUESTIONS)),)))
        return left

    def _too_many(self, name: str) -> bool:
        names = self.reader.names
        if len(names) < MOST_NAMES:
            names.add(name)
        return name not in names

    def _key(self, draft: Draft) -> tuple[str, str]:
        return draft.names[0], draft.unit

    def _indicator_key(self, name: str) -> str:
        return f"indicator:{name}" if name else f"indicator:{self.sheet.name}:"

    def _series(self, drafts: list[Draft]) -> dict[tuple[str, str], Settled]:
        groups: dict[tuple[str, str], list[Draft]] = {}
        for draft in drafts:
            groups.setdefault(self._key(draft), []).append(draft)
        return {
            (name, unit): settled(
                group[0].names,
                unit,
                self.frame.units,
                [each.amount.value for each in group if not each.amount.sized],
                self.ground.codebook,
                self.answers,
                (self._indicator_key(name), f"unit:{self.sheet.name}:{name}"),
            )
            for (name, unit), group in groups.items()
        }

    def _places(self, drafts: list[Draft]) -> Column:
        """Return the names of the table, those certain by themselves first."""
        column = Column(self.ground, self.frame.areas)
        sure = {each.whose.found[0] for each in drafts if len(each.whose.found) == 1 and each.whose.cell}
        column.sure = sorted(sure - {NATION})
        return column

    def _figure(self, draft: Draft, series: Settled, *, mixed: bool) -> Figure | None:
        self.waiting, self.skipped, self.crowded = [], False, False
        place, place_reasons = self._place(draft)
        self._of_series(draft, series)
        kind, kind_reasons = self._kind(draft, series)
        dated, date_reasons = self._date(draft, mixed=mixed)
        if self.skipped:
            return None
        if self.waiting and not self.reader.may_ask(self.waiting):
            self.crowded = True
            return None
        if self.waiting:
            for question in self.waiting:
                self.reader.ask(question)
            return None
        scale = 1 if draft.amount.sized else series.scale
        reasons = (
            *place_reasons,
            *series.reasons,
            *((Reason("multiplied", (("scale", str(scale)),)),) if scale > 1 else ()),
            *((Reason("percent_cell"),) if draft.cell.percent else ()),
            *date_reasons,
            *kind_reasons,
            *(Reason(rule, (("mark", mark),) if mark else ()) for rule, mark in draft.amount.notes),
        )
        return Figure(
            place=place,
            place_text=draft.whose.text,
            indicator=series.indicator,
            indicator_score=series.score,
            runner_up=series.runner_up[0],
            runner_up_score=series.runner_up[1],
            name=draft.names[0],
            kind=kind,
            value=_times(draft.amount.value, scale),
            value_high=_times(draft.amount.high, scale),
            comparator=draft.amount.comparator,
            unit=series.unit,
            year=dated.year if dated else None,
            date=dated.date if dated else "",
            period_status="stated" if dated else "none",
            commitment="firm" if kind == "target" else "not_applicable",
            file=self.reader.file,
            sheet=self.sheet.name,
            cell=draft.cell.name,
            as_printed=draft.cell.printed,
            reasons=reasons,
        )

    def _wait(
        self,
        key: str,
        reason: str,
        values: dict[str, str],
        options: tuple[str, ...],
        cell: Cell,
        *,
        open_: bool = False,
    ) -> None:
        told = tuple(values.items())
        self.waiting.append(Question(key, reason, told, options, self.sheet.name, cell.name, 1, open_))

    def _of_series(self, draft: Draft, series: Settled) -> None:
        if series.skipped:
            self.skipped = True
        elif series.asked:
            about, reason, options, open_ = series.asked
            name = draft.names[0]
            key = self._indicator_key(name) if about == "indicator" else f"unit:{self.sheet.name}:{name}"
            values = {"name": name, "value": draft.cell.printed}
            self._wait(key, reason, values, options, draft.anchor, open_=open_)

    def _place(self, draft: Draft) -> tuple[str, tuple[Reason, ...]]:
        whose = draft.whose
        if whose.total:
            return self._total(draft)
        found, reasons = self._resolved(whose)
        if whose.code:
            if not found or whose.code in found:
                return whose.code, (Reason("place_code", (("code", whose.code),)),)
            return self._asked(draft, "place_and_code", {"text": whose.text, "code": whose.code}, (whose.code, *found))
        if len(found) == 1:
            return found[0], reasons
        if found:
            return self._asked(draft, "place_homonym", {"text": whose.text}, found)
        return self._asked(draft, "place_nowhere", {}, self._of_file())

    def _of_file(self) -> tuple[str, ...]:
        """Return the places that the file's name and the notes speak of."""
        if self.of_file is None:
            lines = [cell.printed for row in self.block.notes[:20] for cell in row.cells]
            named = [named_in(line, self.ground) for line in (self.reader.file.rpartition(".")[0], *lines)]
            self.of_file = tuple(dict.fromkeys(code for found in named for code in found))
        return self.of_file

    def _resolved(self, whose: Whose) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
        if whose.cell is None:
            return whose.found, whose.reasons
        found, reasons = self.column.resolved(whose.text, whose.within, whose.before)
        return found, (*reasons, *whose.reasons)

    def _total(self, draft: Draft) -> tuple[str, tuple[Reason, ...]]:
        areas = self.frame.areas
        if len(areas) == 1:
            return areas[0], (Reason("place_total", (("text", draft.whose.text), ("area", areas[0]))),)
        parents = {self.ground.places[code].parent for code in self.column.sure}
        shared = tuple(parents) if len(parents) == 1 and next(iter(parents)) in self.ground.places else ()
        return self._asked(draft, "total_of_what", {"text": draft.whose.text}, areas or shared or self._of_file())

    def _asked(
        self, draft: Draft, reason: str, values: dict[str, str], options: tuple[str, ...]
    ) -> tuple[str, tuple[Reason, ...]]:
        cell = draft.whose.cell or draft.anchor
        key = self._place_key(draft)
        answer = self.answers.get(key, "")
        if answer == SKIP:
            self.skipped = True
        elif answer in self.ground.places:
            return answer, (Reason("place_answered"),)
        else:
            self._wait(key, reason, values, options, cell, open_=True)
        return "", ()

    def _place_key(self, draft: Draft) -> str:
        """Return the key of a place's question: once for a name that a long table repeats, by its cell where each row is a place."""
        whose = draft.whose
        if whose.cell is None:
            return f"place:{self.sheet.name}"
        repeated = self.table.roles["year"] or self.table.roles["indicator"]
        return f"place:{self.sheet.name}:{bare(whose.text) if repeated else whose.cell.name}"

    def _kind(self, draft: Draft, series: Settled) -> tuple[str, tuple[Reason, ...]]:
        if draft.kind:
            return draft.kind, (Reason("kind_printed", (("text", draft.kind_text),)),)
        if series.indicator and self.ground.measures.get(series.indicator) == "rule":
            return "parameter", (Reason("kind_of_rule"),)
        if not PLAN.search(self.frame.text) or PROGRESS.search(self.frame.text):
            return "achieved", (Reason("kind_usual"),)
        return self._kind_in_plan(draft)

    def _kind_in_plan(self, draft: Draft) -> tuple[str, tuple[Reason, ...]]:
        span, dated = span_of(self.frame.text), draft.dated or self.frame.dated
        if span and dated and (dated.year < span[0] or dated.year == span[1]):
            told = (("first", str(span[0])), ("last", str(span[1])))
            return "achieved" if dated.year < span[0] else "target", (Reason("kind_of_plan", told),)
        if dated and dated.year < self.aimed:
            return "achieved", (Reason("kind_before_aims"),)
        key = f"kind:{self.sheet.name}:{dated.date if dated else draft.anchor.name}"
        answer = self.answers.get(key, "")
        if answer in KINDS:
            return answer, (Reason("kind_answered"),)
        if answer == SKIP:
            self.skipped = True
        else:
            name = dated.text if dated else draft.names[0]
            self._wait(key, "kind_unclear", {"name": name}, KINDS, draft.anchor)
        return "", ()

    def _date(self, draft: Draft, *, mixed: bool) -> tuple[Dated | None, tuple[Reason, ...]]:
        if draft.dated:
            return draft.dated, (Reason("year_printed", (("text", draft.dated.text),)),)
        if self.frame.dated and not mixed:
            return self.frame.dated, (Reason("year_of_title", (("text", self.frame.dated.text),)),)
        head = next(iter(reversed(self.table.column(draft.cell.column).heads)), None)
        cell = (
            head
            if mixed and head
            else next((row.cells[0] for row in (*self.block.titles, *self.block.heads)), draft.anchor)
        )
        key = f"year:{self.sheet.name}:{cell.name}"
        answer = self.answers.get(key, "")
        if answer == SKIP:
            self.skipped = True
        elif answer == NO_YEAR:
            return None, (Reason("year_answered"),)
        elif answer.isdecimal() and len(answer) == 4 and int(answer) in YEARS:
            return Dated(int(answer), answer, answer), (Reason("year_answered"),)
        else:
            name = head.printed if mixed and head else self.frame.name or draft.names[0]
            self._wait(key, "year_nowhere", {"name": name}, (*self._years(), NO_YEAR), cell, open_=True)
        return None, ()

    def _years(self) -> tuple[str, ...]:
        """Return the years that the file's name and the lines above and below the table hold, whatever they are of."""
        lines = [cell.printed for row in (*self.block.titles, *self.block.notes) for cell in row.cells]
        found = {year for line in (self.reader.file, self.sheet.name, *lines[:50]) for year in years_in(line)}
        return tuple(str(year) for year in sorted(found, reverse=True))[:6]


def _times(value: float, scale: int) -> float:
    return float(Decimal(repr(value)) * scale)
