"""What stands in a figure of Plotly, given as object, dictionary or JSON: its numbers, and its axes as Office draws them."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from charts.fan import even_ticks
from exports.chart_model import Axis, Number
from exports.ooxml import spoken

VALUE = re.compile(r"([−+-]?)([\d,.]+)\s*(.*)$")
Drawn = Mapping[str, Any]


def dictionary(figure: go.Figure | Drawn | str) -> Drawn:
    """Return a figure as a dictionary."""
    if isinstance(figure, str):
        return json.loads(figure)
    return figure.to_dict() if isinstance(figure, go.Figure) else figure


def values(found: object) -> list[Any]:
    """Return what stands along an axis of a trace: a list, an array, or Plotly's own way to write one in JSON."""
    if found is None:
        return []
    if isinstance(found, Mapping):
        read = np.frombuffer(base64.b64decode(found["bdata"]), dtype=f"<{found['dtype']}")
        return read.tolist()
    return np.asarray(found, dtype=object).tolist() if not isinstance(found, str) else [found]


def numbers(found: object) -> list[Number]:
    """Return the values along an axis as numbers; None for a gap."""
    read = [None if each is None else float(each) for each in values(found)]
    return [None if each is None or np.isnan(each) else each for each in read]


def axis_of(axis: Drawn, reached: Sequence[Number]) -> Axis:
    """Return an axis of values; where the figure leaves its ends open, round ones around what is ``reached``."""
    ticks = [tick for tick in numbers(axis.get("tickvals")) if tick is not None]
    texts = [spoken(text) for text in values(axis.get("ticktext"))]
    title = spoken(axis.get("title", {}).get("text") or "")
    known = [value for value in reached if value is not None]
    ends = numbers(axis.get("range"))
    if texts and not all(re.match(VALUE, text) for text in texts):  # columns with names
        low, high = ends if len(ends) == 2 else (ticks[0], ticks[-1])
        named = tuple((tick, text) for tick, text in zip(ticks, texts, strict=True))
        return Axis(title, low, high, shown=False, names=named)
    if not ticks and known and len(ends) != 2:
        ticks = list(even_ticks(max(known), min(known)))
    step = axis.get("dtick") or (ticks[1] - ticks[0] if len(ticks) > 1 else None)
    low, high = ends if len(ends) == 2 else (min([*ticks, *known]), max([*ticks, *known])) if ticks else (None, None)
    if step and low is not None and high is not None:  # Office counts its steps from the end of the axis
        low = float(np.floor(low / step + 1e-9) * step)
        high = float(high) if len(ends) == 2 else float(np.ceil(high / step - 1e-9) * step)
    code, unit = _code(ticks, texts, axis)
    return Axis(title or unit, low, high, step, code, shown=axis.get("visible", True))


def _code(ticks: Sequence[float], texts: Sequence[str], axis: Drawn) -> tuple[str, str]:
    """Return the number format that writes the ticks as the figure does, and the unit where it cannot stand in it."""
    if not texts:
        plain = {"d": "0", ",": "#,##0.##"}.get(axis.get("tickformat", ","), "#,##0.##")
        whole = all(float(tick).is_integer() for tick in ticks)
        plain = "#,##0" if plain == "#,##0.##" and whole else plain
        return plain + _quoted(axis.get("ticksuffix", "")), ""
    read = [re.match(VALUE, text) for text in texts]
    if not all(read):
        return "#,##0.##", ""
    found = [(each[1], float(each[2].replace(",", "")), each[3]) for each in read if each]
    units = {unit for _sign, _value, unit in found}
    same = all(abs(abs(tick) - value) < 1e-6 for tick, (_sign, value, _unit) in zip(ticks, found, strict=True))
    if not same or len(units) > 1:
        return "#,##0", re.sub(r"^(?:[万亿]|million|billion)\s*", "", found[-1][2])
    digits = max(len(each[2].partition(".")[2]) for each in read if each)
    unsigned = any(tick < 0 and not sign for tick, (sign, _value, _unit) in zip(ticks, found, strict=True))
    code = "#,##0" + ("." + "0" * digits if digits else "") + _quoted(found[0][2], texts[0])
    return f"{code};{code}" if unsigned else code, ""


def _quoted(unit: str, text: str = "") -> str:
    """Return a unit as a number format writes it, with a space where the text has one."""
    spaced = " " if unit and f" {unit}" in text else ""
    return f'"{spaced}{unit}"'.replace('""', "") if unit else ""
