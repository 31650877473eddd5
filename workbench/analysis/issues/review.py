"""Review: how far the positions by rule and by hand agree, field by field, and where not."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Review:
    """``agreement``: ``field``, ``n`` (compared), ``n_agree``, ``share``, a row per field.

    For the field *position*, ``n`` is every position that either coder has and ``n_agree`` those
    that both have; the other fields are compared on these. ``differences``: the differences frame.
    """

    agreement: pl.DataFrame
    differences: pl.DataFrame


def review(by_rule: pl.DataFrame, by_hand: pl.DataFrame) -> Review:
    """Match the positions of two coders by the place of the operator, and compare every field."""
    raise NotImplementedError
