"""The wording study: two documents in, what was kept, reworded or has no counterpart out."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from itertools import combinations, pairwise, permutations
from textwrap import shorten
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.corpus.claims import ONE_STATEMENT, OVER_TIME
from workbench.corpus.notes import Decision, decide, read_decisions, undo_decision
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import (
    Choices,
    Control,
    Explorer,
    Form,
    Tab,
    check,
    choice,
    listing,
    number,
    text,
)
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import excerpt, percent
from workbench.figures.theme import block, join
from workbench.search import Search
from workbench.wording import evaluate, figures
from workbench.wording.align import LEAST, LEAST_REVISED, SIDES, Aligner, overlap
from workbench.wording.edits import Codebook, edits, read_edits
from workbench.wording.synopsis import Comparison, conflicts, review, synopsis, witnesses

#: Pairs that are exported; of more, those in a row.
MOST_PAIRS = 20_000
#: Scores this low are shown only as "nearest", where nothing reaches the score asked for.
NEAREST, FLOOR = 3, 0.02
ALL = "all"
#: Letters by which a passage is named in a list; other documents whose passages are looked for.
FIRST_LETTERS, OTHERS = 80, 60
JUDGED = {
    "confirmed": "Confirm link",
    "rejected": "Reject link",
    "added": "Add this link",
    "undo": "Undo",
}


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
        """Return the frames ``claims``, ``links`` and ``edits`` of all pairs of a series or statement.

        Pairs that can prove nothing are there too: ``claims`` says so, and why.
        """
        study, kinds = cls(corpus), (*OVER_TIME, *ONE_STATEMENT)
        found = {name: [schema.empty(name)] for name in ("claims", "links", "edits")}
        for claims in study.pairs("series", "statement_id"):
            pair = study.compared(claims)
            proved = {kind: getattr(claims, kind).sound for kind in kinds}
            ids = {"left_id": claims.left, "right_id": claims.right}
            row = ids | {"relation": claims.relation, "why": claims.why} | proved
            found["claims"].append(schema.conform("claims", pl.DataFrame([row])))
            found["links"].append(pair.links)
            found["edits"].append(pair.edits)
        return {name: pl.concat(frames) for name, frames in found.items()}

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
    def second(self) -> pl.DataFrame:
        """The frame ``reference`` of a second, independent reading; empty if there is none."""
        return evaluate.read_reference(self.corpus, "independent")

    @cached_property
    def measured(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The frame ``accuracy``, and every error with both places."""
        return evaluate.evaluate(self.aligner, self.reference, second=self.second)

    @property
    def decisions(self) -> pl.DataFrame:
        """The frame ``decisions``: what readers confirmed, rejected and added."""
        return read_decisions(self.corpus.folder, self.corpus.documents)[0]

    def pairs(self, *fields: str) -> Iterator[Claims]:
        """Yield what each pair of documents can prove that share one of some ``fields``.

        Of very many documents only neighbours in their order are paired.
        """
        rows = self.corpus.documents.filter(pl.col("n_words") > 0).select("doc_id", *fields).rows()
        few = len(rows) * (len(rows) - 1) // 2 <= MOST_PAIRS
        for (left, *mine), (right, *its) in combinations(rows, 2) if few else pairwise(rows):
            if any(one == other != "unknown" for one, other in zip(mine, its, strict=True)):
                yield self.corpus.claims(left, right, override=True)

    def compare(
        self, left: str, right: str, *, override: bool = False, least: float | None = None
    ) -> Comparison:
        """Link the passages of two documents, name the edits, and say what became of each passage.

        Where a reference reader coded the links of the pair, those are taken; with ``least``, the
        links that the alignment proposes from this score on. Readers' decisions come last. A pair
        that proves nothing raises `Missing`, unless ``override`` is set.
        """
        claims = self.corpus.claims(left, right, override=override)
        files = sorted((self.corpus.folder / "links").glob("*.toml"))
        saved = tuple((path.name, path.stat().st_mtime_ns) for path in files)
        key = (left, right, claims.override, least, saved)
        if key not in self._compared:
            self._compared[key] = self.compared(claims, least)
        return self._compared[key]

    def compared(self, claims: Claims, least: float | None = None) -> Comparison:
        """Compare a pair anew."""
        pair, units = (claims.left, claims.right), self.aligner.units
        for doc_id in pair:
            if not self.corpus.document(doc_id)["n_words"]:
                name = self.corpus.labels[doc_id]
                raise Missing(f"body text of {name}, so nothing can be compared.")
        links = None
        with suppress(Missing):
            links = evaluate.coded_links(self.aligner, self.reference, *pair) if not least else None
        coded = links is not None
        links = links if coded else self.aligner.links(*pair, least)
        named = pl.DataFrame([pair], schema=["left_id", "right_id"], orient="row")
        links = review(links, self.decisions, units, named)
        changes = edits(links, self.corpus, self.codebook)
        full = [doc_id for doc_id in pair if self.corpus.document(doc_id)["genre"] == "statement"]
        rows = synopsis(links, changes, units, claims, full)
        return Comparison(claims, least, coded, links, changes, rows)

    def trust(self, pair: Comparison) -> str:
        """Say where the links of a comparison come from, and how far to trust them."""
        least = pair.least or f"{LEAST:.2f} ({LEAST_REVISED:.2f} in a revision)"
        told = f"Aligned by {self.unit}; below a score of {least} no counterpart was found."
        if not pair.coded:
            return told
        both = [pair.claims.left, pair.claims.right]
        rows = self.measured[0].filter(pl.all_horizontal(pl.col("left_id", "right_id").is_in(both)))
        precision, recall, coded = rows.select("precision", "recall", "n_reference").row(0)
        return (
            f"Links of {self.unit}s as a language model read them (data/reference/links). The "
            f"alignment alone finds {percent(recall)} of the {coded} links of this pair, and "
            f"{percent(precision)} of those that it proposes are right."
        )

    # --- figures ---

    def _pair(self, left: str, right: str, *, override: bool) -> Comparison:
        """Compare a pair, or the first in its place that can be compared."""
        return self.compare(*self.corpus.pair(left, right), override=override)

    @figure_or_sentence
    def synopsis(self, left: str, right: str, *, override: bool = False) -> Figure:
        """Show a row per passage of two documents, and what became of it."""
        pair = self._pair(left, right, override=override)
        return figures.synopsis(pair, pair.synopsis, self.corpus, self.unit, self.trust(pair))

    @figure_or_sentence
    def cards(self, left: str, right: str, *, override: bool = False, least: float = 0.0) -> Figure:
        """Show a card per link that differs in substance: both passages, and what differs.

        ``least`` leaves out links with a lower score.
        """
        return figures.cards(self._pair(left, right, override=override), self.corpus, least)

    @figure_or_sentence
    def redline(
        self, left: str, right: str, *, override: bool = False, link_no: int | None = None
    ) -> Figure:
        """Show two texts side by side, in tracked changes; with ``link_no`` one link in full."""
        pair = self._pair(left, right, override=override)
        if link_no is None:
            return self.side_by_side(pair)
        if link_no not in pair.links["link_no"]:
            raise Missing(f"link {link_no} of these two documents; they have {pair.links.height}.")
        return figures.link_card(pair, link_no, self.corpus)

    def side_by_side(self, pair: Comparison) -> Figure:
        """Show the two texts of a comparison whole."""
        units = self.aligner.units
        return figures.redline(pair, units, self.corpus, self.unit, self.trust(pair))

    @figure_or_sentence
    def witnesses(self, words: str) -> Figure:
        """Set the passages with these words in all documents side by side, word by word.

        ``words`` is any query of `Search`.
        """
        found = Search(self.corpus).find(words).select("doc_id", "start", "end")
        met = self.aligner.units.join(found, on="doc_id", suffix="_other", maintain_order="left")
        passages = (
            met.filter(overlap("")).select("doc_id", "start", "end").unique(maintain_order=True)
        )
        return figures.witnesses(witnesses(self.corpus, passages.rows()), self.corpus)

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
        known = [one for one in self.pairs("statement_id") if one.relation == "one statement"]
        pairs = [pair for one in known for pair in permutations((one.left, one.right))]
        return figures.reuse(evaluate.reuse(self.corpus, pairs), self.similarity, self.corpus)

    @figure_or_sentence
    def accuracy(self) -> Figure:
        """Show how well the alignment agrees with a reference reading of the links, and two readings."""
        return figures.accuracy(self.measured[0], self.corpus, self.unit)

    @figure_or_sentence
    def mistakes(self) -> Figure:
        """Show every false and every missed link with both passages."""
        return figures.mistakes(self.measured[1], self.corpus)

    # --- the explorer ---

    @figure_or_sentence
    def explore(
        self, left: str = "tass-2021", right: str = "tass-2024", **choices: object
    ) -> Explorer:
        """Open the study on a pair: its passages one by one, the synopsis, witnesses, cards, formulas.

        ``choices`` are what to begin with: ``unit``, ``least``, ``override``, ``outcome``, ``kind``,
        ``status``, ``words``, ``row``, ``phrase``. A link can be confirmed, rejected or
        added; the decision is saved at once and can be undone.
        """
        chosen = self.corpus.pair(left, right)
        if chosen[0] is None:
            raise Missing("two texts that can be compared.")
        desk, search = Desk(self), Search(self.corpus)
        names = {name: doc_id for doc_id, name in self.corpus.labels.items()}
        phrase = text("Phrase", "not ** third", hint="* any ending, ** a few words")
        return Explorer(
            controls={
                "left": choice("First text", names, chosen[0]),
                "right": choice("Second text", names, chosen[1]),
                "row": listing("Passages", desk.offered),
            },
            filters={
                "outcome": choice("Outcome", desk.outcomes),
                "kind": choice("Kind of edit", (ALL, *schema.EDIT_KINDS)),
                "status": choice("Link", (ALL, *schema.STATUSES)),
                "words": text("Containing"),
                "unit": choice("Align by", schema.PASSAGES, self.unit),
                "least": number("Minimum score (0: as coded, or the usual one)", 0, 0, 1, 0.01),
                "override": check("Compare anyway"),
            },
            main=desk.passage,
            form=Form(desk.fields, JUDGED, desk.judge),
            tabs={
                "Synopsis": Tab(desk.synopsis),
                "Side by side": Tab(lambda c: desk.study(c).side_by_side(desk.pair(c))),
                "Witnesses": Tab(desk.witnesses),
                "Cards": Tab(lambda c: figures.cards(desk.pair(c), self.corpus)),
                "Formula": Tab(lambda c: search.formula(c.phrase), controls={"phrase": phrase}),
                "In the text": Tab(
                    lambda c: search.text_at(c.place, search.find(c.phrase)), opens_on=("place",)
                ),
            },
            also={"place": "", "row": None},
            line="wb.Wording(corpus).explore",
            on_pick=desk.pick,
            start={"left": chosen[0], "right": chosen[1]} | choices,
        )


class Desk:
    """What the explorer of a study draws from the choices."""

    def __init__(self, study: Wording) -> None:
        self.corpus = study.corpus
        self.by_unit = {study.unit: study}

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
        if c.outcome not in (None, ALL):
            rows = rows.filter(outcome=c.outcome)
        if c.kind != ALL:
            numbers = pair.edits.filter(pl.col("kind") == c.kind)["link_no"].unique()
            shared = pl.col("link_nos").list.set_intersection(numbers.implode())
            rows = rows.filter(shared.list.len() > 0)
        if c.status != ALL:
            some = pair.links.filter(pl.col("status") == c.status)
            rows = meeting(rows, pair.links, places(some))
        if c.words.strip():
            rows = meeting(rows, pair.links, Search(self.corpus).find(c.words.strip()))
        if rows.is_empty():
            raise WorkbenchError("No passage fits these choices; set a filter back to all.")
        return rows

    def offered(self, c: Choices) -> list[tuple[str, int]]:
        """Name the passages that fit, by outcome, place and first words."""
        rows = []
        for row in self.rows(c).iter_rows(named=True):
            side = "left" if row["left_text"] is not None else "right"
            document = self.corpus.labels[row[f"{side}_id"]]
            rows.append((f"{row['outcome']} · {document} {named(row, side)}", row["row_no"]))
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
        for link in pair.links.filter(pl.col("link_no").is_in(row["link_nos"])).to_dicts():
            parts.append(figures.link_card(pair, link["link_no"], self.corpus).html())
            parts += [block(excerpt(self.corpus, *span(link, side))) for side in SIDES]
        return join(parts)

    def alone(self, c: Choices, pair: Comparison, row: dict[str, Any]) -> Figure:
        """Say that no counterpart was found, and show what comes nearest."""
        unit_no = f"{'right' if row['left_text'] is None else 'left'}_unit_no"
        near = self.study(c).aligner.links(row["left_id"], row["right_id"], FLOOR)
        near = near.filter(pl.col(unit_no) == row[unit_no]).sort("score", descending=True)
        why = "No link reaches the minimum score."
        if pair.coded:
            why = "The reference reading has no link for it."
        own = pair.synopsis.filter(row_no=row["row_no"])
        if meeting(own, pair.links, places(pair.links.filter(status="rejected"))).height:
            why = "A reader has rejected the link."
        return figures.nearest(row, near.head(NEAREST), self.corpus, why)

    def synopsis(self, c: Choices) -> Figure:
        """Show the rows of the synopsis that fit."""
        study, pair = self.study(c), self.pair(c)
        return figures.synopsis(pair, self.rows(c), self.corpus, study.unit, study.trust(pair))

    def pick(self, c: Choices, key: str) -> None:
        """Open the passage of a row that was picked, in the list of all passages."""
        if key.isdigit():
            c.row, c.outcome, c.kind, c.status, c.words = int(key), ALL, ALL, ALL, ""

    def witnesses(self, c: Choices) -> Figure:
        """Set the chosen passage beside its best counterpart in documents that it can be compared with."""
        row, ids = self.row(c), self.corpus.documents["doc_id"].head(OTHERS)
        left = row["left_id"]
        if row["left_unit_no"] is None:
            raise WorkbenchError("Choose a passage of the first text.")
        claims = (self.corpus.claims(left, other, override=True) for other in ids if other != left)
        others = [{one.left, one.right} - {left} for one in claims if one.relation != "none"]
        links = self.study(c).aligner.links(left, [other for (other,) in others], c.least or None)
        best = links.filter(left_unit_no=row["left_unit_no"]).sort("score", descending=True)
        best = best.unique("right_id", keep="first", maintain_order=True)
        spans = [span(row, "left"), *(span(link, "right") for link in best.to_dicts())]
        return figures.witnesses(witnesses(self.corpus, spans), self.corpus)

    # --- readers' decisions ---

    def fields(self, c: Choices) -> dict[str, Control]:
        """Return what a reader fills in: who, why, and which link or which other passage."""
        pair, row = self.pair(c), self.row(c)
        links = pair.links.filter(pl.col("link_no").is_in(row["link_nos"] or []))
        judged = [
            (
                f"¶ {link['left_para_no']} and ¶ {link['right_para_no']} ({link['status']})",
                (span(link, "left"), span(link, "right")),
            )
            for link in links.iter_rows(named=True)
        ]
        _, its = SIDES if row["left_text"] is not None else SIDES[::-1]
        other = self.study(c).aligner.units.filter(doc_id=row[f"{its}_id"])
        other = other.select(
            pl.exclude("doc_id").name.prefix(f"{its}_"), pl.col("doc_id").alias(f"{its}_id")
        )
        offered = [
            (named(unit, its), tuple(span(row | unit, side) for side in SIDES))
            for unit in other.iter_rows(named=True)
        ]
        return {
            "who": text("Your name or initials", keep=True),
            "note": text("Why"),
            "link": choice("Link to judge", judged),
            "other": choice("Passage to link with", offered),
        }

    def judge(self, _: Choices, button: str, values: dict[str, Any]) -> str:
        """Save one decision, or take the last one back, and say what is now in the file."""
        folder, documents = self.corpus.folder, self.corpus.documents
        if button == "undo":
            gone = undo_decision(folder, documents, values["who"])
            if gone is None:
                raise WorkbenchError("There is no decision of this reader to undo.")
            told = f"Undone: {gone.status}."
        else:
            if not values["who"].strip():
                raise WorkbenchError("A decision needs a name: give yours, or your initials.")
            spans = values["other" if button == "added" else "link"]
            if spans is None:
                raise WorkbenchError("This passage has no link; choose a passage to link with.")
            decision = Decision(*spans, button, values["who"], values["note"])
            path = decide(folder, documents, decision)
            told = f"Saved as {button} in links/{path.name}."
        decisions, notices = read_decisions(folder, documents)
        return " ".join([told, *notices, *conflicts(decisions)])


def span(row: dict[str, Any], side: str) -> tuple[str, int, int]:
    """Return one side of a row as a passage."""
    return (row[f"{side}_id"], row[f"{side}_start"], row[f"{side}_end"])


def named(row: dict[str, Any], side: str) -> str:
    """Name one side of a row by its line and its first words."""
    words = shorten(row[f"{side}_text"], FIRST_LETTERS, placeholder=" …")
    return f"¶ {row[f'{side}_para_no']}: {words}"


def places(rows: pl.DataFrame, *key: str) -> pl.DataFrame:
    """Return the places of both sides of some rows, one under the other: ``doc_id``, ``start``, ``end``."""
    sides = [
        rows.select(*key, doc_id=f"{side}_id", start=f"{side}_start", end=f"{side}_end")
        for side in SIDES
    ]
    return pl.concat(sides).drop_nulls("start")


def meeting(rows: pl.DataFrame, links: pl.DataFrame, some: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows of a synopsis of which a passage, or one linked with it, meets one of some places."""
    linked = rows.select("row_no", link_no="link_nos").explode("link_no").join(links, on="link_no")
    own = pl.concat([places(rows, "row_no"), places(linked, "row_no")])
    met = own.join(some, on="doc_id", suffix="_other").filter(overlap(""))
    return rows.join(met, on="row_no", how="semi", maintain_order="left")
