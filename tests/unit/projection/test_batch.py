"""``python -m projection batch``: killed and resumed it gives the same bytes; threads change nothing; other runs are refused."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders import batch as files
from loaders.store import read
from projection import __main__ as command
from projection.batch import BANDS
from views.projections import projected
from views.scenario.case import YEARS, case_of
from views.scenario.draws import DRAWS

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.usefixtures("few_places")
ARGUMENTS = ["batch", "--draws", "100", "--to", "2030"]


def parts(out):
    return {path.parent.name: path.read_bytes() for path in out.glob("run=*/scenario=*/prov=*/part-0.parquet")}


@pytest.fixture(scope="module")
def whole(few_places, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    assert command.main([*ARGUMENTS, "--threads", "1", "--out", str(out)]) == 0
    return out


def test_threads_change_no_byte(whole, tmp_path):
    assert command.main([*ARGUMENTS, "--threads", "3", "--out", str(tmp_path)]) == 0
    assert parts(tmp_path) == parts(whole)


def test_killed_and_run_again_it_is_the_same(whole, tmp_path):
    more = [*ARGUMENTS, "--threads", "1", "--out", str(tmp_path)]
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.projection.few", *more], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    while not parts(tmp_path) and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("run=*/scenario=*/prov=*/part-0.parquet")}
    assert files.runs(tmp_path) == ([], [files.Fault("atlas", "unfinished")])
    assert 0 < len(before) < len(parts(whole))
    assert command.main(more) == 0
    assert parts(tmp_path) == parts(whole)
    assert all(path.stat().st_mtime_ns == changed for path, changed in before.items())


def test_a_half_written_part_is_made_anew(whole, tmp_path):
    assert command.main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    path = next(tmp_path.glob("run=*/scenario=*/prov=*/part-0.parquet"))
    path.write_bytes(path.read_bytes()[:100])
    path.with_name(".part-0.parquet.abc").write_bytes(b"half")
    assert command.main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    assert parts(tmp_path) == parts(whole)
    assert not path.with_name(".part-0.parquet.abc").exists()


def test_a_run_under_way_is_left_alone(tmp_path, capsys):
    folder = files.run_folder(tmp_path, "atlas")
    half = folder / "scenario=baseline" / "prov=62" / ".part-0.parquet.abc"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    with files.alone(folder):
        assert command.main([*ARGUMENTS, "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip() == f"{folder}: this run is being made by another process; wait for it to end"
    assert half.exists()
    assert command.main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    assert not half.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--draws", "101"], "holds a run of other settings"),
        (["--run", "../x"], "name of a run"),
        (["--draws", "99"], "so few make no band"),
        (["--threads", "0"], "0 threads were asked for"),
        (["--run", "other", "--scheduler", "tcp://127.0.0.1:1"], "dask"),
    ],
)
def test_what_cannot_be_is_one_sentence(whole, capsys, more, sentence):
    assert command.main([*ARGUMENTS, "--out", str(whole), *more]) == 1
    assert sentence in capsys.readouterr().err.splitlines()[-1]


def test_a_complete_run_is_read(whole):
    (found,), faults = files.runs(whole)
    assert faults == []
    assert found.manifest["settings"]["draws"] == 100
    told = files.values(found, ("age80", "age60_change"), 2030).query("year == 2030").set_index(["place", "indicator"])
    assert told.index.is_unique
    assert set(told.index.get_level_values(1)) == {"age80", "age60_change"}
    assert (told["p100"] <= told["p900"]).all()


def test_a_place_of_the_batch_is_the_baseline_of_its_scenario_page(tmp_path):
    """Same run, same draws, same care: what the page shows by 200 draws is what a batch of 200 writes."""
    arguments = ["batch", "--draws", str(DRAWS), "--to", str(YEARS[-1]), "--out", str(tmp_path)]
    assert command.main(arguments) == 0
    (found,), _faults = files.runs(tmp_path)
    page = case_of("530100", "")
    for name in ("age60", "age80", "disabled", "beds_need"):
        for year in (2020, 2035, YEARS[-1]):
            told = (
                files.values(found, (name,), year).query("year == @year").set_index("place").loc["530100", list(BANDS)]
            )
            np.testing.assert_allclose(
                told.to_numpy(dtype="float64"), page.path(name).quantiles[:, YEARS.index(year)], rtol=1e-6
            )


def test_a_province_has_one_number_on_its_page_by_command_and_in_a_batch(whole, tmp_path):
    """Of all prefectures of these provinces only some are at hand in a fresh clone."""
    (found,), _faults = files.runs(whole)
    told = files.values(found, ("total", "age60", "age80"), 2030).query("year == 2030")
    told = told.set_index(["place", "indicator"])["central"]
    for province in ("370000", "620000"):
        out = tmp_path / f"{province}.csv"
        assert command.main(["project", "--place", province, "--to", "2030", "--draws", "100", "--out", str(out)]) == 0
        printed = pd.read_csv(out).query("year == 2030")
        page = projected(province)
        assert page is not None
        assert page.inputs.migration == "province_traits"
        for name, age in (("total", 0), ("age60", 60), ("age80", 80)):
            persons = printed.loc[printed["age"] >= age, "persons"].sum()
            assert told[province, name] == pytest.approx(persons, rel=1e-6)
            assert page.population[10][:, age:].sum() == pytest.approx(persons, rel=1e-6)


def test_only_the_asked_rows_and_columns_of_a_table_are_read():
    whole = read("population")
    asked = {"basis": ["resident"], "place": ["530100", "000000"]}
    kept = whole[whole["basis"].eq("resident") & whole["place"].isin(asked["place"])]
    columns = ["place", "date", "basis", "persons"]
    found = read("population", columns=columns, rows=asked)
    pd.testing.assert_frame_equal(found, kept[columns].reset_index(drop=True))
    assert 0 < len(found) < len(whole)
