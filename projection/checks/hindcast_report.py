"""A hindcast in words and columns, as the command line prints it."""

import pandas as pd

from projection.checks.hindcast import METHODS, RELATIVE, WHOLE, Hindcast
from projection.checks.hindcast_tables import LEAST_PLACES, by_group, gates, losses, narrow_provinces, summary
from projection.people.same_places import BOUNDARY, COMPARED, UNMATCHED

RULE = (
    "Compared: prefectures and municipalities that both censuses have, by code or else by name. Not compared: those that "
    "gained or lost a county (a name that stands once in its province and under another prefecture than before)."
)
LEAK = (
    "No figure of a place or its province after 2010 enters its prediction; what is learned is learned on other provinces. "
    "Errors: predicted less counted, in percent of counted."
)
NAMES = {
    RELATIVE: "Error relative to the nation (`traits`): how well a place's difference from the nation was predicted; of the nation, what "
    "the other provinces together came out at is known",
    WHOLE: "Whole error (`as_projected`): as the projection is made, with the nation not known",
}
UNGATED = (
    "No gate: whole errors rest on one decade and one nation. Their bands hold the nation's own uncertainty, which comes from the UN's "
    "intervals and was not fitted here."
)


def report(places: pd.DataFrame, carved: pd.DataFrame, result: Hindcast, nation: pd.DataFrame) -> str:
    """Return the report: who is compared, both errors, those of other methods, where another wins, the nation, and the gates.

    Args:
        places: every place and its status (``same_places``).
        carved: cities cut out of prefectures that the tables do not name (``carved_out``).
        result: the hindcast.
        nation: the nation's rows of the table ``hindcast``.
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
        f"{_whole(table)}\n{UNGATED}\n{_nation(nation)}",
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
    return f"{NAMES.get(method, method)}\n{rows.to_string(index=False, na_rep='-')}"


def _whole(table: pd.DataFrame) -> str:
    rows = table[(table["method"] == WHOLE) & (table["size"] == "all")].to_dict("records")
    told = (
        f"{row['age_from']}+ median |error| {row['median_abs']:g} %, bias {row['bias']:g} %, {row['coverage']:g} % inside the 80 % band"
        for row in rows
    )
    return f"Whole errors: {'; '.join(told)}."


def _nation(nation: pd.DataFrame) -> str:
    told = (
        f"{row['age_from']}+ {row['error']:+.1f} %, {'inside' if row['covered'] == '1' else 'outside'} its own 80 % band"
        for row in nation.to_dict("records")
    )
    return f"The nation itself: {'; '.join(told)}."


def _losses(table: pd.DataFrame) -> str:
    worse = losses(table)
    if worse.empty:
        return "No simpler method has a smaller median |error| than `traits` at any age and size."
    return "A smaller median |error| than `traits`:\n" + worse.to_string(index=False)


def _narrow(result: Hindcast) -> str:
    narrow = narrow_provinces(result)
    if narrow.empty:
        return "In every province the 80 % band held at least half of the places."
    return "Provinces in which the 80 % band of `traits` held fewer than half of the places:\n" + narrow.to_string(
        index=False
    )
