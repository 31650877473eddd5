"""The sources of a corpus as one object: what they are, what was cut, what pairs can prove."""

from functools import cached_property
from itertools import combinations

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.words import n_words
from workbench.explorer import Explorer, Tab, check, choice, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.charts import ROWS
from workbench.figures.texts import block, reading
from workbench.search import Search
from workbench.sources import figures

KEPT = "kept as body"


class Sources:
    """The documents of a corpus: dates, lengths, quotation, cleaning, and what pairs can prove.

    Examples
    --------
    >>> import workbench as wb
    >>> wb.Sources(wb.load()).timeline().title
    'Five documents on three joint statements: three digests, one report and one statement'
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @cached_property
    def search(self) -> Search:
        """The search over these sources."""
        return Search(self.corpus)

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """The cleaning ledger of all documents (see `cleaning_ledger`)."""
        return cleaning_ledger(self.corpus.paragraphs)

    @figure_or_sentence
    def timeline(self) -> Figure:
        """Draw the documents at the dates of their statements."""
        return figures.timeline(self.corpus)

    @figure_or_sentence
    def lengths(self) -> Figure:
        """Draw how much of each file is body text."""
        return figures.lengths(self.corpus)

    @figure_or_sentence
    def quoted(self) -> Figure:
        """Draw how much of each document is in quotation marks."""
        return figures.quoted(quoted_share(self.corpus), self.corpus)

    @figure_or_sentence
    def claims(self) -> Figure:
        """Show what each pair of documents can prove, and why not more."""
        first = self.corpus.documents["doc_id"].head(ROWS)
        every = [self.corpus.claims(*pair, override=True) for pair in combinations(first, 2)]
        related = [claims for claims in every if claims.relation != "none"]
        return figures.claims(related, self.corpus, len(every))

    @figure_or_sentence
    def cleaning(self, doc_id: str) -> Figure:
        """Show what was cut of one document, and by which rule."""
        self.corpus.document(doc_id)
        return figures.ledger(self.ledger, self.corpus, doc_id)

    @figure_or_sentence
    def reading(self, doc_id: str, query: str = "", *, show_cut: bool = False) -> Figure:
        """Show one document as printed, with its cuts folded and the hits of a query marked."""
        self.corpus.document(doc_id)
        hits = self.search.find(query, "all") if query.strip() else None
        return reading(self.corpus, doc_id, hits, show_cut=show_cut)

    def explore(self, doc_id: str | None = None, query: str = "") -> Explorer:
        """Open the explorer on a document (the first by default), with a search if one is given."""
        chosen = doc_id or self.corpus.prefer("")
        self.corpus.document(chosen)
        names = [(f"{label} ({name})", name) for name, label in self.corpus.labels.items()]

        def hits(choices: object) -> Figure | str:
            if not choices.query.strip():
                return "Write a word or a phrase into the search box, then press Enter."
            return self.search.lines(choices.query, zone="all")

        return Explorer(
            controls={
                "doc_id": choice("Document", names, chosen),
                "query": text("Search all documents for", query),
                "show_cut": check("Show cut text"),
            },
            main=lambda c: self.reading(c.doc_id, c.query, show_cut=c.show_cut),
            tabs={
                "Search hits": Tab(hits),
                "Cleaning ledger": Tab(lambda c: self.cleaning(c.doc_id)),
                "About the document": Tab(lambda c: block(figures.card(self.corpus, c.doc_id))),
            },
        )


def cleaning_ledger(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Account for every word of every source.

    Takes paragraphs; returns a row per document and rule, in order of zone: ``doc_id``, ``zone``,
    ``rule`` (why it was cut, or that it was kept), ``kept``, ``n_lines``, ``n_words``. The words of
    a document's rows add up to its ``n_words_raw``, those of the kept row to its ``n_words``.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = cleaning_ledger(wb.load().paragraphs).filter(doc_id="vov-2025")
    >>> rows.select("rule", "n_words").row(0)
    ('headline', 11)
    """
    front = pl.col("text").str.slice(0, pl.col("prose_start") - pl.col("start"))
    lines = paragraphs.with_columns(front=front).with_columns(n_front=n_words("front"))
    body = pl.col("zone") == "body"
    whole = lines.select(
        "doc_id",
        "zone",
        rule=pl.when(body).then(pl.lit(KEPT)).otherwise("reason"),
        kept=body,
        n_lines=pl.lit(1, pl.UInt32),
        n_words=pl.col("n_words") - pl.col("n_front"),
    )
    fronts = lines.filter(pl.col("marker").is_not_null()).select(
        "doc_id",
        "zone",
        rule=pl.format("{} in front of the prose", pl.col("marker").cast(pl.String)),
        kept=pl.lit(value=False),
        n_lines=pl.lit(1, pl.UInt32),
        n_words="n_front",
    )
    order = paragraphs.select(pl.col("doc_id").unique(maintain_order=True)).with_row_index("place")
    sums = (
        pl.concat([whole, fronts])
        .group_by("doc_id", "zone", "rule", "kept", maintain_order=True)
        .agg(pl.col("n_lines", "n_words").sum())
        .join(order, on="doc_id")
    )
    by = ("place", "zone", "kept", "rule")
    return sums.sort(by, descending=[False, False, True, False]).drop("place")


def quoted_share(corpus: Corpus) -> pl.DataFrame:
    """Count the body words inside balanced double quotation marks.

    Returns a row per document: ``doc_id``, ``n_quoted`` words, ``n_words`` of the body, ``share``
    of the two (0 to 1), ``n_passages`` in the body, and ``n_unpaired`` marks whose partner is
    missing: with any of these the share is a lower bound. Names in quotation marks count as
    quoted, for the marks do not tell them apart.
    """
    words = corpus.tokens.select("doc_id", "para_no", "start", "end")
    body = words.select("doc_id", "para_no").unique()
    inside = corpus.quotes.join(body, on=["doc_id", "para_no"], how="semi")
    passages = inside.filter("balanced").select("doc_id", "para_no", first="start", last="end")
    quoted = (
        words.join(passages, on=["doc_id", "para_no"])
        .filter((pl.col("start") >= pl.col("first")) & (pl.col("end") <= pl.col("last")))
        .group_by("doc_id")
        .agg(n_quoted=pl.len())
    )
    marks = inside.group_by("doc_id").agg(
        n_passages=pl.col("balanced").sum(), n_unpaired=pl.col("balanced").not_().sum()
    )
    return (
        corpus.documents.select("doc_id", "n_words")
        .join(quoted, on="doc_id", how="left", maintain_order="left")
        .join(marks, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.col("n_quoted", "n_passages", "n_unpaired").fill_null(0).cast(pl.UInt32))
        .with_columns(
            share=pl.when(pl.col("n_words") > 0).then(pl.col("n_quoted") / pl.col("n_words"))
        )
        .select("doc_id", "n_quoted", "n_words", "share", "n_passages", "n_unpaired")
    )
