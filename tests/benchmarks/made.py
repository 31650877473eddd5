"""A corpus of any size made of the sentences of the five documents, the same for every tool.

Sentences are dealt out with a fixed seed. In prose new words never stop coming, and a tool that
remembers the words it has seen would look too good on a few hundred sentences said over and over;
so a word in fifty gives way to one that is made up, often or seldom as words are in prose: about
24,000 different ones in 1,000 documents.
"""

import hashlib
import json
import random
import re
import shutil
from pathlib import Path

import workbench
from workbench.corpus.load import DATA

#: Shorter sentences could pass for headings when they stand alone.
HEADLINE = 80
#: Sentences of a document: about 2,800 words.
PER_DOCUMENT = 75
PLAIN = re.compile(r"\b[a-z]{4,}\b")
#: One plain word in so many is made up; plain words are about half of all.
SELDOM = 24
#: Made-up words there are.
STORE = 10**9
FIRSTS, LASTS = "bcdfghjklmnprstvz", "aeiou"


def made_up(dealer: random.Random) -> str:
    """Make up a word: the n-th comes up 1/n times as often as the first."""
    number, word = int(STORE ** dealer.random()), ""
    while number:
        number, first = divmod(number, len(FIRSTS))
        number, last = divmod(number, len(LASTS))
        word += FIRSTS[first] + LASTS[last]
    return word + "n"


def strange(sentence: str, dealer: random.Random) -> str:
    """Put made-up words for some of the plain words of a sentence."""
    return PLAIN.sub(
        lambda word: word[0] if dealer.random() * SELDOM > 1 else made_up(dealer), sentence
    )


def texts(size: int) -> list[str]:
    """Make so many texts, a sentence to a line."""
    dealer = random.Random(5)  # noqa: S311 - a shuffled corpus, no secrets
    lines = [text for text in workbench.load().sentences["text"] if len(text) > HEADLINE]
    return [
        "\n\n".join(strange(line, dealer) for line in dealer.choices(lines, k=PER_DOCUMENT))
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
