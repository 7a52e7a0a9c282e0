"""From a printed unit to a unit of the codebook."""

import re

# Class of a printed unit: the units of the codebook that it can stand for.
UNITS_OF = {
    "percent": {"percent"},
    "per_mille": {"per_mille", "percent"},
    "beds": {"beds", "beds_per_1000"},
    "persons": {"persons", "persons_per_year", "persons_per_1000", "persons_per_10000"},
    "counted": {"persons", "beds", "yuan", "institutions", "facilities"},
    "person_times": {"person_times", "person_times_per_year", "person_times_per_day"},
    "institutions": {"institutions", "facilities", "providers", "departments", "items"},
    "facilities": {
        "facilities",
        "institutions",
        "teams",
        "communities",
        "counties",
        "streets",
        "projects",
        "items",
        "wards",
        "departments",
        "points",
    },
    "teams": {"teams"},
    "pairs": {"pairs"},
    "households": {"households"},
    "years": {"years"},
    "months": {"months"},
    "years_of_age": {"years_of_age"},
    "level": {"level"},
    "minutes": {"minutes"},
    "times": {"times", "times_per_year", "times_per_month", "times_per_event"},
    "items": {"items", "projects", "level", "facilities"},
    "area": {"sqm", "hectares", "sqm_per_person", "sqm_per_1000"},
    "length": {"metres"},
}
# A class of units that one rule of the codebook alone is counted in.
SOLE = {"years_of_age": "age_threshold", "level": "hospital_level_threshold"}


def unit_of(unit: str) -> str:
    """Return the codebook's usual unit of a class of printed units."""
    usual = {"money": "yuan", "counted": "persons", "area": "sqm", "length": "metres"}
    return usual.get(unit, unit)


def fits(unit: str, own: str) -> bool:
    """Whether a class of printed units, or a unit of money, can stand for a unit of the codebook."""
    if unit == "money":
        return own.startswith("yuan")
    if unit.startswith("yuan"):
        return own == unit
    return own in UNITS_OF.get(unit, {unit})


def money_unit(printed: str, before: str, after: str) -> str:
    """Return the codebook's unit of a sum of money: per bed, per month, or as it stands."""
    words = before + printed + after[:4]
    bed, person, day = (
        re.search(r"每张|每床|张床位|/床|/张|每个床", words),
        re.search(r"每人|/人|每名", words),
        re.search("日|/天", printed + before[-8:]),
    )
    month, year = re.search(r"每月|/月|月$", words), re.search(r"每年|/年|一年", words)
    if re.search("床日", words):
        return "yuan_per_bed_day"
    if bed:
        return "yuan_per_bed_month" if month else "yuan_per_bed_year" if year else "yuan_per_bed"
    if person and month:
        return "yuan_per_person_month"
    if person and year:
        return "yuan_per_person_year"
    if month:
        return "yuan_per_month"
    if year:
        return "yuan_per_year"
    return "yuan_per_day" if day else "money"
