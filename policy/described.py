"""Facts with what the other tables say of them: the frame that every view, guard and sentence works on."""

import pandas as pd

GRADE_ORDER = ("A", "A-", "B", "B-", "C", "D")
LOCAL_LEVELS = ("prefecture", "county")
# What a scope may narrow a figure to, in the order of its words.
SCOPE_ASPECTS = ("base", "facility", "condition", "time")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
ADDED_HERE = "added_here"  # the warning that every figure of a viewer's own carries
# The topics a newcomer compares first: nursing share, density and number of beds, homes, and the people.
CORE_TOPICS = (
    "nursing_share",
    "beds_density",
    "care_beds_total",
    "institution_beds",
    "care_institutions",
    "pop60",
    "share60",
)


def describe(
    facts: pd.DataFrame,
    indicators: pd.DataFrame,
    places: pd.DataFrame,
    documents: pd.DataFrame,
    institutions: pd.DataFrame,
    vocabularies: pd.DataFrame,
    scopes: pd.DataFrame,
) -> pd.DataFrame:
    """Return one row a fact, joined with its indicator, place, document and institution.

    New columns: ``indicator_zh/en``, ``domain``, ``polarity``, ``numerator``…, ``definition_zh/en``, ``place_zh/en``,
    ``place_level``, ``is_city``, ``document_title``…, ``subject_zh/en``, and ``topic``, ``topic_zh/en``: indicators of one
    topic stand in one row of a comparison (nursing shares of different bases); the guard still keeps them apart. The scope
    is taken apart into ``scope_base``, ``scope_facility``, ``scope_condition`` and ``scope_time`` (``in_aspects``), and
    ``scope_whole`` says that nothing of the place is left out.
    """
    joined = (
        facts.merge(
            indicators.drop(columns="unit").rename(columns={"name_zh": "indicator_zh", "name_en": "indicator_en"}),
            on="indicator",
            validate="m:1",
        )
        .merge(
            places[["place", "name_zh", "name_en", "level"]].rename(
                columns={"name_zh": "place_zh", "name_en": "place_en", "level": "place_level"}
            ),
            on="place",
            validate="m:1",
        )
        .merge(
            documents[
                [
                    "document",
                    "title",
                    "title_en",
                    "issuer",
                    "issuer_en",
                    "doc_number",
                    "issued_on",
                    "authority",
                ]
            ],
            on="document",
            validate="m:1",
        )
        .merge(
            institutions[["institution", "name_zh", "name_en"]].rename(
                columns={"institution": "subject", "name_zh": "subject_zh", "name_en": "subject_en"}
            ),
            on="subject",
            how="left",
            validate="m:1",
        )
    )
    joined[["subject_zh", "subject_en"]] = joined[["subject_zh", "subject_en"]].fillna("")
    joined["is_city"] = is_city(joined["place"], joined["place_level"])
    topics = vocabularies[vocabularies["vocabulary"] == "topic"].set_index("word")
    alone = joined["topic"] == ""
    for lang in ("zh", "en"):
        joined[f"topic_{lang}"] = joined["topic"].map(topics[f"name_{lang}"]).where(~alone, joined[f"indicator_{lang}"])
    joined["topic"] = joined["topic"].where(~alone, joined["indicator"])
    found = joined.assign(**in_aspects(joined["scope"], scopes))
    # Words as objects lie in one block: of sixty columns of their own, rows would be picked in five times the time.
    return found.astype(dict.fromkeys(found.select_dtypes("str").columns, "object")).copy()


def in_aspects(scope: pd.Series, scopes: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the words of each scope by aspect, and whether they leave the place whole.

    A word that the list does not hold, as in a viewer's own rows, is a condition and narrows.

    Args:
        scope: words joined by ``·``.
        scopes: the table of that name.
    """
    aspect = dict(zip(scopes["scope"], scopes["aspect"], strict=True))
    whole = set(scopes.loc[scopes["whole"] == "1", "scope"])
    words = [[word for word in cell.split("·") if word] for cell in scope]
    found = {
        f"scope_{name}": pd.Series(
            ["·".join(word for word in one if aspect.get(word, "condition") == name) for one in words],
            index=scope.index,
            dtype="str",
        )
        for name in SCOPE_ASPECTS
    }
    return found | {"scope_whole": pd.Series([whole.issuperset(one) for one in words], index=scope.index, dtype=bool)}


def is_city(place: pd.Series, level: pd.Series) -> pd.Series:
    """Tell cities and counties (and the four municipalities) from provinces, the nation and unnamed places."""
    return (level.isin(LOCAL_LEVELS) | place.isin(MUNICIPALITIES)) & ~place.str.startswith("x-")


def has_warning(facts: pd.DataFrame, word: str) -> pd.Series:
    """Tell which facts carry a usage warning."""
    return pd.Series([word in cell.split(";") for cell in facts["warnings"]], index=facts.index, dtype=bool)


def deadline(facts: pd.DataFrame) -> pd.Series:
    """Return the last day of each fact's period (``2025`` → 2025-12-31), missing where no year is known."""
    text = facts["date"].where(facts["date"] != "", facts["year"].astype("str").replace("<NA>", ""))
    full = text.where(text.str.len() != 4, text + "-12-31")
    months = pd.to_datetime(full.where(full.str.len() == 7), format="%Y-%m", errors="coerce") + pd.offsets.MonthEnd(0)
    return pd.to_datetime(full.where(full.str.len() == 10), format="%Y-%m-%d", errors="coerce").fillna(months)


def best_first(facts: pd.DataFrame) -> pd.DataFrame:
    """Sort facts so that the one to show comes first.

    The place as a whole before one institution, own before inherited, without a condition before with one, the newest
    year, the better grade, the later document; the slug settles what is still equal.
    """
    ranks = {grade: rank for rank, grade in enumerate(GRADE_ORDER)}
    # In plain Python: pages ask for the best of few facts many times, and columns of keys take pandas ten times as long.
    keys = list(
        zip(
            (subject != "" for subject in facts["subject"]),
            ("inherited_target" in cell.split(";") for cell in facts["warnings"]),
            (scope != "" for scope in facts["scope"]),
            (-year for year in facts["year"].fillna(0).astype(int)),
            (ranks.get(grade, len(ranks)) for grade in facts["grade"]),
            (-int(day.replace("-", "").ljust(8, "0")) for day in facts["issued_on"]),
            facts["fact"],
            strict=True,
        )
    )
    return facts.iloc[sorted(range(len(keys)), key=keys.__getitem__)]
