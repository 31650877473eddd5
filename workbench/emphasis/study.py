"""Emphasis: what each text gives weight to, how sure that is, and the passages behind every mark."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup
from msgspec import Struct

from workbench.corpus import Corpus
from workbench.corpus.books import Text, read
from workbench.corpus.codebooks import Codebook, read_topics, with_rule, without_rule
from workbench.corpus.match import mentions
from workbench.corpus.notes import save_codebook
from workbench.emphasis import agreement as agreed
from workbench.emphasis import figures
from workbench.emphasis import measure as measured
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Form, Tab, check, choice, several, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import listed
from workbench.schema import VOICES, empty
from workbench.search import Search

#: Voices whose words are compared: what a newsroom reports in its own words says nothing of the text.
OWN_WORDS = ("stated", "quoted")
#: Groups of ``codebook/keyness.toml`` that the study knows.
FUNCTION, PERSONS = "function words", "names of persons"
NO_PAIR = "two documents of one series, or two witnesses of one statement."


class Words(Struct, forbid_unknown_fields=True):
    """The file ``codebook/keyness.toml``: groups of words that get no row."""

    left_out: dict[str, list[Text]]


class Emphasis:
    """Topics of a codebook in a corpus: by default those of its ``codebook/topics.toml``.

    Frames, each worked out when it is asked for: ``mentions``, ``emphasis`` (by all three units),
    ``emphasis_by_reading`` and ``coding`` (the reference readings).

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> study.emphasis.filter(doc_id="vov-2025", topic="ukraine", unit="provision")["finding"].item()
    '1 of 9 provisions'
    """

    def __init__(self, corpus: Corpus, codebook: Codebook | None = None) -> None:
        self.corpus = corpus
        self.codebook = read_topics(corpus.folder) if codebook is None else codebook
        self.labels: dict[str, str] = dict(
            self.codebook.topics.select("topic", "label").iter_rows()
        )
        self._shares: dict[tuple[str, tuple[str, ...]], pl.DataFrame] = {}

    @classmethod
    def export(cls, corpus: Corpus) -> dict[str, pl.DataFrame]:
        """Return the declared frames of this study for a whole corpus."""
        study = cls(corpus)
        names = ("mentions", "emphasis", "emphasis_by_reading", "coding")
        return {name: getattr(study, name) for name in names}

    # --- frames ---

    @cached_property
    def mentions(self) -> pl.DataFrame:
        """The frame ``mentions``: every place where a rule finds its topic."""
        return mentions(self.corpus, self.codebook)

    def shares(self, unit: str = "provision", voices: Sequence[str] = VOICES) -> pl.DataFrame:
        """Return the frame ``emphasis`` by one unit, counting mentions in some voices alone."""
        key = (unit, tuple(voices))
        if key not in self._shares:
            self._shares[key] = measured.emphasis(self.corpus, self.mentions, self.codebook, *key)
        return self._shares[key]

    @cached_property
    def emphasis(self) -> pl.DataFrame:
        """The frame ``emphasis``: shares by provision, by sentence and by words."""
        return pl.concat(self.shares(unit) for unit in measured.UNITS)

    @cached_property
    def coding(self) -> pl.DataFrame:
        """The frame ``coding``: all reference readings of this corpus, none if it has none."""
        return pl.concat([empty("coding"), *self.readings.values()])

    @cached_property
    def emphasis_by_reading(self) -> pl.DataFrame:
        """The frame ``emphasis_by_reading``: what the shares are by rule and by each reading."""
        if not self.readings:
            return empty("emphasis_by_reading")
        topics, found = list(self.sheet_labels), self.translated
        return agreed.by_reading(self.corpus, found, self.readings, self.validity, topics)

    # --- what they are made from ---

    @cached_property
    def sheet(self) -> agreed.Sheet:
        """The topics of the readings, and how those of the codebook are compared with them."""
        return agreed.read_sheet(self.corpus.folder, self.codebook)

    @cached_property
    def sheet_labels(self) -> dict[str, str]:
        """The labels of the readings' topics that the codebook looks for."""
        return self.sheet.labels(self.codebook)

    @cached_property
    def translated(self) -> pl.DataFrame:
        """The mentions under the topics of the readings."""
        return self.sheet.translate(self.mentions)

    @cached_property
    def readings(self) -> dict[str, pl.DataFrame]:
        """The reference readings by the name of their file."""
        return agreed.read_codings(self.corpus, self.sheet)

    @property
    def independent(self) -> pl.DataFrame:
        """The reading by which the rules are measured: made without having seen them, if there is one."""
        if not self.readings:
            raise Missing("a reading of the topics of each paragraph (reference/topics).")
        return self.readings.get(agreed.INDEPENDENT, next(iter(self.readings.values())))

    @cached_property
    def validity(self) -> pl.DataFrame:
        """Precision, recall and κ of the rules, by topic of the readings (see `agreement.validity`)."""
        return agreed.validity(self.independent, self.translated, list(self.sheet_labels))

    @cached_property
    def left_out(self) -> dict[str, list[str]]:
        """Groups of words that are left out of keyness: by the codebook, and names of the parties' people."""
        path = self.corpus.folder / "codebook" / "keyness.toml"
        groups = read(path, Words).left_out if path.is_file() else {}
        offices = {
            word for party in self.corpus.parties for word in " ".join(party.offices).split()
        }
        known = offices.union(*groups.values())
        names = [chain(*party.people.values()) for party in self.corpus.parties]
        people = set(" ".join(chain(*names)).lower().split())
        return groups | {PERSONS: [*groups.get(PERSONS, []), *sorted(people - known)]}

    def ranges(self) -> pl.DataFrame:
        """Return the least and the greatest share of a topic by other codings: ``low``, ``high``.

        By provision, and for topics alone that mean the same in codebook and readings.
        """
        others = self.emphasis_by_reading.filter(
            pl.col("coder") != "rules", pl.col("topic").is_in(self.sheet.same(self.codebook))
        )
        ends = {"low": pl.col("share").min(), "high": pl.col("share").max()}
        return others.group_by("doc_id", "topic").agg(**ends)

    # --- figures ---

    @figure_or_sentence
    def topic_shares(
        self,
        unit: str = "provision",
        *,
        topics: Sequence[str] = (),
        documents: Sequence[str | None] = (),
        voices: Sequence[str] = VOICES,
    ) -> Figure:
        """Draw what share of each text is coded with each topic, a panel per text, genres apart.

        ``unit`` is *provision*, *sentence* or *words*; ``topics``, ``documents`` and ``voices`` narrow
        what is drawn and counted. A pair that the corpus does not have (`Corpus.pair`) is said in a
        sentence.
        """
        measured.known(topics, list(self.labels), "topic")
        if None in documents:
            raise Missing(NO_PAIR)
        chosen = [doc_id for doc_id in documents if self.corpus.document(doc_id)]
        frame = self.corpus.documents
        frame = frame.filter(pl.col("doc_id").is_in(chosen)) if documents else frame
        rows = self.shares(unit, voices).join(frame, on="doc_id", how="semi", maintain_order="left")
        rows = rows.filter(pl.col("topic").is_in(list(topics or self.labels)))
        others = self.ranges()
        if unit != "provision" or set(voices) != set(VOICES):
            others = others.clear()
        rows = rows.join(others, on=["doc_id", "topic"], how="left", maintain_order="left")
        return figures.topic_shares(rows, self.labels, frame, voices)

    def _pair(self, left: str | None, right: str | None) -> tuple[str, str]:
        """Return the pair, or the first that can be compared where the corpus has not both."""
        pair = self.corpus.pair(left, right)
        if pair[0] is None:
            raise Missing(NO_PAIR)
        return pair

    def _in_order(self, *doc_ids: str) -> pl.DataFrame:
        """Return rows of documents in a given order."""
        return pl.DataFrame({"doc_id": doc_ids}).join(
            self.corpus.documents, on="doc_id", maintain_order="left"
        )

    @figure_or_sentence
    def keyness(
        self,
        left: str | Sequence[str] | None,
        right: str | Sequence[str] | None,
        *,
        voices: Sequence[str] = OWN_WORDS,
        function_words: bool = False,
        override: bool = False,
    ) -> Figure:
        """Draw the words that set two texts, or two groups of texts, most apart.

        Words of the ``voices`` alone are counted; attribution verbs, names of persons and words of
        the newsroom's frame are left out and counted, function words too unless they are asked for.
        """
        if isinstance(left, str | None) and isinstance(right, str | None):
            left, right = self._pair(left, right)
        sides = [[side] if isinstance(side, str) else list(side) for side in (left, right)]
        stamp = measured.claimed(self.corpus, *sides, override=override)
        groups = self.left_out if not function_words else {**self.left_out, FUNCTION: ()}
        rows, gone = measured.keyness(self.corpus, *sides, groups, voices)
        names = [listed([self.corpus.label(one) for one in side], "text", 2) for side in sides]
        about, stamp = (
            self._in_order(*chain(*sides)),
            f"{stamp} {measured.no_test(*map(len, sides))}",
        )
        return figures.keyness(rows, gone, about, names, voices, stamp)

    @figure_or_sentence
    def passages(self, doc_id: str, topic: str, voices: Sequence[str] = VOICES) -> Figure:
        """Show the paragraphs of a document that have a topic, every match marked."""
        measured.known([topic], list(self.labels), "topic")
        measured.known(voices, VOICES, "voice")
        doc_id = self.corpus.document(doc_id)["doc_id"]
        rows = measured.passages(self.corpus, self.mentions, doc_id, topic, voices)
        documents = self.corpus.documents
        return figures.passages(rows, documents, doc_id, self.labels[topic], voices)

    @figure_or_sentence
    def accuracy(self) -> Figure:
        """Say how accurate the rules are by the independent reading, and list where they differ.

        Folded below: each topic, the two longest readings compared, every difference.
        """
        reader, labels = self.independent, self.sheet_labels
        carried = agreed.carried(self.translated, self.corpus.documents)
        lower = agreed.validity(reader, carried, list(labels))
        lines = self.corpus.paragraphs
        differences = agreed.disagreements(reader, self.translated, list(labels), lines)
        made = [one for one in self.readings.values() if one.height]
        longest = sorted(made, key=lambda one: -one.filter("primary").height)[:2]
        readers = None
        if longest[1:]:
            given = pl.concat(agreed.primary_readings(one) for one in longest)
            pairs = agreed.pair_of(given, *(one["coder"][0] for one in longest))
            readers = (agreed.agreement(given), agreed.confusion(pairs, [*labels, agreed.NONE]))
        documents = self.corpus.documents
        return figures.accuracy(self.validity, lower, differences, readers, labels, documents)

    @figure_or_sentence
    def gaps(self) -> Figure:
        """List the rules that never match, and the provisions that no rule reaches."""
        rules = measured.rule_counts(self.corpus, self.mentions, self.codebook)
        uncoded = measured.uncoded(self.corpus, self.mentions)
        return figures.gaps(rules, uncoded, self.labels, self.corpus.documents)

    def changed(self, rule: str, **changes: str) -> Codebook:
        """Return the codebook with a rule changed (``pattern``, ``exclude`` …), or without it.

        A rule that is not there is added to the ``topic`` that ``changes`` names. Raises
        `WorkbenchError` where the rule then misses its own example, or a topic has none left.
        """
        if changes:
            return with_rule(self.codebook, {"rule": rule, **changes})
        return without_rule(self.codebook, rule)

    @figure_or_sentence
    def trial(self, rule: str, **changes: str) -> Figure:
        """List the passages that a changed rule gains and loses; without ``changes``, leaving it out.

        Examples
        --------
        >>> import workbench as wb
        >>> wb.Emphasis(wb.load()).trial("Ukraine").title
        'The codebook without the rule “Ukraine” gains no passages and loses two'
        """
        rows = measured.trial(self.corpus, self.mentions, self.changed(rule, **changes))
        what = f"The {'changed' if changes else 'codebook without the'} rule “{rule}”"
        return figures.trial(rows, self.labels, self.corpus.documents, what)

    def save(self, name: str, rule: str, **changes: str) -> Path:
        """Save the codebook with a change as the reader's own, ``own/NAME.toml``; return the file."""
        return save_codebook(self.changed(rule, **changes), self.corpus.folder, name)

    # --- explorer ---

    def explore(
        self,
        left: str | None = "tass-2021",
        right: str | None = "tass-2024",
        **start: Any,  # noqa: ANN401
    ) -> Explorer:
        """Open the explorer of topics; ``left`` and ``right`` are compared by their words.

        Further choices to begin with: ``unit``, ``topics``, ``documents``, ``voices``,
        ``document`` and ``topic`` (whose passages are shown), ``lefts``, ``rights``, ``reported``,
        ``function_words``, ``override``, ``word``, ``rule``, ``tried``.
        """
        documents = {label: doc_id for doc_id, label in self.corpus.labels.items()}
        topics = {label: topic for topic, label in self.labels.items()}
        pair = self.corpus.pair(left, right)
        rules = self.codebook.rules["rule"].to_list()
        controls = {"unit": choice("Count by", list(measured.UNITS))}
        filters = {
            "topics": several("Topics", topics),
            "documents": several("Texts", documents),
            "voices": several("Voices", list(VOICES)),
        }
        words = {
            "lefts": several("Left", documents, pair[:1] if pair[0] else ()),
            "rights": several("Right", documents, pair[1:] if pair[0] else ()),
            "reported": check("Count reported words too"),
            "function_words": check("Show function words"),
            "override": check("Compare anyway"),
        }
        tabs = {
            "Passages": Tab(
                lambda choices: self.passages(choices.document, choices.topic, choices.voices),
                {"document": choice("Text", documents), "topic": choice("Topic", topics)},
                opens_on=("document", "topic"),
            ),
            "Words": Tab(self._compared, words),
            "A word in context": Tab(
                self._in_context,
                {"word": text("Word", hint="a word or a query")},
                opens_on=("word",),
            ),
            "In the text": Tab(
                lambda c: self._search.text_at(c.place, self._search.find(c.word)),
                opens_on=("place",),
            ),
            "Try a rule": Tab(self._tried, {"rule": choice("Rule", rules)}, self._rule_form()),
        }
        return Explorer(
            controls,
            self._chosen,
            tabs,
            filters=filters,
            line="wb.Emphasis(corpus).explore",
            start=start,
            also={"tried": {}, "place": ""},
            on_pick=picked,
        )

    def _chosen(self, choices: Choices) -> Figure:
        """Draw the chosen topics of the chosen texts."""
        if not (choices.topics and choices.documents and choices.voices):
            raise WorkbenchError("Nothing to draw: choose a topic, a text and a voice.")
        narrowed = {"topics": choices.topics, "documents": choices.documents}
        return self.topic_shares(choices.unit, voices=choices.voices, **narrowed)

    def _compared(self, choices: Choices) -> Figure:
        """Compare the words of the chosen sides."""
        return self.keyness(
            choices.lefts,
            choices.rights,
            voices=VOICES if choices.reported else OWN_WORDS,
            function_words=choices.function_words,
            override=choices.override,
        )

    @cached_property
    def _search(self) -> Search:
        return Search(self.corpus)

    def _in_context(self, choices: Choices) -> Figure | str:
        """Show where a word occurs."""
        if not choices.word.strip():
            return "Pick a word in the chart of words, or write one."
        return self._search.lines(choices.word)

    def _tried(self, choices: Choices) -> Figure | Markup:
        """Say what the reader's change of a rule gains and loses."""
        if choices.rule not in choices.tried:
            return Markup("<p>Change the pattern of “{}” below and try it.</p>").format(
                choices.rule
            )
        pattern = choices.tried[choices.rule]
        return self.trial(choices.rule, **({"pattern": pattern} if pattern else {}))

    def _rule_form(self) -> Form:
        """Return the form in which a rule is changed, tried and saved."""
        patterns: Mapping[str, str] = dict(
            self.codebook.rules.select("rule", "pattern").iter_rows()
        )

        def fields(choices: Choices) -> dict[str, Any]:
            pattern = choices.tried.get(choices.rule) or patterns[choices.rule]
            name = text("Save under the name", "my-codebook", keep=True)
            return {"pattern": text("Pattern", pattern, lines=2), "name": name}

        def submit(choices: Choices, button: str, values: dict[str, Any]) -> str:
            rule, pattern = choices.rule, values["pattern"].strip()
            left_out = choices.tried.get(rule) == "" and pattern == patterns[rule]
            if button == "save":
                path = self.save(values["name"], rule, **({} if left_out else {"pattern": pattern}))
                return f"Saved as own/{path.name}; the shipped codebook is as it was."
            choices.tried = choices.tried | {rule: "" if button == "without" else pattern}
            return "Tried; nothing is saved."

        buttons = {"try": "Try", "without": "Try without this rule", "save": "Save as my own"}
        return Form(fields, buttons, submit)


def picked(choices: Choices, key: str) -> None:
    """Open what was picked: the passages behind a mark, or the places of a word."""
    first, _, rest = key.partition("|")
    if first == "keyword":
        choices.word = rest
    elif rest and not rest.isdigit():  # a hit is read where it is
        choices.document, choices.topic = first, rest
