"""Coding by hand: what a student sees of one passage, and how far along the work is."""

from dataclasses import dataclass
from typing import Any

import polars as pl
import traitlets
from markupsafe import Markup

from workbench import display
from workbench.corpus import Corpus
from workbench.corpus.coding import NONE
from workbench.corpus.handcoding import Code, Sheet, bodies, read_codes, save_code, sheet, undo_code
from workbench.display.html import block, fold, join, region
from workbench.display.reading import context
from workbench.display.table import table
from workbench.errors import WorkbenchError
from workbench.schemas import ACTORS, CODED

Place = tuple[str, int]
FIRST_WORDS = 6
OPEN = "not coded"
NONE_LABEL = "None of these, or the relations as a whole"


class State(traitlets.HasTraits):
    """Who codes, the passage at hand, and what is chosen for it."""

    coder = traitlets.Unicode()
    place = traitlets.Tuple()
    topic = traitlets.Unicode()
    actor = traitlets.Unicode()
    operator = traitlets.Unicode()
    strength = traitlets.Int()
    note = traitlets.Unicode()
    saved = traitlets.Int()


@dataclass(frozen=True)
class Bench:
    """A corpus, the codebook beside the text, and the passages to code, in order."""

    corpus: Corpus
    topics: pl.DataFrame
    operators: pl.DataFrame
    allowed: Sheet
    places: tuple[Place, ...]


def bench(
    corpus: Corpus, topics: pl.DataFrame, operators: pl.DataFrame, doc_ids: list[str]
) -> Bench:
    """Lay out the body paragraphs of some documents for coding."""
    known = corpus.documents["doc_id"].to_list()
    unknown = [doc_id for doc_id in doc_ids if doc_id not in known]
    if unknown or not doc_ids:
        raise WorkbenchError(f"No document {unknown[:1] or ''}; choose {', '.join(known)}.")
    lines = corpus.paragraphs.filter(pl.col("doc_id").is_in(doc_ids), zone="body")
    places = tuple(lines.select(pl.col("doc_id").cast(pl.String), "para_no").iter_rows())
    if not places:
        raise WorkbenchError(
            f"Nothing to code: {', '.join(doc_ids)} has no paragraph of body text."
        )
    return Bench(corpus, topics, operators, sheet(topics, operators), places)


def codes_of(at: Bench, coder: str) -> pl.DataFrame:
    """Read what a coder has coded so far of the passages on the bench."""
    codes, _ = read_codes(at.corpus.folder, at.corpus.paragraphs, at.allowed)
    on_bench = pl.DataFrame(at.places, schema=["doc_id", "para_no"], orient="row")
    keys = on_bench.cast({"doc_id": codes.schema["doc_id"], "para_no": pl.UInt32})
    return codes.filter(coder=coder).join(keys, on=["doc_id", "para_no"], maintain_order="right")


def done(codes: pl.DataFrame) -> set[Place]:
    """Give the passages that have a code."""
    return set(codes.select(pl.col("doc_id").cast(pl.String), "para_no").iter_rows())


def next_open(at: Bench, coded: set[Place], after: Place | None = None) -> Place:
    """Give the next passage without a code, going on from the top at the end; the last if none."""
    first = at.places.index(after) + 1 if after in at.places else 0
    ring = [*at.places[first:], *at.places[:first]]
    return next((place for place in ring if place not in coded), at.places[-1])


def progress(at: Bench, coded: set[Place]) -> str:
    """Say how far the work is."""
    n, total = len(coded), len(at.places)
    if n == total:
        return f"All {total} passages are coded."
    return f"{n} of {total} passages coded, {total - n} to go."


def labelled(at: Bench, coded: set[Place]) -> list[tuple[str, Place]]:
    """Name each passage in a list, and say whether it is coded."""
    names, texts = display.labels(at.corpus.documents), bodies(at.corpus.paragraphs)
    rows = []
    for doc_id, para_no in at.places:
        words = " ".join(texts[doc_id, para_no].split()[:FIRST_WORDS])
        mark = "coded" if (doc_id, para_no) in coded else "open"
        rows.append((f"{names[doc_id]}, ¶ {para_no} ({mark}): {words} …", (doc_id, para_no)))
    return rows


def numbered(at: Bench, field: str) -> list[tuple[str, str]]:
    """Give the choices of a field under numbers, so that typing a number chooses."""
    names = dict(at.topics.select("topic", "label").iter_rows()) | {NONE: NONE_LABEL}
    if "label" in at.operators.columns:
        names |= dict(at.operators.select("operator", "label").iter_rows())
    values = at.allowed.choices()[field]
    if field == "strength":
        ends = {values[0]: f"{values[0]} (weakest)", values[-1]: f"{values[-1]} (strongest)"}
        return [(OPEN, ""), *((ends.get(value, str(value)), str(value)) for value in values)]
    shown = [f"{number} {names.get(value, value)}" for number, value in enumerate(values, 1)]
    return [(OPEN, ""), *zip(shown, values, strict=True)]


def passage(at: Bench, place: Place) -> Markup:
    """Show a passage with the lines around it."""
    doc_id, para_no = place
    row = at.corpus.paragraphs.filter(doc_id=doc_id, para_no=para_no).row(0, named=True)
    name = display.labels(at.corpus.documents)[doc_id]
    under = f", under the heading “{row['section']}”" if row["section"] else ""
    head = f"{name}, ¶ {para_no}{under}"
    line = '<p class="wb-title" role="heading" aria-level="3">{}</p><p>{}</p>'
    around = context(at.corpus.paragraphs, at.corpus.documents, doc_id, row["start"], row["end"])
    return block(Markup(line).format(head, row["text"]), around)  # noqa: S704 - a constant


def codebook(at: Bench) -> Markup:
    """Show the coding sheet: topics with their definition, actors, operators with their rank."""
    topics = at.topics.select("topic", "label", "definition").with_row_index("number", offset=1)
    headers = {"number": "No.", "label": "Topic", "definition": "What belongs to it"}
    ladder = at.operators.with_row_index("number", offset=1)
    rungs = {"number": "No.", "operator": "Operator", "class": "Kind", "rank": "Strength"}
    rungs = {name: heading for name, heading in rungs.items() if name in ladder.columns}
    actors = pl.DataFrame({"actor": ACTORS}).with_row_index("number", offset=1)
    return block(
        region(
            "Codebook",
            "wb-read",
            join(
                [
                    fold("Topics", table(topics, "Topics", headers), unfolded=True),
                    fold("Actors", table(actors, "Actors", {"number": "No.", "actor": "Actor"})),
                    fold(
                        "Operators", table(ladder, "Operators; 1 is the weakest of its kind", rungs)
                    ),
                ]
            ),
        )
    )


def fill(at: Bench, state: State) -> None:
    """Put what was coded of the passage at hand into the fields; nothing if it is open."""
    doc_id, para_no = state.place
    rows = codes_of(at, state.coder).filter(doc_id=doc_id, para_no=para_no).to_dicts()
    given = rows[0] if rows else {}
    for field in ("topic", "actor", "operator", "note"):
        setattr(state, field, given.get(field) or "")
    state.strength = given.get("strength") or 0


def shown(state: State) -> dict[str, str]:
    """Give the values of the form, with the passage that they are about."""
    values = {field: getattr(state, field) for field in ("topic", "actor", "operator", "note")}
    place = "|".join(map(str, state.place))
    return {**values, "strength": str(state.strength or ""), "place": place}


def handed_in(at: Bench, state: State, content: dict[str, Any]) -> str:
    """Do what a button of the form asks for, and say what was done and what comes next."""
    if not state.coder:
        raise WorkbenchError("Give your name first; your codes are saved under it.")
    values = content["values"]
    for field in ("topic", "actor", "operator", "note"):
        setattr(state, field, values[field])
    state.strength = int(values["strength"] or 0)
    told = {"save": keep, "leave": leave, "undo": take_back}[content["act"]](at, state)
    coded = done(codes_of(at, state.coder))
    doc_id, para_no = state.place
    return f"{told} {progress(at, coded)} Now {doc_id}, paragraph {para_no}."


def keep(at: Bench, state: State) -> str:
    """Save the fields as the code of the passage at hand, and go on."""
    if not state.topic:
        raise WorkbenchError("Choose a topic, or leave the passage open and go on.")
    given = {field: getattr(state, field) for field in (*CODED, "note")}
    code = Code(*state.place, **given | {"strength": state.strength or None})
    save_code(at.corpus.folder, at.corpus.paragraphs, at.allowed, state.coder, code)
    names = dict(at.topics.select("topic", "label").iter_rows()) | {NONE: NONE_LABEL}
    told = f"Saved as {names[state.topic]}."
    state.saved += 1
    leave(at, state)
    return told


def leave(at: Bench, state: State) -> str:
    """Go on to the next open passage."""
    state.place = next_open(at, done(codes_of(at, state.coder)), state.place)
    fill(at, state)
    return "Left open."


def take_back(at: Bench, state: State) -> str:
    """Take the last code back, and return to its passage."""
    place = undo_code(at.corpus.folder, state.coder)
    state.saved += 1
    if place in at.places:
        state.place = place
    fill(at, state)
    return "Taken back."
