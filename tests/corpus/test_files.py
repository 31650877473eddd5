import hashlib
from pathlib import Path

import pytest

from workbench.corpus.files import decode, label, read_source, read_toml
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/ha/corpus/raw/a.txt", "corpus/raw/a.txt"),
        ("/home/ha/corpus/codebook/zones.toml", "corpus/codebook/zones.toml"),
        ("/home/ha/corpus/manifest.toml", "corpus/manifest.toml"),
        ("manifest.toml", "manifest.toml"),
        ("raw/a.txt", "raw/a.txt"),
    ],
)
def test_a_file_is_named_by_its_last_folders(path, name):
    assert label(Path(path)) == name


@pytest.mark.parametrize("text", ["a\r\nb", "\ufeffa", "a\u00a0b", "ký 🤝", " a "])
def test_decoding_changes_nothing(text):
    assert decode(text.encode(), "a.txt") == text


BAD = {
    "empty": (b"", "the file is empty."),
    "white space": (b" \n\t\r\n", "the file is empty."),
    "non-breaking spaces": ("\u00a0\u3000".encode(), "the file is empty."),
    "byte order mark alone": ("\ufeff\n".encode(), "the file is empty."),
    "UTF-16, little end first": ("a".encode("utf-16"), "the file is UTF-16; save it as UTF-8."),
    "UTF-16, big end first": (b"\xfe\xff\x00a", "the file is UTF-16; save it as UTF-8."),
    "zero bytes": (b"PK\x03\x04\x00\x00", "the file is not text (it holds zero bytes)."),
    "Latin-1": (
        "a déjà".encode("latin-1"),
        "the file is not UTF-8 (byte 4); if it is Latin-1 or Windows-1252, save it as UTF-8.",
    ),
}


@pytest.mark.parametrize(("data", "said"), BAD.values(), ids=BAD)
def test_what_is_no_text_is_refused_in_a_sentence(data, said):
    with pytest.raises(WorkbenchError) as caught:
        decode(data, "raw/a.txt")
    assert str(caught.value) == f"raw/a.txt: {said}"


def test_a_source_is_read_as_it_stands(tmp_path):
    data = b"One.\r\n\r\nTwo. \n"
    (tmp_path / "a.txt").write_bytes(data)
    assert read_source(tmp_path / "a.txt", hashlib.sha256(data).hexdigest()) == data.decode()


def test_another_checksum_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"One.")
    with pytest.raises(WorkbenchError, match=r"a\.txt: the checksum is [0-9a-f]{12}…, the manif"):
        read_source(tmp_path / "a.txt", "0" * 64)


def test_toml_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "a.toml").write_text("\ufeffx = 1\n", "utf-8")
    assert read_toml(tmp_path / "a.toml") == {"x": 1}


def test_malformed_toml_is_refused_with_its_line(tmp_path):
    (tmp_path / "a.toml").write_text("x = 1\ny = \n", "utf-8")
    with pytest.raises(WorkbenchError, match=r"a\.toml: malformed TOML: .*line 2"):
        read_toml(tmp_path / "a.toml")
