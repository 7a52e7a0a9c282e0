"""The views of a scenario: the numbers that come first, what is needed, and what would change the answer."""

import streamlit as st

from i18n.numbers import listed
from pages.parts import choices
from pages.parts.figure import show_folded, show_lives, show_numbers, show_table
from pages.parts.language import texts
from pages.parts.live import show_live_chart
from policy.scenario.outputs import NOT_MODELLED, SERVICES
from views.places import place_names
from views.scenario import answer, doubt
from views.scenario.case import MONEY_YEARS, Case
from views.scenario.controls import titles
from views.view import Curves

USUAL_YEAR = 2035
YEARS = MONEY_YEARS[0], MONEY_YEARS[-1]


def asked_year() -> int:
    """Return the year of the answer, from the address."""
    return int(choices.asked_number("year", USUAL_YEAR, YEARS, 1))


def choose_year() -> None:
    """Draw the slider of the year of the answer."""
    lang = texts()[0]
    choices.slider(st, titles(lang)["year"], "year", USUAL_YEAR, YEARS, 1)


def choose_output(lang: str) -> str:
    """Draw the control that chooses one number to look into."""
    return choices.one(st.selectbox, titles(lang)["output"], answer.output_names(lang), "output", "beds_need")


def show_big_numbers(case: Case, year: int) -> None:
    """Draw the four numbers that come first, each with its band and its record."""
    show_numbers(answer.big_numbers(case, year, texts()[0]), key="big_numbers")


def show_fans(case: Case, names: tuple[str, ...], year: int, key: str, *, fill: bool = False) -> None:
    """Draw outputs of a scenario as fans, with what can be done with them; a sheet of them holds the numbers of the year."""
    lang, _ = texts()
    drawn = answer.fans(case, names, year, lang)
    refs = [case.ref("scenario", year, each.name) for each in drawn]
    title = _("{place}: {title}").format(place=place_names(lang)[case.place], title=_("Scenario"))
    show_lives(drawn, refs, key=key, title=title, revision=case.place, fill=fill)
    show_folded(lambda: answer.paths(case, names, lang), key=f"{key}_table")


def show_answer(case: Case, year: int) -> None:
    """Draw the two fans that come first."""
    show_fans(case, answer.first(case), year, "path", fill=True)


def show_further(case: Case, year: int) -> None:
    """Draw the fans of the other numbers."""
    show_fans(case, answer.further(case), year, "further")
    show_how_to_read()


def show_services(case: Case, year: int) -> None:
    """Draw what is needed beside beds in institutions, and the carers to be hired; and say what is not modelled."""
    lang, _ = texts()
    show_fans(case, SERVICES, year, "services")
    st.caption(
        _("Not modelled: {things}. These numbers say nothing about them.").format(
            things=listed((_(thing) for thing in NOT_MODELLED), lang)
        )
    )


def show_how_to_read() -> None:
    """Say what the fans of the first numbers show."""
    _ = texts()[1]
    st.caption(
        _(
            "Dashed: the central path; shaded: 50, 80 and 95% of 200 draws of mortality, fertility, migration, the base, disability, "
            "settings and the use of institutions. What is decided (occupancy, standards, prices) is a choice and in no band; nor is "
            "the definition of disability, nor what has no source: the last column of the table under “Need” puts that over its "
            "range. A projection, not a forecast. Click a mark for its formula."
        )
    )


def show_every_number(case: Case, year: int) -> None:
    """Draw every number of the year as a table, worked out once it is unfolded: below the charts, where a lever moves it unseen."""
    lang, _ = texts()
    label = _("Every number of {year}").format(year=year)
    show_folded(lambda: answer.every_number(case, year, lang), key="every_number", label=label)


def show_doubt(case: Case, year: int) -> None:
    """Draw what each uncertain factor alone does to a number, and what each lever would change."""
    lang, _ = texts()
    name = choose_output(lang)
    curves = doubt.doubt(case, name, year, lang)
    st.subheader(_("What makes it unsure"), anchor=False)
    if curves is None:
        st.info(_("No uncertain factor moves this number."))
    elif not curves.figure:
        st.info(curves.sentence)
        return
    else:
        st.markdown(curves.sentence)
        st.caption(
            _(
                "One factor at a time at the 10th and 90th percentile of its own distribution; dotted: the number with none moved. Click "
                "an end for its record."
            )
        )
        show_curves(curves, "tornado", f"{case.place}{name}")
    st.subheader(_("What would change the answer"), anchor=False)
    st.caption(
        _("Each lever alone at the ends of its range, all else as chosen; the widest first. Choices are among them.")
    )
    show_table(doubt.changes(case, name, year, lang), key="changes")


def show_curves(curves: Curves, key: str, revision: str) -> None:
    """Draw a chart that follows a lever, and its values behind a fold; nothing where there is none."""
    _ = texts()[1]
    if curves.figure:
        show_live_chart(curves.figure, key=key, alt=curves.sentence, revision=revision)
        show_table(curves, key=f"{key}_table", label=_("Show as a table"))
