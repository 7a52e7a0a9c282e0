"""The two published census workbooks: which file, sheet and columns they are, the ages they print, and how their rows are cited."""

from dataclasses import dataclass
from itertools import pairwise

NATION = "000000"
STARTS = (0, 1, *range(5, 90, 5))
AGES: tuple[tuple[int, int | None], ...] = (*((low, high - 1) for low, high in pairwise(STARTS)), (85, None))
SEXES = ("female", "male")


@dataclass(frozen=True)
class Edition:
    """One published workbook: its file and SHA-256, its sheet, the names of its columns, and how its rows are cited."""

    year: int
    file: str
    sha256: str
    sheet: str
    document: str
    grade: str
    code: str
    name: str
    total: str
    female: str
    male: str
    cells: tuple[str, ...]

    @property
    def date(self) -> str:
        """Return the census day."""
        return f"{self.year}-11-01"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns that are read: code, name, the three totals, then ``cells``."""
        return (self.code, self.name, self.total, self.female, self.male, *self.cells)


def _spans(between: str, open_end: str) -> list[str]:
    return [
        f"{low}{open_end}" if high is None else "0岁" if high == 0 else f"{low}{between}{high}岁" for low, high in AGES
    ]


# ``cells`` run through the ages of the females, then of the males. Names are compared without white space and with
# full-width brackets as plain ones.
EDITIONS = {
    edition.year: edition
    for edition in (
        Edition(
            2010,
            "census_county_2010_v1.xlsx",
            "fccd3f094d1c8b7e404c8453add123826c53bc44cb85c65f6406d8e61f3f5d0b",
            "Sheet1",
            "census-2010-county",
            "B-",
            *("区划代码", "地区", "合计", "女", "男"),
            tuple(f"{span}({sex})" for sex in "女男" for span in _spans("-", "岁及以上")),
        ),
        Edition(
            2020,
            "census_county_2020_v1.xlsx",
            "04d37df90d4e358c13aac85a76051caab12afa84eca8a3b4f58cf2227ce69f43",
            "七普（年鉴）",
            "census-2020-county",
            "A-",
            *("区划代码", "区县", "人口数_合计", "人口数_女", "人口数_男"),
            tuple(f"{sex}_{span}" for sex in "女男" for span in _spans("到", "岁以上")),
        ),
    )
}
