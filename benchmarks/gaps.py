"""All gaps recomputed when the date changes, for 1,000 targets: the real ledger's arrays, repeated."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.timing import Measure, alternating, plain
from loaders.store import read
from policy.described import describe
from policy.gaps import Ledger, assess, ledger

TARGETS = 1000
MOST_RATIO = 0.8
DAYS = [dt.date(2026, 11, 22), dt.date(2020, 6, 30)]


def repeated(book: Ledger, count: int) -> Ledger:
    """Return a ledger of ``count`` targets: the book's own with their results, over and over."""
    times = -(-count // len(book.targets))
    columns = {name: np.tile(getattr(book, name), times) for name in vars(book) if name != "targets"}
    offsets = np.repeat(np.arange(times) * len(book.targets), len(book.pair_target))
    columns["pair_target"] = columns["pair_target"] + offsets
    kept = columns["pair_target"] < count
    for name in columns:
        columns[name] = columns[name][kept] if name.startswith("pair_") else columns[name][:count]
    return replace(book, targets=pd.concat([book.targets] * times, ignore_index=True).iloc[:count], **columns)


def judging(rounds: int) -> Measure:
    """Return the judgement of 1,000 targets as of another day."""
    facts = describe(
        *(
            read(name)
            for name in ("facts", "indicators", "places", "documents", "institutions", "vocabularies", "scopes")
        )
    )
    named = facts[(facts["kind"] == "target") & ~facts["place"].str.startswith("x-")]
    book = repeated(ledger(facts, named), TARGETS)
    *days, baseline = alternating([*(lambda day=day: assess(book, day) for day in DAYS), plain], rounds)
    return Measure(f"judge {TARGETS:,} targets as of another day against plain work", max(days), baseline, MOST_RATIO)


def cases(rounds: int) -> list[Measure]:
    """Return all measures of this file."""
    return [judging(rounds)]
