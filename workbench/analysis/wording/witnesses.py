"""One provision in more than two documents, set side by side word by word.

The first passage is the base; the others are aligned to it one after the other (Needleman–Wunsch
on folded words). Words on which all witnesses agree and words on which they differ alternate as
*places*; at each place every witness has its reading, or none.
"""

import polars as pl

from workbench.analysis.wording.edits import Word, passage, running_words
from workbench.analysis.wording.lexicon import FUNCTION_WORDS, stem
from workbench.errors import WorkbenchError
from workbench.lacking import through

SAME, ALIKE, GAP, OTHER = 4, 3, -1, -2
#: Witnesses that a reader can still hold side by side; the work grows with their square.
MOST = 12
FUNCTION_SHARE = 0.5
Column = dict[int, Word]
Span = tuple[str, int, int]


def likeness(word: str, column: Column) -> float:
    """Score a word against the words already in a column."""
    best: float = OTHER
    for _, _, known in column.values():
        if known == word:
            best = max(best, SAME)
        elif stem(known) == stem(word):
            best = max(best, ALIKE)
    return best * FUNCTION_SHARE if best > 0 and word in FUNCTION_WORDS else best


def add_witness(columns: list[Column], words: list[Word], number: int) -> list[Column]:
    """Align one more witness to the columns of those before it."""
    n, m = len(columns), len(words)
    table = [[GAP * (i + j) * 1.0 for j in range(m + 1)] for i in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            table[i][j] = max(
                table[i - 1][j - 1] + likeness(words[j - 1][2], columns[i - 1]),
                table[i - 1][j] + GAP,
                table[i][j - 1] + GAP,
            )
    out: list[Column] = []
    i, j = n, m
    while i or j:
        met = likeness(words[j - 1][2], columns[i - 1]) if i and j else OTHER
        if i and j and met > OTHER and table[i][j] == table[i - 1][j - 1] + met:
            i, j = i - 1, j - 1
            out.append(columns[i] | {number: words[j]})
        elif j and (not i or table[i][j] == table[i][j - 1] + GAP):
            j -= 1
            out.append({number: words[j]})
        else:
            i -= 1
            out.append(columns[i])
    return out[::-1]


def places(columns: list[Column], n_witnesses: int) -> list[list[Column]]:
    """Group neighbouring columns: those where all agree, and those where they differ."""
    groups: list[list[Column]] = []
    last = None
    for column in columns:
        agree = len(column) == n_witnesses and len({word for *_, word in column.values()}) == 1
        if groups and agree == last:
            groups[-1].append(column)
        else:
            groups.append([column])
        last = agree
    return groups


def firsts(passages: list[Span]) -> list[Span]:
    """Keep the first passage of each document, and of many documents the first `MOST`.

    Examples
    --------
    >>> firsts([("b", 5, 9), ("a", 0, 4), ("b", 0, 4)])
    [('b', 5, 9), ('a', 0, 4)]
    """
    found: dict[str, Span] = {}
    for one in passages:
        found.setdefault(one[0], one)
    return list(found.values())[:MOST]


@through
def witnesses(tokens: pl.DataFrame, documents: pl.DataFrame, passages: list[Span]) -> pl.DataFrame:
    """Set passages of several documents side by side, word by word.

    Takes the tokens and documents of the corpus and passages (document, start, end), the base
    first. Of each document its first passage is taken, of more than `MOST` documents the first.
    Gives a row per place and witness: ``place_no``, ``agree`` (all have these words),
    ``doc_id``, ``start``, ``end`` (null where the witness has nothing), ``text`` as printed, and
    ``n_passages``, how many were given. Fewer than two documents are refused.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> spans = [("tass-2024", 3400, 3440), ("vgp-2025", 5000, 5040)]
    >>> witnesses(corpus.tokens, corpus.documents, spans).columns
    ['place_no', 'agree', 'doc_id', 'start', 'end', 'text', 'n_passages']
    """
    n_passages, passages = len(passages), firsts(passages)
    texts = dict(documents.select(pl.col("doc_id").cast(pl.String), "text").iter_rows())
    named = {doc_id for doc_id, *_ in passages}
    words = running_words(tokens.filter(pl.col("doc_id").cast(pl.String).is_in(named)))
    runs = []
    for doc_id, start, end in passages:
        if doc_id not in texts:
            raise WorkbenchError(f"Unknown document {doc_id!r}; choose {', '.join(texts)}.")
        runs.append(passage(words, doc_id, start, end))
        if not runs[-1]:
            raise WorkbenchError(f"{doc_id} has no words of its body between {start} and {end}.")
    if len(runs) < 2:  # noqa: PLR2004 - two sides
        raise WorkbenchError(
            "Fewer than two documents hold such a passage: nothing to set side by side."
        )
    columns: list[Column] = []
    for number, run in enumerate(runs):
        columns = add_witness(columns, run, number)
    rows = []
    for place_no, group in enumerate(places(columns, len(runs)), 1):
        agree = all(len({w for *_, w in c.values()}) == 1 and len(c) == len(runs) for c in group)
        for number, (doc_id, *_) in enumerate(passages):
            here = [column[number] for column in group if number in column]
            start, end = (here[0][0], here[-1][1]) if here else (None, None)
            text = texts[doc_id][start:end] if here else ""
            rows.append((place_no, agree, doc_id, start, end, text))
    names = {"place_no": pl.UInt32, "agree": pl.Boolean, "doc_id": tokens["doc_id"].dtype}
    names |= {"start": pl.UInt32, "end": pl.UInt32, "text": pl.String}
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(n_passages=pl.lit(n_passages, pl.UInt32))
