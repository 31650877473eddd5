"""Counts and passages that tasks ask for, each in one call."""

import polars as pl

from workbench import analysis
from workbench.corpus import Corpus
from workbench.corpus.matching import rule_hits, usable
from workbench.corpus.running import running

SENTENCE = ["doc_id", "para_no", "sent_no"]


def sentences_found(corpus: Corpus, pattern: str, name: str = "rule") -> pl.DataFrame:
    """Give the sentences of the bodies in which a pattern of the codebook's form matches.

    Columns ``doc_id``, ``para_no``, ``sent_no``, ``text`` (folded), a row per sentence. Raises
    `WorkbenchError`, headed by ``name``, for a pattern that cannot be used.

    Examples
    --------
    >>> import workbench
    >>> sentences_found(workbench.load(), "palestin(?:e|ian)")["doc_id"].to_list()
    ['tass-2024']
    """
    usable(pattern, name)
    text = running(corpus.tokens, tuple(SENTENCE)).stretches
    rules = pl.DataFrame({"pattern": [pattern], "include": [""], "exclude": [""]})
    rows = rule_hits(text["text"], rules)["row"].unique().sort()
    return text[rows].select(*SENTENCE, "text")


def printed(corpus: Corpus, query: str, zones: tuple[str, ...] = ("body",)) -> dict[str, int]:
    """Count how often a word is printed in zones of each document, silent ones included.

    Examples
    --------
    >>> import workbench
    >>> printed(workbench.load(), "UNCLOS")["vov-2025"]
    1
    """
    hits = analysis.hits(corpus.paragraphs, query).filter(pl.col("zone").is_in(zones))
    counts = dict(hits.group_by("doc_id").len().iter_rows())
    return {doc_id: counts.get(doc_id, 0) for doc_id in corpus.documents["doc_id"]}


def naming(corpus: Corpus, query: str, zones: tuple[str, ...] = ("body",)) -> set[str]:
    """Give the documents in which a word is printed.

    Examples
    --------
    >>> import workbench
    >>> sorted(naming(workbench.load(), "Crocus"))
    ['tass-2024']
    """
    return {doc_id for doc_id, n in printed(corpus, query, zones).items() if n}


def silent(corpus: Corpus, query: str, zones: tuple[str, ...] = ("body",)) -> set[str]:
    """Give the documents in which a word is not printed.

    Examples
    --------
    >>> import workbench
    >>> len(silent(workbench.load(), "Crocus"))
    4
    """
    return set(corpus.documents["doc_id"]) - naming(corpus, query, zones)


def of_document(corpus: Corpus, doc_id: str, column: str) -> int:
    """Give one number of the documents frame.

    Examples
    --------
    >>> import workbench
    >>> of_document(workbench.load(), "vov-2025", "year")
    2025
    """
    return corpus.documents.filter(doc_id=doc_id)[column].item()


def words_in(corpus: Corpus, doc_id: str, *zones: str) -> int:
    """Count the words of some zones of a document.

    Examples
    --------
    >>> import workbench
    >>> words_in(workbench.load(), "vov-2025", "title")
    11
    """
    lines = corpus.paragraphs.filter(pl.col("zone").is_in(zones), doc_id=doc_id)
    return lines["n_words"].sum()
