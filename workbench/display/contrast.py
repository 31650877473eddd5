"""Two documents that may be compared, topic by topic: log-odds with both counts."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.naming import labels, source_line
from workbench.display.theme import QUIET
from workbench.lacking import through

ROW = 24
HEADERS = {
    "label": "Topic",
    "n_left": "Left",
    "n_units_left": "of (left)",
    "n_right": "Right",
    "n_units_right": "of (right)",
    "log_odds": "Log-odds",
    "low": "95 % from",
    "high": "to",
}


@through
def contrast(
    rows: pl.DataFrame, topics: pl.DataFrame, documents: pl.DataFrame, left: str, right: str
) -> Figure:
    """Draw the smoothed log-odds of each topic between two documents that passed the gate.

    Takes the frame of `emphasis.contrast`, the topics of the codebook, and documents. An interval
    that crosses zero does not tell which document has more.
    """
    names = labels(documents)
    label = dict(topics.select("topic", "label").iter_rows())
    rows = rows.with_columns(
        pl.col("log_odds", "low", "high").round(2),
        label=pl.col("topic").replace_strict(label, default=None),
        at=pl.coalesce(pl.col("high"), pl.lit(0.0)),
        said=pl.format("{} of {} / {} of {}", "n_left", "n_units_left", "n_right", "n_units_right"),
    )
    clear = rows.filter((pl.col("low") > 0) | (pl.col("high") < 0))
    told = ", ".join(clear["label"]) or "none"
    title = f"Topics whose interval stays on one side of zero: {told}"
    base = alt.Chart(rows.select("label", "log_odds", "low", "high", "at", "said")).encode(
        y=alt.Y("label:N", sort=rows["label"].to_list(), title=None, axis=alt.Axis(labelLimit=300)),
        x=alt.X(
            "log_odds:Q",
            title=f"Log-odds: left of 0 more in {names[left]}, right of 0 more in {names[right]}",
        ),
        tooltip=[
            alt.Tooltip("label:N", title="topic"),
            alt.Tooltip("said:N", title="left / right"),
        ],
    )
    lines = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q")
    marks = base.mark_point(size=90, filled=True, opacity=1, color="#0072b2")
    words = base.mark_text(align="left", dx=8).encode(x="at:Q", text="said:N")
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(strokeDash=[4, 3]).encode(x="x:Q")
    shown = documents.filter(pl.col("doc_id").cast(pl.String).is_in([left, right]))
    unit = str(rows["unit"][0])
    listed = "; ".join(f"{name}: {said}" for name, said in rows.select("label", "said").iter_rows())
    return Figure(
        name="contrast",
        title=title,
        subtitle=f"{unit.capitalize()}s with the topic of all {unit}s, left / right; half a case added to each "
        f"cell; 95 % intervals, twelve of them, so one may stray by chance. {rows['stamp'][0]}".replace(
            "twelve", str(rows.height)
        ),
        source=f"{source_line(shown)} Coding by declared rules.",
        alt=f"Dot chart with intervals. {title}. {listed}.",
        body=(zero + lines + marks + words).properties(width=460, height=ROW * rows.height),
        table=rows,
        headers=HEADERS,
    )
