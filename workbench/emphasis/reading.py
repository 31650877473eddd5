"""Reference readings: what each paragraph is about, as somebody read it who is not the rules.

A file in ``reference/topics`` holds one reading: of each body paragraph a primary topic, and any
number of others. In the shipped corpus language models read. The readings use the topics of a sheet;
those of a codebook that has split some of them since are compared under the old names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from msgspec import Struct

from workbench.corpus import Corpus
from workbench.corpus.books import Text, read
from workbench.corpus.codebooks import Codebook
from workbench.emphasis.measure import LINE, coded_sentences, rate, sentences
from workbench.errors import WorkbenchError
from workbench.schema import conform, empty

NONE = "none"
#: The exam of the rules is this reading, made without having seen them.
INDEPENDENT = "independent"


class Reader(Struct, forbid_unknown_fields=True):
    """The head of a reading: who read, when, and how."""

    coder: Text
    coded: object
    protocol: str


class Paragraph(Struct, forbid_unknown_fields=True):
    """What one paragraph is for, and what it is about besides."""

    para: int
    primary: Text
    also: list[Text]
    note: str


class Document(Struct, forbid_unknown_fields=True):
    """The paragraphs of one document."""

    doc_id: Text
    paragraphs: list[Paragraph]


class Reading(Struct, forbid_unknown_fields=True):
    """A file in ``reference/topics``."""

    coding: Reader
    document: list[Document]


class SheetFile(Struct, forbid_unknown_fields=True):
    """The file ``reference/topics/sheet.toml``."""

    topics: list[Text]
    compared_as: dict[str, str] = {}


@dataclass(frozen=True)
class Sheet:
    """The topics that readings use, and under which of them a topic of the codebook is compared."""

    topics: tuple[str, ...]
    compared_as: Mapping[str, str] = field(default_factory=dict)

    def translate(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Put the topics of the sheet in place of those of the codebook; others have no row."""
        names = pl.col("topic").cast(pl.String).replace(dict(self.compared_as))
        return rows.with_columns(topic=names).filter(pl.col("topic").is_in(list(self.topics)))

    def labels(self, codebook: Codebook) -> dict[str, str]:
        """Return the label of each topic of the sheet that the codebook looks for."""
        names = self.translate(codebook.topics.select("topic", "label"))
        joined = names.group_by("topic", maintain_order=True).agg(pl.col("label").str.join(" + "))
        return dict(joined.iter_rows())

    def same(self, codebook: Codebook) -> list[str]:
        """Return the topics that mean the same in codebook and readings."""
        split = {*self.compared_as.values(), *self.compared_as}
        topics = [topic for topic in codebook.topics["topic"] if topic in self.topics]
        return [topic for topic in topics if topic not in split]


def read_sheet(folder: Path, codebook: Codebook) -> Sheet:
    """Read which topics the readings of a corpus use: by default those of the codebook.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> read_sheet(study.corpus.folder, study.codebook).compared_as["memory"]
    'history'
    """
    path = folder / "reference" / "topics" / "sheet.toml"
    if not path.is_file():
        return Sheet(tuple(codebook.topics["topic"]))
    file = read(path, SheetFile)
    return Sheet(tuple(file.topics), file.compared_as)


def read_codings(corpus: Corpus, sheet: Sheet) -> dict[str, pl.DataFrame]:
    """Read all reference readings of a corpus: by the name of the file, each a frame ``coding``.

    Rows are in the order of the corpus; a document that it lacks is passed over. Raises
    `WorkbenchError` with file, document and line of a fault.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> list(read_codings(study.corpus, study.sheet))
    ['first', 'independent', 'second']
    """
    folder = corpus.folder / "reference" / "topics"
    paths = [path for path in sorted(folder.glob("*.toml")) if path.name != "sheet.toml"]
    return {path.stem: read_coding(path, corpus.paragraphs, sheet) for path in paths}


def read_coding(path: Path, paragraphs: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Read one reference reading as the frame ``coding``; paragraphs tell what can be coded."""
    where, file = f"reference/topics/{path.name}", read(path, Reading)
    body = paragraphs.filter(pl.col("zone") == "body").group_by("doc_id", maintain_order=True)
    lines = {doc_id: set(numbers) for doc_id, numbers in body.agg("para_no").iter_rows()}
    allowed, rows = (*sheet.topics, NONE), []
    for document in file.document:
        for entry in document.paragraphs if document.doc_id in lines else ():
            place = f"{where}: {document.doc_id}, line {entry.para}"
            topics = [entry.primary, *entry.also]
            if entry.para not in lines[document.doc_id]:
                raise WorkbenchError(f"{place} is no body line.")
            for topic in topics:
                if topic not in allowed:
                    raise WorkbenchError(
                        f"{place}: unknown topic {topic!r}; choose {', '.join(allowed)}."
                    )
                if topics.count(topic) > 1:
                    raise WorkbenchError(f"{place} has {topic} twice.")
            about = (file.coding.coder, entry.note)
            rows += [
                (document.doc_id, entry.para, topic, number == 0, *about)
                for number, topic in enumerate(topics)
            ]
    names = ["doc_id", "para_no", "topic", "primary", "coder", "note"]
    frame = pl.DataFrame(rows, schema=names, orient="row") if rows else empty("coding")
    order = pl.DataFrame({"doc_id": list(lines), "place": range(len(lines))})
    ordered = frame.join(order, on="doc_id", how="left", maintain_order="left")
    return conform("coding", ordered.sort("place", "para_no", maintain_order=True))


def carried(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Keep the mentions whose words are matched for the topic in a text on another statement too.

    Takes mentions and documents. A digest of the same statement does not count as another source:
    it repeats its words. Rules that were written by a reader of all documents find all that they
    know; what is left here is a lower estimate of what they find in a new document of this kind.

    Examples
    --------
    >>> found = pl.DataFrame({"doc_id": ["a", "b"], "topic": "sea", "match": ["At Sea", "at sea"]})
    >>> carried(found, pl.DataFrame({"doc_id": ["a", "b"], "statement_id": ["s", "t"]})).height
    2
    """
    words = pl.col("match").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    statements = documents.select("doc_id", "statement_id")
    rows = found.with_columns(words=words).join(statements, on="doc_id", maintain_order="left")
    shared = pl.col("statement_id").n_unique().over("topic", "words") > 1
    return rows.filter(shared).drop("words", "statement_id")


def by_reading(
    corpus: Corpus,
    found: pl.DataFrame,
    codings: Mapping[str, pl.DataFrame],
    measured: pl.DataFrame,
    topics: Sequence[str],
) -> pl.DataFrame:
    """Return the frame ``emphasis_by_reading``: what the shares are by rule and by each reading.

    Takes mentions in the topics of the readings, readings, the frame of `validity`, and those
    topics. A reading counts for a document of which it has all body paragraphs. *rules, corrected*
    are the rules' counts times precision / recall of the topic over all documents: what the reader
    of that exam would have found if the rules erred everywhere alike.
    """
    places = corpus.paragraphs.filter(pl.col("zone") == "body").select(*LINE, "provision")
    whole = sentences(corpus).group_by("doc_id").agg(n_units=pl.col("provision").n_unique())
    grid = corpus.documents.select("doc_id").join(pl.DataFrame({"topic": topics}), how="cross")
    grid = grid.join(whole, on="doc_id", maintain_order="left")
    counted = pl.col("provision").n_unique().alias("n")
    by_rule = coded_sentences(corpus, found).group_by("doc_id", "topic").agg(counted)
    frames = [rows_of(grid, by_rule, "rules")]
    factor = pl.when(pl.col("recall") > 0).then(pl.col("precision") / pl.col("recall"))
    errors = measured.select("topic", factor=factor.fill_null(1.0))
    corrected = (
        frames[0]
        .join(errors, on="topic", how="left", maintain_order="left")
        .with_columns(
            n=pl.min_horizontal(pl.col("n") * pl.col("factor"), "n_units"),
            coder=pl.lit("rules, corrected"),
        )
    )
    frames.append(corrected.drop("factor"))
    sizes = places.group_by("doc_id").len("n_lines")
    for coding in codings.values():
        read_lines = coding.select(LINE).unique().group_by("doc_id").len("n_read")
        full = read_lines.join(sizes, on="doc_id").filter(pl.col("n_read") == pl.col("n_lines"))
        by_reader = coding.join(places, on=LINE).group_by("doc_id", "topic").agg(counted)
        here = grid.join(full, on="doc_id", how="semi", maintain_order="left")
        frames.append(rows_of(here, by_reader, coding["coder"].first()))
    rows = pl.concat(frames).with_columns(share=rate("n", "n_units"))
    return conform("emphasis_by_reading", rows)


def rows_of(grid: pl.DataFrame, counts: pl.DataFrame, coder: str | None) -> pl.DataFrame:
    """Return the counts of one coder on a grid of documents and topics, zeros included."""
    rows = grid.join(counts, on=["doc_id", "topic"], how="left", maintain_order="left")
    return rows.select(
        "doc_id",
        "topic",
        "n_units",
        n=pl.col("n").fill_null(0).cast(pl.Float64),
        coder=pl.lit(coder, pl.String),
    )
