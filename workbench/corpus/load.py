"""Load a corpus, or check it: a folder with ``manifest.toml``, ``raw/`` and ``codebook/``."""

import hashlib
import os
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from itertools import combinations, groupby, islice
from pathlib import Path
from typing import Any
from unicodedata import normalize

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from workbench import schema
from workbench.corpus import books, codebooks, store
from workbench.corpus.claims import Claims, checked, claims
from workbench.corpus.match import LINE, folded, rule_hits, running
from workbench.corpus.notes import read_decisions
from workbench.corpus.words import read_variants
from workbench.corpus.zones import read_zones
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
#: Codebooks that a corpus may do without.
OPTIONAL = {
    "topics.toml": codebooks.read_topics,
    "country-order.toml": codebooks.read_country_order,
    "operators.toml": codebooks.read_operators,
    "positions.toml": codebooks.read_position_rules,
}
#: What must be known of a document before it is compared.
NEEDED = ("statement_id", "series", "genre", "event_date")
#: By what else texts name a party than by its names.
SPOKEN = ("adjectives", "capitals", "offices")
#: Letters by which a word is found in a pattern that has it.
STEM = 4
#: A batch, and its frames if they are not built.
Source = tuple[store.Batch, dict[str, pl.DataFrame] | None]


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
        manifest: books.Manifest,
        documents: pl.DataFrame,
        recipe: store.Recipe,
        sources: Sequence[Source],
        notices: Sequence[str] = (),
    ) -> None:
        self.folder, self.manifest, self.documents = folder, manifest, documents
        self._recipe, self._sources, self.notices = recipe, sources, tuple(notices)
        self.variants, self.parties = recipe.variants, tuple(manifest.corpus.party)
        self.labels, self.shipped = labels(documents), checksum(documents) == SHIPPED
        self._only: pl.Expr | None = None

    def _told(self) -> tuple[str, str]:
        """Say how much there is, and what the prose of a notebook does not know of it."""
        size, about = self.documents.height, self.documents
        told = (
            f"Corpus of {size:,} documents, {about['n_lines'].sum():,} lines and "
            f"{about['n_words'].sum():,} words in the body"
        )
        if self.shipped:
            return told, ""
        named = ", ".join(f"“{title}”" for title in about["title"].head(TITLES))
        named += f" and {size - TITLES:,} more" if size > TITLES else ""
        return told, (
            "This notebook was written for the five texts that come with the workbench. You are "
            f"reading {size:,} document{'s' * (size > 1)}: {named}. The figures and tables are "
            "computed from these; where the text between them names a document, a finding or an "
            "answer, it speaks of the five."
        )

    def __repr__(self) -> str:
        """Return how much there is, not all of it; and what to mind if it is not the shipped one."""
        told, note = self._told()
        return f"{told}\nAnother corpus. {note}" if note else told

    def _repr_html_(self) -> str:
        told, note = map(escape, self._told())
        words = f"<strong>Another corpus.</strong> {note}"
        more = f'<p role="note" class="mathjax_ignore">{words}</p>' if note else ""
        return f"<p>{told}</p>{more}"

    def scan(self, name: str) -> pl.LazyFrame:
        """Return a frame as a query, of which only what is asked for is read.

        Examples
        --------
        >>> load().scan("tokens").filter(pl.col("word") == "brics").collect().height
        1
        """
        choices = ("documents", "slips", *store.FRAMES)
        if name not in choices:
            raise WorkbenchError(f"Unknown frame {name!r}; choose {', '.join(choices)}.")
        if name == "slips" or name in vars(self):
            return getattr(self, name).lazy()
        query = scanned(self._sources, name)
        return query if self._only is None else query.filter(self._only)

    @cached_property
    def paragraphs(self) -> pl.DataFrame:
        """The non-blank lines of the sources, with zone, section and provision."""
        return self.scan("paragraphs").collect()

    @cached_property
    def sentences(self) -> pl.DataFrame:
        """The sentences of the body."""
        return self.scan("sentences").collect()

    @cached_property
    def clauses(self) -> pl.DataFrame:
        """The stretches between semicolons of the sentences."""
        return self.scan("clauses").collect()

    @cached_property
    def tokens(self) -> pl.DataFrame:
        """The words of the body, as printed and folded."""
        return self.scan("tokens").collect()

    @cached_property
    def quotes(self) -> pl.DataFrame:
        """The passages between double quotation marks."""
        return self.scan("quotes").collect()

    @cached_property
    def slips(self) -> pl.DataFrame:
        """The known slips of the sources, left as printed."""
        noted = [
            (one.doc_id, slip)
            for one in self.manifest.document
            for slip in one.slip
            if one.doc_id in self._rows
        ]
        lines = self.scan("paragraphs").select("doc_id", "para_no", "start", "text")
        lines = lines.filter(pl.col("doc_id").is_in([doc_id for doc_id, _ in noted])).collect()
        printed, rows = {row[:2]: row[2:] for row in lines.iter_rows()}, []
        for doc_id, slip in noted:
            base, text = printed.get((doc_id, slip.para_no), (0, ""))
            if slip.printed not in text:
                raise WorkbenchError(
                    f"{books.label(self.folder / 'manifest.toml')}: document {doc_id}: the slip "
                    f"{slip.printed!r} is not in line {slip.para_no}."
                )
            start = base + text.index(slip.printed)
            end = start + len(slip.printed)
            rows.append((doc_id, slip.para_no, start, end, slip.note, slip.printed))
        return pl.DataFrame(rows, schema=schema.dtypes("slips"), orient="row")

    @property
    def built(self) -> list[store.Batch]:
        """The batches that are read from what was built."""
        return [batch for batch, made in self._sources if made is None]

    @cached_property
    def glossary(self) -> pl.DataFrame:
        """The frame ``glossary``; a corpus without one has that of the workbench."""
        path = self.folder / "glossary.toml"
        path = path if path.is_file() else shipped_folder() / "glossary.toml"
        rows = [(entry.term, entry.forms, entry.meaning) for entry in books.read_glossary(path)]
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


def load(path: str | Path | None = None, progress: store.Told | None = None) -> Corpus:
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
    recipe = store.read_recipe(folder)
    progress = progress or store.Progress("Reading")
    sources, done = [], 0
    for batch in store.batches(folder, documents, recipe):
        if batch.complete:
            batch.verify()
        sources.append((batch, None if batch.complete else store.make(batch, recipe)))
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


def listed(folder: Path) -> tuple[books.Manifest, list[books.Document], list[str]]:
    """Return the manifest, the documents whose file is there, and what is to be said of others.

    The same bytes twice are refused. File names are compared in one normal form.
    """
    path, raw = folder / "manifest.toml", folder / "raw"
    if not path.is_file():
        raise WorkbenchError(
            f"{books.label(path)}: no such file; a corpus is a folder with manifest.toml, raw/ and "
            "codebook/. workbench add makes one."
        )
    manifest = store.open_manifest(folder)
    there = {normalize("NFC", one.name): one.name for one in raw.iterdir()} if raw.is_dir() else {}
    named = {normalize("NFC", one.file): one for one in manifest.document}
    notices = [
        f"{books.label(raw / name)}: listed in the manifest but not there; going on without it "
        "(restore the file, or delete its table from the manifest)."
        for name in sorted(named.keys() - there.keys())
    ] + [
        f"{books.label(raw / name)}: not listed in the manifest, so it is left out "
        "(add a table for it, or delete the file)."
        for name in sorted(there.keys() - named.keys())
        if not name.startswith(".")
    ]
    kept = [replace(one, file=there[name]) for name, one in named.items() if name in there]
    if not kept:
        raise WorkbenchError(f"{books.label(raw)}: none of the files in the manifest is there.")
    first: dict[str, str] = {}
    for one in kept:
        twin = first.setdefault(one.sha256, one.file)
        if twin != one.file:
            raise WorkbenchError(
                f"{books.label(raw / one.file)}: the same bytes as {twin}; keep one of them."
            )
    return manifest, kept, notices


def frame_of(documents: Sequence[books.Document], sources: Sequence[Source]) -> pl.DataFrame:
    """Return the frame ``documents``: the manifest, and texts and counts of the batches."""
    rows = {field: [getattr(one, field) for one in documents] for field in books.FIELDS}
    frame = pl.DataFrame(rows, schema_overrides={"year": pl.Int16}, strict=False)
    counted = scanned(sources, store.DOCUMENTS).collect()
    joined = frame.join(counted, on="doc_id", how="left", maintain_order="left")
    return schema.conform("documents", joined)


def oddities(folder: Path, manifest: books.Manifest, documents: pl.DataFrame) -> list[str]:
    """Say what is odd about the texts: no body, or a zone for lines that are not there."""
    raw, where = books.label(folder / "raw"), books.label(folder / "manifest.toml")
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


# What is checked


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
    if findings := [*check_codebooks(folder), *check_originals(folder), *check_sources(folder)]:
        return findings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        try:
            corpus = load(folder)
        except WorkbenchError as error:
            return [str(error)]
    files = [
        (batch.file, name) for batch in corpus.built for name in (store.DOCUMENTS, *store.FRAMES)
    ]
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
    manifest = books.read_manifest(chosen_folder(path) / "manifest.toml")
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


def check_codebooks(folder: Path) -> list[str]:
    """Check the codebooks, those of readers, and the glossary."""
    shelf = folder / "codebook"
    jobs = [(read_zones, shelf / "zones.toml"), (read_variants, shelf / "variants.toml")]
    jobs += [(reader, folder) for name, reader in OPTIONAL.items() if (shelf / name).exists()]
    jobs += [(codebooks.read_issue, folder, issue) for issue in codebooks.issues(folder)]
    jobs += [
        (codebooks.read_topics, folder, path) for path in sorted((folder / "own").glob("*.toml"))
    ]
    jobs += [(books.read_glossary, path) for path in folder.glob("glossary.toml")]
    return list(dict.fromkeys(finding for job in jobs for finding in tried(*job)))


def check_sources(folder: Path) -> list[str]:
    """Check the manifest, and the checksum of every source that is there."""
    try:
        documents = books.read_manifest(folder / "manifest.toml").document
    except WorkbenchError as error:
        return [str(error)]
    files = [(folder / "raw" / one.file, one.sha256) for one in documents]
    return [
        finding
        for file in files
        if file[0].is_file()
        for finding in tried(store.read_source, *file)
    ]


def check_originals(folder: Path) -> list[str]:
    """Check that the originals of added documents are as they were."""
    try:
        added = [one for path in folder.glob("added.toml") for one in books.read(path, Added).file]
    except WorkbenchError as error:
        return [str(error)]
    files = [(folder / "originals" / Path(one.original).name, one.sha256) for one in added]
    return [
        f"{books.label(path)}: {'has changed since it was added; restore it' if path.is_file() else 'no such file'}."
        for path, sha256 in files
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    ]


def laws(corpus: Corpus) -> list[str]:
    """Hold the frames against the laws: keys, offsets, and zones that cover every character once."""
    findings = []
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for part in corpus.parts():
        for name in (*store.FRAMES, "slips"):
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
    r"""Warn of rules of topics and issues that take a blank or a neighbouring word with them.

    A word at the edge of a match is foreign if neither the pattern nor the example has it, and the
    pattern does not ask for any word (a ``\w+`` of its own).
    """
    folder = corpus.folder
    paths = [folder / "codebook" / "topics.toml", *sorted((folder / "own").glob("*.toml"))]
    every = [codebooks.read_topics(folder, path) for path in paths if path.exists()]
    every += [codebooks.read_issue(folder, one).codebook for one in codebooks.issues(folder)]
    seen: list[dict[tuple[int, str], None]] = [{} for _ in every]
    for part in corpus.parts():
        texts = running(part.tokens, (*LINE, "sent_no")).stretches["text"]
        for codebook, matches in zip(every, seen, strict=True):
            for number, row, first, last in rule_hits(texts, codebook.rules).iter_rows():
                matches[number, texts[row][first:last]] = None
    return [finding for one in zip(every, seen, strict=True) for finding in foreign(*one)]


def foreign(codebook: codebooks.Codebook, seen: Iterable[tuple[int, str]]) -> list[str]:
    """Say which matches of rules begin or end with a blank or a foreign word, once per rule."""
    examples = folded(codebook.rules["example"].to_list(), codebook.variants)
    findings: dict[int, str] = {}
    for number, match in seen:
        rule, pattern = codebook.rules.row(number, named=True), codebook.rules["pattern"][number]
        known = f"{examples[number]} {pattern}"
        free = re.search(r"(?<![\w)\]])\\w[+*]", pattern)
        edges = [words for words in (match.split(" ")[0], match.split(" ")[-1]) if " " in match]
        if any(
            not word or not (free or word[0].isdigit() or word[:STEM] in known) for word in edges
        ):
            told = f"{codebook.where}: rule {rule['rule']!r} of {rule['topic']} takes a neighbour"
            findings.setdefault(number, f"{told} with it: {match!r}.")
    return list(findings.values())
