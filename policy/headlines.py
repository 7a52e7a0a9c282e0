"""The four big numbers of the first screen, each with its formula and inputs."""

import datetime as dt

import pandas as pd

from policy.calendar import NATION
from policy.derived import Derived, per_1000_residents_60, rate_record
from policy.described import best_first, has_warning
from policy.gaps import COMPARED, MET, assess, ledger, overdue_without_result, own_targets, without_deadline
from policy.refs import ref, refs
from policy.text import N_, Amount, Sentence, amount, difference

HEADLINES = ("nursing", "beds", "older", "met")
OFFICIAL_GRADES = ("A", "A-")


def headline(
    name: str, facts: pd.DataFrame, older: pd.DataFrame, national_counts: pd.DataFrame, as_of: dt.date
) -> Derived:
    """Return one big number: one of ``HEADLINES``, or of those that older links ask for (``_of_the_atlas``).

    Args:
        name: of the number.
        facts: described facts.
        older: residents aged 60+ by place and year (``policy.derived.per_1000_residents_60``).
        national_counts: the table of that name.
        as_of: what was not known on this day is not asked.

    Raises:
        KeyError: there is no headline of that name, or no figure for it.
    """
    if name == "nursing":
        return _nursing(facts, as_of)
    if name == "beds":
        beds = _newest(facts, "care_beds_total", as_of)
        rated = per_1000_residents_60(beds, older)
        if rated.empty:
            raise KeyError(name)
        return rate_record(rated.iloc[0], "beds")
    if name == "older":
        counts = national_counts[(national_counts["measure"] == "people_60") & (national_counts["year"] <= as_of.year)]
        if counts.empty:
            raise KeyError(name)
        row = counts.sort_values("year").iloc[-1]
        everybody = national_counts[(national_counts["measure"] == "people") & (national_counts["year"] == row["year"])]
        people = float(everybody["persons"].iloc[0])
        return Derived(
            float(row["persons"]),
            "persons",
            N_("official count at the end of {year}: {share} of {people}"),
            {
                **{"year": str(row["year"]), "people": Amount(people, "persons")},
                "share": Amount(round(100 * float(row["persons"]) / people, 1), "percent", digits=1),
            },
            tuple(ref("national", NATION, measure, row["year"]) for measure in ("people_60", "people")),
        )
    if name == "met":
        targets = comparable_targets(facts)
        judged = assess(ledger(facts, targets), as_of)
        known = targets[judged["status"].isin(COMPARED)]
        return Derived(
            int(judged["status"].isin(MET).sum()),
            "targets",
            N_(
                "targets of the nation, provinces and cities that are met, of {comparable} with a result that can be compared as of "
                "{as_of}; all targets: {targets}, for the others the atlas has no such result"
            ),
            {"comparable": len(known), "targets": len(targets), "as_of": as_of.isoformat()},
            _refs(known),
        )
    return _of_the_atlas(name, facts, as_of)


def _newest(facts: pd.DataFrame, indicator: str, as_of: dt.date) -> pd.DataFrame:
    """Return the nation's newest result of an indicator (one row).

    Raises:
        KeyError: there is none.
    """
    found = facts[(facts["place"] == NATION) & (facts["indicator"] == indicator) & (facts["kind"] == "achieved")]
    found = best_first(found[(found["scope"] == "") & (found["year"] <= as_of.year)]).head(1)
    if found.empty:
        raise KeyError(indicator)
    return found


def _nursing(facts: pd.DataFrame, as_of: dt.date) -> Derived:
    """Return the nation's nursing-bed share against its targets for 2025 and 2030."""
    result = _newest(facts, "nursing_bed_share", as_of)
    same = facts[(facts["place"] == NATION) & (facts["indicator"] == "nursing_bed_share") & (facts["kind"] == "target")]
    targets = best_first(same[same["year"].isin([2025, 2030])]).drop_duplicates("year").sort_values("year")
    if len(targets) != 2:
        raise KeyError("nursing")
    row, (near, far) = result.iloc[0], (each for _index, each in targets.iterrows())
    value = float(row["value"])
    return Derived(
        value,
        "percent",
        N_("{value} in {year}, as printed; target for 2025: {near}, for 2030: {far}, from which it is {gap} away"),
        {
            **{"value": amount(row), "year": str(row["year"]), "near": amount(near), "far": amount(far)},
            "gap": difference(max(float(far["value"]) - value, 0.0), "percent"),
            "met": value >= float(near["value"]),
        },
        _refs(pd.concat([result, targets])),
        str(row["comparator"]),
    )


def comparable_targets(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the targets that the nation, provinces and cities set themselves, of which those with a result can be compared."""
    targets = facts[(facts["kind"] == "target") & ~facts["place"].str.startswith("x-")]
    return targets[~has_warning(targets, "inherited_target")]


def _of_the_atlas(name: str, facts: pd.DataFrame, as_of: dt.date) -> Derived:
    """Return a number of what the atlas holds, for links to the records of its former first screen.

    Raises:
        KeyError: there is none of that name.
    """
    if name == "places":
        cities = facts[facts["is_city"]]
        first = cities.drop_duplicates("place")
        return Derived(
            len(first), "places", N_("number of cities and counties with at least one figure"), {}, _refs(first)
        )
    if name == "facts":
        official = facts[facts["grade"].isin(OFFICIAL_GRADES)]
        return Derived(
            len(facts),
            "figures",
            N_(
                "number of figures; {official} of them of grade A or A- (an official text, its opening, or a complete copy)"
            ),
            {"official": len(official)},
            _refs(facts),
        )
    if name == "overdue":
        overdue = overdue_without_result(facts, as_of)
        return Derived(
            len(overdue),
            "targets",
            N_(
                "local targets of cities and counties whose deadline has passed and whose result of that year or "
                "later the atlas lacks; all local targets: {targets}; no deadline known: {undated}"
            ),
            {"targets": len(own_targets(facts)), "undated": len(without_deadline(facts))},
            _refs(overdue),
        )
    if name == "nursing_2030":
        nation = facts[(facts["place"] == NATION) & (facts["kind"] == "target") & (facts["year"] == 2030)]
        target = best_first(nation[nation["indicator"] == "nursing_bed_share"])
        if target.empty:
            raise KeyError(name)
        row = target.iloc[0]
        return Derived(
            float(row["value"]),
            "percent",
            N_("the nation's target for the nursing-bed share of care beds by 2030, as printed"),
            {},
            _refs(target),
            str(row["comparator"]),
        )
    raise KeyError(name)


def headline_word(name: str, found: Derived) -> Sentence:
    """Return the line under a big number: its targets, or what it is a part of."""
    if name == "nursing":
        if vars(found)["values"]["met"]:
            return Sentence(N_("2025 target {near}: reached; {gap} short of {far} by 2030"), found.values)
        return Sentence(N_("2025 target {near}: not reached; {gap} short of {far} by 2030"), found.values)
    if name == "beds":
        return Sentence(N_("{count} for {population} aged 60+ (end of {people_year})"), found.values)
    if name == "older":
        return Sentence(N_("{share} of all people"), found.values)
    return Sentence(N_("of {comparable} that can be compared, nation, provinces and cities together"), found.values)


def overview_sentence(facts: pd.DataFrame, as_of: dt.date) -> Sentence:
    """Say in words how the targets stand that can be compared with a result."""
    targets = comparable_targets(facts)
    status = assess(ledger(facts, targets), as_of)["status"]
    known, met, missed = (int(status.isin(codes).sum()) for codes in (COMPARED, MET, ("missed",)))
    return Sentence(
        N_(
            "Of {targets} targets that the nation, provinces and cities set themselves, {known} can be compared with a result: {met} are "
            "met, {missed} were missed, {ahead} are under way. For the others the atlas has no result that answers."
        ),
        {"targets": len(targets), "known": known, "met": met, "missed": missed, "ahead": known - met - missed},
    )


def coverage_sentence(achieved: pd.DataFrame, targets: pd.DataFrame) -> Sentence:
    """Say how many crossings of the coverage chart hold a result, a target, or both.

    Args:
        achieved: the results shown, one a place and topic (``policy.matrix.cells``).
        targets: the targets shown.
    """
    crossings = [set(zip(part["place"], part["topic"], strict=True)) for part in (achieved, targets)]
    return Sentence(
        N_(
            "In these rows {achieved} results and {targets} targets are known; only {both} times both for the same city and topic."
        ),
        {"achieved": len(crossings[0]), "targets": len(crossings[1]), "both": len(crossings[0] & crossings[1])},
    )


def _refs(facts: pd.DataFrame) -> tuple[str, ...]:
    return tuple(refs("fact", facts["fact"]))
