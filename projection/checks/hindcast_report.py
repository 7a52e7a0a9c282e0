"""A hindcast in words and columns, as the command line prints it."""

import pandas as pd

from projection.checks.hindcast import METHODS, Hindcast
from projection.checks.hindcast_tables import LEAST_PLACES, by_group, gates, losses, narrow_provinces, summary
from projection.people.same_places import BOUNDARY, COMPARED, UNMATCHED

RULE = (
    "Compared: prefectures and municipalities that both censuses have, by code or else by name. Not compared: those that "
    "gained or lost a county (a name that stands once in its province and under another prefecture than before)."
)
LEAK = (
    "No figure of a place or its province after 2010 enters its prediction or band; what is learned is learned on other "
    "provinces. Errors: predicted less counted, in percent of counted."
)


def report(places: pd.DataFrame, carved: pd.DataFrame, result: Hindcast) -> str:
    """Return the report: who is compared, errors by method, size and age group, where another method wins, and the gates.

    Args:
        places: every place and its status (``same_places``).
        carved: cities cut out of prefectures that the tables do not name (``carved_out``).
        result: the hindcast.
    """
    table = summary(result)
    parts = [
        "Hindcast, 1 November 2010 to 1 November 2020",
        f"{RULE}\n{LEAK}",
        _excluded(places, carved),
        *(_errors(table, method) for method in METHODS),
        "By sex and age in 2020: median |error| and bias, %\n" + by_group(result).to_string(index=False),
        _losses(table),
        _narrow(result),
        "\n".join(
            f"{'pass' if held else 'FAIL'}  {name}: {value:g} (asked: {limit})"
            for name, value, limit, held in gates(table)
        ),
    ]
    return "\n\n".join(parts)


def _excluded(places: pd.DataFrame, carved: pd.DataFrame) -> str:
    status = places["status"]
    lines = [f"{(status == COMPARED).sum()} places compared ({LEAST_PLACES} asked for)."]
    for word, why in ((BOUNDARY, "Boundaries changed"), (UNMATCHED, "In one census only")):
        of = places[status == word]
        named = [
            f"{row['place']} {row['name_zh']}" + (f" ({row['moved']})" if row["moved"] else "")
            for _at, row in of.iterrows()
        ]
        lines.append(f"{why}, {len(of)}: {', '.join(named) or 'none'}.")
    if len(carved):
        cities = "、".join(carved["name_zh"])
        lines.append(f"Not seen by the rule: {cities} were cut out of prefectures that the tables do not name.")
    return "\n".join(lines)


def _errors(table: pd.DataFrame, method: str) -> str:
    rows = table[table["method"] == method].drop(columns="method")
    return f"{method}\n{rows.to_string(index=False, na_rep='-')}"


def _losses(table: pd.DataFrame) -> str:
    worse = losses(table)
    if worse.empty:
        return "No other method has a smaller median |error| at any age and size."
    return "A smaller median |error| than `traits`:\n" + worse.to_string(index=False)


def _narrow(result: Hindcast) -> str:
    narrow = narrow_provinces(result)
    if narrow.empty:
        return "In every province the 80 % band held at least half of the places."
    return "Provinces in which the 80 % band of `traits` held fewer than half of the places:\n" + narrow.to_string(
        index=False
    )
