"""``python -m projection``: what it prints and writes, its exit code, and the gates it holds the engine to."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from projection import __main__ as command
from projection.checks.against_un import against_the_un, births_and_deaths, life_expectancies
from projection.people.rates import national_rates

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def vital_rates(curated):
    return curated["vital_rates"]


@pytest.fixture(scope="module")
def against(vital_rates):
    return against_the_un(national_rates(vital_rates))


def test_china_from_the_uns_own_people_meets_the_un_at_every_gate(against):
    gated = against.dropna(subset="gate")
    assert len(gated) == 4 * 9
    assert gated["within"].all()


@pytest.mark.parametrize(("age", "most"), [("60+", 0.05), ("65+", 0.1), ("80+", 0.3)])
def test_the_older_are_nearer_than_the_gate_asks(against, age, most):
    assert against[against["age"] == age]["error"].abs().max() < most


def test_no_five_year_group_from_60_to_94_is_off_by_a_hundredth(against):
    groups = against[against["age"].isin([f"{age}–{age + 4}" for age in range(60, 95, 5)])]
    assert groups["error"].abs().max() < 1


def test_births_and_deaths_are_near_the_uns_in_every_year(vital_rates):
    found = births_and_deaths(national_rates(vital_rates), vital_rates)
    assert len(found) == 80
    assert found["error"].abs().max() < 1.5
    assert found["error"].abs().median() < 0.35


def test_tables_made_from_groups_have_the_published_life_expectancy(vital_rates):
    found = life_expectancies(vital_rates)
    assert len(found) == 14
    assert found["error"].abs().max() < 0.005


def test_the_gates_notice_wrong_rates(vital_rates):
    heavier = vital_rates.copy()
    heavier.loc[heavier["measure"] == "life_expectancy", "value"] -= 0.5
    assert not against_the_un(national_rates(heavier))["within"].all()
    other = vital_rates.copy()
    swapped = other["measure"] == "death_rate"
    other.loc[swapped, "sex"] = other.loc[swapped, "sex"].map({"female": "male", "male": "female"})
    assert not life_expectancies(other)["within"].all()


def test_validate_runs_from_the_clone_and_says_that_all_is_within():
    result = subprocess.run(
        [sys.executable, "-m", "projection", "validate"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "56 figures have a gate, all within" in result.stdout
    assert not result.stderr


def test_validate_fails_outside_a_gate(monkeypatch, capsys, curated, vital_rates):
    broken = vital_rates.copy()
    old = (broken["measure"] == "population") & (broken["year_from"] == 2040) & (broken["age_from"] == 85)
    broken.loc[old, "value"] *= 1.03
    monkeypatch.setattr(command, "read", (curated | {"vital_rates": broken}).__getitem__)
    assert command.main(["validate"]) == 1
    assert "56 figures have a gate, 2 outside" in capsys.readouterr().out  # the group, and 80+ with it


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_project_prints_a_band_and_writes_every_cell(tmp_path, capsys, suffix):
    out = tmp_path / f"kunming{suffix}"
    assert command.main(["project", "--place", "昆明市", "--to", "2035", "--draws", "100", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "530100 昆明市" in told
    assert "structure S2" in told
    frame = pd.read_csv(out, dtype={"place": str}) if suffix == ".csv" else pd.read_parquet(out)
    assert len(frame) == 16 * 2 * 101
    assert set(frame["place"]) == {"530100"}
    assert frame[frame["year"] == 2020]["persons"].sum() == pytest.approx(8_460_088, abs=5)
    old = frame[(frame["age"] >= 60) & (frame["year"] == 2035)]
    assert (old["low80"] <= old["high80"]).all()
    assert f"{round(old['persons'].sum()):,}"[:5] in told
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_the_same_command_writes_the_same_file(tmp_path, capsys):
    for name in ("a.csv", "b.csv"):
        command.main(["project", "--place", "530100", "--to", "2025", "--draws", "100", "--out", str(tmp_path / name)])
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--place", "nowhere"], "nowhere: no place of that name"),
        (["--place", "999999"], "999999 has neither an age table"),
        (["--place", "530100", "--to", "2020"], "2020 is not a later year"),
        (["--place", "530100", "--to", "2061"], "rates cover 2000–2060"),
        (["--place", "530100", "--out", "people.xlsx"], "people.xlsx: the file must end in .csv or .parquet"),
        (["--place", "530100", "--draws", "0"], "--draws 0: so few make no band"),
        (["--place", "530100", "--draws", "99"], "ask for at least 100"),
        (["--place", "６２０７１"], "no place of that name"),
        (["--place", "530100", "--out", "no/such/folder/a.csv"], "no/such/folder: there is no such folder"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_one(capsys, arguments, sentence):
    assert command.main(["project", *arguments]) == 1
    error = capsys.readouterr().err
    assert sentence in error
    assert len(error.strip().splitlines()) == 1


def test_where_to_write_is_looked_at_before_anything_is_computed(monkeypatch, capsys, tmp_path):
    def read(_table):
        raise AssertionError("it reads tables first")

    monkeypatch.setattr(command, "read", read)
    (tmp_path / "file").touch()
    for arguments in (
        ["project", "--place", "530100", "--out", str(tmp_path / "none" / "a.csv")],
        ["project", "--place", "530100", "--out", str(tmp_path / "file" / "a.csv")],
        ["batch", "--out", str(tmp_path / "file" / "runs")],
        ["hindcast", "--out", str(tmp_path / "file")],
    ):
        assert command.main(arguments) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_short_name_and_full_width_digits_are_read(capsys):
    for asked in ("东营", " ３７０５００ ", "dongying"):
        assert command.main(["project", "--place", asked, "--to", "2022", "--draws", "100"]) == 0
        assert capsys.readouterr().out.startswith("370500 东营市:")


def test_a_kept_file_stays_whole_when_writing_fails(tmp_path, monkeypatch, capsys):
    out = tmp_path / "kept.csv"
    out.write_text("kept")
    monkeypatch.setattr(command, "as_bytes", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    assert command.main(["project", "--place", "530100", "--to", "2022", "--draws", "100", "--out", str(out)]) == 1
    assert out.read_text() == "kept"


def test_cells_of_the_file_are_the_engines(tmp_path):
    out = tmp_path / "nation.parquet"
    command.main(["project", "--place", "000000", "--to", "2024", "--draws", "100", "--out", str(out)])
    frame = pd.read_parquet(out)
    first = frame[frame["year"] == 2020]
    assert np.allclose(first["persons"].sum(), 1_409_778_724, rtol=1e-9)
