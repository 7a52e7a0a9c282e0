"""`python -m projection batch --scheduler ADDRESS`: a cluster gives what threads give; one that is not there is one sentence."""

import logging
import socket
import sys
import threading
import types

import numpy as np
import pandas as pd
import pytest

from loaders import batch as files
from projection import __main__ as command
from projection import batch
from projection import cluster as runners
from tests.sampling import sampled

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.usefixtures("few_places")
ARGUMENTS = ["batch", "--draws", "100", "--to", "2030"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two processes behind a scheduler, as on two machines: chunks and bands are sent between them."""
    folder = tmp_path_factory.mktemp("dask")
    # A test of a page leaves that page as `__main__`, and each new process would begin by running it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", local_directory=str(folder)
        ) as made:
            yield made


def bands(out):
    (found,), faults = files.runs(out)
    assert faults == []
    numbers = ("total", "age80", "age60_change", "beds_need_per_1000")
    keys = ["place", "indicator", "year"]
    years = [files.values(found, numbers, year).assign(year=year) for year in (2020, 2025, 2030)]
    return pd.concat(years).set_index(keys).sort_index(), found.manifest


def test_a_cluster_gives_what_threads_give(cluster, tmp_path):
    assert command.main([*ARGUMENTS, "--out", str(tmp_path / "threads")]) == 0
    assert command.main([*ARGUMENTS, "--out", str(tmp_path / "cluster"), "--scheduler", cluster.scheduler_address]) == 0
    (threads, said), (over, said_over) = bands(tmp_path / "threads"), bands(tmp_path / "cluster")
    assert said == said_over
    assert len(threads) > 100
    pd.testing.assert_index_equal(threads.index, over.index)
    # Each process compiles for itself, which may move the last bit of a figure.
    np.testing.assert_allclose(over.to_numpy(), threads.to_numpy(), rtol=1e-6, atol=1e-6)


def test_a_cluster_goes_on_where_threads_were_stopped(cluster, tmp_path, capsys):
    assert command.main([*ARGUMENTS, "--out", str(tmp_path)]) == 0
    (tmp_path / "run=atlas" / "manifest.json").unlink()
    parts = sorted(tmp_path.glob("run=atlas/scenario=*/prov=*/part-0.parquet"))
    before = [path.stat().st_mtime_ns for path in parts[1:]]
    parts[0].unlink()
    assert command.main([*ARGUMENTS, "--out", str(tmp_path), "--scheduler", cluster.scheduler_address]) == 0
    assert [path.stat().st_mtime_ns for path in parts[1:]] == before
    assert f"{len(parts) - 1} of them from before" in capsys.readouterr().out


@pytest.fixture
def silent():
    """A server that takes a connection and says nothing, as any other program at that port may."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept = []
        threading.Thread(target=lambda: kept.append(server.accept()), daemon=True).start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        for connection, _address in kept:
            connection.close()


@pytest.mark.parametrize("address", sampled(["no address", "silent", "other://127.0.0.1", "tcp://127.0.0.1:1"], 2))
def test_where_no_scheduler_answers_one_sentence_says_so(address, silent, tmp_path, capsys):
    asked = silent if address == "silent" else address
    assert command.main([*ARGUMENTS, "--out", str(tmp_path), "--scheduler", asked]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line]
    assert told == [f"{asked}: no dask scheduler answers there; check the address"]


def test_a_cluster_that_breaks_off_is_one_sentence(tmp_path, capsys, monkeypatch):
    """One without workers, so that it is never done, closed once it was given its work."""
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as made:
        compute = runners.computed

        def computed(*given):
            threading.Timer(0.5, made.close).start()
            return compute(*given)

        monkeypatch.setattr(runners, "computed", computed)
        assert command.main([*ARGUMENTS, "--out", str(tmp_path), "--scheduler", made.scheduler_address]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "place/s" not in line and line]
    assert len(told) == 1
    assert "the cluster broke off" in told[0]
    assert "CancelledError: " in told[0]
    assert files.runs(tmp_path) == ([], [])


def broken(*_given):
    raise RuntimeError("our own fault")


def test_a_fault_of_our_own_while_a_cluster_computes_is_not_called_the_cluster_s(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "write_part", broken)
    with pytest.raises(RuntimeError, match="our own fault"):
        command.main([*ARGUMENTS, "--out", str(tmp_path), "--scheduler", cluster.scheduler_address])


def test_a_fault_of_our_own_on_a_worker_is_not_called_the_cluster_s(cluster, tmp_path, monkeypatch):
    def province_bands(*_given):
        raise RuntimeError("our own fault")

    monkeypatch.setattr(batch, "province_bands", province_bands)
    with pytest.raises(RuntimeError, match="our own fault"):
        command.main([*ARGUMENTS, "--out", str(tmp_path), "--scheduler", cluster.scheduler_address])


def test_only_the_reports_of_dask_are_silenced():
    ours, theirs = logging.getLogger("projection"), logging.getLogger("distributed.client")
    with runners._quiet("distributed"):
        assert (ours.disabled, theirs.disabled) == (False, True)
    assert not theirs.disabled
