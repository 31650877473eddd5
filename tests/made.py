"""Made-up texts as documents, frames and corpus folders: a few that are odd, or very many.

python -m tests.made FOLDER 1000 1700    a thousand documents of about 1,700 words
"""

import hashlib
import json
import random
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

import workbench as wb
from workbench.corpus.codebooks import parse
from workbench.corpus.load import shipped_folder
from workbench.corpus.store import Recipe, framed

DATA = shipped_folder()
RULES = [
    {"zone": "title", "reason": "headline", "line": "title"},
    {"zone": "boilerplate", "reason": "advertisement", "pattern": "^Buy "},
    {"zone": "heading", "reason": "heading inside the text", "line": "short"},
]
MARKERS = [
    {"marker": "point number", "pattern": r"\d{1,3}\.\s+"},
    {"marker": "bullet", "pattern": r"[-–]\s+"},
]
VARIANTS = {
    "Viet Nam": "vietnam",
    "Vietnam": "vietnam",
    "Ha Noi": "hanoi",
    "EAEU": "eaeu",
    "Eurasian Economic Union": "eaeu",
    "Eurasian Economic Union (EAEU)": "eaeu",
    "defence": "defence",
    "defense": "defence",
}


def cases(test: str) -> dict[str, Any]:
    """Return the tables of cases of a file of tests: ``cases/NAME.toml`` beside ``test_NAME.py``."""
    path = Path(test)
    name = path.stem.removeprefix("test_")
    return tomllib.loads((path.parent / "cases" / f"{name}.toml").read_text("utf-8"))


#: One of each kind of line: headline, advertisement, heading, point, continuation, bullet.
TEXT = """The Two Shores Meet

Buy tea at the harbour.

Of rivers and bridges

1. The North built a bridge; the South praised it. “We agree,” they said.

They will build more.

- Boats shall sail in Viet Nam.
"""
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
#: What the manifest must say of a document; a test says what matters to it.
UNKNOWN = dict.fromkeys(("language_note", "date_note", "rights", "url"), "unknown")
PUBLISHERS = (
    "TASS",
    "Viet Nam Government Portal",
    "VOVWORLD",
    "The Investor",
    "Gazette",
    "unknown",
)
GENRES = ("digest", "statement", "report")
FIRST_YEAR, YEARS = 1990, 36
#: Words of a line that nobody takes for a heading.
SHORTEST = 15
#: Distinct forms in n words are K n^b. These are K and b of the 100 million words of Reuters RCV1
#: (Manning, Raghavan and Schütze 2008, 5.1.1): of the words that come after 1,000, 100,000, 1 and 10
#: million, 640, 61, 19 and 6 in a thousand are new. One word in RARE may be.
HEAPS, RARE = (44, 0.49), 4
#: Shape and scale of the words of a sentence (mean 24, standard deviation 12), sentences of a
#: paragraph, what is no word, and of what new words are made.
SENTENCE, PARAGRAPHS, NO_STOPS = (4, 6), (1, 2, 2, 3, 3, 4, 6), str.maketrans("", "", '.?!;:“”"')
SYLLABLES = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s")]


# --- a codebook of made-up rules ---


def rule(name, pattern, example, near_miss="nothing of it", **more):
    return {"rule": name, "pattern": pattern, "example": example, "near_miss": near_miss} | more


def topic(name, *rules):
    about = {"label": name.title(), "question": "How much?", "definition": "As it says."}
    return {"topic": name, **about, "rule": list(rules)}


HEAD = {"name": "small", "about": "A test", "negators": ["not", "no"]}


def book_of(*topics, variants=None):
    return parse({"codebook": HEAD, "topic": list(topics)}, "f", variants or {})


def small_book():
    """Make a codebook of the sea, of fire and of snow."""
    return book_of(
        topic(
            "sea",
            rule("sea", "seas?", "the sea", "east sea summit", exclude="east sea summit"),
            rule("sea frost", "sea frost", "the sea frost"),
            rule("on sea", "the sea", "the sea"),
            rule("heading: sea", "sea", "Of the sea", scope="heading"),
        ),
        topic("fire", rule("fire", "fires?", "a fire"), rule("ash", "ash", "ash")),
        topic("snow", rule("snow", "snow", "snow")),
    )


def documents(*texts: str, **columns: list) -> pl.DataFrame:
    """Return documents d1, d2, … with these texts; columns replace what is made up."""
    n = len(texts)
    made = {
        "doc_id": [f"d{number}" for number in range(1, n + 1)],
        "statement_id": ["s"] * n,
        "year": [2024] * n,
        "publisher": ["Gazette"] * n,
        "genre": ["digest"] * n,
        "title": ["The Two Shores Meet"] * n,
        "text": list(texts),
    }
    return pl.DataFrame(made | columns)


def frames(*texts: str, **columns: list) -> dict[str, pl.DataFrame]:
    """Build the frames of documents with these texts by the rules above."""
    rows = documents(*texts, **columns)
    return framed(rows, Recipe(RULES, MARKERS, VARIANTS, "")) | {"documents": rows}


def entry(doc_id: str, text: str | bytes, **fields: object) -> dict[str, object]:
    """Return a valid table of the manifest for a document with this text."""
    data = text.encode() if isinstance(text, str) else text
    return {
        "doc_id": doc_id,
        "statement_id": f"statement-{doc_id}",
        "series": "shores",
        "year": 2024,
        "event_date": "2024-06-20",
        "published": "2024-06",
        "publisher": "Gazette",
        "side": "other",
        "genre": "digest",
        "title": "The Two Shores Meet",
        "file": f"{doc_id}.txt",
        "sha256": hashlib.sha256(data).hexdigest(),
        **UNKNOWN,
    } | fields


def manifest(tables: list[dict], head: str = "") -> str:
    """Write tables of documents as a manifest."""
    parts = [head]
    for table in tables:
        parts.append("[[document]]")
        parts += [
            f"{key} = {json.dumps(value)}" for key, value in table.items() if not nested(value)
        ]
        for key, inner in table.items():
            for one in inner if nested(inner) else ():
                parts.append(f"[[document.{key}]]")
                parts += [f"{name} = {json.dumps(value)}" for name, value in one.items()]
    return "\n".join(parts) + "\n"


def nested(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def made_corpus(
    folder: Path,
    texts: Mapping[str, str | bytes],
    tables: Mapping[str, dict] | None = None,
    **facts: object,
) -> Path:
    """Make a corpus folder of these texts by ``doc_id``, with the codebooks of the shipped corpus.

    ``facts`` go into every table of the manifest, ``tables`` into that of their document.
    """
    (folder / "raw").mkdir(parents=True)
    shutil.copytree(DATA / "codebook", folder / "codebook")
    shutil.copy(DATA / "glossary.toml", folder)
    listed = []
    for doc_id, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / "raw" / f"{doc_id}.txt").write_bytes(data)
        listed.append(entry(doc_id, data, **(facts | (tables or {}).get(doc_id, {}))))
    (folder / "manifest.toml").write_text(manifest(listed), "utf-8", newline="\n")
    return folder


def few(folder: Path, *texts: str, **facts: object) -> Path:
    """Make a corpus of d0, d1, …: full statements, a year apart, unless ``facts`` say otherwise."""
    tables = {
        f"d{number}": {
            "year": FIRST_YEAR + number,
            "event_date": f"{FIRST_YEAR + number}-05-01",
            "genre": "statement",
            "title": text.partition("\n")[0],
        }
        | facts
        for number, text in enumerate(texts)
    }
    return made_corpus(folder, dict(zip(tables, texts, strict=True)), tables)


def many(folder: Path, n_documents: int, n_words: int = 60) -> Path:
    """Make a corpus of so many documents, each of about so many words; the same for ever.

    A few documents are undated, a few of an unknown publisher, a few go back to one statement with
    others.
    """
    chance = random.Random(2026)  # noqa: S311 - no secret
    texts, tables, prose = {}, {}, running_text(chance)
    for number in range(n_documents):
        title = f"The sides meet for the {number}th time"
        text = f"{title}\n\nThey meet again.\n\n"
        while text.count(" ") < n_words:
            text += " ".join(islice(prose, chance.choice(PARAGRAPHS))) + "\n\n"
        texts[f"d{number}"] = text
        tables[f"d{number}"] = {"title": title} | facts_of(number, chance)
    return made_corpus(folder, texts, tables)


def running_text(chance: random.Random) -> Iterator[str]:
    """Yield sentences that grow in vocabulary as prose does: stretches of the shipped texts.

    One word in `RARE` is another: one never seen, as often as the law of Heaps has it, or one seen
    before, so that what is frequent becomes more so.
    """
    lines = wb.load(DATA).paragraphs.filter(pl.col("zone") == "body", pl.col("n_words") >= SHORTEST)
    source, seen, number = " ".join(lines["text"]).translate(NO_STOPS).split(), ["accord"], 0
    while True:
        length = max(3, round(chance.gammavariate(*SENTENCE)))
        start = chance.randrange(len(source) - length)
        words = source[start : start + length]
        for at in range(0, length, RARE):
            number += RARE
            new = chance.random() < RARE * HEAPS[0] * HEAPS[1] * number ** (HEAPS[1] - 1)
            seen.append(spelt(len(seen)) if new else chance.choice(seen))
            words[at - chance.randrange(RARE)] = seen[-1]
        yield f"{words[0].capitalize()} {' '.join(words[1:])}."


def spelt(number: int) -> str:
    """Spell a number in syllables, so that each is a word of its own."""
    number, last = divmod(number, len(SYLLABLES))
    return (spelt(number) if number else "") + SYLLABLES[last]


def facts_of(number: int, chance: random.Random) -> dict[str, object]:
    """Make up what the manifest says of one of many documents."""
    year = FIRST_YEAR + chance.randrange(YEARS)
    publisher = chance.choice(PUBLISHERS)
    undated = number % 50 == 7
    date = "unknown" if undated else f"{year}-{chance.randrange(1, 13):02}-15"
    return {
        "statement_id": "unknown" if number % 20 == 3 else f"s{number // 2}",
        "series": "unknown" if number % 10 == 9 else "shores",
        "year": "unknown" if undated else year,
        "event_date": date,
        "published": date,
        "publisher": publisher,
        "genre": chance.choice(GENRES),
    }


if __name__ == "__main__":
    many(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
