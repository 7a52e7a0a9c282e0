"""The one rule of comparison for all pages: which definition leads, which years stand together, who is left out and why.

1. One level at a time: cities at prefecture level and above (地级及以上城市, municipalities among them), provinces, or counties.
2. The nation's definition leads where it has one that a place prints, too; else the commonest among the places.
3. Figures of that definition stand together if their years lie within a window that ends with the newest of them.
4. Each place has one figure: one that stands, if it has any; else the best of the others, with the reason why it is left out.
5. Highest and lowest are named only where every bound (≥, ≤, a range) leaves them certain; a figure that is a bound and leaves
   them open is left out for that. Every sentence that names them names who was left out.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from policy.comparability import ASPECT_NAMES, ASPECTS, aspects, commonest, definitions
from policy.derived import per_1000_residents_60
from policy.described import MUNICIPALITIES, best_first, has_warning
from policy.text import N_, Name, Sentence, Text, amount, difference, place_name, year_text

SPAN = 5  # calendar years
SPANS = (3, 5, 10, 0)  # 0: whatever the year
LEVELS = ("city", "province", "county")
LEVEL_NAMES = {
    "city": N_("cities at prefecture level and above"),
    "province": N_("provinces"),
    "county": N_("counties and districts"),
}
# What two figures share when they measure the same thing, whatever kind of statement they are and whoever set them.
MEASURED = [aspect for aspect in ASPECTS if aspect not in ("kind", "ownership")]
REASONS = ("definition", "older", "undated", "people")
WHY = {
    "older": N_("Left out, older than {first}: {places}."),
    "undated": N_("Left out, no year printed: {places}."),
    "people": N_("Left out, no count of residents within five years: {places}."),
}
NAMED = 4  # places of one reason; of more, the first of them and their number


@dataclass(frozen=True)
class Compared:
    """One figure a place, and what led: see the rule.

    ``facts``: those given and ``apart``, why a figure is left out (a word of ``REASONS``, empty for those that stand); ``first``
    and ``last`` year of the window, missing where no figure that leads is dated or every year stands; ``national``: the nation's
    definition leads.
    """

    facts: pd.DataFrame
    first: int | None
    last: int | None
    national: bool

    @property
    def standing(self) -> pd.DataFrame:
        """Return the figures that stand together."""
        return self.facts[self.facts["apart"] == ""]


def of_level(facts: pd.DataFrame, level: str) -> pd.DataFrame:
    """Return the facts about named places of a level as a whole (a word of ``LEVELS``), a municipality among cities and provinces."""
    named = facts[(facts["subject"] == "") & ~facts["place"].str.startswith("x-")]
    if level == "city":
        return named[(named["place_level"] == "prefecture") | named["place"].isin(MUNICIPALITIES)]
    return named[named["place_level"] == level]


def measured(facts: pd.DataFrame) -> pd.Series:
    """Return what each fact measures, to be compared with ``==`` (``MEASURED``)."""
    return pd.Series(list(zip(*aspects(facts, MEASURED), strict=True)), index=facts.index, dtype=object)


def leading(found: pd.DataFrame, nation: pd.DataFrame) -> tuple[tuple[str, ...], bool]:
    """Return the definition that leads, and whether it is the nation's.

    Args:
        found: figures of places on one topic, not empty.
        nation: the nation's facts on the topic.
    """
    printed = measured(found)
    whole = nation[(nation["subject"] == "") & (nation["scope"] == "")]
    for of_nation in measured(best_first(whole)):
        if (printed == of_nation).any():
            return of_nation, True
    return commonest(printed, MEASURED), False


def compared(found: pd.DataFrame, nation: pd.DataFrame, span: int = SPAN) -> Compared:
    """Return figures of one topic and kind as they may be compared, one a place (see the rule), the order of places kept.

    Args:
        found: described facts of the places compared, any number a place.
        nation: the nation's facts on the topic, of any kind; none where its definition is not to lead.
        span: calendar years of the window; 0 for all years.
    """
    every = classified(found, nation, span)
    ordered = best_first(every.facts.assign(_apart=every.facts["apart"] != ""))
    best = ordered.sort_values("_apart", kind="stable").drop_duplicates("place").drop(columns="_apart")
    return replace(every, facts=best.reset_index(drop=True))


def classified(found: pd.DataFrame, nation: pd.DataFrame, span: int = SPAN) -> Compared:
    """Return figures as ``compared`` does, but all of a place (index kept)."""
    if found.empty:
        return Compared(found.assign(apart=pd.Series(dtype="str")), None, None, national=False)
    lead, national = leading(found, nation)
    leads = measured(found) == lead
    years = found["year"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    first, last = window(found.loc[leads, "year"], span)
    older = pd.Series(years < first, index=found.index) if first is not None else pd.Series(False, index=found.index)
    undated = pd.Series(np.isnan(years), index=found.index) & bool(span)
    apart = pd.Series("", index=found.index).mask(undated, "undated").mask(older, "older").mask(~leads, "definition")
    return Compared(found.assign(apart=apart), first, last, national)


def window(years: pd.Series, span: int = SPAN) -> tuple[int | None, int | None]:
    """Return the first and the last year that may stand together: so many calendar years to the newest; none where all may, or none is known."""
    dated = years.dropna()
    if not span or dated.empty:
        return None, None
    return int(dated.max()) - span + 1, int(dated.max())


def on_topic(facts: pd.DataFrame, topic: str, kind: str, level: str, span: int = SPAN) -> Compared:
    """Return the places of a level compared by their figures of a kind on a topic; of targets only their own.

    Args:
        facts: described facts of all places.
        topic: what is compared.
        kind: kind of statement.
        level: of the places, a word of ``LEVELS``.
        span: calendar years of the window; 0 for all years.
    """
    about = facts[facts["topic"] == topic]
    own = about[(about["kind"] == kind) & ~((about["kind"] == "target") & has_warning(about, "inherited_target"))]
    return compared(of_level(own, level), of_nation(about), span)


def per_head(found: Compared, older: pd.DataFrame) -> Compared:
    """Return counts compared as rates per 1,000 residents aged 60+ (``policy.derived.per_1000_residents_60``), largest first.

    A count of a year whose people are not known keeps its own unit and is left out as ``people``.
    """
    rated = per_1000_residents_60(found.facts, older)
    rest = found.facts[~found.facts["fact"].isin(rated["fact"])]
    why = rest["apart"].mask(rest["apart"] == "", "people").mask(rest["year"].isna(), "undated")
    facts = pd.concat([rated, rest.assign(apart=why)], ignore_index=True)
    return Compared(facts, found.first, found.last, found.national)


def of_nation(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the nation's facts."""
    return facts[facts["place_level"] == "country"]


def ends(facts: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the least and the most that each value can be: a bound of a result is open on its other side.

    What a target promises is its value, whether at least or at most; a range is open between its ends.
    """
    result = facts["kind"] != "target"
    low, high = facts["value"].astype("float64"), facts["value_high"].astype("float64")
    low = low.mask(result & facts["comparator"].isin(["<=", "<"]), -np.inf)
    return low, high.mask(result & facts["comparator"].isin([">=", ">"]), np.inf)


def extremes(standing: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.DataFrame] | None:
    """Return the highest and the lowest figure, and those left out as bounds that leave it open; nothing where less than two are certain."""
    for part in (standing, standing[standing["value"] == standing["value_high"]], _exact(standing)):
        if len(part) < 2:
            continue
        low, high = (end.to_numpy() for end in ends(part))
        top, least = int(low.argmax()), int(high.argmin())
        if low[top] >= np.delete(high, top).max() and high[least] <= np.delete(low, least).min():
            return part.iloc[top], part.iloc[least], standing.drop(part.index)
    return None


def _exact(standing: pd.DataFrame) -> pd.DataFrame:
    low, high = ends(standing)
    return standing[low == high]


def spread_sentences(found: Compared, level: str) -> list[Sentence]:
    """Say which place is highest and which lowest of those that may be compared, and who was left out and why."""
    standing = found.standing
    if found.facts.empty:
        return [Sentence(N_("No figure was found for this choice."))]
    certain = extremes(standing)
    values: dict[str, object] = {"count": len(standing), "level": Text(LEVEL_NAMES[level])}
    open_ones = standing.iloc[0:0]
    if len(standing) == 1:
        only = standing.iloc[0]
        said = Sentence(
            N_("Only {place} has a figure to compare: {value} ({year})."),
            {"place": place_name(only), "value": amount(only), "year": year_text(only)},
        )
    elif certain is None:
        said = Sentence(N_("{count} {level} have a figure; which is highest, the figures do not tell."), values)
    elif certain[0]["value"] == certain[1]["value"]:
        said = Sentence(
            N_("All {count} {level} print the same value: {value}."), values | {"value": amount(certain[0])}
        )
    else:
        top, low, open_ones = certain
        ranked = standing.drop(open_ones.index)
        values |= {
            **{"count": len(ranked), "top": _equals(ranked, top), "top_value": amount(top)},
            **{"low": _equals(ranked, low), "low_value": amount(low)},
        }
        template = N_("Of {count} {level}, {top} is highest with {top_value}, {low} lowest with {low_value}.")
        if {top["comparator"], low["comparator"]} == {"="}:
            template = N_(
                "Of {count} {level}, {top} is highest with {top_value}, {low} lowest with {low_value}: {gap} apart."
            )
            values["gap"] = difference(float(top["value"] - low["value"]), str(top["unit"]))
        said = Sentence(template, values)
    led = [Sentence(N_("By the nation's definition."))] if found.national and len(standing) > 1 else []
    return [said, *led, *left_out(found, open_ones)]


def _equals(ranked: pd.DataFrame, one: pd.Series) -> tuple[Sentence, ...]:
    """Return the places that print the value of one of them, each with its year."""
    equal = ranked[ranked["value"] == one["value"]]
    return tuple(
        Sentence(N_("{place} ({year})"), {"place": place_name(row), "year": year_text(row)})
        for _index, row in equal.iterrows()
    )


def left_out(found: Compared, open_ones: pd.DataFrame | None = None, *, targets: bool = False) -> list[Sentence]:
    """Say who was left out and why: a sentence a reason.

    Args:
        found: what was compared.
        open_ones: figures that stand but leave the highest or lowest open (``extremes``).
        targets: results of the same places stand beside, so that it is said to be their targets that were left out.
    """
    said = []
    for reason in REASONS:
        rows = found.facts[found.facts["apart"] == reason]
        if reason == "definition":
            otherwise = [_otherwise(row, found) for _index, row in rows.iterrows()]
            for sentence in dict.fromkeys(otherwise):
                chosen = rows[[one == sentence for one in otherwise]]
                template, definition = sentence
                said.append(Sentence(template, _named(chosen, targets=targets) | {"definition": definition}))
        elif len(rows):
            said.append(Sentence(WHY[reason], _named(rows, targets=targets) | {"first": str(found.first)}))
    if open_ones is not None and len(open_ones):
        said.append(Sentence(N_("Left out, printed as a bound or a range: {places}."), _named(open_ones)))
    return said


def _otherwise(row: pd.Series, found: Compared) -> tuple[str, Name | Text]:
    """Return how a figure that is left out is defined: a template and its ``definition``, in the words that tell it from those that stand."""
    by_definition = N_("Left out, by the definition {definition}: {places}.")
    standing = found.standing
    if standing.empty or row["comparable_group"] != standing["comparable_group"].iloc[0]:
        return by_definition, Name(str(row["indicator_zh"]), str(row["indicator_en"]))
    own, theirs = definitions(row.to_frame().T).iloc[0], definitions(standing).iloc[0]
    differs = next(aspect for aspect in MEASURED if own[aspect] != theirs[aspect])
    if differs.startswith("scope_") and row["scope"]:
        return by_definition, Name(str(row["scope"]), str(row["scope_en"]))
    return N_("Left out, differing in {definition}: {places}."), Text(ASPECT_NAMES[differs])


def _named(rows: pd.DataFrame, *, targets: bool = False) -> dict[str, object]:
    """Return the names of places, or of their targets, as the value ``places`` of a sentence; of many, the first and their number."""
    names: tuple[object, ...] = tuple(place_name(row) for _index, row in rows.head(NAMED).iterrows())
    if len(rows) > NAMED:
        names = (Sentence(N_("{first} and {more} more"), {"first": names[0], "more": len(rows) - 1}),)
    return {"places": Sentence(N_("{places} (targets)"), {"places": names})} if targets else {"places": names}
