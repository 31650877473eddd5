"""Check a corpus folder: manifest, files, codebooks, frames and laws; a sentence per finding."""

import hashlib
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import polars as pl
from msgspec import Struct

from workbench import schema
from workbench.corpus.books import label, read, read_glossary, read_manifest
from workbench.corpus.codebooks import (
    Codebook,
    issues,
    read_country_order,
    read_issue,
    read_operators,
    read_position_rules,
    read_topics,
)
from workbench.corpus.load import Corpus, chosen_folder, load
from workbench.corpus.match import LINE, folded, rule_hits, running
from workbench.corpus.notes import read_decisions
from workbench.corpus.store import DOCUMENTS, FRAMES, read_source
from workbench.corpus.words import read_variants
from workbench.corpus.zones import read_zones
from workbench.errors import Missing, WorkbenchError, WorkbenchWarning

#: Codebooks that a corpus may do without.
OPTIONAL = {
    "topics.toml": read_topics,
    "country-order.toml": read_country_order,
    "operators.toml": read_operators,
    "positions.toml": read_position_rules,
}
#: What must be known of a document before it is compared.
NEEDED = ("statement_id", "series", "genre", "event_date")
#: By what else texts name a party than by its names.
SPOKEN = ("adjectives", "capitals", "offices")
#: Letters by which a word is found in a pattern that has it.
STEM = 4


class Original(Struct):
    """A table of added.toml: where a document comes from."""

    original: str
    sha256: str


class Added(Struct):
    """The file added.toml."""

    file: list[Original] = []


def check(
    path: str | Path | None = None, readers: Sequence[Callable[[Corpus], object]] = ()
) -> list[str]:
    """Return every finding about a corpus folder; an empty list means that all is well.

    ``readers`` take the corpus and raise `WorkbenchError` for a file of theirs that is wrong: those
    of the studies, which this room does not know.

    Examples
    --------
    >>> check("no such folder")[-1]
    'no such folder/manifest.toml: no such file.'
    """
    folder = chosen_folder(path)
    if findings := [*codebooks(folder), *originals(folder), *sources(folder)]:
        return findings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        try:
            corpus = load(folder)
        except WorkbenchError as error:
            return [str(error)]
    files = [(batch.file, name) for batch in corpus.built for name in (DOCUMENTS, *FRAMES)]
    if damaged := [finding for file in files for finding in tried(*file)]:
        return [*corpus.notices, *damaged]
    return [
        *corpus.notices,
        *laws(corpus),
        *greedy(corpus),
        *read_decisions(corpus.folder, corpus.documents)[1],
        *(finding for reader in readers for finding in tried(reader, corpus)),
    ]


def open_questions(path: str | Path | None = None) -> list[str]:
    """Return what a reader has still to settle: drafts, and what the manifest does not know.

    Such documents are read and counted, and not compared.

    Examples
    --------
    >>> open_questions()
    []
    """
    manifest = read_manifest(chosen_folder(path) / "manifest.toml")
    questions = []
    for one in manifest.document:
        questions += [f"{one.doc_id}: {question}" for question in one.draft]
        unknown = [field for field in NEEDED if getattr(one, field) == "unknown"]
        if unknown:
            questions.append(f"{one.doc_id}: unknown {', '.join(unknown)}, so it is not compared.")
    if not manifest.corpus.party:
        questions.append("The manifest names no parties, so no position has an actor of its own.")
    for party in manifest.corpus.party:
        lacking = [key for key in SPOKEN if not getattr(party, key)]
        if lacking:
            told = f"parties: {', '.join(lacking)} of {party.party} are not given"
            questions.append(f"{told}, so “the … side” or “the … president” names no actor.")
    return questions


def tried(reader: Callable[..., object], *given: object) -> list[str]:
    """Return the sentence with which a reader refuses its file, if it does."""
    try:
        reader(*given)
    except Missing:  # a corpus need not have it
        return []
    except WorkbenchError as error:
        return [str(error)]
    return []


def codebooks(folder: Path) -> list[str]:
    """Check the codebooks, those of readers, and the glossary."""
    books = folder / "codebook"
    jobs = [(read_zones, books / "zones.toml"), (read_variants, books / "variants.toml")]
    jobs += [(reader, folder) for name, reader in OPTIONAL.items() if (books / name).exists()]
    jobs += [(read_issue, folder, issue) for issue in issues(folder)]
    jobs += [(read_topics, folder, path) for path in sorted((folder / "own").glob("*.toml"))]
    jobs += [(read_glossary, path) for path in folder.glob("glossary.toml")]
    return list(dict.fromkeys(finding for job in jobs for finding in tried(*job)))


def sources(folder: Path) -> list[str]:
    """Check the manifest, and the checksum of every source that is there."""
    try:
        documents = read_manifest(folder / "manifest.toml").document
    except WorkbenchError as error:
        return [str(error)]
    files = [(folder / "raw" / one.file, one.sha256) for one in documents]
    return [finding for file in files if file[0].is_file() for finding in tried(read_source, *file)]


def originals(folder: Path) -> list[str]:
    """Check that the originals of added documents are as they were."""
    try:
        added = [one for path in folder.glob("added.toml") for one in read(path, Added).file]
    except WorkbenchError as error:
        return [str(error)]
    files = [(folder / "originals" / Path(one.original).name, one.sha256) for one in added]
    return [
        f"{label(path)}: {'has changed since it was added; restore it' if path.is_file() else 'no such file'}."
        for path, sha256 in files
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    ]


def laws(corpus: Corpus) -> list[str]:
    """Hold the frames against the laws: keys, offsets, and zones that cover every character once."""
    findings = []
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for part in corpus.parts():
        for name in (*FRAMES, "slips"):
            frame = getattr(part, name)
            if frame.select(schema.FRAMES[name].key).is_duplicated().any():
                findings.append(f"frame {name}: a row is there twice.")
            findings += misplaced(name, frame, texts)
        findings += uncovered(part.documents, part.paragraphs)
    return findings


def misplaced(name: str, frame: pl.DataFrame, texts: dict[str, str]) -> Iterable[str]:
    """Find rows whose text is not what is printed at their offsets."""
    column = "form" if name == "tokens" else "text"
    for (doc_id,), rows in frame.group_by("doc_id", maintain_order=True):
        text = texts[doc_id]
        places = zip(*(rows[key].to_list() for key in ("start", "end", column)), strict=True)
        wrong = sum(text[start:end] != printed for start, end, printed in places)
        if wrong:
            yield f"frame {name}: {doc_id} has {wrong} rows whose text is not at their offsets."


def uncovered(documents: pl.DataFrame, paragraphs: pl.DataFrame) -> list[str]:
    """Find documents whose lines leave a printed character out or claim one twice."""
    apart = pl.col("start") >= pl.col("end").shift(1).over("doc_id").fill_null(0)
    printed = pl.col("text").str.replace_all(r"[\s\x{feff}]", "").str.len_chars()
    lines = paragraphs.select("doc_id", claimed=printed, apart=apart)
    claimed = lines.group_by("doc_id").agg(pl.col("claimed").sum(), pl.col("apart").all())
    whole = documents.select("doc_id", printed=printed).join(
        claimed, on="doc_id", how="left", maintain_order="left"
    )
    right = pl.col("apart") & (pl.col("claimed") == pl.col("printed"))
    wrong = whole.filter(~right.fill_null(value=False))
    return [f"{doc_id}: its zones do not cover every character once." for doc_id in wrong["doc_id"]]


def greedy(corpus: Corpus) -> list[str]:
    """Warn of topic rules that take a blank or a neighbouring word with them.

    A word at the edge of a match is foreign if neither the pattern nor the example has it.
    """
    if not (corpus.folder / "codebook" / "topics.toml").exists():
        return []
    codebook = read_topics(corpus.folder)
    seen: dict[tuple[int, str], None] = {}
    for part in corpus.parts():
        texts = running(part.tokens, (*LINE, "sent_no")).stretches["text"]
        found = rule_hits(texts, codebook.rules).iter_rows()
        seen |= dict.fromkeys(
            (number, texts[row][first:last]) for number, row, first, last in found
        )
    return foreign(codebook, seen)


def foreign(codebook: Codebook, seen: Iterable[tuple[int, str]]) -> list[str]:
    """Say which matches of rules begin or end with a blank or a foreign word, once per rule."""
    examples = folded(codebook.rules["example"].to_list(), codebook.variants)
    findings: dict[int, str] = {}
    for number, match in seen:
        rule, pattern = codebook.rules.row(number, named=True), codebook.rules["pattern"][number]
        known = f"{examples[number]} {pattern}"
        edges = [words for words in (match.split(" ")[0], match.split(" ")[-1]) if " " in match]
        if any(not word or not (word[0].isdigit() or word[:STEM] in known) for word in edges):
            findings.setdefault(
                number,
                f"codebook {codebook.name}: rule {rule['rule']!r} of {rule['topic']} takes a "
                f"neighbour with it: {match!r}.",
            )
    return list(findings.values())
