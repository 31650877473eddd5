"""Corpus folders that a test may spoil."""

import shutil

import pytest

from tests.made import DATA, TEXT, made_corpus
from workbench.corpus import store

TEXTS = {
    "a": TEXT,
    "b": "The towns met. “We agree,” they said; nobody wrote.\n",
    "c": "Buy tea.\n",
    "d": TEXT.replace("North", "West") * 2,
    "e": "They parted.\n\nThey met again in Vietnam.\n",
}
#: As short as the codebooks of the shipped corpus are long.
ZONES = """
[[rule]]
zone = "title"
reason = "headline"
line = "title"

[[rule]]
zone = "boilerplate"
reason = "advertisement"
pattern = "^Buy "

[[rule]]
zone = "heading"
reason = "heading inside the text"
line = "short"

[[marker]]
marker = "point number"
pattern = '\\d{1,3}\\.\\s+'

[[marker]]
marker = "bullet"
pattern = '[-–]\\s+'
"""
VARIANTS = '[[variant]]\nword = "vietnam"\nforms = ["Viet Nam", "Vietnam"]\n'


def plain(folder, texts, **facts):
    """Make a corpus with short codebooks."""
    made_corpus(folder, texts, **facts)
    shutil.rmtree(folder / "codebook")
    (folder / "codebook").mkdir()
    (folder / "codebook" / "zones.toml").write_text(ZONES, "utf-8")
    (folder / "codebook" / "variants.toml").write_text(VARIANTS, "utf-8")
    return folder


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
    return plain(tmp_path / "small", {"a": TEXT, "b": "A second text.\n"})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a corpus folder of five documents whose batches have one or two."""
    monkeypatch.setattr(store, "BATCH", 300)
    return plain(tmp_path / "mine", TEXTS)
