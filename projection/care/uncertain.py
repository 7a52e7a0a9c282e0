"""What nobody can know about care, as draws: level and trend of disability, where the disabled live, and who uses institutions.

The level of disability within its definition (ln, σ sd_disability), its trend (σ sd_disability_trend), the settings (Dirichlet
of weight settings_weight) and, where a place's residents are not counted, how far its use of institutions is from the
nation's at the same ages (ln, σ sd_use). Level, trend and settings are the nation's, use the place's own. All come from
uniform numbers by their quantile functions, so that two scenarios share them and their difference is no noise.

Assumptions without a source are in none of these; ``unsourced`` draws them over their range (triangular, the default most
likely), for a second, wider band.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

from projection.care.demand import INSTITUTION, LEVELS, SETTINGS, Care
from projection.care.prevalence import Array
from projection.people.kernel import Deviations
from projection.people.migration import model_schedule
from projection.people.places import PlaceInputs
from projection.people.rates import NATION
from projection.people.uncertainty import Spread, fading, reach

# Numbers of the streams of care: level, trend, three settings of three levels; use has its own stream.
NATIONAL = 2 + len(LEVELS) * len(SETTINGS)


@dataclass(frozen=True)
class CareDraws:
    """Care in each draw: ``level[n]`` factor of disability, ``trend[n]`` a year, ``settings[n, 3, 3]``.

    ``use[n]`` is the factor of a place's use of institutions against the nation's at the same ages.
    """

    level: Array
    trend: Array
    settings: Array
    use: Array


def spread_of(values: Mapping[str, float]) -> Spread:
    """Return the standard deviations of the demographic draws that a scenario asks for."""
    return Spread(
        mortality=values["sd_mortality"] / 100,
        fertility=values["sd_fertility"] / 100,
        migration=values["sd_migration"] / 100,
    )


def uniforms(run: str, place: str, count: int) -> Array:
    """Return the uniform numbers behind the draws of care, ``[count, 12]``; the last column is the place's own.

    Args:
        run: name of the run; the same name gives the same numbers.
        place: adcode.
        count: how many draws.
    """
    nation = _generator(run, NATION).random((count, NATIONAL))
    return np.concatenate([nation, _generator(run, place, "own").random((count, 1))], axis=1)


def _generator(*names: str) -> np.random.Generator:
    digest = hashlib.sha256("/".join(("care", *names)).encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


def care_draws(numbers: Array, values: Mapping[str, float], care: Care) -> CareDraws:
    """Return the care of each draw from uniform numbers, ``[n, 12]`` as in ``uniforms``.

    Args:
        numbers: between 0 and 1.
        values: ``sd_disability``, ``sd_use`` in percent, ``sd_disability_trend`` in percent a year, ``settings_weight``.
        care: the central settings.
    """
    z = ndtri(numbers[:, :2])
    central = np.asarray(care.settings, dtype=float)
    alpha = central * values["settings_weight"]
    gamma = np.zeros((len(numbers), *central.shape))
    drawn = numbers[:, 2:NATIONAL].reshape(-1, *central.shape)
    known = alpha > 0
    gamma[:, known] = gammaincinv(alpha[known], drawn[:, known])
    return CareDraws(
        level=np.exp(values["sd_disability"] / 100 * z[:, 0]),
        trend=values["disability_trend"] / 100 + values["sd_disability_trend"] / 100 * z[:, 1],
        settings=gamma / gamma.sum(axis=-1, keepdims=True),
        use=_use(numbers[:, NATIONAL], values),
    )


def at_place(drawn: CareDraws, run: str, place: str, values: Mapping[str, float]) -> CareDraws:
    """Return the care of each draw at another place: all is the nation's but the use of institutions, which is the place's own.

    The same as ``care_draws`` of the place's ``uniforms``, without the nation's part made anew.
    """
    numbers = _generator(run, place, "own").random(len(drawn.level))
    return replace(drawn, use=_use(numbers, values))


def _use(numbers: Array, values: Mapping[str, float]) -> Array:
    """Return the quantiles of the factor between a place's use of institutions and the nation's at the same ages: lognormal."""
    return np.exp(values["sd_use"] / 100 * ndtri(numbers))


def unsourced(
    run: str, names: tuple[str, ...], count: int, ranges: Mapping[str, tuple[float, float, float]]
) -> dict[str, Array]:
    """Return draws of assumptions over their range by name, ``[count]``: triangular from low over default to high.

    Args:
        run: name of the run; the same name gives the same numbers, whatever other assumptions are drawn.
        names: of the assumptions.
        count: how many draws.
        ranges: low, default and high of each.
    """
    found = {}
    for name in names:
        low, middle, high = ranges[name]
        u = _generator(run, "unsourced", name).random(count)
        below = (middle - low) / (high - low)
        found[name] = np.where(
            u < below,
            low + np.sqrt(u * (high - low) * (middle - low)),
            high - np.sqrt((1 - u) * (high - low) * (high - middle)),
        )
    return found


# One at a time: what each factor does at the 10th and the 90th percent of its own distribution.
TENTHS = (0.1, 0.9)
FACTORS = (
    *("mortality", "fertility", "migration", "base", "drift"),
    *("disability_level", "disability_trend", "institution", "use"),
)


def tenths(
    inputs: PlaceInputs, values: Mapping[str, float], care: Care, years: int
) -> tuple[tuple[str, ...], Deviations, CareDraws]:
    """Return the factors and, two rows for each (low, high), the deviations and care that ``run`` takes.

    A random walk of mortality or fertility takes its tenth in every year, σ √t; migration the constant shift that moves as
    many people by the last year as the tenth of its sum; a share of people in institutions the tenth of its beta, the other
    settings giving or taking in proportion. The nation knows neither migration nor drift.

    Args:
        inputs: of the place.
        values: of all assumptions.
        care: the central settings.
        years: of the projection.
    """
    spread = spread_of(values)
    rows = 2 * len(FACTORS)
    z = ndtri(np.array(TENTHS))
    at = {factor: slice(2 * row, 2 * row + 2) for row, factor in enumerate(FACTORS)}
    walk = np.sqrt(np.arange(1, years + 1))
    own = 0.0 if inputs.place == NATION else 1.0
    common, drifting = reach(inputs.place, float(inputs.people.sum()))
    hazard, fertility, moved = np.zeros((rows, years, 2)), np.ones((rows, years)), np.zeros((rows, years))
    base, drift = np.ones((rows, 2)), np.ones((rows, years))
    hazard[at["mortality"]] = np.expm1(common * spread.mortality * z[:, None] * walk)[..., None]
    fertility[at["fertility"]] = np.exp(common * spread.fertility * z[:, None] * walk)
    moved[at["migration"]] = own * z[:, None] * _mean_spread(spread.migration_memory, years)
    base[at["base"]] = np.exp(common * z[:, None] * np.array([inputs.structure.error60, inputs.structure.error80]))
    drift[at["drift"]] = np.exp(drifting * spread.drift * z[:, None] * fading(years))
    halves = inputs.people.sum(axis=1, keepdims=True)
    deviations = Deviations(hazard, fertility, moved, spread.migration * halves * model_schedule(), base, drift)
    central = np.asarray(care.settings, dtype=float)
    level, trend = np.ones(rows), np.full(rows, values["disability_trend"] / 100)
    settings, use = np.broadcast_to(central, (rows, 3, 3)).copy(), np.ones(rows)
    level[at["disability_level"]] = np.exp(values["sd_disability"] / 100 * z)
    trend[at["disability_trend"]] += values["sd_disability_trend"] / 100 * z
    settings[at["institution"]] = [_at_institution(central, values["settings_weight"], tenth) for tenth in TENTHS]
    use[at["use"]] = _use(np.array(TENTHS), values)
    return FACTORS, deviations, CareDraws(level, trend, settings, use)


def _mean_spread(memory: float, years: int) -> float:
    """Return the standard deviation of the mean of an AR(1) of unit variance over so many years."""
    lags = np.arange(1, years)
    return float(np.sqrt((years + 2 * ((years - lags) * memory**lags).sum()) / years**2))


def _at_institution(central: Array, weight: float, tenth: float) -> Array:
    """Return the settings with each level's share in institutions at a quantile of its beta."""
    share = central[:, INSTITUTION]
    moves = (share > 0) & (share < 1)
    alpha = np.where(moves, share, 0.5) * weight
    at = np.where(moves, betaincinv(alpha, weight - alpha, tenth), share)
    scale = np.divide(1 - at, 1 - share, out=np.zeros_like(share), where=share < 1)
    found = central * scale[:, None]
    found[:, INSTITUTION] = at
    return found
