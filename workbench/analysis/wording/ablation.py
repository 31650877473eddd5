"""What each part of the alignment contributes: the same evaluation with parts left out."""

import polars as pl

from workbench.analysis.wording.evaluate import evaluate
from workbench.analysis.wording.vectors import PLAIN, Recipe, space
from workbench.corpus import Corpus


def ablation(
    corpus: Corpus, concepts: pl.DataFrame, reference: pl.DataFrame, unit: str = "sentence"
) -> pl.DataFrame:
    """Evaluate the alignment whole, without concepts, and as bare words and word pairs.

    Gives a row per ``variant`` and pair of documents with the cross-validated ``threshold``,
    ``precision``, ``recall`` and ``f1``. The concepts were written by someone who had read the
    texts, so the variant without them is the more cautious estimate for other texts (cautious, not safe:
    the recipe was chosen on the same pairs).

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.links import read_reference
    >>> from workbench.corpus.rules import read_concepts
    >>> corpus = workbench.load()
    >>> coded = read_reference(corpus.folder, corpus.paragraphs)
    >>> ablation(corpus, read_concepts(corpus.folder), coded)["variant"].n_unique()
    3
    """
    weightless = concepts.filter(pl.col("concept").is_null())
    spaces = {
        "as it is": space(corpus, concepts, unit),
        "without concepts": space(corpus, weightless, unit, Recipe(concept=0.0)),
        "words and word pairs only": space(corpus, None, unit, PLAIN),
    }
    columns = ["left_id", "right_id", "threshold", "precision", "recall", "f1"]
    rows = [
        evaluate(weighed, reference).validated.select(columns).with_columns(variant=pl.lit(variant))
        for variant, weighed in spaces.items()
    ]
    return pl.concat(rows).select("variant", *columns)
