"""What a difference in readability is made of."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.naming import labels, source_line, syllables
from workbench.lacking import through

HEADERS = {
    "part": "Part",
    "component": "Component",
    "coefficient": "Weight in the formula",
    "left": "Left",
    "right": "Right",
    "contribution": "Contribution",
}


@through
def decomposition(
    parts: pl.DataFrame, documents: pl.DataFrame, left: str, right: str, stamp: str
) -> Figure:
    """Draw the parts of a difference, right minus left; they add up to it.

    Takes the frame of `readability.decompose` for two documents that have passed the gate, and
    the stamp of the gate, which is printed.
    """
    names = labels(documents)
    total = parts["difference"][0]
    rows = parts.with_columns(
        said=pl.col("contribution").map_elements(signed, return_dtype=pl.String)
    )
    measure = parts["measure"][0]
    made = ", ".join(
        f"{said} from {part}" for part, said in rows.select("part", "said").iter_rows()
    )
    title = f"{measure}, {names[left]} to {names[right]}: {signed(total)} in all, {made}"
    reach = parts["contribution"].abs().max() or 1.0
    base = alt.Chart(rows.select("part", "contribution", "said")).encode(
        y=alt.Y("part:N", sort=rows["part"].to_list(), title=None),
        x=alt.X(
            "contribution:Q",
            title=f"{measure}: {names[right]} minus {names[left]}",
            scale=alt.Scale(domain=[-1.4 * reach, 1.4 * reach]),
        ),
    )
    bars = base.mark_bar(height=18, color="#0072b2")
    ahead = base.transform_filter("datum.contribution >= 0").mark_text(align="left", dx=5)
    behind = base.transform_filter("datum.contribution < 0").mark_text(align="right", dx=-5)
    shown = documents.filter(pl.col("doc_id").is_in([left, right]))
    return Figure(
        name="decomposition",
        title=title,
        subtitle=f"{measure}, weight × difference of the component; the parts add up to "
        f"{signed(total)}. {stamp}",
        source=source_line(shown) + syllables(parts),
        alt=f"Bar chart of {measure}. {title}.",
        body=(bars + ahead.encode(text="said:N") + behind.encode(text="said:N")).properties(
            width=560, height=46 * rows.height
        ),
        table=rows,
        headers=HEADERS,
    )


def signed(value: float) -> str:
    """Print a number with its sign and one decimal."""
    return f"{value:+.1f}".replace("-", "−")
