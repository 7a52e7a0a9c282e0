"""What a view becomes on slides: a chart of Office, small charts side by side, a map of shapes, or a table; over several slides where it is long."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.parts.chart import ChartPart
from pptx.util import Pt

from charts.theme import GRID, INK, MUTED
from exports import native, shapes
from exports.chart_model import Native, parts
from exports.chart_part import LETTERS, chart_xml, lines_of_names, workbook
from exports.clean import one_line
from exports.map_figure import is_map
from exports.ooxml import LINE, Node, colour, cut, described, letters, node, solid, spacing, stroke, width, wrapped
from exports.shapes import Frame, text_box
from i18n.numbers import number
from i18n.texts import translator
from loaders.geography.layers import BoundariesUnreadable
from views.view import Panels, Table

EDGE = 4.0  # points, around the text of a cell
NARROW, BROAD = 62.0, 330.0  # points, of a column
SAFE = 1.1  # where another font takes the place of the one that is named, its letters may be so much wider
TALLEST = 6  # lines of a cell
MOST_PAGES = 4  # slides of one table
PANEL, GAP = 265.0, 18.0  # points, the least width of a panel, and between two
ROW = 21.0  # points, a row of a panel
DARK, PALE, LIGHT, GREY = (str(colour(each)) for each in (INK, MUTED, GRID, "#eceff1"))
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own style without fills and borders


@dataclass(frozen=True)
class Page:
    """What one slide shows: ``draw`` puts it on a slide of python-pptx within a frame; ``rest`` says what it leaves out."""

    draw: Callable[[Any, Frame], None]
    rest: str = ""


def pages(view: Table[Any], told: tuple[str, str], room: Frame, lang: str) -> list[Page]:
    """Return the slides of a view, at least one.

    Args:
        view: of ``views.view``; also what has a figure alone (``Live``).
        told: its name and its alternative text.
        room: the frame of each slide.
        lang: of the slides.
    """
    if isinstance(view, Panels):
        return _panels(view, told, room, lang)
    figure = getattr(view, "figure", None)
    if figure and is_map(figure):
        return [Page(partial(_map_or_table, view=view, told=told, lang=lang))]
    chart = native.native(figure, lang) if figure else None
    if chart is not None:
        return [Page(partial(_chart, chart=part, told=told)) for part in parts(chart, _most_rows(chart, room))]
    table = getattr(view, "table", None)
    return [Page(_nothing)] if table is None else _tables(view, told, room, lang)


def _nothing(_slide: Any, _frame: Frame) -> None:
    """Draw nothing: a view of words alone."""


def _most_rows(chart: Native, room: Frame) -> int:
    """Return how many rows of a chart can be read in a room."""
    if chart.form == "bars":
        return max(4, int((room.h - 60) / (LETTERS * 1.12)))
    return max(3, int((room.h - 95) / (lines_of_names(chart, room.w) * LETTERS * LINE + 1)))


def _chart(slide: Any, frame: Frame, chart: Native, told: tuple[str, str]) -> None:
    """Draw a chart of Office; one of few rows is no taller than they need."""
    high = frame.h
    if chart.form == "marks" and chart.names:
        high = min(frame.h, 120 + len(chart.names) * 46.0 * max(1, lines_of_names(chart, frame.w)))
    size = (frame.w, high)
    package = slide.part.package
    name = package.next_partname(ChartPart.partname_template)
    part: Any = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, chart_xml(chart, size))
    part.chart_workbook.update_from_xlsx_blob(workbook(chart))
    rel = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    drawn = slide.shapes._add_chart_graphicFrame(rel, *(Pt(each) for each in (frame.x, frame.y, *size)))
    described(slide.shapes._shape_factory(drawn), *told)


def _map_or_table(slide: Any, frame: Frame, view: Table[Any], told: tuple[str, str], lang: str) -> None:
    """Draw a map; its table where the files with the borders cannot be read."""
    try:
        shapes.draw(slide.shapes._spTree, vars(view)["figure"], frame, told, lang)
    except (OSError, BoundariesUnreadable):
        _tables(view, told, frame, lang)[0].draw(slide, frame)


def _panels(view: Panels, told: tuple[str, str], room: Frame, lang: str) -> list[Page]:
    """Return small charts, as many on a slide as can be read."""
    read = {key: native.native(figure, lang) for key, figure in view.figures.items()}
    charts = {key: chart for key, chart in read.items() if chart is not None}
    if len(charts) < len(read):
        return _tables(view, told, room, lang)
    columns = max(1, min(len(charts), int((room.w + GAP) / (PANEL + GAP))))
    wide = (room.w - GAP * (columns - 1)) / columns
    rows = max(len(chart.names) for chart in charts.values())
    heads = {key: wrapped(view.names[key], 1.1 * LETTERS, wide) for key in charts}
    lines = {key: wrapped(view.lines[key], LETTERS, wide) if view.lines[key] else [] for key in charts}
    head = LETTERS * LINE * max(len(heads[key]) + len(lines[key]) for key in charts)
    high = head + ROW * (rows + 1) + 8
    across = max(1, int((room.h + GAP) / (high + GAP)))
    keys, share = list(charts), across * columns
    high = min(1.4 * high, (room.h + GAP) / min(across, -(-len(keys) // columns)) - GAP)  # what is left is shared out
    found = []
    for start in range(0, len(keys), share):
        some = [(heads[key], lines[key], charts[key]) for key in keys[start : start + share]]
        found.append(Page(partial(_grid, some=some, columns=columns, high=(high, head), told=told)))
    return found


def _grid(
    slide: Any,
    frame: Frame,
    some: Sequence[tuple[list[str], list[str], Native]],
    columns: int,
    high: tuple[float, float],
    told: tuple[str, str],
) -> None:
    """Draw panels in rows: the name of each, what its line is, and its chart."""
    whole, head = high
    wide = (frame.w - GAP * (columns - 1)) / columns
    tree = slide.shapes._spTree
    for at, (names, line, chart) in enumerate(some):
        x, y = frame.x + (at % columns) * (wide + GAP), frame.y + (at // columns) * (whole + GAP)
        name = " ".join(names)
        high_name, high_line = (len(each) * LETTERS * LINE for each in (names, line))
        box = Frame(x, y, wide, high_name)
        tree.append(text_box(free(tree), name, names, box, LETTERS, DARK, bold=True))
        if line:
            below = Frame(x, y + high_name, wide, high_line)
            tree.append(text_box(free(tree), " ".join(line), line, below, LETTERS, PALE))
        _chart(slide, Frame(x, y + head, wide, whole - head), chart, (name, f"{told[1]} {name}"))


def free(tree: Node) -> int:
    """Return a number that no shape of a slide has."""
    return 1 + max(int(each) for each in tree.xpath(".//p:cNvPr/@id"))


def _tables(view: Table[Any], told: tuple[str, str], room: Frame, lang: str) -> list[Page]:
    """Return a table over as many slides as it takes, up to ``MOST_PAGES``; what is left out is said."""
    _ = translator(lang)
    frame: pd.DataFrame = view.table.to_pandas()
    most = max(1, int(room.w / NARROW / 1.4))
    shown = frame.iloc[:, :most]
    odd = getattr(view, "odd", None)
    heads = [one_line(name) for name in shown.columns]
    rows = [[_cell(value, lang) for value in row] for row in shown.itertuples(index=False, name=None)]
    grey = [[bool(each) for each in row] for row in odd.iloc[:, :most].to_numpy()] if odd is not None else []
    widths = _widths([heads, *rows], room.w)
    head, *body = (_fitted(row, widths) for row in [heads, *rows])
    spans = _spans([high for _texts, high in body], room.h - head[1] - 4)
    left = len(rows) - (spans[MOST_PAGES - 1][1] if len(spans) > MOST_PAGES else len(rows))
    rest = [
        _("{count} more rows stand in the workbook.").format(count=left) if left else "",
        _("{count} more columns stand in the workbook.").format(count=frame.shape[1] - most)
        if frame.shape[1] > most
        else "",
    ]
    if any("…" in text and text not in row for (texts, _high), row in zip(body, rows, strict=True) for text in texts):
        rest.append(_("Texts that end in … stand whole in the workbook."))
    said = " ".join(each for each in rest if each)
    last = min(len(spans), MOST_PAGES) - 1
    return [
        Page(
            partial(_table, rows=[head, *body[start:end]], grey=grey[start:end], widths=widths, told=told),
            said if at == last else "",
        )
        for at, (start, end) in enumerate(spans[:MOST_PAGES])
    ]


def _cell(value: Any, lang: str) -> str:
    """Return a cell as it is read; years stay years."""
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return number(value, lang) if isinstance(value, float) else one_line(value)


def _widths(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Return the width of each column (points): what its texts would take, within bounds, shared out over the room."""
    columns = list(zip(*rows, strict=True))
    asked = [min(BROAD, max(NARROW, *(1.1 * width(text, LETTERS) + 3 * EDGE for text in column))) for column in columns]
    whole = sum(asked)
    if whole <= room:
        return [each * min(1.6, room / whole) for each in asked]
    words = [
        max(width(word, 1.1 * LETTERS) for text in (*column, "") for word in text.split() or [""]) for column in columns
    ]
    least = [
        min(each, max(NARROW, min(word + 3 * EDGE, room / len(asked)))) for each, word in zip(asked, words, strict=True)
    ]
    spare = (room - sum(least)) / max(whole - sum(least), 1)
    return [low + (each - low) * spare for each, low in zip(asked, least, strict=True)]


def _fitted(row: Sequence[str], widths: Sequence[float]) -> tuple[list[str], float]:
    """Return the cells of a row, one of too many lines cut, and how high the row is (points)."""
    texts, lines = zip(
        *(cut(text, SAFE * LETTERS, wide - 2.5 * EDGE, TALLEST) for text, wide in zip(row, widths, strict=True)),
        strict=True,
    )
    return list(texts), max(lines) * LETTERS * LINE + 2 * EDGE


def _spans(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return the first row and the one after the last of each slide: as few slides as can be, about equally full."""
    found = list(_filled(heights, room))
    even = list(_filled(heights, min(room, sum(heights) / len(found) + max(heights, default=0) / 2)))
    return even if len(even) == len(found) else found


def _filled(heights: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    start, taken = 0, 0.0
    for at, high in enumerate(heights):
        if taken + high > room and at > start:
            yield start, at
            start, taken = at, 0.0
        taken += high
    yield start, len(heights)


def _table(
    slide: Any,
    frame: Frame,
    rows: Sequence[tuple[Sequence[str], float]],
    grey: Sequence[Sequence[bool]],
    widths: Sequence[float],
    told: tuple[str, str],
) -> None:
    """Draw a table of Office, its head row set off, cells of another definition grey."""
    sides = (frame.x, frame.y, sum(widths), sum(high for _texts, high in rows))
    held = slide.shapes.add_table(len(rows), len(widths), *(Pt(each) for each in sides))
    described(held, *told)
    held.table.horz_banding = False
    held._element.xpath(".//a:tableStyleId")[0].text = PLAIN_TABLE
    for column, wide in zip(held.table.columns, widths, strict=True):
        column.width = Pt(wide)
    for at, (row, (texts, high)) in enumerate(zip(held.table.rows, rows, strict=True)):
        row.height = Pt(high)
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell._tc, text, head=at == 0, odd=at > 0 and bool(grey) and grey[at - 1][place])


def _fill(cell: Node, text: str, *, head: bool, odd: bool) -> None:
    """Write a cell: text, fonts, fill, and the line below it."""
    shade = "FFFFFF" if head else PALE if odd else DARK
    run = node("a:r", letters("a:rPr", LETTERS, shade, bold=head), node("a:t", text))
    end = letters("a:endParaRPr", LETTERS, shade)
    lead = node("a:pPr", spacing(LETTERS))
    paragraph = node("a:p", lead, run, end) if text else node("a:p", lead, end)
    body = cell.find(f"{{{cell.nsmap['a']}}}txBody")
    for each in list(body):
        if each.tag.endswith("}p"):
            body.remove(each)
    body.append(paragraph)
    edges = {"marL": EDGE, "marR": EDGE, "marT": EDGE / 2, "marB": EDGE / 2}
    below = stroke(LIGHT, 0.75)
    below.tag = below.tag.replace("}ln", "}lnB")
    fill = solid(DARK) if head else solid(GREY) if odd else node("a:noFill")
    look = node("a:tcPr", below, fill, anchor="ctr", **{key: round(edge * 12700) for key, edge in edges.items()})
    for each in cell.findall(f"{{{cell.nsmap['a']}}}tcPr"):
        cell.remove(each)
    cell.append(look)
