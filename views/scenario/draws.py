"""The draws of a scenario: the nation's and the place's own, made once and shared by all scenarios of a place."""

import numpy as np

from projection.care import assumptions, uncertain
from projection.care.scenarios import DEMOGRAPHIC, sums
from projection.people.cohort_component import AGES, Array
from projection.people.kernel import Deviations
from projection.people.places import PlaceInputs
from projection.people.uncertainty import Spread, draws
from views import projections
from views.edition import kept_up_to
from views.scenario.state import defaults, levers

DRAWS = 200


def inputs_of(place: str) -> PlaceInputs | None:
    """Return what a place is projected from; nothing where it has no count to start from."""
    found = projections.projected(place)
    return found.inputs if found else None


@kept_up_to(300)
def deviations_of(place: str, spread: Spread, shift: float) -> Deviations:
    """Return the people of each draw as they deviate from the central path.

    Args:
        place: adcode.
        spread: standard deviations of the draws.
        shift: children per woman above the central path.

    Raises:
        KeyError: the place has no count to start from.
    """
    inputs = inputs_of(place)
    if inputs is None:
        raise KeyError(place)
    fertility = np.maximum(inputs.rates.fertility.sum(axis=-1) + shift, 0)
    return draws(projections.RUN, place, DRAWS, inputs.people, fertility, inputs.structure, spread)


@kept_up_to(150)
def sums_of(place: str, people: tuple[float, ...], spread: Spread | None, weights: bytes) -> Array:
    """Return a place's people year by year by weights, ``[..., T+1, K]``: on the central path, or in each draw.

    Args:
        place: adcode.
        people: the values of ``scenarios.DEMOGRAPHIC``.
        spread: standard deviations of the draws; None on the central path.
        weights: of the sums, the bytes of ``[K, 2, 101]``.

    Raises:
        KeyError: the place has no count to start from.
    """
    inputs = inputs_of(place)
    if inputs is None:
        raise KeyError(place)
    values: dict[str, float] = dict(zip(DEMOGRAPHIC, people, strict=True))
    deviations = None if spread is None else deviations_of(place, spread, values["fertility_shift"])
    return sums(inputs, values, np.frombuffer(weights).reshape(-1, 2, AGES), deviations)


@kept_up_to(300)
def care_of(place: str, given: tuple[tuple[str, float], ...]) -> uncertain.CareDraws:
    """Return the care of each draw about a trend of 0: most levers leave it as it is, and need not wait for it.

    Args:
        place: adcode.
        given: the values of levers that are not at their default.
    """
    values = defaults() | dict(given) | {"disability_trend": 0.0}
    numbers = uncertain.uniforms(projections.RUN, place, DRAWS)
    return uncertain.care_draws(numbers, values, assumptions.care(values, "need"))


@kept_up_to(50)
def unsourced_of(names: tuple[str, ...]) -> dict[str, Array]:
    """Return a value of each of these assumptions for each draw, ``[draws]``, over the range of each."""
    ranges = {name: (lever.low, lever.default, lever.high) for name, lever in levers().items()}
    return uncertain.unsourced(projections.RUN, names, DRAWS, ranges)
