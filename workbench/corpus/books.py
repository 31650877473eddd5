"""Every hand-kept TOML file: its shape is a class, and its faults are one sentence.

`read` turns a file into a struct; what is wrong is said with the file, the place and the valid
choices. The shapes of codebooks are in `codebooks`, that of the manifest is here.
"""

import datetime as dt
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from workbench.errors import WorkbenchError
from workbench.schema import FRAMES

Shape = TypeVar("Shape", bound=Struct)
#: Text with something in it.
Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Date = Annotated[str, Meta(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|unknown)$")]
#: What a pattern of a shape means, in words.
PATTERNS = {
    r"\S": 'must be text; write "unknown" if it is not known',
    r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|unknown)$": 'must be a date such as 2024-06-20, or "unknown"',
    r"^[a-z0-9][a-z0-9-]*$": "must be lower-case letters, digits and hyphens",
    r"^[^/\\]+\.txt$": "must be the name of a .txt file in raw/, without a folder",
    r"^[0-9a-f]{64}$": "must be 64 hexadecimal digits",
    r"^[^\sA-Z]+$": "must be a word in lower case, without spaces",
}
SIZES = {">": "at least", "<": "at most"}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def label(path: Path) -> str:
    """Name a file by its last folders, so that no message carries a path of the machine.

    Control characters, with which a name could steer a terminal, are shown as a sign.
    """
    deep = path.parent.name in {"raw", "codebook", "issues"}
    name = "/".join(path.parts[-3:] if deep else path.parts[-2:])
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def read_bytes(path: Path) -> bytes:
    """Read a file whole, or say why it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(f"{label(path)}: no such file.") from None
    except OSError as error:
        raise WorkbenchError(f"{label(path)}: cannot be read ({error.strerror}).") from None


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8; line ends, odd spaces and a byte order mark stay as they are."""
    if data.startswith(UTF16_MARKS):
        raise WorkbenchError(f"{name}: the file is UTF-16; save it as UTF-8.")
    if b"\x00" in data:
        raise WorkbenchError(f"{name}: the file is not text (it has zero bytes).")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WorkbenchError(
            f"{name}: the file is not UTF-8 (byte {error.start + 1:,}); if it is Latin-1 or "
            "Windows-1252, save it as UTF-8."
        ) from None
    if not text.strip("\ufeff").strip():
        raise WorkbenchError(f"{name}: the file is empty.")
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; a byte order mark, as old editors write it, does no harm."""
    text = decode(read_bytes(path), label(path)).removeprefix("\ufeff")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkbenchError(f"{label(path)}: malformed TOML: {error}.") from None


def read(path: Path, shape: type[Shape]) -> Shape:
    """Read a TOML file as the class that declares it."""
    return convert(read_toml(path), shape, label(path))


def convert(content: dict[str, Any], shape: type[Shape], where: str) -> Shape:
    """Turn tables into the class that declares them; ``where`` names them in messages.

    Examples
    --------
    >>> class Tea(Struct, forbid_unknown_fields=True):
    ...     sort: Literal["green", "black"]
    >>> convert({"sort": "red"}, Tea, "tea.toml")
    Traceback (most recent call last):
    workbench.errors.WorkbenchError: tea.toml: sort: 'red' is not a choice; choose green, black.
    """
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise WorkbenchError(f"{where}: {in_our_words(str(error), content, shape)}") from None


def in_our_words(message: str, content: dict[str, Any], shape: type[Struct]) -> str:
    """Turn a fault as msgspec tells it into a sentence: the place, what is wrong, the choices."""
    what, _, path = message.partition(" - at ")
    kind, value, place = shape, content, []
    for name, number in re.findall(r"\.([A-Za-z_]\w*)|\[(\d+|\.\.\.)\]", path):
        key = int(number) if number.isdigit() else name
        value = value[key] if isinstance(value, (dict, list)) and key != "" else None
        kind = inner(kind, key)
        if name:
            place.append(name)
        elif key != "" and place:
            place[-1] += f" {named(value) or key + 1}"
    return f"{', '.join(place)}: {fault(what, value, kind)}" if place else fault(what, value, kind)


def fault(what: str, value: object, kind: object) -> str:
    """Say what is wrong with a value that should be of a declared type."""
    if found := re.search(r"(missing required|unknown) field `(.+)`", what):
        told = "the key {} is missing" if found[1] != "unknown" else "unknown key {}"
        return f"{told.format(found[2])}; the keys are {', '.join(fields_of(kind))}."
    if "Invalid enum value" in what:
        return f"{value!r} is not a choice; choose {', '.join(choices_of(kind))}."
    if found := re.search(r"matching regex '(.+)'", what):
        rule = PATTERNS.get(found[1].replace("\\\\", "\\"), f"must match {found[1]}")
        return f"{rule} (not {value!r})." if value is not None else f"{rule}."
    if found := re.search(r"`(int|array|str)` (?:of length )?([<>])= (\d+)", what):
        return (
            "must not be empty." if found[1] != "int" else f"must be {SIZES[found[2]]} {found[3]}."
        )
    if found := re.search(r"Expected `(.+?)`, got `(.+?)`", what):
        return f"must be {kind_in_words(found[1])}, not {kind_in_words(found[2])}."
    return f"{what}."


def named(table: object) -> str:
    """Return the name that a table gives itself, if it does."""
    keys = "doc_id topic term rule operator actor anchor qualifier class concept word party".split()
    name = next((table[key] for key in keys if isinstance(table, dict) and key in table), "")
    return f"“{name}”" if isinstance(name, str) and 0 < len(name) <= 60 else ""  # noqa: PLR2004 - a name


def inner(kind: object, key: str | int) -> object:
    """Return the declared type of a part of a declared type."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(key, str):
        encoded = dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))
        return get_type_hints(kind, include_extras=True).get(encoded.get(key, key))
    arguments = get_args(kind)
    return arguments[-1] if get_origin(kind) is dict else arguments[0] if arguments else None


def fields_of(kind: object) -> tuple[str, ...]:
    """Return the keys that a declared table may have."""
    while get_origin(kind) in (Annotated, list, tuple):
        kind = get_args(kind)[0]
    return getattr(kind, "__struct_encode_fields__", ())


def choices_of(kind: object) -> list[str]:
    """Return the valid choices of a declared value."""
    if kind is int:
        return [kind_in_words("int")]
    if get_origin(kind) is Annotated:
        return choices_of(get_args(kind)[0])
    return [
        choice
        for one in get_args(kind)
        for choice in ([one] if isinstance(one, str) else choices_of(one))
    ]


def kind_in_words(kind: str) -> str:
    """Name a type as a reader of a TOML file knows it."""
    words = {"str": "text", "int": "a whole number", "array": "a list", "object": "a table",
             "bool": "true or false", "float": "a number"}  # fmt: skip
    parts = (part.strip() for part in kind.split("|"))
    return " or ".join(words.get(part, part) for part in parts if part != "null")


def quoted(text: str) -> str:
    r"""Write text as a TOML string.

    Examples
    --------
    >>> print(quoted('He said "no"\n'))
    "He said \"no\"\n"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    named_signs = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    signs = (
        named_signs.get(sign)
        or (f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign)  # noqa: PLR2004 - control characters
        for sign in escaped
    )
    return f'"{"".join(signs)}"'


def table(name: str, entry: dict[str, Any]) -> str:
    r"""Write a table of a list in TOML, a blank line before it.

    Examples
    --------
    >>> table("cup", {"sort": "green", "at": {"shelf": 2}})
    '\n[[cup]]\nsort = "green"\nat = { shelf = 2 }\n'
    """
    return f"\n[[{name}]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in entry.items())


def toml(value: object) -> str:
    """Write a value in TOML."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


class Slip(Struct, forbid_unknown_fields=True):
    """A known slip of a source, left as printed."""

    para_no: int
    printed: Text
    note: Text


class ZoneOfLines(Struct, forbid_unknown_fields=True):
    """Lines whose zone a reader has confirmed; they come before the rules of the codebook."""

    first: Annotated[int, Meta(ge=1)]
    last: Annotated[int, Meta(ge=1)]
    zone: Literal["title", "deck", "byline", "heading", "body", "caption", "boilerplate"]
    reason: str


class Document(Struct, forbid_unknown_fields=True):
    """One table of the manifest: a document with everything that it says of itself."""

    doc_id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    statement_id: Text
    year: Annotated[int, Meta(ge=1, le=9999)] | Literal["unknown"]
    event_date: Date
    published: Date
    publisher: Text
    side: Text
    genre: Literal["statement", "digest", "report", "unknown"]
    title: Text
    language_note: Text
    date_note: Text
    file: Annotated[str, Meta(pattern=r"^[^/\\]+\.txt$")]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    rights: Text
    url: Text
    series: Text = "unknown"
    composition_note: str = ""
    slip: list[Slip] = []
    zone: list[ZoneOfLines] = []
    draft: list[str] = []


class Party(Struct, forbid_unknown_fields=True):
    """One of the parties of the statements: how texts name it and who speaks for it.

    ``people`` maps a person to the spellings of the name.
    """

    party: Text
    names: Annotated[list[Text], Meta(min_length=1)]
    adjectives: list[Text] = []
    capitals: list[Text] = []
    offices: list[Text] = []
    people: dict[str, list[Text]] = {}


class About(Struct, forbid_unknown_fields=True, frozen=True):
    """The head of a manifest: the name of the corpus, and its parties."""

    name: str = ""
    party: list[Party] = []


class Manifest(Struct, forbid_unknown_fields=True):
    """A manifest: what the corpus is, and a table per document, in the order of the corpus."""

    document: Annotated[list[Document], Meta(min_length=1)]
    corpus: About = About()


#: The keys of a document in the manifest that are columns of the frame ``documents``.
FIELDS = tuple(name for name in FRAMES["documents"].columns if name in Document.__struct_fields__)


def read_manifest(path: Path) -> Manifest:
    """Read and check the manifest of a corpus folder; the order of its documents is kept."""
    manifest, name = read(path, Manifest), label(path)
    for field in ("doc_id", "file"):
        values = Counter(getattr(document, field) for document in manifest.document)
        twice = [value for value, n in values.items() if n > 1]
        if twice:
            raise WorkbenchError(f"{name}: {field} {twice[0]} is used by more than one document.")
    parties = manifest.corpus.party
    check_parties(parties, name)
    told = any(party.adjectives for party in parties)
    sides = [(party.adjectives or [party.party])[0] for party in parties if told]
    for document in manifest.document:
        check_document(document, f"{name}: document “{document.doc_id}”", sides)
    return manifest


def check_parties(parties: list[Party], where: str) -> None:
    """Raise for a party that is there twice, and a name that two parties claim or without a word."""
    claimed: dict[str, int] = {}
    for number, party in enumerate(parties):
        for name in {party.party, *party.names}:
            place = f"{where}: corpus, party “{party.party}”: the name {name!r}"
            if not any(sign.isalnum() for sign in name):
                raise WorkbenchError(f"{place} holds no word.")
            if claimed.setdefault(name.casefold(), number) != number:
                raise WorkbenchError(f"{place} is claimed by two parties.")


def check_document(document: Document, where: str, sides: list[str]) -> None:
    """Raise for a value that its type allows and the calendar, the zones or the parties do not."""
    for field in ("event_date", "published"):
        if not is_date(getattr(document, field)):
            raise WorkbenchError(
                f"{where}, {field}: the calendar has no {getattr(document, field)}."
            )
    valid = [*sides, "other", "unknown"]
    if sides and document.side not in valid:
        raise WorkbenchError(
            f"{where}, side: {document.side!r} is not a choice; choose {', '.join(valid)}."
        )
    for zone in document.zone:
        lines = f"lines {zone.first} to {zone.last}"
        if zone.first > zone.last:
            raise WorkbenchError(f"{where}, zone: {lines} are no lines; first is above last.")
        if (zone.zone == "body") != (not zone.reason.strip()):
            raise WorkbenchError(
                f"{where}, zone: a zone other than body needs a reason, and body has none ({lines})."
            )


def is_date(value: str) -> bool:
    """Tell whether the calendar has this day, month or year; unknown is allowed.

    Examples
    --------
    >>> is_date("2024-06"), is_date("2024-02-30")
    (True, False)
    """
    try:
        dt.date.fromisoformat(value + "2024-01-01"[len(value) :])
    except ValueError:
        return value == "unknown"
    return True


class Entry(Struct, forbid_unknown_fields=True):
    """A term of the glossary."""

    term: Text
    meaning: Text
    forms: list[Text] = []


class Glossary(Struct, forbid_unknown_fields=True):
    """The glossary of the pages and lessons."""

    entry: list[Entry]


def read_glossary(path: Path) -> list[Entry]:
    """Read a glossary, in alphabetical order; a form that two entries claim is refused."""
    entries = sorted(read(path, Glossary).entry, key=lambda entry: entry.term.casefold())
    claimed = Counter(form for entry in entries for form in (entry.term, *entry.forms))
    for form, n in claimed.items():
        if n > 1:
            raise WorkbenchError(f"{label(path)}: {form!r} is claimed twice.")
    return entries
