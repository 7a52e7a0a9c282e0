"""Rules of what documents say: facts, codes, programmes, assumptions and schemes."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from i18n.numbers import UNITS
from loaders.errors import Problem
from loaders.rules.faults import Frames, where
from loaders.tables.columns import scope_words

SHARES = ("percent",)


def values_and_comparators(frames: Frames) -> Iterator[Problem]:
    """A range runs upwards, a scalar stands twice, and a share lies between 0 and 100."""
    facts = frames["facts"]
    is_range = facts["comparator"] == "range"
    yield from where(
        frames,
        "facts",
        "value_high",
        is_range & (facts["value_high"] <= facts["value"]),
        "more than value (comparator range)",
    )
    yield from where(
        frames,
        "facts",
        "value_high",
        ~is_range & (facts["value_high"] != facts["value"]),
        "the same as value (no range)",
    )
    share = facts["unit"].isin(SHARES)
    for column, rows in (("value", share), ("value_high", share & is_range)):
        yield from where(frames, "facts", column, rows & ~facts[column].between(0, 100), "a share between 0 and 100")
    yield from where(frames, "facts", "value", facts["value"] < 0, "a value of at least 0")


def years_and_dates(frames: Frames) -> Iterator[Problem]:
    """A redacted year stays empty and is marked; an implied year is marked; a date lies in its year."""
    facts = frames["facts"]
    warnings = facts["warnings"].str.split(";")
    marked = {word: warnings.map(lambda found, word=word: word in found) for word in ("redacted_year", "inferred_year")}
    redacted, implied = facts["period_status"] == "redacted", facts["period_status"] == "implied"
    yield from where(frames, "facts", "year", redacted & facts["year"].notna(), "an empty cell (the year is redacted)")
    yield from where(frames, "facts", "warnings", redacted & ~marked["redacted_year"], "the warning redacted_year")
    yield from where(frames, "facts", "warnings", implied & ~marked["inferred_year"], "the warning inferred_year")
    dated = facts["period_status"].isin(["stated", "implied"])
    yield from where(frames, "facts", "year", dated & facts["year"].isna(), "a year (period_status says there is one)")
    outside = (facts["date"] != "") & (facts["date"].str[:4] != facts["year"].astype("str"))
    yield from where(frames, "facts", "date", outside, "a date within the fact's year")


def known_scopes(frames: Frames) -> Iterator[Problem]:
    """A scope is made of words of ``scopes``, in the order of their aspects; its English is theirs."""
    scopes, facts, lists = frames["scopes"], frames["facts"], frames["vocabularies"]
    order = lists[lists["vocabulary"] == "scope_aspect"].set_index("word")["order"].to_dict()
    rank = {
        str(word): int(order.get(aspect, 0)) for word, aspect in zip(scopes["scope"], scopes["aspect"], strict=True)
    }
    english = {str(word): str(name) for word, name in zip(scopes["scope"], scopes["scope_en"], strict=True)}
    words = [scope_words(str(cell)) for cell in facts["scope"]]
    known = [rank.keys() >= set(own) for own in words]
    ranks = [[rank.get(word, 0) for word in own] for own in words]
    disordered = [ok and own != sorted(own) for ok, own in zip(known, ranks, strict=True)]
    names = [", ".join(english.get(word, "") for word in own) for own in words]
    renamed = [
        ok and bool(cell) and cell != name for ok, cell, name in zip(known, facts["scope_en"], names, strict=True)
    ]
    for column, wrong, expected in (
        ("scope", [not ok for ok in known], "words of scopes.csv joined by · (add a row for a new one)"),
        ("scope", disordered, "its words in the order part, facility, condition, period"),
        ("scope_en", renamed, "the English of its words in scopes.csv, joined by commas"),
    ):
        yield from where(frames, "facts", column, pd.Series(wrong, index=facts.index), expected)


def commitments(frames: Frames) -> Iterator[Problem]:
    """Only a target has a commitment."""
    facts = frames["facts"]
    target = facts["kind"] == "target"
    wrong = target == (facts["commitment"] == "not_applicable")
    yield from where(frames, "facts", "commitment", wrong, "not_applicable for all but targets, and only for them")


def policy_findings(frames: Frames) -> Iterator[Problem]:
    """A coded instrument has a level, a scope and a source; ``none`` needs a text read in full; ``not_found`` has no level."""
    codes = frames["policy_codes"]
    coded = codes["finding"] == "coded"
    level = codes["level"].between(1, 3).fillna(False)
    yield from where(frames, "policy_codes", "level", coded & ~level, "a level from 1 to 3")
    yield from where(
        frames, "policy_codes", "level", ~coded & codes["level"].notna(), "an empty cell (nothing is coded)"
    )
    yield from where(frames, "policy_codes", "scope_flag", coded & (codes["scope_flag"] == ""), "whole or part")
    full = codes["document"].map(frames["documents"].set_index("document")["read_in_full"]) == "1"
    yield from where(
        frames, "policy_codes", "finding", (codes["finding"] == "none") & ~full, "a document read in full that says so"
    )
    yield from where(
        frames, "policy_codes", "document", coded & (codes["document"] == ""), "the document that prints it"
    )


def programmes_fit(frames: Frames) -> Iterator[Problem]:
    """A place is on a list that is declared, and no list holds more places than its document says; that number has its source."""
    rows, lists = frames["programmes"], frames["programme_lists"]
    key = ["programme", "batch"]
    declared = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(lists[key]))
    unknown = pd.Series(~declared, index=rows.index)
    yield from where(frames, "programmes", "batch", unknown, "a batch of programme_lists.csv")
    named = rows[rows["status"] == "named"].groupby(key).size().rename("named").reset_index()
    known = lists[key].merge(named, on=key, how="left", validate="1:1")["named"].fillna(0)
    too_many = known.to_numpy() > lists["places"].astype("float64").fillna(np.inf)
    yield from where(frames, "programme_lists", "places", too_many, "at least as many places as are named")
    sourced = (lists["document"] != "") == lists["places"].notna()
    yield from where(
        frames, "programme_lists", "document", ~sourced, "the document that prints the number of places, or neither"
    )


def assumptions_hold(frames: Frames) -> Iterator[Problem]:
    """A default lies within its range; it has the document that prints it and its grade, or is assumed without one; a code stands once."""
    rows = frames["assumptions"]
    twice = (rows["code"] != "") & rows["code"].duplicated()
    yield from where(frames, "assumptions", "code", twice, "two letters of its own")
    yield from where(frames, "assumptions", "high", rows["high"] <= rows["low"], "more than low")
    outside = (rows["default"] < rows["low"]) | (rows["default"] > rows["high"])
    yield from where(frames, "assumptions", "default", outside, "a value between low and high")
    wrong = (rows["status"] == "document") != (rows["document"] != "")
    yield from where(
        frames, "assumptions", "document", wrong, "the document that prints the default, or the status assumed"
    )
    yield from where(frames, "assumptions", "note", rows["note"] == "", "the source in words, or why it is assumed")


def schemes_hold(frames: Frames) -> Iterator[Problem]:
    """A value of a scheme has unit and comparator, a range runs upwards, what is paid in names its payer, a share is one, nothing ends before it begins."""
    rows = frames["schemes"]
    counted = rows["value"].notna()
    yield from where(frames, "schemes", "unit", counted & ~rows["unit"].isin(list(UNITS)), "a unit of i18n/numbers.py")
    for column in ("unit", "comparator"):
        yield from where(frames, "schemes", column, counted != (rows[column] != ""), "a word where there is a value")
    is_range = rows["comparator"] == "range"
    upwards = rows["value_high"] > rows["value"]
    yield from where(frames, "schemes", "value_high", is_range & ~upwards, "more than value (comparator range)")
    yield from where(
        frames, "schemes", "value_high", ~is_range & rows["value_high"].notna(), "an empty cell (no range)"
    )
    paid_in = rows["element"].isin(["funding", "funding_rate"])
    yield from where(
        frames, "schemes", "payer", paid_in != (rows["payer"] != ""), "a payer of what is paid in, only there"
    )
    share = rows["unit"].isin(SHARES)
    yield from where(frames, "schemes", "value", share & ~rows["value"].between(0, 100), "a share between 0 and 100")
    ended = (rows["until"] != "") & (rows["until"] < rows["from"])
    yield from where(frames, "schemes", "until", ended, "a time not before from")
