"""How wrong the projection has been: every prefecture from the census of 1 November 2010 to that of 1 November 2020.

Counted are the people alive at the start, who are 10 and over at the end; births cannot reach 60 in ten years. Two errors of the
recipe that projects from 2020 (``places.local_rates``; factors of migration and mortality that a place's traits lead to expect,
learned on other provinces, as differences from the nation) are told apart:

- ``as_projected``, the *whole error*: the recipe as it is used, with the nation not known. Its level is that of the UN's death rates
- ``traits``, the error *relative to the nation*: the same prediction, each sex and age group times what all other provinces
  together came out at, over what the UN's rates made of them. It asks how well a place's difference from the nation was predicted

Beside them stand simpler methods:

- ``closed``: nobody moves, and people die at the nation's rates
- ``national_growth``: each age group by sex grows as it did in all other provinces together
- ``share_shift``: each age group's share of all people changes by as many points as in the other provinces, and the total
  grows as theirs; a trend of the place's own shares would need a third census by age, which is not at hand
- ``kept``: the numbers of 2010

Bands are drawn as those from 2020 on are (``uncertainty.draws``, ``kernel.stream``, the same spread): of the whole error with the
nation's part, of the relative one without it.

**No leakage.** What is predicted for a place rests on its own figures of 2010, national death rates, and figures of 2020
of other provinces only. That holds for the strength of the ridge, too. The bands know no place's error; how wide they are, two
figures for all places, was set on all errors together.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from projection.people import local_factors
from projection.people.baseline import STRUCTURES
from projection.people.cohort_component import AGES, OPEN, Array, project
from projection.people.kernel import indicator_weights, stream
from projection.people.life_table import life_table
from projection.people.local_factors import (
    EXCESS,
    MORTALITY,
    STARTS,
    against,
    expected,
    fit,
    hazards,
    log_ratios,
    migration_of,
    to_factors,
    with_factors,
    yearly_rates,
)
from projection.people.places import local_rates
from projection.people.rates import YearlyRates
from projection.people.uncertainty import BANDS, Shared, draws, shared_normals

RELATIVE, WHOLE = "traits", "as_projected"
METHODS = (RELATIVE, WHOLE, "closed", "national_growth", "share_shift", "kept")
BANDED = (RELATIVE, WHOLE)
OLD_AGES = (60, 65, 80)
SIZES = ("<1M", "1-3M", "3-5M", ">5M")  # people at the start
BETWEEN_SIZES = (1e6, 3e6, 5e6)
PENALTIES = (10.0, 30.0, 100.0)
RUN, DRAWS = "hindcast", 1000


@dataclass(frozen=True)
class Inputs:
    """What a hindcast needs of ``n`` places, in one order.

    ``places`` with ``place``, ``name_zh``, ``province``; ``before`` and ``after`` persons ``[n, 2, 19]``; ``single`` those
    before by single age ``[n, 2, 101]``; ``traits`` of the start, one row a place; ``mx[10, 2, 101]`` the nation's death rates.
    """

    places: pd.DataFrame
    before: Array
    after: Array
    single: Array
    traits: pd.DataFrame
    mx: Array


@dataclass(frozen=True)
class Hindcast:
    """What each method said of the groups reached, and what the 80 % bands of the counts at ``OLD_AGES`` are drawn from.

    ``predicted[method]`` persons ``[n, 2, 16]``, ``observed`` likewise; ``single`` persons at the start by single age ``[n, 2, 101]``
    and the ``rates`` of each place; ``size`` position in ``SIZES`` of each place; ``penalties`` λ chosen for each place's province.
    """

    places: pd.DataFrame
    observed: Array
    predicted: dict[str, Array]
    single: Array
    rates: list[YearlyRates]
    size: Array
    penalties: Array

    @cached_property
    def bands(self) -> dict[str, Array]:
        """Persons aged 60+, 65+ and 80+ between which the count should lie in 80 of 100 places, ``[2, n, 3]`` by method: low, high."""
        codes, years = self.places["place"], len(self.rates[0].fertility)
        shared = {code: shared_normals(RUN, f"{code}0000", DRAWS, years) for code in codes.str[:2].unique()}
        each = [
            (code, people, own, shared[code[:2]])
            for code, people, own in zip(codes, self.single, self.rates, strict=True)
        ]
        return {
            method: old_counts(self.predicted[method])
            * np.stack([band(*of, relative=method == RELATIVE) for of in each], axis=1)
            for method in BANDED
        }


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
    survivorship = life_table(given.mx).survivorship
    closed = closed_counts(given.single, survivorship)
    hazard = national_hazard(given.single.sum(axis=0), survivorship)
    factors, penalties = _factors(given, closed, hazard)
    rates = _rates(given, factors)
    whole = _groups(project(given.single, *rates).population[:, -1])[:, :, 3:]
    predicted = {
        RELATIVE: whole * _others(observed, closed[:, :, 3:], provinces),
        WHOLE: whole,
        "closed": closed[:, :, 3:],
        "national_growth": national_growth(given.before, given.after, provinces),
        "share_shift": share_shift(given.before, given.after, provinces),
        "kept": given.before[:, :, 3:].astype(np.float64),
    }
    each = [YearlyRates(*of) for of in zip(rates[0], rates[1], [rates[2]] * len(provinces), rates[3], strict=True)]
    return Hindcast(given.places, observed, predicted, given.single, each, size, penalties)


def band(place: str, people: Array, rates: YearlyRates, shared: Shared | None = None, *, relative: bool) -> Array:
    """Return the 80 % band of those aged 60+, 65+ and 80+ at the end, over the central projection, ``[2, 3]``: low and high.

    Args:
        place: adcode.
        people: persons at the start by single age, ``[2, 101]``.
        rates: of each year.
        shared: the numbers that the place shares with others of its province; made when left out.
        relative: without the nation's part.
    """
    ages = indicator_weights({str(age): ((0, 1), age, OPEN) for age in OLD_AGES})
    fertility = rates.fertility.sum(axis=-1)
    drawn = draws(RUN, place, DRAWS, people, fertility, STRUCTURES["S2"], shared=shared, relative=relative)
    central = stream(people, *rates, weights=ages).indicators[-1]
    spread = stream(people, *rates, weights=ages, deviations=drawn).indicators[:, -1]
    return np.quantile(spread, BANDS[80], axis=0) / central


def closed_rates(survivorship: Array) -> YearlyRates:
    """Return the yearly rates under which nobody is born or moves."""
    years = len(survivorship)
    return YearlyRates(survivorship, np.zeros((years, AGES)), np.ones(years), np.zeros_like(survivorship))


def closed_counts(single: Array, survivorship: Array) -> Array:
    """Return who is left of people by single age after the years of a survivorship, by census age group, ``[..., 2, 19]``.

    The projection of ``cohort_component`` without births and migration: nobody is under 10 after ten years.
    """
    return _groups(project(single, *closed_rates(survivorship)).population[..., -1, :, :])


def _groups(people: Array) -> Array:
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


def _others(after: Array, closed: Array, provinces: np.ndarray) -> Array:
    """Return what all other provinces together were counted at, over their closed projection, of each place, ``[n, 2, 16]``."""
    level = np.empty(after.shape)
    for own, others in _each_province(provinces):
        level[own] = after[others].sum(axis=0) / closed[others].sum(axis=0)
    return level


def _rates(given: Inputs, factors: Array) -> YearlyRates:
    """Return the yearly rates of places under their factors ``[n, 23]``, as the projection from 2020 takes them."""
    places, years = len(factors), len(given.mx)
    ratio = np.repeat(1 - factors[:, MORTALITY, None], 2, axis=1)
    unborn = np.zeros((places, years, AGES))
    return local_rates(given.single, given.mx, unborn, np.ones(years), ratio, yearly_rates(migration_of(factors)))


def _factors(given: Inputs, closed: Array, hazard: Array) -> tuple[Array, Array]:
    """Return what traits led to expect of each place against the nation, ``[n, 23]``, and the λ it was learned with, ``[n]``.

    Learned without the place's own province; the nation is what all other provinces are together.
    """
    provinces = given.places["province"].to_numpy()
    traits = local_factors.standardised(local_factors.traits_of(given.before, given.traits))
    ratios = log_ratios(given.after, closed)
    penalties = _penalties(given, traits, ratios, closed, hazard)
    factors = np.empty((len(traits), local_factors.FACTORS))
    for own, others in _each_province(provinces):
        (model,) = fit(traits[others], ratios[others], hazard, (penalties[own][0],))
        nation = to_factors(log_ratios(given.after[others].sum(axis=0)[None], closed[others].sum(axis=0)[None]), hazard)
        factors[own] = against(to_factors(model.profile, hazard) + expected(model, traits[own]), nation[0])
    return factors, penalties


def _penalties(given: Inputs, traits: Array, ratios: Array, closed: Array, hazard: Array) -> Array:
    """Return the λ of each place, ``[n]``: the one of smallest error in other provinces, none of which knew itself or the place's."""
    names, at = np.unique(given.places["province"], return_inverse=True)
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
    chosen = [np.argmin(np.abs(errors[:, p, at != p]).mean(axis=(1, 2))) for p in range(len(names))]
    return np.array(PENALTIES)[chosen][at]


def _each_province(provinces: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(provinces == name, provinces != name) for name in np.unique(provinces)]
