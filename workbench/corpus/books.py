"""Every hand-kept TOML file: its shape is a class, and its faults are one sentence.

`read` turns a file into a struct; what is wrong is said with the file, the place and the valid
choices. The shapes of codebooks are in `codebooks`, that of the manifest is here.
"""

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct
from msgspec.inspect import type_info

from workbench.errors import WorkbenchError
from workbench.schema import FRAMES

Shape = TypeVar("Shape", bound=Struct)
#: Text with something in it.
Text = Annotated[str, Meta(min_length=1, pattern=r"\S")]
Name = Annotated[str, Meta(pattern=r"\w")]
Date = Annotated[str, Meta(pattern=r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|unknown)$")]
#: What a pattern of a shape means, in words.
PATTERNS = {
    r"\S": 'must be text; write "unknown" if it is not known',
    r"\w": "must hold a word",
    r"^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|unknown)$": 'must be a date such as 2024-06-20, or "unknown"',
    r"^[a-z0-9][a-z0-9-]*$": "must be lower-case letters, digits and hyphens",
    r"^[^/\\]+\.txt$": "must be the name of a .txt file in raw/, without a folder",
    r"^[0-9a-f]{64}$": "must be 64 hexadecimal digits",
    r"^[^\sA-Z]+$": "must be a word in lower case, without spaces",
}
#: The keys by which a table names itself, and up to how many letters of it are told.
NAMES = "doc_id topic term rule operator actor anchor qualifier class concept word party".split()
LONGEST_NAME = 60
#: Types as a reader of a TOML file knows them.
KINDS = {"str": "text", "int": "a whole number", "array": "a list", "object": "a table",
         "bool": "true or false", "float": "a number", "date": "a date", "datetime": "a time"}  # fmt: skip
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
    workbench.errors.WorkbenchError: tea.toml: sort: 'red' is not a choice; choose black, green.
    """
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise WorkbenchError(f"{where}: {in_our_words(str(error), content, shape)}") from None


def in_our_words(message: str, content: Any, shape: type[Struct]) -> str:  # noqa: ANN401 - what TOML has
    """Turn a fault as msgspec tells it into a sentence: the place, what is wrong, the choices."""
    what, _, path = message.partition(" - at ")
    kind, place = type_info(shape), []
    for name, number in re.findall(r"\.([A-Za-z_]\w*)|\[(\d+|\.\.\.)\]", path):
        if name:
            place.append(name)
            kind = next(field.type for field in kind.fields if field.encode_name == name)
            content = content.get(name)
        else:
            kind = getattr(kind, "item_type", getattr(kind, "value_type", None))
            content = (
                content[int(number)] if number.isdigit() and isinstance(content, list) else None
            )
            place[-1] += f" {named(content) or int(number) + 1}" if number.isdigit() else ""
    return ": ".join([", ".join(place), fault(what, content, kind)]).removeprefix(": ")


def fault(what: str, value: object, kind: Any) -> str:  # noqa: ANN401 - any type of msgspec
    """Say what is wrong with a value that should be of a declared type."""
    if found := re.search(r"(missing required|unknown) field `(.+)`", what):
        told = (
            f"unknown key {found[2]}" if found[1] == "unknown" else f"the key {found[2]} is missing"
        )
        return f"{told}; the keys are {', '.join(field.encode_name for field in kind.fields)}."
    if "Invalid enum value" in what:
        every = getattr(kind, "types", (kind,))
        choices = [one for part in every for one in getattr(part, "values", ("a whole number",))]
        return f"{value!r} is not a choice; choose {', '.join(filter(None, choices))}."
    if "matching regex" in what:
        return PATTERNS[kind.pattern] + (f" (not {value!r})." if value is not None else ".")
    if found := re.search(r"`(\w+)` (?:of length )?([<>])= (\d+)", what):
        size = f"be at {'least' if found[2] == '>' else 'most'} {found[3]}"
        return f"must {size if found[1] == 'int' else 'not be empty'}."
    if found := re.search(r"Expected `(.+?)`, got `(.+?)`", what):
        wanted, given = (
            " or ".join(KINDS[part] for part in re.findall(r"\w+", kinds) if part != "null")
            for kinds in found.groups()
        )
        return f"must be {wanted}, not {given}."
    return f"{what}."


def named(entry: object) -> str:
    """Return the name that a table gives itself, if it does."""
    name = next((entry[key] for key in NAMES if isinstance(entry, dict) and key in entry), "")
    return f"“{name}”" if isinstance(name, str) and 0 < len(name) <= LONGEST_NAME else ""


def table(name: str, entry: dict[str, Any]) -> str:
    r"""Write a table of a list in TOML, a blank line before it.

    Examples
    --------
    >>> table("cup", {"sort": "green", "at": {"shelf": 2}})
    '\n[[cup]]\nsort = "green"\nat = { shelf = 2 }\n'
    """
    return f"\n[[{name}]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in entry.items())


def toml(value: object) -> str:
    r"""Write a value in TOML, of which JSON's strings, numbers and truths are a part.

    Examples
    --------
    >>> print(toml('He said "no"\n'))
    "He said \"no\"\n"
    """
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")


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

    def __post_init__(self) -> None:
        """Refuse what the types allow and the lines do not."""
        lines = f"lines {self.first} to {self.last}"
        if self.first > self.last:
            raise ValueError(f"{lines} are no lines; first is above last")
        if (self.zone == "body") != (not self.reason.strip()):
            raise ValueError(f"a zone other than body needs a reason, and body has none ({lines})")


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

    def __post_init__(self) -> None:
        """Refuse what the types allow and the calendar does not."""
        for field, date in (("event_date", self.event_date), ("published", self.published)):
            if not is_date(date):
                raise ValueError(f"{field}: the calendar has no {date}")


class Party(Struct, forbid_unknown_fields=True):
    """One of the parties of the statements: how texts name it and who speaks for it.

    ``people`` maps a person to the spellings of the name.
    """

    party: Name
    names: Annotated[list[Name], Meta(min_length=1)]
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
    manifest, where = read(path, Manifest), label(path)
    for field in ("doc_id", "file"):
        if twice := repeated(getattr(one, field) for one in manifest.document):
            raise WorkbenchError(f"{where}: {field} {twice} is used by more than one document.")
    parties = manifest.corpus.party
    names = [
        name for one in parties for name in {one.party.casefold(), *map(str.casefold, one.names)}
    ]
    if twice := repeated(names):
        raise WorkbenchError(f"{where}: corpus: the name {twice!r} is claimed by two parties.")
    if any(party.adjectives for party in parties):
        sides = [*((one.adjectives or [one.party])[0] for one in parties), "other", "unknown"]
        for one in manifest.document:
            if one.side not in sides:
                raise WorkbenchError(
                    f"{where}: document “{one.doc_id}”, side: {one.side!r} is not a choice; choose "
                    f"{', '.join(sides)}."
                )
    return manifest


def repeated(values: Iterable[str]) -> str:
    """Return the first value that is there twice; empty if there is none."""
    return next((value for value, n in Counter(values).items() if n > 1), "")


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
    if twice := repeated(form for entry in entries for form in (entry.term, *entry.forms)):
        raise WorkbenchError(f"{label(path)}: {twice!r} is claimed twice.")
    return entries
