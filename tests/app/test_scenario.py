"""The scenario page: every mark and row opens its record, a bad link is answered in one sentence, a link shows the same."""

import itertools
import json
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from charts.paths import Line, paths
from i18n.texts import translator
from pages.parts.figure import sizes
from policy.derived import Derived
from policy.scenario.output import LEVELS
from policy.scenario.outputs import OUTPUTS, SHOWN
from policy.text import Sentence
from tests.app.screens import elements, open_page, pickers, seen
from views import records
from views.scenario import answer, budget, goal
from views.scenario.case import case_of
from views.scenario.doubt import changes, doubt, what_would_change
from views.scenario.money import money_lines
from views.scenario.state import GIVEN, VERSION
from views.view import Curves
from views.words import say

DONGYING, YEAR = "370500", 2035
CODES = (
    "",
    "moneed~rs5000",
    "mopolicy~ruper_1000~bs7000",
    "pkkunming-2017",
    "pkqiqihar-2017~in300000",
    "pkqingdao-2014~mopolicy",
    "pktengzhou-2023~dfdisability_census~plstandard~sc150~bs9000~ns4000~cs800",
    "pkhuashan-2023",
    "pkshijiazhuang-2019~ce40~ca5",
    "pkwenzhou-2019~pllarger~ha3~ca5~sa2~sh1~rp9~ns3000~gn8~fj3",
)
SEEN: set[str] = set()


def check(ref: str) -> None:
    """A reference leads to a record with a formula in both languages, and so do its inputs."""
    if ref in SEEN:
        return
    SEEN.add(ref)
    record = records.found(ref)
    if not isinstance(record, Derived):
        assert record.document["title"], ref
        return
    for lang in ("zh", "en"):
        text = say(Sentence(record.formula, record.values), lang)
        assert text, ref
        assert "{" not in text, ref
    assert translator("zh")(record.formula) != record.formula, ref
    assert record.inputs or ref.startswith(("assumption:", "given:")), f"{ref} comes from nothing"
    for inner in record.inputs:
        check(inner)
        assert records.line(inner, "zh").title or inner.startswith("fact:"), inner


def marks(parts: dict) -> list[str]:
    """Return the references that a chart's marks send back; every mark has one."""
    found = []
    for trace in parts["data"]:
        if trace.get("hoverinfo") != "skip":
            assert len(trace["customdata"]) == len(trace["x"])
            found += trace["customdata"]
    return found


def drawn(shown: list[Curves]) -> set[str]:
    """Return the references of charts and their tables, which are the same."""
    found = set()
    for each in shown:
        if each.figure:
            assert set(marks(json.loads(each.figure))) == set(each.refs.values())
            found |= set(each.refs.values())
    return found


@pytest.mark.parametrize("code", CODES)
def test_every_number_of_goal_seek_opens_its_record(code):
    case = case_of(DONGYING, code)
    refs = drawn([*goal.goals(case, YEAR, np.inf, "zh").values()])
    refs |= set(goal.summary(case, YEAR, "zh").refs.values())
    for yuan in (None, 2e6):
        refs |= drawn([budget.money(case, YEAR, yuan, "zh")])
        figures = budget.money_figures(case, YEAR, yuan, "zh")
        refs |= set(figures.refs) if figures else set()
    for name, most in itertools.product(goal.STOCK_OF, (np.inf, 100.0)):
        for lever in goal.turnable(case, name, YEAR):
            refs |= set(goal.turn(case, name, lever, YEAR, most, "zh").refs)
    for ref in refs:
        check(ref)


@pytest.mark.parametrize("code", CODES)
def test_every_mark_and_row_of_a_scenario_opens_its_record(code):
    case = case_of(DONGYING, code)
    for chart in answer.fans(case, SHOWN, YEAR, "zh"):
        for ref in set(marks(json.loads(chart.figure))):
            if ref.split(":")[2] in ("2026", "2035"):
                check(ref)
    for ref in answer.every_number(case, YEAR, "zh").refs:
        check(ref)
    for ref in money_lines(case, YEAR, "zh").refs:
        check(ref)
    for big in answer.big_numbers(case, YEAR, "zh"):
        if big.ref or "cost" in case.outputs:
            check(big.ref)


@pytest.mark.parametrize("name", ["beds_need", "cost"])
def test_every_end_of_a_tornado_and_of_a_lever_opens_its_record(name):
    case = case_of(DONGYING, "pkkunming-2017")
    found = doubt(case, name, YEAR, "zh")
    assert found is not None
    for ref in {*marks(json.loads(found.figure)), *found.refs.values()}:
        check(ref)
    table = changes(case, name, YEAR, "zh")
    assert len(table.table) == len(what_would_change(case, name, YEAR))
    for ref in table.refs.values():
        check(ref)


def test_every_output_has_a_record_that_names_its_own_inputs():
    for name, output in OUTPUTS.items():
        code = (
            "pkqiqihar-2017~in300000"
            if "fund" in name
            else "pktengzhou-2023"
            if name == "cost_person"
            else "pkfujian-2023"
        )
        record = records.found(f"scenario:{DONGYING}:{YEAR}:{name}:{code}")
        assert isinstance(record, Derived)
        entering = {f"scenario:{DONGYING}:{YEAR}:{other}:{code}" for other in output.of("use")[1]}
        assert entering <= set(record.inputs)


@pytest.mark.parametrize(
    "ref",
    [
        "scenario:370500:1999:age60:", "scenario:370500:2035:beauty:", "scenario:nowhere:2035:age60:", "scenario:370500",
        "scenario:370500:2035:age60:zz1", "line:370500:2035:no/such/line:", "swing:370500:2035:age60:luck:low:",
        "goal:370500:2035:beds:yearly:2035:inf:pknowhere", "goal:370500:2035:luck:yearly:2035:inf:",
        "goal:370500:2035:beds:stands:2051:inf:", "goal:370500:2035:money:share:2035:inf:", "goal:370500:2035:money:price:2035:nan:",
        "goal:620700:2035:beds:yearly:2035:inf:", "turn:370500:2035:beds:luck:inf:", "turn:370500:2035:beds:occupancy:inf:",
        "given:stock:", "given:centres:ce", "given:luck:bs7",
        "try:370500:2035:age60:luck:low:", "assumption:luck:1", "assumption:occupancy:many", "pack:nowhere:a:b:1",
    ],
)  # fmt: skip
def test_a_mistyped_reference_leads_nowhere(ref):
    with pytest.raises(KeyError):
        records.found(ref)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"occupancy": "999"}, "999"),
        ({"occupancy": "much"}, "much"),
        ({"pack": "atlantis-1999"}, "atlantis"),
        ({"definition": "guess"}, "guess"),
        ({"stock": "-5"}, "5"),
        (
            {"stock": "-5"},
            "“-5” under “Institution beds that stand”, where a whole number from 0 to 10,000,000 beds can be chosen",
        ),
        ({"pack": "foo"}, "“foo” under “Policy to try”, which the atlas does not know"),
        ({"occupancy": "999"}, "“999” under “Target occupancy of beds”, where a number from 70 to 95% can be chosen"),
        ({"goal": "zz"}, "“zz” under “Number to match”"),
        ({"output": "qq"}, "“qq” under “Number to look into”"),
        ({"view": "goal", "turn": "kk"}, "“kk” under “Lever to turn”"),
        ({"turn": "kk"}, "“kk” under “Lever to turn”"),
        ({"stock": "5.04"}, "“5.04” under “Institution beds that stand”, where a whole number from 0"),
        ({"budget": "-3"}, "“-3” under “At most so many yuan a year for added beds”, where a number from 1 to"),
        (
            {"most": "0.5"},
            "“0.5” under “At most a year (beds, carers); empty: no limit”, where a whole number from 1 to",
        ),
        ({"year": "1900"}, "“1900” under “Year”, where 2026–2050 can be chosen"),
        ({"view": "zzz"}, "“zzz” under “View”"),
        ({"more": "luck"}, "“luck” under “Section”"),
        (
            {"pack": "shijiazhuang-2019", "centres": "-3"},
            "“-3” under “Care centres: at the end of 2025”, where a whole number from 0 to 100,000 facilities",
        ),
        ({"centres_added": "1000000"}, "1000000"),
        ({"build_years": "11"}, "11"),
        ({"view": "goal", "budget": "-2"}, "a number from 1 to 1,000,000,000,000 yuan can be chosen"),
        ({"colour": "blue"}, "colour"),
        ({"v": "0"}, "version 0"),
        ({"s1": "old~qq7"}, "s1"),
    ],
)
def test_a_bad_link_is_answered_in_one_sentence(query, words):
    app = open_page("scenario", "en", place=DONGYING, **query)
    assert not app.exception
    warnings = [warning.value for warning in app.warning]
    assert len(warnings) == 1
    assert words in warnings[0].replace("\\", "")
    gone = query.keys() - {"v", "view", "pack"}
    assert gone.isdisjoint(app.query_params)
    assert not app.run().warning


def test_what_the_bar_keeps_in_the_address_is_no_fault_of_a_link():
    app = open_page("scenario", "en", place=DONGYING, mine="530100", q="Kunming", found_kind="document")
    assert not app.exception
    assert not app.warning
    assert app.query_params["mine"] == "530100"


@pytest.mark.parametrize(
    ("field", "query", "typed", "wanted"),
    [
        ("stock", {}, "-5", "a whole number from 0 to 10,000,000 beds"),
        ("stock", {}, "0.5万人", "a whole number from 0 to 10,000,000 beds"),
        ("stock", {}, "3.7", "a whole number from 0 to 10,000,000 beds"),
        ("carer_stock", {}, "many", "a whole number from 0 to 10,000,000 people"),
        ("centres", {"pack": "shijiazhuang-2019"}, "99999999999", "a whole number from 0 to 100,000 facilities"),
        ("most", {"view": "goal"}, "0", "a whole number from 1 to 10,000,000"),
        ("budget", {"view": "goal"}, "0.2", "a number from 1 to 1,000,000,000,000 yuan"),
    ],
)
def test_what_cannot_be_taken_stays_in_its_field_with_the_reason_below_and_the_number_before_holds(
    field, query, typed, wanted
):
    app = with_policy(open_page("scenario", "en", place=DONGYING, **query, **{field: "70"}))
    before = big_numbers(app)
    app.text_input(key=field).set_value(typed).run()
    assert app.query_params[field] == "70"
    assert app.text_input(key=field).value == typed
    assert big_numbers(app) == before
    everything = list(elements(app))
    at = next(at for at, element in enumerate(everything) if getattr(element, "key", "") == field)
    below = everything[at + 1]
    assert below.type == "warning"
    said = below.value.replace("\\", "")
    assert (
        f"“{typed}” is not taken under “{app.text_input(key=field).label}”, where 70 still holds: type {wanted}."
        == said
    )
    app.text_input(key=field).set_value("").run()
    assert field not in app.query_params
    assert not app.warning


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("typed", ["5.04万", "5.04万张", "50,400", "５０，４００ 张床位", "50400.0", "50 400 beds"])
def test_a_number_is_typed_as_people_write_it_and_stands_in_the_address_as_it_is(lang, typed):
    app = with_policy(open_page("scenario", lang, place="620700"))
    app.text_input(key="stock").set_value(typed).run()
    assert not app.warning
    assert app.query_params["stock"] == "50400"
    assert app.text_input(key="stock").value == "50,400"


def beside(app, lever: str):
    """Return the field beside a lever."""
    (field,) = (field for field in app.text_input if field.key.startswith(f"type_{lever}_"))
    return field


def test_a_lever_is_typed_and_moved_and_both_say_the_same():
    app = open_page("scenario", "en", place=DONGYING)
    beside(app, "occupancy").set_value("70%").run()
    assert (app.query_params["occupancy"], app.slider(key="occupancy").value) == ("70", 70)
    moved = big_numbers(app)
    assert moved == big_numbers(open_page("scenario", "en", place=DONGYING, occupancy="70"))
    app.slider(key="occupancy").set_value(75).run()
    assert beside(app, "occupancy").value == "75"
    beside(app, "occupancy").set_value("").run()
    assert "occupancy" not in app.query_params
    assert beside(app, "occupancy").value == str(app.slider(key="occupancy").value)


def test_a_lever_that_is_typed_out_of_its_range_or_between_two_steps_says_so():
    app = open_page("scenario", "en", place=DONGYING)
    usual = app.slider(key="occupancy").value
    beside(app, "occupancy").set_value("200").run()
    assert (app.slider(key="occupancy").value, beside(app, "occupancy").value) == (usual, "200")
    (warning,) = app.warning
    assert (
        f"“200” is not taken under “Target occupancy of beds”, where {usual} still holds: type a number from 70 to 95%"
        in (warning.value.replace("\\", ""))
    )
    beside(app, "occupancy").set_value("70.4").run()
    (warning,) = app.warning
    assert (
        warning.value.replace("\\", "") == "“70.4” lies between two steps of “Target occupancy of beds”: 70 is taken."
    )
    assert (app.query_params["occupancy"], beside(app, "occupancy").value) == ("70", "70")
    app.slider(key="occupancy").set_value(75).run()
    assert not app.warning


def test_an_address_between_two_steps_says_the_value_that_is_used():
    app = open_page("scenario", "en", place=DONGYING, occupancy="70.4", mortality_pace="104.9", year="2036.2")
    assert not app.warning
    said = {name: app.query_params[name] for name in ("occupancy", "mortality_pace", "year")}
    assert said == {"occupancy": "70", "mortality_pace": "105", "year": "2036"}


def with_policy(page):
    """Return the page with the fold of policy and stock open."""
    page.session_state["policy_fold"] = True
    return page.run()


def big_numbers(app) -> list[str]:
    sent = [json.loads(element.proto.json or "{}") for element in app.get("bidi_component")]
    return [card["value"] for data in sent for card in data.get("cards", [])]


def test_a_lever_moves_the_numbers_and_a_link_brings_them_back():
    usual = open_page("scenario", "en", place=DONGYING)
    app = open_page("scenario", "en", place=DONGYING)
    app.slider(key="occupancy").set_value(70).run()
    assert not app.exception
    assert app.query_params["occupancy"] == "70"
    assert app.query_params["v"] == VERSION
    assert big_numbers(app) != big_numbers(usual)
    again = open_page("scenario", "en", place=DONGYING, occupancy="70")
    assert big_numbers(again) == big_numbers(app)
    next(button for button in app.button if button.key == "reset_occupancy").click().run()
    assert "occupancy" not in app.query_params
    assert big_numbers(app) == big_numbers(usual)


def test_a_step_whose_run_was_cut_short_before_it_stood_in_the_address_still_counts():
    app = open_page("scenario", "en", place=DONGYING)
    app.session_state["address_later"] = {"occupancy": ("70", "85")}
    app.run()
    assert app.query_params["occupancy"] == "70"
    assert app.slider(key="occupancy").value == 70
    assert big_numbers(app) == big_numbers(open_page("scenario", "en", place=DONGYING, occupancy="70"))


def test_a_scenario_is_named_kept_and_opened_again_while_the_baseline_stays():
    app = open_page("scenario", "en", place=DONGYING, view="compare", occupancy="70")
    app.text_input(key="scenario_name").set_value("Fuller").run()
    app.button(key="keep").click().run()
    assert app.query_params["s1"] == "Fuller~ex70"
    table = app.dataframe[0].value
    assert [*table.columns][1:] == ["Baseline", "this scenario", "Fuller"]
    baseline = table["Baseline"].tolist()
    app.slider(key="occupancy").set_value(75).run()
    table = app.dataframe[0].value
    assert table["Baseline"].tolist() == baseline
    assert table["Fuller"].tolist() != table["this scenario"].tolist()
    app.button(key="open_s1").click().run()
    assert app.query_params["occupancy"] == "70"


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "Fuller"), ("en", "Baseline"), ("zh", "this scenario"), ("zh", "基线")]
)
def test_a_name_that_is_taken_is_refused(lang, name):
    app = open_page("scenario", lang, place=DONGYING, view="compare", s1="Fuller~ex70")
    app.text_input(key="scenario_name").set_value(name).run()
    app.button(key="keep").click().run()
    said = translator(lang)("That name is taken: give this scenario another one, or remove the one that has it.")
    assert [warning.value for warning in app.warning] == [said]
    assert "s2" not in app.query_params


@pytest.mark.parametrize(("name", "said"), [("十七个字的名称十七个字的名称十七个", "16"), ("甲~乙", "~")])
def test_a_name_that_is_too_long_or_cannot_stand_in_the_address_is_refused_whole(name, said):
    app = open_page("scenario", "zh", place=DONGYING, view="compare")
    app.text_input(key="scenario_name").set_value(name).run()
    app.button(key="keep").click().run()
    (warning,) = app.warning
    assert said in warning.value
    assert "s1" not in app.query_params
    assert app.text_input(key="scenario_name").value == name


def test_a_link_with_the_same_name_twice_numbers_the_second():
    app = open_page("scenario", "en", place=DONGYING, view="compare", s1="Baseline~ex70", s2="A~ex75", s3="A~ex80")
    columns = [*app.dataframe[0].value.columns]
    assert columns[1:] == ["Baseline", "this scenario", "Baseline (2)", "A", "A (2)"]


def test_a_name_that_looks_like_markup_is_drawn_as_it_was_typed():
    figure = paths([2026, 2027], [Line("<b>A</b> & $x$", [1.0, 2.0], ["1", "2"], ["a", "b"])], str)
    (line,) = figure.to_plotly_json()["data"]
    assert line["name"] == "&lt;b&gt;A&lt;/b&gt; &amp; $x$"
    assert line["hovertext"][0].startswith("&lt;b&gt;A&lt;/b&gt; &amp; $x$ · 2026")


def test_a_seventh_scenario_is_refused_with_its_reason():
    kept = {f"s{number}": f"n{number}~ex{70 + number}" for number in range(1, 7)}
    app = open_page("scenario", "en", place=DONGYING, view="compare", **kept)
    app.text_input(key="scenario_name").set_value("Seventh").run()
    app.button(key="keep").click().run()
    assert [warning.value for warning in app.warning] == ["Six scenarios are kept; remove one first."]


def test_an_unknown_stock_asks_for_it_and_shows_no_gap():
    app = open_page("scenario", "en", place="620700")
    said = " ".join(markdown.value for markdown in app.markdown)
    assert "is not known, so no gap is shown" in said.replace("\\", "")
    given = open_page("scenario", "en", place="620700", stock="5000")
    said = " ".join(markdown.value for markdown in given.markdown).replace("\\", "")
    assert "Standing: 5,000 beds (as you say)" in said


def test_homes_and_centres_are_asked_for_where_the_policy_has_a_price_for_them_and_enter_the_cost():
    usual = with_policy(open_page("scenario", "en", place=DONGYING))
    assert not [field for field in usual.text_input if field.key in GIVEN]
    asked = {"pack": "shijiazhuang-2019", "view": "money", "price_growth": "0"}
    app = with_policy(open_page("scenario", "en", place=DONGYING, **asked))
    assert [field.key for field in app.text_input if field.key in GIVEN] == ["centres", "centres_added"]
    assert big_numbers(app)[4] == "not known"
    app.text_input(key="centres").set_value("40").run()
    assert app.query_params["centres"] == "40"
    assert big_numbers(app)[4] == "about 6 million yuan"  # at most as printed, and a rule left out
    again = open_page("scenario", "en", place=DONGYING, pack="shijiazhuang-2019", centres="40", price_growth="0")
    assert big_numbers(again) == big_numbers(app)


def test_one_click_tries_the_offered_policy_and_its_cost_stands_where_none_was_chosen():
    app = with_policy(open_page("scenario", "en", place=DONGYING))
    assert len(big_numbers(app)) == 4
    assert app.selectbox(key="pack").value == "none"
    app.button(key="try_policy").click().run()
    assert not app.exception
    assert app.query_params["pack"] == "kunming-2017"
    assert "at minimum prices" in big_numbers(app)[4]
    assert not [button for button in app.button if button.key == "try_policy"]
    for view in ("money", "doubt", "compare", "goal"):
        unchosen = open_page("scenario", "zh", place=DONGYING, view=view, output="cost")
        assert not unchosen.exception
        assert any("没有选择政策" in each.value for each in (*unchosen.markdown, *unchosen.info)), view


def test_the_years_of_building_move_the_cost_and_stand_in_the_address():
    app = with_policy(open_page("scenario", "en", place=DONGYING, year="2026", pack="hefei-2022", stock="5000"))
    before = big_numbers(app)
    app.slider(key="build_years").set_value(1).run()
    assert app.query_params["build_years"] == "1"
    assert big_numbers(app)[:4] == before[:4]
    assert big_numbers(app)[4] != before[4]


def test_goal_seek_shows_beds_yuan_and_a_lever_and_a_budget_that_is_too_small_says_why():
    app = open_page(
        "scenario", "en", place=DONGYING, view="goal", mode="need", stock="10000", budget="2000000", pack="kunming-2017",
        price_growth="0",
    )  # fmt: skip
    assert not app.exception
    said = " ".join(markdown.value for markdown in app.markdown).replace("\\", "")
    assert "by 2035 takes" in said
    found = re.search(r"comes to ([\d.]+ million yuan at minimum prices) for the beds added in each year", said)
    assert found
    assert f"of the target: infeasible, because the target takes {found[1]} a year" in said
    assert "Infeasible, because between 70% and 95% of “Target occupancy of beds”" in said
    app.selectbox(key="turn").set_value("institution_severe").run()
    assert app.query_params["turn"] == "institution_severe"
    said = " ".join(markdown.value for markdown in app.markdown).replace("\\", "")
    assert (
        "“Beds needed” of 2035 is the 10,000 beds that stand then if “Share of the severely disabled in institutions” is"
        in said
    )


def test_a_whole_page_reopened_from_its_link_shows_the_same_numbers():
    for query in (
        {"mode": "policy", "view": "goal", "most": "900", "nursing_stock": "3000", "budget": "5000000", "year": "2040"},
        {
            "pack": "wenzhou-2019",
            "homes_added": "2",
            "centres_added": "7",
            "build_years": "3",
            "view": "money",
            "price_growth": "3",
        },
    ):
        pages = [open_page("scenario", "zh", place=DONGYING, **query) for _ in range(2)]
        first, second = ([(text.element, text.text) for text in seen(app)] for app in pages)
        assert first == second
        assert not pages[0].warning


def test_what_a_live_chart_is_sent_is_json():
    (chart,) = answer.fans(case_of(DONGYING, ""), ("beds_need",), YEAR, "zh")
    assert json.loads(chart.figure)["layout"]["height"] > 0


def test_the_chosen_year_is_marked_in_every_fan():
    for year in (2026, YEAR):
        for chart in answer.fans(case_of(DONGYING, ""), SHOWN, year, "zh"):
            assert [(shape["x0"], shape["x1"]) for shape in json.loads(chart.figure)["layout"]["shapes"]] == [
                (year, year)
            ]


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("assumption:beds_per_1000:35", "default with a source"),
        ("assumption:institution_severe:30", "assumed"),
        ("assumption:institution_severe:45", "chosen"),
        ("assumption:occupancy:70", "chosen"),
    ],
)
def test_a_list_of_inputs_says_what_is_assumed_what_has_a_source_and_what_was_chosen(ref, said):
    assert said in records.line(ref, "en").title


def computed(ref: str) -> Derived:
    record = records.found(ref)
    assert isinstance(record, Derived)
    return record


@pytest.mark.parametrize("code", ["", "moneed", "mopolicy", "mopolicy~ep1"])
@pytest.mark.parametrize("setting", ["home", "community", "institution"])
def test_carers_can_be_recomputed_from_the_inputs_that_their_record_lists(setting, code):
    """By hand, as the formula says: people of each level × their share there × hours or ÷ residents a carer."""
    shown = computed(f"scenario:{DONGYING}:{YEAR}:carers_{setting}:{code}")
    kinds = [ref.split(":") for ref in shown.inputs]
    known = {parts[3]: computed(":".join(parts)).value for parts in kinds if parts[0] == "scenario"}
    known |= {parts[1]: float(parts[2]) for parts in kinds if parts[0] == "assumption"}

    def there(level, place):
        if code == "" and place == "institution":
            return known["in_institution"] * known[f"resident_{level}"] / 100
        if code == "":
            return known[level] * known[f"{place}_{level}"] / 100
        wanted = {each: known[each] * known[f"{place}_{each}"] / 100 for each in LEVELS}
        return wanted[level] * (known[place] / sum(wanted.values()))

    if setting == "institution":
        carers = sum(there(level, setting) / known[f"residents_per_carer_{level}"] for level in LEVELS)
        well = known["in_institution"] * known["resident_independent"] / 100 if code == "" else known["independent"]
        carers += well / known["residents_per_carer_independent"]
    else:
        cared = {
            level: known[level] - there(level, "community") - there(level, "institution")
            if setting == "home"
            else there(level, setting)
            for level in LEVELS
        }
        hours = sum(cared[level] * known[f"care_hours_{level}"] for level in LEVELS)
        carers = hours / (known["worker_hours"] * known["productive_share"] / 100)
    assert carers == pytest.approx(shown.value, rel=0.02)


def test_what_is_said_of_one_place_does_not_go_along_to_another():
    app = open_page("scenario", "en", place=DONGYING, stock="9000", nursing_stock="12000", occupancy="75")
    assert any("More nursing beds than beds" in warning.value for warning in app.warning)
    pickers(app)["place"].set_value("530100").run()
    assert app.query_params.get("stock") is None
    assert app.query_params.get("nursing_stock") is None
    assert app.query_params["occupancy"] == "75"


def test_a_record_of_beds_added_says_how_they_come_about_and_a_price_paid_once_is_no_yearly_one():
    record = records.found(f"line:{DONGYING}:2028:taizhou-2020/nursing-own/fiscal:pktaizhou-2020~bs6958")
    assert isinstance(record, Derived)
    said = say(Sentence(record.formula, record.values), "en")
    assert "the same share as of those needed in the year" in said
    assert "yuan a bed each" in said
    needs = {ref.split(":", 4)[2] + ref.split(":", 4)[3] for ref in record.inputs if ref.startswith("scenario:")}
    assert needs == {"2030beds_need", "2030nursing_need", "2028beds_need", "2028nursing_need"}
    assert said.endswith("prices and portions are taken as they are chosen")
    claimed = records.found(f"line:{DONGYING}:2028:qingdao-2014/home/fund:pkqingdao-2014")
    assert isinstance(claimed, Derived)
    assert say(Sentence(claimed.formula, claimed.values), "zh").endswith("符合条件者全部领取")
    assert claimed.comparator == "most"
    yearly = records.found(f"line:{DONGYING}:2028:kunming-2017/operating/fiscal:pkkunming-2017")
    assert isinstance(yearly, Derived)
    assert "yuan a year each" in say(Sentence(yearly.formula, yearly.values), "en")


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_column_is_as_wide_as_its_longest_text_or_a_third_of_it_and_never_narrower_than_its_head(wrapped):
    long = "每百名15—59岁人口对应的60岁及以上人口"
    table = pd.DataFrame({"数字": ["60岁及以上人口"] * 30 + [long], "2026年起每年增加": ["1张"] * 31})
    widths = [
        column["width"] for column in sizes(pa.Table.from_pandas(table), wrapped=wrapped)["column_config"].values()
    ]
    chinese, head = (sum(2 if sign > "\u2e7f" else 1 for sign in text) * 7 for text in (long, "2026年起每年增加"))
    assert widths[0] >= (chinese / 3 if wrapped else min(chinese, 320))
    assert widths[1] >= head
