"""Find what is offered: files, folders, ZIP archives, and tables with metadata or texts."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from workbench.corpus.files import label
from workbench.errors import WorkbenchError
from workbench.ingest.tables import TABLES, matched, read_table, rows_as_texts

#: Unpacked, an archive may hold so much.
LARGEST = 500_000_000


@dataclass(frozen=True)
class Source:
    """One offered document: its name, its bytes, what a table says of it, or why it is refused.

    ``text`` is set where the document is a row of a table; ``data`` is then the whole table.
    ``doubt`` is what asks for a look before the file is even read.
    """

    name: str
    data: bytes = b""
    fields: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    refusal: str = ""
    doubt: str = ""


def gather(paths: Iterable[str | Path]) -> list[Source]:
    """Read every offered file; what cannot be read is kept with the sentence that says why.

    Raises `WorkbenchError` for a path that is not there, and for a table that names files that are
    not there, with all of them.
    """
    found: list[Source] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += folder(path)
        elif path.suffix.lower() == ".zip":
            found += unpacked(read(path))
        elif path.suffix.lower() in TABLES:
            found += tabled(path, [])
        elif path.exists():
            found.append(read(path))
        else:
            raise WorkbenchError(f"{label(path)}: no such file or folder.")
    if not found:
        raise WorkbenchError("There is no file to add in what was named.")
    return found


def read(path: Path) -> Source:
    """Read one file; one that vanishes or is closed to the reader is refused, the others go on."""
    try:
        return Source(path.name, path.read_bytes())
    except OSError as error:
        return Source(path.name, refusal=f"{path.name}: cannot be read ({error.strerror}).")


def folder(path: Path) -> list[Source]:
    """Read a folder, those in it, and archives; a table in it describes the files."""
    if (path / "manifest.toml").exists():
        raise WorkbenchError(
            f"{path.name}: is a corpus already; open it with workbench lab {path.name}."
        )
    files = sorted(
        file
        for file in path.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
    about = [file for file in files if file.suffix.lower() in TABLES]
    texts = [file for file in files if file not in about]
    if len(about) > 1:
        names = ", ".join(file.name for file in about)
        raise WorkbenchError(f"{path.name}: holds more than one table ({names}); keep one of them.")
    named = [
        source
        for file in texts
        for source in unpacked(replace(read(file), name=file.relative_to(path).as_posix()))
    ]
    return tabled(about[0], named) if about else named


def uploaded(files: Iterable[Source]) -> list[Source]:
    """Take files that are held in memory already: a table among them describes the others.

    Raises `WorkbenchError` as `gather` does.

    Examples
    --------
    >>> [source.name for source in uploaded([Source("a.txt", b"They met.")])]
    ['a.txt']
    """
    every = list(files)
    about = [source for source in every if Path(source.name).suffix.lower() in TABLES]
    texts = [found for source in every if source not in about for found in unpacked(source)]
    if len(about) > 1:
        names = ", ".join(source.name for source in about)
        raise WorkbenchError(f"More than one table is offered ({names}); keep one of them.")
    return described(about[0], texts) if about else texts


def tabled(path: Path, beside: list[Source]) -> list[Source]:
    """Read a table of texts, or one that describes files; those it names stand beside it."""
    taken = read(path)
    if taken.refusal:
        return [taken]
    table = read_table(taken.data, path.name)
    if not beside and "file" in table.columns:
        names = [name for name in table["file"].drop_nulls() if (path.parent / name).is_file()]
        inside = path.parent.resolve()
        names = [name for name in names if (inside / name).resolve().is_relative_to(inside)]
        beside = [replace(read(path.parent / name), name=name) for name in names]
    return described(taken, beside)


def described(about: Source, beside: list[Source]) -> list[Source]:
    """Give the files beside a table with what it says of them; a table of texts adds its rows."""
    table = read_table(about.data, about.name)
    if "text" in table.columns and not (beside and "file" in table.columns):
        rows = [
            Source(f"{about.name}, row {number}", about.data, fields, text)
            for number, (fields, text) in enumerate(rows_as_texts(table), 1)
        ]
        return [*beside, *rows]
    fields = matched(table, [source.name for source in beside], about.name)
    return [
        replace(source, fields=fields[source.name])
        if source.name in fields
        else replace(source, doubt=f"{about.name} has no row for it; all else is as it was read.")
        for source in beside
    ]


def unpacked(source: Source) -> list[Source]:
    """Give what an archive holds, or why it is refused; any other file as it is."""
    if source.refusal or not source.name.lower().endswith(".zip"):
        return [source]
    try:
        return archive(source.data, source.name)
    except WorkbenchError as error:
        return [replace(source, refusal=str(error))]


def archive(data: bytes, name: str) -> list[Source]:
    """Read a ZIP archive; one that would write outside its folder is refused whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = list(safe(opened, name))
            return [
                Source(f"{name}/{member.filename}", opened.read(member))
                for member in members
                if not PurePosixPath(member.filename).name.startswith(".")
            ]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
        raise WorkbenchError(
            f"{name}: cannot be read as a ZIP archive; it is damaged or protected by a password."
        ) from None


def safe(opened: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    """Give the files of an archive; raise for a path that leads out of it, or for far too much."""
    members = [member for member in opened.infolist() if not member.is_dir()]
    size = sum(member.file_size for member in members)
    if size > LARGEST:
        raise WorkbenchError(f"{name}: unpacks to {size:,} bytes; at most {LARGEST:,} are taken.")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in member.filename:
            raise WorkbenchError(
                f"{name}: holds a path that leads out of the archive ({member.filename!r}); "
                "nothing of it was taken."
            )
    yield from members
