"""Candidates as a table to look through, a row each."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from loaders.policy_text.candidates import Candidate, extract
from loaders.policy_text.codebook import Codebook
from loaders.policy_text.reading import read_upload
from loaders.uploads import opened

COLUMNS = [
    "document",
    "clause",
    "as_printed",
    "start",
    "end",
    "place",
    "indicator",
    "indicator_score",
    "kind",
    "value",
    "value_high",
    "comparator",
    "unit",
    "year",
    "date",
    "period_status",
    "commitment",
    "confidence",
    "reasons",
]


def listed(candidates: Iterable[Candidate]) -> pd.DataFrame:
    """Return candidates as rows (``COLUMNS``); the reasons as English sentences joined by ``; ``."""
    rows = [
        {name: getattr(each, name) for name in COLUMNS[:-1]} | {"reasons": "; ".join(map(str, each.reasons))}
        for each in candidates
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"year": "Int64"})


def candidates_of(paths: Iterable[Path], codebook: Codebook) -> list[Candidate]:
    """Return the candidates of documents, named by their files.

    Raises:
        FileRefused: a file is no document that can be read.
        OSError: it cannot be opened.
    """
    found = []
    for path in paths:
        upload = opened(path.name, path.read_bytes())
        found += extract(read_upload(upload), codebook, document=path.stem)
    return found
