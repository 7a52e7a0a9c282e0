"""The batch of counties that the map shows: the newest complete run of theirs on disk.

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
from policy.text import N_
from projection.ageing import LAST_SHOWN, NUMBERS, ageing
from views import edition
from views.edition import kept
from views.words import plain

logger = logging.getLogger(__name__)

LEVEL = "county"
STANDARD = "atlas"  # the run whose results the table ``ageing`` holds
FAULTS = {
    "manifest": N_(
        "The batch “{run}” is left out, as its manifest is damaged: ask whoever maintains the atlas to "
        "compute it again."
    ),
    "part": N_(
        "The batch “{run}” is left out, as a part of it is missing or damaged: ask whoever maintains the "
        "atlas to compute it again."
    ),
    "unfinished": N_(
        "The batch “{run}” is not finished: it is under way, or was stopped. If it was stopped, whoever "
        "maintains the atlas can continue it."
    ),
    "tables": N_(
        "The tables have changed since the batch “{run}” was computed: ask whoever maintains the atlas for "
        "numbers from those of today."
    ),
    "engine": N_(
        "The batch “{run}” was computed by another version of the projection: ask whoever maintains the atlas "
        "for numbers of this one."
    ),
}
NO_RUN = N_("Of counties, the atlas holds the census alone. Whoever maintains the atlas can compute other years.")


@dataclass(frozen=True)
class Runs:
    """What the runs on disk give.

    ``rows``: as the table ``ageing``, with ``run`` and ``draws``; none without a run. ``faults``: run and reason (of ``FAULTS``)
    for each that is left out; ``old`` the same for the one shown though something has changed since.
    """

    rows: pd.DataFrame
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
    for run in complete:
        settings = run.manifest["settings"]
        if settings["level"] != LEVEL:
            continue
        try:
            found = batch.values(run, NUMBERS, LAST_SHOWN)
        except batch.BatchUnreadable as error:
            logger.warning("%s", error)
            faults.append((run.run, "part"))
            continue
        if "central" not in found or set(found["indicator"]) != set(NUMBERS):
            faults.append((run.run, "engine"))
            continue
        rows = ageing(found).assign(run=run.run, draws=settings["draws"])
        return Runs(rows, tuple(faults), tuple((run.run, reason) for reason in _changed(settings)))
    none = edition.table("ageing").iloc[:0]
    return Runs(none.assign(run="", draws=0), tuple(faults), ())


def _changed(settings: dict) -> list[str]:
    """Return what has changed since a run of these settings was computed, as reasons of ``FAULTS``."""
    inputs = settings["inputs"]
    same_tables = batch.hashes(tuple({Path(name).stem for name in inputs})) == inputs
    same_engine = batch.engine(Path(projection.__path__[0])) == settings["engine"]
    return [*([] if same_tables else ["tables"]), *([] if same_engine else ["engine"])]


def warnings(at: str, lang: str) -> list[str]:
    """Return a sentence (Markdown) for each run that is left out, for what is old of the one shown, and where none is."""
    _ = translator(lang)
    found = runs(at)
    for run, reason in found.faults + found.old:
        logger.warning("batch %s: %s; `python -m projection batch` computes it anew", run, reason)
    told = [_(FAULTS[reason]).format(run=plain(run)) for run, reason in found.faults + found.old]
    return told if len(found.rows) or told else [_(NO_RUN)]
