"""A formula followed through all documents: where it stands and in whose words."""

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.many import LISTED, most, shown
from workbench.display.naming import NAMED, citations, count, source_line, with_label
from workbench.display.table import table
from workbench.pairs import listed

HITS = {"document": "Document", "place": "Place", "voice": "Voice", "text": "As printed"}
SPREAD = {
    "document": "Document",
    "n": "Found",
    "n_quoted": "In quotation marks",
    "n_words": "Words",
    "rate": "Per 1,000 words",
}


def formula(
    found: pl.DataFrame, spread: pl.DataFrame, documents: pl.DataFrame, phrase: str, answer: str
) -> Figure:
    """Show where a phrase stands, document by document, silent ones included.

    Takes the frames of `wording.track` and `wording.spread`, documents, and the sentence of
    `wording.answer`, which also says what comes near where nothing is found.
    """
    counts = with_label(spread, documents).with_columns(rate=pl.col("per_1000").round(1))
    rows = with_label(found, documents).with_columns(place=pl.format("¶ {}", "para_no"))
    forms = found["variant"].n_unique()
    plain = found.with_columns(citation=citations(found.select("doc_id", "para_no"), documents))
    silent = counts.filter(n=0)["document"].to_list()
    title = f"“{phrase}” stands {count(found.height, 'time')} in {count(forms, 'form')}"
    not_in = listed(silent[:NAMED], len(silent), "document")
    quiet = f"Not in: {not_in}." if silent else "In every document."
    first = most(counts, "n")
    rule = "those in which it stands most often; the file beside them holds all"
    more = shown(first.height, counts.height, "document", rule)
    parts = [table(first, "Per document, silent ones included", SPREAD)]
    parts += [download("formula-by-document.csv", counts.select(*SPREAD))] if more else []
    if found.height:
        whole = rows.height <= LISTED
        told = "Every place" if whole else f"The first {LISTED} of {rows.height:,} places"
        parts += [table(rows.head(LISTED), told, HITS), download("formula.csv", plain)]
    return Figure(
        name="formula",
        title=title,
        subtitle=f"{answer} Words of the body, folded; * stands for any ending, ** for a few words. {quiet} {more}".strip(),
        source=source_line(documents),
        alt=f"Table. {title}. {quiet}",
        body=join(parts),
    )
