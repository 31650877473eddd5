"""Where sentences and clauses end, and what is quoted: truth tables."""

from pathlib import Path

import polars as pl
import pytest

from workbench.corpus.words import clauses, quotes, sentences, split

KEYS = {"para_no": pl.UInt32, "start": pl.UInt32}


def stretches(*texts, start=0):
    return pl.DataFrame(
        {
            "doc_id": ["d"] * len(texts),
            "para_no": range(1, len(texts) + 1),
            "start": [start] * len(texts),
            "text": list(texts),
        },
        schema_overrides=KEYS,
    )


def cut(text):
    return split(stretches(text))["text"].to_list()


#: What is shown, and the sentences of which a text is made; one sentence is never cut.
CASES = (Path(__file__).parent / "cases" / "sentences.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\t")[0])
def test_where_a_sentence_ends(case):
    _, *parts = case.split("\t")
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize("gap", ["   ", "\u00a0", "\t", "\u2009", " \u00a0 "])
def test_any_white_space_may_be_between_sentences(gap):
    assert cut(f"They met.{gap}They parted.") == ["They met.", "They parted."]


def test_sentences_never_join_across_paragraphs():
    rows = split(stretches("An open line", "and its neighbour."))
    assert rows["text"].to_list() == ["An open line", "and its neighbour."]


def test_offsets_count_code_points_from_the_start_of_the_stretch():
    rows = split(stretches("Đã ký 🤝.  Tốt.", start=10))
    assert rows.select("start", "end", "text").rows() == [
        (10, 18, "Đã ký 🤝."),
        (20, 24, "Tốt."),
    ]


def paragraphs(*rows):
    names = ("para_no", "zone", "prose_start", "start", "text")
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(
        pl.col("para_no", "prose_start", "start").cast(pl.UInt32), doc_id=pl.lit("d")
    )


def test_only_body_has_sentences_and_the_marker_is_left_out():
    rows = sentences(
        paragraphs((1, "heading", 0, 0, "A heading."), (2, "body", 14, 11, "7. One. Two."))
    )
    assert rows.select("para_no", "sent_no", "start", "end", "n_words", "text").rows() == [
        (2, 1, 14, 18, 1, "One."),
        (2, 2, 19, 23, 1, "Two."),
    ]


def clause_rows(text):
    rows = clauses(sentences(paragraphs((1, "body", 0, 0, text))))
    return rows.select("sent_no", "clause_no", "start", "end", "text").rows()


def test_a_semicolon_ends_a_clause_and_stays_with_it():
    assert clause_rows("They met; they spoke. All left.") == [
        (1, 1, 0, 9, "They met;"),
        (1, 2, 10, 21, "they spoke."),
        (2, 3, 22, 31, "All left."),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One; two; three", ["One;", "two;", "three"]),
        ("One;; two", ["One;;", "two"]),
        ("One;", ["One;"]),
        (";", [";"]),
        ("No semicolon.", ["No semicolon."]),
    ],
)
def test_clauses_at_odd_semicolons(text, parts):
    assert [row[-1] for row in clause_rows(text)] == parts


def lines(*texts):
    rows = stretches(*texts)
    return rows.with_columns(start=(pl.col("para_no") - 1) * 100)


QUOTED = {
    "curly": ("He said “yes” twice.", [("“yes”", True)]),
    "straight": ('He said "yes" twice.', [('"yes"', True)]),
    "straight at the start and the end": ('"Yes"', [('"Yes"', True)]),
    "straight in brackets": ('("yes")', [('"yes"', True)]),
    "German": ("Er sagte „ja“ und „nein“.", [("„ja“", True), ("„nein“", True)]),
    "Polish": ("Mówi „tak” dwa razy.", [("„tak”", True)]),
    "guillemets": ("Он сказал «да», «нет».", [("«да»", True), ("«нет»", True)]),
    "guillemets with spaces": ("Il dit « oui », et non.", [("« oui »", True)]),
    "guillemets pointing inwards": ("Er sagt »ja« und »nein«.", [("»ja«", True), ("»nein«", True)]),
    "straight after a colon": ('They said:"yes" twice.', [('"yes"', True)]),
    "TeX": ("He said ``yes'' twice.", [("``yes''", True)]),
    "doubled apostrophes": ("He said ''yes'' twice.", [("''yes''", True)]),
    "doubled single marks": ("He said ‘‘yes’’ twice.", [("‘‘yes’’", True)]),
    "one kind inside the other": ("«a “b” c»", [("«a “b” c»", True), ("“b”", True)]),
    "the other inside the one": ("“a «b» c”", [("“a «b» c”", True), ("«b»", True)]),
    "two passages": ("“One” and “two”", [("“One”", True), ("“two”", True)]),
    "stop inside": ("“We agree.” They left.", [("“We agree.”", True)]),
    "opening mark alone, curly": ("He said “yes twice.", [("“", False)]),
    "closing mark alone, curly": ("He said yes” twice.", [("”", False)]),
    "opening mark alone, straight": ('He said "yes twice.', [('"', False)]),
    "closing mark alone, straight": ('He said yes" twice.', [('"', False)]),
    "guillemet alone": ("Он сказал «да.", [("«", False)]),
    "open, then a whole passage": (
        '"one two. Then "three" four.',
        [('"', False), ('"three"', True)],
    ),
    "nested": ("“one “two” three”", [("“one “two” three”", True), ("“two”", True)]),
    "nested, straight": ('"a "b" c"', [('"a "b" c"', True), ('"b"', True)]),
    "nested, German": ("„a „b“ c“", [("„a „b“ c“", True), ("„b“", True)]),
    "nested twice": (
        "“a “b “c” d””",
        [("“a “b “c” d””", True), ("“b “c” d”", True), ("“c”", True)],
    ),
    "nested in one that is open": ("“a “b” c", [("“", False), ("“b”", True)]),
    "closed once more": ("“a” b” “c”", [("“a”", True), ("”", False), ("“c”", True)]),
    "apostrophes are not read": ("the state's ‘own’ 'aim'", []),
    "nothing": ("No marks.", []),
    "empty passage": ("“”", [("“”", True)]),
    "curly opening, straight closing": ('“yes"', [('“yes"', True)]),
}


@pytest.mark.parametrize(("text", "expected"), QUOTED.values(), ids=QUOTED)
def test_passages_between_marks(text, expected):
    assert quotes(lines(text)).select("text", "balanced").rows() == expected


def test_marks_never_pair_across_lines():
    rows = quotes(lines("He said “yes.", "They said no.”"))
    assert rows.select("para_no", "text", "balanced").rows() == [(1, "“", False), (2, "”", False)]


def test_quotes_are_placed_in_code_points():
    rows = quotes(lines("", "Đã 🤝 “ký”"))
    assert rows.select("start", "end", "text").rows() == [(105, 109, "“ký”")]
