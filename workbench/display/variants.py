"""One measure under every splitting variant, and whether the order of documents survives."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.many import ROWS, ends, shown
from workbench.display.naming import (
    NAMED,
    count,
    gate,
    labels,
    source_line,
    syllables,
    with_label,
)
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, genre_scale
from workbench.errors import WorkbenchError
from workbench.pairs import listed
from workbench.schemas import GENRES

HEADERS = {
    "document": "Document",
    "splitter": "Sentences end at",
    "value": "Score",
    "low": "95 % from",
    "high": "to",
}


def variants(
    ranks: pl.DataFrame,
    pairs: pl.DataFrame | pl.LazyFrame,
    documents: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
    measure: str,
) -> Figure:
    """Draw the documents side by side under each variant of where a sentence ends.

    Takes the frames of `readability.ranks` and `readability.pairs` for one measure, documents and
    comparability. The lines join one document across variants, never two years. Of many documents
    the hardest and the easiest are drawn.
    """
    if ranks.is_empty():
        raise WorkbenchError(f"No document here has a score by {measure}.")
    genre = documents.select("doc_id", "genre")
    rows = with_label(ranks.join(genre, on="doc_id", maintain_order="left"), documents)
    order = rows["splitter"].unique().sort().cast(pl.String).to_list()
    drawn = at_the_ends(rows, order)
    every, here = (
        documents.filter(pl.col("doc_id").is_in(some["doc_id"].unique().implode()))
        for some in (rows, drawn)
    )
    rule = f"the hardest and the easiest cut at each {order[0]}; the table has all"
    more = shown(here.height, every.height, "document", rule)
    title = finding(pairs.lazy(), documents)
    return Figure(
        name="variants",
        title=title,
        subtitle=f"{measure} of {count(every.height, 'document')} under {count(len(order), 'variant')} of "
        f"where a sentence ends; lines are 95 % intervals inside the document. "
        f"{gate(comparability, here)} {more}".strip(),
        source=source_line(every) + syllables(ranks),
        alt=f"Dot chart by variant. {title}. {told(drawn)}. {more}".strip(),
        body=chart(drawn, order, here, measure),
        table=rows,
        headers=HEADERS,
    )


def at_the_ends(rows: pl.DataFrame, order: list[str]) -> pl.DataFrame:
    """Keep the hardest and the easiest documents of many, under every variant."""
    first = ends(
        rows.filter(pl.col("splitter").cast(pl.String) == order[0]), "rank", ROWS // len(order)
    )
    return rows.join(first, on="doc_id", how="semi", maintain_order="left")


def chart(
    rows: pl.DataFrame, order: list[str], documents: pl.DataFrame, measure: str
) -> alt.LayerChart:
    """Draw the documents under each variant, one beside the other."""
    genres = [name for name in GENRES if name in rows["genre"].unique()]
    base = alt.Chart(
        rows.select("document", "genre", "splitter", "value", "low", "high", "rank")
    ).encode(
        y=alt.Y("splitter:N", sort=order, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("value:Q", title=measure, scale=alt.Scale(zero=False, padding=14)),
        yOffset=alt.YOffset("document:N", sort=list(labels(documents).values())),
    )
    spans = base.mark_rule(strokeWidth=2, color="#8c8c8c").encode(x="low:Q", x2="high:Q")
    marks = base.mark_point(size=90, filled=True, opacity=1).encode(
        color=alt.Color("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre"),
        shape=alt.Shape("genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre"),
        tooltip=[
            alt.Tooltip("document:N"),
            alt.Tooltip("value:Q", format=".1f"),
        ],
    )
    names = base.mark_text(align="left", dx=8).encode(x="high:Q", text="document:N")
    return (spans + marks + names).properties(width=560, height=alt.Step(20))


def finding(pairs: pl.LazyFrame, documents: pl.DataFrame) -> str:
    """Say how many of the pairs that may be compared keep their order, and which do not."""
    sure = pl.col("survives") & (pl.col("n_apart") == pl.col("n_variants"))
    sums = pairs.select(n=pl.len(), kept=pl.col("survives").sum(), clear=sure.sum())
    n, kept, clear = sums.collect(engine="streaming").row(0)
    if not n:
        return "No pair that may be compared is shown"
    names = labels(documents)
    apart = pairs.filter(~pl.col("survives")).select("left", "right")
    first = apart.bottom_k(NAMED, by=["left", "right"]).collect(engine="streaming")
    told = [f"{names[left]} and {names[right]}" for left, right in first.iter_rows()]
    lost = listed(told, n - kept, "pair")
    title = (
        f"{kept} of {count(n, 'comparable pair')} in the same order however sentences are cut, "
        f"{clear} with intervals apart"
    )
    return f"{title}; not {lost}" if lost else title


def told(rows: pl.DataFrame) -> str:
    """Say the range of each document over the variants."""
    ranges = rows.group_by("document", maintain_order=True).agg(
        low=pl.col("value").min(), high=pl.col("value").max()
    )
    return "; ".join(f"{name}: {low:.1f} to {high:.1f}" for name, low, high in ranges.iter_rows())
