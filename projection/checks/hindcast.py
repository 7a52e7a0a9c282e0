"""How wrong the method has been: every prefecture from the census of 1 November 2010 to that of 1 November 2020.

Counted are the people alive at the start, who are 10 and over at the end; births cannot reach 60 in ten years. Methods:

- ``traits``: the closed projection with the migration and mortality that the place's traits of 2010 lead to expect
  (``local_factors``), learned on other provinces
- ``closed``: nobody moves, and people die at the nation's rates
- ``national_growth``: each age group by sex grows as it did in all other provinces together
- ``share_shift``: each age group's share of all people changes by as many points as in the other provinces, and the total
  grows as theirs; a trend of the place's own shares would need a third census by age, which is not at hand
- ``kept``: the numbers of 2010

**No leakage.** What is predicted for a place rests on its own figures of 2010, national death rates, and figures of 2020
of other provinces only. That holds for the strength of the ridge and for the bands, too: the errors that make a place's
band are those of other provinces' places, each predicted without its own province and without the place's.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from projection.people import local_factors
from projection.people.cohort_component import AGES, Array, project
from projection.people.local_factors import EXCESS, STARTS, expected, fit, hazards, log_ratios, with_factors

METHODS = ("traits", "closed", "national_growth", "share_shift", "kept")
BANDED = ("traits", "closed")
OLD_AGES = (60, 65, 80)
SIZES = ("<1M", "1-3M", "3-5M", ">5M")  # people at the start
BETWEEN_SIZES = (1e6, 3e6, 5e6)
PENALTIES = (10.0, 30.0, 100.0)
BAND = (0.1, 0.9)


@dataclass(frozen=True)
class Inputs:
    """What a hindcast needs of ``n`` places, in one order.

    ``places`` with ``place``, ``name_zh``, ``province``; ``before`` and ``after`` persons ``[n, 2, 19]``; ``single`` those
    before by single age ``[n, 2, 101]``; ``traits`` of the start, one row a place; ``survivorship[10, 2, 101]`` of the nation.
    """

    places: pd.DataFrame
    before: Array
    after: Array
    single: Array
    traits: pd.DataFrame
    survivorship: Array


@dataclass(frozen=True)
class Hindcast:
    """What each method said of the groups reached, and the 80 % bands of the counts at ``OLD_AGES``.

    ``predicted[method]`` persons ``[n, 2, 16]``, ``observed`` likewise; ``bands[method]`` persons ``[2, n, 3]`` (low, high);
    ``size`` position in ``SIZES`` of each place; ``penalties`` λ chosen for each place's province.
    """

    places: pd.DataFrame
    observed: Array
    predicted: dict[str, Array]
    bands: dict[str, Array]
    size: Array
    penalties: Array


def hindcast(given: Inputs) -> Hindcast:
    """Return every method's hindcast.

    Raises:
        ValueError: shapes do not fit, an age group is empty, a trait is missing, or there are fewer than three provinces.
    """
    provinces = given.places["province"].to_numpy()
    if len(np.unique(provinces)) < 3:
        raise ValueError("a hindcast leaves out two provinces and learns on the others; give at least three provinces")
    observed = given.after[:, :, 3:].astype(np.float64)
    size = np.digitize(given.before.sum(axis=(1, 2)), BETWEEN_SIZES)
    closed = closed_counts(given.single, given.survivorship)
    hazard = national_hazard(given.single.sum(axis=0), given.survivorship)
    learned = _learned(given, closed, hazard)
    predicted = {
        "traits": learned.predicted,
        "closed": closed[:, :, 3:],
        "national_growth": national_growth(given.before, given.after, provinces),
        "share_shift": share_shift(given.before, given.after, provinces),
        "kept": given.before[:, :, 3:].astype(np.float64),
    }
    told = old_counts(observed)
    alone = np.broadcast_to(np.log(told / old_counts(closed[:, :, 3:])), learned.errors.shape)
    bands = {
        method: bands_of(old_counts(predicted[method]), errors, provinces, size)
        for method, errors in (("traits", learned.errors), ("closed", alone))
    }
    return Hindcast(given.places, observed, predicted, bands, size, learned.penalties)


def closed_counts(single: Array, survivorship: Array) -> Array:
    """Return who is left of people by single age after the years of a survivorship, by census age group, ``[..., 2, 19]``.

    The projection of ``cohort_component`` without births and migration: nobody is under 10 after ten years.
    """
    years = survivorship.shape[-3]
    still = np.zeros((years, 2, AGES))
    people = project(single, survivorship, np.zeros((years, AGES)), np.ones(years), still).population[..., -1, :, :]
    return np.add.reduceat(people, STARTS, axis=-1)


def national_hazard(single: Array, survivorship: Array) -> Array:
    """Return the hazard over ten years (``local_factors.hazards``) of people by single age ``[2, 101]``: ``[32]``."""
    return hazards(closed_counts(single, survivorship), closed_counts(single, survivorship ** (1 + EXCESS)))


def old_counts(groups: Array) -> Array:
    """Return persons aged 60+, 65+ and 80+ of groups reached: ``[..., 2, 16]`` to ``[..., 3]``."""
    at = [int(np.searchsorted(local_factors.REACHED, age)) for age in OLD_AGES]
    return np.stack([groups[..., start:].sum(axis=(-2, -1)) for start in at], axis=-1)


def national_growth(before: Array, after: Array, provinces: np.ndarray) -> Array:
    """Return the counts before, grown as each sex and age group grew in all other provinces: ``[n, 2, 16]``."""
    grown = np.empty((len(before), 2, len(local_factors.REACHED)))
    for own, others in _each_province(provinces):
        grown[own] = before[own, :, 3:] * (after[others].sum(axis=0) / before[others].sum(axis=0))[:, 3:]
    return grown


def share_shift(before: Array, after: Array, provinces: np.ndarray) -> Array:
    """Return shares moved by as many points, and totals grown, as in all other provinces: ``[n, 2, 16]``, at least 0."""
    moved = np.empty((len(before), 2, len(local_factors.REACHED)))
    total = before.sum(axis=(1, 2))
    for own, others in _each_province(provinces):
        start, end = before[others].sum(axis=0), after[others].sum(axis=0)
        shift = end / end.sum() - start / start.sum()
        shares = before[own] / total[own, None, None] + shift
        moved[own] = (np.maximum(shares, 0) * total[own, None, None] * end.sum() / start.sum())[:, :, 3:]
    return moved


@dataclass(frozen=True)
class _Learned:
    """``predicted[n, 2, 16]``; ``errors[P, n, 3]`` ln(observed / predicted) without both provinces; ``penalties[n]``."""

    predicted: Array
    errors: Array
    penalties: Array


def _learned(given: Inputs, closed: Array, hazard: Array) -> _Learned:
    names, at = np.unique(given.places["province"], return_inverse=True)
    traits = local_factors.standardised(local_factors.traits_of(given.before, given.traits))
    ratios = log_ratios(given.after, closed)
    told = np.log(old_counts(given.after[:, :, 3:]))
    # errors[λ, p, i]: place i predicted without its own province and without province p.
    errors = np.zeros((len(PENALTIES), len(names), *told.shape))
    for p in range(len(names)):
        for q in range(p):
            others = (at != p) & (at != q)
            for k, model in enumerate(fit(traits[others], ratios[others], hazard, PENALTIES)):
                for left_out, own in ((p, at == q), (q, at == p)):
                    said = with_factors(closed[own], model, expected(model, traits[own]), hazard)
                    errors[k, left_out, own] = told[own] - np.log(old_counts(said))
    predicted = np.empty((len(at), 2, len(local_factors.REACHED)))
    chosen = np.empty(len(names), dtype=np.int64)
    for p in range(len(names)):
        own = at == p
        chosen[p] = np.argmin(np.abs(errors[:, p, ~own]).mean(axis=(1, 2)))
        (model,) = fit(traits[~own], ratios[~own], hazard, (PENALTIES[chosen[p]],))
        predicted[own] = with_factors(closed[own], model, expected(model, traits[own]), hazard)
    best = errors[chosen, np.arange(len(names))]
    return _Learned(predicted, best, np.array(PENALTIES)[chosen][at])


def bands_of(predicted: Array, errors: Array, provinces: np.ndarray, size: np.ndarray) -> Array:
    """Return the 80 % band of counts from the errors of other provinces' places of the same size class.

    Args:
        predicted: persons, ``[n, k]``.
        errors: ln(observed / predicted) as seen by each province (in sorted order), ``[provinces, n, k]``.
        provinces: province of each place, ``[n]``.
        size: size class of each place, ``[n]``; one with fewer than ten places elsewhere takes the errors of all.

    Returns:
        low and high ends in persons, ``[2, n, k]``.
    """
    bands = np.empty((2, *predicted.shape))
    for p, (own, others) in enumerate(_each_province(provinces)):
        for cls in np.unique(size[own]):
            alike = others & (size == cls)
            seen = errors[p, alike if alike.sum() >= 10 else others]
            # Rank k of n is taken as k / (n + 1): the spread of few errors is not the spread of all.
            ends = np.quantile(seen, BAND, axis=0, method="weibull")
            mine = own & (size == cls)
            bands[:, mine] = predicted[mine] * np.exp(ends)[:, None]
    return bands


def _each_province(provinces: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(provinces == name, provinces != name) for name in np.unique(provinces)]
