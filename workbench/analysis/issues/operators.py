"""Operators: how often each verb of the ladder is used, by document and voice, never averaged."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.ladder import Ladder
from workbench.errors import WorkbenchError
from workbench.schemas import VOICE, VOICES, conform

KEYS = ["doc_id", "voice", "operator"]


#: A text that is made to speak.
FRAME = r"(?i)\b(?:document|statement|declaration|communiqu[eé])\b"


def operators(corpus: Corpus, positions: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Give the operators frame from positions of one coder (filter by actor first, if wanted).

    Negated and embedded uses are counted apart. Every operator has its row in every document and
    voice that the document can have: *stated* for a statement, *quoted* and *reported* otherwise.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_operators, read_positions
    >>> corpus = workbench.load()
    >>> rows = operators(corpus, read_positions(corpus, "ukraine"), read_operators(corpus.folder))
    >>> rows.filter(pl.col("n") > 0).select("doc_id", "operator", "n").rows()[0]
    ('tass-2024', 'welcome', 1)
    """
    coders = positions["coder"].cast(pl.String).unique()
    if len(coders) > 1:
        raise WorkbenchError("Positions of two coders would count twice; filter by coder first.")
    said = used(positions)
    unknown = set(said["operator"]) - set(ladder.operators["operator"])
    if unknown:
        raise WorkbenchError(
            f"codebook/operators.toml: no operator {min(unknown)!r}; choose "
            f"{', '.join(ladder.operators['operator'])}."
        )
    counts = said.group_by(KEYS).agg(
        n=(pl.col("use") == "main").sum(),
        n_negated=(pl.col("use") == "negated").sum(),
        n_embedded=(pl.col("use") == "embedded").sum(),
    )
    voices = pl.DataFrame({"voice": VOICES}, schema={"voice": VOICE})
    stated = pl.col("genre").cast(pl.String) == "statement"
    possible = (
        corpus.documents.select("doc_id", "genre")
        .join(voices, how="cross")
        .filter(stated == (pl.col("voice").cast(pl.String) == "stated"))
    )
    grid = possible.join(ladder.operators, how="cross")
    totals = positions.group_by("doc_id", "voice").len("n_positions")
    for part, keys in ((counts, KEYS), (totals, KEYS[:2])):
        grid = grid.join(part, on=keys, how="left", maintain_order="left")
    grid = grid.with_columns(pl.col("n", "n_negated", "n_embedded", "n_positions").fill_null(0))
    return conform("operators", grid, corpus.documents["doc_id"].dtype)


def used(positions: pl.DataFrame) -> pl.DataFrame:
    """Give a row per use of an operator: ``doc_id``, ``voice``, ``operator``, ``use``."""
    main = pl.when(pl.col("negation") == "").then(pl.lit("main")).otherwise(pl.lit("negated"))
    first = positions.select(*KEYS, use=main)
    inner = (
        positions.select("doc_id", "voice", operator="embedded").explode("operator").drop_nulls()
    )
    negated = pl.col("operator").str.starts_with("not ")
    return pl.concat(
        [
            first,
            inner.with_columns(
                operator=pl.col("operator").str.strip_prefix("not "),
                use=pl.when(negated).then(pl.lit("negated")).otherwise(pl.lit("embedded")),
            ),
        ]
    )


def without_frames(positions: pl.DataFrame) -> pl.DataFrame:
    """Leave out the positions whose printed actor is a text, such as "the document says".

    A digest frames a quotation with such words; what it quotes is a position of its own.

    Examples
    --------
    >>> rows = pl.DataFrame({"actor_text": ["The document", "Russia", "Both sides"]})
    >>> without_frames(rows)["actor_text"].to_list()
    ['Russia', 'Both sides']
    """
    return positions.filter(~pl.col("actor_text").str.contains(FRAME))
