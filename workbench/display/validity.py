"""What the rules are worth: held against a coding by hand, and one reader against another."""

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import download, join, region
from workbench.display.many import LISTED, shown
from workbench.display.naming import count, labels
from workbench.display.rates import rates
from workbench.display.table import table
from workbench.lacking import through

ROW = 16
RATES = {"precision": "precision", "recall": "recall", "kappa": "κ"}
CODING = "Source: data/reference/topics, readings by language models."
DIFFERENCE = {
    "false": "rules give it, the reader does not",
    "missed": "the reader gives it, no rule does",
}


@through
def validity(rows: pl.DataFrame, topics: pl.DataFrame, lower: pl.DataFrame) -> Figure:
    """Draw precision, recall and κ of each topic against the coding by hand.

    Takes the frames of `emphasis.validity` and of `emphasis.transfer` (the lower estimate), and the
    topics of the codebook.
    """
    names = dict(topics.select("topic", "label").iter_rows())
    rows = rows.with_columns(
        label=pl.col("topic").replace_strict(names, default="All topics"),
        lower=lower["recall"],
    )
    total = rows.filter(pl.col("label") == "All topics").row(0, named=True)
    title = (
        f"Precision {total['precision']:.2f} and recall {total['recall']:.2f} on these texts, recall "
        f"{total['lower']:.2f} with the words of other documents alone"
    )
    return Figure(
        name="validity",
        title=title,
        subtitle=f"{count(total['n_paragraphs'], 'paragraph')}, {total['n_there']} topics given by the coder, "
        f"{total['n_found']} found by rule; 95 % intervals. The rules were written by a reader of these "
        "texts: figures on these texts say little about others, the lower estimate says more.",
        source=CODING,
        alt=f"Dot chart with intervals. {title}. All topics: precision {total['precision']:.2f}, κ {total['kappa']:.2f}.",
        body=rates(rows, "label", RATES, ROW),
        table=rows,
        headers={
            "label": "Topic", "n_there": "By hand", "n_found": "By rule", "n_both": "Both",
            "precision": "Precision", "recall": "Recall", "lower": "Recall, lower estimate", "kappa": "κ",
        },
    )  # fmt: skip


@through
def agreement(measures: pl.DataFrame, differences: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Show how far two readings of a sample agree, and where rules and reader differ.

    Takes the table of `emphasis.agreement`, the frame of `emphasis.disagreements`, and documents.
    """
    names = labels(documents)
    rows = differences.with_columns(
        place=pl.format(
            "{}, ¶ {}", pl.col("doc_id").cast(pl.String).replace_strict(names), "para_no"
        ),
        difference=pl.col("error").replace_strict(DIFFERENCE, return_dtype=pl.String),
    )
    title = f"Rules and reader differ {count(rows.height, 'time')}"
    headers = {
        "place": "Place",
        "topic": "Topic",
        "difference": "Difference",
        "matches": "Matches",
        "note": "Coder's note",
        "text": "Paragraph",
    }
    shown = {name: name.replace("_", " ").capitalize() for name in measures.columns}
    return Figure(
        name="agreement",
        title=title,
        subtitle="Two readings by primary topic, and every paragraph on which the rules and the "
        "reader differ.",
        source=CODING,
        alt=f"Two tables. {title}.",
        body=join(
            [
                table(measures, "Agreement of the two readings", shown),
                region(
                    "Differences", "wb-read", table(rows, "Where rules and reader differ", headers)
                ),
            ]
        ),
    )


def trial(
    changes: pl.DataFrame, documents: pl.DataFrame, rule: str, *, without: bool = False
) -> Figure:
    """List what a changed rule would gain and lose, or the codebook ``without`` it.

    Takes the frame of `emphasis.trial` and documents; nothing has been saved.
    """
    names = labels(documents)
    rows = changes.with_columns(
        place=pl.format(
            "{}, ¶ {}", pl.col("doc_id").cast(pl.String).replace_strict(names), "para_no"
        )
    )
    gained, lost = rows.filter(change="gained").height, rows.filter(change="lost").height
    what = f"The codebook without the rule “{rule}”" if without else f"The changed rule “{rule}”"
    title = f"{what} gains {count(gained, 'passage')} and loses {lost}"
    more = first_of(rows, "passage")
    headers = {
        "change": "Change",
        "place": "Place",
        "topic": "Topic",
        "matches": "Matches",
        "text": "Paragraph",
    }
    return Figure(
        name="trial",
        title=title,
        subtitle="Against the shipped codebook, which stays as it is; nothing is saved yet. "
        f"{more}".strip(),
        source="Source: data/codebook/topics.toml and the change.",
        alt=f"Table. {title}.",
        body=join(
            [
                table(rows.head(LISTED), "Passages gained and lost", headers),
                download("trial.csv", rows.select(*headers)) if more else "",
            ]
        ),
    )


def first_of(rows: pl.DataFrame, noun: str) -> str:
    """Say that a table has the first rows alone."""
    n = min(LISTED, rows.height)
    return shown(n, rows.height, noun, "the first, source by source; the file holds all")


def gaps(rules: pl.DataFrame, uncoded: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """List the rules that carry nothing, and the provisions that no rule reaches.

    Takes the frames of `emphasis.rule_counts` and `emphasis.uncoded`, and documents.
    """
    names = labels(documents)
    idle = rules.filter(pl.col("verdict") != "")
    open_ = uncoded.with_columns(
        place=pl.format(
            "{}, provision {}", pl.col("doc_id").cast(pl.String).replace_strict(names), "provision"
        )
    )
    title = f"Rules that carry nothing here: {idle.height} of {rules.height}; provisions without a topic: {open_.height}"
    more = first_of(open_, "provision")
    return Figure(
        name="gaps",
        title=title,
        subtitle="A dead rule says what the sources might have said; an uncoded provision what the codebook "
        f"does not ask. {more}".strip(),
        source="Source: data/codebook/topics.toml.",
        alt=f"Two tables. {title}.",
        body=join(
            [
                table(
                    idle,
                    "Rules that carry nothing",
                    {
                        "rule": "Rule",
                        "topic": "Topic",
                        "scope": "Scope",
                        "n_hits": "Matches",
                        "verdict": "Verdict",
                    },
                ),
                region(
                    "Uncoded",
                    "wb-read",
                    table(
                        open_.head(LISTED),
                        "Provisions without a topic",
                        {"place": "Place", "n_words": "Words", "text": "Text"},
                    ),
                ),
                download("uncoded.csv", open_.select("place", "n_words", "text")) if more else "",
            ]
        ),
    )
