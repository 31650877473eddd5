"""Words that lean to one side: effect against evidence, with every count."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.naming import count, source_line
from workbench.lacking import through

DRAWN, LABELLED = 400, 16
#: Labels closer than one n-th of a unit of evidence are joined.
NEAR = 8
HEADERS = {
    "word": "Word",
    "change": "Change",
    "n_left": "Left",
    "total_left": "of",
    "n_right": "Right",
    "total_right": "of",
    "log_ratio": "Log ratio",
    "zeta": "ζ",
    "g2_two_cell": "G² (UCREL)",
    "g2_four_cell": "G² (Dunning)",
    "spread": "Provisions",
}


@through
def keyness(
    rows: pl.DataFrame, documents: pl.DataFrame, left: str, right: str, notice: str
) -> Figure:
    """Draw log ratio against ζ for every word, and list the strongest with all their counts.

    Takes the frame of `emphasis.keyness`, documents, the names of the two sides, and the notice of
    `emphasis.can_test`.
    """
    spread = pl.format(
        "{} of {} / {} of {}",
        "n_provisions_left",
        "provisions_left",
        "n_provisions_right",
        "provisions_right",
    )
    rows = rows.with_columns(
        spread=spread,
        said=pl.format("{}: {} / {}", "word", "n_left", "n_right"),
        strength=pl.col("zeta").abs(),
    ).with_columns(pl.col("log_ratio", "zeta", "g2_two_cell", "g2_four_cell").round(2))
    base = alt.Chart(
        rows.head(DRAWN).select("word", "said", "log_ratio", "strength", "change")
    ).encode(
        x=alt.X(
            "log_ratio:Q", title=f"Log ratio: left of 0 leans to {left}, right of 0 to {right}"
        ),
        y=alt.Y("strength:Q", title="Evidence: |ζ| of the weighted log-odds"),
    )
    marks = base.mark_point(filled=True, size=45, opacity=0.75).encode(
        color=alt.Color(
            "change:N",
            title="Word is",
            scale=alt.Scale(
                domain=["lost", "shared", "gained"], range=["#b34e00", "#595959", "#0072b2"]
            ),
        ),
        shape=alt.Shape(
            "change:N",
            title="Word is",
            scale=alt.Scale(
                domain=["lost", "shared", "gained"],
                range=["triangle-down", "circle", "triangle-up"],
            ),
        ),
        tooltip=[alt.Tooltip("said:N", title="left / right")],
    )
    words = (
        alt.Chart(labelled(rows.head(LABELLED)))
        .mark_text(align="left", dx=7, fontSize=11)
        .encode(x="log_ratio:Q", y="strength:Q", text="word:N")
    )
    lead = rows.row(0, named=True)
    title = (
        f"“{lead['word']}” leans most to one side: {lead['n_left']} of {lead['total_left']:,} words in "
        f"{left}, {lead['n_right']} of {lead['total_right']:,} in {right}"
    )
    return Figure(
        name="keyness",
        title=title,
        subtitle=f"{count(rows.height, 'word')} with variants joined; gained stands only on the right, "
        f"lost only on the left. {rows['stamp'][0]} {notice}",
        source=source_line(documents),
        alt=f"Scatter chart. {title}. The strongest: {', '.join(rows.head(8)['said'])}.",
        body=(marks + words).properties(width=560, height=320),
        table=rows,
        headers=HEADERS,
    )


def labelled(rows: pl.DataFrame) -> pl.DataFrame:
    """Join the words that stand at nearly the same place, so that no label covers another."""
    place = (
        pl.col("log_ratio").round(0).alias("place"),
        (pl.col("strength") * NEAR).round(0).alias("height"),
    )
    return (
        rows.group_by(*place, maintain_order=True)
        .agg(
            pl.col("strength").max(),
            pl.col("log_ratio").max(),
            word=pl.col("word").head(3).str.join(", "),
            n=pl.len(),
        )
        .with_columns(
            word=pl.when(pl.col("n") > pl.lit(3)).then(pl.format("{} …", "word")).otherwise("word")
        )
        .select("word", "log_ratio", "strength")
    )
