"""Places of the census: what they are called, which are listed, where a code that ended leads, and that no cache changes a number."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders import store
from projection.people.places import local_of, project_place
from projection.people.rates import national_rates
from views import places, search


def test_a_name_that_several_places_have_carries_its_city():
    names = places.place_names("zh")
    assert (names["110105"], names["350102"], names["520500"]) == ("朝阳区（北京市）", "鼓楼区（福州市）", "毕节市")
    assert "鼓楼区（南京市）" in [hit.link.label for hit in search.hits("鼓楼区", "zh").found]


def test_counties_run_by_their_province_are_listed_and_codes_that_ended_are_not():
    listed = places.portrait_places()
    assert {"419001", "429004", "429021", "469001", "469002", "659001", "659009", "520300", "653100"} <= set(listed)
    assert not {"371200", "341400", "652200", "522401"} & set(listed)
    assert "110105" in listed  # a programme names it
    assert "110117" not in listed
    assert "371200" in places.portrait_places("371200")
    assert "110117" in places.portrait_places("110000")


@pytest.mark.parametrize(
    ("place", "lang", "sentence"),
    [
        ("652200", "zh", "代码652200只用到2010年人口普查，今为哈密市（650500）。"),
        ("371200", "zh", "代码371200只用到2010年人口普查，其辖区今属济南市（370100）。"),
        ("371200", "en", "The code 371200 ended after the census of 2010; its area is part of Jinan (370100) today."),
    ],
)
def test_a_code_that_ended_leads_on_in_a_sentence(place: str, lang: str, sentence: str):
    told = places.ended(place, lang)
    assert told is not None
    assert told[0] == sentence
    assert places.ended("370100", lang) is None


def test_a_fetched_census_changes_no_projection_of_a_prefecture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ages of counties lie in the cache, and, as in an older one, of the prefecture itself with other numbers."""
    monkeypatch.setattr(store, "CACHE", tmp_path)
    rates, factors = national_rates(store.read("vital_rates")), store.read("local_factors")
    population = store.read("population")
    totals = store.read("population_totals")
    own = population[population["place"] == "520300"]
    fetched = own.assign(persons=own["persons"] + 1)
    county = own.assign(place="520302")
    pd.concat([fetched, county]).to_parquet(tmp_path / "population.parquet")
    served = store.read("population")
    assert len(served) == len(population) + len(county)
    for place in ("520300", "653100", "419001", "460400"):
        stored, fetched = [
            project_place(place, 2035, people, totals, rates, local=local_of(factors, place)).projection.population
            for people in (population, served)
        ]
        np.testing.assert_array_equal(stored, fetched)
