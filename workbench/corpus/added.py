"""Where added documents come from: ``added.toml`` and the originals, kept byte for byte."""

import hashlib
from pathlib import Path
from typing import Any

from workbench.corpus.codebook import tables
from workbench.corpus.files import label, read_bytes
from workbench.errors import WorkbenchError

FILE = "added.toml"
KEYS = {
    "doc_id", "original", "name", "sha256", "extractor", "encoding", "when", "evidence", "notes",
}  # fmt: skip


def read_added(folder: Path) -> list[dict[str, Any]]:
    """Read where the added documents of a corpus come from, and verify the originals.

    Gives one dict per added document; raises `WorkbenchError` for an original that is gone or that
    no longer has its bytes.
    """
    entries = tables(folder / FILE, {"file"})["file"]
    for number, entry in enumerate(entries, 1):
        where = f"{label(folder / FILE)}: file {number}"
        if set(entry) != KEYS:
            raise WorkbenchError(f"{where}: needs the keys {', '.join(sorted(KEYS))}, and no more.")
        original = folder / "originals" / Path(entry["original"]).name
        if hashlib.sha256(read_bytes(original)).hexdigest() != entry["sha256"]:
            raise WorkbenchError(
                f"{where}: originals/{original.name} has changed since it was added; restore it."
            )
    return entries
