"""Documents of one's own: files are read, proposed as drafts and added to a corpus folder.

`add` reads files (text, Markdown, HTML, PDF, DOCX, tables, ZIP) and writes originals, texts and
manifest; `extract` gives the text of one file alone. What reading leaves open is kept in the manifest
as ``draft``; `add_form` settles it in a notebook.
"""

from typing import Any

from workbench.ingest.adding import Report, add, edit, write_sheet
from workbench.ingest.sources import Source
from workbench.ingest.text import Extracted, extract

__all__ = ["Extracted", "Report", "Source", "add", "add_form", "edit", "extract", "write_sheet"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute
    """Import the form when it is asked for; it needs the widgets."""
    if name == "add_form":
        from workbench.ingest.form import add_form  # noqa: PLC0415

        return add_form
    raise AttributeError(name)
