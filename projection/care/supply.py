"""What stands, what is added and what is short: care demand against a known or unknown stock of beds or carers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from projection.care.demand import INSTITUTION, LEVELS, SETTINGS, Array, CareDemand


@dataclass(frozen=True)
class Gap:
    """Beds or carers short of what is needed (negative: more than needed); NaN with the reason ``stock_unknown``."""

    short: Array
    reason: Literal["", "stock_unknown"]


def gap(needed: Array, stock: float | None) -> Gap:
    """Return how many are short against a known stock, ``[..., T]``; an unknown stock (None) is never guessed.

    Raises:
        ValueError: a negative stock.
    """
    if stock is None:
        return Gap(np.full_like(needed, np.nan), "stock_unknown")
    return Gap(needed - _known(stock), "")


def standing(needed: Array, stock: float | None, years: int = 1) -> Array:
    """Return the beds standing in each year, ``[..., T]``, when what is needed is built and nothing is torn down.

    From a known stock S, what is short of the need B of the n-th year is added in n equal steps, then what the need rises by:

        stand(t) = S + (t+1)/n · max(B(n−1) − S, 0)   t < n;      stand(t) = max(stand(t−1), B(t))   t ≥ n

    Args:
        needed: beds needed in each year, ``[..., T]``.
        stock: beds at the end of the year before the first; None where they are unknown: then the need stands at once.
        years: over which the shortage is built (n).

    Raises:
        ValueError: a negative stock, or years outside 1 to T.
    """
    if stock is None:
        return np.maximum.accumulate(np.maximum(needed, 0.0), axis=-1)
    if not 1 <= years <= needed.shape[-1]:
        raise ValueError(f"the shortage is built over {years} years; give a number from 1 to {needed.shape[-1]}")
    later = np.maximum.accumulate(np.maximum(needed[..., years - 1 :], _known(stock)), axis=-1)
    building = stock + (later[..., :1] - stock) * np.arange(1, years) / years
    return np.concatenate([building, later], axis=-1)


def added(stand: Array, stock: float | None) -> Array:
    """Return the beds added in each year, ``[..., T]``; the first year is NaN where the stock before it is unknown."""
    before = np.full((*stand.shape[:-1], 1), np.nan if stock is None else stock)
    return np.diff(stand, axis=-1, prepend=before)


def quantities(
    demand: CareDemand, stock: float | None, nursing_stock: float | None, *, start: int = 0, years: int = 1
) -> dict[str, Array]:
    """Return what prices multiply, by the names of the word list ``pack_count``: persons or beds, ``[..., T − start]``.

    A known stock stands before the year ``start``, and what is short of it is built over ``years`` (``standing``). Where it
    is unknown, the beds of each year are those needed, and what is added is what the need rises by. Nursing beds follow
    their own need from their own stock, never more than all beds; other beds may be made over into them. Where their stock
    is unknown, the same share of the beds that stand and are added is for nursing as of those needed in the year.

    Args:
        demand: what is needed, ``[..., T]``.
        stock: beds at the end of the year before ``start``.
        nursing_stock: nursing beds among them.
        start: position of the first year returned.
        years: over which a shortage is built.

    Raises:
        ValueError: as for ``standing``.
    """
    needed, nursing_needed = demand.beds[..., start:], demand.nursing_beds[..., start:]
    if stock is None:
        every = standing(demand.beds, None)
        beds, new = every[..., start:], added(every, None)[..., start:]
    else:
        beds = standing(needed, stock, years)
        new = added(beds, stock)
    if stock is None or nursing_stock is None:
        share = np.divide(nursing_needed, needed, out=np.zeros_like(needed), where=needed > 0)
        nursing, new_nursing = share * beds, share * new
    else:
        before = min(nursing_stock, stock)
        nursing = np.minimum(standing(nursing_needed, before, years), beds)
        new_nursing = added(nursing, before)
    occupied = demand.users[..., INSTITUTION].sum(axis=-1) + demand.independent
    found = {
        "older": demand.older[..., start:],
        "beds": beds,
        "beds_added": new,
        "nursing_beds": nursing,
        "nursing_beds_added": new_nursing,
        "other_beds": np.maximum(beds - nursing, 0),
        "other_beds_added": np.maximum(new - new_nursing, 0),
        "beds_occupied": occupied[..., start:],
        "institution_independent": demand.independent[..., start:],
    }
    for k, setting in enumerate(SETTINGS):
        found[f"carers_{setting}"] = demand.carers[..., start:, k]
        for level, name in enumerate(LEVELS):
            found[f"{setting}_{name}"] = demand.users[..., start:, level, k]
    return found


def _known(stock: float) -> float:
    if not (np.isfinite(stock) and stock >= 0):
        raise ValueError(f"the stock is {stock:g}; give a number of at least 0, or None where it is unknown")
    return stock
