"""Review: how far the positions by rule and by hand agree, field by field, and where not.

One coder wrote both, knowing the passages: agreement here says that the rules write down one
reading. It is no test of the rules on other texts, and no agreement between two people.
"""

from dataclasses import dataclass

import polars as pl

from workbench.errors import WorkbenchError
from workbench.lacking import through
from workbench.schemas import FIELDS, conform

SETS = ("legal_anchors", "qualifiers")
PLACE = ("start", "end", "text")


@dataclass(frozen=True)
class Review:
    """``agreement``: ``field``, ``n`` (compared), ``n_agree``, ``share``, a row per field.

    For the field *position*, ``n`` is every position that either coder has and ``n_agree`` those
    that both have; the other fields are compared on these. ``differences``: the differences frame.
    """

    agreement: pl.DataFrame
    differences: pl.DataFrame


@through
def review(by_rule: pl.DataFrame, by_hand: pl.DataFrame) -> Review:
    """Match the positions of two coders by the place of the operator, and compare every field.

    Takes two positions frames on the same issue. Lists of anchors and qualifiers agree if they
    have the same members; everything else must be the same to the letter.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_positions
    >>> hand = read_positions(workbench.load(), "ukraine")
    >>> same = hand.with_columns(coder=pl.lit("rule").cast(hand.schema["coder"]))
    >>> review(same, hand).agreement.row(0)
    ('position', 6, 6, 1.0)
    """
    for frame, coder in ((by_rule, "rule"), (by_hand, "hand")):
        if set(frame["coder"].cast(pl.String)) - {coder}:
            raise WorkbenchError(
                f"review takes positions by rule and by hand; these are not by {coder}."
            )
    pairs = paired(by_rule, by_hand)
    values = pl.concat([compared(pairs, field) for field in FIELDS[1:]])
    alone = pl.concat([unmatched(by_rule, pairs, "rule"), unmatched(by_hand, pairs, "hand")])
    total = pairs.height + alone.height
    counts = values.group_by("field", maintain_order=True).agg(
        n=pl.len(), n_agree=(pl.col("rule_key") == pl.col("hand_key")).sum()
    )
    first = pl.DataFrame({"field": ["position"], "n": [total], "n_agree": [pairs.height]})
    fields = pl.DataFrame({"field": list(FIELDS)})
    agreement = fields.join(
        pl.concat([first, counts], how="vertical_relaxed"),
        on="field",
        how="left",
        maintain_order="left",
    ).with_columns(pl.col("n", "n_agree").fill_null(0).cast(pl.UInt32))
    share = pl.when(pl.col("n") > 0).then(pl.col("n_agree") / pl.col("n"))
    differ = values.filter(pl.col("rule_key") != pl.col("hand_key"))
    rows = pl.concat([alone, differ.select(alone.columns)]).sort(
        "doc_id", "start", maintain_order=True
    )
    return Review(
        agreement.with_columns(share=share), conform("differences", rows, by_hand["doc_id"].dtype)
    )


def paired(by_rule: pl.DataFrame, by_hand: pl.DataFrame) -> pl.DataFrame:
    """Join positions whose operators overlap, each used once; columns of the rules end in _rule."""
    meet = by_hand.join(by_rule, on="doc_id", suffix="_rule").filter(
        pl.col("operator_start") < pl.col("operator_end_rule"),
        pl.col("operator_start_rule") < pl.col("operator_end"),
    )
    meet = meet.unique(["doc_id", "position_no"], keep="first", maintain_order=True)
    return meet.unique(["doc_id", "position_no_rule"], keep="first", maintain_order=True)


def compared(pairs: pl.DataFrame, field: str) -> pl.DataFrame:
    """Give both values of one field as text, and the keys by which they are compared."""
    sides = []
    for name, column in (("hand", field), ("rule", f"{field}_rule")):
        value = pl.col(column)
        key = value
        if isinstance(pairs.schema[column], pl.List):
            value = value.list.join("; ")
            key = pl.col(column).list.sort().list.join("; ") if field in SETS else value
        sides += [value.cast(pl.String).alias(name), key.cast(pl.String).alias(f"{name}_key")]
    return pairs.select(
        "issue",
        "doc_id",
        *PLACE,
        *sides,
        field=pl.lit(field),
        rule_no="position_no_rule",
        hand_no="position_no",
    )


def unmatched(frame: pl.DataFrame, pairs: pl.DataFrame, coder: str) -> pl.DataFrame:
    """Give the positions that only one coder has, under the field *position*."""
    number = "position_no_rule" if coder == "rule" else "position_no"
    met = pairs.select("doc_id", position_no=number)
    said = pl.format("{}: {}", "actor", "operator_text")
    own, none = pl.col("position_no"), pl.lit(0, pl.UInt32)
    by_rule = coder == "rule"
    return frame.join(met, on=["doc_id", "position_no"], how="anti", maintain_order="left").select(
        "issue",
        "doc_id",
        *PLACE,
        field=pl.lit("position"),
        rule=said if by_rule else pl.lit(""),
        hand=pl.lit("") if by_rule else said,
        rule_no=own if by_rule else none,
        hand_no=none if by_rule else own,
    )
