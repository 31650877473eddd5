"""What was kept, reworded, dropped or added: figures for one choice of the reader."""

from dataclasses import dataclass, field

import polars as pl
import traitlets
from markupsafe import Markup

from workbench import analysis, display
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
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.schemas import EDIT_KINDS, STATUSES

ALL = "all"
KINDS = (ALL, *EDIT_KINDS)
DECIDED = (ALL, *STATUSES)
#: Scores this low are shown only as "nearest", when nothing reaches the score asked for.
NEAREST, FLOOR = 3, 0.02
Row = dict[str, object]
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
    reference: pl.DataFrame
    variants: dict[str, str]
    spaces: dict[str, Space] = field(default_factory=dict)
    measured: dict[str, pl.DataFrame] = field(default_factory=dict)

    def space(self, unit: str) -> Space:
        """Weigh the corpus by this unit, once, and measure the alignment on the way."""
        if unit not in self.spaces:
            self.spaces[unit] = wording.space(self.corpus, self.concepts, unit)
            self.measured[unit] = wording.evaluate(self.spaces[unit], self.reference).scores
        return self.spaces[unit]


def open_desk(corpus: Corpus) -> Desk:
    """Read the codebooks that the comparison needs."""
    folder = corpus.folder
    reference = read_reference(folder, corpus.paragraphs)
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


def filtered(desk: Desk, state: State, pair: Comparison) -> pl.DataFrame:
    """Keep the rows of the synopsis that the reader asked for."""
    rows = pair.synopsis
    if state.outcome != ALL:
        rows = rows.filter(outcome=state.outcome)
    if state.kind != ALL:
        links = pair.edits.filter(kind=state.kind)["link_no"].unique()
        rows = rows.filter(pl.col("link_nos").list.set_intersection(links.implode()).list.len() > 0)
    if state.status != ALL:
        touched = pair.links.filter(status=state.status)
        rows = rows.filter(overlapping(touched, "left") | overlapping(touched, "right"))
    if state.concept != ALL:
        rows = rows.filter(holds(desk, state, "left") | holds(desk, state, "right"))
    if state.text.strip():
        wanted = alike(desk.variants, state.text.strip())
        texts = linked_texts(pair).select("row_no", "linked")
        rows = rows.join(texts, on="row_no", how="left", maintain_order="left").filter(
            pl.concat_str(
                "left_text", "right_text", "linked", separator=" ", ignore_nulls=True
            ).map_elements(
                lambda text: wanted in alike(desk.variants, text), return_dtype=pl.Boolean
            )
        )
    return rows


def holds(desk: Desk, state: State, side: str) -> pl.Expr:
    """Say which rows hold the chosen concept on one side."""
    themes = wording.themes(desk.space(state.unit).weights)
    found = themes.filter(
        pl.col("concepts").list.contains(state.concept), doc_id=getattr(state, side)
    )
    return pl.col(f"{side}_unit_no").is_in(found["unit_no"].implode()).fill_null(value=False)


def alike(variants: dict[str, str], text: str) -> str:
    """Write a text with every variant in its joined form, so that Viet Nam is found as Vietnam."""
    folded = text.lower().replace("’", "'")
    for form in sorted(variants, key=len, reverse=True):
        folded = folded.replace(form.lower(), variants[form])
    return folded


def overlapping(links: pl.DataFrame, side: str) -> pl.Expr:
    """Say which rows of the synopsis a link touches on one side."""
    spans = links.select(f"{side}_start", f"{side}_end").iter_rows()
    met = [
        (pl.col(f"{side}_start") < end) & (pl.col(f"{side}_end") > start) for start, end in spans
    ]
    return pl.any_horizontal([pl.lit(value=False), *met]).fill_null(value=False)


def linked_texts(pair: Comparison) -> pl.DataFrame:
    """Give the linked passages of the right document to each row."""
    texts = pair.links.select("link_no", "right_text")
    return (
        pair.synopsis.select("row_no", link_no="link_nos")
        .explode("link_no")
        .join(texts, on="link_no")
        .group_by("row_no")
        .agg(linked=pl.col("right_text").str.join(" "))
    )


def synopsis(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Show the chosen rows of the synopsis."""
    rows = filtered(desk, state, pair)
    if rows.is_empty():
        raise WorkbenchError("No passage fits these filters; set one of them back to all.")
    documents = desk.corpus.documents
    measured = desk.measured[state.unit] if state.least == wording.THRESHOLDS[state.unit] else None
    return display.synopsis(rows, pair.links, documents, pair.unit, pair.threshold, measured)


def passage(desk: Desk, state: State, pair: Comparison) -> Markup:
    """Show the chosen row: its links with their edits, or the nearest passages and why not."""
    rows = pair.synopsis.filter(row_no=state.row)
    if rows.is_empty():
        return block("Choose a passage from the list.")
    row = rows.row(0, named=True)
    if row["link_nos"] is None:
        return alone(desk, state, pair, row)
    links = pair.links.filter(pl.col("link_no").is_in(row["link_nos"]))
    corpus = desk.corpus
    parts = []
    for link in links.iter_rows(named=True):
        edits = pair.edits.filter(link_no=link["link_no"])
        parts.append(display.link_card(link, edits, corpus.documents, pair.passed.stamp).html())
        parts.append(block(display.excerpt(corpus.paragraphs, corpus.documents, link)))
    return Markup("").join(parts)


def alone(desk: Desk, state: State, pair: Comparison, row: Row) -> Markup:
    """Say that no counterpart was found, and show what comes nearest."""
    side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
    near = wording.align(desk.space(state.unit), state.left, state.right, FLOOR)
    near = near.filter(pl.col(f"{side}_unit_no") == row[f"{side}_unit_no"])
    near = near.sort("score", descending=True).head(NEAREST)
    return display.nearest(
        str(row[f"{side}_text"]),
        near,
        other,
        str(row["absent_from"]),
        desk.corpus.documents,
        pair.threshold,
    ).html()


def witnesses(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Set the chosen passage beside its best counterpart in every other document."""
    row = pair.synopsis.filter(row_no=state.row)
    if row.is_empty() or row["left_unit_no"][0] is None:
        raise WorkbenchError("Choose a passage of the document on the left.")
    corpus, space = desk.corpus, desk.space(state.unit)
    others = [name for name in corpus.documents["doc_id"] if name != state.left]
    links = wording.align(space, state.left, others, state.least)
    links = links.filter(left_unit_no=row["left_unit_no"][0]).sort("score", descending=True)
    best = links.unique("right_id", keep="first", maintain_order=True)
    if best.is_empty():
        raise WorkbenchError("No other document has a counterpart of this passage at this score.")
    span = row.select("left_start", "left_end").row(0)
    passages = [(state.left, *span)]
    passages += best.select(pl.col("right_id").cast(pl.String), "right_start", "right_end").rows()
    aligned = wording.witnesses(corpus.tokens, corpus.documents, passages)
    return display.witnesses(aligned, corpus.documents, corpus.comparability)


def cards(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Show a card per link that differs in substance."""
    themes = wording.themes(desk.space(state.unit).weights)
    rows = wording.cards(pair.links.filter(pl.col("status") != "rejected"), pair.edits, themes)
    if rows.is_empty():
        raise WorkbenchError("No linked passages of this pair differ in substance.")
    return display.cards(rows, desk.corpus.documents, pair.passed.stamp, rows.height)


def formula(desk: Desk, state: State) -> display.Figure:
    """Follow a phrase through all documents."""
    corpus = desk.corpus
    if not state.phrase.strip():
        raise WorkbenchError("Write a phrase; * stands for any ending, ** for a few words.")
    found = wording.track(corpus, state.phrase)
    near = wording.nearest(corpus, state.phrase) if found.is_empty() else found.head(0)
    answer = wording.answer(found, near, state.phrase)
    spread = wording.spread(found, corpus.documents)
    return display.formula(found, spread, corpus.documents, state.phrase, answer)
