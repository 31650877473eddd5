"""Passages as weighted words: TF-IDF over stems and concepts, with sublinear frequencies."""

import math
from dataclasses import dataclass

import polars as pl

from workbench.analysis.wording.lexicon import FUNCTION_WORDS, phrase_hits, stems
from workbench.analysis.wording.units import placed_words, units
from workbench.corpus import Corpus


@dataclass(frozen=True)
class Recipe:
    """What a passage is made of when it is compared.

    ``concept`` is the weight of a concept beside a word's 1 (0: concepts play no part), ``pair``
    that of a pair of neighbouring words, ``shrink`` how many words that stand in one unit only
    are added to the length of every passage, so that few shared words in short ones prove little, and ``one_way`` the share of
    the score that is left when only one side has the other as its best counterpart. Without
    ``stemmed``, the folded words are compared and function words count.
    """

    concept: float = 1.2
    pair: float = 0.0
    shrink: float = 3.0
    one_way: float = 0.5
    stemmed: bool = True


#: The textbook measure: folded words and word pairs, bare cosine, no concepts, no choice.
PLAIN = Recipe(concept=0.0, pair=1.0, shrink=0.0, one_way=1.0, stemmed=False)


@dataclass(frozen=True)
class Space:
    """The passages of a corpus, weighed: made by `space`, used by `align.align`.

    ``units`` has a row per unit; ``weights`` a row per unit, piece and feature, piece 0 being
    the unit as a whole; ``rare`` says how common a feature may be to propose candidates.
    """

    unit: str
    recipe: Recipe
    documents: pl.DataFrame
    units: pl.DataFrame
    weights: pl.DataFrame
    rare: int


#: Features in more units than this share (and than this number) propose no candidates.
RARE_SHARE, RARE_UNITS = 0.02, 300
UNIT = ("doc_id", "unit_no")
KIND = pl.Enum(["word", "pair", "concept"])
#: Added to document frequencies; below 1, so that a word of every unit keeps some weight.
SMOOTH = 0.5


def space(
    corpus: Corpus,
    concepts: pl.DataFrame | None = None,
    unit: str = "sentence",
    recipe: Recipe | None = None,
) -> Space:
    """Weigh every passage of a corpus.

    Takes the concepts of `corpus.rules.read_concepts` (without them, words alone). A feature
    weighs (1 + ln n) · ln((1 + N) / (½ + df)), n its count in the passage, df the number of units
    that hold it among all N of the corpus; a passage is then scaled to length, shrunk.

    Examples
    --------
    >>> import workbench
    >>> space(workbench.load(), unit="clause").units.height
    236
    """
    recipe = recipe or Recipe()
    if concepts is None:
        concepts = pl.DataFrame(schema={"concept": pl.String, "phrase": pl.String})
    rows = units(corpus, unit)
    found = features(placed_words(corpus, unit), concepts, recipe)
    key = [*UNIT, "piece_no", "feature"]
    counted = pl.concat(
        [
            found.with_columns(piece_no=pl.lit(0, pl.UInt32)).select([*key, "kind"]),
            found.select([*key, "kind"]),
        ]
    )
    # in order of the source, so that sums come out the same each time
    counts = counted.group_by(*key, "kind", maintain_order=True).len()
    weights = weigh(counts, rows.height, recipe)
    rare = max(RARE_UNITS, int(rows.height * RARE_SHARE))
    documents = corpus.documents.select("doc_id", "n_words")
    return Space(unit, recipe, documents, rows, weights, rare)


def features(words: pl.DataFrame, concepts: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """Give the features of each word's place: its stem, the pair it opens, concepts there.

    Takes the words of `units.placed_words`; gives ``doc_id``, ``unit_no``, ``piece_no``,
    ``feature`` and ``kind`` {word, pair, concept}.
    """
    silent = concepts.filter(pl.col("concept").is_null())["phrase"]
    kept = words
    if recipe.stemmed:
        drop = pl.Series(sorted(FUNCTION_WORDS | set(silent)))
        kept = words.filter(~pl.col("word").is_in(drop.implode()))
        kept = kept.join(stems(kept["word"]), on="word", how="left", maintain_order="left")
        kept = kept.with_columns(word="stem").drop("stem")
    place = [*UNIT, "piece_no"]
    parts = [kept.select(*place, feature="word", kind=pl.lit("word"))]
    if recipe.pair:
        pair = pl.concat_str("word", pl.col("word").shift(-1).over(UNIT), separator=" ")
        rows = kept.select(*place, feature=pair, kind=pl.lit("pair"))
        parts.append(rows.filter(pl.col("feature").is_not_null()))
    if recipe.concept:
        parts.append(
            concept_places(words, concepts).select(*place, "feature", kind=pl.lit("concept"))
        )
    return pl.concat(parts).with_columns(
        pl.col("feature").cast(pl.Categorical), pl.col("kind").cast(KIND)
    )


def concept_places(words: pl.DataFrame, concepts: pl.DataFrame) -> pl.DataFrame:
    """Find concepts: one row per piece and concept, however often its words occur there."""
    named = concepts.filter(pl.col("concept").is_not_null())
    stretch = words.select(pl.struct(UNIT).rle_id()).to_series()
    running = words.select("word").with_columns(stretch=stretch)
    hits = phrase_hits(running, named["phrase"]).join(named, on="phrase", maintain_order="left")
    place = words.with_row_index("at").select("at", *UNIT, "piece_no")
    return (
        hits.join(place, on="at", maintain_order="left")
        .select(*UNIT, "piece_no", feature=pl.concat_str(pl.lit("concept: "), "concept"))
        .unique(maintain_order=True)
    )


def weigh(counts: pl.DataFrame, n_units: int, recipe: Recipe) -> pl.DataFrame:
    """Turn counts per unit, piece, feature and kind into weights (see `space`).

    A concept counts once in a passage. Adds ``df``, the number of units that hold the feature.
    """
    whole = counts.filter(pl.col("piece_no") == 0)
    df = whole.group_by("feature").agg(df=pl.len())
    idf = ((1 + n_units) / (SMOOTH + pl.col("df"))).log()
    share = pl.col("kind").replace_strict(
        {"word": 1.0, "pair": recipe.pair, "concept": recipe.concept}, return_dtype=pl.Float64
    )
    times = pl.when(pl.col("kind") == "concept").then(1).otherwise(pl.col("len"))
    raw = counts.join(df, on="feature", how="left", maintain_order="left")
    raw = raw.with_columns(raw=(1 + times.log()) * idf * share)
    added = recipe.shrink * math.log((1 + n_units) / (SMOOTH + 1)) ** 2
    length = (pl.col("raw").pow(2).sum().over(*UNIT, "piece_no") + added).sqrt()
    return raw.with_columns(weight=pl.col("raw") / length).select(
        *UNIT, "piece_no", "feature", "df", "weight"
    )
