"""Figures of a search: the lines in context, the wordings of a formula, and what is near a query."""

import polars as pl
from markupsafe import Markup

from workbench import schema
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
#: Columns of a line that its file does not have, and those of the counts that are shown.
PASSAGE = ("zone", "provision", "passage", "base")
COUNTS = ("document", "n", "n_words", "per_1000", "finding", "near")


def finding() -> pl.Expr:
    """Say what was found, or what a silence means, from ``n``, ``n_cut`` and ``genre``.

    Examples
    --------
    >>> rows = pl.DataFrame({"n": [0, 0, 2], "n_cut": [0, 1, 0], "genre": ["statement", "digest", "digest"]})
    >>> rows.select(finding()).to_series().to_list()
    ['not in the text as published', 'only in text that was cut', 'found']
    """
    found = pl.when(pl.col("n") > 0).then(pl.lit("found"))
    found = found.when(pl.col("n_cut") > 0).then(pl.lit("only in text that was cut"))
    return found.otherwise(silence()).alias("finding")


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
    rows = rows.with_columns(
        voice=pl.when(zone == "body").then(voice).otherwise(pl.format("cut: {}", zone)),
        citation=citations(rows, documents),
    )
    hits, last = int(counts["n"].sum() + counts["n_cut"].sum()), first + rows.height - 1
    part = "" if rows.height == hits else f"Lines {first:,} to {last:,} of {hits:,}. "
    shown = concordance_lines(rows, documents, "Hits in context", numbers_from=first)
    body = join([shown, download("concordance.csv", rows.drop(PASSAGE))])
    said = f"{part}{silences(counts, documents)}{searched}"
    return counted(counts, documents, ("concordance", "Table of hits", title, said), body)


def counted(
    counts: pl.DataFrame,
    documents: pl.DataFrame,
    told: tuple[str, str, str, str],
    body: Markup,
) -> Figure:
    """Make a figure whose table is the counts; ``told`` are its name, kind, title and subtitle."""
    name, kind, title, subtitle = told
    heads = schema.headers("hits", *COUNTS, *["n_cut"] * (counts["n_cut"].sum() > 0))
    named, alt = with_label(counts, documents), f"{kind}. {title}. {listing(counts, documents)}"
    return Figure(name, title, subtitle, source_line(documents), alt, body, named, heads)


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
    said = "Nothing near it was found either."
    body = Markup("<p>Try fewer words, a wildcard (*), or parts of words.</p>")
    if near.height:
        ways = near.select("query", "parts", "n").rows()
        said = f"Near it: {listed([f'“{way} ({n})”' for way, _, n in ways])}."
        buttons = join(offer(f"{way} ({n})", query=way, parts=p) for way, p, n in ways)
        line = Markup('<p class="wb-offers">Ask instead: {}</p>').format(buttons)
        body = join(
            [line, table(near, "Other ways to ask, with what they find", schema.headers("ways"))]
        )
    title = f"“{query}” is not found{'; something near it is' if near.height else ''}"
    told = "near", "Table of other ways to ask", title, f"{said} {searched}"
    return counted(counts, documents, told, body)


def formula(
    rows: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, found: str, searched: str
) -> Figure:
    """Show the wordings of a phrase, each with the places where it is printed.

    Takes the lines of all hits (`Search.passages`), the rows of `Search.counts`, documents, the
    title as of the lines, and what was searched.
    """
    rows = rows.with_columns(citation=citations(rows, documents))
    places = with_label(rows, documents).with_columns(
        wording=pl.col("match").str.to_lowercase().str.replace_all(r"\s+", " "),
        place=pl.format("{} ¶ {} ({})", "document", "para_no", "voice"),
    )
    wordings = places.group_by("wording", maintain_order=True).agg(
        n=pl.len(), n_documents=pl.col("doc_id").n_unique(), places=pl.col("place").str.join("; ")
    )
    caption = "Each wording, with the places where it is printed"
    hits = concordance_lines(rows.head(PAGE), documents, "Hits in context")
    body = [table(wordings, caption, schema.headers("wordings"), first=WORDINGS)]
    body += [download("formula.csv", rows.drop(PASSAGE)), fold("Every hit in context", hits)]
    title = f"{found}, in {spelled(wordings.height, 'wording')}"
    told = "formula", "Table of wordings", title, f"{silences(counts, documents)}{searched}"
    return counted(counts, documents, told, join(body))


def walk(found: pl.DataFrame, place: str) -> Markup:
    """Say which of the hits, in order, a place is, with the way to the one before and the one after."""
    hits = found.select(pl.format("{}|{}", "doc_id", "start")).to_series()
    at = hits.index_of(place)
    if at is None:
        return Markup()
    ways = [("◂ Previous hit", (at - 1) % hits.len()), ("Next hit ▸", (at + 1) % hits.len())]
    ways = [offer(words, place=hits[to], page=to // PAGE + 1) for words, to in ways]
    told = Markup('<p role="status" class="wb-offers">Hit {:,} of {:,} {} {}</p>')
    return told.format(at + 1, hits.len(), *ways)
