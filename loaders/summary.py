"""The figures about the atlas that its README shows, counted from the tables and written as Markdown."""

from collections.abc import Mapping

import pandas as pd

Frames = Mapping[str, pd.DataFrame]
LANGUAGES = ("en", "zh")
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
IN_FORCE = ("named", "enacted")  # of a programme's entry: neither proposed nor in a draft
ALL = {"en": "All", "zh": "合计"}
HEADS = {"en": ("Kind", "What", "Number"), "zh": ("种类", "项目", "数目")}


def summary(frames: Frames, lang: str) -> str:
    """Return the tables of README: figures by kind and grade, then what else is counted (Markdown).

    Args:
        frames: the stored tables by name, without what was fetched.
        lang: ``en`` or ``zh``.
    """
    return f"{kinds_and_grades(frames, lang)}\n\n{counts(frames, lang)}\n"


def kinds_and_grades(frames: Frames, lang: str) -> str:
    """Return how many figures there are of each kind and grade, with sums, as a Markdown table; an unused grade has no column."""
    facts, words = frames["facts"], frames["vocabularies"]
    order = {name: _words(words, name) for name in ("kind", "grade")}
    table = pd.crosstab(facts["kind"], facts["grade"], margins=True, margins_name="all")
    grades = [grade for grade in order["grade"].index if grade in table]
    table = table.reindex([*order["kind"].index, "all"], fill_value=0)[[*grades, "all"]]
    names = [*order["kind"][f"name_{lang}"], ALL[lang]]
    rows = [[name, *(f"{number:,}" for number in row)] for name, row in zip(names, table.to_numpy(), strict=True)]
    rows[-1][-1] = f"**{rows[-1][-1]}**"
    return _markdown([HEADS[lang][0], *grades, ALL[lang]], rows)


def counts(frames: Frames, lang: str) -> str:
    """Return what the tables hold, one row a count, as a Markdown table."""
    rows = [
        [label[lang == "zh"], number if isinstance(number, str) else f"{number:,}"]
        for label, number in counted(frames).items()
    ]
    return _markdown(list(HEADS[lang][1:]), rows)


def counted(frames: Frames) -> dict[tuple[str, str], int | str]:
    """Return each count by its name in English and Chinese; a year is text."""
    facts, documents, places = (frames[name] for name in ("facts", "documents", "places"))
    level = places.set_index("place")["level"]
    named = pd.Series(facts["place"].unique())
    unnamed = named.str.startswith("x-")
    levels = named[~unnamed].map(level)
    municipal = named.isin(MUNICIPALITIES)
    official = set(documents.loc[documents["authority"] == "official", "document"])
    results = facts[(facts["kind"] == "achieved") & facts["year"].notna()]
    warned = facts["warnings"] != ""
    coded = frames["policy_codes"]["finding"] == "coded"
    return {
        ("Figures", "数据"): len(facts),
        ("Indicators", "指标"): len(frames["indicators"]),
        ("Documents that print a figure", "载有数据的文件"): facts["document"].nunique(),
        ("Documents listed", "登记文件"): len(documents),
        ("Places with a figure", "有数据的地区"): len(named),
        ("– the nation", "– 全国"): int((levels == "country").sum()),
        ("– provinces without municipalities", "– 省（不含直辖市）"): int(
            ((levels == "province") & ~municipal[~unnamed]).sum()
        ),
        ("– cities and counties, municipalities included", "– 市县（含直辖市）"): int(
            levels.isin(["prefecture", "county"]).sum() + municipal.sum()
        ),
        ("– not named by their document", "– 原文未写明"): int(unnamed.sum()),
        ("Figures of documents marked official", "出自官方文件的数据"): int(facts["document"].isin(official).sum()),
        ("Figures of grade A or A-", "A级或A-级数据"): int(facts["grade"].isin(["A", "A-"]).sum()),
        ("Median year of dated results", "有年份的实际值的年份中位数"): str(int(results["year"].median())),
        ("Figures with an inferred year", "年份为推断的数据"): int((facts["period_status"] == "implied").sum()),
        ("Figures without a year", "无年份的数据"): int((facts["period_status"] == "none").sum()),
        ("Figures with a redacted year", "年份隐去的数据"): int((facts["period_status"] == "redacted").sum()),
        ("Figures with a warning", "带使用提醒的数据"): int(warned.sum()),
        ("Differences of two readings", "双人复核的分歧"): len(frames["disagreements"]),
        ("Nodes of care models", "照护模式条目"): len(frames["care_models"]),
        ("Named institutions", "文件列举的机构"): len(frames["institutions"]),
        ("Policy codes", "政策工具条目"): len(coded),
        ("– found and coded", "– 已收录"): int(coded.sum()),
        ("Entries of programmes", "试点与项目条目"): len(frames["programmes"]),
        ("– named or enacted", "– 已公布或已印发"): int(frames["programmes"]["status"].isin(IN_FORCE).sum()),
        ("Values of insurance schemes", "长护险制度数据"): len(frames["schemes"]),
        ("– places with a scheme", "– 有制度文本的地区"): frames["schemes"]["place"].nunique(),
        ("Places with a policy record", "有政策记录的地区"): len(with_record(frames)),
        ("Prefectures with people by age", "有分年龄人口的地级地区"): int(
            _counted_by_age(frames).map(level).eq("prefecture").sum()
        ),
        ("Policy packs", "补贴与待遇政策"): frames["packs"]["pack"].nunique(),
        ("Assumptions", "测算假设"): len(frames["assumptions"]),
        ("Words of scopes", "范围用语"): len(frames["scopes"]),
    }


def with_record(frames: Frames) -> set[str]:
    """Return the places that a figure, a policy code, a programme or an insurance scheme speaks of; a proposal or a draft is none."""
    codes, programmes = frames["policy_codes"], frames["programmes"]
    rows = (
        frames["facts"],
        codes[codes["finding"] == "coded"],
        programmes[programmes["status"].isin(IN_FORCE)],
        frames["schemes"],
    )
    places = pd.concat([own["place"] for own in rows])
    return set(places[~places.str.startswith("x-")])


def _counted_by_age(frames: Frames) -> pd.Series:
    census = frames["census"]
    ages = [name for name in census if str(name).startswith(("female", "male"))]
    return census.loc[(census["year"] == 2020) & census[ages].notna().all(axis=1), "place"]


def _words(words: pd.DataFrame, name: str) -> pd.DataFrame:
    return words[words["vocabulary"] == name].sort_values("order").set_index("word")


def _markdown(heads: list[str], rows: list[list[str]]) -> str:
    line = f"|---|{'--:|' * (len(heads) - 1)}"
    return "\n".join(["| " + " | ".join(heads) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])
