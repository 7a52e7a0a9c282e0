"""A care model as an icicle: the model on the left, its modes, then what belongs to each."""

import pandas as pd
import plotly.graph_objects as go

from charts.theme import ACHIEVED, FONT, INK, OTHER, PAPER

LEVEL_COLOURS = {"model": ACHIEVED, "mode": OTHER, "component": "#dbe7ee", "rule": "#f6dcc4", "example": "#e6e6e6"}
HEIGHT = 420
SHOWN_LEVELS = 2


def icicle(nodes: pd.DataFrame) -> go.Figure:
    """Draw a tree, two levels at a time: a click on a box goes into it, the bar above leads back.

    Args:
        nodes: ``node``, ``parent`` (empty for the root), ``label``, ``hover``, ``level``.
    """
    figure = go.Figure(
        go.Icicle(
            ids=nodes["node"],
            labels=nodes["label"],
            parents=nodes["parent"],
            hovertext=nodes["hover"],
            hoverinfo="text",
            sort=False,
            tiling={"orientation": "h", "pad": 2},
            marker={"colors": [LEVEL_COLOURS[level] for level in nodes["level"]], "line": {"width": 0}},
            textfont={"family": FONT, "size": 15, "color": [_ink(level) for level in nodes["level"]]},
            maxdepth=SHOWN_LEVELS,
            pathbar={"visible": True, "textfont": {"size": 14}},
        )
    )
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        paper_bgcolor=PAPER,
        font={"family": FONT, "size": 13, "color": INK},
        hoverlabel={"font": {"family": FONT, "size": 14}},
    )


def _ink(level: str) -> str:
    return "#ffffff" if level == "model" else INK
