"""The rules of the data contract that need two columns or two tables. Each returns the faults it finds."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from i18n.numbers import UNITS
from loaders.errors import Problem
from loaders.tables import TABLES
from loaders.tables.columns import DATE, scope_words
from loaders.tables.people import CELLS

Frames = dict[str, pd.DataFrame]
PHRASE_LENGTH = (6, 40)
SHARES = ("percent",)
COUNTED = ["place", "date", "basis"]
VITAL_UNITS = {
    "death_rate": "deaths_per_person_year",
    "life_expectancy": "years",
    "total_fertility": "children_per_woman",
    "fertility_pattern": "percent",
    "sex_ratio_at_birth": "boys_per_girl",
}
BOUNDS = ("low95", "low80", "medium", "high80", "high95")


def broken_rules(frames: Frames) -> list[Problem]:
    """Return every fault that the rules below find, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(frames)]


def _row(table: str, index: object, column: str, value: object, expected: str) -> Problem:
    return Problem(f"{table}.csv", int(str(index)) + 2, column, str(value), expected)


def _where(frames: Frames, table: str, column: str, wrong: pd.Series, expected: str) -> Iterator[Problem]:
    for index in wrong.index[wrong.fillna(False).astype(bool)]:
        yield _row(table, index, column, frames[table].at[index, column], expected)


def unique_keys(frames: Frames) -> Iterator[Problem]:
    """A key stands once in its table."""
    for name, table in TABLES.items():
        yield from _where(
            frames,
            name,
            table.key[-1],
            frames[name].duplicated(list(table.key)),
            f"{'+'.join(table.key)} to stand once",
        )


def known_references(frames: Frames) -> Iterator[Problem]:
    """A cell that names a row of another table names one that exists (an unknown adcode, indicator, document …)."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.refers:
                target, key = column.refers.split(".")
                cells = frames[name][column.name]
                unknown = (cells != "") & ~cells.isin(frames[target][key])
                yield from _where(frames, name, column.name, unknown, f"a row of {target}.csv")


def known_words(frames: Frames) -> Iterator[Problem]:
    """A cell with a closed word list holds only words of ``vocabularies``."""
    words = frames["vocabularies"].groupby("vocabulary")["word"].agg(set).to_dict()
    for name, table in TABLES.items():
        for column in table.columns:
            if not column.listed:
                continue
            cells = frames[name][column.name]
            parts = cells.map(lambda cell, many=column.many: cell.split(";") if many else [cell])
            known = parts.map(words.get(column.listed, set()).issuperset).astype(bool)
            yield from _where(
                frames,
                name,
                column.name,
                (cells != "") & ~known,
                f"words of the list {column.listed} in vocabularies.csv",
            )


def places_nest(frames: Frames) -> Iterator[Problem]:
    """A county or prefecture belongs to the place whose code its own code begins with."""
    places = frames["places"]
    coded = places["place"].str.match(r"^\d{6}$")
    nation = places["place"] == "000000"
    yield from _where(
        frames, "places", "parent", coded & ~nation & (places["parent"] == ""), "the code of the place it belongs to"
    )
    stem = places["parent"].str.replace(r"(00)+$", "", regex=True)
    prefix = pd.Series([p.startswith(s) for p, s in zip(places["place"], stem, strict=True)], index=places.index)
    own = places["parent"] == places["place"]
    yield from _where(
        frames,
        "places",
        "parent",
        coded & ~nation & (~prefix | own),
        "a parent whose code the place's code begins with",
    )


def known_units(frames: Frames) -> Iterator[Problem]:
    """A unit is one that the number formats know, and a fact has its indicator's unit."""
    for name in ("indicators", "assumptions"):
        yield from _where(frames, name, "unit", ~frames[name]["unit"].isin(list(UNITS)), "a unit of i18n/numbers.py")
    unit = frames["facts"]["indicator"].map(frames["indicators"].set_index("indicator")["unit"])
    yield from _where(
        frames, "facts", "unit", unit.notna() & (frames["facts"]["unit"] != unit), "the unit of its indicator"
    )


def values_and_comparators(frames: Frames) -> Iterator[Problem]:
    """A range runs upwards, a scalar stands twice, and a share lies between 0 and 100."""
    facts = frames["facts"]
    is_range = facts["comparator"] == "range"
    yield from _where(
        frames,
        "facts",
        "value_high",
        is_range & (facts["value_high"] <= facts["value"]),
        "more than value (comparator range)",
    )
    yield from _where(
        frames,
        "facts",
        "value_high",
        ~is_range & (facts["value_high"] != facts["value"]),
        "the same as value (no range)",
    )
    share = facts["unit"].isin(SHARES)
    for column, rows in (("value", share), ("value_high", share & is_range)):
        yield from _where(frames, "facts", column, rows & ~facts[column].between(0, 100), "a share between 0 and 100")
    yield from _where(frames, "facts", "value", facts["value"] < 0, "a value of at least 0")


def years_and_dates(frames: Frames) -> Iterator[Problem]:
    """A redacted year stays empty and is marked; an implied year is marked; a date lies in its year."""
    facts = frames["facts"]
    warnings = facts["warnings"].str.split(";")
    marked = {word: warnings.map(lambda found, word=word: word in found) for word in ("redacted_year", "inferred_year")}
    redacted, implied = facts["period_status"] == "redacted", facts["period_status"] == "implied"
    yield from _where(frames, "facts", "year", redacted & facts["year"].notna(), "an empty cell (the year is redacted)")
    yield from _where(frames, "facts", "warnings", redacted & ~marked["redacted_year"], "the warning redacted_year")
    yield from _where(frames, "facts", "warnings", implied & ~marked["inferred_year"], "the warning inferred_year")
    dated = facts["period_status"].isin(["stated", "implied"])
    yield from _where(frames, "facts", "year", dated & facts["year"].isna(), "a year (period_status says there is one)")
    outside = (facts["date"] != "") & (facts["date"].str[:4] != facts["year"].astype("str"))
    yield from _where(frames, "facts", "date", outside, "a date within the fact's year")


def dates_exist(frames: Frames) -> Iterator[Problem]:
    """A date is a year, month or day of the calendar."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.pattern == DATE:
                cells = frames[name][column.name]
                read = pd.to_datetime(cells.where(cells != ""), format="ISO8601", errors="coerce")
                yield from _where(frames, name, column.name, (cells != "") & read.isna(), "a date of the calendar")


def known_scopes(frames: Frames) -> Iterator[Problem]:
    """A scope is made of words of ``scopes``, in the order of their aspects; its English is theirs."""
    scopes, facts, lists = frames["scopes"], frames["facts"], frames["vocabularies"]
    order = lists[lists["vocabulary"] == "scope_aspect"].set_index("word")["order"].to_dict()
    rank = {str(word): int(order[aspect]) for word, aspect in zip(scopes["scope"], scopes["aspect"], strict=True)}
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
        yield from _where(frames, "facts", column, pd.Series(wrong, index=facts.index), expected)


def commitments(frames: Frames) -> Iterator[Problem]:
    """Only a target has a commitment."""
    facts = frames["facts"]
    target = facts["kind"] == "target"
    wrong = target == (facts["commitment"] == "not_applicable")
    yield from _where(frames, "facts", "commitment", wrong, "not_applicable for all but targets, and only for them")


def evidence(frames: Frames) -> Iterator[Problem]:
    """What comes from a text at hand has its clause and a printed phrase of 6 to 40 characters, and a grade."""
    has_file = frames["documents"].set_index("document")["file"] != ""
    low, high = PHRASE_LENGTH
    for name in (
        "facts",
        "institutions",
        "care_models",
        "policy_codes",
        "programmes",
        "programme_lists",
        "assumptions",
        "schemes",
    ):
        rows = frames[name]
        from_text = rows["document"].map(has_file).fillna(False).astype(bool)
        if "finding" in rows:
            from_text &= rows["finding"] != "not_found"  # nothing was printed
        length = rows["as_printed"].str.len()
        yield from _where(
            frames,
            name,
            "as_printed",
            from_text & ~length.between(low, high),
            f"a phrase of {low} to {high} characters",
        )
        yield from _where(
            frames, name, "clause", from_text & (rows["clause"] == ""), "the clause that prints the phrase"
        )
        cited = rows["document"] != ""
        yield from _where(frames, name, "grade", cited & (rows["grade"] == ""), "a grade")


def both_languages(frames: Frames) -> Iterator[Problem]:
    """A note, scope, base or outcome stands in both languages or in neither."""
    for name, table in TABLES.items():
        columns = [c.name for c in table.columns]
        for column in columns:
            english = f"{column.removesuffix('_zh')}_en"
            if english in columns and column != english:
                wrong = (frames[name][column] == "") != (frames[name][english] == "")
                yield from _where(frames, name, english, wrong, f"a text in both {column} and {english}, or in neither")


def policy_findings(frames: Frames) -> Iterator[Problem]:
    """A coded instrument has a level, a scope and a source; ``none`` needs a text read in full; ``not_found`` has no level."""
    codes = frames["policy_codes"]
    coded = codes["finding"] == "coded"
    level = codes["level"].between(1, 3).fillna(False)
    yield from _where(frames, "policy_codes", "level", coded & ~level, "a level from 1 to 3")
    yield from _where(
        frames, "policy_codes", "level", ~coded & codes["level"].notna(), "an empty cell (nothing is coded)"
    )
    yield from _where(frames, "policy_codes", "scope_flag", coded & (codes["scope_flag"] == ""), "whole or part")
    full = codes["document"].map(frames["documents"].set_index("document")["read_in_full"]) == "1"
    yield from _where(
        frames, "policy_codes", "finding", (codes["finding"] == "none") & ~full, "a document read in full that says so"
    )
    yield from _where(
        frames, "policy_codes", "document", coded & (codes["document"] == ""), "the document that prints it"
    )


def programmes_fit(frames: Frames) -> Iterator[Problem]:
    """A place is on a list that is declared, and no list holds more places than its document says; that number has its source."""
    rows, lists = frames["programmes"], frames["programme_lists"]
    key = ["programme", "batch"]
    declared = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(lists[key]))
    unknown = pd.Series(~declared, index=rows.index)
    yield from _where(frames, "programmes", "batch", unknown, "a batch of programme_lists.csv")
    named = rows[rows["status"] == "named"].groupby(key).size().rename("named").reset_index()
    known = lists[key].merge(named, on=key, how="left", validate="1:1")["named"].fillna(0)
    too_many = known.to_numpy() > lists["places"].astype("float64").fillna(np.inf)
    yield from _where(frames, "programme_lists", "places", too_many, "at least as many places as are named")
    sourced = (lists["document"] != "") == lists["places"].notna()
    yield from _where(
        frames, "programme_lists", "document", ~sourced, "the document that prints the number of places, or neither"
    )


def ages_run_upwards(frames: Frames) -> Iterator[Problem]:
    """An age group ends no earlier than it begins."""
    for name in ("population", "population_totals", "vital_rates"):
        rows = frames[name]
        yield from _where(frames, name, "age_to", rows["age_to"] < rows["age_from"], "an age not below age_from")


def age_groups(frames: Frames) -> Iterator[Problem]:
    """Rows of one place, date, basis and sex never overlap, and both sexes are there."""
    rows = frames["population"].sort_values([*COUNTED, "sex", "age_from"], kind="stable")
    series = [rows[column] for column in (*COUNTED, "sex")]
    end = rows["age_to"].astype("float64").fillna(np.inf)
    before = end.groupby(series, sort=False).cummax().groupby(series, sort=False).shift()
    overlap = rows["age_from"].astype("float64") <= before
    yield from _where(frames, "population", "age_from", overlap.sort_index(), "an age above the group before")
    groups = frames["population"].groupby(COUNTED)
    alone = (groups["sex"].transform("nunique") < 2) & (groups.cumcount() == 0)
    yield from _where(frames, "population", "sex", alone, "rows of the other sex, too")


def assumptions_hold(frames: Frames) -> Iterator[Problem]:
    """A default lies within its range; it has the document that prints it and its grade, or is assumed without one; a code stands once."""
    rows = frames["assumptions"]
    twice = (rows["code"] != "") & rows["code"].duplicated()
    yield from _where(frames, "assumptions", "code", twice, "two letters of its own")
    yield from _where(frames, "assumptions", "high", rows["high"] <= rows["low"], "more than low")
    outside = (rows["default"] < rows["low"]) | (rows["default"] > rows["high"])
    yield from _where(frames, "assumptions", "default", outside, "a value between low and high")
    wrong = (rows["status"] == "document") != (rows["document"] != "")
    yield from _where(
        frames, "assumptions", "document", wrong, "the document that prints the default, or the status assumed"
    )
    yield from _where(frames, "assumptions", "note", rows["note"] == "", "the source in words, or why it is assumed")


def totals_agree(frames: Frames) -> Iterator[Problem]:
    """A headline count is the sum of the age groups it covers, where the place has them."""
    totals, groups = frames["population_totals"], frames["population"]
    covered = totals[(totals["sex"] == "both") & totals["age_to"].isna() & (totals["residence"] == "all")]
    pairs = covered.reset_index().merge(groups, on=COUNTED, suffixes=("", "_group"))
    pairs = pairs[pairs["age_from_group"] >= pairs["age_from"]]
    summed = pairs.groupby("index")["persons_group"].sum().reindex(totals.index)
    wrong = summed.notna() & (summed != totals["persons"])
    yield from _where(frames, "population_totals", "persons", wrong, "the sum of its age groups in population.csv")


def census_adds_up(frames: Frames) -> Iterator[Problem]:
    """All, 60+, 65+ and 80+ of a census are the sums of its ages, where the place has them, and fall with age; ages are all there or none."""
    rows = frames["census"]
    held = rows[list(CELLS)].notna()
    some = held.any(axis=1) & ~held.all(axis=1)
    yield from _where(frames, "census", next(iter(CELLS)), some, "all age groups of both sexes, or none")
    for name, least in (("total", 0), ("age60", 60), ("age65", 65), ("age80", 80)):
        covered = [cell for cell, (_sex, low, _high) in CELLS.items() if low >= least]
        wrong = held.all(axis=1) & (rows[covered].sum(axis=1) != rows[name])
        yield from _where(frames, "census", name, wrong, "the sum of its age groups")
    for fewer, more in (("age60", "total"), ("age65", "age60"), ("age80", "age65"), ("urban", "total")):
        yield from _where(frames, "census", fewer, rows[fewer] > rows[more], f"no more than {more}")


def censuses_stand_once(frames: Frames) -> Iterator[Problem]:
    """A count of the census stands in the table census alone."""
    census = frames["census"]
    counted = census["place"] + " " + census["year"].astype("str") + "-11-01 resident"
    for name in ("population", "population_totals"):
        rows = frames[name]
        own = rows["place"] + " " + rows["date"] + " " + rows["basis"]
        wrong = own.isin(counted)
        if "residence" in rows:
            wrong &= rows["residence"] != "with_servicemen"
        yield from _where(frames, name, "place", wrong, "a count that the table census does not hold")


def ended_codes_lead_on(frames: Frames) -> Iterator[Problem]:
    """A code that ended leads to one that did not, and has no count of 2020."""
    ended, census = frames["ended_codes"], frames["census"]
    again = ended["successor"].isin(ended["place"])
    yield from _where(frames, "ended_codes", "successor", again, "a code that has not ended")
    counted = ended["place"].isin(census.loc[census["year"] == 2020, "place"])
    yield from _where(frames, "ended_codes", "place", counted, "a code that the census of 2020 does not count")


def vital_rates(frames: Frames) -> Iterator[Problem]:
    """A rate has the unit of its measure, none but net migration is negative, periods run forwards, bounds lie outwards."""
    rows = frames["vital_rates"]
    unit = rows["measure"].map(VITAL_UNITS).fillna("persons")
    yield from _where(frames, "vital_rates", "unit", rows["unit"] != unit, "the unit of its measure")
    negative = (rows["value"] < 0) & (rows["measure"] != "net_migrants")
    yield from _where(frames, "vital_rates", "value", negative, "a value of at least 0")
    backwards = rows["year_to"] < rows["year_from"]
    yield from _where(frames, "vital_rates", "year_to", backwards, "a year not before year_from")
    bound = rows[rows["variant"].isin(BOUNDS)]
    rank = bound["variant"].map({name: place for place, name in enumerate(BOUNDS)})
    ordered = bound.assign(rank=rank).sort_values("rank", kind="stable")
    keys = ["place", "measure", "sex", "age_from", "year_from"]
    falls = ordered.groupby(keys, sort=False, dropna=False)["value"].diff() < 0
    yield from _where(frames, "vital_rates", "value", falls.reindex(rows.index), "a value of at least the bound below")


def schemes_hold(frames: Frames) -> Iterator[Problem]:
    """A value of a scheme has unit and comparator, a range runs upwards, what is paid in names its payer, a share is one, nothing ends before it begins."""
    rows = frames["schemes"]
    counted = rows["value"].notna()
    yield from _where(frames, "schemes", "unit", counted & ~rows["unit"].isin(list(UNITS)), "a unit of i18n/numbers.py")
    for column in ("unit", "comparator"):
        yield from _where(frames, "schemes", column, counted != (rows[column] != ""), "a word where there is a value")
    is_range = rows["comparator"] == "range"
    upwards = rows["value_high"] > rows["value"]
    yield from _where(frames, "schemes", "value_high", is_range & ~upwards, "more than value (comparator range)")
    yield from _where(
        frames, "schemes", "value_high", ~is_range & rows["value_high"].notna(), "an empty cell (no range)"
    )
    paid_in = rows["element"].isin(["funding", "funding_rate"])
    yield from _where(
        frames, "schemes", "payer", paid_in != (rows["payer"] != ""), "a payer of what is paid in, only there"
    )
    share = rows["unit"].isin(SHARES)
    yield from _where(frames, "schemes", "value", share & ~rows["value"].between(0, 100), "a share between 0 and 100")
    ended = (rows["until"] != "") & (rows["until"] < rows["from"])
    yield from _where(frames, "schemes", "until", ended, "a time not before from")


RULES: tuple[Callable[[Frames], Iterator[Problem]], ...] = (
    unique_keys,
    known_references,
    known_words,
    places_nest,
    known_units,
    values_and_comparators,
    years_and_dates,
    dates_exist,
    known_scopes,
    commitments,
    evidence,
    both_languages,
    policy_findings,
    programmes_fit,
    ages_run_upwards,
    age_groups,
    totals_agree,
    census_adds_up,
    censuses_stand_once,
    ended_codes_lead_on,
    vital_rates,
    assumptions_hold,
    schemes_hold,
)
