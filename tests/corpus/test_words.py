import polars as pl
import pytest

from tests.corpus.made import VARIANTS
from workbench.corpus.words import fold, n_words, tokens

KEYS = dict.fromkeys(("para_no", "sent_no", "clause_no", "start"), pl.UInt32)


def clauses(*texts, doc_ids=None):
    n = len(texts)
    return pl.DataFrame(
        {
            "doc_id": doc_ids or ["d"] * n,
            "para_no": [1] * n,
            "sent_no": [1] * n,
            "clause_no": range(1, n + 1),
            "start": [0] * n,
            "text": list(texts),
        },
        schema_overrides=KEYS,
    )


def forms(text):
    return tokens(clauses(text), {})["form"].to_list()


def words(text, variants=VARIANTS):
    return tokens(clauses(text), variants)["word"].to_list()


PRINTED = {
    "plain": ("They met.", ["They", "met"]),
    "straight apostrophe": ("the state's", ["the", "state's"]),
    "curly apostrophe": ("the state’s", ["the", "state’s"]),
    "plural possessive": ("the states’ aim", ["the", "states", "aim"]),
    "apostrophes as quotation": ("the 'aim' here", ["the", "aim", "here"]),
    "contraction": ("they don't", ["they", "don't"]),
    "hyphen": ("Nam-Lao far-off", ["Nam", "Lao", "far", "off"]),
    "dash": ("North–South", ["North", "South"]),
    "slash": ("and/or", ["and", "or"]),
    "decimal": ("by 1.5 points", ["by", "1.5", "points"]),
    "thousands": ("1,202,000 people.", ["1,202,000", "people"]),
    "ordinal": ("the 80th year", ["the", "80th", "year"]),
    "year at a stop": ("in 2024.", ["in", "2024"]),
    "dotted capitals": ("the U.S. and the U.N.", ["the", "U.S.", "and", "the", "U.N."]),
    "one initial": ("S. Ha", ["S", "Ha"]),
    "money and percent": ("$84 or 40%", ["84", "or", "40"]),
    "composed letters": ("Việt Nam đã ký", ["Việt", "Nam", "đã", "ký"]),
    "combining marks": ("Vie\u0323\u0302t", ["Vie\u0323\u0302t"]),
    "Russian": ("Россия и Вьетнам", ["Россия", "и", "Вьетнам"]),
    "emoji": ("well 🤝 done", ["well", "done"]),
    "letters with digits": ("COVID-19 and G20", ["COVID", "19", "and", "G20"]),
    "no word": ("… — !", []),
}


@pytest.mark.parametrize(("text", "expected"), PRINTED.values(), ids=PRINTED)
def test_words_as_printed(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(("text", "expected"), PRINTED.values(), ids=PRINTED)
def test_the_count_of_words_is_the_count_of_tokens(text, expected):
    assert pl.DataFrame({"text": [text]}).select(n_words("text")).item() == len(expected)


@pytest.mark.parametrize(
    ("form", "folded"),
    [
        ("State", "state"),
        ("state's", "state"),
        ("state’s", "state"),
        ("STATE’S", "state"),
        ("don’t", "don't"),
        ("U.S.", "u.s."),
        ("Россия", "россия"),
        ("Việt", "việt"),
        ("1.5", "1.5"),
    ],
)
def test_folding(form, folded):
    assert pl.DataFrame({"form": [form]}).select(fold("form")).item() == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viet Nam", ["vietnam", None]),
        ("Vietnam", ["vietnam"]),
        ("VIET NAM", ["vietnam", None]),
        ("Viet Nam's aim", ["vietnam", None, "aim"]),
        ("Viet Nam’s aim", ["vietnam", None, "aim"]),
        ("Viet Nam-Russia ties", ["vietnam", None, "russia", "ties"]),
        ("Ha Noi", ["hanoi", None]),
        ("defense and defence", ["defence", "and", "defence"]),
        ("Viet and Nam", ["viet", "and", "nam"]),
        ("Vietnamese", ["vietnamese"]),
        ("at the end Viet", ["at", "the", "end", "viet"]),
        ("the EAEU", ["the", "eaeu"]),
        ("the Eurasian Economic Union", ["the", "eaeu", None, None]),
        ("the Eurasian Economic Union (EAEU)", ["the", "eaeu", None, None, None]),
        ("the Eurasian Economic Forum", ["the", "eurasian", "economic", "forum"]),
        ("Viet Nam Viet Nam", ["vietnam", None, "vietnam", None]),
    ],
)
def test_variants_join_in_the_second_column(text, expected):
    assert words(text) == expected


def test_the_printed_form_and_its_place_are_never_touched():
    rows = tokens(clauses("In Viet Nam’s name"), VARIANTS)
    assert rows.select("start", "end", "form").rows() == [
        (0, 2, "In"),
        (3, 7, "Viet"),
        (8, 13, "Nam’s"),
        (14, 18, "name"),
    ]


def test_a_variant_with_dotted_capitals_is_found():
    assert words("the U.S. and the USA", {"U.S.": "usa", "USA": "usa"}) == [
        "the",
        "usa",
        "and",
        "the",
        "usa",
    ]


def test_no_variants_leaves_the_folded_words():
    assert words("Viet Nam", {}) == ["viet", "nam"]


def test_a_variant_never_joins_across_a_clause():
    assert tokens(clauses("in Viet;", "Nam"), VARIANTS)["word"].to_list() == ["in", "viet", "nam"]


def test_a_variant_never_joins_across_a_document():
    rows = tokens(clauses("Viet", "Nam", doc_ids=["a", "b"]).with_columns(clause_no=1), VARIANTS)
    assert rows["word"].to_list() == ["viet", "nam"]


def test_words_are_numbered_by_document():
    rows = tokens(clauses("One two", "three", "four", doc_ids=["a", "a", "b"]), {})
    assert rows.select("doc_id", "token_no").rows() == [("a", 1), ("a", 2), ("a", 3), ("b", 1)]
