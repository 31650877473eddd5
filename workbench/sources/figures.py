"""Figures of the sources: dates, lengths, quotation, cleaning, and the claims that pairs can carry."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.figures import Figure
from workbench.figures.charts import by_row, first_rows, strip
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
    sentence_case,
    source_line,
    spelled,
    with_label,
)
from workbench.figures.theme import GENRES

OVER_TIME = {"kept": "Kept or reworded", "gone": "Gone", "new": "New", "emphasis": "Emphasis"}
ONE_STATEMENT = {"selected": "Selected", "left_out": "Left out", "added": "Added by the witness"}
CARD = (
    "publisher side genre title event_date published date_note language_note series rights url "
    "file sha256"
).split()


def timeline(corpus: Corpus) -> Figure:
    """Draw one mark per document at the date of its statement; the shape tells the genre."""
    documents = corpus.documents
    rows, more = first_rows(with_label(dated(documents), documents), "document")
    counts = documents.group_by("genre", maintain_order=True).len()
    kinds = listed(
        [
            f"{n:,} of unknown genre" if genre == "unknown" else spelled(n, genre)
            for genre, n in counts.iter_rows()
        ]
    )
    known = documents.filter(pl.col("statement_id") != "unknown")["statement_id"].n_unique()
    full = documents.filter(genre="statement").height
    title = (
        f"{sentence_case(spelled(documents.height, 'document'))} on "
        f"{spelled(known, 'joint statement') if known else 'statements that are not named'}: {kinds}"
    )
    return Figure(
        name="documents",
        title=title,
        subtitle="The date is that of the statement behind each document, as exact as the source is. "
        f"{sentence_case(of(full, documents.height, 'document'))} "
        f"{'is a full text' if full == 1 else 'are full texts'}. {more}".strip(),
        source=source_line(documents),
        alt=f"Timeline. {title}. {alt_list(rows, 'document', 'said')}",
        body=strip(rows, "document", "day", words="said", kinds=GENRES),
        table=rows,
        headers={"document": "Document"}
        | schema.headers("documents", "genre", "event_date", "published", "publisher", "side"),
    )


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
    rows = with_label(documents, documents).with_columns(n_cut=cut, share=share, cut=percents(share))
    rows = rows.with_columns(
        words=pl.format("{} of {} words", "n_words", "n_words_raw"),
    )
    most = rows.row(rows["share"].arg_max(), named=True)
    drawn, more = first_rows(rows, "document")
    title = f"In the file of {most['document']}, {percent(most['share'])} of the words are not body text"
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
    """Draw the share of body words in quotation marks; takes the frame of `study.quoted_share`."""
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
        f"{most['document']} quotes most: {most['said']} of its words stand in quotation marks"
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
            drawn, "document", "share", "Share of body words, %", words="said", kinds=GENRES, mark="stem"
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


def claims(pairs: Sequence[Claims], corpus: Corpus, total: int) -> Figure:
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
            (one, ONE_STATEMENT, "Two witnesses of one statement: what their differences can prove"),
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
    unrelated = total - len(pairs)
    apart = f" {sentence_case(spelled(unrelated, 'pair'))} carry no claim at all." if unrelated else ""
    return Figure(
        name="claims",
        title=title,
        subtitle=f"{count(total, 'pair')} of {count(corpus.documents.height, 'document')}: "
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
    if not over:
        return (
            f"{sentence_case(of(len(one), total, 'pair'))} can be compared, as witnesses of one statement"
            if one
            else "No two of these documents can be compared"
        )
    lost, new = (sum(pair.allows(kind) for pair in over) for kind in ("gone", "new"))
    return (
        f"A loss can be shown in {of(lost, len(over), 'pair')} of two statements, "
        f"something new in {of(new, len(over), 'pair')}"
    )


def claim_table(
    pairs: Sequence[Claims], kinds: dict[str, str], names: dict[str, str], caption: str
) -> Markup:
    """Show pairs as rows and claims as columns; each cell opens to its reason."""
    rows = pl.DataFrame([{"pair": f"{names[p.left]} → {names[p.right]}", "no": n} for n, p in enumerate(pairs)])

    def cell(kind: str) -> Any:  # noqa: ANN401 - a function of a row
        def made(row: dict[str, Any]) -> Markup:
            claim = getattr(pairs[row["no"]], kind)
            return fold(claim.sound, Markup("<p>{}</p>").format(claim.why))

        return made

    heads = {"pair": "Pair", **kinds}
    return table(rows, f"{caption}. Open a cell for the reason.", heads, {kind: cell(kind) for kind in kinds})


def card(corpus: Corpus, doc_id: str) -> Markup:
    """Show everything the manifest says of one document, and how to cite it."""
    row = corpus.document(doc_id)
    heads = schema.headers("documents", *CARD)
    return definitions([(heads[field], row[field]) for field in CARD] + [("How to cite", citation(row))])


def ledger(rows: pl.DataFrame, corpus: Corpus, doc_id: str) -> Figure:
    """Show the cleaning ledger of one document: words in, words out, rule by rule.

    Takes the frame of `study.cleaning_ledger`.
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
        body=table(pl.concat([shown, sums]), "Cleaning ledger: words in, words out, rule by rule", heads),
    )
