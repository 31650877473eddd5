"""A plan as a figure: what would be added, with the zones of each file opened line by line."""

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, fold, join
from workbench.display.naming import count
from workbench.display.table import table

FILES = {
    "file": "File",
    "state": "What becomes of it",
    "title": "Headline",
    "words": "Words of the body",
    "asks": "What asks for a look",
    "proved": "Proved by the file",
    "read": "Read by",
}
STATES = {
    "ready": "ready",
    "look": "asks for a look, and waits for it",
    "looked": "ready, after a look",
    "left out": "left out, it is there",
    "refused": "refused",
}
LINES = {
    "para_no": "Line",
    "zone": "Zone",
    "reason": "Why not body",
    "n_words": "Words",
    "text": "Text",
}
#: Lines of one file on the screen, files whose lines are, and files; what is saved holds all.
SHOWN, OPENED, MOST = 300, 20, 100


def plan(files: pl.DataFrame, lines: pl.DataFrame) -> Figure:
    """Show a row per offered file, and under it the lines of each with their proposed zones.

    Takes the frames ``plan`` and ``plan_lines``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from workbench.ingest import Source, propose
    >>> offered = propose([Source("a.txt", b"They met.")], Path("none-there"))
    >>> plan(offered.files, offered.lines).title
    '0 of 1 file would be added; 1 asks for a look'
    """
    kept = files.filter(pl.col("status").is_in(["ready", "looked"])).height
    asking = files.filter(status="look").height
    title = f"{kept} of {count(files.height, 'file')} would be added; {asking} ask{'s' * (asking == 1)} for a look"
    total, body = files["n_words_raw"].sum(), files["n_words"].sum()
    return Figure(
        name="plan",
        title=title,
        subtitle=f"{body:,} of {total:,} words are proposed as body. Nothing is written or counted yet.",
        source="Source: the files that are offered. Zones are proposals; the reader confirms them.",
        alt=f"Table. {title}.",
        body=table_of(files) + lines_of(files, lines),
    )


def table_of(files: pl.DataFrame) -> Markup:
    """Show a row per offered file; of very many first those that need the reader."""
    read = pl.col("status") != "refused"
    shown = files.with_columns(
        state=pl.col("status").cast(pl.String).replace_strict(STATES),
        title=pl.when(read).then("title").otherwise(pl.lit("—")),
        words=pl.when(read)
        .then(pl.format("{} of {}", "n_words", "n_words_raw"))
        .otherwise(pl.lit("—")),
        read=pl.when(read)
        .then(pl.format("{}; {}", "extractor", "encoding"))
        .otherwise(pl.lit("—")),
    )
    made = {"proved": evidence, "asks": lambda row: listed(row["notes"])}
    if files.height <= MOST:
        return table(shown, "One row per offered file", FILES, made)
    needs = pl.col("status").is_in(["look", "refused"])
    shown = shown.sort(~needs, "file_no").head(MOST)
    caption = f"The first {MOST} of {files.height:,} offered files, those that need you first; the file holds all"
    flat = files.with_columns(pl.col("evidence", "notes").list.join(" | "))
    return join([table(shown, caption, FILES, made), download("plan.csv", flat)])


def lines_of(files: pl.DataFrame, lines: pl.DataFrame) -> Markup:
    """Fold the lines of each file; of very many say where they are."""
    if files.height > OPENED:
        told = "The lines of so many files are not shown here; workbench add --save-plan writes them all."
        return Markup("<p>{}</p>").format(told)
    return join(of_file(row, lines) for row in files.iter_rows(named=True))


def listed(sentences: list[str]) -> Markup:
    """Show some sentences, a paragraph each."""
    return join(Markup("<p>{}</p>").format(sentence) for sentence in sentences)


def evidence(row: dict[str, object]) -> Markup:
    """Fold what a file proves, for it is told again beside each field of the form."""
    told = row["evidence"]
    return fold(f"{count(len(told), 'field')} proved", listed(told)) if told else Markup("")


def of_file(row: dict[str, object], lines: pl.DataFrame) -> Markup:
    """Fold the lines of one file under its name; nothing for a file without a text."""
    mine = lines.filter(pl.col("doc_id") == row["doc_id"])
    if mine.is_empty() or row["status"] == "refused":
        return Markup("")
    summary = f"{row['doc_id']}: {count(mine.height, 'line')} and their zones"
    return fold(summary, plan_lines(mine))


def plan_lines(lines: pl.DataFrame) -> Markup:
    """Show the lines of one offered file with their zones, and all of them as a file to save.

    Takes the rows of ``plan_lines`` of one document.

    Examples
    --------
    >>> from pathlib import Path
    >>> from workbench.ingest import Source, propose
    >>> "They met." in plan_lines(propose([Source("a.txt", b"They met.")], Path("none")).lines)
    True
    """
    doc_id = lines["doc_id"][0]
    caption = f"Lines of {doc_id}"
    if lines.height > SHOWN:
        caption += f" (the first {SHOWN} of {lines.height:,}; the file holds all)"
    read = Markup('<div class="wb-read">{}</div>').format(table(lines.head(SHOWN), caption, LINES))
    return join([read, download(f"{doc_id}-zones.csv", lines)])
