"""What stands above a table: the place, the year, the unit and the name of what is counted, as its titles say."""

import re
from dataclasses import dataclass

from loaders.own_table.blocks import Block
from loaders.own_table.ground import Ground
from loaders.own_table.heads import BRACKET, Dated, dates_in, head_of
from loaders.own_table.places import named_in
from loaders.own_table.records import Sheet
from loaders.own_table.units import units_above
from loaders.own_table.values import Cell

OF_TITLE = re.compile(
    r"^(?:附[件表]|续?表)[\s\d一二三四五六七八九十.\-—:：、]*"
    r"|(?:全[省市国区]|各|部分|分|主要)(?:[市州县区盟省旗地]+|[(（][市州县区旗盟、]+[)）]|城市|区域|、)*"
    r"|(?:主要|基本)?(?:情况|概况|概览|数据|指标|任务|目标)?(?:统计|一览|汇总|明细|调查|登记|分解)?表?$"
    r"|^(?:城市|地区|分?县区)$"
)


@dataclass(frozen=True)
class Frame:
    """What stands around a table: its titles, the places and units they name."""

    titles: tuple[Cell, ...]
    areas: tuple[str, ...]
    units: tuple[str, ...]
    dated: Dated | None
    name: str
    text: str


def frame_of(block: Block, sheet: Sheet, before: Frame | None, ground: Ground) -> Frame:
    """Return what stands above a table; a table without a title goes on under the one before."""
    lines = tuple(cell for row in block.titles for cell in row.cells)
    if not lines and before is not None:
        return before
    text = "\n".join(cell.printed for cell in lines)
    areas = next(
        (found for line in (*(cell.printed for cell in lines), sheet.name) if (found := named_in(line, ground))), ()
    )
    units = tuple(dict.fromkeys(unit for cell in lines for unit in units_above(cell.printed)))
    dates = {found.date: found for cell in lines for found in dates_in(cell.printed)} or {
        found.date: found for found in dates_in(sheet.name)
    }
    dated = next(iter(dates.values())) if len(dates) == 1 else None
    named = next((name for cell in lines if (name := _name_of_title(cell.printed, ground))[0]), ("", ""))
    return Frame(lines, areas, units or ((named[1],) if named[1] else ()), dated, named[0], text)


def _name_of_title(text: str, ground: Ground) -> tuple[str, str]:
    """Return what a title says is counted, and in which unit."""
    if units_above(text) or not re.search(r"[\u4e00-\u9fff]{2}", text):
        return "", ""
    head = head_of(text)
    name = re.sub(r"[《》]|.{0,10}(?:年鉴|公报)", "", head.name)
    for _ in range(3):
        name = OF_TITLE.sub("", name)
        length = next((size for size in range(min(12, len(name)), 1, -1) if _names_place(name[:size], ground)), 0)
        name = name[length:]
    return OF_TITLE.sub("", BRACKET.sub("", name)), head.unit


def _names_place(text: str, ground: Ground) -> bool:
    return text in ground.names or text in ground.short
