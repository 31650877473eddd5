"""Issue codebooks: the terms of one issue, which of them put a passage on it, and its names.

A file in ``codebook/issues/`` is a topic codebook (see `topics`) whose topics are *terms*, with
an ``[issue]`` table in place of ``[codebook]``. The head of each file explains its keys.
"""

from dataclasses import dataclass
from pathlib import Path

from workbench.corpus.topics import Codebook


@dataclass(frozen=True)
class Issue:
    """One issue: what is asked, and the codebook of its terms (topic = term).

    ``issue`` is the name of the file, ``label`` our neutral name, ``core`` the terms whose mention
    puts a passage on the issue, ``names`` the competing names with their terms, in order.
    """

    issue: str
    label: str
    question: str
    core: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    codebook: Codebook

    @property
    def notices(self) -> tuple[str, ...]:
        """Say which rules overlap by their own examples."""
        return self.codebook.notices


def issues(folder: Path) -> list[str]:
    """List the issues that a corpus folder has a codebook for."""
    raise NotImplementedError


def read_issue(folder: Path, issue: str) -> Issue:
    """Read and check one issue codebook; an unknown issue names those that are there."""
    raise NotImplementedError


def read_country_order(folder: Path) -> Issue:
    """Read the codebook of the order in which the two states are named, as an issue of names."""
    raise NotImplementedError
