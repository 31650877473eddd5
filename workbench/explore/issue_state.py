"""What the reader of the issue explorer has chosen, and what has been read for it."""

from dataclasses import dataclass, field

import polars as pl
import traitlets

from workbench import display
from workbench.analysis import concordance, emphasis, issues, wording
from workbench.corpus import (
    Corpus,
    Issue,
    PositionRules,
    coded_issues,
    read_concepts,
    read_issue,
    read_position_rules,
    read_positions,
)
from workbench.corpus.codebook import read_variants
from workbench.errors import WorkbenchError
from workbench.pairs import listed
from workbench.schemas import CODERS, VOICES

ALL = "all"
#: Choices that an error names.
NAMED = 30
CONTEXTS = {"8 words": 8, "15 words": 15, "the sentence": "sentence", "the paragraph": "paragraph"}
#: The choices that filter what is found, and those of the search.
FILTERS = ("issue", "document", "term", "voice")
SEARCH = ("query", "regex", "whole", "case", "context", "order")
#: The choices that a line of code can set.
ASKED = (
    "document",
    "term",
    "voice",
    "coder",
    "query",
    "regex",
    "whole",
    "case",
    "context",
    "order",
)


class State(traitlets.HasTraits):
    """What the reader has chosen; *all* leaves a choice open."""

    issue = traitlets.Unicode()
    document = traitlets.Unicode(ALL)
    term = traitlets.Unicode(ALL)
    voice = traitlets.Unicode(ALL)
    coder = traitlets.Unicode("hand")
    query = traitlets.Unicode()
    regex = traitlets.Bool()
    whole = traitlets.Bool(default_value=True)
    case = traitlets.Bool()
    context = traitlets.Unicode("8 words")
    order = traitlets.Unicode("source")


@dataclass(frozen=True)
class Coded:
    """An issue with everything that its codebook finds, and its positions by coder.

    Positions are always found by rule; they are coded by hand if the corpus has a file for it.
    """

    issue: Issue
    mentions: pl.DataFrame
    positions: dict[str, pl.DataFrame]


@dataclass
class Desk:
    """A corpus, and what has been read of it so far: issues, and the alignment if it was needed."""

    corpus: Corpus
    variants: dict[str, str]
    rules: PositionRules
    coded: dict[str, Coded] = field(default_factory=dict)
    aligned: wording.Space | None = None

    def read(self, issue: str) -> Coded:
        """Read and code an issue, once."""
        if issue not in self.coded:
            corpus, read = self.corpus, read_issue(self.corpus.folder, issue)
            found = emphasis.mentions(corpus, read.codebook)
            held = {"rule": issues.positions(corpus, read, found, self.rules)}
            if issue in coded_issues(corpus.folder):
                held = {"hand": read_positions(corpus, issue)} | held
            self.coded[issue] = Coded(read, found, held)
        return self.coded[issue]

    def space(self) -> wording.Space:
        """Weigh the corpus sentence by sentence, once."""
        if self.aligned is None:
            concepts = read_concepts(self.corpus.folder)
            self.aligned = wording.space(self.corpus, concepts, "sentence")
        return self.aligned


def open_desk(corpus: Corpus) -> Desk:
    """Begin with a corpus, its spelling variants and the rules for positions."""
    variants = read_variants(corpus.folder / "codebook" / "variants.toml")
    return Desk(corpus, variants, read_position_rules(corpus.folder))


def checked(desk: Desk, state: State) -> Coded:
    """Read the chosen issue and hold the choices to what it has."""
    coded = desk.read(state.issue)
    documents = desk.corpus.documents["doc_id"].cast(pl.String).to_list()
    terms = coded.issue.codebook.topics["topic"].to_list()
    every = {
        "document": [ALL, *documents],
        "term": [ALL, *terms],
        "voice": [ALL, *VOICES],
        "coder": list(CODERS),
        "context": list(CONTEXTS),
        "order": list(concordance.ORDERS),
    }
    for name, choices in every.items():
        value = getattr(state, name)
        if value not in choices:
            known = listed(choices[:NAMED], len(choices), name)
            raise WorkbenchError(f"Unknown {name} {value!r}; choose {known}.")
    return coded


def narrowed(rows: pl.DataFrame, state: State, *names: str) -> pl.DataFrame:
    """Keep the rows of the chosen document, term and voice, where the frame has such a column."""
    columns = {"document": "doc_id", "term": "term", "voice": "voice"}
    for name in names:
        value = getattr(state, name)
        if value != ALL:
            rows = rows.filter(pl.col(columns[name]).cast(pl.String) == value)
    return rows


def chosen(desk: Desk, state: State) -> str:
    """Say the choice in words, and that nothing is found where the codebook finds nothing."""
    coded, names = checked(desk, state), display.labels(desk.corpus.documents)
    labels = dict(coded.issue.codebook.topics.select("topic", "label").iter_rows())
    parts = (
        labels.get(state.term, "all terms"),
        names.get(state.document, "all documents"),
        "all voices" if state.voice == ALL else state.voice,
    )
    notice = issues.notice(coded.issue, coded.mentions)
    return f"Chosen: {', '.join(parts)}. {notice}".strip()


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
