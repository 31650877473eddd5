"""Past one machine: two real workers build and count what one process does, to the byte."""

import os
import shutil
import signal
import sys
from functools import partial

import polars as pl
import pytest

import workbench
from tests.corpus.made import corpus_folder
from tests.corpus.test_building import files
from workbench.analysis.concordance import ask, concordance
from workbench.analysis.emphasis import mentions
from workbench.analysis.parts import each
from workbench.analysis.readability import readability
from workbench.cli import main
from workbench.cluster import cluster
from workbench.corpus import batches, build_store, read_topics
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError

distributed = pytest.importorskip("distributed")

N = 7


@pytest.fixture(scope="module")
def address():
    """Start a scheduler and two workers of one thread each, on this machine only."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        host="127.0.0.1",
        silence_logs=50,
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a corpus folder of several parts, with its codebook of topics."""
    monkeypatch.setattr(batches, "AT_ONCE", 15_000)
    names = sorted(path.name for path in (DATA / "raw").glob("*.txt"))
    texts = {
        f"d{n}": (DATA / "raw" / names[n % len(names)]).read_bytes() + f"\n\n{n}.\n".encode()
        for n in range(N)
    }
    folder = corpus_folder(tmp_path / "mine", texts)
    for path in (DATA / "codebook").glob("*.toml"):
        shutil.copy(path, folder / "codebook")
    return folder


def measured(part):
    frames = (part.documents, part.paragraphs, part.clauses, part.quotes)
    return readability(*frames, units=("document", "provision"), draws=20)


def counted(part):
    return part.tokens.group_by("word").len().sort("word")


def functions():
    """Give the aggregations: a part of a corpus in, a frame out."""
    return {
        "mentions": partial(mentions, codebook=read_topics(DATA)),
        "concordance": partial(concordance, query=ask("co*", {})),
        "readability": measured,
        "counts": counted,
    }


def test_two_workers_build_the_same_bytes_as_one_process(folder, address):
    build_store(folder)
    alone = files(folder)
    assert len(alone) >= 6 * 3
    shutil.rmtree(folder / "built")
    assert main(["build", str(folder), "--cluster", address]) == 0
    assert files(folder) == alone
    with cluster(address) as spread:
        assert build_store(folder, spread=spread) == (0, N)


@pytest.mark.parametrize(
    ("name", "built"), [*((name, True) for name in functions()), ("counts", False)]
)
def test_two_workers_count_the_same_bytes_as_one_process(name, built, folder, address, tmp_path):
    function = functions()[name]
    if built:
        build_store(folder)
    with cluster(address) as spread:
        found = {"there": each(folder, function, spread), "here": each(folder, function)}
    found["whole"] = function(workbench.load(folder))
    if name == "counts":
        total = pl.col("len").sum().cast(pl.UInt64)
        found = {
            where: rows.group_by("word").agg(total).sort("word") for where, rows in found.items()
        }
    for where, rows in found.items():
        rows.write_parquet(tmp_path / where)
    once = (tmp_path / "whole").read_bytes()
    assert found["whole"].height > N
    assert (tmp_path / "there").read_bytes() == (tmp_path / "here").read_bytes() == once


def dying_once(flag, function, batch):
    """Kill the worker at the first batch that is taken up."""
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        return function(batch)
    os.kill(os.getpid(), signal.SIGKILL)
    return None


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_worker_that_dies_is_replaced(folder, address, tmp_path):
    with cluster(address) as spread:
        built = build_store(
            folder,
            spread=lambda make, tasks: spread(partial(dying_once, tmp_path / "flag", make), tasks),
        )
    assert built == (N, N)
    there = files(folder)
    shutil.rmtree(folder / "built")
    build_store(folder)
    assert there == files(folder)


def dying(_):
    """Kill the worker every time."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_workers_that_always_die_are_given_up(address):
    with distributed.Client(address) as client:
        client.run_on_scheduler(
            lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0)
        )
    with cluster(address) as spread, pytest.raises(WorkbenchError, match="died over and over"):
        list(spread(dying, [1]))
    with distributed.Client(address) as client:
        client.run_on_scheduler(
            lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 3)
        )
        client.wait_for_workers(2, timeout=30)


def test_what_is_wrong_on_a_worker_is_said_here(folder, address):
    (folder / "raw" / "d3.txt").write_text("spoilt", "utf-8")
    with (
        cluster(address) as spread,
        pytest.raises(WorkbenchError, match=r"d3\.txt: the checksum is"),
    ):
        build_store(folder, spread=spread)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr("workbench.cluster.PATIENCE", 0.2)
    with (
        pytest.raises(
            WorkbenchError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers there"
        ),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass
    with (
        pytest.raises(WorkbenchError, match="nonsense: no Dask scheduler answers"),
        cluster("nonsense"),
    ):
        pass


def test_without_the_package_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(WorkbenchError, match=r"pip install 'joint-statement-workbench\[cluster\]'"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass
