"""What a viewer adds: checked as the atlas's own rows, shown with its mark wherever it stands, and no fault on any page."""

import datetime as dt
import json
from dataclasses import replace
from threading import Thread
from types import SimpleNamespace

import pytest

from loaders import store
from loaders.tables import TABLES
from policy.described import ADDED_HERE
from policy.refs import ref
from tests.sampling import sampled
from tests.unit.own import BATHS, COUNTS, EDGES, FUZHOU, MEASURES, OWN, PLAN, SECRET, TABLE, fact
from views import edition, records
from views.edition import STORED, Edition, bound, reading
from views.meeting.asked import Asked
from views.meeting.shown import VIEWS, view_of
from views.own.conflicts import meetings
from views.own.rows import (
    Own,
    changed,
    edition_of,
    faults,
    from_candidate,
    from_figure,
    joined,
    own_document,
    own_indicator,
    without,
)
from views.scenario.case import case_of
from views.scenario.controls import option_names
from views.scenario.state import encoded, from_address
from views.search.found import hits
from views.words import word

DAY = dt.date(2026, 11, 28)
MARK = {lang: word("warning", ADDED_HERE, lang) for lang in ("zh", "en")}
# What follows from people alone, or from tables to which nothing is added, is the same for all (``edition.kept_up_to``).
SHOWN = {(page, name) for page in ("compare", "gaps", "sources") for name in VIEWS[page]} | {
    *(("portrait", name) for name in ("verdicts", "spine", "timeline")),
    *(("overview", "coverage"), ("map", "map"), ("scenario", "path"), ("scenario", "money")),
}
# Where figures of the city and the table above stand.
MARKED = {
    *(("compare", name) for name in ("panels", "matrix", "dots", "two")),
    *(("gaps", name) for name in ("dumbbell", "verdicts", "statuses", "silent_list", "supply")),
    *(("portrait", name) for name in ("verdicts", "spine", "timeline")),
    *(("overview", "coverage"), ("map", "map"), ("sources", "warnings"), ("sources", "of_document")),
}


@pytest.fixture(scope="module")
def own() -> Edition:
    return edition_of(joined(OWN, EDGES))


def text_of(page: str, name: str, place: str, lang: str) -> str:
    """Return all that a view shows, as text; empty where it shows nothing."""
    asked = {"place": place, "cities": f"{place},500000", "city1": place, "city2": "500000", "find": place}
    asked |= {"place1": place, "topic": "nursing_share", "document": TABLE.slug}
    if page == "map":
        asked |= {"variable": "nursing_share", "level": "prefecture"}
    if page == "gaps" and name == "supply":
        asked.pop("topic")
    try:
        title, view = view_of(page, name, Asked(asked, lang, DAY, place))
    except LookupError:
        return ""
    figure = getattr(view, "figure", "")
    figures = [figure, *getattr(view, "figures", {}).values()]
    drawn = [json.loads(each) if isinstance(each, str) else each.to_dict() for each in figures if each]
    return json.dumps([title, view.sentence, view.table.to_pydict(), drawn], ensure_ascii=False, default=str)


def test_nothing_added_reads_what_is_stored():
    assert edition_of(Own()) is STORED
    assert edition_of(Own((PLAN,))) is STORED


def test_no_stored_key_begins_as_own_ones_do():
    for name, key in (("facts", "fact"), ("documents", "document"), ("indicators", "indicator")):
        assert not store.read(name)[key].str.startswith(("own-", "own_")).any()


def test_rows_have_the_columns_and_types_of_their_tables(own):
    with reading(own):
        for name in ("facts", "documents", "indicators"):
            whole, stored = edition.table(name), store.read(name)
            assert whole.dtypes.to_dict() == stored.dtypes.to_dict()
            assert whole.iloc[: len(stored)].equals(stored)
            assert whole[TABLES[name].key[0]].is_unique
            assert len(whole) > len(stored)
    assert set(own.added["facts"]["warnings"].str.split(";").explode()) == {ADDED_HERE}


def test_the_same_figure_has_the_same_key_and_stands_once():
    again = fact(TABLE, "institution_beds", "achieved", 20000.0, 2025, note="另见说明")
    assert again.slug == COUNTS[0].slug
    assert len(edition_of(Own((TABLE,), (*COUNTS, again))).added["facts"]) == len(COUNTS)
    assert len({each.slug for each in (*OWN.facts, *EDGES.facts)}) == len(OWN.facts) + len(EDGES.facts)


WRONG = [
    ("place", "361099"),
    ("place", ""),
    ("indicator", "own_0123456789ab"),
    ("indicator", ""),
    ("unit", "beds_per_1000"),
    ("kind", "wish"),
    ("value", float("nan")),
    ("value", float("inf")),
    ("value", -1.0),
    ("value_high", 1.0),
    ("comparator", "=="),
    ("year", 1970),
    ("year", None),
    ("date", "2026-13"),
    ("date", "2024"),
    ("period_status", "guessed"),
    ("commitment", "firm"),
    ("warnings", ("no_such_word",)),
    ("clause", "\x07"),
    ("as_printed", "a\u202eb"),
    ("document", "own-0123456789ab"),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_breaks_a_rule_is_named_by_row_and_column(field, value):
    wrong = replace(COUNTS[0], **{field: value})
    told = faults(Own((TABLE,), (COUNTS[1], wrong)))
    assert {(each.table, each.at) for each in told} == {("facts", 1)}
    # Of a value that no longer stands twice the upper end may be named.
    assert {field, "value_high" if field == "value" else field} & {each.column for each in told}


def test_the_words_of_a_text_have_their_length_and_clause_and_a_new_indicator_a_known_unit():
    short = replace(MEASURES[0], as_printed="60%", clause="")
    assert {each.column for each in faults(Own((PLAN,), (short,)))} == {"as_printed", "clause"}
    odd = own_indicator("助浴点数", "bath_tubs")
    told = faults(Own((TABLE,), (fact(TABLE, odd.slug, "achieved", 1, 2025, unit="bath_tubs"),), (odd,)))
    assert ("indicators", 0, "unit") in {(each.table, each.at, each.column) for each in told}


def test_a_candidate_and_a_figure_become_what_the_tables_take():
    read = {name: getattr(MEASURES[0], name) for name in vars(MEASURES[0]) if name not in ("document", "scope")}
    candidate = SimpleNamespace(**(read | {"place": ""}))
    assert from_candidate(candidate, PLAN, scope=MEASURES[0].scope) == MEASURES[0]  # pyright: ignore[reportArgumentType]
    read = {name: getattr(COUNTS[5], name) for name in vars(COUNTS[5]) if name not in ("clause", "commitment")}
    figure = SimpleNamespace(**read, sheet="Sheet1", cell="C5")
    assert from_figure(figure, TABLE) == COUNTS[5]  # pyright: ignore[reportArgumentType]
    assert from_figure(SimpleNamespace(**(vars(figure) | {"sheet": ""})), TABLE).clause == "C5"  # pyright: ignore[reportArgumentType]


def test_what_follows_from_a_correction_follows():
    target = changed(COUNTS[0], kind="target", year=2030)
    assert (target.commitment, target.date, target.period_status) == ("firm", "2030", "stated")
    undated = changed(target, year=None, kind="achieved", value=7.0)
    assert (undated.commitment, undated.date, undated.period_status) == ("not_applicable", "", "none")
    assert undated.value_high == 7
    assert not faults(Own((TABLE,), (target, undated)))


def test_what_is_taken_back_goes_with_its_document_and_indicator():
    whole = joined(OWN, EDGES)
    left = without(whole, [each.slug for each in whole.facts if each.document == PLAN.slug])
    assert left.documents == (TABLE,)
    assert without(left, [each.slug for each in left.facts if each.indicator == BATHS.slug]).indicators == ()


@pytest.mark.parametrize(("lang", "first"), sampled([("zh", 0), ("en", 0), ("zh", 1), ("en", 1)], 4))
def test_an_own_figure_is_marked_wherever_it_stands(own, lang, first):
    with reading(own):
        assert [each for each in sorted(MARKED)[first::2] if MARK[lang] not in text_of(*each, FUZHOU, lang)] == []


@pytest.mark.parametrize(
    ("place", "step"),
    sampled([("361002", 4), *((place, 1) for place in (FUZHOU, "500000", "360000", "x-template-1"))], 5),
)
def test_no_view_fails_on_rows_at_the_edge_of_what_the_atlas_knows(own, place, step):
    asked = sorted(SHOWN)[::step]
    with reading(own):
        assert sum(bool(text_of(*each, place, "zh")) for each in asked) > len(asked) / 2


def test_the_source_of_a_figure_says_who_brought_it(own):
    with reading(own):
        told = records.record(ref("fact", COUNTS[0].slug), "zh")
        lines = dict(told.lines)
        assert told.value == "2万张"
        assert told.as_printed == COUNTS[0].as_printed
        assert lines["文件"] == f"{TABLE.title} · 本次添加"
        assert lines["条款"] == "工作表“Sheet1”C5单元格"
        assert "未核对原文" in lines["文件说明"]
        assert "本次添加" in [name for name, _meaning in told.warnings]


def test_a_scenario_stands_on_the_own_counts_and_borrows_the_own_target(own):
    target = COUNTS[5]
    with reading(own):
        case = case_of(FUZHOU, "")
        assert (case.stock["stock"], case.stock["nursing_stock"]) == (20_000, 9_000)
        assert MARK["zh"] in option_names("zh")["nursing_target"][target.slug]
        borrowed = encoded(from_address({"nursing_target": target.slug})[0])
        assert case_of(FUZHOU, borrowed).assumed["nursing_share"] == target.value
    assert case_of(FUZHOU, "").stock["stock"] is None
    assert target.slug not in option_names("zh")["nursing_target"]
    assert from_address({"nursing_target": target.slug})[1].outside, "a link of the session is told of in another"


def test_the_search_finds_what_was_added_and_nothing_of_it_elsewhere(own):
    for query in ("抚州 护理型床位数", "26543", SECRET):
        before = str(hits(query, "zh"))
        with reading(own):
            assert MARK["zh"] in str(hits(query, "zh")) or SECRET in str(hits(query, "zh"))
        assert str(hits(query, "zh")) == before
        assert SECRET not in before


def test_a_known_figure_that_says_the_same_or_something_else_is_named(own):
    known = store.read("facts").set_index("fact").loc["fuzhou-jx-2022-088-04"]
    same = MEASURES[2]
    assert (known["place"], known["indicator"], known["scope"], known["value"]) == (
        same.place,
        same.indicator,
        same.scope,
        same.value,
    )
    other = [changed(same, value=70.0), changed(same, comparator="="), changed(same, year=2023), COUNTS[0]]
    met = meetings([same, *other], "zh")
    assert {at: one.how for at, one in met.items()} == {0: "same", 1: "differs", 2: "differs"}
    assert {one.ref for one in met.values()} == {"fact:fuzhou-jx-2022-088-04"}
    assert "≥60%" in met[1].said
    assert "≥70%" in met[1].said
    with reading(own):  # what was added in this session is known too, but for the figure itself
        assert 4 not in meetings([same, *other], "zh")
        assert meetings([changed(COUNTS[0], value=1.0)], "en")[0].ref == ref("fact", COUNTS[0].slug)


def test_a_function_reads_the_edition_in_which_it_was_bound(own):
    seen = []

    def look() -> None:
        seen.append(edition.in_force())

    with reading(own):
        later = bound(look)
    thread = Thread(target=later)
    thread.start()
    thread.join()
    later()
    look()
    assert seen == [own, own, STORED]


@pytest.mark.slow
def test_what_is_shared_with_the_stored_edition_follows_from_tables_to_which_nothing_is_added(own):
    with reading(own):
        for each in sorted(SHOWN):
            text_of(*each, FUZHOU, "zh")
        hits("抚州", "zh")
    shared = {function: set(of) for function, of in edition.SHARED.items()}
    assert {"rates", "projected", "place_names"} <= {function.__name__ for function in shared}
    read: set[str] = set()

    def told(name: str, of=edition.table):
        read.add(name)
        return of(name)

    arguments = {
        "projected": (FUZHOU,),
        "vocabulary": ("kind",),
        "word_names": ("kind", "zh"),
        "_funding": (FUZHOU, ""),
        "_above": (FUZHOU,),
        "_counted": ("share60", 2020),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition, "table", told)
        for function, declared in shared.items():
            read.clear()
            asked = arguments.get(function.__name__, ("zh",) if function.__code__.co_argcount == 1 else ())
            with reading(Edition({"facts": own.added["facts"]})), patch.context() as fresh:
                fresh.setattr(edition, "STORED", edition.in_force())  # nothing is at hand there
                function(*asked)
            assert read <= declared, function.__name__


def test_a_document_is_known_by_its_bytes_whatever_it_is_called():
    assert own_document(b"x", "a").slug == own_document(b"x", "b", place=FUZHOU).slug != own_document(b"y", "a").slug
