"""Reading policy packs: what is half filled, without unit or reference, or printed nowhere gets one clear sentence."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from loaders.curated import CURATED
from loaders.errors import DataProblems
from loaders.packs import PARTS, read_packs

Frames = dict[str, pd.DataFrame]
TEXT = """\
place: "530100"
scheme_zh: 昆明市床位补贴
scheme_en: Kunming's subsidies for beds
basis: providers
rules:
  operating:
    name_zh: 运营补贴
    name_en: Operating subsidy
    payer: fiscal
    counts: [beds]
    eligibility: 全部床位
    eligibility_en: Every bed
    price: {fact: dongying-2017-12, as_printed: 每张床位50元运营补贴}
  construction:
    name_zh: 建设补贴
    name_en: Construction subsidy
    payer: fiscal
    counts: [beds_added]
    portions: [leased_share]
    eligibility: 租赁用房
    eligibility_en: Leased premises
    price: {value: 5000, unit: yuan_per_bed, document: dongying-2017, clause: 一(二), as_printed: 给予不低于5000元建设补贴, grade: B-}
"""


def reading(curated: Frames, folder: Path, *changes: tuple[str, str]) -> list[str]:
    """Return what reading the pack says once each first text is replaced by the second; no sentences when it reads."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "packs").mkdir(exist_ok=True)
    (folder / "packs" / "kunming.yaml").write_text(text, "utf-8")
    try:
        read_packs(curated, folder)
    except DataProblems as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_value_of_a_fact_is_the_facts_and_one_of_its_own_is_its_own(curated: Frames, tmp_path: Path):
    assert reading(curated, tmp_path) == []
    columns = ["rule", "value", "unit", "document", "clause", "as_printed", "grade", "fact"]
    found = read_packs(curated, tmp_path)
    assert found[columns].to_numpy().tolist() == [
        [
            "operating",
            50.0,
            "yuan_per_bed_month",
            "dongying-2017",
            "一(二)",
            "每月每张床位50元运营补贴",
            "B-",
            "dongying-2017-12",
        ],
        ["construction", 5000.0, "yuan_per_bed", "dongying-2017", "一(二)", "给予不低于5000元建设补贴", "B-", ""],
    ]
    assert found["from"].fillna(0).tolist() == [2017, 0]
    assert found["warnings"].str.contains("scope_unclear").tolist() == [True, False]


FACT = "price: {fact: dongying-2017-12, as_printed: 每张床位50元运营补贴}"
OWN = "{value: 5000, unit: yuan_per_bed, document: dongying-2017, clause: 一(二), as_printed: 给予不低于5000元建设补贴, grade: B-}"
CASES = {
    "an unknown key": (
        "basis: providers",
        "basis: providers\ncolour: red",
        ": found 'colour', expected one of the keys place, scheme_zh, scheme_en, basis, rules",
    ),
    "an unknown part": (
        "payer: fiscal",
        "payer: fiscal\n    bonus: 3",
        ", key rules.operating: found 'bonus', expected one of the keys",
    ),
    "half a file": (
        "scheme_en: Kunming's subsidies for beds\n",
        "",
        ", key scheme_en: expected a value (the file is half filled)",
    ),
    "no rules": (
        TEXT[TEXT.index("rules:") :],
        "rules: {}\n",
        ", key rules: expected a value (the file is half filled)",
    ),
    "an empty condition": (
        "eligibility: 全部床位",
        "eligibility:",
        ", key rules.operating.eligibility: expected a value (the file is half filled)",
    ),
    "half a rule": (
        f"    {FACT}\n",
        "",
        ", key rules.operating: expected either a price, or a share or cap (the rule is half filled)",
    ),
    "an unknown basis": (
        "basis: providers",
        "basis: all",
        ", key basis: found 'all', expected one of resident, registered, insured, providers, unstated",
    ),
    "a place as a number": (
        'place: "530100"',
        "place: 530100",
        ", key place: found '530100', expected text; put it in quotes",
    ),
    "an unknown place": ('"530100"', '"530199"', ", key place: found '530199', expected a row of places.csv"),
    "a price without a unit": (
        "unit: yuan_per_bed, ",
        "",
        ", key rules.construction.price: found '5000', expected a unit (yuan, yuan_per_bed, ",
    ),
    "a price in another unit": (
        "unit: yuan_per_bed,",
        "unit: beds,",
        ", key rules.construction.price.unit: found 'beds', expected one of yuan, yuan_per_bed, ",
    ),
    "a bare price": (
        OWN,
        "5000",
        ", key rules.construction.price: found '5000', expected a fact, or a value with unit, document, clause and as_printed (it has no reference)",
    ),
    "a value without a reference": (
        "document: dongying-2017, clause: 一(二), as_printed: 给予不低于5000元建设补贴, grade: B-",
        "grade: B-",
        ", key rules.construction.price: found '5000', expected the document, clause and words that print it (it has no reference)",
    ),
    "a value without its clause": (
        "clause: 一(二), ",
        "",
        ", key rules.construction.price.clause: expected a value (the file is half filled)",
    ),
    "an unknown document": (
        "document: dongying-2017",
        "document: dongying-2071",
        ", key rules.construction.price.document: found 'dongying-2071', expected a row of documents.csv",
    ),
    "an unknown fact": (
        "fact: dongying-2017-12",
        "fact: dongying-2017-99",
        ", key rules.operating.price: found 'dongying-2017-99', expected a row of facts.csv",
    ),
    "words that the fact does not print": (
        "每张床位50元运营补贴}",
        "每张床位60元运营补贴}",
        ", key rules.operating.price.as_printed: found '每张床位60元运营补贴', expected words of the fact: 每月每张床位50元运营补贴",
    ),
    "words that do not print the value": (
        "value: 5000",
        "value: 6000",
        ", key rules.construction.price.as_printed: found '给予不低于5000元建设补贴', expected a phrase that prints the value 6000",
    ),
    "a phrase too short to find": (
        "as_printed: 给予不低于5000元建设补贴",
        "as_printed: 5000元",
        ", key rules.construction.price.as_printed: found '5000元', expected a phrase of 6 to 40 characters",
    ),
    "a value that is none": (
        "value: 5000",
        "value: many",
        ", key rules.construction.price.value: found 'many', expected a number of at least 0",
    ),
    "a negative value": (
        "value: 5000",
        "value: -5000",
        ", key rules.construction.price.value: found '-5000', expected a number of at least 0",
    ),
    "an unknown grade": (
        "grade: B-}",
        "grade: E}",
        ", key rules.construction.price.grade: found 'E', expected a word of the list grade in vocabularies.csv",
    ),
    "an unknown payer": (
        "payer: fiscal",
        "payer: nobody",
        ", key rules.operating.payer: found 'nobody', expected a word of the list payer in vocabularies.csv",
    ),
    "an unknown count": (
        "counts: [beds]",
        "counts: [chairs]",
        ", key rules.operating.counts: found 'chairs', expected a word of the list pack_count in vocabularies.csv",
    ),
    "counts that are no list": (
        "counts: [beds]",
        "counts: beds",
        ", key rules.operating.counts: found 'beds', expected a list of words, like [beds]",
    ),
    "an unknown portion": (
        "[leased_share]",
        "[-luck]",
        ", key rules.construction.portions: found 'luck', expected a row of assumptions.csv",
    ),
    "a monthly price for new beds": (
        "counts: [beds]",
        "counts: [beds_added]",
        ", key rules.operating: found 'yuan_per_bed_month', expected a duration, or a count of what stands (it is paid again and again)",
    ),
    "a price paid once for standing beds": (
        "counts: [beds_added]",
        "counts: [beds]",
        ", key rules.construction: found 'yuan_per_bed', expected a count of what is added in a year (it is paid once)",
    ),
    "new and standing beds together": (
        "counts: [beds_added]",
        "counts: [beds_added, beds]",
        ", key rules.construction.counts: found 'beds_added;beds', expected what is added in a year, or what stands, not both",
    ),
    "a share of nothing": (
        "    price: {value: 5000, unit: yuan_per_bed,",
        "    share: {value: 50, unit: percent,",
        ", key rules.construction.share.as_printed: found",
    ),
    "a year that is none": (
        "grade: B-}",
        "grade: B-, from: soon}",
        ", key rules.construction.price.from: found 'soon', expected a year",
    ),
    "an end before the start": (
        "grade: B-}",
        "grade: B-, from: 2020, until: 2019}",
        ", key rules.construction.price.until: found '2019', expected a year not before from",
    ),
    "two values of one year": (
        f"price: {OWN}",
        f"price: [{OWN}, {OWN}]",
        ", key rules.construction.price: expected values whose years do not overlap",
    ),
    "instalments of less than the whole": (
        "portions: [leased_share]",
        "instalment: [{value: 40, unit: percent, document: dongying-2017, clause: 一, as_printed: 给予不低于40元, grade: B-}]",
        ", key rules.construction.instalment: found '40', expected instalments that add up to 100",
    ),
    "a key that stands twice": (
        "    counts: [beds]\n",
        "    counts: [beds]\n    payer: fund\n",
        ": expected well-formed YAML (line 7: the key 'payer' stands twice)",
    ),
    "no YAML": ("counts: [beds]", "counts: [beds", ": expected well-formed YAML (line "),
}


@pytest.mark.parametrize(("old", "new", "sentence"), CASES.values(), ids=CASES)
def test_one_fault_is_answered_with_one_sentence(curated: Frames, tmp_path: Path, old: str, new: str, sentence: str):
    found = reading(curated, tmp_path, (old, new))
    assert found[0].startswith("packs/kunming.yaml" + sentence), found
    assert len(found) == 1 or "share" in new


def test_a_file_that_is_no_pack_and_one_that_is_no_text_are_named(curated: Frames, tmp_path: Path):
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "a.yaml").write_text("just words", "utf-8")
    (tmp_path / "packs" / "b.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "packs" / "c.yaml").write_bytes(b"place: '530100'\nbasis: \0\n")
    with pytest.raises(DataProblems) as caught:
        read_packs(curated, tmp_path)
    assert str(caught.value).splitlines() == [
        "packs/a.yaml: expected the keys place, scheme_zh, scheme_en, basis, rules",
        "packs/b.yaml: expected UTF-8 text (byte 0 is not)",
        "packs/c.yaml: expected no control or invisible character (line 2: U+0000)",
    ]


def test_prices_that_follow_each_other_in_time_are_all_kept(curated: Frames, tmp_path: Path):
    first, second = OWN.replace("}", ", until: 2019}"), OWN.replace("5000", "6000").replace("}", ", from: 2020}")
    assert reading(curated, tmp_path, (f"price: {OWN}", f"price: [{first}, {second}]")) == []
    rows = read_packs(curated, tmp_path)
    assert rows.loc[rows["rule"] == "construction", "value"].tolist() == [5000, 6000]


def test_every_real_pack_has_a_text_or_an_address_behind_each_value(curated: Frames):
    packs = curated["packs"]
    documents = curated["documents"].set_index("document")
    cited = packs["document"].map(documents["file"] + documents["url"])
    assert (cited != "").all()
    assert set(packs["pack"]) == {path.stem for path in (CURATED / "packs").glob("*.yaml")}
    assert set(packs["part"]) <= set(PARTS)


def test_a_value_that_is_a_fact_stands_in_no_pack():
    """The number of a fact is written in facts.csv alone: a pack that cites one brings no value of its own."""
    for path in (CURATED / "packs").glob("*.yaml"):
        for rule in yaml.safe_load(path.read_text("utf-8"))["rules"].values():
            for value in (rule[part] for part in PARTS if isinstance(rule.get(part), dict)):
                assert ("fact" in value) != ("value" in value), path.name
