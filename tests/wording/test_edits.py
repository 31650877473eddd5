import re
from collections import Counter

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.checks import Page
from workbench.corpus.words import known_words
from workbench.errors import WorkbenchError
from workbench.figures.texts import redline
from workbench.schema import dtypes
from workbench.wording.edits import (
    Codebook,
    Edits,
    Frame,
    Passage,
    Rule,
    diff,
    edits,
    kind_of,
    link_edits,
    mark,
    read_edits,
    tokens,
)

NOTHING = re.compile("(?!)")
#: Every kind of token, to be put together at random.
PIECES = (
    "the", "of", "sea", "peace", "law", "trade", "Viet", "Nam", "$5", "€5", "10,000", "10 000",
    "5 %", "5 percent", "(DOC)", "“free”", "May 9, 2025", "9 May 2025", "-3", "U.N.", "; and", "…",
)  # fmt: skip
passage = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(" ".join)
words = st.lists(st.sampled_from("the of and sea peace law trade joint visit".split()), max_size=25)
generated = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def words_of(text):
    """Return the words of a text, folded."""
    end = pl.col("start") + pl.col("size")
    return known_words(pl.Series([text])).select("start", end.alias("end"), "word").rows()


def one(text, book):
    passage = Passage(text, 0, words_of(text), book)
    mark([passage], book)
    return passage


def rows_of(left, right, book):
    """Return the edits of two passages."""
    names = list(dtypes("edits"))[3:]
    found = link_edits(one(left, book), one(right, book), book)
    return [dict(zip(names, row, strict=True)) for row in found]


def changes(left, right, book):
    """Return kind and words of each change, without the space around them."""
    return [
        (row["kind"], row["left"].strip(), row["right"].strip())
        for row in rows_of(left, right, book)
        if row["op"] != "kept"
    ]


def kinds(left, right, book):
    return [kind for kind, *_ in changes(left, right, book)]


# --- laws ---


@generated
@given(passage, passage)
def test_edits_rebuild_both_sides_to_the_character(book, left, right):
    rows = rows_of(left, right, book)
    for side, whole in (("left", left), ("right", right)):
        there = sorted((row for row in rows if row[side]), key=lambda row: row[f"{side}_start"])
        assert "".join(row[side] for row in there) == whole
        assert all(whole[row[f"{side}_start"] : row[f"{side}_end"]] == row[side] for row in there)


@generated
@given(passage, passage)
def test_edits_are_numbered_as_they_are_shown(book, left, right):
    rows = rows_of(left, right, book)
    numbers = [row["edit_no"] for row in rows if row["op"] != "kept"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row["part_no"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["edit_no"] is None for row in rows if row["op"] == "kept")


@generated
@given(words, words)
def test_codes_give_back_both_sides(left, right):
    sides = [tokens(" ".join(side), 0, words_of(" ".join(side)), NOTHING) for side in (left, right)]
    codes = diff(*sides)
    places = [place for _, a, b, _, _ in codes for place in range(a, b)]
    assert sorted(places) == list(range(len(left)))
    assert sorted(place for *_, c, d in codes for place in range(c, d)) == list(range(len(right)))
    for op, a, b, c, d in codes:
        if op in {"kept", "moved"}:
            assert left[a:b] == right[c:d]
        assert (op == "cut") == (b > a and c == d)
        assert (op == "added") == (d > c and a == b)


@generated
@given(passage, passage)
def test_there_and_back_are_the_same_edits(book, left, right):
    there = Counter((row["kind"], row["left"], row["right"]) for row in rows_of(left, right, book))
    back = Counter((row["kind"], row["right"], row["left"]) for row in rows_of(right, left, book))
    assert there == back
    assert {row["op"] for row in rows_of(left, left, book)} == {"kept"}


@generated
@given(passage, passage)
def test_no_character_is_lost_in_a_redline(book, left, right):
    rows = pl.DataFrame(rows_of(left, right, book), schema=dtypes("edits"))
    moved = rows.filter(op="moved")["left"].str.join("").item()
    for formal, printed in ((False, right), (True, right), (True, left)):
        shown = Counter(Page(redline(rows, "A", "B", formal=formal)).text)
        lost = Counter(printed.replace(" ", "")) - shown - Counter(moved)
        assert not lost


# --- difference ---


def ops(left, right):
    sides = [tokens(side, 0, words_of(side), NOTHING) for side in (left, right)]
    return [op for op, *_ in diff(*sides)]


def test_an_island_of_function_words_joins_the_change():
    assert ops("red of the green sea", "blue of the grey sea") == ["reworded", "kept"]
    assert ops("the red", "the blue") == ["kept", "reworded"]
    assert ops("red, green sea", "blue, grey sea") == ["reworded", "kept", "reworded", "kept"]


def test_a_move_is_shown_as_a_move():
    found = ops("in the new year we plant trees", "we plant trees in the new year")
    assert found.count("moved") == 1
    assert set(found) == {"kept", "moved"}


def test_frequent_words_are_not_dropped():
    assert ops("the sea " * 150, "the sea " * 150 + "end") == ["kept", "added"]


# --- styles are form, signs are not ---


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Trade of 5 percent.", "Trade of 5 %."),
        ("five per cent of it", "5% of it"),
        ("Some 10,000 tons.", "Some 10 000 tons."),
        ("$5bn was lent", "US$5 billion was lent"),
        ("USD 5 million was lent", "5 million dollars was lent"),
        ("€3 million", "3 million euros"),
        ("1.5 billion tons", "1,500 million tons"),
        ("five million tons", "5 mln tons"),
        ("The U.N. agreed.", "The UN agreed."),
        ("On May 9, 2025 they met.", "On 9 May 2025 they met."),
        ("On 2025-05-09 they met.", "On 9th of May, 2025 they met."),
        ("On 09.05.2025 they met.", "On 2025-05-09 they met."),
        ("On May 8-11, 2025 they met.", "On 8–11 May 2025 they met."),
        ("From May 8 to 11 they met.", "From 8–11 May they met."),
        ("On May 8 and 9 they met.", "On 8 and 9 May they met."),
        ("In the 1990’s they met.", "In the 1990s they met."),
        ("The NGO’s met.", "The NGOs met."),
        ("Shares of >= 5 %.", "Shares of ≥ 5％."),
        ("Under No. 5 they met.", "Under № 5 they met."),
        ("Under Art. 5 they met.", "Under Article 5 they met."),
        ("Under paras. 5 and 6", "Under paragraphs 5 and 6"),
        ("Chapter IV, third part", "Chapter 4, 3rd part"),
        ("Dr. Brook left by 5 km", "Doctor Brook left by 5 kilometres"),
        ("They had twelve rounds.", "They had 12 rounds."),
        ("An anti-terrorism law.", "An antiterrorism law."),
        ("The Hidden River Commission met.", "The HRC met."),
        ("They met in Riverton, then left.", "They met in Riverton then left."),
        ("The sea", "A sea"),
    ],
)
def test_styles_are_form(book, left, right):
    assert set(kinds(left, right, book)) == {"form"}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("$5 billion", "€5 billion"),
        ("5 % of trade", "5 of trade"),
        ("It fell to -3 there.", "It fell to 3 there."),
        ("Fewer than < 5 ships", "Fewer than > 5 ships"),
        ("5 ships", "6 ships"),
        ("At 5°C it froze.", "At 5°F it froze."),
        ("₹5 billion", "$5 billion"),
        ("5 usd more", "5 eur more"),
        ("A$5 million went", "$5 million went"),
        ("5 million went", "5 billion went"),
        ("$5m went", "$5bn went"),
        ("¥5bn went", "5 billion yuan went"),
        ("5 % of it", "5 percentage points of it"),
        ("2025-05-09", "2025-09-05"),
        ("8–11 May", "8–12 May"),
        ("the 1990s", "the 1980s"),
        ("Art. 5 holds", "Art. 15 holds"),
        ("about 5 km on", "about 5 miles on"),
        ("On May 9, 2025 they met.", "On May 8, 2025 they met."),
    ],
)
def test_signs_and_numbers_are_substance(book, left, right):
    found = kinds(left, right, book)
    assert "scope" in found
    assert set(found) <= {"scope", "form"}


def test_case_and_the_kind_of_quotation_mark_are_kept(book):
    assert kinds("The “sea” is ‘free’", "the \"sea\" is 'free'", book) == []


# --- kinds by the codebook ---


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("it highly appreciates this", "it acknowledged this", "commitment"),
        ("as both sides said so", "as russia said so", "actor"),
        ("the crisis there", "the issue there", "naming"),
        ("in line with it", "in accordance with it", "form"),
        ("and it grows", "and the un charter grows", "legal anchor"),
        ("welcoming it", "welcomes it", "form"),
        ("they will go", "they go", "commitment"),
        ("they will not publish", "they will publish", "commitment"),
        ("under law then", "under the 1982 unclos then", "legal anchor"),
        ("two years went", "year went", "scope"),
        ("ties between the two grew", "ties grew", "form"),
        ("they accelerate talks", "they expedite talks", "wording"),
        ("ships worldwide sail", "ships in the world sail", "wording"),
        ("a global market", "a worldwide market", "wording"),
        ("they fully agree", "they completely agree", "wording"),
        ("they stressed it", "they underlined it", "wording"),
        ("the law of the land", "the legislation of the land", "wording"),
        ("they are committed to it", "they are devoted to it", "commitment"),
        ("they stand in favour of it", "they stand beside it", "commitment"),
        ("all ships sail", "some ships sail", "scope"),
    ],
)
def test_kinds(book, left, right, kind):
    assert kinds(left, right, book) == [kind]


@pytest.mark.parametrize(
    ("left", "right", "stray"),
    [
        ("more flights now", "more charter flights now", "legal anchor"),
        ("fight crimes online", "fight crimes committed online", "commitment"),
        ("a plant grows", "a plant in Vietnam grows", "actor"),
        ("the secretary spoke", "the general spoke", "actor"),
        ("the joint body", "the joint committee", "commitment"),
        ("they settle it", "they settle it by law enforcement", "legal anchor"),
        ("quick trains", "express trains", "commitment"),
        ("a peaceful way", "peaceful resolution", "legal anchor"),
        ("boats for tourists", "charter boats for tourists", "legal anchor"),
        ("those who commit crimes", "those who plan crimes", "commitment"),
        ("a favourable wind", "a good wind", "commitment"),
        ("they consider ships", "they see ships", "commitment"),
        ("they met in May", "they met in winter", "commitment"),
        ("a strong wish", "a strong political will", "commitment"),
        ("a fast lane", "an express lane", "commitment"),
        ("a plan for flights", "a plan for Vietnam Airlines flights", "actor"),
        ("a code for trains", "a dress code for trains", "legal anchor"),
        ("they help", "they help each other", "scope"),
    ],
)
def test_stray_words_do_not_decide(book, left, right, stray):
    assert stray not in kinds(left, right, book)


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("the two sides met", "the sides met", "form"),
        ("the two countries met", "both countries met", "form"),
        ("two rounds took place", "rounds took place", "scope"),
        ("two rounds took place", "three rounds took place", "scope"),
        ("international law holds", "law holds", "legal anchor"),
    ],
)
def test_the_words_around_an_edit_are_seen(book, left, right, kind):
    assert kinds(left, right, book) == [kind]


def test_a_concept_of_one_side_only_is_scope(book):
    rows = rows_of("They speak of oil and gas.", "They speak of renewable energy.", book)
    changed = [row for row in rows if row["op"] != "kept"]
    assert [(row["kind"], row["rule"]) for row in changed] == [("scope", "concept: oil and gas")]


def test_a_phrase_covers_its_own_words_and_no_others():
    book = Codebook(Edits(rule=[Rule("form", "all", ["joint statement"])]))

    def named(left):
        return kind_of(
            book, one(left, book), one("it", book), ("reworded", 0, len(left.split()), 0, 1)
        )

    assert named("joint statement") == ("form", "joint statement")
    assert named("joint statement tides") == ("wording", "")


def test_without_a_codebook_there_are_wording_and_form(tmp_path):
    book = read_edits(tmp_path)
    assert kinds("it may go", "it shall go", book) == ["wording"]
    assert kinds("a sea", "the sea", book) == ["form"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[[rule]]\nkind = "verb"\nmatch = "any"\nwords = ["may"]', "choose actor, commitment"),
        ('[[frame]]\npattern = "^says"\nexample = "It says"', "frame 1 does not match its example"),
    ],
)
def test_a_fault_of_the_codebook_is_one_sentence(tmp_path, written, message):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "edits.toml").write_text(written)
    with pytest.raises(WorkbenchError, match=message):
        read_edits(tmp_path)


# --- reporter's frames ---


@pytest.mark.parametrize(
    ("framed", "frame"),
    [
        ("The document says that the sides will trade.", "The document says that"),
        ("The sides, according to the statement, will trade.", ", according to the statement,"),
        ("The sides will trade, the statement says.", ", the statement says"),
    ],
)
def test_a_reporters_frame_is_taken_off_and_shown_apart(book, framed, frame):
    found = changes(framed, "The sides will trade.", book)
    assert ("frame", frame, "") in found
    assert {kind for kind, *_ in found} <= {"frame", "form"}


def test_two_frames_are_set_against_each_other(book):
    left, right = "The document says that ships sail.", "It states that ships sail."
    assert changes(left, right, book) == [("frame", "The document says that", "It states that")]


def test_frames_of_own_rules():
    book = Codebook(Edits(frame=[Frame("^they claim ", "They claim x")]))
    assert changes("They claim ships sail", "Ships sail", book) == [("frame", "They claim", "")]


# --- edits of links ---


def test_edits_of_a_link(make, outcome):
    corpus = make(
        {
            "a": "Russia highly appreciates the balanced stance of Viet Nam on fishing.",
            "b": "Russia acknowledged the balanced stance of Vietnam on fishing and ships.",
        }
    )
    _, links, rows = outcome(corpus)
    assert links.height == 1
    assert rows.schema == dtypes("edits")
    shown = rows.drop_nulls("edit_no").select("op", "kind", "left", "right", "substantive")
    assert shown.rows() == [
        ("reworded", "commitment", "highly appreciates ", "acknowledged ", True),
        ("reworded", "form", "Viet Nam ", "Vietnam ", False),
        ("added", "wording", "", "and ships", False),
    ]


@pytest.mark.parametrize("pair", [("vov-2025", "vgp-2025"), ("tass-2021", "vgp-2025")])
def test_links_of_the_sources_are_rebuilt(corpus, aligners, book, pair):
    links = aligners["sentence"].links(*pair)
    rows = edits(links, corpus, book)
    for link_no, left, right in links.select("link_no", "left_text", "right_text").iter_rows():
        mine = rows.filter(link_no=link_no)
        for side, whole in (("left", left), ("right", right)):
            assert "".join(mine.drop_nulls(f"{side}_start").sort(f"{side}_start")[side]) == whole


def test_the_ukraine_passage(corpus, aligners, book):
    links = aligners["sentence"].links("vov-2025", "vgp-2025").filter(left_para_no=11)
    rows = edits(links, corpus, book)
    change = rows.filter(pl.col("left") == "acknowledged ").select("right", "kind").row(0)
    assert change == ("highly appreciates ", "commitment")


def test_no_links_no_edits(corpus, aligners, book):
    links = aligners["sentence"].links("vov-2025", "vgp-2025").clear()
    assert edits(links, corpus, book).is_empty()
