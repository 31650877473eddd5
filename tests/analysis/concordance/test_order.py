import polars as pl
import pytest

from workbench.analysis.concordance import ORDERS, arrange, ask, concordance
from workbench.errors import WorkbenchError

DOCS = pl.Enum(["b", "a", "c"])
DOCUMENTS = pl.DataFrame(
    {
        "doc_id": ["b", "a", "c"],
        "publisher": ["zeta", "Alpha", "Mid"],
        "event_date": ["2024", "2025", "unknown"],
        "published": ["unknown", "2025-05", "2021"],
    },
    schema_overrides={"doc_id": DOCS},
)
#: number of the line, document, left, right
LINES = [
    (0, "b", "one of the ", " is wide"),
    (1, "b", "", " was"),
    (2, "a", "by The", " Is, narrow here"),
    (3, "a", "at a’s ", ""),
    (4, "c", "one in the ", " is"),
]
ROWS = pl.DataFrame(
    {
        "doc_id": [doc_id for _, doc_id, _, _ in LINES],
        "start": [9, 20, 3, 40, 5],
        "left": [left for *_, left, _ in LINES],
        "right": [right for *_, right in LINES],
        "line": [number for number, *_ in LINES],
    },
    schema_overrides={"doc_id": DOCS},
)


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ([], [0, 1, 2, 3, 4]),
        (["source"], [0, 1, 2, 3, 4]),
        (["left 1"], [3, 0, 2, 4, 1]),
        (["left 1", "left 2"], [3, 2, 4, 0, 1]),
        (["left 3"], [0, 4, 1, 2, 3]),
        (["right 1"], [0, 2, 4, 1, 3]),
        (["right 1", "right 2"], [2, 0, 4, 1, 3]),
        (["right 3"], [2, 0, 1, 3, 4]),
        (["date"], [0, 1, 2, 3, 4]),
        (["document"], [2, 3, 0, 1, 4]),
        (["publisher"], [2, 3, 4, 0, 1]),
        (["publisher", "right 1"], [2, 3, 4, 0, 1]),
        (["source", "publisher"], [0, 1, 2, 3, 4]),
    ],
)
def test_orders(by, order):
    assert arrange(ROWS, DOCUMENTS, by)["line"].to_list() == order
    assert arrange(ROWS.reverse(), DOCUMENTS, by)["line"].to_list() == order


def test_an_unknown_order_gets_one_sentence():
    with pytest.raises(WorkbenchError, match="Unknown order 'left 4'; choose source, left 1"):
        arrange(ROWS, DOCUMENTS, ["left 4"])


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_line(corpus, variants, order):
    rows = concordance(corpus, ask("the", variants))
    assert arrange(rows, corpus.documents, [order]).sort("doc_id", "start").equals(rows)


def test_no_lines():
    assert arrange(ROWS.clear(), DOCUMENTS, ["left 1", "date"]).is_empty()
