"""Corpus folders that a test may spoil."""

import shutil

import pytest

from tests.corpus.built import TEXTS
from tests.corpus.made import TEXT, corpus_folder
from workbench.corpus import batches, building
from workbench.corpus.load import DATA


@pytest.fixture
def shipped_copy(tmp_path):
    """Give a copy of the shipped corpus folder."""
    for part in ("raw", "codebook"):
        shutil.copytree(DATA / part, tmp_path / "copy" / part)
    shutil.copy(DATA / "manifest.toml", tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def small(tmp_path):
    """Give a valid corpus folder with two made-up documents, a and b."""
    return corpus_folder(tmp_path / "small", {"a": TEXT, "b": "A second text.\n"})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a corpus folder of five documents whose parts hold one or two."""
    for module in (building, batches):
        monkeypatch.setattr(module, "AT_ONCE", 300)
    return corpus_folder(tmp_path / "mine", TEXTS)
