"""Numbers of batches of projections as the map shows them, from the newest complete run of each level on disk.

``state`` stands for what lies on disk now, and everything else is kept by it: a run that is finished, removed or damaged
while the atlas runs is seen on the next run of the page.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import projection
from i18n.texts import translator
from loaders import batch
from policy.derived import Derived, census_refs
from policy.refs import parts_of, ref
from policy.text import N_, Amount, Name, Text, three_digits
from views import edition
from views.cautions import changed, missed
from views.edition import kept
from views.places import mapped_names, place_names
from views.words import amount_text, plain

logger = logging.getLogger(__name__)

YEAR = 2035
# Variable of the map: number of the batch, its unit, its name.
VARIABLES = {
    "projected80": ("age80", "persons", N_("People aged 80+ in 2035 (projected)")),
    "projected_beds": (
        "beds_need_per_1000",
        "beds_per_1000",
        N_("Beds at current use per 1,000 aged 60+ in 2035 (projected)"),
    ),
    "projected_change60": ("age60_change", "percent", N_("Change of people aged 60+, 2020–2035 (projected)")),
}
CHANGE = "projected_change60"  # the one that may fall
FAULTS = {
    "manifest": N_(
        "The batch “{run}” is left out, as its manifest is damaged: run the same `python -m projection batch` again."
    ),
    "part": N_(
        "The batch “{run}” is left out, as a part of it is missing or damaged: run the same `python -m projection batch` again."
    ),
    "unfinished": N_(
        "The batch “{run}” is not finished: it is under way, or was stopped. If it was stopped, run the same `python -m projection batch` "
        "again, and it goes on."
    ),
    "short": N_(
        "The batch “{run}” ends before {year}, which the map shows: run `python -m projection batch` with a later `--to` and another `--run`."
    ),
    "tables": N_(
        "The tables have changed since the batch “{run}” was computed: for numbers from those of today, run `python -m projection batch` with another `--run`."
    ),
    "engine": N_(
        "The batch “{run}” was computed by another version of the projection: for numbers of this one, run `python -m projection batch` with another `--run`."
    ),
}
PEOPLE = N_(
    "{what}, {place}: central path of a cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} "
    "(run {run}); 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast"
)
BEDS = N_(
    "{what}, {place}: central path of a cohort-component projection from the census of 1 Nov 2020 to 1 Nov {year} "
    "(run {run}), current use of institutions going on at the target occupancy; 80% of {draws} draws lie between {low} and {high}; a projection, not a forecast"
)
# The assumptions behind the beds that are needed at current use.
CARE = ("use_slope", "use_trend", "sd_use", "occupancy")


@dataclass(frozen=True)
class Runs:
    """What the runs on disk give.

    ``numbers``: one row a place (index: adcode) by variable, with central path, quantiles, ``run`` and ``draws``; no entry without a run.
    ``faults``: run and reason (of ``FAULTS``) for each that is left out; ``old`` the same for those shown though something
    has changed since.
    """

    numbers: dict[str, pd.DataFrame]
    faults: tuple[tuple[str, str], ...]
    old: tuple[tuple[str, str], ...]


def state() -> str:
    """Return a text that stands for what lies on disk now; cheap."""
    return batch.mark()


@kept
def runs(at: str) -> Runs:
    """Return what the runs on disk give in their present state ``at``."""
    del at  # what the answer is kept by
    complete, broken = batch.runs()
    faults = [(fault.run, fault.reason) for fault in broken]
    frames, old, levels = [], [], set()
    for run in complete:
        settings = run.manifest["settings"]
        if settings["level"] in levels:
            continue  # there is a newer one
        if settings["to"] < YEAR:
            faults.append((run.run, "short"))
            continue
        try:
            frame = batch.values(run, tuple(number for number, _unit, _name in VARIABLES.values()), YEAR)
        except batch.BatchUnreadable as error:
            logger.warning("%s", error)
            faults.append((run.run, "part"))
            continue
        if "central" not in frame:
            faults.append((run.run, "engine"))
            continue
        levels.add(settings["level"])
        frames.append(frame.assign(run=run.run, draws=settings["draws"]))
        old += [(run.run, reason) for reason in _changed(settings)]
    return Runs(_by_variable(frames), tuple(faults), tuple(old))


def _changed(settings: dict) -> list[str]:
    """Return what has changed since a run of these settings was computed, as reasons of ``FAULTS``."""
    inputs = settings["inputs"]
    same_tables = batch.hashes(tuple({Path(name).stem for name in inputs})) == inputs
    same_engine = batch.engine(Path(projection.__path__[0])) == settings["engine"]
    return [*([] if same_tables else ["tables"]), *([] if same_engine else ["engine"])]


def _by_variable(frames: list[pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the values of runs by variable; of a place that several hold, the newest counts, which comes first."""
    if not frames:
        return {}
    told = pd.concat(frames).drop_duplicates(["place", "indicator"]).set_index("place")
    return {
        variable: told[told["indicator"] == number].drop(columns="indicator")
        for variable, (number, _unit, _name) in VARIABLES.items()
    }


def names(at: str, lang: str) -> dict[str, str]:
    """Return the names of what batches add to the map."""
    _ = translator(lang)
    return {variable: _(VARIABLES[variable][2]) for variable in runs(at).numbers}


def warnings(at: str, variable: str, places: list[str], lang: str) -> list[str]:
    """Return a sentence (Markdown) for each run that is left out, and for what is old of the runs shown of these places."""
    _ = translator(lang)
    numbers = runs(at).numbers.get(variable)
    used = set() if numbers is None else set(numbers.loc[numbers.index.isin(places), "run"])
    told = runs(at).faults + tuple((run, reason) for run, reason in runs(at).old if run in used)
    return [_(FAULTS[reason]).format(run=plain(run), year=YEAR) for run, reason in told]


def value_words(variable: str, value: float, lang: str) -> str:
    """Return a value of a batch in words."""
    return amount_text(_amount(variable, value), lang, exact=False)


def _amount(variable: str, value: float) -> Amount:
    unit = VARIABLES[variable][1]
    return Amount(round(three_digits(value)) if unit == "persons" else round(value, 1), unit)


def values(at: str, variable: str, lang: str) -> pd.DataFrame:
    """Return value, text with the 80 % band and the run, and the record's reference, by place (index: adcode)."""
    _ = translator(lang)
    own = runs(at).numbers[variable]
    texts, fell_outside, grew = [], missed(), changed()
    for place, run, *edges in own[["run", "central", "p100", "p900"]].itertuples():
        middle, low, high = (value_words(variable, float(edge), lang) for edge in edges)
        lines = [middle, f"{_('80% band')}: {low} – {high}", _("run {name}").format(name=run)]
        if place in fell_outside:
            lines.append(_("caution: outside its 80% band when tested from 2010"))
        if place in grew.index:
            lines.append(_("caution: founded, doubled or with other boundaries since 2010"))
        texts.append("<br>".join(lines))
    refs = [ref("batch", place, variable) for place in own.index]
    return pd.DataFrame(
        {"value": own["central"].astype("float64"), "state": "value", "text": texts, "ref": refs}, index=own.index
    )


def record(reference: str) -> Derived:
    """Return the record of a value of a batch, of the newest run that holds the place.

    Raises:
        KeyError: there is no such place or number, or no run.
    """
    place, variable = parts_of(reference, 2)
    numbers = runs(state()).numbers.get(variable)
    if numbers is None or place not in numbers.index:
        raise KeyError(reference)
    row = numbers.loc[place].to_dict()
    middle, low, high = (_amount(variable, float(row[edge])) for edge in ("central", "p100", "p900"))
    usual = edition.table("assumptions").set_index("assumption")["default"].astype("float64")
    names_of = {lang: {**mapped_names(lang), **place_names(lang)}.get(place, place) for lang in ("zh", "en")}
    return Derived(
        middle.value,
        middle.unit,
        BEDS if variable == "projected_beds" else PEOPLE,
        {
            "what": Text(VARIABLES[variable][2]),
            "place": Name(**names_of),
            "draws": int(row["draws"]),
            "year": str(YEAR),
            "run": str(row["run"]),
            "low": low,
            "high": high,
        },
        (
            *census_refs(edition.table("population_totals"), place),
            *(ref("assumption", slug, f"{usual[slug]:g}") for slug in CARE if variable == "projected_beds"),
        ),
    )
