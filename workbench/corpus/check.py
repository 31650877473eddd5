"""Check a corpus folder: manifest, codebooks, files, frames and laws; a sentence per finding."""

import warnings
from collections.abc import Callable
from pathlib import Path

import polars as pl

from workbench.corpus.added import FILE, read_added
from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.decisions import read_decisions
from workbench.corpus.files import read_source
from workbench.corpus.glossary import read_glossary
from workbench.corpus.issues import issues, read_country_order, read_issue
from workbench.corpus.ladder import read_operators
from workbench.corpus.links import read_reference
from workbench.corpus.load import chosen, load
from workbench.corpus.manifest import read_manifest
from workbench.corpus.model import Corpus
from workbench.corpus.position_rules import read_position_rules
from workbench.corpus.positions import coded_issues, read_positions
from workbench.corpus.rules import read_concepts, read_edit_rules
from workbench.corpus.topics import read_topics
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import SOURCES, mismatches

#: Documents whose pairs with all others are checked.
PAIRED = 100
#: Codebooks that a corpus may do without.
OPTIONAL = (
    (read_concepts, "concepts.toml"),
    (read_edit_rules, "edits.toml"),
    (read_topics, "topics.toml"),
    (read_country_order, "country-order.toml"),
    (read_operators, "operators.toml"),
    (read_position_rules, "positions.toml"),
)


def check(path: str | Path | None = None) -> list[str]:
    """Give every finding about a corpus folder; an empty list means that all is well."""
    folder = chosen(path)
    findings = codebooks(folder)
    try:
        tables = read_manifest(folder / "manifest.toml")
    except WorkbenchError as error:
        return [*findings, str(error)]
    for table in tables:
        file = folder / "raw" / table["file"]
        if file.is_file():
            findings += tried(read_source, file, table["sha256"])
    if findings:
        return findings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        try:
            corpus = load(folder)
        except WorkbenchError as error:
            return [str(error)]
    return [
        *corpus.notices,
        *laws(corpus),
        *references(folder, corpus),
        *read_decisions(folder, corpus.documents)[1],
    ]


def codebooks(folder: Path) -> list[str]:
    """Check the codebooks, the glossary, and the originals of added documents."""
    findings = [
        *tried(read_zones, folder / "codebook" / "zones.toml"),
        *tried(read_variants, folder / "codebook" / "variants.toml"),
    ]
    for reader, name in OPTIONAL:
        if (folder / "codebook" / name).exists():
            findings += tried(reader, folder)
    for issue in issues(folder):
        findings += tried(read_issue, folder, issue)
    if (folder / "glossary.toml").exists():
        findings += tried(read_glossary, folder)
    if (folder / FILE).exists():
        findings += tried(read_added, folder)
    return findings


def references(folder: Path, corpus: Corpus) -> list[str]:
    """Check what was coded by hand: links, and positions by issue."""
    findings = []
    if (folder / "reference" / "links").exists():
        findings += tried(read_reference, folder, corpus.paragraphs)
    for issue in coded_issues(folder):
        findings += tried(read_positions, corpus, issue)
    return findings


def tried(read: Callable[..., object], *given: object) -> list[str]:
    """Give the sentence with which a reader refuses its file, if it does."""
    try:
        read(*given)
    except WorkbenchError as error:
        return [str(error)]
    return []


def laws(corpus: Corpus) -> list[str]:
    """Hold the frames against their declarations, the offset law and the law of zones.

    Of comparability, which is made from documents by one rule, the pairs of the first documents
    are looked at.
    """
    doc_ids = corpus.documents.schema["doc_id"]
    findings = []
    first = corpus.documents["doc_id"].head(PAIRED).implode()
    pairs = corpus.comparability.filter(pl.col("left").is_in(first))
    for name in SOURCES:
        frame = pairs if name == "comparability" else getattr(corpus, name)
        findings += mismatches(name, frame, doc_ids)
    for name in ("paragraphs", "sentences", "clauses", "tokens", "quotes", "slips"):
        findings += misplaced(name, getattr(corpus, name), corpus.documents)
    return findings + uncovered(corpus)


def misplaced(name: str, frame: pl.DataFrame, documents: pl.DataFrame) -> list[str]:
    """Find rows whose text is not what stands at their offsets."""
    column = "form" if name == "tokens" else "text"
    at = pl.col("source").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    source = documents.select("doc_id", source="text")
    wrong = frame.join(source, on="doc_id").filter(at != pl.col(column))
    return [
        f"frame {name}: {doc_id} has {n} rows whose text is not at their offsets"
        for doc_id, n in wrong.group_by("doc_id", maintain_order=True).len().iter_rows()
    ]


def uncovered(corpus: Corpus) -> list[str]:
    """Find documents whose lines leave a printed character out or claim one twice."""
    apart = pl.col("start") >= pl.col("end").shift(1).over("doc_id").fill_null(0)
    printed = pl.col("text").str.replace_all(r"[\s\x{feff}]", "").str.len_chars()
    lines = corpus.paragraphs.select("doc_id", claimed=printed, apart=apart)
    whole = corpus.documents.select("doc_id", printed=printed).join(
        lines.group_by("doc_id").agg(pl.col("claimed").sum(), pl.col("apart").all()),
        on="doc_id",
        how="left",
        maintain_order="left",
    )
    right = pl.col("apart") & (pl.col("claimed") == pl.col("printed"))
    wrong = whole.filter(~right.fill_null(value=False))
    return [f"{doc_id}: its zones do not cover every character once" for doc_id in wrong["doc_id"]]
