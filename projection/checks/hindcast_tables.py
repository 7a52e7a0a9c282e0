"""A hindcast as tables: what is stored, what is printed, and whether it passes its gates."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from projection.checks.hindcast import METHODS, OLD_AGES, RELATIVE, SIZES, WHOLE, Hindcast, old_counts
from projection.people.cohort_component import SEXES, Array
from projection.people.local_factors import FIRST_OLD, MIGRATION_OLD, MORTALITY, REACHED, against
from projection.people.rates import NATION

# Of the errors relative to the nation: their median without sign in percent at 60+ and 80+, and how many of them lie inside
# the 80 % band in percent; and places at least. Whole errors have no gate: they rest on one decade of one nation.
MOST_MEDIAN_ERROR = {60: 4.0, 80: 6.0}
COVERAGE = (76.0, 84.0)
LEAST_PLACES = 300


def error_rows(result: Hindcast) -> pd.DataFrame:
    """Return the table ``hindcast``: one row a place, method and age, in that order."""
    told = old_counts(result.observed)
    parts = []
    for method in METHODS:
        said = old_counts(result.predicted[method])
        frame = pd.DataFrame(
            {
                "place": np.repeat(result.places["place"].to_numpy(), len(OLD_AGES)),
                "method": method,
                "age_from": np.tile(OLD_AGES, len(told)),
                "predicted": _whole(said.ravel()),
                "error": _percent(said, told).ravel(),
            }
        )
        for name, at in (("low", 0), ("high", 1)):
            band = result.bands.get(method)
            frame[name] = pd.array([pd.NA] * len(frame), dtype="Int64") if band is None else _whole(band[at].ravel())
        inside = (frame["low"] <= told.ravel()) & (told.ravel() <= frame["high"])
        frame["covered"] = inside.map({True: "1", False: "0"}).fillna("").astype("str")
        parts.append(frame)
    order = {method: at for at, method in enumerate(METHODS)}
    return (
        pd.concat(parts, ignore_index=True)
        .sort_values(["place", "method", "age_from"], key=lambda c: c.map(order) if c.name == "method" else c)
        .reset_index(drop=True)
    )


def nation_rows(said: Array, told: Array, band: Array) -> pd.DataFrame:
    """Return the nation's rows of the table ``hindcast``: its whole error, by the UN's death rates from the census of 2010.

    Args:
        said: persons aged 60+, 65+ and 80+ projected, ``[3]``.
        told: persons counted, ``[3]``.
        band: the 80 % band of the nation's own uncertainty in persons, ``[2, 3]``.
    """
    low, high = band
    return pd.DataFrame(
        {
            "place": NATION,
            "method": WHOLE,
            "age_from": OLD_AGES,
            "predicted": _whole(said),
            "error": _percent(said, told),
            "low": _whole(low),
            "high": _whole(high),
            "covered": np.where((low <= told) & (told <= high), "1", "0"),
        }
    )


def group_rows(result: Hindcast) -> pd.DataFrame:
    """Return predicted persons and errors in percent by place, method, sex and age group of 2020."""
    places, sexes, groups = result.observed.shape
    same = {
        "place": np.repeat(result.places["place"].to_numpy(), sexes * groups),
        "sex": np.tile(np.repeat(SEXES, groups), places),
        "age_from": np.tile(REACHED, places * sexes),
    }
    return pd.concat(
        [
            pd.DataFrame(
                same
                | {
                    "method": method,
                    "predicted": _whole(result.predicted[method].ravel()),
                    "error": _percent(result.predicted[method], result.observed).ravel(),
                }
            )
            for method in METHODS
        ],
        ignore_index=True,
    )


def factor_rows(places: pd.Series, observed: Array, expected: Array, nation: Array) -> pd.DataFrame:
    """Return the table ``local_factors``.

    Args:
        places: codes, ``[n]``.
        observed: factors of 2010–2020, ``[n, 23]``; NaN where boundaries changed.
        expected: factors of 2020–2030, ``[n, 23]``.
        nation: the nation's, ``[23]``: its rows come first, and the places' stand against them.
    """
    names = list(_factor_names())
    frame = pd.DataFrame(names, columns=["factor", "sex", "age_from", "age_to", "unit"])
    each = pd.concat([frame.assign(place=place) for place in [NATION, *places]], ignore_index=True)
    absent = np.full(len(names), np.nan)
    each["observed"] = np.concatenate([_shown(nation), _shown(against(observed, nation)).ravel()])
    each["expected"] = np.concatenate([absent, _shown(against(expected, nation)).ravel()])
    return each[["place", "factor", "sex", "age_from", "age_to", "observed", "expected", "unit"]]


def _factor_names() -> Iterator[tuple[str, str, int, object, str]]:
    for sex in SEXES:
        for low in REACHED[:FIRST_OLD]:
            yield "migration", sex, int(low), int(low) + 4, "percent"
    for sex in SEXES:
        yield "migration", sex, 60, pd.NA, "percent"
    yield "mortality", "both", 60, pd.NA, "ratio"


def _shown(factors: Array) -> Array:
    """Return migration in percent and mortality as a ratio, as they are stored."""
    shown = np.around(100 * np.expm1(factors), 2)
    shown[..., MORTALITY] = np.around(1 - factors[..., MORTALITY], 3)
    return np.asarray(shown, dtype=np.float64)


def stored_factors(rows: pd.DataFrame) -> tuple[Array, Array]:
    """Return one column of ``local_factors`` as arrays: migration in logs ``[2, 16]``, mortality as a ratio.

    Args:
        rows: the 23 rows of one place with a column ``value``, in the order of the table.

    Raises:
        ValueError: there are not 23, or one is missing.
    """
    values = rows["value"].to_numpy(dtype=np.float64)
    if len(values) != 2 * FIRST_OLD + 3 or not np.isfinite(values).all():
        raise ValueError(
            f"{len(values)} local factors were given; a place has {2 * FIRST_OLD + 3}, none of them missing"
        )
    logs = np.log1p(values / 100)
    old = np.repeat(logs[MIGRATION_OLD][:, None], len(REACHED) - FIRST_OLD, axis=1)
    return np.hstack([logs[: 2 * FIRST_OLD].reshape(2, FIRST_OLD), old]), values[MORTALITY]


def summary(result: Hindcast) -> pd.DataFrame:
    """Return how large the errors of a hindcast are (``summary_of`` of its rows)."""
    size = [SIZES[at] for at in result.size]
    return summary_of(error_rows(result), pd.DataFrame({"place": result.places["place"].to_numpy(), "size": size}))


def summary_of(rows: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return how large the errors are, by method, age and size class (``all`` first), in percent.

    Columns: ``method``, ``age_from``, ``size``, ``places``, ``median_abs``, ``p90_abs``, ``mean_abs``, ``bias`` (median
    error), ``mean`` (error), ``coverage`` (of the 80 % band; NaN where there is none), ``better`` (share of places whose
    |error| is below the closed projection's).

    Args:
        rows: the table ``hindcast``; the nation's rows are left out.
        places: ``place`` and ``size`` of each place.
    """
    known = rows[rows["place"] != NATION].merge(places[["place", "size"]], on="place", validate="many_to_one")
    closed = known[known["method"] == "closed"].set_index(["place", "age_from"])["error"].abs()
    found = []
    for method in METHODS:
        for age in OLD_AGES:
            own = known[(known["method"] == method) & (known["age_from"] == age)]
            for size in ("all", *SIZES):
                part = own if size == "all" else own[own["size"] == size]
                if part.empty:
                    continue
                errors = part["error"].to_numpy(dtype=np.float64)
                beside = closed.loc[list(zip(part["place"], part["age_from"], strict=True))].to_numpy(dtype=np.float64)
                held = 100 * (part["covered"] == "1").mean() if (part["covered"] != "").all() else np.nan
                closer = 100 * (np.abs(errors) < beside).mean()
                found.append((method, age, size, len(part), *_spread(errors), held, closer))
    columns = ["method", "age_from", "size", "places", "median_abs", "p90_abs", "mean_abs", "bias", "mean"]
    return pd.DataFrame(found, columns=[*columns, "coverage", "better"]).round(2)


def by_group(result: Hindcast) -> pd.DataFrame:
    """Return the median |error| and the bias in percent by sex and age group of 2020, of both errors."""
    frame = pd.DataFrame({"age_from": REACHED})
    for method in (RELATIVE, WHOLE):
        errors = _percent(result.predicted[method], result.observed)
        for at, sex in enumerate(SEXES):
            frame[f"{method}_{sex}"] = np.median(np.abs(errors[:, at]), axis=0).round(2)
            frame[f"{method}_{sex}_bias"] = np.median(errors[:, at], axis=0).round(2)
    return frame


def narrow_provinces(result: Hindcast) -> pd.DataFrame:
    """Return the provinces in which the band relative to the nation held fewer than half of five or more places.

    Columns: ``province`` (code), ``age_from``, ``places``, ``coverage`` and ``bias`` in percent. The errors of one
    province go together: a band that is right for the nation's places is too narrow for some provinces as a whole.
    """
    told, said = old_counts(result.observed), old_counts(result.predicted[RELATIVE])
    low, high = result.bands[RELATIVE]
    frame = pd.DataFrame(
        {
            "province": np.repeat(result.places["province"].to_numpy(), len(OLD_AGES)),
            "age_from": np.tile(OLD_AGES, len(told)),
            "inside": 100.0 * ((low <= told) & (told <= high)).ravel(),
            "error": _percent(said, told).ravel(),
        }
    )
    grouped = frame.groupby(["province", "age_from"])
    found = grouped.agg(places=("inside", "size"), coverage=("inside", "mean"), bias=("error", "median")).reset_index()
    return found[(found["places"] >= 5) & (found["coverage"] < 50)].round(2).reset_index(drop=True)


def losses(table: pd.DataFrame) -> pd.DataFrame:
    """Return where another method's median |error| is below that of ``traits``: age, size class, method, both figures."""
    keys = ["age_from", "size"]
    own = table[table["method"] == RELATIVE][[*keys, "median_abs"]]
    others = table[~table["method"].isin([RELATIVE, WHOLE])][[*keys, "method", "median_abs"]]
    both = others.merge(own, on=keys, suffixes=("", "_traits"), validate="many_to_one")
    return both[both["median_abs"] < both["median_abs_traits"]].reset_index(drop=True)


def gates(table: pd.DataFrame) -> list[tuple[str, float, str, bool]]:
    """Return what must hold of a summary: name, value, limit in words, whether it holds."""
    own = table[(table["method"] == RELATIVE) & (table["size"] == "all")]
    values = {int(row["age_from"]): row for row in own.to_dict("records")}
    places = float(values[60]["places"])
    found = [("places compared", places, f">= {LEAST_PLACES}", places >= LEAST_PLACES)]
    for age, most in MOST_MEDIAN_ERROR.items():
        value = float(values[age]["median_abs"])
        found.append((f"{age}+ median |error| %", value, f"<= {most:g}", value <= most))
    low, high = COVERAGE
    for age in OLD_AGES:
        value = float(values[age]["coverage"])
        found.append((f"{age}+ coverage of the 80 % band", value, f"{low:g}–{high:g} %", low <= value <= high))
    return found


def _spread(errors: Array) -> tuple[float, ...]:
    size = np.abs(errors)
    return (
        float(np.median(size)),
        float(np.quantile(size, 0.9)),
        float(size.mean()),
        float(np.median(errors)),
        float(errors.mean()),
    )


def _percent(said: Array, told: Array) -> Array:
    return np.round(100 * (said / told - 1), 6)  # so finely that the count can be told from the prediction


def _whole(values: Array) -> pd.Series:
    return pd.Series(np.rint(values)).astype("Int64")
