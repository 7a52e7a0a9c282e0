"""A place's projection: how many and how old to 2050, with its band, what it rests on, and how wrong a past one was."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.fan import Counts, fan_parts, scaled
from charts.pyramid import pyramid
from i18n.numbers import date, number, with_unit
from i18n.texts import translator
from policy.calendar import CENSUS_2020
from policy.projection_sentences import RELATIVE, WHOLE, aged_sentence, fan_sentence, past_sentence, quality_sentence
from policy.text import Amount, three_digits
from projection.people.local_factors import STARTS
from views import edition
from views.cautions import cautions
from views.edition import kept
from views.portrait.people import SEXES, age_groups
from views.projections import (
    DEPENDENCY,
    YEARS,
    official_counts,
    official_words,
    projected,
    projected_ref,
    quantity_names,
)
from views.validation import error_text, method_names, predictions
from views.view import ByRow, Chart, Live, Table
from views.words import amount_text, bracketed, labelled, say, say_all


@dataclass(frozen=True)
class Outlook:
    """A place to 2050: what its projection rests on (Markdown), each quantity by name, and its past errors, where there are any."""

    basis: str
    fans: dict[str, Chart]
    past: Table[ByRow] | None


@kept
def outlook(place: str, lang: str) -> Outlook | None:
    """Return a place's projection; nothing where there is no count to start from."""
    known = projected(place)
    if known is None:
        return None
    rows = edition.table("hindcast")
    rows = rows[(rows["place"] == place) & rows["method"].isin([RELATIVE, WHOLE])]
    base = known.inputs.structure
    sentences = [
        quality_sentence(base.name, (base.error60, base.error80), known.inputs.migration),
        past_sentence(rows),
        *cautions(place),
    ]
    basis = say_all(sentences, lang)
    fans = {name: fan_chart(place, name, lang) for name in quantity_names(lang)}
    return Outlook(basis, fans, past_errors(place, lang) if len(rows) else None)


@kept
def fan_chart(place: str, name: str, lang: str) -> Chart:
    """Return one quantity to 2050 as a fan, with its sentence.

    Raises:
        KeyError: the place has no projection.
    """
    _ = translator(lang)
    known = projected(place)
    if known is None:
        raise KeyError(place)

    def words(value: float) -> str:
        if name == DEPENDENCY:
            return number(round(value, 1), lang)
        return with_unit(three_digits(value), "persons", lang)

    central, bands = known.central[name], known.bands[name]
    refs = [projected_ref(place, year, name) for year in YEARS]
    values = [words(value) for value in central]
    ranges = [f"{words(low)} – {words(high)}" for low, high in zip(*bands[80], strict=True)]
    band = _("80% band")
    official = official_counts(place, name)
    counted = Counts(
        [YEARS[0], *official["at"]],
        [float(central[0]), *official["persons"]],
        [labelled(date(CENSUS_2020, lang), words(central[0]), lang), *official_words(official, lang)],
        [refs[0], *official["ref"]],
    )
    parts = fan_parts(
        YEARS,
        central,
        bands,
        counted,
        {"central": _("projected"), "counted": _("census") if official.empty else _("counted")},
        hover=[
            f"{labelled(str(year), value, lang)}<br>{labelled(band, span, lang)}"
            for year, value, span in zip(YEARS, values, ranges, strict=True)
        ],
        refs=refs,
    )
    parts = scaled(
        parts, lambda value: number(value, lang) if name == DEPENDENCY else with_unit(value, "persons", lang)
    )
    table = pd.DataFrame({_("Year"): YEARS, _("projected"): values, band: ranges})
    every_fifth = [at for at, year in enumerate(YEARS) if year % 5 == 0]
    return Chart(
        table.iloc[every_fifth].reset_index(drop=True),
        [refs[at] for at in every_fifth],
        say(fan_sentence(YEARS, central, bands[80], name == DEPENDENCY), lang),
        figure=go.Figure(parts),
        title=quantity_names(lang)[name],
    )


@kept
def past_errors(place: str, lang: str) -> Table[ByRow]:
    """Return a place's errors of the hindcast."""
    _ = translator(lang)
    rows = predictions()
    own = rows[(rows["place"] == place) & rows["method"].isin([RELATIVE, WHOLE])]
    table = pd.DataFrame(
        {
            _("Age"): [f"{age}+" for age in own["age_from"]],
            _("Method"): own["method"].map(method_names(lang)),
            _("Error"): [error_text(row, lang) for _index, row in own.iterrows()],
            _("80% band held"): own["covered"].map({"1": _("yes"), "0": _("no")}),
        }
    )
    return Table(table.reset_index(drop=True), own["ref"].tolist())


@kept
def pyramid_ahead(place: str, year: int, lang: str) -> Live:
    """Return the projected pyramid of a year over the census of 2020; ``alt`` is its sentence (Markdown).

    Raises:
        KeyError: the place has no projection.
    """
    _ = translator(lang)
    ahead = _age_groups_ahead(place, year, lang)
    labels = {"male": _("men"), "female": _("women"), "filled": str(year), "outline": _("census of 2020")}
    figure = pyramid(ahead, age_groups(place, CENSUS_2020, lang), labels)
    return Live("pyramid_ahead", str(figure.to_json()), say(aged_sentence(ahead, year), lang))


def ages_ahead(place: str, year: int, lang: str) -> Table[ByRow]:
    """Return what the projected pyramid of a year shows, a row an age group."""
    _ = translator(lang)
    ahead = _age_groups_ahead(place, year, lang)
    table = ahead[["age", "male", "female"]].round(2).set_axis([_("Age"), _("men") + " %", _("women") + " %"], axis=1)
    return Table(table, ahead["ref_male"].tolist())


def _age_groups_ahead(place: str, year: int, lang: str) -> pd.DataFrame:
    """Return a projected population by the census' age groups and sex, as ``age_groups`` does of a census."""
    known = projected(place)
    if known is None:
        raise KeyError(place)
    people = known.population[year - YEARS[0]]
    groups = np.add.reduceat(people, STARTS, axis=-1)
    total = float(people.sum())
    ages = ["0", "1–4", *(f"{start}–{start + 4}" for start in STARTS[2:-1]), "85+"]
    table = pd.DataFrame({"age": ages})
    for sex, at in zip(SEXES, (1, 0), strict=True):
        share = 100 * groups[at] / total
        table[sex] = share
        persons = [with_unit(round(value), "persons", lang) for value in groups[at]]
        shares = [amount_text(Amount(round(value, 2), "percent"), lang) for value in share]
        table[f"hover_{sex}"] = [
            labelled(age, bracketed(who, part, lang), lang)
            for age, who, part in zip(ages, persons, shares, strict=True)
        ]
        table[f"ref_{sex}"] = projected_ref(place, year, "age60")
    return table
