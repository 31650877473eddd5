"""What is made before any clock runs: the corpus, and what the loop and textstat are given."""

import json
import re
from pathlib import Path

import made
import polars as pl
from peer_terms import Answer
from peer_workbench import build

import workbench
from workbench.corpus.topics import read_topics

#: textstat splits after "Inc." and drops sentences of two words; sentences of these it splits as we do.
PLAIN_END = re.compile(r" \w+ \w+ \w{6,}$")


def prepare(folder: Path, size: str) -> Answer:
    """Make the corpus, and what the loop and textstat are given."""
    made.corpus(folder / "corpus", int(size))
    book = read_topics(folder / "corpus")
    rules = book.rules.filter(scope="text").select("topic", "pattern", "include", "exclude")
    (folder / "rules.json").write_text(json.dumps(rules.rows()), "utf-8")
    found = build(folder)()
    corpus = workbench.load(folder / "corpus")
    folded = said(corpus.tokens.filter(pl.col("word").is_not_null()), "word")
    (folder / "folded.json").write_text(json.dumps(folded), "utf-8")
    letters = corpus.tokens.filter(pl.col("form").str.contains("^[A-Za-z]{2,}$"))
    texts = [
        " ".join(f"{line.capitalize()}." for line in lines if PLAIN_END.search(line))
        for lines in said(letters, "form")
    ]
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    n_words = corpus.tokens["word"].count()
    return lambda: {"words": [n_words], **found}


def said(tokens: pl.DataFrame, column: str) -> list[list[str]]:
    """Write the words of every document as sentences with a space between the words."""
    lines = tokens.group_by("doc_id", "sent_no", maintain_order=True).agg(
        pl.col(column).str.join(" ")
    )
    return lines.group_by("doc_id", maintain_order=True).agg(column)[column].to_list()
