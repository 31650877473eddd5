"""Load a corpus: a folder with ``manifest.toml``, ``raw/`` and ``codebook/`` becomes frames."""

import hashlib
import os
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus.books import (
    FIELDS,
    Document,
    Glossary,
    Manifest,
    Party,
    label,
    read,
    read_manifest,
)
from workbench.corpus.claims import Claims, checked, claims
from workbench.corpus.store import (
    COUNTS,
    FRAMES,
    Batch,
    Progress,
    ProgressLine,
    Recipe,
    batches,
    built_file,
    make,
    read_recipe,
    read_source,
)
from workbench.errors import Missing, WorkbenchError, WorkbenchWarning

#: The environment variable that names the corpus of those who name none.
CHOSEN = "WORKBENCH_CORPUS"
#: From so many bytes of text on, about a million words, building beforehand is worth a hint.
LARGE = 6_000_000
#: Words of a part (`Corpus.parts`); characters of a line that is hardly one paragraph.
PART, LONG_LINE = 500_000, 20_000
#: The checksum of the texts that come with the workbench, for which the prose was written.
SHIPPED = "ff05a64f2257"
#: Documents that an error names.
NAMED = 30


class Corpus:
    """The frames of one corpus, each declared in `workbench.schema`; made by `load`.

    ``folder`` is where it was read from, ``documents`` has a row per source in the order of the
    manifest, and every frame keeps that order. Frames that were built beforehand are read when
    they are first asked for; `scan` reads only some rows or columns of them.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        documents: pl.DataFrame,
        recipe: Recipe,
        sources: Sequence[tuple[Batch, dict[str, pl.DataFrame] | None]],
    ) -> None:
        self.folder, self.manifest, self.documents = folder, manifest, documents
        self._recipe, self._sources = recipe, sources
        self._frames: dict[str, pl.DataFrame] = {}

    def __repr__(self) -> str:
        """Return how much there is, not all of it."""
        words, lines = self.documents["n_words"].sum(), self.documents["n_lines"].sum()
        return (
            f"Corpus of {self.documents.height:,} documents, {lines:,} lines and {words:,} words "
            "in the body"
        )

    def _frame(self, name: str) -> pl.DataFrame:
        if name not in self._frames:
            self._frames[name] = self.scan(name).collect()
        return self._frames[name]

    def scan(self, name: str) -> pl.LazyFrame:
        """Return a frame as a query, of which only what is asked for is read.

        Examples
        --------
        >>> load().scan("tokens").filter(pl.col("word") == "brics").collect().height
        1
        """
        if name in ("documents", "slips"):
            return getattr(self, name).lazy()
        if name not in FRAMES:
            raise WorkbenchError(
                f"Unknown frame {name!r}; choose documents, slips, {', '.join(FRAMES)}."
            )
        if name in self._frames:
            return self._frames[name].lazy()
        parts = [
            pl.scan_parquet(built_file(batch, name)) if made is None else made[name].lazy()
            for batch, made in self._sources
        ]
        return pl.concat(parts)

    @property
    def paragraphs(self) -> pl.DataFrame:
        """The non-blank lines of the sources, with zone, section and provision."""
        return self._frame("paragraphs")

    @property
    def sentences(self) -> pl.DataFrame:
        """The sentences of the body."""
        return self._frame("sentences")

    @property
    def clauses(self) -> pl.DataFrame:
        """The stretches between semicolons of the sentences."""
        return self._frame("clauses")

    @property
    def tokens(self) -> pl.DataFrame:
        """The words of the body, as printed and folded."""
        return self._frame("tokens")

    @property
    def quotes(self) -> pl.DataFrame:
        """The passages between double quotation marks."""
        return self._frame("quotes")

    @cached_property
    def slips(self) -> pl.DataFrame:
        """The known slips of the sources, left as printed."""
        noted = {one.doc_id: one.slip for one in self.manifest.document if one.slip}
        lines = self.scan("paragraphs").filter(pl.col("doc_id").is_in(list(noted)))
        lines = lines.select("doc_id", "para_no", "start", "text").collect()
        printed = {(row[0], row[1]): row[2:] for row in lines.iter_rows()}
        rows = []
        for doc_id in self.documents["doc_id"]:
            for slip in noted.get(doc_id, []):
                base, text = printed.get((doc_id, slip.para_no), (0, ""))
                place = text.find(slip.printed)
                if place < 0:
                    raise WorkbenchError(
                        f"{label(self.folder / 'manifest.toml')}: document {doc_id}: the slip "
                        f"{slip.printed!r} is not in line {slip.para_no}."
                    )
                start, end = base + place, base + place + len(slip.printed)
                rows.append((doc_id, slip.para_no, start, end, slip.note, slip.printed))
        return pl.DataFrame(rows, schema=schema.dtypes("slips"), orient="row")

    @property
    def variants(self) -> dict[str, str]:
        """The spelling variants of the corpus: printed form → joined word."""
        return self._recipe.variants

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties of the statements, as the manifest names them."""
        return tuple(self.manifest.corpus.party)

    @cached_property
    def glossary(self) -> pl.DataFrame:
        """The frame ``glossary``; a corpus without one has that of the workbench."""
        path = self.folder / "glossary.toml"
        path = path if path.is_file() else shipped_folder() / "glossary.toml"
        entries = read(path, Glossary).entry
        rows = [(entry.term, entry.forms, entry.meaning) for entry in entries]
        return pl.DataFrame(rows, schema=schema.dtypes("glossary"), orient="row")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What documents are called before a reader, by ``doc_id``."""
        return labels(self.documents)

    @cached_property
    def shipped(self) -> bool:
        """Whether this is the corpus for which the prose of the notebooks was written."""
        return checksum(self.documents) == SHIPPED

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        drafts = {one.doc_id: one.draft for one in self.manifest.document}
        return {
            row["doc_id"]: row
            | {"label": self.labels[row["doc_id"]], "draft": drafts[row["doc_id"]]}
            for row in self.documents.drop("text").iter_rows(named=True)
        }

    def document(self, doc_id: str) -> dict[str, Any]:
        """Return a row of ``documents`` with its ``label``, or raise with the ids that there are."""
        if doc_id not in self._rows:
            known = list(self._rows)
            more = f" and {len(known) - NAMED:,} more" if len(known) > NAMED else ""
            raise WorkbenchError(
                f"No document {doc_id!r}; choose {', '.join(known[:NAMED])}{more}."
            )
        return self._rows[doc_id]

    def prefer(self, doc_id: str) -> str:
        """Return the document if it is there, else the first one that has body text.

        Examples
        --------
        >>> load().prefer("vov-2025")
        'vov-2025'
        """
        if doc_id in self._rows:
            return doc_id
        worded = self.documents.filter(pl.col("n_words") > 0)["doc_id"]
        return worded[0] if len(worded) else self.documents["doc_id"][0]

    def pair(
        self, left: str, right: str, relation: str | None = None
    ) -> tuple[str, str] | tuple[None, None]:
        """Return the pair if both are there, else the first pair of documents that can be compared.

        ``relation``, *over time* or *one statement*, narrows what is taken in its place. Where
        there is none, both are None, of which a study says that the corpus has no such pair.

        Examples
        --------
        >>> load().pair("vov-2025", "vgp-2025")
        ('vov-2025', 'vgp-2025')
        """
        if left in self._rows and right in self._rows:
            return left, right
        wanted = (relation,) if relation else ("over time", "one statement")
        worded = self.documents.filter(pl.col("n_words") > 0)["doc_id"]
        for one, other in combinations(worded.head(1_000), 2):
            if self.claims(one, other, override=True).relation in wanted:
                return one, other
        return None, None

    def claims(self, left: str | None, right: str | None, *, override: bool = False) -> Claims:
        """Return what two documents can prove; the earlier is put on the left by its date.

        Where they can prove nothing, `Missing` is raised with the reason; with ``override`` they
        are compared all the same, and every figure says so.

        Examples
        --------
        >>> load().claims("tass-2021", "vgp-2025").gone.sound
        'quoted words only'
        """
        if left is None or right is None:
            raise Missing("two documents of one series, or two witnesses of one statement.")
        if left == right:
            raise WorkbenchError(f"{left} twice: choose two different documents.")
        rows = [self.document(left), self.document(right)]
        found = claims(*rows)
        if found.relation == "over time" and rows[0]["event_date"] > rows[1]["event_date"]:
            found = replace(claims(*reversed(rows)), left=left, right=right)
        return checked(replace(found, override=override))

    def parts(self, at_once: int = PART) -> Iterator["Corpus"]:
        """Yield runs of whole documents with about so many words, for counts in little memory.

        Examples
        --------
        >>> [part.documents.height for part in load().parts(at_once=3_000)]
        [3, 2]
        """
        run = (pl.col("n_words").cast(pl.Int64).cum_sum() - 1) // at_once
        runs = self.documents.with_columns(run=run).partition_by(
            "run", maintain_order=True, include_key=False
        )
        if len(runs) < 2:  # noqa: PLR2004 - nothing to part
            yield self
            return
        for documents in runs:
            yield self._narrowed(documents)

    def _narrowed(self, documents: pl.DataFrame) -> "Corpus":
        """Return the corpus of some documents."""
        ids = documents["doc_id"]
        wanted = set(ids)
        here = pl.col("doc_id").is_in(ids.implode())
        part = Corpus(self.folder, self.manifest, documents, self._recipe, [
            source for source in self._sources if wanted & {one.doc_id for one in source[0].documents}
        ])  # fmt: skip
        for name in FRAMES:
            held = self._frames.get(name)
            rows = held.filter(here) if held is not None else part.scan(name).filter(here).collect()
            part._frames[name] = rows
        return part


def load(path: str | Path | None = None, progress: Progress | None = None) -> Corpus:
    """Load the corpus in a folder with ``manifest.toml``, ``raw/`` and ``codebook/``.

    Without a path, the corpus that the environment variable ``WORKBENCH_CORPUS`` names, and if it
    is not set the one that comes with the workbench. Checksums are verified. What `build` has built
    is read when it is first asked for; the rest is built now. A file that is listed and gone, or
    there and not listed, is left out with a `WorkbenchWarning`; anything else that is wrong raises
    `WorkbenchError` with one sentence.

    Examples
    --------
    >>> load().documents.select("doc_id", "n_words_raw").row(0)
    ('tass-2021', 1321)
    """
    folder = chosen_folder(path)
    documents, notices = listed(folder)
    manifest, recipe = read_manifest(folder / "manifest.toml"), read_recipe(folder)
    progress = progress or ProgressLine("Reading")
    sources, done, fresh = [], 0, 0
    for batch in batches(folder, documents, recipe):
        made = None if batch.complete else make(batch, recipe)
        fresh += 0 if made is None else made["paragraphs"]["text"].str.len_bytes().sum()
        sources.append((batch, made))
        done += len(batch.documents)
        progress(done, len(documents))
    if fresh > LARGE:
        notices.append(
            f"{folder.name}: {fresh / 1_000_000:,.0f} MB of text are cut up anew at each opening; "
            f"workbench build {folder.name} does it once."
        )
    corpus = Corpus(folder, manifest, frame_of(folder, documents, sources), recipe, sources)
    for notice in [*notices, *oddities(corpus)]:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    corpus.slips  # noqa: B018 - a slip that is not in its line is refused at once
    return corpus


def chosen_folder(path: str | Path | None = None) -> Path:
    """Return the corpus folder that is meant: the one named, that of the environment, or the shipped."""
    return Path(path or os.environ.get(CHOSEN) or shipped_folder()).expanduser()


def shipped_folder() -> Path:
    """Return the folder of the corpus that comes with the workbench: in a checkout, or in a wheel."""
    package = Path(schema.__file__).parent
    beside = package.parent / "data"
    return beside if (beside / "manifest.toml").is_file() else package / "data"


def listed(folder: Path) -> tuple[list[Document], list[str]]:
    """Return the documents whose file is there, and what is to be said of other files.

    The same bytes twice are refused.
    """
    path, raw = folder / "manifest.toml", folder / "raw"
    if not path.is_file():
        raise WorkbenchError(
            f"{label(path)}: no such file; a corpus is a folder with manifest.toml, raw/ and "
            "codebook/. workbench add makes one."
        )
    documents = read_manifest(path).document
    there = {file.name for file in raw.iterdir()} if raw.is_dir() else set()
    named = {one.file for one in documents}
    notices = [
        f"{label(raw / name)}: listed in the manifest but not there; going on without it "
        "(restore the file, or delete its table from the manifest)."
        for name in sorted(named - there)
    ] + [
        f"{label(raw / name)}: not listed in the manifest, so it is left out "
        "(add a table for it, or delete the file)."
        for name in sorted(there - named)
        if not name.startswith(".")
    ]
    kept = [one for one in documents if one.file in there]
    if not kept:
        raise WorkbenchError(f"{label(raw)}: none of the files in the manifest is there.")
    first: dict[str, str] = {}
    for one in kept:
        twin = first.setdefault(one.sha256, one.file)
        if twin != one.file:
            raise WorkbenchError(
                f"{label(raw / one.file)}: the same bytes as {twin}; keep one of them."
            )
    return kept, notices


def frame_of(
    folder: Path,
    documents: Sequence[Document],
    sources: Sequence[tuple[Batch, dict[str, pl.DataFrame] | None]],
) -> pl.DataFrame:
    """Return the frame ``documents``: the manifest, the texts, and the counts of the batches."""
    rows = {field: [getattr(one, field) for one in documents] for field in FIELDS}
    rows["year"] = [None if year == "unknown" else year for year in rows["year"]]
    texts = [read_source(folder / "raw" / one.file, one.sha256) for one in documents]
    counts = pl.concat(
        pl.read_parquet(built_file(batch, COUNTS)) if made is None else made[COUNTS]
        for batch, made in sources
    )
    frame = pl.DataFrame(rows, schema_overrides={"year": pl.Int16}).with_columns(
        text=pl.Series(texts, dtype=pl.String)
    )
    joined = frame.join(counts, on="doc_id", how="left", maintain_order="left")
    return schema.conform("documents", joined)


def oddities(corpus: Corpus) -> list[str]:
    """Say what is odd about the texts: no body, a line too long, a zone for lines that are not there."""
    raw, where = label(corpus.folder / "raw"), label(corpus.folder / "manifest.toml")
    sizes = dict(corpus.documents.select("doc_id", "n_lines").iter_rows())
    empty = corpus.documents.filter(pl.col("n_words") == 0)["file"]
    long = corpus.documents.filter(pl.col("longest_line") > LONG_LINE)
    return (
        [f"{raw}/{file}: no body text is left after the cuts." for file in empty]
        + [
            f"{raw}/{file}: a line has {size:,} characters; is it one paragraph?"
            for file, size in long.select("file", "longest_line").iter_rows()
        ]
        + [
            f"{where}: document {one.doc_id}: a zone names line {zone.last}, and there are "
            f"{sizes[one.doc_id]}."
            for one in corpus.manifest.document
            for zone in one.zone
            if one.doc_id in sizes and zone.last > sizes[one.doc_id]
        ]
    )


def labels(documents: pl.DataFrame) -> dict[str, str]:
    """Name each document by publisher and year; by its id as well where that is not enough.

    Examples
    --------
    >>> about = {"doc_id": ["a", "b"], "publisher": ["Gazette", "unknown"], "year": [2001, 1994]}
    >>> labels(pl.DataFrame(about))
    {'a': 'Gazette 2001', 'b': 'b (publisher unknown, 1994)'}
    """
    names = {}
    for doc_id, publisher, year in documents.select("doc_id", "publisher", "year").iter_rows():
        who = None if publisher == "unknown" else publisher
        if who is not None and year is not None:
            names[doc_id] = f"{who} {year}"
        elif who is None and year is None:
            names[doc_id] = f"{doc_id} (publisher and year unknown)"
        else:
            names[doc_id] = f"{doc_id} ({who or 'publisher unknown'}, {year or 'year unknown'})"
    taken = Counter(names.values())
    return {
        doc_id: name if taken[name] == 1 else f"{name} ({doc_id})" for doc_id, name in names.items()
    }


def checksum(documents: pl.DataFrame) -> str:
    """Return one checksum for the sources, independent of their order."""
    joined = "\n".join(sorted(documents["sha256"]))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]
