"""Find words as printed, in the body and in what was cut."""

import re

import polars as pl

from workbench.analysis.concordance.find import printed

CONTEXT = 60


def pattern(query: str) -> str:
    """Match the query in any case, any white space for a space, any apostrophe for another."""
    words = (re.escape(word) for word in query.split())
    return "(?i)" + re.sub("['’]", "['’]", r"\s+".join(words))


def hits(paragraphs: pl.DataFrame, query: str) -> pl.DataFrame:
    """List every place where the query is printed, cut material included.

    Takes paragraphs; gives one row per hit in order of the sources: ``doc_id``, ``para_no``,
    ``start``, ``end``, up to 60 characters ``before`` it on the same line, ``text`` as printed,
    as many characters ``after`` it, ``zone`` and ``reason``. An empty query has no hits.

    Examples
    --------
    >>> import workbench
    >>> found = hits(workbench.load().paragraphs, "brics").filter(doc_id="investor-2024")
    >>> found["zone"].unique().to_list(), found.height
    (['boilerplate'], 2)
    """
    lines = paragraphs.select("doc_id", "para_no", "start", "text")
    found = printed(lines if query.strip() else lines.clear(), pattern(query))
    about = paragraphs.select("doc_id", "para_no", "zone", "reason", line="text", base="start")
    rows = found.join(about, on=["doc_id", "para_no"], how="left", maintain_order="left")
    first, last = pl.col("start") - pl.col("base"), pl.col("end") - pl.col("base")
    early = pl.when(first > CONTEXT).then(first - CONTEXT).otherwise(0)
    return rows.select(
        *found.columns,
        before=pl.col("line").str.slice(early, first - early),
        text=pl.col("line").str.slice(first, last - first),
        after=pl.col("line").str.slice(last, CONTEXT),
        zone="zone",
        reason="reason",
    )


def hits_by_document(
    documents: pl.DataFrame, found: pl.DataFrame, others: pl.DataFrame
) -> pl.DataFrame:
    """Count per document, silent ones included: ``n_body``, ``n_cut`` and ``n_other``.

    Takes documents, the hits of `hits`, and the places of `other_spellings`.
    """
    body = pl.col("zone") == "body"
    counts = found.group_by("doc_id").agg(n_body=body.sum(), n_cut=body.not_().sum())
    spellings = others.group_by("doc_id").agg(n_other=pl.len())
    return (
        documents.select("doc_id")
        .join(counts, on="doc_id", how="left", maintain_order="left")
        .join(spellings, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.col("n_body", "n_cut", "n_other").fill_null(0).cast(pl.UInt32))
    )


def other_spellings(tokens: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Find the same words under another spelling: Ha Noi for Hanoi, defense for defence.

    Takes tokens and the hits of `hits`; gives ``doc_id``, ``para_no``, ``start``, ``end`` of every
    place in a body whose joined words are those of a hit, and which is no hit itself. Hits that
    end inside a word have no spelling of their own and are passed over.
    """
    if found.is_empty():
        return tokens.select("doc_id", "para_no", "start", "end").clear()
    spans = found.select("doc_id", "para_no", start="start", first="start", last="end")
    line = ["doc_id", "para_no"]
    words = (
        tokens.join(spans, on=line, how="semi")
        .sort(*line, "start")
        .join_asof(spans.sort(*line, "start"), on="start", by=line, check_sortedness=False)
        .filter(pl.col("end") <= pl.col("last"))
    )
    whole = (
        words.group_by("doc_id", "first", "last")
        .agg(
            pl.col("start").min(),
            pl.col("end").max(),
            sought=pl.col("word").sort_by("start").drop_nulls(),
        )
        .filter(pl.col("start") == pl.col("first"), pl.col("end") == pl.col("last"))
    )
    places = [
        spelled(tokens, sought) for sought in whole["sought"].unique().sort().to_list() if sought
    ]
    empty = tokens.select("doc_id", "para_no", "start", "end").clear()
    every = pl.concat([empty, *places]).unique().sort("doc_id", "start")
    return every.join(found, on=["doc_id", "start"], how="anti")


def spelled(tokens: pl.DataFrame, sought: list[str]) -> pl.DataFrame:
    """Find a run of joined words in the bodies; a variant of several words is one of them."""
    word = tokens["word"]
    at = pl.select(pl.arg_where(word == sought[0])).to_series()
    here = at
    for wanted in sought[1:]:
        here = following(word, here)
        there = here < tokens.height
        at, here = at.filter(there), here.filter(there)
        first, ahead = tokens[at], tokens[here]
        same = (
            (ahead["word"] == wanted)
            & (ahead["doc_id"] == first["doc_id"])
            & (ahead["clause_no"] == first["clause_no"])
        )
        at, here = at.filter(same), here.filter(same)
    last = tokens["end"].gather(following(word, here) - 1)
    return tokens[at].select("doc_id", "para_no", "start").with_columns(last.alias("end"))


def following(word: pl.Series, at: pl.Series) -> pl.Series:
    """Go from each place to the next joined word; a variant's later words have none of their own."""
    ahead = at + 1
    inside = word.is_null().extend(pl.Series([False]))  # behind the last word is no word
    while (goes_on := inside.gather(ahead)).any():
        ahead += goes_on.cast(ahead.dtype)
    return ahead
