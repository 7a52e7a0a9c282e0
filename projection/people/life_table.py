"""From death rates by single age to life tables, and to death rates that meet a life expectancy.

With m[a] the death rate and a[a] the mean time lived by those who die at age a (½, at age 0 by sex):

    q = m / (1 + (1 − a) m),  q[100] = 1;   l = Π (1 − q);   L = l − (1 − a) l q;   L[100] = l[100] / m[100]
    S[0] = L[0];   S[a] = L[a] / L[a−1];   S[100] = L[100] / (L[99] + L[100]);   e0 = Σ L

Arrays are ``[..., 2, 101]``, sex order female, male; age 100 is the open group, whose rate is 1 over the years left
at 100: a source's own rate of 100+, or the one that Kannisto's model gives (``close``).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from projection.people.cohort_component import AGES, OPEN, Array

# Andreev and Kingkade, Average age at death in infancy and infant mortality level, Demographic Research 33 (2015),
# no. 13: a0 = intercept + slope · m0 on three ranges of m0, by sex (female, male).
A0_ABOVE = np.array([[0.0, 0.01724, 0.06891], [0.0, 0.02300, 0.08307]])
A0_INTERCEPT = np.array([[0.14903, 0.04667, 0.31411], [0.14929, 0.02832, 0.29915]])
A0_SLOPE = np.array([[-2.05527, 3.88089, 0.0], [-1.99545, 3.26021, 0.0]])
# Kannisto's model is fitted to these ages and carried on to the last.
FITTED = slice(80, 100)
LAST_AGE = 130


@dataclass(frozen=True)
class LifeTable:
    """A life table of each sex.

    ``q`` probability of death, ``l`` survivors of one birth, ``person_years`` L, ``survivorship`` S into each age, all
    ``[..., 2, 101]``; ``e0`` life expectancy at birth in years, ``[..., 2]``.
    """

    q: Array
    l: Array  # noqa: E741 - the letter of every life table
    person_years: Array
    survivorship: Array
    e0: Array


def life_table(mx: npt.ArrayLike) -> LifeTable:
    """Return the life table of death rates.

    Args:
        mx: deaths per person-year, ``[..., 2, 101]``, females first; age 100 is the open group.

    Raises:
        ValueError: the shape does not fit, a rate is missing or negative, or the open group's is 0.
    """
    m = _rates(mx)
    lived = np.full_like(m, 0.5)
    lived[..., 0] = infant_years(m[..., 0])
    # A rate above 1 / a0 or 2 is more than can die: everybody does.
    q = np.minimum(m / (1 + (1 - lived) * m), 1.0)
    q[..., OPEN] = 1.0
    survivors = np.ones_like(m)
    survivors[..., 1:] = np.cumprod(1 - q[..., :-1], axis=-1)
    years = survivors * (1 - (1 - lived) * q)
    years[..., OPEN] = survivors[..., OPEN] / m[..., OPEN]
    return LifeTable(q, survivors, years, _survivorship(years), years.sum(axis=-1))


def _survivorship(years: Array) -> Array:
    s = np.empty_like(years)
    s[..., 0] = years[..., 0]
    before = years[..., :-1].copy()
    before[..., -1] += years[..., OPEN]
    # Where nobody is left, nobody survives.
    np.divide(years[..., 1:], before, out=s[..., 1:], where=before > 0)
    s[..., 1:][before <= 0] = 0.0
    return s


def infant_years(m0: Array) -> Array:
    """Return a0, the mean years lived by those who die in infancy (Andreev and Kingkade).

    Args:
        m0: death rate at age 0, ``[..., 2]``, females first.
    """
    part = (m0[..., None] >= A0_ABOVE).sum(axis=-1) - 1
    sex = np.arange(2)
    return A0_INTERCEPT[sex, part] + A0_SLOPE[sex, part] * m0


def close(mx: npt.ArrayLike) -> Array:
    """Return the rates with that of the open group replaced by Kannisto's model.

    logit m[x] is fitted by least squares as a line over the ages 80–99 and carried on to 129; the open group's rate is
    one over the years lived there by those who reach 100. For rates whose source gives none for 100+.

    Raises:
        ValueError: as for ``life_table``, or a rate at 80–99 is not between 0 and 1.
    """
    m = _rates(np.concatenate([np.asarray(mx, dtype=np.float64)[..., :OPEN], np.ones((*np.shape(mx)[:-1], 1))], -1))
    fitted = m[..., FITTED]
    if ((fitted <= 0) | (fitted >= 1)).any():
        raise ValueError("a death rate at ages 80–99 is not between 0 and 1; Kannisto's model cannot close the table")
    age = np.arange(FITTED.start, FITTED.stop) + 0.5
    logit = np.log(fitted / (1 - fitted))
    slope = ((age - age.mean()) * logit).sum(axis=-1) / ((age - age.mean()) ** 2).sum()
    level = logit.mean(axis=-1)
    beyond = np.arange(OPEN, LAST_AGE) + 0.5 - age.mean()
    old = 1 / (1 + np.exp(-(level[..., None] + slope[..., None] * beyond)))
    q = old / (1 + old / 2)
    left = np.cumprod(1 - q, axis=-1)
    years = 0.5 + left[..., :-1].sum(axis=-1) + left[..., -1] * (0.5 + 1 / old[..., -1])
    m[..., OPEN] = 1 / years
    return m


def _rates(mx: npt.ArrayLike) -> Array:
    m = np.array(mx, dtype=np.float64)
    if m.ndim < 2 or m.shape[-2:] != (2, AGES):
        raise ValueError(f"death rates have the shape {m.shape}; they must be [..., 2, 101]")
    wrong = ~(np.isfinite(m) & (m >= 0))
    wrong[..., OPEN] |= m[..., OPEN] == 0
    if wrong.any():
        at = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        raise ValueError(
            f"death rate [{', '.join(map(str, at))}] = {m[at]:g} is missing or negative, or 0 in the open group"
        )
    return m
