"""The sentences behind a score, and one sentence under the lens."""

from collections.abc import Callable
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, fold, join
from workbench.display.many import most, shown
from workbench.display.naming import citation, count, labels, source_line, syllables, with_label
from workbench.display.table import table

COUNTS = {
    "n_words": "words",
    "n_syllables": "syllables",
    "n_long": "long",
    "n_complex": "complex",
    "n_guessed": "guessed",
}
WORDS = {
    "form": "Word",
    "syllables": "Syllables",
    "letters": "Letters",
    "source": "Syllables from",
    "marks": "Counts as",
}
MARKS = {
    "long": "long (over 6 letters)",
    "mini": "mini (up to 3 letters)",
    "complex": "complex (fog)",
    "difficult": "difficult (Dale–Chall)",
}
MEASURES = {
    "measure": "Measure",
    "score": "Score",
    "working": "How it is counted",
    "note": "What to mind",
}


def extremes_table(
    extremes: pl.DataFrame, documents: pl.DataFrame, paragraphs: pl.DataFrame, measure: str
) -> Figure:
    """List the hardest and easiest sentences, each folding out to its paragraph.

    Takes the frame of `readability.extremes` for the documents to show, documents, paragraphs.
    """
    context = paragraphs.select("doc_id", "para_no", "provision", paragraph="text")
    rows = extremes.join(context, on=["doc_id", "para_no"], how="left", maintain_order="left")
    shown = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    headers = {"side": "Which", "value": "Score", "passage": "Sentence", "counts": "Counts"}
    made = {"passage": passage(labels(documents)), "counts": counts}
    plain = rows.drop("paragraph").with_columns(
        citation=pl.struct("doc_id", "para_no").map_elements(
            lambda at: citation(documents, at["doc_id"], at["para_no"]), return_dtype=pl.String
        )
    )
    hardest = rows.filter(side="hardest")
    longest = hardest["n_words"].max() or 0
    title = f"The hardest sentences run to {count(longest, 'word')}"
    return Figure(
        name="sentences",
        title=title,
        subtitle=f"{measure} of single sentences, {count(rows.height, 'sentence')} shown. The formula "
        "was made for passages of many sentences: here it only ranks.",
        source=source_line(shown) + syllables(extremes),
        alt=f"Table. {title}. {count(rows.height, 'sentence')} with their counts.",
        body=join(
            [
                table(rows, "Hardest and easiest sentences with their counts", headers, made),
                download("sentences.csv", plain),
            ]
        ),
    )


def passage(names: dict[str, str]) -> Callable[[dict[str, Any]], Markup]:
    """Make the cell with a sentence, its place, and its paragraph folded under it."""

    def cell(row: dict[str, Any]) -> Markup:
        before, _, after = row["paragraph"].partition(row["text"])
        whole = Markup("<p>{}<mark>{}</mark>{}</p>").format(before, row["text"], after)
        place = f"{names[row['doc_id']]}, ¶ {row['para_no']}: in its paragraph"
        return join([row["text"], fold(place, whole)])

    return cell


def counts(row: dict[str, Any]) -> Markup:
    """Say what was counted in a sentence, a line each."""
    told = join(Markup("{}<br>").format(f"{row[name]:,} {noun}") for name, noun in COUNTS.items())
    return Markup('<span class="wb-even">{}</span>').format(told)


def inspection(words: pl.DataFrame, measures: pl.DataFrame, n_sentences: int) -> Figure:
    """Show every word as it is counted and every formula with its numbers put in.

    Takes what `readability.inspect_text` gives.
    """
    marks = [pl.when(column).then(pl.lit(text)) for column, text in MARKS.items()]
    listed = words.with_columns(marks=pl.concat_str(marks, separator=", ", ignore_nulls=True))
    n_syllables = words["syllables"].sum()
    guessed = words.filter(pl.col("source") == "hyphenation guess").height
    title = f"{count(words.height, 'word')}, {count(n_syllables, 'syllable')}, {count(n_sentences, 'sentence')}"
    if measures["value"].null_count() == measures.height and measures.height:
        title = f"{measures['reason'][0][:1].upper()}{measures['reason'][0][1:]}"
    score = (
        pl.when(pl.col("value").is_null())
        .then(pl.lit("—"))
        .otherwise(pl.col("value").round(1).cast(pl.String))
    )
    note = pl.when(pl.col("reason") != "").then("reason").otherwise("warning")
    rows = measures.with_columns(score=score, note=note)
    return Figure(
        name="inspection",
        title=title,
        subtitle=f"How each formula counts the text; {guessed} of {count(words.height, 'word')} guessed by hyphenation, "
        "numbers count one syllable each.",
        source="Source: the text given." + syllables(measures),
        alt=f"Two tables. {title}; {guessed} guessed.",
        body=join(
            [
                table(rows, "Each formula with its numbers put in", MEASURES),
                fold(
                    f"Word by word ({words.height:,})",
                    table(listed, "Every word as it is counted", WORDS),
                    unfolded=words.height <= 60,  # noqa: PLR2004 - about one screen
                ),
            ]
        ),
    )


def guessed_table(guessed: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """List the words whose syllables are a guess, document by document.

    Takes the frame of `readability.guessed_words`, and documents.
    """
    word = pl.format("{} ({})", "form", "syllables")
    by_document = guessed.group_by("doc_id").agg(
        n=pl.col("n").sum(), share=pl.col("share").sum(), words=word.str.join(", ")
    )
    percent = pl.format("{} %", (100 * pl.col("share").fill_null(0)).round(1))
    rows = with_label(documents.select("doc_id", "n_words"), documents).join(
        by_document, on="doc_id", how="left", maintain_order="left"
    )
    rows = rows.with_columns(pl.col("n").fill_null(0), percent=percent)
    total, n_words = rows["n"].sum(), rows["n_words"].sum()
    title = f"{total:,} of {count(n_words, 'word')} are not in the dictionary"
    first = most(rows, "share")
    more = shown(
        first.height, rows.height, "document", "those with the largest share; the file holds all"
    )
    headers = {
        "document": "Document",
        "n": "Guessed",
        "n_words": "Words",
        "percent": "Share",
        "words": "Words (syllables as guessed)",
    }
    return Figure(
        name="guessed",
        title=title,
        subtitle="Their syllables come from hyphenation rules, too few for many Russian names; numbers are not "
        "among them and count one syllable each. Each printed form is "
        f"listed once, the most frequent first. {more}".strip(),
        source=source_line(documents),
        alt=f"Table. {title}.",
        body=join(
            [
                table(first, "Words whose syllables are a guess", headers),
                download("guessed.csv", rows.select(*headers)) if more else "",
            ]
        ),
    )
