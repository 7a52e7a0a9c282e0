"""`python -m benchmarks extract --documents DIR …`: how well policy texts are read, as shares.

Three sets: the five documents that the atlas was begun with, against their curated facts; the open texts, against
``readings.csv`` in one of the folders, in two halves by the number in front of a file's name (even: tuned on, odd: held out); and with
``--third DIR …`` every document with curated facts in these folders. Precision, and how much of a blind
reading is read (``recall blind``), are counted on the texts of ``blind_reading.csv``.
"""

import argparse
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from benchmarks.extract import gold as known
from benchmarks.extract import scores as scored
from benchmarks.extract.gold import Gold, Text
from benchmarks.extract.scores import Scores
from loaders import store
from loaders.policy_text.candidates import Candidate, extract
from loaders.policy_text.codebook import Codebook

FIVE = ["zhangye-2023", "chenzhou-2018", "chongqing-2022", "daqing-plan", "sanyuan-plan"]
APART = ["dongying-2017", "template-1", "template-2", "template-3", "template-4"]
HALVES = {"even": "open texts, even", "odd": "open texts, odd"}
HELD_OUT = HALVES["odd"]
THIRD = "third set"
ISSUED = re.compile(r"\d{4}(-\d{2}){0,2}")
SHARES = [
    *(
        "recall",
        "recall target",
        "recall achieved",
        "recall forecast",
        "recall parameter",
        "recall threshold",
        "implied",
    ),
    *("value", "comparator", "kind", "year", "no year", "clause", "indicator", "place"),
    *("precision", "precision strict", "read again", "to numerals"),
]


@dataclass(frozen=True)
class Case:
    """One text of a set, with what its readers found: ``gold`` for recall, ``others`` besides for precision if it was read in full."""

    name: str
    text: Text
    gold: list[Gold]
    others: list[list[Gold]]
    in_full: bool


@dataclass
class Result:
    """The scores of one set, and what is behind them."""

    name: str
    texts: int = 0
    scores: list[Scores] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def total(self) -> Scores:
        """Return the scores of all texts of the set together."""
        return scored.added(self.scores)


@dataclass(frozen=True)
class Ground:
    """The tables, the folders with texts, and what is read once for all sets."""

    folders: list[Path]
    documents: dict[str, dict]
    facts: pd.DataFrame
    places: pd.DataFrame
    codebook: Codebook
    blind: list[Gold]
    extracted: dict[tuple[str, str, str], list[Candidate]] = field(default_factory=dict)

    @classmethod
    def of(cls, folders: list[Path]) -> "Ground":
        """Return the ground that all sets stand on."""
        places = store.read("places")
        return cls(
            folders=folders,
            documents={str(row["document"]): row for row in store.read("documents").to_dict("records")},
            facts=store.read("facts"),
            places=places,
            codebook=Codebook.of(store.read("indicators"), places),
            blind=known.blind(),
        )


def curated_case(document: str, ground: Ground) -> Case | None:
    """Return a document against its curated facts; nothing where its text is not at hand."""
    row = ground.documents[document]
    path = known.found(row["file"], ground.folders) if row["file"] else None
    if path is None:
        return None
    facts = ground.facts[ground.facts["document"] == document]
    text = known.text_at(path, known.part_of(facts), row["place"], row["issued_on"])
    blind = [one for one in ground.blind if one.file == path.name]
    # Of a collection only some texts were read blind: those whose place the reader named.
    blind = [one for one in blind if one.place == row["place"]] if known.part_of(facts) else blind
    return Case(document, text, known.curated(facts, path.name), [blind], bool(blind))


def open_cases(half: str, ground: Ground) -> list[Case]:
    """Return the open texts of one half against the public readings; none where ``readings.csv`` is not at hand."""
    path = known.found("readings.csv", ground.folders)
    if path is None:
        return []
    rows = known.readings(path, ground.places)
    index = pd.read_csv(path.parent / "index.csv", dtype=str, keep_default_na=False).to_dict("records")
    rows_of = [row for row in index if half_of(row["doc_file"]) == half and (path.parent / row["doc_file"]).is_file()]
    return [_open_case(path.parent / row["doc_file"], row, rows, ground) for row in rows_of]


def _open_case(path: Path, row: dict, rows: list[Gold], ground: Ground) -> Case:
    issued = ISSUED.match(row["date"])
    place = known.place_code(row["city"], row["province"], ground.places)
    text = known.text_at(path, "", place, issued[0] if issued else "")
    blind = [one for one in ground.blind if one.file == path.name]
    documents = [document for document, kept in ground.documents.items() if kept["file"] == path.name]
    facts = ground.facts[ground.facts["document"].isin(documents)]
    others = [blind, known.curated(facts, path.name)]
    return Case(path.name[:3], text, [one for one in rows if one.file == path.name], others, bool(blind))


def half_of(name: str) -> str:
    """Return which half of the open texts a file is in, by the number in front of its name."""
    return "even" if int(name[:3]) % 2 == 0 else "odd"


def read(text: Text, ground: Ground, given: bool) -> list[Candidate]:
    """Return what the program reads in the scored part of a text; told whose text it is and of when, or not."""
    place, issued_on = (text.place, text.issued_on) if given else ("", "")
    asked = (text.body, place, issued_on)  # texts of one collection are read together
    if asked not in ground.extracted:
        ground.extracted[asked] = extract(text.body, ground.codebook, place=place, issued_on=issued_on)
    return scored.within(ground.extracted[asked], text)


def result(name: str, cases: Iterable[Case], ground: Ground, given: bool = False) -> Result:
    """Return the scores of a set of texts."""
    outcome = Result(name)
    for case in cases:
        candidates = read(case.text, ground, given)
        one = scored.recall_scores(case.gold, candidates, case.text) | scored.amount_scores(candidates, case.text)
        everything = [case.gold, *case.others]
        if case.in_full:
            one |= scored.precision_scores(everything, candidates, case.text)
            worth = [row for row in case.others[0] if row.core]
            one["recall blind"] = (len(scored.paired(worth, candidates, case.text)), len(worth))
            left = scored.unread(worth, candidates, case.text)
            outcome.lines += [f"{case.name} blind reader's, not read | {line}" for line in left]
            lines = scored.unfounded(everything, candidates, case.text)
            outcome.lines += [f"{case.name} not found by a reader | {line}" for line in lines]
        missed = scored.misses(case.gold, candidates, case.text)
        outcome.causes.update(cause for cause, _line in missed)
        outcome.lines += [f"{case.name} {cause} | {line}" for cause, line in missed]
        outcome.scores.append(one)
        outcome.texts += 1
    return outcome


def results(ground: Ground, halves: Sequence[str], third: Sequence[Path] = (), given: bool = False) -> list[Result]:
    """Return the scores of every set whose texts are at hand."""
    curated = {document: curated_case(document, ground) for document in (*FIVE, *APART)}
    five = [case for document in FIVE if (case := curated[document])]
    sets = [(document, [case]) for document, case in curated.items() if case and document in FIVE]
    sets += [("the five", five)] if five else []
    sets += [(APART[0], [case])] if (case := curated[APART[0]]) else []
    sets += [("templates", cases)] if (cases := [case for name in APART[1:] if (case := curated[name])]) else []
    sets += [(HALVES[half], cases) for half in halves if (cases := open_cases(half, ground))]
    sets += [(THIRD, third_cases(third, ground))] if third else []
    return [result(name, cases, ground, given) for name, cases in sets]


def third_cases(folders: Sequence[Path], ground: Ground) -> list[Case]:
    """Return all documents with curated facts whose text lies in these folders."""
    within = replace(ground, folders=list(folders))
    documents = [document for document in ground.documents if (ground.facts["document"] == document).any()]
    return [case for document in documents if (case := curated_case(document, within))]


def table(outcomes: Sequence[Result]) -> str:
    """Return all scores as a table to print, a set a column."""
    lines = [["", *(outcome.name for outcome in outcomes)], ["texts", *(str(outcome.texts) for outcome in outcomes)]]
    totals = [outcome.total for outcome in outcomes]
    lines += [[name, *(_cell(total, name) for total in totals)] for name in SHARES]
    lines.append(["per 1,000 letters", *(f"{1000 * scored.share(total, 'to letters'):.1f}" for total in totals)])
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cell(total: Scores, name: str) -> str:
    part, whole = total.get(name, (0, 0))
    return f"{100 * part / whole:.1f} % {part}/{whole}" if whole else ""


def behind(outcomes: Sequence[Result], listed: bool) -> str:
    """Return causes of misses counted, and with ``listed`` one by one: of the half held out never."""
    lines = []
    for outcome in outcomes:
        lines.append(
            f"\n{outcome.name}: {', '.join(f'{cause} {count}' for cause, count in outcome.causes.most_common())}"
        )
        if listed and outcome.name not in (HELD_OUT, THIRD, "the five"):
            lines += [f"  {line}" for line in outcome.lines]
    return "\n".join(lines)


def measured(arguments: Sequence[str]) -> str:
    """Run the command line; return what it prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks extract", description="How well policy texts are read.")
    texts = [Path(folder) for folder in os.environ.get("ATLAS_TEXTS", "").split(os.pathsep) if folder]
    parser.add_argument(
        "--documents", nargs="+", type=Path, metavar="DIR", default=texts, help="folders with the texts"
    )
    parser.add_argument("--half", choices=["even", "odd", "both"], default="both", help="even: tuned on, odd: held out")
    parser.add_argument("--misses", action="store_true", help="list what was missed, but for the half held out")
    parser.add_argument("--given", action="store_true", help="tell the program whose text it is and of when")
    parser.add_argument("--third", nargs="+", type=Path, metavar="DIR", default=[], help="documents never tuned on")
    settings = parser.parse_args(arguments)
    halves = ["even", "odd"] if settings.half == "both" else [settings.half]
    outcomes = results(Ground.of(settings.documents), halves, settings.third, settings.given)
    if not outcomes:
        parser.error("none of the texts lies in these folders: name them after --documents")
    return f"{table(outcomes)}\n{behind(outcomes, settings.misses)}"
