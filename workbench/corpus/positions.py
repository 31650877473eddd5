"""Positions coded by hand: printed words in TOML become located rows.

A file in ``reference/positions/`` holds one ``[coding]`` (issue, coder, coded, protocol), its
``[[position]]`` tables (keys: see the coding sheet beside the files) and, if any, ``[[correction]]``
tables (date, what, why) for what was changed after the coding.
"""

from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import read_toml
from workbench.corpus.links import Lines, find, lines
from workbench.corpus.model import Corpus
from workbench.corpus.position_rules import declared_names
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES, VOICES, conform

HEAD = {"issue", "coder", "coded", "protocol"}
CORRECTION = {"date", "what", "why"}
TEXTS = ("actor", "actor_text", "operator", "operator_text", "negation", "object", "name_used")
LISTS = ("embedded", "legal_anchors", "qualifiers")
KEYS = {"doc_id", "para", "from", "to", *TEXTS, *LISTS, "voice", "note"}
#: An actor that the text does not name.
NOT_NAMED = "not named"


def coded_issues(folder: Path) -> list[str]:
    """List the issues that a corpus folder has positions coded by hand for."""
    return sorted(path.stem for path in (folder / "reference" / "positions").glob("*.toml"))


def read_positions(corpus: Corpus, issue: str) -> pl.DataFrame:
    """Read ``reference/positions/<issue>.toml`` as the positions frame, with ``coder`` hand.

    Offsets are found from the printed words; words that are not there are named with their line.
    Documents that the corpus lacks are passed over.

    Examples
    --------
    >>> import workbench
    >>> rows = read_positions(workbench.load(), "ukraine")
    >>> rows.filter(doc_id="vov-2025")["operator_text"].to_list()
    ['acknowledged', 'welcoming']
    """
    known = coded_issues(corpus.folder)
    if issue not in known:
        there = f"choose {', '.join(known)}" if known else "this corpus has no reference/positions"
        raise WorkbenchError(f"No positions are coded by hand for {issue!r}; {there}.")
    where = f"reference/positions/{issue}.toml"
    content = checked(read_toml(corpus.folder / "reference" / "positions" / f"{issue}.toml"), where)
    if content["coding"]["issue"] != issue:
        raise WorkbenchError(f"{where}: [coding] is about {content['coding']['issue']!r}.")
    choices, index = declared_names(corpus.folder), lines(corpus.paragraphs)
    choices = choices | {"actor": [*choices["actor"], NOT_NAMED]}
    there = set(corpus.documents["doc_id"].cast(pl.String))
    rows = []
    for number, entry in enumerate(content.get("position", []), 1):
        place = f"{where}: position {number}"
        if not isinstance(entry, dict) or set(entry) != KEYS:
            raise WorkbenchError(f"{place}: needs {', '.join(sorted(KEYS))}, and no more.")
        if entry["doc_id"] in there:
            declared(entry, choices, place)
            rows.append(located(entry, index, place))
    return laid_out(corpus, rows, issue)


def checked(content: dict[str, Any], where: str) -> dict[str, Any]:
    """Check the head of a file and its corrections."""
    head, corrections = content.get("coding"), content.get("correction", [])
    if set(content) - {"coding", "position", "correction"} or not isinstance(head, dict):
        raise WorkbenchError(
            f"{where}: must hold [coding], [[position]] and [[correction]], and no more."
        )
    if set(head) != HEAD:
        raise WorkbenchError(f"{where}: [coding] needs {', '.join(sorted(HEAD))}.")
    if any(not isinstance(one, dict) or set(one) != CORRECTION for one in corrections):
        raise WorkbenchError(f"{where}: a [[correction]] needs {', '.join(sorted(CORRECTION))}.")
    return content


def declared(entry: dict[str, Any], choices: dict[str, list[str]], where: str) -> None:
    """Raise unless every coded value is one of those declared, and of the right kind."""
    for key in (*TEXTS, "from", "to", "note", "voice"):
        if not isinstance(entry[key], str):
            raise WorkbenchError(f"{where}: {key} must be text.")
    for key in LISTS:
        if not isinstance(entry[key], list):
            raise WorkbenchError(f"{where}: {key} must be a list.")
    inner = [str(value).removeprefix("not ") for value in entry["embedded"]]
    asked = [(key, entry[key], choices[key]) for key in ("actor", "operator")]
    asked += [("embedded", value, choices["operator"]) for value in inner]
    asked += [(key, value, choices[key]) for key in LISTS[1:] for value in entry[key]]
    for key, value, allowed in [*asked, ("voice", entry["voice"], list(VOICES))]:
        if value not in allowed:
            raise WorkbenchError(
                f"{where}: unknown {key} {value!r}; choose {', '.join(allowed)} "
                "(see codebook/positions.toml and operators.toml)."
            )


def located(entry: dict[str, Any], index: Lines, where: str) -> dict[str, Any]:
    """Find the printed words of a position in its line."""
    doc_id, para_no = entry["doc_id"], entry["para"]
    anchor = {"para": para_no, "from": entry["from"], "to": entry["to"]}
    start, end = find(anchor, doc_id, index, where)
    base, line = index[doc_id, para_no]
    text = line[start - base : end - base]
    for key in ("operator_text", "object", "negation", "name_used"):
        if entry[key] not in text:
            raise WorkbenchError(f"{where}: {key} {entry[key]!r} is not in {text!r}.")
    if entry["actor_text"] not in line:
        raise WorkbenchError(
            f"{where}: actor_text {entry['actor_text']!r} is not in line {para_no} of {doc_id}."
        )
    at = start + text.find(entry["operator_text"])
    places = {"operator_start": at, "operator_end": at + len(entry["operator_text"])}
    return entry | {"para_no": para_no, "start": start, "end": end, "text": text} | places


def laid_out(
    corpus: Corpus, rows: list[dict[str, Any]], issue: str, coder: str = "hand"
) -> pl.DataFrame:
    """Give located rows the sentence and provision of their operator, and their numbers."""
    order = corpus.documents["doc_id"].dtype
    derived = {"coder", "issue", "position_no", "sent_no", "provision"}
    columns = {
        name: order if name == "doc_id" else spec.dtype
        for name, spec in FRAMES["positions"].columns.items()
        if name not in derived
    }
    kept = [{name: row[name] for name in columns} for row in rows]
    frame = pl.DataFrame(kept, schema=columns, orient="row")
    starts = corpus.sentences.select("doc_id", "sent_no", operator_start="start")
    frame = frame.sort("operator_start").join_asof(
        starts.sort("operator_start"), on="operator_start", by="doc_id", check_sortedness=False
    )
    lines_of = corpus.paragraphs.select("doc_id", "para_no", "provision")
    frame = frame.join(lines_of, on=["doc_id", "para_no"], how="left", maintain_order="left")
    frame = frame.sort("doc_id", "operator_start", maintain_order=True)
    number = pl.int_range(1, pl.len() + 1).over("doc_id")
    frame = frame.with_columns(
        coder=pl.lit(coder), issue=pl.lit(issue), position_no=number.cast(pl.UInt32)
    )
    return conform("positions", frame, order)
