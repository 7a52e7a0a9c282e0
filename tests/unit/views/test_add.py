"""What is shown and decided of a text that a viewer brings: the text stays whole, decisions can be taken back, and corrections are read or refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.texts import LANGUAGES
from loaders.own_table import records
from loaders.policy_text.reasons import RULES as TEXT_RULES
from loaders.policy_text.reasons import reason
from loaders.uploads import Upload
from views.add import cells
from views.add.brought import begin, codebook, own_of, read, refused
from views.add.correction import NEW, corrected, day_of, shown
from views.add.known import met
from views.add.marks import paragraphs, visible
from views.add.reasons import SENTENCES, reason_sentence
from views.add.review import Reviewed, begun, decided, with_added, with_same_meaning
from views.add.selected import printed, selected
from views.own.rows import Own

TEXT = "抚州市养老服务规划\n一、到2025年，全市养老机构护理型床位占比不低于55%。\n二、建成社区食堂12家。\n"


@pytest.fixture(scope="module")
def text():
    """A text that is read; take no decision on it, but on a copy."""
    return read(Upload("规划.txt", "text", TEXT.encode()), codebook())


@given(
    st.text(alphabet="甲乙5\n \u202e", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_a_text_cut_at_its_figures_is_whole_and_each_figure_is_found(whole, spans):
    spans = [(start, min(end, len(whole))) for start, end in spans]
    lines = paragraphs(whole, spans)
    for start, *pieces in lines:
        said = "".join(piece if isinstance(piece, str) else piece[0] for piece in pieces)
        assert said == visible(whole[start : start + len(said)])
        assert "\n" not in said
    written = {at for start, *pieces in lines for at in range(start, start + sum(map(_length, pieces)))}
    assert {at for at, sign in enumerate(whole) if sign.strip()} <= written
    marked = {at for _start, *pieces in lines for piece in pieces if not isinstance(piece, str) for at in piece[1:]}
    assert {at for at, (start, end) in enumerate(spans) if whole[start:end].strip()} <= marked


def _length(piece) -> int:
    return len(piece if isinstance(piece, str) else piece[0])


def test_each_decision_is_taken_back_in_turn(text):
    first = begun(text.figures)
    held = Reviewed(first)
    held.turn(decided(first, [0], "accepted"))
    held.turn(decided(held.now, [0], "accepted"))  # nothing new: no step of its own
    held.turn(with_added(held.now, text.figures[0]))
    held.turn(decided(held.now, range(3), "rejected"))
    assert set(held.now.states) == {"rejected"}
    for _step in range(3):
        held.undo()
    assert held.now == first
    held.undo()
    assert held.now == first


@pytest.mark.parametrize(
    ("field", "typed", "taken"),
    [
        ("value", "５.04万", ("value", 50_400)),
        ("value", "50,400", ("value", 50_400)),
        ("value", "六成", None),
        ("value", "", None),
        ("date", "2024年3月", ("date", "2024-03")),
        ("date", "2025-12-31", ("year", 2025)),
        ("date", "", ("period_status", "none")),
        ("date", "十四五末", None),
        ("comparator", "range", None),
        ("kind", "achieved", ("commitment", "not_applicable")),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_correction_is_taken_as_a_person_writes_it_or_answered_in_a_sentence(text, field, typed, taken, lang):
    figure = begun(text.figures).figures[0]
    found, told = corrected(figure, replace(shown(figure, lang), **{field: typed}), lang)
    assert bool(told) == (taken is None)
    assert found == figure if taken is None else getattr(found.read, taken[0]) == taken[1]


def test_what_is_not_touched_stays_as_it_was_read(text):
    for figure in begun(text.figures).figures:
        found, told = corrected(figure, shown(figure, "zh"), "zh")
        assert not told
        assert replace(found.read, indicator_score=figure.read.indicator_score) == figure.read


@pytest.mark.parametrize(
    ("typed", "found"), [("2025", (2025, "2025")), ("2025/3/1", (2025, "2025-03-01")), ("25", (None, ""))]
)
def test_a_date_is_as_fine_as_it_is_typed(typed, found):
    assert day_of(typed) == found


def test_a_new_indicator_needs_a_name(text):
    figure = begun(text.figures).figures[0]
    typed = replace(shown(figure, "zh"), indicator=NEW, name=" ", unit="beds")
    assert corrected(figure, typed, "zh")[1]
    assert corrected(figure, replace(typed, name="驿站"), "zh")[0].read.unit == "beds"


def test_only_what_is_accepted_is_added_and_what_the_tables_cannot_take_is_named(text):
    brought = begin(text)
    assert not own_of(brought)
    brought.reviewed.now = decided(brought.reviewed.now, [0], "accepted")
    (fact,) = own_of(brought).facts
    assert (fact.value, fact.place, fact.document) == (55, "361000", brought.name)
    wrong = replace(brought.reviewed.now.figures[0].read, unit="yuan")
    bad = replace(
        brought.reviewed.now,
        figures=(replace(brought.reviewed.now.figures[0], read=wrong), *brought.reviewed.now.figures[1:]),
    )
    assert refused(brought, bad) == {0: "unit"}


def test_a_figure_meets_the_same_one_that_was_added_and_one_that_differs(text):
    brought, other = begin(text), begin(replace(text, upload=Upload("二.txt", "text", b"2")))
    other.reviewed.now = decided(other.reviewed.now, [0], "accepted")
    added = own_of(other)
    assert met(brought, Own(), "zh") == {}
    assert met(brought, added, "zh")[0].how == "same"
    changed = Own(added.documents, (replace(added.facts[0], value=60.0, value_high=60.0),), added.indicators)
    found = met(brought, changed, "zh")[0]
    assert (found.how, "60%" in found.said) == ("differs", True)


def test_words_that_are_chosen_hold_the_number_and_can_be_quoted():
    line = "请" * 50 + "共用7把钥匙" + "谢" * 50
    at = line.index("7")
    found = selected(line, 0, len(line), codebook(), "361000")
    assert found is not None
    assert 6 <= len(found.as_printed) <= 40
    assert "7" in found.as_printed
    assert printed(line, at, at + 1, (at, at + 1))[1] - printed(line, at, at + 1, (at, at + 1))[0] >= 6
    assert selected("没有数字", 0, 4, codebook(), "") is None


def test_the_others_of_a_column_take_the_meaning_and_keep_their_values(text):
    review = begun(text.figures)
    like = replace(review.figures[0], scope="新建")
    changed = with_same_meaning(review, [1], like)
    assert changed.figures[1].read.indicator == like.read.indicator
    assert changed.figures[1].read.value == review.figures[1].read.value
    assert changed.figures[1].scope == "新建"


def test_every_rule_has_a_sentence_in_both_languages():
    assert set(TEXT_RULES) <= set(SENTENCES)
    assert set(records.RULES) <= set(cells.RULES)
    assert set(records.QUESTIONS) <= set(cells.QUESTIONS)
    assert set(records.UNUSED) <= set(cells.UNUSED)
    told = {lang: reason_sentence(reason("kind", words="达到", kind="target"), lang) for lang in LANGUAGES}
    assert told == {"zh": "“达到”表明为目标值", "en": "“达到” makes it Target"}
