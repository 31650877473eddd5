"""Which sentences are on an issue, which names stand inside others, and what a silence means."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.errors import WorkbenchError
from workbench.schemas import COVERAGE
from workbench.silence import known, published_by, silence

VOICED = ("stated", "quoted", "reported")


def of_issue(issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Keep the mentions of one issue's codebook; raise if they are all of other codebooks."""
    if found.height and not found["codebook"].is_in([issue.issue]).any():
        others = ", ".join(found["codebook"].unique().sort())
        if others:
            raise WorkbenchError(
                f"These are mentions of {others}, not of {issue.issue}; pass those of its codebook."
            )
    return found.filter(pl.col("codebook") == issue.issue)


def on_issue(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences on an issue, with ``provision``, in the order of the sources.

    A sentence is on the issue if a core term is mentioned in it; if a heading above it has a core
    term; or if it mentions any term of the issue and its paragraph mentions a core term. Takes the
    mentions of the issue's codebook; a document without such a sentence has no row here.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> sea = read_issue(corpus.folder, "east-sea")
    >>> rows = on_issue(corpus, sea, mentions(corpus, sea.codebook))
    >>> rows.select("doc_id", "provision").unique(maintain_order=True).rows()[:2]
    [('investor-2024', '¶19'), ('investor-2024', '¶20')]
    """
    every = of_issue(issue, found).select("doc_id", "para_no", "sent_no", "topic")
    core = every.filter(pl.col("topic").is_in(issue.core))
    line, sentence = ["doc_id", "para_no"], ["doc_id", "sent_no"]
    inside = core.drop_nulls("sent_no")
    beside = every.drop_nulls("sent_no").join(inside, on=line, how="semi")
    above = core.filter(pl.col("sent_no").is_null()).select(line).unique()
    marked = pl.concat([inside, beside]).select(sentence).unique()
    rows = corpus.sentences.join(
        marked.with_columns(named=True), on=sentence, how="left", maintain_order="left"
    ).join(above.with_columns(headed=True), on=line, how="left", maintain_order="left")
    provisions = corpus.paragraphs.select(*line, "provision")
    return (
        rows.filter(pl.col("named").fill_null(value=False) | pl.col("headed"))
        .drop("named", "headed")
        .join(provisions, on=line, how="left", maintain_order="left")
    )


def nested(issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Add ``inside``: whether a mention of a name stands in a longer mention of another name."""
    rows = of_issue(issue, found).with_row_index("at")
    names = rows.filter(pl.col("topic").is_in(issue.naming))
    key = ["doc_id", "para_no", "scope"]
    size = pl.col("end") - pl.col("start")
    longer = names.select(*key, first="start", last="end", name="topic")
    held = (
        names.join(longer, on=key)
        .filter(pl.col("first") <= pl.col("start"), pl.col("end") <= pl.col("last"))
        .filter(pl.col("last") - pl.col("first") > size, pl.col("name") != pl.col("topic"))
    )
    inside = pl.col("at").is_in(held["at"].unique().implode())
    return rows.with_columns(inside=inside).drop("at")


def counted(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Count mentions by voice, those inside other names, and headings.

    Takes rows of `nested`. Gives ``n`` and ``n_stated``, ``n_quoted``, ``n_reported`` (in the
    text, wherever it stands), ``n_inside``, ``n_alone``, ``n_headings`` and ``n_headings_alone``.
    """
    text = pl.col("scope").cast(pl.String) == "text"
    voice = pl.col("voice").cast(pl.String)
    heading = pl.struct("doc_id", "start")
    return rows.group_by(keys, maintain_order=True).agg(
        n=text.sum(),
        **{f"n_{name}": (text & (voice == name)).sum() for name in VOICED},
        n_inside=(text & pl.col("inside")).sum(),
        n_alone=(text & ~pl.col("inside")).sum(),
        n_headings=heading.filter(~text).n_unique(),
        n_headings_alone=heading.filter(~text & ~pl.col("inside")).n_unique(),
    )


def filled(grid: pl.DataFrame, keys: list[str], *parts: pl.DataFrame) -> pl.DataFrame:
    """Put counts on a grid of rows; what was not counted is a zero, for silence is a row."""
    for part in parts:
        grid = grid.join(part, on=keys, how="left", maintain_order="left")
    return grid.with_columns(pl.selectors.starts_with("n_").fill_null(0), pl.col("n").fill_null(0))


def status() -> pl.Expr:
    """Give the best voice of counted rows, or the kind of silence, from ``genre``."""
    statement = pl.col("genre").cast(pl.String) == "statement"
    return (
        pl.when(pl.col("n_stated") > 0)
        .then(pl.lit("stated"))
        .when(pl.col("n_quoted") > 0)
        .then(pl.lit("quoted"))
        .when((pl.col("n_reported") > 0) | (pl.col("n_headings") > 0))
        .then(pl.lit("reported"))
        .when(statement)
        .then(pl.lit("not in the statement"))
        .otherwise(pl.lit("not in this source"))
        .cast(COVERAGE)
    )


def number(name: str, noun: str) -> pl.Expr:
    """Say a count with its noun."""
    return (
        pl.when(pl.col(name) == 1)
        .then(pl.lit(f"1 {noun}"))
        .otherwise(pl.format(f"{{}} {noun}s", name))
    )


def voices() -> pl.Expr:
    """Say the counts of each voice that occurs, and headings: ``2 reported and 1 in a heading``."""
    parts = [
        pl.when(pl.col(f"n_{name}") > 0).then(pl.format(f"{{}} {name}", f"n_{name}"))
        for name in VOICED
    ]
    body = pl.concat_str(parts, separator=", ", ignore_nulls=True).replace("", None)
    heading = pl.when(pl.col("n_headings") > 0).then(pl.format("{} in a heading", "n_headings"))
    return pl.concat_str(body, heading, separator=" and ", ignore_nulls=True)


def silent(what: str) -> pl.Expr:
    """Say what a silence means, from ``genre`` and ``publisher``; ``what`` is what is not there."""
    genre = known("genre", "{}", "source")
    own = pl.format("not in this {} {}; the statement itself may have it", genre, published_by())
    return pl.format(f"{what} {{}}", silence(own))
