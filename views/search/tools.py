"""What a policy works with, as entries of the search: instruments, rules of subsidies and insurance, programmes."""

from collections.abc import Iterator

import pandas as pd

from policy.refs import ref
from views.search.entry import CORE, KINDS, LAST, LATER, Entry
from views.search.texts import (
    NATION,
    above_of,
    grade_of,
    headed_by,
    heard_text,
    in_both,
    named_in_both,
    names_of,
    newest_first,
    place_texts,
    place_titles,
    read_text,
    read_titles,
    rows_of,
)


def instruments() -> Iterator[Entry]:
    """Give the policy instruments."""
    for row in rows_of("instruments"):
        zh, en = named_in_both(row)
        yield Entry(
            "instrument",
            in_both((zh, en)),
            read_text(zh, en),
            heard_text(row["definition_zh"], row["definition_en"]),
            read_titles(zh, en),
            order=(0, float(row["order"])),
            page="instruments",
            query={"view": "matrix"},
        )


def codes() -> Iterator[Entry]:
    """Give what each place does by each instrument, or that nothing was found."""
    names = place_titles()
    known = {row["instrument"]: row for row in rows_of("instruments")}
    findings = names_of("finding")
    for row in rows_of("policy_codes"):
        instrument = known[row["instrument"]]
        level = int(row["level"]) if pd.notna(row["level"]) else 0
        found = named_in_both(instrument, f"level{level}") if level else findings[row["finding"]]
        yield Entry(
            "instrument",
            in_both(names[row["place"]], named_in_both(instrument), found),
            place_texts()[row["place"]] + read_text(*named_in_both(instrument)),
            heard_text(row["as_printed"], instrument["definition_zh"], instrument["definition_en"]),
            place=place_texts()[row["place"]],
            rank=KINDS.index("instrument") if level else LATER,
            late=LAST,
            order=(1, level == 0, float(instrument["order"]), grade_of(row["grade"])),
            ref=ref("code", row["place"], row["instrument"]),
        )


def insurance() -> Iterator[Entry]:
    """Give the long-term care insurance of each place, and each value that its scheme prints."""
    names, programme = place_titles(), ("长期护理保险", "long-term care insurance")
    elements = {row["element"]: row for row in rows_of("schemes")}
    called = names_of("scheme_element")
    for place in dict.fromkeys(str(row["place"]) for row in rows_of("schemes")):
        yield Entry(
            "insurance",
            in_both(names[place], programme),
            place_texts()[place] + read_text(*programme),
            above_of(place),
            place=place_texts()[place],
            late=CORE,
            order=(0, 0, 0),
            page="instruments",
            query={"view": "person"},
        )
    for row in rows_of("schemes"):
        told = headed_by("scheme", row)
        yield Entry(
            "insurance",
            in_both(names[row["place"]], *told),
            place_texts()[row["place"]] + read_text(*programme) + read_text(*called[row["element"]]),
            heard_text(
                *(text for part in told for text in part), row["condition"], row["condition_en"], row["as_printed"]
            ),
            place=place_texts()[row["place"]],
            late=LAST,
            order=(1, list(elements).index(row["element"]), grade_of(row["grade"]), newest_first(row["from"])),
            ref=ref("scheme", row["entry"]),
        )


def subsidies() -> Iterator[Entry]:
    """Give each pack of subsidies, and each of its rules."""
    names, seen = place_titles(), set()
    for row in rows_of("packs"):
        place, scheme = str(row["place"]), named_in_both(row, "scheme")
        if row["pack"] not in seen:
            seen.add(row["pack"])
            yield Entry(
                "subsidy",
                in_both(names[place], scheme) if names[place][0] not in scheme[0] else in_both(scheme),
                place_texts()[place] + read_text(*scheme),
                above_of(place),
                read_titles(*scheme),
                place=place_texts()[place],
                late=CORE,
                order=(0,),
                page="scenario",
                query={"place": place, "pack": row["pack"], "view": "money"}
                if place != NATION
                else {"pack": row["pack"], "view": "money"},
            )
        yield Entry(
            "subsidy",
            in_both(names[place], *headed_by("pack", row)),
            place_texts()[place] + read_text(*named_in_both(row)) + read_text(*scheme),
            heard_text(row["eligibility"], row["eligibility_en"], row["as_printed"]),
            place=place_texts()[place],
            late=LAST,
            order=(1, grade_of(row["grade"]), newest_first(row["from"])),
            ref=ref("pack", row["pack"], row["rule"], row["part"], row["order"]),
        )


def programmes() -> Iterator[Entry]:
    """Give the programmes, and the places on their lists."""
    names, known, statuses = place_titles(), names_of("programme"), names_of("programme_status")
    for at, (programme, called) in enumerate(known.items()):
        yield Entry(
            "programme",
            in_both(called),
            read_text(*called),
            titles=read_titles(*called),
            order=(0, at),
            page="instruments",
            query={"view": "programmes", "programme": programme},
        )
    for row in rows_of("programmes"):
        place, year = str(row["place"]), "" if pd.isna(row["year"]) else str(row["year"])
        yield Entry(
            "programme",
            in_both(names[place], known[row["programme"]], statuses[row["status"]], (year, year)),
            place_texts()[place] + read_text(*known[row["programme"]]),
            above_of(place) + heard_text(row["as_printed"], *([f"{year}年"] if year else [])),
            place=place_texts()[place],
            late=CORE,
            order=(1, list(known).index(row["programme"]), grade_of(row["grade"]), newest_first(year)),
            ref=ref("programme", row["programme"], row["batch"], place),
        )
