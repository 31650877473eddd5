"""Rules that read positions: who acts, by which operator, on what footing, how qualified."""

from dataclasses import dataclass
from pathlib import Path

from workbench.corpus.codebook import read_variants
from workbench.corpus.files import label, read_toml
from workbench.corpus.ladder import Ladder, read_operators
from workbench.corpus.terms import codebook as read_terms
from workbench.corpus.topics import Codebook, is_text
from workbench.errors import WorkbenchError

HEAD = {"about", "not_after"}
KINDS = ("actor", "anchor", "qualifier")


@dataclass(frozen=True)
class PositionRules:
    """What `analysis.issues.positions` goes by; each codebook's topics are the declared names.

    ``not_after``: words after which a name is not the actor of the clause.
    """

    ladder: Ladder
    actors: Codebook
    anchors: Codebook
    qualifiers: Codebook
    not_after: tuple[str, ...]


def declared_names(folder: Path) -> dict[str, list[str]]:
    """Give the names that the fields of a position may have, without reading any rule.

    Examples
    --------
    >>> import workbench
    >>> declared_names(workbench.load().folder)["actor"]
    ['both sides', 'Russia', 'Viet Nam', 'Putin', 'To Lam']
    """
    content = read_toml(folder / "codebook" / "positions.toml")
    content |= read_toml(folder / "codebook" / "operators.toml")
    fields = dict(zip(("actor", "legal_anchors", "qualifiers"), KINDS, strict=True))
    try:
        return {
            field: [entry[kind] for entry in content[kind]]
            for field, kind in (fields | {"operator": "operator"}).items()
        }
    except (KeyError, TypeError):
        read_position_rules(folder)
        raise


def read_position_rules(folder: Path) -> PositionRules:
    """Read and check ``codebook/positions.toml`` and ``codebook/operators.toml``.

    Examples
    --------
    >>> import workbench
    >>> read_position_rules(workbench.load().folder).anchors.topics["topic"].to_list()
    ['UN Charter', 'international law', '1982 UNCLOS', 'DOC', 'COC']
    """
    path = folder / "codebook" / "positions.toml"
    content, where = read_toml(path), label(path)
    head = content.get("rules")
    if set(content) != {"rules", *KINDS}:
        wanted = ", ".join(f"[[{kind}]]" for kind in KINDS)
        raise WorkbenchError(f"{where}: must hold [rules], {wanted} tables, and no more.")
    if not isinstance(head, dict) or set(head) != HEAD or not is_text(head["about"]):
        raise WorkbenchError(f"{where}: [rules] needs {', '.join(sorted(HEAD))}.")
    if not isinstance(head["not_after"], list) or not all(map(is_text, head["not_after"])):
        raise WorkbenchError(f"{where}: not_after must be a list of words.")
    variants = read_variants(folder / "codebook" / "variants.toml")
    books = [
        read_terms(
            content[kind],
            kind,
            {"name": f"{kind}s", "about": head["about"], "negators": []},
            where,
            variants,
            (),
        )
        for kind in KINDS
    ]
    return PositionRules(read_operators(folder), *books, tuple(head["not_after"]))
