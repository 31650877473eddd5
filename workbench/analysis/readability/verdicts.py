"""When a score is refused, and what a reader must know about one that is given."""

import polars as pl

from workbench.analysis.readability.definitions import definitions

FEW_WORDS, FEW_SENTENCES = 100, 5
#: Shares of words above which a text is taken for something other than English. English of this
#: corpus has at most 0.14 guessed words in any provision; French, German, Vietnamese and
#: Indonesian samples have 0.23 and more, and hardly any easy words.
SCRIPT_SHARE, ACCENT_SHARE, GUESSED_SHARE, MOSTLY_GUESSED = 0.5, 0.3, 0.2, 0.5
EASY_SHARE, ENOUGH_WORDS = 0.25, 10


def flag_unpaired(rows: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Warn at the voices of a document that has a quotation mark without a partner."""
    unpaired = quotes.filter(~pl.col("balanced"))["doc_id"].unique().implode()
    note = pl.lit("a quotation mark has no partner: what it opens counts as own words")
    listed = pl.concat_str(
        pl.when(pl.col("warning") != "").then("warning"), note, separator="; ", ignore_nulls=True
    )
    concerned = (pl.col("unit") == "voice") & pl.col("doc_id").is_in(unpaired)
    return rows.with_columns(warning=pl.when(concerned).then(listed).otherwise("warning"))


def share(name: str) -> pl.Expr:
    """Divide a count of words by all words."""
    return pl.col(name) / pl.col("n_words")


def refusal() -> pl.Expr:
    """Say why the formulas are not defined for a unit (null where they are).

    Takes the sums of `counts.ALL_COUNTS` over a unit, and ``closed``. The first reason that fits
    is given.
    """
    guessed = share("n_guessed")
    foreign = (guessed > MOSTLY_GUESSED) | (
        (pl.col("n_words") >= ENOUGH_WORDS)
        & (guessed > GUESSED_SHARE)
        & (share("n_easy") < EASY_SHARE)
    )
    reasons = {
        "text without words": pl.col("n_words") == 0,
        "digits alone": pl.col("n_numbers") == pl.col("n_words"),
        "Cyrillic script: formulas and dictionary are for English": share("n_cyrillic")
        > SCRIPT_SHARE,
        "a script other than Latin: formulas and dictionary are for English": share(
            "n_other_script"
        )
        > SCRIPT_SHARE,
        "Vietnamese or another language with accents: formulas and dictionary are for "
        "English": share("n_accented") > ACCENT_SHARE,
        "one word": pl.col("n_words") == 1,
        "text that is not English: too few of its words are in the dictionary": foreign,
        "text without sentences: nothing here ends in a stop mark": ~pl.col("closed"),
    }
    return pl.coalesce(
        pl.when(fits).then(pl.lit(f"not defined for {what}")) for what, fits in reasons.items()
    )


def warnings() -> pl.Expr:
    """List what makes a score doubtful, parted by semicolons (empty where nothing does).

    Takes rows per unit and measure with ``value``, ``n_words``, ``n_sentences``, ``n_parts`` (the
    rows that the bootstrap draws from) and ``min_sentences``.
    """
    short = (pl.col("n_words") < FEW_WORDS) | (pl.col("n_sentences") < FEW_SENTENCES)
    size = pl.format(
        "short text ({} words, {} sentences): score and interval are unreliable",
        "n_words",
        sentences_in_words(),
    )
    few = pl.col("n_sentences") < pl.col("min_sentences")
    fitted = pl.format("the formula needs {} sentences", "min_sentences")
    notes = [
        pl.when(short & (pl.col("n_parts") > 1)).then(size),
        pl.when(pl.col("n_parts") == 1).then(
            pl.format("one sentence ({} words): no interval can be given", "n_words")
        ),
        pl.when(few).then(fitted),
        pl.when("beyond_scale").then(pl.format("beyond the scale ({})", "scale")),
    ]
    listed = pl.concat_str(notes, separator="; ", ignore_nulls=True)
    return pl.when(pl.col("value").is_not_null()).then(listed).otherwise(pl.lit(""))


def sentences_in_words() -> pl.Expr:
    """Print a count of sentences: without decimals, unless a voice holds parts of sentences."""
    count = pl.col("n_sentences")
    whole = count == count.round(0)
    return (
        pl.when(whole)
        .then(count.cast(pl.Int64).cast(pl.String))
        .otherwise(count.round(1).cast(pl.String))
    )


def judge(values: pl.DataFrame) -> pl.DataFrame:
    """Blank the values that are refused; add ``beyond_scale`` and ``warning`` to the rest.

    Takes a row per unit and measure with ``value``, ``reason`` and the counts.
    """
    outside = (pl.col("value") < pl.col("scale_low")) | (pl.col("value") > pl.col("scale_high"))
    refused = pl.col("reason").is_not_null()
    return (
        values.join(definitions(), on="measure", how="left", maintain_order="left")
        .with_columns(
            pl.when(~refused).then(pl.col("value", "low", "high")).name.keep(),
            pl.col("reason").fill_null(""),
        )
        .with_columns(beyond_scale=outside.fill_null(value=False))
        .with_columns(warning=warnings())
    )
