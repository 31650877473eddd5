"""Files become frames: the corpus, its codebooks, what a pair can prove, what readers save."""

from workbench.corpus.claims import Claim, Claims, claims
from workbench.corpus.load import Corpus, checksum, chosen_folder, labels, load
from workbench.corpus.store import Progress, ProgressLine, build, cache_folder

__all__ = [
    "Claim",
    "Claims",
    "Corpus",
    "Progress",
    "ProgressLine",
    "build",
    "cache_folder",
    "checksum",
    "chosen_folder",
    "claims",
    "labels",
    "load",
]
