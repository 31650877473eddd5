"""Naming: which of several competing names a document prints, and which only inside a title.

The name is the publisher's policy: the same statement has one name in one source and another in
the next. Names are counted in the whole body, headings apart.
"""

import polars as pl

from workbench.analysis.issues.scope import counted, filled, nested, silent, status, voices
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.schemas import conform


def naming(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the naming frame: every document with every competing name of the issue.

    Takes the mentions of the issue's codebook. A name inside a longer name or title (East Sea in
    the title of the DOC) counts in ``n_inside`` and not in ``n``. For the order of the two states'
    names, pass what `corpus.read_country_order` gives, and the mentions of its codebook.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> sea = read_issue(corpus.folder, "east-sea")
    >>> rows = naming(corpus, sea, mentions(corpus, sea.codebook))
    >>> rows.filter(doc_id="investor-2024").select("name", "n", "n_inside").rows()
    [('East Sea', 0, 3), ('South China Sea', 0, 1), ('both names joined', 1, 0), ('titles of the DOC and COC', 2, 0)]
    """
    of_term = {term: name for name, terms in issue.names.items() for term in terms}
    rows = nested(issue, found).filter(pl.col("topic").is_in(list(of_term)))
    rows = rows.with_columns(name=pl.col("topic").replace_strict(of_term, return_dtype=pl.String))
    keys = ["doc_id", "name"]
    grid = corpus.documents.select("doc_id", "publisher", "genre", "n_words").join(
        pl.DataFrame({"name": list(issue.names)}), how="cross"
    )
    grid = filled(grid, keys, counted(rows, keys))
    there = pl.col("n") + pl.col("n_headings") > 0
    said = pl.format("By itself {}, in a longer name {}: {}", "n_alone", "n_inside", voices())
    grid = grid.with_columns(
        status=status(),
        why=pl.when(there).then(said).otherwise(silent("This name is")) + pl.lit("."),
    ).with_columns(
        issue=pl.lit(issue.issue),
        n="n_alone",
        n_headings="n_headings_alone",
        per_1000=pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n_alone") / pl.col("n_words")),
    )
    return conform("naming", grid, corpus.documents["doc_id"].dtype)
