"""From what prices count to yuan as formulas of Excel: a line a rule, a payer and a year.

The equations are those of ``policy.scenario.costs``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from exports.cells import (
    HEAD,
    MUTED,
    TITLE,
    Book,
    clean,
    write_paragraph,
)
from exports.columns import Columns, write_formulas
from exports.people_cells import Inputs
from exports.price_cells import LINES_FROM, Part, Rule
from exports.terms import Term, most, over, raised, term, total
from i18n.numbers import listed, unit_name
from i18n.texts import translator
from policy.scenario.costs import BASES, CONTRIBUTIONS, PUBLIC
from policy.scenario.outputs import PAYERS
from views.scenario.case import MONEY_YEARS, Case
from views.scenario.money import counted_unit
from views.scenario.state import GRADES
from views.words import bracketed, word
from views.words import named as in_words


class Lines:
    """The lines of cost, one a row: a rule, a payer and a year; written one below the other, each over all years."""

    def __init__(self, case: Case, sheet: str, inputs: Inputs, counts: Mapping[str, Term], lang: str) -> None:
        self.case, self.sheet, self.inputs, self.counts, self.lang = case, sheet, inputs, counts, lang
        self.years = np.array(MONEY_YEARS, dtype=float)
        self.blocks: list[tuple[Rule, str, dict[str, Term]]] = []
        self.uses: set[str] = set()

    def add(self, rule: Rule) -> None:
        """Add what each payer pays under a rule."""
        payer = str(rule.about["payer"])
        cells = self._block(rule, payer, {})
        if "L" in cells and "K" in cells:
            self._block(rule, "person", cells)

    def _block(self, rule: Rule, payer: str, paid: Mapping[str, Term]) -> dict[str, Term]:
        """Add one line a year; ``paid`` are the cells of the payer whose rest this is."""
        top = LINES_FROM + 1 + len(self.blocks) * len(MONEY_YEARS)
        made: dict[str, Term] = {}
        cells: dict[str, Term] = {}

        def put(letter: str, formula: Term) -> Term:
            made[letter] = formula
            self.uses |= formula.uses
            values = np.broadcast_to(formula.value, self.years.shape)
            cells[letter] = Term(lambda at: f"{letter}{top + at + 1}", values)
            return cells[letter]

        year = Term(lambda at: f"$C{top + at + 1}", self.years)
        counted = put("E", self._counted(rule))
        put("G", self._spread(rule, put("F", _if_known(rule, counted, self._qualifying(rule, counted)))))
        self._price(rule, year, put, paid)
        put("N", _if_known(rule, cells["G"], cells["G"] * cells["M"]))
        self.blocks.append((rule, payer, made))
        return cells

    def _counted(self, rule: Rule) -> Term:
        each = [self.counts[name] for name in rule.counts]
        summed = total(each)
        if not rule.given:
            return summed

        def text(at: int) -> str:
            return f'IF(COUNT({",".join(one.text(at) for one in each)})={len(each)},{summed.text(at)},"")'

        return Term(text, summed.value, uses=summed.uses)

    def _qualifying(self, rule: Rule, counted: Term) -> Term:
        found = counted
        for portion in filter(None, str(rule.about["portions"]).split(";")):
            share = self._portion(portion.removeprefix("-"))
            found = found * (1 - share if portion.startswith("-") else share)
        return found

    def _portion(self, name: str) -> Term:
        """Return who qualifies as a share; grades of carers that are more than all of them are brought down to all."""
        if name not in GRADES:
            return self.inputs.share(name)
        return self.inputs.lever(name) / most(100, total([self.inputs.lever(grade) for grade in GRADES]))

    def _spread(self, rule: Rule, qualifying: Term) -> Term:
        """Return what is paid for: instalments of what was added in the year and before, or all of the last years."""

        def ago(years: int) -> Term:
            values = np.concatenate([np.zeros(years), qualifying.value[: len(self.years) - years]])
            return Term(lambda at: qualifying.text(at - years) if at >= years else "0", values)

        added = rule.counts[-1].endswith("_added")
        if rule.duration and not added:
            return _if_known(rule, qualifying, most(qualifying - ago(rule.duration), 0))
        if rule.duration:
            return _if_known(rule, qualifying, total([ago(years) for years in range(rule.duration)]))
        instalments = [part.amount / 100 for part in rule.parts.get("instalment", [])]
        parts = [ago(years) * part for years, part in enumerate(instalments[: len(self.years)])]
        return _if_known(rule, qualifying, total(parts) if parts else qualifying)

    def _price(self, rule: Rule, year: Term, put: Callable[[str, Term], Term], paid: Mapping[str, Term]) -> None:
        """Put the price of one a year: of a rule with a share of a fee that share, at most its cap; to the person what is left of the fee."""
        since = most(year - MONEY_YEARS[0], 0)
        growth = raised(1 + self.inputs.share("price_growth"), since) * self.inputs.share("scale")
        growth = put("H", growth)
        if "uplift" in rule.parts or "ratio" in rule.parts:
            more = 1 + _in_force(rule.parts.get("uplift", []), year, 0.0) / 100
            growth = growth * put(
                "I", more * _in_force(rule.parts["ratio"], year, 0.0) / 100 if "ratio" in rule.parts else more
            )
        base = str(rule.about["base"])
        known_base = "share" in rule.parts and base in self.case.terms.bases
        money = rule.parts.get("price") or rule.parts.get("cap", [])
        none = np.nan if known_base else 0.0
        amount = put("J", _in_force(money, year, none, growth)) if money else None
        if not known_base:
            put("M", amount if amount is not None else term(0))
            return
        fee = self.inputs.lever(base) * BASES[base] * raised(1 + self.inputs.share("inflation"), since)
        fee, share = put("K", fee), put("L", _in_force(rule.parts["share"], year, np.nan))
        put("M", _of_fee(fee, share, amount, paid.get("M")))

    def write(self, book: Book, sheet: Worksheet, title: str, called: Mapping[str, str]) -> None:
        """Write every line, under heads that say what each column is."""
        _ = translator(self.lang)
        head, words = book.style(**HEAD), book.style()
        sheet.write_string(0, 0, clean(title), book.style(**TITLE))
        told = _(
            "Yuan = paid for × price each. Paid for = counted × who qualifies, spread over the years where the rule pays in "
            "instalments or for some years. An empty line counts what nobody has given."
        )
        write_paragraph(sheet, 1, told, 10, 150, book.style(**MUTED))
        heads = {
            _("Rule"): (30, ""),
            _("Payer"): (14, ""),
            _("Year"): (8, ""),
            _("What is counted"): (30, ""),
            _("Counted"): (12, "#,##0.0"),
            _("Who qualifies"): (12, "#,##0.0"),
            _("Paid for in the year"): (12, "#,##0.0"),
            _("Growth of prices × scaling"): (12, "0.0000"),
            _("Raised, and part that is paid"): (12, "0.0000"),
            _("Printed price in force, yuan a year"): (14, "#,##0.00"),
            _("Fee, yuan a year"): (14, "#,##0.00"),
            _("Share of the fee, %"): (10, "General"),
            _("Price each, yuan a year"): (14, "#,##0.00"),
            _("Yuan"): (16, "#,##0"),
            _("Uses the input cells"): (44, ""),
        }
        for column, (text, (width, _number)) in enumerate(heads.items()):
            sheet.write_string(LINES_FROM, column, text, head)
            sheet.set_column(column, column, width)
        sheet.set_row(LINES_FROM, 46)
        numbers = [number for _width, number in heads.values()]
        for at, (rule, payer, made) in enumerate(self.blocks):
            top = LINES_FROM + 1 + at * len(MONEY_YEARS)
            counted = bracketed(
                listed((word("pack_count", name, self.lang) for name in rule.counts), self.lang),
                unit_name(counted_unit(rule.counts), self.lang),
                self.lang,
            )
            uses = sorted(frozenset().union(*(term.uses for term in made.values())))
            told = listed((called.get(name, name) for name in uses), self.lang)
            name = in_words(pd.Series(rule.about), "name", self.lang)
            for row, year in enumerate(MONEY_YEARS, start=top):
                for column, text in ((0, name), (1, _(PAYERS[payer])), (3, counted), (14, told if row == top else "")):
                    sheet.write_string(row, column, clean(text), words)
                sheet.write_number(row, 2, year, words)
            for letter, formula in made.items():
                column = ord(letter) - ord("A")
                whole = replace(formula, value=np.broadcast_to(formula.value, self.years.shape))
                write_formulas(sheet, top, column, whole, book.style(num_format=numbers[column]), blank=True)
        sheet.freeze_panes(LINES_FROM + 1, 3)
        sheet.autofilter(LINES_FROM, 0, LINES_FROM + len(self.blocks) * len(MONEY_YEARS), len(heads) - 1)
        sheet.repeat_rows(LINES_FROM)
        book.spread(sheet, sum(width for width, _number in heads.values()))

    def paid_by(self, payer: str, year: Term) -> Term:
        """Return the yuan of a payer in each year: the sum of its lines."""
        last = LINES_FROM + 1 + len(self.blocks) * len(MONEY_YEARS)
        values = [np.nan_to_num(made["N"].value) for _rule, who, made in self.blocks if who == payer]
        quoted, name = self.sheet.replace("'", "''"), translator(self.lang)(PAYERS[payer])

        def column(letter: str) -> str:
            return f"'{quoted}'!${letter}${LINES_FROM + 2}:${letter}${last}"

        def text(at: int) -> str:
            return f'SUMIFS({column("N")},{column("C")},{year.text(at)},{column("B")},"{name}")'

        return Term(text, np.sum(values, axis=0) if values else np.zeros(len(self.years)))

    @property
    def payers(self) -> list[str]:
        """Return who pays under the rules, each once."""
        return list(dict.fromkeys(payer for _rule, payer, _made in self.blocks))


def cost(case: Case, at: Columns, lines: Lines, counts: Mapping[str, Term], inputs: Inputs) -> dict[str, Term]:
    """Add the yuan of a policy by year; return its outputs by name."""
    found: dict[str, Term] = {}
    paid = {payer: lines.paid_by(payer, at.year) for payer in lines.payers}
    for payer, sums in paid.items():
        name = "fund_income" if payer == CONTRIBUTIONS else f"cost_{payer}"
        found[name] = at.output(name, sums)
    public = [found[f"cost_{payer}"] for payer in PUBLIC if payer in paid]
    all_of_it = found["cost"] = at.output("cost", total(public) if public else term(0))
    deflator = raised(1 + inputs.share("inflation"), at.year - MONEY_YEARS[0])
    found["cost_real"] = at.output("cost_real", all_of_it / deflator)
    found["cost_per_older"] = at.output("cost_per_older", all_of_it / counts["older"])
    if case.of_beds:
        found["cost_per_bed_in_use"] = at.output("cost_per_bed_in_use", over(all_of_it, counts["beds_occupied"]))
    if {"fund_income", "cost_fund"} <= found.keys():
        found["fund_balance"] = at.output("fund_balance", found["fund_income"] - found["cost_fund"])
    return found


def _if_known(rule: Rule, cell: Term, formula: Term) -> Term:
    """Return a formula that stays empty where a rule counts what the viewer gives, and its cell is empty."""
    if not rule.given:
        return formula
    return Term(lambda at: f'IF(ISNUMBER({cell.text(at)}),{formula.text(at)},"")', formula.value, uses=formula.uses)


def _in_force(parts: Sequence[Part], year: Term, none: float, factor: Term | None = None) -> Term:
    """Return the value that holds in a year, times a factor: of several the last; ``none`` where none does (NaN: an empty cell)."""
    value = np.full(np.shape(year.value), none)
    for part in parts:
        amount = part.amount.value * (1.0 if factor is None else factor.value)
        value = np.where((year.value >= part.begins.value) & (year.value <= part.ends.value), amount, value)

    def text(at: int) -> str:
        found = '""' if np.isnan(none) else f"{none:g}"
        for part in parts:
            holds = f"AND({year.text(at)}>={part.begins.text(at)},{year.text(at)}<={part.ends.text(at)})"
            amount = part.amount if factor is None else part.amount * factor
            found = f"IF({holds},{amount.text(at)},{found})"
        return found

    return Term(text, value, uses=frozenset() if factor is None else factor.uses)


def _of_fee(fee: Term, share: Term, cap: Term | None, paid: Term | None) -> Term:
    """Return what is paid of a fee: its share, at most the cap; or, of what another paid, the rest."""
    value = share.value / 100 * fee.value
    value = value if cap is None else np.fmin(value, cap.value)
    value = value if paid is None else fee.value - paid.value

    def text(at: int) -> str:
        part = f"{share.text(at)}/100*{fee.text(at)}"
        most_paid = part if cap is None else f"MIN({part},{cap.text(at)})"
        return f"IF(ISNUMBER({share.text(at)}),{most_paid if paid is None else f'{fee.text(at)}-{paid.text(at)}'},0)"

    return Term(text, np.where(np.isnan(share.value), 0.0, value))
