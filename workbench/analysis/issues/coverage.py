"""Coverage: which term of an issue stands in which document, in whose voice, silences included.

Only sentences on the issue count: the UN Charter named in a sentence on the world order says
nothing on Ukraine. What stands elsewhere is counted apart.
"""

import polars as pl

from workbench.analysis.issues.scope import (
    counted,
    filled,
    nested,
    number,
    of_issue,
    on_issue,
    silent,
    status,
    voices,
)
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.schemas import conform

KEYS = ["doc_id", "topic"]
SENTENCE = ["doc_id", "sent_no"]


def coverage(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the coverage frame: every document with every term of the issue.

    Takes the mentions of the issue's codebook. ``status`` is the best voice (stated before quoted
    before reported), else what the silence means; the counts of every voice are kept.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> sea = read_issue(corpus.folder, "east-sea")
    >>> rows = coverage(corpus, sea, mentions(corpus, sea.codebook))
    >>> rows.filter(term="freedom")["status"].to_list()[2:]
    ['not in this source', 'stated', 'not in this source']
    """
    rows = nested(issue, found)
    here = on_issue(corpus, issue, found).select(SENTENCE)
    inside = rows.join(here, on=SENTENCE, how="semi", maintain_order="left")
    headings = rows.filter(pl.col("sent_no").is_null())
    outside = rows.drop_nulls("sent_no").join(here, on=SENTENCE, how="anti")
    terms = issue.codebook.topics.select("topic")
    about = corpus.documents.select("doc_id", "genre", "publisher")
    grid = about.join(terms, how="cross")
    here = counted(pl.concat([inside, headings]), KEYS)
    grid = filled(grid, KEYS, here, outside.group_by(KEYS).len("n_elsewhere"))
    said = pl.format("{} in the body: {}", number("n", "mention"), voices())
    elsewhere = pl.when(pl.col("n_elsewhere") > 0).then(
        pl.format("; {} elsewhere, not on this issue", number("n_elsewhere", "mention"))
    )
    there = pl.col("n") + pl.col("n_headings") > 0
    why = pl.when(there).then(said).otherwise(silent("Of this issue,"))
    grid = grid.with_columns(
        issue=pl.lit(issue.issue),
        term="topic",
        status=status(),
        why=why + elsewhere.fill_null("") + pl.lit("."),
    )
    return conform("coverage", grid, corpus.documents["doc_id"].dtype)


def notice(issue: Issue, found: pl.DataFrame) -> str:
    """Say in a sentence that no term of an issue is in the corpus; empty if one is.

    Examples
    --------
    >>> from pathlib import Path
    >>> import workbench
    >>> from workbench.corpus import read_issue
    >>> issue = read_issue(workbench.load().folder, "ukraine")
    >>> notice(issue, pl.DataFrame(schema={"codebook": pl.String}))
    'codebook/issues/ukraine.toml: none of its 17 terms is in this corpus; every row is a silence.'
    """
    if of_issue(issue, found).height:
        return ""
    size = issue.codebook.topics.height
    return (
        f"codebook/issues/{issue.issue}.toml: none of its {size} terms is in this corpus; "
        "every row is a silence."
    )
