"""Who needs care, where they live, and the beds and carers that takes: everything linear in people, year by year.

    dis_l(t)   = e^{τ(t−t0)} Σ_{s,a} N[s,a] π[s,a] w_l             l = mild, moderate, severe;  Σ_l w_l = 1
    π[s,a]     = 1/(1+exp(−(α + δ_s + b(a+½−80))))                 a ≥ 60, else 0;  δ = +shift women, −shift men
    dem(t)     = the same form with its own α, b, shift and τ
    user_{l,k} = dis_l σ_{l,k}                                     k = home, community, institution;  Σ_k σ_{l,k} = 1
    beds_need  = (Σ_l user_{l,inst} + independent residents) / occupancy
    beds_policy = standard per 1,000 · N60 / 1000;   nursing_policy = nursing share · beds_policy
    nursing_need = (user_{moderate,inst} + user_{severe,inst}) / occupancy
    carers     = Σ_l user_{l,inst}/r_l  and, at home and in the community,  Σ_l user_{l,k} h_l / (H u)

N60 are all people aged 60+; α is solved by ``level_for`` so that the share disabled in a base population is that of a *named
definition* (the census's "cannot care for self" and a survey's "disabled and partly disabled" lie a factor of eight
apart). Solved on the nation it carries the nation's rate at each age to a place; solved on the place it gives the place
that very share.

Two modes say who lives in institutions, to be shown side by side and never added. ``need``: σ. ``policy``: 9073 or 9064,
shares of *all* people aged 60+; the places go to those whom σ would send there, what is left of them to residents who
need no care, and whom they cannot take is cared for at home. A person with dementia and disability counts once, among
the disabled; ``overlap`` is the share of people with dementia who are disabled, too.

The trend multiplies the prevalence of each age alike, so at a hundred it may pass 1; never are more people disabled than
there are people aged 60+. Sources of the values: table ``assumptions``.
"""

import logging
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

logger = logging.getLogger(__name__)

Array = npt.NDArray[np.float64]
Mode = Literal["need", "policy"]

AGES, OLD, CENTRE = 101, 60, 80
LEVELS = ("mild", "moderate", "severe")
SETTINGS = ("home", "community", "institution")
HOME, COMMUNITY, INSTITUTION = range(3)
LOWEST_OCCUPANCY = 0.2
ROUNDING = 1e-9
STEPS = 60
COUNTED = 3


@dataclass(frozen=True)
class Disability:
    """Prevalence by age and sex: ``level`` α, ``slope`` b (log-odds a year of age), ``sex_shift`` δ (log-odds), ``trend`` τ a year.

    ``severity[..., 3]`` splits the disabled into mild, moderate and severe. ``definition`` names what is counted. Each
    number may be an array over the leading axes of the population (places, draws), without the axis of years.
    """

    definition: str
    level: npt.ArrayLike
    slope: npt.ArrayLike
    sex_shift: npt.ArrayLike
    trend: npt.ArrayLike
    severity: npt.ArrayLike


@dataclass(frozen=True)
class Dementia:
    """Prevalence of dementia as in ``Disability``; ``overlap`` is the share of people with dementia who are disabled."""

    level: npt.ArrayLike
    slope: npt.ArrayLike
    sex_shift: npt.ArrayLike
    trend: npt.ArrayLike
    overlap: npt.ArrayLike


@dataclass(frozen=True)
class Care:
    """How care is given. Shares are between 0 and 1; each may be an array over leading axes, without the axis of years.

    ``settings[..., 3, 3]`` σ, level by setting; ``mode`` and ``places[..., 3]``, the policy's shares of all people aged 60+
    at home, in the community and in institutions; ``independent``, share of people aged 60+ who are not disabled and live
    in institutions (mode ``need``); ``occupancy`` of beds; ``beds_per_1000`` and ``nursing_share``, the standard;
    ``residents_per_carer[..., 4]`` for mild, moderate, severe and independent residents; ``hours[..., 3]`` of care a week
    by level outside institutions; ``worker_hours`` a week, of which ``productive`` is spent with those cared for.
    """

    mode: Mode
    settings: npt.ArrayLike
    places: npt.ArrayLike
    independent: npt.ArrayLike
    occupancy: npt.ArrayLike
    beds_per_1000: npt.ArrayLike
    nursing_share: npt.ArrayLike
    residents_per_carer: npt.ArrayLike
    hours: npt.ArrayLike
    worker_hours: npt.ArrayLike
    productive: npt.ArrayLike


@dataclass(frozen=True)
class CareDemand:
    """Care needed in each year, never rounded. Arrays are ``[..., T]``; persons and beds.

    ``older`` people aged 60+; ``disabled[..., T, 3]`` by level; ``dementia`` and, of these, ``dementia_only`` not disabled;
    ``people[..., T, 3]`` everybody aged 60+ by setting; ``users[..., T, 3, 3]`` disabled people by level and setting;
    ``independent`` residents of institutions who need no care;
    ``beds_need``, ``beds_policy`` and the larger, ``beds``; the same for nursing beds; ``carers[..., T, 3]`` by setting.
    """

    definition: str
    mode: Mode
    older: Array
    disabled: Array
    dementia: Array
    dementia_only: Array
    people: Array
    users: Array
    independent: Array
    beds_need: Array
    beds_policy: Array
    beds: Array
    nursing_need: Array
    nursing_policy: Array
    nursing_beds: Array
    carers: Array


def prevalence(level: npt.ArrayLike, slope: npt.ArrayLike, sex_shift: npt.ArrayLike) -> Array:
    """Return the share affected by sex (female, male) and age, ``[..., 2, 101]``, zero below 60."""
    alpha, b, shift = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (level, slope, sex_shift)))
    centred = np.arange(OLD, AGES) + 0.5 - CENTRE
    by_sex = np.stack([shift, -shift], axis=-1)[..., None]
    rates = np.zeros((*alpha.shape, 2, AGES))
    rates[..., OLD:] = expit(alpha[..., None, None] + by_sex + b[..., None, None] * centred)
    return rates


def level_for(population: npt.ArrayLike, share: npt.ArrayLike, slope: npt.ArrayLike, sex_shift: npt.ArrayLike) -> Array:
    """Return the level α at which the given share of all people aged 60+ is affected, ``[...]``.

    Newton's method on the log-odds of the share, which is all but linear in α; share 0 gives −∞, share 1 gives +∞.

    Args:
        population: base population, ``[..., 2, 101]``, persons.
        share: between 0 and 1, ``[...]``.
        slope: as in ``Disability``.
        sex_shift: as in ``Disability``.

    Raises:
        ValueError: a share outside 0–1, or nobody is aged 60 or over.
    """
    people = _people(population)[..., OLD:]
    wanted = _within(share, 0, 1, "the share of people aged 60+ with a disability")
    older = people.sum(axis=(-2, -1))
    if not (older > 0).all():
        raise ValueError(
            "level_for: nobody is aged 60 or over in the base population; take a place or year with older people"
        )
    goal = logit(wanted)
    alpha = np.where(np.isfinite(goal), 0.0, goal) + np.zeros(
        np.broadcast_shapes(older.shape, np.shape(slope), np.shape(sex_shift))
    )
    for _ in range(STEPS):
        rates = prevalence(alpha, slope, sex_shift)[..., OLD:]
        reached = (people * rates).sum(axis=(-2, -1)) / older
        steepness = (people * rates * (1 - rates)).sum(axis=(-2, -1)) / older
        inside = np.isfinite(goal) & (reached > 0) & (reached < 1)
        away = np.where(inside, goal - logit(np.where(inside, reached, 0.5)), 0.0)
        step = away * np.where(inside, reached * (1 - reached), 0.0) / np.where(steepness > 0, steepness, 1.0)
        alpha = alpha + np.where(np.isfinite(goal), np.clip(step, -10, 10), 0.0)
        if np.abs(step).max(initial=0.0) < 1e-13:
            break
    return alpha


def care_demand(
    population: npt.ArrayLike,
    since_base: npt.ArrayLike,
    disability: Disability,
    dementia: Dementia,
    care: Care,
) -> CareDemand:
    """Return the care that a population needs in each year: ``weights`` over people, then ``care_of``.

    Args:
        population: persons, ``[..., T, 2, 101]``, sex order female, male.
        since_base: years since the base year t0 of the trends, ``[T]``.
        disability: who is disabled under which definition.
        dementia: who has dementia.
        care: where they are cared for, by how many, and the standard for beds.

    Raises:
        ValueError: people are missing or negative or have another shape, or as for ``care_of``.
    """
    people = _people(population)
    if people.ndim < 3:
        raise ValueError(f"population has shape {people.shape}; it needs an axis of years: [..., T, 2, 101]")
    counted_by = weights(disability, dementia)
    cells = 2 * (AGES - OLD)
    older = people[..., OLD:].reshape(*people.shape[:-2], cells)
    counted = older @ counted_by[..., OLD:, :].reshape(*counted_by.shape[:-3], cells, COUNTED)
    return care_of(counted, since_base, disability, dementia, care)


def weights(disability: Disability, dementia: Dementia) -> Array:
    """Return what each person counts towards, ``[..., 2, 101, 3]``: aged 60+, disabled, with dementia.

    People times these weights, added up over sex and age, are the counts that ``care_of`` takes; an engine that adds up
    indicators while it projects can take them along. No trend is in them.
    """
    disabled = prevalence(disability.level, disability.slope, disability.sex_shift)
    demented = prevalence(dementia.level, dementia.slope, dementia.sex_shift)
    found = np.zeros((*np.broadcast_shapes(disabled.shape[:-2], demented.shape[:-2]), 2, AGES, COUNTED))
    found[..., OLD:, 0] = 1
    found[..., 1] = disabled
    found[..., 2] = demented
    return found


def care_of(
    counted: Array, since_base: npt.ArrayLike, disability: Disability, dementia: Dementia, care: Care
) -> CareDemand:
    """Return the care needed in each year by people already counted with ``weights``.

    Args:
        counted: people aged 60+, disabled and with dementia before any trend, ``[..., T, 3]``.
        since_base: years since the base year t0 of the trends, ``[T]``.
        disability: for its definition, severity and trend.
        dementia: for its trend and overlap.
        care: where they are cared for, by how many, and the standard for beds.

    Raises:
        ValueError: a shape does not fit, occupancy lies outside (0.2, 1], or a share, ratio or number of hours cannot be.
    """
    since = np.asarray(since_base, dtype=float)
    if since.shape != counted.shape[-2:-1]:
        raise ValueError(
            f"care_of: counts of shape {counted.shape} need one year of since_base each, not {since.shape}"
        )
    # Level and setting lead in memory, so that each step runs along all draws and years of one of them.
    older = np.ascontiguousarray(counted[..., 0])
    everybody = np.minimum(counted[..., 1] * _grown(disability.trend, since), older)
    disabled = _leading(_shares(disability.severity, "severity", 3), 1, older.ndim) * everybody
    demented = np.minimum(counted[..., 2] * _grown(dementia.trend, since), older)
    overlap = _within(dementia.overlap, 0, 1, "the overlap of dementia and disability")
    people, users, independent = _settled(older, everybody, disabled, care)
    occupancy = _occupancy(care.occupancy)[..., None]
    inside = users[:, INSTITUTION]
    beds_need = (_of_three(inside) + independent) / occupancy
    beds_policy = _positive(care.beds_per_1000, "the standard of beds per 1,000")[..., None] * older / 1000
    nursing_need = (inside[1] + inside[2]) / occupancy
    nursing_policy = _within(care.nursing_share, 0, 1, "the share of nursing beds")[..., None] * beds_policy
    return CareDemand(
        definition=disability.definition,
        mode=care.mode,
        older=older,
        disabled=_trailing(disabled, 1),
        dementia=demented,
        dementia_only=demented * (1 - overlap[..., None]),
        people=_trailing(people, 1),
        users=_trailing(users, 2),
        independent=independent,
        beds_need=beds_need,
        beds_policy=beds_policy,
        beds=np.maximum(beds_need, beds_policy),
        nursing_need=nursing_need,
        nursing_policy=nursing_policy,
        nursing_beds=np.maximum(nursing_need, nursing_policy),
        carers=_trailing(_carers(users, independent, care), 1),
    )


def _settled(older: Array, everybody: Array, disabled: Array, care: Care) -> tuple[Array, Array, Array]:
    """Return all people by setting, disabled people by level and setting, and independent residents of institutions.

    Level and setting lead: ``[3, ..., T]`` and ``[3, 3, ..., T]``.
    """
    users = _leading(_shares(care.settings, "settings", 3), 2, older.ndim) * disabled[:, None]
    wanted = _of_three(users)
    if care.mode == "need":
        share = _within(care.independent, 0, 1, "the share of independent residents")[..., None]
        independent = share * np.maximum(older - everybody, 0)
        inside, community = wanted[INSTITUTION] + independent, wanted[COMMUNITY]
        return np.stack([older - community - inside, community, inside]), users, independent
    if care.mode != "policy":
        raise ValueError(f"care_demand: mode {care.mode!r} is not known; take need or policy")
    places = _leading(_shares(care.places, "places", 3), 1, older.ndim) * older
    users *= _at_most(places, wanted)
    users[:, HOME] = np.maximum(disabled - users[:, COMMUNITY] - users[:, INSTITUTION], 0)
    return places, users, np.maximum(places[INSTITUTION] - _of_three(users[:, INSTITUTION]), 0)


def _carers(users: Array, independent: Array, care: Care) -> Array:
    """Return the carers needed at home, in the community and in institutions, ``[3, ..., T]``."""
    ratio = _leading(_positive(care.residents_per_carer, "residents per carer", zero=False), 1, independent.ndim)
    hours = _leading(_positive(care.hours, "hours of care a week"), 1, independent.ndim)
    supplied = _positive(care.worker_hours, "a carer's hours a week", zero=False) * _within(
        care.productive, 0, 1, "the productive share of a carer's hours"
    )
    if not (supplied > 0).all():
        raise ValueError("care_demand: the productive share of a carer's hours is 0; give a share above 0")
    carers_each = hours / supplied[..., None]
    outside = [_of_three([users[level, k] * carers_each[level] for level in range(3)]) for k in (HOME, COMMUNITY)]
    inside = _of_three([users[level, INSTITUTION] / ratio[level] for level in range(3)]) + independent / ratio[3]
    return np.stack([*outside, inside])


def per_1000(count: Array, older: Array) -> Array:
    """Return a count per 1,000 people aged 60+; NaN where there is nobody."""
    return 1000 * np.divide(
        count, older, out=np.full(np.broadcast_shapes(count.shape, older.shape), np.nan), where=older > 0
    )


def _leading(found: Array, axes: int, depth: int) -> Array:
    """Return an array with its last axes moved to the front, then so many axes of places, draws and years."""
    front = np.moveaxis(found, range(-axes, 0), range(axes))
    missing = depth - 1 - (found.ndim - axes)
    return front.reshape(*front.shape[:axes], *[1] * missing, *front.shape[axes:], 1)


def _trailing(found: Array, axes: int) -> Array:
    """Return an array with its first axes moved to the end: a view."""
    return np.moveaxis(found, range(axes), range(-axes, 0))


def _grown(trend: npt.ArrayLike, since: Array) -> Array:
    return np.exp(np.asarray(trend, dtype=float)[..., None] * since)


def _of_three(parts: Array | list[Array]) -> Array:
    """Return the sum along a first axis of three."""
    return parts[0] + parts[1] + parts[2]


def _at_most(limit: Array, count: Array) -> Array:
    """Return the factor that keeps a count within its limit: 1 where it does already."""
    over = count > limit
    return np.divide(limit, count, out=np.ones(np.broadcast_shapes(limit.shape, count.shape)), where=over)


def _people(population: npt.ArrayLike) -> Array:
    people = np.asarray(population, dtype=float)
    if people.shape[-2:] != (2, AGES):
        raise ValueError(f"population has shape {people.shape}; it must end in [2, 101]: female, male by ages 0 to 100")
    if not (people >= 0).all():
        raise ValueError("population has missing or negative cells; give persons of at least 0")
    return people


def _within(value: npt.ArrayLike, low: float, high: float, what: str) -> Array:
    found = np.asarray(value, dtype=float)
    if not ((found >= low) & (found <= high)).all():
        raise ValueError(f"{what} is {_seen(found)}; it must lie between {low:g} and {high:g}")
    return found


def _positive(value: npt.ArrayLike, what: str, *, zero: bool = True) -> Array:
    found = np.asarray(value, dtype=float)
    if not (np.isfinite(found) & ((found >= 0) if zero else (found > 0))).all():
        raise ValueError(f"{what} is {_seen(found)}; it must be a number {'of at least' if zero else 'above'} 0")
    return found


def _occupancy(value: npt.ArrayLike) -> Array:
    found = np.asarray(value, dtype=float)
    if not ((found > LOWEST_OCCUPANCY) & (found <= 1)).all():
        raise ValueError(f"occupancy is {_seen(found)}; it must lie above {LOWEST_OCCUPANCY:g} and not above 1")
    return found


def _shares(value: npt.ArrayLike, what: str, count: int) -> Array:
    """Return shares that add up to 1 along the last axis; what does not is scaled, and logged."""
    found = _positive(value, what)
    if found.shape[-1:] != (count,):
        raise ValueError(f"{what} has shape {found.shape}; its last axis must have {count} shares")
    total = found.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError(f"{what}: the shares add up to 0; give at least one above 0")
    if np.abs(total - 1).max(initial=0.0) <= ROUNDING:
        return found
    logger.warning("%s: the shares add up to %s, scaled to 1", what, _seen(total))
    return found / total


def _seen(found: Array) -> str:
    """Return the value, or the range of an array, in short."""
    low, high = np.min(found), np.max(found)
    return f"{low:g}" if low == high or np.isnan(low) else f"{low:g} to {high:g}"
