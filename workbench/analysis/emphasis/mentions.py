"""Mentions: where the rules of a codebook match, in whose voice, and under which negation.

A rule is matched sentence by sentence with folded words. Overlapping matches of one topic are one
mention ("climate" inside "climate change" does not count twice); matches of different topics do
not touch each other. A heading lends its topic to every body paragraph under it.
"""

from collections.abc import Callable

import polars as pl

from workbench.analysis.parts import parts
from workbench.analysis.voice import voiced
from workbench.corpus import Corpus
from workbench.corpus.matching import rule_hits
from workbench.corpus.running import Running, running
from workbench.corpus.topics import Codebook
from workbench.corpus.words import tokens
from workbench.schemas import conform

LINE = ("doc_id", "para_no")
#: A negating word is shown if it stands at most so many words before the mention.
NEAR = 8


def mentions(
    corpus: Corpus, codebook: Codebook, progress: Callable[[int, int], None] | None = None
) -> pl.DataFrame:
    """Find every mention of every topic: the mentions frame.

    Takes a corpus and a codebook (`topics.read_topics`); rows are in the order of the sources.
    A large corpus is taken in parts of whole documents, so that memory stays flat; after each,
    ``progress`` is told how many documents are done, and of how many.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> found = mentions(corpus, read_topics(corpus.folder))
    >>> found.filter(doc_id="vov-2025", topic="ukraine")["match"].to_list()
    ['Ukraine', 'Ukraine']
    """
    found, done, size = [], 0, corpus.documents.height
    for part in parts(corpus):
        found.append(merged(part, codebook, hits(part, codebook)))
        done += part.documents.height
        if progress:
            progress(done, size)
    return pl.concat(found)


def hits(corpus: Corpus, codebook: Codebook) -> pl.DataFrame:
    """Give every match of every rule before any is merged: keys, place, ``topic``, ``rule``, ``scope``.

    ``start`` and ``end`` are places in the source. A heading's match has a row for each body
    paragraph that stands under it, with an empty ``sent_no``.
    """
    text = running(corpus.tokens, ("doc_id", "para_no", "sent_no"))
    inside = located(text, codebook.rules.filter(scope="text"))
    return pl.concat([inside, lent(corpus.paragraphs, codebook)], how="diagonal")


def located(text: Running, rules: pl.DataFrame) -> pl.DataFrame:
    """Match rules with running text and give the printed places."""
    rows = rule_hits(text.stretches["text"], rules)
    about = rules.select("topic", "rule")[rows["number"]]
    base = text.stretches["base"].gather(rows["row"])
    at, words = text.words["at"], text.words
    left = at.search_sorted(base + rows["first"], side="right") - 1
    right = at.search_sorted(base + rows["last"], side="left") - 1
    keys = text.stretches.drop("text", "base")[rows["row"]]
    return keys.with_columns(
        words["start"].gather(left), words["end"].gather(right), about["topic"], about["rule"]
    ).with_columns(scope=pl.lit("text"))


def lent(paragraphs: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Match the heading rules and give their matches to the body paragraphs underneath."""
    numbered = paragraphs.with_columns(
        head=pl.when(pl.col("zone") == "heading").then("para_no").forward_fill().over("doc_id")
    )
    under = numbered.filter(pl.col("zone") == "body", pl.col("section") != "")
    headings = numbered.filter(pl.col("zone") == "heading").select(
        *LINE, "start", "text", sent_no="para_no", clause_no="para_no"
    )
    words = running(tokens(headings, codebook.variants), LINE)
    found = located(words, codebook.rules.filter(scope="heading"))
    lines = under.select("doc_id", "para_no", head="head")
    return lines.join(
        found.rename({"para_no": "head"}), on=["doc_id", "head"], maintain_order="left"
    ).select(*LINE, "start", "end", "topic", "rule", scope=pl.lit("heading"))


def merged(corpus: Corpus, codebook: Codebook, found: pl.DataFrame) -> pl.DataFrame:
    """Make one mention of overlapping matches of a topic, and add match, negation and voice."""
    topics = pl.Enum(codebook.topics["topic"])
    size = pl.col("end") - pl.col("start")
    group = [*LINE, "topic", "scope"]
    # one number per group above the places, so that a single running maximum serves them all
    cell = pl.struct(group).rle_id().cast(pl.Int64) * 2**32
    reach = (cell + pl.col("end")).cum_max().shift(1, fill_value=0)
    rows = (
        found.with_columns(pl.col("topic").cast(topics))
        .sort(*group, "start", "end")
        .with_columns(block=(cell + pl.col("start") >= reach).cum_sum())
        .group_by("block", maintain_order=True)
        .agg(
            pl.col(*group, "sent_no", "start").first(),
            pl.col("end").max(),
            rule=pl.col("rule").get(size.arg_max()),
        )
        .with_columns(codebook=pl.lit(codebook.name))
    )
    rows = voiced(printed(rows, corpus), corpus.documents, corpus.quotes)
    # marks around a heading do not quote what stands under it
    aloud = (pl.col("scope") == "heading") & (pl.col("voice") == "quoted")
    rows = rows.with_columns(voice=pl.when(aloud).then(pl.lit("reported")).otherwise("voice"))
    rows = negated(rows, corpus.tokens, codebook.negators)
    rows = rows.sort("doc_id", "para_no", "scope", "start", "topic", descending=[False] * 5)
    return conform("mentions", rows, corpus.documents["doc_id"].dtype)


def printed(rows: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Add the words as printed (``match``), from the sentence or from the heading."""
    size = pl.col("end") - pl.col("start")
    sentences = corpus.sentences.select("doc_id", "sent_no", base="start", text="text")
    inside = rows.join(sentences, on=["doc_id", "sent_no"], maintain_order="left")
    lines = corpus.paragraphs.filter(zone="heading").select("doc_id", base="start", text="text")
    above = rows.filter(pl.col("sent_no").is_null()).join(lines, on="doc_id")
    above = above.filter(
        pl.col("start").is_between(
            pl.col("base"), pl.col("base") + pl.col("text").str.len_chars(), closed="left"
        )
    )
    match = pl.col("text").str.slice(pl.col("start") - pl.col("base"), size)
    return pl.concat([inside, above]).with_columns(match=match).drop("base", "text")


def negated(rows: pl.DataFrame, words: pl.DataFrame, negators: tuple[str, ...]) -> pl.DataFrame:
    """Add the last negating word in the clause, at most `NEAR` words before the mention."""
    places = words.select("doc_id", "clause_no", "start", "token_no")
    negations = words.filter(pl.col("word").is_in(negators)).select(
        "doc_id", "clause_no", "start", negation="form", at="token_no"
    )
    rows = rows.sort("start").join_asof(
        places.sort("start"), on="start", by="doc_id", check_sortedness=False
    )
    rows = rows.join_asof(
        negations.sort("start"), on="start", by=["doc_id", "clause_no"], check_sortedness=False
    )
    near = pl.col("sent_no").is_not_null() & (pl.col("token_no") - pl.col("at") <= NEAR)
    return rows.with_columns(pl.when(near).then("negation").fill_null(""))
