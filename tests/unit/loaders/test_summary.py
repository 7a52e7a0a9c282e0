"""The figures about the atlas are counted from its tables, in both languages alike."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.__main__ import main
from loaders.summary import counted, counts, kinds_and_grades

ROOT = Path(__file__).parents[3]

Frames = dict[str, pd.DataFrame]


def cells(markdown: str) -> list[list[str]]:
    """Return the rows of a Markdown table below its two head lines."""
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in markdown.splitlines()[2:]]


def test_the_sums_of_kinds_and_grades_are_the_figures(curated: Frames):
    rows = [[int(cell.replace(",", "")) for cell in row[1:]] for row in cells(kinds_and_grades(curated, "en"))]
    assert rows[-1][-1] == len(curated["facts"])
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert all(sum(row[:-1]) == row[-1] for row in rows)


def test_a_row_more_is_a_figure_more(curated: Frames):
    more = curated | {"facts": pd.concat([curated["facts"], curated["facts"].tail(1)])}
    before, after = (counted(frames) for frames in (curated, more))
    assert after["Figures", "数据"] == int(before["Figures", "数据"]) + 1
    assert after["Indicators", "指标"] == before["Indicators", "指标"]


def test_the_places_are_told_apart_without_a_rest(curated: Frames):
    found = {names[0]: number for names, number in counted(curated).items()}
    assert found["Places with a figure"] == sum(int(found[name]) for name in PARTS)


PARTS = (
    "– the nation",
    "– provinces without municipalities",
    "– cities and counties, municipalities included",
    "– not named by their document",
)


def test_both_languages_say_the_same_numbers(curated: Frames):
    for table in (kinds_and_grades, counts):
        english, chinese = (cells(table(curated, lang)) for lang in ("en", "zh"))
        assert [row[1:] for row in english] == [row[1:] for row in chinese]
        assert [row[0] for row in english] != [row[0] for row in chinese]


@pytest.mark.parametrize(("lang", "file"), [("en", "README.md"), ("zh", "README.zh-CN.md")])
def test_the_command_prints_what_readme_shows(capsys, lang, file):
    assert main(["summary", "--lang", lang]) == 0
    told = capsys.readouterr().out.strip()
    assert told in (ROOT / file).read_text(encoding="utf-8"), f"write the tables of {file} anew from this command"
