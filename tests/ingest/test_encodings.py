"""An encoding is marked, valid, declared or guessed, and it is said which."""

import pytest

from workbench.errors import WorkbenchError
from workbench.ingest.encodings import decode

VIETNAMESE = "Hai bên nhất trí xây dựng một cây cầu qua sông trước cuối thập kỷ này. " * 8
RUSSIAN = "Стороны договорились построить мост через реку до конца десятилетия. " * 8


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (VIETNAMESE, "utf-8", "utf-8 (valid UTF-8)"),
        (VIETNAMESE, "utf-16", "utf-16 (byte order mark)"),
        (RUSSIAN, "utf-32", "utf-32 (byte order mark)"),
        (RUSSIAN, "cp1251", "cp1251 (guessed)"),
        (RUSSIAN, "koi8-r", "koi8_r (guessed)"),
    ],
)
def test_a_text_is_read_and_its_encoding_told(text, encoding, said):
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.said) == (text, said)
    assert bool(found.notes) == ("guessed" in said)


def test_a_declared_encoding_is_believed_if_the_bytes_can_be_read_with_it():
    data = b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251")
    assert decode(data, "a.html").said == "windows-1251 (declared in the file)"


def test_a_declaration_that_the_bytes_refute_is_told():
    data = b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251")
    found = decode(data, "a.html")
    assert RUSSIAN in found.text
    assert found.notes[0].startswith("it declares utf-8, which it is not; read as cp1251")


def test_letters_that_were_broken_before_ask_for_a_look():
    twice = "Hai bên nhất trí về hợp tác".encode().decode("cp1252", "replace")
    assert "Letters look broken" in decode(twice.encode(), "a.txt").notes[0]
    assert decode(VIETNAMESE.encode(), "a.txt").notes == ()
    assert decode(RUSSIAN.encode(), "a.txt").notes == ()


@pytest.mark.parametrize("data", [b"\x00\x01", b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(WorkbenchError, match=r"^a\.txt: is (not text|marked as)"):
        decode(data, "a.txt")
