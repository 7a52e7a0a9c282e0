"""Everything that can be found, as entries: what each is named, what else is said of it, where it leads, and its order among its like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from i18n.texts import LANGUAGES, translator
from policy.comparison import LEVELS as COMPARED
from policy.described import CORE_TOPICS, GRADE_ORDER
from policy.printed import restored
from policy.refs import ref
from views import compare, edition, records
from views.edition import kept_up_to
from views.search.ways import WAYS
from views.search.words import APART, Synonyms, atoms, joined, sounds
from views.spelling import initials, short_name
from views.view import Link
from views.words import period_texts, value_texts, word_names

# In the order in which they are listed where nothing else decides.
KINDS = (
    *("page", "place", "model", "instrument", "insurance", "subsidy", "programme"),
    *("indicator", "fact", "institution", "document"),
)
ICONS = {
    "page": "web",
    "place": "location_on",
    "model": "account_tree",
    "instrument": "tune",
    "insurance": "health_and_safety",
    "subsidy": "payments",
    "programme": "flag",
    "indicator": "straighten",
    "fact": "format_quote",
    "institution": "home_health",
    "document": "description",
}
NATION = "000000"
LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}
CORE, OTHER, LAST = 1, 2, 3  # how late an entry stands where only its place was asked for
PLACES = ("places", "ended_codes", "search_words")  # the tables that the texts of places follow from
STEADY = (
    *PLACES,
    *(
        "care_models",
        "instruments",
        "institutions",
        "packs",
        "policy_codes",
        "programme_lists",
        "programmes",
        "schemes",
    ),
    "vocabularies",
)
LATER = KINDS.index("fact") + 1  # of what was looked for and not found


@dataclass(frozen=True)
class Entry:
    """One thing to find: what it is called on screen by language, and the texts in which a query is looked for (``words.joined``).

    ``titles`` are its own names: a query that is one of them means it. ``named`` tells what it is, its place included, ``said`` what
    else is known of it; of one that tells something of a place, ``place`` is that part of ``named``, and ``late`` how late it stands
    where nothing else was asked. ``rank`` is the place of its kind, if it is another than that of ``KINDS``; ``order`` sorts it among
    its kind: closer first, then better graded, then newer.
    """

    kind: str
    labels: dict[str, str]
    named: str
    said: str = ""
    titles: tuple[str, ...] = ()
    place: str = ""
    late: int = 0
    rank: float = -1
    order: tuple[float, ...] = ()
    page: str = ""
    query: dict[str, str] = field(default_factory=dict)
    ref: str = ""

    def link(self, lang: str) -> Link:
        """Return the way to it."""
        return Link(self.labels[lang], ICONS[self.kind], self.page, dict(self.query), self.ref)


@kept_up_to(None)
def synonyms() -> Synonyms:
    """Return the other ways to say a thing (table ``search_words``)."""
    rows = edition.table("search_words")
    return Synonyms(dict(zip(rows["said"], rows["written"], strict=True)))


def entries() -> list[Entry]:
    """Return every entry of the edition in force."""
    return [*_steady(), *(entry for make in (_indicators, _facts, _documents) for entry in make())]


@kept_up_to(None, of=STEADY)
def _steady() -> list[Entry]:
    """Return the entries of tables to which no viewer adds."""
    makers = (_pages, _places, _models, _instruments, _codes, _insurance, _subsidies, _programmes, _institutions)
    return [entry for make in makers for entry in make()]


def _text(*texts: str) -> str:
    """Return texts as one in which a query is looked for, the sounds of each after it."""
    return "".join(_read(text) + _heard(text) for text in texts if text)


def _said(*texts: str) -> str:
    """Return texts as one in which a query is looked for."""
    return "".join(_read(text) for text in texts if text)


@kept_up_to(20_000)
def _read(text: str) -> str:
    return synonyms().applied(joined((*atoms(text), APART)))


@kept_up_to(20_000)
def _heard(text: str) -> str:
    return synonyms().applied(joined((*sounds(text), APART)))


def _titles(*texts: str) -> tuple[str, ...]:
    """Return texts as a query reads that is one of them, by its signs or by their sounds."""
    ways = (way for text in texts if text for way in (_read(text), _heard(text)))
    return tuple(title for way in ways if (title := way.removesuffix(f"{APART} ")).strip())


def _plain(*texts: str) -> tuple[str, ...]:
    """Return texts as a query reads that is one of them."""
    return tuple(_read(text).removesuffix(f"{APART} ") for text in texts if text)


def _rows(table: str) -> list[dict[str, Any]]:
    return _as_rows(edition.table(table))


def _as_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def _grade(grade: str) -> int:
    return GRADE_ORDER.index(grade) if grade in GRADE_ORDER else len(GRADE_ORDER)


def _newest(date: object) -> float:
    return -float(re.sub(r"\D", "", str(date)).ljust(8, "0")[:8] or 0)


def _called(row: dict[str, Any], name: str = "name") -> tuple[str, str]:
    return str(row[f"{name}_zh"]), str(row[f"{name}_en"])


def _both(*parts: tuple[str, str]) -> dict[str, str]:
    """Return parts in both languages as labels."""
    return {lang: " · ".join(part[at] for part in parts if part[at]) for at, lang in enumerate(LANGUAGES)}


def _headed(kind: str, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a record of a kind is headed: title, what else says what it is, and value, each in both languages."""
    zh, en = (records.HEADINGS[kind](pd.Series(row), lang) for lang in LANGUAGES)
    return [(zh.title, en.title), *zip(zh.badges, en.badges, strict=True), (zh.value, en.value)]


def _names(vocabulary: str) -> dict[str, tuple[str, str]]:
    zh, en = (word_names(vocabulary, lang) for lang in LANGUAGES)
    return {code: (zh[code], en[code]) for code in zh}


@kept_up_to(None, of=PLACES)
def _place_names() -> dict[str, tuple[str, str]]:
    """Return the name of every place in both languages by code; of a county with the place it belongs to."""
    places = edition.table("places").set_index("place")
    county = places["level"] == "county"
    told: list[pd.Series] = []
    for lang, opened, closed in (("zh", "（", "）"), ("en", " (", ")")):
        names = edition.place_names(lang)
        alone = county & ~names.str.endswith((")", "）")) & (places["parent"] != "")
        told.append(names.where(~alone, names + opened + places["parent"].map(places[f"name_{lang}"]) + closed))
    return {str(code): (str(told[0][code]), str(told[1][code])) for code in places.index}


@kept_up_to(None, of=PLACES)
def _place_texts() -> dict[str, str]:
    """Return what a place is named, by code: its own names, their sounds, and the letters they begin with."""
    found = {}
    for row in _rows("places"):
        zh, en = _called(row)
        county = row["level"] == "county"  # one is found by its English name, which is its Pinyin
        found[row["place"]] = (
            _said(zh, en.partition(" (")[0]) if county else _text(zh) + _said(en, initials(short_name(zh)))
        )
    return found


@kept_up_to(None, of=PLACES)
def _parents() -> dict[str, str]:
    table = edition.table("places")
    return dict(zip(table["place"], table["parent"], strict=True))


@kept_up_to(None, of=PLACES)
def _above(place: str) -> str:
    """Return the names of the places that a place belongs to, as one text."""
    parent = _parents().get(place, "")
    return "" if parent in ("", NATION) else _place_texts()[parent] + _above(parent)


def _pages() -> Iterator[Entry]:
    for at, way in enumerate(WAYS):
        labels = {lang: " · ".join(translator(lang)(title) for title in way.titles) for lang in LANGUAGES}
        titles = [translator(lang)(way.titles[-1]) for lang in LANGUAGES]
        yield Entry(
            "page",
            labels,
            _text(*titles),
            _said(*labels.values(), *way.words),
            _titles(*titles, *(word for words in way.words for word in words.split(" "))),
            order=(at,),
            page=way.page,
            query=way.query,
        )


def _places() -> Iterator[Entry]:
    names, ended = _place_names(), edition.ended_codes()
    parents = {row["place"]: _called(row) for row in _rows("places")}
    for row in _rows("places"):
        place, (zh, en) = str(row["place"]), _called(row)
        if place.startswith("x-"):  # a document does not name it: it has no portrait
            continue
        labels = _both(names[place])
        if row["level"] == "prefecture":
            labels = {
                "zh": f"{zh}（{parents[row['parent']][0]}）",
                "en": f"{en} ({parents[row['parent']][1]})" if not en.endswith(")") else en,
            }
        bare, said = short_name(zh), (en.partition(" (")[0], place)
        yield Entry(
            "place",
            labels,
            _place_texts()[place] + _said(place),
            _above(place),
            _titles(zh, bare, initials(bare), *said) if row["level"] != "county" else _plain(zh, bare, *said),
            place=_above(place),
            late=LAST,
            order=(place in ended, LEVELS[row["level"]], len(zh)),
            page="portrait",
            query={"place": place},
        )


def _models() -> Iterator[Entry]:
    names = _place_names()
    for row in _rows("care_models"):
        if row["level"] not in ("model", "mode", "component"):
            continue
        zh, en = _called(row)
        whole = row["level"] == "model"
        shown = (restored(zh), en)
        yield Entry(
            "model",
            _both(shown) if whole else _both(names[row["place"]], shown),
            _text(zh, en) + _place_texts()[row["place"]],
            _said(row["as_printed"], row["note"], row["note_en"]),
            _titles(zh, en, zh.partition(":")[0]),
            rank=KINDS.index("model") if whole else KINDS.index("fact") - 0.5,
            place="" if whole else _place_texts()[row["place"]],
            late=OTHER,
            order=(
                ("model", "mode", "component").index(row["level"]),
                float(row["order"] if pd.notna(row["order"]) else 0),
            ),
            page="models" if whole else "",
            query={"model": row["node"]} if whole else {},
            ref="" if whole else ref("node", row["node"]),
        )


def _instruments() -> Iterator[Entry]:
    for row in _rows("instruments"):
        zh, en = _called(row)
        yield Entry(
            "instrument",
            _both((zh, en)),
            _text(zh, en),
            _said(row["definition_zh"], row["definition_en"]),
            _titles(zh, en),
            order=(0, float(row["order"])),
            page="instruments",
            query={"view": "matrix"},
        )


def _codes() -> Iterator[Entry]:
    names = _place_names()
    instruments = {row["instrument"]: row for row in _rows("instruments")}
    findings = _names("finding")
    for row in _rows("policy_codes"):
        instrument = instruments[row["instrument"]]
        level = int(row["level"]) if pd.notna(row["level"]) else 0
        found = _called(instrument, f"level{level}") if level else findings[row["finding"]]
        yield Entry(
            "instrument",
            _both(names[row["place"]], _called(instrument), found),
            _place_texts()[row["place"]] + _text(*_called(instrument)),
            _said(row["as_printed"], instrument["definition_zh"], instrument["definition_en"]),
            place=_place_texts()[row["place"]],
            rank=KINDS.index("instrument") if level else LATER,
            late=LAST,
            order=(1, level == 0, float(instrument["order"]), _grade(row["grade"])),
            ref=ref("code", row["place"], row["instrument"]),
        )


def _insurance() -> Iterator[Entry]:
    names, programme = _place_names(), ("长期护理保险", "long-term care insurance")
    elements = {row["element"]: row for row in _rows("schemes")}
    called = _names("scheme_element")
    for place in dict.fromkeys(str(row["place"]) for row in _rows("schemes")):
        yield Entry(
            "insurance",
            _both(names[place], programme),
            _place_texts()[place] + _text(*programme),
            _above(place),
            place=_place_texts()[place],
            late=CORE,
            order=(0, 0, 0),
            page="instruments",
            query={"view": "person"},
        )
    for row in _rows("schemes"):
        told = _headed("scheme", row)
        yield Entry(
            "insurance",
            _both(names[row["place"]], *told),
            _place_texts()[row["place"]] + _text(*programme) + _text(*called[row["element"]]),
            _said(*(text for part in told for text in part), row["condition"], row["condition_en"], row["as_printed"]),
            place=_place_texts()[row["place"]],
            late=LAST,
            order=(1, list(elements).index(row["element"]), _grade(row["grade"]), _newest(row["from"])),
            ref=ref("scheme", row["entry"]),
        )


def _subsidies() -> Iterator[Entry]:
    names, seen = _place_names(), set()
    for row in _rows("packs"):
        place, scheme = str(row["place"]), _called(row, "scheme")
        if row["pack"] not in seen:
            seen.add(row["pack"])
            yield Entry(
                "subsidy",
                _both(names[place], scheme) if names[place][0] not in scheme[0] else _both(scheme),
                _place_texts()[place] + _text(*scheme),
                _above(place),
                _titles(*scheme),
                place=_place_texts()[place],
                late=CORE,
                order=(0,),
                page="scenario",
                query={"place": place, "pack": row["pack"], "view": "money"}
                if place != NATION
                else {"pack": row["pack"], "view": "money"},
            )
        yield Entry(
            "subsidy",
            _both(names[place], *_headed("pack", row)),
            _place_texts()[place] + _text(*_called(row)) + _text(*scheme),
            _said(row["eligibility"], row["eligibility_en"], row["as_printed"]),
            place=_place_texts()[place],
            late=LAST,
            order=(1, _grade(row["grade"]), _newest(row["from"])),
            ref=ref("pack", row["pack"], row["rule"], row["part"], row["order"]),
        )


def _programmes() -> Iterator[Entry]:
    names, programmes, statuses = _place_names(), _names("programme"), _names("programme_status")
    for at, (programme, called) in enumerate(programmes.items()):
        yield Entry(
            "programme",
            _both(called),
            _text(*called),
            titles=_titles(*called),
            order=(0, at),
            page="instruments",
            query={"view": "programmes", "programme": programme},
        )
    for row in _rows("programmes"):
        place, year = str(row["place"]), "" if pd.isna(row["year"]) else str(row["year"])
        yield Entry(
            "programme",
            _both(names[place], programmes[row["programme"]], statuses[row["status"]], (year, year)),
            _place_texts()[place] + _text(*programmes[row["programme"]]),
            _above(place) + _said(row["as_printed"], *([f"{year}年"] if year else [])),
            place=_place_texts()[place],
            late=CORE,
            order=(1, list(programmes).index(row["programme"]), _grade(row["grade"]), _newest(year)),
            ref=ref("programme", row["programme"], row["batch"], place),
        )


def _indicators() -> Iterator[Entry]:
    described = edition.described().drop_duplicates("indicator").set_index("indicator")["topic"]
    # The first level with a figure of the topic, as the page has cities where nothing else is asked.
    ranked = {topic: level for level in reversed(COMPARED) for topic in compare.topics(level, "zh")}
    for row in _rows("indicators"):
        called, topic = _called(row), str(described.get(row["indicator"], ""))
        yield Entry(
            "indicator",
            _both(called),
            _text(*called),
            _said(row["definition_zh"], row["definition_en"]),
            _titles(*called),
            order=(topic not in CORE_TOPICS, "unstated" in row["indicator"], len(called[0])),
            page="compare" if topic in ranked else "sources",
            query={"view": "one", "topic": topic} | ({} if ranked[topic] == COMPARED[0] else {"level": ranked[topic]})
            if topic in ranked
            else {"section": "indicators", "domain": row["domain"]},
        )


def _facts() -> Iterator[Entry]:
    names, kinds = _place_names(), _names("kind")
    facts = edition.described()
    values = [value_texts(facts, lang) for lang in LANGUAGES]
    periods = [period_texts(facts, lang) for lang in LANGUAGES]
    year = facts["year"].map(lambda year: "" if pd.isna(year) else str(year))
    when = facts["date"].where(facts["date"] != "", year).tolist()
    series = [facts[key] for key in ("place", "indicator", "kind", "scope", "subject")]
    latest = (facts["year"] == facts.groupby(series)["year"].transform("max")).fillna(value=False).tolist()
    things: dict[tuple[str, ...], str] = {}
    for at, row in enumerate(_as_rows(facts)):
        place, core = str(row["place"]), row["topic"] in CORE_TOPICS
        parts = (
            _called(row, "subject"),
            _called(row, "indicator"),
            (row["scope"], row["scope_en"]),
            kinds[row["kind"]],
        )
        key = tuple(text for part in parts for text in part)
        if key not in things:
            things[key] = _text(row["indicator_zh"], kinds[row["kind"]][0]) + _said(*key)
        number = float(row["value"])
        yield Entry(
            "fact",
            _both(names[place], *parts, *((column[0][at], column[1][at]) for column in (values, periods))),
            _place_texts()[place] + things[key] + _said(values[0][at], f"{number:.15g}"),
            _above(place) + _said(row["as_printed"], f"{number / 10_000:.15g}", when[at], periods[0][at]),
            place=_place_texts()[place],
            late=CORE if core else OTHER,
            order=(
                not core,
                ("achieved", "target", "forecast", "parameter", "threshold").index(row["kind"]),
                not latest[at],
                len(row["indicator_zh"]) + len(row["scope"]) + len(row["subject_zh"]),
                _grade(row["grade"]),
                _newest(when[at]),
            ),
            ref=ref("fact", row["fact"]),
        )


def _institutions() -> Iterator[Entry]:
    names = _place_names()
    for row in _rows("institutions"):
        place = str(row["place"])
        yield Entry(
            "institution",
            _both(_called(row), names[place]),
            _text(*_called(row)) + _place_texts()[place],
            _said(row["as_printed"]),
            _titles(*_called(row)),
            place=_place_texts()[place],
            late=OTHER,
            order=(_grade(row["grade"]),),
            ref=ref("institution", row["institution"]),
        )


def _documents() -> Iterator[Entry]:
    for row in _rows("documents"):
        place = _place_texts().get(str(row["place"]), "") + _said(row["issuer"], row["issuer_en"])
        title = (restored(row["title"]), row["title_en"])
        yield Entry(
            "document",
            _both(title, (row["doc_number"], row["doc_number"])),
            _said(*title) + place,
            _said(row["doc_number"]),
            _plain(*title, row["doc_number"]),
            place=place,
            late=OTHER,
            order=(("official", "collection", "second_hand").index(row["authority"]), _newest(row["issued_on"])),
            page="sources",
            query={"document": row["document"]},
        )
