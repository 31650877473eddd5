import polars as pl

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import naming
from workbench.corpus import read_country_order
from workbench.schemas import mismatches


def test_a_name_in_a_title_does_not_count_by_itself(make, lake):
    text = "They praised the Pact on the Grey Lake, saw the Grey Lake and read the Pact."
    corpus = make({"a": text, "b": "They spoke of trade and of many other things."})
    rows = naming(corpus, lake, mentions(corpus, lake.codebook))
    assert rows.select("doc_id", "name", "n", "n_inside", "status").rows() == [
        ("a", "Blue", 0, 0, "not in this source"),
        ("a", "Grey", 1, 1, "reported"),
        ("a", "titles", 2, 0, "reported"),
        ("b", "Blue", 0, 0, "not in this source"),
        ("b", "Grey", 0, 0, "not in this source"),
        ("b", "titles", 0, 0, "not in this source"),
    ]
    assert rows["per_1000"].to_list()[:3] == [0, 1000 * 1 / 16, 1000 * 2 / 16]
    assert mismatches("naming", rows, rows["doc_id"].dtype) == []


def test_a_name_in_a_heading_is_the_editors_and_counted_apart(make, lake):
    corpus = make({"a": "Of the Grey Lake\n\nThey met in the harbour and spoke at length.\n"})
    grey = naming(corpus, lake, mentions(corpus, lake.codebook)).filter(name="Grey")
    assert grey.select("n", "n_headings", "status").row(0) == (0, 1, "reported")


def test_every_mention_of_a_name_is_counted_once(corpus, shipped):
    for issue, found in shipped.values():
        rows = naming(corpus, issue, found)
        names = found.filter(pl.col("topic").is_in(issue.naming), scope="text")
        assert rows["n"].sum() + rows["n_inside"].sum() == names.height


def test_the_two_sides_name_themselves_first(corpus):
    order = read_country_order(corpus.folder)
    rows = naming(corpus, order, mentions(corpus, order.codebook))
    table = rows.select("doc_id", "name", "n").pivot("name", index="doc_id", values="n").rows()
    assert table == [
        ("tass-2021", 21, 0),
        ("investor-2024", 0, 3),
        ("tass-2024", 12, 0),
        ("vgp-2025", 1, 25),
        ("vov-2025", 0, 3),
    ]
