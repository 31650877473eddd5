"""Where a query is found: the words of a phrase in one sentence, an expression in one paragraph.

Only the words of sentences that hold the letters of the query are looked at. Their vocabulary is
matched with the words of the query, and the places are looked up.
"""

import re

import polars as pl

from workbench.analysis.concordance.query import NOTHING_BETWEEN, Query, Slot, expression
from workbench.corpus import Corpus
from workbench.corpus.running import spots
from workbench.corpus.sentences import prose
from workbench.corpus.words import fold, word_pattern

#: Words that a gap may hold.
REACH = 5
PLACE = ("doc_id", "para_no", "start", "end")
#: Sentences whose words are looked at at a time, so that memory stays flat.
AT_ONCE = 100_000


def find(corpus: Corpus, query: Query) -> pl.DataFrame:
    """Find every match in the body paragraphs: ``doc_id``, ``para_no``, ``start``, ``end``.

    Takes a corpus and a query (`ask`); gives a row per match in order of the sources, as places
    in ``documents.text``. Matches do not overlap.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask
    >>> places = find(workbench.load(), ask("East Sea", {}))
    >>> places["doc_id"].unique(maintain_order=True).to_list()
    ['investor-2024', 'vgp-2025', 'vov-2025']
    """
    if query.regex:
        return printed(prose(corpus.paragraphs), expression(query))
    sentences, words = with_first(corpus.sentences), corpus.tokens
    number = pl.int_range(pl.len(), dtype=pl.UInt32).alias("sentence")
    found = [
        fill(words, token_rows(part, number), slots, case=query.case)
        for slots in query.alternatives
        for part in holding(sentences, slots, case=query.case).iter_slices(AT_ONCE)
    ]
    return apart(pl.concat([corpus.sentences.select(PLACE).clear(), *found]))


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


def holding(sentences: pl.DataFrame, slots: tuple[Slot, ...], *, case: bool) -> pl.DataFrame:
    """Keep the sentences that hold the letters of every slot; the rest cannot match."""
    wanted = [letters(slot) for slot in slots]
    for pattern in sorted(filter(None, wanted), key=len, reverse=True):
        same_case = pattern if case else f"(?i){pattern}"
        sentences = sentences.filter(pl.col("text").str.contains(same_case))
    return sentences


def letters(slot: Slot) -> str:
    """Write a pattern of letters that a slot cannot do without; empty if there are none."""
    pieces = [
        max((piece for word in phrase for piece in word.split("*")), key=len) for phrase in slot
    ]
    if not all(pieces):
        return ""
    pattern = "|".join(re.escape(piece) for piece in pieces).replace("'", "['’]")
    # the one capital whose small form is two signs
    return pattern.replace("i\u0307", "(?:i\u0307|\u0130)")


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
    words: pl.DataFrame, rows: pl.DataFrame, slots: tuple[Slot, ...], *, case: bool
) -> pl.DataFrame:
    """Find the runs of words that fill the slots, the shortest from each first word.

    Takes tokens, and the ``row`` and ``sentence`` of those that are looked at.
    """
    forms, sentence = words["form"].gather(rows["row"]), rows["sentence"]
    fitting = printed_as(forms, slots, case=case)
    first = pl.concat([fitting[phrase[0]] for phrase in slots[0]])
    begin = forms.is_in(first.implode()).arg_true().cast(pl.Int64)
    spans = pl.DataFrame({"begin": begin, "end": begin})
    for place, slot in enumerate(slots):
        if slot == NOTHING_BETWEEN:
            spans = wider(spans, sentence, at_least=int(place == len(slots) - 1))
        else:
            spans = longer(spans, slot, forms, fitting, sentence)
    spans = spans.group_by("begin").agg(pl.col("end").min()).sort("begin")
    first, last = (rows["row"].gather(place) for place in (spans["begin"], spans["end"] - 1))
    return words.select("doc_id", "para_no", "start")[first].with_columns(words["end"].gather(last))


def printed_as(forms: pl.Series, slots: tuple[Slot, ...], *, case: bool) -> dict[str, pl.Series]:
    """Give the printed forms that fit each word of the slots."""
    plain = pl.col("form").str.replace_all("’", "'") if case else fold("form")
    known = forms.unique().to_frame().with_columns(word=plain)
    fits = {
        word: pl.col("word").str.contains(word_pattern(word))
        if "*" in word
        else pl.col("word") == word
        for word in {word for slot in slots for phrase in slot for word in phrase}
    }
    return {word: known.filter(fit)["form"] for word, fit in fits.items()}


def longer(
    spans: pl.DataFrame,
    slot: Slot,
    forms: pl.Series,
    fitting: dict[str, pl.Series],
    sentence: pl.Series,
) -> pl.DataFrame:
    """Lengthen runs by a phrase of the slot, the longest that stands there."""
    done = [spans.clear()]
    for phrase in slot:
        taken = spans.filter(pl.col("end") + len(phrase) <= len(sentence))
        last = taken["end"] + (len(phrase) - 1)
        taken = taken.filter(sentence.gather(taken["begin"]) == sentence.gather(last))
        for step, word in enumerate(phrase):
            here = forms.gather(taken["end"] + step)
            taken = taken.filter(here.is_in(fitting[word].implode()))
        spans = spans.join(taken, on=["begin", "end"], how="anti")
        done.append(taken.with_columns(pl.col("end") + len(phrase)))
    return pl.concat(done)


def wider(spans: pl.DataFrame, sentence: pl.Series, at_least: int) -> pl.DataFrame:
    """Lengthen runs by a gap: each by so many words at least and `REACH` at most."""
    steps = pl.DataFrame({"step": range(at_least, REACH + 1)}, schema={"step": pl.Int64})
    spans = spans.join(steps, how="cross").select("begin", end=pl.col("end") + pl.col("step"))
    spans = spans.unique().filter(pl.col("end") <= len(sentence))
    same = sentence.gather(spans["begin"]) == sentence.gather(spans["end"] - 1)
    return spans.filter(same)


def apart(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep matches that do not overlap, from left to right, the longer of two that begin alike."""
    spans = spans.unique().sort("doc_id", "start", "end", descending=[False, False, True])
    reach = pl.col("end").cum_max().shift(1).over("doc_id").fill_null(0)
    if spans.filter(pl.col("start") < reach).is_empty():
        return spans
    kept, last = [], ("", 0)
    for number, (doc_id, start, end) in enumerate(
        spans.select("doc_id", "start", "end").iter_rows()
    ):
        if doc_id != last[0] or start >= last[1]:
            kept.append(number)
            last = (doc_id, end)
    return spans[kept]
