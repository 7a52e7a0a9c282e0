"""A formula and what it comes to, written once: as Excel writes it in each row, and as the number that stands in the cell.

So a viewer that computes nothing shows the same numbers, and what the formula says cannot part from what the cell holds.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
CELL = re.compile(r"[$A-Z]+[$0-9]+")
SUM, PRODUCT, ATOM = 1, 2, 3  # how tightly a term binds


@dataclass(frozen=True, eq=False)
class Term:
    """A part of a formula: its text in each row (counted from 0) and its value, one or ``[rows]``; ``uses`` names the input cells in it."""

    text: Callable[[int], str]
    value: Array
    rank: int = ATOM
    uses: frozenset[str] = field(default_factory=frozenset)

    def __add__(self, other: "Term | float") -> "Term":
        return _joined(self, "+", term(other), SUM)

    def __sub__(self, other: "Term | float") -> "Term":
        return _joined(self, "-", term(other), SUM)

    def __mul__(self, other: "Term | float") -> "Term":
        return _joined(self, "*", term(other), PRODUCT)

    def __truediv__(self, other: "Term | float") -> "Term":
        return _joined(self, "/", term(other), PRODUCT)

    def __rsub__(self, other: float) -> "Term":
        return term(other) - self

    def __radd__(self, other: float) -> "Term":
        return term(other) + self

    def before(self) -> "Term":
        """Return the same of the row before; no number in the first row."""
        values = np.concatenate([[np.nan], np.broadcast_to(self.value, np.shape(self.value))[:-1]])
        return Term(lambda at: self.text(at - 1), values, self.rank, self.uses)

    def later(self, rows: int) -> "Term":
        """Return the same for a table that begins so many rows later."""
        values = self.value if self.value.ndim == 0 else self.value[rows:]
        return Term(lambda at: self.text(at + rows), values, self.rank, self.uses)

    def on(self, sheet: str) -> "Term":
        """Return a cell as another sheet names it.

        Raises:
            ValueError: it is no cell of a sheet, but a formula.
        """
        if not CELL.fullmatch(self.text(1)):
            raise ValueError(f"{self.text(1)} is no cell that another sheet could name; put it into a column first")
        quoted = sheet.replace("'", "''")
        return Term(lambda at: f"'{quoted}'!{self.text(at)}", self.value, self.rank, self.uses)


def term(number: "Term | float") -> Term:
    """Return a number as a term."""
    if isinstance(number, Term):
        return number
    text = f"{number:.15g}"
    return Term(lambda _at: text, np.asarray(float(number)), ATOM if number >= 0 else SUM)


def named(name: str, value: float) -> Term:
    """Return an input cell by its name."""
    return Term(lambda _at: name, np.asarray(float(value)), uses=frozenset({name}))


def least(*parts: Term | float) -> Term:
    """Return the smallest of its parts."""
    return _called("MIN", np.minimum.reduce, parts)


def most(*parts: Term | float) -> Term:
    """Return the largest of its parts."""
    return _called("MAX", np.maximum.reduce, parts)


def total(parts: list[Term]) -> Term:
    """Return the sum of parts, at least one."""
    found = parts[0]
    for part in parts[1:]:
        found = found + part
    return found


def exponential(power: Term) -> Term:
    """Return e to a power."""
    return Term(lambda at: f"EXP({power.text(at)})", np.exp(power.value), uses=power.uses)


def raised(base: Term, power: Term) -> Term:
    """Return a term to a power."""
    value = np.asarray(base.value**power.value)
    return Term(lambda at: f"({base.text(at)})^({power.text(at)})", value, PRODUCT, base.uses | power.uses)


def over(part: Term, whole: Term) -> Term:
    """Return a part over the whole; 0 where the whole is 0."""
    lined = np.broadcast_arrays(part.value, whole.value)
    value = np.divide(*lined, out=np.zeros(lined[0].shape), where=lined[1] != 0)
    uses = part.uses | whole.uses
    quotient = _joined(part, "/", whole, PRODUCT)
    return Term(lambda at: f"IF({whole.text(at)}=0,0,{quotient.text(at)})", value, uses=uses)


def _called(name: str, work: Callable[[list[Array]], Array], parts: tuple[Term | float, ...]) -> Term:
    terms = [term(part) for part in parts]
    value = work(list(np.broadcast_arrays(*(each.value for each in terms))))
    uses = frozenset().union(*(each.uses for each in terms))
    return Term(lambda at: f"{name}({','.join(each.text(at) for each in terms)})", np.asarray(value), uses=uses)


def _joined(left: Term, sign: str, right: Term, rank: int) -> Term:
    work = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}[sign]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.asarray(work(left.value, right.value))

    def text(at: int) -> str:
        before, after = left.text(at), right.text(at)
        before = f"({before})" if left.rank < rank else before
        inner = right.rank < rank or (right.rank == rank and sign in "-/")
        return f"{before}{sign}{f'({after})' if inner else after}"

    return Term(text, value, rank, left.uses | right.uses)
