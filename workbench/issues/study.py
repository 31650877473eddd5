"""An issue: what each source says of it, who says it, how strongly, and under which name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, cached_property

import polars as pl

from workbench import schema
from workbench.corpus import Corpus, claims, codebooks
from workbench.corpus.match import mentions, voiced
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Tab, check, choice, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import listed, of, sentence_case, spelled
from workbench.issues import coverage as measured
from workbench.issues import figures
from workbench.issues import positions as reading
from workbench.search import Search
from workbench.search import figures as concordance
from workbench.search.study import ORDERS
from workbench.wording import figures as side_by_side
from workbench.wording import synopsis

ALL = "all"
CONTEXTS = {"8 words": 8, "15 words": 15, "the sentence": "sentence", "the paragraph": "paragraph"}


class Issue:
    """One issue of a corpus, by the name of its codebook in ``codebook/issues``.

    Frames, each worked out when it is asked for: ``mentions``, ``contexts``, ``coverage``,
    ``naming``, ``timeline``, ``positions`` (by rule), ``reference`` (positions as read by a language
    model, where the corpus has them), ``operators``. An unknown issue raises
    `WorkbenchError`, which names those that there are.

    Examples
    --------
    >>> import workbench as wb
    >>> ukraine = wb.Issue(wb.load(), "ukraine")
    >>> ukraine.positions["actor"].unique().to_list()
    ['Russia']
    """

    def __init__(self, corpus: Corpus, issue: str) -> None:
        self.corpus, self.issue = corpus, issue
        self.book = codebooks.read_issue(corpus.folder, issue)
        self.label = self.book.label

    # --- frames ---

    @cached_property
    def mentions(self) -> pl.DataFrame:
        """The mentions frame of the issue's codebook."""
        return mentions(self.corpus, self.book.codebook)

    @cached_property
    def contexts(self) -> pl.DataFrame:
        """The contexts frame: every mention in a sentence on the issue, within its sentence."""
        return measured.contexts(self.corpus, self.book, self.mentions)

    @cached_property
    def coverage(self) -> pl.DataFrame:
        """The coverage frame: every source with every term, silences included."""
        return measured.coverage(self.corpus, self.book, self.mentions, self.search)

    @cached_property
    def naming(self) -> pl.DataFrame:
        """The naming frame: every source with every competing name."""
        return measured.naming(self.corpus, self.book, self.mentions)

    @cached_property
    def timeline(self) -> pl.DataFrame:
        """The timeline frame: every source with its mentions of the issue."""
        return measured.timeline(self.corpus, self.book, self.mentions)

    @cached_property
    def positions(self) -> pl.DataFrame:
        """The positions frame of the issue, by rule."""
        return reading.positions(self.corpus, self.book, self.mentions, self.rules)

    @cached_property
    def reference(self) -> pl.DataFrame:
        """The positions frame of the issue as read by a language model; raises `Missing` without one."""
        return reading.read_reference(self.corpus, self.issue, self.rules)

    @cached_property
    def every_position(self) -> pl.DataFrame:
        """The positions frame of all sentences of the corpus, by rule, whatever they are about."""
        return reading.every_position(self.corpus, self.rules)

    @cached_property
    def operators(self) -> pl.DataFrame:
        """The operators frame: how often each verb of the ladder is used, in all sentences."""
        return measured.operators(self.corpus, self.every_position, self.ladder)

    # --- what they are made from ---

    @cached_property
    def rules(self) -> codebooks.PositionRules:
        """The rules of positions, with the ladder of verbs."""
        return codebooks.read_position_rules(self.corpus.folder)

    @property
    def ladder(self) -> codebooks.Ladder:
        """The ladder of verbs, with its precedent and its limits."""
        return self.rules.ladder

    @cached_property
    def search(self) -> Search:
        """The search of the corpus."""
        return Search(self.corpus)

    @cached_property
    def _on_issue(self) -> pl.DataFrame:
        return measured.on_issue(self.corpus, self.book, self.mentions)

    @property
    def coders(self) -> list[str]:
        """Who read positions on the issue: ``reference`` if there is one, and ``rule``."""
        try:
            return ["reference", "rule"] if self.reference.height else ["rule"]
        except Missing:
            return ["rule"]

    def read_by(self, coder: str) -> pl.DataFrame:
        """Return the positions of one reading, ``rule`` or ``reference``."""
        codebooks.one_of(coder, self.coders, "Unknown coder")
        return self.reference if coder == "reference" else self.positions

    # --- figures ---

    @figure_or_sentence
    def matrix(self, *, pick: bool = False) -> Figure:
        """Set terms against sources; a mark opens its passages, or what its silence means."""
        book, documents = self.book, self.corpus.documents
        about = (book.codebook.topics, documents, self.label, book.dates)
        return figures.matrix(self.coverage, self.contexts, *about, pick=pick)

    @figure_or_sentence
    def names(self) -> Figure:
        """Count the competing names, by themselves and inside titles, by publisher."""
        titles = [
            name for name, terms in self.book.names.items() if set(terms) & set(self.book.titles)
        ]
        documents, note = self.corpus.documents, self.book.names_note
        return figures.names(self.naming, documents, self.label, titles, note)

    @figure_or_sentence
    def lines(
        self,
        term: str = ALL,
        document: str = ALL,
        voice: str = ALL,
        context: int | str = "sentence",
        order: str = "source",
    ) -> Figure:
        """Show the mentions of the issue, or of one term, in context.

        ``context`` and ``order`` are those of `Search.concordance`.
        """
        labels = {value: name for name, value in self.term_options.items()}
        codebooks.one_of(term, list(labels), "Unknown term")
        act, what = "use", f"the term “{labels[term]}”"
        rows, about = self.contexts.filter(term=term), self.coverage.filter(term=term)
        if term == ALL:
            act, what, rows = "speak", f"of {self.label}", measured.outermost(self.contexts)
            about = self.timeline.with_columns(near=pl.lit(""))
        found = self.search.with_words(rows.select("doc_id", "para_no", "start", "end"))
        counts = about.select("doc_id", "near", finding=pl.col("status").cast(pl.String))
        counts = counts.join(self.corpus.documents, on="doc_id", maintain_order="left")
        counts = counts.with_columns(n_cut=pl.lit(0))

        def title(counts: pl.DataFrame) -> str:
            n, total = counts.filter(pl.col("n") > 0).height, counts["n"].sum()
            who = sentence_case(of(n, counts.height, "source")) if n else "No source"
            verb = act if n > 1 else f"{act}s"
            if document != ALL:
                who, verb = self.corpus.label(document), f"{act}s" if n else f"does not {act}"
            where = f", in {spelled(total, 'place')}" if n else ""
            if n and term == ALL:  # not each of them is of the core of the issue
                where = f": {spelled(total, 'mention')} of the issue’s terms"
            return f"{who} {verb} {what}{where}"

        told = f"Sentences on {self.label}, found by its codebook."
        return self._drawn(found, counts, title, told, (document, voice, context, order))

    def _drawn(
        self,
        found: pl.DataFrame,
        counts: pl.DataFrame,
        title: Callable[[pl.DataFrame], str],
        told: str,
        chosen: tuple[str, str, int | str, str],
    ) -> Figure:
        """Show places in the chosen source and voice; what a voice hides is no silence."""
        document, voice, context, order = chosen
        documents = self._documents(document)
        found = found.join(documents, on="doc_id", how="semi", maintain_order="left")
        heard = found
        if voice != ALL:
            heard = voiced(found, documents, self.corpus.quotes).filter(voice=voice).drop("voice")
            told = f"Of {found.height} lines {heard.height} are {voice} and shown. {told}"
        n, n_all = (
            pl.col("doc_id").replace_strict(
                dict(part["doc_id"].value_counts().iter_rows()), default=0, return_dtype=pl.UInt32
            )
            for part in (heard, found)
        )
        hidden = pl.when(n_all > 0, n == 0).then(pl.lit("hidden by your choice of a voice"))
        counts = counts.join(documents, on="doc_id", how="semi", maintain_order="left")
        counts = counts.with_columns(n=n, finding=hidden.otherwise("finding"))
        counts = counts.with_columns(per_1000=measured.per_1000("n"))
        suffix = f" ({voice} words only)" * (voice != ALL)
        rows = self.search.passages(heard, context, (order,), slice(concordance.PAGE))
        return concordance.lines(rows, counts, documents, f"{title(counts)}{suffix}", told)

    @figure_or_sentence
    def position_cards(self, *, on: Sequence[str] = (), by: str = "") -> Figure:
        """Show positions as cards: the claim, its fields, and the passage it is made in.

        ``by`` is ``reference`` or ``rule``; without it the reference reading, if there is one. With
        ``on`` only those that name one of these legal bases.
        """
        return self._positions(on, by, cards=True)

    @figure_or_sentence
    def position_table(self, *, on: Sequence[str] = (), by: str = "") -> Figure:
        """Show positions in a table, a row each; parameters as in `position_cards`."""
        return self._positions(on, by, cards=False)

    def _positions(self, on: Sequence[str], by: str, *, cards: bool) -> Figure:
        rows = self.read_by(by or self.coders[0])
        known = self.rules.anchors.topics["topic"].to_list()
        for basis in on:
            codebooks.one_of(basis, known, "Unknown legal basis")
        if on:
            rows = rows.filter(
                pl.any_horizontal(pl.col("legal_anchors").list.contains(one) for one in on)
            )
        what = " and ".join(f"the {one}" for one in on) or self.label
        return figures.positions(rows, self.corpus.documents, what, cards=cards)

    @figure_or_sentence
    def agreement(self) -> Figure:
        """Show how far rules and reference reading agree, and every difference."""
        documents = self.corpus.documents
        return figures.agreement(
            *reading.review(self.positions, self.reference, documents), documents
        )

    @figure_or_sentence
    def witnesses(self, *documents: str, verb: str = "") -> Figure:
        """Set the passages on the issue of some sources beside each other, word by word.

        Without ``documents`` all that take a position. With ``verb`` (of the ladder) the sentence of
        the first position with it, else all sentences on the issue in the paragraph of the first.
        """
        rows = self.read_by(self.coders[0])
        if verb:
            codebooks.one_of(verb, self.ladder.operators["operator"].to_list(), "Unknown verb")
            rows = rows.filter(operator=verb)
        speaking = rows["doc_id"].unique(maintain_order=True).to_list()
        there = [doc_id for doc_id in documents if doc_id in speaking]
        there = there if there[1:] else speaking
        if not there[1:]:
            raise Missing(f"two sources with a position on {self.label}")
        unit = "sent_no" if verb else "para_no"
        first = rows.unique("doc_id", keep="first", maintain_order=True).select("doc_id", unit)
        spans = (
            self._on_issue.join(first, on=["doc_id", unit], how="semi")
            .group_by("doc_id", maintain_order=True)
            .agg(pl.col("start").min(), pl.col("end").max())
        )
        places = {place[0]: place for place in spans.iter_rows()}
        chosen = [places[doc_id] for doc_id in there]
        figure = side_by_side.witnesses(synopsis.witnesses(self.corpus, chosen), self.corpus)
        lost = self._left_out(*chosen) if len(chosen) == 2 else []  # noqa: PLR2004 - a pair
        if not lost:
            return figure
        left_out = f"{self.corpus.label(there[1])} leaves out {listed(lost, 'term')}"
        if not verb:
            return replace(figure, subtitle=f"In this passage {left_out}. {figure.subtitle}")
        who, said = rows.filter(doc_id=there[0]).select("actor", "operator_text").row(0)
        title = f"In the sentence in which {who} “{said}”, {left_out}"
        return replace(figure, title=title, subtitle=f"{figure.title}. {figure.subtitle}")

    def _left_out(self, first: synopsis.Span, second: synopsis.Span) -> list[str]:
        """Return the terms that one witness of a statement prints in a passage and another does not."""
        pair = claims(*(self.corpus.document(span[0]) for span in (first, second)))
        if pair.relation != "one statement":
            return []
        mine, other = (
            self.contexts.filter(pl.col("start").is_between(start, end), doc_id=doc_id)
            for doc_id, start, end in (first, second)
        )
        lost = measured.outermost(mine.join(other, on="term", how="anti", maintain_order="left"))
        return [f"“{match}”" for match in lost["match"].unique(maintain_order=True)]

    @figure_or_sentence
    def proof(self) -> Figure:
        """Set an earlier source, a statement and its press text side by side, verbs marked."""
        return figures.proof(self.corpus, self.read_by(self.coders[0]), self.label)

    @figure_or_sentence
    def ladder_table(self) -> Figure:
        """Show the ladder of verbs, with its precedent and its limits."""
        one = self.ladder
        return figures.ladder(one.operators, one.classes, one.precedent, one.limits)

    @figure_or_sentence
    def verbs(self) -> Figure:
        """Draw how often each verb of the ladder is used, in all sentences of each source."""
        what = "every sentence, by rule, without frames such as “the document says”"
        return figures.verbs(self.operators, self.ladder.operators, self.corpus.documents, what)

    # --- explorer ---

    def explore(self, **start: object) -> Explorer:
        """Open the explorer of issues on this one; ``start`` is what to begin with.

        Choices: ``issue``, ``document``, ``term``, ``voice``, ``coder``, ``query``, ``parts``,
        ``regex``, ``context``, ``order``.
        """
        at = cache(lambda issue: self if issue == self.issue else type(self)(self.corpus, issue))

        def picked(choices: Choices, key: str) -> None:
            head, _, rest = key.partition("|")
            if head == "query":
                choices.query = rest
            elif not rest.isdigit():  # a hit is read where it is
                choices.document, choices.term = head or ALL, rest or ALL

        books = {
            sentence_case(codebooks.read_issue(self.corpus.folder, one).label): one
            for one in codebooks.issues(self.corpus.folder)
        }
        documents = {label: doc_id for doc_id, label in self.corpus.labels.items()}
        controls = {
            "issue": choice("Issue", books, self.issue),
            "document": choice("Source", {"all sources": ALL} | documents),
            "term": choice("Term", lambda choices: at(choices.issue).term_options),
            "voice": choice("Voice", {"all voices": ALL} | {one: one for one in schema.VOICES}),
        }
        search = {
            "query": text("Look for", hint="the issue's own terms, if nothing is written"),
            "context": choice("Show", list(CONTEXTS)),
            "order": choice("Sort by", list(ORDERS)),
            "parts": check("Parts of words"),
            "regex": check("Regular expression"),
        }

        def readings(choices: Choices) -> dict[str, str]:
            return {figures.BY[one]: one for one in at(choices.issue).coders}

        tabs = {
            "Lines": Tab(lambda choices: at(choices.issue).asked_lines(choices), search),
            "In the text": Tab(lambda c: at(c.issue).in_text(c), opens_on=("place",)),
            "Positions": Tab(
                lambda choices: at(choices.issue).chosen_positions(choices),
                {"coder": choice("Found by", readings)},
            ),
            "Names": Tab(lambda choices: at(choices.issue).names()),
        }
        return Explorer(
            controls,
            lambda choices: at(choices.issue).matrix(pick=True),
            tabs,
            beside=True,
            line=lambda choices: f"wb.Issue(corpus, {choices.issue!r}).explore",
            start=start,
            also={"place": ""},
            on_pick=picked,
        )

    @property
    def term_options(self) -> dict[str, str]:
        """The terms of the issue by label, *all terms* first."""
        terms = self.book.codebook.topics.select("label", "topic").rows()
        return {"all terms": ALL} | dict(terms)

    def _documents(self, document: str) -> pl.DataFrame:
        """Return the chosen document, or all."""
        if document == ALL:
            return self.corpus.documents
        return self.corpus.documents.filter(doc_id=self.corpus.document(document)["doc_id"])

    def asked_lines(self, choices: Choices) -> Figure:
        """Show the lines of the reader's query, or of the issue's terms."""
        query, context = choices.query.strip(), CONTEXTS[choices.context]
        chosen = (choices.document, choices.voice, context, choices.order)
        if not query:
            return self.lines(choices.term, *chosen)
        how = {"parts": choices.parts, "regex": choices.regex}
        found, told = self.search.find(query, **how), self.search.searched(query, **how)
        if found.is_empty():
            return self.search.lines(query, **how)
        counts = self.search.counts(query, **how)
        return self._drawn(
            found, counts, lambda counts: concordance.title(counts, query), told, chosen
        )

    def in_text(self, c: Choices) -> Figure | str:
        """Show the text at one of the lines, with the way to the next one of the chosen source."""
        found = measured.outermost(
            self.contexts if c.term == ALL else self.contexts.filter(term=c.term)
        )
        if c.query.strip():
            found = self.search.find(c.query, parts=c.parts, regex=c.regex)
        some = self._documents(c.document)
        return self.search.text_at(
            c.place, found.join(some, on="doc_id", how="semi", maintain_order="left")
        )

    def chosen_positions(self, choices: Choices) -> Figure:
        """Show the positions of one reading in the chosen source and voice, on the chosen term."""
        held, term, voice = self.read_by(choices.coder), choices.term, choices.voice
        documents = self._documents(choices.document)
        rows = held.join(documents, on="doc_id", how="semi", maintain_order="left")
        rows = rows if voice == ALL else rows.filter(voice=voice)
        if term != ALL:
            here = self.mentions.filter(pl.col("topic").cast(pl.String) == term)
            met = rows.join(here.select("doc_id", at="start"), on="doc_id")
            met = met.filter(pl.col("at").is_between("start", "end", closed="left"))
            rows = rows.join(met, on=["doc_id", "position_no"], how="semi", maintain_order="left")
        if rows.is_empty() and held.height:
            raise WorkbenchError(
                f"No position is left by your choice of source, term and voice; {held.height} on "
                f"{self.label} were {figures.BY[choices.coder]}."
            )
        return figures.positions(rows, self.corpus.documents, self.label)

    # --- export ---

    @classmethod
    def export(cls, corpus: Corpus) -> dict[str, pl.DataFrame]:
        """Return the declared frames of all issues of a corpus, one below the other."""
        every = [cls(corpus, one) for one in codebooks.issues(corpus.folder)]
        names = ("contexts", "coverage", "naming", "timeline")
        found = {name: [getattr(one, name) for one in every] for name in names}
        found["positions"] = [one.every_position for one in every[:1]]
        found["positions"] += [one.read_by(coder) for one in every for coder in one.coders]
        read = [one for one in every if "reference" in one.coders]
        found["differences"] = [
            reading.review(one.positions, one.reference, corpus.documents)[1] for one in read
        ]
        found["operators"] = [one.operators for one in every[:1]]
        return {name: pl.concat([schema.empty(name), *frames]) for name, frames in found.items()}
