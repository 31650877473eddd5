"""One page of a concordance: all matches are sorted, but only those on the page are shown."""

from collections.abc import Sequence
from functools import reduce
from itertools import takewhile
from operator import and_, eq

import polars as pl

from workbench.analysis.concordance.find import row_of, with_first
from workbench.analysis.concordance.lines import LINE, shown
from workbench.analysis.concordance.order import BESIDE, about, arrange, columns_of, ranked
from workbench.corpus import Corpus
from workbench.corpus.model import columns, printed_forms

#: Sorted after every rank: no such word, no such date.
LAST = 2**32 - 1


def page(
    corpus: Corpus,
    found: pl.DataFrame,
    context: int | str = 8,
    by: Sequence[str] = (),
    at: int = 0,
    size: int = 50,
) -> pl.DataFrame:
    """Show some lines of a concordance: the same as of all lines, sorted, but much sooner.

    Takes a corpus, the places of `find`, a ``context`` as in `concordance`, keys as in `arrange`,
    and how many lines stand before the page (``at``) and on it (``size``). Gives the frame
    ``concordance``, a row per line of the page. The words beside a match are sorted as rows of
    tokens, and only the lines of the page are cut out of the text; the places of an expression
    have no tokens and take as long as all lines.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask, find
    >>> corpus = workbench.load()
    >>> found = find(corpus, ask("cooperation in", {}))
    >>> found.height, page(corpus, found, by=["right 1"], size=1)["right"].to_list()[0][:5]
    (35, ' both')
    """
    if found["first_token"].null_count():
        return arrange(shown(found, corpus, context), corpus.documents, by).slice(at, size)
    # after the place in the source, which no two lines share, nothing is left to sort
    keys = list(takewhile(lambda key: key != "doc_id", columns_of(by)))
    return shown(found[turned(corpus, found, context, keys, at, size)], corpus, context)


def turned(
    corpus: Corpus,
    found: pl.DataFrame,
    context: int | str,
    keys: Sequence[str],
    at: int,
    size: int,
) -> pl.Series:
    """Give the rows of the matches on a page.

    The first key says which of all matches can stand there, and only these are sorted.
    """
    kept = found.with_row_index("row_no")
    if keys:
        first = key(keys[0], corpus, found, context)
        sizes = first.value_counts().sort(first.name)
        stop = sizes["count"].cum_sum().cast(pl.Int64)
        here = (stop > at) & (stop - sizes["count"] < at + size)
        at -= int(sizes.filter(stop <= at)["count"].sum())
        kept = kept.filter(first.is_in(sizes.filter(here)[first.name].implode()))
    ranks = [key(name, corpus, kept, context) for name in keys]
    ranks = pl.DataFrame([*ranks, kept["row_no"]])
    return ranks.sort(ranks.columns)["row_no"].slice(at, size)


def key(name: str, corpus: Corpus, found: pl.DataFrame, context: int | str) -> pl.Series:
    """Rank matches by a word beside them, or by a column of their documents."""
    if name in BESIDE:
        forms, _ = printed_forms(corpus)
        ranks = ranked(forms.gather(neighbour(name, corpus, found, context)))
    else:
        rank = about(corpus.documents).select("doc_id", rank=pl.col(name).rank("dense"))
        ranks = found.select("doc_id").join(rank, on="doc_id", how="left", maintain_order="left")
        ranks = ranks["rank"]
    return ranks.fill_null(LAST).rename(name)


def neighbour(name: str, corpus: Corpus, found: pl.DataFrame, context: int | str) -> pl.Series:
    """Give the row of the word beside each match; none where the context does not reach it."""
    side, place = name.split()
    right = side == "right"
    edge = found["last_token"] if right else found["first_token"]
    at = edge + int(place) * (1 if right else -1)
    lines = with_first(columns(corpus, "sentences", *LINE, "n_words"))
    n_tokens = int(lines["n_words"].sum())
    inside = (at >= 0) & (at < n_tokens)
    here, there = (row_of(row, lines) for row in (edge, at.clip(0, n_tokens - 1)))
    if context == "sentence":
        same = here == there
    else:
        ends = (lines.select(LINE)[rows] for rows in (here, there))
        same = reduce(and_, map(eq, *ends))
    reached = isinstance(context, str) or int(place) <= context
    return at.set(~(inside & same) if reached else at.is_not_null(), None)
