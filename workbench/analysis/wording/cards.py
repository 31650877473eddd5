"""Then and now in a sentence: what the typed edits of a link amount to."""

import polars as pl

from workbench.analysis.wording.edits import SUBSTANTIVE
from workbench.lacking import through

#: Longer wordings are given by their first and last words.
SHOWN_WORDS = 14


def brief(words: str) -> str:
    """Shorten a long wording in its middle.

    Examples
    --------
    >>> brief("the two sides")
    'the two sides'
    """
    parts = words.split()
    if len(parts) <= SHOWN_WORDS:
        return words
    half = SHOWN_WORDS // 2
    return f"{' '.join(parts[:half])} … {' '.join(parts[-half:])}"


def said(op: str, left: str, right: str) -> str:
    """Say one edit in words.

    Examples
    --------
    >>> said("reworded", "will", "may"), said("added", "", "early"), said("cut", "full", "")
    ('“will” stands against “may”', '“early” stands only on the right', '“full” stands only on the left')
    """
    if op == "added":
        return f"“{brief(right)}” stands only on the right"
    if op == "cut":
        return f"“{brief(left)}” stands only on the left"
    if op == "moved":
        return f"“{brief(left)}” stands at another place"
    return f"“{brief(left)}” stands against “{brief(right)}”"


@through
def cards(links: pl.DataFrame, edits: pl.DataFrame, themes: pl.DataFrame) -> pl.DataFrame:
    """Give a card per link that differs in substance, the strongest link first.

    Takes links and their edits, and themes (``doc_id``, ``unit_no``, ``theme``); gives ``link_no``,
    ``theme``, the passages with their places, ``meaning`` (one sentence built from the substantive
    edits, in the order actor, commitment, scope, legal anchor) and ``n_formal``, the edits that
    the sentence leaves out.
    """
    here = edits.filter(pl.col("op") != "kept")
    order = pl.col("kind").cast(pl.Enum([*SUBSTANTIVE, "naming", "form"]))
    told = (
        here.filter("substantive")
        .with_columns(
            order=order,
            told=pl.struct("op", "left", "right").map_elements(
                lambda edit: said(edit["op"], edit["left"], edit["right"]), return_dtype=pl.String
            ),
        )
        .sort("link_no", "order", "edit_no")
        .group_by("link_no", "order", maintain_order=True)
        .agg(pl.col("told").str.join(", "))
        .with_columns(told=pl.format("in {}, {}", pl.col("order").cast(pl.String), "told"))
        .group_by("link_no", maintain_order=True)
        .agg(meaning=pl.col("told").str.join("; "))
    )
    formal = here.filter(~pl.col("substantive")).group_by("link_no").agg(n_formal=pl.len())
    theme = themes.rename({"doc_id": "left_id", "unit_no": "left_unit_no"})
    return (
        links.join(told, on="link_no")
        .join(formal, on="link_no", how="left")
        .join(theme, on=["left_id", "left_unit_no"], how="left")
        .with_columns(
            pl.col("n_formal").fill_null(0),
            pl.col("theme").fill_null("no common concept"),
            meaning=pl.format(
                "{}{}.",
                pl.col("meaning").str.slice(0, 1).str.to_uppercase(),
                pl.col("meaning").str.slice(1),
            ),
        )
        .sort("score", "link_no", descending=[True, False], nulls_last=True)
        .select(
            "link_no", "theme", "left_id", "left_para_no", "left_text",
            "right_id", "right_para_no", "right_text", "meaning", "n_formal", "score", "status",
        )
    )  # fmt: skip


def themes(weights: pl.DataFrame) -> pl.DataFrame:
    """Name the concepts of each unit, the weightiest first.

    Takes the weights of a `vectors.Space`; gives ``doc_id``, ``unit_no``, ``theme`` (names joined by
    commas) and ``concepts`` (their list), a row per unit that holds any.
    """
    whole = weights.filter(piece_no=0).with_columns(pl.col("feature").cast(pl.String))
    return (
        whole.filter(pl.col("feature").str.starts_with("concept: "))
        .with_columns(concept=pl.col("feature").str.strip_prefix("concept: "))
        .sort("doc_id", "unit_no", "weight", "concept", descending=[False, False, True, False])
        .group_by("doc_id", "unit_no", maintain_order=True)
        .agg(concepts=pl.col("concept"))
        .with_columns(theme=pl.col("concepts").list.head(2).list.join(", "))
    )
