"""Rules as text, trees in the order of the text, and the mode advisor on every institution that a document names."""

import math
import re
from dataclasses import dataclass, field

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.care_model_sentences import described, parts, reading_sentence, unexplained_beds, verdict_sentence
from policy.care_models import (
    Condition,
    Verdict,
    advise,
    asked_of,
    faults,
    mode_of,
    models,
    parse_rule,
    rule_words,
    services,
    subtree,
)
from policy.text import Name
from views.words import say_plain

Frames = dict[str, pd.DataFrame]
M311 = "kunming-311"
KINDS = "kind is compared by == with one of medical_institution, care_institution, community_centre, home"
CARE, MEDICAL, COMMUNITY, HOME = "care_institution", "medical_institution", "community_centre", "home"


@pytest.fixture(scope="module")
def care_models(curated: Frames) -> pd.DataFrame:
    return curated["care_models"]


# Rules


def test_a_rule_is_read_part_by_part():
    assert parse_rule("kind == care_institution and care_beds >= 100 and bed_use < 49.5") == [
        Condition("kind", "==", "care_institution"),
        Condition("care_beds", ">=", 100.0),
        Condition("bed_use", "<", 49.5),
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("", "'' is no comparison like care_beds >= 500"),
        ("care_beds", "'care_beds' is no comparison like care_beds >= 500"),
        ("care_beds>=500", "'care_beds>=500' is no comparison like care_beds >= 500"),
        ("care_beds => 500", "'care_beds => 500' is no comparison like care_beds >= 500"),
        ("care_beds != 500", "'care_beds != 500' is no comparison like care_beds >= 500"),
        ("care_beds >= -5", "'care_beds >= -5' is no comparison like care_beds >= 500"),
        ("500 <= care_beds", "'500 <= care_beds' is no comparison like care_beds >= 500"),
        ("100 <= care_beds <= 500", "'100 <= care_beds <= 500' is no comparison like care_beds >= 500"),
        ("kind == home or age >= 65", "'kind == home or age >= 65' is no comparison like care_beds >= 500"),
        ("kind == home and ", "'' is no comparison like care_beds >= 500"),
        ("kind == home and age", "'age' is no comparison like care_beds >= 500"),
        ("__import__('os')", "\"__import__('os')\" is no comparison like care_beds >= 500"),
        ("beds >= 500", "'beds >= 500': there is no variable 'beds'"),
        ("care_beds >= many", "'care_beds >= many': care_beds is compared with a number, not 'many'"),
        ("care_beds >= nan", "'care_beds >= nan': care_beds is compared with a number, not 'nan'"),
        ("care_beds >= inf", "'care_beds >= inf': care_beds is compared with a number, not 'inf'"),
        ("care_beds >= 5.", "'care_beds >= 5.': care_beds is compared with a number, not '5.'"),
        ("care_beds >= 1_000", "'care_beds >= 1_000': care_beds is compared with a number, not '1_000'"),
        (
            "kind == hotel",
            f"'kind == hotel': {KINDS}",
        ),
        (
            "kind >= home",
            f"'kind >= home': {KINDS}",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_is_one_sentence(rule, told):
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        parse_rule(rule)


def test_every_rule_in_the_tables_can_be_read(care_models):
    rules = care_models[care_models["rule"] != ""]
    assert len(rules) >= 20
    assert set(rules["level"]) == {"rule"}
    for rule in rules["rule"]:
        assert parse_rule(rule)


@given(st.text(max_size=40))
def test_any_other_text_is_refused(text):
    with pytest.raises(ValueError, match="is no comparison"):
        parse_rule(text)


@pytest.mark.parametrize(
    ("sign", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
        ("==", False, True, False),
    ],
)
def test_a_condition_holds_fails_or_is_unknown(sign, below, at, above):
    condition = Condition("care_beds", sign, 100.0)
    assert [condition.holds({"care_beds": beds}) for beds in (99, 100, 101)] == [below, at, above]
    assert condition.holds({}) is None
    assert condition.holds({"care_beds": None}) is None


# Faults


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        ({"kind": CARE, "care_beds": 1}, []),
        ({"kind": CARE, "medical_beds": 20}, []),
        ({"kind": CARE, "care_beds": 0, "medical_beds": 20}, []),
        ({"kind": HOME}, []),
        ({"kind": HOME, "age": 80}, []),
        ({"kind": CARE}, ["no_beds"]),
        ({"kind": MEDICAL, "care_beds": None, "medical_beds": None}, ["no_beds"]),
        ({"kind": CARE, "care_beds": 0}, ["no_beds"]),
        ({"kind": CARE, "care_beds": 0, "medical_beds": 0.0}, ["no_beds"]),
        ({"kind": CARE, "care_beds": -1}, ["negative_beds"]),
        ({"kind": CARE, "care_beds": 500, "medical_beds": -1}, ["negative_beds"]),
        ({"kind": CARE, "care_beds": 5, "medical_beds": -5}, ["negative_beds"]),
        ({"kind": CARE, "care_beds": 99.5}, ["beds_not_whole"]),
        ({"kind": CARE, "care_beds": float("nan")}, ["beds_not_whole"]),
        ({"kind": CARE, "care_beds": float("inf")}, ["beds_not_whole"]),
        ({"kind": CARE, "care_beds": 100, "bed_use": 0}, []),
        ({"kind": CARE, "care_beds": 100, "bed_use": 100}, []),
        ({"kind": CARE, "care_beds": 100, "bed_use": 100.1}, ["bed_use"]),
        ({"kind": CARE, "care_beds": 100, "bed_use": -0.1}, ["bed_use"]),
        ({"kind": CARE, "care_beds": 100, "bed_use": float("nan")}, ["bed_use"]),
        ({"kind": CARE, "care_beds": -1, "bed_use": 101}, ["negative_beds", "bed_use"]),
    ],
)
def test_impossible_figures_are_named(institution, expected):
    assert faults(institution) == expected


# Trees

TREE = pd.DataFrame(
    [
        ("b", "root", 2, "mode", ""),
        ("a", "root", 1, "mode", "nursing"),
        ("a2", "a", 2, "component", "nursing"),
        ("root", "", 1, "model", ""),
        ("a1", "a", 1, "component", "tcm"),
        ("a11", "a1", 1, "example", "tcm"),
        ("other", "", 2, "model", "tcm"),
    ],
    columns=["node", "parent", "order", "level", "service"],
)


def test_a_tree_is_in_the_order_of_the_text_each_node_before_its_children():
    tree = subtree(TREE, "root")
    assert list(zip(tree["node"], tree["depth"], strict=True)) == [
        ("root", 0),
        ("a", 1),
        ("a1", 2),
        ("a11", 3),
        ("a2", 2),
        ("b", 1),
    ]
    assert list(zip(*subtree(TREE, "a1")[["node", "depth"]].to_numpy().T, strict=True)) == [("a1", 0), ("a11", 1)]


def test_there_is_no_tree_below_an_unknown_node():
    with pytest.raises(KeyError, match="nowhere"):
        subtree(TREE, "nowhere")


@pytest.mark.parametrize(("node", "mode"), [("a11", "a"), ("a", "a"), ("b", "b"), ("root", "root"), ("other", "other")])
def test_a_node_belongs_to_the_mode_above_it(node, mode):
    assert mode_of(TREE, node) == mode


def test_a_service_counts_once_a_mode_with_the_first_node_that_names_it():
    found = services(TREE)
    assert list(found.itertuples(index=False, name=None)) == [
        ("a", "nursing", "a"),
        ("a", "tcm", "a1"),
        ("other", "tcm", "other"),
    ]


def test_every_node_stands_in_exactly_one_model(care_models):
    roots = models(care_models)["node"].tolist()
    assert {"kunming-311", "guiyang-6plus1", "chongqing-four-modes", "sanyuan-four-modes", "dongying-tiers"} <= set(
        roots
    )
    nodes = [node for root in roots for node in subtree(care_models, root)["node"]]
    assert sorted(nodes) == sorted(care_models["node"])


@pytest.mark.parametrize("root", ["kunming-311", "guiyang-6plus1", "chenzhou-combinations"])
def test_real_siblings_keep_their_order_and_depth_follows_the_parent(care_models, root):
    tree = subtree(care_models, root)
    depth = dict(zip(tree["node"], tree["depth"], strict=True))
    below = tree[tree["depth"] > 0]
    assert (below["depth"] == below["parent"].map(depth) + 1).all()
    for _parent, siblings in below.groupby("parent", sort=False):
        assert siblings["order"].is_monotonic_increasing


def test_kunming_311_has_five_modes_and_the_seasonal_one_no_rule(care_models):
    tree = subtree(care_models, M311)
    modes = tree[tree["level"] == "mode"]["node"].tolist()
    assert [mode.removeprefix("kunming-311-") for mode in modes] == [
        "gongtongti",
        "xiezuoti",
        "lianheti",
        "qianrushi",
        "houniaoshi",
    ]
    assert "rule" not in set(subtree(care_models, "kunming-311-houniaoshi")["level"])


# Beds left unexplained


@pytest.mark.parametrize(
    ("institution", "rest"),
    [
        ("kunming-guangfu-hospital", 40),  # 250 = 110 + 100 + 40
        ("kunming-social-welfare-institute", 0),  # 1,000 = 200 + 800
        ("guiyang-huangzuan-care-centre", None),  # 300 in total, 200 care: whether inside the 300 is not said
        ("kunming-kungang-care-centre", None),
        ("kunming-daguan-hospital", None),
    ],
)
def test_beds_stay_as_printed_and_the_rest_unexplained(curated: Frames, institution, rest):
    row = curated["institutions"].set_index("institution").loc[institution]
    assert unexplained_beds(row) == rest


def test_parts_above_the_total_are_said_so():
    assert unexplained_beds(pd.Series({"beds_total": 200, "beds_medical": 150, "beds_care": 100})) == -50


# The advisor, on the rules of 昆明 311

BIG = ("gongtongti-rule-care", "一(四)1第一")
LITTLE_USED = ("gongtongti-rule-medical", "一(四)1第一")
MIDDLE = ("xiezuoti-rule-care", "一(四)1第二")
ABLE = ("xiezuoti-rule-medical", "一(四)1第二")
PARTNER = ("xiezuoti-rule-partner", "一(四)1第二")
SMALL = ("lianheti-rule-care", "一(四)1第三")
CENTRE = ("lianheti-rule-community", "一(四)1第三")
LEAGUE = ("lianheti-rule-partner", "一(四)1第三")
AT_HOME = ("qianrushi-rule-home", "一(四)1第四")
# What is left open for a hospital of which no more is printed than that it is one.
HOSPITAL = {"unknown": {LITTLE_USED, PARTNER, LEAGUE}, "possible": {ABLE}}
UNSAID = {"unknown": {BIG, MIDDLE, SMALL}}


@dataclass(frozen=True)
class Case:
    """An institution as its document prints it, and what the rules say: state → rules with their clauses."""

    kind: str
    figures: dict[str, float] = field(default_factory=dict)
    says: dict[str, set[tuple[str, str]]] = field(default_factory=dict)


# 昆明's, 贵阳's and the other cities' institutions all asked by 311: kinds and beds as in institutions.csv. A home or
# hospital that joined both ("integrated") is asked as what it was before; a health centre as a community centre.
NAMED = {
    "kunming-dongchuan-second-peoples-hospital": Case(MEDICAL, {}, HOSPITAL),
    "kunming-dongchuan-xingfu-jiayuan": Case(CARE, {}, UNSAID),
    "kunming-guangfu-hospital": Case(MEDICAL, {"medical_beds": 110, "care_beds": 100}, HOSPITAL),
    "kunming-lianmeng-community-health-centre": Case(COMMUNITY, {"care_beds": 40}, {"unknown": {CENTRE}}),
    "kunming-social-welfare-institute": Case(
        CARE, {"medical_beds": 200, "care_beds": 800, "has_clinic": 1}, {"decided": {BIG}}
    ),
    "kunming-welfare-hospital": Case(MEDICAL, {}, HOSPITAL),
    "kunming-second-peoples-hospital": Case(MEDICAL, {"medical_beds": 330}, HOSPITAL),
    "kunming-third-peoples-hospital": Case(MEDICAL, {"medical_beds": 55}, HOSPITAL),
    # 680 in total; if all were care beds the rule says 共同体, though the text shows it under 协作体 (100 to 500).
    "kunming-kungang-care-centre": Case(
        CARE, {"care_beds": 680, "partner_hospital": 1}, {"decided": {BIG}, "unknown": {SMALL}}
    ),
    "kunming-fourth-peoples-hospital": Case(MEDICAL, {}, HOSPITAL),
    "kunming-daguan-hospital": Case(MEDICAL, {}, HOSPITAL),
    # A resort is none of the kinds a rule speaks of; 候鸟式 has no rule.
    "kunming-xinglin-daguanyuan": Case("resort"),
    "kunming-qicai-yunnan-aochi": Case("resort"),
    "guiyang-huangzuan-care-centre": Case(CARE, {"care_beds": 200}, {"decided": {MIDDLE}, "unknown": {SMALL}}),
    "guiyang-guiwu-shenqi-home-care-centre": Case(COMMUNITY, {}, {"unknown": {CENTRE}}),
    "guiyang-shenqi-geriatric-hospital": Case(MEDICAL, {}, HOSPITAL),
    "daqing-second-welfare-institute": Case(CARE, {}, UNSAID),
    "sanyuan-tcm-western-hospital": Case(MEDICAL, {}, HOSPITAL),
    "sanyuan-taijiang-hospital": Case(MEDICAL, {}, HOSPITAL),
    "sanyuan-maternal-child-hospital": Case(MEDICAL, {}, HOSPITAL),
    "sanyuan-first-hospital-branch": Case(MEDICAL, {}, HOSPITAL),
    "sanyuan-chengguan-health-centre": Case(COMMUNITY, {}, {"unknown": {CENTRE}}),
    "sanyuan-baisha-health-centre": Case(COMMUNITY, {}, {"unknown": {CENTRE}}),
    "sanyuan-fuxingbao-health-centre": Case(COMMUNITY, {}, {"unknown": {CENTRE}}),
    "sanyuan-yongxing-station": Case(COMMUNITY, {}, {"unknown": {CENTRE}}),
    "zhangye-tcm-hospital": Case(MEDICAL, {}, HOSPITAL),
    "zhangye-linze-danxia-valley": Case("resort"),
    "zhangye-minle-silk-road": Case("resort"),
    "chongyang-baifu-care-home": Case(CARE, {"care_beds": 49}, {"unknown": {SMALL}}),
    "chongyang-lukou-health-centre-care-home": Case(CARE, {"care_beds": 15}, {"unknown": {SMALL}}),
    "chongyang-qingshan-health-centre-care-home": Case(CARE, {"care_beds": 20}, {"unknown": {SMALL}}),
    "chongyang-tcm-hospital-care-home": Case(CARE, {"care_beds": 30}, {"unknown": {SMALL}}),
    "yinchuan-huixiang-yiyang-home": Case(CARE, {"care_beds": 30}, {"unknown": {SMALL}}),
}

EDGES = {
    "exactly 500 fits two bands": Case(CARE, {"care_beds": 500, "has_clinic": 1}, {"decided": {BIG, MIDDLE}}),
    "501": Case(CARE, {"care_beds": 501, "has_clinic": 1}, {"decided": {BIG}}),
    "499": Case(CARE, {"care_beds": 499, "has_clinic": 1}, {"decided": {MIDDLE}}),
    "100": Case(CARE, {"care_beds": 100, "has_clinic": 1}, {"decided": {MIDDLE}}),
    "99 with a clinic: silent": Case(CARE, {"care_beds": 99, "has_clinic": 1}),
    "99, clinic not known": Case(CARE, {"care_beds": 99}, {"unknown": {SMALL}}),
    "99 without a clinic: small has no measure": Case(CARE, {"care_beds": 99, "has_clinic": 0}, {"possible": {SMALL}}),
    "680 without a clinic": Case(CARE, {"care_beds": 680, "has_clinic": 0}, {"decided": {BIG}, "possible": {SMALL}}),
    "only medical beds": Case(CARE, {"medical_beds": 600, "has_clinic": 1}, {"unknown": {BIG, MIDDLE}}),
    "use 49.9": Case(MEDICAL, {"bed_use": 49.9, "hospital_level": 1}, {"decided": {LITTLE_USED}, "possible": {ABLE}}),
    "use 50: not below 50 %": Case(MEDICAL, {"bed_use": 50, "hospital_level": 1}, {"possible": {ABLE}}),
    "use 0": Case(MEDICAL, {"bed_use": 0, "hospital_level": 1}, {"decided": {LITTLE_USED}, "possible": {ABLE}}),
    "use not known": Case(MEDICAL, {"hospital_level": 1}, {"unknown": {LITTLE_USED}, "possible": {ABLE}}),
    "level 2: a partner in two modes": Case(
        MEDICAL, {"bed_use": 80, "hospital_level": 2}, {"decided": {PARTNER, LEAGUE}, "possible": {ABLE}}
    ),
    "level 3, little used": Case(
        MEDICAL, {"bed_use": 30, "hospital_level": 3}, {"decided": {LITTLE_USED, PARTNER, LEAGUE}, "possible": {ABLE}}
    ),
    "a hospital with 500 care beds is no care institution": Case(
        MEDICAL, {"care_beds": 500, "bed_use": 80, "hospital_level": 1}, {"possible": {ABLE}}
    ),
    "home": Case(HOME, {}, {"possible": {AT_HOME}}),
    "home at 85": Case(HOME, {"age": 85}, {"possible": {AT_HOME}}),
    "community centre without clinic": Case(COMMUNITY, {"has_clinic": 0}, {"possible": {CENTRE}}),
    "community centre with clinic: silent": Case(COMMUNITY, {"has_clinic": 1}),
    "community centre with 500 beds": Case(COMMUNITY, {"care_beds": 500, "has_clinic": 1}),
}
TABLE = NAMED | EDGES


def said(verdicts: list[Verdict]) -> dict[str, set[str]]:
    """Return the rules by state, those that fail left out, each without the model's name."""
    found: dict[str, set[str]] = {}
    for verdict in verdicts:
        if verdict.state != "fails":
            found.setdefault(verdict.state, set()).add(verdict.node.removeprefix(f"{M311}-"))
    return found


@pytest.mark.parametrize("name", TABLE)
def test_the_advisor_says_which_rules_of_311_fit_and_which_clause_prints_each(care_models, name):
    case = TABLE[name]
    verdicts = advise(care_models, M311, {"kind": case.kind, **case.figures})
    assert said(verdicts) == {state: {rule for rule, _clause in rules} for state, rules in case.says.items()}
    nodes = care_models.set_index("node")
    for rule, clause in set().union(*case.says.values()):
        node = nodes.loc[f"{M311}-{rule}"]
        assert node["clause"] == clause
        assert node["document"] == "dongying-2017"
    for verdict in verdicts:
        assert verdict.node.startswith(f"{verdict.mode}-rule-")


def test_the_table_holds_every_institution_a_document_names_with_its_kind_and_beds(curated: Frames):
    """An ``integrated`` one may be asked as either kind; beds are those printed (``beds_total`` where only that is)."""
    institutions = curated["institutions"]
    assert set(institutions["institution"]) == set(NAMED)
    assert len(TABLE) >= 20
    kinds = {"hospital": {MEDICAL}, "care_home": {CARE}, "community_centre": {COMMUNITY}, "resort": {"resort"}}
    for row in institutions.astype({"beds_medical": float, "beds_care": float, "beds_total": float}).to_dict("records"):
        case = NAMED[str(row["institution"])]
        assert case.kind in kinds.get(str(row["kind"]), {CARE, MEDICAL}), row["institution"]
        care = row["beds_total"] if math.isnan(row["beds_care"]) else row["beds_care"]
        beds = [case.figures.get(name, math.nan) for name in ("care_beds", "medical_beds")]
        assert beds == pytest.approx([care, row["beds_medical"]], nan_ok=True), row["institution"]


def test_one_example_contradicts_the_rule_of_the_mode_it_is_shown_under(curated: Frames, care_models):
    """昆钢's 680 beds lie outside 协作体's 100 to 500; no other example with a decided rule lies elsewhere."""
    shown = curated["institutions"].set_index("institution")["mode"]
    outside = {}
    for name, case in NAMED.items():
        verdicts = advise(care_models, M311, {"kind": case.kind, **case.figures})
        decided = {verdict.mode for verdict in verdicts if verdict.state == "decided"}
        if decided and shown[name].startswith(M311) and shown[name] not in decided:
            outside[name] = decided
    assert outside == {"kunming-kungang-care-centre": {"kunming-311-gongtongti"}}


def test_an_unknown_rule_names_what_is_missing_and_a_failing_one_nothing(care_models):
    verdicts = {verdict.node: verdict for verdict in advise(care_models, M311, {"kind": CARE})}
    assert verdicts["kunming-311-gongtongti-rule-care"].unknown == ("care_beds",)
    assert verdicts["kunming-311-xiezuoti-rule-care"].unknown == ("care_beds",)
    assert verdicts["kunming-311-lianheti-rule-care"].unknown == ("has_clinic",)
    assert verdicts["kunming-311-gongtongti-rule-medical"] == Verdict(
        "kunming-311-gongtongti-rule-medical", "kunming-311-gongtongti", "fails", ()
    )


def test_rules_answer_in_the_order_of_the_text(care_models):
    nodes = [verdict.node for verdict in advise(care_models, M311, {"kind": CARE, "care_beds": 500})]
    order = subtree(care_models, M311)["node"].tolist()
    assert nodes == sorted(nodes, key=order.index)
    assert len(nodes) == 9


@pytest.mark.parametrize(
    ("model", "kind", "asked"),
    [
        (M311, CARE, {"care_beds", "has_clinic"}),
        (M311, MEDICAL, {"bed_use", "hospital_level"}),
        (M311, COMMUNITY, {"has_clinic"}),
        (M311, HOME, set()),
        ("chongqing-four-modes", MEDICAL, {"hospital_level"}),
        ("chenzhou-combinations", HOME, {"age"}),
        ("guiyang-6plus1", CARE, set()),
    ],
)
def test_what_is_asked_is_what_the_rules_for_such_an_institution_compare(care_models, model, kind, asked):
    assert asked_of(care_models, model, kind) == asked


@pytest.mark.parametrize(
    ("model", "institution", "states"),
    [
        ("guiyang-6plus1", {"kind": COMMUNITY}, {"guiyang-6plus1": "possible"}),
        ("chongqing-four-modes", {"kind": MEDICAL, "hospital_level": 2}, {"chongqing-four-modes": "decided"}),
        ("chongqing-four-modes", {"kind": MEDICAL, "hospital_level": 3}, {}),
        ("chenzhou-combinations", {"kind": HOME, "age": 59}, {"chenzhou-combinations-primary-care": "possible"}),
        ("dongying-tiers", {"kind": HOME}, {"dongying-tiers-small": "possible"}),
    ],
)
def test_other_models_answer_by_their_own_rules(care_models, model, institution, states):
    found = {v.mode: v.state for v in advise(care_models, model, institution) if v.state != "fails"}
    assert found == states


def test_a_rule_of_the_model_that_cannot_be_read_is_named(care_models):
    broken = care_models.copy()
    broken.loc[broken["node"] == "kunming-311-xiezuoti-rule-care", "rule"] = "beds >= 100"
    with pytest.raises(ValueError, match="there is no variable 'beds'"):
        advise(broken, M311, {"kind": CARE})
    assert advise(broken, "guiyang-6plus1", {"kind": COMMUNITY})


def test_an_unknown_model_is_refused(care_models):
    with pytest.raises(KeyError, match="kunming-312"):
        advise(care_models, "kunming-312", {"kind": CARE})


@given(st.integers(0, 2000), st.sampled_from([None, 0, 1]))
def test_the_bands_of_311_by_the_number_of_beds(care_models, beds, clinic):
    decided = said(advise(care_models, M311, {"kind": CARE, "care_beds": beds, "has_clinic": clinic})).get(
        "decided", set()
    )
    assert ("gongtongti-rule-care" in decided) == (beds >= 500)
    assert ("xiezuoti-rule-care" in decided) == (100 <= beds <= 500)
    assert bool(decided) == (beds >= 100)


# The answer in words


@pytest.mark.parametrize(
    ("name", "begins", "modes"),
    [
        ("exactly 500 fits two bands", "The rules fit {count} modes at once", ["gongtongti", "xiezuoti"]),
        ("680 without a clinic", "By its rules", ["gongtongti"]),
        ("99 without a clinic: small has no measure", "No rule decides", []),
        ("99, clinic not known", "No rule decides", []),
        ("99 with a clinic: silent", "The rules are silent", []),
    ],
)
def test_the_answer_says_which_modes_or_why_none(care_models, name, begins, modes):
    case = TABLE[name]
    names = {str(row["node"]): Name(row["name_zh"], row["name_en"]) for _index, row in care_models.iterrows()}
    verdicts = [v for v in advise(care_models, M311, {"kind": case.kind, **case.figures}) if v.state != "fails"]
    sentence = verdict_sentence(verdicts, names)
    assert sentence.template.startswith(begins)
    if modes:
        assert sentence.values["modes"] == tuple(names[f"{M311}-{mode}"] for mode in modes)  # noqa: PD011  (a field)


# Rules in words


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (
            "kind == care_institution and care_beds >= 500",
            "养老床位500张及以上的养老机构",
            "care home (at least 500 beds for care)",
        ),
        (
            "kind == care_institution and care_beds >= 100 and care_beds <= 500",
            "养老床位100–500张的养老机构",
            "care home (100–500 beds for care)",
        ),
        ("care_beds < 100", "养老床位不足100张的机构", "institution (below 100 beds for care)"),
        ("medical_beds > 50", "医疗床位50张以上（不含）的机构", "institution (more than 50 beds for treatment)"),
        (
            "kind == medical_institution and bed_use < 50",
            "床位使用率不足50%的医疗机构",
            "medical institution (bed use below 50%)",
        ),
        (
            "kind == medical_institution and hospital_level <= 2",
            "二级及以下的医疗机构",
            "medical institution (at most level two)",
        ),
        (
            "kind == home and age >= 65",
            "65岁及以上的居家老年人",
            "older person at home (aged at least 65 years of age)",
        ),
        (
            "kind == community_centre and has_clinic == 0",
            "未设医务室或护理站的社区养老服务中心",
            "community care centre (no clinic or nursing station)",
        ),
        (
            "kind == care_institution and partner_hospital == 1 and community_contract == 0",
            "有协议合作医院、未与社区机构签约的养老机构",
            "care home (a partner hospital, no contract with the community)",
        ),
        ("kind == home", "居家老年人", "older person at home"),
    ],
)
def test_a_rule_is_said_as_an_office_would_write_it(rule, zh, en):
    assert say_plain(rule_words(rule), "zh") == zh
    assert say_plain(rule_words(rule), "en") == en


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_rule_of_the_tables_is_said_as_code(care_models, lang):
    for rule in care_models.loc[care_models["rule"] != "", "rule"]:
        said = say_plain(rule_words(rule), lang)
        assert not re.search(r"==|[<>]=?|_|\{", said)
        if lang == "zh":
            assert not re.search(r"[A-Za-z]", said)


# What a name counts, and what is said of each mode


@pytest.mark.parametrize(("root", "digits"), [(M311, "311"), ("guiyang-6plus1", "61"), ("chongqing-four-modes", "4")])
def test_the_parts_counted_under_a_name_make_its_numbers(care_models, root, digits):
    tree = subtree(care_models, root)
    counted = parts(tree).groupby("name_part").size()
    assert "".join(map(str, counted)) == digits
    named = re.sub(r"\D", "", str(tree.at[0, "name_zh"]).replace("四种", "4"))
    assert named == digits


@pytest.mark.parametrize(
    ("root", "begins"),
    [(M311, "推断，非原文：3+1+1"), ("guiyang-6plus1", "推断，非原文：6+1"), ("chongqing-four-modes", "原文写明")],
)
def test_a_reading_says_whether_the_text_prints_it(care_models, root, begins):
    sentence = reading_sentence(subtree(care_models, root))
    assert sentence is not None
    assert say_plain(sentence, "zh").startswith(begins)


def test_a_name_without_a_number_has_no_reading(care_models):
    assert reading_sentence(subtree(care_models, "chenzhou-combinations")) is None


def said_of(curated: Frames, node: str) -> str:
    """Return in Chinese what is said of a node, nothing where the text gives the name alone."""
    table = curated["care_models"]
    sentence = described(table, node, curated["institutions"])
    return say_plain(sentence, "zh") if sentence else ""


def test_a_mode_says_who_runs_it_whom_it_serves_where_and_an_example(curated: Frames):
    assert said_of(curated, "kunming-311-gongtongti") == (
        "举办主体：医疗机构与养老机构互设，一个法人、两块牌子，统一管理；服务对象：入住的老年人；"
        "机构条件：床位使用率不足50%的医疗机构、养老床位500张及以上的养老机构；"
        "实例：昆明市社会福利院（共1,000张、养老床位800张、医疗床位200张）"
    )


def test_what_a_text_leaves_out_is_said_to_be_not_seen(curated: Frames):
    assert "服务对象：已收录文件中未见" in said_of(curated, "kunming-311-lianheti")
    assert "实例：已收录文件中未见" in said_of(curated, "kunming-311-lianheti")


def test_an_example_outside_its_rule_and_one_only_planned_say_so(curated: Frames):
    assert "昆钢养生敬老中心（共680张，超出规则范围）" in said_of(curated, "kunming-311-xiezuoti")
    assert "（方案提出）" in said_of(curated, "sanyuan-four-modes-care-homes")


def test_nothing_is_said_of_a_mode_of_which_the_text_gives_the_name_alone(curated: Frames):
    tree = subtree(curated["care_models"], "chongqing-four-modes")
    assert [said_of(curated, str(node)) for node in parts(tree)["node"]] == [""] * 4
    assert "二级及以下的医疗机构" in said_of(curated, "chongqing-four-modes")


def test_a_home_says_whom_a_mode_serves_and_is_no_institution(curated: Frames):
    told = said_of(curated, "chenzhou-combinations-urban-home")
    assert "服务对象：65岁及以上的居家老年人" in told
    assert "机构条件：已收录文件中未见" in told
