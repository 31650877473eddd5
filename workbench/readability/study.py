"""The readability study: a corpus in, a figure out of each question."""

from functools import cached_property
from itertools import combinations

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.words import WORD
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Tab, choice, several, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.charts import ROWS
from workbench.readability import figures
from workbench.readability import measure as measures
from workbench.readability.measure import STOP
from workbench.readability.scores import COMPONENTS, decompose, definitions, formula

GRADE = "Flesch–Kincaid grade"


class Readability:
    """How hard the texts of a corpus are to read, and how much of that is real.

    Examples
    --------
    >>> import workbench as wb
    >>> scores = wb.Readability(wb.load()).readability
    >>> one = scores.filter(doc_id="vov-2025", splitter="full stop", measure="LIX")
    >>> one["n_words"].item()
    461
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._measured: dict[tuple[str, str], pl.DataFrame] = {}

    @classmethod
    def export(cls, corpus: Corpus) -> dict[str, pl.DataFrame]:
        """Return the declared frame of this study for a whole corpus."""
        return {"readability": cls(corpus).readability}

    @property
    def readability(self) -> pl.DataFrame:
        """The frame ``readability`` of whole documents under all splitting variants."""
        return pl.concat(self.rows("document", splitter) for splitter in schema.SPLITTERS)

    def rows(self, unit: str = "document", splitter: str = STOP) -> pl.DataFrame:
        """Return the frame ``readability`` of one unit under one variant; it is measured once."""
        if (unit, splitter) not in self._measured:
            found = [measures.readability(part, unit, splitter) for part in self.corpus.parts()]
            self._measured[unit, splitter] = pl.concat(found)
        return self._measured[unit, splitter]

    @cached_property
    def pairs(self) -> list[figures.Pair]:
        """The pairs, among the first documents, whose scores can be compared, the earlier first."""
        first = self.corpus.documents["doc_id"].head(ROWS)
        every = (self.corpus.claims(*pair, override=True) for pair in combinations(first, 2))
        return [
            (claims.left, claims.right)
            for claims in every
            if claims.relation == "one statement" or claims.allows("emphasis")
        ]

    def chosen(
        self,
        measure: str,
        unit: str = "document",
        splitter: str = STOP,
        doc_ids: tuple[str, ...] = (),
    ) -> pl.DataFrame:
        """Return the scores by one measure, of some documents or all."""
        formula(measure)
        rows = self.rows(unit, splitter).filter(pl.col("measure") == measure)
        rows = rows.filter(pl.col("doc_id").is_in(list(doc_ids))) if doc_ids else rows
        if rows.is_empty():
            raise Missing(
                "texts for this choice. A full statement has no voices, and headings are counted "
                "for documents and sections only."
            )
        return rows

    @figure_or_sentence
    def scores(
        self,
        measure: str = GRADE,
        unit: str = "document",
        splitter: str = STOP,
        doc_ids: tuple[str, ...] = (),
    ) -> Figure:
        """Draw one measure of documents, sections, provisions or voices, with its components."""
        rows = self.chosen(measure, unit, splitter, doc_ids)
        return figures.scores(rows, self.corpus, self.pairs)

    @figure_or_sentence
    def difference(
        self, left: str | None, right: str | None, measure: str = GRADE, *, override: bool = False
    ) -> Figure:
        """Split the difference of two documents into sentence length and word length.

        Scores say something about the states only where the pair can carry that claim; with
        ``override`` any two documents are compared, and the figure says so.
        """
        claims = self.corpus.claims(left, right, override=override)
        stamp = claims.stamp
        if claims.relation == "over time" and not claims.allows("emphasis"):
            if not override:
                raise Missing(f"two texts of one kind here. {claims.emphasis.why}")
            stamp = f"Compared anyway because the reader asked: {claims.emphasis.why} {stamp}"
        counts = measures.unit_counts(self.corpus).rows_by_key("doc_id", named=True, unique=True)
        for side in (left, right):
            if not counts[side]["n_words"]:
                raise WorkbenchError(f"{side}: not defined for text without words.")
        parts = decompose(counts[left], counts[right], measure)
        return figures.difference(parts, self.corpus, left, right, stamp)

    @figure_or_sentence
    def measures(self) -> Figure:
        """Draw all measures of the documents, one at a time, and say whether they agree."""
        return figures.measures(self.rows(), definitions(), self.corpus, self.pairs)

    @figure_or_sentence
    def variants(self, measure: str = GRADE, doc_ids: tuple[str, ...] = ()) -> Figure:
        """Draw one measure under every way to split sentences."""
        rows = [self.chosen(measure, "document", s, doc_ids) for s in schema.SPLITTERS]
        return figures.variants(pl.concat(rows), self.corpus, self.pairs)

    def extremes(
        self,
        doc_id: str,
        measure: str = GRADE,
        n: int = 5,
        *,
        unit: str = "document",
        unit_id: str = "",
        splitter: str = STOP,
    ) -> pl.DataFrame:
        """Return the hardest and the easiest sentences of a document, or of one unit of it.

        Columns: ``side`` (hardest or easiest), ``rank`` from 1, the passage with its offsets, its
        counts, and ``value``. Among equals the first in the document comes first.
        """
        score = measures.scored(
            measures.sentences_of(self.corpus, doc_id, unit, unit_id, splitter), measure
        )
        upward = formula(measure).harder == "higher"
        sides = [
            score.sort("value", "start", descending=[descending, False])
            .head(n)
            .with_columns(side=pl.lit(side), rank=pl.int_range(1, pl.len() + 1))
            for side, descending in (("hardest", upward), ("easiest", not upward))
        ]
        return pl.concat(sides)

    @figure_or_sentence
    def sentences(
        self, doc_id: str | None, measure: str = GRADE, n: int = 3, **within: str
    ) -> Figure:
        """List the hardest and the easiest sentences of a document; ``within`` as in `extremes`."""
        if doc_id is None:
            raise Missing("a document to look into.")
        self.corpus.document(doc_id)
        rows = self.extremes(doc_id, measure, n, **within)
        if rows.is_empty():
            raise Missing(f"a sentence in the body of {self.corpus.labels[doc_id]}.")
        return figures.sentences(rows, self.corpus, measure)

    def inspect(self, words: str, splitter: str = STOP) -> Figure:
        """Show every word of a text as it is counted, and every formula with its numbers put in.

        Examples
        --------
        >>> import workbench as wb
        >>> wb.Readability(wb.load()).inspect("The cat in the hat ate breakfast.").title
        '7 words, 8 syllables and 1 sentence'
        """
        frames = measures.frames_of_texts(pl.DataFrame({"doc_id": ["text"], "text": [words]}))
        rows = measures.readability(frames, splitter=splitter, draws=0)
        parts = [part.alias(name) for name, (part, _) in COMPONENTS.items()]
        values = measures.unit_counts(frames, splitter=splitter).select(parts).row(0, named=True)
        working = [
            None
            if score is None
            else f"{formula(name).written(values)} = {score:.2f}".replace("-", "−")
            for name, score in rows.select("measure", "value").iter_rows()
        ]
        difficult = ~pl.col("easy")
        marks = {
            "long (over 6 letters)": pl.col("letters") >= measures.LONG,
            "mini (up to 3 letters)": pl.col("letters") <= measures.MINI,
            "complex (fog)": (pl.col("syllables") >= measures.POLYSYLLABLE) & difficult,
            "difficult (Dale–Chall)": difficult,
        }
        said = [pl.when(holds).then(pl.lit(mark)) for mark, holds in marks.items()]
        forms = frames.paragraphs.select(form=pl.col("text").str.extract_all(WORD).explode())
        known = measures.looked_up(forms.drop_nulls()).with_columns(
            marks=pl.concat_str(said, separator=", ", ignore_nulls=True)
        )
        rows = rows.with_columns(working=pl.Series(working, dtype=pl.String))
        return figures.inspection(known, rows)

    def explore(self, **choices: object) -> Explorer:
        """Open the explorer: choose a measure, a unit and a splitting, and look into a text.

        ``choices`` are what to begin with: ``measure``, ``unit``, ``splitter``, ``doc_ids``.
        """
        labels = {label: doc_id for doc_id, label in self.corpus.labels.items()}

        def texts(c: Choices) -> list[tuple[str, str]]:
            rows = self.chosen(c.measure, c.unit, c.splitter, ticked(c))
            names = figures.named(rows, self.corpus).select("name", "key").rows()
            return [("choose one", ""), *names]

        def inside(c: Choices) -> Figure | str:
            doc_id, _, unit_id = (c.picked or "").partition("|")
            if not doc_id:
                return "Choose a text under “Look into”, or click its mark."
            within = {"unit": c.unit, "unit_id": unit_id, "splitter": c.splitter}
            return self.sentences(doc_id, c.measure, **within)

        def under_the_lens(c: Choices) -> Figure | str:
            if not c.text.strip():
                return "Write a sentence into the box, or paste one of a document."
            return self.inspect(c.text, c.splitter)

        return Explorer(
            controls={
                "measure": choice("Measure", schema.MEASURES, GRADE),
                "unit": choice("Unit", schema.UNITS),
                "splitter": choice("Sentences end at", schema.SPLITTERS),
            },
            filters={"doc_ids": several("Documents", labels)},
            main=lambda c: self.scores(c.measure, c.unit, c.splitter, ticked(c)),
            tabs={
                "Its sentences": Tab(
                    inside, {"picked": choice("Look into", texts)}, opens_on=("picked",)
                ),
                "Inspector": Tab(under_the_lens, {"text": text("Sentence", lines=3)}),
                "Variants": Tab(lambda c: self.variants(c.measure, ticked(c))),
            },
            line="wb.Readability(corpus).explore",
            start=choices,
        )


def ticked(choices: Choices) -> tuple[str, ...]:
    """Return the documents that the reader has ticked, or ask for one."""
    if not choices.doc_ids:
        raise WorkbenchError("Tick at least one document under “Filter”.")
    return choices.doc_ids
