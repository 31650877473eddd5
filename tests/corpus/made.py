"""Made-up texts as documents, frames and corpus folders."""

import hashlib
import json
from pathlib import Path

import polars as pl

from workbench.corpus.load import build

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
#: One of each kind of line: headline, advertisement, heading, point, continuation, bullet.
TEXT = """The Two Shores Meet

Buy tea at the harbour.

Of rivers and bridges

1. The North built a bridge; the South praised it. “We agree,” they said.

They will build more.

- Boats shall sail in Viet Nam.
"""

ZONES_TOML = """
[[rule]]
zone = "title"
reason = "headline"
line = "title"

[[rule]]
zone = "boilerplate"
reason = "advertisement"
pattern = "^Buy "

[[rule]]
zone = "heading"
reason = "heading inside the text"
line = "short"

[[marker]]
marker = "point number"
pattern = '\\d{1,3}\\.\\s+'

[[marker]]
marker = "bullet"
pattern = '[-–]\\s+'
"""
VARIANTS_TOML = '[[variant]]\nword = "vietnam"\nforms = ["Viet Nam", "Vietnam"]\n'


def documents(*texts: str, **columns: list) -> pl.DataFrame:
    """Give documents d1, d2, … with these texts; columns replace what is made up."""
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
    return build(documents(*texts, **columns), RULES, MARKERS, VARIANTS)


def entry(doc_id: str, data: bytes, **fields: object) -> dict:
    """Give a valid manifest table for a document with these bytes."""
    return {
        "doc_id": doc_id,
        "statement_id": f"statement-{doc_id}",
        "year": 2024,
        "event_date": "2024-06-20",
        "published": "2024-06",
        "publisher": "Gazette",
        "side": "other",
        "genre": "digest",
        "title": "The Two Shores Meet",
        "language_note": "unknown",
        "date_note": "unknown",
        "file": f"{doc_id}.txt",
        "sha256": hashlib.sha256(data).hexdigest(),
        "rights": "unknown",
        "url": "unknown",
    } | fields


def toml(tables: list[dict]) -> str:
    """Write manifest tables as TOML."""
    parts = []
    for table in tables:
        plain = {key: value for key, value in table.items() if key != "slip"}
        parts.append("[[document]]")
        parts += [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
        for slip in table.get("slip", []):
            parts.append("[[document.slip]]")
            parts += [f"{key} = {json.dumps(value)}" for key, value in slip.items()]
    return "\n".join(parts) + "\n"


def corpus_folder(folder: Path, texts: dict[str, str | bytes], **fields: object) -> Path:
    """Make a whole corpus folder of these texts, keyed by doc_id; fields go into every table."""
    tables = []
    (folder / "raw").mkdir(parents=True)
    (folder / "codebook").mkdir()
    for doc_id, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / "raw" / f"{doc_id}.txt").write_bytes(data)
        tables.append(entry(doc_id, data, **fields))
    (folder / "manifest.toml").write_text(toml(tables), "utf-8")
    (folder / "codebook" / "zones.toml").write_text(ZONES_TOML, "utf-8")
    (folder / "codebook" / "variants.toml").write_text(VARIANTS_TOML, "utf-8")
    return folder
