"""The nation's beds, institutions, nursing share, density and integrated institutions over the years, with every break marked."""

import pandas as pd

from charts.series import series as drawn
from i18n.numbers import with_unit
from i18n.texts import translator
from policy.refs import refs
from policy.series import SERIES, series_sentences, yearly
from policy.text import Amount
from views import edition
from views.edition import kept
from views.facts import fact_table, hover_texts
from views.view import Chart
from views.words import amount_text, column, say


@kept
def names(lang: str) -> dict[str, str]:
    """Return the names of the series by indicator."""
    indicators = edition.table("indicators").set_index("indicator")[f"name_{lang}"]
    return {indicator: str(indicators[indicator]) for indicator in SERIES}


@kept
def series(indicator: str, lang: str) -> Chart:
    """Return one series of the nation as a line, each mark opening its record."""
    _ = translator(lang)
    figures = yearly(edition.described(), indicator)
    unit = str(figures["unit"].iloc[0])
    changes = {"break": _("definition changes"), "fall": _("falls")}
    columns = (figures[name].tolist() for name in ("value", "unit", "comparator", "value_high"))
    marks = figures[["year", "value", "change"]].assign(
        text=[amount_text(Amount(*cells), lang, exact=False) for cells in zip(*columns, strict=True)],
        hover=hover_texts(figures, lang),
        ref=refs("fact", figures["fact"]),
    )
    table = fact_table(figures, lang).drop(columns=_("Place"))
    table.insert(4, _("Against the previous figure"), figures["change"].map(changes).fillna(""))
    table.insert(5, _("Note"), figures[column("note", lang)])
    return Chart(
        table,
        marks["ref"].tolist(),
        " ".join(say(sentence, lang) for sentence in series_sentences(figures)),
        figure=drawn(pd.DataFrame(marks), changes, lambda value: with_unit(value, unit, lang)),
        title=_("The nation over the years: {indicator}").format(indicator=names(lang)[indicator]),
        how_to_read=_(
            "Each mark is a year, with its latest figure. A line joins consecutive years, dots join years with a "
            "gap between them, and nothing joins two definitions; ↓ precedes a smaller figure. Click a mark for "
            "its clause."
        ),
    )
