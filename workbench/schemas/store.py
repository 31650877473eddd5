"""What the store of a corpus holds beside the frames themselves: its documents."""

import polars as pl

from workbench.schemas.declare import DOC_ID, Column, Schema

#: Frames that are stored; each is declared with the sources.
STORED = ("paragraphs", "sentences", "clauses", "tokens", "quotes")

STORE_FRAMES: dict[str, Schema] = {
    "stored": Schema(
        "document of built/documents, whose rows in the other frames are built",
        ("doc_id", "key"),
        {
            "doc_id": DOC_ID,
            "key": Column(
                pl.String,
                "checksum of all that the rows depend on: text, title, publisher, confirmed zones, "
                "codebooks, code",
            ),
            "n_bytes": Column(pl.UInt64, "bytes of the text"),
            "n_words": Column(pl.UInt32, "words of the body, as in documents"),
            "n_words_raw": Column(pl.UInt32, "words of the whole file, as in documents"),
            **{f"n_{name}": Column(pl.UInt32, f"rows in the frame {name}") for name in STORED},
        },
    ),
}
