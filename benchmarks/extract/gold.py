"""What careful readers found in the texts: the public readings, the curated facts, and a reading blind of the program.

The texts and the public readings (``readings.csv``) stay outside the project and are read where they lie.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from loaders.policy_text.clauses import HEADER_END, clauses

BLIND = Path(__file__).parents[1] / "blind_reading.csv"
SCALES = {"万": 10_000.0, "亿": 100_000_000.0}
COMPARATORS = {  # as the public readings write them, and what the facts table may write for each; none where they say something else
    "=": {"="},
    "≥": {">="},
    ">": {">", ">="},  # 余, 多 and 超过 are >= in the facts table
    "≤": {"<="},
    "<": {"<", "<="},
    "约": {"~"},
}
UNITS = {"%": "percent", "岁": "years_of_age"}
NATION = "000000"
COLLECTION = re.compile(r"模板\d+/")


@dataclass(frozen=True)
class Gold:
    """One number that a reader found, in base units; what the reader did not say is empty and not scored."""

    file: str
    phrase: str
    value: float
    value_high: float
    kind: str
    comparators: frozenset[str] = frozenset()
    year: int | None = None
    no_year: bool = False  # the text gives none, or hides it: none may be read
    unit: str = ""  # of the facts table; not scored, but tells the two numbers of "65岁以上老年人…达65%" apart
    place: str = ""
    clause: str = ""
    indicator: str = ""
    core: bool = True  # False where leaving the number out is as right
    implied: bool = False  # nothing is printed


@dataclass(frozen=True)
class Text:
    """A text to be read, below its header, and the part of it that is scored: ``body[start:end]``."""

    name: str
    body: str
    start: int
    end: int
    place: str = ""
    issued_on: str = ""


def text_at(path: Path, part: str = "", place: str = "", issued_on: str = "") -> Text:
    """Return the text of a file without its header, scored whole or only in one text of a collection (``模板5/``).

    Raises:
        ValueError: the file has no such part.
    """
    raw = path.read_text(encoding="utf-8-sig")
    header = HEADER_END.search(raw)
    body = raw[header.end() :] if header else raw
    if not part:
        return Text(path.name, body, 0, len(body), place, issued_on)
    within = [clause for clause in clauses(body) if clause.label.startswith(part)]
    if not within:
        raise ValueError(f"{path.name}: no part {part}")
    return Text(path.name, body, within[0].start, within[-1].end, place, issued_on)


def found(name: str, folders: list[Path]) -> Path | None:
    """Return the first file of that name in the folders."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def in_base_units(value: str, unit: str) -> tuple[float, float]:
    """Return a printed value or range in base units: ``5.04`` 万张 is 50,400, ``30-40`` % stays 30 to 40."""
    ends = [float(part) * SCALES.get(unit[:1], 1.0) for part in value.split("-")]
    return ends[0], ends[-1]


def readings(path: Path, places: pd.DataFrame) -> list[Gold]:
    """Return the public readings; only stated years are scored."""
    rows = _rows(path)
    codes = {named: place_code(*named, places) for named in {(row["city"], row["province"]) for row in rows}}
    return [_reading(row, codes[row["city"], row["province"]]) for row in rows]


def _reading(row: dict[str, str], place: str) -> Gold:
    low, high = in_base_units(row["value"], row["unit"])
    return Gold(
        file=row["doc_file"],
        phrase=row["phrase"],
        value=low,
        value_high=high,
        kind=row["kind"],
        comparators=frozenset({"range"} if low != high else COMPARATORS.get(row["comparator"], ())),
        year=int(row["year"][:4]) if row["year_basis"] == "stated" else None,
        unit=UNITS.get(row["unit"], ""),
        place=place,
    )


def place_code(city: str, province: str, places: pd.DataFrame) -> str:
    """Return the code of a place by its name, within its province where names repeat; nothing where it has none."""
    if city == "国家":
        return NATION
    named = places[places["name_zh"] == city]
    above = places.loc[(places["name_zh"] == province) & (places["level"] == "province"), "place"]
    if len(named) > 1 and len(above):
        named = named[named["place"].str[:2] == above.iloc[0][:2]]
    return str(named["place"].iloc[0]) if len(named) == 1 else ""


def curated(facts: pd.DataFrame, file: str) -> list[Gold]:
    """Return curated facts of one document as what a reader found in its file."""
    return [_fact(row, file) for row in facts[facts["as_printed"] != ""].to_dict("records")]


def _fact(row: dict, file: str) -> Gold:
    stated = row["period_status"] == "stated" and pd.notna(row["year"])
    return Gold(
        file=file,
        phrase=row["as_printed"],
        value=row["value"],
        value_high=row["value_high"],
        kind=row["kind"],
        comparators=frozenset({row["comparator"]}),
        year=int(row["year"]) if stated else None,
        no_year=row["period_status"] in ("redacted", "none"),
        unit=row["unit"],
        place="" if row["place"].startswith("x-") else row["place"],
        clause=row["clause"],
        indicator=row["indicator"],
        implied="implied_value" in row["warnings"].split(";"),
    )


def part_of(facts: pd.DataFrame) -> str:
    """Return which text of a collection facts of one document stand in (``模板5/``), or nothing."""
    parts = {match[0] for clause in facts["clause"] if (match := COLLECTION.match(clause))}
    return parts.pop() if len(parts) == 1 else ""


def blind(path: Path = BLIND) -> list[Gold]:
    """Return every number of the texts that were read in full by someone who had not seen what the program reads."""
    return [
        Gold(
            file=row["text_file"],
            phrase=row["phrase"],
            value=float(row["value"]),
            value_high=float(row["value_high"]),
            kind=row["kind"],
            comparators=frozenset({row["comparator"]}),
            unit=UNITS.get(row["unit"], ""),
            place=row["place"],
            core=row["worth"] == "core",
        )
        for row in _rows(path)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
