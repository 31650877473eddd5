"""Load a corpus: a folder with ``manifest.toml``, ``raw/`` and ``codebook/`` becomes frames."""

import hashlib
import os
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import escape
from itertools import combinations, groupby, islice
from pathlib import Path
from typing import Any
from unicodedata import normalize

import polars as pl
from msgspec.structs import replace

from workbench import schema
from workbench.corpus.books import FIELDS, Document, Manifest, label, read_glossary
from workbench.corpus.claims import Claims, checked, claims
from workbench.corpus.store import (
    DOCUMENTS,
    FRAMES,
    Batch,
    Progress,
    Recipe,
    Told,
    batches,
    make,
    open_manifest,
    read_recipe,
)
from workbench.errors import Missing, WorkbenchError, WorkbenchWarning

#: The environment variable that names the corpus of those who name none.
CHOSEN = "WORKBENCH_CORPUS"
#: Words of a part (`Corpus.parts`).
PART = 500_000
#: The checksum of the texts that come with the workbench, for which the prose was written.
SHIPPED = "ff05a64f2257"
#: Documents that an error names, and titles that the description of a corpus names.
NAMED, TITLES = 30, 3
#: Pairs of one group that are tried until one is found that can be compared.
TRIED = 10_000
#: A batch, and its frames if they are not built.
Source = tuple[Batch, dict[str, pl.DataFrame] | None]


class Corpus:
    """The frames of one corpus, each declared in `workbench.schema`; made by `load`.

    ``folder`` is where it was read from, ``documents`` has a row per source in the order of the
    manifest, and every frame keeps that order. Frames that were built beforehand are read when
    they are first asked for; `scan` reads only some rows or columns of them. ``variants`` lead from
    printed forms to joined words, ``parties`` are those of the manifest, ``labels`` are what
    documents are called before a reader, and ``shipped`` tells whether this is the corpus for which
    the prose of the notebooks was written.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        documents: pl.DataFrame,
        recipe: Recipe,
        sources: Sequence[Source],
        notices: Sequence[str] = (),
    ) -> None:
        self.folder, self.manifest, self.documents = folder, manifest, documents
        self._recipe, self._sources, self.notices = recipe, sources, tuple(notices)
        self.variants, self.parties = recipe.variants, tuple(manifest.corpus.party)
        self.labels, self.shipped = labels(documents), checksum(documents) == SHIPPED
        self._only: pl.Expr | None = None
        self._frames: dict[str, pl.DataFrame] = {}

    def __repr__(self) -> str:
        """Return how much there is, not all of it; and what to mind if it is not the shipped one."""
        words, lines = self.documents["n_words"].sum(), self.documents["n_lines"].sum()
        told = (
            f"Corpus of {self.documents.height:,} documents, {lines:,} lines and {words:,} words "
            "in the body"
        )
        return told if self.shipped else f"{told}\nAnother corpus. {self._another()}"

    def _repr_html_(self) -> str:
        told = f"<p>{escape(repr(self).partition(chr(10))[0])}</p>"
        if self.shipped:
            return told
        words = f"<strong>Another corpus.</strong> {escape(self._another())}"
        return f'{told}<p role="note" class="mathjax_ignore">{words}</p>'

    def _another(self) -> str:
        """Say what the prose of a notebook does not know of this corpus."""
        titles = [f"“{title}”" for title in self.documents["title"].head(TITLES)]
        more = self.documents.height - len(titles)
        named = ", ".join(titles) + (f" and {more:,} more" if more else "")
        noun = "document" if self.documents.height == 1 else "documents"
        return (
            "This notebook was written for the five texts that come with the workbench. You are "
            f"reading {self.documents.height:,} {noun}: {named}. The figures and tables are computed "
            "from these; where the text between them names a document, a finding or an answer, it "
            "speaks of the five."
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
            choices = ("documents", "slips", *FRAMES)
            raise WorkbenchError(f"Unknown frame {name!r}; choose {', '.join(choices)}.")
        if name in self._frames:
            return self._frames[name].lazy()
        query = scanned(self._sources, name)
        return query if self._only is None else query.filter(self._only)

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
    def built(self) -> list[Batch]:
        """The batches that are read from what was built."""
        return [batch for batch, made in self._sources if made is None]

    @cached_property
    def glossary(self) -> pl.DataFrame:
        """The frame ``glossary``; a corpus without one has that of the workbench."""
        path = self.folder / "glossary.toml"
        path = path if path.is_file() else shipped_folder() / "glossary.toml"
        rows = [(entry.term, entry.forms, entry.meaning) for entry in read_glossary(path)]
        return pl.DataFrame(rows, schema=schema.dtypes("glossary"), orient="row")

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        drafts = {one.doc_id: one.draft for one in self.manifest.document}
        return {
            row["doc_id"]: row
            | {"label": self.labels[row["doc_id"]], "draft": drafts[row["doc_id"]]}
            for row in self.documents.drop("text").iter_rows(named=True)
        }

    def document(self, doc_id: str) -> dict[str, Any]:
        """Return a row of ``documents`` (but for its text) with its ``label`` and ``draft``.

        Raises `WorkbenchError` with the ids that there are.
        """
        if doc_id not in self._rows:
            known = list(self._rows)
            more = f" and {len(known) - NAMED:,} more" if len(known) > NAMED else ""
            raise WorkbenchError(
                f"No document {doc_id!r}; choose {', '.join(known[:NAMED])}{more}."
            )
        return self._rows[doc_id]

    def label(self, doc_id: str) -> str:
        """Return what a document is called before a reader.

        Examples
        --------
        >>> load().label("vov-2025")
        'VOVWORLD 2025'
        """
        return self.document(doc_id)["label"]

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
        known = self.documents.filter(pl.col("n_words") > 0)
        for kind, field in (("over time", "series"), ("one statement", "statement_id")):
            named = known.filter(pl.col(field) != "unknown", relation in (None, kind))
            groups = named.group_by(field, maintain_order=True).agg("doc_id")["doc_id"]
            for pair in (pair for ids in groups for pair in islice(combinations(ids, 2), TRIED)):
                if self.claims(*pair, override=True).relation == kind:
                    return pair
        return None, None

    def claims(self, left: str | None, right: str | None, *, override: bool = False) -> Claims:
        """Return what two documents can prove; of two statements the earlier is on the left.

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
        return checked(claims(self.document(left), self.document(right), override=override))

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
        for documents in runs if len(runs) > 1 else ():
            ids = set(documents["doc_id"])
            some = [
                (batch, made)
                for batch, made in self._sources
                if not ids.isdisjoint(one.doc_id for one in batch.documents)
            ]
            part = Corpus(self.folder, self.manifest, documents, self._recipe, some)
            part._only = pl.col("doc_id").is_in(documents["doc_id"].implode())
            yield part
        if len(runs) <= 1:
            yield self


def scanned(sources: Sequence[Source], name: str) -> pl.LazyFrame:
    """Return a frame of batches as a query: what is built is read when it is carried out."""
    queries = []
    for is_built, run in groupby(sources, key=lambda source: source[1] is None):
        if is_built:
            queries.append(pl.scan_parquet([batch.file(name) for batch, _ in run]))
        else:
            queries += [made[name].lazy() for _, made in run]
    return pl.concat(queries)


def load(path: str | Path | None = None, progress: Told | None = None) -> Corpus:
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
    manifest, documents, notices = listed(folder)
    recipe = read_recipe(folder)
    progress = progress or Progress("Reading")
    sources, done = [], 0
    for batch in batches(folder, documents, recipe):
        if batch.complete:
            batch.verify()
        sources.append((batch, None if batch.complete else make(batch, recipe)))
        done += len(batch.documents)
        progress(done, len(documents))
    frame = frame_of(documents, sources)
    notices += oddities(folder, manifest, frame)
    corpus = Corpus(folder, manifest, frame, recipe, sources, notices)
    corpus.slips  # noqa: B018 - a slip that is not in its line is refused at once
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    return corpus


def chosen_folder(path: str | Path | None = None) -> Path:
    """Return the corpus folder that is meant: the one named, that of the environment, or the shipped."""
    return Path(path or os.environ.get(CHOSEN) or shipped_folder()).expanduser()


def shipped_folder() -> Path:
    """Return the folder of the corpus that comes with the workbench: in a checkout, or in a wheel."""
    package = Path(schema.__file__).parent
    beside = package.parent / "data"
    return beside if (beside / "manifest.toml").is_file() else package / "data"


def listed(folder: Path) -> tuple[Manifest, list[Document], list[str]]:
    """Return the manifest, the documents whose file is there, and what is to be said of others.

    The same bytes twice are refused. File names are compared in one normal form.
    """
    path, raw = folder / "manifest.toml", folder / "raw"
    if not path.is_file():
        raise WorkbenchError(
            f"{label(path)}: no such file; a corpus is a folder with manifest.toml, raw/ and "
            "codebook/. workbench add makes one."
        )
    manifest = open_manifest(folder)
    there = {normalize("NFC", one.name): one.name for one in raw.iterdir()} if raw.is_dir() else {}
    named = {normalize("NFC", one.file): one for one in manifest.document}
    notices = [
        f"{label(raw / name)}: listed in the manifest but not there; going on without it "
        "(restore the file, or delete its table from the manifest)."
        for name in sorted(named.keys() - there.keys())
    ] + [
        f"{label(raw / name)}: not listed in the manifest, so it is left out "
        "(add a table for it, or delete the file)."
        for name in sorted(there.keys() - named.keys())
        if not name.startswith(".")
    ]
    kept = [replace(one, file=there[name]) for name, one in named.items() if name in there]
    if not kept:
        raise WorkbenchError(f"{label(raw)}: none of the files in the manifest is there.")
    first: dict[str, str] = {}
    for one in kept:
        twin = first.setdefault(one.sha256, one.file)
        if twin != one.file:
            raise WorkbenchError(
                f"{label(raw / one.file)}: the same bytes as {twin}; keep one of them."
            )
    return manifest, kept, notices


def frame_of(documents: Sequence[Document], sources: Sequence[Source]) -> pl.DataFrame:
    """Return the frame ``documents``: the manifest, and texts and counts of the batches."""
    rows = {field: [getattr(one, field) for one in documents] for field in FIELDS}
    frame = pl.DataFrame(rows, schema_overrides={"year": pl.Int16}, strict=False)
    counted = scanned(sources, DOCUMENTS).collect()
    joined = frame.join(counted, on="doc_id", how="left", maintain_order="left")
    return schema.conform("documents", joined)


def oddities(folder: Path, manifest: Manifest, documents: pl.DataFrame) -> list[str]:
    """Say what is odd about the texts: no body, or a zone for lines that are not there."""
    raw, where = label(folder / "raw"), label(folder / "manifest.toml")
    sizes = dict(documents.select("doc_id", "n_lines").iter_rows())
    empty = documents.filter(pl.col("n_words") == 0)["file"]
    return [f"{raw}/{file}: no body text is left after the cuts." for file in empty] + [
        f"{where}: document {one.doc_id}: a zone names line {zone.last}, and there are "
        f"{sizes[one.doc_id]}."
        for one in manifest.document
        for zone in one.zone
        if one.doc_id in sizes and zone.last > sizes[one.doc_id]
    ]


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
