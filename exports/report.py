"""The report: one file of HTML with the charts of a meeting, to hover over and read anywhere, that asks no server for anything.

Plotly stands in it once, and the geometry of the maps once a file. Its policy (Content-Security-Policy) forbids every request and every
script but the two of its own, so that a text that looked like a script would still be none.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from numbers import Integral, Real
from pathlib import Path
from string import Template
from typing import Any

import pandas as pd
import plotly
import plotly.graph_objects as go
from pandas.api.types import is_bool

from charts.map_frame import NARROW, config
from exports import contents, sheet
from exports.clean import clean, one_line
from exports.contents import Progress, behind, rows, taken
from exports.geometry import assets, is_map
from i18n.numbers import number
from i18n.texts import translator
from loaders.geography.layers import CREDIT, REVIEW
from views import records
from views.meeting import item as meeting
from views.meeting.item import Item, link, still
from views.view import Cells, Chart, Curves, Panels
from views.words import labelled, unmarked

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MOST_RECORDS = 300  # of an item; a report is read, and all records are in the data package
LONG_TABLE = 30  # rows, from which it is scrolled within the page
UNGROUPED = 10_000
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class _Drawn:
    """A figure of an item: Plotly's JSON, its height (pixels), and what it is called and says."""

    figure: go.Figure
    name: str
    line: str = ""

    @property
    def height(self) -> int:
        layout: Any = self.figure.layout
        return int(layout.height or 450)


def report(items: Sequence[Item], lang: str, day: dt.date, progress: Progress | None = None) -> bytes:
    """Return items as one file of HTML that needs no server.

    Each has its title, sentence, charts, the table of its values, notes, the records behind it, source and link.

    Args:
        items: in their order.
        lang: of all texts.
        day: on which it is made.
        progress: is told after each item how many are done, and of how many.

    Raises:
        ValueError: there is no item; one sentence in the language.
        BoundariesUnreadable: a map's files have not been built.
    """
    shown = taken(items, lang)
    _ = translator(lang)
    sections = []
    for at, item in enumerate(shown, start=1):
        sections.append(_section(at, item, lang, day))
        if progress:
            progress(at, len(shown))
    missing = _("The charts cannot be drawn by this browser; their values stand in the tables below them.")
    settings = {"config": config(""), "narrow": NARROW, "missing": missing}
    plotly_js, script = PLOTLY.read_text("utf-8"), _beside("report.js")
    page = Template(_beside("report.html")).substitute(
        language=LANGUAGE_TAGS[lang],
        policy=_policy([plotly_js, script]),
        title=escape(_("Yiyang Atlas report")),
        style=_beside("report.css"),
        skip=escape(_("Skip to the first chart")),
        source=escape(meeting.source(day, lang)),
        contents=_listed(shown, lang),
        items="\n".join(sections),
        licence=escape(_("Figures and codes: CC BY 4.0, each number cites its source")),
        missing=escape(missing),
        settings=_inline(json.dumps(settings)),
        geometry=_inline(assets(drawn.figure for item in shown for drawn in _figures(item))),
        plotly=plotly_js,
        script=script,
    )
    return page.encode("utf-8", errors="replace")


def _beside(file: str) -> str:
    """Return the text of a file beside this one."""
    return Path(__file__).with_name(file).read_text("utf-8")


def _policy(scripts: Iterable[str]) -> str:
    """Return the policy of a page that requests nothing and runs these scripts alone."""
    marks = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    own = " ".join(f"'sha256-{mark}'" for mark in marks)
    # Plotly writes styles into what it draws.
    rest = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {own}; {rest}"


def _inline(text: str) -> str:
    """Return JSON as it may stand within a script: no text in it ends the script or begins a comment."""
    return text.replace("<", "\\u003c")


def _listed(items: Sequence[Item], lang: str) -> str:
    """Return the list of the items, each with a link to it; nothing where there is one alone."""
    if len(items) == 1:
        return ""
    _ = translator(lang)
    entries = "".join(f'<li><a href="#item-{at}">{escape(item.title)}</a></li>' for at, item in enumerate(items, 1))
    return f'<nav aria-labelledby="contents"><h3 id="contents">{escape(_("Contents"))}</h3><ol>{entries}</ol></nav>'


def _section(at: int, item: Item, lang: str, day: dt.date) -> str:
    """Return one item as HTML."""
    parts = [
        f'<section id="item-{at}" aria-labelledby="title-{at}">',
        f'<h2 id="title-{at}"><span class="number">{at}</span>{escape(item.title)}</h2>',
        *(f'<p class="sentence">{escape(part)}</p>' for part in item.sentence.split("\n\n") if part.strip()),
        _charts(at, item, lang),
        _notes(item, lang),
        _values(item, lang),
        _records(item, lang),
        _origin(item, lang, day),
        "</section>",
    ]
    return "\n".join(part for part in parts if part)


def _figures(item: Item) -> list[_Drawn]:
    """Return the figures of an item; none of a table."""
    view = item.view
    if isinstance(view, Chart):
        return [_Drawn(view.figure, "")]
    if isinstance(view, Panels):
        return [_Drawn(figure, view.names[name], view.lines[name]) for name, figure in view.figures.items()]
    if isinstance(view, Curves) and view.figure:
        return [_Drawn(go.Figure(json.loads(view.figure)), "")]
    return []


def _charts(at: int, item: Item, lang: str) -> str:
    """Return the figures of an item, beside each other where there are several, each with its data in a script that is never run."""
    drawn = _figures(item)
    if not drawn:
        return ""
    boxes = "\n".join(_box(f"figure-{at}-{step}", item, each, lang) for step, each in enumerate(drawn, 1))
    return f'<div class="charts{" several" if len(drawn) > 1 else ""}">{boxes}</div>'


def _box(name: str, item: Item, drawn: _Drawn, lang: str) -> str:
    on_map = is_map(drawn.figure)
    said = ". ".join(part for part in (item.title, drawn.name, item.sentence.replace("\n", " ")) if part)
    caption = [escape(clean(drawn.name)), f"<small>{escape(clean(drawn.line))}</small>" if drawn.line else ""]
    if on_map:
        caption = [f"<small>{escape(f'{CREDIT[lang]} · {REVIEW[lang]}')}</small>"]
    under = f"<figcaption>{''.join(caption)}</figcaption>" if any(caption) else ""
    chart = (
        f'<div class="chart" role="img" aria-label="{escape(said)}" data-figure="{name}"'
        f'{" data-map" if on_map else ""} style="min-height:{drawn.height}px"></div>'
        f'<script type="application/json" id="{name}">{_inline(str(drawn.figure.to_json()))}</script>'
    )
    return f'<figure class="map">{chart}{under}</figure>' if on_map else f"<figure>{under}{chart}</figure>"


def _notes(item: Item, lang: str) -> str:
    """Return what else is said: the presenter's note, the values of the scenario, the warning, and how to read the view."""
    _, view = translator(lang), item.view
    warning = clean(unmarked(view.warning)) if isinstance(view, Chart) else ""
    how_to_read = still(clean(unmarked(view.how_to_read))) if isinstance(view, Chart | Panels) else ""
    said = [("note", _("Note"), item.note), ("note", _("Scenario"), item.values)]  # noqa: PD011 (no frame's)
    return "\n".join(
        f'<p class="{kind}">{escape(labelled(label, text, lang) if label else text)}</p>'
        for kind, label, text in (*said, ("warning", "", warning), ("quiet", "", how_to_read))
        if text.strip()
    )


def _values(item: Item, lang: str) -> str:
    """Return the rows of an item: folded below a chart, open where they are all that there is."""
    _, view, frame = translator(lang), item.view, rows(item.view)
    odd = view.odd.to_numpy(dtype=bool) if isinstance(view, Cells) else None
    if isinstance(view, Cells) and view.benchmark:
        second = str(frame.columns[1])
        frame = frame.rename(columns={second: _("{place} (benchmark)").format(place=second)})
    table = _table(frame, item.title, lang, odd)
    return _folded(_("Show as a table"), table) if _figures(item) else table


def _records(item: Item, lang: str) -> str:
    """Return the records behind an item: what was computed and, below, what it follows from, down to the printed words."""
    _ = translator(lang)
    found = behind(contents.refs(item.view))
    if not found:
        return ""
    listed = found[:MOST_RECORDS]
    frame = _in_words(listed, lang)
    told = _("The records behind it ({count})").format(count=number(len(found), lang))
    more = ""
    if len(found) > MOST_RECORDS:
        left = _("The first {shown} of {count} records; all of them are in the data package.")
        more = f'<p class="quiet">{escape(left.format(shown=MOST_RECORDS, count=number(len(found), lang)))}</p>'
    drawn = _figures(item)
    if drawn and not is_map(drawn[0].figure):
        more += f'<p class="quiet hint">{escape(_("Click a mark of the chart for its record in this list."))}</p>'
    return _folded(told, more + _table(frame, told, lang, refs=listed))


def _in_words(listed: Sequence[str], lang: str) -> pd.DataFrame:
    """Return records as lines to read: whose, what (of a computed number its formula), value and time, and where it was printed."""
    _ = translator(lang)
    lines, cells = records.lines(listed, lang), sheet.rows(listed, lang)
    figure, formula = lines[_("Figure")].tolist(), cells[_("Formula")].tolist()
    told = [
        labelled(name, text, lang) if text and text != name else name
        for name, text in zip(figure, formula, strict=True)
    ]
    printed = [_("Kind"), _("Evidence grade"), _("Document"), _("Clause"), _("Original wording")]
    return pd.concat([lines.assign(**{_("Figure"): told}), cells[printed]], axis=1)


def _folded(label: str, inside: str) -> str:
    return f"<details><summary>{escape(label)}</summary>{inside}</details>"


def _table(frame: pd.DataFrame, label: str, lang: str, odd: Any = None, refs: Sequence[str] = ()) -> str:
    """Return a frame as a table that is scrolled within, by the keyboard too.

    Args:
        frame: its rows.
        label: what it is.
        lang: of its numbers.
        odd: which cells are grey; none where it is left out.
        refs: of the records that the rows are, by which a mark finds its row.
    """
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    lines = []
    for at, cells in enumerate(frame.itertuples(index=False)):
        grey = odd[at] if odd is not None else [False] * len(cells)
        named = f' data-ref="{escape(clean(refs[at]))}"' if refs else ""
        inside = "".join(_cell(cell, lang, " odd" * bool(of)) for cell, of in zip(cells, grey, strict=True))
        lines.append(f"<tr{named}>{inside}</tr>")
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    kind = "wide long" if len(frame) > LONG_TABLE else "wide"
    return f'<div class="{kind}" tabindex="0" role="region" aria-label="{escape(one_line(label))}">{body}</div>'


def _cell(cell: Any, lang: str, kind: str) -> str:
    """Return a cell; one that is empty stays empty, as a missing number is none."""
    text = _text(cell, lang)
    kind = f"{kind} numeric" if isinstance(cell, Real) and text else kind
    return f'<td class="{kind.strip()}">{escape(text)}</td>' if kind else f"<td>{escape(text)}</td>"


def _text(cell: Any, lang: str) -> str:
    if isinstance(cell, str):
        return clean(cell)
    if cell is None or pd.isna(cell):
        return ""
    if isinstance(cell, Real) and not is_bool(cell):
        whole = isinstance(cell, Integral) and abs(int(cell)) < UNGROUPED  # such as a year
        return str(cell) if whole else number(cell, lang)
    return ("✓" if cell else "") if is_bool(cell) else clean(str(cell))


def _origin(item: Item, lang: str, day: dt.date) -> str:
    """Return where an item is from, and where the atlas shows it."""
    _ = translator(lang)
    address = link(item.page, {"lang": lang, **item.query})
    shown = labelled(_("In the atlas, behind its address"), "", lang)
    linked = f"<br>{escape(shown)}<code>{escape(address)}</code>" if address else ""
    return f'<p class="quiet origin">{escape(meeting.source(day, lang))}{linked}</p>'
