"""Maps: geometry by address, legends in numbers, everything in the frame, hatching where there is nothing to compare."""

import base64
import json
import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.map_frame import config
from charts.maps import Circles, Scale, Words, choropleth, classes, proportional
from charts.theme import DIVERGING, SEQUENTIAL

WORDS = Words("no data", "not comparable", "南海诸岛")
PLACES = ("620700", "431000", "370500", "370200", "530100", "520100", "500000", "230600", "150100", "350400")


@dataclass(frozen=True)
class TenPlaces:
    """A layer of ten places."""

    units: str = "/maps/prefectures.geojson?v=1"
    base: str = "/maps/provinces.geojson?v=1"
    places: tuple[str, ...] = PLACES
    outlines: tuple[str, ...] = ("620000", "430000")
    south_sea: bool = True
    bounds: tuple[float, float, float, float] = (83.0, 3.0, 124.3, 54.0)
    parallels: tuple[float, float] = (25.0, 47.0)
    meridian: float = 105.0
    centre: tuple[float, float] = (103.3, 29.8)
    nation: bool = True


def values(states: str = "vvvvvvvvvv", start: float = 10) -> pd.DataFrame:
    names = {"v": "value", "n": "no_data", "o": "not_comparable"}
    return pd.DataFrame(
        {
            "place": PLACES[: len(states)],
            "value": start + np.arange(len(states), dtype=float),
            "hover": [f"hover {place}" for place in PLACES[: len(states)]],
            "ref": [f"place:{place}" for place in PLACES[: len(states)]],
            "state": [names[state] for state in states],
        }
    )


def scale(**options) -> Scale:
    return Scale("60+", "{:.1f} %".format, **options)


def draw(frame: pd.DataFrame | None = None, layer: TenPlaces | None = None, **options) -> dict:
    figure = choropleth(
        values() if frame is None else frame, layer or TenPlaces(), options.pop("scale", scale()), WORDS, **options
    )
    return json.loads(figure.to_json(engine="json") or "")


def traces(figure: dict, kind: str) -> list[dict]:
    return [trace for trace in figure["data"] if trace["type"] == kind]


def legend(figure: dict) -> list[str]:
    return [trace["name"] for trace in traces(figure, "bar")]


def drawn(figure: dict, *ids: str) -> list[dict]:
    return [trace for trace in traces(figure, "choropleth") if set(ids) <= set(trace["locations"])]


def coloured(figure: dict) -> dict:
    return next(
        trace for trace in traces(figure, "choropleth") if trace.get("customdata") and "620700" in trace["locations"]
    )


def test_a_figure_holds_addresses_and_no_coordinates():
    circles = Circles(values().assign(lon=100.0, lat=30.0), "beds", str)
    for figure in (draw(values("vvnnoovvvv")), draw(circles=circles)):
        assert {trace["geojson"] for trace in traces(figure, "choropleth")} == {TenPlaces.units, TenPlaces.base}
        assert "coordinates" not in json.dumps(figure)
        assert len(json.dumps(figure)) < 20_000


def test_another_variable_changes_no_address():
    assert [t["geojson"] for t in traces(draw(values()), "choropleth")] == [
        t["geojson"] for t in traces(draw(values(start=50)), "choropleth")
    ]


def test_nothing_is_asked_from_outside():
    figure = draw()
    assert figure["layout"]["geo"]["visible"] is False
    assert not [key for key in figure["layout"]["geo"] if key.startswith("show")]
    assert figure["data"][0]["type"] == "scattergeo"  # plotly.js fetches its own world when the first trace has places
    assert config("app/static/maps/")["topojsonURL"] == "app/static/maps/"


def test_the_legend_names_the_classes_in_numbers():
    assert legend(draw()) == [
        "10.0 % – 11.0 %", "12.0 % – 13.0 %", "14.0 % – 15.0 %", "16.0 % – 17.0 %", "18.0 % – 19.0 %",
    ]  # fmt: skip
    assert draw()["layout"]["legend"]["title"]["text"] == "60+"


def test_no_data_and_not_comparable_are_hatched_and_differ():
    figure = draw(values("vvvvvvvnno"))
    assert legend(figure)[-2:] == ["no data", "not comparable"]
    shapes = [trace["marker"]["pattern"]["shape"] for trace in traces(figure, "bar")]
    assert shapes[-2:] == ["/", "x"]
    order = [tuple(trace["locations"]) for trace in traces(figure, "choropleth")]
    falling, mask, rising = order[:3]
    assert (falling, rising) == (("hatch-b",), ("hatch-a",))
    assert set(mask) == set(PLACES[7:9])  # no second set of lines under no data


def test_a_unit_without_a_row_is_hatched_as_no_data():
    figure = draw(values("vvvvvvvo"))
    assert "no data" in legend(figure)
    mask = traces(figure, "choropleth")[1]
    assert set(mask["locations"]) == set(PLACES[8:])


def test_without_gaps_the_legend_speaks_of_none():
    assert not {"no data", "not comparable"} & set(legend(draw()))
    assert not drawn(draw(), "hatch-b")


def test_hatched_units_still_answer_hover_and_click():
    figure = draw(values("vvvvvvvnno"))
    answering = [trace for trace in traces(figure, "choropleth") if "customdata" in trace]
    refs = {
        place: ref for trace in answering for place, ref in zip(trace["locations"], trace["customdata"], strict=True)
    }
    assert refs == {place: f"place:{place}" for place in PLACES}
    assert all(trace["hoverinfo"] == "skip" for trace in traces(figure, "choropleth") if trace not in answering)


def test_a_click_dims_nothing():
    assert all(trace["unselected"]["marker"]["opacity"] == 1 for trace in traces(draw(), "choropleth"))


def test_outlines_dashes_and_islets_are_drawn_last_and_always():
    for figure in (draw(), draw(values("n")), json_of_circles()):
        top = [trace["locations"] for trace in traces(figure, "choropleth")][-2:]
        assert top == [["620000", "430000"], ["islets", *(f"dash-{number}" for number in range(1, 11))]]


def json_of_circles() -> dict:
    circles = Circles(values().assign(lon=100.0, lat=30.0), "beds", str)
    return json.loads(proportional(TenPlaces(), circles, WORDS).to_json(engine="json") or "")


def test_a_row_without_a_unit_counts_in_no_class():
    frame = pd.concat([values(), values().head(1).assign(place="350403", value=99.0)])
    assert legend(draw(frame)) == legend(draw())


@pytest.mark.parametrize("change", [{"value": np.nan}, {"state": "unknown"}])
def test_a_row_with_neither_value_nor_reason_is_named(change):
    frame = values().assign(
        **{column: values()[column].where(values()["place"] != "431000", new) for column, new in change.items()}
    )
    with pytest.raises(ValueError, match="431000"):
        choropleth(frame, TenPlaces(), scale(), WORDS)


def test_a_map_without_any_value_is_all_hatching():
    figure = draw(values("nnnnnnnnnn").assign(value=np.nan))
    assert legend(figure) == ["no data"]


def test_equal_values_make_one_class():
    assert legend(draw(values().assign(value=7.0))) == ["7.0 %"]


def test_a_continuous_scale_has_numbered_ticks():
    trace = coloured(draw(scale=scale(kind="continuous")))
    assert (trace["zmin"], trace["zmax"]) == (10, 19)
    assert trace["colorbar"]["ticktext"][0] == "10.0 %"
    assert trace["colorbar"]["ticktext"][-1] == "19.0 %"


def test_a_change_has_zero_in_the_middle():
    trace = coloured(draw(values(start=-3), scale=scale(kind="continuous", diverging=True)))
    assert (trace["zmin"], trace["zmax"]) == (-6, 6)
    figure = draw(values(start=-3), scale=scale(diverging=True))
    colours = [bar["marker"]["color"] for bar in traces(figure, "bar")]
    warm = [name for name, colour in zip(legend(figure), colours, strict=True) if colour in DIVERGING[:3]]
    assert warm == [name for name in legend(figure) if name.startswith("-")]


@pytest.mark.parametrize("start", [10, -30])
def test_changes_of_one_sign_keep_to_their_hue(start):
    warm = start < 0

    def is_warm(colour: str) -> bool:
        red, _green, blue = (int(part) for part in re.findall(r"\d+", colour))
        return red > blue

    figure = draw(values(start=start), scale=scale(diverging=True))
    colours = [bar["marker"]["color"] for bar in traces(figure, "bar")]
    assert len(colours) == len(set(colours)) == 5
    assert all(is_warm(colour) == warm for colour in colours)
    trace = coloured(draw(values(start=start), scale=scale(kind="continuous", diverging=True)))
    assert [colour for _at, colour in trace["colorscale"]] == list(DIVERGING[:3] if warm else DIVERGING[3:])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.integers(1, 7), st.booleans())
def test_classes_keep_order_and_never_mix_signs(numbers, count, diverging):
    array = np.array(numbers)
    group = classes(array, count, diverging=diverging)
    order = np.argsort(array, kind="stable")
    assert (np.diff(group[order]) >= 0).all()
    for member in np.unique(group):
        inside = array[group == member]
        if diverging:
            assert not ((inside < 0).any() and (inside > 0).any())
    for value in np.unique(array):
        assert len(np.unique(group[array == value])) == 1


@pytest.mark.parametrize("palette", [SEQUENTIAL, (*DIVERGING[:3],), (*DIVERGING[:2:-1],)])
def test_scales_read_in_grey(palette):
    def light(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    steps = [light(colour) ** (1 / 2.2) for colour in palette]
    if steps[0] < steps[-1]:
        steps.reverse()
    assert all(one - two > 0.06 for one, two in pairwise(steps))


def test_circles_have_areas_in_proportion_small_ones_on_top():
    frame = values().assign(lon=100.0, lat=30.0, value=[1, 4, 9, 16, 25, 36, 49, 64, 81, 100])
    figure = draw(circles=Circles(frame, "beds", str))
    marker = traces(figure, "scattergeo")[-1]["marker"]
    assert marker["sizemode"] == "area"
    sizes = np.frombuffer(base64.b64decode(marker["size"]["bdata"]), marker["size"]["dtype"])
    assert list(sizes) == sorted(frame["value"], reverse=True)
    largest = np.sqrt(100 * 2 / marker["sizeref"])
    assert largest == pytest.approx(44)
    key = [shape["x1"] - shape["x0"] for shape in figure["layout"]["shapes"]]
    assert key[:2] == pytest.approx([largest, largest / 2])


def test_labels_never_overlap_and_the_roomiest_stay():
    labels = pd.DataFrame(
        {
            "lon": [100.0, 100.01, 104.0],
            "lat": [30.0, 30.0, 30.0],
            "room": [0.1, 0.5, 0.2],
            "label": ["甲县", "乙县", "丙县"],
        }
    )
    layer = replace(TenPlaces(), nation=False, south_sea=False, bounds=(98.0, 28.0, 106.0, 33.0))
    figure = draw(layer=layer, labels=labels)
    assert traces(figure, "scattergeo")[-1]["text"] == ["乙县", "丙县"]


def test_the_frame_is_that_of_the_layer():
    geo = draw()["layout"]["geo"]
    assert geo["projection"] == {"type": "conic equal area", "parallels": [25, 47], "rotation": {"lon": 105}}
    assert (geo["center"], geo["lonaxis"], geo["lataxis"]) == (
        {"lon": 103.3, "lat": 29.8},
        {"range": [83, 124.3]},
        {"range": [3, 54]},
    )
