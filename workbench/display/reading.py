"""A source as it stands: numbered lines, zones by name and tint, cuts folded, slips noted."""

from itertools import pairwise
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import fold, join, region
from workbench.display.naming import citation, count, labels, line_id

HEADING = Markup(' role="heading" aria-level="4"')
#: Longer lines are cut on the screen only, and say so.
SHOWN = 5_000


def reading(
    documents: pl.DataFrame,
    paragraphs: pl.DataFrame,
    slips: pl.DataFrame,
    doc_id: str,
    found: pl.DataFrame | None = None,
    *,
    show_cut: bool = False,
) -> Figure:
    """Show one document line by line.

    Takes documents, paragraphs and slips, and the hits to mark (`analysis.hits`), if any.
    Cut lines are folded by reason; folds with hits, or all with ``show_cut``, stand open.
    """
    lines = paragraphs.filter(doc_id=doc_id)
    notes = slips.filter(doc_id=doc_id).with_row_index("note_no", offset=1)
    marks = spots(lines, found, notes, doc_id)
    groups = lines.with_columns(
        group=pl.struct(pl.col("zone").is_in(["body", "heading"]), "reason").rle_id()
    ).partition_by("group", maintain_order=True)
    parts = [passage(group, marks, show_cut=show_cut) for group in groups]
    name = labels(documents)[doc_id]
    body = lines.filter(zone="body")
    about = documents.row(by_predicate=pl.col("doc_id") == doc_id, named=True)
    counted = (
        f"{about['n_words']:,} of {about['n_words_raw']:,} words are body, in {body.height} of "
        f"{lines.height} lines; {count(notes.height, 'known slip')} marked [sic]"
    )
    listed = join(
        Markup("<li>[sic {}] ¶ {}: “{}”. {}</li>").format(number, para_no, text, note)
        for number, para_no, text, note in notes.select(
            "note_no", "para_no", "text", "note"
        ).iter_rows()
    )
    slip_list = fold("Known slips of the source", Markup("<ul>{}</ul>").format(listed))
    return Figure(
        name=f"reading-{doc_id}",
        title=f"{name}, as printed",
        subtitle=f"{counted}. The number in the margin counts the paragraphs of the source (its non-blank lines); the point follows it.",
        source=f"Source: {citation(documents, doc_id)}",
        alt=f"The text of {name}: {counted}.",
        body=join(
            [region(f"Text of {name}", "wb-read", join(parts)), slip_list if notes.height else ""]
        ),
    )


def spots(
    lines: pl.DataFrame, found: pl.DataFrame | None, notes: pl.DataFrame, doc_id: str
) -> dict[int, list[tuple[int, int, str]]]:
    """Collect by line what is to be marked: start and end in the line, and ``mark`` or a note."""
    starts = dict(lines.select("para_no", "start").iter_rows())
    marks: dict[int, list[tuple[int, int, str]]] = {}
    if found is not None:
        places = found.filter(doc_id=doc_id).select("para_no", "start", "end")
        for para_no, start, end in places.iter_rows():
            base = starts[para_no]
            marks.setdefault(para_no, []).append((start - base, end - base, "mark"))
    for para_no, start, end, number in notes.select(
        "para_no", "start", "end", "note_no"
    ).iter_rows():
        base = starts[para_no]
        marks.setdefault(para_no, []).append((start - base, end - base, f"sic {number}"))
    return marks


def passage(
    group: pl.DataFrame, marks: dict[int, list[tuple[int, int, str]]], *, show_cut: bool
) -> Markup:
    """Show neighbouring lines of one kind: body as it is, cut lines folded under their reason."""
    rows = list(group.iter_rows(named=True))
    shown = join(line(row, marks.get(row["para_no"], [])) for row in rows)
    if rows[0]["zone"] in {"body", "heading"}:
        return shown
    hit = any(kind == "mark" for row in rows for *_, kind in marks.get(row["para_no"], []))
    first, last = rows[0]["para_no"], rows[-1]["para_no"]
    which = f"Line {first}" if first == last else f"Lines {first} to {last}"
    words = sum(row["n_words"] for row in rows)
    summary = f"{which} cut: {rows[0]['reason']} ({words:,} words, zone {rows[0]['zone']})"
    return Markup('<div class="wb-cut">{}</div>').format(
        fold(summary, shown, unfolded=show_cut or hit)
    )


def line(row: dict[str, object], marks: list[tuple[int, int, str]]) -> Markup:
    """Show one line with its number in the margin."""
    number = str(row["para_no"])
    provision = str(row["provision"])
    if provision and not provision.startswith("¶"):
        number += f" · {provision}"
    zone = (
        ""
        if row["zone"] == "body"
        else Markup('<span class="wb-zone">{}</span>').format(row["zone"])
    )
    style = "wb-heading" if row["zone"] == "heading" else ""
    return Markup(
        '<div class="wb-line" id="{}"><div class="wb-margin">¶ {}{}</div><p class="{}"{}>{}</p></div>'
    ).format(
        line_id(row["doc_id"], row["para_no"]),
        number,
        zone,
        style,
        HEADING if row["zone"] == "heading" else "",
        marked(str(row["text"]), marks),
    )


def marked(text: str, marks: list[tuple[int, int, str]]) -> Markup:
    """Escape a line and mark its hits and slips; a mark that overlaps an earlier one is nested."""
    shown = text[:SHOWN]
    edges = sorted({0, len(shown), *(min(at, len(shown)) for mark in marks for at in mark[:2])})
    parts: list[str] = []
    for left, right in pairwise(edges):
        piece: str = Markup("{}").format(shown[left:right])
        for start, end, kind in marks:
            if start <= left and right <= end:
                wrap = "<mark>{}</mark>" if kind == "mark" else '<span class="wb-slip">{}</span>'
                piece = Markup(wrap).format(piece)  # noqa: S704 - one of two constants
        parts.append(piece)
        parts += [
            Markup("<sup>[{}]</sup>").format(k) for _, e, k in marks if e == right and k != "mark"
        ]
    if len(text) > SHOWN:
        parts.append(f" … (the first {SHOWN:,} of {len(text):,} characters are shown)")
    return join(parts)


def context(
    paragraphs: pl.DataFrame, documents: pl.DataFrame, doc_id: str, start: int, end: int
) -> Markup:
    """Show the lines around a passage, one before and one after, the passage marked."""
    lines = paragraphs.filter(doc_id=doc_id)
    inside = lines.filter(pl.col("start") < end, pl.col("end") > start)["para_no"]
    near = lines.filter(pl.col("para_no").is_between(inside.min() - 1, inside.max() + 1))
    shown = join(
        line(
            row,
            [(max(start - row["start"], 0), end - row["start"], "mark")]
            if end > row["start"]
            else [],
        )
        for row in near.iter_rows(named=True)
    )
    return fold(f"In context: {labels(documents)[doc_id]}, ¶ {inside.min()}", shown)


def excerpt(paragraphs: pl.DataFrame, documents: pl.DataFrame, link: dict[str, Any]) -> Markup:
    """Show the context of both sides of a link."""
    sides = [(link[f"{s}_id"], link[f"{s}_start"], link[f"{s}_end"]) for s in ("left", "right")]
    return join(context(paragraphs, documents, *side) for side in sides)
