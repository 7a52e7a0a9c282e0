"""Who needs care, where they live, and the beds and carers that takes: everything linear in people, year by year.

    dis_l(t)   = e^{τ(t−t_d)} Σ_{s,a} N[s,a] π[s,a] w_l            l = mild, moderate, severe;  Σ_l w_l = 1
    dem(t)     = the same form with its own schedule and trend
    user_{l,k} = dis_l σ_{l,k}                                     k = home, community, institution;  Σ_k σ_{l,k} = 1
    residents  = everybody aged 60+ who lives in an institution;   beds_need = residents / target occupancy
    beds_policy = standard per 1,000 · N60 / 1000;   nursing_policy = nursing share · beds_policy
    nursing_need = (user_{moderate,inst} + user_{severe,inst}) / target occupancy
    carers     = Σ_l user_{l,inst}/r_l  and, at home and in the community,  Σ_l user_{l,k} h_l / (H u)
    hires(t)   = max(carers(t) − carers(t−1), 0) + turnover · carers(t−1)

N60 are all people aged 60+; π and its level are those of ``prevalence``: solved so that in the year t_d the share of the
nation is that of a *named definition* (the census's "cannot care for self" and a survey's "disabled and partly disabled" lie
a factor of eight apart). Solved on the nation it carries the nation's rate at each age to a place.

Three demands say who lives in institutions, to be shown side by side and never added:

    use     the rates of use by age at which the residents of a counted year are met go on: residents = e^{υ(t−t_c)} Σ N ρ;
            they are mildly, moderately and severely disabled and independent in the shares ``residents``
    need    Σ_l user_{l,inst}, and a share of those who are not disabled
    policy  9073, 9064 or beds per 1,000: a share of all people aged 60+ are *places*, which are beds; residents = places ·
            occupancy, first those whom σ would send there, then others; whom they cannot take is cared for at home

A person with dementia and disability counts once, among the disabled; ``overlap`` is the share of people with dementia who
are disabled, too, as far as so many are. Where a centre is open ``WEEK`` days, day_places = community · days / WEEK.

The trend multiplies the prevalence of each age alike, so at a hundred it may pass 1; never are more people disabled than
there are people aged 60+. Sources of the values: table ``assumptions``.
"""

import logging
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from projection.care.prevalence import AGES, OLD, Array, people_of, positive, prevalence, seen, within

logger = logging.getLogger(__name__)

Mode = Literal["use", "need", "policy"]

LEVELS = ("mild", "moderate", "severe")
SETTINGS = ("home", "community", "institution")
HOME, COMMUNITY, INSTITUTION = range(3)
LOWEST_OCCUPANCY = 0.2
ROUNDING = 1e-9
COUNTED = 4
WEEK = 5  # days on which a day-care centre is open


@dataclass(frozen=True)
class Disability:
    """Prevalence by age and sex: ``level`` α, ``slope`` b (log-odds a year of age), ``sex_shift`` δ (log-odds), ``trend`` τ a year.

    ``severity[..., 3]`` splits the disabled into mild, moderate and severe. ``definition`` names what is counted, ``since`` the
    year t_d of its share, in years since the base. Each number may be an array over the leading axes of the population
    (places, draws), without the axis of years.
    """

    definition: str
    level: npt.ArrayLike
    slope: npt.ArrayLike
    sex_shift: npt.ArrayLike
    trend: npt.ArrayLike
    severity: npt.ArrayLike
    since: float = 0.0


@dataclass(frozen=True)
class Dementia:
    """Prevalence of dementia as in ``Disability``; ``overlap`` is the share of people with dementia who are disabled."""

    level: npt.ArrayLike
    slope: npt.ArrayLike
    sex_shift: npt.ArrayLike
    trend: npt.ArrayLike
    overlap: npt.ArrayLike


@dataclass(frozen=True)
class Use:
    """Share of people who live in institutions by age, ``level`` and ``slope`` as in ``Disability``.

    It is that of a count ``since`` years after the base; from then on it changes by ``trend`` υ a year.
    """

    level: npt.ArrayLike
    slope: npt.ArrayLike
    trend: npt.ArrayLike
    since: float


@dataclass(frozen=True)
class Care:
    """How care is given. Shares are between 0 and 1; each may be an array over leading axes, without the axis of years.

    ``mode``, which demand; ``settings[..., 3, 3]`` σ, level by setting; ``residents[..., 4]``, shares of residents at current
    use by level and independent; ``places[..., 3]``, the policy's shares of all people aged 60+ at home, in the community and
    in institutions; ``independent``, share of people aged 60+ who are not disabled and live in institutions (``need``);
    ``occupancy``, at which beds are to be used; ``beds_per_1000`` and ``nursing_share``, the standard;
    ``residents_per_carer[..., 4]`` for mild, moderate, severe and independent residents; ``hours[..., 3]`` of care a week
    by level outside institutions; ``worker_hours`` a week, of which ``productive`` is spent with those cared for;
    ``turnover``, share of carers who leave in a year; ``dementia_inside``, share of people with dementia who live in a
    dementia unit; ``day_days`` a week that those cared for in the community come; ``home_beds``, share of the moderately
    and severely disabled at home who have a home-care bed.
    """

    mode: Mode
    settings: npt.ArrayLike
    residents: npt.ArrayLike
    places: npt.ArrayLike
    independent: npt.ArrayLike
    occupancy: npt.ArrayLike
    beds_per_1000: npt.ArrayLike
    nursing_share: npt.ArrayLike
    residents_per_carer: npt.ArrayLike
    hours: npt.ArrayLike
    worker_hours: npt.ArrayLike
    productive: npt.ArrayLike
    turnover: npt.ArrayLike
    dementia_inside: npt.ArrayLike
    day_days: npt.ArrayLike
    home_beds: npt.ArrayLike


@dataclass(frozen=True)
class CareDemand:
    """Care needed in each year, never rounded. Arrays are ``[..., T]``; persons and beds.

    ``older`` people aged 60+; ``disabled[..., T, 3]`` by level; ``dementia`` and, of these, ``dementia_only`` not disabled;
    ``people[..., T, 3]`` everybody aged 60+ by setting; ``users[..., T, 3, 3]`` disabled people by level and setting;
    ``independent`` residents of institutions who need no care; ``beds_need`` of the demand that is chosen, which is one of
    ``beds_by_use``, ``beds_by_need`` and ``beds_by_rule``; ``beds_policy`` of the standard and the larger, ``beds``; the same for
    nursing beds; ``carers[..., T, 3]`` by setting; ``hires`` a year, NaN in the first; ``dementia_beds``, ``day_places`` and
    ``home_beds``.
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
    beds_by_use: Array
    beds_by_need: Array
    beds_by_rule: Array
    beds_policy: Array
    beds: Array
    nursing_need: Array
    nursing_policy: Array
    nursing_beds: Array
    carers: Array
    hires: Array
    dementia_beds: Array
    day_places: Array
    home_beds: Array


def care_demand(
    population: npt.ArrayLike,
    since_base: npt.ArrayLike,
    disability: Disability,
    dementia: Dementia,
    use: Use,
    care: Care,
) -> CareDemand:
    """Return the care that a population needs in each year: ``weights`` over people, then ``care_of``.

    Args:
        population: persons, ``[..., T, 2, 101]``, sex order female, male.
        since_base: years since the base year t0 of the trends, ``[T]``.
        disability: who is disabled under which definition.
        dementia: who has dementia.
        use: who lives in institutions today.
        care: where they are cared for, by how many, and the standard for beds.

    Raises:
        ValueError: people are missing or negative or have another shape, or as for ``care_of``.
    """
    people = people_of(population)
    if people.ndim < 3:
        raise ValueError(f"population has shape {people.shape}; it needs an axis of years: [..., T, 2, 101]")
    counted_by = weights(disability, dementia, use)
    cells = 2 * (AGES - OLD)
    older = people[..., OLD:].reshape(*people.shape[:-2], cells)
    counted = older @ counted_by[..., OLD:, :].reshape(*counted_by.shape[:-3], cells, COUNTED)
    return care_of(counted, since_base, disability, dementia, use, care)


def weights(disability: Disability, dementia: Dementia, use: Use) -> Array:
    """Return what each person counts towards, ``[..., 2, 101, 4]``: aged 60+, disabled, with dementia, in an institution.

    People times these weights, added up over sex and age, are the counts that ``care_of`` takes; an engine that adds up
    indicators while it projects can take them along. No trend is in them.
    """
    disabled = prevalence(disability.level, disability.slope, disability.sex_shift)
    demented = prevalence(dementia.level, dementia.slope, dementia.sex_shift)
    inside = prevalence(use.level, use.slope, 0.0)
    leading = np.broadcast_shapes(*(rates.shape[:-2] for rates in (disabled, demented, inside)))
    found = np.zeros((*leading, 2, AGES, COUNTED))
    found[..., OLD:, 0] = 1
    found[..., 1] = disabled
    found[..., 2] = demented
    found[..., 3] = inside
    return found


def care_of(
    counted: Array, since_base: npt.ArrayLike, disability: Disability, dementia: Dementia, use: Use, care: Care
) -> CareDemand:
    """Return the care needed in each year by people already counted with ``weights``.

    Args:
        counted: people aged 60+, disabled, with dementia and in institutions before any trend, ``[..., T, 4]``.
        since_base: years since the base year t0 of the trends, ``[T]``.
        disability: for its definition, severity and trend.
        dementia: for its trend and overlap.
        use: for its trend.
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
    everybody = np.minimum(counted[..., 1] * _grown(disability.trend, since - disability.since), older)
    disabled = _leading(_shares(disability.severity, "severity", 3), 1, older.ndim) * everybody
    demented = np.minimum(counted[..., 2] * _grown(dementia.trend, since), older)
    overlap = within(dementia.overlap, 0, 1, "the overlap of dementia and disability")
    used = np.minimum(counted[..., 3] * _grown(use.trend, np.maximum(since - use.since, 0)), older)
    occupancy = _occupancy(care.occupancy)[..., None]
    sent = _leading(_shares(care.settings, "settings", 3), 2, older.ndim) * disabled[:, None]
    well = within(care.independent, 0, 1, "the share of independent residents")[..., None] * (older - everybody)
    places = _leading(_shares(care.places, "places", 3), 1, older.ndim) * older
    by_rule = places[INSTITUTION]
    people, users, independent = _settled(older, disabled, sent, well, used, places, occupancy, care)
    inside = users[:, INSTITUTION]
    beds_need = (_of_three(inside) + independent) / occupancy
    beds_policy = positive(care.beds_per_1000, "the standard of beds per 1,000")[..., None] * older / 1000
    nursing_need = (inside[1] + inside[2]) / occupancy
    nursing_policy = within(care.nursing_share, 0, 1, "the share of nursing beds")[..., None] * beds_policy
    carers = _carers(users, independent, care)
    days = within(care.day_days, 0, WEEK, "the days a week in a day-care centre")[..., None]
    dementia_inside = within(care.dementia_inside, 0, 1, "the share of people with dementia in a unit")[..., None]
    with_home_bed = within(care.home_beds, 0, 1, "the share with a home-care bed")[..., None]
    return CareDemand(
        definition=disability.definition,
        mode=care.mode,
        older=older,
        disabled=_trailing(disabled, 1),
        dementia=demented,
        dementia_only=np.maximum(demented - np.minimum(demented * overlap[..., None], everybody), 0),
        people=_trailing(people, 1),
        users=_trailing(users, 2),
        independent=independent,
        beds_need=beds_need,
        beds_by_use=used / occupancy,
        beds_by_need=(_of_three(sent[:, INSTITUTION]) + well) / occupancy,
        beds_by_rule=by_rule,
        beds_policy=beds_policy,
        beds=np.maximum(beds_need, beds_policy),
        nursing_need=nursing_need,
        nursing_policy=nursing_policy,
        nursing_beds=np.maximum(nursing_need, nursing_policy),
        carers=_trailing(carers, 1),
        hires=_hires(_of_three(carers), care),
        dementia_beds=demented * dementia_inside / occupancy,
        day_places=_of_three(users[:, COMMUNITY]) * days / WEEK,
        home_beds=(users[1, HOME] + users[2, HOME]) * with_home_bed,
    )


def _settled(
    older: Array,
    disabled: Array,
    sent: Array,
    well: Array,
    used: Array,
    places: Array,
    occupancy: Array,
    care: Care,
) -> tuple[Array, Array, Array]:
    """Return all people by setting, disabled people by level and setting, and independent residents of institutions.

    Level and setting lead: ``[3, ..., T]`` and ``[3, 3, ..., T]``. ``sent`` are the disabled where σ sends them, ``well`` the
    independent residents by need, ``used`` the residents at current use, ``places`` the policy's by setting.
    """
    if care.mode == "need":
        community, independent = _of_three(sent[:, COMMUNITY]), well
        inside = _of_three(sent[:, INSTITUTION]) + independent
        return np.stack([older - community - inside, community, inside]), sent, independent
    if care.mode == "use":
        shares = _leading(_shares(care.residents, "residents", 4), 1, older.ndim)
        living_in = np.minimum(shares[:3] * used, disabled)
        coming = np.minimum(sent[:, COMMUNITY], disabled - living_in)
        users = np.stack([disabled - living_in - coming, coming, living_in], axis=1)
        rest = older - _of_three(disabled)
        independent = np.minimum(used - _of_three(living_in), np.maximum(rest, 0))
        community, inside = _of_three(coming), _of_three(living_in) + independent
        return np.stack([older - community - inside, community, inside]), users, independent
    if care.mode != "policy":
        raise ValueError(f"care_demand: mode {care.mode!r} is not known; take use, need or policy")
    community, inside = places[COMMUNITY], places[INSTITUTION] * occupancy
    limits = np.stack([older - community - inside, community, inside])
    users = sent * _at_most(limits, _of_three(sent))
    users[:, HOME] = np.maximum(disabled - users[:, COMMUNITY] - users[:, INSTITUTION], 0)
    return limits, users, np.maximum(inside - _of_three(users[:, INSTITUTION]), 0)


def _hires(carers: Array, care: Care) -> Array:
    """Return the carers to be hired in each year, for growth and for those who leave, ``[..., T]``; NaN in the first."""
    turnover = within(care.turnover, 0, 1, "the turnover of carers")[..., None]
    before = carers[..., :-1]
    found = np.full_like(carers, np.nan)
    found[..., 1:] = np.maximum(carers[..., 1:] - before, 0) + turnover * before
    return found


def _carers(users: Array, independent: Array, care: Care) -> Array:
    """Return the carers needed at home, in the community and in institutions, ``[3, ..., T]``."""
    ratio = _leading(positive(care.residents_per_carer, "residents per carer", zero=False), 1, independent.ndim)
    hours = _leading(positive(care.hours, "hours of care a week"), 1, independent.ndim)
    supplied = positive(care.worker_hours, "a carer's hours a week", zero=False) * within(
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


def _occupancy(value: npt.ArrayLike) -> Array:
    found = np.asarray(value, dtype=float)
    if not ((found > LOWEST_OCCUPANCY) & (found <= 1)).all():
        raise ValueError(f"occupancy is {seen(found)}; it must lie above {LOWEST_OCCUPANCY:g} and not above 1")
    return found


def _shares(value: npt.ArrayLike, what: str, count: int) -> Array:
    """Return shares that add up to 1 along the last axis; what does not is scaled, and logged."""
    found = positive(value, what)
    if found.shape[-1:] != (count,):
        raise ValueError(f"{what} has shape {found.shape}; its last axis must have {count} shares")
    total = found.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise ValueError(f"{what}: the shares add up to 0; give at least one above 0")
    if np.abs(total - 1).max(initial=0.0) <= ROUNDING:
        return found
    logger.warning("%s: the shares add up to %s, scaled to 1", what, seen(total))
    return found / total
