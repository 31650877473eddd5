"""The answer: what changed from statement to statement, as a ledger and as verdicts."""

from functools import cached_property

import polars as pl

from workbench import schema
from workbench.changes import ledger as measured
from workbench.corpus import Corpus
from workbench.corpus.codebooks import Codebook
from workbench.errors import Missing


class Changes:
    """What changed in the provisions of ``codebook/provisions.toml``, from statement to statement.

    A corpus without that file has no provisions: every frame then raises `Missing`, and every
    figure says so in a sentence.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Changes(wb.load()).verdicts
    >>> rows.filter(provision="alliances", earlier=2021, later=2025)["sentence"].item()
    'Attested in 2021 (quoted), not in the text of 2025 as published.'
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @classmethod
    def export(cls, corpus: Corpus) -> dict[str, pl.DataFrame]:
        """Return the frames ``ledger`` and ``verdicts``; without provisions they are empty."""
        study = cls(corpus)
        try:
            return {"ledger": study.ledger, "verdicts": study.verdicts}
        except Missing:
            return {name: schema.empty(name) for name in ("ledger", "verdicts")}

    @cached_property
    def codebook(self) -> Codebook:
        """The provisions (topics) and their parts (rules); `Missing` if the corpus has none."""
        return measured.read_provisions(self.corpus.folder)

    @cached_property
    def passages(self) -> pl.DataFrame:
        """A row per match of a part of a provision (see `ledger.passages`)."""
        return measured.passages(self.corpus, self.codebook)

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """The frame ``ledger``: every provision in every document."""
        return measured.ledger(self.corpus, self.codebook, self.passages)

    @cached_property
    def _derived(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        return measured.verdicts(self.corpus, self.codebook, self.states)

    @cached_property
    def states(self) -> dict[tuple[str, str], measured.State]:
        """How each statement has each provision, by provision and statement."""
        return measured.states(self.corpus, self.ledger, self.passages)

    @property
    def verdicts(self) -> pl.DataFrame:
        """The frame ``verdicts``: every provision from each statement to each later one."""
        return self._derived[0]

    @property
    def whole(self) -> pl.DataFrame:
        """The columns of ``verdicts`` for a series as a whole: its last statement and all before."""
        return self._derived[1]
