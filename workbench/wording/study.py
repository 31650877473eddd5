"""The wording study: two documents in, what was kept, reworded or has no counterpart out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.corpus.notes import Decision, decide, read_decisions, undo_decision
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Form, Tab, check, choice, listing, number, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import excerpt, percent
from workbench.figures.theme import block, join
from workbench.search import Search
from workbench.wording import evaluate, figures
from workbench.wording.align import LEAST, LEAST_REVISED, Aligner
from workbench.wording.edits import Codebook, edits, read_edits
from workbench.wording.synopsis import cards, conflicts, review, synopsis, witnesses

#: Pairs that are compared without being asked for one by one; of more, those in a row.
MOST_PAIRS = 1_000
#: Scores this low are shown only as "nearest", where nothing reaches the score asked for.
NEAREST, FLOOR = 3, 0.02
ALL = "all"
#: Words by which a passage is named in a list; other documents whose passages are looked for.
FIRST_WORDS, OTHERS = 12, 60
JUDGED = {
    "confirmed": "Confirm link",
    "rejected": "Reject link",
    "added": "Add this link",
    "undo": "Undo",
}


@dataclass(frozen=True)
class Comparison:
    """What is known of a pair: what it can prove, its links, their edits, and the synopsis.

    ``least`` is the score that was asked for, if any; ``coded`` tells whether the links are those
    of a reference reading.
    """

    claims: Claims
    unit: str
    least: float | None
    coded: bool
    links: pl.DataFrame
    edits: pl.DataFrame
    synopsis: pl.DataFrame


class Wording:
    """What two texts word alike, reword, or have alone.

    ``unit`` is what is compared: *provision*, *sentence* or *clause*.

    Examples
    --------
    >>> import workbench as wb
    >>> pair = wb.Wording(wb.load()).compare("vov-2025", "vgp-2025")
    >>> pair.claims.relation, pair.synopsis["outcome"][0]
    ('one statement', 'reworded by the witness')
    """

    def __init__(self, corpus: Corpus, unit: str = "sentence") -> None:
        self.corpus, self.unit = corpus, unit
        self._compared: dict[tuple[Any, ...], Comparison] = {}

    @classmethod
    def export(cls, corpus: Corpus) -> dict[str, pl.DataFrame]:
        """Return the frames ``links`` and ``edits`` of the pairs of each series and statement."""
        study = cls(corpus)
        found = [study.compare(left, right) for left, right in study.pairs()]
        names = ("links", "edits")
        return {
            name: pl.concat([schema.empty(name), *(getattr(one, name) for one in found)])
            for name in names
        }

    @cached_property
    def aligner(self) -> Aligner:
        """The passages, ready to be linked."""
        return Aligner(self.corpus, self.unit)

    @cached_property
    def codebook(self) -> Codebook:
        """The rules for the kinds of edits."""
        return read_edits(self.corpus.folder)

    @cached_property
    def reference(self) -> pl.DataFrame:
        """The frame ``reference``: links that a language model read; `Missing` if there are none."""
        return evaluate.read_reference(self.corpus)

    @cached_property
    def measured(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The frame ``accuracy``, and every error with both places."""
        return evaluate.evaluate(self.aligner, self.reference)

    @property
    def decisions(self) -> pl.DataFrame:
        """The frame ``decisions``: what readers confirmed, rejected and added."""
        return read_decisions(self.corpus.folder, self.corpus.documents)[0]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield pairs of documents that can be compared; of very many the neighbours in their order."""
        worded = self.corpus.documents.filter(pl.col("n_words") > 0)["doc_id"].to_list()
        few = len(worded) * (len(worded) - 1) // 2 <= MOST_PAIRS
        for left, right in combinations(worded, 2) if few else pairwise(worded):
            if self.corpus.claims(left, right, override=True).relation != "none":
                yield left, right

    def compare(
        self,
        left: str | None,
        right: str | None,
        *,
        override: bool = False,
        least: float | None = None,
    ) -> Comparison:
        """Link the passages of two documents, name the edits, and say what became of each passage.

        Where a reference reader coded the links of the pair, those are taken; with ``least``, the
        links that the alignment proposes from this score on. Readers' decisions come last. A pair
        that proves nothing raises `Missing`, unless ``override`` is set.
        """
        claims = self.corpus.claims(left, right, override=override)
        links = self.corpus.folder / "links"
        saved = tuple((path.name, path.stat().st_mtime_ns) for path in sorted(links.glob("*.toml")))
        key = (left, right, claims.override, least, saved)
        if key not in self._compared:
            self._compared[key] = self._compare(claims, least)
        return self._compared[key]

    def _compare(self, claims: Claims, least: float | None) -> Comparison:
        """Compare a pair anew."""
        corpus, pair = self.corpus, (claims.left, claims.right)
        for doc_id in pair:
            if not corpus.document(doc_id)["n_words"]:
                raise Missing(f"body text of {corpus.labels[doc_id]}, so nothing can be compared.")
        links = self._coded(*pair) if least is None else None
        coded = links is not None
        links = self.aligner.links(*pair, least) if links is None else links
        named = pl.DataFrame([pair], schema=["left_id", "right_id"], orient="row")
        links = review(links, self.decisions, self.aligner.units, named)
        changes = edits(links, corpus, self.codebook)
        full = corpus.documents.filter(pl.col("genre") == "statement")["doc_id"].to_list()
        rows = synopsis(links, changes, self.aligner.units, claims, full)
        return Comparison(claims, self.unit, least, coded, links, changes, rows)

    def _coded(self, left: str, right: str) -> pl.DataFrame | None:
        """Return the links of the reference reading, if it has this pair."""
        try:
            return evaluate.coded_links(self.aligner, self.reference, left, right)
        except Missing:
            return None

    def _pair(self, left: str, right: str, *, override: bool) -> Comparison:
        """Compare a pair, or the first in its place that can be compared."""
        return self.compare(*self.corpus.pair(left, right), override=override)

    def _trust(self, pair: Comparison) -> list[str]:
        """Say in sentences where the links come from, and how far to trust them."""
        usual = f"{LEAST:.2f} ({LEAST_REVISED:.2f} in a revision)"
        how = (
            f"Aligned by {self.unit}; below a score of {pair.least or usual} the answer is that no"
        )
        told = [f"{how} counterpart was found."]
        if pair.coded:
            told = [f"Links of {self.unit}s as a language model read them (data/reference/links)."]
        both = [pair.claims.left, pair.claims.right]
        try:
            rows = self.measured[0].filter(
                pl.col(side).is_in(both) for side in ("left_id", "right_id")
            )
        except Missing:
            return told
        if rows.height and pair.least is None:
            precision, recall, coded = rows.select("precision", "recall", "n_reference").row(0)
            told.append(
                f"The alignment alone finds {percent(recall)} of the {coded} links of this pair, and "
                f"{percent(precision)} of those that it proposes are right."
            )
        return told

    # --- figures ---

    @figure_or_sentence
    def synopsis(self, left: str, right: str, *, override: bool = False) -> Figure:
        """Show a row per passage of two documents, and what became of it."""
        return self.synopsis_of(self._pair(left, right, override=override))

    def synopsis_of(self, pair: Comparison, rows: pl.DataFrame | None = None) -> Figure:
        """Show the synopsis of a comparison, or some of its rows."""
        rows = pair.synopsis if rows is None else rows
        trust = self._trust(pair)
        return figures.synopsis(rows, pair.links, self.corpus, pair.claims, self.unit, trust)

    @figure_or_sentence
    def cards(
        self, left: str, right: str, *, override: bool = False, least: float | None = None
    ) -> Figure:
        """Show a card per link that differs in substance: both passages, and what differs.

        ``least`` leaves out links with a lower score.
        """
        return self.cards_of(self._pair(left, right, override=override), least)

    def cards_of(self, pair: Comparison, least: float | None = None) -> Figure:
        """Show the cards of a comparison."""
        links = pair.links.filter(pl.col("status") != "rejected")
        dated = pair.claims.relation == "over time"
        rows = cards(links, pair.edits, self.corpus.labels, dated=dated)
        kept = rows if least is None else rows.filter(pl.col("score") >= least)
        named = rows.select("link_no", doc_id="left_id", unit_no="left_unit_no")
        named = named.join(self.aligner.themes([pair.claims.left]), on=["doc_id", "unit_no"])
        first = pl.col("concepts").list.head(2).list.join(", ")
        themes = dict(named.select("link_no", first).iter_rows())
        return figures.cards(kept, self.corpus, pair.claims, rows.height, themes)

    @figure_or_sentence
    def redline(
        self, left: str, right: str, *, override: bool = False, link_no: int | None = None
    ) -> Figure:
        """Show one link in full, with every edit marked; the strongest if ``link_no`` names none."""
        pair = self._pair(left, right, override=override)
        links = pair.links.filter(pl.col("status") != "rejected")
        if links.is_empty():
            raise Missing("a linked passage of these two documents.")
        if link_no is None:
            link_no = links.sort("score", maintain_order=True)["link_no"][-1]
        elif link_no not in links["link_no"]:
            raise WorkbenchError(f"No link {link_no!r}; choose 1 to {pair.links.height}.")
        return self.link_card(pair, link_no)

    def link_card(self, pair: Comparison, link_no: int) -> Figure:
        """Show one link of a comparison in full."""
        link = pair.links.row(by_predicate=pl.col("link_no") == link_no, named=True)
        changes = pair.edits.filter(link_no=link_no)
        return figures.link_card(link, changes, self.corpus, pair.claims)

    @figure_or_sentence
    def witnesses(self, words: str) -> Figure:
        """Set the passages with these words in all documents side by side, word by word."""
        return figures.witnesses(witnesses(self.corpus, self.passages(words)), self.corpus)

    def passages(self, words: str) -> list[tuple[str, int, int]]:
        """Return the passages with these words: document, start, end; any query of `Search` will do."""
        found = Search(self.corpus).find(words).select("doc_id", first="start")
        met = self.aligner.units.join(found, on="doc_id", maintain_order="left")
        met = met.filter(pl.col("first").is_between("start", "end", closed="left"))
        return met.select("doc_id", "start", "end").unique(maintain_order=True).rows()

    @figure_or_sentence
    def formula(self, phrase: str) -> Figure:
        """Follow a phrase through all documents: its wordings, their places, the silent ones."""
        return Search(self.corpus).formula(phrase)

    @cached_property
    def similarity(self) -> pl.DataFrame:
        """Three cosines of each pair of documents (see `evaluate.similarity`)."""
        return evaluate.similarity(self.corpus.scan("tokens").select("doc_id", "word").collect())

    @figure_or_sentence
    def reuse(self) -> Figure:
        """Show how much of each press text is taken over from another witness, and how alike texts are."""
        pairs = [
            pair
            for one in self.pairs()
            if self.corpus.claims(*one, override=True).relation == "one statement"
            for pair in (one, one[::-1])
        ]
        return figures.reuse(evaluate.reuse(self.corpus, pairs), self.similarity, self.corpus)

    @figure_or_sentence
    def accuracy(self) -> Figure:
        """Show how well the alignment agrees with a reference reading of the links."""
        return figures.accuracy(self.measured[0], self.corpus, self.unit)

    @figure_or_sentence
    def mistakes(self) -> Figure:
        """Show every false and every missed link with both passages."""
        return figures.mistakes(self.measured[1], self.corpus)

    # --- the explorer ---

    def explore(
        self, left: str = "tass-2021", right: str = "tass-2024", **choices: object
    ) -> Explorer:
        """Open the study on a pair: its passages one by one, the synopsis, witnesses, cards, formulas.

        ``choices`` are what to begin with: ``unit``, ``least``, ``override``, ``outcome``, ``kind``,
        ``status``, ``concept``, ``words``, ``row``, ``phrase``. A link can be confirmed, rejected or
        added; the decision is saved at once and can be undone.
        """
        pair = self.corpus.pair(left, right)
        chosen = pair if pair[0] else (left, right)
        desk = Desk(self)
        names = {name: doc_id for doc_id, name in self.corpus.labels.items()}
        concepts = self.aligner.concepts["concept"].drop_nulls().unique(maintain_order=True)
        fields = {
            "phrase": text("Phrase", "not ** third", hint="* any ending, ** a few words"),
        }
        return Explorer(
            controls={
                "left": choice("First text", names, chosen[0]),
                "right": choice("Second text", names, chosen[1]),
                "unit": choice("Align by", schema.PASSAGES, self.unit),
                "least": number("Minimum score (0: as coded, or the usual one)", 0, 0, 1, 0.01),
                "override": check("Compare anyway"),
                "row": listing("Passages", desk.offered),
            },
            filters={
                "outcome": choice("Outcome", desk.outcomes),
                "kind": choice("Kind of edit", (ALL, *schema.EDIT_KINDS)),
                "status": choice("Link", (ALL, *schema.STATUSES)),
                "concept": choice("Concept", (ALL, *concepts)),
                "words": text("Containing"),
            },
            main=desk.passage,
            form=Form(desk.fields, JUDGED, desk.judge),
            tabs={
                "Synopsis": Tab(desk.synopsis),
                "Witnesses": Tab(desk.witnesses),
                "Cards": Tab(lambda c: desk.study(c).cards_of(desk.pair(c))),
                "Formula": Tab(lambda c: self.formula(c.phrase), controls=fields),
            },
            line="wb.Wording(corpus).explore",
            start={"left": chosen[0], "right": chosen[1]} | choices,
        )


class Desk:
    """What the explorer of a study draws from the choices."""

    def __init__(self, study: Wording) -> None:
        self.corpus = study.corpus
        self.by_unit = {study.unit: study}
        self.elsewhere: dict[tuple[str, str, float], tuple[pl.DataFrame, str]] = {}

    def study(self, c: Choices) -> Wording:
        """Return the study of the chosen unit."""
        return self.by_unit.setdefault(c.unit, Wording(self.corpus, c.unit))

    def pair(self, c: Choices) -> Comparison:
        """Compare the chosen pair; what was saved counts as a choice."""
        _ = c.saved
        return self.study(c).compare(c.left, c.right, override=c.override, least=c.least or None)

    def outcomes(self, c: Choices) -> list[str]:
        """Return the outcomes that the pair has."""
        return [ALL, *self.pair(c).synopsis["outcome"].unique().sort()]

    def rows(self, c: Choices) -> pl.DataFrame:
        """Return the rows of the synopsis that the reader asked for."""
        pair = self.pair(c)
        rows = pair.synopsis
        linked = pair.links.with_columns(pl.col("status").cast(pl.String))
        if c.outcome not in (None, ALL):
            rows = rows.filter(outcome=c.outcome)
        if c.kind != ALL:
            numbers = pair.edits.filter(pl.col("kind") == c.kind)["link_no"].unique()
            rows = rows.filter(
                pl.col("link_nos").list.set_intersection(numbers.implode()).list.len() > 0
            )
        if c.status != ALL:
            met = linked.filter(status=c.status)
            rows = rows.filter(touched(met, "left") | touched(met, "right"))
        if c.concept != ALL:
            themes = self.study(c).aligner.themes([c.left, c.right])
            themes = themes.filter(pl.col("concepts").list.contains(c.concept))
            of_side = (
                pl.col(f"{side}_unit_no").is_in(themes.filter(doc_id=doc_id)["unit_no"].implode())
                for side, doc_id in (("left", c.left), ("right", c.right))
            )
            rows = rows.filter(pl.any_horizontal(*of_side).fill_null(value=False))
        if c.words.strip():
            found = Search(self.corpus).find(c.words.strip())
            places = [
                found.filter(doc_id=doc_id).select(
                    pl.col("start").alias(f"{side}_start"), pl.col("end").alias(f"{side}_end")
                )
                for side, doc_id in (("left", c.left), ("right", c.right))
            ]
            met = linked.filter(touched(places[1], "right"))["link_no"]
            there = pl.col("link_nos").list.set_intersection(met.implode()).list.len() > 0
            hit = touched(places[0], "left") | touched(places[1], "right") | there
            rows = rows.filter(hit.fill_null(value=False))
        if rows.is_empty():
            raise WorkbenchError("No passage fits these choices; set a filter back to all.")
        return rows

    def offered(self, c: Choices) -> list[tuple[str, int]]:
        """Name the passages that fit, by place, outcome and first words."""
        rows = []
        for row in self.rows(c).iter_rows(named=True):
            side = "left" if row["left_text"] is not None else "right"
            words = " ".join(row[f"{side}_text"].split()[:FIRST_WORDS])
            score = "" if row["score"] is None else f", {row['score']:.2f}"
            name = self.corpus.labels[row[f"{side}_id"]]
            label = f"{name} ¶ {row[f'{side}_para_no']} — {row['outcome']}{score} — {words} …"
            rows.append((label, row["row_no"]))
        return rows

    def row(self, c: Choices) -> dict[str, Any]:
        """Return the chosen row of the synopsis."""
        rows = self.pair(c).synopsis.filter(row_no=c.row or 0)
        if rows.is_empty():
            self.rows(c)
            raise WorkbenchError("Choose a passage from the list.")
        return rows.row(0, named=True)

    def passage(self, c: Choices) -> Figure | Markup:
        """Show the chosen row: its links with their edits, or the nearest passages and why not."""
        pair, row = self.pair(c), self.row(c)
        if row["link_nos"] is None:
            return self.alone(c, pair, row)
        parts = []
        for link_no in row["link_nos"]:
            link = pair.links.row(by_predicate=pl.col("link_no") == link_no, named=True)
            parts.append(self.study(c).link_card(pair, link_no).html())
            for side in ("left", "right"):
                place = (link[f"{side}_{name}"] for name in ("id", "start", "end"))
                parts.append(block(excerpt(self.corpus, *place)))
        return join(parts)

    def alone(self, c: Choices, pair: Comparison, row: dict[str, Any]) -> Figure:
        """Say that no counterpart was found, and show what comes nearest."""
        side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
        near = self.study(c).aligner.links(c.left, c.right, FLOOR)
        near = near.filter(pl.col(f"{side}_unit_no") == row[f"{side}_unit_no"])
        near = near.sort("score", descending=True).head(NEAREST)
        why = "No link reaches the minimum score."
        if pair.coded:
            why = "The reference reading has no link for it."
        rejected = pair.links.filter(touched_by(row, side), pl.col("status") == "rejected")
        if rejected.height:
            why = "A reader has rejected the link."
        return figures.nearest(
            row[f"{side}_text"], near, other, row["absent_from"], self.corpus, why
        )

    def synopsis(self, c: Choices) -> Figure:
        """Show the rows of the synopsis that fit."""
        return self.study(c).synopsis_of(self.pair(c), self.rows(c))

    def witnesses(self, c: Choices) -> Figure:
        """Set the chosen passage beside its best counterpart in other documents."""
        self.pair(c)
        row = self.row(c)
        if row["left_unit_no"] is None:
            raise WorkbenchError("Choose a passage of the first text.")
        links = self.links_elsewhere(c).filter(left_unit_no=row["left_unit_no"])
        best = links.sort("score", descending=True, maintain_order=True).unique(
            "right_id", keep="first", maintain_order=True
        )
        if best.is_empty():
            raise WorkbenchError("No counterpart of this passage in any other document.")
        spans = [(c.left, row["left_start"], row["left_end"])]
        spans += best.select("right_id", "right_start", "right_end").rows()
        return figures.witnesses(witnesses(self.corpus, spans), self.corpus)

    def links_elsewhere(self, c: Choices) -> pl.DataFrame:
        """Link the first text with the others; of very many with those that it can be compared with."""
        key = (c.unit, c.left, c.least)
        if key not in self.elsewhere:
            others = [one for one in self.corpus.documents["doc_id"] if one != c.left]
            if len(others) > OTHERS:
                relation = {
                    one: self.corpus.claims(c.left, one, override=True).relation for one in others
                }
                others = [one for one in others if relation[one] != "none"]
            self.elsewhere = {key: self.study(c).aligner.links(c.left, others, c.least or None)}
        return self.elsewhere[key]

    # --- readers' decisions ---

    def fields(self, c: Choices) -> dict[str, Any]:
        """Return what a reader fills in: who, why, and which link or which other passage."""
        pair, row = self.pair(c), self.row(c)
        links = pair.links.filter(pl.col("link_no").is_in(row["link_nos"] or []))
        offered = {
            f"¶ {link['left_para_no']} and ¶ {link['right_para_no']} ({link['status']})": (
                span(link, "left"), span(link, "right"),
            )
            for link in links.iter_rows(named=True)
        }  # fmt: skip
        side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
        own = span(row, side)
        extra = {}
        for unit in (
            self.study(c).aligner.units.filter(doc_id=getattr(c, other)).iter_rows(named=True)
        ):
            words = " ".join(unit["text"].split()[:FIRST_WORDS])
            there = (unit["doc_id"], unit["start"], unit["end"])
            extra[f"¶ {unit['para_no']}: {words} …"] = (
                (own, there) if side == "left" else (there, own)
            )
        return {
            "who": text("Your name or initials", keep=True),
            "note": text("Why"),
            "link": choice("Link to judge", list(offered.items())),
            "other": choice("Passage to link with", list(extra.items())),
        }

    def judge(self, _: Choices, button: str, values: dict[str, Any]) -> str | Markup:
        """Save one decision, or take the last one back, and say what is now in the file."""
        folder, documents = self.corpus.folder, self.corpus.documents
        if button == "undo":
            gone = undo_decision(folder, documents, values["who"])
            if gone is None:
                raise WorkbenchError("There is no decision of this reader to undo.")
            said = f"Undone: {gone.status}."
        else:
            spans = values["other" if button == "added" else "link"]
            if spans is None:
                raise WorkbenchError("This passage has no link; choose a passage to link with.")
            decision = Decision(*spans, button, values["who"], values["note"])
            path = decide(folder, documents, decision)
            said = f"Saved as {button} in links/{path.name}."
        decisions, notices = read_decisions(folder, documents)
        return " ".join([said, *notices, *conflicts(decisions)])


def span(row: dict[str, Any], side: str) -> tuple[str, int, int]:
    """Return one side of a row as a passage."""
    return (row[f"{side}_id"], row[f"{side}_start"], row[f"{side}_end"])


def touched(places: pl.DataFrame, side: str) -> pl.Expr:
    """Tell which rows some places overlap on one side."""
    met = [
        (pl.col(f"{side}_start") < end) & (pl.col(f"{side}_end") > start)
        for start, end in places.select(f"{side}_start", f"{side}_end").iter_rows()
    ]
    return pl.any_horizontal([pl.lit(value=False), *met]).fill_null(value=False)


def touched_by(row: dict[str, Any], side: str) -> pl.Expr:
    """Tell which links overlap a row of the synopsis on one side."""
    return (pl.col(f"{side}_start") < row[f"{side}_end"]) & (
        pl.col(f"{side}_end") > row[f"{side}_start"]
    )
