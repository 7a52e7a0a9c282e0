"""Policy packs: one subsidy or insurance scheme a YAML file, read, checked, and laid out as one row a value.

A file names its place and scheme and, rule by rule, who pays, what is counted, which portion of it qualifies, and the
values. A value either takes everything from a fact (``fact`` and the words that carry it), so that the number stands in
one place only, or brings its own number, unit, document, clause and words. Nothing is guessed and nothing passed over.
"""

import itertools
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import yaml

from loaders.audit import NOT_AS_DIGITS
from loaders.curated import CURATED, LARGEST
from loaders.errors import DataProblems, Problem
from loaders.letters import folded, forbidden
from loaders.policy_text.clauses import printed_numbers
from loaders.rules.faults import Frames
from loaders.rules.tables import PHRASE_LENGTH
from loaders.tables.scenario import PACKS
from loaders.tables.schema import DTYPES
from loaders.tables.validation import schema_of

FOLDER = "packs"
SCHEME = ("place", "scheme_zh", "scheme_en", "basis")
RULE = ("name_zh", "name_en", "payer", "counts", "eligibility", "eligibility_en")
RULE_IF_NEEDED = ("portions", "base")
FROM_FACT = ("fact", "as_printed")
OWN = ("value", "unit", "document", "clause", "as_printed", "grade")
VALUE_IF_NEEDED = ("from", "until", "note", "note_en")
OWN_IF_NEEDED = (*VALUE_IF_NEEDED, "comparator", "warnings")
ONCE = ("yuan", "yuan_per_bed")
RECURRING = (
    "yuan_per_day",
    "yuan_per_bed_day",
    "yuan_per_month",
    "yuan_per_bed_month",
    "yuan_per_person_month",
    "yuan_per_year",
    "yuan_per_bed_year",
    "yuan_per_person_year",
)
PARTS = {
    "price": (*ONCE, *RECURRING),
    "share": ("percent",),
    "cap": (*ONCE, *RECURRING),
    "uplift": ("percent",),
    "ratio": ("percent",),
    "instalment": ("percent",),
    "duration": ("years",),
}
YEARS = range(1980, 2101)
# What PyYAML lets through of a value that is not of the type it looks like: 2020-13-45 is no date.
NO_SUCH_VALUE = (ValueError, LookupError, AttributeError, TypeError, OverflowError)
NOT_PRINTED = "a phrase that prints the value"


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML would let win silently, and an alias within what has a name, of which a few make millions."""

    within = 0  # parts with a name around the part being read

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        alias, named = isinstance(event, yaml.AliasEvent), getattr(event, "anchor", None) is not None
        if alias and self.within:
            raise yaml.constructor.ConstructorError(
                None, None, "an alias stands within a part with a name", event.start_mark
            )
        self.within += named and not alias
        try:
            return super().compose_node(parent, index)
        finally:
            self.within -= named and not alias

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except NO_SUCH_VALUE as error:
            kind = node.tag.rpartition(":")[2]
            found = f"{str(node.value)[:60]!r} is no {kind}"
            raise yaml.constructor.ConstructorError(None, None, found, node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read_packs(frames: Frames, folder: Path = CURATED) -> pd.DataFrame:
    """Return every policy pack, one row a value, with the columns of the table ``packs``.

    Args:
        frames: the curated tables, which the packs refer to.
        folder: the folder that holds the folder ``packs``.

    Raises:
        DataProblems: a file is not YAML, half filled, or says what it cannot; the faults of all files are reported.
    """
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            rows += _Pack(path, frames).rows()
        except DataProblems as error:
            problems += error.problems
    if problems:
        raise DataProblems(problems)
    columns = {column.name: column for column in PACKS.columns}
    found = pd.DataFrame(rows, columns=list(columns)).astype({name: DTYPES[c.type] for name, c in columns.items()})
    try:
        return schema_of(PACKS).validate(found, lazy=True)
    except pandera.errors.SchemaErrors as error:
        raise DataProblems([*_undeclared(error, found)]) from error


def _undeclared(error: pandera.errors.SchemaErrors, found: pd.DataFrame) -> Iterator[Problem]:
    """Give a fault for each value that the table ``packs`` does not allow, at the key it comes from."""
    for case in error.failure_cases.itertuples():
        row = found.loc[0 if pd.isna(case.index) else int(case.index)]
        value = "" if pd.isna(case.failure_case) else str(case.failure_case)
        at = f"rules.{row['rule']}.{row['part']}: {case.column}"
        yield Problem(f"{FOLDER}/{row['pack']}.yaml", None, at, value, str(case.check))


class _Pack:
    """One file while it is read; faults collect in ``problems``."""

    def __init__(self, path: Path, frames: Frames) -> None:
        self.path = path
        self.frames = frames
        self.facts = frames["facts"].set_index("fact")
        self.problems: list[Problem] = []

    def rows(self) -> list[dict[str, Any]]:
        """Return the pack's rows.

        Raises:
            DataProblems: what is wrong with the file.
        """
        content = self._parsed()
        rows = []
        if self._keys(content, (*SCHEME, "rules"), (), ""):
            self._refers("place", content["place"], "places", "place")
            self._one_of("basis", content["basis"], next(c.words for c in PACKS.columns if c.name == "basis"))
            rules = content["rules"]
            if isinstance(rules, dict) and rules:
                scheme = {"pack": self.path.stem} | {name: content[name] for name in SCHEME}
                rows = [scheme | row for name, rule in rules.items() for row in self._rule(str(name), rule)]
            else:
                self._fault("rules", rules, "at least one rule")
        if self.problems:
            raise DataProblems(self.problems)
        return rows

    def _parsed(self) -> dict[str, Any]:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
            if found := forbidden(text):
                line = text.count("\n", 0, found[0]) + 1
                self._fault("", "", f"no control or invisible character (line {line}: {found[1]})")
                raise DataProblems(self.problems)
            content = yaml.load(folded(text), Loader=_Loader)  # noqa: S506 (a SafeLoader)
        except UnicodeDecodeError as error:
            self._fault("", "", f"UTF-8 text (byte {error.start} is not)")
        except yaml.MarkedYAMLError as error:
            line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
            self._fault("", "", f"well-formed YAML ({line}{error.problem})")
        except RecursionError:
            self._fault("", "", "well-formed YAML (its parts stand in each other too deep)")
        else:
            if isinstance(content, dict):
                return content
            self._fault("", "", f"the keys {', '.join((*SCHEME, 'rules'))}")
        raise DataProblems(self.problems)

    def _rule(self, name: str, rule: Any) -> Iterator[dict[str, Any]]:
        """Yield one row a value of a rule."""
        where = f"rules.{name}"
        if not self._keys(rule, RULE, (*RULE_IF_NEEDED, *PARTS), where):
            return
        counts, portions = self._list(where, rule, "counts"), self._list(where, rule, "portions")
        self._words(f"{where}.counts", counts, "pack_count")
        self._words(f"{where}.payer", [rule["payer"]], "payer")
        if "base" in rule:
            self._words(f"{where}.base", [rule["base"]], "pack_base")
        for portion in portions:
            self._refers(f"{where}.portions", portion.removeprefix("-"), "assumptions", "assumption")
        common = {"rule": name} | {key: rule[key] for key in RULE} | {"base": rule.get("base", "")}
        common |= {"counts": ";".join(counts), "portions": ";".join(portions)}
        values = [row for part in PARTS if part in rule for row in self._part(f"{where}.{part}", part, rule[part])]
        self._complete(where, rule, counts, values)
        yield from (common | value for value in values)

    def _complete(self, where: str, rule: dict[str, Any], counts: list[str], values: list[dict[str, Any]]) -> None:
        """Note what a rule lacks, and a payment that does not fit what is counted."""
        if ("price" in rule) == ("share" in rule or "cap" in rule):
            self._fault(where, "", "either a price, or a share or cap (the rule is half filled)")
        if ("share" in rule) != ("base" in rule):
            self._fault(where, "", "a share together with the base it is taken of")
        new = {count.endswith("_added") for count in counts}
        units = {value["unit"] for value in values if value["part"] in ("price", "cap")}
        if len(new) > 1:
            self._fault(f"{where}.counts", ";".join(counts), "what is added in a year, or what stands, not both")
        elif units & set(ONCE) and new != {True}:
            self._fault(where, ";".join(units), "a count of what is added in a year (it is paid once)")
        if units & set(RECURRING) and new == {True} and "duration" not in rule:
            self._fault(where, ";".join(units), "a duration, or a count of what stands (it is paid again and again)")
        parts = [value["value"] for value in values if value["part"] == "instalment"]
        if parts and not math.isclose(sum(parts), 100):
            self._fault(f"{where}.instalment", f"{sum(parts):g}", "instalments that add up to 100")

    def _part(self, where: str, part: str, given: Any) -> list[dict[str, Any]]:
        """Return the rows of one part: instalments in their order, of other parts values that follow each other in time."""
        found = given if isinstance(given, list) else [given]
        rows = [row for value in found if (row := self._value(where, part, value)) is not None]
        for order, row in enumerate(rows, start=1):
            row |= {"part": part, "order": order if part == "instalment" else 1}
            if row["until"] is not None and row["from"] is not None and row["until"] < row["from"]:
                self._fault(f"{where}.until", str(row["until"]), "a year not before from")
        spans = sorted((row["from"] or -math.inf, row["until"] or math.inf) for row in rows)
        if part != "instalment" and any(later[0] <= earlier[1] for earlier, later in itertools.pairwise(spans)):
            self._fault(where, "", "values whose years do not overlap")
        return rows

    def _value(self, where: str, part: str, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            self._fault(
                where, str(value), "a fact, or a value with unit, document, clause and as_printed (it has no reference)"
            )
            return None
        if "value" in value and "unit" not in value:
            self._fault(where, str(value["value"]), f"a unit ({', '.join(PARTS[part])})")
            return None
        if "value" in value and "document" not in value:
            self._fault(
                where, str(value["value"]), "the document, clause and words that print it (it has no reference)"
            )
            return None
        from_fact = "fact" in value
        needed, allowed = (FROM_FACT, VALUE_IF_NEEDED) if from_fact else (OWN, OWN_IF_NEEDED)
        if not self._keys(value, needed, allowed, where):
            return None
        row = self._of_fact(where, value) if from_fact else self._own(where, value)
        if row is None:
            return None
        for key in ("from", "until"):
            row[key] = value.get(key, row.get(key))
            if row[key] is not None and not (type(row[key]) is int and row[key] in YEARS):
                self._fault(f"{where}.{key}", str(row[key]), "a year from 1980 to 2100")
                return None
        self._one_of(f"{where}.unit", row["unit"], PARTS[part])
        return row | {key: value.get(key, "") for key in ("note", "note_en")}

    def _of_fact(self, where: str, value: dict[str, Any]) -> dict[str, Any] | None:
        if not self._refers(where, value["fact"], "facts", "fact"):
            return None
        fact = self.facts.loc[value["fact"]]
        if value["as_printed"] not in fact["as_printed"]:
            self._fault(f"{where}.as_printed", value["as_printed"], f"words of the fact: {fact['as_printed']}")
        if fact["comparator"] == "range":
            self._fault(where, value["fact"], "a fact with one value, not a range")
        taken = ("value", "comparator", "unit", "warnings", "document", "clause", "as_printed", "grade")
        year = None if pd.isna(fact["year"]) else int(fact["year"])
        return {"fact": value["fact"], "from": year} | {key: fact[key] for key in taken}

    def _own(self, where: str, value: dict[str, Any]) -> dict[str, Any] | None:
        number = value["value"]
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= LARGEST:
            self._fault(f"{where}.value", str(number), "a number of at least 0")
            return None
        self._refers(f"{where}.document", value["document"], "documents", "document")
        phrase = str(value["as_printed"])
        low, high = PHRASE_LENGTH
        if not low <= len(phrase) <= high:
            self._fault(f"{where}.as_printed", phrase, f"a phrase of {low} to {high} characters")
        warnings = str(value.get("warnings", ""))
        self._words(f"{where}.warnings", warnings.split(";") if warnings else [], "warning")
        in_words = NOT_AS_DIGITS & set(warnings.split(";"))
        if not in_words and not any(math.isclose(number, printed) for printed in printed_numbers(phrase)):
            self._fault(f"{where}.as_printed", phrase, f"{NOT_PRINTED} {number:g}")
        self._words(f"{where}.grade", [value["grade"]], "grade")
        own = {"fact": "", "comparator": value.get("comparator", "="), "warnings": warnings, "from": None}
        return own | {key: value[key] for key in OWN}

    # What every part of the file is asked

    def _fault(self, where: str, found: object, expected: str) -> None:
        self.problems.append(
            Problem(f"{FOLDER}/{self.path.name}", None, where, "" if found is None else str(found), expected)
        )

    def _keys(self, given: Any, needed: tuple[str, ...], allowed: tuple[str, ...], where: str) -> bool:
        """Tell whether the mapping has all it needs; note each unknown, missing or empty key."""
        if not isinstance(given, dict):
            self._fault(where, str(given), f"the keys {', '.join(needed)}")
            return False
        dot = f"{where}." if where else ""
        known = (*needed, *allowed)
        for key in given:
            if key not in known:
                self._fault(where, str(key), f"one of the keys {', '.join(known)}")
        lacking = [key for key in needed if given.get(key) in (None, "", [], {})]
        for key in lacking:
            self._fault(f"{dot}{key}", "", "a value (the file is half filled)")
        texts = [
            key
            for key in known
            if key in given and key.startswith(("name", "scheme", "eligib", "note", "clause", "as_pr"))
        ]
        for key in (
            *texts,
            *(key for key in ("place", "document", "fact", "payer", "base", "basis", "grade", "unit") if key in given),
        ):
            if not isinstance(given[key], str) and key not in lacking:
                self._fault(f"{dot}{key}", str(given[key]), "text; put it in quotes")
                lacking.append(key)
        return not lacking

    def _list(self, where: str, rule: dict[str, Any], key: str) -> list[str]:
        given = rule.get(key, [])
        if isinstance(given, list) and all(isinstance(word, str) for word in given):
            return given
        self._fault(f"{where}.{key}", str(given), "a list of words, like [beds]")
        return []

    def _words(self, where: str, given: list[str], vocabulary: str) -> None:
        words = self.frames["vocabularies"]
        known = set(words.loc[words["vocabulary"] == vocabulary, "word"])
        for word in given:
            if word not in known:
                self._fault(where, word, f"a word of the list {vocabulary} in vocabularies.csv")

    def _one_of(self, where: str, given: str, words: tuple[str, ...]) -> None:
        if given not in words:
            self._fault(where, given, f"one of {', '.join(words)}")

    def _refers(self, where: str, given: str, table: str, key: str) -> bool:
        if (self.frames[table][key] == given).any():
            return True
        self._fault(where, given, f"a row of {table}.csv")
        return False
