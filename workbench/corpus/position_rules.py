"""Rules that read positions: who acts, on what footing, with which qualifiers."""

from dataclasses import dataclass
from pathlib import Path

from workbench.corpus.ladder import Ladder
from workbench.corpus.topics import Codebook


@dataclass(frozen=True)
class PositionRules:
    """What `analysis.issues.positions` goes by; each codebook's topics are the declared names."""

    ladder: Ladder
    actors: Codebook
    anchors: Codebook
    qualifiers: Codebook


def read_position_rules(folder: Path) -> PositionRules:
    """Read and check ``codebook/positions.toml`` and ``codebook/operators.toml``."""
    raise NotImplementedError
