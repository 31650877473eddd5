"""Source text as it stands, and the words around numbers. Whatever comes from a source is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.corpus.load import Corpus, checksum, labels
from workbench.figures.figure import Figure
from workbench.figures.tables import cell, digits, download, framed
from workbench.figures.theme import (
    KEYS,
    block,
    definitions,
    fold,
    join,
    key_of,
    pickable,
    region,
    unseen,
)

#: Pieces of HTML that who shows text needs as well.
__all__ = ["block", "definitions", "fold", "join", "pickable", "region", "unseen"]

#: Names that a source line lists; of more the number is told.
NAMED = 6
#: Letters of a context that stands beside its match; a longer one flows as a passage.
COLUMN = 120
#: Letters of a document's name beside a hit.
NAME = 24
#: Characters of a paragraph on the screen; a longer one is cut there only, and says so.
SHOWN = 5_000
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# --- words around numbers ---


def plural(noun: str, number: int = 2) -> str:
    """Return the form of a noun that goes with a number.

    Examples
    --------
    >>> plural("hit"), plural("party"), plural("address"), plural("hit", 1)
    ('hits', 'parties', 'addresses', 'hit')
    """
    if number == 1:
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def count(number: int, noun: str) -> str:
    """Return a number in figures with its noun; for titles see `spelled`.

    Examples
    --------
    >>> count(1, "hit"), count(1200, "hit")
    ('1 hit', '1,200 hits')
    """
    return f"{number:,} {plural(noun, number)}"


def spelled(number: int, noun: str = "") -> str:
    """Return a number as a title prints it: words up to nine, figures from ten.

    Examples
    --------
    >>> spelled(3, "text"), spelled(12, "text"), spelled(1, "text"), spelled(0, "text")
    ('three texts', '12 texts', 'one text', 'no texts')
    """
    word = WORDS[number] if number < len(WORDS) else f"{number:,}"
    return f"{word} {plural(noun, number)}" if noun else word


def times(number: int) -> str:
    """Return how often: once, twice, three times.

    Examples
    --------
    >>> times(1), times(2), times(3)
    ('once', 'twice', 'three times')
    """
    return {1: "once", 2: "twice"}.get(number) or f"{spelled(number)} times"


def of(part: int, whole: int, noun: str) -> str:
    """Return how many of how many; both in words, or both in figures.

    Examples
    --------
    >>> of(2, 5, "text"), of(5, 5, "text"), of(2, 2, "text"), of(0, 5, "text")
    ('two of five texts', 'all five texts', 'both texts', 'none of the five texts')
    >>> of(2, 12, "text"), of(1, 1, "text"), of(12, 12, "text")
    ('2 of 12 texts', 'the only text', 'all 12 texts')
    """
    if whole == 1:
        return f"the only {noun}" if part else f"not the only {noun}"
    total = spelled(whole, noun)
    if part == whole:
        return f"both {plural(noun)}" if whole == len("ab") else f"all {total}"
    if not part:
        return f"none of the {total}"
    return f"{spelled(part) if whole < len(WORDS) else f'{part:,}'} of {total}"


def percent(share: float | None, places: int = 0) -> str:
    """Return a share in per cent; an em dash for None.

    Examples
    --------
    >>> percent(0.523), percent(0.0523, 1), percent(None)
    ('52 %', '5.2 %', '—')
    """
    return "—" if share is None or share != share else f"{100 * share:.{places}f} %"  # noqa: PLR0124 - NaN


def percents(column: str | pl.Expr, places: int = 0) -> pl.Expr:
    """Return `percent` of a column."""
    shares = pl.col(column) if isinstance(column, str) else column
    return pl.concat_str(decimals(100 * shares, places), pl.lit(" %")).str.replace("— %", "—")


def decimals(column: str | pl.Expr, places: int = 1) -> pl.Expr:
    """Return a column of numbers as text with so many decimals; an em dash for null.

    Examples
    --------
    >>> pl.DataFrame({"x": [1.0, None, -2.25]}).select(decimals("x"))["x"].to_list()
    ['1.0', '—', '−2.2']
    """
    numbers = pl.col(column) if isinstance(column, str) else column
    return (
        numbers.cast(pl.Float64)
        .fill_nan(None)
        .map_elements(lambda value: cell(value, places), return_dtype=pl.String)
        .fill_null("—")
    )


def signed(value: float, places: int = 1) -> str:
    """Return a number with its sign, a true minus among them.

    Examples
    --------
    >>> signed(2.34), signed(-1)
    ('+2.3', '−1.0')
    """
    return f"{value:+.{places}f}".replace("-", "−")


def listed(items: Sequence[str], noun: str = "", most: int = 4) -> str:
    """Return items in words; of more than ``most`` the first, and how many more there are.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(list("abcdef"), "text")
    ('a, b and c', 'a, b, c, d and two more texts')
    """
    shown = list(items[:most])
    if len(items) > most:
        more = len(items) - most
        shown.append(f"{spelled(more)} more {plural(noun, more)}".rstrip())
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def shortened(label: str, most: int = 56) -> str:
    """Return a label shortened in the middle, at blanks, so that its end stays: often a year.

    Examples
    --------
    >>> shortened("Government Portal of the Socialist Republic of Viet Nam 2025", 40)
    'Government Portal … of Viet Nam 2025'
    """
    if len(label) <= most:
        return label
    half = (most - 3) // 2
    head, tail = label[:half].rsplit(" ", 1)[0], label[-half:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def sentence_case(words: str) -> str:
    """Return words that begin a sentence."""
    return words[:1].upper() + words[1:]


def alt_list(rows: pl.DataFrame, row: str, *said: str) -> str:
    """Return the rows of a chart in words for its description.

    Examples
    --------
    >>> alt_list(pl.DataFrame({"text": ["a", "b"], "n": [3, 4]}), "text", "n")
    'a: 3; b: 4'
    """
    places = {name: digits(rows[name]) for name in said if rows.schema[name].is_float()}
    return "; ".join(
        f"{each[row]}: {', '.join(cell(each[name], places.get(name, 2)) for name in said)}"
        for each in rows.iter_rows(named=True)
    )


# --- documents ---


def source_line(documents: pl.DataFrame) -> str:
    """Return the source line of a figure: the documents by label, and the checksum of their texts."""
    named = listed(list(labels(documents).values()), "document", NAMED)
    press = {"digest", "report"} & set(documents["genre"].cast(pl.String))
    rights = "; press texts © their publishers" if press else ""
    return f"Source: {named}. Corpus checksum {checksum(documents)}{rights}."


def with_label(frame: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with the column ``document``, the label of ``doc_id``, in front."""
    name = pl.col("doc_id").cast(pl.String).replace_strict(labels(documents), default=None)
    return frame.select(name.alias("document"), pl.exclude("document"))


def citation(
    document: Mapping[str, Any], para_no: int | None = None, provision: str | None = ""
) -> str:
    """Return how to cite a document (a row of documents), or a line of it.

    Examples
    --------
    >>> import workbench
    >>> print(citation(workbench.load().document("vov-2025"), 11)[:48])
    VOVWORLD, “Joint Statement on major orientations
    """
    parts = around_place(document)
    return "".join(parts) if para_no is None else at_place(parts, para_no, provision)


def citations(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Return the citation of the line of every row (``doc_id``, ``para_no``, maybe ``provision``)."""
    about = documents.select(pl.exclude("text")).iter_rows(named=True)
    parts = {row["doc_id"]: around_place(row) for row in about}
    points = rows["provision"] if "provision" in rows.columns else [""] * rows.height
    places = zip(rows["doc_id"], rows["para_no"], points, strict=True)
    cited = [at_place(parts[doc_id], para_no, point) for doc_id, para_no, point in places]
    return pl.Series("citation", cited, dtype=pl.String)


def at_place(parts: tuple[str, str], para_no: int, provision: str | None) -> str:
    """Return the citation of a line: its printed point, where it has one, and its number."""
    point = f", point {provision}" if provision and not provision.startswith("¶") else ""
    return f"{parts[0]}{point}, ¶ {para_no}{parts[1]}"


def around_place(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return what stands before and after the place in a citation of a document."""
    published, event = row["published"], row["event_date"]
    when = f"published {published}" if published != "unknown" else "publication date unknown"
    unofficial = "unofficial translation" in (row.get("language_note") or "")
    full = f"full text{', in an unofficial translation,' if unofficial else ''} of"
    others = "of unknown genre, on" if row["genre"] == "unknown" else f"{row['genre']} on"
    what = full if row["genre"] == "statement" else others
    publisher = "Publisher unknown" if row["publisher"] == "unknown" else row["publisher"]
    head = (
        f"{publisher}, “{row['title']}” ({what} the joint statement of "
        f"{'unknown date' if event == 'unknown' else event}; {when})"
    )
    return head, f", as kept in {row['file']}."


def line_id(doc_id: str, para_no: int) -> str:
    """Return the name of a line as the target of a link within the page."""
    return f"line-{doc_id}-{para_no}"


# --- source text ---


def marked(text: str, spans: Iterable[Sequence[Any]], base: int = 0) -> Markup:
    """Escape a text and mark the spans (start, end, maybe a kind) in it.

    ``base`` is the offset at which the text begins. Overlapping spans are nested. A kind such as
    ``sic 2`` marks a slip of the source with its number, anything else a match.

    Examples
    --------
    >>> print(marked("a <b c", [(2, 4)]))
    a <mark>&lt;b</mark> c
    """
    shown = text[:SHOWN]
    marks = [(start - base, end - base, *kind) for start, end, *kind in spans]
    edges = sorted(
        {0, len(shown), *(min(max(at, 0), len(shown)) for one in marks for at in one[:2])}
    )
    parts: list[str] = []
    for left, right in pairwise(edges):
        piece: str = Markup("{}").format(shown[left:right])
        for start, end, *kind in marks:
            if start <= left and right <= end:
                slip, match = '<span class="wb-slip">{}</span>', "<mark>{}</mark>"
                piece = Markup(slip if kind else match).format(piece)  # noqa: S704 - a constant
        parts.append(piece)
        parts += [
            Markup("<sup>[{}]</sup>").format(*kind)
            for _, end, *kind in marks
            if kind and end == right
        ]
    if len(text) > SHOWN:
        parts.append(f" … (the first {SHOWN:,} of {len(text):,} characters are shown)")
    return join(parts)


def reading(
    corpus: Corpus,
    doc_id: str,
    hits: pl.DataFrame | None = None,
    *,
    at: int | None = None,
    show_cut: bool = False,
) -> Figure:
    """Show one document as printed: numbered lines, zones tinted, cuts folded, slips noted.

    ``hits`` (``doc_id``, ``start``, ``end``) are marked; folds with hits stand open, all with
    ``show_cut``. The line at the offset ``at`` is highlighted: there an explorer opens the text.
    """
    about, name = corpus.document(doc_id), corpus.labels[doc_id]
    lines = corpus.paragraphs.filter(doc_id=doc_id)
    slips = corpus.slips.filter(doc_id=doc_id).with_row_index("note_no", offset=1)
    spans = [
        (start, end, f"sic {no}")
        for start, end, no in slips.select("start", "end", "note_no").iter_rows()
    ]
    if hits is not None:
        spans += hits.filter(doc_id=doc_id).select("start", "end").rows()
    groups = lines.with_columns(
        group=pl.struct(pl.col("zone").is_in(["body", "heading"]), "reason").rle_id()
    ).partition_by("group", maintain_order=True)
    text = join(stretch(group.to_dicts(), spans, at, show_cut=show_cut) for group in groups)
    known = f"; {count(slips.height, 'known slip')} marked [sic]" if slips.height else ""
    counted = (
        f"{about['n_words']:,} of {about['n_words_raw']:,} words are body, in "
        f"{lines.filter(zone='body').height:,} of {count(lines.height, 'line')}{known}"
    )
    notes = join(
        Markup("<li>[sic {}] ¶ {}: “{}”. {}</li>").format(*row)
        for row in slips.select("note_no", "para_no", "text", "note").iter_rows()
    )
    listing = fold("Known slips of the source", Markup("<ul>{}</ul>").format(notes))
    file = download(f"{doc_id}.csv", lines.select("para_no", "provision", "zone", "reason", "text"))
    return Figure(
        name=f"reading-{doc_id}",
        title=f"{name}, as printed",
        subtitle=f"{counted}. The number in the margin counts the paragraphs of the source (its "
        "lines that are not blank); the printed point follows it.",
        source=f"Source: {citation(about)}",
        alt=f"The text of {name}: {counted}.",
        body=join([region(f"Text of {name}", "wb-tall", text), listing if notes else "", file]),
    )


def stretch(
    rows: Sequence[Mapping[str, Any]],
    spans: Sequence[Sequence[Any]],
    at: int | None,
    *,
    show_cut: bool,
) -> Markup:
    """Show neighbouring lines of one kind: body as it is, cut lines folded under their reason."""
    first, last = rows[0], rows[-1]
    inside = [span for span in spans if span[0] < last["end"] and span[1] > first["start"]]
    shown = join(line(row, inside, at) for row in rows)
    if first["zone"] in {"body", "heading"}:
        return shown
    which = "Lines {} to {}" if len(rows) > 1 else "Line {}"
    cut = f"{first['reason']} ({sum(row['n_words'] for row in rows):,} words, zone {first['zone']})"
    unfolded = show_cut or any(not kind for _, _, *kind in inside)
    unfolded |= at is not None and first["start"] <= at < last["end"]
    summary = f"{which.format(first['para_no'], last['para_no'])} cut: {cut}"
    return Markup('<div class="wb-cut">{}</div>').format(fold(summary, shown, unfolded=unfolded))


def line(row: Mapping[str, Any], spans: Iterable[Sequence[Any]], at: int | None = None) -> Markup:
    """Show one line with its number and its printed point in the margin, spans marked."""
    point = row["provision"] or ""
    number = f"¶ {row['para_no']}" + ("" if not point or point.startswith("¶") else f" · {point}")
    zone = Markup('<span class="wb-zone">{}</span>').format(row["zone"])
    style = Markup(' class="wb-heading" role="heading" aria-level="4"')
    here = [span for span in spans if span[0] < row["end"] and span[1] > row["start"]]
    opened = " wb-at" if at is not None and row["start"] <= at < row["end"] else ""
    return Markup(
        '<div class="wb-line{}" id="{}"><div class="wb-margin">{}{}</div><p{}>{}</p></div>'
    ).format(
        opened,
        line_id(row["doc_id"], row["para_no"]),
        number,
        "" if row["zone"] == "body" else zone,
        style if row["zone"] == "heading" else "",
        marked(row["text"], here, row["start"]),
    )


def excerpt(corpus: Corpus, doc_id: str, start: int, end: int, *, unfolded: bool = False) -> Markup:
    """Show the lines around a passage, one before and one after, the passage marked."""
    lines = corpus.paragraphs.filter(pl.col("doc_id") == doc_id)
    inside = lines.filter(pl.col("start") < max(end, start + 1), pl.col("end") > start)["para_no"]
    near = lines.filter(pl.col("para_no").is_between(inside.min() - 1, inside.max() + 1))
    spans = [(start, end)] if end > start else []
    shown = join(line(row, spans) for row in near.iter_rows(named=True))
    return fold(f"In context: {corpus.labels[doc_id]}, ¶ {inside.min()}", shown, unfolded=unfolded)


def redline(edits: pl.DataFrame, left: str, right: str, *, formal: bool = False) -> Markup:
    """Show the edits of one link (in order) as one running text of kept, cut and added words.

    ``left`` and ``right`` name the sides. Words of one side only are announced in words, which also
    survive copying. Unless ``formal``, edits of form are shown as the right side has them, or the
    left where only that has them, and their number is said. No character of a passage is left out.
    """
    hidden = 0 if formal else edits.filter(pl.col("kind") == "form").height
    shown = join(one_edit(edit, left, right, formal=formal) for edit in edits.iter_rows(named=True))
    said = "This line is made of both texts; quote from the passages themselves."
    if hidden:
        said += f" {count(hidden, 'edit')} of form not marked."
    return Markup('<p class="wb-redline">{}</p><p class="wb-source">{}</p>').format(shown, said)


def one_edit(edit: Mapping[str, Any], left: str, right: str, *, formal: bool) -> Markup:
    """Show one edit: kept as it is, the rest with the side that has it."""
    if edit["op"] == "kept" or (edit["kind"] == "form" and edit["op"] != "moved" and not formal):
        return Markup("{}").format(edit["right"] or edit["left"])
    if edit["op"] == "moved":
        words, space = parted(edit["right"])
        return Markup('<span class="wb-moved">[moved: {}]</span>{}').format(words, space)
    parts = []
    for tag, side, name in (("del", "left", left), ("ins", "right", right)):
        words, space = parted(edit[side])
        said = (tag, unseen(f"[only {name}: "), words, unseen("]"), space)
        parts += [Markup("<{0}>{1}{2}{3}</{0}>{4}").format(*said)] if words else []
    return join(parts)


def parted(words: str) -> tuple[str, str]:
    """Return words, and the space behind them."""
    bare = words.rstrip()
    return bare, words[len(bare) :] or " "


def beside(link: Mapping[str, Any], edits: pl.DataFrame, left: str, right: str) -> Markup:
    """Show the two passages of a link in full, their differing words marked and numbered.

    ``link`` has ``left_text``, ``left_start``, ``left_para_no`` and the same of the right. The mark
    with the same number on the other side lights up when one is pointed at or focused.
    """
    rows = edits.drop_nulls("edit_no")
    sides = join(
        one_side(link, rows, name, title) for name, title in (("left", left), ("right", right))
    )
    lit = join(
        Markup(
            ".wb-beside:has(.wb-e{0}:is(:hover,:focus)) .wb-e{0}{{outline:3px solid var(--wb-focus)}}"
        ).format(number)
        for number in rows["edit_no"]
    )
    return Markup('<style>{}</style><div class="wb-beside">{}</div>').format(lit, sides)


def one_side(link: Mapping[str, Any], edits: pl.DataFrame, name: str, title: str) -> Markup:
    """Show one passage of a link with its marks."""
    text, base = link[f"{name}_text"], link[f"{name}_start"]
    parts, at = [], 0
    spans = edits.filter(pl.col(f"{name}_start").is_not_null()).sort(f"{name}_start")
    for edit in spans.iter_rows(named=True):
        start, end = max(edit[f"{name}_start"] - base, at), edit[f"{name}_end"] - base
        if start < end:
            parts += [text[at:start], numbered(edit, text[start:end])]
            at = end
    place = f"{title}, ¶ {link[f'{name}_para_no']}"
    return Markup('<section aria-label="{}"><p class="wb-kind">{}</p><p>{}{}</p></section>').format(
        place, place, join(parts), text[at:]
    )


def numbered(edit: Mapping[str, Any], words: str) -> Markup:
    """Mark the words of one edit with its number; a substantive one has a solid line."""
    about = f"edit {edit['edit_no']}, {edit['op']}, {edit['kind']}"
    weight = "wb-strong" if edit["substantive"] else "wb-weak"
    bare = words.rstrip()
    return Markup(
        '<span class="wb-edit {0} wb-e{1}" tabindex="0" title="{2}"{3}>{4}<sup>{1}</sup></span>{5}'
    ).format(weight, edit["edit_no"], about, KEYS, bare, words[len(bare) :])


def quotation_cards(cards: pl.DataFrame, crossed: str = "") -> Markup:
    """Show passages side by side, one phrase of each in bold and underlined, and how they are joined.

    Takes a row per card: ``doc_id``, ``label``, ``date``, ``publisher``, ``para_no``, ``text``,
    ``phrase_start`` and ``phrase_end`` (offsets inside the text; null marks nothing), ``passage``
    (the whole paragraph, folded) and ``joined`` (the sentence that joins the card to the one before
    it, "" for the first). ``crossed`` says which way from one card to another proves nothing; it is
    told below them, its arrow crossed out. On a phone the cards stand one below the other.

    Examples
    --------
    >>> card = {"doc_id": "a", "label": "A", "date": "2021", "publisher": "B", "para_no": 3}
    >>> card |= {"text": "no < alliance", "phrase_start": 5, "phrase_end": 13}
    >>> card |= {"passage": "We want no < alliance.", "joined": ""}
    >>> print(quotation_cards(pl.DataFrame([card])).partition("blockquote>")[2][:64])
    no &lt; <strong class="wb-phrase">alliance</strong></blockquote>
    """
    shown = join(quotation_card(row) for row in cards.iter_rows(named=True))
    way = Markup(
        '<p class="wb-join"><span class="wb-way wb-crossed" aria-hidden="true">⟶</span> {}</p>'
    )
    below = way.format(crossed) if crossed else ""
    return Markup('<div class="wb-cards">{}</div>{}').format(shown, below)


def quotation_card(row: Mapping[str, Any]) -> Markup:
    """Show one passage under what joins it to the one before."""
    text, start, end = row["text"], row["phrase_start"] or 0, row["phrase_end"] or 0
    phrase = Markup('<strong class="wb-phrase">{}</strong>').format(text[start:end])
    way = Markup('<span class="wb-way" aria-hidden="true">⟶</span> ')
    return Markup(
        '<article class="wb-joined"><p class="wb-join">{}</p><div class="wb-card"><p class="wb-kind">'
        '{}</p><p class="wb-source">{}, {}, ¶&nbsp;{}</p><blockquote>{}</blockquote>{}</div></article>'
    ).format(
        join([way, row["joined"]]) if row["joined"] else "",
        row["label"],
        row["publisher"],
        row["date"],
        row["para_no"],
        join([text[:start], phrase if end > start else "", text[max(start, end) :]]),
        fold("Whole paragraph", Markup("<p>{}</p>").format(row["passage"])),
    )


def passages(  # noqa: PLR0913 - a card has these parts
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    head: str | None = None,
    spans: str | None = None,
    fields: Mapping[str, str] | None = None,
    first: int = 60,
    file: str = "passages",
) -> Markup:
    """Show a card per row: document and line, the passage with its marks, fields, citation; a CSV below.

    Takes ``doc_id``, ``para_no``, ``text``, maybe ``provision``; ``head`` is a column printed as the
    card's heading (the label of the document else), ``spans`` a column of lists of ``{start, end}``
    inside the text, ``fields`` further columns with their labels; an empty one is left out. A card
    whose row has a ``key`` can be picked in an explorer.
    """
    cited = with_label(rows, documents).with_columns(citation=citations(rows, documents))
    shown = [
        card(row, head or "document", spans, fields or {})
        for row in cited.head(first).iter_rows(named=True)
    ]
    more = f"The first {first} of {count(rows.height, 'passage')}; the file holds all."
    note = Markup("<p>{}</p>").format(more) if rows.height > first else ""
    return join([*shown, note, download(f"{file}.csv", cited)])


def card(row: Mapping[str, Any], head: str, spans: str | None, fields: Mapping[str, str]) -> Markup:
    """Show one passage with what is known of it."""
    found = [(span["start"], span["end"]) for span in row[spans] or ()] if spans else []
    told = Markup(" · ").join(
        Markup("<strong>{}:</strong> {}").format(label, cell(row[name]))
        for name, label in fields.items()
        if cell(row[name])
    )
    pick = key_of(row["key"]) if row.get("key") else ""
    return Markup(
        '<article class="wb-card"{}><p class="wb-kind">{}</p><blockquote>{}</blockquote>{}'
        '<p class="wb-source">{}</p></article>'
    ).format(
        pick,
        row[head],
        marked(row["text"], found),
        Markup("<p>{}</p>").format(told) if told else "",
        row["citation"],
    )


def concordance_lines(
    rows: pl.DataFrame, documents: pl.DataFrame, caption: str, *, numbers_from: int = 1
) -> Markup:
    """Show one line per hit: keyword in the middle, contexts on both sides, the document as a label.

    Takes ``doc_id``, ``para_no``, ``start``, ``left``, ``match``, ``right``, maybe ``voice``. A
    click anywhere on a line opens its passage, if the rows have it (``end``, and ``passage`` with
    the ``base`` where it begins); in an explorer it sets the choice ``place`` to ``doc_id|start``. The
    heads sort: the left context by its last words. Contexts of a sentence or a paragraph flow as a
    passage.
    """
    rows = with_label(rows, documents)
    names = {name: shortened(name, NAME) for name in rows["document"].unique()}

    def widest(column: str) -> int:
        return rows[column].cast(pl.String).str.len_chars().max() or 0

    heads = [("No", "wb-no", "number"), ("Left", "wb-left", "end"), ("Match", "wb-match", "text")]
    heads += [("Right", "wb-right", "text"), ("Source, ¶", "wb-place", "text")]
    sizes = f"--wb-match:{max(min(widest('match'), 28), 7) * 0.56 + 2:.1f}rem"
    sizes += f";--wb-place:{(max(map(len, names.values()), default=0) + 7) * 0.56 + 1:.1f}rem"
    voiced = "voice" in rows.columns
    if voiced:
        heads.append(("Voice", "wb-voice", "text"))
        sizes += f";--wb-voice:{max(widest('voice'), 8) * 0.48 + 0.8:.1f}rem"
    head = Markup(
        '<th scope="col" class="{1}"><span class="wb-plain">{0}</span>'
        '<button type="button" data-wb-sort="{2}"{3}>{0}</button></th>'
    )
    line_of = Markup(
        '<tr{0}><th scope="row" class="wb-number">{1:,}</th><td class="wb-left"><bdi>{2}</bdi></td>'
        '<td class="wb-match">{3}</td><td class="wb-right">{4}</td>'
        '<td class="wb-place" title="{5}, ¶ {6}"><span class="wb-name">{7}</span>, ¶ {6}</td>{8}</tr>'
    )
    voice = Markup('<td class="wb-voice">{}</td>')
    shown = join(
        line_of.format(
            key_of(f"{row['doc_id']}|{row['start']}", "place"),
            number,
            row["left"],
            opened(row),
            row["right"],
            row["document"],
            row["para_no"],
            names[row["document"]],
            voice.format(row["voice"]) if voiced else "",
        )
        for number, row in enumerate(rows.iter_rows(named=True), numbers_from)
    )
    whole = framed(caption, join(head.format(*one, KEYS) for one in heads), shown)
    flowing = max(widest("left"), widest("right")) > COLUMN
    style = "wb-lines wb-passages" if flowing else "wb-lines"
    return Markup('<div class="{}" style="{}">{}</div>').format(style, sizes, whole)


def opened(row: Mapping[str, Any]) -> Markup:
    """Show a match as a button over its passage, with how to cite it; without a passage as it is."""
    match = Markup("<mark>{}</mark>").format(row["match"])
    if row.get("passage") is None:
        return match
    passage = marked(row["passage"], [(row["start"], row["end"])], row["base"])
    return Markup(
        '<button type="button" class="wb-open"{}>{}</button><div popover class="wb-over"><p>{}</p>'
        '<p class="wb-source">{}</p></div>'
    ).format(KEYS, match, passage, row["citation"])
