"""How much of one text is built from another, and how alike two texts are by three measures."""

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.many import LISTED, most, shown
from workbench.display.naming import count, labels, source_line
from workbench.display.table import table
from workbench.lacking import Lack

REUSE = {
    "digest": "Text",
    "source": "Compared with",
    "coverage": "Coverage",
    "density": "Density",
    "compression": "Compression",
}
ALIKE = {
    "left_name": "One",
    "right_name": "The other",
    "raw": "All words",
    "without_function_words": "Without function words",
    "tf_idf": "Rare words count more",
}


def reuse(rows: pl.DataFrame, alike: pl.DataFrame, documents: pl.DataFrame) -> Figure | Lack:
    """Show reuse and the three similarities as tables.

    Takes the frames of `wording.reuse` and `wording.similarity`, and documents.
    Without a pair of documents there is a `Lack`. Of more than `many.LISTED` rows those most alike
    are listed.
    """
    if alike.is_empty():
        return Lack("Similarity needs two documents, and there is one.")
    names = labels(documents)
    copied = rows.with_columns(
        digest=named("digest", names),
        source=named("source", names),
    )
    three = alike.with_columns(left_name=named("left", names), right_name=named("right", names))
    least, top = alike["raw"].min(), alike["raw"].max()
    low, high = alike["tf_idf"].min(), alike["tf_idf"].max()
    title = f"By all words every pair is alike ({least:.2f} to {top:.2f}); by rare words {low:.2f} to {high:.2f}"
    every = documents.height * (documents.height - 1) // 2
    next_one = " Each document is compared with the next in order of date, not with every other."
    rule = "the most alike; the file holds all"
    more = [
        shown(most(frame, column, LISTED).height, frame.height, noun, rule)
        for frame, column, noun in ((copied, "coverage", "text"), (three, "tf_idf", "pair"))
    ]
    return Figure(
        name="reuse",
        title=title,
        subtitle=f"{count(copied.height, 'text')} compared with another witness of its statement; cosine of {count(three.height, 'pair')} of "
        "documents, with all words, without function words, and by TF-IDF. Words of the body, folded."
        f"{next_one if three.height < every else ''} {' '.join(more)}".rstrip(),
        source=source_line(documents),
        alt=f"Two tables. {title}.",
        body=join(
            [
                table(
                    most(copied, "coverage", LISTED),
                    "Coverage, density and compression (Grusky and others 2018)",
                    REUSE,
                ),
                download("reuse.csv", copied) if more[0] else "",
                table(most(three, "tf_idf", LISTED), "Three similarities, side by side", ALIKE),
                download("similarity.csv", three) if more[1] else "",
            ]
        ),
    )


def named(column: str, names: dict[str, str]) -> pl.Expr:
    """Give the reader's names of a column of document ids."""
    return pl.col(column).cast(pl.String).replace_strict(names, default=None)
