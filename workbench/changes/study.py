"""The answer: what changed from statement to statement, as a ledger and as verdicts."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, product

import polars as pl

from workbench import schema
from workbench.changes import figures
from workbench.changes import ledger as measured
from workbench.changes.ledger import State
from workbench.corpus import Corpus
from workbench.corpus.codebooks import Codebook, one_of
from workbench.errors import Missing
from workbench.explorer import Choices, Explorer, Tab, choice
from workbench.figures import Figure, figure_or_sentence
from workbench.search import Search
from workbench.wording import Wording
from workbench.wording.edits import edits, read_edits

ALL = "all"


class Changes:
    """What changed in the provisions of ``codebook/provisions.toml``, from statement to statement.

    A corpus without that file has no provisions: a frame then raises `Missing`, and a figure says
    so in a sentence.

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

    # --- frames ---

    @cached_property
    def codebook(self) -> Codebook:
        """The provisions (topics) and their parts (rules); `Missing` if the corpus has none."""
        return measured.read_provisions(self.corpus.folder)

    @cached_property
    def passages(self) -> pl.DataFrame:
        """A row per match of a part of a provision (see `ledger.passages`)."""
        return measured.passages(self.corpus, self.codebook)

    @cached_property
    def places(self) -> pl.DataFrame:
        """The passages and, without an actor, what comes near in texts that lack them."""
        near = measured.near(self.corpus, Search(self.corpus), self.passages)
        return pl.concat([self.passages, near], how="diagonal_relaxed")

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """The frame ``ledger``: every provision in every document."""
        return measured.ledger(self.corpus, self.codebook, self.passages)

    @cached_property
    def states(self) -> dict[tuple[str, str], State]:
        """How each statement has each provision, by provision and statement."""
        return measured.states(self.corpus, self.ledger, self.passages)

    @cached_property
    def _derived(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        return measured.verdicts(self.corpus, self.codebook, self.states)

    @property
    def verdicts(self) -> pl.DataFrame:
        """The frame ``verdicts``: every provision from each statement to each later one."""
        return self._derived[0]

    @property
    def whole(self) -> pl.DataFrame:
        """The columns of ``verdicts`` for a series as a whole: its last statement and all before."""
        if self._derived[1].is_empty():
            raise Missing("two statements of one series, in a known order.")
        return self._derived[1]

    @cached_property
    def years(self) -> dict[str, str]:
        """What each statement is called, by its id, in order."""
        names = {one.statement_id: one.name for one in self.states.values()}
        return {one: names[one] for line in measured.series(self.corpus) for one in line}

    @cached_property
    def spoken(self) -> pl.DataFrame:
        """A row per provision and statement that attests it, by its best witness."""
        labels = dict(self.codebook.topics.select("topic", "label").rows())
        rows = [
            (provision, label, year, one.actor, one.verb, one.said)
            for provision, label in labels.items()
            for statement, year in self.years.items()
            if (one := self.states[provision, statement]).attests
        ]
        names = ("provision", "label", "year", "actor", "verb", "said")
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")

    # --- figures ---

    @figure_or_sentence
    def what_changed(self, *, pick: bool = False) -> Figure:
        """Show the ledger: provisions in rows, statements in columns, and what may be said."""
        about = (self.ledger, self.whole, self.places, self.corpus, self.years)
        return figures.what_changed(*about, pick=pick)

    @figure_or_sentence
    def summary(self) -> Figure:
        """List the provisions under what may be said of them."""
        return figures.summary(self.whole, self.corpus.documents, self.years)

    @figure_or_sentence
    def actors(self) -> Figure:
        """Draw who speaks of each provision, by year."""
        return figures.actors(self.spoken, self.corpus.documents)

    @figure_or_sentence
    def verbs(self) -> Figure:
        """Show the verbs of each provision, by year."""
        return figures.verbs(self.spoken, self.corpus.documents)

    @figure_or_sentence
    def formulas(self) -> Figure:
        """Show what two statements state or quote, old beside new, with a redline."""
        compared = set(self.verdicts.select("earlier_id", "later_id").rows())
        found = []
        for line, provision in product(measured.series(self.corpus), self.codebook.topics["topic"]):
            had = (self.states[provision, one] for one in line)
            known = [one for one in had if measured.formulas((one, one))]
            pairs = (
                pair
                for pair in pairwise(known[:: max(1, len(known) - 1)])
                if tuple(one.statement_id for one in pair) in compared
            )
            found += [self._formula(provision, pair) for pair in pairs]
        if not found:
            raise Missing("a provision whose words two statements state or quote.")
        return figures.formulas(found, self.corpus)

    def _formula(self, provision: str, pair: Sequence[State]) -> figures.Formula:
        """Return the verdict on a provision in two statements, its best passages, and their edits."""
        rows = self._between([one.statement_id for one in pair]).filter(provision=provision)
        best = [next(iter(one.parts.values())) for one in pair if one.parts]
        sides = measured.formulas(pair) or best
        links = measured.links([sides] if len(sides) == len(pair) else [])
        changes = edits(links, self.corpus, read_edits(self.corpus.folder))
        link = next(links.iter_rows(named=True), {})
        return rows.row(0, named=True), link, changes, [one.name for one in pair]

    @figure_or_sentence
    def witnesses(self) -> Figure:
        """Draw what each press text has of the first statement with several and no full text."""
        press = self.corpus.documents.filter(
            (pl.len().over("statement_id") > 1)
            & (pl.col("genre") != "statement").all().over("statement_id")
            & pl.col("statement_id").is_in(list(self.years))
        )
        if press.is_empty():
            raise Missing("a statement with two press texts and no full text.")
        statement = press["statement_id"][0]
        rows = self.ledger.filter(statement_id=statement)
        found = self.passages.join(press, on="doc_id", how="semi")
        return figures.witnesses(rows, self.corpus.documents, self.years[statement], found)

    @figure_or_sentence
    def points(self) -> Figure:
        """Draw the numbered points of a full text, filled where a press text on it reports them."""
        documents = self.corpus.documents.select("doc_id", "statement_id", "genre")
        documents = documents.filter(pl.col("statement_id") != "unknown")
        full = documents.filter(genre="statement")
        press = documents.filter(pl.col("genre") != "statement")
        point = pl.col("provision").str.extract("^(\\d+)")
        lines = self.corpus.paragraphs.select("doc_id", point=point)
        lines = lines.drop_nulls().unique(maintain_order=True)
        pairs = full.join(lines, on="doc_id").join(press, on="statement_id", suffix="_press")
        if pairs.is_empty():
            raise Missing("a full statement with numbered points, and a press text on it.")
        left, right = pairs.select("doc_id_press", "doc_id").row(0)
        links = Wording(self.corpus).compare(left, right).links
        links = links.filter(pl.col("status") != "rejected").rename(
            {"right_provision": "provision"}
        )
        passages = pl.col("left_text").unique(maintain_order=True).str.join(" … ")
        told = links.group_by(point=point).agg(passage=passages)
        rows = lines.filter(doc_id=right).join(told, on="point", how="left", maintain_order="left")
        return figures.points(rows.fill_null(""), self.corpus, right, left)

    def _between(self, pair: Sequence[str], claim: str = ALL) -> pl.DataFrame:
        """Return the verdicts from one statement to another, all or those with one claim."""
        rows = self.verdicts.filter(earlier_id=pair[0], later_id=pair[1])
        return rows if claim in (None, ALL) else rows.filter(pl.col("claim") == claim)

    def _pair(self, provision: str, ids: Sequence[str]) -> list[State]:
        """Return two statements; without ids, the last two of which something can be told."""
        one_of(provision, self.codebook.topics["topic"].to_list(), "Unknown provision")
        rows = self.verdicts.filter(provision=provision)
        for one in ids:
            one_of(one, list(self.years), "Unknown statement")
        rows = rows.filter(earlier_id=ids[0], later_id=ids[-1]) if ids else rows
        if rows.is_empty():
            raise Missing("two statements of one series, in a known order.")
        told = ~pl.col("claim").is_in(["cannot be told", "in neither"])
        row = rows.sort(told, maintain_order=True).row(-1, named=True)
        return [self.states[provision, row[f"{side}_id"]] for side in ("earlier", "later")]

    @figure_or_sentence
    def side_by_side(self, provision: str, *statements: str) -> Figure:
        """Show one provision in two statements: the claim and its reason, passages, what differs.

        ``statements`` are the earlier and the later by id; without them, the last two of which
        something can be told.
        """
        pair = self._pair(provision, statements)
        found, by_year = self.places.filter(provision=provision), {}
        for one in pair:
            here = self.corpus.documents.filter(statement_id=one.statement_id)
            by_year[one.name] = found.join(here, on="doc_id", how="semi", maintain_order="left")
        note = "" if measured.formulas(pair) else "A word that differs may be the reporter's."
        question = self.codebook.topics.filter(topic=provision)["question"].item()
        formula = self._formula(provision, pair)
        return figures.side_by_side(formula, by_year, self.corpus, question, note)

    @figure_or_sentence
    def verdict_table(self, *statements: str, claim: str = ALL, pick: bool = False) -> Figure:
        """Show what may be claimed of every provision between two statements, and why."""
        pair = self._pair(self.codebook.topics["topic"][0], statements)
        rows = self._between([one.statement_id for one in pair], claim)
        years = [one.name for one in pair]
        return figures.verdicts(rows, self.corpus.documents, years, pick=pick)

    @figure_or_sentence
    def agreement(self) -> Figure:
        """Say how often a second reading has the marks of the ledger; folded: every difference."""
        rows = measured.second_reading(self.corpus, self.ledger, self.passages)
        return figures.agreement(rows, self.corpus.documents)

    # --- explorer ---

    @figure_or_sentence
    def explore(self, **start: object) -> Explorer:
        """Open the explorer of provisions; ``start`` is what to begin with.

        Choices: ``pair`` (two statements by id), ``claim``, ``provision``.
        """
        _ = self.whole
        pairs = self.verdicts.select("earlier_id", "later_id").unique(maintain_order=True).rows()
        names = {" to ".join(self.years[one] for one in pair): pair for pair in pairs}

        def provisions(choices: Choices) -> dict[str, str]:
            rows = self._between(choices.pair, choices.claim)
            return dict(rows.select("label", "provision").rows())

        def picked(choices: Choices, key: str) -> None:
            choices.claim, choices.provision = ALL, key

        def claims(choices: Choices) -> list[str]:
            return [ALL, *self._between(choices.pair)["claim"].unique(maintain_order=True)]

        def verdicts(choices: Choices) -> Figure:
            return self.verdict_table(*choices.pair, claim=choices.claim, pick=True)

        return Explorer(
            {
                "pair": choice("Statements", names, pairs[-1]),
                "claim": choice("Claim", claims),
                "provision": choice("Provision", provisions),
            },
            lambda choices: self.side_by_side(choices.provision, *choices.pair),
            {
                "Ledger": Tab(lambda _: self.what_changed(pick=True)),
                "Verdicts": Tab(verdicts),
                "Speakers": Tab(lambda _: self.actors()),
                "Press texts": Tab(lambda _: self.witnesses()),
            },
            line="wb.Changes(corpus).explore",
            start=start,
            on_pick=picked,
        )
