"""Assessed targets arranged for the eye: sorted by gap, one a place beside its result, and the sentences that say how they stand."""

from dataclasses import replace

import numpy as np
import pandas as pd

from policy.calendar import CENSUS_2020
from policy.comparison import LEVEL_NAMES, Compared, classified, left_out, measured, of_level, of_nation, on_topic
from policy.derived import FARTHEST, census_counts
from policy.described import best_first, has_warning
from policy.gaps import COMPARED, MET
from policy.refs import ref
from policy.text import N_, Amount, Counted, Name, Sentence, Text, difference_unit, place_name, year_text

# Statuses in the order of how much they ask for attention.
ATTENTION = (
    "missed",
    "reversing",
    "lagging",
    "slow",
    "no_result",
    "pace_needed",
    "ahead_no_result",
    "insufficient",
    "year_redacted",
    "no_year",
    "on_track",
    "already_met",
    "met",
)


def by_gap(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return assessed targets with the largest relative gap first; those that no result answers follow by status and deadline."""
    share = (assessed["gap"] / assessed["value"].abs().where(assessed["value"] != 0)).fillna(-1)
    rank = assessed["status"].map({status: place for place, status in enumerate(ATTENTION)})
    keyed = assessed.assign(
        _none=(assessed["result"] == "") | (assessed["status"] == "no_result"), _share=-share, _rank=rank
    )
    return keyed.sort_values(["_none", "_share", "_rank", "year", "place"], kind="stable")[assessed.columns]


def target_topics(facts: pd.DataFrame, level: str) -> list[str]:
    """Return the topics on which a place of a level has a target of its own, best answered by results first (nursing share leads)."""
    own = of_level(facts, level)
    targets = own[(own["kind"] == "target") & ~has_warning(own, "inherited_target")].groupby("topic")["place"].nunique()
    results = own[own["kind"] == "achieved"].groupby("topic")["place"].nunique()
    known = pd.DataFrame({"targets": targets, "results": results}).fillna(0)
    known = known[known["targets"] >= 1]
    known["both"] = known.min(axis=1)
    known["lead"] = known.index == "nursing_share"
    return known.sort_values(["lead", "both", "targets"], ascending=False, kind="stable").index.tolist()


FORMS = ("short", "met", "weak", "result", "silent")


def gap_rows(
    assessed: pd.DataFrame, facts: pd.DataFrame, topic: str, level: str, span: int
) -> tuple[pd.DataFrame, Compared]:
    """Return one row a place of a level for a chart of targets against results on a topic, and how the targets were compared.

    Of the own targets that stand together (``policy.comparison``) a place shows one whose result can be compared with it, if it has one,
    else the newest. Columns: those of the assessed target, or of the result where there is no target; ``form``: ``met`` or ``short`` by
    that result, ``weak`` where the evidence is no base for a judgement, ``silent`` where the atlas has no result that answers, ``result``
    where there is no target; ``shown``: the slug of the result shown, also one that answers nothing (empty: none). The short ones come
    first, the widest gap for its target before others; those without a target and, last, the silent ones are in no order but their code's.

    Args:
        assessed: all targets as of a day (``policy.gaps.assess``, joined with the facts).
        facts: described facts.
        topic: of the chart.
        level: of the places, a word of ``policy.comparison.LEVELS``.
        span: calendar years that stand together; 0 for all.
    """
    about = facts[facts["topic"] == topic]
    own = assessed[(assessed["topic"] == topic) & ~has_warning(assessed, "inherited_target")]
    targets = classified(of_level(own, level), of_nation(about), span)
    stand = targets.facts[targets.facts["apart"] == ""]
    ordered = best_first(stand.assign(_silent=~stand["status"].isin(COMPARED)))
    chosen = ordered.sort_values("_silent", kind="stable").drop_duplicates("place").drop(columns="_silent")
    results = on_topic(facts, topic, "achieved", level, span).standing
    if len(chosen):
        results = results[measured(results).isin(measured(chosen))]
    newest = results.set_index("place")["fact"]
    form = pd.Series("silent", index=chosen.index).mask(chosen["status"] == "insufficient", "weak")
    form = form.mask(chosen["status"].isin(COMPARED), "short").mask(chosen["status"].isin(MET), "met")
    shown = chosen["result"].where(form != "silent", chosen["place"].map(newest).astype("str").fillna(""))
    rest = results[~results["place"].isin(chosen["place"])]
    rows = pd.concat(
        [
            chosen.assign(form=form, shown=shown, gap_share=chosen["gap"] / chosen["value"].abs()),
            rest.assign(form="result", shown=rest["fact"], gap_share=np.nan),
        ],
        ignore_index=True,
    )
    rank = rows["form"].map({word: at for at, word in enumerate(FORMS)})
    keyed = rows.assign(_rank=rank, _share=-rows["gap_share"].where(rows["form"].isin(["short", "met"])))
    ordered = keyed.sort_values(["_rank", "_share", "place"], kind="stable").drop(columns=["_rank", "_share"])
    left = best_first(targets.facts[~targets.facts["place"].isin(chosen["place"])]).drop_duplicates("place")
    return ordered.reset_index(drop=True), replace(targets, facts=pd.concat([chosen, left], ignore_index=True))


def gap_sentences(rows: pd.DataFrame, found: Compared, level: str) -> list[Sentence]:
    """Say how many own targets can be compared with a result, how many are met, and whose gap is widest, where that is certain.

    Args:
        rows: of the chart (``gap_rows``).
        found: how the targets were compared.
        level: of the places.
    """
    counts = rows["form"].value_counts()
    met, short, weak, silent = (int(counts.get(form, 0)) for form in ("met", "short", "weak", "silent"))
    if not met + short + weak + silent:
        said = [Sentence(N_("The atlas holds no comparable target of {level}."), {"level": Text(LEVEL_NAMES[level])})]
        return [*said, *left_out(found, targets=True)]
    values: dict[str, object] = {"targets": met + short + weak + silent, "level": Text(LEVEL_NAMES[level])}
    said = [
        Sentence(
            N_("{targets} {level} have a comparable local target; the atlas has collected no result that answers one."),
            values,
        )
    ]
    if met + short:
        said = [
            Sentence(
                N_(
                    "{targets} {level} have a comparable local target; {known} can be compared with a result: {met} met, "
                    "{short} short of it."
                ),
                values | {"known": met + short, "met": met, "short": short},
            )
        ]
    behind = rows[rows["form"] == "short"].sort_values("gap_share", ascending=False, kind="stable")
    exact = behind[behind["gap_comparator"] == "="]
    if len(behind) > 1 and len(exact) and exact.index[0] == behind.index[0]:
        widest = behind.iloc[0]
        said.append(
            Sentence(
                N_(
                    "Widest for its target: {place}, {gap} between its result of {result_year} and its target for {year}."
                ),
                {
                    "place": place_name(widest),
                    "gap": gap_amount(widest, difference_unit(str(widest["unit"]))),
                    "result_year": int(widest["result_year"]),
                    "year": year_text(widest),
                },
            )
        )
    if silent and met + short:
        said.append(Sentence(N_("For {silent} the atlas has no result that answers."), {"silent": silent}))
    if others := int(counts.get("result", 0)):
        said.append(Sentence(N_("{others} others have a result, but no such target."), {"others": others}))
    return [*said, *left_out(found, targets=True)]


def status_sentence(assessed: pd.DataFrame, names: dict[str, Name]) -> Sentence:
    """Say how many targets have which status, the most frequent first."""
    if assessed.empty:
        return Sentence(N_("No target fits this choice."))
    counts = assessed["status"].value_counts()
    parts = tuple(Counted(names[str(status)], int(count)) for status, count in counts.items())
    return Sentence(N_("{count} targets: {parts}."), {"count": len(assessed), "parts": parts})


def silent_sentence(silent: pd.DataFrame) -> Sentence:
    """Say for how many own targets of how many cities the atlas has not collected a result, and what that does not mean."""
    if silent.empty:
        return Sentence(N_("No target fits this choice."))
    return Sentence(
        N_(
            "{count} local targets of {cities} cities and counties are past their deadline, and the atlas has not "
            "collected a result of that year or later. That says nothing of whether they were reached."
        ),
        {"count": len(silent), "cities": silent["place"].nunique()},
    )


def place_sentence(found: pd.DataFrame) -> Sentence:
    """Say how many targets of one place can be compared with a result, and how many of these are met.

    Args:
        found: its assessed targets.
    """
    known = found["status"].isin(COMPARED)
    if not known.any():
        return Sentence(
            N_("{targets} local targets; for none of them has the atlas a result that can be compared."),
            {"targets": len(found)},
        )
    return Sentence(
        N_("{targets} local targets; {known} can be compared with a result, of which {met} are met."),
        {"targets": len(found), "known": int(known.sum()), "met": int(found["status"].isin(MET).sum())},
    )


# The stock of beds that a nursing-bed share is a share of.
BED_BASES = {"nursing_bed_share": "institution_beds", "nursing_bed_share_all": "care_beds_total"}


CENSUS_YEAR = int(CENSUS_2020[:4])
AGES = {"60+": 60, "65+": 65, "80+": 80}


SHARE_OF = {"percent": 100.0, "per_mille": 1000.0, "beds_per_1000": 1000.0, "persons_per_1000": 1000.0}


UNIT_OF = {"percent": "persons", "per_mille": "persons", "beds_per_1000": "beds", "persons_per_1000": "persons"}


def bases(targets: pd.DataFrame, facts: pd.DataFrame, population_totals: pd.DataFrame) -> pd.DataFrame:
    """Return for each target the base of its share: ``base`` (persons or beds) and ``base_year``, ``base_ref``, ``base_unit`` of the gap.

    A rate of people of an age uses the residents (常住) of that age in the 2020 census, whichever population the text
    means; a nursing share uses the place's newest known stock of those beds, if it is clear what was counted; either only for a
    target within ``FARTHEST`` years of it. A count needs no base (1, its own unit). Where nothing is known ``base`` is missing.
    Index: that of ``targets``.
    """
    own = population_totals[population_totals["place"].isin(list(set(targets["place"])))]
    census = census_counts(own).set_index(["place", "age_from"])["persons"].to_dict()
    stocks = facts[(facts["kind"] == "achieved") & (facts["subject"] == "") & facts["scope_whole"]]
    stocks = best_first(stocks[~has_warning(stocks, "scope_unclear") & stocks["year"].notna()])
    stocks = stocks.sort_values("year", ascending=False, kind="stable").drop_duplicates(["place", "indicator"])
    stock = {(row["place"], row["indicator"]): row for _index, row in stocks.iterrows()}
    rows = []
    for _index, target in targets.iterrows():
        key = (target["place"], BED_BASES.get(target["indicator"], ""))
        age = AGES.get(target["age_basis"])
        if key in stock and _near(stock[key]["year"], target):
            counted = stock[key]
            rows.append((float(counted["value"]), ref("fact", counted["fact"]), "beds", int(counted["year"])))
        elif (
            target["unit"] in SHARE_OF
            and age is not None
            and (target["place"], age) in census
            and _near(CENSUS_YEAR, target)
        ):
            people = ref("population", target["place"], CENSUS_2020, "resident", "both", age)
            rows.append((float(census[target["place"], age]), people, UNIT_OF[target["unit"]], CENSUS_YEAR))
        elif target["unit"] in SHARE_OF:
            rows.append((float("nan"), "", "", 0))
        else:
            rows.append((1.0, "", str(target["unit"]), 0))
    return pd.DataFrame(rows, columns=["base", "base_ref", "base_unit", "base_year"], index=targets.index)


def _near(year: int, target: pd.Series) -> bool:
    """Tell whether a base of a year may stand behind a target."""
    return bool(pd.notna(target["year"]) and abs(int(target["year"]) - int(year)) <= FARTHEST)


def gap_amount(judged: pd.Series, unit: str) -> Amount:
    """Return the gap of an assessed target as it is meant: "at most" where a result that is a bound falls short of it.

    Args:
        judged: a row of ``policy.gaps.assess``.
        unit: of the gap.
    """
    sign = str(judged["gap_comparator"])
    if sign == "<=" and judged["gap"] > 0:
        sign = "short"
    return Amount(round(float(judged["gap"]), 2), unit, sign)


def in_units(gap: pd.Series, unit: pd.Series, base: pd.DataFrame) -> pd.Series:
    """Return gaps in people, beds or whatever is counted: gap × base / 100 (or 1,000); counts stay as they are."""
    return gap * base["base"] / unit.map(SHARE_OF).fillna(1.0)
