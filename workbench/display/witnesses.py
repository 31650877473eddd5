"""One passage in all its witnesses, aligned word by word."""

import polars as pl

from workbench.display.figure import Figure
from workbench.display.many import TEXTS, shown
from workbench.display.naming import count, gate, labels, source_line
from workbench.display.table import table
from workbench.lacking import through

NOTHING = "—"
#: Letters of a reading that is quoted in the title.
SHORT = 40


@through
def witnesses(
    rows: pl.DataFrame, documents: pl.DataFrame, comparability: pl.DataFrame | pl.LazyFrame
) -> Figure:
    """Show a row per place, a column per witness; places where all agree are marked.

    Takes the frame of `wording.witnesses`, documents and comparability. The witnesses stand side by
    side; which of them may be read against each other is said, and of how many passages they are.
    """
    names = labels(documents)
    order = rows["doc_id"].unique(maintain_order=True).cast(pl.String).to_list()
    wide = (
        rows.with_columns(pl.col("doc_id").cast(pl.String))
        .with_columns(
            pl.when(pl.col("text") == "").then(pl.lit(NOTHING)).otherwise("text").alias("text")
        )
        .pivot("doc_id", index=["place_no", "agree"], values="text", aggregate_function="first")
        .sort("place_no")
        .with_columns(
            together=pl.when("agree").then(pl.lit("all agree")).otherwise(pl.lit("differ"))
        )
    )
    differ = wide.filter(~pl.col("agree")).height
    here = documents.filter(pl.col("doc_id").cast(pl.String).is_in(order))
    title = (
        f"{' and '.join(names[doc_id] for doc_id in order)} differ in {differ} of "
        f"{count(wide.height, 'place')}{first_difference(wide, order)}"
    )
    headers = {
        "place_no": "Place",
        **{doc_id: names[doc_id] for doc_id in order},
        "together": "Together",
    }
    listed = "; ".join(
        " | ".join(row) for row in wide.filter(~pl.col("agree")).select(order).iter_rows()
    )
    rule = "the first of each document"
    rule += f", of the first {len(order)} documents" if len(order) == TEXTS else ""
    more = shown(len(order), rows["n_passages"][0], "passage", rule)
    return Figure(
        name="witnesses",
        title=title,
        subtitle=f"Aligned word by word on folded words; — where a witness has nothing. "
        f"{gate(comparability, here)} {more}".strip(),
        source=source_line(here),
        alt=f"Table. {title}. {listed}.",
        body=table(wide, "One row per place of the passage", headers),
    )


def first_difference(wide: pl.DataFrame, order: list[str]) -> str:
    """Quote the first place at which the witnesses differ, if its readings are short."""
    apart = wide.filter(~pl.col("agree")).select(order).rows()
    if not apart or max(map(len, apart[0])) > SHORT:
        return ""
    return f", first in {' / '.join(f'“{reading}”' for reading in apart[0])}"
