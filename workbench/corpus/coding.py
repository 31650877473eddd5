"""Topics coded by hand: a TOML file of paragraphs becomes the coding frame.

A file in ``reference/topics/`` holds one ``[coding]`` (coder, coded, protocol) and ``[[document]]``
tables (doc_id, paragraphs); a paragraph is ``{ para = 3, primary = "…", also = ["…"], note = "…" }``.
"""

from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import read_toml
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES, conform

NONE = "none"
HEAD = {"coder", "coded", "protocol"}
ENTRY = {"para", "primary", "also", "note"}


def read_coding(
    folder: Path, paragraphs: pl.DataFrame, topics: list[str], file: str = "first.toml"
) -> pl.DataFrame:
    """Read one coding of a corpus folder as the coding frame, in the order of the corpus.

    Takes the folder, the paragraphs of its corpus and the topics that may be given (besides
    *none*). Documents that the corpus lacks are passed over. Raises `WorkbenchError` with the file, the document and the line that is wrong.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> topics = read_topics(corpus.folder).topics["topic"].to_list()
    >>> read_coding(corpus.folder, corpus.paragraphs, topics)["primary"].sum()
    149
    """
    path = folder / "reference" / "topics" / file
    where, content = f"reference/topics/{file}", read_toml(path)
    head, documents = content.get("coding"), content.get("document")
    if set(content) != {"coding", "document"} or not isinstance(head, dict) or set(head) != HEAD:
        raise WorkbenchError(
            f"{where}: must hold [coding] with {', '.join(sorted(HEAD))}, and [[document]] tables."
        )
    body = paragraphs.filter(zone="body").select(pl.col("doc_id").cast(pl.String), "para_no")
    lines = body.group_by("doc_id", maintain_order=True).agg("para_no")
    known = {doc_id: set(numbers) for doc_id, numbers in lines.iter_rows()}
    rows: list[tuple[Any, ...]] = []
    there = [entry for entry in documents if not gone(entry, known)] or documents
    for document in there:
        rows += document_rows(document, known, [*topics, NONE], where)
    names = [name for name in FRAMES["coding"].columns if name != "coder"]
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    frame = conform(
        "coding", frame.with_columns(coder=pl.lit(head["coder"])), paragraphs["doc_id"].dtype
    )
    twice = frame.filter(frame.select("doc_id", "para_no", "topic").is_duplicated())
    if twice.height:
        doc_id, para_no, topic = twice.select("doc_id", "para_no", "topic").row(0)
        raise WorkbenchError(f"{where}: {doc_id}, line {para_no} has {topic} twice.")
    return frame.sort("doc_id", "para_no", maintain_order=True)


def gone(document: object, known: dict[str, set[int]]) -> bool:
    """Say whether a coded document is not in this corpus; a coding of no document of it is wrong."""
    return isinstance(document, dict) and document.get("doc_id") not in known


def document_rows(
    document: object, known: dict[str, set[int]], topics: list[str], where: str
) -> list[tuple[Any, ...]]:
    """Give the rows of one document of a coding: a row per paragraph and topic."""
    if not isinstance(document, dict) or set(document) != {"doc_id", "paragraphs"}:
        raise WorkbenchError(f"{where}: a [[document]] needs doc_id and paragraphs, and no more.")
    doc_id = document["doc_id"]
    if doc_id not in known:
        raise WorkbenchError(f"{where}: unknown document {doc_id!r}; choose {', '.join(known)}.")
    rows = []
    for number, entry in enumerate(document["paragraphs"], 1):
        place = f"{where}: {doc_id}, paragraph {number}"
        if not isinstance(entry, dict) or set(entry) != ENTRY:
            raise WorkbenchError(f"{place}: needs {', '.join(sorted(ENTRY))}, and no more.")
        if entry["para"] not in known[doc_id]:
            raise WorkbenchError(f"{place}: line {entry['para']} is no body line of {doc_id}.")
        for topic in (entry["primary"], *entry["also"]):
            if topic not in topics:
                raise WorkbenchError(
                    f"{place}: unknown topic {topic!r}; choose {', '.join(topics)}."
                )
        given = [(entry["primary"], True), *((topic, False) for topic in entry["also"])]
        rows += [(doc_id, entry["para"], *pair, entry["note"]) for pair in given]
    return rows
