"""The readability study: a corpus in, a figure out of each question."""

from functools import cached_property
from itertools import combinations

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.words import tokens
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Tab, choice, several, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.charts import ROWS
from workbench.readability import figures
from workbench.readability.measure import (
    QUOTED,
    SEMICOLON,
    STOP,
    frames_of_texts,
    guessed_words,
    readability,
    scored,
    unit_counts,
)
from workbench.readability.scores import COMPONENTS, decompose, definitions, formula
from workbench.readability.syllables import LONG, MINI, POLYSYLLABLE, features, key

GRADE = "Flesch–Kincaid grade"
#: Sentences of each side that the explorer lists.
EACH_SIDE = 3


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
            found = [readability(part, (unit,), (splitter,)) for part in self.corpus.parts()]
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
        return figures.scores(
            self.chosen(measure, unit, splitter, doc_ids), self.corpus, self.pairs
        )

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
        counts = unit_counts(self.corpus).filter(pl.col("doc_id").is_in([left, right]))
        sides = {row["doc_id"]: row for row in counts.iter_rows(named=True)}
        for side in (left, right):
            if not sides[side]["n_words"]:
                raise WorkbenchError(f"{side}: not defined for text without words.")
        parts = decompose(sides[left], sides[right], measure)
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
        pieces = self.corpus.clauses if splitter.startswith(SEMICOLON) else self.corpus.sentences
        inside = self._within(pieces.filter(pl.col("doc_id") == doc_id), unit, unit_id)
        score = scored(inside, measure).with_columns(
            syllable_source=pl.lit(self.rows()["syllable_source"][0])
        )
        upward = formula(measure).harder == "higher"
        sides = [
            score.sort("value", "start", descending=[descending, False])
            .head(n)
            .with_columns(side=pl.lit(side), rank=pl.int_range(1, pl.len() + 1))
            for side, descending in (("hardest", upward), ("easiest", not upward))
        ]
        return pl.concat(sides[:1]) if score.is_empty() else pl.concat(sides)

    def _within(self, pieces: pl.DataFrame, unit: str, unit_id: str) -> pl.DataFrame:
        """Keep the sentences of one unit; one that mixes both voices belongs to both."""
        if unit in ("section", "provision"):
            lines = self.corpus.paragraphs.filter(pl.col(unit) == unit_id)
            return pieces.join(lines, on=["doc_id", "para_no"], how="semi", maintain_order="left")
        if unit != "voice":
            return pieces
        spans = self.corpus.quotes.filter("balanced")
        spans = spans.select("doc_id", "para_no", first="start", last="end")
        covered = pl.min_horizontal("end", "last").cast(pl.Int64) - pl.max_horizontal(
            "start", "first"
        )
        shares = (
            pieces.join(spans, on=["doc_id", "para_no"], how="left")
            .group_by("start")
            .agg(
                quoted=covered.clip(lower_bound=0).fill_null(0).sum(),
                size=(pl.col("end") - pl.col("start")).first(),
            )
        )
        speaks = pl.col("quoted") > 0 if unit_id == QUOTED else pl.col("quoted") < pl.col("size")
        return pieces.join(shares.filter(speaks), on="start", how="semi", maintain_order="left")

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

    @figure_or_sentence
    def guessed(self) -> Figure:
        """List the words whose syllables are a guess."""
        return figures.guessed(guessed_words(self.corpus.tokens), self.corpus)

    def inspect(self, words: str, splitter: str = STOP) -> Figure:
        """Show every word of a text as it is counted, and every formula with its numbers put in.

        Examples
        --------
        >>> import workbench as wb
        >>> wb.Readability(wb.load()).inspect("The cat in the hat ate breakfast.").title
        '7 words, 8 syllables and 1 sentence'
        """
        frames = frames_of_texts(pl.DataFrame({"doc_id": ["text"], "text": [words]}))
        rows = readability(frames, splitters=(splitter,), draws=0)
        counts = unit_counts(frames, splitters=(splitter,))
        parts = counts.select(part.alias(name) for name, (part, _) in COMPONENTS.items())
        values = parts.row(0, named=True)
        working = [
            None if score is None else f"{formula(name).written(values)} = {score:.2f}"
            for name, score in rows.select("measure", "value").iter_rows()
        ]
        found = tokens(clauses(sentences(frames.paragraphs)), {}).with_columns(key=key("form"))
        known = found.join(
            features(found["key"].unique()), on="key", how="left", maintain_order="left"
        )
        many_syllables, hard = pl.col("syllables") >= POLYSYLLABLE, ~pl.col("easy")
        marked = known.with_columns(
            long=pl.col("letters") >= LONG,
            mini=pl.col("letters") <= MINI,
            complex=many_syllables & hard,
            difficult=hard,
        )
        return figures.inspection(
            marked, rows.with_columns(working=pl.Series(working, dtype=pl.String))
        )

    def explore(self, **choices: object) -> Explorer:
        """Open the explorer: choose a measure, a unit and a splitting, and look into a text.

        ``choices`` are what to begin with: ``measure``, ``unit``, ``splitter``, ``doc_ids``.
        """
        labels = {label: doc_id for doc_id, label in self.corpus.labels.items()}

        def texts(c: Choices) -> list[tuple[str, str]]:
            rows = self.chosen(c.measure, c.unit, c.splitter, ticked(c))
            names = figures.named(rows, self.corpus).select("name", "key").rows()
            return [("choose one", ""), *names]

        def within(c: Choices) -> dict[str, str]:
            doc_id, _, unit_id = c.picked.partition("|")
            return {"doc_id": doc_id, "unit_id": unit_id, "unit": c.unit, "splitter": c.splitter}

        def inside(c: Choices) -> Figure:
            if not c.picked:
                raise WorkbenchError("Choose a text under “Look into”, or click its mark.")
            return self.sentences(measure=c.measure, n=EACH_SIDE, **within(c))

        def examples(c: Choices) -> list[tuple[str, str]]:
            if not c.picked:
                return [("choose one", "")]
            rows = self.extremes(measure=c.measure, n=EACH_SIDE, **within(c))
            listed = rows["text"].unique(maintain_order=True)
            return [("choose one", ""), *((f"{words[:90]} …", words) for words in listed)]

        def under_the_lens(c: Choices) -> Figure | str:
            words = c.text.strip() or c.example
            if not words:
                return "Write a sentence into the box, or pick one of those shown."
            return self.inspect(words, c.splitter)

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
                "Inspector": Tab(
                    under_the_lens,
                    {
                        "example": choice("Pick a sentence", examples),
                        "text": text("Sentence", lines=3),
                    },
                ),
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
