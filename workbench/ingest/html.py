"""A web page becomes its text: a line per block, and what is not the article is cut with a reason.

Markdown is set as a page first, all of which is text.

Every visible word is kept as a line. The article is looked for in the structure of the page: the
smallest element that has the running text; menus, side bars, share bars and teasers inside and
around it are told by their elements, their names, their links and their place (`forms.toml`).
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from statistics import median
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.text import (
    ENDS,
    MARK,
    SAMPLE,
    SUPERSCRIPT,
    Decoded,
    Extracted,
    book,
    form,
    letters,
    lines_of,
    listing,
    needed,
    of_lines,
    part_at_breaks,
    roman,
    squeezed,
    unwrapped,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul noscript template button select option "
    "textarea".split()
)
SKIPPED = frozenset(
    "script style head iframe object embed svg audio video canvas map rp rt".split()
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN = "not visible on the page"
#: Elements that pages use inside an article too: believed unless they have much of its text.
MILD = ("aside", "form", "figcaption", "footer")
#: Words of a running line; share of its letters in links that makes a line a link.
RUNNING, LINKED = 12, 0.6
BARS = r"\s+(?:[|–—·•»-]|::)\s+"


@cache
def names() -> list[tuple[re.Pattern[str], str]]:
    """Return what names of elements say, compiled."""
    edge = r"(?:^|$|[\s_-])"
    said = book()["page"]["names"].items()
    return [(re.compile(f"{edge}(?:{name}){edge}", re.IGNORECASE), why) for name, why in said]


@dataclass
class Block:
    """One line of a page: its words, where it stands, and why it may not be body."""

    text: str
    tag: str
    links: float
    holder: Any
    cause: str
    named: tuple[tuple[Any, str], ...]
    words: int
    title: bool = False

    @property
    def running(self) -> bool:
        """Tell whether this is running text: some words, few of them links, and an end."""
        enough = self.words >= RUNNING and (
            bool(ENDS.search(self.text)) or self.words > 2 * RUNNING
        )
        return enough and self.links < LINKED and not self.cause and self.tag not in HEADINGS


@dataclass
class Reader:
    """Walk once over a page, and put down a block at each of its borders."""

    hidden: re.Pattern[str] | None
    blocks: list[Block] = field(default_factory=list)
    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    marker: str = ""
    skipping: Any = None
    row: Any = None
    inside: list[tuple[Any, str]] = field(default_factory=list)  # reasons that surely hold
    named: list[tuple[Any, str]] = field(default_factory=list)  # reasons that may
    links: int = 0
    pre: int = 0
    lists: list[list[Any]] = field(default_factory=list)
    sups: list[int] = field(default_factory=list)
    aside: list[tuple[Any, list[str]]] = field(default_factory=list)  # what an unseen phrase breaks
    unseen: list[str] = field(default_factory=list)

    def read(self, page: Any) -> list[Block]:  # noqa: ANN401 - lxml declares no types
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
        """Begin an element."""
        tag = element.tag
        if tag in SKIPPED:
            self.skipping = element
            return
        if tag in BLOCKS and not (self.row is not None and tag in ("p", "div")):
            cell = tag in ("td", "th") and self.row is not None
            self.parts.append("\t") if cell else self.flush(element.getparent())
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

    def look(self, element: Any, tag: str) -> None:  # noqa: ANN401
        """Note why what an element has may be no body."""
        name = f"{element.get('class', '')} {element.get('id', '')}".strip()
        page = book()["page"]
        unseen = (
            tag in ("template", "noscript", "datalist")
            or element.get("hidden") is not None
            or HIDDEN_STYLE.search(element.get("style", ""))
            or form("page.hidden").search(name)
            or (tag == "dialog" and element.get("open") is None)
            or (self.hidden and self.hidden.search(f" {name} "))
        )
        if unseen and tag in BLOCKS:
            self.inside.append((element, UNSEEN))
        elif unseen:  # a phrase: the words around it go on
            self.aside.append((element, self.parts))
            self.parts = []
        reason = page["roles"].get(element.get("role", "")) or page["elements"].get(tag, "")
        if reason:
            (self.named if tag in MILD else self.inside).append((element, reason))
        elif name and tag not in ("body", "html", "main", "article"):
            said = next((why for pattern, why in names() if pattern.search(name)), "")
            self.named += [(element, said)] * bool(said)

    def mark(self, item: Any) -> str:  # noqa: ANN401
        """Return the number or bullet of an item."""
        if not self.lists or "none" in item.get("style", ""):
            return ""
        holder, number = self.lists[-1]
        if holder.tag != "ol":
            return "" if "none" in holder.get("style", "") else "• "
        value = item.get("value", "")
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else number
        self.lists[-1][1] = number + (-1 if holder.get("reversed") is not None else 1)
        kind = holder.get("type", "1")
        written = {"a": letters, "i": roman}.get(kind.lower(), str)
        return f"{written(number).upper() if kind.isupper() else written(number)}. "

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
        if self.aside and self.aside[-1][0] is element:
            self.unseen.append(squeezed("".join(self.parts)))
            self.parts = self.aside.pop()[1]
        for kept in (self.inside, self.named):
            while kept and kept[-1][0] is element:
                kept.pop()

    def flush(self, holder: Any) -> None:  # noqa: ANN401
        """Put down what has been gathered as one block, or as several where breaks part it."""
        for text in filter(None, self.unseen):
            self.blocks.append(Block(text, "span", 0, holder, UNSEEN, (), len(text.split())))
        whole, linked, marker, self.unseen = "".join(self.parts), self.linked, self.marker, []
        if not whole.strip():
            self.parts, self.linked = [], 0
            return
        self.parts, self.linked, self.sups, self.marker = [], 0, [0] * len(self.sups), ""
        share = linked / len(whole.strip())
        unseen = any(why == UNSEEN for _, why in self.inside)
        cause = UNSEEN if unseen else self.inside[-1][1] if self.inside else ""
        for text in lines_in(whole, holder.tag, pre=bool(self.pre)):
            known = MARK.match(text) if marker == "• " else text.startswith(marker.strip())
            line = text if not marker or known or share >= LINKED else marker + text
            marker = ""
            self.blocks.append(
                Block(line, holder.tag, share, holder, cause, tuple(self.named), len(line.split()))
            )


def lines_in(text: str, tag: str, *, pre: bool) -> list[str]:
    """Return the lines of a block: cells of a row, lines of a heading together, parts at breaks."""
    if "\t" in text and not pre:
        return ["\t".join(" ".join(cell.split()) for cell in text.split("\t")).strip()]
    if tag in HEADINGS:
        return [squeezed(text.replace("\n", " "))]
    whole, _, _ = unwrapped(text) if pre else (None, (), ())
    return whole or part_at_breaks(text)


def first_number(element: Any) -> int:  # noqa: ANN401
    """Return the number with which a list begins."""
    start = element.get("start", "")
    if re.fullmatch(r"-?\d{1,6}", start):
        return int(start)
    return sum(child.tag == "li" for child in element) if element.get("reversed") is not None else 1


def is_row(row: Any) -> bool:  # noqa: ANN401
    """Tell whether a row of a table has cells of data, and is not the layout of the page."""
    texts = 0
    for cell in row:
        inner = ".//table | .//ul | .//ol | .//h1 | .//h2 | .//h3 | .//p[2] | .//div[2]"
        length = len(cell.text_content().strip()) if isinstance(cell.tag, str) else 0
        if length > 400 or (length and cell.xpath(f"boolean({inner})")):  # noqa: PLR2004 - more than a cell says
            return False
        texts += length > 0
    return texts > 1


def from_html(decoded: Decoded, name: str, *, plain: bool = False) -> Extracted:
    """Return the visible text of a page, a line per block, with the article told from the rest.

    With ``plain`` all of it is text (Markdown that was set as HTML).
    """
    page = parsed(decoded.text, name)
    reader = Reader(hidden_by_style(page))
    blocks = reader.read(page)
    if all(block.cause == UNSEEN for block in blocks):
        raise WorkbenchError(f"{name}: the page has no text (perhaps a script would load it).")
    facts = facts_of(page, blocks)
    doubts = () if plain else tuple(cut(blocks, reader.spans))
    unseen = sum(block.words for block in blocks if block.cause == UNSEEN)
    notes = (f"{unseen:,} words are not visible on the page and are no body.",) * bool(unseen)
    return of_lines(
        [(block.text, *zone_of(block)) for block in blocks],
        "lxml",
        encoding=decoded.how,
        facts=facts,
        doubts=decoded.doubts + doubts,
        notes=decoded.notes + notes,
    )


def parsed(text: str, name: str) -> Any:  # noqa: ANN401
    """Parse a page, however deep it is nested; its own word about its encoding no longer counts."""
    try:
        from lxml import etree, html  # noqa: PLC0415 - optional
    except ImportError:
        raise needed("lxml", name) from None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise WorkbenchError(f"{name}: cannot be read as HTML, or is empty.") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise WorkbenchError(
            f"{name}: its elements are nested too deep to be read whole; save its text as plain text."
        )
    return page


def hidden_by_style(page: Any) -> re.Pattern[str] | None:  # noqa: ANN401
    """Return the names of elements that the page's own style sheet hides on every screen."""
    found = set()
    for sheet in page.iter("style"):
        media = r"/\*.*?\*/|@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
        rules = re.sub(media, "", sheet.text or "", flags=re.DOTALL)
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            if HIDDEN_STYLE.search(body):
                found |= {part[1:] for part in re.split(r"\s*,\s*", selectors.strip()) if re.fullmatch(r"[.#][\w-]+", part)}  # fmt: skip
    return re.compile(rf"\s(?:{'|'.join(sorted(found))})\s") if found else None


# The article and what is around it


def cut(blocks: list[Block], spans: dict[Any, tuple[int, int]]) -> Iterator[str]:
    """Give every block that is not of the article its cause; ask where that is not sure."""
    weights = weighed(blocks)
    for block in blocks:  # names are believed unless they are those of the article itself
        for element, reason in block.named:
            first, last = spans.get(element, (0, 0))
            if weights[last] - weights[first] < 0.3 * weights[-1] and not block.cause:
                block.cause = reason
    weights = weighed(blocks)
    if not weights[-1]:
        yield "Article: no paragraph is set apart from the menus of the page, so all of its text counts as body; is it?"
        return
    first, last = article(spans, weights)
    outside = [n for n, block in enumerate(blocks) if not first <= n < last and not block.cause]
    lost = [n for n in outside if blocks[n].running]
    for n in outside:
        blocks[n].cause = "" if blocks[n].title else "outside the article"
    words = sum(blocks[n].words for n in lost)
    if words > max(40, 0.05 * weights[-1]):
        yield f"Article: {words:,} words of running text outside the article are cut (line {listing([n + 1 for n in lost])}); are they body?"
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
        or form("page.article").search(
            f"{element.get('class', '')} {element.get('id', '')}".strip()
        )
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
        head = block.tag in HEADINGS or block.words <= RUNNING / 2
        linked = block.tag in HEADINGS and block.links >= LINKED
        leads = linked or form("page.elsewhere").fullmatch(block.text.strip("• "))
        cut_before = block.cause not in ("", "related stories")
        if cut_before or block.title or block.tag == "summary" or not (head and leads):
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
        sentence = block.words > 3  # noqa: PLR2004 - Published: is none
        item = block.holder.tag in ("li", "dd") or MARK.match(block.text) is not None
        whole = block.links >= (0.9 if block.words > 3 * RUNNING else LINKED)
        kept = listed and (whole or item)
        listed = kept or (block.text.endswith(":") and sentence)
        closed = re.search(r"[.!?…;,\t][\])'\"”’»]*$", block.text) or listed
        numbered = MARK.match(block.text) is not None and not block.text.startswith("•")
        place = "above" if n < running[0] else "below" if n > running[-1] else ""
        if whole and not kept:
            block.cause = "link to another page"
        elif place and block.words <= RUNNING and not (closed or numbered or block.tag in HEADINGS):
            block.cause = f"short line {place} the text"


def zone_of(block: Block) -> tuple[str, str]:
    """Return the zone that a block proposes, and why; nothing for body."""
    if block.title:
        return "", ""
    if block.cause:
        return "caption" if block.cause.startswith("caption") else "boilerplate", block.cause
    return ("heading", "heading of the page") if block.tag in HEADINGS else ("", "")


# What a page says of itself


def facts_of(page: Any, blocks: list[Block]) -> dict[str, tuple[str, str]]:  # noqa: ANN401
    """Read what the page says of itself: headline, publisher, date of publication, address."""
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), " ".join(meta.get("content", "").split()))
    told = json_ld(page)
    surest, *others = (
        (metas.get(name, ""), f"the page's meta {name}") for name in book()["page"]["dates"]
    )
    linked = (told.get("datePublished", ""), "the page's JSON-LD datePublished")
    facts: dict[str, tuple[str, str]] = {}
    for value, where in (surest, linked, *others, *times(page)):
        found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", value)
        if found:
            facts["published"] = ("-".join(found.groups()), f"{where} is {value!r}")
            break
    site = metas.get("og:site_name") or told.get("publisher", "")
    if site:
        facts["publisher"] = (site, "the page's og:site_name or JSON-LD publisher")
    canonical = [
        link.get("href", "") for link in page.iter("link") if link.get("rel") == "canonical"
    ]
    for address in (*canonical, metas.get("og:url", "")):
        if address.startswith("http") and "url" not in facts:
            facts["url"] = (address, "the page's canonical link or og:url")
    named = [metas.get("og:title"), told.get("headline"), metas.get("twitter:title"), metas.get("dcterms.title")]  # fmt: skip
    title = headline(page, blocks, [text for text in named if text], site)
    return facts | ({"title": title} if title else {})


def json_ld(page: Any) -> dict[str, str]:  # noqa: ANN401
    """Read headline, date and publisher from the page's linked data."""
    found: dict[str, str] = {}
    for script in page.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text or "")]
        except ValueError:
            continue
        while waiting:
            entry = waiting.pop(0)
            if isinstance(entry, list):
                waiting += entry
            elif isinstance(entry, dict):
                waiting.append(entry.get("@graph"))
                if re.search(
                    r"Article|Posting|Report|WebPage|Legislation", str(entry.get("@type"))
                ):
                    by = entry.get("publisher")
                    said = entry | {"publisher": by.get("name") if isinstance(by, dict) else None}
                    for key in ("headline", "datePublished", "publisher"):
                        if isinstance(said.get(key), str):
                            found.setdefault(key, " ".join(said[key].split()))
    return found


def times(page: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the day of the page's <time> elements, if they are of one day and of this page."""
    elsewhere = ("nav", "aside", "footer", "li", "a")
    days = {
        element.get("datetime", "")[:10]
        for element in page.iter("time")
        if not any(up.tag in elsewhere for up in element.iterancestors())
        and not re.search(
            "updat|modif", f"{element.get('class')} {element.get('itemprop')}", re.IGNORECASE
        )
    }
    return [(day, "the page's only <time>") for day in days] if len(days) == 1 else []


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
        found, why = heads[0], "the page's only h1"
    if found is None and not named:
        called = [block for block in free if form("page.title").search(block.holder.get("class", "")) and block.words > 2]  # fmt: skip  # noqa: PLR2004
        found = called[0] if len(called) == 1 else None
        why = "the only line that the page calls a title"
    if found is None:
        return (named[0], "the page's og:title or headline") if named else None
    found.title = True
    return found.text, why


def is_home(element: Any) -> bool:  # noqa: ANN401
    """Tell whether a heading is a link to the first page of the site, so its name."""
    links = [*element.iter("a"), *(up for up in element.iterancestors() if up.tag == "a")]
    return any(
        re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link.get("href", "x"))
        for link in links
    )


# Markdown

FRONT = re.compile(r"(-{3}|\+{3})[ \t]*\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
#: Keys of a front matter that are fields of the manifest.
KEYS = {
    "title": "title headline",
    "published": "date published published_time datepublished pubdate publication_date created",
    "url": "url source_url source link permalink canonical canonical_url",
    "publisher": "publisher site site_name sitename newspaper agency organization",
    "series": "series",
}


def is_markdown(text: str) -> bool:
    """Tell whether a text without the ending .md has the marks of Markdown."""
    if FRONT.match(text) and ":" in text.partition("\n")[2].partition("\n")[0]:
        return True
    marks = re.findall(
        r"(?m)^#{1,6} \S|^\d+\\\.|\*\*\S[^*\n]*\S\*\*|\]\(https?:[^)\s]+\)|^```", text[:SAMPLE]
    )
    return len(marks) >= 3 and len({mark[:2] for mark in marks}) >= 2  # noqa: PLR2004


def front_matter(text: str) -> tuple[list[str], dict[str, tuple[str, str]], str]:
    """Return the lines of a front matter, what it proves, and the text after it."""
    found = FRONT.match(text)
    if not found:
        return [], {}, text
    facts: dict[str, tuple[str, str]] = {}
    for line in found[2].split("\n"):
        pair = re.match(r"([\w.-]+)\s*[:=]\s*(.+)", line)
        value = pair[2].strip().strip("\"'").strip() if pair else ""
        name = pair[1].lower().replace("-", "_") if pair else ""
        for key, names in KEYS.items():
            if not value or name not in names.split() or key in facts:
                continue
            if (key == "url") != value.startswith("http"):
                continue
            facts[key] = (value, f"the front matter says {line.strip()!r}")
    return lines_of(found[2]), facts, text[found.end() :]


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


def from_markdown(decoded: Decoded, name: str) -> Extracted:
    """Read Markdown: front matter is metadata, and marks are marks.

    Numbers of points stay as the file has them, also where Markdown would count anew.
    """
    import mistune  # noqa: PLC0415 - one kind of file needs it

    front, facts, text = front_matter(decoded.text.lstrip("\ufeff \n"))
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and median(map(len, lines)) > 135:  # noqa: PLR2004 - a line is a paragraph
        text = re.sub(r"\n(?=[^\s\-*+>|\d])", "\n\n", text)
    text = re.sub(r"(?m)^(.{80,})\n([-=])\2+[ \t]*$", r"\1\n\n***", text)
    text = numbered_apart(text)
    page = mistune.create_markdown(
        escape=False, plugins=["table", "footnotes", "strikethrough", "superscript"]
    )(text)
    found = from_html(Decoded(f"<body><main>{page}</main></body>", decoded.how), name, plain=True)
    shift = len(front)
    zones = dict.fromkeys(range(1, shift + 1), ("boilerplate", "front matter of the file"))
    zones |= {number + shift: zone for number, zone in found.zones.items()}
    head = "\n".join(front) + "\n\n" if front else ""
    return Extracted(
        head + found.text,
        f"mistune {version('mistune')}",
        decoded.how,
        zones,
        found.facts | facts,
        (*decoded.doubts, *found.doubts),
        (*decoded.notes, *found.notes),
    )
