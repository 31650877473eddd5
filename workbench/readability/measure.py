"""From texts to scores: each word is looked up, counts of pieces are summed to sentences and units.

A piece is a clause cut once more at the borders of its quoted passages, or a heading. No word
crosses a border, so the counts of pieces add up to those of clauses, sentences, provisions,
sections, voices and documents.

This is the one module that imports textstat. textstat looks syllables up in a dictionary that it
downloads, and fails without a network. Here it is handed the table that comes with the workbench,
the first pronunciation of each word of the CMU Pronouncing Dictionary (its licence is beside it),
for as long as one call lasts: textstat has no option for it. It sees single words only; sentence
and word borders are the workbench's own. What the counts mean, and where they surprise:

- a possessive has the syllables of its base, and a word with accents those of the word without;
- full stops inside a word are dropped, so U.S. is read as "us", one syllable;
- a number is one syllable, whatever it is;
- a word that the dictionary lacks gets a guess: its hyphenation points plus one (``source``);
- difficult: not among textstat's 2,940 easy words (after Dale and Chall; names and inflected
  forms are difficult); complex, for Gunning fog: difficult and of three syllables or more.
"""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from types import SimpleNamespace

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.words import APOSTROPHES, INVISIBLE, PLAIN, WORD, clauses, sentences
from workbench.corpus.zones import lines
from workbench.errors import WorkbenchError
from workbench.readability.scores import (
    COMPONENTS,
    DRAWS,
    UNIT_KEY,
    formulas,
    intervals,
    judged,
    ratio,
    refusal,
    value,
)

STOP, SEMICOLON, WITH_HEADINGS = "full stop", "full stop and semicolon", ", with headings"
QUOTED, OWN = "quoted", "own words"
#: A heading belongs to a document or a section, to no provision and to neither voice.
HEADED_UNITS = ("document", "section")
#: A sentence has ended: a stop mark, then nothing but closing marks.
CLOSED = r"[.!?…;:][\"”’»)\]]*$"
#: The dictionary, with the package and version from which the table was made.
DICTIONARY = "CMU Pronouncing Dictionary (cmu-pronouncing-dictionary 3.0.0)"
KNOWN, GUESS, NUMBER = "dictionary", "hyphenation guess", "number"
#: Letters of a mini word at most, of a long word at least; syllables of a polysyllable.
MINI, LONG, POLYSYLLABLE = 3, 7, 3
MANY = pl.col("syllables") >= POLYSYLLABLE
#: What is counted in a piece: what is summed over its words.
COUNTS = {
    "n_words": pl.col("form").is_not_null(),
    "n_syllables": pl.col("syllables"),
    "n_letters": pl.col("letters"),
    "n_long": pl.col("letters") >= LONG,
    "n_mini": pl.col("letters") <= MINI,
    "n_polysyllables": MANY,
    "n_difficult": ~pl.col("easy"),
    "n_complex": MANY & ~pl.col("easy"),
    "n_guessed": pl.col("source") == GUESS,
    "n_numbers": pl.col("source") == NUMBER,
    "n_accented": pl.col("key").str.contains(r"[^\x00-\x7F]"),
}
ALL_COUNTS = (*COUNTS, "n_characters")
#: What is measured: a corpus, a part of one, or plain texts (`frames_of_texts`).
Frames = Corpus | SimpleNamespace
SHOWN = ("words_per_sentence", "syllables_per_word", "letters_per_word")


def readability(
    frames: Frames, unit: str = "document", splitter: str = STOP, draws: int = DRAWS
) -> pl.DataFrame:
    """Measure documents, or their sections, provisions or voices: the frame `readability`.

    Returns a row per unit and measure, in the order of the sources. Voice is measured in digests
    and reports only: quoted (inside balanced double quotation marks) against the reporter's own
    words; a sentence that has both counts for each with its share of words. The interval resamples
    whole sentences inside the unit; without ``draws`` there is none.

    Examples
    --------
    >>> texts = pl.DataFrame({"doc_id": ["a"], "text": ["Once upon a time."]})
    >>> rows = readability(frames_of_texts(texts), draws=0)
    >>> rows.select("measure", pl.col("value").round(3)).row(0)
    ('Flesch reading ease', 97.025)
    """
    parts = unit_sentences(frames, unit, splitter)
    sums = totals(parts)
    index = [name for name in sums.columns if name not in formulas()]
    rows = sums.unpivot(on=list(formulas()), index=index, variable_name="measure").join(
        intervals(parts, draws), on=[*UNIT_KEY, "measure"], how="left", maintain_order="left"
    )
    rows = judged(rows, frames.quotes).with_columns(
        n_draws=pl.when(pl.col("low").is_not_null()).then(draws).otherwise(0),
        syllable_source=pl.lit(syllable_source()),
        engine=pl.lit(f"textstat {version('textstat')}"),
    )
    return schema.conform("readability", rows)


def unit_counts(frames: Frames, unit: str = "document", splitter: str = STOP) -> pl.DataFrame:
    """Return the counts behind the scores: a row per unit."""
    return totals(unit_sentences(frames, unit, splitter))


def frames_of_texts(texts: pl.DataFrame) -> Frames:
    """Return plain texts as what can be measured: every non-blank line is body, none is quoted.

    Takes ``doc_id`` (each once) and ``text``.
    """
    paragraphs = lines(texts).with_columns(
        zone=pl.lit("body"),
        section=pl.lit(""),
        provision=pl.format("¶ {}", "para_no"),
        prose_start="start",
    )
    marks = {"doc_id": pl.String, "start": pl.UInt32, "end": pl.UInt32, "balanced": pl.Boolean}
    return SimpleNamespace(
        documents=texts.select("doc_id", genre=pl.lit("statement")),
        paragraphs=paragraphs,
        clauses=clauses(sentences(paragraphs)),
        quotes=pl.DataFrame(schema=marks),
    )


def pieces(frames: Frames) -> pl.DataFrame:
    """Return a row per piece of the body and per heading, in the order of the sources.

    Columns: ``doc_id``, ``para_no``, ``sent_no``, ``clause_no`` (null for a heading), ``section``,
    ``provision``, ``heading``, ``voice``, ``start`` and ``text``.
    """
    where = ["doc_id", "para_no", "section", "provision"]
    titles = frames.paragraphs.filter(pl.col("zone") == "heading")
    titles = titles.select(*where, "start", "text", voice=pl.lit(OWN), heading=pl.lit(value=True))
    body = cut_at_quotes(frames.clauses, frames.quotes).join(
        frames.paragraphs.select(where), on=where[:2], how="left"
    )
    order = frames.documents.select("doc_id", place=pl.int_range(pl.len()))
    every = pl.concat([body.with_columns(heading=pl.lit(value=False)), titles], how="diagonal")
    return every.join(order, on="doc_id").sort("place", "start").drop("place")


def cut_at_quotes(clauses: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Cut clauses where a balanced quotation begins or ends; add ``voice``."""
    spans, own = quotes.filter("balanced"), {"voice": pl.lit(OWN)}
    ends = [
        spans.select("doc_id", "start", voice=pl.lit(QUOTED)),
        spans.select("doc_id", start="end", **own),
    ]
    borders = pl.concat(ends).sort("start")
    cuts = pl.concat([clauses.select("doc_id", "start"), borders.select("doc_id", "start")])
    within = clauses.rename({"start": "first"}).sort("first")
    near = {"by": "doc_id", "check_sortedness": False}
    found = (
        cuts.unique()
        .sort("start")
        .join_asof(within, left_on="start", right_on="first", **near)
        .filter(pl.col("start") < pl.col("end"))
        .join_asof(borders, on="start", **near)
    )
    stop = pl.min_horizontal("end", pl.col("start").shift(-1).over("doc_id"))
    text = pl.col("text").str.slice(pl.col("start") - pl.col("first"), stop - pl.col("start"))
    return found.with_columns(text=text, voice=pl.col("voice").fill_null(OWN)).drop("first", "end")


def count(rows: pl.DataFrame) -> pl.DataFrame:
    """Set `ALL_COUNTS` of rows with ``text``.

    Examples
    --------
    >>> counted = count(pl.DataFrame({"text": ["The cat in the hat.", "—"]}))
    >>> counted.select("n_words", "n_syllables", "n_letters", "n_characters").rows()
    [(5, 5, 14, 15), (0, 0, 0, 1)]
    """
    rows = rows.drop("n_words", strict=False).with_row_index("row")
    words = rows.select("row", form=pl.col("text").str.extract_all(WORD)).explode("form")
    sums = (
        looked_up(words.drop_nulls())
        .group_by("row", maintain_order=True)
        .agg(flag.cast(pl.UInt32).sum().alias(name) for name, flag in COUNTS.items())
    )
    size = pl.col("text").str.replace_all(r"\s", "").str.len_chars()
    counted = rows.join(sums, on="row", how="left", maintain_order="left").drop("row")
    return counted.with_columns(pl.col(*COUNTS).fill_null(0), n_characters=size)


def unit_sentences(frames: Frames, unit: str, splitter: str) -> pl.DataFrame:
    """Sum counted pieces to the sentences of one kind of unit under one splitting variant.

    Returns a row per sentence that has a word: `UNIT_KEY`, ``start``, `ALL_COUNTS`, ``closed`` (it
    ends in a stop mark), and ``n_sentences``. That is 1, except where a unit has only a part of the
    sentence (voice): then it is the share of the sentence's words, so that the voices of a document
    add up to it, and words per sentence is the length of the sentences in which the words stand,
    not of fragments. A document without a sentence keeps an empty row: it must not drop out.
    """
    for name, known in ((unit, schema.UNITS), (splitter, schema.SPLITTERS)):
        if name not in known:
            raise WorkbenchError(f"Unknown choice {name!r}; choose {', '.join(known)}.")
    headed = splitter.endswith(WITH_HEADINGS)
    if headed and unit not in HEADED_UNITS:
        raise WorkbenchError(f"Headings belong to no {unit}; choose a splitter without them.")
    rows = count(pieces(frames)).filter(pl.col("heading").not_() | headed)
    if unit == "voice":
        press = frames.documents.filter(pl.col("genre").cast(pl.String) != "statement")
        rows = rows.join(press, on="doc_id", how="semi", maintain_order="left")
    number = number_of(splitter)
    whole = pl.col("n_words").sum().over("doc_id", "para_no", number)
    closed = pl.col("heading") | pl.col("text").str.contains(CLOSED)
    found = (
        rows.with_columns(
            unit_id="doc_id" if unit == "document" else unit, whole=whole, closed=closed
        )
        .group_by("doc_id", "unit_id", "para_no", number, maintain_order=True)
        .agg(pl.col("start", "whole").first(), pl.col(ALL_COUNTS).sum(), pl.col("closed").any())
        .filter(pl.col("n_words") > 0)
        .with_columns(n_sentences=pl.col("n_words") / pl.col("whole"))
        .drop("whole", "para_no", number)
    )
    if unit == "document":
        every = frames.documents.select("doc_id")
        found = every.join(found, on="doc_id", how="left", maintain_order="left_right")
        found = found.with_columns(unit_id="doc_id")
    return found.with_columns(unit=pl.lit(unit), splitter=pl.lit(splitter))


def number_of(splitter: str) -> str:
    """Return the column that numbers what a splitting variant takes for sentences."""
    return "clause_no" if splitter.startswith(SEMICOLON) else "sent_no"


def totals(parts: pl.DataFrame) -> pl.DataFrame:
    """Sum sentences to units: counts, components, measures, and why they may not be defined."""
    sums = parts.group_by(UNIT_KEY, maintain_order=True).agg(
        pl.col(ALL_COUNTS).sum(),
        pl.col("n_sentences").sum().round(9),
        pl.col("closed").any(),
        n_parts=pl.col("n_words").count(),
    )
    return sums.with_columns(
        *(COMPONENTS[name][0].alias(name) for name in SHOWN),
        *map(value, formulas()),
        long_word_share=ratio("n_long", "n_words"),
        reason=refusal(),
    )


def sentences_of(
    frames: Frames, doc_id: str, unit: str, unit_id: str, splitter: str
) -> pl.DataFrame:
    """Return the sentences of one unit of a document; one that mixes both voices belongs to both."""
    names = ("documents", "paragraphs", "clauses", "quotes")
    here = {name: getattr(frames, name).filter(doc_id=doc_id) for name in names}
    number = number_of(splitter)
    inside = pieces(SimpleNamespace(**here)).filter(pl.col("heading").not_())
    if unit != "document":
        inside = inside.filter(pl.col(unit) == unit_id)
    rows = here["clauses"] if number == "clause_no" else frames.sentences.filter(doc_id=doc_id)
    return rows.join(inside, on=number, how="semi", maintain_order="left")


def scored(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Score sentences (or clauses) one by one: they are given with their counts and ``value``.

    A formula was made for passages: on one sentence it only ranks.
    """
    counted = count(rows).filter(pl.col("n_words") > 0)
    return counted.with_columns(n_sentences=pl.lit(1.0)).with_columns(value=value(measure))


# --- words ---


def looked_up(words: pl.DataFrame) -> pl.DataFrame:
    """Add to words (``form``) what is known of each: ``key`` and its `features`."""
    forms = words.select(pl.col("form").unique()).with_columns(key=key("form"))
    known = forms.join(features(forms["key"]), on="key", how="left")
    return words.join(known, on="form", how="left", maintain_order="left")


def features(words: Iterable[str]) -> pl.DataFrame:
    """Return the features of folded words (see `key`), one row each, in alphabetical order.

    Examples
    --------
    >>> features(["hat", "cooperation", "putin's"]).select("key", "syllables", "source").rows()
    [('cooperation', 5, 'dictionary'), ('hat', 1, 'dictionary'), ("putin's", 2, 'dictionary')]
    """
    asked, table, rows = pl.Series("key", sorted(set(words)), dtype=pl.String), dictionary(), []
    with textstat_with_our_dictionary() as stat:
        for word, base in zip(asked, spoken(asked), strict=True):
            bare = base if base in table else base.replace(".", "").replace("'", "")
            letters = any(letter.isalpha() for letter in word)
            source = KNOWN if bare in table else GUESS if letters else NUMBER
            easy = not stat.difficult_words(word, 0, unique=False)
            rows.append((word, stat.syllable_count(base), stat.letter_count(word), easy, source))
    columns = {"key": pl.String, "syllables": pl.UInt32, "letters": pl.UInt32}
    columns |= {"easy": pl.Boolean, "source": pl.String}
    return pl.DataFrame(rows, schema=columns, orient="row")


def key(column: str) -> pl.Expr:
    """Fold a printed word to the form under which its features are kept."""
    printed = pl.col(column).str.replace_all(INVISIBLE, "").str.to_lowercase()
    return printed.str.normalize("NFKC").str.replace_all(f"[{APOSTROPHES}]", "'")


def spoken(words: pl.Series) -> pl.Series:
    """Return the form under which syllables are looked up: no possessive, no accents.

    Examples
    --------
    >>> spoken(pl.Series(["asean's", "parties'", "naïve"])).to_list()
    ['asean', 'parties', 'naive']
    """
    bare = words.str.replace("'s?$", "").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_many(PLAIN)


@cache
def dictionary() -> dict[str, list[list[str]]]:
    """Return the table in the shape in which textstat looks words up.

    A word leads to one pronunciation: as many vowels with a stress digit as it has syllables.

    Examples
    --------
    >>> len(dictionary()["readability"][0]), "xyzzy" in dictionary()
    (5, False)
    """
    packed = files(__package__).joinpath("cmudict.txt.gz").read_bytes()
    table: dict[str, list[list[str]]] = {}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        number, words = line.split(" ", 1)
        shared = [["V0"] * int(number)]
        table |= dict.fromkeys(words.split(" "), shared)
    return table


@contextmanager
def textstat_with_our_dictionary() -> Iterator[object]:
    """Yield an instance of textstat that reads our table; afterwards textstat is as it was."""
    from textstat.textstat import textstatistics  # noqa: PLC0415 - import workbench stays cheap

    counting = import_module("textstat.backend.counts._count_syllables")
    own = counting.get_cmudict
    counting.count_syllables.cache_clear()
    counting.get_cmudict = lambda lang: dictionary() if lang.startswith("en") else None
    try:
        yield textstatistics()
    finally:
        counting.get_cmudict = own
        counting.count_syllables.cache_clear()


@cache
def syllable_source() -> str:
    """Return where syllables come from, with versions, as every caption prints it."""
    guess = f"hyphenation points + 1 (pyphen {version('pyphen')})"
    return f"{DICTIONARY}, else {guess}; a number counts as one syllable"
