"""Coding by hand in class: a passage, the codebook beside it, and all coders put together."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.corpus import Corpus, notes, read_operators
from workbench.corpus.notes import NONE, Code, codes_path, read_codes, save_code, sheet, undo_code
from workbench.emphasis import Emphasis
from workbench.emphasis import agreement as agreed
from workbench.emphasis.figures import coders as drawn
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Control, Explorer, Form, Tab, choice, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.tables import table
from workbench.figures.texts import block, excerpt, fold, region

FIRST_WORDS = 6
OPEN = "not coded"
NONE_LABEL = "None of these, or the relations as a whole"
FIELDS = {"topic": "Topic", "actor": "Actor", "operator": "Verb", "strength": "Strength"}
NOTE = "Note, if it could be disputed"
BUTTONS = {
    "save": "Save and go on",
    "leave": "Leave open and go on",
    "undo": "Take the last code back",
}
#: The readings in ``reference/topics`` that were made apart from each other.
SHIPPED = ("first", "independent")


class Bench:
    """Some documents laid out for coding: their passages in order, and the sheet.

    Topics are those of the shipped readings, so that students and readers give the same answers.
    """

    def __init__(self, corpus: Corpus, doc_ids: Sequence[str]) -> None:
        self.corpus = corpus
        for doc_id in doc_ids:
            corpus.document(doc_id)
        self.study = Emphasis(corpus)
        names = self.study.sheet.translate(
            self.study.codebook.topics.select("topic", "label", "definition")
        )
        self.topics = names.group_by("topic", maintain_order=True).agg(
            pl.col("label").str.join(" + "), pl.col("definition").str.join(" ")
        )
        self.operators = read_operators(corpus.folder).operators
        parties = [party.party for party in corpus.parties]
        self.allowed = sheet(self.topics, self.operators, parties)
        lines = corpus.paragraphs.filter(pl.col("zone") == "body", pl.col("doc_id").is_in(doc_ids))
        rows = lines.iter_rows(named=True)
        self.lines = {f"{row['doc_id']}|{row['para_no']}": row for row in rows}
        if not self.lines:
            raise Missing("body text to code in these documents.")

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels of topics and verbs."""
        names = dict(self.topics.select("topic", "label").iter_rows()) | {NONE: NONE_LABEL}
        return names | dict(self.operators.select("operator", "label").iter_rows())

    def codes(self, coder: str) -> dict[str, dict[str, Any]]:
        """Return what a coder has coded so far, by passage."""
        codes, _ = read_codes(self.corpus.folder, self.corpus.paragraphs, self.allowed)
        rows = codes.iter_rows(named=True)
        mine = [row for row in rows if notes.stem(row["coder"]) == notes.stem(coder)]
        coded = {f"{row['doc_id']}|{row['para_no']}": row for row in mine}
        return {place: coded[place] for place in self.lines if place in coded}

    def named(self, place: str) -> str:
        """Name a passage."""
        return f"{self.corpus.label(self.lines[place]['doc_id'])}, ¶ {self.lines[place]['para_no']}"

    def next_open(self, coder: str, after: str = "") -> str:
        """Return the next passage without a code, going on from the top; the last if none."""
        places, coded = list(self.lines), self.codes(coder)
        first = places.index(after) + 1 if after in places else 0
        ring = [*places[first:], *places[:first]]
        return next((place for place in ring if place not in coded), places[-1])

    def progress(self, coder: str) -> str:
        """Say how far the work is."""
        n, total = len(self.codes(coder)), len(self.lines)
        if n == total:
            return f"All {total} passages are coded."
        return f"{n} of {total} passages coded, {total - n} to go."

    def places(self, choices: Choices) -> list[tuple[str, str]]:
        """Name each passage, and say whether it is coded."""
        coded = self.codes(choices.coder) if choices.saved >= 0 else {}
        rows = []
        for place, row in self.lines.items():
            first = " ".join(row["text"].split()[:FIRST_WORDS])
            mark = "coded" if place in coded else "open"
            rows.append((f"{self.named(place)} ({mark}): {first} …", place))
        return rows

    def passage(self, choices: Choices) -> Markup:
        """Show the passage at hand with the lines around it, and how far the coder is."""
        told = ""
        if choices.coder:
            path = codes_path(self.corpus.folder, choices.coder)
            told = f"{self.progress(choices.coder)} Your codes go to codes/{path.name}."
        row = self.lines[choices.place]
        under = f", under the heading “{row['section']}”" if row["section"] else ""
        line = Markup(
            '<p class="wb-title" role="heading" aria-level="3">{}</p>'
            '<p class="wb-subtitle">{}</p><p>{}</p>'
        )
        around = excerpt(self.corpus, row["doc_id"], row["start"], row["end"])
        return block(line.format(self.named(choices.place) + under, told, row["text"]), around)

    def sheet(self, _: Choices) -> Markup:
        """Show the coding sheet: topics with their definition, actors, verbs with their rank."""
        heads = {"number": "No."}
        actors = pl.DataFrame({"actor": self.allowed["actor"]})
        parts = (
            ("Topics", self.topics, {"label": "Topic", "definition": "What belongs to it"}),
            ("Actors", actors, {"actor": "Actor"}),
            (
                "Verbs; 1 is the weakest of its kind",
                self.operators,
                {"label": "Verb", "class": "Kind of act", "rank": "Strength"},
            ),
        )
        folds = [
            fold(
                caption.partition(";")[0],
                table(rows.with_row_index("number", offset=1), caption, heads | columns),
                unfolded=caption == "Topics",
            )
            for caption, rows, columns in parts
        ]
        return block(region("Coding sheet", "wb-tall", Markup("").join(folds)))

    def fields(self, choices: Choices) -> dict[str, Control]:
        """Return the fields of the form, filled with what was coded of the passage at hand.

        Choices are numbered, so that typing a number chooses.
        """
        given = self.codes(choices.coder).get(choices.place, {}) if choices.saved >= 0 else {}
        ranks, made = dict(self.operators.select("operator", "rank").iter_rows()), {}
        for field, options in self.allowed.items():
            rows = [(OPEN, None)]
            for number, value in enumerate(options, 1):
                name = self.labels.get(value, str(value))
                rows.append((name if field == "strength" else f"{number} {name}", value))
            made[field] = choice(
                FIELDS[field],
                rows,
                given.get(field),
                menu=True,
                sets=("strength", ranks) if field == "operator" else None,
            )
        return made | {"note": text(NOTE, given.get("note") or "")}

    def submit(self, choices: Choices, button: str, values: dict[str, Any]) -> str:
        """Do what a button asks for, and say what was done and what comes next."""
        coder, place = choices.coder, choices.place
        if not coder:
            raise WorkbenchError("Give your pen name first; your codes are saved under it.")
        folder, lines = self.corpus.folder, self.corpus.paragraphs
        if button == "undo":
            doc_id, para_no = undo_code(folder, coder)
            told, back = "Taken back.", f"{doc_id}|{para_no}"
            choices.place = back if back in self.lines else place
        elif button == "save" and not values["topic"]:
            raise WorkbenchError("Choose a topic, or leave the passage open and go on.")
        else:
            told = "Left open."
            if button == "save":
                row = self.lines[place]
                given = {name: value or "" for name, value in values.items() if name != "strength"}
                code = Code(row["doc_id"], row["para_no"], **given, strength=values["strength"])
                save_code(folder, lines, self.allowed, coder, code)
                told = f"Saved as {self.labels[values['topic']]}."
            choices.place = self.next_open(coder, place)
        return f"{told} {self.progress(coder)} Now {self.named(choices.place)}."


@figure_or_sentence
def code(corpus: Corpus, *doc_ids: str, coder: str = "") -> Explorer:
    """Open the form for coding the body paragraphs of some documents by hand.

    Each code is saved at once under the coder's pen name, in ``codes/NAME.toml``; whoever gives the
    same name again goes on at the first open passage.
    """
    bench = Bench(corpus, doc_ids)
    explorer = Explorer(
        controls={
            "coder": text("Your pen name", hint="in any script, then Enter"),
            "place": choice("Passage", bench.places),
        },
        main=bench.passage,
        form=Form(bench.fields, BUTTONS, bench.submit, focus="topic"),
        tabs={"Coding sheet": Tab(bench.sheet)},
        beside=True,
    )

    def begin(change: dict[str, Any]) -> None:
        explorer.state.place = bench.next_open(change["new"])

    explorer.state.observe(begin, "coder")
    if coder:
        explorer.state.coder = coder
    return explorer


def everyone(corpus: Corpus, doc_id: str) -> tuple[pl.DataFrame, list[str]]:
    """Return the main topics of a document by every coder there is, and what could not be read.

    The frame of readings (``doc_id``, ``para_no``, ``coder``, ``value``) has a row per passage and
    coder: the saved codes, the shipped readings, and the rules. The sentences name each code that
    was passed over, and each reading that the corpus lacks.

    Examples
    --------
    >>> import workbench as wb
    >>> given, _ = wb.seminar.everyone(wb.load(), "vov-2025")
    >>> given.filter(coder="rules").height
    9
    """
    bench = Bench(corpus, [doc_id])
    codes, notices = read_codes(corpus.folder, corpus.paragraphs, bench.allowed)
    known = bench.study.readings
    lacking = [name for name in SHIPPED if name not in known]
    notices = [*notices, *(f"This corpus has no reference/topics/{name}.toml." for name in lacking)]
    given = [
        agreed.readings(codes, "topic"),
        *(agreed.primary_readings(known[name]) for name in SHIPPED if name in known),
        agreed.rule_readings(corpus.paragraphs, bench.study.translated),
    ]
    return pl.concat(given, how="vertical_relaxed").filter(pl.col("doc_id") == doc_id), notices


@figure_or_sentence
def coders(corpus: Corpus, doc_id: str) -> Figure:
    """Show how far all coders of a document agree, and the passages to discuss."""
    given, notices = everyone(corpus, corpus.prefer(doc_id))
    parts = (
        agreed.agreement(given),
        agreed.pairwise(given),
        agreed.to_discuss(given, corpus.paragraphs),
    )
    figure = drawn(*parts, corpus.documents)
    notes = Markup("").join(Markup('<p role="note">{}</p>').format(one) for one in notices)
    return Figure(**vars(figure) | {"body": notes + figure.body})
