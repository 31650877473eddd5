"""A wheel has all that it needs inside: corpus, codebooks, notebooks, styles, scripts, settings."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

ROOT = Path(__file__).parents[1]
#: What a reader's work leaves behind in a checkout, none of which may travel.
SAVED = ("data/links/a--b.toml", "data/codes/anna.toml", "data/built/x.parquet",
         "notebooks/.ipynb_checkpoints/00_start-checkpoint.ipynb")  # fmt: skip
SKIPPED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "links", "codes", "built")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Copy what is built, and let a reader have worked in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("workbench", "data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=SKIPPED)
    shutil.copytree(ROOT / "data" / "reference", folder / "data" / "reference", dirs_exist_ok=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    for name in SAVED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("saved")
    return folder


@pytest.fixture(scope="module")
def wheel(checkout, tmp_path_factory):
    """Build its wheel by the hook that an installer calls."""
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(checkout)
        return folder / build_wheel(str(folder))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Unpack the wheel, as an installer does."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    return folder


@pytest.fixture
def run(installed, tmp_path):
    """Run Python with the unpacked wheel alone on its path, in an empty folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    environment.pop("WORKBENCH_CORPUS", None)

    def call(*line):
        return subprocess.run(
            [sys.executable, *line], cwd=tmp_path, env=environment, text=True, check=True,
            capture_output=True,
        ).stdout  # fmt: skip

    return call


def files(folder):
    """Return the files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_file_is_in_it_and_nothing_that_a_reader_saved(checkout, installed):
    kept = {name for name in files(checkout) if "/" in name} - set(SAVED)
    moved = {name if name.startswith("workbench/") else f"workbench/{name}" for name in kept}
    assert {name for name in files(installed) if ".dist-info/" not in name} == moved
    assert "workbench/data/reference/links/tass-2021--tass-2024.toml" in moved


def test_it_is_light_and_brings_no_test(wheel):
    with zipfile.ZipFile(wheel) as file:
        tops = {name.split("/")[0] for name in file.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"workbench"}
    assert wheel.stat().st_size < 3_000_000


def test_the_corpus_is_found_inside_it(run, installed):
    code = "import workbench as wb; c = wb.load(); print(wb.__file__, c.folder, c.documents.height)"
    where = installed / "workbench"
    assert run("-c", code).split() == [str(where / "__init__.py"), str(where / "data"), "5"]


def test_its_commands_work(run, tmp_path):
    assert run("-m", "workbench.cli", "check").endswith("in order: no findings.\n")
    said = run("-m", "workbench.cli", "seminar", "term")
    assert said.startswith("Wrote ")
    assert (tmp_path / "term" / "student" / "1_files.ipynb").is_file()


def test_its_notebooks_are_written_out_for_lab(run, installed, tmp_path):
    code = (
        "from pathlib import Path; from workbench.cli import written_out; "
        "from workbench.publish import notebooks_folder; "
        "print(written_out(notebooks_folder(), Path('mine')))"
    )
    told = f"Wrote the notebooks to mine.\n{tmp_path / 'mine'}\n"
    assert run("-c", code) == told
    assert files(tmp_path / "mine") == files(installed / "workbench" / "notebooks")
    (tmp_path / "mine" / "00_start.ipynb").write_text("my own")
    assert run("-c", code) == told.split("\n", 1)[1]
    assert (tmp_path / "mine" / "00_start.ipynb").read_text() == "my own"
