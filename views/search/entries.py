"""Everything that can be found, as entries: what each is named, what else is said of it, where it leads, and its order among its like."""

from collections.abc import Iterator

import pandas as pd

from i18n.texts import LANGUAGES, translator
from policy.comparison import LEVELS as COMPARED
from policy.described import CORE_TOPICS
from policy.printed import restored
from policy.refs import ref
from views import compare, edition
from views.edition import kept_up_to
from views.search import tools
from views.search.entry import CORE, KINDS, LAST, LEVELS, OTHER, Entry
from views.search.texts import (
    PLACES,
    above_of,
    as_rows,
    grade_of,
    heard_text,
    in_both,
    named_in_both,
    names_of,
    newest_first,
    place_texts,
    place_titles,
    plain_titles,
    read_text,
    read_titles,
    rows_of,
)
from views.search.ways import WAYS
from views.spelling import initials, short_name
from views.words import period_texts, value_texts

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


def entries() -> list[Entry]:
    """Return every entry of the edition in force."""
    return [*_steady(), *(entry for make in (_indicators, _facts, _documents) for entry in make())]


@kept_up_to(None, of=STEADY)
def _steady() -> list[Entry]:
    """Return the entries of tables to which no viewer adds."""
    makers = (
        _pages,
        _places,
        _models,
        tools.instruments,
        tools.codes,
        tools.insurance,
        tools.subsidies,
        tools.programmes,
        _institutions,
    )
    return [entry for make in makers for entry in make()]


def _pages() -> Iterator[Entry]:
    for at, way in enumerate(WAYS):
        labels = {lang: " · ".join(translator(lang)(title) for title in way.titles) for lang in LANGUAGES}
        titles = [translator(lang)(way.titles[-1]) for lang in LANGUAGES]
        yield Entry(
            "page",
            labels,
            read_text(*titles),
            heard_text(*labels.values(), *way.words),
            read_titles(*titles, *(word for words in way.words for word in words.split(" "))),
            order=(at,),
            page=way.page,
            query=way.query,
        )


def _places() -> Iterator[Entry]:
    names, ended = place_titles(), edition.ended_codes()
    parents = {row["place"]: named_in_both(row) for row in rows_of("places")}
    for row in rows_of("places"):
        place, (zh, en) = str(row["place"]), named_in_both(row)
        if place.startswith("x-"):  # a document does not name it: it has no portrait
            continue
        labels = in_both(names[place])
        if row["level"] == "prefecture":
            labels = {
                "zh": f"{zh}（{parents[row['parent']][0]}）",
                "en": f"{en} ({parents[row['parent']][1]})" if not en.endswith(")") else en,
            }
        bare, said = short_name(zh), (en.partition(" (")[0], place)
        yield Entry(
            "place",
            labels,
            place_texts()[place] + heard_text(place),
            above_of(place),
            read_titles(zh, bare, initials(bare), *said) if row["level"] != "county" else plain_titles(zh, bare, *said),
            place=above_of(place),
            late=LAST,
            order=(place in ended, LEVELS[row["level"]], len(zh)),
            page="portrait",
            query={"place": place},
        )


def _models() -> Iterator[Entry]:
    names = place_titles()
    for row in rows_of("care_models"):
        if row["level"] not in ("model", "mode", "component"):
            continue
        zh, en = named_in_both(row)
        whole = row["level"] == "model"
        shown = (restored(zh), en)
        yield Entry(
            "model",
            in_both(shown) if whole else in_both(names[row["place"]], shown),
            read_text(zh, en) + place_texts()[row["place"]],
            heard_text(row["as_printed"], row["note"], row["note_en"]),
            read_titles(zh, en, zh.partition(":")[0]),
            rank=KINDS.index("model") if whole else KINDS.index("fact") - 0.5,
            place="" if whole else place_texts()[row["place"]],
            late=OTHER,
            order=(
                ("model", "mode", "component").index(row["level"]),
                float(row["order"] if pd.notna(row["order"]) else 0),
            ),
            page="models" if whole else "",
            query={"model": row["node"]} if whole else {},
            ref="" if whole else ref("node", row["node"]),
        )


def _indicators() -> Iterator[Entry]:
    described = edition.described().drop_duplicates("indicator").set_index("indicator")["topic"]
    # The first level with a figure of the topic, as the page has cities where nothing else is asked.
    ranked = {topic: level for level in reversed(COMPARED) for topic in compare.topics(level, "zh")}
    for row in rows_of("indicators"):
        called, topic = named_in_both(row), str(described.get(row["indicator"], ""))
        yield Entry(
            "indicator",
            in_both(called),
            read_text(*called),
            heard_text(row["definition_zh"], row["definition_en"]),
            read_titles(*called),
            order=(topic not in CORE_TOPICS, "unstated" in row["indicator"], len(called[0])),
            page="compare" if topic in ranked else "sources",
            query={"view": "one", "topic": topic} | ({} if ranked[topic] == COMPARED[0] else {"level": ranked[topic]})
            if topic in ranked
            else {"section": "indicators", "domain": row["domain"]},
        )


def _facts() -> Iterator[Entry]:
    names, kinds = place_titles(), names_of("kind")
    facts = edition.described()
    values = [value_texts(facts, lang) for lang in LANGUAGES]
    periods = [period_texts(facts, lang) for lang in LANGUAGES]
    year = facts["year"].map(lambda year: "" if pd.isna(year) else str(year))
    when = facts["date"].where(facts["date"] != "", year).tolist()
    series = [facts[key] for key in ("place", "indicator", "kind", "scope", "subject")]
    latest = (facts["year"] == facts.groupby(series)["year"].transform("max")).fillna(value=False).tolist()
    things: dict[tuple[str, ...], str] = {}
    for at, row in enumerate(as_rows(facts)):
        place, core = str(row["place"]), row["topic"] in CORE_TOPICS
        parts = (
            named_in_both(row, "subject"),
            named_in_both(row, "indicator"),
            (row["scope"], row["scope_en"]),
            kinds[row["kind"]],
        )
        key = tuple(text for part in parts for text in part)
        if key not in things:
            things[key] = read_text(row["indicator_zh"], kinds[row["kind"]][0]) + heard_text(*key)
        number = float(row["value"])
        yield Entry(
            "fact",
            in_both(names[place], *parts, *((column[0][at], column[1][at]) for column in (values, periods))),
            place_texts()[place] + things[key] + heard_text(values[0][at], f"{number:.15g}"),
            above_of(place) + heard_text(row["as_printed"], f"{number / 10_000:.15g}", when[at], periods[0][at]),
            place=place_texts()[place],
            late=CORE if core else OTHER,
            order=(
                not core,
                ("achieved", "target", "forecast", "parameter", "threshold").index(row["kind"]),
                not latest[at],
                len(row["indicator_zh"]) + len(row["scope"]) + len(row["subject_zh"]),
                grade_of(row["grade"]),
                newest_first(when[at]),
            ),
            ref=ref("fact", row["fact"]),
        )


def _institutions() -> Iterator[Entry]:
    names = place_titles()
    for row in rows_of("institutions"):
        place = str(row["place"])
        yield Entry(
            "institution",
            in_both(named_in_both(row), names[place]),
            read_text(*named_in_both(row)) + place_texts()[place],
            heard_text(row["as_printed"]),
            read_titles(*named_in_both(row)),
            place=place_texts()[place],
            late=OTHER,
            order=(grade_of(row["grade"]),),
            ref=ref("institution", row["institution"]),
        )


def _documents() -> Iterator[Entry]:
    for row in rows_of("documents"):
        place = place_texts().get(str(row["place"]), "") + heard_text(row["issuer"], row["issuer_en"])
        title = (restored(row["title"]), row["title_en"])
        yield Entry(
            "document",
            in_both(title, (row["doc_number"], row["doc_number"])),
            heard_text(*title) + place,
            heard_text(row["doc_number"]),
            plain_titles(*title, row["doc_number"]),
            place=place,
            late=OTHER,
            order=(("official", "collection", "second_hand").index(row["authority"]), newest_first(row["issued_on"])),
            page="sources",
            query={"document": row["document"]},
        )
