import pytest

from workbench.analysis.emphasis import hits, mentions, overlaps, rule_counts, uncoded

TEXT = "1. They saw the sea frost. They saw a fire.\n\n2. They met in the house.\n\nThey left.\n"


@pytest.fixture(scope="module")
def made(make):
    return make({"a": TEXT})


def test_dead_rules_and_rules_that_never_count_alone(made, small):
    rows = rule_counts(hits(made, small), mentions(made, small), small)
    assert rows.select("rule", "n_hits", "n_mentions", "verdict").rows() == [
        ("sea", 1, 0, "never counted alone"),
        ("sea frost", 1, 1, ""),
        ("on sea", 1, 0, "never counted alone"),
        ("heading: sea", 0, 0, "dead"),
        ("fire", 1, 1, ""),
        ("ash", 0, 0, "dead"),
        ("snow", 0, 0, "dead"),
    ]


def test_uncoded_provisions_with_all_their_lines(made, small):
    rows = uncoded(made, mentions(made, small), small)
    assert rows.select("provision", "n_words", "text").rows() == [
        ("2", 7, "2. They met in the house.\nThey left.")
    ]


def test_overlapping_rules_are_counted(made, small):
    rows = overlaps(hits(made, small))
    assert set(rows.select("rule", "other", "n").rows()) == {
        ("sea", "sea frost", 1),
        ("sea", "on sea", 1),
        ("sea frost", "on sea", 1),
    }


def test_the_shipped_rules_for_text_all_live(corpus, book, found):
    rows = rule_counts(hits(corpus, book), found, book)
    assert rows.filter(scope="text", verdict="dead").is_empty()
