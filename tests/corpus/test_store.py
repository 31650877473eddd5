"""Frames that are in the store: read late, in part, and in the order of the corpus."""

import copy
import pickle
import sys
import warnings
from dataclasses import replace

import polars as pl
import pytest

import workbench
from tests.corpus.made import TEXT, corpus_folder
from workbench.analysis.parts import parts
from workbench.corpus import batches, build_store, building
from workbench.corpus.model import columns, held
from workbench.corpus.store import FRAMES, Stored
from workbench.errors import WorkbenchError, WorkbenchWarning

TEXTS = {"a": TEXT, "b": "They met.\n", "c": TEXT * 2, "d": "They parted. “So it is.”\n"}


@pytest.fixture
def plain(tmp_path):
    """Give the same corpus without a store."""
    return workbench.load(corpus_folder(tmp_path / "plain", TEXTS))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give the folder of a corpus that is built in several parts."""
    for module in (building, batches):
        monkeypatch.setattr(module, "AT_ONCE", 300)
    folder = corpus_folder(tmp_path / "mine", TEXTS)
    build_store(folder)
    return folder


def unread(corpus):
    return [name for name in FRAMES if isinstance(held(corpus, name), Stored)]


def test_a_frame_is_read_when_it_is_asked_for_and_kept(folder, plain):
    corpus = workbench.load(folder)
    assert unread(corpus) == list(FRAMES)
    assert corpus.tokens.equals(plain.tokens)
    assert corpus.tokens is corpus.tokens
    assert unread(corpus) == [name for name in FRAMES if name != "tokens"]


def test_columns_are_read_alone_and_kept_until_the_frame_is(folder, plain):
    corpus = workbench.load(folder)
    forms = columns(corpus, "tokens", "form")
    assert unread(corpus) == list(FRAMES)
    assert forms.equals(plain.tokens.select("form"))
    assert columns(corpus, "tokens", "start", "form").equals(plain.tokens.select("start", "form"))
    assert corpus.tokens.equals(plain.tokens)
    assert columns(corpus, "tokens", "word").equals(plain.tokens.select("word"))
    assert set(vars(corpus)) == set(vars(plain))


def test_saying_copying_and_pickling_reads_nothing(folder, plain):
    corpus = workbench.load(folder)
    assert repr(corpus) == repr(plain)
    twin, copied = pickle.loads(pickle.dumps(corpus)), copy.copy(corpus)  # noqa: S301 - our own
    assert unread(corpus) == unread(twin) == unread(copied) == list(FRAMES)
    assert twin.sentences.equals(plain.sentences)
    assert copied.quotes.equals(plain.quotes)


def test_a_frame_can_be_replaced(folder, plain):
    corpus = replace(workbench.load(folder), tokens=plain.tokens.head(2))
    assert corpus.tokens.height == 2
    assert corpus.clauses.equals(plain.clauses)
    with pytest.raises(AttributeError):
        corpus.tokens = plain.tokens


def test_a_corpus_lacks_what_it_was_not_given(plain):
    with pytest.raises(TypeError, match="tokens"):
        workbench.Corpus(plain.folder, (), plain.documents)


def test_queries_read_the_same_rows(folder, plain):
    for name, query in workbench.scan(folder).items():
        assert isinstance(query, pl.LazyFrame)
        assert query.collect().equals(getattr(plain, name).lazy().collect()), name


def test_a_query_reads_only_the_columns_and_rows_that_it_asks_for(folder):
    query = workbench.scan(folder)["tokens"].filter(pl.col("start") > 10).select("form")
    plan = query.explain()
    assert "PROJECT 2/9" in plan
    assert "SELECTION" in plan


def test_parts_of_a_stored_corpus_are_parts_of_the_corpus(folder, plain):
    stored, loaded = parts(workbench.load(folder), 20), parts(plain, 20)
    n = 0
    for left, right in zip(stored, loaded, strict=True):
        assert unread(left) == list(FRAMES)
        for name in ("documents", "slips", *FRAMES):
            assert getattr(left, name).equals(getattr(right, name)), name
        n += 1
    assert n > 1


@pytest.mark.parametrize("name", FRAMES)
def test_a_damaged_file_is_named(name, folder):
    corpus = workbench.load(folder)
    path = sorted((folder / "built" / name).glob("*.parquet"))[1]
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(WorkbenchError) as caught:
        getattr(corpus, name)
    message = str(caught.value)
    assert message.startswith(f"mine/built/{name}/{path.name}: cannot be read (")
    assert message.endswith(
        "; delete this file and run workbench build mine, which builds it again."
    )
    if name == "paragraphs":
        with pytest.raises(WorkbenchError, match=path.name):
            workbench.load(folder)
    path.unlink()
    with pytest.raises(WorkbenchError, match=path.name):
        workbench.load(folder)
    build_store(folder)
    getattr(workbench.load(folder), name)


def test_a_damaged_list_of_documents_is_named(folder):
    path = next((folder / "built" / "documents").iterdir())
    path.write_bytes(b"PAR1")
    with pytest.raises(
        WorkbenchError, match=rf"mine/built/documents/{path.name}: cannot be read \("
    ):
        workbench.load(folder)


def test_bytes_gone_wrong_in_the_middle_are_named(folder):
    path = next((folder / "built" / "tokens").iterdir())
    data = bytearray(path.read_bytes())
    data[4:200] = bytes(196)
    path.write_bytes(data)
    with pytest.raises(WorkbenchError, match=path.name):
        _ = workbench.load(folder).tokens


def test_a_store_that_was_built_anew_asks_for_a_new_load(folder):
    corpus = workbench.load(folder)
    (folder / "codebook" / "variants.toml").write_text(
        '[[variant]]\nword = "boat"\nforms = ["boats"]\n', "utf-8"
    )
    build_store(folder)
    with pytest.raises(WorkbenchError, match="was built anew since the corpus was loaded; load it"):
        _ = corpus.tokens
    assert "boat" in workbench.load(folder).tokens["word"]


def test_a_large_corpus_hints_at_the_command_until_it_is_built(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["workbench.corpus.load"], "LARGE", 1_000_000)
    text = "They met.\n" + f"Buy {'a' * 10_000}\n" * 120
    folder = corpus_folder(tmp_path / "mine", {"a": text})
    with pytest.warns(WorkbenchWarning) as said:
        corpus = workbench.load(folder)
    assert [str(one.message) for one in said] == [
        "mine: 1 MB of text are cut up anew at each opening; workbench build mine does it once."
    ]
    assert corpus.notices == ()
    build_store(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbench.load(folder)
