"""One issue: what the reader has chosen, and the figures that follow from it."""

from dataclasses import dataclass, field

import polars as pl
import traitlets

from workbench import display
from workbench.analysis import concordance, emphasis, issues, wording
from workbench.corpus import (
    Corpus,
    Issue,
    read_concepts,
    read_decisions,
    read_issue,
    read_positions,
    read_reference,
)
from workbench.corpus.codebook import read_variants
from workbench.errors import WorkbenchError
from workbench.schemas import VOICES

ALL = "all"
CONTEXTS = {"8 words": 8, "15 words": 15, "the sentence": "sentence", "the paragraph": "paragraph"}
#: The choices that a line of code can set.
ASKED = ("document", "term", "voice", "query", "regex", "whole", "case", "context", "order")


class State(traitlets.HasTraits):
    """What the reader has chosen; *all* leaves a choice open."""

    issue = traitlets.Unicode()
    document = traitlets.Unicode(ALL)
    term = traitlets.Unicode(ALL)
    voice = traitlets.Unicode(ALL)
    query = traitlets.Unicode()
    regex = traitlets.Bool()
    whole = traitlets.Bool(default_value=True)
    case = traitlets.Bool()
    context = traitlets.Unicode("8 words")
    order = traitlets.Unicode("source")


@dataclass(frozen=True)
class Coded:
    """An issue with everything that its codebook finds, and the positions coded by hand."""

    issue: Issue
    mentions: pl.DataFrame
    positions: pl.DataFrame


@dataclass
class Desk:
    """A corpus, and what has been read of it so far: issues, and the alignment if it was needed."""

    corpus: Corpus
    variants: dict[str, str]
    coded: dict[str, Coded] = field(default_factory=dict)
    aligned: wording.Space | None = None

    def read(self, issue: str) -> Coded:
        """Read and code an issue, once."""
        if issue not in self.coded:
            codebook = read_issue(self.corpus.folder, issue)
            found = emphasis.mentions(self.corpus, codebook.codebook)
            self.coded[issue] = Coded(codebook, found, read_positions(self.corpus, issue))
        return self.coded[issue]

    def space(self) -> wording.Space:
        """Weigh the corpus sentence by sentence, once."""
        if self.aligned is None:
            concepts = read_concepts(self.corpus.folder)
            self.aligned = wording.space(self.corpus, concepts, "sentence")
        return self.aligned


def open_desk(corpus: Corpus) -> Desk:
    """Begin with a corpus and its spelling variants."""
    return Desk(corpus, read_variants(corpus.folder / "codebook" / "variants.toml"))


def checked(desk: Desk, state: State) -> Coded:
    """Read the chosen issue and hold the choices to what it has."""
    coded = desk.read(state.issue)
    documents = desk.corpus.documents["doc_id"].cast(pl.String).to_list()
    terms = coded.issue.codebook.topics["topic"].to_list()
    known = {"document": documents, "term": terms, "voice": list(VOICES)}
    for name, choices in known.items():
        value = getattr(state, name)
        if value not in (ALL, *choices):
            raise WorkbenchError(f"Unknown {name} {value!r}; choose {', '.join([ALL, *choices])}.")
    return coded


def narrowed(rows: pl.DataFrame, state: State, *names: str) -> pl.DataFrame:
    """Keep the rows of the chosen document, term and voice, where the frame has such a column."""
    columns = {"document": "doc_id", "term": "term", "voice": "voice"}
    for name in names:
        value = getattr(state, name)
        if value != ALL:
            rows = rows.filter(pl.col(columns[name]).cast(pl.String) == value)
    return rows


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


def lines(desk: Desk, state: State) -> pl.DataFrame:
    """Give the concordance of the query; without one, of the issue's own terms."""
    coded, corpus = checked(desk, state), desk.corpus
    if state.query.strip():
        rows = concordance.concordance(corpus, asked(desk, state), CONTEXTS[state.context])
        rows = narrowed(rows, state, "document", "voice")
    else:
        rows = issues.lines(corpus, coded.issue, coded.mentions, CONTEXTS[state.context])
        rows = narrowed(rows, state, "document", "voice", "term")
        rows = issues.outermost(rows) if state.term == ALL else rows
    return concordance.arrange(rows, corpus.documents, [state.order])


def concordance_figure(desk: Desk, state: State) -> display.Figure:
    """Show the lines of the query or of the issue's terms, silent documents named."""
    corpus, coded = desk.corpus, checked(desk, state)
    rows = lines(desk, state)
    shown = corpus.documents
    if state.document != ALL:
        shown = shown.filter(pl.col("doc_id").cast(pl.String) == state.document)
    counts = concordance.by_document(rows, shown)
    if state.query.strip():
        told = concordance.searched(corpus, asked(desk, state))
        return display.concordance(rows, counts, shown, state.query, told)
    labels = dict(coded.issue.codebook.topics.select("topic", "label").iter_rows())
    name = labels.get(state.term, f"{coded.issue.label}, all terms")
    told = f"The places that the codebook of {coded.issue.label} finds."
    return display.concordance(rows, counts, shown, name, told)


def offers(desk: Desk, state: State) -> list[tuple[str, str]]:
    """Give other forms of a query that finds nothing, each with its count."""
    if not state.query.strip():
        return []
    try:
        query = asked(desk, state)
        if concordance.concordance(desk.corpus, query).height:
            return []
        near = concordance.near(desk.corpus, query, desk.variants)
    except WorkbenchError:
        return []
    plain = near.filter(~pl.col("regex"), "whole", ~pl.col("case"))
    return [(f"{text} ({n})", text) for text, n in plain.select("query", "n").iter_rows()]


def positions(desk: Desk, state: State) -> display.Figure:
    """Show the positions coded by hand in the chosen document and voice, on the chosen term."""
    coded = checked(desk, state)
    rows = narrowed(coded.positions, state, "document", "voice")
    if state.term != ALL:
        here = coded.mentions.filter(pl.col("topic") == state.term)
        inside = here.select("doc_id", at="start").join(
            rows.select("doc_id", "position_no", "start", "end"), on="doc_id"
        )
        inside = inside.filter(pl.col("at").is_between("start", "end", closed="left"))
        rows = rows.join(inside, on=["doc_id", "position_no"], how="semi", maintain_order="left")
    return display.position_cards(rows, desk.corpus.documents, coded.issue.label)


def witnesses(desk: Desk, state: State) -> display.Figure:
    """Set the passages of the chosen document beside their counterparts elsewhere."""
    coded, corpus = checked(desk, state), desk.corpus
    decisions, _ = read_decisions(corpus.folder, corpus.documents)
    reference = read_reference(corpus.folder, corpus.paragraphs)
    rows = issues.counterparts(
        corpus, coded.issue, coded.mentions, desk.space(), decisions, reference
    )
    speaking = rows["left_id"].cast(pl.String).unique(maintain_order=True).to_list()
    if state.document == ALL and speaking:
        return display.counterparts(
            rows.filter(pl.col("left_id").cast(pl.String) == speaking[-1]),
            corpus.documents,
            coded.issue.label,
        )
    if state.document not in speaking:
        name = display.labels(corpus.documents).get(state.document, "No document")
        raise WorkbenchError(f"{name} has no passage on {coded.issue.label}; choose another.")
    here = rows.filter(pl.col("left_id").cast(pl.String) == state.document)
    return display.counterparts(here, corpus.documents, coded.issue.label)


def names(desk: Desk, state: State) -> display.Figure:
    """Count the competing names of the issue, all documents."""
    coded = checked(desk, state)
    rows = issues.naming(desk.corpus, coded.issue, coded.mentions)
    if rows.is_empty():
        raise WorkbenchError(f"The codebook of {coded.issue.label} declares no competing names.")
    return display.competing(rows, desk.corpus.documents, coded.issue.label)


def line_of_code(state: State) -> str:
    """Write the one line that opens this view again.

    Examples
    --------
    >>> line_of_code(State(issue="east-sea", document="vgp-2025"))
    "explore.issue_explorer(corpus, 'east-sea', document='vgp-2025')"
    """
    chosen = [
        f"{name}={getattr(state, name)!r}"
        for name in ASKED
        if getattr(state, name) != state.trait_defaults(name)
    ]
    return f"explore.issue_explorer({', '.join(['corpus', repr(state.issue), *chosen])})"
