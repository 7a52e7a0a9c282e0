"""A tornado: what each factor alone makes of a number at its low and its high end, around the number itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from charts.fan import even_ticks
from charts.theme import ACHIEVED, INK, TARGET, layout, named_rows

PAPER_WHITE = "#ffffff"
TALL = 66  # pixels a row: its name above, its bar below


@dataclass(frozen=True)
class Bar:
    """One factor: its name, its two values with their words for hover, and the evidence reference of each end."""

    name: str
    low: float
    high: float
    words: tuple[str, str]
    refs: tuple[str, str]


def tornado(bars: Sequence[Bar], central: float, labels: dict[str, str], number: Callable[[float], str]) -> go.Figure:
    """Draw a row a factor, the first on top.

    Args:
        bars: the widest first.
        central: the number with no factor moved.
        labels: ``low`` and ``high`` for the legend, ``central`` for the line.
        number: puts a value of the axis into words.
    """
    figure = go.Figure()
    names = [bar.name for bar in bars]
    for end, colour, pattern in (("low", TARGET, "/"), ("high", ACHIEVED, "")):
        at = 0 if end == "low" else 1
        figure.add_bar(
            y=names,
            x=[getattr(bar, end) - central for bar in bars],
            base=[central] * len(bars),
            orientation="h",
            width=0.34,
            marker={"color": colour, "pattern": {"shape": pattern, "bgcolor": colour, "fgcolor": PAPER_WHITE}},
            name=labels[end],
            customdata=[bar.refs[at] for bar in bars],
            hovertext=[bar.words[at] for bar in bars],
            hoverinfo="text",
        )
    layout(figure, rows=len(bars), row_height=TALL, bottom=40)
    named_rows(figure, names, [f"{bar.words[0]} – {bar.words[1]}" for bar in bars], above=12)
    figure.add_vline(x=central, line={"color": INK, "width": 1.5, "dash": "dot"})
    highest = max([central, *(max(bar.low, bar.high) for bar in bars)])
    lowest = min([central, *(min(bar.low, bar.high) for bar in bars)])
    step = even_ticks(max(highest - lowest, 1e-6))[1]
    first = int(lowest // step)
    ticks = [step * at for at in range(first, first + 8)]
    room = (highest - lowest) * 0.05 or 1.0
    return figure.update_layout(
        barmode="overlay",
        yaxis={"categoryorder": "array", "categoryarray": names[::-1], "range": [-0.6, len(bars) - 0.2]},
        xaxis={
            "tickvals": ticks,
            "ticktext": [number(tick) for tick in ticks],
            "range": [lowest - room, highest + room],
        },
    )
