"""A web page becomes its text: every visible line is kept, and menus are proposed as such.

jusText cuts a page into paragraphs and tells running text from menus by length, links and stop
words. What it would leave out is kept here as a line with a proposed zone.
"""

from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.encodings import Decoded
from workbench.ingest.extracted import Extracted, Hint, missing, named
from workbench.ingest.languages import language, stop_words

#: Elements that begin a line of their own, beyond those that jusText knows.
BLOCKS = ("article", "aside", "figcaption", "figure", "footer", "header", "main", "nav", "section")
PLACES = {
    "nav": "menu of the page",
    "footer": "foot of the page",
    "aside": "beside the text of the page",
    "form": "form of the page",
}
LINKS = 0.2
#: A character of private use, which no page prints.
GAP = "\ue000"
META = {
    "publisher": ("og:site_name",),
    "published": ("article:published_time", "datePublished", "date"),
    "url": ("og:url",),
}


def from_html(decoded: Decoded, name: str) -> Extracted:
    """Give the visible text of a page, a line per block, with zones proposed from its structure."""
    try:
        from justext.core import (  # noqa: PLC0415 - optional
            ParagraphMaker,
            classify_paragraphs,
            preprocessor,
            revise_paragraph_classification,
        )
    except ImportError:
        raise missing(name, "jusText") from None
    page = parsed(decoded.text, name)
    facts = head(page)
    for element in list(page.iter(*BLOCKS)):
        wrap(element)
    keep_gaps(page)
    paragraphs = with_gaps(ParagraphMaker.make_paragraphs(preprocessor(page)))
    whole = " ".join(found.text for found in paragraphs)
    spoken, _ = language(" ".join(found.text for found in paragraphs if found.links_density() == 0))
    classify_paragraphs(
        paragraphs, stop_words(spoken if spoken != "unknown" else "English"), no_headings=False
    )
    revise_paragraph_classification(paragraphs)
    if not whole.strip():
        raise WorkbenchError(f"{name}: the page holds no text (perhaps a script would load it).")
    running = any(found.class_type == "good" for found in paragraphs)
    hints = [
        Hint(number, *proposed)
        for number, found in enumerate(paragraphs, 1)
        if (proposed := zone_of(found, running=running))
    ]
    note = "No paragraph is long enough to stand out from menus, so only the page's own marks propose zones."
    return Extracted(
        "\n\n".join(found.text for found in paragraphs) + "\n",
        named("jusText"),
        decoded.said,
        tuple(hints),
        facts,
        decoded.notes if running else (*decoded.notes, note),
    )


def parsed(text: str, name: str) -> Any:  # noqa: ANN401 - lxml declares no types
    """Parse a page; its own word about its encoding no longer counts."""
    from lxml import etree, html  # noqa: PLC0415 - optional

    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise WorkbenchError(f"{name}: cannot be read as HTML, or is empty.") from None


def wrap(element: Any) -> None:  # noqa: ANN401
    """Put what an element holds into a block of its own, so that no words are glued together."""
    inner = element.makeelement("div")
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def keep_gaps(page: Any) -> None:  # noqa: ANN401
    """Mark white space between inline elements, which jusText would drop: two words became one."""
    for element in page.iter():
        if element.text and element.text.isspace():
            element.text = f" {GAP}"
        if element.tail and element.tail.isspace():
            element.tail = f" {GAP}"


def with_gaps(paragraphs: list[Any]) -> list[Any]:
    """Take the marks out again, and the paragraphs that hold nothing else."""
    for found in paragraphs:
        found.text_nodes = [node.replace(GAP, "") for node in found.text_nodes]
    return [found for found in paragraphs if found.text]


def zone_of(paragraph: Any, *, running: bool) -> tuple[str, str] | None:  # noqa: ANN401
    """Propose a zone for a paragraph from its place in the page and from jusText's verdict."""
    path = paragraph.dom_path.split(".")
    if "figcaption" in path:
        return "caption", "caption of a picture"
    for element, reason in PLACES.items():
        if element in path:
            return "boilerplate", reason
    if paragraph.links_density() > LINKS:
        return "boilerplate", "mostly links"
    if any(part in path for part in ("h2", "h3", "h4", "h5", "h6")):
        good = not running or paragraph.class_type == "good"
        return ("heading", "heading of the page") if good else ("boilerplate", "heading of a list")
    if not running or paragraph.class_type == "good" or "h1" in path:
        return None
    table = "td" in path or "th" in path
    why = "cell of a table" if table else "short, or few running words"
    return "boilerplate", f"{why} (jusText)"


def head(page: Any) -> dict[str, tuple[str, str]]:  # noqa: ANN401
    """Read what the page says of itself: headline, publisher, date of publication, address."""
    facts = {}
    headline = [" ".join(h1.text_content().split()) for h1 in page.iter("h1")]
    if len([line for line in headline if line]) == 1:
        facts["title"] = (max(headline), "the page's only h1")
    stated = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or ""): meta.get(
            "content", ""
        ).strip()
        for meta in page.iter("meta")
    }
    for field, names in META.items():
        for name in names:
            value = stated.get(name, "")
            if field == "published":
                value = value[:10]
            if value and field not in facts:
                facts[field] = (value, f"the page's meta {name} is {stated[name]!r}")
    for link in page.iter("link"):
        if link.get("rel") == "canonical" and link.get("href", "").startswith("http"):
            facts["url"] = (link.get("href"), "the page's canonical link")
    return facts
