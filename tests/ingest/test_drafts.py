"""What is proposed for the lines of a text, what it proves of itself, and what is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import cases
from workbench.ingest.drafts import Copies, doubted, drafted, facts, parties, proposed
from workbench.ingest.sources import Source
from workbench.ingest.text import Extracted, day

CASES = cases(__file__)

PROSE = "The two sides agreed that they would build a bridge over the river for all who live there."
VIETNAMESE = "Hai bên nhất trí rằng họ sẽ xây dựng một cây cầu qua sông cho tất cả mọi người."


def zones(*lines):
    return {number: zone for number, (zone, _) in proposed(list(lines), Extracted("")).items()}


def asked(*lines):
    return " ".join(doubted(list(lines), proposed(list(lines), Extracted("")), Extracted("")))


def read(text, name="a.txt"):
    return drafted(Source(name, text.encode()), set())


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("This site uses cookies; accept them or change the settings.", "boilerplate"),
        ("Chia sẻ", "boilerplate"),
        ("Поделиться", "boilerplate"),
        ("For reference only", "boilerplate"),
        ("© Gazette 2024. All rights reserved.", "boilerplate"),
        ("Home > Press service > Documents", "boilerplate"),
        ("Facebook Twitter Telegram Print", "boilerplate"),
        ("Share on Facebook", "boilerplate"),
        ("Back to top", "boilerplate"),
        ("FOR IMMEDIATE RELEASE", "boilerplate"),
        ("For release at 2:00 p.m. EST", "boilerplate"),
        ("###", "boilerplate"),
        ("5 min read", "boilerplate"),
        ("Read more: Five facts about the Narrow Sea", "boilerplate"),
        ("Tags: bridge, towns", "boilerplate"),
        ("Photo: A. Nowak", "caption"),
        ("The bridge at dawn. (Photo: VNA)", "caption"),
        ("Мост на рассвете (Фото: ТАСС)", "caption"),
        ("By Anna Nowak", "byline"),
        ("Published: 20 June 2024, 10:00", "byline"),
        ("Last updated: 4 May 2023", "byline"),
        ("June 20, 2024 10:15 AM", "byline"),
        ("Thursday, June 20, 2024", "byline"),
        ("Riverton, 15-16 November 2022", "byline"),
        ("15 мая 2024 года", "byline"),
        ("Hà Nội, ngày 15 tháng 5 năm 2024", "byline"),
        ("Arvenport, le 15 mai 2024", "byline"),
        ("The Gazette | May 16, 2024 | By Mina Tarr", "byline"),
        ("Home is where the two sides met.", None),
        ("Related to this, the sides agreed on trade.", None),
        ("They met on May 16, 2024 and agreed on it.", None),
        ("They printed a book of photos.", None),
        ("The sides share the view that the cookie is a pastry.", None),
        ("By 2030, trade will double.", None),
        ("For release of the sailors, both sides will speak.", None),
        (PROSE, None),
    ],
)
def test_a_line_of_a_known_form(line, zone):
    assert zones(PROSE, line).get(2) == zone


def test_what_a_crawler_wrote_is_cut_and_read():
    lines = ["URL: https://x.example/1", "Title: The Bridge", "Date: 2024-06-20", PROSE]
    assert zones(*lines) == dict.fromkeys((1, 2, 3), "boilerplate")
    found = facts(lines, proposed(lines, Extracted("")), {})
    assert found["url"] == ("https://x.example/1", "the crawler says 'URL: https://x.example/1'")
    assert (found["title"][0], found["published"][0]) == ("The Bridge", "2024-06-20")
    assert zones("Title: one such line is no prefix", PROSE) == {}


def test_teasers_are_cut_to_the_end_and_prose_after_them_is_not():
    cut = dict.fromkeys((2, 3, 4), "boilerplate")
    assert zones(PROSE, "Read more", "Tea is back", "Rain in May") == cut
    assert zones(PROSE, "Read more", PROSE * 3, PROSE * 3) == {2: "boilerplate"}


def test_runs_of_short_lines_are_cut_and_asked_about_unless_a_colon_opens_them():
    cells = ["Trade", "2023", "2024", "Tea", "12"]
    assert zones(PROSE, *cells, PROSE) == dict.fromkeys(range(2, 7), "boilerplate")
    assert "Short lines: line 2, 3, 4, 5, 6 are cut as a menu or a table; are they body?" in asked(PROSE, *cells, PROSE)  # fmt: skip
    assert zones("The sides named:", "peace and trade", "science", "sport", "the arts", PROSE) == {}


@pytest.mark.parametrize(
    "text",
    [
        f"The Bridge Is Built\n\n{PROSE}\n\n{PROSE}\n",
        "\n\n".join(["Statement of the Council", *(f"{n}.\t{PROSE}" for n in range(1, 8))]),
        "\n\n".join(f"{n}. {PROSE}" for n in (1, 2, 3, 1, 2, 4, 5, 1, 2, 3, 6)),
        "\n\n".join(
            ["Statement", *(f"{PROSE} {n}" for n in range(9)), f"1. One. {PROSE}", f"1. {PROSE}"]
        ),
        f"{PROSE}\n\nXIV. MCMLXXXIV LXX IV de la que en el y a los del se las por un.\n\n{PROSE}\n",
    ],
)
def test_a_clean_text_is_ready(text):
    assert read(text).status == "ready"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["The bridge (Photo: VNA)The two sides agreed."], "Caption: one is glued to other words in line 1"),
        ([f"{n}. {PROSE}" for n in (1, 2, 3, 4, 6)], "Points: their numbers go from 4 to 6 at line 5"),
        ([PROSE] * 9 + [VIETNAMESE] * 3, "Language: 57 words are Vietnamese and not English (line 10, 11, 12)"),
        (["Share"], "Body: no word is left to count."),
        (["They met.", "Read more", *["Tea is back in town and so is rain in May"] * 9], "Body: 98% of the words are cut"),
    ],
)  # fmt: skip
def test_what_is_asked_names_its_place(lines, said):
    assert said in asked(*lines)


def test_a_joint_statement_is_of_the_day_of_its_dateline_and_another_text_is_not():
    for title, when in (
        ("Joint Statement of the Lake Council", "2023-09-10"),
        ("Towns Build a Bridge", None),
    ):
        for place in (
            "RIVERTON, September 10, 2023 —",
            "New Port, Lake Union, 10 September 2023 --",
        ):
            assert facts([title, f"{place} {PROSE}"], {}, {}).get("event_date", [None])[0] == when


def test_a_machine_translation_is_noted():
    note = read(f"Translated by Google\n\n{PROSE}").table["language_note"]
    assert note.endswith("The text says that a machine translated it.")


@pytest.mark.parametrize(
    ("text", "when"),
    [("20 June 2024", "2024-06-20"), ("Jun 5, 2024", "2024-06-05"), ("20th June 2024", "2024-06-20"), ("05/06/2024", ""), ("31 June 2024", "")],
)  # fmt: skip
def test_only_a_date_that_can_be_read_in_one_way_is_read(text, when):
    assert day(text) == when


@pytest.mark.parametrize(("title", "who"), CASES["speakers"])
def test_a_title_names_who_speaks_or_nobody(title, who):
    assert parties(title) == who


def test_a_statement_proves_itself_by_title_and_points_and_its_date_by_its_own_words():
    points = [f"{n}. {PROSE}" for n in range(1, 6)]
    lines = ["Joint Statement of the Lake Council", *points, "Done at Hanoi on 20 June 2024."]
    found = facts(lines, {}, {})
    assert (found["genre"][0], found["series"][0]) == ("statement", "Lake Council")
    assert (found["event_date"][0], found["year"][0]) == ("2024-06-20", 2024)
    assert "genre" not in facts([lines[0], PROSE], {}, {})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The Bridge Is Built\n\n{PROSE}\n", "The Bridge Is Built"),
        (f"Share\n\nMay 16, 2024\n\nTwo Towns Agree on It\n\n{PROSE}\n", "Two Towns Agree on It"),
        (f"11/22/26, 3:11 AM\n\n{PROSE}\n", "unknown"),
        (f"1. {PROSE}\n\n2. {PROSE}\n", "unknown"),
        (f"{PROSE}\n\n{PROSE}\n", "unknown"),
        ("Tea\nRice\n", "unknown"),
    ],
)
def test_a_headline_is_short_has_no_end_and_prose_after_it(text, title):
    assert read(text).table["title"] == title


def test_what_nothing_proves_is_unknown_and_evidence_says_why():
    draft = read(f"Towns Agree on It\n\nThe Gazette | May 16, 2024 | By Mina Tarr\n\n{PROSE}\n")
    names = ("publisher", "genre", "side", "year", "url", "series")
    assert {draft.table[name] for name in names} == {"unknown"}
    assert draft.table["published"] == "2024-05-16"
    why = "the line 'The Gazette | May 16, 2024 | By Mina Tarr' at the top"
    assert draft.because["published"] == why
    assert draft.table["date_note"] == f"Published: {draft.because['published']}."


def copies(*texts):
    index = Copies()
    twins = index.take([({"doc_id": f"d{n}"}, text, {}) for n, text in enumerate(texts)])
    return twins, index.asked()


WORDS = st.lists(st.sampled_from("abcdef"), max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=8))
def test_texts_with_the_same_words_are_twins_and_no_others(texts):
    first = {text: f"d{n}" for n, text in reversed(list(enumerate(texts)))}
    twins, _ = copies(*texts)
    assert set(twins) == {f"d{n}" for n, text in enumerate(texts) if first[text] != f"d{n}"}


def test_accents_capitals_and_signs_hide_no_twin():
    texts = ("Việt Nam’s co\u00adoperation.", "VIET NAM'S COOPERATION", "Viet Nam cooperates.")
    assert set(copies(*texts)[0]) == {"d1"}


def test_a_rewrite_is_found_among_many_and_a_later_statement_of_the_series_is_not():
    text = " ".join(f"word{n}" for n in range(300))
    rewritten = " ".join("other" if n % 9 == 0 else f"word{n}" for n in range(300))
    others = [" ".join(f"w{k}x{n}" for n in range(200)) for k in range(300)]
    twins, asked_of = copies(text, *others, rewritten)
    assert (twins, list(asked_of)) == ({}, ["d301"])
    assert asked_of["d301"][0].startswith("Near copy: most of its words are also in d0 (")
    assert copies(f"On 3 May 2023 {text}", f"On 4 May 2024 {rewritten}")[1] == {}
    assert list(copies(f"On 3 May 2023 {text}", f"On 3 May 2023 {rewritten}")[1]) == ["d1"]
    assert copies(text, " ".join(text.split()[:60]))[1] == {}  # a digest quotes; it is no copy
