"""The laws hold in the shipped corpus, and the check sees each way to break one."""

import shutil
from dataclasses import replace

import polars as pl
import pytest

from tests.corpus.made import TEXT, corpus_folder
from workbench.corpus.check import check, laws
from workbench.corpus.load import DATA
from workbench.schemas import FRAMES, SOURCES

PLACED = ("paragraphs", "sentences", "clauses", "tokens", "quotes", "slips")


def test_the_shipped_corpus_is_in_order():
    assert check() == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_frame_has_rows_to_check(corpus, name):
    assert getattr(corpus, name).height > 0


def change(frame, row, **values):
    """Give a frame with other values in one row."""
    return frame.with_columns(
        pl.when(pl.int_range(pl.len()) == row)
        .then(pl.lit(value).cast(frame.schema[column]))
        .otherwise(column)
        .alias(column)
        for column, value in values.items()
    )


@pytest.mark.parametrize("name", PLACED)
def test_a_shifted_offset_is_found(corpus, name):
    frame = getattr(corpus, name)
    shifted = change(frame, 2, start=frame["start"][2] + 1)
    findings = laws(replace(corpus, **{name: shifted}))
    doc_id = frame["doc_id"][2]
    assert f"frame {name}: {doc_id} has 1 rows whose text is not at their offsets" in findings


def test_a_corrected_text_is_found(corpus):
    right = corpus.paragraphs.with_columns(pl.col("text").str.replace("mehanisms", "mechanisms"))
    findings = laws(replace(corpus, paragraphs=right))
    assert "frame paragraphs: vgp-2025 has 1 rows whose text is not at their offsets" in findings


def test_a_changed_source_is_found(corpus):
    changed = corpus.documents.with_columns(text=pl.lit(" ") + pl.col("text"))
    findings = laws(replace(corpus, documents=changed))
    assert sum("not at their offsets" in finding for finding in findings) > len(PLACED)


def test_overlapping_lines_are_found(corpus):
    first, second = corpus.paragraphs.rows(named=True)[:2]
    text = corpus.documents["text"][0]
    claimed = change(
        corpus.paragraphs, 0, end=second["end"], text=text[first["start"] : second["end"]]
    )
    assert laws(replace(corpus, paragraphs=claimed)) == [
        "tass-2021: its zones do not cover every character once"
    ]


@pytest.mark.parametrize("row", [0, 3, 298])
def test_a_line_that_is_left_out_is_found(corpus, row):
    less = corpus.paragraphs.filter(pl.int_range(pl.len()) != row)
    doc_id = corpus.paragraphs["doc_id"][row]
    assert laws(replace(corpus, paragraphs=less)) == [
        f"{doc_id}: its zones do not cover every character once"
    ]


def test_a_document_without_any_line_is_found(corpus):
    less = corpus.paragraphs.filter(pl.col("doc_id") != "vov-2025")
    assert laws(replace(corpus, paragraphs=less)) == [
        "vov-2025: its zones do not cover every character once"
    ]


@pytest.mark.parametrize("name", SOURCES)
def test_a_repeated_key_is_found(corpus, name):
    frame = getattr(corpus, name)
    findings = laws(replace(corpus, **{name: pl.concat([frame, frame.head(1)])}))
    assert f"frame {name}: more than one row for a {' + '.join(FRAMES[name].key)}" in findings


@pytest.mark.parametrize("name", SOURCES)
def test_a_column_too_many_is_found(corpus, name):
    more = getattr(corpus, name).with_columns(extra=1)
    (said,) = laws(replace(corpus, **{name: more}))
    assert said.startswith(f"frame {name}: columns are {{")


def test_a_column_of_another_type_is_found(corpus):
    other = corpus.sentences.cast({"n_words": pl.Int64})
    (said,) = laws(replace(corpus, sentences=other))
    assert said.startswith("frame sentences: columns are {")


def test_check_gives_a_sentence_per_finding(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"a": TEXT, "b": "They met.\n"})
    (folder / "raw" / "a.txt").write_bytes(b"Another text.\n")
    (folder / "raw" / "b.txt").write_bytes(b"")
    (folder / "codebook" / "variants.toml").write_text("x = 1\n")
    findings = check(folder)
    assert [finding.split(":")[0] for finding in findings] == [
        "c/codebook/variants.toml",
        "c/raw/a.txt",
        "c/raw/b.txt",
    ]


def test_check_reads_the_codebooks_of_wording_and_the_reference(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "codebook" / "edits.toml").write_text("x = 1\n")
    (folder / "codebook" / "concepts.toml").write_text("x = \n")
    said = check(folder)
    assert len(said) == 2
    assert "edits.toml" in " ".join(said)
    assert "concepts.toml" in " ".join(said)


def test_check_reads_the_links_coded_by_hand(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "reference" / "links" / "vov-2025--vgp-2025.toml").write_text("x = \n")
    (said,) = check(folder)
    assert "vov-2025--vgp-2025.toml" in said


def test_check_reads_the_glossary(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"a": TEXT})
    (folder / "glossary.toml").write_text("x = 1\n")
    (said,) = check(folder)
    assert said.startswith("glossary.toml: must hold")


def test_check_reports_what_load_only_warns_of(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"a": TEXT, "b": "They met.\n"})
    (folder / "raw" / "b.txt").unlink()
    (said,) = check(folder)
    assert said.startswith("c/raw/b.txt: listed in the manifest but not there")


def test_check_reports_a_manifest_that_cannot_be_read(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"a": TEXT})
    (folder / "manifest.toml").unlink()
    (said,) = check(folder)
    assert said.startswith("c/manifest.toml: no such file")


def test_check_reports_a_slip_that_is_not_printed(tmp_path):
    slip = {"para_no": 1, "printed": "teh", "note": "Misprint of the."}
    folder = corpus_folder(tmp_path / "c", {"a": TEXT}, slip=[slip])
    assert check(folder) == ["c/manifest.toml: document a: the slip 'teh' is not in line 1."]


def test_lines_out_of_order_are_found(corpus):
    order = [1, 0, *range(2, corpus.paragraphs.height)]
    assert laws(replace(corpus, paragraphs=corpus.paragraphs[order])) == [
        "tass-2021: its zones do not cover every character once"
    ]
