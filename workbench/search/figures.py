"""Figures of a search: the lines in context, the wordings of a formula, and what is near a query."""

import polars as pl
from markupsafe import Markup

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
NEAR = {"query": "Ask", "kind": "What differs", "n": "Hits", "n_documents": "Sources"}


def finding() -> pl.Expr:
    """Say what was found, or what a silence means, from ``n``, ``n_cut`` and ``genre``.

    Examples
    --------
    >>> rows = pl.DataFrame({"n": [0, 0, 2], "n_cut": [0, 1, 0], "genre": ["statement", "digest", "digest"]})
    >>> rows.select(finding()).to_series().to_list()
    ['not in the text as published', 'only in text that was cut', 'found']
    """
    genre = pl.col("genre").cast(pl.String)
    return (
        pl.when(pl.col("n") > 0)
        .then(pl.lit("found"))
        .when(pl.col("n_cut") > 0)
        .then(pl.lit("only in text that was cut"))
        .when(genre == "statement")
        .then(pl.lit("not in the text as published"))
        .when(genre == "unknown")
        .then(pl.lit("not in this text"))
        .otherwise(pl.lit("not in this press text"))
        .alias("finding")
    )


def lines(
    rows: pl.DataFrame,
    counts: pl.DataFrame,
    documents: pl.DataFrame,
    query: str,
    searched: str,
    first: int = 1,
) -> Figure:
    """Show one page of a concordance, and count the hits of every document.

    Takes the frame ``concordance`` of the page with ``zone``, the rows of `Search.counts`,
    documents, the query as asked, the sentence that says what was searched, and the number of the
    page's first line. Text that was cut has no voice: its zone is shown.
    """
    zone, voice = (pl.col(name).cast(pl.String) for name in ("zone", "voice"))
    cut = pl.format("cut: {}", zone)
    rows = rows.with_columns(voice=pl.when(zone == "body").then(voice).otherwise(cut)).drop("zone")
    named = with_label(counts, documents)
    hits = int(counts["n"].sum() + counts["n_cut"].sum())
    last = first + rows.height - 1
    part = "" if rows.height == hits else f"Lines {first:,} to {last:,} of {hits:,}. "
    table_rows = rows.with_columns(citation=citations(rows, documents))
    shown = concordance_lines(rows, documents, "Hits in context", numbers_from=first)
    return Figure(
        name="concordance",
        title=title(counts, query),
        subtitle=f"{part}{silences(named)}{searched}",
        source=source_line(documents),
        alt=f"Table of hits. {title(counts, query)}. {listing(named)}",
        body=join([shown, download("concordance.csv", table_rows)]),
        table=named,
        headers=headers(counts),
    )


def title(counts: pl.DataFrame, query: str) -> str:
    """State how often a query occurs, and in how many sources."""
    n, n_cut = int(counts["n"].sum()), int(counts["n_cut"].sum())
    found = of(counts.filter(pl.col("n") > 0).height, counts.height, "source")
    times = {1: "once", 2: "twice"}.get(n, f"{spelled(n)} times")
    cut = f", and {count(n_cut, 'time')} in text that was cut" if n_cut else ""
    return f"“{query}” occurs {times}, in {found}{cut}" if n else f"“{query}”: no hit{cut}"


def headers(counts: pl.DataFrame) -> dict[str, str]:
    """Return the headings of the counts; those of cut text only where it was found."""
    return COUNTS | (IN_CUT if counts["n_cut"].sum() else {})


def silences(named: pl.DataFrame) -> str:
    """Name the documents without a hit, and say for each what was looked for near the query."""
    silent = named.filter(n=0, n_cut=0)
    if silent.is_empty():
        return ""
    near = [f"{name} has {ways}" for name, ways in silent.select("document", "near").rows() if ways]
    said = " ".join(f"{sentence_case(finding)}: {names}." for finding, names in by_finding(silent))
    close = f" Near it: {'; '.join(near[:4])}." if near else ""
    return f"{said}{close} "


def by_finding(silent: pl.DataFrame) -> list[tuple[str, str]]:
    """Return each kind of silence with the documents it holds for."""
    groups = silent.group_by("finding", maintain_order=True).agg("document")
    return [(finding, listed(names, "source")) for finding, names in groups.iter_rows()]


def listing(named: pl.DataFrame) -> str:
    """Say the counts of the first documents, for the description."""
    told = [f"{name}: {n}" for name, n in named.head(20).select("document", "n").rows()]
    return "; ".join(told) + "."


def neighbours(
    near: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, query: str, searched: str
) -> Figure:
    """Show what comes near a query that finds nothing: each other way to ask can be picked."""
    named = with_label(counts, documents)
    ways = [f"{way} ({n})" for way, n in near.select("query", "n").rows()]
    where = listed([f"“{way}”" for way in ways]) if ways else ""
    said = f"Near it: {where}." if ways else "Nothing near it was found either."
    buttons = join(offer(f"{way} ({n})", query=way, parts=parts) for way, parts, n in
                   near.select("query", "parts", "n").rows())  # fmt: skip
    body = (
        join(
            [
                Markup('<p class="wb-offers">Ask instead: {}</p>').format(buttons),
                table(near, "Other ways to ask, with what they find", NEAR),
            ]
        )
        if ways
        else Markup("<p>Try fewer words, a wildcard (*), or parts of words.</p>")
    )
    return Figure(
        name="near",
        title=f"“{query}” is not found{'' if not ways else '; something near it is'}",
        subtitle=f"{said} {searched}",
        source=source_line(documents),
        alt=f"Table of other ways to ask. {said}",
        body=body,
        table=named,
        headers=headers(counts),
    )


def formula(
    rows: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, phrase: str, searched: str
) -> Figure:
    """Show the wordings of a phrase, each with the places where it is printed.

    Takes the frame ``concordance`` of all hits, the rows of `Search.counts`, and documents.
    """
    named = with_label(counts, documents)
    places = with_label(rows, documents).with_columns(
        wording=pl.col("match").str.to_lowercase().str.replace_all(r"\s+", " "),
        place=pl.format("{} ¶ {} ({})", "document", "para_no", "voice"),
    )
    wordings = places.group_by("wording", maintain_order=True).agg(
        n=pl.len(), n_documents=pl.col("doc_id").n_unique(), places=pl.col("place").str.join("; ")
    )
    n_forms = spelled(wordings.height, "wording")
    head = {"wording": "Wording", "n": "Hits", "n_documents": "Sources", "places": "Where"}
    file = rows.with_columns(citation=citations(rows, documents))
    parts = [
        table(wordings, "Each wording, with the places where it is printed", head, first=WORDINGS),
        download("formula.csv", file),
        fold(
            "Every hit in context", concordance_lines(rows.head(PAGE), documents, "Hits in context")
        ),
    ]
    return Figure(
        name="formula",
        title=f"{title(counts, phrase)}, in {n_forms}",
        subtitle=f"{silences(named)}{searched}",
        source=source_line(documents),
        alt=f"Table of wordings. {title(counts, phrase)}, in {n_forms}. {listing(named)}",
        body=join(parts),
        table=named,
        headers=headers(counts),
    )
