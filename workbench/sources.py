"""The sources of a corpus: what they are, what was cut, whose words they print, what pairs can prove."""

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.corpus.words import n_words
from workbench.errors import Missing
from workbench.explorer import Choices, Explorer, Tab, check, choice, text
from workbench.figures import Figure, figure_or_sentence, texts
from workbench.figures.charts import ROWS, by_row, first_rows
from workbench.figures.tables import crossed, download, table
from workbench.figures.theme import GENRES, block
from workbench.search import Search

KEPT = "kept as body"
#: The claims of a pair by its relation, with their headings, and what a table of them is called.
KINDS = {
    "over time": {"kept": "Kept or reworded", "gone": "Gone", "new": "New", "emphasis": "Emphasis"},
    "one statement": {
        "selected": "Selected", "left_out": "Left out", "added": "Added by the witness",
    },
}  # fmt: skip
CAPTIONS = {
    "over time": "Two statements: what the earlier and the later text can prove",
    "one statement": "Two witnesses of one statement: what their differences can prove",
}
CARD = (
    "publisher side genre title event_date published date_note language_note series rights url "
    "file sha256"
).split()


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
        """Draw the documents at the dates of their statements; the shape tells the genre."""
        documents = self.corpus.documents
        counts = documents.group_by("genre", maintain_order=True).len()
        kinds = [
            f"{texts.spelled(n)} of unknown genre"
            if genre == "unknown"
            else texts.spelled(n, genre)
            for genre, n in counts.iter_rows()
        ]
        known = documents.filter(pl.col("statement_id") != "unknown")["statement_id"].n_unique()
        what = texts.spelled(known, "joint statement") if known else "statements that are not named"
        return self._by_document(
            "documents",
            "Timeline",
            dated(documents),
            f"{texts.sentence_case(texts.spelled(documents.height, 'document'))} on {what}: {texts.listed(kinds)}",
            "The date is that of the statement behind each document, as exact as the source is.",
            schema.headers("documents", "genre", "event_date", "published", "publisher", "side"),
            value="day",
            axis="About it",
        )

    @figure_or_sentence
    def lengths(self) -> Figure:
        """Draw how much of each file is body text."""
        rows = self.corpus.documents
        sizes = rows.select("n_words", "n_words_raw").rows()
        cut = pl.col("n_words_raw") - pl.col("n_words")
        share = (cut / pl.col("n_words_raw")).fill_nan(0)
        said = pl.Series(f"{n:,} of {total:,} words" for n, total in sizes)
        rows = rows.with_columns(n_cut=cut, share=share, cut=texts.percents(share), said=said)
        most = rows.row(rows["share"].arg_max(), named=True)
        name = self.corpus.labels[most["doc_id"]]
        return self._by_document(
            "lengths",
            "Bar chart",
            rows,
            f"In the file of {name}, {most['cut']} of the words are not body text"
            if most["n_cut"]
            else "Every word of these files is body text",
            f"Words of the body among all words of each file: {rows['n_words'].sum():,} of "
            f"{rows['n_words_raw'].sum():,} in {texts.count(rows.height, 'document')}. A hyphen separates "
            "words.",
            schema.headers("documents", "genre", "n_words", "n_words_raw")
            | {"n_cut": "Words cut", "cut": "Share cut"},
            value="n_words",
            axis="Words (grey: cut from the file)",
            whole="n_words_raw",
            mark="bar",
        )

    @figure_or_sentence
    def quoted(self) -> Figure:
        """Draw how much of each document is in quotation marks."""
        bound = pl.when(pl.col("n_unpaired") > 0).then(pl.lit("at least ")).otherwise(pl.lit(""))
        said = pl.when(pl.col("share").is_null()).then(pl.lit("no body"))
        said = said.otherwise(pl.format("{}{}", bound, texts.percents("share", 1)))
        genre = self.corpus.documents["genre"]
        rows = quoted_share(self.corpus).with_columns(genre, said=said)
        most = rows.sort("share", descending=True, nulls_last=True).row(0, named=True)
        name = self.corpus.labels[most["doc_id"]]
        return self._by_document(
            "quoted",
            "Chart by document",
            rows,
            f"{name} quotes most: {most['said']} of its words are in quotation marks"
            if most["n_quoted"]
            else "No document sets words between paired quotation marks",
            f"Body words inside double quotation marks: {rows['n_quoted'].sum():,} of "
            f"{rows['n_words'].sum():,} in {texts.count(rows.height, 'document')}. Names in quotation marks "
            "count too; a mark without a partner is not counted, so that the share is then a lower "
            "bound.",
            {
                "genre": "Genre",
                "n_quoted": "Words in quotation marks",
                "n_words": "Words of the body",
                "said": "Share",
                "n_passages": "Passages",
                "n_unpaired": "Marks without a partner",
            },
            value="share",
            axis="Share of body words",
            mark="stem",
            percent=True,
        )

    def _by_document(
        self,
        name: str,
        kind: str,
        rows: pl.DataFrame,
        title: str,
        counted: str,
        headers: dict[str, str],
        **drawing: Any,  # noqa: ANN401 - as `by_row` takes them
    ) -> Figure:
        """Return a figure with a row per document and the words ``said`` of it."""
        rows = texts.with_label(rows, self.corpus.documents)
        drawn, more = first_rows(rows, "document")
        alt = f"{kind}. {title}. {texts.alt_list(drawn, 'document', 'said')}"
        body = by_row(drawn, "document", words="said", kinds=GENRES, **drawing)
        source, said = texts.source_line(self.corpus.documents), f"{counted} {more}".strip()
        heads = {"document": "Document", **headers}
        return Figure(name, title, said, source, alt, body, rows, heads)

    @figure_or_sentence
    def claims(self) -> Figure:
        """Show what each pair of documents can prove, and why not more; a cell opens to its reason."""
        names, documents = self.corpus.labels, self.corpus.documents
        if documents.height == 1:
            raise Missing("a pair; one document has nothing to be compared with.")
        first = documents["doc_id"].head(ROWS)
        every = [self.corpus.claims(*pair, override=True) for pair in combinations(first, 2)]
        over, one = ([p for p in every if p.relation == relation] for relation in KINDS)
        rows = pl.DataFrame(
            [
                (names[p.left], names[p.right], p.relation, kind, claim.sound, claim.why)
                for p in every
                for kind in KINDS.get(p.relation, ())
                for claim in [getattr(p, kind)]
            ],
            schema=dict.fromkeys("left right relation claim sound why".split(), pl.String),
            orient="row",
        )
        pairs = rows.with_columns(pair=pl.format("{} → {}", "left", "right"))
        tables = [
            crossed(
                pairs.filter(relation=relation).with_columns(head=pl.col("claim").replace(heads)),
                "pair",
                "head",
                f"{CAPTIONS[relation]}. Open a cell for the reason.",
                lambda row: texts.fold(row["sound"], Markup("<p>{}</p>").format(row["why"])),
                first=ROWS,
            )
            for relation, heads in KINDS.items()
            if relation in rows["relation"]
        ]
        n, total = documents.height, len(every)
        whose = texts.count(n, "document") if n <= ROWS else f"the first {ROWS} of {n:,} documents"
        apart = texts.sentence_case(texts.of(total - len(over) - len(one), total, "pair"))
        title = claims_title(over, len(one), total)
        return Figure(
            name="claims",
            title=title,
            subtitle=f"{texts.count(total, 'pair')} of {whose}: {len(over)} of two statements, {len(one)} "
            "of two witnesses of one statement."
            f"{f' {apart} cannot be compared.' if total > len(over) + len(one) else ''} An absence "
            "is one of words in the text as published, never of a policy.",
            source=texts.source_line(documents),
            alt=f"Table of pairs and claims. {title}.",
            body=texts.join(tables),
            table=rows,
            headers={"left": "Earlier, or first", "right": "Later, or second", "relation": "Relation",
                     "claim": "Claim", "sound": "Sound", "why": "Why"},
        )  # fmt: skip

    @figure_or_sentence
    def cleaning(self, doc_id: str) -> Figure:
        """Show what was cut of one document: words in, words out, rule by rule."""
        about, name = self.corpus.document(doc_id), self.corpus.labels[doc_id]
        rows = self.ledger.filter(doc_id=doc_id).with_columns(pl.col("zone").cast(pl.String))
        cut, total = rows.filter(~pl.col("kept"))["n_words"].sum(), rows["n_words"].sum()
        whole = pl.DataFrame({"rule": ["all of the file"], "zone": [""], "n_words": [total]})
        title = f"{cut:,} of {total:,} words of {name} are cut, each by a rule"
        heads = {"rule": "Rule", "zone": "Zone", "n_lines": "Lines", "n_words": "Words"}
        caption = "Cleaning ledger: words in, words out, rule by rule"
        rows = pl.concat([rows, whole], how="diagonal_relaxed")
        body = texts.join([table(rows, caption, heads), download(f"ledger-{doc_id}.csv", rows)])
        source = texts.source_line(self.corpus.documents.filter(doc_id=doc_id))
        said = f"Every word of {about['file']} is counted in one row."
        return Figure(f"ledger-{doc_id}", title, said, source, f"Table. {title}.", body)

    @figure_or_sentence
    def reading(
        self, doc_id: str, query: str = "", *, at: int | None = None, show_cut: bool = False
    ) -> Figure:
        """Show one document as printed, with its cuts folded and the hits of a query marked.

        The line at the offset ``at`` is highlighted.
        """
        self.corpus.document(doc_id)
        hits = self.search.find(query, "all") if query.strip() else None
        return texts.reading(self.corpus, doc_id, hits, at=at, show_cut=show_cut)

    def explore(self, **choices: object) -> Explorer:
        """Open the explorer: read a document with its cuts, and search all of them.

        ``choices`` are what to begin with: ``doc_id``, ``query``, ``show_cut``, ``place`` (a hit).
        """
        names = {label: doc_id for doc_id, label in self.corpus.labels.items()}

        def hits(c: Choices) -> Figure | str:
            if not c.query.strip():
                return "Write a word or a phrase into the search box, then press Enter."
            return self.search.lines(c.query, zone="all")

        def text_of(c: Choices) -> Figure:
            if c.query.strip() and c.place.startswith(f"{c.doc_id}|"):
                found = self.search.find(c.query, "all")
                return self.search.text_at(c.place, found, show_cut=c.show_cut)
            return self.reading(c.doc_id, c.query, show_cut=c.show_cut)

        def open_place(c: Choices, key: str) -> None:
            if key.partition("|")[0] in self.corpus.labels:
                c.doc_id = key.partition("|")[0]

        return Explorer(
            controls={
                "doc_id": choice("Document", names),
                "query": text("Search all documents for", hint="word or phrase, then Enter"),
                "show_cut": check("Show cut text"),
            },
            main=text_of,
            tabs={
                "Cleaning": Tab(lambda c: self.cleaning(c.doc_id)),
                "About the document": Tab(lambda c: block(card(self.corpus, c.doc_id))),
                "Search hits": Tab(hits, opens_on=("query",)),
            },
            beside=True,
            line="wb.Sources(corpus).explore",
            start=choices,
            also={"place": ""},
            on_pick=open_place,
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
    body, n_words_left = pl.col("zone") == "body", pl.col("n_words") - pl.col("n_front")
    marker = pl.format("{} in front of the prose", pl.col("marker").cast(pl.String))
    lines = paragraphs.with_columns(front=front, place=pl.col("doc_id").rle_id())
    lines = lines.with_columns(n_front=n_words("front"))
    rule = pl.when(body).then(pl.lit(KEPT)).otherwise("reason")
    names = ["place", "doc_id", "zone"]
    whole = lines.select(*names, rule=rule, kept=body, n_words=n_words_left)
    fronts = lines.filter(pl.col("marker").is_not_null()).select(
        *names, rule=marker, kept=pl.lit(value=False), n_words="n_front"
    )
    return (
        pl.concat([whole, fronts])
        .group_by(*names, "rule", "kept")
        .agg(n_lines=pl.len(), n_words=pl.col("n_words").sum())
        .sort("place", "zone", "kept", "rule", descending=[False, False, True, False])
        .drop("place")
    )


def quoted_share(corpus: Corpus) -> pl.DataFrame:
    """Count the body words inside balanced double quotation marks.

    Returns a row per document: ``doc_id``, ``n_quoted`` words, ``n_words`` of the body, ``share``
    of the two (0 to 1), ``n_passages`` in the body, and ``n_unpaired`` marks whose partner is
    missing: with any of these the share is a lower bound. Names in quotation marks count as
    quoted, for the marks do not tell them apart.
    """
    words = corpus.tokens.select("doc_id", "para_no", "start", "end")
    marks = corpus.quotes.join(words, on=["doc_id", "para_no"], how="semi")
    spans = marks.filter("balanced").select("doc_id", "para_no", first="start", last="end")
    inside = (pl.col("start") >= pl.col("first")) & (pl.col("end") <= pl.col("last"))
    n_quoted = words.join(spans, on=["doc_id", "para_no"]).filter(inside)
    counts = marks.group_by("doc_id").agg(
        n_passages=pl.col("balanced").sum(), n_unpaired=pl.col("balanced").not_().sum()
    )
    rows = corpus.documents.select("doc_id", "n_words")
    for some in (n_quoted.group_by("doc_id").agg(n_quoted=pl.len()), counts):
        rows = rows.join(some, on="doc_id", how="left", maintain_order="left")
    rows = rows.with_columns(pl.exclude("doc_id").fill_null(0).cast(pl.UInt32))
    share = pl.when(pl.col("n_words") > 0).then(pl.col("n_quoted") / pl.col("n_words"))
    return rows.select(
        "doc_id", "n_quoted", "n_words", share.alias("share"), "n_passages", "n_unpaired"
    )


def dated(documents: pl.DataFrame) -> pl.DataFrame:
    """Add the ``day`` at which a document is drawn (a month or a year at its middle), and ``said``.

    Examples
    --------
    >>> about = {"event_date": ["2024-06"], "year": [2024], "genre": ["digest"], "date_note": [""]}
    >>> dated(pl.DataFrame(about | {"published": ["unknown"]})).select("day", "said").rows()
    [(datetime.date(2024, 6, 15), 'digest · statement of 2024-06 · publication date unknown')]
    """
    date, year = pl.col("event_date"), pl.col("year").cast(pl.String)
    days = (date, date + "-15", year + "-07-01")
    day = pl.coalesce(each.str.to_date("%Y-%m-%d", strict=False) for each in days)
    inferred = pl.col("date_note").str.starts_with("Inferred")
    said = pl.concat_str(
        known("genre", "{}", "genre unknown"),
        known("event_date", "statement of {}", "date of the statement unknown")
        + pl.when(inferred).then(pl.lit(" (year inferred)")).otherwise(pl.lit("")),
        known("published", "published {}", "publication date unknown"),
        separator=" · ",
    )
    return documents.with_columns(day=day, said=said)


def known(column: str, form: str, otherwise: str) -> pl.Expr:
    """Put what is known into a form; for what is unknown, say so."""
    value = pl.col(column).cast(pl.String)
    return pl.when(value == "unknown").then(pl.lit(otherwise)).otherwise(pl.format(form, value))


def claims_title(over: Sequence[Claims], n_one: int, total: int) -> str:
    """State what can be proved at all: of how many pairs a loss, and of how many a novelty."""
    if not (over or n_one):
        return "No two of these documents can be compared"
    if not over:
        told = texts.sentence_case(texts.of(n_one, total, "pair"))
        return f"{told} can be compared, as witnesses of one statement"
    lost, new = (sum(pair.allows(kind) for pair in over) for kind in ("gone", "new"))
    return (
        f"{texts.sentence_case(texts.of(lost, len(over), 'pair'))} on two statements can show that "
        f"something is gone, {texts.of(new, len(over), 'pair')} that something is new"
    )


def card(corpus: Corpus, doc_id: str) -> Markup:
    """Show everything the manifest says of one document, and how to cite it."""
    row = corpus.document(doc_id)
    heads = schema.headers("documents", *CARD)
    return texts.definitions(
        [(heads[field], row[field]) for field in CARD] + [("How to cite", texts.citation(row))]
    )
