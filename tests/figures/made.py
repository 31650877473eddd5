"""Two made-up documents, the edits between them, and the shared look of chart rows."""

import polars as pl

from tests.figures.checks import HOSTILE

DOCUMENTS = pl.DataFrame(
    {
        "doc_id": ["a", "b", "c"],
        "publisher": ["North", "North", "South"],
        "year": [2021, 2024, 2024],
        "title": ["One", "Two", "Three"],
        "genre": ["digest", "digest", "statement"],
        "event_date": ["2021", "2024-06-20", "2024"],
        "published": ["2021-12-01", "unknown", "unknown"],
        "language_note": [""] * 3,
        "file": ["a.txt", "b.txt", "c.txt"],
        "sha256": ["1" * 64, "2" * 64, "3" * 64],
        "text": ["They met.", "They met again.", HOSTILE],
    }
)
EDITS = pl.DataFrame(
    {
        "edit_no": [None, 1, 2, 3],
        "op": ["kept", "reworded", "reworded", "added"],
        "kind": [None, "commitment", "form", "scope"],
        "substantive": [False, True, False, True],
        "left": ["We ", "may ", "towards.", ""],
        "right": ["We ", "shall ", "toward ", "<peace>."],
        "left_start": [10, 13, 17, None],
        "left_end": [13, 17, 25, None],
        "right_start": [0, 3, 9, 16],
        "right_end": [3, 9, 16, 24],
    }
)
LINK = {
    "left_start": 10,
    "left_para_no": 4,
    "left_text": "We may towards.",
    "right_start": 0,
    "right_para_no": 7,
    "right_text": "We shall toward <peace>.",
}
