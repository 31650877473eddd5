"""Words as printed, and the one form in which they meet."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import VARIANTS, cases
from workbench.corpus.words import (
    GAP,
    WORD,
    beside,
    count_up,
    cut,
    fold,
    n_words,
    pattern_fault,
    phrases,
    read_variants,
    spellings,
    spots,
    tokens,
    unused,
)
from workbench.errors import WorkbenchError

CASES = cases(__file__)

FEW = settings(max_examples=60, deadline=None)
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


def folded(*printed):
    return pl.DataFrame({"form": printed}).select(fold("form")).to_series().to_list()


PRINTED = CASES["printed"]


@pytest.mark.parametrize(("text", "expected"), PRINTED.values(), ids=PRINTED)
def test_words_as_printed(text, expected):
    assert forms(text) == expected
    assert pl.DataFrame({"text": [text]}).select(n_words("text")).item() == len(expected)


FOLDED = CASES["folded"]


@pytest.mark.parametrize(("form", "expected"), FOLDED.values(), ids=FOLDED)
def test_folding(form, expected):
    assert folded(form) == [expected]
    assert folded(expected) == [expected]


def test_no_spelling_leads_to_another():
    american, british = (set(column) for column in spellings())
    assert not american & british


@FEW
@given(st.text())
def test_folding_adds_no_space(text):
    cut_words = pl.Series([text]).str.extract_all(WORD).explode().drop_nulls()
    for word in folded(*cut_words.to_list()) if cut_words.len() else ():
        assert word
        assert not word.isspace()
        assert " " not in word


@FEW
@given(st.text())
def test_words_and_gaps_add_up_to_the_text(text):
    pieces = pl.Series([text]).str.extract_all(f"{WORD}|{GAP}").explode().drop_nulls()
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Viet Nam", ["vietnam", None]),
        ("Việt Nam", ["vietnam", None]),
        ("Vie\u0323\u0302t\u00a0Nam", ["vietnam", None]),
        ("Vietnam", ["vietnam"]),
        ("VIET NAM", ["vietnam", None]),
        ("Viet Nam’s aim", ["vietnam", None, "aim"]),
        ("Viet Nam-Russia ties", ["vietnam", None, "russia", "ties"]),
        ("Viet‑Nam", ["vietnam", None]),
        ("Ha Noi", ["hanoi", None]),
        ("Hà Nội", ["hanoi", None]),
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


def test_a_variant_with_dots_is_found():
    assert words("the N.A.T.O. pact", {"NATO": "alliance"}) == ["the", "alliance", "pact"]


def test_the_printed_form_and_its_place_are_never_touched():
    rows = tokens(clauses("In Vi\u00adet Nam’s name"), VARIANTS)
    assert rows.select("start", "end", "form").rows() == [
        (0, 2, "In"),
        (3, 8, "Vi\u00adet"),
        (9, 14, "Nam’s"),
        (15, 19, "name"),
    ]


def test_a_variant_never_joins_across_a_clause_or_a_document():
    assert tokens(clauses("in Viet;", "Nam"), VARIANTS)["word"].to_list() == ["in", "viet", "nam"]
    rows = tokens(clauses("Viet", "Nam", doc_ids=["a", "b"]).with_columns(clause_no=1), VARIANTS)
    assert rows["word"].to_list() == ["viet", "nam"]


def test_words_are_numbered_by_document():
    rows = tokens(clauses("One two", "three", "four", doc_ids=["a", "a", "b"]), {})
    assert rows.select("doc_id", "token_no").rows() == [("a", 1), ("a", 2), ("a", 3), ("b", 1)]


def test_loose_forms_are_cut_as_texts_are():
    assert phrases(["Hà Nội’s U.N. office", "—"]) == [("ha", "noi", "un", "office"), ()]


def book(tmp_path, *pairs):
    path = tmp_path / "codebook" / "variants.toml"
    path.parent.mkdir()
    lines = (f"[[variant]]\nword = {word!r}\nforms = {listed!r}\n" for word, listed in pairs)
    path.write_text("".join(lines), "utf-8")
    return path


def test_variants_map_each_form_to_its_word(tmp_path):
    path = book(tmp_path, ("vietnam", ["Viet Nam", "Vietnam"]), ("vietnam", ["Viet Nam"]))
    assert read_variants(path) == {"Viet Nam": "vietnam", "Vietnam": "vietnam"}


@pytest.mark.parametrize("second", ["Viet Nam", "VIET NAM", "Việt-Nam’s"])
def test_a_form_cannot_be_joined_to_two_words(tmp_path, second):
    with pytest.raises(WorkbenchError, match=f"the form '{second}' is joined to two words"):
        read_variants(book(tmp_path, ("vietnam", ["Viet Nam"]), ("laos", [second])))


@pytest.mark.parametrize(("pair", "said"), CASES["bad_variants"])
def test_a_variant_out_of_shape_is_refused(tmp_path, pair, said):
    with pytest.raises(WorkbenchError, match=said) as caught:
        read_variants(book(tmp_path, pair))
    assert "\n" not in str(caught.value)


def texts(*rows):
    return pl.DataFrame(rows, schema={"start": pl.UInt32, "text": pl.String}, orient="row")


@FEW
@given(st.lists(st.tuples(st.integers(0, 99), st.text())))
def test_every_piece_is_where_it_is_said_to_be(rows):
    found = cut(texts(*rows), pl.col("text").str.split(" "), between=1)
    for start, row, piece in found.select("start", "row", "piece").iter_rows():
        base, text = rows[row]
        assert text[start - base : start - base + len(piece)] == piece
    assert found.height == sum(text.count(" ") + 1 for _, text in rows)


def test_an_empty_text_has_no_piece():
    found = cut(texts((3, "ab"), (9, ""), (20, "c")), pl.col("text").str.extract_all("[a-z]"))
    rows = [(3, 0, "a"), (4, 0, "b"), (20, 2, "c")]
    assert found.select("start", "row", "piece").rows() == rows


@pytest.mark.parametrize(
    ("step", "expected"),
    {1: [None, "a", None], -1: ["b", None, None], -2: [None, None, None]}.items(),
)
def test_the_piece_beside_is_of_the_same_text(step, expected):
    pieces = pl.DataFrame({"row": [0, 0, 1], "piece": ["a", "b", "c"]})
    assert pieces.select(beside("piece", step)).to_series().to_list() == expected


def test_each_run_is_counted_from_one():
    assert count_up(pl.Series(["a", "a", "b", "a"])).to_list() == [1, 2, 1, 1]
    assert count_up(pl.Series([], dtype=pl.String)).to_list() == []


def test_the_sign_is_in_no_text():
    assert unused(pl.Series(["a\x00b", "\x01"])) == "\x02"


@FEW
@given(st.lists(st.text(alphabet="ab\x00é ")))
def test_every_spot_holds_the_pattern_and_none_is_left_out(given_texts):
    found = spots(pl.Series(given_texts, dtype=pl.String), ["a|é", "b"])
    for number, row, first, last in found.iter_rows():
        assert given_texts[row][first:last] in (("a", "é"), ("b",))[number]
    assert found.height == sum(sign in "abé" for text in given_texts for sign in text)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(a", "unclosed group"),
        ("(?=a)b", "look-around"),
        (r"(a)\1", "backreferences are not supported"),
        ("(?:a{1000}){1000}", "too large to be built"),
        (r"\p{L}+ships?", ""),
    ],
)
def test_what_polars_cannot_use_is_said(pattern, fault):
    assert fault in pattern_fault(pattern)
    assert bool(fault) == bool(pattern_fault(pattern))
