"""Files become frames. This room alone reads the sources, the manifest and the codebooks."""

from workbench.corpus.load import load
from workbench.corpus.model import Corpus

__all__ = ["Corpus", "load"]
