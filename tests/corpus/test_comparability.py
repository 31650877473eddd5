import polars as pl
import pytest

from workbench.corpus.comparability import comparability


def documents(*rows):
    names = ("doc_id", "statement_id", "year", "publisher", "genre")
    return pl.DataFrame(rows, schema=names, orient="row")


def pairs(frame):
    return comparability(frame).collect()


def kinds(*rows):
    return pairs(documents(*rows)).select("left", "right", "kind").rows()


def test_two_full_texts_of_one_statement_are_editions():
    rows = pairs(
        documents(("a", "s", 2024, "North", "statement"), ("b", "s", 2024, "South", "statement"))
    )
    assert rows.rows() == [
        (
            "a",
            "b",
            "editions",
            (
                "a (statement) and b (statement) print the same statement: a difference is one of "
                "edition or translation."
            ),
        ),
        (
            "b",
            "a",
            "editions",
            (
                "b (statement) and a (statement) print the same statement: a difference is one of "
                "edition or translation."
            ),
        ),
    ]


def test_a_statement_and_its_digest_show_editorial_selection():
    rows = pairs(
        documents(("a", "s", 2024, "North", "statement"), ("b", "s", 2024, "North", "digest"))
    )
    assert rows.row(0) == (
        "a",
        "b",
        "editorial selection",
        (
            "a (statement) and b (digest) go back to the same statement: a difference shows what a "
            "witness selected or reworded, not a change between the states."
        ),
    )


def test_two_digests_of_one_statement_show_editorial_selection():
    assert kinds(("a", "s", 2024, "North", "digest"), ("b", "s", 2024, "South", "digest")) == [
        ("a", "b", "editorial selection"),
        ("b", "a", "editorial selection"),
    ]


def test_one_publisher_in_one_genre_on_two_statements_shows_change_over_time():
    rows = pairs(
        documents(("a", "s", 2021, "North", "digest"), ("b", "t", 2024, "North", "digest"))
    )
    why = (
        "Each is a digest by North, of the statements of 2021 and 2024: a difference may be a "
        "change over time, as far as the publisher selects in the same way."
    )
    assert rows.rows() == [("a", "b", "change over time", why), ("b", "a", "change over time", why)]


def test_two_statements_by_one_publisher_show_change_over_time():
    assert (
        kinds(("a", "s", 2021, "North", "statement"), ("b", "t", 2024, "North", "statement"))[0][2]
        == "change over time"
    )


def why_blocked(*rows):
    kind, why = pairs(documents(*rows)).select("kind", "why").row(0)
    assert kind == "blocked"
    return why


def test_another_publisher_blocks():
    assert why_blocked(
        ("a", "s", 2021, "North", "digest"), ("b", "t", 2024, "South", "digest")
    ) == (
        "a (digest) and b (digest) differ in statement and also in publisher: a change of the "
        "text cannot be told from a change of the witness."
    )


def test_another_genre_blocks():
    why = why_blocked(("a", "s", 2021, "North", "digest"), ("b", "t", 2024, "North", "report"))
    assert "also in genre:" in why


def test_another_genre_and_publisher_block():
    why = why_blocked(("a", "s", 2021, "North", "digest"), ("b", "t", 2024, "South", "report"))
    assert "also in genre and publisher:" in why


def test_a_document_is_not_compared_with_itself():
    assert kinds(("a", "s", 2021, "North", "digest")) == []


def test_every_ordered_pair_has_a_row():
    three = [(name, name, 2021, "North", "digest") for name in "abc"]
    assert [row[:2] for row in kinds(*three)] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "a"),
        ("b", "c"),
        ("c", "a"),
        ("c", "b"),
    ]


def many(n):
    """Give n documents: two witnesses of each statement, by two publishers in turn."""
    return documents(
        *(
            (f"d{i}", f"s{i // 2}", 2000 + i // 2, f"P{i % 2}", ("digest", "report")[i % 4 == 3])
            for i in range(n)
        )
    )


def test_a_question_about_some_documents_is_asked_before_any_pair_is_made():
    asked = comparability(many(6)).filter(pl.col("left") == "d4", pl.col("right").is_in(["d0"]))
    plan = asked.explain()
    join = plan.index("JOIN")
    assert plan.index('FILTER col("doc_id")') > join  # below the join, on the documents
    assert plan.count("FILTER", join) == 2
    assert asked.select("left", "right", "kind").collect().rows() == [
        ("d4", "d0", "change over time")
    ]


def test_twenty_thousand_documents_are_no_burden_until_all_pairs_are_wanted():
    frame = comparability(many(20_000))  # 400 million pairs
    asked = frame.filter(pl.col("left") == "d10000", pl.col("right").is_in(["d10001", "d7"]))
    assert asked.collect()["kind"].to_list() == ["blocked", "editorial selection"]


@pytest.mark.parametrize("field", ["statement_id", "genre", "publisher"])
def test_what_is_unknown_is_equal_to_nothing(field):
    both = {"statement_id": "s", "year": 2024, "publisher": "Gazette", "genre": "digest"}
    one, two = (both | {"statement_id": name} | {field: "unknown"} for name in "st")
    pairs = comparability(documents(("a", *one.values()), ("b", *two.values()))).collect()
    assert set(pairs["kind"].cast(str)) == {"blocked"}
    assert "does not say" in pairs["why"][0]
