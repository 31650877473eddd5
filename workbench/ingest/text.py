"""Bytes become lines of text: kinds told apart, characters decoded, cut lines joined.

Whatever a file is, reading it gives an `Extracted`: its text, what its format says of single
lines, what it says of itself, and what a reader has to decide.
"""

import codecs
import datetime as dt
import re
import tomllib
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from statistics import median, quantiles
from typing import Any

from workbench.errors import WorkbenchError

#: A document of two thousand pages; a larger one is no single document.
LARGEST = 20_000_000
#: How much of a file is looked at to tell its kind, and its encoding or its language.
HEAD, SAMPLE = 4_096, 10_000
READABLE = "text (.txt, .md), HTML, PDF, DOCX, tables (.csv, .tsv, .xlsx, .parquet), ZIP"
#: What stands before an item of a list or a numbered point: it begins a paragraph of its own.
MARK = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5})\.|"
    r"\d{1,2}(?:\.\d{1,2})+\.?|[-–—•*◦▪►●·‣])\s"
)
ENDS = re.compile(r"[.!?…:;][\])'\"”’»¹²³⁴-⁹\d]{0,4}$")
#: Figures of a note mark or an exponent, set so that they join no word and no number.
SUPERSCRIPT = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹˒")
MONTHS = (
    "january february march april may june july august september october november december".split()
)
DAYS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Z][a-z]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})(?P<sign>[-/])(?P<month>\d{2})(?P=sign)(?P<day>\d{2})"),
    re.compile(r"\b(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})\b"),
)
ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
#: Zones of single lines: number of the non-blank line → zone and reason.
Zones = dict[int, tuple[str, str]]
#: Fields of the manifest that a format gives → value and evidence.
Facts = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Extracted:
    """The text of one file, and what is known of it.

    ``zones`` is what the format itself says of lines; ``facts`` give fields of the manifest a
    value and its evidence; ``doubts`` are questions for the reader (``Kind: sentence``), ``notes``
    what was done and needs no answer.
    """

    text: str
    extractor: str = "as it stands"
    encoding: str = "utf-8"
    zones: Zones = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@cache
def book() -> dict[str, Any]:
    """Return the forms of lines, files and pages that are known, and the questions."""
    return tomllib.loads(files("workbench.ingest").joinpath("forms.toml").read_text("utf-8"))


@cache
def form(name: str) -> re.Pattern[str]:
    """Return a pattern of a section of the forms, such as *text.crawled*; capitals are ignored."""
    section, key = name.split(".")
    return re.compile(book()[section][key].replace("DAY", book()["day"]), re.IGNORECASE)


def ask(key: str, *values: object) -> str:
    """Return a question for the reader from the table of doubts, its gaps filled.

    Examples
    --------
    >>> ask("body none")
    'Body: no word is left to count.'
    """
    return book()["doubts"][key].format(*values)


def refused(key: str, name: str, *values: object) -> WorkbenchError:
    """Return the sentence with which a file is refused, and the way out.

    Examples
    --------
    >>> str(refused("empty", "a.txt"))
    'a.txt: the file is empty.'
    """
    return WorkbenchError(f"{name}: {book()['refusals'][key].format(*values)}.")


def of_lines(lines: list[tuple[str, str, str]], package: str, **about: Any) -> Extracted:  # noqa: ANN401 - fields of it
    """Make an `Extracted` of lines with their zone (empty: not said) and the reason for it."""
    zones = {n: (zone, reason) for n, (_, zone, reason) in enumerate(lines, 1) if zone}
    text = "\n\n".join(line for line, *_ in lines) + "\n"
    return Extracted(text, f"{package} {version(package)}", zones=zones, **about)


def lines_of(text: str) -> list[str]:
    """Return the non-blank lines of a text, as they are numbered everywhere."""
    bare = (line.strip().removeprefix("\ufeff").strip() for line in text.split("\n"))
    return [line for line in bare if line]


def listing(numbers: list[int], most: int = 8) -> str:
    """Name some line numbers, and say how many more there are.

    Examples
    --------
    >>> listing([3, 9]), listing(list(range(1, 11)))
    ('3, 9', '1, 2, 3, 4, 5, 6, 7, 8 and 2 more')
    """
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return ", ".join(map(str, numbers[:most])) + more


def letters(number: int) -> str:
    """Count in letters as Word does.

    Examples
    --------
    >>> letters(1), letters(26), letters(28)
    ('a', 'z', 'bb')
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """Count in Roman numerals.

    Examples
    --------
    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    written = ""
    for size, sign in ROMAN:
        times, number = divmod(number, size)
        written += sign * times
    return written


def day(text: str) -> str:
    """Read the first full date of a text in English or ISO 8601, if the calendar has it.

    Examples
    --------
    >>> day("Hanoi, June 20, 2024"), day("February 30, 2024"), day("06/05/2024")
    ('2024-06-20', '', '')
    """
    for found in filter(None, (pattern.search(text) for pattern in DAYS)):
        month = found["month"].lower()
        named = [n for n, name in enumerate(MONTHS, 1) if name.startswith(month) and month[2:]]
        with suppress(ValueError):
            number = named[0] if named else int(month)
            return dt.date(int(found["year"]), number, int(found["day"])).isoformat()
    return ""


def said_by(lines: list[str], who: str) -> Facts:
    r"""Read what lines such as ``date: 2024-06-20`` say of a text: a front matter, or a crawler’s.

    Examples
    --------
    >>> said_by(["Title: 'The Lake'", "layout: post"], "the crawler")
    {'title': ('The Lake', 'the crawler says "Title: \'The Lake\'"')}
    """
    facts: Facts = {}
    for pair in filter(None, (re.match(r"([\w.-]+)\s*[:=]\s*(.+)", line) for line in lines)):
        value = pair[2].strip("\"' ")
        if name := field_of(pair[1], value):
            facts.setdefault(name, (value, f"{who} says {pair[0]!r}"))
    return facts


def field_of(name: str, value: str) -> str:
    """Return the field of the manifest that a name with a value means; empty if it means none."""
    plain = name.lower().replace("-", "_")
    found = next((key for key, names in book()["fields"].items() if plain in names.split()), "")
    return found if value and (found == "url") == value.startswith("http") else ""


def counted(number: int, kind: str) -> str:
    """Count as a list does: in figures (1), letters (a, A) or Roman numerals (i, I).

    Examples
    --------
    >>> counted(4, "1"), counted(28, "a"), counted(19, "I"), counted(0, "a")
    ('4', 'bb', 'XIX', '0')
    """
    known = {"a": letters, "i": roman} if 0 < number < 1_000 else {}  # noqa: PLR2004 - no list is longer
    written = known.get(kind.lower(), str)(number)
    return written.upper() if kind.isupper() else written


# Languages


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the function words of each language that can be told."""
    lists = tomllib.loads(files("workbench.ingest").joinpath("languages.toml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


@lru_cache(8)
def language(text: str) -> tuple[str, float]:
    """Return the likeliest language of a text and the share of its words that are on its list.

    Too few such words give ``unknown``.

    Examples
    --------
    >>> language("The two sides agreed that they will meet in the autumn of the year.")[0]
    'English'
    """
    words = Counter(re.findall(r"[^\W\d_]+", text[:SAMPLE].lower()))
    shares = {
        name: sum(words[word] for word in known if word in words) / max(words.total(), 1)
        for name, known in function_words().items()
    }
    best = max(shares, key=shares.__getitem__)
    return (best if shares[best] >= 0.15 else "unknown"), shares[best]  # noqa: PLR2004


# Bytes to characters

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
#: Tried in this order; the one whose text has most words of a language is taken.
EIGHT_BIT = "cp1252 cp1251 koi8-r cp1250 cp1258 iso8859-2 mac-roman cp866 koi8-u cp1254 cp1256 cp1255 mac-cyrillic iso8859-5".split()
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
#: No language writes so: a sign or a capital inside a word.
ODD = re.compile(
    r"[a-zß-ÿ][A-ZÀ-Þ]|[^\W\d_][\u00a1-\u00b9\u00bb-\u00bf×÷†‡ˆ‰‹Š…][^\W\d_]|"
    r"[^\W\d_][¡¤¦¨±´¶¸¹¼½¾¿×÷]|[\u2500-\u259f]"
)
#: UTF-8 that was once read as Windows-1252 or as Windows-1251, and characters that were lost.
BROKEN = re.compile("Ã[\x80-\xbf\u2018-\u203a]|â€|á[»º][\x80-\xbf¿¡-¾]|Р[°-ї]Р[°-ї]Р[°-ї]|\ufffd")


def decode(data: bytes, name: str) -> Extracted:
    r"""Decode a text whose encoding nobody has told; ``name`` is the file in messages.

    A byte order mark is believed first, then valid UTF-8, then what the file declares; then the
    encoding is taken that gives most words of some language. Raises `WorkbenchError` if it is no
    text.

    Examples
    --------
    >>> decode("Việt Nam".encode("utf-16"), "a.txt").encoding
    'utf-16 (byte order mark)'
    """
    tries = [(encoding, "byte order mark") for mark, encoding in BOMS if data.startswith(mark)][:1]
    wide = bool(tries) or b"\0" in data
    if not tries:
        tries = [(encoding, "told by its spaces") for encoding in UNMARKED if wide]
    if not wide:
        declared = [found.decode().lower() for found in DECLARED.findall(data[:HEAD])[:1]]
        said = [(encoding, "declared in the file") for encoding in declared]
        tries = [("utf-8-sig", "valid UTF-8"), *said]
    for encoding, how in tries:
        with suppress(LookupError, UnicodeDecodeError):
            text = data.decode(encoding)
            spaced = not CONTROL.search(text[:SAMPLE]) and text.count(" ") >= len(text) / 50
            if spaced or how != "told by its spaces":
                return tidied(text, f"{encoding.removesuffix('-sig')} ({how})")
    if wide:
        raise refused("zero bytes", name, READABLE)
    return eight_bit(data, name)


def eight_bit(data: bytes, name: str) -> Extracted:
    """Decode what is not UTF-8 and does not say what it is: as what makes it a language."""
    found = []
    for order, encoding in enumerate(EIGHT_BIT):
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            sample = text[:SAMPLE]
            if not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", sample):
                odd = len(ODD.findall(sample)) / (len(sample.split()) or 1)
                share = language(sample)[1]
                found.append((share - 2 * odd, -order, share, encoding, text))
    if not found:
        raise refused("encoding", name)
    _, _, share, encoding, text = max(found)
    if share >= 0.1:  # noqa: PLR2004 - such letters make words of a language
        return tidied(text, f"{encoding} (told by its words)")
    place = next(n for n, line in enumerate(lines_of(text), 1) if not line.isascii())
    return tidied(text, f"{encoding} (guessed)", ask("encoding", encoding, place))


def tidied(text: str, how: str, *doubts: str) -> Extracted:
    r"""Give every line end its one sign, and C1 characters the signs that they stand for.

    Examples
    --------
    >>> tidied("1986\x962004\r\nThey met.\r", "utf-8").text
    '1986–2004\nThey met.\n'
    """
    notes = () if how.startswith("utf-8") else (f"It was read as {how}.",)
    text, n = re.subn(
        r"[\x80-\x84\x86-\x9f]", lambda c: c[0].encode("latin-1").decode("cp1252", "ignore"), text
    )
    if n:
        notes += (f"{n} control characters were read as the signs of Windows-1252 that they are.",)
    text = re.sub(r"\r+\n|[\r\x85\v\x1c-\x1e\u2028]", "\n", text.rstrip("\x1a"))
    text = re.sub(r"(?<=[^\W\d_])[ \n]*\f[ \n]*(?=[a-zà-ÿа-я])", "\n", text)
    text = re.sub(r"[\f\u2029]", "\n\n", text)
    slip = BROKEN.search(text)
    if slip:
        places = [place for place, line in enumerate(lines_of(text), 1) if BROKEN.search(line)]
        doubts += (ask("letters", listing(places), repr(slip[0])),)
    return Extracted(text, encoding=how, doubts=doubts, notes=notes)


# Kinds

HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|p|div)\b", re.IGNORECASE)


def extract(data: bytes, name: str) -> Extracted:
    """Return the text of one file; ``name`` is its name, by which messages call it.

    Raises `WorkbenchError` with one sentence, and the way out, for what is empty, binary, damaged,
    protected, a scan, too large, or of another kind.

    Examples
    --------
    >>> extract(b"Both sides agreed.", "a.txt").encoding
    'utf-8 (valid UTF-8)'
    """
    if not data.strip():
        raise refused("empty", name)
    if len(data) > LARGEST:
        raise refused("large", name, f"{len(data):,}", f"{LARGEST:,}")
    head = data[:HEAD].decode("latin-1")
    for kind in book()["refused"]:
        if "begins" in kind and re.match(kind["begins"], head):
            raise refused("kind", name, kind["what"], kind["out"])
    if "%PDF-" in head[:1024]:
        from workbench.ingest.pdf import from_pdf  # noqa: PLC0415 - its library is optional

        return from_pdf(data, name)
    return packed(data, name) if data.startswith(b"PK") else from_characters(data, name)


def packed(data: bytes, name: str) -> Extracted:
    """Read a DOCX, or say what kind of archive it is."""
    from workbench.ingest.word import from_docx  # noqa: PLC0415 - its library is optional

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members, size = archive.namelist(), sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused("broken", name) from None
    if size > 10 * LARGEST:
        raise refused("bomb", name, f"{size:,}")
    if "word/document.xml" in members:
        return from_docx(data, name)
    kind = next(one for one in book()["refused"] if one.get("member", "-") in (*members, ""))
    raise refused("kind", name, kind["what"], kind["out"])


def from_characters(data: bytes, name: str) -> Extracted:
    """Read what should be a web page, Markdown or plain text."""
    from workbench.ingest.page import from_html, from_markdown, is_markdown  # noqa: PLC0415 - no circle

    read = decode(data, name)
    suffix, text = name.lower().rpartition(".")[2], read.text.lstrip("\ufeff \n\t")
    page = suffix in ("html", "htm", "xhtml") or HTML.search(text[:HEAD])
    if CONTROL.search(text[:HEAD]) and not page:
        raise refused("unknown", name, READABLE)
    if not text:
        raise refused("empty", name)
    if page and suffix != "md":
        return from_html(read, name)
    if suffix in ("md", "markdown", "mdown") or is_markdown(text):
        return from_markdown(read, name)
    return from_text(read)


# Lines that an editor or a page has cut


def from_text(read: Extracted) -> Extracted:
    """Take a text as it stands; only lines that were cut at a width are joined."""
    joined, doubts = unwrapped(read.text)
    text = "\n\n".join(joined) + "\n" if joined else read.text
    return replace(read, text=text, doubts=(*read.doubts, *doubts))


def unwrapped(text: str) -> tuple[list[str], list[str]]:
    r"""Join lines that were cut at a width to paragraphs; none where each line is one already.

    A blank line, an indent or a mark of a list parts paragraphs, whatever a line ends in. Only
    where a text has none of these does a short line end one. Also gives the doubts.

    Examples
    --------
    >>> unwrapped("The two sides agreed that the trade in grain is\nto be free.\n\nThey met.")[0]
    ['The two sides agreed that the trade in grain is to be free.', 'They met.']
    """
    parts = re.split(r"\n\s*\n", text.expandtabs(4))
    blocks = [
        [line.rstrip() for line in part.split("\n") if line.strip()]
        for part in parts
        if part.strip()
    ]
    if len(blocks) >= 6 and sum(len(block) == 1 for block in blocks) >= 0.9 * len(blocks):  # noqa: PLR2004
        merged = [[line for block in blocks for line in block]]
        blocks = merged if cut_at(merged, sure=0.5) else blocks
    width = cut_at(blocks)
    if not width:
        return [], broken_off(blocks)
    parted = len(blocks) > 1 and median(map(len, blocks)) <= 40  # noqa: PLR2004
    words = vocabulary(text)
    paragraphs = [
        joined(lines, words) for block in blocks for lines in parted_at(block, width, parted=parted)
    ]
    long = sum(map(len, blocks)) > 12  # noqa: PLR2004
    guessed = not parted and long and not marked_or_inset(blocks)
    return paragraphs, [ask("paragraphs")] * guessed


def vocabulary(text: str) -> Counter[str]:
    """Count the words of a text, but for those that the end of a line breaks."""
    whole = re.sub(r"[^\W\d_]+[-\u00ad\u2010]\n\s*[^\W\d_]+", " ", text.lower())
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", whole))


def indent(line: str) -> int:
    """Return by how many signs a line is set in."""
    return len(line) - len(line.lstrip())


def marked_or_inset(blocks: list[list[str]]) -> bool:
    """Tell whether indents or marks of a list part the paragraphs of a text."""
    lines = [line for block in blocks for line in block]
    inset = sum(indent(b) > indent(a) + 1 for a, b in pairwise(lines))
    marked = sum(bool(MARK.match(line.lstrip())) for line in lines)
    return inset + marked >= len(lines) / 15


def continues(line: str, following: str) -> bool:
    """Tell whether a sentence goes over the end of a line."""
    start = following.lstrip()
    return not ENDS.search(line) and start[:1].islower() and not MARK.match(start)


def cut_at(blocks: list[list[str]], sure: float = 0.3) -> int:
    """Return the width at which lines seem to be cut; 0 if each is a paragraph."""
    pairs = [
        (line, following)
        for block in blocks
        for line, following in pairwise(block)
        if not MARK.match(following.lstrip())
    ]
    if not pairs:
        return 0
    lengths = [len(line) for line, _ in pairs]
    longest = quantiles(lengths, n=20, method="inclusive") if len(lengths) > 1 else lengths
    width = min(round(longest[-1]), max(lengths))
    if not 35 <= width <= 135:  # noqa: PLR2004 - a page of print or of a terminal
        return 0
    over = sum(continues(*pair) for pair in pairs) / len(pairs)
    full = sum(
        len(line) + 1 + len(following.split()[0]) > width - 2 for line, following in pairs
    ) / len(pairs)
    wide = sum(length >= 0.6 * width for length in lengths) / len(pairs)
    return width if over >= sure and (full >= 0.5 or (over >= 0.4 and wide >= 0.6)) else 0  # noqa: PLR2004


def broken_off(blocks: list[list[str]]) -> list[str]:
    """Ask about lines that break off in a sentence though the text as a whole is not cut."""
    pairs = [pair for block in blocks for pair in pairwise([*block, ""])]
    places = [n for n, pair in enumerate(pairs, 1) if len(pair[0]) >= 35 and continues(*pair)]  # noqa: PLR2004
    return [ask("lines", len(places), listing(places))] * (len(places) > 2)  # noqa: PLR2004 - a slip or two


def parted_at(block: list[str], width: int, *, parted: bool) -> list[list[str]]:
    """Part the lines between two blank ones into paragraphs."""
    bare = [line.strip() for line in block]
    short = all(len(line) < 0.6 * width for line in bare)
    if short and not any(line[0].islower() for line in bare[1:]):
        return [[line] for line in bare]  # an address, signatures, a list
    dashes = sum(bool(MARK.match(line)) for line in bare)
    found, start = [[bare[0]]], indent(block[0])
    for n in range(1, len(block)):
        line, before = bare[n], bare[n - 1]
        marked, several = MARK.match(found[-1][0]), len(found[-1]) > 1
        inner = form("text.refers").search(before)
        dash = line[0] in "-–—" and dashes == 1 and len(before) > 0.8 * width
        deeper = indent(block[n]) - indent(block[n - 1])
        outset = marked and several and deeper < 0 and indent(block[n]) <= start
        if (
            (MARK.match(line) and not dash and not inner)
            or (deeper > 1 and not (marked and not several))
            or outset
            or re.search(r"\S {3,}\S", f"{before}\n{line}")
            or ended(before, line, width, parted=parted, top=n == 1)
        ):
            found.append([])
            start = indent(block[n])
        found[-1].append(line)
    return found


def ended(line: str, following: str, width: int, *, parted: bool, top: bool) -> bool:
    """Tell whether a line was ended before it was full: a headline, or the end of a paragraph."""
    if following[0].islower() or line[-1] in ",-–—":
        return False
    closed = ENDS.search(line) is not None
    if parted:
        return top and not closed and len(line) < 0.6 * width
    room = width - 1 if closed else 0.8 * width
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= room


def part_at_breaks(text: str) -> list[str]:
    r"""Part a paragraph at its forced line breaks, unless they only cut lines or sentences.

    Examples
    --------
    >>> part_at_breaks("1. They met.\n2. They agreed on the\ntrade in tea.")
    ['1. They met.', '2. They agreed on the trade in tea.']
    """
    lines = [bare for line in text.split("\n") if (bare := squeezed(line))]
    whole = unwrapped("\n".join(lines))[0] if len(lines) > 1 else lines
    if whole or not lines:
        return whole
    listed = any(line.endswith(":") for line in lines)
    parts = lines[:1]
    for before, line in pairwise(lines):
        if continues(before, line) and not listed:
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return parts


def squeezed(text: str) -> str:
    """Set one space where a source has several; other white space stays as it is."""
    return re.sub(r"[ \t]{2,}|\t", " ", text).strip(" \n\t\u00a0\u200b\ufeff")


def joined(lines: list[str], words: Counter[str]) -> str:
    """Join lines; a word that was broken at their end is whole again.

    A hyphen at the end of a line goes if the text has the word in one piece, or has not both of
    its parts; it stays if the text has the word with it.

    Examples
    --------
    >>> joined(["a long-", "term cooper-", "ation"], Counter(["long", "term", "cooperation"]))
    'a long-term cooperation'
    """
    text = lines[0]
    for line in lines[1:]:
        broken = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010]$", text)
        rest = re.match(r"[^\W\d_]+", line)
        if broken and rest and (line[0].islower() or text[-1] == "\u00ad"):
            first, second = broken[1].lower(), rest[0].lower()
            apart = words[f"{first}-{second}"] or (words[first] and words[second])
            whole = words[first + second] or not apart or text[-1] == "\u00ad"
            text = (text[:-1] if whole else text) + line
        else:
            text += ("" if text.endswith("\u00ad") or re.search(r"\w-$", text) else " ") + line
    return text
