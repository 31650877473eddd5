"""Bad input, end to end: one clear sentence that names the file, and never a traceback."""

import hashlib
import re
import warnings
from contextlib import contextmanager

import polars as pl
import pytest

import workbench
from workbench.display import reading
from workbench.errors import WorkbenchError, WorkbenchWarning

PRESS = ("tass-2021", "investor-2024", "tass-2024", "vov-2025")


def refusal(folder):
    """Load a folder that must be refused; give the sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        with pytest.raises(WorkbenchError) as caught:
            workbench.load(folder)
    return plain(str(caught.value), folder)


def remarks(folder):
    """Load a folder that must load with remarks; give them and the corpus."""
    with pytest.warns(WorkbenchWarning) as caught:
        corpus = workbench.load(folder)
    said = [plain(str(warning.message), folder) for warning in caught]
    assert corpus.notices == tuple(said)
    return said, corpus


def plain(message, folder):
    assert str(folder.parent) not in message
    assert "\n" not in message
    assert message.endswith((".", "?", ")."))
    return message


@contextmanager
def edited(path):
    """Let a test change the text of a file."""
    box = [path.read_text("utf-8")]
    yield box
    path.write_text(box[0], "utf-8", newline="\n")


def put(folder, file, data):
    """Put other bytes in a source, and their checksum into the manifest."""
    old = hashlib.sha256((folder / "raw" / file).read_bytes()).hexdigest()
    (folder / "raw" / file).write_bytes(data)
    with edited(folder / "manifest.toml") as text:
        text[0] = text[0].replace(old, hashlib.sha256(data).hexdigest())


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


def test_no_manifest_is_refused_with_what_a_corpus_is(small):
    (small / "manifest.toml").unlink()
    assert refusal(small).startswith(
        "small/manifest.toml: no such file; a corpus is a folder with manifest.toml, raw/ and"
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nowhere").startswith("nowhere/manifest.toml: no such file;")


def test_a_manifest_that_is_not_utf_8_is_refused(small):
    (small / "manifest.toml").write_bytes(b"# d\xe9j\xe0\n[[document]]\n")
    assert refusal(small).startswith("small/manifest.toml: the file is not UTF-8 (byte 4);")


MANIFEST = {
    "malformed TOML": ("year = 2024", "year = ", "malformed TOML: Invalid value (at line 4,"),
    "missing field": ('side = "other"\n', "", "document a: the field side is missing"),
    "unknown field": ("year = ", "color = 1\nyear = ", "document a: unknown field color; the fiel"),
    "unknown genre": ('"digest"', '"poem"', "document a: unknown genre 'poem'; choose statement,"),
    "unknown side": ('"other"', '"West"', "document a: unknown side 'West'; choose Russian, Viet"),
    "duplicate doc_id": ('doc_id = "b"', 'doc_id = "a"', "doc_id a is used by more than one"),
    "duplicate file": ('file = "b.txt"', 'file = "a.txt"', "file a.txt is used by more than one"),
    "a folder in the file": ('"a.txt"', '"../a.txt"', "document a: file '../a.txt' must be the"),
    "an absolute file": ('"a.txt"', '"/etc/a.txt"', "document a: file '/etc/a.txt' must be the"),
    "a day that is none": ('"2024-06-20"', '"2024-06-31"', "document a: event_date '2024-06-31'"),
}


@pytest.mark.parametrize(("old", "new", "said"), MANIFEST.values(), ids=MANIFEST)
def test_a_manifest_out_of_shape_is_refused(small, old, new, said):
    with edited(small / "manifest.toml") as text:
        assert old in text[0]
        text[0] = text[0].replace(old, new, 1)
    assert refusal(small).startswith(f"small/manifest.toml: {said}")


CODEBOOK = {
    "malformed TOML": ("zones.toml", "[[rule", "malformed TOML: "),
    "bad pattern": ("zones.toml", 'zone="deck"\nreason="x"\npattern="("', "rule 4: '(' is not a va"),
    "unknown zone": ("zones.toml", 'zone="foot"\nreason="x"\npattern="x"', "rule 4: 'foot' is not"),
    "bad marker": ("zones.toml", '[[marker]]\nmarker="bullet"\npattern="["', "marker 3: '[' is not"),
    "two words": ("variants.toml", 'word="laos"\nforms=["viet nam"]', "variant 2: the form 'viet na"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "more", "said"), CODEBOOK.values(), ids=CODEBOOK)
def test_a_codebook_out_of_shape_is_refused(small, file, more, said):
    table = "[[rule]]\n" if file == "zones.toml" else "[[variant]]\n"
    with edited(small / "codebook" / file) as text:
        text[0] += ("" if more.startswith("[[") else table) + more + "\n"
    assert refusal(small).startswith(f"small/codebook/{file}: {said}")


@pytest.mark.parametrize("file", ["zones.toml", "variants.toml"])
def test_a_missing_codebook_is_refused(small, file):
    (small / "codebook" / file).unlink()
    assert refusal(small) == f"small/codebook/{file}: no such file."


def test_a_slip_that_is_not_in_its_line_is_refused(shipped_copy):
    with edited(shipped_copy / "manifest.toml") as text:
        text[0] = text[0].replace('printed = "mehanisms"', 'printed = "mechanisms"')
    assert refusal(shipped_copy) == (
        "copy/manifest.toml: document vgp-2025: the slip 'mechanisms' is not in line 81."
    )


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
