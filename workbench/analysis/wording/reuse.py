"""How much of a digest stands word for word in its source (Grusky, Naaman & Artzi 2018).

Coverage = Σ|f| / |S|, density = Σ|f|² / |S|, compression = |A| / |S|, over the greedy extractive
fragments f of the digest S against the source A. A density below 1 means: not the same text, so
no redline.
"""

from itertools import chain

import polars as pl

from workbench.errors import WorkbenchError

REDLINE_DENSITY = 1.0
#: The kinds of pair that go back to one statement.
WITNESSES = ("editions", "editorial selection")


def fragments(digest: list[str], source: list[str]) -> list[tuple[int, int, int]]:
    """Find the extractive fragments: at each word the longest run that stands in the source.

    Gives (place in the digest, place in the source, words), greedily from left to right.

    Examples
    --------
    >>> fragments("the cat sat".split(), "a cat sat on the mat".split())
    [(0, 4, 1), (1, 1, 2)]
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    found, at = [], 0
    while at < len(digest):
        best, where = 0, 0
        for place in places.get(digest[at], ()):
            size = 0
            limit = min(len(digest) - at, len(source) - place)
            while size < limit and digest[at + size] == source[place + size]:
                size += 1
            if size > best:
                best, where = size, place
        if best:
            found.append((at, where, best))
        at += max(best, 1)
    return found


def reuse(
    tokens: pl.DataFrame, pairs: list[tuple[str, str]], *, folded: bool = False
) -> pl.DataFrame:
    """Give coverage, density and compression of digests against their sources.

    Takes the tokens of the corpus and (digest, source) pairs; words are compared as
    printed but for case, or ``folded`` with variants joined (a little more is found). Gives
    ``digest``, ``source``, ``n_words_digest``, ``n_words_source``, ``n_fragments``, ``coverage``, ``density``, ``compression`` and ``redline`` (density reaches 1).

    Examples
    --------
    >>> import workbench
    >>> rows = reuse(workbench.load().tokens, [("vov-2025", "vgp-2025")])
    >>> rows.select(pl.col("coverage", "density", "compression").round(2)).row(0)
    (0.91, 4.13, 9.3)
    """
    known = tokens["doc_id"].unique(maintain_order=True).cast(pl.String).to_list()
    form = pl.col("word") if folded else pl.col("form").str.to_lowercase()
    there = sorted({*chain(*pairs)} & set(known))
    asked = pl.Series(there, dtype=pl.String).cast(tokens["doc_id"].dtype)
    named = tokens.filter(pl.col("doc_id").is_in(asked.implode()))
    printed = named.select("doc_id", form=form).drop_nulls()
    words = {
        str(doc_id): part["form"].to_list()
        for (doc_id,), part in printed.group_by("doc_id", maintain_order=True)
    }
    rows = []
    for digest, source in pairs:
        for doc_id in (digest, source):
            if not words.get(doc_id):
                raise WorkbenchError(
                    f"{doc_id!r} has no body to compare; choose {', '.join(known)}."
                )
        sizes = [size for *_, size in fragments(words[digest], words[source])]
        n, n_source = len(words[digest]), len(words[source])
        rows.append((digest, source, n, n_source, len(sizes), sum(sizes) / n))
        rows[-1] += (sum(size**2 for size in sizes) / n, n_source / n)
    names = ["digest", "source", "n_words_digest", "n_words_source", "n_fragments"]
    names += ["coverage", "density", "compression"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(redline=pl.col("density") >= REDLINE_DENSITY)


def same_statement(comparability: pl.DataFrame | pl.LazyFrame) -> list[tuple[str, str]]:
    """List the pairs of witnesses of one statement, in both directions.

    Takes comparability.
    """
    of_one = pl.col("kind").cast(pl.String).is_in(WITNESSES)
    pairs = comparability.lazy().filter(of_one).select(pl.col("left", "right").cast(pl.String))
    return pairs.collect(engine="streaming").rows()
