"""A corpus of any size made of the sentences of the five documents, the same for every tool.

Sentences are dealt out with a fixed seed. In prose new words never stop coming, and a tool that
remembers the words it has seen would look too good on a few hundred sentences said over and over;
so a word in fifty gives way to one of a pronouncing dictionary, often or seldom as words are in
prose: 17,000 different ones in 1,000 documents, 50,000 in 10,000.
"""

import hashlib
import json
import random
import re
import shutil
from pathlib import Path

import workbench
from workbench.analysis.syllables import read_table
from workbench.corpus.load import DATA

#: Shorter sentences could pass for headings when they stand alone.
HEADLINE = 80
#: Sentences of a document: about 2,800 words.
PER_DOCUMENT = 75
PLAIN = re.compile(r"\b[a-z]{4,}\b")
#: One plain word in so many gives way; plain words are about half of all.
SELDOM = 24
#: Shorter words of the dictionary may be abbreviations.
LETTERS = 5


def rare(dealer: random.Random) -> list[str]:
    """Give words of the dictionary in a random order."""
    words = sorted(word for word in read_table() if len(word) >= LETTERS and word.isalpha())
    dealer.shuffle(words)
    return words


def texts(size: int) -> list[str]:
    """Make so many texts, a sentence to a line."""
    dealer = random.Random(5)  # noqa: S311 - a shuffled corpus, no secrets
    words = rare(dealer)

    def other(word: re.Match[str]) -> str:
        if dealer.random() * SELDOM > 1:
            return word[0]
        return words[int(len(words) ** dealer.random()) - 1]  # the n-th is 1/n times as frequent

    lines = [text for text in workbench.load().sentences["text"] if len(text) > HEADLINE]
    return [
        "\n\n".join(PLAIN.sub(other, line) for line in dealer.choices(lines, k=PER_DOCUMENT))
        for _ in range(size)
    ]


def corpus(folder: Path, size: int) -> None:
    """Write a corpus folder: texts, manifest and the codebooks of the shipped one."""
    (folder / "raw").mkdir(parents=True)
    shutil.copytree(DATA / "codebook", folder / "codebook")
    about = {
        "event_date": "2025",
        "published": "2025",
        "date_note": "-",
        "publisher": "P",
        "side": "other",
        "genre": "digest",
        "title": "-",
        "language_note": "made of sentences of the shipped corpus",
        "rights": "-",
        "url": "-",
    }
    tables = []
    for number, text in enumerate(texts(size)):
        name, data = f"d{number:05}", text.encode()
        (folder / "raw" / f"{name}.txt").write_bytes(data)
        own = {"doc_id": name, "statement_id": name, "file": f"{name}.txt"}
        fields = own | about | {"sha256": hashlib.sha256(data).hexdigest()}
        said = "\n".join(f"{key} = {json.dumps(value)}" for key, value in fields.items())
        tables.append(f"[[document]]\n{said}\nyear = 2025\n")
    (folder / "manifest.toml").write_text("\n".join(tables), "utf-8")
