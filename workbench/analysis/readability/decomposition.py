"""How much of a difference comes from sentence length, and how much from the words."""

import polars as pl

from workbench.analysis.readability.counts import STOP
from workbench.analysis.readability.engine import syllable_source
from workbench.analysis.readability.formulas import BOTH, COMPONENTS, FORMULAS, formula
from workbench.errors import WorkbenchError
from workbench.lacking import through

#: Measures that are a weighted sum of a sentence term and a word term.
LINEAR = tuple(
    name
    for name, spec in FORMULAS.items()
    if all(COMPONENTS[term][1] != BOTH for term in spec.terms)
)


@through
def decompose(
    counts: pl.DataFrame,
    left: str,
    right: str,
    measure: str = "Flesch–Kincaid grade",
    splitter: str = STOP,
) -> pl.DataFrame:
    """Split the difference right − left of two documents into the terms of a formula.

    Takes `measure.unit_counts`; gives one row per term: ``measure``, ``part`` (sentence length,
    word length, unfamiliar words), ``component``, ``coefficient``, its values ``left`` and
    ``right``, ``contribution`` = coefficient × (right − left), and ``difference``, the sum of the
    contributions, on every row. SMOG, RIX and EFLAW multiply the two sides and cannot be split.

    Examples
    --------
    >>> counts = pl.DataFrame(
    ...     {
    ...         "doc_id": ["a", "b"],
    ...         "unit": "document",
    ...         "unit_id": ["a", "b"],
    ...         "splitter": "full stop",
    ...         "n_words": [20, 60],
    ...         "n_sentences": [2, 2],
    ...         "n_syllables": [30, 90],
    ...     }
    ... )
    >>> decompose(counts, "a", "b").select("part", "contribution").rows()
    [('sentence length', 7.800000000000001), ('word length', 0.0)]
    """
    spec = formula(measure)
    if measure not in LINEAR:
        raise WorkbenchError(
            f"{measure} multiplies sentences and words, so its difference cannot be split; "
            f"{', '.join(LINEAR)} can."
        )
    rows = [one(counts, name, splitter) for name in (left, right)]
    values = pl.concat(rows).select(COMPONENTS[term][0].alias(term) for term in spec.terms)
    table = pl.DataFrame(
        {
            "measure": [measure] * len(spec.terms),
            "part": [COMPONENTS[term][1] for term in spec.terms],
            "component": list(spec.terms),
            "coefficient": list(spec.terms.values()),
            "left": values.row(0),
            "right": values.row(1),
        }
    )
    change = pl.col("coefficient") * (pl.col("right") - pl.col("left"))
    return table.with_columns(contribution=change).with_columns(
        difference=pl.col("contribution").sum(), syllable_source=pl.lit(syllable_source())
    )


def one(counts: pl.DataFrame, name: str, splitter: str) -> pl.DataFrame:
    """Find the counts of one document under one variant, or say why there are none."""
    documents = counts.filter((pl.col("unit") == "document") & (pl.col("splitter") == splitter))
    row = documents.filter(pl.col("unit_id") == name)
    if row.is_empty():
        there = ", ".join(documents["unit_id"].unique(maintain_order=True)) or "none"
        raise WorkbenchError(
            f"There are no counts for {name!r} with {splitter!r} (there: {there})."
        )
    if not row["n_words"].item():
        raise WorkbenchError(f"{name}: not defined for text without words.")
    return row
