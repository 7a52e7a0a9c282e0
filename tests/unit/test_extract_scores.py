"""What was read is set against what readers found: same value in base units, at the same words, one to one."""

from pathlib import Path

import pandas as pd
import pytest

from benchmarks.extract import scores
from benchmarks.extract.command import half_of
from benchmarks.extract.gold import Gold, Text, blind, in_base_units, place_code, readings, text_at
from benchmarks.extract.speed import made_plan, plan
from loaders.policy_text.candidates import Candidate

BODY = "一、目标\n到2025年,养老床位达到5.04万张,护理型床位占比达到\n60%以上。医院70%建成,社区70%建成。所有县区全覆盖。"


def text(body: str = BODY, start: int = 0) -> Text:
    return Text("plan.txt", body, start, len(body))


def gold(phrase: str, value: float, **said) -> Gold:
    return Gold("plan.txt", phrase, value, said.pop("value_high", value), said.pop("kind", "target"), **said)


def candidate(number: str, value: float, nth: int = 0, around: int = 4, **read) -> Candidate:
    """A candidate whose number is the nth place of these letters, with some letters around."""
    at = [place for place in range(len(BODY)) if BODY.startswith(number, place)][nth]
    end = at + len(number)
    given = {
        **{"document": "", "clause": "一", "place": "", "indicator": "", "indicator_score": 0.0, "runner_up": ""},
        **{"runner_up_score": 0.0, "name": "", "kind": "target", "value_high": value, "comparator": "=", "unit": ""},
        **{"year": None, "date": "", "period_status": "none", "commitment": "firm", "confidence": 1.0, "reasons": ()},
    }
    start, stop = max(0, at - around), min(len(BODY), end + around)
    place = {"as_printed": BODY[start:stop], "start": start, "end": stop, "number": (at, end), "value": value}
    return Candidate(**{**given, **place, **read})


@pytest.mark.parametrize(
    ("value", "unit", "ends"),
    [
        ("5.04", "万张", (50_400, 50_400)),
        ("2.12", "亿人", (212_000_000, 212_000_000)),
        ("30-40", "%", (30, 40)),
        ("3.5", "‰", (3.5, 3.5)),
        ("0.2", "万元/年", (2_000, 2_000)),
        ("800", "元/张", (800, 800)),
    ],
)
def test_values_are_compared_in_base_units(value: str, unit: str, ends: tuple[float, float]):
    assert in_base_units(value, unit) == pytest.approx(ends)


def test_a_phrase_stands_where_its_letters_do_white_space_and_width_aside():
    (span,) = scores.places_of("床位占比达到６０%以上", BODY)
    assert BODY[slice(*span)] == "床位占比达到\n60%以上"
    assert scores.places_of("70%建成", BODY) == [
        (BODY.index("70%"), BODY.index("70%") + 5),
        (BODY.rindex("70%"), BODY.rindex("70%") + 5),
    ]
    assert scores.places_of("70%建成", BODY, start=BODY.index("社区")) == [(BODY.rindex("70%"), BODY.rindex("70%") + 5)]
    assert scores.places_of("没有的话", BODY) == []


def test_a_hit_has_the_value_and_stands_at_the_phrase():
    beds = [gold("养老床位达到5.04万张", 50_400)]
    assert scores.paired(beds, [candidate("5.04万", 50_400)], text()) == {0: 0}
    assert scores.paired(beds, [candidate("5.04万", 5.04)], text()) == {}  # not multiplied out
    assert scores.paired(beds, [candidate("60", 50_400, around=1)], text()) == {}  # somewhere else


def test_each_candidate_serves_one_row_and_as_many_as_can_be_hit():
    rows = [gold("70%建成", 70), gold("医院70%建成", 70)]
    # Only the candidate at 医院 can serve the second row: the first must take the other one.
    both = [candidate("70", 70, nth=0, around=1), candidate("70", 70, nth=1, around=1)]
    assert scores.paired(rows, both, text()) == {0: 1, 1: 0}
    assert len(scores.paired(rows, both[:1], text())) == 1
    assert scores.recall_scores(rows, both[:1], text())["recall"] == (1, 2)


def test_where_a_number_stands_twice_its_row_takes_the_candidate_under_its_clause():
    pair = [candidate("70", 70, nth=0, clause="一"), candidate("70", 70, nth=1, clause="二")]
    assert scores.paired([gold("70%建成", 70, clause="二")], pair, text()) == {0: 1}


def test_of_two_equal_numbers_at_one_phrase_a_row_takes_that_of_its_unit():
    pair = [candidate("70", 70, nth=0, unit="years_of_age"), candidate("70", 70, nth=1, unit="percent")]
    assert scores.paired([gold("医院70%建成,社区70%建成", 70, unit="percent")], pair, text()) == {0: 1}


def test_only_what_a_reader_said_is_scored():
    row = gold("养老床位达到5.04万张", 50_400, year=2025, clause="一", comparators=frozenset({">", ">="}))
    right = candidate("5.04万", 50_400, year=2025, comparator=">=")
    assert scores.agreement(row, right) == {
        "value": True,
        "kind": True,
        "comparator": True,
        "year": True,
        "clause": True,
    }
    wrong = candidate("5.04万", 50_400, value_high=60_000, kind="achieved", year=2024, clause="二")
    assert not any(scores.agreement(row, wrong).values())
    assert scores.agreement(gold("养老床位", 50_400, no_year=True), right)["no year"] is False


def test_recall_is_counted_by_kind_and_apart_for_what_nothing_prints():
    rows = [gold("达到5.04万张", 50_400), gold("60%以上", 60, kind="achieved"), gold("所有县区", 100, implied=True)]
    found = scores.recall_scores(rows, [candidate("5.04万", 50_400)], text())
    assert (found["recall"], found["recall target"], found["recall achieved"]) == ((1, 2), (1, 1), (0, 1))
    assert found["implied"] == (0, 1)
    assert found["value"] == (1, 1)


def test_precision_counts_a_number_once_and_strictly_without_what_may_be_left_out():
    core, marginal = gold("达到5.04万张", 50_400), gold("60%以上", 60, core=False)
    read = [candidate("5.04万", 50_400), candidate("60", 60), candidate("60", 60), candidate("2025", 2025)]
    found = scores.precision_scores([[core, marginal], [marginal]], read, text())
    assert found == {"precision": (2, 4), "precision strict": (1, 4)}
    assert [line.split(" | ")[1].split()[0] for line in scores.unfounded([[core, marginal]], read, text())] == [
        "60",
        "2025",
    ]


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("5.04万张", 1),
        ("1,234人", 1),
        ("12万3千", 2),
        ("三十个百分点", 1),
        ("半数以上,上百万", 0),
        ("５．５万和两家", 2),
        ("2017829-92日", 2),
    ],
)
def test_a_numeral_is_one_run_of_digits_or_of_chinese_numerals_with_a_digit(printed: str, count: int):
    assert scores.numerals(printed) == count


def test_candidates_are_set_against_numerals_and_letters():
    read = [candidate("5.04万", 50_400), candidate("5.04万", 50_400)]
    assert scores.amount_scores(read, text("床位 5.04万张\n")) == {
        "to numerals": (2, 1),
        "to letters": (2, 8),
        "read again": (1, 2),
    }


@pytest.mark.parametrize(
    ("phrase", "read", "cause"),
    [
        ("达到5.04万张", [candidate("5.04万", 5.04)], "no candidate of that value"),
        ("达到5.04万张", [candidate("70", 70)], "no candidate there"),
        ("七百张", [], "phrase not in the text"),
    ],
)
def test_a_miss_says_its_cause(phrase: str, read: list[Candidate], cause: str):
    assert [found for found, _line in scores.misses([gold(phrase, 50_400)], read, text())] == [cause]


def test_what_of_a_reading_was_not_read_is_listed():
    rows = [gold("达到5.04万张", 50_400), gold("60%以上", 60)]
    assert scores.unread(rows, [candidate("5.04万", 50_400)], text()) == ["60%以上 | 60 target"]


def test_scores_of_texts_add_up():
    total = scores.added([{"recall": (1, 2)}, {"recall": (3, 3), "year": (0, 1)}])
    assert (total, scores.share(total, "recall")) == ({"recall": (4, 5), "year": (0, 1)}, 0.8)


def test_a_header_is_no_part_of_a_text_and_one_text_of_a_collection_is_scored_alone(tmp_path: Path):
    path = tmp_path / "two.txt"
    path.write_text("# date: 2022\n# ----- below\n方案模板1\n一、床位5张\n方案模板2\n一、床位6张\n", "utf-8")
    assert "2022" not in text_at(path).body
    part = text_at(path, "模板2/")
    assert part.body[part.start : part.end].strip() == "方案模板2\n一、床位6张"


def test_the_public_readings_are_read_in_their_own_words(tmp_path: Path):
    path = tmp_path / "readings.csv"
    path.write_text(
        "doc_file,city,province,indicator_zh,value,unit,comparator,year,kind,phrase,year_basis\n"
        "012_x.txt,杭州市,浙江省,照料中心,2800,家,>,2018-06,achieved,共2800余家,stated\n"
        "012_x.txt,国家,全国,护理型床位占比,30-40,%,=,2020,target,30%~40%,inferred (context)\n",
        "utf-8",
    )
    places = pd.DataFrame(
        {"place": ["330100", "330000"], "name_zh": ["杭州市", "浙江省"], "level": ["prefecture", "province"]}
    )
    first, second = readings(path, places)
    assert (first.year, first.place, first.comparators) == (2018, "330100", {">", ">="})
    assert (second.year, second.value_high, second.comparators) == (None, 40, {"range"})
    assert place_code("某市", "浙江省", places) == ""


def test_halves_are_told_by_the_number_of_the_file():
    assert (half_of("088_抚州市_2022.txt"), half_of("003_南京市_2022.txt")) == ("even", "odd")


def test_the_blind_reading_holds_numbers_with_short_phrases():
    rows = blind()
    assert len({row.file for row in rows}) >= 16
    assert all(4 <= len(row.phrase) <= 25 and row.value <= row.value_high for row in rows)
    assert {row.kind for row in rows} == {"target", "achieved", "forecast", "threshold", "parameter"}


def test_a_plan_of_any_length_can_be_made(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_TEXTS", raising=False)
    assert len(plan(5_000)) == 5_000
    assert scores.numerals(made_plan()) > 50
