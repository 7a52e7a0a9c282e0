"""Slides: the numbers of a chart are those of its figure, a map is whole, every text has its fonts, and what is odd is said or made harmless."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]: it has no types
from pptx import Presentation
from pptx.util import Pt

from charts.bars import count_bars
from charts.map_frame import DASHES
from exports import figure_values
from exports.deck import deck
from exports.native import native
from exports.ooxml import EAST_ASIAN, LATIN, SPACES
from loaders.geography.layers import CREDIT, REVIEW, STATIC, manifest, units
from views import compare, gaps, overview, programmes
from views.map.choice import Choice, chosen_map
from views.meeting.item import Item, source
from views.portrait import peers, people
from views.scenario import answer, case, doubt
from views.view import Cells, Chart, Curves, Live, Panels, Table
from views.words import unmarked

DAY = dt.date(2026, 11, 27)
MINE = "620700"
A = f"{{{SPACES['a']}}}"
SMALL = Table(pd.DataFrame({"指标": ["床位"], "数值": [31.5]}), ["fact:zhangye-2023-04"], "")  # pyright: ignore[reportArgumentType]


@cache
def topic() -> str:
    return next(iter(gaps.topics("city", "zh")))


def fan() -> Curves:
    """Return the first chart of a scenario as an item holds it."""
    shown = case.case_of(MINE, "")
    (live,) = answer.fans(shown, ("beds_need",), 2035, "zh")
    assert isinstance(live, Live)
    numbers = answer.every_number(shown, 2035, "zh")
    return Curves(numbers.table.to_pandas(), {}, live.sentence, figure=live.figure)


@cache
def view(kind: str) -> Any:
    """Return a real view of a kind, made once."""
    made = {
        "gaps": lambda: gaps.against_results(topic(), "city", 0, DAY, "zh", MINE),
        "ranking": lambda: compare.ranking(topic(), "achieved", "city", 0, False, "zh", MINE),
        "panels": lambda: compare.multiples(("500000", "530100", MINE), "achieved", 0, "zh", MINE),
        "pyramid": lambda: people.age_pyramid(MINE, people.EARLIER, "zh"),
        "spine": lambda: peers.results("500000", ("310000", "110000", "120000", "510100", "420100"), "zh"),
        "coverage": lambda: overview.coverage("zh"),
        "programmes": lambda: programmes.lists("zh"),
        "fan": fan,
        "tornado": lambda: doubt.doubt(case.case_of(MINE, ""), "beds_need", 2035, "zh"),
        "provinces": lambda: overview.ages_map(DAY, "zh"),
        "prefectures": lambda: chosen_map(Choice("prefecture", "100000", "share60", year=2035), DAY, "zh"),
    }
    return made[kind]()


def item(shown: Any, title: str = "标题", **rest: Any) -> Item:
    said: dict[str, Any] = {"sentence": unmarked(shown.sentence)} | rest
    return Item(title, shown, **said)


def opened(written: bytes) -> Any:
    return Presentation(io.BytesIO(written))


KINDS = (
    "gaps",
    "ranking",
    "panels",
    "pyramid",
    "spine",
    "coverage",
    "programmes",
    "fan",
    "tornado",
    "provinces",
    "prefectures",
)


@cache
def everything() -> bytes:
    """Return one deck with a view of every kind, titled by it, and small tables after them: at least twenty slides."""
    rest = {"note": "请讨论。", "values": "入住率75%", "page": "compare", "query": {"place": MINE}}
    return deck([*(item(view(kind), kind, **rest) for kind in KINDS), *[item(SMALL, **rest)] * 6], "zh", DAY)


@cache
def shown_slides() -> tuple[Any, ...]:
    return tuple(opened(everything()).slides)


def slides_of(kind: str) -> list[Any]:
    """Return the slides of a view of a kind."""
    return [slide for slide in shown_slides() if slide.shapes.title.text.partition("（")[0] == kind]


def charts(slides: Any) -> list[Any]:
    return [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def traces(figure: Any) -> list[dict[str, Any]]:
    return list(figure_values.dictionary(figure)["data"])


def points(series: Any) -> list[tuple[float, float]]:
    """Return the points of a series of a scatter chart, without gaps."""
    found = []
    for axis in ("xVal", "yVal"):
        places = series._element.xpath(f"c:{axis}//c:pt")
        found.append({int(each.get("idx")): float(each[0].text) for each in places})
    x, y = found
    return [(x[at], y[at]) for at in sorted(y)]


def parts(written: bytes, pattern: str) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        for name in packed.namelist():
            if re.fullmatch(pattern, name):
                yield name, packed.read(name)


# Charts: their numbers are those of the figure


def test_bars_are_as_long_as_in_the_figure_and_a_pyramid_hides_the_sign_of_its_left_side():
    (chart,) = charts(slides_of("pyramid"))
    drawn = [list(series.values) for series in chart.plots[0].series]
    expected = [figure_values.numbers(trace["x"])[::-1] for trace in traces(view("pyramid").figure)]
    assert sorted(drawn) == sorted(expected)
    assert any(value < 0 for value in drawn[0])
    first, _, second = chart.value_axis.tick_labels.number_format.partition(";")
    assert first == second


def test_bars_of_a_tornado_reach_the_ends_of_the_figure_and_begin_at_the_number_between():
    (chart,) = charts(slides_of("tornado"))
    for series, trace in zip(chart.plots[0].series, traces(view("tornado").figure), strict=True):
        ends = [base + length for base, length in zip(trace["base"], trace["x"], strict=True)]
        assert list(series.values) == pytest.approx(ends)
    crosses = chart._chartSpace.xpath(".//c:catAx/c:crossesAt/@val")
    assert float(crosses[0]) == pytest.approx(traces(view("tornado").figure)[0]["base"][0])


def test_the_areas_of_a_fan_add_up_to_the_edges_of_its_bands_and_its_lowest_is_not_named():
    (chart,) = charts(slides_of("fan"))
    areas, lines = chart.plots
    assert list(areas.categories) == [str(year) for year in range(2020, 2051)]
    edges = np.cumsum([list(series.values) for series in areas.series], axis=0)
    bands = [trace for trace in traces(view("fan").figure) if trace.get("fill") == "toself"]
    expected = [trace["y"][len(trace["y"]) // 2 :][::-1] for trace in bands]
    expected += [trace["y"][: len(trace["y"]) // 2] for trace in bands[::-1]]
    assert edges == pytest.approx(np.array(expected))
    (central, *_rest) = lines.series
    assert list(central.values) == next(t["y"] for t in traces(view("fan").figure) if t["mode"] == "lines+markers")
    hidden = [int(at) for at in chart._chartSpace.xpath(".//c:legendEntry[c:delete/@val='1']/c:idx/@val")]
    assert 0 in hidden
    assert areas.series[0]._element.xpath("c:spPr/a:noFill")
    named = [s.name for plot in chart.plots for at, s in enumerate(plot.series) if plot is lines or at not in hidden]
    assert named[:3] == ["95%", "80%", "50%"]


@pytest.mark.parametrize("kind", ["gaps", "ranking", "spine", "coverage"])
def test_marks_stand_at_the_values_of_the_figure_in_the_row_of_their_place(kind):
    shown = charts(slides_of(kind))
    drawn = {(series.name, x) for chart in shown for series in chart.plots[0].series for x, _row in points(series)}
    for trace in traces(view(kind).figure):
        marks = trace.get("mode", "") in ("markers", "lines")
        asked = figure_values.numbers(trace["x"]) if marks else []
        if trace["type"] == "bar":
            long = figure_values.numbers(trace["x"])
            starts = figure_values.numbers(trace.get("base")) or [0.0] * len(long)
            asked = [*starts, *(float(a or 0) + float(b or 0) for a, b in zip(starts, long, strict=True))]
        assert {(trace.get("name") or "", x) for x in asked if x is not None} <= drawn


def test_a_mark_of_the_sheet_behind_a_chart_stands_beside_the_name_of_its_row():
    (chart,) = charts(slides_of("ranking"))
    packed = chart.part.chart_workbook.xlsx_part.blob
    rows = list(openpyxl.load_workbook(io.BytesIO(packed)).worksheets[0].iter_rows(values_only=True))
    figure = view("ranking").figure.to_dict()
    trace = next(each for each in figure["data"] if each.get("mode") == "markers")
    beside = {(row[at], row[at + 1]) for row in rows[1:] for at in range(0, len(row), 3)}
    assert set(zip(figure_values.values(trace["y"]), figure_values.numbers(trace["x"]), strict=True)) <= beside


def test_panels_are_a_chart_each_with_the_values_of_its_figure():
    shown = charts(slides_of("panels"))
    panels = view("panels")
    assert isinstance(panels, Panels)
    assert len(shown) == len(panels.figures)
    for chart, figure in zip(shown, panels.figures.values(), strict=True):
        drawn = {x for series in chart.plots[0].series for x, _row in points(series)}
        assert set(figure_values.numbers(traces(figure)[0]["x"])) <= drawn
    assert all(name.split(" · ")[0] in words(slides_of("panels")[0]) for name in panels.names.values())


def test_a_chart_of_many_rows_goes_on_over_several_slides_and_loses_no_mark():
    rows = [f"城市{at}" for at in range(45)]
    marks = pd.DataFrame({"label": rows, "count": range(45), "code": rows})

    shown = Chart(marks, rows, "", figure=count_bars(marks))  # pyright: ignore[reportArgumentType]
    slides = opened(deck([item(shown)], "zh", DAY)).slides
    drawn = [value for chart in charts(slides) for series in chart.plots[0].series for value in tuple(series.values)]
    assert len(slides) > 1
    assert drawn == list(range(45))
    assert slides[0].shapes.title.text == f"标题（1/{len(slides)}）"


def test_what_has_no_native_chart_is_the_table_of_the_view_and_never_a_picture():
    slides = slides_of("programmes")
    table = next(shape.table for shape in slides[0].shapes if shape.has_table)
    frame = view("programmes").table.to_pandas()
    assert [cell.text for cell in table.rows[0].cells] == list(frame.columns)
    assert table.cell(1, 0).text == frame.iloc[0, 0]
    left = len(frame) - sum(len(s.table.rows) - 1 for slide in slides for s in slide.shapes if s.has_table)
    assert left == 0 or f"其余{left}行" in words(slides[-1])
    assert not list(parts(everything(), r"ppt/media/.*"))


def test_a_comparison_keeps_its_cells_and_greys_those_of_another_definition():
    domain = next(iter(compare.domains("zh")))
    cities, kinds = ("500000", "530100", MINE), ("achieved", "target")
    order = next(iter(compare.orders(domain, cities, kinds, "zh")))
    cells = compare.matrix(domain, cities, kinds, order, "zh")
    assert isinstance(cells, Cells)
    slides = opened(deck([item(cells)], "zh", DAY)).slides
    grey = rows = 0
    for slide in slides:
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        rows += len(table.rows) - 1
        grey += len(table._tbl.xpath(".//a:tcPr/a:solidFill/a:srgbClr[@val='ECEFF1']"))
    assert rows == cells.table.num_rows
    assert grey == int(cells.odd.to_numpy().sum())


# Maps


def groups(slide: Any) -> dict[str, Any]:
    """Return the groups within the map, by name."""
    (whole,) = slide.shapes._spTree.xpath("p:grpSp")
    return {each.xpath("p:nvGrpSpPr/p:cNvPr/@name")[0]: each for each in whole.xpath("p:grpSp")}


@pytest.mark.parametrize(("kind", "lang"), [("provinces", "zh"), ("provinces", "en"), ("prefectures", "zh")])
def test_a_map_is_whole_with_ten_dashes_the_islands_its_source_and_the_note_on_review(kind, lang):
    drawn = slides_of(kind) if lang == "zh" else opened(deck([item(view(kind))], lang, DAY)).slides
    (slide,) = drawn
    named = units().set_index("place")[f"name_{lang}"]
    file = {"provinces": "provinces.geojson", "prefectures": "prefectures.geojson"}[kind]
    known = groups(slide)
    expected = {
        str(named[code]) if isinstance(named[code], str) else str(named[code].iloc[0])
        for code in manifest(STATIC)["files"][file]["places"]
    }
    assert expected <= set(known)
    assert {
        str(units().query("place == @code")[f"name_{lang}"].iloc[0]) for code in ("710000", "810000", "820000")
    } <= set(known)
    names = slide.shapes._spTree.xpath(".//p:sp/p:nvSpPr/p:cNvPr/@name")
    assert sorted(name for name in names if name in DASHES) == sorted(DASHES)
    assert len(DASHES) == 10
    assert {"南海诸岛", "South China Sea islands"} & set(names)
    assert CREDIT[lang] in words(slide)
    assert REVIEW[lang] in words(slide)


def test_a_place_of_a_map_says_its_value_and_has_the_colour_of_its_class():
    (slide,) = slides_of("provinces")
    shape = groups(slide)["北京市"]
    assert "19.63%" in shape.xpath("p:nvGrpSpPr/p:cNvPr/@descr")[0]
    trace = next(t for t in traces(view("provinces").figure) if t.get("hovertext") is not None)
    at = list(trace["locations"]).index("110000")
    step = int(figure_values.numbers(trace["z"])[at])  # pyright: ignore[reportArgumentType]
    colour = trace["colorscale"][2 * step][1]
    assert shape.xpath(".//p:spPr/a:solidFill/a:srgbClr/@val")[0] == colour.removeprefix("#").upper()
    assert groups(slide)["台湾省"].xpath(".//a:pattFill/@prst") == ["ltUpDiag"]


# What every slide has


def test_every_run_names_a_latin_and_an_east_asian_font_on_slides_in_charts_and_in_notes():
    seen = 0
    for name, blob in parts(everything(), r"ppt/(slides|notesSlides|charts)/[^/]+\.xml"):
        root = etree.fromstring(blob)
        found = (
            [*root.iter(f"{A}rPr"), *root.iter(f"{A}endParaRPr")]
            if "charts" not in name
            else root.iter(f"{A}rPr", f"{A}defRPr")
        )
        for run in root.iter(f"{A}r", f"{A}fld"):
            assert run.find(f"{A}rPr") is not None, name
        for properties in found:
            if properties.tag.endswith("endParaRPr") and not len(properties):
                continue
            assert properties.find(f"{A}latin").get("typeface") == LATIN, name
            assert properties.find(f"{A}ea").get("typeface") == EAST_ASIAN, name
            seen += 1
    assert seen > 150


def test_a_slide_has_its_message_source_scenario_and_number_and_its_notes_have_the_evidence_and_the_way_back():
    slides = shown_slides()
    first = slides[0]
    assert first.shapes.title.text == KINDS[0]
    assert source(DAY, "zh") in words(first)
    assert "入住率75%" in words(first)
    assert first._element.xpath(".//a:fld[@type='slidenum']")
    notes = slides[len(slides) - 1].notes_slide.notes_text_frame.text
    fact = next(row for row in compare.edition.described().to_dict("records") if row["fact"] == "zhangye-2023-04")
    assert fact["as_printed"] in notes
    assert "/compare?place=620700" in first.notes_slide.notes_text_frame.text
    assert first.notes_slide.notes_text_frame.text.startswith("请讨论。")


def test_charts_and_maps_have_alternative_texts():
    for slide in shown_slides():
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 6:
                assert shape._element.xpath(".//p:cNvPr/@descr")[0]


def test_slides_are_16_to_9_and_the_same_on_the_same_day():
    show = opened(everything())
    assert show.slide_width * 9 == show.slide_height * 16
    again = [item(SMALL), item(view("pyramid"))]
    assert deck(again, "zh", DAY) == deck(again, "zh", DAY)


def test_a_deck_of_twenty_slides_with_maps_stays_small():
    assert len(shown_slides()) >= 20
    assert len(everything()) < 1_000_000  # so that one with ten maps of prefectures stays below 3 MB, too


# Bad input


def test_nothing_to_show_is_said_in_the_language_of_the_viewer():
    with pytest.raises(ValueError, match="至少选择一项"):
        deck([], "zh", DAY)
    with pytest.raises(ValueError, match="choose at least one view"):
        deck([], "en", DAY)


def test_sixty_items_are_sixty_slides_and_the_progress_is_told():
    told = []
    written = deck([item(SMALL, f"第{at}项") for at in range(60)], "zh", DAY, progress=lambda *at: told.append(at))
    assert len(opened(written).slides) == 60
    assert told == [(at, 60) for at in range(1, 61)]


def test_a_title_of_400_signs_is_cut_on_the_slide_and_whole_in_the_notes():
    title = "医养结合" * 100
    (slide,) = opened(deck([item(SMALL, title)], "zh", DAY)).slides
    assert slide.shapes.title.text.endswith("…")
    assert len(slide.shapes.title.text) < 120
    assert title in slide.notes_slide.notes_text_frame.text


def test_a_title_that_is_cut_still_says_which_part_a_slide_is():
    slides = opened(deck([item(view("programmes"), "医养结合" * 100)], "zh", DAY)).slides
    assert len(slides) > 1
    for at, slide in enumerate(slides, start=1):
        assert slide.shapes.title.text.endswith(f"…（{at}/{len(slides)}）")


def test_signs_that_no_file_can_hold_are_gone_and_no_text_becomes_markup_or_a_formula():
    odd = "=SUM(A1)\x00\x0b\ud800\ue000<b>&amp;</b>\u202e@cmd"
    frame = pd.DataFrame({odd.replace("\ud800", ""): ["=1+1", "+2"], "乙": ["-3", "@x<br>"]})

    marks = pd.DataFrame({"label": ["=1+1", "@cmd", "-x"], "count": [1, 2, 3], "code": ["", "", ""]})
    drawn = Chart(marks, [], "", figure=count_bars(marks))  # pyright: ignore[reportArgumentType]
    shown = [Item(odd, Table(frame, []), odd, odd, odd), item(drawn)]  # pyright: ignore[reportArgumentType]
    written = deck(shown, "zh", DAY)
    slide = opened(written).slides[0]
    assert slide.shapes.title.text == "=SUM(A1)□□<b>&amp;</b>@cmd"
    assert next(shape.table for shape in slide.shapes if shape.has_table).cell(1, 0).text == "=1+1"
    for _name, packed in parts(written, r"ppt/embeddings/.*\.xlsx"):
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(packed)).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
        assert "=1+1" in [cell.value for cell in cells]


def test_a_template_gives_its_size_and_layout_and_loses_its_own_slides(tmp_path):
    office: Any = Presentation()
    office.slide_width, office.slide_height = Pt(720), Pt(540)
    office.slides.add_slide(office.slide_layouts[0]).shapes.title.text = "封面"
    file = tmp_path / "office.pptx"
    office.save(file)
    show = opened(deck([item(view("pyramid")), item(SMALL)], "zh", DAY, file))
    assert (show.slide_width, show.slide_height) == (Pt(720), Pt(540))
    assert [slide.shapes.title.text for slide in show.slides] == ["标题", "标题"]
    assert all(shape.left + shape.width <= Pt(720) for slide in show.slides for shape in slide.shapes)
    assert not [each for slide in show.slides for each in slide.placeholders if not each.text_frame.text]


def test_a_template_that_cannot_be_used_is_named_in_a_sentence(tmp_path):
    broken, bare = tmp_path / "坏.pptx", tmp_path / "无版式.pptx"
    broken.write_bytes(b"not a presentation")
    office: Any = Presentation()
    for layout in list(office.slide_layouts):
        office.slide_layouts.remove(layout)
    office.save(bare)
    for file, reason in (
        (broken, "无法作为PowerPoint"),
        (tmp_path / "none.pptx", "无法作为"),
        (bare, "没有幻灯片版式"),
    ):
        with pytest.raises(ValueError, match=reason) as told:
            deck([item(SMALL)], "zh", DAY, file)
        assert file.name in str(told.value)


def test_a_figure_is_read_from_json_as_from_the_figure_itself():
    figure = view("gaps").figure
    assert native(json.loads(figure.to_json()), "zh") == native(figure, "zh")
