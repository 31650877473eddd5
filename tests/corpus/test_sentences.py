"""Where sentences and clauses end, and what is quoted: truth tables."""

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


ENDS = {
    "full stop": ["They met.", "They parted."],
    "question and exclamation": ["Is it so?", "Yes!", "Good."],
    "etc. before a capital": ["They grow rice, tea, etc.", "They sell it."],
    "U.S. before an opener": ["They met in the U.S.", "The talks went on."],
    "degree before an opener": ["They hold an M.Sc.", "The rest studies."],
    "p.m. before an opener": ["They left at 4 p.m.", "The rest stayed."],
    "year at the end": ["It began in 2024.", "It ended soon."],
    "number at the start": ["They agreed on it.", "80 states followed."],
    "closing quotation after the stop": ["He said “we agree.”", "Then he left."],
    "straight quotation after the stop": ['He said "we agree."', "Then he left."],
    "German quotation after the stop": ["Er sagte „wir kommen.“", "Dann ging er."],
    "guillemets after the stop": ["Он сказал «мы согласны.»", "Все ушли."],
    "question inside quotes, then a capital": ["He asked “Why now?”", "They left."],
    "opening quotation after the stop": ["They met.", "“We agree,” he said."],
    "closing bracket after the stop": ["(They had met.)", "They parted."],
    "ellipsis before a capital": ["They waited…", "Then it rained."],
    "spaced ellipsis before a capital": ["They waited . . .", "Then it rained."],
    "No. before a word": ["The answer was no.", "They left."],
    "no. before I": ["The answer was no.", "I agree."],
    "decorated end of a release": ["They parted./.", "The end."],
    "Russian": ["Россия подписала.", "Вьетнам тоже."],
    "Vietnamese": ["Việt Nam đã ký.", "Đó là tin tốt."],
    "month at the end": ["They met in Dec.", "They parted."],
    "number of a note": ["It upholds the Charter.1", "They met."],
    "note in square brackets": ["They met.[2]", "The rest left."],
    "note in round brackets": ["They met.(12)", "The rest left."],
    "raised number of a note": ["They met.²", "The rest left."],
    "star of a note": ["They met.*", "The rest left."],
    "numbers of two notes": ["They met.1,2", "The rest left."],
    "two notes in square brackets": ["They met.[1][2]", "The rest left."],
    "a range of notes": ["They met.[1, 3–5]", "The rest left."],
    "note behind a quotation": ["“We agree.”3", "The talks went on."],
    "labelled capital": ["See Annex A.", "The Parties agree."],
    "labelled letter": ["See point e.", "The Parties agree."],
    "labelled capital before a name": ["They chose Option B.", "Russia agreed."],
    "pronoun I": ["So do I.", "They left."],
    "Roman number at the end": ["Read chapter IV.", "The rest is dull."],
    "war with a Roman number": ["It was World War I.", "Russia joined."],
}
KEPT_WHOLE = {
    "initials": "A. S. Pushkin met S. M. Mironov here.",
    "initials that are words": "J. I. Smith and A. A. Milne met.",
    "Mr.": "Mr. Ha met Mrs. An and Dr. Binh.",
    "offices": "Amb. Ha, Pres. An, Sec. Binh and Gen. Le met.",
    "excellency": "They met H.E. Ha there.",
    "saint": "They met at the St. Petersburg forum.",
    "U.S. before a name": "The U.S. President spoke.",
    "U.S. before a lower-case word": "The U.S. and others spoke.",
    "U.N. before a name": "The U.N. Charter holds.",
    "company": "Song Da Co. Ltd. Director Ha spoke.",
    "that is": "The hosts, i.e. Hanoi and Moscow, spoke.",
    "that is, spaced": "The hosts, i. e. Riverton and Moscow, spoke.",
    "that is, spaced, before an opener": "The hosts, i. e. The two towns and, e. g. They, spoke.",
    "for example": "Some towns, e.g. Riverton, grew.",
    "compare": "See cf. Annex II of it.",
    "against": "It is North vs. South again.",
    "about": "There were approx. Five of them, esp. Riverton.",
    "and others": "They read Ha et al. Volume two.",
    "namely": "They met one of them, viz. Hanoi.",
    "decimal": "It grew by 3.5 points.",
    "decimal before a capital": "It grew to 3.5 Million tons.",
    "No. and a number": "See No. 5 of the list.",
    "No. and a number, no space": "See No.5 The list.",
    "No. and a symbol": "Resolution No. A/RES/76 stands.",
    "Res. and a symbol": "Under Res. S/2231 it ended.",
    "article and a number": "See Art. 2 of the treaty.",
    "article and a Roman number": "See Art. IV of the treaty.",
    "articles": "See Arts. I and II of it.",
    "chapter": "It is in Ch. VII of the Charter.",
    "paragraph in brackets": "See Para. (2) of it.",
    "paragraph and a Roman number": "See Art. 5, para. II of it.",
    "No. and a symbol with a hyphen": "Resolution No. ES-11/1 stands.",
    "regulation of a body": "Under Reg. (EU) 2024/1 and Reg. (EC) No 5/2003 it ended.",
    "decision of a body": "Under Dec. (EU) 2024/1 and Res. No. 5 it ended; see Doc. № 7 of it.",
    "degree": "They taught M.Sc. Students, LL.M. Students and B.Eng. Graduates.",
    "doctoral degree": "Three Ph.D. Candidates and a Ph. D. Student spoke.",
    "honour": "The Rt. Hon. Ha spoke.",
    "two titles": "They read Assoc. Prof. Ha again.",
    "p.m. and whose time": "They left at 4 p.m. Moscow time on Monday.",
    "month and a day": "They met on Dec. 5 at noon.",
    "p.m. in the middle": "They left at 4 p.m. on Monday.",
    "release end alone": "They parted./.",
    "question inside quotes, then lower case": "He asked “Why now?” and left.",
    "ellipsis, then lower case": "They waited ... and left.",
    "spaced ellipsis, then lower case": "They waited . . . and left.",
    "number in front": "1. Over the years it grew.",
    "Roman number in front": "IV. The sides agree.",
    "letter in front": "(a). The sides agree.",
    "capital in front": "A. The sides agree.",
    "no space after the stop": "Read www.example.org today.",
    "a line without a stop": "Achievements of ten years",
    "one word": "Conclusion",
    "stops only": "...",
}


@pytest.mark.parametrize("parts", ENDS.values(), ids=ENDS)
def test_a_sentence_ends(parts):
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize("text", KEPT_WHOLE.values(), ids=KEPT_WHOLE)
def test_a_sentence_goes_on(text):
    assert cut(text) == [text]


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
