"""Corpus folders of made-up documents: a few that are odd, or very many.

Very many have real paragraphs, shuffled, under made-up names:

python -m tests.many FOLDER 1000 1700    a thousand documents of about 1,700 words
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
#: A heading, and text that speaks of what the codebooks of this project look for.
RIVER = """The sides meet on the river

The two sides agreed to build a bridge over the river before the end of the decade.

They reaffirmed their support for the peaceful settlement of the Ukraine crisis on the basis of the UN Charter.

The sides spoke for freedom of navigation in the East Sea under the 1982 UNCLOS; they support the DOC.

"We will build it together," the President said after the talks.
"""
#: Shares no words with it that would make a link.
HILLS = """The delegations meet in the hills

Both delegations were pleased with the harvest of tea and coffee last autumn.

Students of medicine receive scholarships every winter from a common fund.
"""
#: Nothing of it is body: its title, and who wrote it.
TITLE_ALONE = "The sides meet on the river\n\nBy Anna Nowak\n"
#: English syllables are not counted in it.
RUSSIAN = """Стороны встретились на реке

Обе стороны договорились построить мост через реку до конца десятилетия.

«Мы построим его вместе», — сказал президент после переговоров.
"""


def few(folder: Path, *texts: str, **facts: object) -> Path:
    """Make a corpus of these texts: statements by one publisher, unless ``facts`` say otherwise."""
    entries = []
    for number, text in enumerate(texts):
        year = FIRST_YEAR + number
        about = {"doc_id": f"d{number}", "statement_id": f"s{number}", "year": year}
        about |= {"event_date": f"{year}-05-01", "publisher": "Gazette", "genre": "statement"}
        entries.append((text, about | {"title": text.partition("\n")[0]} | facts))
    return written(folder, entries)


def written(folder: Path, entries: list[tuple[str, dict[str, object]]]) -> Path:
    """Write texts, and what is known of each, as a corpus folder; the rest is unknown."""
    (folder / "raw").mkdir(parents=True)
    shutil.copytree(DATA / "codebook", folder / "codebook")
    shutil.copy(DATA / "glossary.toml", folder)
    unknown = ("published", "language_note", "date_note", "rights", "url")
    parts = []
    for text, facts in entries:
        name = f"{facts['doc_id']}.txt"
        (folder / "raw" / name).write_text(text, "utf-8", newline="")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        about = dict.fromkeys(unknown, "unknown") | {"side": "other"} | facts
        about |= {"file": name, "sha256": sha256}
        parts += ["[[document]]", *(f"{k} = {json.dumps(value)}" for k, value in about.items())]
    (folder / "manifest.toml").write_text("\n".join(parts), "utf-8")
    return folder


def many(folder: Path, n_documents: int, n_words: int = 60) -> Path:
    """Make a corpus of so many documents, each of about so many words; the same for ever.

    A few are undated, a few of an unknown publisher, a few go back to one statement with others.
    """
    chance = random.Random(2026)  # noqa: S311 - no secret
    shipped = load(DATA)
    lines = shipped.paragraphs.filter(pl.col("zone") == "body", pl.col("n_words") >= SHORTEST)
    lines = lines["text"].to_list()
    entries = []
    for number in range(n_documents):
        text = f"The sides meet for the {number}th time\n\nThey meet again.\n\n"
        while len(text.split()) < n_words:
            text += chance.choice(lines) + "\n\n"
        entries.append((text, entry(number, chance)))
    return written(folder, entries)


def entry(number: int, chance: random.Random) -> dict[str, object]:
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
    }


if __name__ == "__main__":
    many(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
