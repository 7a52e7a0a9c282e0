"""What is shown of programmes: every list with how much of it is known, the places of one, those of one place, and when they came."""

import pandas as pd

from charts.theme import literal
from charts.timeline import adoption
from i18n.texts import translator
from policy import programmes
from policy.calendar import NATION
from policy.derived import Derived
from policy.programmes import COUNTING, KEY, programme_ref
from policy.refs import ref
from policy.text import Name
from views import edition
from views.edition import kept, kept_up_to
from views.places import both_names, place_names
from views.view import ByRow, Chart, Table
from views.words import named, say, word, word_names

ALL = "all"
MOST_NAMED = 60  # places written into a cell


@kept_up_to(None)
def names() -> dict[str, Name]:
    """Return the name of every programme in both languages."""
    words = edition.vocabulary("programme")
    return {
        str(code): Name(zh, en) for code, zh, en in zip(words.index, words["name_zh"], words["name_en"], strict=True)
    }


def to_choose(lang: str) -> dict[str, str]:
    """Return the names of the programmes, all of them first."""
    return {ALL: translator(lang)("all programmes")} | word_names("programme", lang)


@kept_up_to(None)
def _batches() -> pd.DataFrame:
    return edition.table("programme_lists").set_index(KEY)


def batch_name(row: pd.Series, lang: str) -> str:
    """Return the name of the batch that a row of ``programmes`` is of."""
    return str(_batches().at[(row["programme"], row["batch"]), f"name_{lang}"])


def list_record(reference: str) -> Derived:
    """Return how many places of a list are known, as a derived number.

    Raises:
        KeyError: there is no such list.
    """
    return programmes.coverage_record(reference, edition.table("programme_lists"), edition.table("programmes"), names())


def year_record(reference: str) -> Derived:
    """Return how many places of a programme are known of a year, as a derived number.

    Raises:
        KeyError: nothing is known of that programme and year.
    """
    return programmes.year_record(reference, edition.table("programme_lists"), edition.table("programmes"), names())


@kept_up_to(None)
def known() -> pd.DataFrame:
    """Return one row a programme with how many of its places are known (``policy.programmes.by_programme``)."""
    return programmes.by_programme(edition.table("programme_lists"), edition.table("programmes"))


def known_text(row: pd.Series, lang: str) -> str:
    """Return how many places are known, of how many: 73 of 90; their number alone where there is no list."""
    _ = translator(lang)
    if not row["listed"]:
        return str(row["known"])
    if pd.isna(row["places"]):
        return _("{known} (total not known)").format(known=row["known"])
    return _("{known} of {places}").format(known=row["known"], places=row["places"])


@kept
def lists(lang: str) -> Chart:
    """Return every list with how much of it is known, and on a line of time how many places each year brought."""
    _ = translator(lang)
    found = programmes.coverage(edition.table("programme_lists"), edition.table("programmes"))
    rows, place = edition.table("programmes"), place_names(lang)
    members = {
        key: [str(place[code]) for code in own["place"]]
        for key, own in rows[rows["status"].isin(COUNTING)].groupby(KEY)
    }
    table = pd.DataFrame(
        {
            _("Programme"): [word("programme", code, lang) for code in found["programme"]],
            _("Batch"): found[f"name_{lang}"].tolist(),
            _("Year"): ["" if pd.isna(year) else str(year) for year in found["year"]],
            _("Places known"): [known_text(row, lang) for _index, row in found.iterrows()],
            _("Proposed or draft"): found["pending"].tolist(),
            _("Places listed"): [
                _shortened(members.get((row["programme"], row["batch"]), []), lang) for _index, row in found.iterrows()
            ],
        }
    )
    return Chart(
        table,
        [ref("programme_list", row["programme"], row["batch"]) for _index, row in found.iterrows()],
        say(programmes.programmes_sentence(known()), lang),
        figure=adoption(_years(lang), _("places known"), _("places on the whole list")),
        title=_("Programmes by year"),
        how_to_read=_(
            "Each row is a programme, with a circle at each year: filled, the places known; the ring, those on "
            "the whole list where their number is known. Entries without a year are not drawn. Click a circle or "
            "a row for the places behind it."
        ),
    )


def _shortened(members: list[str], lang: str) -> str:
    joined = ("、" if lang == "zh" else ", ").join(members[:MOST_NAMED])
    return joined + (" …" if len(members) > MOST_NAMED else "")


def _years(lang: str) -> pd.DataFrame:
    """Return the marks of the line of time, one a programme and year."""
    _ = translator(lang)
    found = programmes.by_year(edition.table("programme_lists"), edition.table("programmes"))
    label = found["programme"].map(word_names("programme", lang))
    totals = {code: known_text(row, lang) for code, row in known().iterrows()}
    found = found.assign(listed=found["programme"].map(known()["listed"]))
    hover = [
        f"<b>{literal(name)}</b><br>{row['year']} · {known_text(row, lang)}"
        for name, (_index, row) in zip(label, found.iterrows(), strict=True)
    ]
    return found.assign(
        label=label,
        words=found["programme"].map(totals),
        year=found["year"].astype("float64"),
        places=found["places"].astype("float64"),
        hover=hover,
        ref=[ref("programme_year", row["programme"], row["year"]) for _index, row in found.iterrows()],
    )


@kept
def places(programme: str, lang: str) -> Table[ByRow]:
    """Return the places of a programme, in the order of its lists; each row opens the record that names it."""
    rows = edition.table("programmes")
    own = rows[rows["programme"] == programme]
    sentence = say(programmes.known_sentence(known(), programme, names()[programme]), lang)
    more = translator(lang)("A place not listed here has not been seen on a list.")
    if known().at[programme, "whole"]:
        more = translator(lang)("The list is whole: a place not listed here is not on it.")
    return Table(_table(own, lang).drop(columns=_programme_head(lang)), _refs(own), f"{sentence} {more}")


@kept
def of_place(place: str, lang: str) -> Table[ByRow] | None:
    """Return the programmes of a place, of those it lies in and of those within it: no row where no list names one; nothing for the nation."""
    if place == NATION:
        return None
    found = programmes.around(edition.table("programmes"), place)
    found = found.assign(rank=found["relation"].map({"own": 0, "above": 1, "within": 2}))
    found = found.sort_values(["rank", "year"], kind="stable", na_position="last")
    if found.empty:
        return Table(found[[]], [], say(programmes.unseen_sentence(known(), both_names()[place]), lang))
    return Table(_table(found, lang), _refs(found), say(programmes.portrait_sentence(found, both_names()[place]), lang))


def _programme_head(lang: str) -> str:
    return translator(lang)("Programme")


def _refs(rows: pd.DataFrame) -> list[str]:
    return [programme_ref(row) for _index, row in rows.iterrows()]


def _table(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return rows of ``programmes`` to read: place, programme, batch, year, status, and the document that says so."""
    _ = translator(lang)
    documents = edition.table("documents").set_index("document")
    return pd.DataFrame(
        {
            _("Place"): rows["place"].map(place_names(lang)).tolist(),
            _programme_head(lang): rows["programme"].map(word_names("programme", lang)).tolist(),
            _("Batch"): [batch_name(row, lang) for _index, row in rows.iterrows()],
            _("Year"): [str(year) if pd.notna(year) else _("no year") for year in rows["year"]],
            _("Status"): rows["status"].map(word_names("programme_status", lang)).tolist(),
            _("Grade"): rows["grade"].tolist(),
            _("Document"): [named(documents.loc[slug], "title", lang) for slug in rows["document"]],
        }
    )
