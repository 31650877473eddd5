"""The glossary: words in plain language, and links to them from the first use on a page."""

import re
from collections.abc import Callable, Iterable, Sequence

import polars as pl
from markupsafe import Markup, escape

from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.figures import Figure
from workbench.figures.texts import join, sentence_case, spelled

#: What is left as it is: markup, code, headings, links and figures.
KEPT = re.compile(
    r"<!--.*?-->"
    r"|<(?P<tag>a|code|pre|h[1-6]|script|style|svg|summary|button|figure|math)\b.*?</(?P=tag)\s*>"
    r"|<[^<>]*>"
    r"|https?://\S+",
    re.DOTALL | re.IGNORECASE,
)


def glossary(corpus: Corpus, terms: Sequence[str] | None = None) -> Figure:
    """List the entries of the glossary, or some of them; an unknown term is a `WorkbenchError`.

    Examples
    --------
    >>> import workbench as wb
    >>> wb.glossary(wb.load(), ["digest"]).title
    'One term in plain language'
    """
    entries = corpus.glossary
    known = entries["term"].to_list()
    wanted = known if terms is None else list(terms)
    if unknown := [term for term in wanted if term not in known]:
        raise WorkbenchError(f"No entry {unknown[0]!r} in the glossary; choose {', '.join(known)}.")
    rows = entries.filter(pl.col("term").is_in(wanted))
    return Figure(
        name="glossary",
        title=f"{sentence_case(spelled(rows.height, 'term'))} in plain language",
        subtitle="What the words mean here; elsewhere some of them mean more, or something else.",
        source="Source: data/glossary.toml, written for this project.",
        alt=f"List of terms with their meaning: {', '.join(rows['term'])}.",
        body=listing(rows),
    )


def listing(entries: pl.DataFrame) -> Markup:
    """Show entries as a list of definitions to which `linked` can lead."""
    items = join(
        Markup('<dt id="{}">{}</dt><dd>{}</dd>').format(term_id(term), term, meaning)
        for term, meaning in entries.select("term", "meaning").iter_rows()
    )
    return Markup('<dl class="wb-card">{}</dl>').format(items)


def term_id(term: str) -> str:
    """Name an entry as the target of a link within the page.

    Examples
    --------
    >>> term_id("East Sea (South China Sea)")
    'term-east-sea-south-china-sea'
    """
    return "term-" + re.sub(r"[^\w]+", "-", term.lower()).strip("-")


def linked(parts: Iterable[str], entries: pl.DataFrame) -> list[str]:
    """Link the first use of each term on a page to its entry; the rest stays as it is.

    Takes the prose of one page in its order, part by part, as HTML, and the glossary frame. Code,
    headings, links and figures are passed over. The meaning is the link's title.

    Examples
    --------
    >>> words = pl.DataFrame({"term": ["zone"], "forms": [["zones"]], "meaning": ["A part."]})
    >>> linked(["Two zones, one zone."], words)
    ['Two <a class="wb-term" href="#term-zone" title="A part.">zones</a>, one zone.']
    """
    rows = list(entries.iter_rows(named=True))
    if not rows:
        return list(parts)
    about = {form: row for row in rows for form in (row["term"], *row["forms"])}
    by_size = sorted(about, key=lambda form: (-len(form), form))
    wanted = re.compile("|".join(pattern(form, number) for number, form in enumerate(by_size)))
    left = {row["term"] for row in rows}

    def mark(match: re.Match[str]) -> str:
        row = about[by_size[int(str(match.lastgroup)[1:])]]
        if row["term"] not in left:
            return match.group()
        left.remove(row["term"])
        link = '<a class="wb-term" href="#{}" title="{}">{}</a>'
        return link.format(term_id(row["term"]), escape(row["meaning"]), match.group())

    return [outside_markup(part, lambda text: wanted.sub(mark, text)) for part in parts]


def pattern(form: str, number: int) -> str:
    """Write the pattern of one form: whole words; a form in small letters may begin a sentence."""
    words = re.escape(form).replace(r"\ ", r"\s+")
    if form.islower() and form[0].isascii():
        words = f"[{form[0]}{form[0].upper()}]{words[1:]}"
    return rf"(?P<f{number}>(?<!\w){words}(?!\w))"


def outside_markup(text: str, change: Callable[[str], str]) -> str:
    """Change the stretches of a text that are not kept as they are."""
    pieces, at = [], 0
    for match in KEPT.finditer(text):
        pieces += [change(text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*pieces, change(text[at:])])
