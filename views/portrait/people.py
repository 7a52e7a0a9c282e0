"""A place's people: four big numbers, the pyramid of their ages, and what was counted outside of the censuses."""

import datetime as dt

import pandas as pd

from charts.pyramid import pyramid
from i18n.numbers import date as date_text
from i18n.numbers import percent, with_unit
from i18n.texts import translator
from policy.calendar import CENSUS_2010, CENSUS_2020, NATION
from policy.derived import age_ref, population_ref
from policy.peers import changed_places
from policy.portrait import (
    HEADLINES,
    headline,
    headline_word,
    other_counts,
    other_counts_sentence,
    other_pyramid_sentence,
    pyramid_sentence,
)
from policy.refs import ref
from views import edition, places
from views.edition import kept
from views.older import older_by_year
from views.view import ByRow, Card, Chart, Table
from views.words import age_text, amount_text, bracketed, known_amount, labelled, say, say_plain, with_year

SEXES = ("male", "female")
EARLIER = "2010"  # stands for the place itself, in what a pyramid is set against


def cards(place: str, today: dt.date, lang: str) -> dict[str, Card]:
    """Return the four big numbers by name, each with a line on how it stands; one that is not known says so."""
    _ = translator(lang)
    titles = {
        "share60": _("Residents aged 60+"),
        "pop80": _("Residents aged 80+"),
        "beds": _("Care beds per 1,000 residents aged 60+"),
        "met": _("Comparable local targets that are met"),
    }
    return {name: _card(name, titles[name], place, today, lang) for name in HEADLINES}


def _card(name: str, title: str, place: str, today: dt.date, lang: str) -> Card:
    totals = edition.table("population_totals")
    try:
        known = headline(name, place, edition.described(), totals, older_by_year(), today)
    except KeyError:
        _ = translator(lang)
        return Card(title, _("not in the atlas"), _("The documents collected print no such figure."))
    value = amount_text(known_amount(known), lang, exact=False)
    if name == "met" and not vars(known)["values"]["comparable"]:
        value = translator(lang)("none to compare yet")
    elif name != "met":
        value = with_year(value, known, today, lang)
    return Card(title, value, say_plain(headline_word(name, known, place, totals), lang), ref("portrait", name, place))


@kept
def with_ages(day: str) -> frozenset[str]:
    """Return the places whose residents of a census day are known by age."""
    population = edition.table("population")
    return frozenset(population.loc[(population["date"] == day) & (population["basis"] == "resident"), "place"])


@kept
def age_groups(place: str, day: str, lang: str) -> pd.DataFrame:
    """Return the population on a census day by age and sex in percent of the whole, with hover texts; empty without an age table."""
    population = edition.table("population")
    own = population[(population["place"] == place) & (population["date"] == day) & (population["basis"] == "resident")]
    if own.empty:
        columns = (f"{what}{sex}" for what in ("", "hover_", "ref_") for sex in SEXES)
        return pd.DataFrame(columns=["age", *columns, "ref"])
    by_sex = own.pivot_table(index=["age_from", "age_to"], columns="sex", values="persons", aggfunc="sum", dropna=False)
    by_sex = by_sex.dropna(how="all").reset_index()
    total = float(own["persons"].sum())
    ages = [age_text(row["age_from"], row["age_to"]) for _index, row in by_sex.iterrows()]
    table = pd.DataFrame({"age": ages})
    table["ref"] = [age_ref(place, day, "both", int(age)) for age in by_sex["age_from"]]
    for sex in SEXES:
        table[f"ref_{sex}"] = [age_ref(place, day, sex, int(age)) for age in by_sex["age_from"]]
        share = 100 * by_sex[sex].astype("float64") / total
        table[sex] = share
        table[f"hover_{sex}"] = [
            labelled(
                age,
                bracketed(with_unit(persons, "persons", lang, exact=True), percent(round(value, 2), lang), lang),
                lang,
            )
            for age, persons, value in zip(ages, by_sex[sex], share, strict=True)
        ]
    return table


@kept
def set_against(place: str, peers: tuple[str, ...], lang: str) -> dict[str, str]:
    """Return what the pyramid of a place can be set against, by code; nothing where the place has no age table."""
    known = with_ages(CENSUS_2020)
    if place not in known:
        return {}
    names = places.distinct_names(lang)
    others = [code for code in (NATION, *peers) if code != place and code in known]
    return {EARLIER: translator(lang)("The same place in 2010")} | {code: names[code] for code in others}


@kept
def age_pyramid(place: str, other: str, lang: str) -> Chart:
    """Return the age pyramid of 2020 over that of 2010 (``EARLIER``), or over another place's."""
    _ = translator(lang)
    now, totals = age_groups(place, CENSUS_2020, lang), edition.table("population_totals")
    if other == EARLIER:
        then, name = age_groups(place, CENSUS_2010, lang), _("The same place in 2010")
        changed = place in changed_places(edition.table("hindcast_places"))
        sentence = pyramid_sentence(totals, place, changed=changed)
    else:
        then, name = age_groups(other, CENSUS_2020, lang), str(places.place_names(lang)[other])
        sentence = other_pyramid_sentence(totals, place, other, places.both_names())
    return Chart(
        now[["age", "male", "female"]].round(2).set_axis([_("Age"), _("men") + " %", _("women") + " %"], axis=1),
        now["ref"].tolist(),
        say(sentence, lang),
        figure=pyramid(now, then, {"male": _("men"), "female": _("women"), "filled": "2020", "outline": name}),
        title=_("Residents by age and sex"),
        how_to_read=_(
            "Men left, women right, each age group in percent of all residents (census of 1 Nov 2020); the line is the population compared with."
        ),
    )


def counts(place: str, lang: str) -> Table[ByRow] | None:
    """Return the published counts of people that are no census count: later ones and registered ones, each with its basis."""
    _ = translator(lang)
    found = other_counts(edition.table("population_totals"), place)
    if found.empty:
        return None
    bases = {"resident": _("residents (常住)"), "registered": _("registered (户籍)"), "unstated": _("not stated")}
    documents = edition.table("documents").set_index("document")["title" if lang == "zh" else "title_en"]
    table = pd.DataFrame(
        {
            _("Date"): [date_text(day, lang) for day in found["date"]],
            _("Population"): found["basis"].map(bases),
            _("Age"): [_("all ages") if age == 0 else f"{age}+" for age in found["age_from"]],
            _("Persons"): [with_unit(persons, "persons", lang, exact=True) for persons in found["persons"]],
            _("Grade"): found["grade"],
            _("Document"): found["document"].map(documents),
        }
    )
    return Table(
        table, [population_ref(row) for _index, row in found.iterrows()], say(other_counts_sentence(found), lang)
    )
