"""Search: from a query to its places, its lines in context, and its counts by document."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.match import voiced
from workbench.corpus.words import fold, spots, tokens
from workbench.errors import WorkbenchError
from workbench.explorer import Choices, Explorer, Tab, check, choice, number, text
from workbench.figures import Figure, figure_or_sentence
from workbench.figures.texts import count, reading
from workbench.search import figures
from workbench.search.query import ANYTHING, GAP, Query, Words, matches, read_query

LINE = ["doc_id", "para_no"]
BESIDE = ("left 1", "left 2", "left 3", "right 1", "right 2", "right 3")
ORDERS = ("source", *BESIDE, "date", "document", "publisher")
SPANS = ("sentence", "paragraph")
ZONES = ("body", "all")
#: Other ways to ask that are offered, and spellings of one word among them.
OFFERED, SPELLINGS, LIKENESS = 6, 3, 0.7
#: Words of the vocabulary that one word is compared with, the most frequent first.
COMPARED = 3_000
#: A shorter word is no stem to add an ending to; a longer one loses up to so many letters.
SHORTEST, ENDING = 4, 3
#: Sorted after every rank: no such word, no such date.
LAST = 2**32 - 1


class Search:
    """Find words in a corpus, and show them in context; see `query` for the language.

    Examples
    --------
    >>> import workbench as wb
    >>> search = wb.Search(wb.load())
    >>> search.find("East Sea")["doc_id"].unique(maintain_order=True).to_list()
    ['investor-2024', 'vgp-2025', 'vov-2025']
    """

    FRAMES = ()

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
            asked = self.query(query, parts=parts, regex=regex)
            words = self.words(zone)
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
        words, lines = self.words(zone), self._lines(zone)
        held = lines.filter(pl.col("text").str.contains(query.expression))
        at = spots(held["text"], [query.expression])
        places = held[at["row"]].select(
            *LINE, start=pl.col("start") + at["first"], end=pl.col("start") + at["last"]
        )
        ranges = words.lines.group_by(LINE, maintain_order=True).agg(
            low=pl.col("first").first(), high=pl.col("first").last() + pl.col("n_words").last()
        )
        here = places.join(ranges, on=LINE, how="left", maintain_order="left").fill_null(0)
        rows = [
            (
                low + words.start[low:high].search_sorted(start),
                low + words.start[low:high].search_sorted(end) - 1,
            )
            for start, end, low, high in here.select("start", "end", "low", "high").iter_rows()
        ]
        tokens_of = {"first_token": pl.Int64, "last_token": pl.Int64}
        return places.hstack(pl.DataFrame(rows, schema=tokens_of, orient="row"))

    def _lines(self, zone: str) -> pl.DataFrame:
        """Return the lines of a zone as they are searched: of body lines the prose alone."""
        lines = self.corpus.paragraphs
        if zone == "all":
            return lines.with_columns(prose_start="start")
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
        found = self.find(query, **choices)
        zone = str(choices.get("zone", "body"))
        ordered = found[self._order(found, order, zone)][rows]
        lines = in_context(ordered, self._lines(zone), self.words(zone), context)
        voices = voiced(lines, self.corpus.documents, self.corpus.quotes)
        return schema.conform("concordance", voices)

    def _order(self, found: pl.DataFrame, order: Sequence[str], zone: str) -> pl.Series:
        """Return the rows of matches in the order of some keys; ties keep the order of the sources."""
        words = self.words(zone)
        documents = self.corpus.documents.select(
            "doc_id",
            date=pl.concat_str(dated("event_date"), dated("published"), separator=" "),
            publisher=pl.col("publisher").str.to_lowercase(),
            document="doc_id",
            source=pl.int_range(pl.len()),
        )
        ranks = []
        for key in order:
            if key in BESIDE:
                ranks.append(beside(key, found, words).alias(key))
            elif key in ORDERS:
                rank = documents.select("doc_id", pl.col(key).rank("dense"))
                joined = found.select("doc_id").join(
                    rank, on="doc_id", how="left", maintain_order="left"
                )
                ranks.append(joined[key])
            else:
                raise WorkbenchError(f"Unknown order {key!r}; choose {', '.join(ORDERS)}.")
        table = pl.DataFrame(ranks).with_row_index("row") if ranks else found.with_row_index("row")
        return table.sort(*dict.fromkeys(order), "row")["row"] if ranks else table["row"]

    def counts(self, query: str, **choices: object) -> pl.DataFrame:
        """Return matches per document, silent ones included, in the order of the corpus.

        Columns: ``doc_id``, ``n``, ``n_cut`` (matches in text that was cut; only with zone *all*),
        ``n_words`` of the body, ``per_1000`` (1,000 × n / n_words, empty without a body),
        ``finding`` (what a silence means; only a full statement is silent for the statement) and
        ``near`` (what other ways to ask find in a silent document).
        """
        found = self.find(query, **choices)
        zones = self.corpus.paragraphs.select(*LINE, "zone")
        where = found.join(zones, on=LINE, how="left", maintain_order="left")
        in_body = (pl.col("zone") == "body").cast(pl.UInt32)
        per_document = where.group_by("doc_id").agg(
            n=in_body.sum(), n_cut=(1 - in_body.cast(pl.Int64)).sum().cast(pl.UInt32)
        )
        rows = self.corpus.documents.select("doc_id", "genre", "n_words").join(
            per_document, on="doc_id", how="left", maintain_order="left"
        )
        rows = rows.with_columns(pl.col("n", "n_cut").fill_null(0))
        near = self._near_by_document(query, choices) if rows["n"].min() == 0 else {}
        nearby = pl.col("doc_id").replace_strict(near, default="", return_dtype=pl.String)
        return rows.select(
            "doc_id",
            "n",
            "n_cut",
            "n_words",
            per_1000=pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n") / pl.col("n_words")),
            finding=figures.finding(),
            near=pl.when(pl.col("n") == 0).then(nearby).otherwise(pl.lit("")),
        )

    def _near_by_document(self, query: str, choices: dict[str, object]) -> dict[str, str]:
        """Say for each document what the neighbours of a query find in it."""
        said: dict[str, list[str]] = {}
        for text_, _, parts in self._other_ways(query, choices):
            counts = self.find(text_, parts=parts)["doc_id"].value_counts(sort=True)
            for doc_id, n in counts.iter_rows():
                said.setdefault(doc_id, []).append(f"{text_} ({n})")
        return {doc_id: ", ".join(ways) for doc_id, ways in said.items()}

    def neighbours(self, query: str, **choices: object) -> pl.DataFrame:
        """Return other ways to ask that find something, the nearest first.

        Columns: ``query``, ``kind`` (*as any case*, *spelling*: a word of the corpus like a word of
        the query, *any ending*, *words between*, *parts of words*), ``parts``, ``n`` matches in
        ``n_documents``.

        Examples
        --------
        >>> import workbench as wb
        >>> wb.Search(wb.load()).neighbours("Ukrain")["query"].to_list()[:2]
        ['ukraine', 'ukra*']
        """
        rows = [
            (way, kind, parts, found.height, found["doc_id"].n_unique())
            for way, kind, parts in self._other_ways(query, choices)
            if (found := self.find(way, parts=parts)).height
        ]
        names = {
            "query": pl.String,
            "kind": pl.String,
            "parts": pl.Boolean,
            "n": pl.UInt32,
            "n_documents": pl.UInt32,
        }
        return pl.DataFrame(rows, schema=names, orient="row")

    def _other_ways(self, query: str, choices: dict[str, object]) -> list[tuple[str, str, bool]]:
        """Return up to six other queries that find something: text, what differs, parts of words."""
        if choices.get("regex"):
            return []
        asked = self.query(query, parts=bool(choices.get("parts")))
        ways: dict[tuple[str, bool], tuple[str, str, bool]] = {}
        for way, kind, parts in near(asked, self.vocabulary):
            ways.setdefault((way.lower(), parts), (way, kind, parts))  # case makes no difference
        there = (way for way in ways.values() if self.find(way[0], parts=way[2]).height)
        return [way for way, _ in zip(there, range(OFFERED), strict=False)]

    def searched(self, query: str, zone: str = "body", **choices: bool) -> str:
        """Say in a sentence what was searched, and how the query was understood."""
        n_lines = self._lines(zone).height
        where = "the bodies" if zone == "body" else "the bodies and text that was cut"
        return (
            f"Searched: {n_lines:,} paragraphs of {where} of "
            f"{count(self.corpus.documents.height, 'source')}. "
            f"Understood as: {self.query(query, **choices)}."
        )

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
        counts, said = self.counts(query, **choices), self.searched(query, **choices)
        found = self.find(query, **choices)
        documents = self.corpus.documents
        if found.is_empty():
            near = self.neighbours(query, **choices)
            return figures.neighbours(near, counts, documents, query, said)
        n_pages = -(-found.height // figures.PAGE)
        if page not in range(1, n_pages + 1):
            raise WorkbenchError(
                f"There is no page {page!r} of these lines; choose 1 to {n_pages}."
            )
        first = (page - 1) * figures.PAGE
        rows = self.concordance(
            query, context, order, slice(first, first + figures.PAGE), **choices
        )
        zones = self.corpus.paragraphs.select(*LINE, "zone")
        rows = rows.join(zones, on=LINE, how="left", maintain_order="left")
        return figures.lines(rows, counts, documents, query, said, first + 1)

    @figure_or_sentence
    def formula(self, phrase: str, **choices: object) -> Figure:
        """Follow a phrase through all sources: its wordings, their places, and the silent sources."""
        counts, said = self.counts(phrase, **choices), self.searched(phrase, **choices)
        documents = self.corpus.documents
        if self.find(phrase, **choices).is_empty():
            near = self.neighbours(phrase, **choices)
            return figures.neighbours(near, counts, documents, phrase, said)
        rows = self.concordance(phrase, **choices)
        return figures.formula(rows, counts, documents, phrase, said)

    def explore(self, **choices: object) -> Explorer:
        """Open the search: a query, its lines in context, its wordings, and each text at a hit.

        ``choices`` are what to begin with: ``query``, ``zone``, ``parts``, ``regex``, ``context``,
        ``order``, ``page``.
        """

        def lines(c: Choices) -> Figure | str:
            if not c.query.strip():
                return (
                    "Write words; negotiat* for any ending, ** for a few words between, a | b for "
                    "either, “…” for exactly these words."
                )
            return self.lines(
                c.query, c.context, [c.order], c.page, zone=c.zone, parts=c.parts, regex=c.regex
            )

        def text_at(c: Choices) -> Figure | str:
            doc_id, _, start = c.place.partition("|")
            if not start.isdigit() or not c.query.strip():
                return "Choose a hit to see it in its text."
            found = self.find(c.query, c.zone, parts=c.parts, regex=c.regex)
            return reading(self.corpus, doc_id, found, at=int(start))

        return Explorer(
            controls={
                "query": text("Look for", hint="word or phrase, then Enter"),
                "zone": choice("Search", {"the body": "body", "the body and cut text": "all"}),
                "parts": check("Parts of words"),
                "regex": check("Regular expression"),
            },
            filters={
                "context": choice("Show", {"8 words": 8, "15 words": 15, "the sentence": "sentence",
                                           "the paragraph": "paragraph"}),
                "order": choice("Sort by", ORDERS),
                "page": number("Page", 1, 1, 100_000),
            },
            main=lines,
            tabs={
                "In the text": Tab(text_at, opens_on=("place",)),
                "Wordings": Tab(
                    lambda c: self.formula(c.query, zone=c.zone, parts=c.parts, regex=c.regex)
                    if c.query.strip()
                    else ""
                ),
            },
            line="wb.Search(corpus).explore",
            start=choices,
            also={"place": ""},
        )  # fmt: skip

    @cached_property
    def vocabulary(self) -> pl.DataFrame:
        """The folded words of the bodies with their counts, ``word`` and ``n``, the most frequent first."""
        words = self.words()
        counts = words.forms.value_counts(name="n").rename({words.forms.name: "code"})
        folded = (
            counts.join(words.different, on="code").group_by(word="folded").agg(pl.col("n").sum())
        )
        return folded.sort("n", "word", descending=[True, False])


def read_words(corpus: Corpus, zone: str) -> Words:
    """Read all words of a corpus, of the body or of all zones, as numbers."""
    if zone == "body":
        rows = corpus.scan("tokens").select("start", "end", "form").collect()
        lines = (
            corpus.scan("sentences").select(*LINE, "sent_no", "start", "end", "n_words").collect()
        )
    else:
        lines = every_line(corpus)
        rows = tokens(lines, corpus.variants)
        counts = rows.group_by("clause_no").agg(n_words=pl.len())
        lines = lines.join(counts, on="clause_no", how="left", maintain_order="left")
        lines = lines.with_columns(pl.col("n_words").fill_null(0))
    lines = lines.filter(pl.col("n_words") > 0)
    size = pl.col("n_words").cast(pl.Int64)
    forms = rows["form"].cast(pl.Categorical)
    different = (
        forms.unique()
        .to_frame("form")
        .select(pl.col("form").cast(pl.String), code=pl.col("form").to_physical())
    )
    return Words(
        lines.with_columns(first=size.cum_sum() - size),
        forms.to_physical().rename("code"),
        different.with_columns(folded=fold("form")),
        rows["start"],
        rows["end"],
    )


def every_line(corpus: Corpus) -> pl.DataFrame:
    """Return sentences of the body and every other stretch of the sources, in order, numbered."""
    lines = corpus.paragraphs
    cut = lines.filter(pl.col("zone") != "body").select(*LINE, "start", "end", "text")
    size = pl.col("prose_start") - pl.col("start")
    marks = lines.filter(pl.col("zone") == "body", size > 0).select(
        *LINE, "start", pl.col("prose_start").alias("end"), pl.col("text").str.slice(0, size)
    )
    body = corpus.sentences.select(*LINE, "sent_no", "start", "end", "text")
    order = corpus.documents.select("doc_id", place=pl.int_range(pl.len()))
    every = pl.concat([body, cut, marks], how="diagonal").join(order, on="doc_id")
    every = every.sort("place", "start").drop("place")
    return every.with_columns(clause_no=pl.int_range(pl.len(), dtype=pl.UInt32))


def placed(spans: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Turn runs of words into places of the sources."""
    first, last = spans["begin"], spans["end"] - 1
    return words.lines.select(LINE)[words.line_of(first)].with_columns(
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
    if words.lines.is_empty():
        context = "paragraph"
    ranges = words.lines.join(places, on=LINE, how="semi").group_by(LINE, maintain_order=True)
    ranges = ranges.agg(
        low=pl.col("first").first(), high=pl.col("first").last() + pl.col("n_words").last()
    )
    about = lines.select(*LINE, "text", base="start").with_columns(
        stop=pl.col("base") + pl.col("text").str.len_chars()
    )
    rows = places.join(about, on=LINE, how="left", maintain_order="left")
    rows = rows.join(ranges, on=LINE, how="left", maintain_order="left")
    rows = rows.with_columns(low=pl.col("low").fill_null(0), high=pl.col("high").fill_null(0))
    begun = words.line_of(rows["first_token"].clip(rows["low"], rows["high"] - 1))
    sentence = words.lines.select(pl.col("sent_no", "start").gather(begun))
    rows = rows.with_columns(sentence["sent_no"])
    if context == "sentence":
        ended = words.line_of(rows["last_token"].clip(rows["low"], rows["high"] - 1))
        edges = rows.with_columns(
            first=pl.min_horizontal(pl.lit(sentence["start"]), "start"),
            last=pl.max_horizontal(pl.lit(words.lines["end"].gather(ended)), "end"),
        )
    elif context == "paragraph":
        edges = rows.with_columns(first="base", last="stop")
    else:
        left, right = rows["first_token"] - context, rows["last_token"] + context
        top = words.start.len() - 1
        starts, ends = words.start.gather(left.clip(0, top)), words.end.gather(right.clip(0, top))
        edges = rows.with_columns(
            first=pl.when(left > rows["low"]).then(starts).otherwise("base"),
            last=pl.when(right < rows["high"] - 1).then(ends).otherwise("stop"),
        )
    return edges.with_columns(
        left=printed("first", "start"), match=printed("start", "end"), right=printed("end", "last")
    )


def printed(first: str, last: str) -> pl.Expr:
    """Return the text of the line between two places of the source."""
    first, last = (pl.col(name).cast(pl.Int64) for name in (first, last))
    return pl.col("text").str.slice(first - pl.col("base"), last - first)


def beside(key: str, places: pl.DataFrame, words: Words) -> pl.Series:
    """Rank matches by the n-th word beside them in their line; those without one come last."""
    if words.lines.is_empty():
        return pl.repeat(LAST, places.height, eager=True)
    side, number = key.split()
    edge = places["last_token"] if side == "right" else places["first_token"]
    at = edge + int(number) * (1 if side == "right" else -1)
    inside = at.clip(0, words.forms.len() - 1)
    here, there = (
        words.lines.select(pl.col(LINE).gather(words.line_of(rows))) for rows in (edge, inside)
    )
    ranks = words.different.select("code", rank=pl.col("folded").rank("dense"))
    rank = (
        words.forms.gather(inside)
        .to_frame("code")
        .join(ranks, on="code", how="left", maintain_order="left")["rank"]
    )
    same = (here["doc_id"] == there["doc_id"]) & (here["para_no"] == there["para_no"])
    return rank.set(~(same & (at == inside)), LAST)


def dated(column: str) -> pl.Expr:
    """Return a date of a document; unknown ones come last."""
    return pl.col(column).replace("unknown", "9999")


def near(query: Query, vocabulary: pl.DataFrame) -> Iterator[tuple[str, str, bool]]:
    """Yield other ways to ask: the text, what differs, and whether parts of words are found."""
    quoted = any(
        '"' in word for slots in query.alternatives for slot in slots for p in slot for word in p
    )
    if quoted:
        yield query.text.translate(str.maketrans("", "", '"“”„')), "as any case", query.parts
    for slots in query.alternatives:
        words = [GAP if slot == ANYTHING else " ".join(slot[0]).strip('"') for slot in slots]
        plain = [word for word in " ".join(words).split() if word != GAP]
        forms = [spellings(word, vocabulary) or [word] for word in plain]
        for place, (first, *others) in enumerate(forms):
            for other in (first, *others):
                ways = [
                    *(best[0] for best in forms[:place]),
                    other,
                    *(b[0] for b in forms[place + 1 :]),
                ]
                if ways != plain:
                    yield " ".join(ways), "spelling", False
        cut = [shortened(word) for word in plain]
        if cut != plain:
            yield " ".join(cut), "any ending", False
        if len(plain) > 1 and GAP not in words:
            yield f" {GAP} ".join(plain), "words between", False
        if not query.parts and min(map(len, plain)) >= SHORTEST:
            yield " ".join(plain), "parts of words", True


def spellings(word: str, vocabulary: pl.DataFrame) -> list[str]:
    """Return the words of the corpus that are spelled like a word that it does not have."""
    if "*" in word or vocabulary["word"].is_in([word]).any():
        return []
    size = pl.col("word").str.len_chars().cast(pl.Int32)
    ends = pl.col("word").str.starts_with(word[:1]) | pl.col("word").str.ends_with(word[-2:])
    close = vocabulary.filter((size - len(word)).abs() <= 2, ends).head(COMPARED)  # noqa: PLR2004
    return get_close_matches(word, close["word"].to_list(), SPELLINGS, LIKENESS)


def shortened(word: str) -> str:
    """Put a wildcard in place of an ending.

    Examples
    --------
    >>> shortened("negotiators"), shortened("sea")
    ('negotiat*', 'sea')
    """
    if "*" in word or len(word) <= SHORTEST:
        return word
    return f"{word[: max(SHORTEST, len(word) - ENDING)]}*"
