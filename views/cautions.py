"""What stands beside a place's projected numbers where they are less sure than their band says."""

import pandas as pd

from policy.calendar import CENSUS_2010, CENSUS_2020, NATION
from policy.derived import residents
from policy.projection_sentences import RELATIVE, changed_sentence, missed_sentence
from policy.text import Sentence
from projection.people.places import MOST_CHANGED
from views import edition
from views.edition import kept_up_to


@kept_up_to(None)
def changed() -> pd.Series:
    """Return the residents of 2020 over those of 2010 of the places that changed beyond the limit (index: adcode)."""
    totals = edition.table("population_totals")
    growth = (residents(totals, 0, CENSUS_2020) / residents(totals, 0, CENSUS_2010)).dropna().astype("float64")
    return growth[(growth > MOST_CHANGED) | (growth < 1 / MOST_CHANGED)]


@kept_up_to(None)
def missed() -> dict[str, pd.DataFrame]:
    """Return the rows of ``hindcast`` relative to the nation, of each place with a count of 2020 outside its 80 % band."""
    rows = edition.table("hindcast")
    rows = rows[(rows["method"] == RELATIVE) & (rows["place"] != NATION)]
    outside = rows.loc[rows["covered"] == "0", "place"]
    return {str(place): own for place, own in rows[rows["place"].isin(outside)].groupby("place")}


def cautions(place: str) -> list[Sentence]:
    """Return a sentence for a change of the place beyond the limit, and one for a test from 2010 that fell outside its band."""
    found = []
    if place in changed().index:
        found.append(changed_sentence(float(changed()[place])))
    if place in missed():
        found.append(missed_sentence(missed()[place]))
    return found
