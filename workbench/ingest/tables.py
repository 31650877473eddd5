"""Tables of metadata or of texts, in CSV or Parquet, and whether they match the files."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

import polars as pl

from workbench.corpus.manifest import DATES, FIELDS, check_value, is_date
from workbench.errors import WorkbenchError
from workbench.ingest.encodings import decode

TABLES = (".csv", ".tsv", ".parquet")
#: What a table may say of a document; the rest is worked out.
SAYABLE = tuple(name for name in FIELDS if name not in {"file", "sha256"})


def read_table(data: bytes, name: str) -> pl.DataFrame:
    """Read a table, every column as text; it needs a column ``file`` or a column ``text``."""
    table = read_cells(data, name)
    if not {"file", "text"} & set(table.columns) or table.is_empty():
        raise WorkbenchError(
            f"{name}: a table needs rows and a column file (names of the files beside it) or text; "
            f"other columns it may have are {', '.join(SAYABLE)}."
        )
    return table


def read_cells(data: bytes, name: str) -> pl.DataFrame:
    """Read whatever table it is, every cell as text, the names of the columns in small letters.

    Rows without a word in them, which spreadsheets like to leave, are left out.
    """
    try:
        if name.lower().endswith(".parquet"):
            table = pl.read_parquet(io.BytesIO(data)).cast(pl.String)
        else:
            text = certain(data, name).removeprefix("\ufeff")
            first = text.partition("\n")[0]
            mark = max(",;\t", key=first.count)
            table = pl.read_csv(io.StringIO(text), separator=mark, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        reason = str(error).strip().splitlines()[0]
        if "more fields" in reason:
            reason = "a row has more cells than the first row; put quotes around a cell with commas"
        raise WorkbenchError(f"{name}: cannot be read as a table ({reason}).") from None
    filled = pl.any_horizontal(pl.all().str.strip_chars().fill_null("") != "")
    return table.filter(filled).rename({name: name.strip().lower() for name in table.columns})


def certain(data: bytes, name: str) -> str:
    """Decode a table; a guess would go unseen into every field, so it is refused."""
    decoded = decode(data, name)
    if decoded.notes:
        raise WorkbenchError(f"{name}: is not clean UTF-8 ({decoded.notes[0]}); save it as UTF-8.")
    return decoded.text


def rows_as_texts(table: pl.DataFrame) -> Iterator[tuple[dict[str, str], str]]:
    """Give what each row says of its document, and the document's text."""
    for row in table.iter_rows(named=True):
        yield said(row), row["text"] or ""


def said(row: dict[str, str | None]) -> dict[str, str]:
    """Give the fields of the manifest that a row fills; days the year first."""
    return {
        name: year_first(value.strip()) if name in DATES else value.strip()
        for name in SAYABLE
        if (value := row.get(name)) is not None and value.strip()
    }


def year_first(value: str) -> str:
    """Turn a day round that a spreadsheet has turned, if it can be one day alone.

    With full stops the day stands first; with strokes either may, so one must be above twelve.

    Examples
    --------
    >>> year_first("15.05.2024"), year_first("5/16/2024"), year_first("5/6/2024")
    ('2024-05-15', '2024-05-16', '5/6/2024')
    """
    found = re.fullmatch(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", value)
    if not found:
        return value
    first, mark, second, year = found.groups()
    days = {(int(first), int(second))} | ({(int(second), int(first))} if mark != "." else set())
    right = [f"{year}-{month:02}-{day:02}" for day, month in days]
    right = [text for text in right if is_date(text)]
    return right[0] if len(right) == 1 else value


def matched(table: pl.DataFrame, files: Iterable[str], name: str) -> dict[str, dict[str, str]]:
    """Give what the table says of each file that it names.

    Raises `WorkbenchError` with every name that no file has, the likeliest file beside it, and
    every name that stands there twice.
    """
    there = list(files)
    if "file" not in table.columns:
        raise WorkbenchError(f"{name}: needs a column file with the names of the files beside it.")
    named = [value.strip() for value in table["file"].fill_null("")]
    wrong = [
        *(
            f"no file is called {file!r}{likeliest(file, there)}"
            for file in named
            if file not in there
        ),
        *(f"{file!r} stands in {n} rows" for file, n in Counter(named).items() if n > 1),
    ]
    if wrong:
        raise WorkbenchError(
            f"{name}: {'; '.join(wrong)}. Correct the column file, or take those rows out."
        )
    return {file: said(row) for file, row in zip(named, table.iter_rows(named=True), strict=True)}


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


def checked(fields: dict[str, str], where: str) -> dict[str, str | int]:
    """Check what a table says of a document as the manifest would be; a year becomes a number."""
    values: dict[str, str | int] = {**fields}
    if fields.get("year", "").isdigit():
        values["year"] = int(fields["year"])
    for name, value in values.items():
        if name in DATES and re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", str(value)):
            raise WorkbenchError(
                f"{where}: {name} {value!r} cannot be told as one day; write the year first, such as "
                "2024-06-20, in a cell that is formatted as text."
            )
        check_value(name, value, where)
    return values
