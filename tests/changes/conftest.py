"""The shipped ledger, and a made-up series with provisions of its own."""

import pytest

import workbench as wb
from tests.made import made_corpus

PROVISIONS = """
[codebook]
name = "provisions"
about = "x"
negators = ["not"]

[[provision]]
provision = "bridge"
label = "The bridge"
question = "Is a bridge promised?"

[[provision.rule]]
rule = "over the river"
pattern = 'bridge over the river'
example = "a bridge over the river"
near_miss = "a game of bridge"

[[provision.rule]]
rule = "with a toll"
pattern = 'bridge with a toll'
example = "a bridge with a toll"
near_miss = "a toll"
"""
#: One line of body under a title, for each kind of text.
LINE = "Meeting {}\n\nThe two sides {} at the mill.\n"


@pytest.fixture(scope="session")
def changes(corpus):
    return wb.Changes(corpus)


@pytest.fixture
def series(tmp_path):
    """Return a function that makes the study of texts: (year, genre, what the two sides do)."""

    def make(*texts, book=PROVISIONS, **facts):
        bodies = {f"d{n}": LINE.format(n, does) for n, (_, _, does) in enumerate(texts)}
        tables = {
            f"d{n}": {"year": year, "event_date": f"{year}-05-01", "genre": genre, "publisher": f"P{n}"}
            | {"statement_id": f"s{year}"}
            | facts
            for n, (year, genre, _) in enumerate(texts)
        }  # fmt: skip
        folder = made_corpus(tmp_path / f"c{len(list(tmp_path.iterdir()))}", bodies, tables)
        (folder / "codebook" / "provisions.toml").unlink()
        if book:
            (folder / "codebook" / "provisions.toml").write_text(book, "utf-8")
        return wb.Changes(wb.load(folder))

    return make
