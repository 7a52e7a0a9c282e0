"""All targets of named places with their results, judged as of a day."""

import datetime as dt

import pandas as pd

from policy.gap_views import bases, in_units
from policy.gaps import Ledger, assess, ledger, own_targets
from policy.text import Name
from views import edition
from views.edition import kept_up_to
from views.words import word


@kept_up_to(None)
def book() -> Ledger:
    """Return all named places' targets with their results, ready to be judged as of any date."""
    facts = edition.described()
    return ledger(facts, facts[(facts["kind"] == "target") & ~facts["place"].str.startswith("x-")])


@kept_up_to(None)
def target_bases() -> pd.DataFrame:
    """Return the base of each target's share (``policy.gap_views.bases``)."""
    return bases(book().targets, edition.described(), edition.table("population_totals"))


@kept_up_to(60)
def assessed(as_of: dt.date) -> pd.DataFrame:
    """Return every target of a named place with its status as of a date, and its gap in people, beds or what is counted."""
    judged = assess(book(), as_of).drop(columns="fact")
    joined = book().targets.join(judged).join(target_bases())
    own = set(own_targets(edition.described())["fact"])
    return joined.assign(
        own=joined["fact"].isin(own), gap_units=in_units(joined["gap"], joined["unit"], target_bases())
    )


def status_name(code: str, lang: str) -> str:
    """Return a status in words."""
    return word("status", code, lang)


def status_names() -> dict[str, Name]:
    """Return the name of every status."""
    words = edition.vocabulary("status")
    return {str(code): Name(str(row["name_zh"]), str(row["name_en"])) for code, row in words.iterrows()}
