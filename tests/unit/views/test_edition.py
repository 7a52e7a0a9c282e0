"""What one viewer adds stands in that viewer's views, and in nobody else's: not a place, not a fact, not a stock, in no cache."""

import datetime as dt
import gc
import json
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd
import pytest

from loaders import store
from loaders.tables import STORED as STORED_TABLES
from views import compare, edition, gaps, overview, places, projections, records, sources
from views.edition import STORED, Edition, reading
from views.scenario.case import case_of

DAY = dt.date(2026, 11, 22)
KASHGAR, BEDS = "653300", 12345.0
FACT = "own-kashgar-beds"


def rows(table: str, *cells: Mapping[str, object]) -> pd.DataFrame:
    """Return rows of a table; what is not given is empty."""
    columns = STORED_TABLES[table].columns
    frame = pd.DataFrame(
        [{c.name: row.get(c.name, "" if c.type == "text" else pd.NA) for c in columns} for row in cells]
    )
    return frame.astype(store.read(table).dtypes.to_dict())


def own_rows(beds: float = BEDS) -> dict[str, pd.DataFrame]:
    """Return what a viewer in Kashgar brings: the place, its people, a document, and the beds it counts and wants."""
    printed = {
        "place": KASHGAR,
        "document": "own-kashgar",
        "clause": "段1",
        "as_printed": "全地区养老床位12345张",
        "grade": "B-",
    }
    bed_row = printed | {"indicator": "care_beds_total", "unit": "beds", "comparator": "=", "period_status": "stated"}
    people = printed | {"date": "2020-11-01", "basis": "resident", "sex": "both", "residence": "all"}
    counted = ((0, 4_496_377), (60, 400_000), (65, 260_000), (80, 40_000))
    return {
        "places": rows(
            "places",
            {
                "place": KASHGAR,
                "name_zh": "新喀什市",
                "name_en": "New Kashgar",
                "level": "prefecture",
                "parent": "650000",
            },
        ),
        "documents": rows(
            "documents",
            {"document": "own-kashgar", "title": "自填材料", "title_en": "Own figures", "place": KASHGAR}
            | {
                "issuer": "新喀什",
                "issuer_en": "New Kashgar",
                "kind": "statistic",
                "authority": "official",
                "read_in_full": "1",
            },
        ),
        "facts": rows(
            "facts",
            bed_row
            | {"fact": FACT, "kind": "achieved", "value": beds, "value_high": beds, "year": 2025, "date": "2025"}
            | {"commitment": "not_applicable"},
            bed_row
            | {"fact": "own-kashgar-institutions", "indicator": "institution_beds", "kind": "achieved", "value": beds}
            | {"value_high": beds, "year": 2025, "date": "2025", "commitment": "not_applicable"},
            bed_row
            | {"fact": "own-kashgar-target", "kind": "target", "value": 2 * beds, "value_high": 2 * beds, "year": 2030}
            | {"date": "2030", "commitment": "firm"},
        ),
        "population_totals": rows("population_totals", *(people | {"age_from": a, "persons": n} for a, n in counted)),
    }


def every_view(lang: str) -> Iterator[object]:
    """Give what views of many pages show, those of the added place where the edition has it."""
    yield places.place_names(lang).to_dict()
    yield places.distinct_names(lang)
    yield places.cities(lang)
    yield places.portrait_places()
    yield overview.headlines(DAY)
    yield compare.compared_cells("beds", ("500000", KASHGAR), ("achieved", "target")).to_dict()
    chart = compare.ranking("care_beds_total", "achieved", "city", 5, False, lang)
    assert chart is not None
    yield (chart.sentence, chart.table.to_pydict(), chart.refs, chart.figure.to_json())
    bars = gaps.against_results("care_beds_total", "city", 0, DAY, lang)
    yield None if bars is None else (bars.table.to_pydict(), bars.refs)
    yield gaps.of_status(DAY, "all", lang).table.to_pydict()
    yield sources.documents(lang).table.to_pydict()
    projected = projections.projected(KASHGAR)
    yield KASHGAR if projected is None else sorted(projected.central)
    try:
        yield case_of(KASHGAR, "").stock
    except KeyError:
        yield KASHGAR
    yield edition.described()["fact"].tolist()


def told(of: Edition) -> list[str]:
    """Return what every view shows in an edition, in both languages, as text."""
    with reading(of):
        return [
            json.dumps(shown, ensure_ascii=False, default=repr) for lang in ("zh", "en") for shown in every_view(lang)
        ]


def use(of: Edition) -> dict[Callable[..., Any], tuple[int, int]]:
    """Return how often each kept function of an edition was asked: what was at hand, and what was worked out."""
    return {function: kept.cache_info()[:2] for function, kept in of.kept.items()}  # pyright: ignore[reportFunctionMemberAccess]


@pytest.fixture(scope="module")
def stored() -> list[str]:
    return told(STORED)


@pytest.fixture(scope="module")
def own() -> Edition:
    return Edition(own_rows())


def test_added_rows_stand_in_their_own_views(stored, own):
    same = [at for at, (before, after) in enumerate(zip(stored, told(own), strict=True)) if before == after]
    assert same == [], "views that show nothing of the added place, fact or stock"
    with reading(own):
        assert places.place_names("zh")[KASHGAR] == "新喀什市"
        assert records.record(f"fact:{FACT}", "zh").value == "1.2345万张"
        assert case_of(KASHGAR, "").stock["stock"] == BEDS
        assert projections.projected(KASHGAR) is not None


def test_nothing_of_them_reaches_a_viewer_who_has_none(own, stored):
    told(own)
    assert told(STORED) == stored
    for name in ("新喀什", "New Kashgar", KASHGAR, FACT):
        # One view names the place it was asked for, of which it found nothing.
        assert [text for text in stored if name in text and text != json.dumps(KASHGAR)] == []
    with pytest.raises(KeyError):
        records.found(f"fact:{FACT}")
    assert projections.projected(KASHGAR) is None


def test_an_edition_neither_fills_nor_asks_what_another_keeps(stored):
    before = use(STORED)
    mine = Edition(own_rows(beds=777))
    texts = told(mine)
    after = use(STORED)
    # Nothing is worked out there. The stored tables and facts are asked for, behind which the added rows stand, and what follows
    # from tables that have none.
    assert {each.__name__ for each, times in after.items() if before.get(each, (0, 0))[1] != times[1]} == set()
    asked = {each for each, times in after.items() if before.get(each) != times}
    assert {each.__name__ for each in asked if each not in edition.SHARED} == {"table", "described"}
    assert len(mine.kept) > 20
    other = told(Edition(own_rows(beds=778)))
    differ = [one != two for one, two in zip(texts, other, strict=True)]
    assert sum(differ) > 6, "the beds of one viewer stand in the views of another"


def test_what_was_kept_goes_with_its_edition(stored):
    mine = Edition(own_rows(beds=4321))
    told(mine)
    watched = weakref.ref(next(iter(mine.kept.values())))
    assert watched() is not None
    del mine
    gc.collect()
    assert watched() is None


def test_an_edition_is_known_by_its_rows():
    assert Edition(own_rows()).mark == Edition(own_rows()).mark != Edition(own_rows(beds=1)).mark
    assert STORED.mark == Edition({}).mark == ""


@pytest.mark.parametrize("added", [{"nothing": pd.DataFrame()}, {"places": pd.DataFrame({"place": ["653100"]})}])
def test_rows_that_fit_no_table_are_refused(added):
    with pytest.raises(ValueError, match="have not its columns"):
        Edition(added)
