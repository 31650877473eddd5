"""The sources of a corpus: what they are, what was cut, whose words they print, what pairs can prove."""

from collections.abc import Callable, Sequence
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
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.charts import ROWS, by_row, first_rows, strip
from workbench.figures.tables import table
from workbench.figures.texts import (
    alt_list,
    citation,
    count,
    definitions,
    fold,
    listed,
    of,
    percent,
    percents,
    reading,
    sentence_case,
    source_line,
    spelled,
    with_label,
)
from workbench.figures.theme import GENRES, block
from workbench.search import Search

KEPT = "kept as body"
OVER_TIME = {"kept": "Kept or reworded", "gone": "Gone", "new": "New", "emphasis": "Emphasis"}
ONE_STATEMENT = {"selected": "Selected", "left_out": "Left out", "added": "Added by the witness"}
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
        """Draw the documents at the dates of their statements."""
        return timeline(self.corpus)

    @figure_or_sentence
    def lengths(self) -> Figure:
        """Draw how much of each file is body text."""
        return lengths(self.corpus)

    @figure_or_sentence
    def quoted(self) -> Figure:
        """Draw how much of each document is in quotation marks."""
        return quoted(quoted_share(self.corpus), self.corpus)

    @figure_or_sentence
    def claims(self) -> Figure:
        """Show what each pair of documents can prove, and why not more."""
        if self.corpus.documents.height == 1:
            raise Missing("a pair; one document has nothing to be compared with.")
        first = self.corpus.documents["doc_id"].head(ROWS)
        every = [self.corpus.claims(*pair, override=True) for pair in combinations(first, 2)]
        related = [claims for claims in every if claims.relation != "none"]
        return claims_table(related, self.corpus, len(every))

    @figure_or_sentence
    def cleaning(self, doc_id: str) -> Figure:
        """Show what was cut of one document, and by which rule."""
        self.corpus.document(doc_id)
        return ledger_table(self.ledger, self.corpus, doc_id)

    @figure_or_sentence
    def reading(
        self, doc_id: str, query: str = "", *, at: int | None = None, show_cut: bool = False
    ) -> Figure:
        """Show one document as printed, with its cuts folded and the hits of a query marked.

        The line at the offset ``at`` is highlighted.
        """
        self.corpus.document(doc_id)
        hits = self.search.find(query, "all") if query.strip() else None
        return reading(self.corpus, doc_id, hits, at=at, show_cut=show_cut)

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
            doc_id, _, start = c.place.partition("|")
            at = int(start) if doc_id == c.doc_id and start.isdigit() else None
            return self.reading(c.doc_id, c.query, at=at, show_cut=c.show_cut)

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


def timeline(corpus: Corpus) -> Figure:
    """Draw one mark per document at the date of its statement; the shape tells the genre."""
    documents = corpus.documents
    rows = with_label(dated(documents), documents)
    drawn, more = first_rows(rows, "document")
    counts = documents.group_by("genre", maintain_order=True).len()
    kinds = listed(
        [
            f"{spelled(n)} of unknown genre" if genre == "unknown" else spelled(n, genre)
            for genre, n in counts.iter_rows()
        ]
    )
    known = documents.filter(pl.col("statement_id") != "unknown")["statement_id"].n_unique()
    title = (
        f"{sentence_case(spelled(documents.height, 'document'))} on "
        f"{spelled(known, 'joint statement') if known else 'statements that are not named'}: {kinds}"
    )
    return Figure(
        name="documents",
        title=title,
        subtitle="The date is that of the statement behind each document, as exact as the source is. "
        f"{full_texts(documents)} {more}".strip(),
        source=source_line(documents),
        alt=f"Timeline. {title}. {alt_list(drawn, 'document', 'said')}",
        body=strip(drawn, "document", "day", words="said", kinds=GENRES),
        table=rows,
        headers={"document": "Document"}
        | schema.headers("documents", "genre", "event_date", "published", "publisher", "side"),
    )


def full_texts(documents: pl.DataFrame) -> str:
    """Say how many of the documents are full texts.

    Examples
    --------
    >>> full_texts(pl.DataFrame({"genre": ["statement", "digest"]}))
    'One of two documents is a full text.'
    """
    n, total = documents.filter(genre="statement").height, documents.height
    if total == 1:
        return "It is a full text." if n else "It is not a full text."
    told = sentence_case(of(n, total, "document"))
    return f"{told} {'are full texts' if n > 1 else 'is a full text'}."


def dated(documents: pl.DataFrame) -> pl.DataFrame:
    """Add the ``day`` at which a document is drawn (a month or a year at its middle), and ``said``.

    Examples
    --------
    >>> about = {"event_date": ["2024-06"], "year": [2024], "genre": ["digest"], "date_note": [""]}
    >>> dated(pl.DataFrame(about | {"published": ["unknown"]})).select("day", "said").rows()
    [(datetime.date(2024, 6, 15), 'digest · statement of 2024-06 · publication date unknown')]
    """
    date = pl.col("event_date")
    day = (
        pl.when(date.str.contains(r"^\d{4}-\d{2}-\d{2}$"))
        .then(date)
        .when(date.str.contains(r"^\d{4}-\d{2}$"))
        .then(pl.concat_str(date, pl.lit("-15")))
        .otherwise(pl.concat_str(pl.col("year").cast(pl.String), pl.lit("-07-01")))
    )
    inferred = pl.col("date_note").str.starts_with("Inferred")
    said = pl.concat_str(
        known("genre", "{}", "genre unknown"),
        known("event_date", "statement of {}", "date of the statement unknown")
        + pl.when(inferred).then(pl.lit(" (year inferred)")).otherwise(pl.lit("")),
        known("published", "published {}", "publication date unknown"),
        separator=" · ",
    )
    return documents.with_columns(day=day.str.to_date(), said=said)


def known(column: str, form: str, otherwise: str) -> pl.Expr:
    """Put what is known into a form; for what is unknown, say so."""
    value = pl.col(column).cast(pl.String)
    return pl.when(value == "unknown").then(pl.lit(otherwise)).otherwise(pl.format(form, value))


def lengths(corpus: Corpus) -> Figure:
    """Draw the body words of each document before all words of its file."""
    cut = pl.col("n_words_raw") - pl.col("n_words")
    share = (cut / pl.col("n_words_raw")).fill_nan(0)
    documents = corpus.documents
    rows = with_label(documents, documents).with_columns(
        n_cut=cut, share=share, cut=percents(share)
    )
    rows = rows.with_columns(
        words=pl.Series(
            f"{n:,} of {total:,} words" for n, total in rows.select("n_words", "n_words_raw").rows()
        ),
    )
    most = rows.row(rows["share"].arg_max(), named=True)
    drawn, more = first_rows(rows, "document")
    title = (
        f"In the file of {most['document']}, {percent(most['share'])} of the words are not body text"
        if most["n_cut"]
        else "Every word of these files is body text"
    )
    return Figure(
        name="lengths",
        title=title,
        subtitle=f"Words of the body among all words of each file: {rows['n_words'].sum():,} of "
        f"{rows['n_words_raw'].sum():,} in {count(rows.height, 'document')}. A hyphen separates "
        f"words. {more}".strip(),
        source=source_line(documents),
        alt=f"Bar chart. {title}. {alt_list(drawn, 'document', 'words')}",
        body=by_row(
            drawn,
            "document",
            "n_words",
            "Words (grey: cut from the file)",
            words="words",
            whole="n_words_raw",
            kinds=GENRES,
            mark="bar",
        ),
        table=rows,
        headers={"document": "Document"}
        | schema.headers("documents", "genre", "n_words", "n_words_raw")
        | {"n_cut": "Words cut", "cut": "Share cut"},
    )


def quoted(share: pl.DataFrame, corpus: Corpus) -> Figure:
    """Draw the share of body words in quotation marks; takes the frame of `quoted_share`."""
    bound = pl.when(pl.col("n_unpaired") > 0).then(pl.lit("at least ")).otherwise(pl.lit(""))
    genre = corpus.documents.select("doc_id", "genre")
    rows = with_label(share.join(genre, on="doc_id", maintain_order="left"), corpus.documents)
    rows = rows.with_columns(
        said=pl.when(pl.col("share").is_null())
        .then(pl.lit("no body"))
        .otherwise(pl.format("{}{}", bound, percents("share", 1)))
    )
    most = rows.sort("share", descending=True, nulls_last=True).row(0, named=True)
    drawn, more = first_rows(rows, "document")
    title = (
        f"{most['document']} quotes most: {most['said']} of its words are in quotation marks"
        if most["n_quoted"]
        else "No document sets words between paired quotation marks"
    )
    return Figure(
        name="quoted",
        title=title,
        subtitle=f"Body words inside double quotation marks: {rows['n_quoted'].sum():,} of "
        f"{rows['n_words'].sum():,} in {count(rows.height, 'document')}. Names in quotation marks "
        "count too; a mark without a partner is not counted, so that the share is then a lower "
        f"bound. {more}".strip(),
        source=source_line(corpus.documents),
        alt=f"Chart by document. {title}. {alt_list(drawn, 'document', 'said')}",
        body=by_row(
            drawn,
            "document",
            "share",
            "Share of body words",
            words="said",
            kinds=GENRES,
            mark="stem",
            percent=True,
        ),
        table=rows,
        headers={
            "document": "Document",
            "genre": "Genre",
            "n_quoted": "Words in quotation marks",
            "n_words": "Words of the body",
            "said": "Share",
            "n_passages": "Passages",
            "n_unpaired": "Marks without a partner",
        },
    )


def claims_table(pairs: Sequence[Claims], corpus: Corpus, total: int) -> Figure:
    """Show what each pair of documents can prove; a cell opens to its reason.

    Takes the claims of the pairs of one series, and the number of all pairs.
    """
    names = corpus.labels
    over = [pair for pair in pairs if pair.relation == "over time"]
    one = [pair for pair in pairs if pair.relation == "one statement"]
    parts = [
        claim_table(some, kinds, names, caption)
        for some, kinds, caption in (
            (over, OVER_TIME, "Two statements: what the earlier and the later text can prove"),
            (
                one,
                ONE_STATEMENT,
                "Two witnesses of one statement: what their differences can prove",
            ),
        )
        if some
    ]
    title = claims_title(over, one, total)
    rows = pl.DataFrame(
        [
            {"left": names[p.left], "right": names[p.right], "relation": p.relation, "claim": kind,
             "sound": getattr(p, kind).sound, "why": getattr(p, kind).why}
            for p in pairs
            for kind in (OVER_TIME if p.relation == "over time" else ONE_STATEMENT)
        ],
        schema=dict.fromkeys("left right relation claim sound why".split(), pl.String),
    )  # fmt: skip
    n = corpus.documents.height
    whose = count(n, "document") if n <= ROWS else f"the first {ROWS} of {n:,} documents"
    unrelated = total - len(pairs)
    apart = (
        f" {sentence_case(of(unrelated, total, 'pair'))} cannot be compared." if unrelated else ""
    )
    return Figure(
        name="claims",
        title=title,
        subtitle=f"{count(total, 'pair')} of {whose}: "
        f"{len(over)} of two statements, {len(one)} of two witnesses of one statement.{apart} An "
        "absence is one of words in the text as published, never of a policy.",
        source=source_line(corpus.documents),
        alt=f"Table of pairs and claims. {title}.",
        body=Markup("").join(parts),
        table=rows,
        headers={"left": "Earlier, or first", "right": "Later, or second", "relation": "Relation",
                 "claim": "Claim", "sound": "Sound", "why": "Why"},
    )  # fmt: skip


def claims_title(over: Sequence[Claims], one: Sequence[Claims], total: int) -> str:
    """State what can be proved at all: of how many pairs a loss, and of how many a novelty."""
    if not (over or one):
        return "No two of these documents can be compared"
    if not over:
        told = sentence_case(of(len(one), total, "pair"))
        return f"{told} can be compared, as witnesses of one statement"
    lost, new = (sum(pair.allows(kind) for pair in over) for kind in ("gone", "new"))
    return (
        f"A loss can be shown in {of(lost, len(over), 'pair')} of two statements, "
        f"something new in {of(new, len(over), 'pair')}"
    )


def claim_table(
    pairs: Sequence[Claims], kinds: dict[str, str], names: dict[str, str], caption: str
) -> Markup:
    """Show pairs as rows and claims as columns; each cell opens to its reason."""
    rows = pl.DataFrame(
        [{"pair": f"{names[p.left]} → {names[p.right]}", "no": n} for n, p in enumerate(pairs)]
    )

    def cell(kind: str) -> Callable[[dict[str, Any]], Markup]:
        def made(row: dict[str, Any]) -> Markup:
            claim = getattr(pairs[row["no"]], kind)
            return fold(claim.sound, Markup("<p>{}</p>").format(claim.why))

        return made

    heads = {"pair": "Pair", **kinds}
    cells = {kind: cell(kind) for kind in kinds}
    return table(rows, f"{caption}. Open a cell for the reason.", heads, cells, first=ROWS)


def card(corpus: Corpus, doc_id: str) -> Markup:
    """Show everything the manifest says of one document, and how to cite it."""
    row = corpus.document(doc_id)
    heads = schema.headers("documents", *CARD)
    return definitions(
        [(heads[field], row[field]) for field in CARD] + [("How to cite", citation(row))]
    )


def ledger_table(rows: pl.DataFrame, corpus: Corpus, doc_id: str) -> Figure:
    """Show the cleaning ledger of one document: words in, words out, rule by rule.

    Takes the frame of `cleaning_ledger`.
    """
    rows = rows.filter(doc_id=doc_id)
    kept, total = rows.filter("kept")["n_words"].sum(), rows["n_words"].sum()
    shown = rows.select("rule", pl.col("zone").cast(pl.String), "n_lines", "n_words")
    sums = pl.DataFrame([("all of the file", "", None, total)], schema=shown.schema, orient="row")
    name = corpus.labels[doc_id]
    title = f"{total - kept:,} of {total:,} words of {name} are cut, each by a rule"
    heads = {"rule": "Rule", "zone": "Zone", "n_lines": "Lines", "n_words": "Words"}
    documents = corpus.documents.filter(doc_id=doc_id)
    return Figure(
        name=f"ledger-{doc_id}",
        title=title,
        subtitle=f"Every word of {documents['file'].item()} is counted in one row.",
        source=source_line(documents),
        alt=f"Table. {title}.",
        body=table(
            pl.concat([shown, sums]), "Cleaning ledger: words in, words out, rule by rule", heads
        ),
    )
