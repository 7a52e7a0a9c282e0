"""A chart for a screen in a meeting: names beside the rows, and no more rows than can be read from the last seat."""

from base64 import b64decode
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.theme import INK


def row_names(figure: dict[str, Any]) -> list[str]:
    """Return the rows of a chart whose vertical axis is one of names, the first one first; empty for any other chart."""
    axis = figure["layout"].get("yaxis", {})
    if axis.get("type") != "category":
        return []
    drawn = [name for trace in figure["data"] for name in trace.get("y", ()) if name is not None]
    names = list(dict.fromkeys([*axis.get("categoryarray", ()), *drawn]))
    span = axis.get("range")
    downwards = axis.get("autorange") == "reversed" or (span is not None and span[0] > span[-1])
    return names if downwards else names[::-1]


def for_screen(figure: go.Figure, most: int) -> tuple[dict[str, Any], int]:
    """Return a figure as plain values with its first rows alone, their names beside them, and how many rows were left out.

    Args:
        figure: any chart; one whose rows have no name written above them is returned as it is.
        most: rows.
    """
    made: dict[str, Any] = figure.to_plotly_json()  # with arrays as such, to take rows from
    names = row_names(made)
    written = {note["y"]: note for note in made["layout"].get("annotations", ()) if note.get("y") in names}
    if not written:
        return made, 0
    kept = names[:most]
    rest = [note for note in made["layout"].get("annotations", ()) if note.get("y") not in names]
    shapes = [
        shape for shape in made["layout"].get("shapes", ()) if shape.get("y0") not in names or shape["y0"] in kept
    ]
    axis = {
        **made["layout"].get("yaxis", {}),
        **{"visible": True, "type": "category", "categoryorder": "array", "categoryarray": kept},
        **{
            "range": [len(kept) - 0.5, -0.5],
            "autorange": False,
            "automargin": True,
            "tickfont": {"size": 14, "color": INK},
        },
        **{"tickvals": kept, "ticktext": [written[name]["text"] if name in written else name for name in kept]},
    }
    data = [_of_rows(trace, set(kept)) for trace in made["data"]]
    return {"data": data, "layout": made["layout"] | {"yaxis": axis, "annotations": rest, "shapes": shapes}}, len(
        names
    ) - len(kept)


def _of_rows(trace: dict[str, Any], kept: set[str]) -> dict[str, Any]:
    """Return a trace with what it draws of the rows that are kept."""
    rows = list(trace.get("y", ()))
    wanted = [at for at, name in enumerate(rows) if name is None or name in kept]

    def picked(part: Any) -> Any:
        if isinstance(part, dict) and "bdata" in part:  # numbers, as Plotly writes them
            part = np.frombuffer(b64decode(part["bdata"]), part["dtype"]).tolist()
        if isinstance(part, dict):
            return {key: picked(value) for key, value in part.items()}
        is_row = not isinstance(part, str) and hasattr(part, "__len__") and len(part) == len(rows)
        return [part[at] for at in wanted] if is_row else part

    return {key: picked(value) for key, value in trace.items()}
