"""From the table of assumptions to care demand: percent become shares, and each slider finds its place in the model.

``values`` maps the slug of an assumption to its value in the unit of the table ``assumptions``: the defaults, with what a
scenario changed. A place's own age structure, or the nation's, sets the level of a definition (``level_for``).
"""

from collections.abc import Mapping

import numpy.typing as npt

from projection.care.demand import LEVELS, Care, Dementia, Disability, Mode, level_for

Values = Mapping[str, float]

# What each definition counts stands in the assumption of the same name.
DEFINITIONS = ("disability_census", "disability_survey", "disability_partly")


def disability(values: Values, definition: str, base_population: npt.ArrayLike) -> Disability:
    """Return disability under a named definition, its level solved on the base population ``[..., 2, 101]``.

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
        severity=_scaled([_share(values, f"severity_{level}") for level in LEVELS]),
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


def care(values: Values, mode: Mode) -> Care:
    """Return how care is given: at home is what remains of community and institution.

    Raises:
        ValueError: an assumption is missing, or more than 100 percent are in the community and in institutions.
    """
    return Care(
        mode=mode,
        settings=[_rest_at_home(values, f"community_{level}", f"institution_{level}") for level in LEVELS],
        places=_rest_at_home(values, "places_community", "places_institution"),
        independent=_share(values, "independent_share"),
        occupancy=_share(values, "occupancy"),
        beds_per_1000=_of(values, "beds_per_1000"),
        nursing_share=_share(values, "nursing_share"),
        residents_per_carer=[_of(values, f"residents_per_carer_{who}") for who in (*LEVELS, "independent")],
        hours=[_of(values, f"care_hours_{level}") for level in LEVELS],
        worker_hours=_of(values, "worker_hours"),
        productive=_share(values, "productive_share"),
    )


def _of(values: Values, name: str) -> float:
    if name not in values:
        raise ValueError(f"care: the assumption {name} is missing; give a value for it")
    return values[name]


def _share(values: Values, name: str) -> float:
    return _of(values, name) / 100


def _scaled(shares: list[float]) -> list[float]:
    """Return the shares scaled to 1: three sliders of one whole, moved one by one."""
    total = sum(shares)
    return [share / total for share in shares] if total > 0 else shares


def _rest_at_home(values: Values, community: str, institution: str) -> list[float]:
    in_community, inside = _share(values, community), _share(values, institution)
    if in_community + inside > 1:
        raise ValueError(f"care: {community} and {institution} are more than 100 percent together; lower one of them")
    return [1 - in_community - inside, in_community, inside]
