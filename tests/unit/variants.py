"""Small frames for a test: copies of one real fact, each with some cells changed."""

import pandas as pd


def fact_of(described: pd.DataFrame, slug: str) -> pd.DataFrame:
    """Return the frame that holds one fact."""
    found = described[described["fact"] == slug]
    assert len(found) == 1, slug
    return found


def variants(fact: pd.DataFrame, *changes: dict) -> pd.DataFrame:
    """Return one copy of the fact for each set of changed cells; slugs run ``fact-0``, ``fact-1`` … unless given.

    A changed ``value`` is a scalar unless ``value_high`` is changed with it; a changed ``scope`` narrows to a part of the place.
    """
    copies = pd.concat([fact.iloc[0:0], *[fact] * len(changes)], ignore_index=True)
    for position, change in enumerate(changes):
        cells = {"fact": f"fact-{position}"} | change
        if "value" in cells:
            cells.setdefault("value_high", cells["value"])
        if "scope" in cells:
            cells.setdefault("scope_base", cells["scope"])
        for column, value in cells.items():
            assert column in copies, column
            copies.loc[position, column] = value
    return copies
