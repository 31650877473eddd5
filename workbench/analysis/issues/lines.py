"""From an issue to its printed places: every mention between the words around it."""

import polars as pl

from workbench.analysis.concordance.lines import in_context
from workbench.analysis.issues.scope import on_issue
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.errors import WorkbenchError
from workbench.lacking import through


def lines(corpus: Corpus, issue: Issue, found: pl.DataFrame, context: int | str) -> pl.DataFrame:
    """Set the mentions on an issue between the words around them.

    Takes the mentions of the issue's codebook and a ``context`` as in `concordance`. Gives the
    columns of the concordance frame and ``term``, a row per mention in a sentence on the issue (see
    `scope.on_issue`), in order of the sources; what a heading lends is no mention in the body.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> sea = read_issue(corpus.folder, "east-sea")
    >>> rows = lines(corpus, sea, mentions(corpus, sea.codebook), 1).filter(term="both names")
    >>> rows.select("left", "right").row(0)
    ('the ', ') issue')
    """
    here = on_issue(corpus, issue, found).select("doc_id", "sent_no")
    inside = found.filter(pl.col("scope").cast(pl.String) == "text")
    inside = inside.join(here, on=["doc_id", "sent_no"], how="semi", maintain_order="left")
    places = inside.select("doc_id", "para_no", "start", "end", "voice", term="topic")
    columns = ["doc_id", "para_no", "sent_no", "start", "end"]
    return in_context(places, corpus, context).select(
        *columns, "left", "match", "right", "voice", "term"
    )


def outermost(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the lines whose match stands inside no other, so that no place is shown twice.

    Takes rows of `lines`; of two terms at the very same place the first of the rows stays.

    Examples
    --------
    >>> rows = pl.DataFrame({"doc_id": ["a"] * 3, "start": [0, 0, 5], "end": [3, 4, 6]})
    >>> outermost(rows).rows()
    [('a', 0, 4), ('a', 5, 6)]
    """
    ordered = rows.sort("doc_id", "start", -pl.col("end").cast(pl.Int64), maintain_order=True)
    reach = pl.col("end").cum_max().shift(1).over("doc_id").fill_null(0)
    return ordered.filter(pl.col("end") > reach)


@through
def openings(positions: pl.DataFrame, base: str) -> list[tuple[str, int, int]]:
    """Give the first position of each document as a passage, that of the document ``base`` first.

    Takes the positions frame; gives what `wording.witnesses` takes: document, start, end. Without a
    position in ``base`` the order is that of the frame.
    """
    firsts = positions.unique("doc_id", keep="first", maintain_order=True)
    passages = firsts.select(pl.col("doc_id").cast(pl.String), "start", "end").rows()
    if len(passages) < 2:  # noqa: PLR2004 - two sides
        raise WorkbenchError(
            "Fewer than two documents have a position: nothing to set side by side."
        )
    return sorted(passages, key=lambda passage: passage[0] != base)
