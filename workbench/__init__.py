"""A research workbench over Russia–Viet Nam joint statements and their press digests.

Files become frames (`corpus`), frames findings (`analysis`), findings figures (`display`),
figures explorers (`explore`), and `publish` writes frames out of the house.

Examples
--------
>>> import workbench
>>> corpus = workbench.load()
>>> corpus.documents["doc_id"].to_list()[0]
'tass-2021'
"""

from workbench.corpus import Corpus, load, scan
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.lacking import Lack, if_there, or_none

__version__ = "0.1.0"

__all__ = [
    "Corpus",
    "Lack",
    "WorkbenchError",
    "WorkbenchWarning",
    "__version__",
    "if_there",
    "load",
    "or_none",
    "scan",
]
