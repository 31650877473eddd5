"""Bad sources, end to end: one clear sentence that names the file, and never a traceback."""

import hashlib
import re
import warnings

import polars as pl
import pytest

import workbench
from tests.corpus.refused import edited, put, refusal, remarks
from workbench.display import reading

PRESS = ("tass-2021", "investor-2024", "tass-2024", "vov-2025")


def test_the_untouched_copy_loads_without_a_remark(shipped_copy, corpus):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        copy = workbench.load(shipped_copy)
    assert copy.documents.equals(corpus.documents)


@pytest.mark.parametrize("doc_id", PRESS)
def test_a_missing_press_text_is_reported_and_the_rest_loads(shipped_copy, doc_id):
    (shipped_copy / "raw" / f"{doc_id}.txt").unlink()
    said, corpus = remarks(shipped_copy)
    assert said == [
        (
            f"copy/raw/{doc_id}.txt: listed in the manifest but not there; going on without it "
            "(restore the file, or delete its table from the manifest)."
        )
    ]
    assert corpus.documents.height == 4
    assert doc_id not in corpus.paragraphs["doc_id"].cast(pl.String).unique().to_list()


def without(text, doc_id):
    head, *tables = re.split(r"(?m)^(?=\[\[document\]\]$)", text)
    return head + "".join(table for table in tables if f'doc_id = "{doc_id}"' not in table)


@pytest.mark.parametrize("doc_id", PRESS)
def test_a_press_text_and_its_table_may_be_removed(shipped_copy, doc_id):
    (shipped_copy / "raw" / f"{doc_id}.txt").unlink()
    with edited(shipped_copy / "manifest.toml") as text:
        text[0] = without(text[0], doc_id)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus = workbench.load(shipped_copy)
    assert corpus.documents.height == 4


def test_the_statement_loads_when_no_press_text_is_left(shipped_copy):
    for doc_id in PRESS:
        (shipped_copy / "raw" / f"{doc_id}.txt").unlink()
    said, corpus = remarks(shipped_copy)
    assert len(said) == 4
    assert corpus.documents["doc_id"].to_list() == ["vgp-2025"]
    assert corpus.comparability.collect().is_empty()
    assert corpus.slips.height == 7


def test_an_extra_file_is_reported_and_left_out(small):
    (small / "raw" / "c.txt").write_text("A third text.\n")
    said, corpus = remarks(small)
    assert said == [
        (
            "small/raw/c.txt: not listed in the manifest, so it is left out "
            "(add a table for it, or delete the file)."
        )
    ]
    assert corpus.documents.height == 2


def test_a_hidden_file_is_no_remark(small):
    (small / "raw" / ".DS_Store").write_bytes(b"\x00")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert workbench.load(small).notices == ()


def test_no_file_at_all_is_refused(small):
    for file in (small / "raw").iterdir():
        file.unlink()
    assert refusal(small) == "small/raw: none of the files in the manifest is there."


def test_no_raw_folder_is_refused(small):
    for file in (small / "raw").iterdir():
        file.unlink()
    (small / "raw").rmdir()
    assert refusal(small) == "small/raw: none of the files in the manifest is there."


def test_a_folder_in_place_of_a_file_is_refused(small):
    (small / "raw" / "a.txt").unlink()
    (small / "raw" / "a.txt").mkdir()
    assert refusal(small).startswith("small/raw/a.txt: cannot be read (")


def test_a_changed_file_is_refused_by_its_checksum(small):
    (small / "raw" / "a.txt").write_bytes(b"Another text.\n")
    found = hashlib.sha256(b"Another text.\n").hexdigest()[:12]
    assert refusal(small).startswith(
        f"small/raw/a.txt: the checksum is {found}…, the manifest says "
    )


BYTES = {
    "empty": (b"", "the file is empty."),
    "white space only": (b" \r\n\t\n", "the file is empty."),
    "odd white space only": ("\u00a0\n\u3000".encode(), "the file is empty."),
    "binary with zero bytes": (b"\x89PNG\r\n\x00\x00", "the file is not text (it holds zero"),
    "binary without zero bytes": (b"\x89PNG\r\n\x1a\n", "the file is not UTF-8 (byte 1);"),
    "Latin-1": ("déjà vu".encode("latin-1"), "the file is not UTF-8 (byte 2); if it is Latin-1"),
    "Windows-1252": ("“a”".encode("cp1252"), "the file is not UTF-8 (byte 1); if it is Latin-1"),
    "UTF-16": ("They met.".encode("utf-16"), "the file is UTF-16; save it as UTF-8."),
}


@pytest.mark.parametrize(("data", "said"), BYTES.values(), ids=BYTES)
def test_a_source_that_is_no_text_is_refused(small, data, said):
    put(small, "a.txt", data)
    assert refusal(small).startswith(f"small/raw/a.txt: {said}")


def test_the_same_bytes_twice_are_refused(small):
    put(small, "b.txt", (small / "raw" / "a.txt").read_bytes())
    assert refusal(small) == "small/raw/b.txt: the same bytes as a.txt; keep one of them."


def test_a_line_of_5_mb_loads_with_a_remark(small):
    sentence = "They met; they spoke of “tea” in Viet Nam. "
    text = sentence * (5_000_000 // len(sentence))
    put(small, "a.txt", text.encode())
    said, corpus = remarks(small)
    assert said == [
        f"small/raw/a.txt: line 1 has {len(text.rstrip()):,} characters; is it one paragraph?"
    ]
    n_sentences = len(text) // len(sentence)
    assert corpus.sentences.filter(doc_id="a").height == n_sentences
    shown = reading(corpus.documents, corpus.paragraphs, corpus.slips, "a").html()
    assert len(shown) < 100_000
    assert "characters are shown)" in shown


HTML = '<script>alert("x")</script> They met & <b onclick=alert(1)>spoke</b>.\n'


def test_html_in_a_source_is_shown_as_text_and_never_run(small):
    put(small, "a.txt", HTML.encode())
    corpus = workbench.load(small)
    assert corpus.documents["text"].to_list()[0] == HTML
    shown = reading(corpus.documents, corpus.paragraphs, corpus.slips, "a").html()
    assert "<script" not in shown
    assert "<b onclick" not in shown
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; They met &amp; &lt;b" in shown
