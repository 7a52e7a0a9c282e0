"""Goal-seek of a scenario: the yearly beds, nursing beds, carers and yuan that just meet the need of a year."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from charts.paths import Line, paths
from i18n.numbers import with_unit
from i18n.texts import translator
from pages.parts.scenario_records import scenario_ref
from pages.parts.scenario_runs import MONEY_FROM, MONEY_YEARS, YEARS, policy, stock_of, terms
from pages.parts.scenario_runs import paths as paths_of
from pages.parts.scenario_shown import words
from pages.parts.scenario_state import LARGEST_STOCK, State, decoded, resolved
from pages.parts.words import say
from policy.costs import totals
from policy.goal_seek import Found, Infeasible, yearly
from policy.scenario_outputs import OUTPUTS
from policy.scenario_sentences import goal_sentence, subsidy_sentence

GOALS = {"beds_need": "stock", "nursing_need": "nursing_stock", "carers": "carer_stock"}


@dataclass(frozen=True)
class Goal:
    """A goal: its sentence (Markdown) and, where it can be met, stock and need by year as a chart and a table."""

    name: str
    sentence: str
    parts: dict[str, Any] | None
    table: pd.DataFrame
    refs: list[str]


def _most() -> float:
    """Return the most that can be added in a year, as the viewer says; no limit where nothing sensible is said."""
    try:
        most = float(st.query_params.get("most", ""))
    except ValueError:
        return np.inf
    return most if 0 < most <= LARGEST_STOCK else np.inf


def found_for(place: str, code: str, name: str, year: int, most: float = np.inf) -> Found | Infeasible:
    """Return what a year it takes to meet the need of a year."""
    stock = (stock_of(place, decoded(code)) | {"carer_stock": decoded(code).carer_stock})[GOALS[name]]
    return yearly(stock, paths_of(place, code)[name].at(year)[0], year - MONEY_FROM, most=most)


def goals(place: str, code: str, year: int, lang: str) -> list[Goal]:
    """Return the goals of beds, nursing beds and carers."""
    _ = translator(lang)
    state, most = decoded(code), _most()
    stocks = stock_of(place, state) | {"carer_stock": state.carer_stock}
    found = []
    for name, stock_name in GOALS.items():
        path, stock = paths_of(place, code)[name], stocks[stock_name]
        goal = found_for(place, code, name, year, most)
        sentence = say(goal_sentence(name, year, path.at(year)[0], stock, goal), lang)
        if not isinstance(goal, Found):
            found.append(Goal(name, sentence, None, pd.DataFrame(), []))
            continue
        if name == "beds_need" and goal.yearly > 0:
            sentence += " " + _subsidy(place, state, year, goal.yearly, lang)
        years = list(range(MONEY_FROM, year + 1))
        need = [float(path.central[YEARS.index(at)]) for at in years]
        refs = [scenario_ref(place, at, name, code) for at in years]
        lines = [
            Line(_(title), values, [words(name, value, lang) for value in values], refs)
            for title, values in ((_("needed"), need), (_("stands, with what is added"), goal.path.tolist()))
        ]
        unit = OUTPUTS[name].unit
        figure = paths(years, lines, lambda value, unit=unit: with_unit(value, unit, lang))
        table = pd.DataFrame({_("Year"): [str(at) for at in years]} | {line.name: list(line.words) for line in lines})
        found.append(Goal(name, sentence, figure.to_plotly_json(), table, refs))
    return found


def _subsidy(place: str, state: State, year: int, each_year: float, lang: str) -> str:
    """Return what the pack pays once for the beds added in a year, in words; empty where it pays nothing for them."""
    pack = policy(place, state)
    pack = pack[pack["counts"].isin(["beds_added", "nursing_beds_added"])]
    if pack.empty:
        return ""
    added = np.full(len(MONEY_YEARS), each_year)
    counted = {"beds_added": added, "nursing_beds_added": added}
    paid = sum(totals(pack, counted, np.array(MONEY_YEARS), terms(state, resolved(state))).values())
    yuan = float(np.asarray(paid)[MONEY_YEARS.index(year)])
    return say(subsidy_sentence(year, yuan), lang) if yuan > 0 else ""
