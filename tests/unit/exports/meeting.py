"""Items for a meeting as the pages give them: real views of charts, panels, maps and tables."""

import datetime as dt
from functools import cache

from views import compare, gaps, overview
from views.map.choice import Choice, chosen_map
from views.meeting.item import Item
from views.portrait import people

DAY = dt.date(2026, 1, 15)
TOPIC = "nursing_share"


@cache
def items(lang: str) -> tuple[Item, ...]:
    """Return a chart, panels, the map of the provinces, a map that plays, an age pyramid and a comparison in cells."""
    chart = gaps.against_results(TOPIC, "city", 5, DAY, lang)
    panels = compare.multiples(("500000", "620700"), "achieved", 5, lang)
    cells = gaps.of_place("530100", DAY, lang)
    assert chart is not None
    assert panels is not None
    assert cells is not None
    return (
        Item("", chart, note="一条说明", page="gaps", query={"topic": TOPIC, "like": "a b&c"}),
        Item("", panels, page="compare"),
        Item("", overview.ages_map(DAY, lang), page="overview"),
        Item("", chosen_map(Choice("prefecture", "640000", "share60", year=2040), DAY, lang), page="map"),
        Item("", people.age_pyramid("620700", people.EARLIER, lang), values="80%", page="portrait"),
        Item("530100", cells),
    )
