"""The view of goal-seek: what a year it takes, what the beds cost and a budget buys, and one lever turned until it is enough."""

import numpy as np
import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.scenario.views import show_curves
from policy.scenario.outputs import OUTPUTS
from views.scenario import budget, goal
from views.scenario.case import Case
from views.scenario.controls import titles, typed


def show_goal(case: Case, year: int) -> None:
    """Draw what a year it takes from the stock to the need of the year, what that costs, and which lever alone would do."""
    lang, _ = texts()
    st.caption(
        _(
            "The same number every year from 2026 on that just meets the number of the year above. What stands is the number given or the latest "
            "count under “Policy and stock”, taken as of the end of 2025; an unknown stock is never guessed. The costs count these very "
            "beds where the shortage is built over as many years. Click a number for its formula."
        )
    )
    show_table(goal.summary(case, year, lang), key="goal_summary", wrapped=True)
    most = _limit("most") or np.inf
    with st.grid(2, min_column_width=320, key="goals"):
        for name, curves in goal.goals(case, year, most, lang).items():
            with st.container():
                st.markdown(curves.sentence)
                show_curves(curves, f"goal_{name}", case.place)
    _show_money(case, year)
    _show_turned(case, year, most)


def _limit(name: str) -> float | None:
    return choices.amount(st, typed(name, texts()[0]), name)


def _show_money(case: Case, year: int) -> None:
    lang, _ = texts()
    st.subheader(_("What the beds cost a year, and what a budget buys"), anchor=False)
    st.caption(
        _(
            "What budget and fund pay under the chosen policy for beds that are added, at the prices of the year in which they are paid. "
            "Instalments count in the year the bed is added. How many beds are for nursing follows the same rule as the costs."
        )
    )
    most = _limit("budget")
    curves = budget.money(case, year, most, lang)
    st.markdown(curves.sentence)
    if figures := budget.money_figures(case, year, most, lang):
        show_table(figures, key="goal_money_figures")
    show_curves(curves, "goal_money", case.place)


def _show_turned(case: Case, year: int, most: float) -> None:
    lang, _ = texts()
    st.subheader(_("One lever alone"), anchor=False)
    st.caption(
        _(
            "At which value of one lever the need is what stands in that year: the stock, with the most a year above where one is given. "
            "Only levers that move the number one way are offered."
        )
    )
    called = titles(lang)
    goals = {name: _(OUTPUTS[goal.target_of(case, name, year).name].title) for name in goal.STOCK_OF}
    chosen = choices.one(st.selectbox, called["goal"], goals, "goal", clears=("turn",))
    levers = {lever: called[lever] for lever in goal.turnable(case, chosen, year)}
    lever = choices.one(st.selectbox, called["turn"], levers, "turn")
    found = goal.turn(case, chosen, lever, year, most, lang)
    st.markdown(found.sentence)
    show_table(found, key="turned")
