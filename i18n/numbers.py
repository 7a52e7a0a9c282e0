"""Numbers and dates in words, in Chinese and English. Pure functions: every room may use them.

A number that a source printed is shown with all its digits, unless the caller asks for fewer; only `count`
rounds by itself, for headlines. A missing value has no format here: the caller says in words what is missing.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date as calendar_date
from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

Number = SupportsFloat | Decimal  # Python's numbers and NumPy's
MINUS = "−"

# Unit slug: Chinese word, English word for one, English word for any other number.
UNITS = {
    "percent": ("%", "%", "%"),
    "per_mille": ("‰", "‰", "‰"),
    "percentage_points": ("个百分点", "percentage point", "percentage points"),
    "persons": ("人", "person", "people"),
    "person_times": ("人次", "visit", "visits"),
    "households": ("户", "household", "households"),
    "beds": ("张", "bed", "beds"),
    "beds_per_1000": ("张/千人", "bed per 1,000", "beds per 1,000"),
    "institutions": ("家", "institution", "institutions"),
    "communities": ("个", "community", "communities"),
    "pairs": ("对", "pair", "pairs"),
    "teams": ("个", "team", "teams"),
    "items": ("项", "item", "items"),
    "times": ("次", "time", "times"),
    "sqm": ("平方米", "m²", "m²"),
    "sqm_per_person": ("平方米/人", "m² per person", "m² per person"),
    "minutes": ("分钟", "minute", "minutes"),
    "months": ("个月", "month", "months"),
    "years": ("年", "year", "years"),
    "years_of_age": ("岁", "year of age", "years of age"),
    "yuan": ("元", "yuan", "yuan"),
    "yuan_per_day": ("元/天", "yuan a day", "yuan a day"),
    "yuan_per_month": ("元/月", "yuan a month", "yuan a month"),
    "yuan_per_year": ("元/年", "yuan a year", "yuan a year"),
    "yuan_per_bed": ("元/张", "yuan a bed", "yuan a bed"),
    "yuan_per_bed_month": ("元/张·月", "yuan a bed and month", "yuan a bed and month"),
    "yuan_per_bed_year": ("元/张·年", "yuan a bed and year", "yuan a bed and year"),
    "yuan_per_person_month": ("元/人·月", "yuan a person and month", "yuan a person and month"),
    "yuan_per_person_year": ("元/人·年", "yuan a person and year", "yuan a person and year"),
    "facilities": ("个", "facility", "facilities"),
    "figures": ("个", "figure", "figures"),
    "targets": ("项", "target", "targets"),
    "places": ("个", "place", "places"),
    "institutions_per_1000": ("家/千人", "institution per 1,000", "institutions per 1,000"),
    "facilities_per_1000": ("个/千人", "facility per 1,000", "facilities per 1,000"),
    "persons_per_1000": ("人/千人", "person per 1,000 people", "people per 1,000 people"),
    "persons_per_10000": ("人/万人", "person per 10,000 people", "people per 10,000 people"),
    "persons_per_year": ("人/年", "person a year", "people a year"),
    "sqm_per_1000": ("平方米/千人", "m² per 1,000 people", "m² per 1,000 people"),
    "yuan_per_hour": ("元/小时", "yuan an hour", "yuan an hour"),
    "yuan_per_visit": ("元/次", "yuan a visit", "yuan a visit"),
    "yuan_per_bed_day": ("元/床日", "yuan a bed-day", "yuan a bed-day"),
    "deaths_per_person_year": ("例/人年", "death per person-year", "deaths per person-year"),
    "children_per_woman": ("个孩子/妇女", "child per woman", "children per woman"),
    "boys_per_girl": ("男婴/女婴", "boy per girl", "boys per girl"),
    "level": ("级", "level", "levels"),
    "departments": ("个", "department", "departments"),
    "projects": ("个", "project", "projects"),
    "times_per_year": ("次/年", "time a year", "times a year"),
    "times_per_month": ("次/月", "time a month", "times a month"),
    "times_per_event": ("次/每逢", "time each occasion", "times each occasion"),
    "streets": ("个", "subdistrict", "subdistricts"),
    "person_times_per_year": ("人次/年", "visit a year", "visits a year"),
    "person_times_per_day": ("人次/天", "visit a day", "visits a day"),
    "counties": ("个", "county", "counties"),
    "wards": ("个", "ward", "wards"),
    "hectares": ("公顷", "hectare", "hectares"),
    "metres": ("米", "metre", "metres"),
    "providers": ("家", "provider", "providers"),
    "seats": ("个", "seat", "seats"),
    "persons_per_100": ("人/百人", "person per 100", "people per 100"),
    "standard_deviations": ("个标准差", "standard deviation", "standard deviations"),
    "log_odds": ("对数优势", "log-odds", "log-odds"),
    "log_odds_per_year": ("对数优势/岁", "log-odds a year of age", "log-odds a year of age"),
    "percent_per_year": ("%/年", "% a year", "% a year"),
    "days_per_week": ("天/周", "day a week", "days a week"),
    "times_per_week": ("次/周", "time a week", "times a week"),
    "hours_per_month": ("小时/月", "hour a month", "hours a month"),
    "year": ("年", "", ""),
    "hours_per_week": ("小时/周", "hour a week", "hours a week"),
    "residents_per_carer": ("人/名护理员", "resident a carer", "residents a carer"),
    "observations": ("个观测", "observation", "observations"),
}
# Units of what is counted: their numbers may be shortened to 万 or million.
COUNTED = {
    "persons",
    "person_times",
    "person_times_per_year",
    "households",
    "beds",
    "institutions",
    "facilities",
    "yuan",
    "sqm",
}

# Units of which there is no half.
WHOLE = {
    *(
        "persons",
        "person_times",
        "households",
        "beds",
        "institutions",
        "facilities",
        "providers",
        "communities",
        "teams",
    ),
}
# What a person also calls a unit, beside its words above.
ALSO = {
    "beds": ("张床", "张床位", "个床位"),
    "persons": ("名", "位"),
    "institutions": ("所", "个"),
    "facilities": ("处", "家"),
}
# What a person writes for a size, the longer words first.
SIZES = {
    **{"万亿": 10**12, "百万": 10**6, "千万": 10**7, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8},
    **{"thousand": 10**3, "million": 10**6, "billion": 10**9},
}
TYPED = re.compile(
    rf"(?P<number>[+-]? ?(?:[0-9]{{1,3}}(?:[, ][0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]*)?) ?(?P<size>{'|'.join(SIZES)})? ?(?P<unit>.*)"
)

# Of printed values, by sign; of a gap whose result is a bound, ``short``; of sums of costs, by word (``policy.scenario.bounds``).
COMPARATORS = {
    "zh": {
        **{">=": "≥{}", ">": ">{}", "<=": "≤{}", "<": "<{}", "=": "{}", "~": "约{}"},
        **{"short": "不足{}", "least": "至少{}", "most": "上限{}", "up_to": "最多{}", "minimum": "按最低标准{}"},
        **{"known": "已知部分{}", "known_minimum": "已知部分按最低标准{}"},
    },
    "en": {
        **{">=": "≥{}", ">": ">{}", "<=": "≤{}", "<": "<{}", "=": "{}", "~": "about {}"},
        **{
            "short": "at most {}",
            "least": "at least {}",
            "most": "at most {}",
            "up_to": "at most {}",
            "minimum": "{} at minimum prices",
        },
        **{"known": "{} for what is known", "known_minimum": "{} for what is known, at minimum prices"},
    },
}
# Words for big counts, each with its size and the size where the next word takes over.
SCALES = {
    "zh": (("", 1, 10**4), ("万", 10**4, 10**8), ("亿", 10**8, None)),
    "en": (("", 1, 10**6), (" million", 10**6, 10**9), (" billion", 10**9, None)),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: Number, lang: str, digits: int | None = None) -> str:
    """Return the number with thousands grouped: all its digits, or exactly `digits` after the point.

    >>> number(1234.5, "zh"), number(1234.5, "zh", digits=0)
    ('1,234.5', '1,235')
    """
    _check_language(lang)
    return _grouped(_decimal(value), digits)


def percent(value: Number, lang: str, digits: int | None = None) -> str:
    """Return a value that is already in percent, with its sign.

    >>> percent(22.03, "zh"), percent(200 / 3, "en", digits=1)
    ('22.03%', '66.7%')
    """
    return number(value, lang, digits) + "%"


def count(value: Number, lang: str) -> str:
    """Return a headline count: at most four significant digits and two after the point.

    A zero at the end stays only where it came from rounding: 3.1003亿 reads 3.10亿, 3.1亿 reads 3.1亿.

    >>> count(50400, "zh"), count(7_993_000, "zh"), count(310_310_000, "zh")
    ('5.04万', '799.3万', '3.10亿')
    >>> count(50400, "en"), count(7_993_000, "en")
    ('50,400', '7.99 million')
    """
    _check_language(lang)
    exact = _decimal(value)
    written = ""
    for word, size, limit in SCALES[lang]:
        if limit is not None and abs(exact) >= limit:
            continue
        rounded, text = _headline(exact / size)
        written = text + word
        # Asked of the rounded number, so that 99,999,999 reads 1.00亿 and never 10000万.
        if limit is None or abs(rounded) * size < limit:
            break
    return written


def count_exact(value: Number, lang: str) -> str:
    """Return a count with every digit it has.

    >>> count_exact(310_310_000, "zh"), count_exact(310_310_000, "en")
    ('3.1031亿', '310,310,000')
    """
    _check_language(lang)
    exact = _decimal(value)
    if lang == "zh":
        word, size = next((word, size) for word, size, limit in SCALES["zh"] if limit is None or abs(exact) < limit)
        return _grouped(exact / size, None) + word
    return _grouped(exact, None)


def with_unit(value: Number, unit: str, lang: str, *, exact: bool = False, digits: int | None = None) -> str:
    """Return the value with its unit in words; big counts are shortened unless `exact` is asked for, or `digits` after the point.

    >>> with_unit(50400, "beds", "zh"), with_unit(1, "beds", "en"), with_unit(65, "percent", "en")
    ('5.04万张', '1 bed', '65%')

    Raises:
        KeyError: the unit is not in `UNITS`.
    """
    chinese, one, many = UNITS[unit]
    write = number if unit not in COUNTED else count_exact if exact else count
    text = write(value, lang) if digits is None else number(value, lang, digits)
    word = chinese if lang == "zh" else one if text == "1" else many
    return text + word if lang == "zh" or word in {"%", "‰", ""} else f"{text} {word}"


def unit_name(unit: str, lang: str) -> str:
    """Return the unit alone, for an axis or a column head.

    Raises:
        KeyError: the unit is not in `UNITS`.
    """
    _check_language(lang)
    return UNITS[unit][0 if lang == "zh" else 2]


def typed_number(text: str, *units: str) -> Decimal | None:
    """Return the number that a person typed or pasted; nothing where it is none, or is said of another unit.

    Full-width signs, thousands separators and spaces are read, and so are words of size and the unit at the end.

    >>> [str(typed_number(text, "beds")) for text in ("5.04万张", "１２，０００ 张床位", "50 400 beds", "5.04 million", "−5")]
    ['50400', '12000', '50400', '5040000', '-5']
    >>> [typed_number(text, "beds") for text in ("5万4", "50,40", "3%", "many", "")]
    [None, None, None, None, None]

    Args:
        text: as typed.
        units: slugs of the units that it may be said of.

    Raises:
        KeyError: a unit is not in `UNITS`.
    """
    found = TYPED.fullmatch(half_width(text).replace("。", "."))
    if found is None or (found["unit"] and found["unit"] not in {word for unit in units for word in _unit_words(unit)}):
        return None
    value = Decimal(re.sub("[, ]", "", found["number"])) * SIZES.get(found["size"] or "", 1)
    return value.to_integral_value() if value == value.to_integral_value() else value


def _unit_words(unit: str) -> set[str]:
    """Return what may stand behind a number of a unit: its words, also without what follows “per”, “a” or a stroke."""
    words = {half_width(word) for word in (*UNITS[unit], *ALSO.get(unit, ()))}
    return words | {re.split("[/ ]", word)[0] for word in words}


def half_width(text: str) -> str:
    """Return a text in half-width signs and small letters, with one space where there are several.

    >>> half_width(" ６２０７００　Ｂｅｄｓ ")
    '620700 beds'
    """
    return " ".join(unicodedata.normalize("NFKC", text).replace(MINUS, "-").casefold().split())


def comparator(value_text: str, sign: str, lang: str, high_text: str = "") -> str:
    """Return a written value with the comparator its source printed; a range needs its upper end.

    >>> comparator("65%", ">=", "zh"), comparator("80%", "~", "en"), comparator("30%", "range", "zh", "40%")
    ('≥65%', 'about 80%', '30%–40%')

    Raises:
        KeyError: no such comparator.
        ValueError: a range without an upper end.
    """
    _check_language(lang)
    if sign == "range":
        if not high_text:
            raise ValueError(f"a range from {value_text} needs its upper end")
        return f"{value_text}–{high_text}"
    return COMPARATORS[lang][sign].format(value_text)


def date(text: str, lang: str) -> str:
    """Return a date written YYYY, YYYY-MM or YYYY-MM-DD in words, no more precise than it is.

    >>> date("2023-11-30", "zh"), date("2023-11-30", "en"), date("2023-11", "en")
    ('2023年11月30日', '30 Nov 2023', 'Nov 2023')

    Raises:
        ValueError: the text is none of the three, or no day of the calendar.
    """
    _check_language(lang)
    shape = [len(part) for part in text.split("-")]
    if shape not in ([4], [4, 2], [4, 2, 2]):
        raise ValueError(f"{text!r} is not a date like 2023, 2023-11 or 2023-11-30")
    given = [int(part) for part in text.split("-")]
    calendar_date(*[*given, 1, 1][:3])  # raises for 30 February
    if lang == "zh":
        return "".join(f"{part}{word}" for part, word in zip(given, "年月日", strict=False))
    words = [
        f"{given[0]:04d}",
        *(MONTHS[month - 1] for month in given[1:2]),
        *(str(day) for day in given[2:]),
    ]
    return " ".join(reversed(words))


def listed(parts: Iterable[str], lang: str) -> str:
    """Return things in a row, as the language sets them apart.

    >>> listed(["昆明", "重庆"], "zh"), listed(["Kunming", "Chongqing"], "en")
    ('昆明、重庆', 'Kunming, Chongqing')
    """
    _check_language(lang)
    return ("、" if lang == "zh" else ", ").join(parts)


def _decimal(value: Number) -> Decimal:
    # By way of `str`, so that a float keeps the digits it was written with: 0.1, not 0.1000000000000000055.
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value!r} is not a number that can be shown; say in words what is missing")
    return exact


def _grouped(exact: Decimal, digits: int | None) -> str:
    """Write with thousands grouped: exactly `digits` decimals, or all of them without zeros at the end."""
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return MINUS + text if exact < 0 else text


def _headline(exact: Decimal) -> tuple[Decimal, str]:
    """Round to four significant digits and two decimals, never before the point; return number and text."""
    rounded, decimals = exact, 2
    for _ in range(2):  # the second time for 99.996, which gains a digit by rounding
        decimals = min(2, max(0, 3 - rounded.adjusted()))
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded, _grouped(exact, None if rounded == exact else decimals)


def _check_language(lang: str) -> None:
    if lang not in SCALES:
        raise ValueError(f"no number format for {lang!r}; there are {', '.join(SCALES)}")
