"""The five real documents, read as they should be."""

import hashlib
import re
from itertools import combinations

import polars as pl
import pytest

from tests.made import DATA


def lines(corpus, doc_id, **columns):
    return corpus.paragraphs.filter(doc_id=doc_id, **columns)


#: The documents in order of their event, their genre, and about how many words the body has.
FIVE = {
    "tass-2021": ("digest", 1190),
    "investor-2024": ("report", 960),
    "tass-2024": ("digest", 630),
    "vgp-2025": ("statement", 4260),
    "vov-2025": ("digest", 460),
}


def test_the_five_documents(corpus):
    rows = corpus.documents.select("doc_id", pl.col("genre").cast(pl.String), "n_words").rows()
    assert [row[:2] for row in rows] == [(doc_id, genre) for doc_id, (genre, _) in FIVE.items()]
    assert [row[2] for row in rows] == pytest.approx(
        [about for _, about in FIVE.values()], rel=0.02
    )
    assert corpus.notices == ()


def test_the_texts_are_the_files_byte_for_byte(corpus):
    for file, sha256, text in corpus.documents.select("file", "sha256", "text").iter_rows():
        data = (DATA / "raw" / file).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        assert text.encode() == data


#: Lines that a filter finds, and their numbers.
NUMBERS = [
    ("vgp-2025", {"zone": "heading"}, [75, 87, 131]),
    ("investor-2024", {"zone": "caption"}, [3]),
    ("tass-2024", {"zone": "heading"}, [7, 10, 14, 16, 19, 24, 26, 28, 30, 32]),
    ("vov-2025", {"zone": "boilerplate"}, [2, 13]),
    ("vov-2025", {"zone": "caption"}, [4]),
    ("vov-2025", {"zone": "title"}, [1]),
    ("vgp-2025", {"zone": "body", "section": "Conclusion", "provision": "¶132"}, [132]),
    ("vgp-2025", {"zone": "body", "section": "Conclusion"}, [132, 133]),
]


@pytest.mark.parametrize(("doc_id", "columns", "numbers"), NUMBERS)
def test_what_lines_are(corpus, doc_id, columns, numbers):
    assert lines(corpus, doc_id, **columns)["para_no"].to_list() == numbers


def test_the_statement_has_33_numbered_points(corpus):
    numbered = lines(corpus, "vgp-2025", marker="point number")
    assert numbered["provision"].to_list() == [str(number) for number in range(1, 34)]


def test_point_3_has_seven_bullets(corpus):
    bullets = lines(corpus, "vgp-2025", marker="bullet")
    assert bullets["provision"].to_list() == [f"3.{number}" for number in range(1, 8)]


def test_unnumbered_continuations_belong_to_their_point(corpus):
    body = lines(corpus, "vgp-2025", zone="body").filter(pl.col("marker").is_null())
    counts = dict(body.group_by("provision").len().iter_rows())
    assert counts["7"] == 3
    assert counts["28"] == 1


def test_the_point_that_lost_a_letter_is_a_point(corpus):
    row = lines(corpus, "vgp-2025", provision="14").row(0, named=True)
    assert row["marker"] == "point number"
    assert row["text"].startswith("14. he ")


def test_64_place_names_and_a_disclaimer_are_cut(corpus):
    cut = lines(corpus, "vgp-2025", zone="boilerplate").group_by("reason", maintain_order=True)
    assert cut.len().rows() == [
        ("list of place names from the site's menu", 64),
        ("disclaimer under the text", 1),
    ]


def test_the_report_has_28_body_paragraphs(corpus):
    assert lines(corpus, "investor-2024", zone="body").height == 28


def test_16_teasers_of_three_lines_are_cut_under_read_more(corpus):
    cut = lines(corpus, "investor-2024", reason="teasers of other articles")
    assert cut.height == 1 + 16 * 3
    assert cut["para_no"].max() == lines(corpus, "investor-2024")["para_no"].max()


def test_brics_stands_twice_in_the_teasers_and_never_in_the_body_of_the_report(corpus):
    found = lines(corpus, "investor-2024").with_columns(n=pl.col("text").str.count_matches("BRICS"))
    counts = found.group_by("zone").agg(pl.col("n").sum()).filter(pl.col("n") > 0)
    assert counts.rows() == [("boilerplate", 2)]


def test_the_digest_of_2021_has_its_headings(corpus):
    headings = lines(corpus, "tass-2021", zone="heading")["text"].to_list()
    assert headings == ["Defense cooperation", "IT sector and cybersecurity"]


def test_the_dateline_of_tass_is_no_part_of_the_first_sentence(corpus):
    row = lines(corpus, "tass-2024", marker="dateline").row(0, named=True)
    first = corpus.sentences.filter(doc_id="tass-2024").row(0, named=True)
    assert row["para_no"] == first["para_no"] == 4
    assert first["start"] == row["prose_start"] == row["start"] + len("MOSCOW, June 20. /TASS/. ")


def test_the_line_whose_heading_is_lost_has_no_section(corpus):
    sections = dict(lines(corpus, "tass-2024").select("para_no", "section").iter_rows())
    assert sections[21] == "Promoting multipolar world order"
    assert sections[22] == sections[23] == ""
    assert sections[25] == "Space arms race"


def test_the_cookie_notice_is_cut_with_the_translation_link(corpus):
    cut = lines(corpus, "tass-2021").filter(pl.col("reason").str.contains("cookie notice"))
    assert cut["para_no"].to_list() == [37, 38, 39]
    assert cut["text"].str.contains("cookies").to_list() == [False, True, True]


def test_one_quotation_mark_has_no_partner_in_the_whole_corpus(corpus):
    alone = corpus.quotes.filter(~pl.col("balanced"))
    assert alone.select("doc_id", "para_no").rows() == [("tass-2024", 17)]


def test_where_sentences_end(corpus):
    ends = corpus.sentences.group_by("doc_id", maintain_order=True).agg("text")["text"].to_list()
    every = [text for texts in ends for text in texts]
    assert not [text for text in every if re.search(r"\b[A-Z]\.$", text)]
    assert (
        [text for text in every if text.endswith("etc.")]
        == [text for text in ends[0] if text.endswith("etc.")]
        != []
    )
    assert ends[3][-1].endswith("./.")


RELATIONS = {
    ("tass-2024", "investor-2024"): "one statement",
    ("vgp-2025", "vov-2025"): "one statement",
}


def test_every_pair_has_its_relation(corpus):
    for pair in combinations(corpus.documents["doc_id"], 2):
        wanted = RELATIONS.get(pair) or RELATIONS.get(pair[::-1]) or "over time"
        assert corpus.claims(*pair).relation == corpus.claims(*pair[::-1]).relation == wanted


def test_the_name_of_the_country_is_one_word_in_both_spellings(corpus):
    printed = corpus.tokens.filter(word="vietnam")["form"].unique().to_list()
    assert {"Viet", "Vietnam"} <= set(printed)
    assert corpus.tokens.filter(word="viet").is_empty()


def test_the_slips_are_where_the_manifest_says(corpus):
    counts = corpus.slips.group_by("doc_id", maintain_order=True).len().rows()
    assert counts == [
        ("tass-2021", 1),
        ("investor-2024", 1),
        ("tass-2024", 2),
        ("vgp-2025", 9),
        ("vov-2025", 1),
    ]


def test_what_a_document_was_put_together_from_is_said(corpus):
    notes = dict(corpus.documents.select("doc_id", "composition_note").iter_rows())
    assert notes.pop("tass-2021").startswith("Reads like several wires put together by the site")
    assert set(notes.values()) == {""}
    lines_of = corpus.paragraphs.filter(doc_id="tass-2021").select("para_no", "text")
    printed = {number: text.replace("\u00a0", " ") for number, text in lines_of.iter_rows()}
    assert "according to the joint statement" in printed[10]
    assert "the two leaders said in a joint statement on Tuesday" in printed[23]
    assert "Vladimir Putin and Nguyen Xuan Phuc, said in a joint statement" in printed[30]
    assert all("convention on count" in printed[line] for line in (30, 31))
