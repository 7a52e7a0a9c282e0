"""The view of goal-seek: what a year it takes, what the beds cost and a budget buys, and one lever turned until it is enough."""

import numpy as np
import streamlit as st

from pages.parts import choices
from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.parts.live import show_live_chart
from policy.scenario.outputs import OUTPUTS
from views.scenario import goal_shown
from views.scenario.goal import STOCK_OF, target_of, turnable
from views.scenario.state import LARGEST_BUDGET, LARGEST_STOCK, assumption
from views.scenario.titles import titles
from views.words import named


def show_goal(place: str, code: str, year: int) -> None:
    """Draw what a year it takes from the stock to the need of the year, what that costs, and which lever alone would do."""
    lang, _ = texts()
    st.caption(
        _(
            "The same number every year from 2026 on that just meets the number of the year above. What stands is the number given or the latest "
            "count under “Policy and stock”, taken as of the end of 2025; an unknown stock is never guessed. The costs count these very "
            "beds where the shortage is built over as many years. Click a number for its formula."
        )
    )
    show_table(goal_shown.summary(place, code, year, lang), key="goal_summary", wrapped=True)
    most = choices.amount(st, titles(lang)["most"], "most", LARGEST_STOCK, limit=True) or np.inf
    with st.grid(2, min_column_width=320, key="goals"):
        for goal in goal_shown.goals(place, code, year, most, lang):
            with st.container():
                st.markdown(goal.sentence)
                if goal.parts is not None and goal.table is not None:
                    show_live_chart(goal.parts, key=f"goal_{goal.name}", alt=goal.sentence, revision=place)
                    show_table(goal.table, key=f"goal_{goal.name}_table", label=_("The same values as a table"))
    _show_money(place, code, year)
    _show_turned(place, code, year, most)


def _show_money(place: str, code: str, year: int) -> None:
    lang, _ = texts()
    st.subheader(_("What the beds cost a year, and what a budget buys"), anchor=False)
    st.caption(
        _(
            "What budget and fund pay under the chosen policy for beds that are added, at the prices of the year in which they are paid. "
            "Instalments count in the year the bed is added. How many beds are for nursing follows the same rule as the costs."
        )
    )
    budget = choices.amount(st, titles(lang)["budget"], "budget", LARGEST_BUDGET, limit=True)
    found = goal_shown.money(place, code, year, budget, lang)
    st.markdown(found.sentence)
    if found.parts is None or found.figures is None or found.table is None:
        return
    show_table(found.figures, key="goal_money_figures")
    show_live_chart(found.parts, key="goal_money", alt=found.sentence, revision=place)
    show_table(found.table, key="goal_money_table", label=_("The same values as a table"))


def _show_turned(place: str, code: str, year: int, most: float) -> None:
    lang, _ = texts()
    st.subheader(_("One lever alone"), anchor=False)
    st.caption(
        _(
            "At which value of one lever the need is what stands in that year: the stock, with the most a year above where one is given. "
            "Only levers that move the number one way are offered."
        )
    )
    goals = {goal: _(OUTPUTS[target_of(place, code, goal, year).name].title) for goal in STOCK_OF}
    goal = choices.one(st.selectbox, titles(lang)["goal"], goals, "goal", clears=("turn",))
    names = {lever: named(assumption(lever), "name", lang) for lever in turnable(place, code, goal, year)}
    lever = choices.one(st.selectbox, titles(lang)["turn"], names, "turn")
    found = goal_shown.turn(place, code, goal, lever, year, most, lang)
    st.markdown(found.sentence)
    show_table(found, key="turned")
