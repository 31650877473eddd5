"""A web page becomes its text: a line per block, and what is not the article is cut with a reason.

Every visible word is kept as a line. The article is looked for in the structure of the page: the
smallest element that holds the running text; menus, side bars, share bars and teasers inside and
around it are told by their elements, their names, their links and their place.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.text import (
    ENDS,
    MARK,
    SUPERSCRIPT,
    Decoded,
    Extracted,
    listing,
    needed,
    of_lines,
    part_at_breaks,
    squeezed,
    unwrapped,
)

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul noscript template button select option "
    "textarea".split()
)
SKIPPED = frozenset("script style head iframe object embed svg audio video canvas map rp".split())
UNSEEN = frozenset(("template", "noscript", "datalist"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PLACES = {
    "nav": "menu of the page",
    "menu": "menu of the page",
    "footer": "foot of the page",
    "aside": "beside the text of the page",
    "form": "form of the page",
    "button": "button of the page",
    "select": "form of the page",
    "textarea": "form of the page",
}
ROLES = {
    "navigation": "menu of the page",
    "banner": "head of the page",
    "contentinfo": "foot of the page",
    "complementary": "beside the text of the page",
    "search": "form of the page",
    "dialog": "window over the page",
    "alertdialog": "window over the page",
}
#: What the class or the identifier of an element says it is; parts of names, between hyphens.
NAMED = tuple(
    (re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE), reason)
    for names, reason in (
        (r"cookies?(?:bar|banner|notice|consent)?|consent|gdpr|onetrust\w*", "cookie notice"),
        (r"shar(?:e|ing)(?:bar|tools|buttons)?|social(?:media|links|icons)?|addthis\w*|sharedaddy|follow(?:us)?", "share bar"),
        (r"related(?:posts|stories|articles|links|content)?|recommend(?:ed|ations?)|recirc\w*|read-?more|readmore|most-?read|trending|popular|latest(?:news)?|more-(?:news|stories|articles)|you-may|teasers?|promos?|outbrain|taboola", "related stories"),
        (r"nav(?:bar|igation|menu)?|menus?|bread-?crumbs?|skip(?:-?link|nav|-?to)?\w*|pagination|pager|toc|toolbar|lang(?:uage)?-(?:switch\w*|select\w*|menu)", "menu of the page"),
        (r"side-?bar\w*|rail|widgets?|secondary", "beside the text of the page"),
        (r"site-?footer|page-?footer|footer|copyright|colophon", "foot of the page"),
        (r"site-?header|masthead|page-?banner|topbar|usa-banner|globalheader", "head of the page"),
        (r"newsletter\w*|subscri\w+|sign-?up|paywall|donat\w+|advert\w*|ads?|sponsor\w*|banner-ad", "advertisement or subscription"),
        (r"comments?|disqus\w*|respond", "comments of readers"),
        (r"tags?|tag-?list|keywords|post-?tags|topics", "key words of the site"),
        (r"caption|wp-caption-text|credit|image-credit|photo-credit", "caption"),
        (r"foot-?notes?|endnotes?|fn|references|doc-endnotes", "footnote"),
        (r"author-?bio|about-?author|bio|media-?contacts?|press-?contacts?|contact-?info|disclaimer", "about the author, the press office or the page"),
        (r"modal|popup|pop-up|overlay|lightbox|tooltip", "window over the page"),
    )
)  # fmt: skip
HIDDEN_NAMES = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|element-invisible|usa-sr-only|u-hidden|d-none|is-hidden)(?:$|\s)",
    re.IGNORECASE,
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:article|story|entry|post|news|press|statement|speech|document|text|field)[_-]*(?:body|content|text|copy)"
    r"(?:$|[\s_-])|articlebody|^(?:article|main-?content|content)$",
    re.IGNORECASE,
)
TITLED = re.compile(r"(?:^|[\s_-])(?:tit(?:le|re|ulo)?|headline|heading|subject)(?:$|[\s_-])", re.IGNORECASE)
#: A heading after which a page speaks of other things.
ELSEWHERE = re.compile(
    r"(?:(?:read|see|learn|find out) (?:more|also|next)|more (?:from|news|stories|like this)\b.*|more on this.*|related\b.*|"
    r"recommended\b.*|(?:most|latest|popular|top|other|recent|more) (?:read|news|posts?|stories|articles|releases|statements|speeches|viewed|documents)\b.*|"
    r"you (?:may|might) (?:also )?like.*|what to read next.*|share(?: this)?\b.{0,30}|follow us.*|tags?|topics?|"
    r"contacts?|contact (?:us|details|information)|comments?|leave a (?:reply|comment)|about the author|(?:media|press) (?:contacts?|enquiries|inquiries).*|newsletter|"
    r"sign up.*|subscribe.*|stay (?:connected|informed|up to date).*|in this section|on this page|contents|print this page|"
    r"тоже по теме|читайте также|по теме|tin liên quan|tin mới|xem thêm|đọc thêm|lire aussi|à lire aussi)\s*[:.»>]*",
    re.IGNORECASE,
)
RUNNING, LINKED = 12, 0.6


@dataclass
class Block:
    """One line of a page: its words, where it stands, and why it may not be body."""

    text: str
    tag: str
    links: float
    holder: Any
    cause: str = ""
    named: tuple[tuple[Any, str], ...] = ()
    title: bool = False
    listed: bool = False  # item of a list that a colon opens

    @property
    def words(self) -> int:
        """Count words, roughly."""
        return len(self.text.split())

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
    named: list[tuple[Any, str]] = field(default_factory=list)  # what names of elements say
    links: int = 0
    pre: int = 0
    lists: list[list[Any]] = field(default_factory=list)
    sups: list[int] = field(default_factory=list)

    def read(self, page: Any) -> list[Block]:  # noqa: ANN401 - lxml declares no types
        """Walk over the page; iteratively, for some are nested very deep."""
        from lxml import etree  # noqa: PLC0415 - optional

        for event, element in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
            if event == "start":
                self.start(element)
            elif event == "end":
                self.end(element)
            if event != "start" and self.skipping is None:
                self.add(element.tail, element.getparent())
        self.flush(page)
        return self.blocks

    def add(self, text: str | None, holder: Any) -> None:  # noqa: ANN401
        """Take some characters; white space of the source is a space."""
        if not text or holder is None:
            return
        plain = text if self.pre else re.sub(r"[ \t\r\n\f]+", " ", text)
        self.parts.append(plain)
        self.linked += len(plain) if self.links else 0

    def start(self, element: Any) -> None:  # noqa: ANN401
        """Begin an element."""
        if self.skipping is not None:
            return
        tag = element.tag
        if tag in SKIPPED:
            self.skipping = element
            return
        if tag in BLOCKS and not (self.row is not None and tag in ("p", "div", "span")):
            cell = tag in ("td", "th") and self.row is not None
            self.parts.append("\t") if cell else self.flush(element.getparent())
            self.spans[element] = (len(self.blocks), 0)
        self.look(element, tag)
        if tag == "tr" and self.row is None and is_row(element):
            self.row = element
        if tag in ("ol", "ul", "menu"):
            self.lists.append([element, first_number(element)])
        elif tag == "li":
            self.marker = self.mark(element)
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "q":
            self.parts.append("“")
        elif tag == "a" and element.get("href"):
            self.links += 1
        elif tag == "pre":
            self.pre += 1
        elif tag == "sup":
            self.sups.append(len(self.parts))
        self.add(element.text, element)

    def look(self, element: Any, tag: str) -> None:  # noqa: ANN401
        """Note why what an element holds may be no body."""
        name = f"{element.get('class', '')} {element.get('id', '')}".strip()
        if (
            tag in UNSEEN
            or element.get("hidden") is not None
            or HIDDEN_STYLE.search(element.get("style", ""))
            or HIDDEN_NAMES.search(name)
            or (tag == "dialog" and element.get("open") is None)
            or (self.hidden and name and self.hidden.search(f" {name} "))
        ):
            self.inside.append((element, "not visible on the page"))
        reason = ROLES.get(element.get("role", "")) or PLACES.get(tag, "")
        if tag in ("figcaption", "caption") and not reason:
            reason = "caption" if tag == "figcaption" else ""
        if tag == "footer" and any(outer.tag == "blockquote" for outer in element.iterancestors()):
            reason = ""
        if reason:
            (self.named if reason in MILD else self.inside).append((element, reason))
        elif name and tag not in ("body", "html", "main", "article"):
            found = next((why for form, why in NAMED if form.search(name)), "")
            if found:
                self.named.append((element, found))

    def mark(self, item: Any) -> str:  # noqa: ANN401
        """Return the number or bullet of an item."""
        if not self.lists or "none" in item.get("style", ""):
            return ""
        holder, number = self.lists[-1]
        if holder.tag != "ol":
            return "" if "list-style:none" in holder.get("style", "").replace(" ", "") else "• "
        value = item.get("value", "")
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else number
        self.lists[-1][1] = number + (-1 if holder.get("reversed") is not None else 1)
        return f"{counted(number, holder.get('type', '1'))}. "

    def end(self, element: Any) -> None:  # noqa: ANN401
        """End an element."""
        if self.skipping is not None:
            if self.skipping is element:
                self.skipping = None
            return
        tag = element.tag
        if tag == "sup":
            self.raise_marks(self.sups.pop())
        if tag == "q":
            self.parts.append("”")
        if element in self.spans:
            if not (tag in ("td", "th") and self.row is not None):
                self.flush(element)
            self.spans[element] = (self.spans[element][0], len(self.blocks))
        if tag == "a" and element.get("href"):
            self.links -= 1
        elif tag == "pre":
            self.pre -= 1
        elif tag in ("ol", "ul", "menu"):
            self.lists.pop()
        elif tag == "li":
            self.marker = ""
        elif element is self.row:
            self.row = None
        for kept in (self.inside, self.named):
            while kept and kept[-1][0] is element:
                kept.pop()

    def raise_marks(self, start: int) -> None:
        """Set the figures of a superscript as such, so that they join no word and no number."""
        text = "".join(self.parts[start:])
        if re.fullmatch(r"\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*", text):
            self.parts[start:] = [text.strip().replace(" ", "").translate(SUPERSCRIPT)]

    def flush(self, holder: Any) -> None:  # noqa: ANN401
        """Put down what has been gathered as one block, or as several where breaks part it."""
        whole, linked = "".join(self.parts), self.linked
        self.parts, self.linked, self.sups = [], 0, [0] * len(self.sups)
        if not whole.strip():
            return
        tag = holder.tag
        share = linked / max(1, len(whole.strip()))
        marker, self.marker = self.marker, ""
        for text in broken(whole, pre=bool(self.pre), one=tag in HEADINGS):
            known = MARK.match(text) if marker.startswith("•") else text.startswith(marker.strip())
            text = text if not marker or known or share >= LINKED else marker + text  # noqa: PLW2901
            marker = ""
            cause = self.inside[-1][1] if self.inside else ""
            cause = next((why for _, why in self.inside if why.startswith("not visible")), cause)
            self.blocks.append(Block(text, tag, share, holder, cause, tuple(self.named)))


#: Elements that pages use inside an article as well; they count only if they hold little of it.
MILD = frozenset(("beside the text of the page", "form of the page", "caption", "foot of the page"))


def first_number(element: Any) -> int:  # noqa: ANN401
    """Return the number with which a list begins."""
    start = element.get("start", "")
    if re.fullmatch(r"-?\d{1,6}", start):
        return int(start)
    backwards = element.tag == "ol" and element.get("reversed") is not None
    return sum(child.tag == "li" for child in element) if backwards else 1


def counted(number: int, kind: str) -> str:
    """Write the number of an item as the type of its list says.

    Examples
    --------
    >>> counted(4, "1"), counted(4, "a"), counted(4, "I")
    ('4', 'd', 'IV')
    """
    from workbench.ingest.word import letters, roman  # noqa: PLC0415 - few pages need them

    form = {"a": letters, "i": roman}.get(kind.lower())
    text = form(number) if form and number > 0 else str(number)
    return text.upper() if kind.isupper() else text


def is_row(row: Any) -> bool:  # noqa: ANN401
    """Tell whether a row of a table holds cells of data, and not the layout of the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    texts = 0
    for cell in cells:
        if cell.xpath(
            "boolean(.//table | .//ul | .//ol | .//h1 | .//h2 | .//h3 | .//p[2] | .//div[2])"
        ):
            return False
        length = len(cell.text_content().strip())
        texts += length > 0
        if length > 400:  # noqa: PLR2004 - more than a cell says
            return False
    return texts > 1


def broken(text: str, *, pre: bool, one: bool) -> list[str]:
    """Part a block at its line breaks, unless they only cut lines at a width."""
    if pre:
        lines, _, _ = unwrapped(text.replace("\r\n", "\n"))
        return (
            lines
            if lines is not None
            else [line.strip() for line in text.split("\n") if line.strip()]
        )
    if "\t" in text:
        cells = [" ".join(cell.split()) for cell in text.split("\t")]
        return ["\t".join(cells).strip()]
    return [squeezed(text.replace("\n", " "))] if one else part_at_breaks(text)


def from_html(decoded: Decoded, name: str, *, plain: bool = False) -> Extracted:
    """Return the visible text of a page, a line per block, with the article told from the rest.

    With ``plain`` all of it is text (Markdown that was set as HTML).
    """
    page = parsed(decoded.text, name)
    reader = Reader(hidden_by_style(page))
    blocks = reader.read(page)
    if not any(block.cause != "not visible on the page" for block in blocks):
        raise WorkbenchError(f"{name}: the page holds no text (perhaps a script would load it).")
    facts = facts_of(page, blocks, plain=plain)
    doubts = [] if plain else list(cut(blocks, reader.spans))
    unseen = sum(block.words for block in blocks if block.cause == "not visible on the page")
    notes = [f"{unseen:,} words are not visible on the page and are no body."] if unseen else []
    lines = [(block.text, *zone_of(block)) for block in blocks]
    return of_lines(
        lines,
        "lxml",
        encoding=decoded.how,
        facts=facts,
        doubts=(*decoded.doubts, *doubts),
        notes=(*decoded.notes, *notes),
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
    names = set()
    for sheet in page.iter("style"):
        rules = re.sub(
            r"/\*.*?\*/|@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}",
            "",
            sheet.text or "",
            flags=re.DOTALL,
        )
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            if HIDDEN_STYLE.search(body):
                names |= {
                    part.strip()[1:]
                    for part in selectors.split(",")
                    if re.fullmatch(r"[.#][\w-]+", part.strip())
                }
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(names)))})\s") if names else None


def cut(blocks: list[Block], spans: dict[Any, tuple[int, int]]) -> Iterator[str]:
    """Give every block that is not of the article its cause; ask where that is not sure."""
    settle_names(blocks, spans)
    weights = [0, *accumulate(block.words if block.running else 0 for block in blocks)]
    total = weights[-1]
    if not total:
        yield "Article: no paragraph stands out from the menus of the page, so all visible text counts as body; is it?"
        return
    first, last = article(spans, weights, total)
    outside = [n for n, block in enumerate(blocks) if not first <= n < last and not block.cause]
    lost = [n + 1 for n in outside if blocks[n].running]
    for n in outside:
        blocks[n].cause = "" if blocks[n].title else "outside the article"
    words = sum(blocks[n - 1].words for n in lost)
    if words > 40 and words > 0.05 * total:  # noqa: PLR2004 - more than a teaser
        yield f"Article: {words:,} words of running text outside the article are cut (line {listing(lost)}); are they body?"
    inside = list(range(first, last))
    teasers(blocks, spans, inside, weights)
    links(blocks, inside)
    edges(blocks, inside)


def settle_names(blocks: list[Block], spans: dict[Any, tuple[int, int]]) -> None:
    """Believe the name of an element unless it holds much of the page's running text."""
    weights = [0, *accumulate(block.words if block.running else 0 for block in blocks)]
    total = weights[-1] or 1
    for block in blocks:
        for element, reason in block.named:
            first, last = spans.get(element, (0, 0))
            if weights[last] - weights[first] < 0.3 * total and not block.cause:  # noqa: PLR2004
                block.cause = reason


def article(spans: dict[Any, tuple[int, int]], weights: list[int], total: int) -> tuple[int, int]:
    """Return the first and the last block of the article: the smallest element that holds it."""

    def held(span: tuple[int, int]) -> int:
        return weights[span[1]] - weights[span[0]]

    said = [
        span
        for element, span in spans.items()
        if element.tag in ("article", "main")
        or element.get("role") in ("main", "article")
        or "articlebody" in element.get("itemprop", "").lower()
        or ARTICLE.search(f"{element.get('class', '')} {element.get('id', '')}".strip())
    ]
    best = max(said, key=held, default=(0, 0))
    whole = held(best)
    if whole < 0.5 * total:  # noqa: PLR2004 - its names mean something else
        said, whole = list(spans.values()), total
    enough = [span for span in said if held(span) >= 0.95 * whole]  # noqa: PLR2004
    return min(enough, key=lambda span: span[1] - span[0])


def teasers(
    blocks: list[Block], spans: dict[Any, tuple[int, int]], inside: list[int], weights: list[int]
) -> None:
    """Cut what stands under a heading that leads elsewhere, or that is itself a link."""
    small = 0.3 * weights[-1]
    for n in inside:
        block = blocks[n]
        head = block.tag in HEADINGS or (block.words <= 6 and not ENDS.search(block.text))  # noqa: PLR2004
        linked = block.tag in HEADINGS and block.links >= LINKED
        if (
            block.cause
            or block.title
            or not head
            or not (linked or ELSEWHERE.fullmatch(block.text.strip("• ")))
        ):
            continue
        why = "teaser of another page" if linked else "related stories"
        block.cause = why
        outer = next(
            (
                up
                for up in (block.holder, *block.holder.iterancestors())
                if up in spans and spans[up][1] > n + 1
            ),
            None,
        )
        _, last = spans.get(outer, (0, n + 1))
        if weights[last] - weights[n] <= small or weights[min(last, inside[-1] + 1)] == weights[n]:
            reach = range(n + 1, min(last, inside[-1] + 1))
        else:
            reach = range(n + 1, bisect_left(weights, weights[n] + 1, n) - 1)
        for after in reach:
            if blocks[after].tag in HEADINGS and blocks[after].tag <= block.tag and not linked:
                break
            blocks[after].cause = blocks[after].cause or why


def links(blocks: list[Block], inside: list[int]) -> None:
    """Cut lines that are links, unless they are a list that a colon opens."""
    listed = False
    for n in inside:
        block = blocks[n]
        if block.cause:
            continue
        whole = block.links >= (0.9 if block.words > 3 * RUNNING else LINKED)  # noqa: PLR2004
        item = block.holder.tag in ("li", "dd") or MARK.match(block.text) is not None
        block.listed = listed and (whole or item)
        if whole and not block.listed and not block.title:
            block.cause = "link to another page"
        listed = block.listed or (block.text.endswith(":") and block.words > 3)  # noqa: PLR2004 - a sentence


def edges(blocks: list[Block], inside: list[int]) -> None:
    """Cut short lines without an end that stand above or below all running text."""
    running = [n for n in inside if blocks[n].running]
    for n in inside:
        block = blocks[n]
        numbered = MARK.match(block.text) is not None and not block.text.startswith("•")
        if block.cause or block.title or block.listed or block.tag in HEADINGS or numbered:
            continue
        place = "above" if n < running[0] else "below" if n > running[-1] else ""
        closed = re.search(r"[.!?…;,\t][\])'\"”’»]*$", block.text) or (block.text.endswith(":") and block.words > 3)  # noqa: PLR2004
        if place and block.words <= RUNNING and not closed:
            block.cause = f"short line {place} the text"


def zone_of(block: Block) -> tuple[str, str]:
    """Return the zone that a block proposes, and why; nothing for body."""
    if block.title:
        return "", ""
    if block.cause in ("caption", "caption of a picture"):
        return "caption", "caption of a picture"
    if block.cause:
        return "boilerplate", block.cause
    return ("heading", "heading of the page") if block.tag in HEADINGS else ("", "")


# What a page says of itself

DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date", "dc.date.created",
)  # fmt: skip


def facts_of(page: Any, blocks: list[Block], *, plain: bool) -> dict[str, tuple[str, str]]:  # noqa: ANN401
    """Read what the page says of itself: headline, publisher, date of publication, address."""
    metas: dict[str, str] = {}
    for meta in page.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(key, " ".join(meta.get("content", "").split()))
    told = json_ld(page)
    facts: dict[str, tuple[str, str]] = {}
    dates = [(metas.get(name, ""), f"the page's meta {name}") for name in DATES]
    dates.insert(1, (told.get("datePublished", ""), "the page's JSON-LD datePublished"))
    dates += times(page)
    for value, where in dates:
        found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", value)
        if found and "published" not in facts:
            facts["published"] = ("-".join(found.groups()), f"{where} is {value!r}")
    site = metas.get("og:site_name") or told.get("publisher", "")
    if site:
        facts["publisher"] = (site, "the page's og:site_name or JSON-LD publisher")
    for link in page.iter("link"):
        if link.get("rel") == "canonical" and (link.get("href") or "").startswith("http"):
            facts["url"] = (link.get("href"), "the page's canonical link")
    if "url" not in facts and metas.get("og:url", "").startswith("http"):
        facts["url"] = (metas["og:url"], "the page's og:url")
    title = headline(
        page,
        blocks,
        [
            metas.get("og:title", ""),
            told.get("headline", ""),
            metas.get("twitter:title", ""),
            metas.get("dcterms.title", ""),
            metas.get("dc.title", ""),
        ],
        site,
        plain=plain,
    )
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
                kind = str(entry.get("@type", ""))
                if re.search(r"Article|Posting|Report|WebPage|Legislation|GovernmentPress", kind):
                    for key in ("headline", "datePublished"):
                        if isinstance(entry.get(key), str):
                            found.setdefault(key, " ".join(entry[key].split()))
                    by = entry.get("publisher")
                    if isinstance(by, dict) and isinstance(by.get("name"), str):
                        found.setdefault("publisher", by["name"])
    return found


def times(page: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return the day of the page's <time> elements, if it is one and none is of another page."""
    found = {
        element.get("datetime", "")[:10]
        for element in page.iter("time")
        if not any(
            up.tag in ("nav", "aside", "footer", "li", "a") for up in element.iterancestors()
        )
        and "updat" not in element.get("class", "") + str(element.get("itemprop", "")).lower()
        and "modif" not in str(element.get("itemprop", "")).lower()
    }
    return [(day, "the page's only <time>") for day in found] if len(found) == 1 else []


def headline(
    page: Any, blocks: list[Block], said: list[str], site: str, *, plain: bool
) -> tuple[str, str] | None:  # noqa: ANN401
    """Tell the headline: what the head says and a line shows, or the only h1 that is not the site."""

    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", text).strip().casefold()

    window = " ".join((page.findtext(".//title") or "").split())
    parts = re.split(r"\s+[|–—·•»-]\s+|\s+::\s+", window)
    named = [text for text in said if text]
    candidates = [
        *named,
        *(re.split(r"\s+[|–—·•»-]\s+", text)[0] for text in named),
        window,
        *parts,
    ]
    wanted = [bare(text) for text in candidates if len(bare(text).split()) > 1 or text in named]
    heads = [block for block in blocks if block.tag == "h1" and bare(block.text) != bare(site)]
    visible = [
        block for block in blocks if block.cause != "not visible on the page" and block.words <= 40
    ]  # noqa: PLR2004
    for group in (
        heads,
        [b for b in visible if b.tag in HEADINGS],
        [b for b in visible if not b.cause and b.links < LINKED],
    ):
        for text in wanted:
            for block in group:
                if bare(block.text) == text and text != bare(site):
                    block.title = True
                    return (
                        block.text,
                        f"the heading {block.text!r}, as the head of the page names it",
                    )
    if len(heads) == 1 and (plain or not named or site) and not is_home(heads[0].holder):
        heads[0].title = True
        return heads[0].text, "the page's only h1"
    if named:
        return named[0], "the page's og:title or headline"
    called = [b for b in visible if TITLED.search(b.holder.get("class", "")) and b.words > 2 and b.links < LINKED]  # noqa: PLR2004
    if len({block.text for block in called}) == 1:
        called[0].title = True
        return called[0].text, "the only line that the page calls a title"
    return None


def is_home(element: Any) -> bool:  # noqa: ANN401
    """Tell whether a heading is a link to the first page of the site, so its name."""
    return any(
        re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link.get("href", "x")) is not None
        for link in [*element.iter("a"), *(up for up in element.iterancestors() if up.tag == "a")]
    )
