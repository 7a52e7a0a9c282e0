"""A chart's axis of values reaches from the lowest to the highest that is drawn, and 0 stands on it."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from charts import fan
from charts.paths import Line, paths

YEARS = [2024, 2025, 2026]
VALUES = st.lists(st.integers(-(10**12), 10**12).map(lambda thousandths: thousandths / 1000), min_size=3, max_size=3)


def whole(axis: dict, drawn: list[float]) -> None:
    low, high = axis["range"]
    slack = 1e-5 * max(map(abs, drawn))  # six digits are drawn
    assert low <= min(0.0, *drawn) + slack, axis
    assert high >= max(0.0, *drawn) - slack, axis
    assert 0 in axis["tickvals"], axis
    assert len(axis["tickvals"]) <= 8, axis


@given(VALUES, VALUES)
@example([-5.4e8, -5.6e8, -5.8e8], [-6e8, -6e8, -6e8])  # a fund that pays more than it takes in, in every year
@example([0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
def test_a_fan_stands_within_its_axis(central, other):
    low, high = np.minimum(central, other), np.maximum(central, other)
    parts = fan.fan_parts(
        YEARS,
        central,
        {80: (low, high)},
        None,
        {"central": "中位", "counted": "实际"},
        hover=["", "", ""],
        refs=["", "", ""],
    )
    whole(fan.scaled(parts, str)["layout"]["yaxis"], [*central, *other])


@given(VALUES, VALUES)
@example([-1.0, -2.0, -3.0], [-1.0, -2.0, -3.0])
def test_paths_stand_within_their_axis(one, other):
    lines = [Line(name, values, ["", "", ""], ["", "", ""]) for name, values in (("甲", one), ("乙", other))]
    axis = paths(YEARS, lines, str).to_dict()["layout"]["yaxis"]
    whole({"range": list(axis["range"]), "tickvals": list(axis["tickvals"])}, [*one, *other])
