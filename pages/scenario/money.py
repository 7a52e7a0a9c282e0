"""The view of money: what the policy costs and its lines; and, where none is chosen, one to try."""

import streamlit as st

from pages.parts.figure import show_table
from pages.parts.language import texts
from pages.scenario.views import show_fans
from views.scenario import answer
from views.scenario.case import Case
from views.scenario.money import money_lines


def offer_policy(case: Case) -> None:
    """Draw the button that tries the best documented policy, where none is chosen."""
    if offered := answer.offered_policy(case, texts()[0]):
        slug, line = offered
        st.button(line, key="try_policy", on_click=_try, args=(slug,), icon=":material/add_card:")


def _try(slug: str) -> None:
    """Callback: choose a policy."""
    st.query_params["pack"] = slug


def show_money(case: Case, year: int) -> None:
    """Draw what the policy costs by year, and its lines in the year of the answer."""
    lang, _ = texts()
    if "cost" not in case.outputs:
        st.info(answer.no_policy(lang))
        return
    st.caption(
        _(
            "Prices as printed, growing by the yearly rate under “More levers” (by default that of wages), at the share of those who qualify "
            "under “More levers”; amounts a year are times 12 months or 365 days. From a known stock, what is short is built in equal steps "
            "over the years chosen under “Policy and stock”; where the nursing beds that stand are not known, the same share of the beds is "
            "taken for nursing as of those needed. Staff and people are those of the need, also while beds are short. A borrowed policy keeps "
            "its citation: click a row for the clause."
        )
    )
    show_table(money_lines(case, year, lang), key="cost_lines", wrapped=True)
    show_fans(case, answer.MONEY_FANS, year, "money")
