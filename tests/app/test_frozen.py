"""What a view works out before it is sent (``views.view``): Streamlit still asks for it, gets it ready, and sends the same."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from google.protobuf.message import Message
from pandas.io.formats.style import Styler
from streamlit.testing.v1 import AppTest

from views.view import Cells, Chart, freeze_figure, freeze_style


def draw(thing, element):
    import streamlit  # noqa: PLC0415 (Streamlit runs this function alone)

    getattr(streamlit, element)(thing, key="thing")


def sent(thing: go.Figure | Styler) -> Message:
    """Return what Streamlit sends of a figure or of a styled table."""
    element = "plotly_chart" if isinstance(thing, go.Figure) else "dataframe"
    app = AppTest.from_function(draw, args=(thing, element)).run()
    assert not app.exception
    shown: Any = app.main.children[0]
    return shown.proto


def figure() -> go.Figure:
    return go.Figure(go.Scatter(x=np.array([1, 2]), y=np.array([3.5, 4]), customdata=["a", "b"]))


def style() -> Styler:
    texts = pd.DataFrame({"Indicator": ["beds", "share"], "Kunming": ["≠ 5", "65%"]})
    css = np.array([["", "color: red"], ["", ""]])
    return Styler(texts, uuid="cells", cell_ids=False).apply(lambda _frame: css, axis=None)


@pytest.mark.parametrize(
    ("make", "freeze", "asked"),
    [
        (figure, freeze_figure, [(go.Figure, "to_dict")]),
        (style, freeze_style, [(Styler, "_compute"), (Styler, "_translate")]),
    ],
    ids=["figure", "style"],
)
def test_what_streamlit_works_out_for_each_viewer_is_ready_in_what_is_frozen(
    make: Callable, freeze: Callable, asked: list[tuple[type, str]], monkeypatch
):
    calls: list[str] = []

    def counted(name: str, work: Callable) -> Callable:
        return lambda *args: (calls.append(name), work(*args))[1]

    frozen = freeze(make())
    for kind, name in asked:
        monkeypatch.setattr(kind, name, counted(name, getattr(kind, name)))
    plain = sent(make())
    assert set(calls) == {name for _kind, name in asked}  # else there is nothing to freeze any more
    calls.clear()
    assert sent(frozen) == plain
    assert sent(frozen) == plain
    assert calls == []


def test_a_view_freezes_what_it_hands_over():
    table = pd.DataFrame({"Place": ["昆明"], "Beds": ["5.04万张"]})
    chart = Chart(table, ["fact:a"], "said", figure=figure())
    cells = Cells(table, {(0, "Beds"): "fact:a"}, odd=pd.DataFrame({"Place": [False], "Beds": [True]}))
    assert chart.figure.to_dict() is chart.figure.to_dict()
    assert cells.style._translate(False, False) is cells.style._translate(False, False)  # pyright: ignore[reportAttributeAccessIssue]
    assert chart.table.to_pydict() == cells.table.to_pydict() == table.to_dict("list")
