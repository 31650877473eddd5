"""A corpus folder of very many made-up documents: real paragraphs, shuffled, under made-up names.

python tests/many.py FOLDER 1000 1700    a thousand documents of about 1,700 words
"""

import hashlib
import json
import random
import shutil
import sys
from pathlib import Path

import polars as pl

from workbench.corpus.load import DATA, load

PUBLISHERS = {
    "TASS": "Russian",
    "Viet Nam Government Portal": "Vietnamese",
    "VOVWORLD": "Vietnamese",
    "The Investor": "Vietnamese",
    "Gazette": "other",
    "unknown": "other",
}
GENRES = ("digest", "statement", "report")
#: Words of a line that nobody takes for a heading.
SHORTEST = 15
FIRST_YEAR, YEARS = 1990, 36


def many(folder: Path, n_documents: int, n_words: int = 60) -> Path:
    """Make a corpus of so many documents, each of about so many words; the same for ever.

    A few are undated, a few of an unknown publisher, a few go back to one statement with others.
    """
    chance = random.Random(2026)  # noqa: S311 - no secret
    shipped = load(DATA)
    lines = shipped.paragraphs.filter(pl.col("zone") == "body", pl.col("n_words") >= SHORTEST)
    lines = lines["text"].to_list()
    (folder / "raw").mkdir(parents=True)
    shutil.copytree(DATA / "codebook", folder / "codebook")
    parts = []
    for number in range(n_documents):
        text = f"The sides meet for the {number}th time\n\nThey meet again.\n\n"
        while len(text.split()) < n_words:
            text += chance.choice(lines) + "\n\n"
        (folder / "raw" / f"d{number}.txt").write_text(text, "utf-8", newline="")
        parts.append("[[document]]")
        about = entry(number, text, chance)
        parts += [f"{key} = {json.dumps(value)}" for key, value in about.items()]
    (folder / "manifest.toml").write_text("\n".join(parts), "utf-8")
    return folder


def entry(number: int, text: str, chance: random.Random) -> dict[str, object]:
    """Make up what the manifest says of one document."""
    year = FIRST_YEAR + chance.randrange(YEARS)
    publisher = chance.choice(list(PUBLISHERS))
    undated = number % 50 == 7
    date = "unknown" if undated else f"{year}-{chance.randrange(1, 13):02}-15"
    return {
        "doc_id": f"d{number}",
        "statement_id": "unknown" if number % 20 == 3 else f"s{number // 2}",
        "year": "unknown" if undated else year,
        "event_date": date,
        "published": date,
        "publisher": publisher,
        "side": PUBLISHERS[publisher],
        "genre": chance.choice(GENRES),
        "title": f"The sides meet for the {number}th time",
        "language_note": "unknown",
        "date_note": "unknown",
        "file": f"d{number}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "rights": "unknown",
        "url": "unknown",
    }


if __name__ == "__main__":
    many(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
