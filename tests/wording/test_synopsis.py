from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.corpus.notes import Decision, decide, read_decisions
from workbench.errors import Missing, WorkbenchError
from workbench.schema import dtypes
from workbench.wording.align import Aligner, turn
from workbench.wording.synopsis import MOST, conflicts, review, witnesses

LEFT = "We plant many young trees. We open small village schools. Boats may sail freely."
RIGHT = "We plant many young trees. Small village schools we shut. Dogs bark all night."
PRESS = {"genre": "digest"}

# --- readers' decisions ---

TREES = (("a", 0, 21), ("b", 0, 21))
OTHER = (("a", 22, 33), ("b", 22, 32))


@pytest.fixture
def case(make):
    corpus = make(
        {"a": "We plant young trees. Boats sail.", "b": "We plant young trees. Dogs bark."}
    )
    aligner = Aligner(corpus)
    return corpus, aligner, aligner.links("a", "b")


def reviewed(case, *decisions, back=False):
    corpus, aligner, links = case
    for decision in decisions:
        decide(corpus.folder, corpus.documents, decision)
    frame, _ = read_decisions(corpus.folder, corpus.documents)
    links = aligner.links("b", "a") if back else links
    return review(links, frame, aligner.units, links.select("left_id", "right_id").unique()), frame


def test_no_decisions_change_nothing(case):
    assert reviewed(case)[0].equals(case[2])


def test_confirmed_rejected_and_added(case):
    rows, _ = reviewed(
        case,
        Decision(*TREES, "rejected", "me", "other trees"),
        Decision(*OTHER, "added", "me", "noise"),
    )
    got = rows.select("link_no", "status", "note", "score", "right_unit_no", "right_text").rows()
    assert got == [
        (1, "rejected", "me (rejected): other trees", 1.0, 1, "We plant young trees."),
        (2, "added", "me (added): noise", None, 2, "Dogs bark."),
    ]
    assert rows.schema == dtypes("links")


def test_disagreement_stays_proposed_and_is_reported(case):
    decisions = Decision(*TREES, "confirmed", "me", "same"), Decision(*TREES, "rejected", "you")
    rows, frame = reviewed(case, *decisions)
    assert rows["status"].to_list() == ["proposed"]
    assert rows["note"].to_list() == ["me (confirmed): same; you (rejected)"]
    assert conflicts(frame) == [
        "a 0–21 and b 0–21: readers disagree (me (confirmed): same; you (rejected))."
    ]


def test_a_decision_counts_in_both_directions(case):
    rows, _ = reviewed(case, Decision(*TREES, "confirmed", "me"), back=True)
    assert rows["status"].to_list() == ["confirmed"]


def test_an_added_link_of_a_pair_without_links(case):
    _, aligner, links = case
    rows, frame = reviewed(case, Decision(*OTHER, "added", "me"))
    pairs = links.select("left_id", "right_id")
    assert review(links.clear(), frame, aligner.units, pairs)["status"].to_list() == ["added"]
    assert turn(turn(rows)).equals(rows)


# --- outcomes ---


@pytest.mark.parametrize(
    ("facts", "outcomes"),
    [
        ({}, ["kept", "reworded", "no counterpart found", "no counterpart found"]),
        (
            {"statement_id": "s"},
            ["same words", "worded differently", "no counterpart found", "no counterpart found"],
        ),
        (
            {"statement_id": "s", **PRESS},
            ["taken over", "reworded by the witness", "no counterpart found", "no counterpart found"],
        ),
    ],
)  # fmt: skip
def test_the_words_depend_on_the_pair(make, outcome, facts, outcomes):
    rows, *_ = outcome(make({"a": LEFT, "b": RIGHT}, **facts))
    assert rows["outcome"].to_list() == outcomes
    assert rows["absent_from"].to_list() == [None, None, "b", "a"]
    assert rows["link_nos"].to_list() == [[1], [2], None, None]
    assert rows.schema == dtypes("synopsis")


@pytest.mark.parametrize(("left", "right"), [("a", "b"), ("b", "a")])
def test_what_only_the_digest_has_was_added_by_the_witness(make, outcome, left, right):
    corpus = make({"a": LEFT, "b": RIGHT}, {"b": PRESS}, statement_id="s")
    rows, *_ = outcome(corpus, left, right)
    said = {row["left_text"] or row["right_text"]: row["outcome"] for row in rows.to_dicts()}
    assert said["Dogs bark all night."] == "added by the witness"
    assert said["Boats may sail freely."] == "no counterpart found"


def test_every_unit_of_both_sides_has_its_row(corpus, outcome):
    rows, links, _ = outcome(corpus, "vov-2025", "vgp-2025")
    assert rows["left_unit_no"].drop_nulls().to_list() == list(range(1, 13))
    alone = set(rows.filter(pl.col("left_unit_no").is_null())["right_unit_no"])
    assert alone | set(links["right_unit_no"]) == set(range(1, 91))
    assert not alone & set(links["right_unit_no"])


SAME = [f"{word} of the harbour are kept by the council for all." for word in
        ("Quays", "Locks", "Boats", "Nets", "Ropes", "Sails", "Tides")]  # fmt: skip


def became(make, outcome, left, right):
    rows, *_ = outcome(make({"a": "\n\n".join(left), "b": "\n\n".join(right)}))
    return rows["outcome"].to_list()


def test_a_move_says_so(make, outcome):
    right = [*SAME[1:5], SAME[0], *SAME[5:]]
    rows, *_ = outcome(make({"a": "\n\n".join(SAME), "b": "\n\n".join(right)}))
    assert rows["outcome"].to_list() == ["moved", *["kept"] * 6]
    assert rows["moved"].to_list() == [True, *[False] * 6]
    assert rows.select("left_para_no", "right_para_no").row(0) == (1, 5)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(SAME), st.integers(0, 6))
def test_there_and_back_the_same_sentences_move(make, outcome, right, changed):
    right = [*right[:changed], right[changed].replace("council", "guild"), *right[changed + 1 :]]
    texts = {"a": "\n\n".join(SAME), "b": "\n\n".join(right)}
    corpus = make(texts, statement_id="s")
    there, back = outcome(corpus, "a", "b")[0], outcome(corpus, "b", "a")[0]
    mirrored = back.select("right_text", "left_text", "outcome").rows()
    assert sorted(there.select("left_text", "right_text", "outcome").rows()) == sorted(mirrored)


def test_what_was_moved_and_reworded_says_both(make, outcome):
    right = [*SAME[1:], SAME[0].replace("council", "guild")]
    assert became(make, outcome, SAME, right)[0] == "moved, reworded"


def test_splits_and_merges_are_seen(make, outcome):
    long = (
        "Twelve new ferries will sail to Westhaven, and forty inspectors will visit every old mill."
    )
    parts = [
        "Twelve new ferries will sail to Westhaven.",
        "Forty inspectors will visit every old mill.",
    ]
    assert became(make, outcome, [long, *SAME], [*parts, *SAME]) == ["split", *["kept"] * 7]
    assert became(make, outcome, [*parts, *SAME], [long, *SAME]) == ["merged"] * 2 + ["kept"] * 7


def test_in_press_texts_order_means_nothing(corpus, outcome):
    rows, *_ = outcome(corpus, "tass-2021", "tass-2024")
    assert rows["moved"].null_count() == rows.height


CASES = Path(__file__).parent / "cases"


def test_equal_sentences_are_kept_whatever_else_is_near_them(make, outcome):
    first, second = ((CASES / f"council-{year}.txt").read_text("utf-8") for year in (1, 2))
    rows, *_ = outcome(make({"a": first, "b": second}))
    equal = {one["left_text"]: one["outcome"] for one in rows.to_dicts()}
    for line in set(first.split("\n\n")) & set(second.split("\n\n")):
        assert equal[line.strip()] == "kept"
    assert equal["The secretariat will not publish the register of vessels."] == "moved, reworded"


# --- several witnesses ---


def readings(rows):
    groups = rows.group_by("place_no", maintain_order=True).agg("text")["text"]
    return [tuple(texts) for texts in groups]


def test_three_witnesses(make):
    texts = {
        "a": "Russia praises the calm stance on trade.",
        "b": "Russia saw the calm stance on new trade.",
        "c": "Russia praises the calm position on trade.",
    }
    spans = [(doc_id, 0, len(text)) for doc_id, text in texts.items()]
    rows = witnesses(make(texts), spans)
    assert readings(rows) == [
        ("Russia", "Russia", "Russia"),
        ("praises", "saw", "praises"),
        ("the calm", "the calm", "the calm"),
        ("stance", "stance", "position"),
        ("on", "on", "on"),
        ("", "new", ""),
        ("trade", "trade", "trade"),
    ]
    assert rows.filter("agree")["place_no"].unique().sort().to_list() == [1, 3, 5, 7]


def span(corpus, doc_id, para_no):
    row = corpus.paragraphs.filter(doc_id=doc_id, para_no=para_no)
    return doc_id, row["start"].item(), row["end"].item()


def test_the_ukraine_passage_in_three_witnesses(corpus):
    places = (("tass-2024", 29), ("vgp-2025", 129), ("vov-2025", 11))
    rows = witnesses(corpus, [span(corpus, *place) for place in places])
    assert ("highly appreciates", "highly appreciates", "acknowledged") in readings(rows)
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for doc_id, start, end, text in rows.drop_nulls("start").select("doc_id", "start", "end", "text").iter_rows():  # fmt: skip
        assert texts[doc_id][start:end] == text


def test_of_too_many_passages_the_first_are_taken_and_all_are_counted(make):
    texts = {f"d{number}": "They praise the calm stance." for number in range(MOST + 1)}
    rows = witnesses(make(texts), [(doc_id, 0, len(text)) for doc_id, text in texts.items()])
    assert rows["doc_id"].n_unique() == MOST
    assert rows["n_passages"].unique().to_list() == [MOST + 1]


def test_the_first_passage_of_each_document_is_taken(make):
    corpus = make({"a": "We may. We shall.", "b": "We must."})
    rows = witnesses(corpus, [("b", 0, 8), ("a", 8, 17), ("a", 0, 7)])
    assert readings(rows) == [("We", "We"), ("must", "shall")]


@pytest.mark.parametrize("spans", [[], [("a", 0, 7)], [("a", 0, 7), ("a", 8, 17)]])
def test_one_document_alone_has_nothing_beside_it(make, spans):
    with pytest.raises(Missing, match="fewer than two documents"):
        witnesses(make({"a": "We may. We shall.", "b": "We must."}), spans)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([("q", 0, 5), ("vov-2025", 0, 5)], "No document 'q'"),
        ([("vov-2025", 0, 5), ("vgp-2025", 0, 5)], "no words of its body"),
    ],
)
def test_passages_that_are_not_there(corpus, spans, message):
    with pytest.raises(WorkbenchError, match=message):
        witnesses(corpus, spans)
