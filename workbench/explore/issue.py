"""One issue: the figures that follow from what the reader has chosen."""

import polars as pl

from workbench import display
from workbench.analysis import concordance, issues
from workbench.analysis.issues.scope import on_issue
from workbench.corpus import read_decisions, read_reference
from workbench.errors import WorkbenchError
from workbench.explore.issue_state import ALL, CONTEXTS, Desk, State, checked, narrowed
from workbench.lacking import if_there, or_none

#: Lines of a query that are cut out of the texts and put into the file to save.
HELD = 2_000


def coverage(desk: Desk, state: State) -> display.Figure:
    """Draw the terms against all documents, the chosen term alone if there is one."""
    coded = checked(desk, state)
    rows = issues.coverage(desk.corpus, coded.issue, coded.mentions)
    terms = coded.issue.codebook.topics
    return display.coverage_map(rows, terms, desk.corpus.documents, coded.issue.label)


def silences(desk: Desk, state: State) -> display.Figure:
    """Draw the issue in time, with the documents that are silent."""
    coded = checked(desk, state)
    rows = issues.timeline(desk.corpus, [coded.issue], coded.mentions)
    return display.silences(rows, desk.corpus.documents)


def asked(desk: Desk, state: State) -> concordance.Query:
    """Read the reader's query with the reader's choices."""
    choices = {"regex": state.regex, "case": state.case, "whole": state.whole}
    return concordance.ask(state.query, desk.variants, **choices)


def places(desk: Desk, state: State) -> pl.DataFrame:
    """Find the query in the chosen document; without one, the lines of the issue's own terms."""
    coded, corpus = checked(desk, state), desk.corpus
    if state.query.strip():
        return narrowed(concordance.find(corpus, asked(desk, state)), state, "document")
    rows = issues.lines(corpus, coded.issue, coded.mentions, CONTEXTS[state.context])
    rows = narrowed(rows, state, "document", "term")
    return issues.outermost(rows) if state.term == ALL else rows


def lines(desk: Desk, state: State, found: pl.DataFrame) -> pl.DataFrame:
    """Show the places in the chosen order, in every voice; of very many the first are enough.

    Whose voice it is shows only in the lines, so a choice of a voice needs them all.
    """
    if not state.query.strip():
        return concordance.arrange(found, desk.corpus.documents, [state.order])
    size = HELD if state.voice == ALL else found.height
    context = CONTEXTS[state.context]
    return concordance.page(desk.corpus, found, context, [state.order], size=size)


def concordance_figure(desk: Desk, state: State) -> display.Figure:
    """Show the lines of the query or of the issue's terms, silent documents named.

    A line in another voice than the chosen one is hidden and counted, for it is no silence.
    """
    corpus, coded = desk.corpus, checked(desk, state)
    found = places(desk, state)
    rows = lines(desk, state, found)
    heard = narrowed(rows, state, "voice")
    shown = corpus.documents
    if state.document != ALL:
        shown = shown.filter(pl.col("doc_id").cast(pl.String) == state.document)
    counts = concordance.by_document(found, shown)
    if state.query.strip():
        name, told = state.query, concordance.searched(corpus, asked(desk, state))
        if rows.height < found.height:
            told += (
                f" Of {found.height:,} lines the first {rows.height:,} in the chosen order are "
                "in the file."
            )
    else:
        labels = dict(coded.issue.codebook.topics.select("topic", "label").iter_rows())
        name = labels.get(state.term, f"{coded.issue.label}, all terms")
        told = f"The places that the codebook of {coded.issue.label} finds."
    if state.voice != ALL:
        told += (
            f" Of {rows.height} lines {heard.height} are {state.voice} and shown; the others are "
            "hidden by your choice of a voice."
        )
    return display.concordance(heard, counts, shown, name, told.strip())


def offers(desk: Desk, state: State) -> list[tuple[str, str]]:
    """Give other forms of a query that finds nothing, each with its count."""
    if not state.query.strip():
        return []
    try:
        query = asked(desk, state)
        if concordance.find(desk.corpus, query).height:
            return []
        near = concordance.near(desk.corpus, query, desk.variants)
    except WorkbenchError:
        return []
    plain = near.filter(~pl.col("regex"), "whole", ~pl.col("case"))
    return [(f"{text} ({n})", text) for text, n in plain.select("query", "n").iter_rows()]


def positions(desk: Desk, state: State) -> display.Figure:
    """Show the positions of one coder in the chosen document and voice, on the chosen term."""
    coded = checked(desk, state)
    held = coded.positions.get(state.coder)
    if held is None:
        known = ", ".join(coded.positions)
        raise WorkbenchError(f"No positions on this issue by {state.coder!r}; choose {known}.")
    rows = narrowed(held, state, "document", "voice")
    if state.term != ALL:
        here = coded.mentions.filter(pl.col("topic") == state.term)
        inside = here.select("doc_id", at="start").join(
            rows.select("doc_id", "position_no", "start", "end"), on="doc_id"
        )
        inside = inside.filter(pl.col("at").is_between("start", "end", closed="left"))
        rows = rows.join(inside, on=["doc_id", "position_no"], how="semi", maintain_order="left")
    if rows.is_empty() and held.height:
        raise WorkbenchError(
            f"No position is left by your choice of document, term and voice; {held.height} are "
            f"coded on {coded.issue.label}."
        )
    return display.position_cards(rows, desk.corpus.documents, coded.issue.label)


def witnesses(desk: Desk, state: State) -> display.Figure:
    """Set the passages of the chosen document beside their counterparts elsewhere."""
    coded, corpus = checked(desk, state), desk.corpus
    decisions, _ = read_decisions(corpus.folder, corpus.documents)
    reference = or_none(if_there(read_reference, corpus.folder, corpus.paragraphs))
    speaking = on_issue(corpus, coded.issue, coded.mentions)["doc_id"].cast(pl.String)
    left = state.document
    if left == ALL and len(speaking):
        left = speaking[-1]
    asked = coded.mentions.filter(pl.col("doc_id").cast(pl.String) == left)
    rows = issues.counterparts(corpus, coded.issue, asked, desk.space(), decisions, reference)
    return display.counterparts(rows, corpus.documents, coded.issue.label)


def names(desk: Desk, state: State) -> display.Figure:
    """Count the competing names of the issue, all documents."""
    coded = checked(desk, state)
    rows = issues.naming(desk.corpus, coded.issue, coded.mentions)
    if rows.is_empty():
        raise WorkbenchError(f"The codebook of {coded.issue.label} declares no competing names.")
    return display.competing(rows, desk.corpus.documents, coded.issue.label)
