"""Keyness: which words two documents, or two groups, use more or less; behind the gate.

For exploration, not for proof. Every row carries both counts and both totals, and in how many
provisions the word stands: a word that one provision repeats is no habit. Variants are joined
first (``tokens.word``), or *viet* and *nam* would be the news of the year. Words that vanish are
there as well as words that appear.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from workbench.analysis.emphasis.measures import (
    g2_four_cell,
    g2_two_cell,
    log_ratio,
    weighted_log_odds,
)
from workbench.analysis.gate import Gate, gate
from workbench.analysis.parts import parts
from workbench.analysis.wording.lexicon import FUNCTION_WORDS
from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.lacking import through
from workbench.pairs import among, paired

#: Words that the prior of the weighted log-odds is worth.
PRIOR = 500.0
#: Documents of a group that are named one by one.
NAMED = 6


@dataclass(frozen=True)
class Groups:
    """Two groups of documents and what a difference between them can mean (``gate``)."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    gate: Gate


@through
def groups(
    comparability: pl.DataFrame | pl.LazyFrame,
    left: Sequence[str],
    right: Sequence[str],
    *,
    override: bool = False,
) -> Groups:
    """Take two groups through the gate: open only if every pair across them is of one open kind.

    Takes the comparability frame. A blocked comparison passes with ``override``, and is stamped.

    Examples
    --------
    >>> import workbench
    >>> groups(workbench.load().comparability, ["tass-2021"], ["tass-2024"]).gate.kind
    'change over time'
    """
    if not left or not right or set(left) & set(right):
        raise WorkbenchError(
            "Keyness needs a document on each side, and no document on both sides."
        )
    known = set(paired(comparability))
    for strange in [name for name in (*left, *right) if name not in known]:
        gate(comparability, left[0], strange)  # raises, with the choices
    names = (named(left), named(right))
    across = among(comparability, left, right)
    kinds = across.select("kind").unique().collect(engine="streaming")["kind"].sort().to_list()
    kind = kinds[0] if len(kinds) == 1 else "blocked"
    shown = pl.col("kind") == ("blocked" if "blocked" in kinds else kinds[0])
    why = across.filter(shown).select("why").head(1).collect(engine="streaming").item()
    if len(kinds) > 1 and "blocked" not in kinds:
        why = f"The pairs across the groups mean different things: {', '.join(kinds)}."
    if kind == "blocked" and not override:
        raise WorkbenchError(
            f"{names[0]} and {names[1]} are not comparable: {why} To see their words side by side "
            "all the same, override the block; the override is then printed with the result."
        )
    blocked = kind == "blocked"
    return Groups(tuple(left), tuple(right), Gate(*names, kind, why, override and blocked))


def named(group: Sequence[str]) -> str:
    """Name a group by its documents; of a large one the first, and how many more."""
    if len(group) <= NAMED:
        return " + ".join(group)
    return " + ".join(group[:NAMED]) + f" + {len(group) - NAMED:,} more"


@through
def keyness(
    corpus: Corpus,
    sides: Groups,
    *,
    stop_words: bool = False,
    prior: float = PRIOR,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Compare the words of two groups: one row per word that either uses.

    ``word``, ``n_left``, ``n_right``, ``total_left``, ``total_right``; ``change`` (*gained*: only
    on the right, *lost*: only on the left, *shared*); ``g2_two_cell`` (UCREL), ``g2_four_cell``
    (Dunning), ``log_ratio``, ``delta`` and ``zeta`` (weighted log-odds), of which the last three
    are above 0 for words that lean to the right; ``n_provisions_left``, ``provisions_left``,
    ``n_provisions_right``, ``provisions_right`` (with the word, and all); ``stamp``. Without
    ``stop_words`` function words have no row; totals are of all words either way. The prior gives
    each word its share in the whole corpus, times ``prior``. Ordered by |ζ|, then by word.

    A large corpus is counted in parts; after each, ``progress`` is told how many documents are
    done, and of how many.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> rows = keyness(corpus, groups(corpus.comparability, ["tass-2021"], ["tass-2024"]))
    >>> rows.filter(word="brics").select("n_left", "n_right", "change").row(0)
    (0, 1, 'gained')
    """
    if prior <= 0:
        raise WorkbenchError("The prior must be worth more than 0 words.")
    counted, done = [], 0
    for part in parts(corpus):
        counted.append(tally(part, sides))
        done += part.documents.height
        if progress:
            progress(done, corpus.documents.height)
    rows = pl.concat(counts for counts, _ in counted).group_by("word").sum()
    totals = pl.concat(sizes for _, sizes in counted).sum()
    if totals["total_left"].item() == 0 or totals["total_right"].item() == 0:
        raise WorkbenchError("One side has no words in its body; there is nothing to compare.")
    n_all = rows["n_all"].sum()
    rows = rows.filter(pl.col("n_left") + pl.col("n_right") > 0)
    if not stop_words:
        rows = rows.filter(~pl.col("word").is_in(FUNCTION_WORDS))
    rows = rows.join(totals, how="cross")
    return measured(rows, n_all, prior).select(
        "word", *WANTED, *MEASURED, stamp=pl.lit(sides.gate.stamp)
    )


WANTED = [
    f"{what}_{side}"
    for side in ("left", "right")
    for what in ("n", "total", "n_provisions", "provisions")
]


def tally(part: Corpus, sides: Groups) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the words of some documents: all of them, and on each side; and the sizes of the sides.

    Gives a row per word with ``n_all``, ``n_left``, ``n_provisions_left`` …, and one row with
    ``total_left``, ``provisions_left`` ….
    """
    words = part.tokens.drop_nulls("word").select("doc_id", "para_no", "word")
    lines = part.paragraphs.select("doc_id", "para_no", "provision")
    counts, totals = words.group_by("word").agg(n_all=pl.len()), {}
    for name, doc_ids in (("left", sides.left), ("right", sides.right)):
        here = part.documents["doc_id"].filter(
            part.documents["doc_id"].cast(pl.String).is_in(doc_ids)
        )
        places = words.filter(pl.col("doc_id").is_in(here.implode())).join(
            lines, on=["doc_id", "para_no"]
        )
        provision = pl.struct("doc_id", "provision")
        side = places.group_by("word").agg(
            pl.len().alias(f"n_{name}"), provision.n_unique().alias(f"n_provisions_{name}")
        )
        counts = counts.join(side, on="word", how="left")
        totals[f"total_{name}"] = places.height
        totals[f"provisions_{name}"] = places.select(provision).n_unique()
    return counts.with_columns(pl.exclude("word").fill_null(0)), pl.DataFrame(totals).cast(
        pl.UInt32
    )


MEASURED = ("change", "g2_two_cell", "g2_four_cell", "log_ratio", "delta", "zeta")


def measured(rows: pl.DataFrame, n_all: int, prior: float) -> pl.DataFrame:
    """Add the statistics to counts (``n_left``, ``total_left``, ``n_right`` …, ``n_all``)."""
    right_first = [pl.col(name).cast(pl.Float64) for name in SIDES]
    alpha = pl.col("n_all") / n_all * prior
    delta, zeta = weighted_log_odds(*right_first, alpha, prior)
    change = (
        pl.when(pl.col("n_left") == 0)
        .then(pl.lit("gained"))
        .when(pl.col("n_right") == 0)
        .then(pl.lit("lost"))
        .otherwise(pl.lit("shared"))
    )
    return rows.with_columns(
        change=change,
        g2_two_cell=g2_two_cell(*right_first),
        g2_four_cell=g2_four_cell(*right_first),
        log_ratio=log_ratio(*right_first),
        delta=delta,
        zeta=zeta,
    ).sort(pl.col("zeta").abs(), "word", descending=[True, False])


SIDES = ("n_right", "total_right", "n_left", "total_left")


def row_of(rows: pl.DataFrame, word: str) -> dict[str, object]:
    """Give the row of one word, or say that it is not there and what comes close.

    Examples
    --------
    >>> row_of(pl.DataFrame({"word": ["sea"], "n_left": [1]}), "sea")["n_left"]
    1
    """
    found = rows.filter(pl.col("word") == word)
    if found.is_empty():
        close = get_close_matches(word, rows["word"].to_list(), n=3)
        hint = f" Close to it: {', '.join(close)}." if close else ""
        raise WorkbenchError(f"The word {word!r} is in neither group.{hint}")
    return found.row(0, named=True)
