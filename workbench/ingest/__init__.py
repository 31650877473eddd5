"""Documents of one's own: files are read, proposed as drafts and added to a corpus folder.

`add` reads files (text, Markdown, HTML, PDF, DOCX, tables, ZIP) and writes originals, texts and
manifest; `extract` gives the text of one file alone. What reading leaves open is kept in the manifest
as ``draft``; `add_form` (in `form`, for it needs the widgets) settles it in a notebook.
"""

from workbench.ingest.adding import Report, add, edit, write_sheet
from workbench.ingest.sources import Source
from workbench.ingest.text import Extracted, extract

__all__ = ["Extracted", "Report", "Source", "add", "edit", "extract", "write_sheet"]
