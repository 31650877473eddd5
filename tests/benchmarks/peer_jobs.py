"""The jobs of `peers.py`, each for one tool; a process does one of them and writes what it found.

It imports no more than its own tool, so that it runs where only that tool is. A job gives a function
that tells its answer; that is asked after the clock has stopped.
"""

import json
import re
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Answer = Callable[[], dict[str, list[float]]]
#: Starts the clock once more, when a corpus is open.
Clock = Callable[[], None]

#: Words that every tool cuts alike.
COUNTED = ("the", "cooperation", "countries", "security")
QUERIES = {
    "word": "cooperation",
    "phrase": "comprehensive strategic partnership",
    "frequent": "the",
}
PAGE, CONTEXT = 20, 8
#: textstat splits after "Inc." and drops sentences of two words; sentences of these it splits as we do.
PLAIN_END = re.compile(r" \w+ \w+ \w{6,}$")
#: conc switches these parts of a model off, and needs them to be there.
SWITCHED_OFF = ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler")


# What is made before any clock runs.


def prepare(folder: Path, size: str) -> Answer:
    """Make the corpus, and what the loop and textstat are given."""
    import made
    import polars as pl

    import workbench
    from workbench.corpus.topics import read_topics

    made.corpus(folder / "corpus", int(size))
    book = read_topics(folder / "corpus")
    rules = book.rules.filter(scope="text").select("topic", "pattern", "include", "exclude")
    (folder / "rules.json").write_text(json.dumps(rules.rows()), "utf-8")
    found = workbench_build(folder)()
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


def said(tokens: "pl.DataFrame", column: str) -> list[list[str]]:  # noqa: F821
    """Write the words of every document as sentences with a space between the words."""
    import polars as pl

    lines = tokens.group_by("doc_id", "sent_no", maintain_order=True).agg(
        pl.col(column).str.join(" ")
    )
    return lines.group_by("doc_id", maintain_order=True).agg(column)[column].to_list()


def conc_model(folder: Path) -> None:
    """Save a model with spaCy's tokenizer for English; conc uses no other part of a model."""
    import spacy

    nlp = spacy.blank("en")
    for name in SWITCHED_OFF:
        nlp.add_pipe("sentencizer", name=name)
    nlp.to_disk(folder / "model")


# Texts in files become a corpus on the disk.


def workbench_build(folder: Path) -> Answer:
    """Build the store: every frame of every document, in Parquet files."""
    from workbench.corpus import build_store

    shutil.rmtree(folder / "corpus" / "built", ignore_errors=True)
    build_store(folder / "corpus")
    return lambda: counted(folder)


def counted(folder: Path) -> dict[str, list[float]]:
    """Count the documents and some words of what was built."""
    import polars as pl

    import workbench

    corpus = workbench.load(folder / "corpus")
    words = corpus.tokens.select(pl.col("form").str.to_lowercase()).to_series()
    counts = {word: [(words == word).sum()] for word in COUNTED}
    return {"documents": [corpus.documents.height], **counts}


def conc_build(folder: Path) -> Answer:
    """Build a conc corpus from the same files as its users do."""
    from conc.corpus import Corpus

    shutil.rmtree(folder / "conc", ignore_errors=True)
    corpus = Corpus("made", "made of sentences").build_from_files(
        str(folder / "corpus" / "raw"), str(folder / "conc"), model=str(folder / "model")
    )

    def answer() -> dict[str, list[float]]:
        import polars as pl

        table = corpus.vocab.select("token", "frequency_lower").collect()
        counts = {
            word: table.filter(pl.col("token") == word)["frequency_lower"].to_list()
            for word in COUNTED
        }
        return {"documents": [corpus.document_count], **counts}

    return answer


# The first lines of a concordance in a process that opens the corpus.


def workbench_lines(folder: Path, query: str, clock: Clock) -> Answer:
    """Find every match, count by document, sort by the words to the right, and show a page."""
    import workbench
    from workbench.analysis.concordance import ask, by_document, find, page
    from workbench.corpus.codebook import read_variants

    corpus = workbench.load(folder / "corpus")
    clock()
    asked = ask(query, read_variants(folder / "corpus" / "codebook" / "variants.toml"))
    found = find(corpus, asked)
    counts = by_document(found, corpus.documents)
    shown = page(corpus, found, CONTEXT, ("right 1", "right 2", "right 3"), size=PAGE)
    return lambda: {
        "lines": [found.height],
        "documents": [(counts["n"] > 0).sum()],
        "page": [shown.height],
    }


def conc_lines(folder: Path, query: str, clock: Clock) -> Answer:
    """Show the first page of 20 lines, sorted by the words to the right."""
    from conc.concordance import Concordance
    from conc.corpus import Corpus

    corpus = Corpus().load(str(folder / "conc" / "made.corpus"))
    clock()
    page = Concordance(corpus).concordance(
        query, context_length=CONTEXT, order="1R2R3R", page_size=PAGE
    )
    told = page.summary_data
    return lambda: {
        "lines": [told["total_count"]],
        "documents": [told["total_docs"]],
        "page": [page.df.height],
    }


# The rules of the topic codebook.


def workbench_coding(folder: Path) -> Answer:
    """Find every mention of every topic, with its voice and negation."""
    import workbench
    from workbench.analysis.emphasis import mentions
    from workbench.corpus.topics import read_topics

    corpus = workbench.load(folder / "corpus")
    found = mentions(corpus, read_topics(folder / "corpus"))

    def answer() -> dict[str, list[float]]:
        place = dict(zip(corpus.documents["doc_id"], range(corpus.documents.height), strict=True))
        counts = found.filter(scope="text").group_by("doc_id", "topic").len()
        return {f"{place[name]} {topic}": [n] for name, topic, n in counts.iter_rows()}

    return answer


def re_coding(folder: Path) -> Answer:
    """Match each rule with each sentence of folded words, in a loop; they are given ready."""
    rules = [
        (topic, *(re.compile(rf"\b(?:{text})\b") if text else None for text in patterns))
        for topic, *patterns in json.loads((folder / "rules.json").read_text("utf-8"))
    ]
    counts = Counter()
    for number, lines in enumerate(json.loads((folder / "folded.json").read_text("utf-8"))):
        for line in lines:
            spans = {}
            for topic, pattern, include, exclude in rules:
                if include and not include.search(line):
                    continue
                places = [match.span() for match in pattern.finditer(line)]
                if places and exclude:
                    bad = [match.span() for match in exclude.finditer(line)]
                    places = [
                        (first, last)
                        for first, last in places
                        if not any(first < stop and start < last for start, stop in bad)
                    ]
                if places:
                    spans.setdefault(topic, []).extend(places)
            for topic, places in spans.items():
                counts[f"{number} {topic}"] += apart(places)
    return lambda: {cell: [n] for cell, n in counts.items()}


def apart(places: list[tuple[int, int]]) -> int:
    """Count places of which those that overlap are one."""
    reach, n = 0, 0
    for first, last in sorted(places):
        n += first >= reach
        reach = max(reach, last)
    return n


# Ten measures of readability of every document.


def workbench_readability(folder: Path) -> Answer:
    """Measure all documents, every unique word asked once."""
    import polars as pl

    from workbench.analysis.readability import readability_of_texts

    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    frame = pl.DataFrame({"doc_id": [f"d{n:05}" for n in range(len(texts))], "text": texts})
    rows = readability_of_texts(frame)
    values = rows["value"].reshape((frame.height, -1)).to_list
    return lambda: {str(number): row for number, row in enumerate(values())}


def textstat_readability(folder: Path) -> Answer:
    """Call textstat for each document and measure, in the order of the enum."""
    from workbench.analysis.readability.engine import engine

    stat, _ = engine()  # textstat with the table of syllables that needs no network
    found = {}
    for number, text in enumerate(json.loads((folder / "texts.json").read_text("utf-8"))):
        letters = 100 * stat.letter_count(text) / stat.lexicon_count(text)
        found[str(number)] = [
            stat.flesch_reading_ease(text),
            stat.flesch_kincaid_grade(text),
            stat.gunning_fog(text),
            stat.smog_index(text),
            stat.automated_readability_index(text),
            # textstat has the coefficient 0.058, the publication 0.0588
            stat.coleman_liau_index(text) + 0.0008 * letters,
            stat.dale_chall_readability_score(text),
            stat.lix(text),
            stat.rix(text),
            stat.mcalpine_eflaw(text),
        ]
    return lambda: found


JOBS = {
    "build": {"workbench": workbench_build, "conc": conc_build},
    "coding": {"workbench": workbench_coding, "re": re_coding},
    "readability": {"workbench": workbench_readability, "textstat": textstat_readability},
}
LINES = {"workbench": workbench_lines, "conc": conc_lines}
#: The same lines in a corpus that is open: the clock starts after that.
OPEN = "open "


def imported(tool: str) -> None:
    """Import a tool, so that the clock of the job does not count it."""
    if tool == "conc":
        import conc.concordance
        import conc.corpus  # noqa: F401
    elif tool != "re":
        import workbench.analysis.concordance
        import workbench.analysis.emphasis
        import workbench.analysis.readability  # noqa: F401
    if tool == "textstat":
        import textstat  # noqa: F401


def now() -> tuple[float, float]:
    """Give the seconds of the clock and of the processor."""
    return time.perf_counter(), time.process_time()


def main(folder: Path, job: str, tool: str, begun: str) -> None:
    """Do one job; write its seconds, those since ``begun``, its largest memory and its answer."""
    if job == "model":
        conc_model(folder)
        return
    imported(tool)
    begin = now()

    def clock() -> None:
        nonlocal begin
        begin = now() if job.startswith(OPEN) else begin

    if job == "prepare":
        answer = prepare(folder, tool)
    elif job in JOBS:
        answer = JOBS[job][tool](folder)
    else:
        answer = LINES[tool](folder, QUERIES[job.rsplit(maxsplit=1)[-1]], clock)
    seconds, cpu = (after - before for before, after in zip(begin, now(), strict=True))
    told = {
        "seconds": seconds,
        "cpu": cpu,
        "whole": time.time() - float(begun),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000,
    }
    (folder / "told.json").write_text(json.dumps(told | {"answer": answer()}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
