"""A web page becomes its text: a line per block, and what is not the article is cut with a reason.

Markdown and Word are set as pages first, without an article to be looked for.

Every visible word is kept as a line. The article is looked for in the structure of the page: the
smallest element that has the running text; menus, side bars, share bars and teasers inside and
around it are told by their elements, their names, their links and their place (`forms.toml`).
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from statistics import median
from typing import Any

from workbench.ingest.text import (
    ENDS,
    MARK,
    SAMPLE,
    SUPERSCRIPT,
    Extracted,
    Facts,
    ask,
    book,
    counted,
    day,
    form,
    lines_of,
    listing,
    of_lines,
    part_at_breaks,
    refused,
    said_by,
    squeezed,
    unwrapped,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(book()["page"]["blocks"].split())
SKIPPED = frozenset(book()["page"]["skipped"].split())
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN = "not visible on the page"
#: Elements that pages use inside an article too: believed unless they have much of its text.
MILD = ("aside", "form", "figcaption", "footer")
#: Words of a running line, and of running text; share of its letters in links that makes a link.
RUNNING, LEAST, LINKED = 12, 40, 0.6
BARS = r"\s+(?:[|–—·•»-]|::)\s+"


@cache
def names() -> list[tuple[re.Pattern[str], str]]:
    """Return what names of elements say, compiled."""
    edge = r"(?:^|$|[\s_-])"
    said = book()["page"]["names"].items()
    return [(re.compile(f"{edge}(?:{name}){edge}", re.IGNORECASE), why) for name, why in said]


def called(element: Any) -> str:  # noqa: ANN401 - lxml declares no types
    """Return class and identifier of an element."""
    return f"{element.get('class', '')} {element.get('id', '')}".strip()


@dataclass
class Block:
    """One line of a page: its words, where it stands, and why it may not be body."""

    text: str
    tag: str
    holder: Any
    links: float = 0
    cause: str = ""
    named: tuple[tuple[Any, str], ...] = ()
    title: bool = False

    def __post_init__(self) -> None:
        """Count the words, and tell whether this is running text: an end, and few links."""
        self.words = len(self.text.split())
        ended = bool(ENDS.search(self.text)) or self.words > 2 * RUNNING
        prose = self.words >= RUNNING and ended
        self.prose = prose and self.links < LINKED and self.tag not in HEADINGS

    @property
    def running(self) -> bool:
        """Tell whether this is running text that nothing cuts."""
        return self.prose and not self.cause


@dataclass
class Reader:
    """Walk once over a page, and put down a block at each of its borders."""

    hidden: re.Pattern[str] | None
    plain: bool = False
    blocks: list[Block] = field(default_factory=list)
    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    marker: str = ""
    skipping: Any = None
    row: Any = None
    why: list[tuple[Any, str, bool]] = field(default_factory=list)  # reasons; whether they are sure
    links: int = 0
    pre: int = 0
    lists: list[list[Any]] = field(default_factory=list)
    sups: list[int] = field(default_factory=list)

    def read(self, page: Any) -> list[Block]:  # noqa: ANN401
        """Walk over the page; iteratively, for some are nested very deep."""
        from lxml import etree  # noqa: PLC0415 - optional

        for event, element in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
            if event == "start" and self.skipping is None:
                self.start(element)
            elif event == "end" and self.skipping is None:
                self.end(element)
            elif event == "end" and self.skipping is element:
                self.skipping = None
            if event != "start" and self.skipping is None:
                self.take(element.tail)
        self.flush(page)
        return self.blocks

    def take(self, text: str | None) -> None:
        """Take some characters; white space of the source is a space."""
        plain = (text or "") if self.pre else re.sub(r"[ \t\r\n\f]+", " ", text or "")
        self.parts.append(plain)
        self.linked += len(plain) if self.links else 0

    def start(self, element: Any) -> None:  # noqa: ANN401
        """Begin an element; what is not seen is put down at once, and the words around it go on."""
        tag, cell = element.tag, element.tag in ("td", "th") and self.row is not None
        block = tag in BLOCKS and not (self.row is not None and tag in ("p", "div"))
        unseen = tag not in SKIPPED and self.is_unseen(element)
        if block:
            self.parts.append("\t") if cell else self.flush(element.getparent())
        elif tag in BLOCKS:
            self.parts.append(" ")
        if unseen:
            words = element.xpath(".//text()[not(parent::script or parent::style)]")
            text = " ".join(" ".join(words).split())
            self.blocks += [Block(text, "span", element, cause=UNSEEN)] * bool(text)
        if unseen or tag in SKIPPED:
            self.skipping = element
            return
        if block:
            self.spans[element] = (len(self.blocks), 0)
        self.look(element, tag)
        if tag == "tr" and self.row is None and is_row(element):
            self.row = element
        elif tag in ("ol", "ul", "menu"):
            self.lists.append([element, first_number(element)])
        elif tag == "li":
            self.marker = self.mark(element)
        elif tag == "sup":
            self.sups.append(len(self.parts))
        self.links += tag == "a" and element.get("href") is not None
        self.pre += tag == "pre"
        self.parts.append({"br": "\n", "q": "“"}.get(tag, ""))
        self.take(element.text)

    def is_unseen(self, element: Any) -> bool:  # noqa: ANN401
        """Tell whether an element is hidden from readers of the page."""
        name = called(element)
        return bool(
            element.tag in ("template", "noscript", "datalist")
            or element.get("hidden") is not None
            or HIDDEN_STYLE.search(element.get("style", ""))
            or form("page.hidden").search(name)
            or (element.tag == "dialog" and element.get("open") is None)
            or (self.hidden and self.hidden.search(f" {name} "))
        )

    def look(self, element: Any, tag: str) -> None:  # noqa: ANN401
        """Note why what an element has may be no body."""
        name, page = called(element), book()["page"]
        reason = page["roles"].get(element.get("role", "")) or page["elements"].get(tag, "")
        sure = self.plain or (bool(reason) and tag not in MILD)
        if name and not reason and tag not in ("body", "html", "main", "article"):
            reason = next((why for pattern, why in names() if pattern.search(name)), "")
        self.why += [(element, reason, sure)] * bool(reason)

    def mark(self, item: Any) -> str:  # noqa: ANN401
        """Return the number or bullet of an item."""
        if not self.lists or "none" in item.get("style", ""):
            return ""
        holder, number = self.lists[-1]
        if holder.tag != "ol":
            return "" if "none" in holder.get("style", "") else "• "
        value, kind = item.get("value", ""), holder.get("type", "1")
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else number
        self.lists[-1][1] = number + (-1 if holder.get("reversed") is not None else 1)
        return f"{counted(number, kind)}. "

    def end(self, element: Any) -> None:  # noqa: ANN401
        """End an element."""
        tag = element.tag
        if tag == "sup":
            start = self.sups.pop()
            text = "".join(self.parts[start:])
            if re.fullmatch(r"\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*", text):
                self.parts[start:] = [re.sub(r"\s", "", text).translate(SUPERSCRIPT)]
        self.parts.append("”" if tag == "q" else "")
        if element in self.spans:
            if not (tag in ("td", "th") and self.row is not None):
                self.flush(element)
            self.spans[element] = (self.spans[element][0], len(self.blocks))
        self.links -= tag == "a" and element.get("href") is not None
        self.pre -= tag == "pre"
        self.row = None if element is self.row else self.row
        self.marker = "" if tag == "li" else self.marker
        if tag in ("ol", "ul", "menu"):
            self.lists.pop()
        if self.why and self.why[-1][0] is element:
            self.why.pop()

    def flush(self, holder: Any) -> None:  # noqa: ANN401
        """Put down what has been gathered as one block, or as several where breaks part it."""
        whole, linked, marker = "".join(self.parts), self.linked, self.marker
        self.parts, self.linked = [], 0
        if not whole.strip():
            return
        self.sups, self.marker = [0] * len(self.sups), ""
        marker = marker.strip("• ") if holder.tag in HEADINGS else marker
        share = linked / len(whole.strip())
        sure = [why for _, why, sure in self.why if sure]
        named = tuple((element, why) for element, why, sure in self.why if not sure)
        for text in lines_in(whole, holder.tag, pre=bool(self.pre)):
            known = MARK.match(text) if marker == "• " else text.startswith(marker.strip())
            line = text if known or share >= LINKED else marker + text
            marker = ""
            cause = sure[-1] if sure else ""
            self.blocks.append(Block(line, holder.tag, holder, share, cause, named))


def lines_in(text: str, tag: str, *, pre: bool) -> list[str]:
    """Return the lines of a block: cells of a row, lines of a heading together, parts at breaks."""
    if "\t" in text and not pre:
        return ["\t".join(" ".join(cell.split()) for cell in text.split("\t")).strip()]
    if tag in HEADINGS:
        return [squeezed(text.replace("\n", " "))]
    return (pre and unwrapped(text)[0]) or part_at_breaks(text)


def first_number(element: Any) -> int:  # noqa: ANN401
    """Return the number with which a list begins."""
    start = element.get("start", "")
    if re.fullmatch(r"-?\d{1,6}", start):
        return int(start)
    return sum(child.tag == "li" for child in element) if element.get("reversed") is not None else 1


def is_row(row: Any) -> bool:  # noqa: ANN401
    """Tell whether a row of a table has cells of data, and is not the layout of the page."""
    inner = ".//table | .//ul | .//ol | .//h1 | .//h2 | .//h3 | .//p[2] | .//div[2]"
    cells = [(cell, len(cell.text_content().strip())) for cell in row if isinstance(cell.tag, str)]
    cells = [(cell, length) for cell, length in cells if length]
    layout = (length > 400 or cell.xpath(f"boolean({inner})") for cell, length in cells)  # noqa: PLR2004 - more than a cell says
    return len(cells) > 1 and not any(layout)


def from_html(read: Extracted, name: str, *, plain: bool = False) -> Extracted:
    """Return the visible text of a page, a line per block, with the article told from the rest.

    With ``plain`` there is no article to be found (Markdown and Word that were set as a page).
    """
    page = parsed(read.text, name)
    reader = Reader(hidden_by_style(page), plain=plain)
    blocks = reader.read(page)
    if all(block.cause == UNSEEN for block in blocks):
        raise refused("no text", name)
    facts = facts_of(page, blocks)
    doubts = () if plain else tuple(cut(blocks, reader.spans))
    unseen = sum(block.words for block in blocks if block.cause == UNSEEN)
    notes = (f"{unseen:,} words are not visible on the page and are no body.",) * bool(unseen)
    lines = [(block.text, *zone_of(block)) for block in blocks]
    said = {"facts": facts, "doubts": read.doubts + doubts, "notes": read.notes + notes}
    return of_lines(lines, "lxml", encoding=read.encoding, **said)


def parsed(text: str, name: str) -> Any:  # noqa: ANN401
    """Parse a page, however deep it is nested; its own word about its encoding no longer counts."""
    try:
        from lxml import etree, html  # noqa: PLC0415 - optional
    except ImportError:
        raise refused("needed", name, "lxml") from None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refused("html", name) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refused("deep", name)
    return page


def hidden_by_style(page: Any) -> re.Pattern[str] | None:  # noqa: ANN401
    """Return the names of elements that the page's own style sheet hides on every screen."""
    media = r"/\*.*?\*/|@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
    found = set()
    for sheet in page.iter("style"):
        rules = re.sub(media, "", sheet.text or "", flags=re.DOTALL)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            if HIDDEN_STYLE.search(body):
                found |= set(re.findall(r"(?:^|,)\s*[.#]([\w-]+)\s*(?=,|$)", selectors))
    return re.compile(rf"\s(?:{'|'.join(sorted(found))})\s") if found else None


# The article and what is around it


def cut(blocks: list[Block], spans: dict[Any, tuple[int, int]]) -> Iterator[str]:
    """Give every block that is not of the article its cause; ask where that is not sure."""
    weights = weighed(blocks)
    top = next((n for n, block in enumerate(blocks) if block.title), -1)
    for block in blocks:  # names are believed unless they are those of the article itself
        for element, reason in block.named:
            first, last = spans.get(element, (0, 0))
            held = weights[last] - weights[first]
            most = 0.8 if reason == "cookie notice" else 0.3  # longer than many a press release
            own = first <= top < last and held >= LEAST  # it holds the headline and running text
            if held < most * weights[-1] and not own and not block.cause:
                block.cause = reason
    weights = weighed(blocks)
    if not weights[-1]:
        yield ask("article none")
        return
    first, last = article(spans, weights)
    outside = [n for n, block in enumerate(blocks) if not first <= n < last and not block.cause]
    lost = [n for n in outside if blocks[n].running]
    deck = [n for n in lost if -1 < top < n < first]  # between the headline and the article
    lost = [n for n in lost if n not in deck[:1]]
    for n in outside:
        blocks[n].cause = "" if blocks[n].title or n in deck[:1] else "outside the article"
    words = sum(blocks[n].words for n in lost)
    if words > max(LEAST, 0.05 * weights[-1]):
        yield ask("article", f"{words:,}", listing([n + 1 for n in lost]))
    teasers(blocks, spans, range(first, last), weights)
    edges(blocks, range(first, last))


def weighed(blocks: list[Block]) -> list[int]:
    """Return the sums of words of running text up to each block."""
    return [0, *accumulate(block.words if block.running else 0 for block in blocks)]


def article(spans: dict[Any, tuple[int, int]], weights: list[int]) -> tuple[int, int]:
    """Return the first and the last block of the article: the smallest element that has it."""

    def held(span: tuple[int, int]) -> int:
        return weights[span[1]] - weights[span[0]]

    said = [
        span
        for element, span in spans.items()
        if element.tag in ("article", "main")
        or element.get("role") in ("main", "article")
        or "articlebody" in element.get("itemprop", "").lower()
        or form("page.article").search(called(element))
    ]
    whole = max(map(held, said), default=0)
    if whole < weights[-1] / 2:  # its names mean something else
        said, whole = list(spans.values()), weights[-1]
    return min((s for s in said if held(s) >= 0.95 * whole), key=lambda span: span[1] - span[0])


def teasers(
    blocks: list[Block], spans: dict[Any, tuple[int, int]], inside: range, weights: list[int]
) -> None:
    """Cut what stands under a heading that leads elsewhere, or that is itself a link."""
    for n in inside:
        block = blocks[n]
        headed = block.tag in HEADINGS
        linked = headed and block.links >= LINKED
        leads = linked or form("page.elsewhere").fullmatch(block.text.strip("• "))
        cut_before = block.cause not in ("", "related stories")
        if cut_before or block.title or block.tag == "summary":
            continue
        if not leads or not (headed or block.words <= RUNNING / 2):
            continue
        block.cause = "teaser of another page" if linked else "related stories"
        ups = (up for up in (block.holder, *block.holder.iterancestors()) if up in spans)
        last = next((spans[up][1] for up in ups if spans[up][1] > n + 1), n + 1)
        last = min(last, inside.stop)
        if weights[last] - weights[n] > 0.3 * weights[-1]:  # the article goes on in this element
            last = bisect_left(weights, weights[n] + 1, n) - 1
        for after in blocks[n + 1 : last]:
            if after.tag in HEADINGS and after.tag <= block.tag and not linked:
                break
            after.cause = after.cause or block.cause


def edges(blocks: list[Block], inside: range) -> None:
    """Cut links, and short lines without an end above or below all running text.

    Items of a list that a colon opens are text.
    """
    running = [n for n in inside if blocks[n].running]
    listed = False
    for n in inside:
        block = blocks[n]
        if block.cause or block.title:
            continue
        marked = MARK.match(block.text) is not None
        whole = block.links >= (0.9 if block.words > 3 * RUNNING else LINKED)
        kept = listed and (whole or marked or block.holder.tag in ("li", "dd"))
        listed = kept or (block.text.endswith(":") and block.words > 3)  # noqa: PLR2004 - Published: is none
        closed = listed or re.search(r"[.!?…;,\t][\])'\"”’»]*$", block.text)
        numbered = marked and not block.text.startswith("•")
        place = "above" if n < running[0] else "below" if n > running[-1] else ""
        if whole and not kept:
            block.cause = "link to another page"
        elif place and block.words <= RUNNING and not (closed or numbered or block.tag in HEADINGS):
            block.cause = f"short line {place} the text"


def zone_of(block: Block) -> tuple[str, str]:
    """Return the zone that a block proposes, and why; nothing for body."""
    if block.cause and not block.title:
        return "caption" if block.cause.startswith("caption") else "boilerplate", block.cause
    headed = block.tag in HEADINGS and not block.title
    return ("heading", "heading of the page") if headed else ("", "")


# What a page says of itself


def facts_of(page: Any, blocks: list[Block]) -> Facts:  # noqa: ANN401
    """Read what the page says of itself: headline, publisher, date of publication, address."""
    metas: dict[str, str] = {}
    for meta in page.iterfind(".//*[@content]"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), " ".join(meta.get("content", "").split()))
    told, facts = json_ld(page), {}
    surest, *others = (
        (metas.get(name, ""), f"the page's meta {name}") for name in book()["page"]["dates"]
    )
    linked = (told.get("datePublished", ""), "the page's JSON-LD datePublished")
    for value, where in (surest, linked, *others, *times(page)):
        if day(value):
            facts["published"] = (day(value), f"{where} is {value!r}")
            break
    site = metas.get("og:site_name") or told.get("publisher", "")
    if site:
        facts["publisher"] = (site, "the page's og:site_name or JSON-LD publisher")
    links = [link.get("href", "") for link in page.iter("link") if link.get("rel") == "canonical"]
    links = [link for link in (*links, metas.get("og:url", "")) if link.startswith("http")]
    if links:
        facts["url"] = (links[0], "the page's canonical link or og:url")
    named = [metas.get("og:title"), told.get("headline"), metas.get("twitter:title"), metas.get("dcterms.title")]  # fmt: skip
    title = headline(page, blocks, [text for text in named if text], site)
    return facts | ({"title": title} if title else {})


def json_ld(page: Any) -> dict[str, str]:  # noqa: ANN401
    """Read headline, date and publisher from the page's linked data."""
    found: dict[str, str] = {}
    waiting: list[Any] = []
    for script in page.iter("script"):
        with suppress(ValueError):
            if script.get("type", "").lower() == "application/ld+json":
                waiting.append(json.loads(script.text or ""))
    for entry in waiting:  # it grows on the way
        if isinstance(entry, list):
            waiting += entry
        elif isinstance(entry, dict):
            waiting.append(entry.get("@graph"))
            by = entry.get("publisher")
            said = entry | {"publisher": by.get("name") if isinstance(by, dict) else None}
            if re.search(r"Article|Posting|Report|WebPage|Legislation", str(entry.get("@type"))):
                for key in ("headline", "datePublished", "publisher"):
                    if isinstance(said.get(key), str):
                        found.setdefault(key, " ".join(said[key].split()))
    return found


def times(page: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the day of the page's <time> elements, if they are of one day and of this page.

    Those that call themselves the time of publication come first.
    """
    elsewhere = {"nav", "aside", "footer", "li", "a"}
    found = set()
    for element in page.iter("time"):
        name = f"{element.get('class')} {element.get('itemprop')}".lower()
        inside = elsewhere & {up.tag for up in element.iterancestors()}
        sure = re.search("publi|entry-date", name) is not None
        if not inside and (sure or not re.search("updat|modif", name)):
            found.add((sure, element.get("datetime", "")[:10]))
    days = {day for sure, day in found if sure == max(found)[0]}
    return [(day, "the page's <time>") for day in days] if len(days) == 1 else []


def headline(page: Any, blocks: list[Block], named: list[str], site: str) -> tuple[str, str] | None:  # noqa: ANN401
    """Tell the headline: what the head says and a line shows, or the only h1 that is not the site."""

    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", text).strip().casefold()

    window = " ".join((page.findtext(".//title") or "").split())
    parts = [part for part in re.split(BARS, window) if len(part.split()) > 1]
    wanted = [*named, *(re.split(BARS, text)[0] for text in named), window, *parts]
    wanted = [bare(text) for text in wanted if bare(text) and bare(text) != bare(site)]
    shown = [block for block in blocks if block.cause != UNSEEN and block.words <= 40]  # noqa: PLR2004
    heads = [block for block in shown if block.tag == "h1" and bare(block.text) != bare(site)]
    headed = [block for block in shown if block.tag in HEADINGS]
    free = [block for block in shown if not block.cause and block.links < LINKED]
    pairs = ((block, text) for group in (heads, headed, free) for text in wanted for block in group)
    found = next((block for block, text in pairs if bare(block.text) == text), None)
    why = "the line that the head of the page names"
    if found is None and len(heads) == 1 and not is_home(heads[0].holder):
        found, why = heads[0], "the only heading of the first rank"
    if found is None and not named:
        titled = [one for one in free if one.words > 2 and form("page.title").search(one.holder.get("class", ""))]  # fmt: skip  # noqa: PLR2004
        found = titled[0] if len(titled) == 1 else None
        why = "the only line that the page calls a title"
    if found is None:
        return (named[0], "the page's og:title or headline") if named else None
    found.title = True
    return found.text, why


def is_home(element: Any) -> bool:  # noqa: ANN401
    """Tell whether a heading is a link to the first page of the site, so its name."""
    links = [*element.iter("a"), *(up for up in element.iterancestors() if up.tag == "a")]
    home = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?")
    return any(home.fullmatch(link.get("href", "x")) for link in links)


# Markdown

FRONT = re.compile(r"(-{3}|\+{3})[ \t]*\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def is_markdown(text: str) -> bool:
    """Tell whether a text without the ending .md has the marks of Markdown."""
    if FRONT.match(text) and ":" in text.partition("\n")[2].partition("\n")[0]:
        return True
    marks = re.findall(
        r"(?m)^#{1,6} \S|^\d+\\\.|\*\*\S[^*\n]*\S\*\*|\]\(https?:[^)\s]+\)|^```", text[:SAMPLE]
    )
    return len(marks) >= 3 and len({mark[:2] for mark in marks}) >= 2  # noqa: PLR2004


def numbered_apart(text: str) -> str:
    """Part lists where their numbers do not go on, for Markdown would count them through."""
    lines, last = [], 0
    for line in text.split("\n"):
        found = re.match(r" {0,3}(\d{1,3})[.)]\s", line)
        if found:
            number = int(found[1])
            goes_on = number == last + 1 or number == last == 1
            lines += [""] if goes_on else ["", "<!-- -->", ""]
            last = number
        lines.append(line)
    return "\n".join(lines)


def from_markdown(read: Extracted, name: str) -> Extracted:
    """Read Markdown: front matter is metadata, and marks are marks.

    Numbers of points stay as the file has them, also where Markdown would count anew.
    """
    import mistune  # noqa: PLC0415 - one kind of file needs it

    text = read.text.lstrip("\ufeff \n")
    matter = FRONT.match(text)
    front, text = (lines_of(matter[2]), text[matter.end() :]) if matter else ([], text)
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and median(map(len, lines)) > 135:  # noqa: PLR2004 - a line is a paragraph
        text = re.sub(r"\n(?=[^\s\-*+>|\d])", "\n\n", text)
    text = re.sub(r"(?m)^(.{80,})\n([-=])\2+[ \t]*$", r"\1\n\n***", text)
    plugins = ["table", "footnotes", "strikethrough", "superscript"]
    page = mistune.create_markdown(escape=False, plugins=plugins)(numbered_apart(text))
    page = f"<body><main>{page}</main></body>"
    found = from_html(replace(read, text=page), name, plain=True)
    zones = dict.fromkeys(range(1, len(front) + 1), ("boilerplate", "front matter of the file"))
    zones |= {number + len(front): zone for number, zone in found.zones.items()}
    return replace(
        found,
        text="\n".join(front) + "\n\n" * bool(front) + found.text,
        extractor=f"mistune {version('mistune')}",
        zones=zones,
        facts=found.facts | said_by(front, "the front matter"),
    )
