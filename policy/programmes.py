"""Programmes: how much of each list of places is known, and which programmes a place or a unit of the map is in.

A text that names a place is evidence; a place that no text names is not known to be out, unless as many places are known as the
whole list holds. So coverage stands beside every count. Only what is named or in force counts: proposals and drafts are shown apart.
"""

from collections.abc import Sequence

import pandas as pd

from policy.derived import Derived
from policy.refs import parts_of, ref
from policy.text import N_, Counted, Name, Sentence

COUNTING = ("named", "enacted")
KEY = ["programme", "batch"]
# How a unit of the map stands to a programme, in the order of the legend.
STANDINGS = ("own", "within", "above", "pending", "absent")


def programme_ref(row: pd.Series) -> str:
    """Return the reference of a place in a batch of a programme."""
    return ref("programme", row["programme"], row["batch"], row["place"])


def coverage(lists: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Return the lists with how many of their places are known.

    Further columns: ``known`` (named or in force), ``pending`` (proposed or in a draft), ``whole`` (as many are known as the list holds),
    ``listed`` (there is a list: places of no stated batch, and those with a scheme of their own, stand on none).
    """
    counting = programmes["status"].isin(COUNTING)
    counts = pd.DataFrame(
        {"known": programmes[counting].groupby(KEY).size(), "pending": programmes[~counting].groupby(KEY).size()}
    )
    found = lists.merge(counts.fillna(0).astype("int64").reset_index(), on=KEY, how="left", validate="1:1")
    found[["known", "pending"]] = found[["known", "pending"]].fillna(0).astype("int64")
    whole = (found["known"] == found["places"]).fillna(False).astype(bool)
    return found.assign(whole=whole, listed=found["year"].notna()).sort_values("order")


def by_programme(lists: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a programme (index), in the order of the lists: ``known``, ``pending``, ``places``, ``whole``, ``from`` and ``to``.

    ``places`` is missing where the number of a list is not known; lists without batch are part of the others and hold none. ``whole``:
    all places of all lists are known. ``listed``: it has a list. ``from`` and ``to``: first and last year known of a place that counts.
    """
    found = coverage(lists, programmes)
    numbered = found[found["batch"] != "unstated"]
    grouped = numbered.groupby("programme", sort=False)["places"]
    total = grouped.sum().where(grouped.apply(lambda each: each.notna().all()))
    counts = found.groupby("programme", sort=False)[["known", "pending"]].sum()
    years = programmes[programmes["status"].isin(COUNTING)].groupby("programme")["year"]
    listed = found.groupby("programme", sort=False)["listed"].any()
    table = counts.join(total).join(listed).assign(**{"from": years.min(), "to": years.max()})
    return table.assign(whole=(table["known"] == table["places"]).fillna(False).astype(bool))


def by_year(lists: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a programme and year: ``known`` places, and ``places`` on the lists of that year (missing where not known)."""
    counting = programmes[programmes["status"].isin(COUNTING) & programmes["year"].notna()]
    known = counting.groupby(["programme", "year"]).size().rename("known")
    totals = lists[lists["year"].notna()].groupby(["programme", "year"])["places"]
    places = totals.sum().where(totals.apply(lambda each: each.notna().all())).rename("places")
    table = pd.concat([known, places], axis=1).reset_index()
    table = table[table["known"].notna() | table["places"].notna()]
    order = {name: at for at, name in enumerate(dict.fromkeys(lists.sort_values("order")["programme"]))}
    return (
        table.assign(known=table["known"].fillna(0).astype("int64"), order=table["programme"].map(order))
        .sort_values(["order", "year"], kind="stable")
        .drop(columns="order")
        .reset_index(drop=True)
    )


def year_record(reference: str, lists: pd.DataFrame, programmes: pd.DataFrame, names: dict[str, Name]) -> Derived:
    """Return how many places of a programme are known of a year, as a derived number; its inputs are totals and places.

    Raises:
        KeyError: nothing is known of that programme and year.
    """
    programme, year = parts_of(reference, 2)
    own = programmes[(programmes["programme"] == programme) & (programmes["year"].astype("str") == year)]
    own = own[own["status"].isin(COUNTING)]
    numbered = lists[(lists["programme"] == programme) & (lists["year"].astype("str") == year)]
    numbered = numbered[numbered["places"].notna()]
    if own.empty and numbered.empty:
        raise KeyError(reference)
    inputs = [ref("programme_total", programme, batch) for batch in numbered["batch"]]
    inputs += [programme_ref(each) for _index, each in own.iterrows()]
    values = {"programme": names[programme], "year": year, "known": len(own)}
    formula = N_("{programme}: {known} places known that were named, or began, in {year}")
    return Derived(float(len(own)), "places", formula, values, tuple(inputs))


def coverage_record(reference: str, lists: pd.DataFrame, programmes: pd.DataFrame, names: dict[str, Name]) -> Derived:
    """Return how many places of a list are known, as a derived number; its inputs are the list's own number and each place.

    Raises:
        KeyError: there is no such list.
    """
    programme, batch = parts_of(reference, 2)
    found = coverage(lists, programmes)
    found = found[(found["programme"] == programme) & (found["batch"] == batch)]
    if len(found) != 1:
        raise KeyError(reference)
    row = found.iloc[0]
    own = programmes[(programmes["programme"] == programme) & (programmes["batch"] == batch)]
    inputs = [programme_ref(each) for _index, each in own.iterrows()]
    values: dict[str, object] = {
        "programme": names[programme],
        "batch": Name(str(row["name_zh"]), str(row["name_en"])),
        "known": int(row["known"]),
        "pending": int(row["pending"]),
    }
    if pd.isna(row["places"]):
        formula = N_(
            "{programme}, {batch}: {known} places known, {pending} more proposed or in a draft; how many the list holds is not known"
        )
    else:
        values["places"] = int(row["places"])
        inputs.insert(0, ref("programme_total", programme, batch))
        formula = N_(
            "{programme}, {batch}: {known} of {places} places known, {pending} more proposed or in a draft; a place that is not among "
            "them has not been seen on the list"
        )
        if row["whole"]:
            formula = N_("{programme}, {batch}: all {places} places known")
    return Derived(float(row["known"]), "places", formula, values, tuple(inputs))


def stem(code: str) -> str:
    """Return the digits with which the codes of all places within a place begin; nothing for the nation."""
    while code.endswith("00"):
        code = code[:-2]
    return code


def around(programmes: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return the rows of a place, of those it lies in, and of those within it; ``relation`` is ``own``, ``above`` or ``within``."""
    own = programmes["place"] == place
    within = programmes["place"].str.startswith(stem(place)) & ~own
    above = pd.Series([place.startswith(stem(code)) for code in programmes["place"].tolist()], programmes.index) & ~own
    relation = pd.Series("", index=programmes.index).mask(own, "own").mask(above, "above").mask(within, "within")
    table = programmes.assign(relation=relation)
    return table[table["relation"] != ""]


def standing(rows: pd.DataFrame, whole: bool) -> str:
    """Return how a unit stands to one programme, a word of ``STANDINGS``; empty where no list names it or what it lies in.

    Args:
        rows: the programme's rows around the unit (``around``).
        whole: all places of the programme are known.
    """
    counting = rows[rows["status"].isin(COUNTING)]["relation"]
    for relation in ("own", "within", "above"):
        if (counting == relation).any():
            return relation
    if len(rows):
        return "pending"
    return "absent" if whole else ""


def programmes_of(rows: pd.DataFrame) -> list[str]:
    """Return the programmes that count a unit or a place within it, of the rows around it, each once."""
    counting = rows[rows["status"].isin(COUNTING) & (rows["relation"] != "above")]
    return list(dict.fromkeys(counting["programme"]))


def known_sentence(table: pd.DataFrame, programme: str, name: Name) -> Sentence:
    """Say how many places of a programme are known, of how many.

    Args:
        table: of ``by_programme``.
        programme: which.
        name: of the programme.
    """
    row = table.loc[[programme]].iloc[0]
    values: dict[str, object] = {"programme": name, "known": int(row["known"])}
    if pd.isna(row["places"]):
        return Sentence(N_("{programme}: {known} places known; how many there are in all is not known."), values)
    return Sentence(N_("{programme}: {known} of {places} places known."), values | {"places": int(row["places"])})


def programmes_sentence(table: pd.DataFrame) -> Sentence:
    """Say how many places of how many programmes are known, and of how many programmes every place is.

    Args:
        table: of ``by_programme``.
    """
    return Sentence(
        N_(
            "{programmes} programmes: {known} places named or with a scheme of their own, {pending} more proposed or in a draft; the lists of "
            "{whole} are known whole. A place not listed has not been seen on a list, which does not mean that it is on none."
        ),
        {
            "known": int(table["known"].sum()),
            "pending": int(table["pending"].sum()),
            "programmes": len(table),
            "whole": int(table["whole"].sum()),
        },
    )


def portrait_sentence(rows: pd.DataFrame, place: Name) -> Sentence:
    """Say in how many programmes a place is itself, and how many entries concern places above or within it.

    Args:
        rows: around the place (``around``).
        place: its name.
    """
    counting = rows[rows["status"].isin(COUNTING)]
    own = counting[counting["relation"] == "own"]
    return Sentence(
        N_(
            "By the lists seen, programmes that {place} is in itself: {own}; entries of the place it lies in or of places within it: "
            "{others}; proposals and drafts: {pending}. What is not listed has not been seen."
        ),
        {
            "place": place,
            "own": own["programme"].nunique(),
            "others": len(counting) - len(own),
            "pending": len(rows) - len(counting),
        },
    )


def unseen_sentence(table: pd.DataFrame, place: Name) -> Sentence:
    """Say that no list seen names a place, and of how many programmes every place is known.

    Args:
        table: of ``by_programme``.
        place: its name.
    """
    return Sentence(
        N_(
            "No list seen names {place}, the place it lies in, or a place within it. Of {programmes} programmes, the lists of {whole} are "
            "known whole: what is not seen may still be."
        ),
        {"place": place, "programmes": len(table), "whole": int(table["whole"].sum())},
    )


def count_sentence(counts: Sequence[int]) -> Sentence:
    """Say how many units of a map are in programmes, or hold places that are, and that the others have not been seen on a list.

    Args:
        counts: the number of programmes, one a unit.
    """
    return Sentence(
        N_(
            "Of {all} units, {named} are in a programme themselves or by a place within them, {several} of them in two or more; no list seen: "
            "{unseen}. As not all lists are known whole, the number says what is known, not who does most."
        ),
        {
            "all": len(counts),
            "named": sum(count > 0 for count in counts),
            "several": sum(count > 1 for count in counts),
            "unseen": sum(count == 0 for count in counts),
        },
    )


def map_sentence(standings: Sequence[str], names: dict[str, Name]) -> Sentence:
    """Say how many units of a map stand how to a programme, and that the others have not been seen on a list.

    Args:
        standings: one word a unit (``standing``).
        names: of ``STANDINGS``.
    """
    parts = tuple(Counted(names[each], list(standings).count(each)) for each in STANDINGS if each in standings)
    unseen = list(standings).count("")
    if not parts:
        return Sentence(N_("No list seen names a unit of this map."))
    return Sentence(
        N_("Of {all} units: {parts}; no list seen: {unseen}."),
        {"all": len(standings), "parts": parts, "unseen": unseen},
    )
