"""A corpus folder whose store is built, and what is asked of it again and again."""

import shutil

import polars as pl

import workbench
from tests.corpus.made import TEXT, entry, toml
from workbench.corpus.manifest import read_manifest
from workbench.schemas import SOURCES

TEXTS = {
    "a": TEXT,
    "b": "The towns met. “We agree,” they said; nobody wrote.\n",
    "c": "Buy tea.\n",
    "d": TEXT.replace("North", "West") * 2,
    "e": "They parted.\n\nThey met again in Vietnam.\n",
}


def tables(folder):
    return read_manifest(folder / "manifest.toml")


def say(folder, changed):
    (folder / "manifest.toml").write_text(toml(changed), "utf-8")


def rewrite(folder, name, text):
    (folder / "raw" / f"{name}.txt").write_text(text, "utf-8")
    new = [entry(t["doc_id"], (folder / "raw" / t["file"]).read_bytes()) for t in tables(folder)]
    say(folder, new)


def files(folder):
    """Give the bytes of every Parquet file of the store."""
    found = sorted((folder / "built").rglob("*.parquet"))
    return {path.relative_to(folder / "built").as_posix(): path.read_bytes() for path in found}


def rows_of_files(folder, name):
    """Read a frame as any other tool would: every file of its folder."""
    return pl.read_parquet(folder / "built" / name / "*.parquet")


def same(folder):
    """Hold a load from the store to a load without it, frame for frame."""
    apart = folder.parent / "apart"
    shutil.rmtree(apart, ignore_errors=True)
    shutil.copytree(folder, apart, ignore=shutil.ignore_patterns("built"))
    stored, plain = workbench.load(folder), workbench.load(apart)
    assert repr(stored) == repr(plain)
    for name in SOURCES:
        left, right = getattr(stored, name).lazy().collect(), getattr(plain, name).lazy().collect()
        assert left.schema == right.schema, name
        assert left.equals(right), name
    assert [note.replace("apart", "mine") for note in plain.notices] == list(stored.notices)
    return stored


def revary(folder):
    file = folder / "codebook" / "variants.toml"
    file.write_text('[[variant]]\nword = "town"\nforms = ["towns"]\n', "utf-8")


def drop(folder):
    say(folder, [t for t in tables(folder) if t["doc_id"] != "b"])
    (folder / "raw" / "b.txt").unlink()
