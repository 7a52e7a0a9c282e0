"""What prices can count as formulas of Excel: the beds that stand and are added, people and carers, and what the viewer gives.

The equations are those of ``projection.care.supply``; a stock, or what the viewer gives, is a cell that may be empty.
"""

from collections.abc import Callable

import numpy as np

from exports.care_cells import Care
from exports.columns import Columns
from exports.terms import Term, most, over
from i18n.texts import translator
from policy.scenario.costs import ADDED, STANDING
from projection.care import supply
from views.scenario.case import FIRST, GROWS_BY, MONEY_YEARS, Case
from views.scenario.state import GIVEN


def supplied(case: Case, at: Columns, care: Care, sheet: str, lang: str) -> dict[str, Term]:
    """Add the beds that stand and are added in each year from 2026; return everything that prices can count, by ``pack_count``.

    Args:
        case: the scenario.
        at: the columns to which they are added.
        care: of the sheet ``sheet``, from 2020 on.
        sheet: its name.
        lang: of the heads.
    """
    _ = translator(lang)
    stock, nursing_stock = case.stock["stock"], case.stock["nursing_stock"]
    known = supply.quantities(case.central.demand, stock, nursing_stock, start=FIRST, years=case.build_years)
    found = {name: cells.on(sheet).later(FIRST) for name, cells in care.counts.items()}
    needed = at.add(_("Beds provided"), "beds", care.beds.on(sheet).later(FIRST))
    nursed = at.add(_("Nursing beds provided"), "beds", care.nursing.on(sheet).later(FIRST))
    highest = care.highest.on(sheet)
    built, year = _building(at, needed, "stock"), at.year

    def stands(row: int, above: str) -> str:
        return f"IF(ISNUMBER(stock),{built(row, above)},{highest.text(row + FIRST)})"

    beds = at.running(_("Beds that stand"), "beds", stands, known["beds"], "stock", "build_years")

    def risen(row: int, _above: str) -> str:
        if row:
            return f"{beds.text(row)}-{beds.text(row - 1)}"
        return f"{beds.text(0)}-IF(ISNUMBER(stock),stock,{highest.text(FIRST - 1)})"

    added = at.running(_("Beds added in the year"), "beds", risen, known["beds_added"], "stock")
    share = at.add(_("Nursing beds among those provided"), "share", over(nursed, needed))
    before = min((each for each in (stock, nursing_stock) if each is not None), default=0.0)
    values = supply.standing(nursed.value, before, case.build_years)
    told = _("Nursing beds from those that are known to stand")
    built_own = at.running(
        told, "beds", _building(at, nursed, "MIN(nursing_stock,stock)"), values, "stock", "nursing_stock", "build_years"
    )
    both = "AND(ISNUMBER(stock),ISNUMBER(nursing_stock))"

    def nursing_stands(row: int, _above: str) -> str:
        return f"IF({both},MIN({built_own.text(row)},{beds.text(row)}),{share.text(row)}*{beds.text(row)})"

    values = known["nursing_beds"]
    nursing = at.running(_("Nursing beds that stand"), "beds", nursing_stands, values, "stock", "nursing_stock")

    def nursing_risen(row: int, _above: str) -> str:
        last = nursing.text(row - 1) if row else "MIN(nursing_stock,stock)"
        return f"IF({both},{nursing.text(row)}-{last},{share.text(row)}*{added.text(row)})"

    values = known["nursing_beds_added"]
    new = at.running(_("Nursing beds added in the year"), "beds", nursing_risen, values, "stock", "nursing_stock")
    other = at.add(_("Other beds that stand"), "beds", most(beds - nursing, 0))
    new_other = at.add(_("Other beds added in the year"), "beds", most(added - new, 0))
    own = dict(zip((*STANDING, *ADDED), (beds, nursing, other, added, new, new_other), strict=True))
    found |= {name: cells.on(at.sheet) for name, cells in own.items()}
    return found | {name: _given(case, name, year) for name in GIVEN}


def _building(at: Columns, needed: Term, stock: str) -> Callable[[int, str], str]:
    """Return the formula of the beds that stand where ``stock`` stood before: what is short is built over the years of building."""
    whole = at.range_of(needed)

    def text(row: int, above: str) -> str:
        passed = f"({at.year.text(row)}-{MONEY_YEARS[0] - 1})"
        last = f"MAX(INDEX({whole},build_years),{stock})"
        later = f"MAX({above + ',' if above else ''}{needed.text(row)},{stock})"
        return f"IF({passed}<build_years,{stock}+{passed}/build_years*({last}-{stock}),{later})"

    return text


def _given(case: Case, name: str, year: Term) -> Term:
    """Return what the viewer counts, in each year: what stands grows by what is added, where that is given, too."""
    value, growth = case.given.get(name, np.nan), GROWS_BY.get(name)
    values = np.full(len(MONEY_YEARS), value)
    if growth is None:
        return Term(lambda _at: name, values, uses=frozenset({name}))
    values = values + case.given.get(growth, 0.0) * (year.value - MONEY_YEARS[0] + 1)

    def text(at: int) -> str:
        return f'IF(ISNUMBER({name}),{name}+N({growth})*({year.text(at)}-{MONEY_YEARS[0] - 1}),"")'

    return Term(text, values, uses=frozenset({name, growth}))
