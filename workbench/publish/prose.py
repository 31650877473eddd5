"""Prose of a notebook as HTML: headings get anchors, links lead to pages."""

import re
from urllib.parse import unquote, urlsplit

import mistune
from markupsafe import Markup, escape


class Prose(mistune.HTMLRenderer):
    """Render the Markdown cells of one notebook, one after the other.

    ``contents`` gathers anchor and words of every heading of second rank; ``title`` is the words of
    the first rank, which the page prints itself. ``pages`` are the notebooks that have a page, as
    seen from this one.
    """

    def __init__(self, pages: dict[str, str]) -> None:
        super().__init__(escape=False)
        self.pages = pages
        self.title = ""
        self.contents: list[tuple[str, str]] = []
        self.anchors: set[str] = set()
        self.markdown = mistune.create_markdown(renderer=self, plugins=["table", "strikethrough"])

    def html(self, source: str) -> Markup:
        """Render one cell."""
        return Markup(self.markdown(source))  # noqa: S704 - the notebook's own prose

    def heading(self, text: str, level: int, **_: object) -> str:
        """Give a heading its anchor; the first rank is left to the page."""
        plain = Markup(text).striptags()  # noqa: S704 - taken apart, not shown
        if level == 1 and not self.title:
            self.title = plain
            return ""
        anchor = self.anchor(plain)
        if level <= 2:  # noqa: PLR2004 - a second title would be a section
            level = 2
            self.contents.append((anchor, plain))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def anchor(self, words: str) -> str:
        """Make an anchor that this page does not have yet."""
        stem = re.sub(r"\W+", "-", words.lower()).strip("-") or "part"
        found, number = stem, 1
        while found in self.anchors:
            number += 1
            found = f"{stem}-{number}"
        self.anchors.add(found)
        return found

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Lead to pages of the site and to the web; other files are named and not linked."""
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "mailto"} or (not parts.path and parts.fragment):
            return super().link(text, url, title)
        page = self.pages.get(unquote(parts.path))
        if page is None:
            return text
        return super().link(text, f"{page}#{parts.fragment}" if parts.fragment else page, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show the words of a picture: a page carries nothing from outside."""
        del title
        return super().image(text, url) if url.startswith("data:image/") else str(escape(text))
