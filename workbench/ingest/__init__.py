"""A reader's own documents: read, proposed and, once confirmed, added to a corpus folder.

`gather` finds the files, `extract` gives their text, `propose` makes the plan that is shown,
`add` carries it out. Nothing is written before that, and then all of it or nothing.
"""

from workbench.ingest.add import add
from workbench.ingest.change import changed, looked, remaining, with_zone
from workbench.ingest.extract import extract
from workbench.ingest.gather import Source, gather, uploaded
from workbench.ingest.plan import Plan, propose, runs
from workbench.ingest.say import told
from workbench.ingest.sheets import metadata, read_plan, save_plan
from workbench.ingest.travel import pack, unpack
from workbench.ingest.twins import twins

__all__ = [
    "Plan",
    "Source",
    "add",
    "changed",
    "extract",
    "gather",
    "looked",
    "metadata",
    "pack",
    "propose",
    "read_plan",
    "remaining",
    "runs",
    "save_plan",
    "told",
    "twins",
    "unpack",
    "uploaded",
    "with_zone",
]
