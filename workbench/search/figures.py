"""Figures of a search: the lines in context, the wordings of a formula, and what is near a query."""

import polars as pl
from markupsafe import Markup

from workbench.corpus.claims import silence
from workbench.explorer import offer
from workbench.figures import Figure
from workbench.figures.tables import download, table
from workbench.figures.texts import (
    citations,
    concordance_lines,
    count,
    fold,
    join,
    listed,
    of,
    sentence_case,
    source_line,
    spelled,
    times,
    with_label,
)

#: Lines of one page; wordings of a formula that are listed.
PAGE, WORDINGS = 50, 100
COUNTS = {
    "document": "Source",
    "n": "Hits",
    "n_words": "Words",
    "per_1000": "Per 1,000 words",
    "finding": "Finding",
    "near": "Near it",
}
IN_CUT = {"n_cut": "Hits in text that was cut"}
WORDING = {"wording": "Wording", "n": "Hits", "n_documents": "Sources", "places": "Where"}
NEAR = {"query": "Ask", "kind": "What differs", "n": "Hits", "n_documents": "Sources"}


def finding() -> pl.Expr:
    """Say what was found, or what a silence means, from ``n``, ``n_cut`` and ``genre``.

    Examples
    --------
    >>> rows = pl.DataFrame({"n": [0, 0, 2], "n_cut": [0, 1, 0], "genre": ["statement", "digest", "digest"]})
    >>> rows.select(finding()).to_series().to_list()
    ['not in the text as published', 'only in text that was cut', 'found']
    """
    return (
        pl.when(pl.col("n") > 0)
        .then(pl.lit("found"))
        .when(pl.col("n_cut") > 0)
        .then(pl.lit("only in text that was cut"))
        .otherwise(silence())
        .alias("finding")
    )


def lines(
    rows: pl.DataFrame,
    counts: pl.DataFrame,
    documents: pl.DataFrame,
    title: str,
    searched: str,
    first: int = 1,
) -> Figure:
    """Show one page of a concordance, and count the hits of every document.

    Takes the frame ``concordance`` of the page with ``zone``, the rows of `Search.counts`,
    documents, the title, the sentence that says what was searched, and the number of the
    page's first line. Text that was cut has no voice: its zone is shown.
    """
    zone, voice = (pl.col(name).cast(pl.String) for name in ("zone", "voice"))
    cut = pl.format("cut: {}", zone)
    rows = rows.with_columns(voice=pl.when(zone == "body").then(voice).otherwise(cut)).drop("zone")
    hits = int(counts["n"].sum() + counts["n_cut"].sum())
    last = first + rows.height - 1
    part = "" if rows.height == hits else f"Lines {first:,} to {last:,} of {hits:,}. "
    file = download("concordance.csv", rows.with_columns(citation=citations(rows, documents)))
    shown = concordance_lines(rows, documents, "Hits in context", numbers_from=first)
    return counted(
        counts,
        documents,
        name="concordance",
        title=title,
        subtitle=f"{part}{silences(counts, documents)}{searched}",
        alt=f"Table of hits. {title}. {listing(counts, documents)}",
        body=join([shown, file]),
    )


def counted(counts: pl.DataFrame, documents: pl.DataFrame, **figure: str) -> Figure:
    """Make a figure whose table is the counts; the column of cut text only where it was found."""
    head = COUNTS | (IN_CUT if counts["n_cut"].sum() else {})
    source, named = source_line(documents), with_label(counts, documents)
    return Figure(**figure, source=source, table=named, headers=head)


def title(counts: pl.DataFrame, query: str) -> str:
    """State how often a query occurs, and in how many sources."""
    n, n_cut = int(counts["n"].sum()), int(counts["n_cut"].sum())
    found = of(counts.filter(pl.col("n") > 0).height, counts.height, "source")
    cut = f", and {count(n_cut, 'time')} in text that was cut" if n_cut else ""
    return f"“{query}” occurs {times(n)}, in {found}{cut}" if n else f"“{query}”: no hit{cut}"


def silences(counts: pl.DataFrame, documents: pl.DataFrame) -> str:
    """Name the documents without a hit, and say for each what was looked for near the query."""
    silent = with_label(counts.filter(n=0, n_cut=0), documents)
    near = [f"{name} has {ways}" for name, ways in silent.select("document", "near").rows() if ways]
    groups = silent.group_by("finding", maintain_order=True).agg("document")
    said = "".join(f"{sentence_case(one)}: {listed(who, 'source')}. " for one, who in groups.rows())
    return said + (f"Near it: {'; '.join(near[:4])}. " if near else "")


def listing(counts: pl.DataFrame, documents: pl.DataFrame) -> str:
    """Say the counts of the first documents, for the description."""
    first = with_label(counts.head(20), documents).select("document", "n").rows()
    return "; ".join(f"{name}: {n}" for name, n in first) + "."


def neighbours(
    near: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, query: str, searched: str
) -> Figure:
    """Show what comes near a query that finds nothing: each other way to ask can be picked."""
    said, body = (
        "Nothing near it was found either.",
        Markup("<p>Try fewer words, a wildcard (*), or parts of words.</p>"),
    )
    if near.height:
        ways = near.select("query", "parts", "n").rows()
        said = f"Near it: {listed([f'“{way} ({n})”' for way, _, n in ways])}."
        buttons = join(offer(f"{way} ({n})", query=way, parts=parts) for way, parts, n in ways)
        line = Markup('<p class="wb-offers">Ask instead: {}</p>').format(buttons)
        body = join([line, table(near, "Other ways to ask, with what they find", NEAR)])
    return counted(
        counts,
        documents,
        name="near",
        title=f"“{query}” is not found{'; something near it is' if near.height else ''}",
        subtitle=f"{said} {searched}",
        alt=f"Table of other ways to ask. {said}",
        body=body,
    )


def formula(
    rows: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, phrase: str, searched: str
) -> Figure:
    """Show the wordings of a phrase, each with the places where it is printed.

    Takes the frame ``concordance`` of all hits, the rows of `Search.counts`, and documents.
    """
    places = with_label(rows, documents).with_columns(
        wording=pl.col("match").str.to_lowercase().str.replace_all(r"\s+", " "),
        place=pl.format("{} ¶ {} ({})", "document", "para_no", "voice"),
    )
    wordings = places.group_by("wording", maintain_order=True).agg(
        n=pl.len(), n_documents=pl.col("doc_id").n_unique(), places=pl.col("place").str.join("; ")
    )
    said = f"{title(counts, phrase)}, in {spelled(wordings.height, 'wording')}"
    caption = "Each wording, with the places where it is printed"
    hits = concordance_lines(rows.head(PAGE), documents, "Hits in context")
    parts = [
        table(wordings, caption, WORDING, first=WORDINGS),
        download("formula.csv", rows.with_columns(citation=citations(rows, documents))),
        fold("Every hit in context", hits),
    ]
    return counted(
        counts,
        documents,
        name="formula",
        title=said,
        subtitle=f"{silences(counts, documents)}{searched}",
        alt=f"Table of wordings. {said}. {listing(counts, documents)}",
        body=join(parts),
    )
