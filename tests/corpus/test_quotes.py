import polars as pl
import pytest

from workbench.corpus.quotes import quotes


def paragraphs(*texts):
    starts = [100 * number for number in range(len(texts))]
    return pl.DataFrame(
        {"doc_id": "d", "para_no": range(1, len(texts) + 1), "start": starts, "text": list(texts)},
        schema_overrides={"para_no": pl.UInt32, "start": pl.UInt32},
    )


def found(text):
    return quotes(paragraphs(text)).select("text", "balanced").rows()


CASES = {
    "curly": ("He said “yes” twice.", [("“yes”", True)]),
    "straight": ('He said "yes" twice.', [('"yes"', True)]),
    "straight at the start and the end": ('"Yes"', [('"Yes"', True)]),
    "straight in brackets": ('("yes")', [('"yes"', True)]),
    "two passages": ("“One” and “two”", [("“One”", True), ("“two”", True)]),
    "stop inside": ("“We agree.” They left.", [("“We agree.”", True)]),
    "opening mark alone, curly": ("He said “yes twice.", [("“", False)]),
    "closing mark alone, curly": ("He said yes” twice.", [("”", False)]),
    "opening mark alone, straight": ('He said "yes twice.', [('"', False)]),
    "closing mark alone, straight": ('He said yes" twice.', [('"', False)]),
    "open, then a whole passage": (
        '"one two. Then "three" four.',
        [('"', False), ('"three"', True)],
    ),
    "nested marks pair inside only": (
        "“one “two” three”",
        [("“", False), ("“two”", True), ("”", False)],
    ),
    "apostrophes are not read": ("the state's ‘own’ 'aim'", []),
    "nothing": ("No marks.", []),
    "empty passage": ("“”", [("“”", True)]),
    "curly opening, straight closing": ('“yes"', [('“yes"', True)]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_passages(text, expected):
    assert found(text) == expected


def test_marks_never_pair_across_lines():
    rows = quotes(paragraphs("He said “yes.", "They said no.”"))
    assert rows.select("para_no", "text", "balanced").rows() == [(1, "“", False), (2, "”", False)]


def test_offsets_count_code_points_from_the_line():
    rows = quotes(paragraphs("", "Đã 🤝 “ký”"))
    assert rows.select("start", "end", "text").rows() == [(105, 109, "“ký”")]
