"""What documents are called on an axis, in a source line and in a citation."""

import hashlib
from collections import Counter

import polars as pl

from workbench.pairs import listed, once
from workbench.schemas import KINDS

#: Documents, and pairs of one kind, that a sentence names; of more the number is told.
NAMED = 12


def labels(documents: pl.DataFrame) -> dict[str, str]:
    """Name each document by publisher and year; by its id as well where that is not enough.

    Takes documents; gives a name per ``doc_id``. Where publisher or year are unknown the id comes
    first, and what is known behind it.

    Examples
    --------
    >>> about = {"doc_id": ["a", "b"], "publisher": ["Gazette", "unknown"], "year": [2001, 1994]}
    >>> labels(pl.DataFrame(about))
    {'a': 'Gazette 2001', 'b': 'b (publisher unknown, 1994)'}
    """
    names = {
        doc_id: called(doc_id, None if publisher == "unknown" else publisher, year)
        for doc_id, publisher, year in documents.select("doc_id", "publisher", "year").iter_rows()
    }
    taken = Counter(names.values())
    return {
        doc_id: name if taken[name] == 1 else f"{name} ({doc_id})" for doc_id, name in names.items()
    }


def called(doc_id: str, publisher: str | None, year: int | None) -> str:
    """Write the name of one document, as far as it is known."""
    if publisher is not None and year is not None:
        return f"{publisher} {year}"
    if publisher is None and year is None:
        return f"{doc_id} (publisher and year unknown)"
    return f"{doc_id} ({publisher or 'publisher unknown'}, {year or 'year unknown'})"


def with_label(frame: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Put the column ``document``, the reader's name of ``doc_id``, in front of a frame."""
    names = labels(documents)
    name = pl.col("doc_id").cast(pl.String).replace_strict(names, default=None)
    return frame.select(name.alias("document"), pl.all())


def checksum(documents: pl.DataFrame) -> str:
    """Give one checksum for the sources, independent of their order."""
    joined = "\n".join(sorted(documents["sha256"]))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def source_line(documents: pl.DataFrame) -> str:
    """Name the sources behind a figure and the checksum by which they can be told."""
    named = listed(list(labels(documents).values())[:NAMED], documents.height, "document")
    return (
        f"Source: {named}. Corpus checksum {checksum(documents)}; press texts © their publishers."
    )


def count(number: int, noun: str) -> str:
    """Say a number with its noun: 1 hit, 2 hits."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def sentence_case(words: str) -> str:
    """Begin a sentence with a name that is not always a proper one."""
    return words[:1].upper() + words[1:]


def words_of(part: str, whole: str) -> pl.Expr:
    """Say ``1,202 of 1,321 words`` from two columns of counts."""
    grouped = [
        pl.col(name)
        .cast(pl.String)
        .str.reverse()
        .str.replace_all(r"(\d{3})", "$1,")
        .str.reverse()
        .str.strip_chars_start(",")
        for name in (part, whole)
    ]
    return pl.format("{} of {} words", *grouped)


def kinds(pairs: pl.LazyFrame) -> dict[str, int]:
    """Count the pairs of each kind, without keeping them, in the order of the schema."""
    counts = pairs.group_by("kind").len().collect(engine="streaming")
    found = dict(counts.iter_rows())
    return {kind: found[kind] for kind in KINDS if kind in found}


def gate(comparability: pl.DataFrame | pl.LazyFrame, documents: pl.DataFrame) -> str:
    """Say what the documents on show may be compared for, pair by pair.

    Takes comparability, and the rows of documents that are on show. Of many pairs of one kind the
    first are named, and how many more there are.
    """
    names = labels(documents)
    first = pl.col("left", "right").head(NAMED)  # one pass: the pairs are made anew in each
    groups = once(comparability, names).group_by("kind").agg(pl.len(), first)
    found = {kind: rest for kind, *rest in groups.collect(engine="streaming").iter_rows()}
    if not found:
        return "One document: there is nothing to compare it with here."
    blocked, told = found.get("blocked", [0])[0], []
    for kind in [kind for kind in KINDS if kind in found and kind != "blocked"]:
        n, *sides = found[kind]
        named = [f"{names[left]} and {names[right]}" for left, right in zip(*sides, strict=True)]
        told.append(f"{kind}: {listed(named, n, 'pair')}")
    closed = f" Blocked, shown side by side only: {count(blocked, 'pair')}." if blocked else ""
    return (f"May be compared as {'; '.join(told)}." if told else "") + closed


def not_in(silent: pl.DataFrame) -> list[str]:
    """Say where something is not; a full text is silent in another sense than a digest.

    Takes ``document`` and ``genre`` of the silent documents; many are counted, not named.
    """
    full = pl.col("genre").cast(pl.String) == "statement"
    groups = {
        "Not in this source": silent.filter(~full)["document"].to_list(),
        "Not in the statement as published by": silent.filter(full)["document"].to_list(),
    }
    return [
        f"{words}: {', '.join(names) if len(names) <= NAMED else count(len(names), 'document')}."
        for words, names in groups.items()
        if names
    ]


def line_id(doc_id: str, para_no: int) -> str:
    """Name a line of a document as the target of a link within the page."""
    return f"line-{doc_id}-{para_no}"


def syllables(rows: pl.DataFrame) -> str:
    """Name where the syllables of a frame come from, if it says so."""
    if "syllable_source" not in rows.columns or rows.is_empty():
        return ""
    return f" Syllables: {rows['syllable_source'][0]}."


def citation(
    documents: pl.DataFrame, doc_id: str, para_no: int | None = None, provision: str = ""
) -> str:
    """Cite a document, or a line of it, by publisher, title, dates, printed point and line number.

    Examples
    --------
    >>> import workbench
    >>> print(citation(workbench.load().documents, "vov-2025", 11)[:48])
    VOVWORLD, “Joint Statement on major orientations
    """
    head, tail = around_place(documents.row(by_predicate=pl.col("doc_id") == doc_id, named=True))
    point = f", point {provision}" if provision and not provision.startswith("¶") else ""
    return f"{head}{point}, ¶ {para_no}{tail}" if para_no is not None else f"{head}{tail}"


def citations(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Cite the line of every row (``doc_id``, ``para_no``, maybe ``provision``), as `citation` does."""
    names = rows["doc_id"].cast(pl.String)
    about = documents.select(pl.exclude("text"))
    about = about.filter(pl.col("doc_id").cast(pl.String).is_in(names.unique().implode()))
    parts = {row["doc_id"]: around_place(row) for row in about.iter_rows(named=True)}
    head, tail = (
        names.replace_strict(
            {name: part[side] for name, part in parts.items()},
            default=None,
            return_dtype=pl.String,
        )
        for side in (0, 1)
    )
    point = pl.lit("")
    if "provision" in rows.columns:
        number = rows["provision"]
        point = pl.when(~number.str.starts_with("¶")).then(pl.format(", point {}", number))
    place = pl.format("{}{}, ¶ {}{}", head, point.fill_null(""), rows["para_no"], tail)
    return pl.select(citation=place).to_series()


def around_place(row: dict[str, str]) -> tuple[str, str]:
    """Give what stands before and after the paragraph number in a citation of this document."""
    published, event = row["published"], row["event_date"]
    when = f"published {published}" if published != "unknown" else "publication date unknown"
    unofficial = "unofficial translation" in row.get("language_note", "")
    full = f"full text{', in an unofficial translation,' if unofficial else ''} of"
    others = "of unknown genre, on" if row["genre"] == "unknown" else f"{row['genre']} on"
    what = full if row["genre"] == "statement" else others
    publisher = "Publisher unknown" if row["publisher"] == "unknown" else row["publisher"]
    head = (
        f"{publisher}, “{row['title']}” ({what} the joint statement of "
        f"{'unknown date' if event == 'unknown' else event}; {when})"
    )
    return head, f", as kept in {row['file']}."
