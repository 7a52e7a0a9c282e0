"""The map that ages: counted years, projected years, one scale for all of them, and the record behind each value."""

import datetime as dt
from typing import Any

import numpy as np
import pytest

from charts.maps import MOVING
from i18n.texts import translator
from loaders.geography.layers import NATION, Level
from policy.derived import Derived
from policy.peers import changed_places
from policy.refs import ref
from views import edition
from views.map import ageing
from views.map.choice import Choice, chosen_map
from views.map.units import units
from views.map.values import values
from views.projections import projected
from views.records import found as record_of
from views.scenario.standing import counted_stock
from views.view import Moving

DAY = dt.date(2026, 1, 1)
LEVELS = ("province", "prefecture")
ZHANGYE, ZUNYI = "620700", "520300"


def drawn(variable: str, year: int, level: Level = "prefecture", lang: str = "zh") -> Moving:
    found = chosen_map(Choice(level, NATION, variable, year=year), DAY, lang)
    assert isinstance(found, Moving)
    return found


def coloured(view: Moving) -> dict:
    traces: Any = view.figure.select_traces()
    (trace,) = (trace for trace in traces if trace["meta"] == MOVING)
    return {name: trace[name] for name in ("z", "zmin", "zmax", "colorscale", "locations", "customdata")}


def derived(reference: str) -> Derived:
    found = record_of(reference)
    assert isinstance(found, Derived)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("variable", ageing.VARIABLES)
def test_every_year_is_drawn_in_the_same_classes_and_its_rows_open(variable, level, lang):
    years = ageing.years(variable, level, "")
    assert years[-1] == 2050
    assert set(years) >= {2025, 2030, 2035, 2040, 2045}
    legends, scales = set(), set()
    for year in (years[0], ageing.usual_year(variable, years), 2050):
        view = drawn(variable, year, level, lang=lang)
        trace = coloured(view)
        shown = np.array([np.nan if value is None else value for value in view.values[year]])
        classes = np.where(np.isnan(shown), -1, np.searchsorted(view.borders, shown, side="right"))
        assert classes.tolist() == list(trace["z"])
        assert f"{year}" in view.title
        legends.add(tuple(bar["name"] for bar in view.figure.to_dict()["data"] if bar["type"] == "bar"))
        scales.add((trace["zmin"], trace["zmax"], str(trace["colorscale"])))
        for reference in {view.refs[0], view.refs[-1]}:
            if reference.startswith("ageing:"):
                record = derived(reference)
                for inner in record.inputs:
                    record_of(inner)
    assert len(scales) == 1
    assert len({tuple(name for name in names if "–" in name) for names in legends}) == 1


def test_the_counted_years_are_the_census_and_one_of_other_boundaries_is_not_compared():
    share = ageing.by_year("share60", "prefecture", "")
    assert share.at[ZHANGYE, 2020] == pytest.approx(17.94, abs=0.005)
    moved = set(changed_places(edition.table("hindcast_places"))) & set(share.index)
    assert moved
    assert share.loc[sorted(moved), 2010].isna().all()
    shown = (
        values("share60", "value", units("prefecture", "zh", NATION), DAY, 2010).set_index("place").loc[sorted(moved)]
    )
    assert (shown["state"] == "no_data").all()
    assert shown["hover"].str.contains(translator("zh")("boundaries changed, not compared")).all()


@pytest.mark.parametrize("place", [ZHANGYE, ZUNYI])
def test_a_projected_year_is_what_the_portrait_shows(place):
    found = projected(place)
    assert found is not None
    for name, variable in (("age60", "share60"), ("age80", "share80")):
        share = 100 * found.central[name] / found.population.sum(axis=(1, 2))
        for year in (2025, 2035, 2050):
            shown = ageing.by_year(variable, "prefecture", "").at[place, year]
            assert shown == pytest.approx(share[year - 2020], abs=0.006)


def test_what_is_short_is_known_only_where_a_young_count_of_the_same_beds_is():
    short = ageing.by_year(ageing.SHORT, "province", "")
    need = ageing.by_year("beds_rate", "province", "")[2035]
    people = edition.table("ageing").query("year == 2035").set_index("place")["age60"]
    assert 5 <= len(short) < 31
    for place in short.index:
        stock = float(counted_stock(place)["stock"]["value"])
        lacking = float(need[place]) - 1000 * stock / float(people[place])
        assert short.at[place, 2035] == pytest.approx(lacking, abs=0.006)
        record = derived(ref("ageing", place, ageing.SHORT, 2035))
        assert record.value == pytest.approx(lacking, abs=0.051)
        assert record.inputs[0] == ref("fact", counted_stock(place)["stock"]["fact"])


def test_a_click_opens_the_portrait_and_a_row_the_record():
    view = drawn("share60", 2035)
    assert list(coloured(view)["customdata"]) == list(coloured(view)["locations"])
    assert all(reference.startswith("ageing:") for reference in view.refs)


@pytest.mark.parametrize(
    "wrong",
    [
        "ageing:999999:share60:2035",
        "ageing:620700:share99:2035",
        "ageing:620700:share60:2051",
        "ageing:620700:share60:x",
    ],
)
def test_no_number_stands_behind_a_strange_address(wrong):
    with pytest.raises(KeyError):
        record_of(wrong)
