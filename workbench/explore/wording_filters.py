"""Which rows of a synopsis a reader has asked for."""

import polars as pl

from workbench.analysis import wording
from workbench.analysis.wording import Comparison
from workbench.explore.wording_state import ALL, Desk, State


def filtered(desk: Desk, state: State, pair: Comparison) -> pl.DataFrame:
    """Keep the rows of the synopsis that the reader asked for."""
    rows = pair.synopsis
    if state.outcome != ALL:
        rows = rows.filter(outcome=state.outcome)
    if state.kind != ALL:
        links = pair.edits.filter(kind=state.kind)["link_no"].unique()
        rows = rows.filter(pl.col("link_nos").list.set_intersection(links.implode()).list.len() > 0)
    if state.status != ALL:
        touched = pair.links.filter(status=state.status)
        rows = rows.filter(overlapping(touched, "left") | overlapping(touched, "right"))
    if state.concept != ALL:
        rows = rows.filter(holds(desk, state, "left") | holds(desk, state, "right"))
    if state.text.strip():
        wanted = alike(desk.variants, state.text.strip())
        texts = linked_texts(pair).select("row_no", "linked")
        rows = rows.join(texts, on="row_no", how="left", maintain_order="left").filter(
            pl.concat_str(
                "left_text", "right_text", "linked", separator=" ", ignore_nulls=True
            ).map_elements(
                lambda text: wanted in alike(desk.variants, text), return_dtype=pl.Boolean
            )
        )
    return rows


def holds(desk: Desk, state: State, side: str) -> pl.Expr:
    """Say which rows hold the chosen concept on one side."""
    themes = wording.themes(desk.space(state.unit).weights)
    found = themes.filter(
        pl.col("concepts").list.contains(state.concept), doc_id=getattr(state, side)
    )
    return pl.col(f"{side}_unit_no").is_in(found["unit_no"].implode()).fill_null(value=False)


def alike(variants: dict[str, str], text: str) -> str:
    """Write a text with every variant in its joined form, so that Viet Nam is found as Vietnam."""
    folded = text.lower().replace("’", "'")
    for form in sorted(variants, key=len, reverse=True):
        folded = folded.replace(form.lower(), variants[form])
    return folded


def overlapping(links: pl.DataFrame, side: str) -> pl.Expr:
    """Say which rows of the synopsis a link touches on one side."""
    spans = links.select(f"{side}_start", f"{side}_end").iter_rows()
    met = [
        (pl.col(f"{side}_start") < end) & (pl.col(f"{side}_end") > start) for start, end in spans
    ]
    return pl.any_horizontal([pl.lit(value=False), *met]).fill_null(value=False)


def linked_texts(pair: Comparison) -> pl.DataFrame:
    """Give the linked passages of the right document to each row."""
    texts = pair.links.select("link_no", "right_text")
    return (
        pair.synopsis.select("row_no", link_no="link_nos")
        .explode("link_no")
        .join(texts, on="link_no")
        .group_by("row_no")
        .agg(linked=pl.col("right_text").str.join(" "))
    )
