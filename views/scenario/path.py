"""One number of a scenario over the years, and properties that are worked out when they are first asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from projection.people.cohort_component import Array
from projection.people.uncertainty import BANDS, QUANTILES

Triple = tuple[float, float, float]
T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 (a decorator)
    """A property that is worked out when it is first asked for. Under Python 3.11 that of functools locks out all other cases meanwhile."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, case: Any, _owner: type) -> T:
        """Return the value and leave it in the case, where it is found before this property."""
        return vars(case).setdefault(self.name, self.work(case))


@dataclass(frozen=True)
class Path:
    """One number over the years: ``central[Y]`` and ``quantiles[7, Y]`` of its draws; ``years`` are its own."""

    years: tuple[int, ...]
    central: Array
    quantiles: Array

    def band(self, percent: int) -> tuple[Array, Array]:
        """Return the lower and upper edge of the band that holds so many percent of the draws."""
        low, high = (self.quantiles[QUANTILES.index(edge)] for edge in BANDS[percent])
        return low, high

    def at(self, year: int) -> Triple:
        """Return the central value of a year and the ends of its 80 % band.

        Raises:
            ValueError: the path does not reach that year.
        """
        low, high = self.band(80)
        at = self.years.index(year)
        return float(self.central[at]), float(low[at]), float(high[at])
