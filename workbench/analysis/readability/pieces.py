"""Cut the body into the smallest stretches that any unit or splitting variant needs.

A piece is a clause cut once more at the borders of its quoted passages, or a heading. No word
crosses a border, so the counts of pieces add up to those of clauses, sentences, provisions,
sections, voices and documents.
"""

import polars as pl

from workbench.corpus.sentences import at_semicolons, number, split
from workbench.corpus.zones import lines

QUOTED, OWN = "quoted", "own words"
#: A sentence has ended: a stop mark, then nothing but closing marks.
CLOSED = r"[.!?…;:][\"”’»)\]]*$"
PLACE = ("doc_id", "para_no", "start")


def pieces(paragraphs: pl.DataFrame, clauses: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Give a row per piece of the body and per heading, in order of the sources.

    Takes paragraphs, clauses and quotes; gives ``doc_id``, ``para_no``, ``sent_no`` and
    ``clause_no`` (null for a heading), ``section``, ``provision``, ``heading``, ``voice`` (quoted:
    inside balanced double quotation marks), ``closed`` (its clause ends in a stop mark), ``start``
    and ``text``.
    """
    where = paragraphs.select("doc_id", "para_no", "section", "provision")
    body = (
        cut_at_quotes(clauses, quotes)
        .join(where, on=["doc_id", "para_no"], how="left", maintain_order="left")
        .with_columns(heading=pl.lit(value=False))
    )
    titles = paragraphs.filter(pl.col("zone") == "heading").select(
        "doc_id",
        "para_no",
        pl.lit(None, pl.UInt32).alias("sent_no"),
        pl.lit(None, pl.UInt32).alias("clause_no"),
        "start",
        "text",
        pl.lit(OWN).alias("voice"),
        pl.lit(value=True).alias("closed"),
        "section",
        "provision",
        pl.lit(value=True).alias("heading"),
    )
    return pl.concat([body.select(titles.columns), titles]).sort(PLACE)


def cut_at_quotes(clauses: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Cut clauses where a balanced quotation begins or ends; add ``voice`` and ``closed``."""
    closed = pl.col("text").str.contains(CLOSED)
    spans = quotes.filter("balanced")
    if spans.is_empty():
        return clauses.with_columns(voice=pl.lit(OWN), closed=closed)
    borders = pl.concat(
        [
            spans.select("doc_id", border="start", voice=pl.lit(QUOTED)),
            spans.select("doc_id", border="end", voice=pl.lit(OWN)),
        ]
    ).sort("doc_id", "border")
    inner = clauses.join_where(
        borders.rename({"doc_id": "border_doc"}),
        pl.col("doc_id") == pl.col("border_doc"),
        pl.col("border") > pl.col("start"),
        pl.col("border") < pl.col("end"),
    )
    key = ["doc_id", "para_no", "sent_no", "clause_no", "start", "text"]
    cuts = pl.concat(
        [clauses.select(*key, cut="start"), inner.select(*key, cut=pl.col("border"))]
    ).with_columns(closed=closed)
    ends = pl.col("cut").shift(-1).over("doc_id", "clause_no")
    return (
        cuts.sort("doc_id", "clause_no", "cut")
        .with_columns(
            text=pl.col("text").str.slice(pl.col("cut") - pl.col("start"), ends - pl.col("cut"))
        )
        .with_columns(start="cut")
        .join_asof(
            borders.rename({"border": "start"}), on="start", by="doc_id", check_sortedness=False
        )
        .with_columns(pl.col("voice").fill_null(OWN))
        .drop("cut")
    )


def pieces_of_texts(texts: pl.DataFrame) -> pl.DataFrame:
    """Cut plain texts, where every non-blank line is body and quotation marks are not read.

    Takes ``doc_id`` and ``text``; gives the columns of `pieces`, each line its own provision.
    """
    # as a query, so that nothing is counted that is counted again in the pieces
    prose = (
        lines(texts.lazy())
        .select(
            "doc_id",
            "para_no",
            "start",
            "text",
            zone=pl.lit("body"),
            section=pl.lit(""),
            provision=pl.concat_str(pl.lit("¶"), "para_no"),
        )
        .collect()
    )
    rows = at_semicolons(number(split(prose), "sent_no"))
    nothing = pl.DataFrame(
        schema={
            "doc_id": rows.schema["doc_id"],
            "start": pl.UInt32,
            "end": pl.UInt32,
            "balanced": pl.Boolean,
        }
    )
    return pieces(prose, rows, nothing)
