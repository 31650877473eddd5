"""Two made-up documents and two topics, as the figures need them."""

import polars as pl

ORDER = pl.Enum(["a", "b"])
TOPICS = pl.DataFrame({"topic": ["sea", "trade"], "label": ["The sea", "Trade"]})


def two_documents(genres=("digest", "digest")):
    return pl.DataFrame(
        {
            "doc_id": ["a", "b"],
            "publisher": ["Courier", "Herald"],
            "year": [2001, 2002],
            "genre": pl.Series(genres, dtype=pl.Enum(["statement", "digest", "report"])),
            "sha256": ["0", "1"],
            "title": ["One", "Two"],
            "event_date": ["2001", "2002"],
            "published": ["2001", "unknown"],
            "file": ["a.txt", "b.txt"],
            "n_words": [10, 20],
            "text": ["0123456789We may towards.", "We shall toward <peace>."],
        },
        schema_overrides={"doc_id": ORDER},
    )
