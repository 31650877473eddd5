"""How far readers and rules agree, and the reference readings by which the rules are measured.

κ = 1 − D / E, with D the disagreement observed and E the disagreement expected if both coders kept
their own shares and coded at random; weighted κ counts disagreements by a weight (Cohen 1968).
α = 1 − D / E with E from the values of all coders pooled, corrected for small numbers; any number of
coders, and gaps are allowed (Krippendorff 2019, ch. 12). Intervals belong to measured accuracy and
agreement: a percentile bootstrap of passages (another sample of passages, the same coders), and for
shares Wilson's (1927), which stays within 0 and 1.

A frame of *readings* has a row per passage (``doc_id``, ``para_no``) and coder with the ``value``
given, empty where nothing was given. Students, the reference readings and the rules all become
readings, so that each can be compared with any other.

A file in ``reference/topics`` holds one reference reading: of each body paragraph a primary topic,
and any number of others. In the shipped corpus language models read. The readings use the topics of
a sheet; those of a codebook that has split some of them since are compared under the old names.

The shipped rules were written by the reader of the first reading, with every passage in mind, and
improved on it: on the shipped sources the figures say how well the rules write down one reading, and
not what they would find elsewhere. What `carried` leaves is a lower estimate.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import NormalDist

import polars as pl
from msgspec import Struct

from workbench.corpus import Corpus
from workbench.corpus.books import Text, read
from workbench.corpus.codebooks import Codebook
from workbench.emphasis.measure import LINE, coded_lines, coded_sentences, known, rate, sizes
from workbench.errors import WorkbenchError
from workbench.schema import conform, dtypes, empty

Table = Sequence[Sequence[float]]

ALL, NONE = "all topics", "none"
#: The exam of the rules is this reading, made without having seen them.
INDEPENDENT = "independent"
#: Measures of the agreement of all coders, by the name of their column here.
MEASURES = {"share": "Share of agreeing pairs", "alpha": "Krippendorff's α"}
DRAWS, SEED, LEVEL = 1_000, 1950, 0.95
TAIL = (1 - LEVEL) / 2


# --- agreement of coders ---


def weighted_kappa(table: Table, weights: Table | None = None) -> float | None:
    """Return κ of a square table (rows: first coder), counts or shares; without weights Cohen's κ.

    ``weights`` are those of disagreement, 0 on the diagonal. Empty where chance alone would agree
    wholly (both coders used one value), for then there is nothing to measure.

    Examples
    --------
    >>> round(weighted_kappa([[20, 5], [10, 15]]), 3)
    0.4
    """
    size = range(len(table))
    if weights is None:
        weights = [[float(i != j) for j in size] for i in size]
    total = sum(map(sum, table))
    rows = [sum(row) / total for row in table]
    columns = [sum(row[j] for row in table) / total for j in size]
    observed = sum(weights[i][j] * table[i][j] / total for i in size for j in size)
    expected = sum(weights[i][j] * rows[i] * columns[j] for i in size for j in size)
    return 1 - observed / expected if expected else None


def confusion(pairs: pl.DataFrame, values: Sequence[str]) -> pl.DataFrame:
    """Count how often two coders gave which values: ``left``, ``right``, ``n``, zeros included.

    Takes a row per unit with ``left`` and ``right``.

    Examples
    --------
    >>> pairs = pl.DataFrame({"left": ["a", "a"], "right": ["a", "b"]})
    >>> confusion(pairs, ["a", "b"])["n"].to_list()
    [1, 1, 0, 0]
    """
    grid = pl.DataFrame({"left": values}).join(pl.DataFrame({"right": values}), how="cross")
    counts = pairs.group_by("left", "right").len("n")
    grid = grid.join(counts, on=["left", "right"], how="left", maintain_order="left")
    return grid.with_columns(pl.col("n").fill_null(0))


def cohen_kappa(pairs: pl.DataFrame) -> float | None:
    """Return Cohen's κ of units coded twice (``left``, ``right``); empty if it is not defined.

    Examples
    --------
    >>> cohen_kappa(pl.DataFrame({"left": ["a", "b"], "right": ["a", "b"]}))
    1.0
    """
    values = sorted({*pairs["left"], *pairs["right"]})
    if not values:
        return None
    return weighted_kappa(confusion(pairs, values)["n"].reshape((len(values), -1)).to_list())


def krippendorff_alpha(given: pl.DataFrame) -> float | None:
    """Return Krippendorff's α of readings for nominal values; empty if all values are the same.

    Examples
    --------
    >>> given = {"doc_id": "d", "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2, "value": [*"aabb"]}
    >>> krippendorff_alpha(pl.DataFrame(given))
    1.0
    """
    return alphas(pairable(given).with_columns(draw=0))["alpha"].first()


def agreement(given: pl.DataFrame, draws: int = DRAWS) -> pl.DataFrame:
    """Measure how far all coders of some readings agree.

    Of all pairs of coders who both gave a value of a passage, the share that gave the same; α; both
    with 95 % bootstrap intervals; and Cohen's κ where there are two coders. Returns the frame
    ``agreement``. What is not defined is empty: all of it for one coder, α and κ where all values
    are the same.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "sea", "order"]})
    >>> agreement(given, draws=100).select("measure", "value").rows()
    [('Share of agreeing pairs', 0.5), ("Krippendorff's α", 0.0), ("Cohen's κ", 0.0)]
    """
    cells = pairable(given)
    coders = sorted(given.drop_nulls("value")["coder"].unique())
    n_units = cells["unit"].n_unique()
    about = (n_units, len(coders))
    exact = alphas(cells.with_columns(draw=0))
    drawn = alphas(resamples(n_units, draws).join(cells, on="unit", maintain_order="left"))
    rows = []
    for column, name in MEASURES.items():
        ends = (drawn[column].quantile(at, "linear") for at in (TAIL, 1 - TAIL))
        rows.append((name, exact[column].first(), *ends, *about))
    if len(coders) == 2:  # noqa: PLR2004 - κ is defined for two
        rows.append(("Cohen's κ", cohen_kappa(pair_of(given, *coders)), None, None, *about))
    return pl.DataFrame(rows, schema=dtypes("agreement"), orient="row")


def resamples(n: int, draws: int = DRAWS) -> pl.DataFrame:
    """Draw n of n units with replacement, many times: ``draw`` and ``unit``; the same every time.

    Examples
    --------
    >>> resamples(3, 2)["draw"].to_list()
    [0, 0, 0, 1, 1, 1]
    """
    units = random.Random(SEED).choices(range(n), k=n * draws) if n else []  # noqa: S311 - no secret
    return pl.DataFrame(
        {"draw": pl.int_range(n * draws, eager=True) // max(n, 1), "unit": units},
        schema={"draw": pl.Int32, "unit": pl.UInt32},
    )


def pairable(given: pl.DataFrame) -> pl.DataFrame:
    """Count the values of each passage that two coders or more gave one: ``unit``, ``value``, ``n``, ``m``."""
    counts = given.drop_nulls("value").group_by(*LINE, "value").len("n").sort(*LINE, "value")
    counts = counts.with_columns(pl.col("n").cast(pl.Float64), m=pl.col("n").sum().over(LINE))
    cells = counts.filter(pl.col("m") > 1)
    return cells.select("value", "n", pl.col("m").cast(pl.Float64), unit=pl.struct(LINE).rle_id())


def alphas(cells: pl.DataFrame) -> pl.DataFrame:
    """Compute the share of agreeing pairs and α of each draw from the counts of its passages."""
    sums = cells.group_by("draw").agg(
        agree=(pl.col("n") * (pl.col("n") - 1)).sum(),
        pairs=(pl.col("n") * (pl.col("m") - 1)).sum(),
        observed=(pl.col("n") * (pl.col("m") - pl.col("n")) / (pl.col("m") - 1)).sum(),
        total=pl.col("n").sum(),
    )
    pooled = cells.group_by("draw", "value").agg(pl.col("n").sum())
    squares = pooled.group_by("draw").agg(squares=(pl.col("n") ** 2).sum())
    total = pl.col("total")
    expected = (total**2 - pl.col("squares")) / (total - 1)
    return sums.join(squares, on="draw").select(
        share=pl.col("agree") / pl.col("pairs"),
        alpha=pl.when(expected > 0).then(1 - pl.col("observed") / expected),
    )


# --- readings of several coders ---


def readings(codes: pl.DataFrame, by: str = "topic") -> pl.DataFrame:
    """Return one field of the frame ``codes`` as readings.

    Examples
    --------
    >>> codes = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "coder": ["x"], "strength": [2]})
    >>> readings(codes, "strength").row(0)
    ('a', 1, 'x', '2')
    """
    return codes.select(*LINE, "coder", value=pl.col(by).cast(pl.String))


def primary_readings(coding: pl.DataFrame) -> pl.DataFrame:
    """Return the primary topics of the frame ``coding`` as readings.

    Examples
    --------
    >>> row = {"doc_id": ["a"], "para_no": [1], "coder": ["x"], "topic": ["sea"], "primary": [True]}
    >>> primary_readings(pl.DataFrame(row))["value"].to_list()
    ['sea']
    """
    return coding.filter("primary").select(*LINE, "coder", value="topic")


def rule_readings(paragraphs: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the rules as one more coder: of each body paragraph the topic mentioned most often.

    Takes paragraphs and mentions. Of topics mentioned equally often the first in the paragraph
    counts; a paragraph without any is *none*.

    Examples
    --------
    >>> lines = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "zone": ["body"]})
    >>> found = pl.DataFrame(schema={"doc_id": str, "para_no": int, "topic": str, "start": int})
    >>> rule_readings(lines, found)["value"].to_list()
    ['none']
    """
    most = (
        found.group_by(*LINE, "topic", maintain_order=True)
        .agg(n=pl.len(), first=pl.col("start").min())
        .sort("n", "first", descending=[True, False], maintain_order=True)
        .unique(LINE, keep="first", maintain_order=True)
        .select(*LINE, value=pl.col("topic").cast(pl.String))
    )
    lines = paragraphs.filter(pl.col("zone") == "body").select(*LINE, coder=pl.lit("rules"))
    rows = lines.join(most, on=LINE, how="left", maintain_order="left")
    return rows.with_columns(pl.col("value").fill_null(NONE))


def pair_of(given: pl.DataFrame, left: str, right: str) -> pl.DataFrame:
    """Pair two coders on the passages that both gave a value: keys, ``left``, ``right``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 2, "para_no": [1, 1], "coder": ["x", "y"], "value": ["p", "q"]}
    >>> pair_of(pl.DataFrame(codes), "x", "y").row(0)
    ('a', 1, 'p', 'q')
    """
    known([left, right], sorted(given["coder"].unique()), "coder")
    given = given.drop_nulls("value")
    mine = given.filter(coder=left).select(*LINE, left="value")
    other = given.filter(coder=right).select(*LINE, right="value")
    return mine.join(other, on=LINE, maintain_order="left")


def pairwise(given: pl.DataFrame) -> pl.DataFrame:
    """Compare every two coders on the passages that both gave a value: the frame ``coder_pairs``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "order", "order"]})
    >>> pairwise(given).select("n_same", "kappa").row(0)
    (2, 1.0)
    """
    rows = []
    for left, right in combinations(sorted(given["coder"].unique()), 2):
        pairs = pair_of(given, left, right)
        n, same = pairs.height, pairs.filter(pl.col("left") == pl.col("right")).height
        rows.append((left, right, n, same, same / n if n else None, cohen_kappa(pairs)))
    return pl.DataFrame(rows, schema=dtypes("coder_pairs"), orient="row")


def to_discuss(given: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """List the passages on which coders differ, the most disputed first, and who said what.

    Takes readings and paragraphs; returns the frame ``to_discuss``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 2, "para_no": [1, 1], "coder": ["x", "y"], "value": ["p", "q"]}
    >>> lines = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "text": ["They met."]})
    >>> to_discuss(pl.DataFrame(codes), lines)["said"].to_list()
    ['p: x; q: y']
    """
    votes = (
        given.drop_nulls("value")
        .sort("coder")
        .group_by(*LINE, "value", maintain_order=True)
        .agg(who=pl.col("coder").str.join(", "), n=pl.len())
        .sort("n", "value", descending=[True, False])
    )
    passages = votes.group_by(LINE).agg(
        n_values=pl.len(),
        n_coders=pl.col("n").sum(),
        agreed=pl.col("n").max() / pl.col("n").sum(),
        said=pl.format("{}: {}", "value", "who").str.join("; "),
    )
    disputed = passages.filter(pl.col("n_values") > 1)
    rows = paragraphs.select(*LINE, "text").join(disputed, on=LINE, maintain_order="left")
    return conform("to_discuss", rows.sort("agreed", maintain_order=True))


# --- rules against a reading ---


def wilson(n: pl.Expr, total: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return both ends of Wilson's 95 % interval for n out of total; empty where total is 0.

    Examples
    --------
    >>> low, high = wilson(pl.lit(0), pl.lit(10))
    >>> pl.select(low.alias("low"), high.round(3).alias("high")).row(0)
    (0.0, 0.278)
    """
    z2 = NormalDist().inv_cdf(1 - TAIL) ** 2
    n, total = n.cast(pl.Float64), total.cast(pl.Float64)
    share = n / total
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = (z2 * (share * (1 - share) / total + z2 / (4 * total**2))).sqrt() / (1 + z2 / total)
    low = pl.when(n == 0).then(0.0).otherwise((centre - half).clip(0, 1))
    high = pl.when(n == total).then(1.0).otherwise((centre + half).clip(0, 1))
    return pl.when(total > 0).then(low), pl.when(total > 0).then(high)


def cells(coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str]) -> pl.DataFrame:
    """Return a row per paragraph of one reading and topic: ``there``, ``primary``, ``found``.

    Takes the frame ``coding`` of one coder and mentions, both in these topics.
    """
    if coding["coder"].n_unique() != 1:
        raise WorkbenchError("Rules are measured by the reading of one coder, not by an empty one.")
    lines = coding.select(LINE).unique(maintain_order=True)
    grid = lines.join(pl.DataFrame({"topic": topics}, schema={"topic": pl.String}), how="cross")
    given = coding.select(*LINE, "topic", "primary", there=True)
    coded = found.select(*LINE, pl.col("topic").cast(pl.String), found=True).unique()
    for frame in (given, coded):
        grid = grid.join(frame, on=[*LINE, "topic"], how="left", maintain_order="left")
    return grid.with_columns(pl.col("there", "primary", "found").fill_null(value=False))


def validity(coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str]) -> pl.DataFrame:
    """Measure the rules by a reference reading: a row per topic and one for all.

    Unit: the body paragraph. A topic is *there* if the reader gave it, first or beside others, and
    *found* if a mention codes the paragraph. Precision = both / found, recall = both / there, with
    Wilson intervals; κ of the yes or no. Returns the frame ``validity``.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> study.validity.height, study.validity["topic"].last()
    (13, 'all topics')
    """
    grid = cells(coding, found, topics)
    rows = (
        pl.concat([grid, grid.with_columns(topic=pl.lit(ALL))])
        .group_by("topic", maintain_order=True)
        .agg(
            n_there=pl.col("there").sum(),
            n_found=pl.col("found").sum(),
            n_both=(pl.col("there") & pl.col("found")).sum(),
            n=pl.len(),
            n_paragraphs=pl.struct(LINE).n_unique(),
        )
    )
    rates = {}
    for name, total in (("precision", "n_found"), ("recall", "n_there")):
        rates[name] = rate("n_both", total)
        rates[f"{name}_low"], rates[f"{name}_high"] = wilson(pl.col("n_both"), pl.col(total))
    found, there, both = (pl.col(f"n_{name}") / pl.col("n") for name in ("found", "there", "both"))
    alike, chance = 1 - found - there + 2 * both, found * there + (1 - found) * (1 - there)
    kappa = pl.when(chance < 1).then((alike - chance) / (1 - chance))
    return conform("validity", rows.with_columns(**rates, kappa=kappa))


def disagreements(
    coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str], paragraphs: pl.DataFrame
) -> pl.DataFrame:
    """List every paragraph and topic on which rules and reader differ, with what matched.

    Takes a reading, mentions, their topics and paragraphs; returns the frame ``disagreements``.
    """
    wrong = cells(coding, found, topics).filter(pl.col("there") != pl.col("found"))
    notes = coding.select(*LINE, "note").unique(LINE, keep="first", maintain_order=True)
    error = pl.when("there").then(pl.lit("missed")).otherwise(pl.lit("false"))
    rows = (
        wrong.with_columns(error=error)
        .join(coded_lines(found), on=[*LINE, "topic"], how="left", maintain_order="left")
        .join(notes, on=LINE, how="left", maintain_order="left")
        .join(paragraphs.select(*LINE, "text"), on=LINE, how="left", maintain_order="left")
    )
    return conform("disagreements", rows.with_columns(pl.col("matches").fill_null("")))


# --- reference readings ---


class Reader(Struct, forbid_unknown_fields=True):
    """The head of a reading: who read, when, and how."""

    coder: Text
    coded: object
    protocol: str


class Paragraph(Struct, forbid_unknown_fields=True):
    """What one paragraph is for, and what it is about besides."""

    para: int
    primary: Text
    also: list[Text]
    note: str


class Document(Struct, forbid_unknown_fields=True):
    """The paragraphs of one document."""

    doc_id: Text
    paragraphs: list[Paragraph]


class Reading(Struct, forbid_unknown_fields=True):
    """A file in ``reference/topics``."""

    coding: Reader
    document: list[Document]


class Sheet(Struct, forbid_unknown_fields=True):
    """The topics that readings use, and under which of them a topic of the codebook is compared.

    The shape of the file ``reference/topics/sheet.toml``.
    """

    topics: list[Text]
    compared_as: dict[str, str] = {}

    def translate(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Put the topics of the sheet in place of those of the codebook; others have no row."""
        names = pl.col("topic").cast(pl.String).replace(self.compared_as)
        return rows.with_columns(topic=names).filter(pl.col("topic").is_in(self.topics))

    def labels(self, codebook: Codebook) -> dict[str, str]:
        """Return the label of each topic of the sheet that the codebook looks for."""
        names = self.translate(codebook.topics.select("topic", "label"))
        joined = names.group_by("topic", maintain_order=True).agg(pl.col("label").str.join(" + "))
        return dict(joined.iter_rows())

    def same(self, codebook: Codebook) -> list[str]:
        """Return the topics that mean the same in codebook and readings."""
        split = {*self.compared_as.values(), *self.compared_as}
        return [one for one in codebook.topics["topic"] if one in self.topics and one not in split]


def read_sheet(folder: Path, codebook: Codebook) -> Sheet:
    """Read which topics the readings of a corpus use: by default those of the codebook.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> read_sheet(study.corpus.folder, study.codebook).compared_as["memory"]
    'history'
    """
    path = folder / "reference" / "topics" / "sheet.toml"
    return read(path, Sheet) if path.is_file() else Sheet(codebook.topics["topic"].to_list())


def read_codings(corpus: Corpus, sheet: Sheet) -> dict[str, pl.DataFrame]:
    """Read all reference readings of a corpus: by the name of the file, each a frame ``coding``.

    Rows are in the order of the corpus; a document that it lacks is passed over. Raises
    `WorkbenchError` with file, document and line of a fault.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> list(read_codings(study.corpus, study.sheet))
    ['first', 'independent', 'second']
    """
    folder = corpus.folder / "reference" / "topics"
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != "sheet.toml"]
    return {path.stem: read_coding(path, corpus.paragraphs, sheet) for path in paths}


def read_coding(path: Path, paragraphs: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Read one reference reading as the frame ``coding``; paragraphs tell what can be coded."""
    file = read(path, Reading)
    body = paragraphs.filter(pl.col("zone") == "body").group_by("doc_id", maintain_order=True)
    lines = {doc_id: set(numbers) for doc_id, numbers in body.agg("para_no").iter_rows()}
    allowed, rows = (*sheet.topics, NONE), []
    for document in file.document:
        for one in document.paragraphs if document.doc_id in lines else ():
            where = f"reference/topics/{path.name}: {document.doc_id}, line {one.para}"
            if one.para not in lines[document.doc_id]:
                raise WorkbenchError(f"{where} is no body line.")
            for place, topic in enumerate(topics := [one.primary, *one.also]):
                if topic not in allowed:
                    choices = ", ".join(allowed)
                    raise WorkbenchError(f"{where}: unknown topic {topic!r}; choose {choices}.")
                if topic in topics[:place]:
                    raise WorkbenchError(f"{where} has {topic} twice.")
                about = (not place, file.coding.coder, one.note)
                rows.append((document.doc_id, one.para, topic, *about))
    names = ["doc_id", "para_no", "topic", "primary", "coder", "note"]
    frame = pl.DataFrame(rows, schema=names, orient="row") if rows else empty("coding")
    order = pl.col("doc_id").replace_strict({name: at for at, name in enumerate(lines)})
    return conform("coding", frame.sort(order, "para_no", maintain_order=True))


def carried(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Keep the mentions whose words are matched for the topic in a text on another statement too.

    Takes mentions and documents. A digest of the same statement does not count as another source:
    it repeats its words. Rules that were written by a reader of all documents find all that they
    know; what is left here is a lower estimate of what they find in a new document of this kind.

    Examples
    --------
    >>> found = pl.DataFrame({"doc_id": ["a", "b"], "topic": "sea", "match": ["At Sea", "at sea"]})
    >>> carried(found, pl.DataFrame({"doc_id": ["a", "b"], "statement_id": ["s", "t"]})).height
    2
    """
    words = pl.col("match").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    statements = documents.select("doc_id", "statement_id")
    rows = found.with_columns(words=words).join(statements, on="doc_id", maintain_order="left")
    shared = pl.col("statement_id").n_unique().over("topic", "words") > 1
    return rows.filter(shared).drop("words", "statement_id")


def by_reading(
    corpus: Corpus,
    found: pl.DataFrame,
    codings: Mapping[str, pl.DataFrame],
    measured: pl.DataFrame,
    topics: Sequence[str],
) -> pl.DataFrame:
    """Return the frame ``emphasis_by_reading``: what the shares are by rule and by each reading.

    Takes mentions in the topics of the readings, readings, the frame of `validity`, and those
    topics. A reading counts for a document of which it has all body paragraphs. *rules, corrected*
    are the rules' counts times precision / recall of the topic over all documents: what the reader
    of that exam would have found if the rules erred everywhere alike.
    """
    lines = corpus.paragraphs.filter(pl.col("zone") == "body").select(*LINE, "provision")
    n_lines = lines.group_by("doc_id").len()
    counted, key = pl.col("provision").n_unique(), ["doc_id", "topic"]
    grid = corpus.documents.select("doc_id").join(pl.DataFrame({"topic": topics}), how="cross")
    grid = grid.join(sizes(corpus, "provision"), on="doc_id", maintain_order="left")

    def by(coder: str | None, coded: pl.DataFrame, grid: pl.DataFrame) -> pl.DataFrame:
        counts = coded.group_by(key).agg(n=counted.cast(pl.Float64))
        rows = grid.join(counts, on=key, how="left", maintain_order="left")
        return rows.with_columns(pl.col("n").fill_null(0), coder=pl.lit(coder, pl.String))

    rules = by("rules", coded_sentences(corpus, found), grid)
    factor = pl.when(pl.col("recall") > 0).then(pl.col("precision") / pl.col("recall"))
    errors = measured.select("topic", factor=factor.fill_null(1.0))
    corrected = rules.join(errors, on="topic", how="left", maintain_order="left").select(
        *grid.columns,
        n=pl.min_horizontal(pl.col("n") * pl.col("factor"), "n_units"),
        coder=pl.lit("rules, corrected"),
    )
    frames = [rules, corrected]
    for coding in codings.values():
        whole = coding.unique(LINE).group_by("doc_id").len().join(n_lines, on=["doc_id", "len"])
        here = grid.join(whole, on="doc_id", how="semi", maintain_order="left")
        frames.append(by(coding["coder"].first(), coding.join(lines, on=LINE), here))
    rows = pl.concat(frames).with_columns(share=rate("n", "n_units"))
    return conform("emphasis_by_reading", rows)
