"""A sheet of Excel for a viewer to fill in: the core indicators of a city by year, or of all cities of a province, a sheet a year."""

from xlsxwriter.worksheet import Worksheet

from exports.cells import HEAD, INPUT, WRAPPED, Book, clean, write_paragraph, write_title
from i18n.numbers import unit_name
from i18n.texts import translator
from policy.described import CORE_TOPICS
from views import edition
from views.places import both_names, prefectures

UNCLEAR = "未说明"  # of an indicator whose base its source does not say: nothing to ask an office for
AHEAD = (2, 5)  # years after the last one that targets are asked for
TOP = 3  # row of the heads


def template(place: str, lang: str, years: range) -> bytes:
    """Return an empty workbook: of a province a row a city, of any other place a row an indicator, and a sheet that explains.

    What it asks for it names in Chinese, as the offices that fill it in do, and in English beside it for a reader of English.

    Args:
        place: code of a place of the atlas.
        lang: ``zh`` or ``en``.
        years: of the results that are asked for.

    Raises:
        KeyError: there is no such place.
    """
    _ = translator(lang)
    book = Book(_("Elderly-care figures to fill in"))
    cities = [code for code in prefectures(lang) if _parent(code) == place]
    if cities:
        for year in reversed(years):
            _write_year(book, place, cities, year, lang)
    else:
        _write_city(book, place, years, lang)
    _write_legend(book, lang)
    return book.closed()


def _parent(code: str) -> str:
    places = edition.table("places").set_index("place")
    return str(places.at[code, "parent"])


def _indicators() -> list[dict[str, str]]:
    """Return the indicators of the core topics whose base is said."""
    rows = edition.table("indicators")
    rows = rows[rows["topic"].isin(CORE_TOPICS) & ~rows["name_zh"].str.contains(UNCLEAR)]
    order = rows["topic"].map(CORE_TOPICS.index)
    return [
        {str(name): str(value) for name, value in row.items()}
        for row in rows.loc[order.sort_values(kind="stable").index].to_dict("records")
    ]


def _told(lang: str) -> str:
    _ = translator(lang)
    return _(
        "Fill in the yellow cells. A cell left empty says that there is no figure; write 0 only where there are none."
    )


def _write_city(book: Book, place: str, years: range, lang: str) -> None:
    """Write the sheet of one place: a row an indicator, a column a year, and two for targets."""
    english = lang == "en"
    sheet = book.sheet(both_names()[place].zh)
    title = f"{both_names()[place].zh}（{place}）养老服务数据"
    write_title(book, sheet, title, _told(lang))
    heads = ["指标", *(["Indicator"] if english else []), "单位", *(f"{year}年" for year in years)]
    heads += [f"{years[-1] + ahead}年目标" for ahead in AHEAD] + ["备注"]
    first = 3 if english else 2
    _write_heads(book, sheet, heads, [34, *([40] if english else []), 14, *[12] * (len(years) + len(AHEAD)), 30])
    for row, indicator in enumerate(_indicators(), start=TOP + 1):
        names = [indicator["name_zh"], *([indicator["name_en"]] if english else []), unit_name(indicator["unit"], "zh")]
        for column, text in enumerate(names):
            sheet.write_string(row, column, clean(text), book.style(**WRAPPED))
        for column in range(first, first + len(years) + len(AHEAD)):
            sheet.write_blank(row, column, None, book.style(**INPUT))
        sheet.write_blank(row, first + len(years) + len(AHEAD), None, book.style(**WRAPPED))


def _write_year(book: Book, place: str, cities: list[str], year: int, lang: str) -> None:
    """Write the sheet of one year of a province: a row a city, a column an indicator."""
    english = lang == "en"
    sheet = book.sheet(f"{year}年")
    write_title(book, sheet, f"{year}年{both_names()[place].zh}各市州养老服务数据", _told(lang))
    indicators = _indicators()
    heads = ["行政区划代码", "地区", *(["Place"] if english else [])]
    first = len(heads)
    heads += [
        f"{row['name_zh']}（{unit_name(row['unit'], 'zh')}）" + (f"\n{row['name_en']}" if english else "")
        for row in indicators
    ]
    _write_heads(book, sheet, heads, [14, 22, *([24] if english else []), *[18] * len(indicators)])
    for row, code in enumerate(cities, start=TOP + 1):
        names = [code, both_names()[code].zh, *([both_names()[code].en] if english else [])]
        for column, text in enumerate(names):
            sheet.write_string(row, column, clean(text), book.style(**WRAPPED))
        for column in range(first, first + len(indicators)):
            sheet.write_blank(row, column, None, book.style(**INPUT))


def _write_heads(book: Book, sheet: Worksheet, heads: list[str], widths: list[int]) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(TOP, column, clean(head), book.style(**HEAD))
        sheet.set_column(column, column, width)
    sheet.freeze_panes(TOP + 1, 1)


def _write_legend(book: Book, lang: str) -> None:
    """Write the sheet that says what each indicator counts."""
    _ = translator(lang)
    sheet = book.sheet(_("How to fill in"))
    write_title(book, sheet, _("How to fill in"), _told(lang))
    told = _(
        "Write numbers in the unit printed beside the indicator. Say in the notes where a figure is from. "
        "Heads and names stay as they are, so that the atlas can read the sheet."
    )
    write_paragraph(sheet, 2, told, 10, 140, book.style(**WRAPPED))
    for column, (head, width) in enumerate({_("Indicator"): 36, _("Unit"): 16, _("Definition"): 90}.items()):
        sheet.write_string(TOP, column, head, book.style(**HEAD))
        sheet.set_column(column, column, width)
    for row, indicator in enumerate(_indicators(), start=TOP + 1):
        texts = (indicator[f"name_{lang}"], unit_name(indicator["unit"], lang), indicator[f"definition_{lang}"])
        for column, text in enumerate(texts):
            sheet.write_string(row, column, clean(text), book.style(**WRAPPED))
