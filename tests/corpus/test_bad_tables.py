"""A manifest or a codebook out of shape: one clear sentence that names the file and the place."""

import pytest

from tests.corpus.refused import edited, refusal


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
