"""The embedded results of the standard batch: whole, consistent in themselves, and what today's engine and tables give."""

import numpy as np
import pytest

from loaders.store import read
from projection import __main__ as command
from projection import batch
from projection.ageing import COLUMNS, LAST_SHOWN, ageing
from projection.people.places import FIRST_YEAR, inputs_of

AGAIN = (
    "the table `ageing` is not what engine and tables of today give: run "
    "`python -m projection batch --table data/curated`, then `python -m loaders build`"
)
SMALL = "46"  # 海南


@pytest.fixture(scope="module")
def stored():
    return read("ageing")


@pytest.fixture(scope="module")
def today():
    """The chunks of the standard batch, and what they share."""
    options = command._parser().parse_args(["batch"])
    places, population, totals = command._counted(options.level)
    chunks = batch.chunks(options.level, places, population, totals, read("local_factors"))
    return chunks, command._method(options, population, totals)


def test_every_prefecture_and_province_has_every_year(stored, today):
    chunks, _method = today
    assert set(stored["place"]) == {place for chunk in chunks for place in chunk.places}
    assert len(stored["place"].unique()) >= 333 + 31
    years = stored.groupby("place")["year"].agg(["min", "max", "nunique"])
    assert (years == [FIRST_YEAR, LAST_SHOWN, LAST_SHOWN - FIRST_YEAR + 1]).all(axis=None)


def test_the_numbers_fit_each_other(stored):
    for column in COLUMNS:
        assert (stored[f"{column}_low"] <= stored[f"{column}_high"]).all(), column
    base = stored[stored["year"] == FIRST_YEAR].set_index("place")["age60"]
    growth = 100 * (stored["age60"] / stored["place"].map(base) - 1)
    few = stored["place"].map(base) < 2_000  # 三沙: a person rounded is a tenth of a percent
    assert np.allclose(growth[~few], stored.loc[~few, "growth60"], atol=0.11)
    assert (stored["share80"] < stored["share60"]).all()


def test_the_central_path_is_that_of_today(stored, today):
    chunks, method = today
    own = stored.set_index(["place", "year"])
    for chunk in chunks:
        found = inputs_of(chunk.places, LAST_SHOWN, chunk.population, chunk.totals, method.rates, chunk.local)
        for place, made in found.items():
            central = batch._central(made, method)
            for column, (number, decimals) in COLUMNS.items():
                shown = own.loc[place, column].to_numpy()
                assert np.allclose(central[number], shown, atol=1.01 * 10**-decimals, rtol=1e-4), (place, AGAIN)


def test_the_bands_are_those_of_today(stored, today):
    chunks, method = today
    (chunk,) = (chunk for chunk in chunks if chunk.province == SMALL)
    made = ageing(batch.province_bands(chunk, method)).query("year <= @LAST_SHOWN").set_index(["place", "year"])
    shown = stored.set_index(["place", "year"]).loc[made.index]
    for column in made:
        assert np.allclose(made[column], shown[column], atol=0.11, rtol=1e-3), AGAIN


@pytest.mark.parametrize(
    "other", [["--draws", "200"], ["--level", "county"], ["--run", "mine"], ["--to", "2040"]], ids=" ".join
)
def test_no_other_batch_is_written_as_the_table(other, tmp_path, capsys):
    assert command.main(["batch", "--out", str(tmp_path / "out"), "--table", str(tmp_path), *other]) == 1
    assert capsys.readouterr().err.startswith("--table: the table holds the batch of prefectures with 1000 draws")
    assert not list(tmp_path.glob("*.csv"))
    assert not (tmp_path / "out").exists()
