"""What each document gives weight to: shares of topics, and words that set texts apart.

Three ways of counting, each told with its denominator. *provision*: a numbered point, a bullet, or
a paragraph where the source does not number; *sentence*; *words*: the words of coded sentences among
all words of the body. A sentence under a lending heading is coded. What a share means depends on the
genre: in a digest it measures the editor.

The texts are read whole, so a share is a fact about its text and has no interval. What is uncertain
is the coding: see `agreement`.

The statistics of keyness go by their own names, none standing for another:

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

from collections.abc import Mapping, Sequence
from itertools import product
from math import comb

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.claims import silence
from workbench.corpus.codebooks import Codebook
from workbench.corpus.match import hits, mentions, voiced
from workbench.errors import Missing, WorkbenchError
from workbench.figures.texts import spelled
from workbench.schema import VOCABULARY, VOICES, conform

Number = pl.Expr | float

LINE = ["doc_id", "para_no"]
UNITS = VOCABULARY["emphasis_units"]
#: What is counted of coded sentences, and of all sentences as the denominator.
COUNTED = {
    "provision": pl.col("provision").n_unique(),
    "sentence": pl.len(),
    "words": pl.col("n_words").sum(),
}
#: Words that the prior of the weighted log-odds is worth.
PRIOR = 500.0
#: Said of a pair that cannot carry the claim, and is shown all the same.
ANYWAY = "Compared anyway because the reader asked for it."
#: No test at a level above this.
LEVEL = 0.05


def known(values: Sequence[str], choices: Sequence[str], noun: str) -> None:
    """Raise `WorkbenchError` with the choices if a value is not among them."""
    for value in values:
        if value not in choices:
            raise WorkbenchError(f"Unknown {noun} {value!r}; choose {', '.join(choices)}.")


# --- shares ---


def emphasis(
    corpus: Corpus,
    found: pl.DataFrame,
    codebook: Codebook,
    unit: str = "provision",
    voices: Sequence[str] = VOICES,
) -> pl.DataFrame:
    """Return the frame ``emphasis``: every document with every topic, silent ones included.

    Takes mentions and their codebook. ``voices`` leaves mentions in other voices out of the counts;
    the denominator stays the whole body.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> rows = emphasis(study.corpus, study.mentions, study.codebook)
    >>> rows.filter(doc_id="vov-2025", topic="ukraine")["finding"].item()
    '1 of 9 provisions'
    """
    known([unit], UNITS, "unit")
    known(voices, VOICES, "voice")
    kept = found.filter(pl.col("voice").cast(pl.String).is_in(list(voices)))
    topic = pl.col("topic").cast(pl.String)
    keys = ["doc_id", "topic"]
    coded = coded_sentences(corpus, kept).group_by("doc_id", topic).agg(n=COUNTED[unit])
    matches = kept.filter(pl.col("scope") == "text").group_by("doc_id", topic).len("n_mentions")
    rows = (
        corpus.documents.select("doc_id", "genre", "n_words")
        .join(codebook.topics.select("topic"), how="cross")
        .join(sizes(corpus, unit), on="doc_id", how="left", maintain_order="left")
        .join(coded, on=keys, how="left", maintain_order="left")
        .join(matches, on=keys, how="left", maintain_order="left")
        .with_columns(pl.col("n", "n_units", "n_mentions").fill_null(0))
    )
    rows = rows.with_columns(
        unit=pl.lit(unit),
        share=rate("n", "n_units"),
        per_1000=1000 * rate("n_mentions", "n_words"),
        finding=finding(unit),
    )
    return conform("emphasis", rows)


def sizes(corpus: Corpus, unit: str) -> pl.DataFrame:
    """Return how many units the body of each document has: ``n_units``."""
    return sentences(corpus).group_by("doc_id").agg(n_units=COUNTED[unit])


def rate(n: str, total: str) -> pl.Expr:
    """Return n / total; empty where the total is 0."""
    return pl.when(pl.col(total) > 0).then(pl.col(n) / pl.col(total))


def sentences(corpus: Corpus) -> pl.DataFrame:
    """Return the sentences of all bodies with their provision: keys, ``provision``, ``n_words``."""
    lines = corpus.paragraphs.select(*LINE, "provision")
    return corpus.sentences.select(*LINE, "sent_no", "n_words").join(
        lines, on=LINE, how="left", maintain_order="left"
    )


def coded_sentences(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """Return a row per sentence and topic that is there: the columns of `sentences`, ``topic``.

    Takes mentions. What a heading lends codes every sentence of the line.
    """
    base = sentences(corpus)
    marks = found.select(*LINE, "sent_no", "topic").unique(maintain_order=True)
    inside = marks.drop_nulls("sent_no").drop("para_no")
    above = marks.filter(pl.col("sent_no").is_null()).drop("sent_no")
    parts = [
        base.join(inside, on=["doc_id", "sent_no"], maintain_order="left"),
        base.join(above, on=LINE, maintain_order="left"),
    ]
    return pl.concat(parts).unique(["doc_id", "sent_no", "topic"], maintain_order=True)


def finding(unit: str) -> pl.Expr:
    """Say count and denominator, or what a silence means, from ``n``, ``n_units`` and ``genre``.

    Examples
    --------
    >>> rows = pl.DataFrame({"n": [2, 0], "n_units": [9, 9], "genre": ["digest", "statement"]})
    >>> rows.select(finding("sentence")).to_series().to_list()
    ['2 of 9 sentences', 'not in the text as published: 0 of 9 sentences']
    """
    said = pl.format(f"{{}} of {{}} {unit if unit == 'words' else f'{unit}s'}", "n", "n_units")
    return (
        pl.when(pl.col("n_units") == 0)
        .then(pl.lit("no body text"))
        .when(pl.col("n") > 0)
        .then(said)
        .otherwise(pl.format("{}: {}", silence(), said))
        .alias("finding")
    )


# --- two documents ---


def claimed(
    corpus: Corpus, left: Sequence[str], right: Sequence[str], *, override: bool = False
) -> str:
    """Return the sentence that says what a difference in emphasis between documents can mean.

    Every pair across two groups must be able to carry the claim: two witnesses of one statement, or
    texts of one kind on two statements. Raises `Missing` with the reason where a pair is not,
    unless ``override``; the sentence then says so.

    Examples
    --------
    >>> import workbench as wb
    >>> claimed(wb.load(), ["tass-2021"], ["vgp-2025"], override=True)[:47]
    'Compared anyway because the reader asked for it'
    """
    if not left or not right or set(left) & set(right):
        raise WorkbenchError("A comparison needs a document on each side, and none on both sides.")
    said = []
    for pair in product(left, right):
        claims = corpus.claims(*pair, override=override)
        why = claims.emphasis.why
        if claims.relation == "one statement":
            said.append(claims.stamp)
        elif claims.relation == "none":
            said.insert(0, claims.stamp)
        elif claims.allows("emphasis"):
            said.append(f"{claims.stamp} {why}")
        elif override:
            said.insert(0, f"{ANYWAY} {why}")
        else:
            raise Missing(
                f"two texts whose emphasis can be compared here. {why} To see them side by side "
                "nevertheless, choose “Compare anyway” (override=True)."
            )
    first, *others = dict.fromkeys(said)
    return f"{first} Other pairs across the groups prove other things." if others else first


def no_test(n_left: int, n_right: int) -> str:
    """Say whether a permutation test could tell two groups of documents apart, with the arithmetic.

    With n documents, k of them on one side, there are C(n, k) ways to deal them out; the labels as
    they are count as one of them, so no p-value can be below 1 / C(n, k).

    Examples
    --------
    >>> no_test(2, 3)
    'No test can be made: five documents fall into groups of 2 and 3 in 10 ways, so no p-value is below 1/10 = 0.1.'
    """
    n, p = n_left + n_right, smallest_p(n_left, n_right)
    ways = round(1 / p)
    said = (
        f"{spelled(n)} documents fall into groups of {n_left} and {n_right} in {ways:,} ways, so no "
        f"p-value is below 1/{ways:,} = {p:.3g}."
    )
    return f"{'A test could' if p <= LEVEL else 'No test can'} be made: {said}"


def smallest_p(n_left: int, n_right: int) -> float:
    """Return the smallest p-value that a permutation test of two groups can reach.

    Examples
    --------
    >>> smallest_p(2, 3), smallest_p(3, 3)
    (0.1, 0.05)
    """
    return 1 / comb(n_left + n_right, n_left)


# --- words ---


def keyness(
    corpus: Corpus,
    left: Sequence[str],
    right: Sequence[str],
    left_out: Mapping[str, Sequence[str]],
    voices: Sequence[str] = VOICES,
    prior: float = PRIOR,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Compare the words of two groups: a row per word that either uses; and what was left out.

    For exploration, not for proof. Variants are joined first (``tokens.word``), or *viet* and *nam*
    would be the news of a year. The first frame is ``keyness``, ordered by |ζ|, then by word.

    ``left_out`` are groups of words that get no row; the second frame counts them (``group``,
    ``n_left``, ``n_right``), and words in other ``voices``. Totals are of all words in these voices.
    The prior gives each word its share in the whole corpus, times ``prior``. A large corpus is
    counted in parts.

    Examples
    --------
    >>> import workbench as wb
    >>> rows, _ = keyness(wb.load(), ["tass-2021"], ["tass-2024"], {"function words": ["the"]})
    >>> rows.filter(word="brics").select("n_left", "n_right", "used").row(0)
    (0, 1, 'only right')
    """
    known(voices, VOICES, "voice")
    sides = {"left": left, "right": right}
    parts = [tally(part, sides, voices) for part in corpus.parts()]
    words, totals = (pl.concat(frames) for frames in zip(*parts, strict=True))
    words, totals = words.group_by("word").sum(), totals.sum()
    if 0 in totals.select("total_left", "total_right").row(0):
        raise Missing(
            f"words on both sides to compare: one has none that are {' or '.join(voices)}."
        )
    n_all = words["n_all"].sum()
    groups = {word: group for group, members in left_out.items() for word in members}
    group = pl.col("word").replace_strict(groups, default=None, return_dtype=pl.String)
    words = words.filter(pl.col("n_left") + pl.col("n_right") > 0).with_columns(group=group)
    dropped = words.group_by("group").agg(pl.col("n_left", "n_right").sum())
    order = pl.DataFrame({"group": list(left_out)}, schema={"group": pl.String})
    dropped = order.join(dropped, on="group", how="left", maintain_order="left").fill_null(0)
    other = totals.select(
        group=pl.lit("words in other voices"), n_left="other_left", n_right="other_right"
    )
    kept = words.filter(pl.col("group").is_null()).join(totals, how="cross")
    rows = conform("keyness", measured(kept, n_all, prior))
    return rows, pl.concat([other, dropped], how="vertical_relaxed")


SIDES = ("n_right", "total_right", "n_left", "total_left")


def tally(
    part: Corpus, sides: Mapping[str, Sequence[str]], voices: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the words of some documents on each side, and the sizes of the sides.

    Returns a row per word with ``n_all``, ``n_left``, ``n_provisions_left`` …, and one row with
    ``total_left``, ``provisions_left``, ``other_left`` (words in other voices) ….
    """
    words = part.tokens.drop_nulls("word").select(*LINE, "start", "end", "word")
    words = voiced(words, part.documents, part.quotes)
    words = words.join(part.paragraphs.select(*LINE, "provision"), on=LINE, maintain_order="left")
    heard = pl.col("voice").cast(pl.String).is_in(list(voices))
    provision = pl.struct("doc_id", "provision")
    each, whole = {"n_all": pl.len()}, {}
    for name, doc_ids in sides.items():
        here = pl.col("doc_id").is_in(list(doc_ids))
        each[f"n_{name}"] = (here & heard).sum()
        each[f"n_provisions_{name}"] = provision.filter(here & heard).n_unique()
        whole[f"total_{name}"] = (here & heard).sum()
        whole[f"provisions_{name}"] = provision.filter(here & heard).n_unique()
        whole[f"other_{name}"] = (here & ~heard).sum()
    return words.group_by("word").agg(**each), words.select(**whole)


def measured(rows: pl.DataFrame, n_all: int, prior: float) -> pl.DataFrame:
    """Add the statistics to counts (``n_left``, ``total_left``, ``n_right`` …, ``n_all``)."""
    right_first = [pl.col(name).cast(pl.Float64) for name in SIDES]
    delta, zeta = weighted_log_odds(*right_first, pl.col("n_all") / n_all * prior, prior)
    used = pl.when(n_left=0).then(pl.lit("only right")).when(n_right=0).then(pl.lit("only left"))
    return rows.with_columns(
        used=used.otherwise(pl.lit("on both sides")),
        g2_two_cell=g2_two_cell(*right_first),
        g2_four_cell=g2_four_cell(*right_first),
        log_ratio=log_ratio(*right_first),
        delta=delta,
        zeta=zeta,
    ).sort(pl.col("zeta").abs(), "word", descending=[True, False])


def x_log(count: pl.Expr, expected: pl.Expr) -> pl.Expr:
    """Return count × ln(count / expected), 0 for a count of 0."""
    return pl.when(count > 0).then(count * (count / expected).log()).otherwise(0.0)


def g2_two_cell(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Return G² from the two counts of a word (UCREL).

    Examples
    --------
    >>> pl.select(g2_two_cell(*map(pl.lit, (52.0, 50_000, 57, 75_000))).round(2)).item()
    2.65
    """
    expected = (a + b) / (total_a + total_b)
    return 2 * (x_log(a, total_a * expected) + x_log(b, total_b * expected))


def g2_four_cell(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Return G² from the whole table: the word and all other words, on both sides (Dunning).

    Examples
    --------
    >>> pl.select(g2_four_cell(*map(pl.lit, (110.0, 221, 2442, 31_556))).round(2)).item()
    270.72
    """
    others = 1 - (a + b) / (total_a + total_b)
    rest = x_log(total_a - a, total_a * others) + x_log(total_b - b, total_b * others)
    return g2_two_cell(a, total_a, b, total_b) + 2 * rest


def log_ratio(a: pl.Expr, total_a: pl.Expr, b: pl.Expr, total_b: pl.Expr) -> pl.Expr:
    """Return log₂ of the first rate over the second; a count of 0 becomes 0.5.

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
    """Return δ and ζ of Monroe, Colaresi & Quinn; above 0 the first side uses the word more.

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


# --- a codebook at work ---


def passages(
    corpus: Corpus, found: pl.DataFrame, doc_id: str, topic: str, voices: Sequence[str] = VOICES
) -> pl.DataFrame:
    """List the paragraphs of a document that have a topic: a row each, in order.

    Takes mentions. Columns: ``doc_id``, ``para_no``, ``provision``, ``section``, ``text``;
    ``marks``, the places of the matches inside the text (``start``, ``end``), and ``why``: the rule
    of each with voice and negation, and whether the heading lends the topic.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> rows = passages(study.corpus, study.mentions, "tass-2024", "ukraine")
    >>> rows.select("section", pl.col("marks").list.len()).rows()
    [('Ukrainian crisis', 1)]
    """
    lines = corpus.paragraphs.select(*LINE, "provision", "section", "text", base="start")
    rows = found.filter(
        pl.col("voice").cast(pl.String).is_in(list(voices)), pl.col("topic") == topic, doc_id=doc_id
    ).join(lines, on=LINE, maintain_order="left")
    inside, negated = pl.col("scope") == "text", pl.format(", after “{}”", "negation")
    mark = pl.struct(start=pl.col("start") - pl.col("base"), end=pl.col("end") - pl.col("base"))
    how = pl.concat_str(
        "voice", pl.when(pl.col("negation") != "").then(negated).otherwise(pl.lit(""))
    )
    lent = pl.format("the heading lends it ({})", "rule")
    why = pl.when(inside).then(pl.format("{} ({})", "rule", how)).otherwise(lent)
    return (
        rows.sort("para_no", "start", maintain_order=True)
        .group_by(*LINE, "provision", "section", "text", maintain_order=True)
        .agg(marks=mark.filter(inside), why=why.unique(maintain_order=True).str.join("; "))
    )


def rule_counts(corpus: Corpus, found: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Count for each rule its matches (``n_hits``) and the mentions that it carries (``n_mentions``).

    Takes mentions and their codebook; returns the frame ``rule_counts``. A rule is *never counted
    alone* where a longer match of its topic always takes it in. One that never matches is no
    mistake: it says what the sources might have said.
    """
    rows = codebook.rules
    for name, frame in (("n_hits", hits(corpus, codebook)), ("n_mentions", found)):
        counts = frame.group_by("rule").len(name)
        rows = rows.join(counts, on="rule", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("n_hits", "n_mentions").fill_null(0))
    alone = pl.when(n_mentions=0).then(pl.lit("never counted alone")).otherwise(pl.lit(""))
    verdict = pl.when(n_hits=0).then(pl.lit("never matches")).otherwise(alone)
    return conform("rule_counts", rows.with_columns(verdict=verdict))


def uncoded(corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """List the provisions without a topic: the frame ``uncoded``. Takes mentions."""
    key = ["doc_id", "provision"]
    coded = coded_sentences(corpus, found).select(key).unique()
    sizes = sentences(corpus).group_by(key, maintain_order=True).agg(pl.col("n_words").sum())
    lines = corpus.paragraphs.filter(pl.col("zone") == "body").group_by(key, maintain_order=True)
    texts = lines.agg(pl.col("para_no").first(), pl.col("text").str.join("\n"))
    bare = sizes.join(coded, on=key, how="anti", maintain_order="left")
    return conform("uncoded", bare.join(texts, on=key, maintain_order="left"))


def trial(corpus: Corpus, found: pl.DataFrame, after: Codebook) -> pl.DataFrame:
    """List the passages that a changed codebook codes otherwise: a row per paragraph and topic.

    Takes the mentions of the codebook as it is, and the codebook as it would be; returns the frame
    ``trial``, what is gained first, in order of the sources. Nothing is saved.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> changed = study.changed("DOC and COC", pattern="code of conduct|doc|coc")
    >>> trial(study.corpus, study.mentions, changed).height
    0
    """
    old, new = coded_lines(found), coded_lines(mentions(corpus, after))
    key = [*LINE, "topic"]
    gained = new.join(old, on=key, how="anti", maintain_order="left")
    lost = old.join(new, on=key, how="anti", maintain_order="left")
    lines = corpus.paragraphs.select(*LINE, "provision", "text")
    rows = pl.concat(
        [gained.with_columns(change=pl.lit("gained")), lost.with_columns(change=pl.lit("lost"))]
    )
    return conform("trial", rows.join(lines, on=LINE, how="left", maintain_order="left"))


def coded_lines(found: pl.DataFrame) -> pl.DataFrame:
    """Return each coded paragraph and topic of some mentions, with the ``matches``: rule and words."""
    said = pl.format("{}: {}", "rule", "match").str.join("; ")
    rows = found.with_columns(pl.col("topic").cast(pl.String))
    return rows.group_by(*LINE, "topic", maintain_order=True).agg(matches=said)
