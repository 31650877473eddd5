"""Reference links, coded by hand from reading: anchors in TOML become offsets.

Each file in ``reference/links/`` holds one ``[pair]`` (left, right, coder, coded, protocol), its
``[[link]]`` tables (left, right, label, note) and its ``[[none]]`` tables (left, note). A passage
is a line number and its first and last words: ``{ para = 3, from = "…", to = "…" }``.
"""

from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import read_toml
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES, conform

PAIR_KEYS = {"left", "right", "coder", "coded", "protocol"}
Lines = dict[tuple[str, int], tuple[int, str]]


def lines(paragraphs: pl.DataFrame) -> Lines:
    """Index the lines by document and number: where each begins, and its text."""
    rows = paragraphs.select(pl.col("doc_id").cast(pl.String), "para_no", "start", "text")
    return {(doc_id, para_no): (start, text) for doc_id, para_no, start, text in rows.iter_rows()}


def find(anchor: object, doc_id: str, index: Lines, where: str) -> tuple[int, int]:
    """Resolve an anchor: from its first words to the first place where its last words end.

    Examples
    --------
    >>> find({"para": 1, "from": "two", "to": "four"}, "a", {("a", 1): (10, "one two three four")}, "x")
    (14, 28)
    """
    if not isinstance(anchor, dict) or set(anchor) != {"para", "from", "to"}:
        raise WorkbenchError(f"{where}: a passage needs para, from and to, and no more.")
    begin, text = index.get((doc_id, anchor["para"]), (0, None))
    if text is None:
        raise WorkbenchError(f"{where}: {doc_id} has no line {anchor['para']}.")
    first = text.find(anchor["from"])
    if first < 0:
        raise WorkbenchError(
            f"{where}: {anchor['from']!r} is not in line {anchor['para']} of {doc_id}."
        )
    reach = max(first, first + len(anchor["from"]) - len(anchor["to"]))
    last = text.find(anchor["to"], reach)
    if last < 0:
        raise WorkbenchError(
            f"{where}: {anchor['to']!r} does not follow {anchor['from']!r} in line "
            f"{anchor['para']} of {doc_id}."
        )
    return begin + first, begin + last + len(anchor["to"])


def read_pair(path: Path, doc_ids: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read one file of reference links and check its head."""
    name, content = path.name, read_toml(path)
    pair = content.get("pair")
    if not isinstance(pair, dict) or set(pair) != PAIR_KEYS:
        raise WorkbenchError(f"{name}: needs a [pair] with {', '.join(sorted(PAIR_KEYS))}.")
    for side in ("left", "right"):
        if pair[side] not in doc_ids:
            raise WorkbenchError(
                f"{name}: unknown document {pair[side]!r}; choose {', '.join(doc_ids)}."
            )
    return pair, content


def read_rows(path: Path, doc_ids: list[str], index: Lines) -> list[dict[str, Any]]:
    """Give one row per coded passage of a file."""
    pair, content = read_pair(path, doc_ids)
    rows: list[dict[str, Any]] = []
    for table in ("link", "none"):
        for number, entry in enumerate(content.get(table, []), 1):
            where = f"{path.name}: {table} {number}"
            wanted = {"left", "note"} | ({"right", "label"} if table == "link" else set())
            if set(entry) != wanted or not isinstance(entry.get("label", True), bool):
                raise WorkbenchError(f"{where}: needs {', '.join(sorted(wanted))}, and no more.")
            left = find(entry["left"], pair["left"], index, where)
            right = (None, None)
            if table == "link":
                right = find(entry["right"], pair["right"], index, where)
                label = "counterpart" if entry["label"] else "tempting but different"
            else:
                label = "no counterpart"
            values = (len(rows) + 1, pair["left"], *left, pair["right"], *right)
            values += (label, entry["note"], pair["coder"])
            rows.append(dict(zip(FRAMES["reference"].columns, values, strict=True)))
    return rows


def read_reference(folder: Path, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Read the hand-coded links of a corpus folder as the reference frame.

    Takes the folder and the paragraphs of its corpus; raises `WorkbenchError` with the file, the
    number of the link and the words that do not resolve.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> read_reference(corpus.folder, corpus.paragraphs).group_by("label").len().sort("label").rows()
    [('counterpart', 141), ('tempting but different', 58), ('no counterpart', 74)]
    """
    order = pl.Enum(paragraphs["doc_id"].dtype.categories)
    doc_ids, index = order.categories.to_list(), lines(paragraphs)
    files = sorted((folder / "reference" / "links").glob("*.toml"))
    if not files:
        raise WorkbenchError(f"{folder.name}/reference/links: no reference links are there.")
    there = [path for path in files if set(path.stem.split("--")) <= set(doc_ids)]
    rows = [row for path in there for row in read_rows(path, doc_ids, index)]
    names = FRAMES["reference"].columns
    frame = pl.DataFrame(rows, schema=list(names), infer_schema_length=None)
    return conform("reference", frame, order)
