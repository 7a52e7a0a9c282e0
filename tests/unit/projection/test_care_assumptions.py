"""From the table of assumptions to beds and yuan: every slider moves a number, and a planner's question is answered."""

import numpy as np
import pandas as pd
import pytest

from policy.scenario.costs import Terms, apply, borrow
from projection.care.assumptions import DEFINITIONS, SEVERITIES, care, dementia, disability, use
from projection.care.demand import CareDemand, Mode, care_demand
from projection.care.residents import Residents
from projection.care.scenarios import MODES
from projection.care.supply import quantities, standing

AGE = np.arange(101)
# Dongying's 447,222 residents aged 60+ of the 2020 census, spread over ages and sexes by a made-up shape.
SHAPE = np.where(AGE >= 60, np.exp(-(AGE - 60) / 9.0), 0.0)
PEOPLE = 447_222 * np.stack([0.53 * SHAPE, 0.47 * SHAPE]) / SHAPE.sum()
YEARS = np.arange(2026, 2036)
GROWING = PEOPLE * 1.03 ** np.arange(10)[:, None, None]
MODELLED = ("disability", "dementia", "settings", "beds", "workforce", "services")
DEFINITION_OF = {name: definition for definition, names in SEVERITIES.items() for name in names}


@pytest.fixture(scope="module")
def assumptions(curated) -> pd.DataFrame:
    return curated["assumptions"].set_index("assumption")


def demand(values: dict[str, float], definition: str = "disability_survey", mode: Mode = "need") -> CareDemand:
    return care_demand(
        GROWING,
        YEARS - 2026,
        disability(values, definition, PEOPLE),
        dementia(values, PEOPLE),
        use(values, Residents(PEOPLE, 3_325.0, 0, own=True)),
        care(values, mode),
    )


def numbers(values: dict[str, float], definition: str) -> np.ndarray:
    """Return everything care demand says, in each demand, and the beds built to meet it, as one row of numbers."""
    found = [demand(values, definition, mode) for mode in MODES]
    arrays = [value for each in found for value in vars(each).values() if isinstance(value, np.ndarray)]
    arrays += [standing(each.beds, 1000.0, int(values["build_years"])) for each in found]
    return np.concatenate([array.ravel() for array in arrays])


def test_the_defaults_make_a_model_whose_settings_add_up(assumptions):
    values = assumptions["default"].to_dict()
    found = demand(values)
    np.testing.assert_allclose(found.users.sum(axis=-1), found.disabled)
    assert found.disabled[0].sum() / found.older[0] == pytest.approx(0.116)
    assert found.dementia[0] / found.older[0] == pytest.approx(0.06)


def test_the_three_definitions_differ_by_a_factor_of_eight(assumptions):
    values = assumptions["default"].to_dict()
    least, _, most = (demand(values, definition).disabled[0].sum() for definition in DEFINITIONS)
    assert most / least == pytest.approx(18.3 / 2.34)


def test_every_slider_of_the_model_moves_a_number_at_both_ends(assumptions):
    values = assumptions["default"].to_dict() | {"independent_share": 0.5}
    before = {definition: numbers(values, definition) for definition in DEFINITIONS}
    for name, row in assumptions[assumptions["section"].isin(MODELLED)].iterrows():
        definition = name if name in DEFINITIONS else DEFINITION_OF.get(name, "disability_survey")
        for end in ("low", "high"):
            if row[end] != values[name]:
                after = numbers(values | {name: row[end]}, definition)
                assert (after != before[definition]).any(), (name, end)


def test_every_slider_of_take_up_and_money_moves_a_cost(assumptions, curated):
    packs = curated["packs"]
    values = assumptions["default"].to_dict()
    counted = {name: np.full(10, 100.0) for cell in packs["counts"] for name in cell.split(";")}

    def yuan(given: dict[str, float]) -> float:
        bases = {name: given[name] for name in ("institution_fee", "home_fee", "ward_fee")}
        terms = Terms(
            2026, given, bases, growth=given["price_growth"], inflation=given["inflation"], after_end="continues"
        )
        lines = apply(packs, counted, YEARS, terms)
        return lines.loc[lines["payer"] != "person", "real"].sum()

    for name, row in assumptions[assumptions["section"].isin(["take_up", "money"])].iterrows():
        assert yuan(values) != yuan(values | {name: row["low"]}) or yuan(values) != yuan(
            values | {name: row["high"]}
        ), name


def test_neutral_sliders_equal_the_baseline_bit_for_bit(assumptions):
    values = assumptions["default"].to_dict()
    np.testing.assert_array_equal(numbers(dict(values), DEFINITIONS[1]), numbers(values, DEFINITIONS[1]))


def test_dongyings_nursing_beds_and_what_kunmings_operating_subsidy_would_cost(assumptions, curated):
    """In 2035 35 beds per 1,000 people aged 60+, 73 % of them nursing beds; 50 yuan a bed and month."""
    nobody = {f"institution_{level}": 0.0 for level in ("mild", "moderate", "severe")} | {"independent_share": 0.0}
    values = assumptions["default"].to_dict() | nobody
    found = demand(values)
    older = 447_222 * 1.03**9
    assert found.nursing_beds[-1] == pytest.approx(0.73 * 0.035 * older)
    packs = curated["packs"]
    kunming = borrow(packs[(packs["pack"] == "kunming-2017") & (packs["rule"] == "operating")], "370500")
    lines = apply(kunming, quantities(found, None, None), YEARS, Terms(2026, values, {}))
    last = lines[lines["year"] == 2035].iloc[0]
    assert last["nominal"] == pytest.approx(0.035 * older * 50 * 12)
    assert (last["place"], last["borrowed_by"], last["document"]) == ("530100", "370500", "dongying-2017")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"community_severe": 80.0}, "community_severe and institution_severe are more than 100 percent together"),
        ({"occupancy": 10.0}, "occupancy is 0.1; it must lie above 0.2"),
    ],
)
def test_values_that_cannot_be_are_answered_with_a_sentence(assumptions, change, sentence):
    with pytest.raises(ValueError, match=sentence):
        demand(assumptions["default"].to_dict() | change)


def test_a_missing_assumption_and_an_unknown_definition_are_named(assumptions):
    values = assumptions["default"].to_dict()
    with pytest.raises(ValueError, match="the assumption occupancy is missing"):
        care({name: value for name, value in values.items() if name != "occupancy"}, "need")
    with pytest.raises(ValueError, match="the definition 'frail' is not known"):
        disability(values, "frail", PEOPLE)
