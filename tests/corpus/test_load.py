"""A folder becomes a corpus, or one clear sentence says why not."""

import re
import sys
import unicodedata
import warnings
from contextlib import contextmanager

import polars as pl
import pytest

from tests.corpus.conftest import plain
from tests.made import DATA, HILLS, RIVER, TEXT, entry, few, frames, made_corpus, manifest, many
from workbench import schema
from workbench.corpus import labels, load
from workbench.corpus.store import FRAMES
from workbench.errors import Missing, WorkbenchError, WorkbenchWarning

PRESS = ("tass-2021", "investor-2024", "tass-2024", "vov-2025")


def refusal(folder):
    """Load a folder that must be refused; give the sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        with pytest.raises(WorkbenchError) as caught:
            load(folder)
    return sentence(str(caught.value), folder)


def remarks(folder):
    """Load a folder that must load with remarks; give them and the corpus."""
    with pytest.warns(WorkbenchWarning) as caught:
        corpus = load(folder)
    said = [sentence(str(warning.message), folder) for warning in caught]
    assert corpus.notices == tuple(said)
    return said, corpus


def sentence(message, folder):
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


# What a text becomes


def test_a_text_becomes_lines_with_their_zones_and_provisions():
    rows = frames(TEXT)["paragraphs"].select("zone", "reason", "section", "provision", "n_words")
    assert rows.rows() == [
        ("title", "headline", "", "", 4),
        ("boilerplate", "advertisement", "", "", 5),
        ("heading", "heading inside the text", "Of rivers and bridges", "", 4),
        ("body", "", "Of rivers and bridges", "1", 14),
        ("body", "", "Of rivers and bridges", "1", 4),
        ("body", "", "Of rivers and bridges", "1.1", 6),
    ]


def test_sentences_and_clauses_carry_the_keys_above_them():
    assert frames(TEXT)["clauses"].select("para_no", "sent_no", "clause_no", "text").rows() == [
        (4, 1, 1, "The North built a bridge;"),
        (4, 1, 2, "the South praised it."),
        (4, 2, 3, "“We agree,” they said."),
        (5, 3, 4, "They will build more."),
        (6, 4, 5, "Boats shall sail in Viet Nam."),
    ]


def test_a_folder_becomes_a_corpus(small):
    corpus = load(small)
    assert corpus.folder == small
    assert corpus.notices == ()
    assert corpus.documents["text"].to_list() == [TEXT, "A second text.\n"]
    # 4 + 5 + 4 + 14 + 4 + 6 in the file; the body is the last three without the number 1
    assert corpus.documents.select("n_words_raw", "n_words").rows() == [(37, 23), (3, 3)]
    assert load(str(small)).documents.equals(corpus.documents)


def test_every_frame_is_as_declared(corpus):
    for name in ("documents", "slips", *FRAMES):
        frame = getattr(corpus, name)
        assert dict(frame.schema) == schema.dtypes(name), name
        assert not frame.select(schema.FRAMES[name].key).is_duplicated().any(), name


def test_documents_and_frames_keep_the_order_of_the_manifest(tmp_path):
    corpus = load(plain(tmp_path / "c", {"z": "One.", "b": "Two.", "a": "Three."}))
    for name in ("documents", "paragraphs", "sentences", "tokens"):
        frame = getattr(corpus, name)
        assert frame["doc_id"].unique(maintain_order=True).to_list() == ["z", "b", "a"]


def test_a_slip_is_found_where_it_is_printed(tmp_path):
    slip = {"para_no": 2, "printed": "teh", "note": "Misprint of the."}
    folder = plain(tmp_path / "c", {"a": "They met.\n\nThen teh end."}, slip=[slip])
    assert load(folder).slips.rows() == [("a", 2, 16, 19, "Misprint of the.", "teh")]


@pytest.mark.parametrize("para_no", [2, 9, 0, -1, 2**40])
def test_a_slip_that_is_not_in_its_line_is_refused(tmp_path, para_no):
    slip = {"para_no": para_no, "printed": "teh", "note": "Misprint of the."}
    folder = plain(tmp_path / "c", {"a": "Then teh end.\nThey met."}, slip=[slip])
    assert refusal(folder) == (
        f"c/manifest.toml: document a: the slip 'teh' is not in line {para_no}."
    )


@pytest.mark.filterwarnings("ignore:.*no body text")
def test_batches_of_the_documents_give_the_same_frames(tmp_path, monkeypatch):
    texts = dict(zip("abcd", [TEXT, "They met.", "Buy tea.", TEXT * 3], strict=True))
    folder = plain(tmp_path / "c", texts)
    whole = load(folder)
    monkeypatch.setattr(sys.modules["workbench.corpus.store"], "BATCH", 60)
    apart = load(folder)
    for name in ("documents", *FRAMES):
        assert getattr(apart, name).equals(getattr(whole, name)), name


def test_a_long_load_says_how_many_documents_are_done(small, monkeypatch):
    monkeypatch.setattr(sys.modules["workbench.corpus.store"], "BATCH", 10)
    said = []
    load(small, progress=lambda *done: said.append(done))
    assert said == [(1, 2), (2, 2)]


# What a corpus says of itself


def test_the_shipped_corpus_says_how_much_there_is(corpus):
    assert repr(corpus) == "Corpus of 5 documents, 299 lines and 7,556 words in the body"
    assert corpus._repr_html_() == f"<p>{corpus!r}</p>"
    assert corpus.shipped


def test_another_corpus_says_that_the_prose_is_not_about_it(tmp_path):
    corpus = load(few(tmp_path / "c", RIVER, "<b>Tea</b> & more\n\nThey met in the hills.\n"))
    assert not corpus.shipped
    assert "You are reading 2 documents: “The sides meet on the river”, “<b>Tea</b>" in repr(corpus)
    shown = corpus._repr_html_()
    assert 'role="note"' in shown
    assert "“&lt;b&gt;Tea&lt;/b&gt; &amp; more”" in shown
    assert "<b>" not in shown


def test_documents_have_labels_for_people(corpus):
    assert corpus.label("tass-2021") == corpus.labels["tass-2021"] == "TASS 2021"
    about = {
        "doc_id": list("abcd"),
        "publisher": ["P", "P", "unknown", "Q"],
        "year": [1, 1, 2, None],
    }
    assert labels(pl.DataFrame(about)) == {
        "a": "P 1 (a)",
        "b": "P 1 (b)",
        "c": "c (publisher unknown, 2)",
        "d": "d (Q, year unknown)",
    }


def test_an_unknown_document_is_refused_with_the_choices(corpus):
    assert corpus.document("vov-2025")["label"] == "VOVWORLD 2025"
    for ask in (corpus.document, corpus.label, lambda name: corpus.claims("vov-2025", name)):
        with pytest.raises(WorkbenchError, match="No document 'vov'; choose tass-2021, investor"):
            ask("vov")


def test_of_many_documents_an_error_names_some(tmp_path):
    with pytest.raises(WorkbenchError, match=r"choose d0, d1, .*, d29 and 15 more\."):
        load(many(tmp_path / "c", 45)).document("x")


def test_a_document_that_is_not_there_has_a_stand_in(tmp_path, corpus):
    assert corpus.prefer("vov-2025") == "vov-2025"
    assert corpus.prefer("vov") == "tass-2021"
    with pytest.warns(WorkbenchWarning, match="no body text"):
        other = load(few(tmp_path / "c", "The sides meet\n", HILLS))
    assert other.prefer("vov-2025") == "d1"


def test_a_pair_that_is_not_there_has_a_stand_in_of_its_relation(tmp_path, corpus):
    assert corpus.pair("vgp-2025", "tass-2024") == ("vgp-2025", "tass-2024")
    assert corpus.pair("x", "vov-2025", "over time") == ("tass-2021", "investor-2024")
    assert corpus.pair("x", "vov-2025", "one statement") == ("investor-2024", "tass-2024")
    other = load(few(tmp_path / "c", RIVER, HILLS))
    assert other.pair("x", "y") == ("d0", "d1")
    assert other.pair("x", "y", "one statement") == (None, None)
    with pytest.raises(Missing, match="two documents of one series"):
        other.claims(None, None)


def test_drafts_and_unknown_texts_are_no_stand_ins(tmp_path):
    texts = {name: f"{RIVER}\nSigned by {name}.\n" for name in "abcd"}
    facts = {"a": {"draft": ["Columns: guessed."]}, "b": {"genre": "unknown"}}
    dates = {name: {"event_date": f"20{number}0"} for number, name in enumerate("abcd")}
    tables = {name: dates[name] | facts.get(name, {}) for name in texts}
    assert load(made_corpus(tmp_path / "c", texts, tables)).pair("x", "y") == ("c", "d")


def test_a_document_is_not_compared_with_itself(corpus):
    with pytest.raises(WorkbenchError, match="vov-2025 twice: choose two different documents"):
        corpus.claims("vov-2025", "vov-2025")


def test_the_glossary_of_the_workbench_stands_in(small, corpus):
    assert load(small).glossary.equals(corpus.glossary)
    assert corpus.glossary["term"].to_list()[:2] == ["agreement", "alignment"]


def test_the_parties_come_from_the_manifest(corpus, small):
    assert [party.party for party in corpus.parties] == ["Russia", "Viet Nam"]
    assert load(small).parties == ()


def test_the_corpus_of_the_environment_is_read_where_none_is_named(small, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", str(small))
    assert load().documents["doc_id"].to_list() == ["a", "b"]


# Files that are not there, or not listed


def test_the_untouched_copy_loads_without_a_remark(shipped_copy, corpus):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load(shipped_copy).documents.equals(corpus.documents)


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
    assert doc_id not in corpus.paragraphs["doc_id"].unique().to_list()
    with edited(shipped_copy / "manifest.toml") as text:
        head, *tables = re.split(r"(?m)^(?=\[\[document\]\]$)", text[0])
        text[0] = head + "".join(one for one in tables if f'doc_id = "{doc_id}"' not in one)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load(shipped_copy).documents.height == 4


def test_the_statement_loads_when_no_press_text_is_left(shipped_copy):
    for doc_id in PRESS:
        (shipped_copy / "raw" / f"{doc_id}.txt").unlink()
    said, corpus = remarks(shipped_copy)
    assert len(said) == 4
    assert corpus.documents["doc_id"].to_list() == ["vgp-2025"]
    assert corpus.slips.height == 9
    assert corpus.pair("tass-2021", "vgp-2025") == (None, None)


def test_an_extra_file_is_reported_and_left_out(small):
    (small / "raw" / "c.txt").write_text("A third text.\n")
    (small / "raw" / ".DS_Store").write_bytes(b"\x00")
    said, corpus = remarks(small)
    assert said == [
        (
            "small/raw/c.txt: not listed in the manifest, so it is left out "
            "(add a table for it, or delete the file)."
        )
    ]
    assert corpus.documents.height == 2


def test_file_names_are_compared_in_one_normal_form(tmp_path):
    folder = plain(tmp_path / "c", {"a": "They met.\n"})
    composed, apart = (unicodedata.normalize(form, "Việt.txt") for form in ("NFC", "NFD"))
    (folder / "raw" / "a.txt").rename(folder / "raw" / apart)
    listed = entry("a", "They met.\n", file=composed)
    (folder / "manifest.toml").write_text(manifest([listed]), "utf-8")
    assert load(folder).documents["text"].to_list() == ["They met.\n"]


def emptied(raw):
    for file in raw.iterdir():
        file.unlink()


def replaced(raw):
    (raw / "a.txt").unlink()
    (raw / "a.txt").mkdir()


REFUSED = {
    "no file": (emptied, ": none of the files in the manifest is there."),
    "no folder": (lambda raw: (emptied(raw), raw.rmdir()), ": none of the files in the manifest is there."),
    "a folder for a file": (replaced, "/a.txt: cannot be read ("),
    "another text": (lambda raw: (raw / "a.txt").write_bytes(b"Another.\n"), "/a.txt: its checksum is not the one in the manifest; restore the file, or set its"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_in_the_folder_is_refused(small, spoil, said):
    spoil(small / "raw")
    assert refusal(small).startswith(f"small/raw{said}")


TEXTS = [
    ({"a": TEXT, "b": TEXT}, "b.txt: the same bytes as a.txt; keep one of them."),
    ({"a": "They met.".encode("utf-16")}, "a.txt: the file is UTF-16; save it as UTF-8."),
]


@pytest.mark.parametrize(("texts", "said"), TEXTS)
def test_texts_that_cannot_be_used_are_refused(tmp_path, texts, said):
    assert refusal(plain(tmp_path / "small", texts)) == f"small/raw/{said}"


def test_a_document_without_body_is_reported(tmp_path):
    said, _ = remarks(plain(tmp_path / "c", {"a": "Buy tea."}))
    assert said == ["c/raw/a.txt: no body text is left after the cuts."]


def test_a_zone_for_lines_that_are_not_there_is_reported(tmp_path):
    zone = {"first": 2, "last": 9, "zone": "caption", "reason": "under a picture"}
    said, _ = remarks(plain(tmp_path / "c", {"a": "They met.\n\nTea.\n"}, zone=[zone]))
    assert said == ["c/manifest.toml: document a: a zone names line 9, and there are 2."]


def test_a_line_of_5_mb_is_cut_in_no_time(tmp_path):
    words = "They met; they spoke of “tea” in Viet Nam. "
    text = words * (5_000_000 // len(words))
    corpus = load(plain(tmp_path / "c", {"a": text}))
    assert corpus.sentences.height == len(text) // len(words)
    assert corpus.documents["longest_line"].to_list() == [len(text.rstrip())]


# Manifest and codebooks


def test_no_manifest_is_refused_with_what_a_corpus_is(small, tmp_path):
    (small / "manifest.toml").unlink()
    assert refusal(small).startswith(
        "small/manifest.toml: no such file; a corpus is a folder with manifest.toml, raw/ and"
    )
    assert refusal(tmp_path / "nowhere").startswith("nowhere/manifest.toml: no such file;")


MANIFEST = {
    "malformed TOML": ("year = 2024", "year = ", "malformed TOML: Invalid value (at line"),
    "a missing key": ('side = "other"\n', "", "document “a”: the key side is missing; the keys are"),
    "no UTF-8": ("Gazette", "G\udce9", "the file is not UTF-8 (byte"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), MANIFEST.values(), ids=MANIFEST)
def test_a_manifest_out_of_shape_is_refused(small, old, new, said):
    path = small / "manifest.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    assert refusal(small).startswith(f"small/manifest.toml: {said}")


CODEBOOK = {
    "malformed TOML": ("zones.toml", "[[rule", "malformed TOML: "),
    "bad pattern": ("zones.toml", '[[rule]]\nzone="deck"\nreason="x"\npattern="("', "rule 4"),
    "unknown zone": ("zones.toml", '[[rule]]\nzone="foot"\nreason="x"\npattern="x"', "rule "),
    "bad marker": ("zones.toml", '[[marker]]\nmarker="bullet"\npattern="["', "marker 3"),
    "two words": ("variants.toml", '[[variant]]\nword="laos"\nforms=["viet nam"]', "variant 'laos'"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "more", "said"), CODEBOOK.values(), ids=CODEBOOK)
def test_a_codebook_out_of_shape_is_refused(small, file, more, said):
    with edited(small / "codebook" / file) as text:
        text[0] += more + "\n"
    assert refusal(small).startswith(f"small/codebook/{file}: {said}")


@pytest.mark.parametrize("file", ["zones.toml", "variants.toml"])
def test_a_missing_codebook_is_refused(small, file):
    (small / "codebook" / file).unlink()
    assert refusal(small) == f"small/codebook/{file}: no such file."


def test_the_data_folder_is_found_beside_the_package():
    assert (DATA / "manifest.toml").is_file()
