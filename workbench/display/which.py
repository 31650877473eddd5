"""Say so where the open corpus is not the one that the prose of the notebooks was written for."""

from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from workbench.display.html import NOTE, block
from workbench.display.naming import checksum, count
from workbench.pairs import listed

#: The checksum of the texts that come with the workbench. The prose was written for these; after
#: a change to them it has to be read again.
WRITTEN_FOR = "ff05a64f2257"
#: Titles that the sentence names; of more the number is told.
NAMED = 3


@dataclass(frozen=True)
class Which:
    """What another corpus is, and what the prose does not say of it."""

    sentence: str

    def __repr__(self) -> str:
        """Say it."""
        return f"Another corpus. {self.sentence}"

    def _repr_html_(self) -> str:
        words = Markup("<p {}><strong>Another corpus.</strong> {}</p>")
        return str(block(words.format(NOTE, self.sentence)))


def which(documents: pl.DataFrame) -> Which | None:
    """Say what the reader has before him, unless it is the corpus that came with the workbench.

    Takes documents. A notebook shows the sentence where it opens the corpus.

    Examples
    --------
    >>> import workbench
    >>> documents = workbench.load().documents
    >>> which(documents)
    >>> print(str(which(documents.filter(year=2021)))[:65])
    Another corpus. This notebook was written for the five texts that
    """
    if checksum(documents) == WRITTEN_FOR:
        return None
    titles = [f"“{title}”" for title in documents["title"].head(NAMED)]
    return Which(
        "This notebook was written for the five texts that come with the workbench. You are "
        f"reading {count(documents.height, 'document')}: "
        f"{listed(titles, documents.height, 'document')}. The figures and tables are computed "
        "from these; where the text between them names a document, a finding or an answer, it "
        "speaks of the five."
    )
