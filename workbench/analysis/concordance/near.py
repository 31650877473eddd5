"""Where a query finds nothing: forms near it that do find something."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from workbench.analysis.concordance.find import find
from workbench.analysis.concordance.query import Query, ask
from workbench.corpus import Corpus
from workbench.corpus.model import printed_forms
from workbench.corpus.words import WORD, fold
from workbench.errors import WorkbenchError

#: Forms that are offered, spellings of one word, and how like it they must be (difflib's ratio).
OFFERED, SPELLINGS, LIKENESS = 8, 3, 0.7
#: Words of the vocabulary that one word is held against, the most frequent first.
HELD_AGAINST = 3_000
#: A shorter word is no stem to add an ending to; a longer one loses up to so many letters.
SHORTEST, ENDING = 4, 3
NAMES = {
    "query": pl.String,
    "kind": pl.String,
    "regex": pl.Boolean,
    "case": pl.Boolean,
    "whole": pl.Boolean,
    "n": pl.UInt32,
    "n_documents": pl.UInt32,
}


@dataclass(frozen=True)
class Offer:
    """Another way to ask."""

    kind: str
    text: str
    regex: bool = False
    case: bool = False
    whole: bool = True


def near(corpus: Corpus, query: Query, variants: dict[str, str]) -> pl.DataFrame:
    """Offer up to eight queries near one that finds nothing, with what each finds.

    Takes a corpus, a query and the variants with which it was read; gives a row per offer:
    ``query`` and the choices ``regex``, ``case`` and ``whole`` to `ask` it with; ``kind``: *any
    case*, *parts of words*, *spelling* (a word of the corpus like a word of the query, by
    difflib's ratio), *wildcard* (other endings) or *words between*; ``n`` matches in
    ``n_documents``. Offers that find nothing are left out.

    Examples
    --------
    >>> import workbench
    >>> offers = near(workbench.load(), ask("Moskow", {}), {})
    >>> offers.select("query", "kind", "n").row(0)
    ('moscow', 'spelling', 9)
    """
    rows: list[tuple] = []
    for offer in dict.fromkeys(offers(corpus, query)):
        choices = {"regex": offer.regex, "case": offer.case, "whole": offer.whole}
        try:
            found = find(corpus, ask(offer.text, variants, **choices))
        except WorkbenchError:  # an expression may be usable in one way and not in another
            continue
        if found.height:
            documents = found["doc_id"].n_unique()
            rows.append((offer.text, offer.kind, *choices.values(), found.height, documents))
        if len(rows) == OFFERED:
            break
    return pl.DataFrame(rows, schema=NAMES, orient="row")


def offers(corpus: Corpus, query: Query) -> Iterator[Offer]:
    """Give other ways to ask, the nearest first."""
    text, regex, case, whole = query.text, query.regex, query.case, query.whole
    if case:
        yield Offer("any case", text, regex=regex, whole=whole)
    if whole:
        yield Offer("parts of words", text, regex=regex, case=case, whole=False)
    if regex:
        return
    counts = vocabulary(corpus)
    for words in (part.split() for part in folded(text)):
        forms = [spellings(word, counts) or [word] for word in words]
        best = [first for first, *_ in forms]
        others = [
            [*best[:place], other, *best[place + 1 :]]
            for place, (_, *more) in enumerate(forms)
            for other in more
        ]
        if best != words:
            yield from (Offer("spelling", " ".join(said)) for said in (best, *others))
        cut = [shortened(word) for word in words]
        if cut != words:
            yield Offer("wildcard", " ".join(cut))
        if len(words) > 1:
            yield Offer("words between", " ** ".join(words))


def folded(text: str) -> list[str]:
    """Fold the alternatives of a query, wildcards left aside."""
    parts = pl.DataFrame({"form": text.split("|")}).with_row_index("part")
    words = parts.with_columns(pl.col("form").str.extract_all(WORD)).explode("form")
    words = words.drop_nulls().with_columns(word=fold("form"))
    joined = words.group_by("part", maintain_order=True).agg(pl.col("word").str.join(" "))
    return joined["word"].to_list()


def vocabulary(corpus: Corpus) -> pl.DataFrame:
    """Count the folded words of the bodies: ``word``, ``n``, the most frequent first."""
    counts = printed_forms(corpus)[0].value_counts(name="n")
    words = counts.with_columns(pl.col("form").cast(pl.String)).with_columns(word=fold("form"))
    return words.group_by("word").agg(pl.col("n").sum()).sort("n", "word", descending=[True, False])


def spellings(word: str, counts: pl.DataFrame) -> list[str]:
    """Give the words of the corpus that are spelled like a word that it does not hold."""
    if counts["word"].is_in([word]).any():
        return []
    size = pl.col("word").str.len_chars().cast(pl.Int32)
    ends = pl.col("word").str.starts_with(word[:1]) | pl.col("word").str.ends_with(word[-2:])
    close = counts.filter((size - len(word)).abs() <= 2, ends).head(HELD_AGAINST)  # noqa: PLR2004
    return get_close_matches(word, close["word"].to_list(), SPELLINGS, LIKENESS)


def shortened(word: str) -> str:
    """Put a wildcard in place of an ending.

    Examples
    --------
    >>> shortened("negotiators"), shortened("sea")
    ('negotiat*', 'sea')
    """
    return f"{word[: max(SHORTEST, len(word) - ENDING)]}*" if len(word) > SHORTEST else word
