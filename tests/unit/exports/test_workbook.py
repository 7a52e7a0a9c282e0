"""The workbook: views with native charts, and a scenario whose formulas come to the numbers of its page, also after a lever is moved."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest

from exports.cells import FONT, sheet_name
from exports.drawn import drawn
from exports.view_sheets import read
from exports.workbook import refs_of, workbook
from i18n.texts import translator
from policy.scenario.outputs import OUTPUTS
from projection.care import scenarios
from views.meeting.item import Item
from views.portrait.projection import fan_chart
from views.scenario.case import MONEY_YEARS, YEARS, Case, case_of
from views.sources import grades
from views.view import Chart, Table

DAY = dt.date(2026, 11, 27)
FIRST_ROW = 8  # of the years on sheets of columns, from 1
CLOSE = 1e-9  # relative; what stands in a cell is the number itself
RECOMPUTED = 1e-6
SOFFICE = shutil.which("soffice")
# A place, a scenario, and levers moved in its cells: every demand and way of paying, stocks known and not, people of moved rates.
MOVED: dict[str, tuple[str, str, dict[str, float | None]]] = {
    "use, a fund": (
        "370500",
        "pkqingdao-2014",
        {"occupancy": 78, "disability_survey": 13.5, "disability_slope": 0.15, "use_slope": 0.07, "claim_share": 60},
    ),
    "shares of fees": (
        "500000",
        "pktengzhou-2023",
        {
            "use_trend": 3,
            "disability_trend": 0.5,
            "price_growth": 5,
            "inflation": 3.5,
            "institution_fee": 1500,
            "scale": 140,
        },
    ),
    "need, instalments, a stock": (
        "500000",
        "moneed~pktaizhou-2020~bs90000~ns30000",
        {"institution_severe": 45, "independent_share": 0.8, "build_years": 3, "leased_share": 70, "stock": 60000},
    ),
    "beds per 1,000, the larger": (
        "620700",
        "mopolicy~ruper_1000~pllarger~dfdisability_census~pkkunming-2017",
        {"disability_census": 2.8, "beds_per_1000": 20, "nursing_share": 55, "senior_share": 60, "middle_share": 70},
    ),
    "what the viewer gives": (
        "370500",
        "pkwenzhou-2019~ha5~ce10~ca2~sa3~sh4~rp20~afcontinues",
        {"rated_providers": None, "centres_added": 6, "private_share": 30, "dementia_share": 6.2},
    ),
    "9073, paid for three years": (
        "620700",
        "mopolicy~pkshandong-2012~afcontinues~gf0.2~la10",
        {"places_institution": 0.6, "private_share": 80, "community_mild": 25, "residents_per_carer_mild": 8},
    ),
}


def item(table: pd.DataFrame, title: str = "床位", **told: Any) -> Item:
    """Return a view of a table alone."""
    return Item(title, Table(table, [], "一句话。"), **told)


def made(case: Case | None = None, lang: str = "zh", items: list[Item] | None = None) -> bytes:
    """Return a workbook."""
    return workbook(items or [item(pd.DataFrame({"数值": ["5.04万张"]}))], lang, DAY, case)


def sheets(written: bytes | Path, *, values: bool = True) -> Any:
    """Return a workbook as it reads, or with its formulas."""
    return openpyxl.load_workbook(io.BytesIO(written) if isinstance(written, bytes) else written, data_only=values)


def columns(sheet: Any) -> dict[str, list[Any]]:
    """Return a sheet of columns by head, over the years."""
    heads = [cell.value for cell in sheet[FIRST_ROW - 3]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_ROW) if row[0].value is not None]
    return {head: [row[at] for row in rows] for at, head in enumerate(heads) if head}


def off(book: Any, case: Case, lang: str = "zh") -> dict[str, float]:
    """Return how far each output of a workbook is from that of the scenario, relative to it."""
    _ = translator(lang)
    found = columns(book[_("Working")])
    if case.money:
        found |= columns(book[_("Cost by year")])
    wanted = {name: np.asarray(work(case.central)) for name, work in scenarios.OUTPUTS.items()} | case.money
    gaps = {}
    for name, numbers in wanted.items():
        told = np.array([np.nan if value is None else float(value) for value in found[_(OUTPUTS[name].title)]])
        assert len(told) == len(numbers)
        assert (np.isnan(told) == np.isnan(numbers)).all(), name
        gaps[name] = float(np.nanmax(np.abs(told - numbers) / np.maximum(np.abs(numbers), 1)))
    return gaps


def moved(case: Case, changes: dict[str, float | None]) -> Case:
    """Return the scenario with levers, and what the viewer counts, at other values."""
    counted = {"stock": "bs", "scale": "sc", "rated_providers": "rp", "centres_added": "ca"}
    pairs = [pair for pair in case.code.split("~") if pair[:2] not in {counted.get(name) for name in changes}]
    pairs += [f"{counted[name]}{value:g}" for name, value in changes.items() if name in counted and value is not None]
    found = case_of(case.place, "~".join(pairs))
    for name, value in changes.items():
        if name not in counted and value is not None:
            found = found.moved(name, value)
    return found


def cell_of(book: Any, name: str) -> Any:
    """Return the input cell of a name."""
    sheet, _mark, cell = book.defined_names[name].attr_text.rpartition("!")
    return book[sheet.strip("'")][cell.replace("$", "")]


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    """Each of the scenarios as a workbook with the values as they are made."""
    return {name: made(case_of(place, code)) for name, (place, code, _moved) in MOVED.items()}


@pytest.mark.parametrize("name", MOVED)
def test_each_cell_of_a_scenario_holds_the_number_of_the_page(books, name):
    place, code, _moved = MOVED[name]
    gaps = off(sheets(books[name]), case_of(place, code))
    assert {"in_institution", "beds_need", "nursing_need", "carers", "disabled", "cost"} <= gaps.keys()
    assert max(gaps.values()) < CLOSE


def test_the_page_itself_says_the_same_and_all_but_years_and_people_is_a_formula(books):
    case = case_of("370500", "pkqingdao-2014")
    working = columns(sheets(books["use, a fund"])["测算过程"])
    for name, year in (("beds_need", 2035), ("carers", 2050), ("in_institution", 2026)):
        told = working[translator("zh")(OUTPUTS[name].title)][YEARS.index(year)]
        assert told == pytest.approx(case.at(name, year)[0], rel=CLOSE)
    book = sheets(books["use, a fund"], values=False)
    for sheet, years in (("测算过程", YEARS), ("按年费用", MONEY_YEARS)):
        found = columns(book[sheet])
        assert found.pop("年份") == list(years)
        assert all(cell is None or cell.startswith("=") for cells in found.values() for cell in cells)


@pytest.fixture(scope="module")
def recomputed(books, tmp_path_factory) -> dict[str, Any]:
    """Each workbook with its levers moved in their cells, computed anew by LibreOffice."""
    if SOFFICE is None:
        pytest.skip("not run: there is no LibreOffice here to compute the formulas anew")
    folder = tmp_path_factory.mktemp("books")
    files = []
    for number, (name, (_place, _code, changes)) in enumerate(MOVED.items()):
        book = sheets(books[name], values=False)  # saved without any value, so that each formula must be computed
        for lever, value in changes.items():
            cell_of(book, lever).value = value
        files.append(folder / f"{number}.xlsx")
        book.save(files[-1])
    told = (f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx")
    subprocess.run([SOFFICE, *told, "--outdir", folder / "out", *files], check=True, capture_output=True, timeout=600)
    return {name: sheets(folder / "out" / f"{number}.xlsx") for number, name in enumerate(MOVED)}


@pytest.mark.parametrize("name", MOVED)
def test_a_lever_that_is_moved_in_its_cell_gives_the_numbers_of_the_page(recomputed, name):
    place, code, changes = MOVED[name]
    before = case_of(place, code)
    after = moved(before, changes)
    assert max(off(recomputed[name], before).values()) > RECOMPUTED
    gaps = off(recomputed[name], after)
    assert max(gaps.values()) < RECOMPUTED, {output: gap for output, gap in gaps.items() if gap >= RECOMPUTED}


def test_an_input_cell_has_a_name_and_refuses_what_lies_outside_its_range(books):
    book = sheets(books["use, a fund"], values=False)
    cell = cell_of(book, "occupancy")
    assert cell.value == 85
    (rule,) = (each for each in cell.parent.data_validations.dataValidation if cell.coordinate in each.sqref)
    assert (rule.type, float(rule.formula1), float(rule.formula2)) == ("decimal", 70, 95)
    used = {
        name
        for sheet in book
        for row in sheet.iter_rows()
        for each in row
        if each.data_type == "f"
        for name in re.findall(r"[a-z]\w*_\w+|occupancy|inflation|scale|stock|residents", str(each.value))
    }
    assert used <= set(book.defined_names)


def test_without_a_policy_there_is_no_sheet_of_money():
    names = sheets(made(case_of("500000", "moneed"), "en")).sheetnames
    assert {"Scenario", "Working", "Projected people", "Rates by age", "Assumptions", "Records"} <= set(names)
    assert "Cost by year" not in names


def test_assumptions_stand_with_default_range_unit_and_source(books):
    sheet = sheets(books["use, a fund"])["假设"]
    heads = [cell.value for cell in sheet[4]]
    rows = {row[-1]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True)}
    own = rows["nursing_share"]
    assert (own["数值"], own["默认值"], own["最低"], own["最高"], own["单位"]) == (73, 73, 30, 100, "%")
    assert own["文件"]
    assert own["条款"] == "段3"
    assert rows["occupancy"]["默认值依据"] == "假设"


def test_no_text_of_a_table_a_title_or_a_note_becomes_a_formula():
    texts = ["=1+1", "+2", "-3", "@x", '=HYPERLINK("http://a.cn")', "http://a.cn"]
    written = made(items=[item(pd.DataFrame({"=A1": texts}), "=2+2", note="=3", sentence="@sum")])
    book = sheets(written, values=False)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert set(texts) | {"=2+2", "=A1", "@sum"} <= {cell.value for cell in cells}


def test_numbers_are_numbers_with_their_unit_and_a_bound_or_a_code_stays_a_text():
    assert read("5.04万张", "zh") == ("5.04万张", 50400.0, '#,##0"张"')
    assert read("30.6 million yuan", "en")[1:] == (30_600_000.0, '#,##0" yuan"')
    assert read("−1.5%", "en")[1:] == (-1.5, '#,##0.0"%"')
    assert read("2025", "zh")[1:] == (2025.0, "0")
    for text in ("≥65%", "30%–40%", "620700", "007", "约80%", "-3", "5 foo", "2025年12月", ""):
        assert read(text, "zh")[1] is None, text
    assert read(float("nan"), "zh") == ("", None, "")


def test_a_view_has_title_sentence_table_note_and_source_in_either_language():
    for lang, source in (("zh", "数据出处"), ("en", "Source")):
        view = Item("标题", grades(lang), sentence="话。", note="备注", values="情景值")
        (sheet,) = (sheet for sheet in sheets(made(items=[view], lang=lang)) if sheet.title.startswith("1 "))
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert texts[:2] == ["标题", "话。"]
        for part in ("备注", "情景值", source):
            assert any(part in text for text in texts)
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def charts_of(written: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        return [book.read(name).decode() for name in sorted(book.namelist()) if "/charts/chart" in name]


def test_a_fan_is_a_native_chart_of_cells_with_bands_that_are_seen_through():
    (chart,) = charts_of(made(items=[Item("扇形", fan_chart("370500", "age60", "zh"))]))
    assert "<c:areaChart>" in chart
    assert "<c:lineChart>" in chart
    assert "<a:alpha" in chart
    assert "$A$" in chart
    found = drawn(fan_chart("370500", "age60", "zh").figure)
    assert found is not None
    assert [band.name for band in found.bands] == ["95%", "80%", "50%"]
    assert len(found.labels) == len(YEARS)
    middle = np.array(found.series[0].values, dtype=float)
    for band in found.bands:
        assert (np.array(band.low, dtype=float) <= middle).all()
        assert (middle <= np.array(band.high, dtype=float)).all()


def test_bars_are_drawn_from_their_own_numbers_and_a_map_from_none():
    (chart,) = charts_of(made(items=[Item("等级", grades("zh"))]))
    assert "<c:barChart>" in chart
    assert '<c:grouping val="stacked"/>' in chart
    mapped = Chart(
        pd.DataFrame({"地区": ["东营市"]}), ["370500"], figure=go.Figure(go.Choropleth(locations=["1"], z=[1]))
    )
    written = made(items=[Item("地图", mapped)])
    assert not charts_of(written)
    texts = [cell.value for row in sheets(written).worksheets[1].iter_rows() for cell in row if cell.value]
    assert any("不属于Excel图表类型" in str(text) for text in texts)


def test_each_font_is_one_that_has_chinese(books):
    with zipfile.ZipFile(io.BytesIO(books["use, a fund"])) as book:
        styles = book.read("xl/styles.xml").decode()
    assert set(re.findall(r'<font>.*?<name val="([^"]+)"', styles)) == {FONT}


def test_sixty_views_of_one_long_title_have_sheets_of_their_own():
    title = "=床位\x00[重庆]: 一/二?" * 40
    steps: list[tuple[int, int]] = []
    items = [item(pd.DataFrame({"数值": ["1"]}), title) for _at in range(60)]
    written = workbook(items, "zh", DAY, None, lambda done, whole: steps.append((done, whole)))
    book = sheets(written)
    names = book.sheetnames
    assert len(names) == len({name.casefold() for name in names}) == 62
    assert all(len(name.encode("utf-16-le")) <= 62 and not set(name) & set("[]:*?/\\") for name in names)
    assert steps == [*((at, 61) for at in range(1, 61)), (61, 61)]
    assert book.worksheets[1]["A1"].value == title.replace("\x00", "")


def test_a_name_of_a_sheet_is_clean_free_and_short():
    assert sheet_name("History", set()) != "History"
    assert sheet_name("\x07", set()) == "Sheet"
    assert sheet_name("床" * 40, {"床" * 31}) == "床" * 29 + " 2"
    assert len(sheet_name("𠮷" * 40, set()).encode("utf-16-le")) <= 62


@pytest.mark.parametrize(("lang", "said"), [("zh", "请至少选择一项"), ("en", "choose at least one")])
def test_no_view_is_refused_in_one_sentence(lang, said):
    with pytest.raises(ValueError, match=said):
        workbook([], lang, DAY)


def test_records_of_all_views_stand_once():
    views = [Item("一", fan_chart("370500", "age60", "zh")), Item("二", fan_chart("370500", "age60", "zh"))]
    refs = set(refs_of(views[0]))
    assert refs
    sheet = sheets(made(items=views))["记录"]
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if any(row)]
    assert len(rows) == len(refs)
