"""Where a query is found: the words of a phrase in one sentence, an expression in one paragraph.

The vocabulary of the corpus is matched with the words of the query, and the places of what fits are
looked up in the column of printed forms, where each form is a number. A place is a row of tokens;
text is not looked at.
"""

import polars as pl

from workbench.analysis.concordance.query import NOTHING_BETWEEN, Query, Slot, expression
from workbench.corpus import Corpus
from workbench.corpus.model import columns, printed_forms
from workbench.corpus.running import spots
from workbench.corpus.sentences import prose
from workbench.corpus.words import fitting, fold

#: Words that a gap may hold.
REACH = 5
#: The printed forms, as numbers, that fit each word of a query.
Fits = dict[str, pl.Series]


def find(corpus: Corpus, query: Query) -> pl.DataFrame:
    """Find every match in the body paragraphs: ``doc_id``, ``para_no``, ``start``, ``end``.

    Takes a corpus and a query (`ask`); gives a row per match in order of the sources, as places
    in ``documents.text``, and ``first_token`` and ``last_token``, the rows of ``tokens`` where it
    begins and ends; those of an expression are empty. Matches do not overlap. Of frames that have
    not been read yet only the columns that are needed are.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask
    >>> places = find(workbench.load(), ask("East Sea", {}))
    >>> places["doc_id"].unique(maintain_order=True).to_list()
    ['investor-2024', 'vgp-2025', 'vov-2025']
    """
    if query.regex:
        none = pl.lit(None, pl.Int64)
        places = printed(prose(corpus.paragraphs), expression(query))
        return places.with_columns(first_token=none, last_token=none)
    forms, different = printed_forms(corpus)
    words = columns(corpus, "tokens", "start", "end")
    lines = with_first(columns(corpus, "sentences", "doc_id", "para_no", "n_words"))
    fits, codes = fits_of(different, query), forms.to_physical()
    spans = apart(pl.concat([fill(codes, lines, slots, fits) for slots in query.alternatives]))
    first, last = spans["begin"], spans["end"] - 1
    return lines.select("doc_id", "para_no")[row_of(first, lines)].with_columns(
        start=words["start"].gather(first),
        end=words["end"].gather(last),
        first_token=first,
        last_token=last,
    )


def printed(lines: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """Match a pattern (Rust syntax) with lines as printed.

    Takes ``doc_id``, ``para_no``, ``start`` and ``text`` of lines in order; gives the places of
    its matches in ``documents.text``.
    """
    held = lines.filter(pl.col("text").str.contains(pattern))
    at = spots(held["text"], [pattern])
    return held[at["row"]].select(
        "doc_id", "para_no", start=pl.col("start") + at["first"], end=pl.col("start") + at["last"]
    )


def with_first(sentences: pl.DataFrame) -> pl.DataFrame:
    """Add ``first``: the row of tokens with which a sentence begins.

    Tokens stand in the order of their sentences, and each sentence has as many as it counts words.
    """
    size = pl.col("n_words").cast(pl.Int64)
    return sentences.with_columns(first=size.cum_sum() - size)


def token_rows(sentences: pl.DataFrame, *keep: pl.Expr) -> pl.DataFrame:
    """Give the ``row`` of every token of some sentences; takes the rows of `with_first`."""
    last = pl.col("first") + pl.col("n_words")
    rows = sentences.select(*keep, "n_words", row=pl.int_ranges("first", last))
    return rows.filter(pl.col("n_words") > 0).drop("n_words").explode("row")


def fill(
    forms: pl.Series, lines: pl.DataFrame, slots: tuple[Slot, ...], fits: Fits
) -> pl.DataFrame:
    """Find the runs of words that fill the slots, the shortest from each first word.

    Takes the printed forms as numbers, sentences with ``first``, the slots, and what fits their
    words. Gives rows of tokens: ``begin``, ``end`` (exclusive) and ``stop``, where the sentence ends.
    """
    first = pl.concat([fits[phrase[0]] for phrase in slots[0]])
    begin = forms.is_in(first.implode()).arg_true().cast(pl.Int64)
    stops = lines.select(pl.col("first") + pl.col("n_words")).to_series()
    stop = stops.gather(row_of(begin, lines))
    spans = pl.DataFrame({"begin": begin, "end": begin, "stop": stop})
    for place, slot in enumerate(slots):
        if slot == NOTHING_BETWEEN:
            spans = wider(spans, at_least=int(place == len(slots) - 1))
        else:
            spans = longer(spans, slot, forms, fits)
    return (
        spans.group_by("begin").agg(pl.col("end").min())
        if NOTHING_BETWEEN in slots
        else (spans.select("begin", "end"))
    )


def row_of(tokens: pl.Series, lines: pl.DataFrame) -> pl.Series:
    """Give the rows of the sentences in which some rows of tokens, in order, stand."""
    lines = lines.select("first", line=pl.int_range(pl.len())).set_sorted("first")
    return tokens.to_frame("first").join_asof(lines, on="first")["line"]


def fits_of(different: pl.Series, query: Query) -> Fits:
    """Give the printed forms, of all that there are, that fit each word of a query."""
    plain = pl.col("form").str.replace_all("’", "'") if query.case else fold("form")
    slots = {slot for slots in query.alternatives for slot in slots}
    known = pl.DataFrame({"form": different.cast(pl.String), "code": different.to_physical()})
    words = {word for slot in slots for phrase in slot for word in phrase}
    return fitting(known.with_columns(word=plain), words)


def longer(spans: pl.DataFrame, slot: Slot, forms: pl.Series, fits: Fits) -> pl.DataFrame:
    """Lengthen runs by a phrase of the slot, the longest that stands there."""
    done = [spans.clear()]
    for phrase in slot:
        taken = spans.filter(pl.col("end") + len(phrase) <= pl.col("stop"))
        for step, word in enumerate(phrase):
            here = forms.gather(taken["end"] + step)
            taken = taken.filter(here.is_in(fits[word].implode()))
        done.append(taken.with_columns(pl.col("end") + len(phrase)))
        if phrase != slot[-1]:
            spans = spans.join(taken, on=["begin", "end"], how="anti")
    return pl.concat(done)


def wider(spans: pl.DataFrame, at_least: int) -> pl.DataFrame:
    """Lengthen runs by a gap: each by so many words at least and `REACH` at most."""
    steps = pl.DataFrame({"step": range(at_least, REACH + 1)}, schema={"step": pl.Int64})
    spans = spans.join(steps, how="cross").select("begin", pl.col("end") + pl.col("step"), "stop")
    return spans.unique().filter(pl.col("end") <= pl.col("stop"))


def apart(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep runs that do not overlap, from left to right, the longer of two that begin alike.

    Examples
    --------
    >>> apart(pl.DataFrame({"begin": [3, 0, 7], "end": [9, 5, 8]})).rows()
    [(0, 5), (7, 8)]
    """
    spans = spans.sort("begin", "end", descending=[False, True])
    if spans.filter(pl.col("begin") < pl.col("end").cum_max().shift(1)).is_empty():
        return spans
    kept, last = [], 0
    for number, (begin, end) in enumerate(spans.iter_rows()):
        if begin >= last:
            kept.append(number)
            last = end
    return spans[kept]
