"""Tables of metadata or of texts, in CSV or Parquet, and whether they match the files."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from workbench.corpus.manifest import FIELDS, check_value
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
    """Read whatever table it is, every cell as text, the names of the columns in small letters."""
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
        raise WorkbenchError(f"{name}: cannot be read as a table ({reason}).") from None
    return table.rename({column: column.strip().lower() for column in table.columns})


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
    """Give the fields of the manifest that a row fills."""
    return {
        name: value.strip()
        for name in SAYABLE
        if (value := row.get(name)) is not None and value.strip()
    }


def matched(table: pl.DataFrame, files: Iterable[str], name: str) -> dict[str, dict[str, str]]:
    """Give what the table says of each file.

    Raises `WorkbenchError` with every file that one of the two lacks or that the table names twice.
    """
    there = list(files)
    if "file" not in table.columns:
        raise WorkbenchError(f"{name}: needs a column file with the names of the files beside it.")
    named = [value.strip() for value in table["file"].fill_null("")]
    wrong = [
        *(f"{file or '(no name)'} is in the table alone" for file in named if file not in there),
        *(f"{file} is not in the table" for file in there if file not in named),
        *(f"{file} is in the table {n} times" for file, n in Counter(named).items() if n > 1),
    ]
    if wrong:
        raise WorkbenchError(f"{name}: does not match the files beside it: {'; '.join(wrong)}.")
    return {file: said(row) for file, row in zip(named, table.iter_rows(named=True), strict=True)}


def checked(fields: dict[str, str], where: str) -> dict[str, str | int]:
    """Check what a table says of a document as the manifest would be; a year becomes a number."""
    values: dict[str, str | int] = {**fields}
    if fields.get("year", "").isdigit():
        values["year"] = int(fields["year"])
    for name, value in values.items():
        check_value(name, value, where)
    return values
