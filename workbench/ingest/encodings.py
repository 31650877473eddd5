"""Bytes become characters, and it is said how: marked, valid UTF-8, declared or guessed."""

import codecs
import re
from dataclasses import dataclass

from workbench.errors import WorkbenchError
from workbench.ingest.extracted import missing

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
#: Where a page may still declare its encoding.
HEAD = 4096
#: UTF-8 that was once read as Windows-1252 or as Windows-1251, and characters that were lost.
BROKEN = re.compile("Ã[\x80-\xbf\u2018-\u203a]|â€|á[»º][\x80-\xbf¿¡-¾]|(?:Р[°-ї]){3}|\ufffd")
#: So much is read to guess an encoding.
SAMPLE = 200_000


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding that it was read with, and how that is known."""

    text: str
    encoding: str
    how: str
    notes: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Name the encoding and how it is known."""
        return f"{self.encoding} ({self.how})"


def decode(data: bytes, name: str) -> Decoded:
    r"""Decode a text whose encoding nobody has told; ``name`` is the file in messages.

    A byte order mark is believed first, then valid UTF-8, then what the file declares, and only
    then is there a guess, which asks for a look. Raises `WorkbenchError` if it is not text.

    Examples
    --------
    >>> decode("Việt Nam".encode("utf-16"), "a.txt").said
    'utf-16 (byte order mark)'
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return checked(tried(data, encoding, name), encoding, "byte order mark")
    if b"\x00" in data:
        raise WorkbenchError(f"{name}: is not text (it holds zero bytes).")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return otherwise(data, name)
    return checked(text, "utf-8", "valid UTF-8")


def tried(data: bytes, encoding: str, name: str) -> str:
    """Decode as marked, or say that the mark and the bytes disagree."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbenchError(
            f"{name}: is marked as {encoding}, and byte {error.start + 1:,} cannot be read as that."
        ) from None


def otherwise(data: bytes, name: str) -> Decoded:
    """Decode what is not UTF-8: as declared, if that works, or as guessed."""
    declared = DECLARED.search(data[:HEAD])
    told = declared.group(1).decode("ascii") if declared else ""
    if told:
        try:
            return checked(data.decode(told), told.lower(), "declared in the file")
        except (LookupError, UnicodeDecodeError):
            pass
    encoding = guessed(data, name)
    note = f"the encoding is not told and was guessed as {encoding}; are the letters right?"
    if told:
        note = f"it declares {told}, which it is not; read as {encoding}: are the letters right?"
    return checked(data.decode(encoding), encoding, "guessed", note)


def guessed(data: bytes, name: str) -> str:
    """Guess the encoding of bytes that are not UTF-8."""
    try:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - optional
    except ImportError:
        raise missing(name, "charset-normalizer") from None
    best = from_bytes(data[:SAMPLE]).best()
    for encoding in (best.encoding if best else None, "cp1252"):
        try:
            if encoding and printable(data.decode(encoding)):
                return encoding
        except UnicodeDecodeError:
            continue
    raise WorkbenchError(
        f"{name}: its encoding cannot be told, or it is not text; save it as UTF-8."
    )


def printable(text: str) -> bool:
    r"""Say whether a text is free of control characters, which no prose has.

    Examples
    --------
    >>> printable("Joint\tStatement"), printable("\x01\x02PK\x03")
    (True, False)
    """
    return not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text.replace("\x85", ""))


def checked(text: str, encoding: str, how: str, *notes: str) -> Decoded:
    """Add a note where letters seem to have been broken before."""
    found = BROKEN.findall(text)
    if found:
        notes = (
            *notes,
            f"Letters look broken in {len(found):,} places, such as {found[0]!r} (an earlier slip?).",
        )
    return Decoded(text, encoding, how, notes)
