"""Timeline: how often each document, in order of the event, speaks of each issue."""

from collections.abc import Sequence

import polars as pl

from workbench.analysis.issues.scope import (
    counted,
    filled,
    nested,
    number,
    on_issue,
    silent,
    status,
    voices,
)
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.errors import WorkbenchError
from workbench.schemas import conform


def timeline(corpus: Corpus, issues: Sequence[Issue], found: pl.DataFrame) -> pl.DataFrame:
    """Give the timeline frame: every document with every issue, in order of the event.

    Takes the mentions of all these issues, one below the other (``codebook`` tells them apart).
    The rows stand beside each other; whether they may be read as change is for `gate` to say.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> ukraine = read_issue(corpus.folder, "ukraine")
    >>> rows = timeline(corpus, [ukraine], mentions(corpus, ukraine.codebook))
    >>> rows.select("doc_id", "n", "n_provisions").rows()[0]
    ('tass-2021', 0, 0)
    """
    if not issues:
        raise WorkbenchError("A timeline needs at least one issue (see corpus.issues).")
    lines = corpus.paragraphs.select("doc_id", "para_no", "provision")
    body = corpus.sentences.join(lines, on=["doc_id", "para_no"]).group_by("doc_id")
    whole = body.agg(n_provisions_all=pl.col("provision").n_unique())
    base = corpus.documents.select("doc_id", "event_date", "genre", "publisher", "n_words")
    base = base.join(whole, on="doc_id", how="left", maintain_order="left")
    rows = pl.concat([of_one(corpus, issue, found, base) for issue in issues])
    order = [issue.issue for issue in issues]
    rows = rows.sort("doc_id", pl.col("issue").replace_strict(order, range(len(order))))
    return conform("timeline", rows, corpus.documents["doc_id"].dtype)


def of_one(corpus: Corpus, issue: Issue, found: pl.DataFrame, base: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of one issue, in the order of the documents."""
    found = found.filter(pl.col("codebook") == issue.issue)
    core = nested(issue, found).filter(pl.col("topic").is_in(issue.core))
    key = ["doc_id", "para_no", "scope"]
    reach = pl.col("end").cum_max().shift(1).over(key).fill_null(0)
    apart = core.sort(*key, "start", "end").filter(pl.col("start") >= reach)
    provisions = on_issue(corpus, issue, found).group_by("doc_id")
    on_it = provisions.agg(n_provisions=pl.col("provision").n_unique())
    grid = filled(base, ["doc_id"], counted(apart, ["doc_id"]), on_it)
    said = pl.format(
        "{} in {} of {} provisions: {}",
        number("n", "mention"),
        "n_provisions",
        "n_provisions_all",
        voices(),
    )
    there = pl.col("n") + pl.col("n_headings") > 0
    return grid.with_columns(
        issue=pl.lit(issue.issue),
        label=pl.lit(issue.label),
        per_1000=pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n") / pl.col("n_words")),
        status=status(),
        why=pl.when(there).then(said).otherwise(silent("This issue is")) + pl.lit("."),
    )
