"""A formula followed through all documents: where it stands and in whose words."""

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.naming import citation, count, source_line, with_label
from workbench.display.table import table

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
    plain = found.with_columns(
        citation=pl.struct("doc_id", "para_no").map_elements(
            lambda at: citation(documents, at["doc_id"], at["para_no"]), return_dtype=pl.String
        )
    )
    silent = counts.filter(n=0)["document"].to_list()
    title = f"“{phrase}” stands {count(found.height, 'time')} in {count(forms, 'form')}"
    quiet = f"Not in: {', '.join(silent)}." if silent else "In every document."
    parts = [table(counts, "Per document, silent ones included", SPREAD)]
    if found.height:
        parts += [table(rows, "Every place", HITS), download("formula.csv", plain)]
    return Figure(
        name="formula",
        title=title,
        subtitle=f"{answer} Words of the body, folded; * stands for any ending, ** for a few words. {quiet}",
        source=source_line(documents),
        alt=f"Table. {title}. {quiet}",
        body=join(parts),
    )
