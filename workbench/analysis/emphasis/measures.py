"""The statistics of keyness, as expressions: each by its own name, none standing for another.

- G² of two cells, as the Lancaster group (UCREL) computes it: Rayson & Garside (2000), Comparing
  corpora using frequency profiling. Only the two counts of the word enter the sum.
- G² of four cells, −2 log λ: Dunning (1993), Accurate methods for the statistics of surprise and
  coincidence, *Computational Linguistics* 19, 61–74. The words that are not the word enter too.
- Log ratio: Hardie (2014): the binary logarithm of the ratio of rates, with 0.5 in place of a
  count of zero. An effect size: 1 is twice as often.
- Weighted log-odds with an informative Dirichlet prior: Monroe, Colaresi & Quinn (2008), Fightin'
  words, *Political Analysis* 16, 372–403: δ, σ² ≈ 1/(y₁+α) + 1/(y₂+α), ζ = δ/σ.

None of them is a test here: words in one document are not independent draws.
"""

import polars as pl

Number = pl.Expr | float


def x_log(count: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """Give count × ln(count / expected), 0 for a count of 0."""
    return pl.when(count > 0).then(count * (count / expected).log()).otherwise(0.0)


def g2_two_cell(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Give G² from the two counts of a word (UCREL).

    Examples
    --------
    >>> pl.select(g2_two_cell(*map(pl.lit, (52.0, 50_000, 57, 75_000))).round(2)).item()
    2.65
    """
    rate = (a + b) / (total_a + total_b)
    return 2 * (x_log(a, total_a * rate) + x_log(b, total_b * rate))


def g2_four_cell(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Give G² from the whole table: the word and all other words, on both sides (Dunning).

    Examples
    --------
    >>> pl.select(g2_four_cell(*map(pl.lit, (110.0, 221, 2442, 31_556))).round(2)).item()
    270.72
    """
    rate = (a + b) / (total_a + total_b)
    others = x_log(total_a - a, total_a * (1 - rate)) + x_log(total_b - b, total_b * (1 - rate))
    return g2_two_cell(a, total_a, b, total_b) + 2 * others


def log_ratio(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Give log₂ of the first rate over the second; a count of 0 becomes 0.5.

    Examples
    --------
    >>> pl.select(log_ratio(*map(pl.lit, (4, 100, 2, 100)))).item()
    1.0
    """
    first, second = (pl.when(n > 0).then(n).otherwise(0.5) for n in (a, b))
    return ((first / total_a) / (second / total_b)).log(2)


def weighted_log_odds(
    a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr, alpha: Number, alpha_total: Number
) -> tuple[pl.Expr, pl.Expr]:
    """Give δ and ζ of Monroe, Colaresi & Quinn; above 0 the word leans to the first side.

    ``alpha`` is the prior count of the word, ``alpha_total`` that of all words.

    Examples
    --------
    >>> _, zeta = weighted_log_odds(*map(pl.lit, (1, 9, 0, 9)), 0.05, 0.55)
    >>> pl.select(zeta.round(5)).item()
    0.68942
    """
    odds = [
        ((n + alpha) / (total + alpha_total - n - alpha)).log()
        for n, total in ((a, total_a), (b, total_b))
    ]
    delta = odds[0] - odds[1]
    return delta, delta / (1 / (a + alpha) + 1 / (b + alpha)).sqrt()
