"""A table that a viewer has brought: its figures as those of a text, beside the cells that they were read from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from i18n.texts import translator
from loaders.own_table import Ground, OwnTable, read_table
from loaders.own_table.records import Cell, Figure, Sheet
from loaders.policy_text.candidates import Candidate
from loaders.uploads import Upload
from policy.calendar import NATION
from views import edition, places
from views.add.brought import Brought
from views.add.marks import visible
from views.add.review import PROPOSED, Review, Reviewed, begun
from views.edition import kept_up_to
from views.own.rows import own_document

MOST_ROWS, MOST_COLUMNS = 300, 40  # of a sheet that are drawn
OFFICIAL = "A"  # a statistics office's table, until the viewer says otherwise


@kept_up_to(None)
def ground() -> Ground:
    """Return what tables are read against: the indicators and places of the edition in force."""
    return Ground.of(edition.table("indicators"), edition.table("places"), edition.table("ended_codes"))


def begin_table(upload: Upload, table: OwnTable) -> Brought:
    """Return a table under review, of which nothing is decided."""
    figures = [candidate_of(each) for each in table.figures]
    title = next((each.text for each in table.unused if each.reason == "title" and each.text), "") or upload.name
    place = common_place([each.place for each in figures])
    document = own_document(
        upload.content, title[:200], place=place, kind="statistic", file=upload.name, grade=OFFICIAL
    )
    return Brought(document, "", Reviewed(begun(figures)), upload=upload, table=table, read=tuple(figures))


def answered(brought: Brought, key: str, answer: str, known: Ground) -> None:
    """Let a question be answered: the table is read anew, and what is decided of figures that stay the same stays."""
    if brought.upload is None:
        return
    brought.answers = {**brought.answers, key: answer}
    brought.table = table = read_table(brought.upload, known, brought.answers)
    figures = tuple(candidate_of(each) for each in table.figures)
    brought.reviewed.now = _carried(brought.read, brought.reviewed.now, figures)
    brought.reviewed.before.clear()
    brought.read = figures
    brought.document = replace(brought.document, place=common_place([each.place for each in figures]))


def _carried(before: tuple[Candidate, ...], review: Review, figures: tuple[Candidate, ...]) -> Review:
    decided = {each: (review.figures[at], review.states[at]) for at, each in enumerate(before)}
    new = begun(figures)
    kept = [decided.get(each, (new.figures[at], PROPOSED)) for at, each in enumerate(figures)]
    return Review(tuple(figure for figure, _state in kept), tuple(state for _figure, state in kept))


def candidate_of(figure: Figure) -> Candidate:
    """Return a figure of a table as a figure of a text is: its clause is its sheet and cell."""
    return Candidate(
        document="",
        clause=f"{figure.sheet}!{figure.cell}" if figure.sheet else figure.cell,
        as_printed=figure.as_printed,
        start=0,
        end=0,
        number=(0, 0),
        place=figure.place,
        indicator=figure.indicator,
        indicator_score=figure.indicator_score,
        runner_up=figure.runner_up,
        runner_up_score=figure.runner_up_score,
        name=figure.name,
        kind=figure.kind,
        value=figure.value,
        value_high=figure.value_high,
        comparator=figure.comparator,
        unit=figure.unit,
        year=figure.year,
        date=figure.date,
        period_status=figure.period_status,
        commitment=figure.commitment,
        confidence=figure.indicator_score,
        reasons=figure.reasons,  # pyright: ignore[reportArgumentType]  (both kinds of reasons are said in words alike)
    )


def common_place(codes: list[str]) -> str:
    """Return the place that a whole table is about: the one place of its figures, or the nearest one that holds them all."""
    table = edition.table("places")
    above = dict(zip(table["place"].astype(str), table["parent"].astype(str), strict=True))
    lines = []
    for code in dict.fromkeys(codes):
        line = [code]
        while above.get(line[-1]):
            line.append(above[line[-1]])
        lines.append(line)
    if not lines:
        return NATION
    return next((code for code in lines[0] if all(code in line for line in lines)), NATION)


def column_of(cell: str) -> str:
    """Return the column of a cell by its name: B of B3."""
    return cell.rstrip("0123456789")


def alike(brought: Brought, at: int) -> list[int]:
    """Return the other figures of a figure's column that were read as the same thing; none in a text."""
    if brought.table is None:
        return []
    figures, here = brought.table.figures, brought.table.figures[at]
    return [
        other
        for other, each in enumerate(figures)
        if other != at and (each.sheet, each.name, each.indicator) == (here.sheet, here.name, here.indicator)
    ]


def groups(table: OwnTable, lang: str) -> list[list[Any]]:
    """Return the columns and the places of a table, each with what it is, its name, and the numbers of its figures."""
    _ = translator(lang)
    columns: dict[tuple[str, str], list[int]] = defaultdict(list)
    of_place: dict[str, list[int]] = defaultdict(list)
    for at, figure in enumerate(table.figures):
        columns[figure.sheet, column_of(figure.cell)].append(at)
        of_place[figure.place].append(at)
    names = places.distinct_names(lang)
    found = [
        [_("By column"), f"{column} {visible(table.figures[ids[0]].name)}", ids]
        for (_sheet, column), ids in columns.items()
    ]
    return found + [[_("By place"), names.get(code, code), ids] for code, ids in of_place.items()]


def drawn_sheets(table: OwnTable, found: list[list[Any]], lang: str) -> list[dict[str, Any]]:
    """Return the sheets of a table as they are drawn: each row's cells with text, figures, group (by number) and width in columns."""
    by_cell: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, figure in enumerate(table.figures):
        by_cell[figure.sheet, figure.cell].append(at)
    group_of = {at: number for number, (_kind, _name, ids) in enumerate(found) for at in ids}
    column_groups = {
        (table.figures[ids[0]].sheet, column_of(table.figures[ids[0]].cell)): number
        for number, (_kind, _name, ids) in enumerate(found)
        if number < len({(each.sheet, column_of(each.cell)) for each in table.figures})
    }
    return [
        _sheet(sheet, by_cell, column_groups, group_of, lang)
        for sheet in table.sheets
        if any(figure.sheet == sheet.name for figure in table.figures) or len(table.sheets) == 1
    ]


def _sheet(
    sheet: Sheet,
    by_cell: Mapping[tuple[str, str], list[int]],
    columns: Mapping[tuple[str, str], int],
    of_place: Mapping[int, int],
    lang: str,
) -> dict[str, Any]:
    _ = translator(lang)
    by_row: dict[int, dict[int, Cell]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        by_row[row][column] = cell
    wide = {first: last[1] - first[1] + 1 for first, last in sheet.merged}
    first = min((column for _row, column in sheet.cells), default=0)
    last = min(max((column for _row, column in sheet.cells), default=0), first + MOST_COLUMNS - 1)
    rows = []
    for at in sorted(by_row)[:MOST_ROWS]:
        ids = [each for cell in by_row[at].values() for each in by_cell.get((sheet.name, cell.name), [])]
        place = of_place[ids[0]] if ids else ""
        line, column = [], first
        while column <= last:
            cell, across = by_row[at].get(column), wide.get((at, column), 1)
            own = by_cell.get((sheet.name, cell.name), []) if cell else []
            group: int | str = ""
            if cell and not own:
                group = place if ids else columns.get((sheet.name, column_of(cell.name)), "")
            line.append([visible(cell.printed) if cell else "", own, "" if group == "" else str(group), across])
            column += across
        rows.append(line)
    left = len(by_row) - len(rows)
    more = _("{count} more rows are read and not drawn.").format(count=left) if left > 0 else ""
    return {"name": sheet.name, "rows": rows, "more": more}
