"""The policy packs as scenarios use them: the usual one of a place, the one to offer, its rules, and what can be counted of them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policy.scenario.borrowed import best_documented, usual_pack
from policy.scenario.costs import ADDED, STANDING, borrow
from projection.care.demand import LEVELS, SETTINGS
from views import edition
from views.edition import kept, kept_up_to
from views.scenario.standing import MONEY_FROM

# What prices can multiply here; homes, centres and rated providers only as the viewer says.
COUNTABLE = {
    *("older", *STANDING, *ADDED, "beds_occupied", "institution_independent"),
    *("carers_home", "carers_community", "carers_institution"),
    *(f"{setting}_{level}" for setting in SETTINGS for level in LEVELS),
}


@dataclass(frozen=True)
class Priced:
    """What a pack's countable rules in force use: portions, bases of shares, counts; and whether any pays after 2026."""

    portions: frozenset[str]
    bases: frozenset[str]
    counts: frozenset[str]
    lasting: bool


@kept_up_to(None)
def usual_pack_of(place: str) -> str:
    """Return the pack that is tried on a place where none is chosen; ``NO_PACK`` where it has none."""
    return usual_pack(edition.table("packs"), edition.table("places"), place)


@kept
def best_documented_pack() -> str:
    """Return the pack that is offered where none is chosen (``policy.scenario.borrowed.best_documented``)."""
    return best_documented(edition.table("packs"), COUNTABLE)


@kept_up_to(500)
def rules_of(place: str, slug: str, percent: float) -> pd.DataFrame:
    """Return the rows of a pack, as another place's borrowed, with its prices scaled; none of no pack."""
    packs = edition.table("packs")
    scaled_by = "" if percent == 100 else "chosen by the viewer"
    own = borrow(packs[packs["pack"] == slug], place, scale=percent / 100, scaled_by=scaled_by)
    # As one array of plain objects: the rows are read one by one for each scenario, which the stored types make slow.
    return pd.DataFrame(own.to_numpy(dtype=object), index=own.index, columns=own.columns, dtype=object)


@kept_up_to(500)
def countable_rules(place: str, slug: str, percent: float, given: frozenset[str]) -> pd.DataFrame:
    """Return the rules of a pack whose quantities are known; homes, centres and providers are where the viewer gave them."""
    pack, known = rules_of(place, slug, percent), COUNTABLE | given
    countable = [known.issuperset(counts.split(";")) for counts in pack["counts"]]
    return pack[np.array(countable, dtype=bool)]


@kept_up_to(500)
def priced(place: str, slug: str, after: str, given: frozenset[str]) -> Priced:
    """Return what the countable rules of a pack use, where so much is given."""
    pack = countable_rules(place, slug, 100.0, given)
    rules = pack[pack["part"].isin(["price", "share", "cap"])]
    lasts = rules["until"].map(lambda until: float("inf") if pd.isna(until) or after == "continues" else until)
    live = rules[lasts >= MONEY_FROM]
    portions = {name.removeprefix("-") for cell in live["portions"] for name in cell.split(";") if name}
    counts = {name for cell in live["counts"] for name in cell.split(";")}
    bases = frozenset(live["base"]) - {""}
    return Priced(frozenset(portions), bases, frozenset(counts), bool((lasts > MONEY_FROM).any()))
