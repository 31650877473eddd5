"""The concordance: every match between the words printed around it in its paragraph."""

import polars as pl

from workbench.analysis.concordance.find import find, token_rows, with_first
from workbench.analysis.concordance.query import Query
from workbench.analysis.parts import chosen
from workbench.analysis.voice import voiced
from workbench.corpus import Corpus
from workbench.corpus.model import columns, held
from workbench.corpus.sentences import prose
from workbench.errors import WorkbenchError
from workbench.schemas import conform

LINE = ["doc_id", "para_no"]
SPANS = ("sentence", "paragraph")


def concordance(corpus: Corpus, query: Query, context: int | str = 8) -> pl.DataFrame:
    """Set every match of a query between the words around it (key word in context).

    Takes a corpus, a query (`ask`) and how much to show on either side: a number of words,
    *sentence* or *paragraph*. Gives the frame ``concordance``, a row per match in order of the
    sources: ``doc_id``, ``para_no``, ``sent_no``, ``start``, ``end``, ``left``, ``match``,
    ``right`` and ``voice``. Only the body is searched; ``left``, ``match`` and ``right`` together
    are the text exactly as printed.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask
    >>> rows = concordance(workbench.load(), ask("East Sea", {}), context=2)
    >>> rows.select("doc_id", "left", "match", "right").row(0)
    ('investor-2024', 'Regarding the ', 'East Sea', ' (internationally known')
    """
    return shown(find(corpus, query), corpus, context)


def shown(found: pl.DataFrame, corpus: Corpus, context: int | str) -> pl.DataFrame:
    """Set the places of `find` between the words around them, and say in whose voice they stand."""
    rows = in_context(found, corpus, context)
    marks = columns(corpus, "quotes", *LINE, "start", "end", "balanced")
    rows = voiced(rows, corpus.documents, marks)
    return conform("concordance", rows, corpus.documents.schema["doc_id"])


def in_context(found: pl.DataFrame, corpus: Corpus, context: int | str) -> pl.DataFrame:
    """Add ``sent_no``, ``left``, ``match`` and ``right`` to the places of matches.

    Takes the rows of `find` and ``context``: a number of words on either side, *sentence* or
    *paragraph*. Where the paragraph has no more words than asked, its marks are shown as well;
    no context leaves the paragraph.
    """
    if context not in SPANS and (not isinstance(context, int) or context < 1):
        raise WorkbenchError(
            f"Unknown context {context!r}; choose a number of words from 1, {' or '.join(SPANS)}."
        )
    here = found.select(LINE).unique()
    lines = chosen(held(corpus, "paragraphs"), found["doc_id"].unique())
    lines = lines if isinstance(lines, pl.DataFrame) else lines.collect()
    lines = prose(lines.join(here, on=LINE, how="semi", maintain_order="left"))
    size = pl.col("text").str.len_chars().cast(pl.UInt32)
    lines = lines.with_columns(base="start", stop=pl.col("start") + size)
    rows = found.join(lines.drop("start"), on=LINE, how="left", maintain_order="left")
    sentences = columns(corpus, "sentences", *LINE, "sent_no", "start", "end", "n_words")
    sentences = with_first(sentences).join(here, on=LINE, how="semi", maintain_order="left")
    rows = by_sentence(rows, sentences)
    if context == "paragraph":
        rows = rows.with_columns(first="base", last="stop")
    elif context != "sentence":
        words = columns(corpus, "tokens", "start", "end")
        rows = by_words(rows, lines, sentences, words, int(context))
    return rows.with_columns(
        left=printed("first", "start"), match=printed("start", "end"), right=printed("end", "last")
    )


def printed(first: str, last: str) -> pl.Expr:
    """Cut the text of the line between two places in the source."""
    return pl.col("text").str.slice(pl.col(first) - pl.col("base"), pl.col(last) - pl.col(first))


def by_sentence(rows: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Add the sentence in which a match begins, and ``first`` to ``last``: all its sentences."""
    rows = rows.with_row_index("row_no")
    edges = sentences.select(*LINE, "sent_no", first="start", last="end").sort("first")
    begun = rows.select("row_no", *LINE, at="start").sort("at")
    ended = rows.select("row_no", *LINE, at=pl.col("end") - 1).sort("at")
    begun, ended = (
        places.join_asof(edges, left_on="at", right_on="first", by=LINE, check_sortedness=False)
        for places in (begun, ended)
    )
    rows = rows.join(begun.select("row_no", "sent_no", "first"), on="row_no", maintain_order="left")
    rows = rows.join(ended.select("row_no", "last"), on="row_no", maintain_order="left")
    # white space that a pattern matched may lie outside every sentence
    return rows.drop("row_no").with_columns(
        first=pl.min_horizontal("first", "start"), last=pl.max_horizontal("last", "end")
    )


def by_words(
    rows: pl.DataFrame, lines: pl.DataFrame, sentences: pl.DataFrame, words: pl.DataFrame, n: int
) -> pl.DataFrame:
    """Set ``first`` to ``last`` to so many words on either side, or to the end of the line.

    Places are counted through all lines, so that the words around a match are found by search.
    """
    size = (pl.col("stop") - pl.col("base") + 1).cast(pl.Int64)
    ahead = lines.select(*LINE, ahead=size.cum_sum() - size - pl.col("base"))
    rows = rows.join(ahead, on=LINE, how="left", maintain_order="left")
    near = token_rows(sentences.join(ahead, on=LINE, maintain_order="left"), pl.col("ahead"))
    if near.is_empty():  # an expression may match marks alone
        return rows.with_columns(first="base", last="stop")
    starts, ends = (words[edge].gather(near["row"]) for edge in ("start", "end"))
    at = starts + near["ahead"]
    begin, stop = (rows[edge] + rows["ahead"] for edge in ("start", "end"))
    line_at, line_stop = (rows[edge] + rows["ahead"] for edge in ("base", "stop"))
    before = at.search_sorted(begin).cast(pl.Int64) - n
    after = at.search_sorted(stop).cast(pl.Int64) + (n - 1)
    enough = {
        "first": before > at.search_sorted(line_at).cast(pl.Int64),
        "last": after < at.search_sorted(line_stop).cast(pl.Int64) - 1,
    }
    top = near.height - 1
    edge = {"first": starts.gather(before.clip(0, top)), "last": ends.gather(after.clip(0, top))}
    return rows.with_columns(
        first=pl.when(enough["first"]).then(edge["first"]).otherwise("base"),
        last=pl.when(enough["last"]).then(edge["last"]).otherwise("stop"),
    )
