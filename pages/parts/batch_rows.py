"""Results of a batch of projections as the map shows them: nothing where no complete run lies in the cache."""

import logging

import pandas as pd

from i18n.texts import translator
from loaders import batch
from pages.parts import tables
from pages.parts.kept import shared
from pages.parts.words import amount_text
from policy.derived import Derived, population_ref
from policy.projection_sentences import three_digits
from policy.sentences import N_, Amount

logger = logging.getLogger(__name__)

YEAR = 2035
# Variable of the map: number of the batch, its unit.
VARIABLES = {
    "projected80": ("age80", "persons"),
    "projected_beds": ("beds_need_per_1000", "beds_per_1000"),
    "projected_change60": ("age60_change", "percent"),
}


@shared
def run() -> tuple[batch.Batch | None, str]:
    """Return the newest complete run, if there is one, and one sentence where it cannot be used."""
    try:
        found = batch.latest()
        if found is not None:
            for number, _unit in VARIABLES.values():
                batch.values(found, number, YEAR)
    except batch.BatchUnreadable as error:
        logger.warning("%s", error)
        return None, str(error)
    return found, ""


@shared
def values(variable: str) -> pd.DataFrame:
    """Return a variable's mean and quantiles by place (index: adcode); no rows without a run."""
    found = run()[0]
    return pd.DataFrame() if found is None else batch.values(found, VARIABLES[variable][0], YEAR)


def names(lang: str) -> dict[str, str]:
    """Return the names of what a batch adds to the map."""
    _ = translator(lang)
    if run()[0] is None:
        return {}
    return {
        "projected80": _("People aged 80+ in 2035 (projected)"),
        "projected_beds": _("Beds needed per 1,000 aged 60+ in 2035 (projected)"),
        "projected_change60": _("Change of people aged 60+, 2020–2035 (projected)"),
    }


def value_words(variable: str, value: float, lang: str) -> str:
    """Return a value of a batch in words."""
    unit = VARIABLES[variable][1]
    rounded = three_digits(value) if unit == "persons" else round(value, 1)
    return amount_text(Amount(rounded, unit), lang, exact=False)


def mapped(variable: str, lang: str) -> pd.DataFrame:
    """Return value, text with the 80 % band and the run, by place (index: adcode)."""
    _ = translator(lang)
    found, name = values(variable), run_name()
    texts = []
    for edges in found[["p500", "p100", "p900"]].to_numpy(dtype="float64"):
        middle, low, high = (value_words(variable, float(edge), lang) for edge in edges)
        texts.append(f"{middle}<br>{_('80% band')}: {low} – {high}<br>{_('run {name}').format(name=name)}")
    return pd.DataFrame({"value": found["p500"].astype("float64"), "state": "value", "text": texts}, index=found.index)


def run_name() -> str:
    """Return the name of the run shown; empty without one."""
    found = run()[0]
    return "" if found is None else found.folder.name.removeprefix("run=")


def ref(place: str, variable: str) -> str:
    """Return the reference of a value of a batch."""
    return f"batch:{place}:{variable}"


def record(asked: str) -> Derived:
    """Return the record of a value of a batch.

    Raises:
        KeyError: there is no such place or number, or no run.
    """
    _kind, place, variable = (*asked.split(":"), "", "")[:3]
    found = run()[0]
    if found is None or variable not in VARIABLES or place not in values(variable).index:
        raise KeyError(asked)
    row, unit = values(variable).loc[place].to_dict(), VARIABLES[variable][1]
    totals = tables.table("population_totals")
    census = (totals["date"] == "2020-11-01") & (totals["basis"] == "resident") & (totals["residence"] == "all")
    inputs = totals[census & (totals["place"] == place) & (totals["sex"] == "both")]
    return Derived(
        round(float(row["p500"]), 1),
        unit,
        N_(
            "median of {draws} draws of a cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} (run {run}), care by "
            "the default assumptions; 80 % of the draws lie between {low} and {high}; a projection, not a forecast"
        ),
        {
            "draws": found.manifest["settings"]["draws"],
            "year": str(YEAR),
            "run": run_name(),
            "low": Amount(round(float(row["p100"]), 1), unit),
            "high": Amount(round(float(row["p900"]), 1), unit),
        },
        tuple(population_ref(each) for _index, each in inputs.iterrows()),
    )
