"""``python -m exports scenario``: the numbers of the page in a file, what they were made from, and one sentence where it cannot be."""

from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pandas as pd
import pytest

from exports import __main__ as command
from policy.scenario.outputs import OUTPUTS
from views import edition
from views.scenario.case import MONEY_YEARS, WIDE, case_of
from views.scenario.state import defaults, encoded, from_address, levers, options


def export(out, *arguments):
    assert command.main(["scenario", *arguments, "--out", str(out)]) == 0
    levers_file = out.with_name(f"{out.stem}.levers{out.suffix}")
    if out.suffix == ".parquet":
        return pd.read_parquet(out), pd.read_parquet(levers_file)
    texts = {"place": str, "choice": str, "default_choice": str}
    return tuple(pd.read_csv(path, dtype=texts, keep_default_na=True) for path in (out, levers_file))


def by_key(frame, *names):
    """The rows of a table as plain dictionaries, by one column or several."""
    rows = frame.to_dict("records")
    return {tuple(row[name] for name in names) if names[1:] else row[names[0]]: row for row in rows}


def case(place, **asked):
    state, faults = from_address(asked)
    assert not faults.outside
    return case_of(place, encoded(state))


def pack_with_bounds():
    """A pack that leaves no number of its cost exact for 东营, and is none of its own."""
    found = [slug for slug in options()["pack"] if slug != "none"]
    return next(slug for slug in found if case("370500", pack=slug).bound("cost", 2035) not in ("=", None))


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("370500", {}),
        ("370500", {"mode": "need", "stock": "50400", "occupancy": "80", "definition": "disability_partly"}),
        ("620700", {"mode": "policy", "rule": "per_1000", "bed_target": "first", "nursing_stock": "2000"}),
        ("000000", {"mode": "policy", "plan": "larger", "pack": "bounds", "scale": "120", "after": "continues"}),
        ("530100", {"pack": "bounds", "residents": "12000", "senior_share": "20", "junior_share": "60"}),
        ("430000", {"pack": "none"}),
    ],
)
def test_a_file_holds_the_numbers_of_the_page(tmp_path, place, asked):
    asked = {
        name: options()[name][0] if text == "first" else pack_with_bounds() if text == "bounds" else text
        for name, text in asked.items()
    }
    pairs = [argument for name, text in asked.items() for argument in ("--set", f"{name}={text}")]
    found, _levers = export(tmp_path / "a.parquet", "--place", place, *pairs)
    page = case(place, **asked)
    assert tuple(found["output"].unique()) == page.outputs
    assert ("cost" in page.outputs) == (page.pack != "none")
    rows = by_key(found, "output", "year")
    assert len(rows) == len(found)
    for name in page.outputs:
        years = page.path(name).years
        assert [year for output, year in rows if output == name] == list(years)
        for year in (years[0], 2035, 2050):
            told = rows[name, year]
            assert told["name_en"] == OUTPUTS[name].title
            known = page.bound(name, year) is not None
            numbers = page.at(name, year) if known else [np.nan] * 3
            assert [told[each] for each in ("central", "low", "high")] == pytest.approx(numbers, abs=0.001, nan_ok=True)
            wider = page.wide(name, year) if name in WIDE else [np.nan] * 2
            assert [told[each] for each in ("wide_low", "wide_high")] == pytest.approx(wider, abs=0.001, nan_ok=True)
    assert set(found["demand"]) == {page.scenario.mode}


def test_the_link_of_a_file_opens_its_scenario_and_makes_the_same_file(tmp_path):
    pairs = ["--set", "mode=need", "--set", "stock=５.０４万", "--set", "disability_trend=-1.5"]
    found, _levers = export(tmp_path / "a.csv", "--place", "东营", *pairs)
    (link,) = found["link"].unique()
    query = dict(parse_qsl(urlsplit(link).query))
    assert query.pop("place") == "370500"
    state, faults = from_address(query)
    assert (state.stock, state.scenario.mode, dict(state.scenario.changed)) == (
        50400,
        "need",
        {"disability_trend": -1.5},
    )
    assert not faults.unknown
    assert not faults.outside
    export(tmp_path / "b.csv", "--link", f"http://127.0.0.1:8501{link}&view=money&year=2040&lang=en")
    for ending in (".csv", ".levers.csv"):
        assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_what_is_set_comes_before_the_link(tmp_path):
    link = "/scenario?place=370500&occupancy=75&mode=need"
    _found, made = export(tmp_path / "a.csv", "--link", link, "--set", "occupancy=90")
    rows = by_key(made, "lever")
    assert (rows["occupancy"]["value"], rows["mode"]["choice"]) == (90, "need")


def test_a_bound_is_said_in_words_and_no_cost_without_a_policy(tmp_path):
    slug = pack_with_bounds()
    with_pack, _levers = export(tmp_path / "a.parquet", "--place", "370500", "--set", f"pack={slug}")
    cost = with_pack[with_pack["output"] == "cost"]
    assert tuple(cost["year"]) == MONEY_YEARS
    assert (cost["bound_zh"] != "").all()
    assert not cost["bound_en"].str.contains("[<>=≥≤]").any()
    assert (with_pack.loc[with_pack["output"] == "beds_need", "bound_zh"] == "").all()
    without, _levers = export(tmp_path / "b.parquet", "--place", "370500", "--set", "pack=none")
    assert not without["output"].str.startswith(("cost", "fund")).any()


def test_a_cost_whose_quantity_nobody_knows_has_no_number(tmp_path):
    packs = [slug for slug in options()["pack"] if slug != "none"]
    unknown = [slug for slug in packs if case("370500", pack=slug).bound("cost", 2035) is None]
    assert unknown
    found, _levers = export(tmp_path / "a.parquet", "--place", "370500", "--set", f"pack={unknown[0]}")
    row = by_key(found, "output", "year")["cost", 2035]
    assert all(np.isnan(row[name]) for name in ("low", "central", "high"))
    assert (row["bound_zh"], row["bound_en"]) == ("不详", "not known")


def test_the_levers_are_all_there_with_value_default_range_unit_and_source(tmp_path):
    _found, made = export(tmp_path / "a.parquet", "--place", "370500", "--set", "occupancy=80")
    rows = by_key(made, "lever")
    assert len(rows) == len(made)
    assert set(defaults()) | set(options()) | {"scale", "stock", "residents", "insured"} <= set(rows)
    for name, lever in levers().items():
        told = rows[name]
        numbers = (lever.default, lever.low, lever.high, lever.step)
        assert tuple(told[each] for each in ("default", "low", "high", "step")) == numbers
        assert told["unit_zh"]
        assert told["status"] == lever.status
        assert bool(told["document_zh"]) == (lever.status == "document")
        assert told["value"] == (80 if name == "occupancy" else lever.default)
    assert rows["occupancy"]["from_zh"] == "自行设定"
    assert rows["disability_survey"]["kind"] == "lever"
    assert rows["disability_census"]["kind"] == "resting"
    assert rows["dementia_overlap"]["kind"] == "fixed"
    assert np.isnan(rows["nursing_stock"]["value"])
    assert rows["residents"]["from_en"].startswith("not counted here")


def test_a_borrowed_target_and_scaled_grades_stand_as_they_are_used(tmp_path):
    fact = options()["bed_target"][0]
    grades = [f"{name}=40" for name in ("senior_share", "middle_share", "junior_share")]
    pairs = [argument for pair in (f"bed_target={fact}", *grades) for argument in ("--set", pair)]
    _found, made = export(tmp_path / "a.parquet", "--place", "620700", *pairs)
    rows, target = by_key(made, "lever"), by_key(edition.described(), "fact")[fact]
    assert rows["beds_per_1000"]["value"] == target["value"]
    assert rows["beds_per_1000"]["document"] == target["document"]
    assert rows["bed_target"]["choice"] == fact
    assert sum(rows[f"{grade}_share"]["value"] for grade in ("senior", "middle", "junior")) == pytest.approx(100)


def test_the_error_of_the_base_is_that_of_the_place(tmp_path):
    for place, errors in (("370500", [1, 5]), ("110101", [4, 10])):  # five-year groups, headline counts of a county
        _found, made = export(tmp_path / f"{place}.parquet", "--place", place)
        rows = by_key(made, "lever")
        assert [rows[name]["value"] for name in ("sd_base_60", "sd_base_80")] == errors
        assert (rows["sd_base_60"]["from_en"] == "default") == (errors == [1, 5])


def test_csv_begins_with_a_mark_and_holds_numbers_and_no_formula(tmp_path):
    found, _levers = export(tmp_path / "a.csv", "--place", "370500")
    same, _levers = export(tmp_path / "a.parquet", "--place", "370500")
    for path in tmp_path.glob("*.csv"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        cells = pd.read_csv(path, dtype=str).to_numpy().ravel()
        texts = [cell for cell in cells if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@"))]
        assert all(np.isfinite(float(text)) for text in texts)
    numbers = ["year", "low", "central", "high", "wide_low", "wide_high"]
    np.testing.assert_allclose(found[numbers], same[numbers])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--place", "东莹市"], "东莹市: no place of that name; did you mean 东营市 (370500)?"),
        (["--place", "nowhere"], "nowhere: no place of that name; give its six-digit code"),
        (["--place", "x-template-3"], "nothing is projected there, as no count of 2020 is at hand"),
        (["--place", "999999"], "999999: nothing is projected there"),
        ([], "No place is named"),
        (["--place", "370500", "--set", "occupency=80"], "did you mean occupancy"),
        (["--place", "370500", "--set", "目标床位使用=80"], "did you mean occupancy"),
        (["--place", "370500", "--set", "qqqq=80"], "the file of levers names them all"),
        (["--place", "370500", "--set", "occupancy"], "write --set LEVER=VALUE"),
        (["--place", "370500", "--set", "occupancy=80", "--set", "occupancy=85"], "set twice"),
        (["--place", "370500", "--set", "occupancy=170"], "give a number from 70 to 95%"),
        (["--place", "370500", "--set", "occupancy=80.3"], "between two steps of 1; the nearest is 80"),
        (["--place", "370500", "--set", "occupancy=many"], "give a number from 70 to 95%"),
        (["--place", "370500", "--set", "stock=0.5"], "give a whole number from 0 to 10,000,000 beds"),
        (["--place", "370500", "--set", "mode=provision"], "give one of use, need, policy"),
        (["--place", "370500", "--set", "year=2035"], "year: there is no lever of that name"),
        (["--link", "http://127.0.0.1:8501/gaps?place=370500"], "no link of the scenario page"),
        (["--link", "/scenario?place=370500&v=1"], "of version 1, this atlas reads version 2"),
        (["--link", "/scenario?place=370500&bedz=3"], "The link names bedz"),
        (["--link", "/scenario?place=370500&s1=mine~zz9"], "The link holds s1, which cannot be read"),
        (["--link", "/scenario?place=370500&occupancy=20"], "give a number from 70 to 95%"),
        (["--link", "/scenario?place=370500", "--place", "620700"], "leave one of them out"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(tmp_path, capsys, arguments, sentence):
    assert command.main(["scenario", *arguments, "--out", str(tmp_path / "a.csv")]) == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert len(error.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("none/a.csv", "there is no such folder"),
        ("file/a.csv", "this is a file, not a folder"),
        ("a.xlsx", "must end in .csv or .parquet"),
        ("folder.csv", "this is a folder; give the name of a file"),
        ("b.csv", "this is a folder; give the name of a file"),  # where its levers would be
    ],
)
def test_where_to_write_is_looked_at_first(tmp_path, monkeypatch, capsys, out, sentence):
    def compute(_options):
        raise AssertionError("it computes first")

    (tmp_path / "file").touch()
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "b.levers.csv").mkdir()
    monkeypatch.setattr(command, "_case", compute)
    assert command.main(["scenario", "--place", "370500", "--out", str(tmp_path / out)]) == 1
    assert sentence in capsys.readouterr().err


def test_files_of_before_stay_whole_where_writing_fails(tmp_path, monkeypatch, capsys):
    for name in ("a.csv", "a.levers.csv"):
        (tmp_path / name).write_text("kept")

    def full(*_arguments):
        raise OSError("the disk is full")

    monkeypatch.setattr(command, "as_bytes", full)
    assert command.main(["scenario", "--place", "370500", "--out", str(tmp_path / "a.csv")]) == 1
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "kept", "a.levers.csv": "kept"}
    assert "the disk is full" in capsys.readouterr().err
