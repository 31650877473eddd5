"""Key word in context: every line with its match marked, its place, and a citation to save."""

from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.naming import NAMED, citations, count, not_in, source_line, with_label
from workbench.display.table import table
from workbench.errors import WorkbenchError

#: Lines on one page; the file to save always holds all.
PAGE = 50
#: A longer context is read as a passage, not in columns; a longer match may break.
COLUMN, UNBROKEN = 120, 24
BESIDE = {"before": "Left", "found": "Match", "right": "Right"}
FLOWING = {"passage": "Passage"}
PLACE = {"source": "Document, ¶; genre, date of the statement", "voice": "Voice"}
COUNTS = {
    "document": "Document",
    "n": "Lines",
    "n_words": "Words",
    "per_1000": "Per 1,000 words",
    "finding": "Finding",
}
NEAR = {"query": "Ask", "kind": "What is other", "n": "Matches", "n_documents": "Documents"}
ABOUT = ("publisher", "genre", "title", "event_date", "published")


def concordance(
    rows: pl.DataFrame,
    counts: pl.DataFrame,
    documents: pl.DataFrame,
    query: str,
    searched: str,
    page: int = 1,
) -> Figure:
    """Show the lines of a concordance, a page at a time, in the order in which they come.

    Takes the frame ``concordance``, the frame of `concordance.by_document`, documents, the query
    as asked, and the sentence of `concordance.searched`. The file to save holds every line of
    every page with its citation. Silent documents are named in the subtitle and stand in the data
    table. A page that does not exist raises `WorkbenchError`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask, by_document, concordance as lines, searched
    >>> corpus, asked = workbench.load(), ask("East Sea", {})
    >>> rows = lines(corpus, asked)
    >>> counts = by_document(rows, corpus.documents)
    >>> print(concordance(rows, counts, corpus.documents, asked.text, searched(corpus, asked)).title)
    “East Sea”: 6 lines in 3 of 5 documents
    """
    n_pages = max(1, -(-rows.height // PAGE))
    if page not in range(1, n_pages + 1):
        raise WorkbenchError(f"There is no page {page!r} of these lines; choose 1 to {n_pages}.")
    named = with_label(counts, documents)
    title = finding(named, query)
    told = named if named.height <= NAMED else named.filter(pl.col("n") > 0).head(NAMED)
    per_document = "; ".join(
        f"{name}: {said}" for name, said in told.select("document", "finding").rows()
    )
    return Figure(
        name="concordance-documents",
        title=title,
        subtitle=f"{silence(named, documents)} {searched}",
        source=source_line(documents),
        alt=f"Table of lines. {title}. {per_document}.",
        body=lines(numbered(rows, documents), documents, page, counts["n"].sum())
        if rows.height
        else Markup("<p>No line to show.</p>"),
        table=named,
        headers=COUNTS,
    )


def finding(counts: pl.DataFrame, query: str) -> str:
    """State how many lines there are, in how many of the documents."""
    n_with = counts.filter(pl.col("n") > 0).height
    return (
        f"“{query}”: {count(counts['n'].sum(), 'line')} in "
        f"{n_with:,} of {count(counts.height, 'document')}"
    )


def silence(counts: pl.DataFrame, documents: pl.DataFrame) -> str:
    """Name the silent documents."""
    genre = documents.select("doc_id", "genre")
    rows = counts.join(genre, on="doc_id", how="left", maintain_order="left")
    return " ".join(not_in(rows.filter(n=0))) or "In every document."


def numbered(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add a number to each line, and what is known of its document."""
    about = with_label(documents, documents).select("document", "doc_id", *ABOUT)
    wide = rows.join(about, on="doc_id", how="left", maintain_order="left")
    return wide.with_row_index("line_no", offset=1)


def lines(whole: pl.DataFrame, documents: pl.DataFrame, page: int, total: int) -> Markup:
    """Set the lines of one page so that the matches stand below one another, if there is room.

    ``whole`` are the lines that are held, ``total`` says how many there are.
    """
    shown = whole.slice((page - 1) * PAGE, PAGE)
    first, last = shown["line_no"][0], shown["line_no"][-1]
    held = "all" if whole.height == total else f"{whole.height:,} lines"
    caption = f"Lines {first:,} to {last:,} of {total:,}; the file below holds {held}"
    if shown.height == total:
        caption = f"All {count(total, 'line')}"
    sizes = shown.select(pl.max_horizontal(pl.col("left", "right").str.len_chars()))
    columns = FLOWING if (sizes.to_series() > COLUMN).any() else BESIDE
    made = {"before": before, "found": marked, "passage": passage, "source": source}
    page_of = table(shown, caption, {"line_no": "No"} | columns | PLACE, made)
    cited = whole.with_columns(citation=citations(whole, documents))
    return join(
        [
            Markup('<div class="wb-lines">{}</div>').format(page_of),
            download("concordance.csv", cited),
        ]
    )


def before(row: dict[str, Any]) -> Markup:
    """Set what stands before a match against the match."""
    return Markup('<span class="wb-left">{}</span>').format(row["left"])


def marked(row: dict[str, Any]) -> Markup:
    """Mark the match; a short one stays in one line."""
    short = Markup(' class="wb-short"') if len(row["match"]) <= UNBROKEN else ""
    return Markup("<mark{}>{}</mark>").format(short, row["match"])


def passage(row: dict[str, Any]) -> Markup:
    """Mark the match in a passage that is read as one."""
    return Markup("{}<mark>{}</mark>{}").format(row["left"], row["match"], row["right"])


def source(row: dict[str, Any]) -> Markup:
    """Say where a line stands: document, paragraph, genre, and the date of its statement."""
    about = f"{row['genre']}, {row['event_date']}"
    place = Markup("{}, ¶\u00a0{} <small>{}</small>")
    return place.format(row["document"], row["para_no"], about)


def offers(
    near: pl.DataFrame, counts: pl.DataFrame, documents: pl.DataFrame, query: str, searched: str
) -> Figure:
    """Say that a query finds nothing, what was searched, and which queries near it find something.

    Takes the frame of `concordance.near`, the frame of `concordance.by_document`, documents, the
    query as asked, and the sentence of `concordance.searched`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask, by_document, find, near, searched
    >>> corpus, asked = workbench.load(), ask("Moskow", {})
    >>> counts = by_document(find(corpus, asked), corpus.documents)
    >>> said = searched(corpus, asked)
    >>> print(offers(near(corpus, asked, {}), counts, corpus.documents, "Moskow", said).title)
    “Moskow”: no line in 5 documents; 1 query near it finds some
    """
    named = with_label(counts, documents)
    ways = "query near it finds" if near.height == 1 else "queries near it find"
    found = f"{near.height} {ways} some" if near.height else "no query near it finds any"
    title = f"“{query}”: no line in {count(documents.height, 'document')}; {found}"
    listed = "; ".join(
        f"{asked} ({kind}): {n:,}"
        for asked, kind, n in near.select("query", "kind", "n").iter_rows()
    )
    return Figure(
        name="near-documents",
        title=title,
        subtitle=f"{silence(named, documents)} {searched}",
        source=source_line(documents),
        alt=f"Table of queries. {title}. {listed}".strip(),
        body=table(near, "Queries near it, with what they find", NEAR)
        if near.height
        else Markup("<p>Try fewer words, a wildcard (*), or parts of words.</p>"),
        table=named,
        headers=COUNTS,
    )
