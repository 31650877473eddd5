"""The answer of a notebook: what its figures found, in their own words."""

from dataclasses import dataclass

from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import block
from workbench.lacking import Lack


@dataclass(frozen=True)
class Answer:
    """One sentence per figure; a notebook shows it, and the index of the published site prints it."""

    sentence: str

    def _repr_html_(self) -> str:
        words = '<p class="wb-answer"><strong>What the figures say:</strong> {}</p>'
        return str(block(Markup(words).format(self.sentence)))  # noqa: S704 - a constant

    def __repr__(self) -> str:
        """Say the sentence alone."""
        return self.sentence


def answer(*figures: Figure | Lack) -> Answer:
    """Say what some figures found, so that no number is typed by hand.

    Takes figures, in order; the sentence is made of their titles, which state their findings;
    for what the corpus lacks it says that.

    Examples
    --------
    >>> import workbench
    >>> from workbench import display
    >>> corpus = workbench.load()
    >>> answer(display.matrix(corpus.comparability, corpus.documents))
    3 of 10 pairs may be compared at all.
    """
    titles = [repr(figure) if isinstance(figure, Lack) else figure.title for figure in figures]
    return Answer(
        " ".join(title if title.endswith((".", "?")) else f"{title}." for title in titles)
    )
