"""Topic emphasis: figures for one choice of the reader."""

from dataclasses import dataclass, field

import polars as pl
import traitlets

from workbench import analysis, display
from workbench.analysis import emphasis
from workbench.corpus import Codebook, Corpus, read_topics, with_rule, without_rule
from workbench.errors import WorkbenchError
from workbench.explore.waiting import Progress
from workbench.schemas import VOICES


class State(traitlets.HasTraits):
    """What the reader has chosen."""

    unit = traitlets.Unicode("provision")
    topics = traitlets.Tuple()
    doc_ids = traitlets.Tuple()
    voices = traitlets.Tuple(VOICES)
    picked = traitlets.Unicode()
    by = traitlets.Unicode("genre")
    left = traitlets.Tuple()
    right = traitlets.Tuple()
    override = traitlets.Bool()
    stop_words = traitlets.Bool()
    word = traitlets.Unicode()
    rule = traitlets.Unicode()
    pattern = traitlets.Unicode()
    without = traitlets.Bool()


@dataclass(frozen=True)
class Coded:
    """A corpus with a codebook, what its rules find, and the shares that were asked for so far."""

    corpus: Corpus
    codebook: Codebook
    mentions: pl.DataFrame
    weighed: dict[tuple[object, ...], pl.DataFrame] = field(default_factory=dict)

    def shares(
        self, unit: str, voices: tuple[str, ...], progress: Progress | None = None
    ) -> pl.DataFrame:
        """Give the emphasis frame of one unit and some voices, counted once."""
        if (unit, voices) not in self.weighed:
            self.weighed[unit, voices] = emphasis.emphasis(
                self.corpus, self.mentions, self.codebook, unit, voices=voices, progress=progress
            )
        return self.weighed[unit, voices]


def coded(corpus: Corpus, progress: Progress | None = None) -> Coded:
    """Read the shipped codebook and apply it once."""
    codebook = read_topics(corpus.folder)
    return Coded(corpus, codebook, emphasis.mentions(corpus, codebook, progress))


def shares(all_of: Coded, state: State, progress: Progress | None = None) -> display.Figure:
    """Draw the chosen topics of the chosen documents."""
    corpus, codebook = all_of.corpus, all_of.codebook
    rows = all_of.shares(state.unit, state.voices, progress).filter(
        pl.col("doc_id").is_in(state.doc_ids), pl.col("topic").is_in(state.topics)
    )
    if rows.is_empty() or not state.voices:
        raise WorkbenchError("Nothing to draw: choose a topic, a document and a voice.")
    topics = codebook.topics.filter(pl.col("topic").is_in(state.topics))
    return display.emphasis(rows, topics, corpus.documents, corpus.comparability, state.by)


def passages(all_of: Coded, state: State) -> display.Figure:
    """List the passages behind the picked mark."""
    doc_id, _, topic = state.picked.partition("|")
    if not topic:
        raise WorkbenchError("Choose a document and a topic to read the passages.")
    names = dict(all_of.codebook.topics.select("topic", "label").iter_rows())
    rows = emphasis.passages(
        all_of.corpus, all_of.mentions, doc_id, topic, list(names), state.voices
    )
    return display.passages(rows, all_of.corpus.documents, doc_id, names[topic])


def compared(all_of: Coded, state: State) -> pl.DataFrame:
    """Compare the words of two documents or groups behind the gate."""
    corpus = all_of.corpus
    sides = emphasis.groups(corpus.comparability, state.left, state.right, override=state.override)
    return emphasis.keyness(corpus, sides, stop_words=state.stop_words)


def keyness(all_of: Coded, state: State) -> display.Figure:
    """Draw the words that lean to one side."""
    names = display.labels(all_of.corpus.documents)
    rows = compared(all_of, state)
    both = [*state.left, *state.right]
    shown = all_of.corpus.documents.filter(pl.col("doc_id").is_in(both))
    left, right = (" + ".join(names[name] for name in side) for side in (state.left, state.right))
    notice = emphasis.can_test(len(state.left), len(state.right)).text
    return display.keyness(rows, shown, left, right, notice)


def concordance(all_of: Coded, state: State) -> display.Figure:
    """Show where a word stands, in all documents."""
    corpus = all_of.corpus
    if not state.word.strip():
        raise WorkbenchError("Choose a word, or write one.")
    found = analysis.hits(corpus.paragraphs, state.word)
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    return display.hit_list(found, counts, corpus.documents, state.word)


def changed(all_of: Coded, state: State) -> Codebook:
    """Give the codebook with the rule as the reader wrote it, or without it."""
    if not state.rule:
        raise WorkbenchError("Choose a rule to change.")
    if state.without:
        return without_rule(all_of.codebook, state.rule)
    return with_rule(all_of.codebook, {"rule": state.rule, "pattern": state.pattern})


def trial(all_of: Coded, state: State) -> display.Figure:
    """Say what the changed codebook would gain and lose; nothing is saved."""
    corpus = all_of.corpus
    changes = emphasis.trial(corpus, all_of.codebook, changed(all_of, state), all_of.mentions)
    return display.trial(changes, corpus.documents, state.rule, without=state.without)
