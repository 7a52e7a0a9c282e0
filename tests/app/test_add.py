"""A city of the viewer's own without a browser: brought, decided, corrected, shown on other pages, given up, and seen by nobody else."""

import json
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from pages.menu import PAGES
from tests.app.screens import elements, open_page, pickers, seen, sent
from tests.app.test_pages import LANGUAGES, misplaced_chinese, untranslated
from views.own.rows import Own
from views.own.saved import written

FUZHOU = "361000"
PLAN = (
    "抚州市养老服务发展规划\n"
    "一、到2025年，全市养老机构护理型床位占比不低于55%，每千名老年人拥有养老床位40张。\n"
    "二、建成社区食堂12家。\n"
)
TABLE = "2024年部分城市养老服务情况\n地区,养老床位数（张）,护理型床位占比（%）\n南昌市,32100,58.5\n抚州市,21500,60.1\n"


def page_of(app) -> Any:
    """Return the page once what was brought is read."""
    for _run in range(100):
        if "add_job" not in app.session_state:
            return app
        app.run()
    raise AssertionError("what was brought is not read")


def bring(content: str | bytes, name: str = "规划.txt", lang: str = "zh") -> Any:
    """Return the page with a file brought."""
    app = open_page("add", lang)
    whole = content.encode() if isinstance(content, str) else content
    app.file_uploader(key="add_file_0").upload(name, whole).run()
    return page_of(app)


def component(app, key: str) -> Any:
    """Return a component of the page."""
    return next(each for each in elements(app) if each.type == "bidi_component" and each.key == key)


def rows(app) -> list[dict[str, Any]]:
    """Return the figures as the browser shows them: those sent at first, with what has changed since."""
    found = dict(enumerate(sent(component(app, "add_board"))["rows"]))
    return list((found | {int(at): row for at, row in decided(app)["rows"].items()}).values())


def decided(app) -> dict[str, Any]:
    """Return what the browser is told of decisions."""
    return sent(component(app, "add_board_decided"))


def tell(app, **state: Any) -> Any:
    """Run the page with what the board tells of what the viewer did."""
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=component(app, "add_board").proto.id, json_value=json.dumps(state)))
    return app._run(states)


def act(app, *acts: tuple[str, list[int]]) -> Any:
    """Do one thing after the other on the board."""
    data = decided(app)
    told = [{"n": data["done"] + at, "to": to, "ids": ids} for at, (to, ids) in enumerate(acts, start=1)]
    return tell(app, journal={"name": data["name"], "acts": told})


def added(app) -> Own:
    """Return what was added in the session."""
    return app.session_state["own_added"] if "own_added" in app.session_state else Own()


def open_beside(app, page: str, **query: str) -> Any:
    """Open another page in the same session."""
    app.switch_page(PAGES[page].script)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_stands_beside_its_figures_in_the_viewer_s_language(lang):
    app = bring(PLAN, lang=lang)
    assert not app.exception
    assert rows(app)[0]["value"] == "≥55%"
    assert pickers(app)["document_place"].value == FUZHOU
    board = sent(component(app, "add_board"))
    assert (
        "".join(piece if isinstance(piece, str) else piece[0] for piece in board["paragraphs"][1][1:])
        == (PLAN.split("\n")[1])
    )
    own_words = {"抚州市养老服务发展规划", "“55” ", *(row["words"] for row in rows(app))}
    wrong = [
        text
        for text in seen(app)
        if not any(words in text.text.replace("\\", "") for words in own_words)
        and (untranslated(text) if lang == "zh" else misplaced_chinese(text))
    ]
    assert [text for text in wrong if "txt" not in text.text] == []


def test_a_decision_stands_on_other_pages_at_once_and_is_taken_back():
    app = act(bring(PLAN), ("accepted", [0]))
    assert len(added(app).facts) == 1
    assert decided(app)["states"] == {"0": "accepted"}
    shown = open_beside(app, "portrait", place=FUZHOU)
    assert not shown.exception
    assert any("≥55%" in text.text.replace("\\", "") for text in seen(shown))
    app = act(open_beside(app, "add"), ("undo", []))
    assert not added(app)
    assert decided(app)["states"] == {}
    assert not any("≥55%" in text.text.replace("\\", "") for text in seen(open_beside(app, "portrait", place=FUZHOU)))


def test_another_viewer_sees_nothing_of_it():
    app = act(bring(PLAN), ("accepted", [0]))
    open_beside(app, "portrait", place=FUZHOU)
    other = open_page("portrait", place=FUZHOU)
    assert not any("≥55%" in text.text.replace("\\", "") for text in seen(other))
    assert "own_added" not in other.session_state
    assert not any(each.key == "add_board" for each in elements(open_page("add")))


def test_acts_that_come_twice_are_done_once_and_strange_ones_are_passed_over():
    app = act(bring(PLAN), ("accepted", [0, 99, -1]), ("rejected", [1]), ("undo", []))
    assert decided(app)["states"] == {"0": "accepted"}
    name = decided(app)["name"]
    same = [{"n": 3, "to": "undo", "ids": []}]
    for journal in ({"name": name, "acts": same}, {"name": "own-other", "acts": [{"n": 9, "to": "undo", "ids": []}]}):
        app = tell(app, journal=journal)
        assert decided(app)["states"] == {"0": "accepted"}
    strange: list[Any] = [
        None,
        [],
        {"name": name},
        {"name": name, "acts": [3, {"n": "a"}, {"n": 9, "to": 1, "ids": "x"}]},
    ]
    for journal in strange:
        app = tell(app, journal=journal, current={"name": name, "id": 99})
        assert not app.exception
        assert decided(app)["states"] == {"0": "accepted"}


def test_what_is_corrected_is_saved_accepted_and_undone():
    app = bring(PLAN)
    app.text_input(key="figure_value").set_value("六成").run()
    app.button(key="figure_save").click().run()
    assert ["六成" in warning.value for warning in app.warning] == [True]
    assert not added(app)
    app.text_input(key="figure_value").set_value("60").run()
    app.text_input(key="figure_date").set_value("2026").run()
    app.button(key="figure_save").click().run()
    (fact,) = added(app).facts
    assert (fact.value, fact.year, fact.place) == (60, 2026, FUZHOU)
    assert rows(app)[0]["value"] == "≥60%"
    app = act(app, ("undo", []))
    assert rows(app)[0]["value"] == "≥55%"


def test_a_new_indicator_has_a_name_and_a_unit_of_the_viewer_s():
    app = bring(PLAN)
    pickers(app)["figure_indicator"].set_value("new").run()
    app.text_input(key="figure_name").set_value("医养结合驿站").run()
    app.selectbox(key="figure_unit").set_value("家").run()
    app.button(key="figure_save").click().run()
    (indicator,) = added(app).indicators
    assert (indicator.name_zh, indicator.unit) == ("医养结合驿站", "institutions")
    assert "医养结合驿站" in rows(app)[0]["name"]


def test_words_chosen_in_the_text_become_a_figure_and_words_without_a_number_do_not():
    text = "抚州市通知\n请于第三人民医院领取表格，共用2把钥匙。\n"
    app = bring(text)
    before = len(rows(app))
    start = text.index("共用2把")
    app = act(app, ("add", [start, start + 4]))
    assert len(rows(app)) == before + 1
    assert rows(app)[-1]["words"].startswith("共用2把")
    app = act(app, ("add", [0, 3]))
    assert len(app.warning) == 1
    assert len(rows(app)) == before + 1


def test_a_text_of_another_place_takes_its_figures_along():
    app = act(bring(PLAN), ("accepted", [0]))
    pickers(app)["document_place"].set_value("370500").run()
    assert [fact.place for fact in added(app).facts] == ["370500"]


MARKS = "<script>alert(1)</script> **粗** $x$ :smile: [链](http://x) \u202e倒"


def test_markup_in_a_text_is_shown_as_it_is():
    app = bring(f"{MARKS}养老服务规划\n全市{MARKS}养老机构护理型床位占比不低于55%。\n", name=f"{MARKS}.txt")
    assert not app.exception
    for text in seen(app):
        assert "\u202e" not in text.text
        if text.element in {"markdown", "heading", "caption", "alert"}:
            assert "**粗" not in text.text
            assert "<script" not in text.text.replace("\\<", "")
            assert ":smile:" not in text.text


@pytest.mark.parametrize(
    ("name", "content"),
    [("空.txt", b" "), ("图.docx", b"\xff\xd8\xff\xe0" + bytes(40)), ("坏.yiyang.zip", b"PK\x03\x04" + bytes(40))],
)
def test_a_file_that_cannot_be_read_is_answered_in_one_sentence(name, content):
    app = bring(content, name)
    assert not app.exception
    assert len(app.warning) == 1
    assert app.file_uploader(key="add_file_1").label


def test_a_table_is_accepted_by_column_and_saved_and_restored():
    app = bring(TABLE, "表.csv")
    board = sent(component(app, "add_board"))
    columns = [ids for kind, _name, ids in board["groups"] if kind == "按列"]
    assert [len(ids) for ids in columns] == [2, 2]
    app = act(app, ("accepted", columns[1]))
    assert [(fact.place, fact.value) for fact in added(app).facts] == [("360100", 58.5), (FUZHOU, 60.1)]
    other = bring(written(added(app)), "旧.yiyang.zip")
    assert added(other) == added(app)
    other.button(key="add_forget").click().run()
    assert not added(other)


def test_a_table_that_names_a_place_with_namesakes_asks_and_reads_the_rest_after():
    app = bring("2024年养老服务情况\n地区,养老机构数（个）\n南昌市,32\n鼓楼区,7\n", "表.csv")
    before = len(rows(app))
    app = act(app, ("accepted", [0]))
    pickers(app)["question_0"].set_value("320106").run()
    assert not app.exception
    assert len(rows(app)) == before + 1
    assert decided(app)["states"] == {"0": "accepted"}
