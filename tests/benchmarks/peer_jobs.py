"""The jobs of `peers.py`, each for one tool; a process does one of them and writes its counts.

It imports no more than its own tool, so that it runs where only that tool is.
"""

import json
import re
import sys
from pathlib import Path

SIDES = ("left", "right")


def prepare(folder: Path, size: int) -> None:
    """Write what each tool is given: texts, folded words, and the frames of the workbench."""
    from emphasis import DATA, dealt, read_topics, running  # beside this file

    corpus = dealt(size)
    corpus.documents.select("doc_id", "text").write_parquet(folder / "texts.parquet")
    for name in FRAMES:
        getattr(corpus, name).write_parquet(folder / f"{name}.parquet")
    said = running(corpus.tokens, ("doc_id", "sent_no")).stretches
    rows = said.group_by("doc_id", maintain_order=True).agg("text")["text"].to_list()
    for number, lines in enumerate(rows):
        side = folder / SIDES[number * 2 >= len(rows)]
        side.mkdir(exist_ok=True)
        (side / f"{number:05}.txt").write_text(" ".join(lines), "utf-8")
    (folder / "lines.json").write_text(json.dumps(rows), "utf-8")
    patterns = read_topics(DATA).rules.filter(scope="text")["pattern"].to_list()
    (folder / "patterns.json").write_text(json.dumps(patterns), "utf-8")
    n_words = corpus.tokens["word"].count()
    print(f"{size:,} documents, {n_words:,} folded words, {len(patterns)} patterns")


FRAMES = ("documents", "paragraphs", "sentences", "tokens")


def workbench_build(folder: Path) -> None:
    """Cut the texts into every frame and save those that keyness needs."""
    from emphasis import DATA, build, pl, read_variants, read_zones

    texts = pl.read_parquet(folder / "texts.parquet", columns=["text"])
    documents = pl.read_parquet(folder / "documents.parquet").drop("text", "n_words", "n_words_raw")
    book = DATA / "codebook"
    rules, markers = read_zones(book / "zones.toml")
    frames = build(documents.hstack(texts), rules, markers, read_variants(book / "variants.toml"))
    for name in FRAMES:
        frames[name].write_parquet(folder / f"again-{name}.parquet")


DISABLED = ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler")


def conc_build(folder: Path) -> None:
    """Build a conc corpus of each side, from words between spaces."""
    import spacy
    from conc.corpus import Corpus

    nlp = spacy.blank("en")
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # cuts at white space alone
    for name in DISABLED:  # conc switches these off, and needs them to be there
        nlp.add_pipe("sentencizer", name=name)
    nlp.to_disk(folder / "model")
    for side in SIDES:
        Corpus(side, side).build_from_files(
            str(folder / side), str(folder / "conc"), model=str(folder / "model")
        )


def workbench_keyness(folder: Path) -> dict[str, list[float]]:
    """Read the saved frames and compare the halves: word, count left, count right, G²."""
    from emphasis import DATA, Corpus, groups, keyness, pl

    from workbench.corpus.comparability import comparability

    frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in FRAMES}
    none = dict.fromkeys(("clauses", "quotes", "slips"), frames["tokens"].clear())
    corpus = Corpus(DATA, (), **frames, **none, comparability=comparability(frames["documents"]))
    ids = frames["documents"]["doc_id"].cast(pl.String).to_list()
    half = -(-len(ids) // 2)
    sides = groups(corpus.comparability, ids[:half], ids[half:], override=True)
    rows = keyness(corpus, sides, stop_words=True)
    rows = rows.select("word", "n_left", "n_right", "g2_two_cell").rows()
    return {word: numbers for word, *numbers in rows}


def conc_keyness(folder: Path) -> dict[str, list[float]]:
    """Open both saved corpora and ask conc for every keyword of the right side."""
    from conc.corpus import Corpus
    from conc.keyness import Keyness

    left, right = (Corpus().load(str(folder / "conc" / f"{side}.corpus")) for side in SIDES)
    asked = Keyness(right, left).keywords(
        page_size=0,
        exclude_negative_keywords=False,
        exclude_punctuation=False,
        handle_common_typographic_differences=False,
    )
    wanted = ("token", "frequency_reference", "frequency", "log_likelihood")
    return {word: numbers for word, *numbers in asked.to_frame().select(wanted).rows()}


def sklearn_keyness(folder: Path) -> dict[str, list[float]]:
    """Count the words of every document with CountVectorizer, add up the halves, take G²."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    texts = [
        file.read_text("utf-8") for side in SIDES for file in sorted((folder / side).iterdir())
    ]
    half = len(list((folder / "left").iterdir()))
    vectorizer = CountVectorizer(analyzer=str.split)
    counts = vectorizer.fit_transform(texts)
    left, right = (np.asarray(part.sum(axis=0)).ravel() for part in (counts[:half], counts[half:]))
    share = left.sum() / (left.sum() + right.sum())
    both, g2 = left + right, 0.0
    for seen, expected in ((left, both * share), (right, both * (1 - share))):
        g2 = g2 + 2 * seen * np.log(np.where(seen > 0, seen, expected) / expected)
    words = vectorizer.get_feature_names_out().tolist()
    numbers = np.stack([left, right, g2], axis=1).tolist()
    return dict(zip(words, numbers, strict=True))


def workbench_topics(folder: Path) -> dict[str, list[float]]:
    """Match every pattern of the codebook with every sentence; matches by pattern and document."""
    from emphasis import pl, places, running

    tokens = pl.read_parquet(folder / "tokens.parquet")
    stretches = running(tokens, ("doc_id", "sent_no")).stretches
    number = stretches.select(pl.col("doc_id").rle_id()).to_series()
    found = places(stretches["text"], json.loads((folder / "patterns.json").read_text("utf-8")))
    cells = found.select("number", document=number.gather(found["row"]))
    counts = cells.group_by("number", "document").len()
    return {f"{pattern} {document}": [n] for pattern, document, n in counts.iter_rows()}


def sklearn_topics(folder: Path) -> dict[str, list[float]]:
    """Give the patterns to CountVectorizer as its analyzer."""
    from sklearn.feature_extraction.text import CountVectorizer

    patterns = json.loads((folder / "patterns.json").read_text("utf-8"))
    known = [(str(n), re.compile(rf"\b(?:{text})\b")) for n, text in enumerate(patterns)]
    vectorizer = CountVectorizer(
        analyzer=lambda lines: [n for line in lines for n, p in known for _ in p.finditer(line)]
    )
    counts = vectorizer.fit_transform(
        json.loads((folder / "lines.json").read_text("utf-8"))
    ).tocoo()
    names = vectorizer.get_feature_names_out()
    cells = zip(counts.row.tolist(), counts.col.tolist(), counts.data.tolist(), strict=True)
    return {f"{names[column]} {row}": [n] for row, column, n in cells}


JOBS = {
    "build and save": {"workbench": workbench_build, "conc": conc_build},
    "keyness of two halves, from what is saved": {
        "workbench": workbench_keyness,
        "conc": conc_keyness,
        "scikit-learn": sklearn_keyness,
    },
    "topic patterns by document": {"workbench": workbench_topics, "scikit-learn": sklearn_topics},
}


def main(folder: Path, job: str, tool: str) -> None:
    """Do one job and write what it counted."""
    if job == "prepare":
        prepare(folder, int(tool))
        return
    result = JOBS[job][tool](folder)
    (folder / f"{tool}.json").write_text(json.dumps(result or {}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
