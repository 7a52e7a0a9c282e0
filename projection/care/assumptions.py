"""From the table of assumptions to care demand: percent become shares, and each slider finds its place in the model.

``values`` maps the slug of an assumption to its value in the unit of the table ``assumptions``: the defaults, with what a
scenario changed. A place's own age structure, or the nation's, sets the level of a definition (``level_for``).
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from projection.care.demand import LEVELS, Care, Dementia, Disability, Mode, Use
from projection.care.prevalence import OLD, Array, level_for
from projection.care.residents import Residents

Values = Mapping[str, float | Array]
Rule = Literal["9073", "per_1000"]
RULES: tuple[Rule, ...] = ("9073", "per_1000")

# What each definition counts stands in the assumption of the same name; the year whose people its share is of.
DEFINED_IN = {"disability_census": 2020, "disability_survey": 2024, "disability_partly": 2020}
DEFINITIONS = tuple(DEFINED_IN)
# The split of each definition into mild, moderate and severe.
SEVERITIES = {
    "disability_census": tuple(f"severity_census_{level}" for level in LEVELS),
    "disability_survey": tuple(f"severity_{level}" for level in LEVELS),
    "disability_partly": tuple(f"severity_partly_{level}" for level in LEVELS),
}
WHO = (*LEVELS, "independent")


def disability(values: Values, definition: str, base_population: npt.ArrayLike, since: float = 0.0) -> Disability:
    """Return disability under a named definition, its level solved on the people ``[..., 2, 101]`` of the year ``since``.

    Raises:
        ValueError: the definition is not one of ``DEFINITIONS``, an assumption is missing, or as for ``level_for``.
    """
    if definition not in DEFINITIONS:
        raise ValueError(
            f"disability: the definition {definition!r} is not known; take one of {', '.join(DEFINITIONS)}"
        )
    slope, shift = _of(values, "disability_slope"), _of(values, "disability_sex_shift")
    return Disability(
        definition=definition,
        level=level_for(base_population, _share(values, definition), slope, shift),
        slope=slope,
        sex_shift=shift,
        trend=_share(values, "disability_trend"),
        severity=severity(values, definition),
        since=since,
    )


def severity(values: Values, definition: str) -> Array:
    """Return the shares of the disabled of a definition that are so mildly, moderately and severely, ``[..., 3]``, scaled to 1."""
    return _scaled([_share(values, name) for name in SEVERITIES[definition]])


def use(values: Values, counted: Residents) -> Use:
    """Return who lives in institutions, the level solved so that among the people of the count so many do.

    Raises:
        ValueError: an assumption is missing, more residents than people aged 60+, or as for ``level_for``.
    """
    older = counted.people[..., OLD:].sum()
    if counted.count > older:
        raise ValueError(f"use: {counted.count:g} residents are more than the {older:.0f} people aged 60+; give fewer")
    slope = _of(values, "use_slope")
    return Use(
        level=level_for(counted.people, counted.count / older, slope, 0.0),
        slope=slope,
        trend=_share(values, "use_trend"),
        since=float(counted.since),
    )


def dementia(values: Values, base_population: npt.ArrayLike) -> Dementia:
    """Return dementia, its level solved on the base population ``[..., 2, 101]``.

    Raises:
        ValueError: an assumption is missing, or as for ``level_for``.
    """
    slope, shift = _of(values, "dementia_slope"), _of(values, "dementia_sex_shift")
    return Dementia(
        level=level_for(base_population, _share(values, "dementia_share"), slope, shift),
        slope=slope,
        sex_shift=shift,
        trend=_share(values, "dementia_trend"),
        overlap=_share(values, "dementia_overlap"),
    )


def care(values: Values, mode: Mode, rule: Rule = "9073") -> Care:
    """Return how care is given: at home is what remains of community and institution.

    By ``per_1000`` the places in institutions are the standard's beds, by ``9073`` a share of all people aged 60+. Values may
    be arrays over draws.

    Raises:
        ValueError: an assumption is missing, or more than 100 percent are in the community and in institutions.
    """
    return Care(
        mode=mode,
        settings=_together(
            [_rest_at_home(values, f"community_{level}", f"institution_{level}") for level in LEVELS], axis=-2
        ),
        residents=_scaled([_share(values, f"resident_{who}") for who in WHO]),
        places=_places(values, rule),
        independent=_share(values, "independent_share"),
        occupancy=_share(values, "occupancy"),
        beds_per_1000=_of(values, "beds_per_1000"),
        nursing_share=_share(values, "nursing_share"),
        residents_per_carer=_together([_of(values, f"residents_per_carer_{who}") for who in WHO]),
        hours=_together([_of(values, f"care_hours_{level}") for level in LEVELS]),
        worker_hours=_of(values, "worker_hours"),
        productive=_share(values, "productive_share"),
        turnover=_share(values, "carer_turnover"),
        dementia_inside=_share(values, "dementia_inside"),
        day_days=_of(values, "day_care_days"),
        home_beds=_share(values, "home_bed_share"),
    )


def _places(values: Values, rule: Rule) -> Array:
    """Return the shares of all people aged 60+ for whom a policy has places, at home, in the community and in institutions."""
    if rule == "per_1000":
        values = {**values, "places_institution": _of(values, "beds_per_1000") / 10}
    return _rest_at_home(values, "places_community", "places_institution")


def _of(values: Values, name: str) -> float | Array:
    if name not in values:
        raise ValueError(f"care: the assumption {name} is missing; give a value for it")
    return values[name]


def _share(values: Values, name: str) -> float | Array:
    return _of(values, name) / 100


def _together(parts: list, axis: int = -1) -> Array:
    """Return numbers, or arrays over draws, side by side along a last axis."""
    return np.stack(np.broadcast_arrays(*parts), axis=axis)


def _scaled(shares: list) -> Array:
    """Return the shares scaled to 1: sliders of one whole, moved one by one."""
    found = _together(shares)
    total = found.sum(axis=-1, keepdims=True)
    return np.divide(found, total, out=found.astype(float), where=total > 0)


def _rest_at_home(values: Values, community: str, institution: str) -> Array:
    in_community, inside = _share(values, community), _share(values, institution)
    if np.max(in_community + inside) > 1:
        raise ValueError(f"care: {community} and {institution} are more than 100 percent together; lower one of them")
    return _together([1 - in_community - inside, in_community, inside])
