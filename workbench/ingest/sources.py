"""What is offered: files, folders, ZIP archives, uploads, and tables of metadata or of texts."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from statistics import median
from unicodedata import normalize

import polars as pl

from workbench.corpus.books import FIELDS, is_date, label
from workbench.errors import WorkbenchError
from workbench.ingest.text import decode, field_of, refused

TABLES = (".csv", ".tsv", ".xlsx", ".parquet")
#: What a table may say of a document; the rest is worked out.
SAYABLE = tuple(name for name in FIELDS if name not in {"file", "sha256"})
DATES = ("event_date", "published")
#: Names that tables give to the text.
TEXTS = "text content body full_text fulltext article transcript speech statement_text".split()
#: Unpacked, an archive may have so many bytes.
LARGEST = 500_000_000


@dataclass(frozen=True)
class Source:
    """One offered document: its name, its bytes, what a table says of it, or why it is refused.

    ``path`` stands for bytes that are read when they are needed; ``text`` is set where the document
    is a row of a table.
    """

    name: str
    content: bytes = b""
    path: Path | None = None
    fields: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    refusal: str = ""
    about: bool = False  # a row of a table about a document that is in the corpus already
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Compose accents in the name, which a sheet and a disk may write in two ways."""
        object.__setattr__(self, "name", normalize("NFC", self.name))

    @property
    def data(self) -> bytes:
        """The bytes of the file; raises `WorkbenchError` where it is closed to the reader."""
        try:
            return self.path.read_bytes() if self.path else self.content
        except OSError as error:
            raise refused("closed", self.name, error.strerror) from None


def gather(offered: Iterable[str | Path | Source], column: str | None = None) -> list[Source]:
    """Return every offered file; what cannot be read carries the sentence that says why.

    Takes paths, or files that are in memory already. The rows of a table are documents, or they say
    what files and documents are; ``column`` names the column that has the texts. Rows about what
    is not offered come last, marked ``about``. Raises `WorkbenchError` for a path that is not there.

    Examples
    --------
    >>> [source.name for source in gather([Source("a.txt", b"They met.")])]
    ['a.txt']
    """
    held: list[Source] = []
    found: list[Source] = []
    for each in offered:
        path = Path(each.name if isinstance(each, Source) else each)
        if isinstance(each, Source):
            held.append(each)
        elif path.is_dir():
            found += sorted_out(folder(path), column)
        elif path.exists():
            held.append(Source(path.name, path=path))
        else:
            raise refused("no file", label(path))
    found += sorted_out(held, column)
    if not found:
        raise WorkbenchError("There is no file to add in what was named.")
    return joined_up(found)


def folder(path: Path) -> list[Source]:
    """Find the files of a folder and of those in it, hidden ones left out."""
    if (path / "manifest.toml").exists():
        raise refused("corpus", path.name)
    names = {file.relative_to(path): file for file in sorted(path.rglob("*")) if file.is_file()}
    return [
        Source(name.as_posix(), path=file)
        for name, file in names.items()
        if not any(part.startswith((".", "~$")) for part in name.parts)
    ]


def sorted_out(files: list[Source], column: str | None) -> list[Source]:
    """Unpack archives, and let tables give documents of their own or say what the others are."""
    files = [inner for source in files for inner in unpacked(source)]
    tables = [source for source in files if source.name.lower().endswith(TABLES)]
    texts, rows = [source for source in files if source not in tables], list[Source]()
    for one in tables:
        table = read_table(one.data, one.name)
        chosen = text_column(table, one.name, column)
        if chosen:
            rows += as_texts(table, one, chosen)
            continue
        texts = texts or neighbours(table, one)
        said_of = [said(row) for row in table.iter_rows(named=True)]
        names = Counter(row.get("file") or row.get("doc_id", "") for row in said_of)
        if twice := [name for name, n in names.items() if n > 1]:
            raise refused("rows", one.name, repr(twice[0]), names[twice[0]])
        rows += [Source(name, fields=row, about=True) for name, row in zip(names, said_of, strict=True)]  # fmt: skip
    return joined_up(texts + rows)


def joined_up(found: list[Source]) -> list[Source]:
    """Give documents what rows of tables say of them; other rows stay, at the end."""
    about = {one.name: one for one in found if one.about}
    return [
        replace(one, fields=one.fields | about.pop(one.name).fields) if one.name in about else one
        for one in found
        if not one.about
    ] + list(about.values())


def neighbours(rows: pl.DataFrame, table: Source) -> list[Source]:
    """Find the files that a table names and that stand beside it."""
    if table.path is None or "file" not in rows.columns:
        return []
    inside = table.path.parent.resolve()
    paths = {name: inside / name for name in rows["file"].drop_nulls()}
    return [
        Source(name, path=path)
        for name, path in paths.items()
        if path.is_file() and path.resolve().is_relative_to(inside)
    ]


def unpacked(source: Source) -> list[Source]:
    """Return what an archive has, or why it is refused; any other file as it is.

    The names in an archive are names only: nothing is ever written under them.
    """
    if source.refusal or not source.name.lower().endswith(".zip"):
        return [source]
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            size = sum(member.file_size for member in members)
            if size <= LARGEST:
                return [
                    Source(f"{source.name}/{member.filename}", opened.read(member))
                    for member in members
                    if not PurePosixPath(member.filename).name.startswith(".")
                    and "__MACOSX" not in member.filename
                ]
            told = f"unpacks to {size:,} bytes; at most {LARGEST:,} are taken"
    except Exception as error:  # noqa: BLE001 - a broken stream raises errors of its codec
        told = (
            f"cannot be read as a ZIP archive; it is damaged or protected by a password ({error})"
        )
    return [replace(source, refusal=f"{source.name}: {told}.")]


def read_table(data: bytes, name: str) -> pl.DataFrame:
    """Read a table, every cell as text, the names of its columns in small letters.

    Rows without a word in them, which spreadsheets like to leave, are left out.
    """
    try:
        if name.lower().endswith(".parquet"):
            table = pl.read_parquet(io.BytesIO(data))
        elif name.lower().endswith(".xlsx"):
            table = pl.read_excel(io.BytesIO(data))
        else:
            table = read_csv(data, name)
        table = table.select(pl.exclude(pl.Object, pl.Binary, pl.List, pl.Struct)).cast(pl.String)
    except WorkbenchError:
        raise
    except ModuleNotFoundError:
        raise refused("needed", name, "fastexcel") from None
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - each library has errors of its own
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if "more fields" in reason:
            reason = "a row has more cells than the first row; put quotes around a cell with commas"
        raise refused("table", name, reason) from None
    names = [column.strip().lower().replace(" ", "_") for column in table.columns]
    bare = Counter(column.removesuffix("_duplicated_0") for column in names)
    if twice := [column for column, n in bare.items() if n > 1]:
        raise refused("columns", name, twice[0])
    if table.is_empty():
        raise refused("no rows", name)
    filled = pl.any_horizontal(pl.all().str.strip_chars().fill_null("") != "")
    return table.rename(dict(zip(table.columns, names, strict=True))).filter(filled)


def read_csv(data: bytes, name: str) -> pl.DataFrame:
    """Read a table whose cells are set apart by commas, semicolons, tabs or bars.

    A guess at its encoding would go unseen into every field, so it is refused.
    """
    decoded = decode(data, name)
    if decoded.doubts:
        raise refused("letters", name, decoded.doubts[0])
    told = re.match(r"\ufeff?(?:sep=(.)\s*\n)?", decoded.text, re.IGNORECASE)
    text = decoded.text[told.end() :]
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    mark = told[1] or max(",;\t|", key=first.count)
    return pl.read_csv(io.StringIO(text), separator=mark, infer_schema=False)


def text_column(table: pl.DataFrame, name: str, column: str | None) -> str | None:
    """Choose the column that has the texts: the one named, one called so, or by far the longest.

    A table without one is about documents, if it names their files or themselves.
    """
    columns, wanted = table.columns, (column or "").strip().lower()
    if column is not None and wanted not in columns:
        raise refused("no column", name, repr(column), ", ".join(columns))
    called = [each for each in (wanted, *TEXTS) if each in columns]
    if called:
        return called[0]
    words = {
        each: median(len((cell or "").split()) for cell in table[each].head(200))
        for each in columns
    }
    longest, second = [*sorted(words, key=words.__getitem__, reverse=True), ""][:2]
    clear = words[longest] >= max(15, 3 * words.get(second, 0))
    if clear and "file" not in columns:
        return longest
    if not {"file", "doc_id"} & set(columns):
        raise refused("which column", name, ", ".join(columns))
    return None


def as_texts(table: pl.DataFrame, about: Source, chosen: str) -> list[Source]:
    """Return a document for each row of a table."""
    notes = () if chosen == "text" else (f"The text is that of the column {chosen}.",)
    whole = replace(about, content=about.data, path=None, notes=notes)
    rows = zip(table.drop(chosen).iter_rows(named=True), table[chosen], strict=True)
    return [
        replace(whole, name=f"{about.name}, row {number}", fields=said(row), text=text or "")
        for number, (row, text) in enumerate(rows, 1)
    ]


def said(row: dict[str, str | None]) -> dict[str, str]:
    """Return the fields of the manifest that a row fills; days the year first."""
    filled = {name: normalize("NFC", cell.strip()) for name, cell in row.items() if cell}
    named = {name: filled.get(name, "") for name in ("file", *SAYABLE, "looked")}
    meant = {field_of(name, value): value for name, value in reversed(filled.items())}
    return {
        name: year_first(value) if name in DATES else re.sub(r"^'(?=[=+\-@])", "", value)
        for name in named
        if (value := named[name] or meant.get(name, ""))
    }


def year_first(value: str) -> str:
    """Turn a day round that a spreadsheet has turned, if it can be one day alone.

    With full stops the day comes first; with strokes either may, so one must be above twelve.

    Examples
    --------
    >>> year_first("15.05.2024"), year_first("5/16/2024"), year_first("5/6/2024")
    ('2024-05-15', '2024-05-16', '5/6/2024')
    """
    value = re.sub(r"(\d{4}-\d{2}-\d{2})[T ]\d.*", r"\1", value)
    found = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", value)
    if not found:
        return value
    first, mark, second, year = found.groups()
    orders = {(first, second), (first, second) if mark == "." else (second, first)}
    days = {f"{year}-{int(month):02}-{int(day):02}" for day, month in orders}
    right = [text for text in days if is_date(text)]
    return right[0] if len(right) == 1 else value


def likeliest(name: str, files: list[str]) -> str:
    """Ask whether a file with a name much like this one is meant.

    Examples
    --------
    >>> likeliest("joint-2023.docx", ["Joint 2023.docx", "b.txt"])
    " (is 'Joint 2023.docx' meant?)"
    """
    stems = {PurePosixPath(file).stem.lower(): file for file in files}
    close = get_close_matches(PurePosixPath(name).stem.lower(), stems, n=1)
    return f" (is {stems[close[0]]!r} meant?)" if close else ""
