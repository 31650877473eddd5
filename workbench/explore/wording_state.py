"""What the reader of the wording explorer has chosen, and the comparison that follows from it."""

from dataclasses import dataclass, field

import polars as pl
import traitlets

from workbench import analysis
from workbench.analysis import wording
from workbench.analysis.wording import Comparison, Space
from workbench.corpus import (
    Corpus,
    read_concepts,
    read_decisions,
    read_edit_rules,
    read_reference,
)
from workbench.corpus.codebook import read_variants
from workbench.display.many import ROWS
from workbench.errors import WorkbenchError
from workbench.lacking import Lack, if_there, or_none
from workbench.pairs import among
from workbench.schemas import EDIT_KINDS, STATUSES

ALL = "all"
KINDS = (ALL, *EDIT_KINDS)
DECIDED = (ALL, *STATUSES)
#: What a comparison depends on; a saved decision counts as a choice.
PAIR = ("left", "right", "unit", "least", "override", "saved")
#: Words by which a passage is named in a list.
FIRST_WORDS = 12


class State(traitlets.HasTraits):
    """What the reader has chosen."""

    left = traitlets.Unicode()
    right = traitlets.Unicode()
    unit = traitlets.Unicode("sentence")
    least = traitlets.Float(wording.THRESHOLDS["sentence"])
    override = traitlets.Bool()
    outcome = traitlets.Unicode(ALL)
    kind = traitlets.Unicode(ALL)
    status = traitlets.Unicode(ALL)
    concept = traitlets.Unicode(ALL)
    text = traitlets.Unicode()
    row = traitlets.Int(1)
    phrase = traitlets.Unicode("not ** third")
    saved = traitlets.Int()


@dataclass
class Desk:
    """The corpus with its codebooks, and what has been weighed so far, by unit."""

    corpus: Corpus
    concepts: pl.DataFrame
    rules: pl.DataFrame
    reference: pl.DataFrame | Lack
    variants: dict[str, str]
    spaces: dict[str, Space] = field(default_factory=dict)
    measured: dict[str, pl.DataFrame | None] = field(default_factory=dict)
    linked: dict[tuple[str, str, float], pl.DataFrame] = field(default_factory=dict)

    def space(self, unit: str) -> Space:
        """Weigh the corpus by this unit, once, and measure the alignment on the way."""
        if unit not in self.spaces:
            self.spaces[unit] = wording.space(self.corpus, self.concepts, unit)
            exam = wording.evaluate(self.spaces[unit], self.reference)
            self.measured[unit] = or_none(exam.scores)
        return self.spaces[unit]

    def elsewhere(self, unit: str, left: str, least: float) -> tuple[pl.DataFrame, str]:
        """Link a document with the others, and say with which; those of the last question are kept.

        Of very many documents, those that may be compared with it are taken.
        """
        others, told = (
            [name for name in self.corpus.documents["doc_id"] if name != left],
            "any other",
        )
        if len(others) > ROWS:
            pairs = among(self.corpus.comparability, [left], others)
            others = pairs.filter(pl.col("kind") != "blocked").collect()["right"].to_list()
            told = f"the {len(others)} documents that may be compared with it"
        key = (unit, left, least)
        if key not in self.linked:
            self.linked = {key: wording.align(self.space(unit), left, others, least)}
        return self.linked[key], told


def open_desk(corpus: Corpus) -> Desk:
    """Read the codebooks that the comparison needs; links coded by hand may be lacking."""
    folder = corpus.folder
    reference = if_there(read_reference, folder, corpus.paragraphs)
    variants = read_variants(folder / "codebook" / "variants.toml")
    return Desk(corpus, read_concepts(folder), read_edit_rules(folder), reference, variants)


def compared(desk: Desk, state: State) -> Comparison:
    """Compare the chosen pair; a blocked pair without override raises its sentence."""
    corpus = desk.corpus
    passed = analysis.gate(corpus.comparability, state.left, state.right, override=state.override)
    decisions, _ = read_decisions(corpus.folder, corpus.documents)
    space = desk.space(state.unit)
    return wording.compare(corpus, space, passed, desk.rules, decisions, state.least)


class Current:
    """The comparison of the chosen pair, or the sentence that stands for it."""

    def __init__(self, desk: Desk, state: State) -> None:
        self.desk, self.state = desk, state
        self.pair: Comparison | None = None
        self.refusal = ""

    def refresh(self) -> None:
        """Compare the chosen pair anew."""
        try:
            self.pair, self.refusal = compared(self.desk, self.state), ""
        except WorkbenchError as error:
            self.pair, self.refusal = None, str(error)

    def get(self) -> Comparison:
        """Give the comparison, or raise its refusal."""
        if self.pair is None:
            raise WorkbenchError(self.refusal)
        return self.pair
