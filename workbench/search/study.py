"""Search: from a query to its places, its lines in context, and its counts by document."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.match import voiced
from workbench.corpus.words import fold, spots, tokens
from workbench.errors import WorkbenchError
from workbench.explorer import Choices, Explorer, Tab, check, choice, number, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import count, join, reading
from workbench.search import figures
from workbench.search.query import LINE, Query, Words, matches, near, read_query

BESIDE = ("left 1", "left 2", "left 3", "right 1", "right 2", "right 3")
ORDERS = ("source", *BESIDE, "date", "document", "publisher")
SPANS = ("sentence", "paragraph")
ZONES = ("body", "all")
NEAR = {"query": pl.String, "kind": pl.String, "parts": pl.Boolean, "n": pl.UInt32,
        "n_documents": pl.UInt32}  # fmt: skip
#: Other ways to ask that are offered.
OFFERED = 6
#: No document is longer: its number times this, and an offset, is a place among all documents.
LONGEST = 10**10


class Search:
    """Find words in a corpus, and show them in context; see `query` for the language.

    Examples
    --------
    >>> import workbench as wb
    >>> search = wb.Search(wb.load())
    >>> search.find("East Sea")["doc_id"].unique(maintain_order=True).to_list()
    ['investor-2024', 'vgp-2025', 'vov-2025']
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._words: dict[str, Words] = {}
        self._found: dict[tuple[str, str, bool, bool], pl.DataFrame] = {}

    def query(self, text: str, *, parts: bool = False, regex: bool = False) -> Query:
        """Return a query as it is understood."""
        return read_query(text, self.corpus.variants, parts=parts, regex=regex)

    def find(
        self, query: str, zone: str = "body", *, parts: bool = False, regex: bool = False
    ) -> pl.DataFrame:
        """Return every place where a query is printed, a row per match in order of the sources.

        Columns: ``doc_id``, ``para_no``, ``start``, ``end`` (places in ``documents.text``), and
        ``first_token`` and ``last_token``, the rows of the words where it begins and ends. With
        zone *all*, text that was cut is searched as well.
        """
        key = (query, zone, parts, regex)
        if key not in self._found:
            asked, words = self.query(query, parts=parts, regex=regex), self.words(zone)
            self._found[key] = (
                self._expressions(asked, zone) if regex else placed(matches(asked, words), words)
            )
        return self._found[key]

    def words(self, zone: str = "body") -> Words:
        """Return all words of the body, or of all zones, as numbers; they are read once."""
        if zone not in ZONES:
            raise WorkbenchError(f"Unknown zone {zone!r}; choose {' or '.join(ZONES)}.")
        if zone not in self._words:
            self._words[zone] = read_words(self.corpus, zone)
        return self._words[zone]

    def _expressions(self, query: Query, zone: str) -> pl.DataFrame:
        """Find a regular expression in lines as printed."""
        lines = self._lines(zone)
        held = lines.filter(pl.col("text").str.contains(query.expression))
        at = spots(held["text"], [query.expression])
        places = held[at["row"]].select(
            *LINE, start=pl.col("start") + at["first"], end=pl.col("start") + at["last"]
        )
        return self.with_words(places, zone)

    def with_words(self, places: pl.DataFrame, zone: str = "body") -> pl.DataFrame:
        """Add to places of the sources the rows of the words in which they begin and end, as `find` does."""
        words = self.words(zone)
        number = self.corpus.documents.select("doc_id", document=pl.int_range(pl.len()) * LONGEST)
        of_line, of_place = (
            rows.select("doc_id").join(number, on="doc_id", maintain_order="left")["document"]
            for rows in (words.lines, places)
        )
        starts = of_line.gather(words.line) + words.start
        return places.with_columns(
            first_token=starts.search_sorted(of_place + places["start"]).cast(pl.Int64),
            last_token=starts.search_sorted(of_place + places["end"]).cast(pl.Int64) - 1,
        )

    def _lines(self, zone: str) -> pl.DataFrame:
        """Return the lines of a zone as they are searched: of body lines the prose alone."""
        lines = self.corpus.paragraphs
        if zone == "all":
            return lines
        skip = pl.col("prose_start") - pl.col("start")
        body = lines.filter(pl.col("zone") == "body")
        return body.with_columns(pl.col("text").str.slice(skip), start="prose_start")

    def concordance(
        self,
        query: str,
        context: int | str = 8,
        order: Sequence[str] = (),
        rows: slice = slice(None),
        **choices: object,
    ) -> pl.DataFrame:
        """Return the frame ``concordance``: every match between the words around it.

        ``context`` is a number of words on either side, *sentence* or *paragraph*; ``order`` are
        keys to sort by, one after the other: *left 1* to *left 3* and *right 1* to *right 3* (the
        n-th word beside the match), *date* of the statement, *document*, *publisher*, *source*.
        ``choices`` are those of `find`. Only the ``rows`` that are asked for are cut out of the
        text. ``left``, ``match`` and ``right`` together are the text exactly as printed.

        Examples
        --------
        >>> import workbench as wb
        >>> lines = wb.Search(wb.load()).concordance("East Sea", context=2)
        >>> lines.select("left", "match", "right").row(0)
        ('Regarding the ', 'East Sea', ' (internationally known')
        """
        zone = choices.get("zone", "body")
        return self.in_lines(self.find(query, **choices), context, order, rows, zone)

    def in_lines(
        self,
        found: pl.DataFrame,
        context: int | str = 8,
        order: Sequence[str] = (),
        rows: slice = slice(None),
        zone: str = "body",
    ) -> pl.DataFrame:
        """Return the frame ``concordance`` of places, as `find` or `with_words` returns them."""
        ordered = self.ordered(found, order, zone)[rows]
        lines = in_context(ordered, self._lines(zone), self.words(zone), context)
        voices = voiced(lines, self.corpus.documents, self.corpus.quotes)
        return schema.conform("concordance", voices)

    def ordered(
        self, found: pl.DataFrame, order: Sequence[str], zone: str = "body"
    ) -> pl.DataFrame:
        """Sort places by the keys of `concordance`; ties keep the order of the sources."""
        event, published = (
            pl.col(column).replace("unknown", "9999") for column in ("event_date", "published")
        )
        keys = self.corpus.documents.select(
            "doc_id",
            source=pl.int_range(pl.len()),
            date=pl.concat_str(event, published, separator=" "),
            document="doc_id",
            publisher=pl.col("publisher").str.to_lowercase(),
        )
        rows = found.select("doc_id").join(keys, on="doc_id", maintain_order="left")
        for key in order:
            if key not in ORDERS:
                raise WorkbenchError(f"Unknown order {key!r}; choose {', '.join(ORDERS)}.")
            if key in BESIDE:
                rows = rows.with_columns(beside(key, found, self.words(zone)).alias(key))
        rows = rows.with_row_index("row").sort(*dict.fromkeys(order), "row", nulls_last=True)
        return found[rows["row"]]

    def counts(self, query: str, **choices: object) -> pl.DataFrame:
        """Return matches per document, silent ones included, in the order of the corpus.

        Columns: ``doc_id``, ``n``, ``n_cut`` (matches in text that was cut; only with zone *all*),
        ``n_words`` of the body, ``per_1000`` (1,000 × n / n_words, empty without a body),
        ``finding`` (what a silence means; only a full statement is silent for the statement) and
        ``near`` (what other ways to ask find in a silent document).
        """
        body = self.corpus.paragraphs.select(*LINE, body=pl.col("zone") == "body")
        hits = self.find(query, **choices).join(body, on=LINE).group_by("doc_id")
        hits = hits.agg(n=pl.col("body").sum(), n_cut=pl.col("body").not_().sum())
        about = self.corpus.documents.select("doc_id", "genre", "n_words")
        rows = about.join(hits, on="doc_id", how="left", maintain_order="left")
        rows = rows.with_columns(pl.col("n", "n_cut").fill_null(0))
        near: dict[str, list[str]] = {}
        if rows["n"].min() == 0:
            for way, parts in self.neighbours(query, **choices).select("query", "parts").rows():
                for doc_id, n in self.find(way, parts=parts)["doc_id"].value_counts().rows():
                    near.setdefault(doc_id, []).append(f"{way} ({n})")
        nearby = pl.Series([", ".join(near.get(doc_id, ())) for doc_id in rows["doc_id"]])
        rate = pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n") / pl.col("n_words"))
        nearby = pl.when(pl.col("n") == 0).then(nearby).otherwise(pl.lit(""))
        rows = rows.with_columns(per_1000=rate, finding=figures.finding(), near=nearby)
        return rows.select("doc_id", "n", "n_cut", "n_words", "per_1000", "finding", "near")

    def neighbours(self, query: str, **choices: object) -> pl.DataFrame:
        """Return other ways to ask that find something, the nearest first.

        Columns: ``query``, ``kind`` (*as any case*, *spelling*: a word of the corpus like a word of
        the query, *any ending*, *words between*, *parts of words*), ``parts``, ``n`` matches in
        ``n_documents``. A regular expression has none.

        Examples
        --------
        >>> import workbench as wb
        >>> wb.Search(wb.load()).neighbours("Ukrain")["query"].to_list()[:2]
        ['ukraine', 'ukra*']
        """
        how = {name: value for name, value in choices.items() if name != "zone"}
        rows: dict[tuple[str, bool], tuple[str, str, bool, int, int]] = {}
        for way, kind, parts in near(self.query(query, **how), self.vocabulary):
            found, key = self.find(way, parts=parts), (way.lower(), parts)
            if found.height and key not in rows:
                rows[key] = (way, kind, parts, found.height, found["doc_id"].n_unique())
            if len(rows) == OFFERED:
                break
        return pl.DataFrame(list(rows.values()), schema=NEAR, orient="row")

    def searched(self, query: str, zone: str = "body", **choices: bool) -> str:
        """Say in a sentence what was searched, and how the query was understood."""
        where = "the bodies" if zone == "body" else "the bodies and text that was cut"
        return (
            f"Searched: {self._lines(zone).height:,} paragraphs of {where} of "
            f"{count(self.corpus.documents.height, 'source')}. "
            f"Understood as: {self.query(query, **choices)}."
        )

    def _said(self, query: str, choices: dict[str, Any]) -> tuple[pl.DataFrame, str, str]:
        """Return the counts of a query, the title that states them, and what was searched."""
        counts = self.counts(query, **choices)
        return counts, figures.title(counts, query), self.searched(query, **choices)

    def passages(self, found: pl.DataFrame, *how: Any) -> pl.DataFrame:  # noqa: ANN401 - as `in_lines`
        """Return the rows of `in_lines` with their ``passage`` (from ``base``), zone and provision."""
        about = self.corpus.paragraphs.select(
            *LINE, "zone", "provision", passage="text", base="start"
        )
        return self.in_lines(found, *how).join(about, on=LINE, how="left", maintain_order="left")

    def _not_found(self, query: str, choices: dict[str, Any]) -> Figure | None:
        """Show what is near a query that finds nothing."""
        if self.find(query, **choices).height:
            return None
        near, counts = self.neighbours(query, **choices), self.counts(query, **choices)
        said = self.searched(query, **choices)
        return figures.neighbours(near, counts, self.corpus.documents, query, said)

    @figure_or_sentence
    def lines(
        self,
        query: str,
        context: int | str = 8,
        order: Sequence[str] = (),
        page: int = 1,
        **choices: object,
    ) -> Figure:
        """Show the hits of a query in context, a page at a time; or what is near it, if it has none.

        The parameters are those of `concordance`.
        """
        if near := self._not_found(query, choices):
            return near
        found, zone = self.find(query, **choices), choices.get("zone", "body")
        n_pages = -(-found.height // figures.PAGE)
        if page not in range(1, n_pages + 1):
            raise WorkbenchError(
                f"There is no page {page!r} of these lines; choose 1 to {n_pages}."
            )
        first = (page - 1) * figures.PAGE
        part = slice(first, first + figures.PAGE)
        rows = self.passages(found, context, order, part, zone)
        counts, title, said = self._said(query, choices)
        return figures.lines(rows, counts, self.corpus.documents, title, said, first + 1)

    @figure_or_sentence
    def formula(self, phrase: str, **choices: object) -> Figure:
        """Follow a phrase through all sources: its wordings, their places, and the silent sources."""
        if near := self._not_found(phrase, choices):
            return near
        rows = self.passages(
            self.find(phrase, **choices), 8, (), slice(None), choices.get("zone", "body")
        )
        counts, title, said = self._said(phrase, choices)
        return figures.formula(rows, counts, self.corpus.documents, title, said)

    def text_at(self, place: str, found: pl.DataFrame, *, show_cut: bool = False) -> Figure | str:
        """Show a document at a place (``doc_id|start``), with the way to the next of the places found."""
        doc_id, _, start = place.partition("|")
        if not start.isdigit():
            return "Choose a hit to see it in its text."
        figure = reading(self.corpus, doc_id, found, at=int(start), show_cut=show_cut)
        return replace(figure, body=join([figures.walk(found, place), figure.body]))

    def explore(self, **choices: object) -> Explorer:
        """Open the search: a query, its lines in context, its wordings, and each text at a hit.

        ``choices`` are what to begin with: ``query``, ``zone``, ``parts``, ``regex``, ``context``,
        ``order``, ``page``.
        """

        def how(c: Choices) -> dict[str, Any]:
            return {"zone": c.zone, "parts": c.parts, "regex": c.regex}

        def lines(c: Choices) -> Figure | str:
            if not c.query.strip():
                return (
                    "Write words; negotiat* for any ending, ** for a few words between, a | b for "
                    "either, “…” for exactly these words."
                )
            return self.lines(c.query, c.context, [c.order], c.page, **how(c))

        def text_at(c: Choices) -> Figure | str:
            if not c.query.strip():
                return ""
            found = self.ordered(self.find(c.query, **how(c)), [c.order], c.zone)
            return self.text_at(c.place, found)

        def wordings(c: Choices) -> Figure | str:
            return self.formula(c.query, **how(c)) if c.query.strip() else ""

        contexts = {"8 words": 8, "15 words": 15, "the sentence": "sentence",
                    "the paragraph": "paragraph"}  # fmt: skip
        return Explorer(
            controls={
                "query": text("Look for", hint="word or phrase, then Enter"),
                "zone": choice("Search", {"the body": "body", "the body and cut text": "all"}),
                "parts": check("Parts of words"),
                "regex": check("Regular expression"),
            },
            filters={
                "context": choice("Show", contexts),
                "order": choice("Sort by", ORDERS),
                "page": number("Page", 1, 1, 100_000),
            },
            main=lines,
            tabs={"In the text": Tab(text_at, opens_on=("place",)), "Wordings": Tab(wordings)},
            line="wb.Search(corpus).explore",
            start=choices,
            also={"place": ""},
        )

    @cached_property
    def vocabulary(self) -> pl.DataFrame:
        """The folded words of the bodies with their counts, ``word`` and ``n``, the most frequent first."""
        words = self.words()
        counts = words.forms.value_counts(name="n").join(words.different, on="code")
        folded = counts.group_by(word="folded").agg(pl.col("n").sum())
        return folded.sort("n", "word", descending=[True, False])


def read_words(corpus: Corpus, zone: str) -> Words:
    """Read all words of a corpus, of the body or of all zones, as numbers."""
    if zone == "body":
        rows = corpus.scan("tokens").select("start", "end", "form").collect()
        names = (*LINE, "sent_no", "start", "end", "n_words")
        lines = corpus.scan("sentences").select(names).collect()
    else:
        lines = every_line(corpus)
        rows = tokens(lines, corpus.variants)
        counts = rows.group_by("clause_no").agg(n_words=pl.len())
        lines = lines.join(counts, on="clause_no", maintain_order="left")
    lines = lines.filter(pl.col("n_words") > 0)
    size, forms = pl.col("n_words").cast(pl.Int64), rows["form"].cast(pl.Categorical)
    form = pl.col("form")
    different = forms.unique().to_frame("form")
    different = different.select(form.cast(pl.String), code=form.to_physical())
    return Words(
        lines.with_columns(first=size.cum_sum() - size),
        forms.to_physical().rename("code"),
        different.with_columns(folded=fold("form")),
        rows["start"],
        rows["end"],
    )


def every_line(corpus: Corpus) -> pl.DataFrame:
    """Return sentences of the body and every other stretch of the sources, in order, numbered."""
    lines, span = corpus.paragraphs, (*LINE, "start", "end", "text")
    size = pl.col("prose_start") - pl.col("start")
    marks = lines.filter(pl.col("zone") == "body", size > 0).select(
        *LINE, "start", pl.col("prose_start").alias("end"), pl.col("text").str.slice(0, size)
    )
    body = corpus.sentences.select(*span, "sent_no")
    cut = lines.filter(pl.col("zone") != "body").select(span)
    order = corpus.documents.select("doc_id", place=pl.int_range(pl.len()))
    every = pl.concat([body, cut, marks], how="diagonal").join(order, on="doc_id")
    every = every.sort("place", "start").drop("place")
    return every.with_columns(clause_no=pl.int_range(pl.len(), dtype=pl.UInt32))


def placed(spans: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Turn runs of words into places of the sources."""
    first, last = spans["begin"], spans["end"] - 1
    return words.lines.select(LINE)[words.line.gather(first)].with_columns(
        start=words.start.gather(first),
        end=words.end.gather(last),
        first_token=first,
        last_token=last,
    )


def in_context(
    places: pl.DataFrame, lines: pl.DataFrame, words: Words, context: int | str
) -> pl.DataFrame:
    """Add ``sent_no``, ``left``, ``match`` and ``right`` to places.

    Takes the rows of `Search.find`, the lines as they are searched, all words, and how much to show
    on either side: a number of words, *sentence* or *paragraph*. No context leaves the paragraph;
    where it has no more words than asked for, its marks are shown to the end.
    """
    if context not in SPANS and (not isinstance(context, int) or context < 1):
        raise WorkbenchError(
            f"Unknown context {context!r}; choose a number of words from 1, {' or '.join(SPANS)}."
        )
    begin, end = places["first_token"], places["last_token"]
    begun, ended = (
        words.line.gather(here.zip_with(here.is_not_null(), words.inside(other, places)))
        for here, other in (
            (words.inside(begin, places), begin - 1),  # after the last word of its paragraph
            (words.inside(end, places), end + 1),  # before the first
        )
    )
    about = lines.select(*LINE, "text", base="start")
    rows = places.join(about, on=LINE, how="left", maintain_order="left")
    rows = rows.with_columns(
        words.lines["sent_no"].gather(begun), stop=pl.col("base") + pl.col("text").str.len_chars()
    )
    if context == "sentence":
        first = pl.min_horizontal(pl.lit(words.lines["start"].gather(begun)), "start")
        last = pl.max_horizontal(pl.lit(words.lines["end"].gather(ended)), "end")
    elif context == "paragraph":
        first, last = pl.col("base"), pl.col("stop")
    else:
        further = words.inside(begin - context - 1, places), words.inside(end + context + 1, places)
        first = pl.coalesce(pl.lit(words.start.gather(further[0] + 1)), "base")
        last = pl.coalesce(pl.lit(words.end.gather(further[1] - 1)), "stop")
    rows = rows.with_columns(first=first, last=last)
    return rows.with_columns(
        left=printed("first", "start"), match=printed("start", "end"), right=printed("end", "last")
    )


def printed(first: str, last: str) -> pl.Expr:
    """Return the text of the line between two places of the source."""
    first, last = (pl.col(name).cast(pl.Int64) for name in (first, last))
    return pl.col("text").str.slice(first - pl.col("base"), last - first)


def beside(key: str, places: pl.DataFrame, words: Words) -> pl.Series:
    """Rank matches by the n-th word beside them in their line; None where there is none."""
    side, number = key.split()
    there = (
        places["last_token"] + int(number)
        if side == "right"
        else places["first_token"] - int(number)
    )
    codes = words.forms.gather(words.inside(there, places)).to_frame("code")
    ranks = words.different.select("code", rank=pl.col("folded").rank("dense"))
    return codes.join(ranks, on="code", how="left", maintain_order="left")["rank"]
