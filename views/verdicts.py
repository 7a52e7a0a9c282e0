"""How targets stand, in words and as rows of a table: what is reached, the gap, the verdict, and what it rests on."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from i18n.texts import translator
from policy.gap_views import gap_amount
from policy.refs import ref
from policy.refs import refs as refs_of
from policy.text import difference_unit
from views import edition
from views.edition import kept_up_to
from views.targets import status_name
from views.view import ByCell
from views.words import amount_text, column, named, value_texts, word, year_texts


def verdict_text(row: pd.Series, lang: str) -> str:
    """Return how a target stands, for the end of its bar: what is missing, by how much it is exceeded, or why nothing is said."""
    _, gap = translator(lang), gap_amount(row, difference_unit(str(row["unit"])))
    if row["form"] == "silent":
        return _("no result collected")
    if row["form"] == "weak":
        return status_name("insufficient", lang)
    if row["form"] == "short":
        return _("{gap} short").format(gap=amount_text(gap, lang, exact=False))
    if not gap.value:
        return _("met")
    sign = ">=" if gap.comparator == "<=" else gap.comparator
    return _("met, {gap} above").format(
        gap=amount_text(replace(gap, value=abs(gap.value), comparator=sign), lang, exact=False)
    )


def dated(facts: pd.DataFrame, lang: str) -> list[str]:
    """Return values of facts with their years."""
    told = translator(lang)("{value} ({year})")
    return [
        told.format(value=value, year=year)
        for value, year in zip(value_texts(facts, lang), year_texts(facts, lang), strict=True)
    ]


@kept_up_to(None)
def facts_by_slug() -> pd.DataFrame:
    """Return the facts by their slug."""
    return edition.described().set_index("fact", drop=False)


def row_table(
    rows: pd.DataFrame, with_target: pd.DataFrame, today: dt.date, lang: str
) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of a gap chart as a table, and what each opens: how its target stands, or its result where it has none."""
    _ = translator(lang)
    table, _refs = verdict_table(with_target, today, lang)
    table.insert(0, _("Place"), with_target[f"place_{lang}"].tolist())
    rest = rows.drop(with_target.index)
    facts = facts_by_slug().loc[rest["shown"]]
    more = pd.DataFrame({_("Place"): facts[f"place_{lang}"].tolist(), _("Now"): dated(facts, lang)})
    opened = [ref("status", f"{slug}@{today.isoformat()}") for slug in with_target["fact"]]
    return pd.concat([table, more], ignore_index=True).astype("str").fillna(""), [
        *opened,
        *refs_of("fact", rest["shown"]),
    ]


def verdict_table(found: pd.DataFrame, today: dt.date, lang: str) -> tuple[pd.DataFrame, ByCell]:
    """Return assessed targets as a table of target, state, gap and verdict, and the record of each cell.

    Args:
        found: assessed targets, in the order of display.
        today: the day of the judgement.
        lang: of the viewer.
    """
    _ = translator(lang)
    slugs = [slug for slug in found["result"] if slug]
    results = facts_by_slug().loc[list(dict.fromkeys(slugs))]
    now = dict(zip(results["fact"], dated(results, lang), strict=True))
    heads = [_("Indicator"), _("Target"), _("Now"), _("Gap"), _("Verdict"), _("Evidence"), _("Read with care")]
    cells = []
    refs: ByCell = {}
    for at, (_index, row) in enumerate(found.iterrows()):
        target, as_judged = ref("fact", row["fact"]), ref("status", f"{row['fact']}@{today.isoformat()}")
        answered = bool(row["result"]) and row["status"] != "no_result"
        inputs = [row, *([facts_by_slug().loc[row["result"]]] if row["result"] else [])]
        cells.append(
            (
                " · ".join(part for part in (named(row, "indicator", lang), str(row[column("scope", lang)])) if part),
                "",
                now.get(row["result"], _("no result collected")),
                gap_text(row, lang),
                status_name(row["status"], lang),
                row["evidence_grade"],
                caveats(inputs, lang) if answered else "",
            )
        )
        refs |= {(at, head): target for head in (heads[0], heads[1])} | {(at, head): as_judged for head in heads[3:]}
        refs[at, heads[2]] = ref("fact", row["result"]) if row["result"] else as_judged
    table = pd.DataFrame(cells, columns=heads)
    table[heads[1]] = dated(found, lang)
    return table, refs


def caveats(inputs: list[pd.Series], lang: str) -> str:
    """Return the warnings and notes of facts that a verdict rests on, each once."""
    warned = dict.fromkeys(code for row in inputs for code in row["warnings"].split(";") if code)
    notes = dict.fromkeys(str(row[column("note", lang)]) for row in inputs)
    parts = [*(word("warning", code, lang) for code in warned), *(note for note in notes if note)]
    return ("；" if lang == "zh" else "; ").join(parts)


def gap_text(row: pd.Series, lang: str) -> str:
    """Return the gap in the indicator's own unit, as firm as its result, or that there is none; empty without a result that can answer."""
    if not row["result"] or row["status"] == "no_result":
        return ""
    if row["gap"] <= 0:
        return translator(lang)("none")
    return amount_text(gap_amount(row, difference_unit(row["unit"])), lang, exact=False)
