"""工具 Policy instruments: which place uses which instrument how firmly, what subsidies and insurance pay, and who is in which programme."""

import streamlit as st

from pages.parts import choices, evidence, picker
from pages.parts.figure import show
from pages.parts.language import texts
from pages.parts.layout import filters
from pages.parts.mine import mine
from policy.schemes import Person
from views import instruments, programmes, same_person
from views.address import mine_first

FIRST_SHOWN = 9
MOST_SHOWN = 14

lang, _ = texts()
places = mine_first(instruments.places(lang), mine())
usual = list(places)


@evidence.section
def matrix_view() -> None:
    """The codebook matrix, place × instrument."""
    asked = {"placeholder": _("Choose places"), "max_selections": MOST_SHOWN}
    with filters():
        chosen = choices.many(_("Places"), places, "places", usual[:FIRST_SHOWN], **asked)
    show(
        instruments.matrix(tuple(chosen), lang),
        key="matrix",
        how_to_read=_(
            "●○○ mentioned or encouraged; ●●○ a concrete duty or measure; ●●● in force or with a number or date; "
            "“part”: pilots or some only. “·” not found in the documents collected, “✕” the text says there is "
            "none, blank: nobody has looked. Click a cell for its clause."
        ),
    )


@evidence.section
def pair_view() -> None:
    """Two places with the words that carry each code."""
    with filters():
        first = choices.one(picker.choose, _("First place"), places, "place1", usual[0])
        second = choices.one(picker.choose, _("Second place"), places, "place2", usual[1])
    if first == second:
        st.info(_("Choose two different places."))
    else:
        show(instruments.pair(first, second, lang), key="pair")


@evidence.section
def money_view() -> None:
    """Subsidies, benefits, shares and caps: one subject, and of it one rate in its unit."""
    subject = choices.one(
        st.pills, _("Subject"), instruments.subjects(lang), "subject", clears=("rate",), required=True
    )
    row = filters()
    rate = choices.one(row.selectbox, _("Rate"), instruments.rate_names(subject, lang), "rate")
    asked = {"placeholder": _("All places"), "max_selections": MOST_SHOWN}
    chosen = tuple(choices.many(_("Places"), instruments.rate_places(lang), "of", [], row, **asked))
    found = instruments.money(rate, chosen, lang, mine())
    if found is None:
        st.info(instruments.without_rate(rate, chosen, lang))
        return
    show(
        found,
        key="money",
        how_to_read=_(
            "Each row is a rule: whose, and for whom or what. Each chart shows one rate in one unit, at the "
            "prices of its year. Click a mark for its clause."
        ),
    )


@evidence.section
def programmes_view() -> None:
    """National programmes: when they came and how much of each list is known, or the places of one."""
    with filters():
        chosen = choices.one(st.selectbox, _("Programme"), programmes.to_choose(lang), "programme")
    if chosen != programmes.ALL:
        show(programmes.places(chosen, lang), key="programme_places")
        return
    show(programmes.lists(lang), key="programmes")


@evidence.section
def person_view() -> None:
    """What insurance pays the same person in every city."""
    row = filters()
    level = choices.one(
        row.selectbox,
        _("Disability"),
        same_person.choices("scheme_level", lang),
        "disability",
        same_person.MOST_DISABLED,
    )
    setting = choices.one(row.selectbox, _("Cared for"), same_person.choices("scheme_setting", lang), "cared")
    insured = choices.one(row.selectbox, _("Insured as"), same_person.choices("scheme_insured", lang), "insured")
    fee = choices.amount(row, same_person.fee_field(lang), "fee")
    person = Person(level, setting, insured, same_person.usual_fee() if fee is None else fee)
    if paid := same_person.paid(person, lang, mine()):
        how = _(
            "A month of 30 days; the whole fee is taken to qualify. Solid: as printed; hatched: at most, as only the highest sum or a "
            "range is printed. Beside a bar: its share of the fee (above 100% a fixed sum exceeds the fee), and since when the rule "
            "holds. A text that names no insured group or level is read for employees and severe disability. Click for formula and clauses."
        )
        show(paid, key="person", how_to_read=how)
        show(same_person.known(person, lang), key="person_known", title=_("Paid out and paid in"))
    else:
        st.info(_("No document collected says what this person is paid."))
    show(
        same_person.not_known(person, lang),
        key="person_not_known",
        title=_("Not known, not ranked"),
        how_to_read=_("Places with a scheme whose documents collected do not say it, and what is missing."),
    )


views = {
    "matrix": (_("Places and instruments"), matrix_view),
    "pair": (_("Two places side by side"), pair_view),
    "money": (_("Subsidies and insurance rates"), money_view),
    "programmes": (_("National programmes"), programmes_view),
    "person": (_("The same person in every city"), person_view),
}
choices.view(views)
