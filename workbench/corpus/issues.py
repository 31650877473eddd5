"""Issue codebooks: the terms of one issue, which of them put a passage on it, and its names.

A file in ``codebook/issues/`` is a topic codebook (see `topics`) whose topics are *terms*, with
an ``[issue]`` table in place of ``[codebook]``; ``ukraine.toml`` explains its keys.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.corpus.codebook import read_variants
from workbench.corpus.files import label, read_toml
from workbench.corpus.terms import codebook as read_terms
from workbench.corpus.topics import Codebook, is_text
from workbench.errors import WorkbenchError

HEAD = {"label", "question", "about", "core", "names", "titles", "negators"}


@dataclass(frozen=True)
class Issue:
    """One issue: what is asked, and the codebook of its terms (topic = term).

    ``issue`` is the name of the file, ``label`` our neutral name, ``core`` the terms whose mention
    puts a passage on the issue, ``names`` the competing names with their terms, in order, and
    ``titles`` those of these terms that are titles, which may hold a name.
    """

    issue: str
    label: str
    question: str
    core: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    codebook: Codebook

    @property
    def notices(self) -> tuple[str, ...]:
        """Say which rules also match the example of another rule."""
        return self.codebook.notices

    @property
    def naming(self) -> tuple[str, ...]:
        """Give the terms that count for a name."""
        return tuple(term for terms in self.names.values() for term in terms)


def issues(folder: Path) -> list[str]:
    """List the issues that a corpus folder has a codebook for, in alphabetical order.

    Examples
    --------
    >>> import workbench
    >>> issues(workbench.load().folder)
    ['east-sea', 'nuclear-energy', 'ukraine']
    """
    return sorted(path.stem for path in (folder / "codebook" / "issues").glob("*.toml"))


def read_issue(folder: Path, issue: str) -> Issue:
    """Read and check one issue codebook; an unknown issue names those that are there.

    Examples
    --------
    >>> import workbench
    >>> read_issue(workbench.load().folder, "east-sea").label
    'East Sea (South China Sea)'
    """
    known = issues(folder)
    if issue not in known:
        choices = ", ".join(known) or "a folder with codebook/issues, for this one has none"
        raise WorkbenchError(f"Unknown issue {issue!r}; choose {choices}.")
    return read(folder, Path("issues") / f"{issue}.toml")


def read_country_order(folder: Path) -> Issue:
    """Read the codebook of the order in which the two states are named, as an issue of names.

    Examples
    --------
    >>> import workbench
    >>> list(read_country_order(workbench.load().folder).names)
    ['Russia first', 'Viet Nam first']
    """
    return read(folder, Path("country-order.toml"))


def read(folder: Path, name: Path) -> Issue:
    """Read one file of the codebook folder with an ``[issue]`` table and its terms."""
    path = folder / "codebook" / name
    variants = read_variants(folder / "codebook" / "variants.toml")
    return parse_issue(read_toml(path), path.stem, label(path), variants)


def parse_issue(content: dict[str, Any], name: str, where: str, variants: dict[str, str]) -> Issue:
    """Turn the tables of an issue codebook into a checked `Issue`; ``where`` names it in messages."""
    head = content.get("issue")
    if set(content) != {"issue", "term"} or not isinstance(head, dict) or set(head) != HEAD:
        raise WorkbenchError(
            f"{where}: needs [issue] with {', '.join(sorted(HEAD))}, and [[term]] tables."
        )
    if not all(is_text(head[key]) for key in ("label", "question", "about")):
        raise WorkbenchError(f"{where}: label, question and about of [issue] must be text.")
    about = {"name": name, "about": head["about"], "negators": head["negators"]}
    codebook = read_terms(content["term"], "term", about, where, variants)
    known = codebook.topics["topic"].to_list()
    core, names = head["core"], head["names"]
    listed(core, known, f"{where}: core")
    if not isinstance(names, dict) or not names:
        raise WorkbenchError(f"{where}: names must be a table of names, each with its terms.")
    for one, terms in names.items():
        listed(terms, known, f"{where}: names, {one}")
    every = [term for terms in names.values() for term in terms]
    twice = sorted({term for term in every if every.count(term) > 1})
    if twice:
        raise WorkbenchError(f"{where}: the term {twice[0]!r} counts for two names; keep one.")
    if head["titles"] != []:
        listed(head["titles"], every, f"{where}: titles")
    held = {one: tuple(terms) for one, terms in names.items()}
    said = (name, head["label"], head["question"])
    return Issue(*said, tuple(core), held, tuple(head["titles"]), codebook)


def listed(terms: object, known: list[str], where: str) -> None:
    """Raise unless this is a list of terms of the codebook, and not an empty one."""
    if not isinstance(terms, list) or not terms:
        raise WorkbenchError(f"{where}: must be a list of terms, and not an empty one.")
    for term in terms:
        if term not in known:
            raise WorkbenchError(f"{where}: unknown term {term!r}; choose {', '.join(known)}.")
