"""A place's projection as pages show it: computed once a place, with its band, its class and its past error."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.fan import fan_parts
from charts.pyramid import pyramid
from i18n.numbers import number, with_unit
from i18n.texts import translator
from policy.peers import AFTER
from policy.projection_sentences import aged_sentence, fan_sentence, quality_sentence
from policy.text import Amount, three_digits
from projection.people.local_factors import STARTS
from views import edition
from views.edition import kept
from views.portrait.rows import SEXES, pyramid_rows
from views.projections import DEPENDENCY, YEARS, projected, projected_ref
from views.validation import error_text, hindcast_ref, method_names
from views.view import ByRow, Chart, Table
from views.words import amount_text, say


def quantity_names(lang: str) -> dict[str, str]:
    """Return the names of the quantities shown."""
    _ = translator(lang)
    return {
        "age60": _("Number of residents aged 60+"),
        "age80": _("Number of residents aged 80+"),
        DEPENDENCY: _("People aged 60+ per 100 aged 15–59"),
    }


def value_words(name: str, value: float, lang: str) -> str:
    """Return a projected value in words."""
    return number(round(value, 1), lang) if name == DEPENDENCY else with_unit(three_digits(value), "persons", lang)


@kept
def fan_chart(place: str, name: str, lang: str) -> Chart:
    """Return one quantity to 2050 as a fan, with its sentence.

    Raises:
        KeyError: the place has no projection.
    """
    _ = translator(lang)
    found = projected(place)
    if found is None:
        raise KeyError(place)
    central, bands = found.central[name], found.bands[name]
    refs = [projected_ref(place, year, name) for year in YEARS]
    words = [value_words(name, value, lang) for value in central]
    edges = [tuple(value_words(name, edge[at], lang) for edge in bands[80]) for at in range(len(YEARS))]
    hover = [
        f"{year}: {value}<br>{_('80% band')}: {low} – {high}"
        for year, value, (low, high) in zip(YEARS, words, edges, strict=True)
    ]
    labels = {"central": _("projected"), "counted": _("census")}
    parts = fan_parts(
        YEARS,
        central,
        bands,
        {YEARS[0]: float(central[0])},
        labels,
        lambda value: number(value, lang) if name == DEPENDENCY else with_unit(value, "persons", lang),
        hover=hover,
        refs=refs,
    )
    every_fifth = [at for at, year in enumerate(YEARS) if year % 5 == 0]
    table = pd.DataFrame(
        {
            _("Year"): [YEARS[at] for at in every_fifth],
            _("projected"): [words[at] for at in every_fifth],
            _("80% band"): [f"{edges[at][0]} – {edges[at][1]}" for at in every_fifth],
        }
    )
    sentence = say(fan_sentence(YEARS, central, bands[80], name == DEPENDENCY), lang)
    return Chart(
        table, [refs[at] for at in every_fifth], sentence, figure=go.Figure(parts), title=quantity_names(lang)[name]
    )


@kept
def quality_words(place: str, lang: str) -> tuple[str, list[str]]:
    """Return what a place's projection rests on and how wrong its past one was (Markdown), with the references of the errors."""
    found = projected(place)
    if found is None:
        return "", []
    rows = edition.table("hindcast")
    past = rows[(rows["place"] == place) & (rows["method"] == "traits") & rows["age_from"].isin([60, 80])]
    base = found.inputs.structure
    sentence = quality_sentence(base.name, (base.error60, base.error80), found.inputs.migration, past)
    return say(sentence, lang), [hindcast_ref(row) for _index, row in past.iterrows()]


def pyramid_of(place: str, year: int, lang: str) -> pd.DataFrame:
    """Return a projected population by the census' age groups and sex, as the pyramid draws it.

    Raises:
        KeyError: the place has no projection.
    """
    found = projected(place)
    if found is None:
        raise KeyError(place)
    people = found.population[year - YEARS[0]]
    groups = np.add.reduceat(people, STARTS, axis=-1)
    total = float(people.sum())
    ages = ["0", "1–4", *(f"{start}–{start + 4}" for start in STARTS[2:-1]), "85+"]
    table = pd.DataFrame({"age": ages})
    for sex, at in zip(SEXES, (1, 0), strict=True):
        share = 100 * groups[at] / total
        table[sex] = share
        persons = [with_unit(round(value), "persons", lang) for value in groups[at]]
        shares = [amount_text(Amount(round(value, 2), "percent"), lang) for value in share]
        table[f"hover_{sex}"] = [f"{age}: {who} ({part})" for age, who, part in zip(ages, persons, shares, strict=True)]
        table[f"ref_{sex}"] = projected_ref(place, year, "age60")
    return table


@kept
def pyramid_ahead(place: str, year: int, lang: str) -> tuple[str, str]:
    """Return the projected pyramid of a year over the census of 2020, as Plotly's JSON, and its sentence.

    Raises:
        KeyError: the place has no projection.
    """
    _ = translator(lang)
    ahead = pyramid_of(place, year, lang)
    labels = {"male": _("men"), "female": _("women"), "filled": str(year), "outline": _("census of 2020")}
    figure = pyramid(ahead, pyramid_rows(place, AFTER, lang), labels)
    return str(figure.to_json()), say(aged_sentence(ahead, year), lang)


@kept
def past_errors(place: str, lang: str) -> Table[ByRow]:
    """Return a place's errors of the hindcast as a table to read, with the reference of each row."""
    _ = translator(lang)
    rows = edition.table("hindcast")
    own = rows[(rows["place"] == place) & rows["method"].isin(["traits", "closed"])]
    names = method_names(lang)
    table = pd.DataFrame(
        {
            _("Age"): [f"{age}+" for age in own["age_from"]],
            _("Method"): own["method"].map(names),
            _("Error"): [error_text(row, lang) for _index, row in own.iterrows()],
            _("80% band held"): own["covered"].map({"1": _("yes"), "0": _("no")}),
        }
    )
    return Table(table.reset_index(drop=True), [hindcast_ref(row) for _index, row in own.iterrows()])
