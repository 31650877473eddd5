import polars as pl

from workbench.analysis.wording.align import align
from workbench.analysis.wording.cards import brief, cards, said, themes


def test_the_sentence_goes_from_actor_to_legal_anchor_and_leaves_form_out():
    links = pl.DataFrame(
        {
            "link_no": [1],
            "left_id": ["a"],
            "left_unit_no": [3],
            "left_para_no": [4],
            "left_text": ["x"],
            "right_id": ["b"],
            "right_para_no": [7],
            "right_text": ["y"],
            "score": [0.5],
            "status": ["proposed"],
        }
    )
    edits = pl.DataFrame(
        {
            "link_no": [1, 1, 1, 1],
            "edit_no": [1, 2, 3, 4],
            "op": ["added", "reworded", "reworded", "kept"],
            "kind": ["legal anchor", "actor", "form", None],
            "substantive": [True, True, False, False],
            "left": ["", "we", "on", "z"],
            "right": ["the charter", "they", "upon", "z"],
        }
    )
    names = pl.DataFrame({"doc_id": ["a"], "unit_no": [3], "theme": ["peace"]})
    row = cards(links, edits, names).row(0, named=True)
    assert row["meaning"] == (
        "In actor, “we” stands against “they”; in legal anchor, “the charter” stands only on the right."
    )
    assert (row["theme"], row["n_formal"]) == ("peace", 1)


def test_a_link_without_substantive_edits_has_no_card(spaces):
    links = align(spaces["sentence"], "vov-2025", "vgp-2025")
    none = pl.DataFrame(
        schema={
            "link_no": pl.UInt32,
            "edit_no": pl.UInt32,
            "op": pl.String,
            "kind": pl.String,
            "substantive": pl.Boolean,
            "left": pl.String,
            "right": pl.String,
        }
    )
    assert cards(links, none, themes(spaces["sentence"].weights)).is_empty()


def test_long_wordings_are_cut_in_the_middle():
    words = [str(number) for number in range(20)]
    assert brief(" ".join(words)) == "0 1 2 3 4 5 6 … 13 14 15 16 17 18 19"


def test_moved_words():
    assert said("moved", "in peace", "in peace") == "“in peace” stands at another place"


def test_themes_come_with_the_weightiest_first():
    weights = pl.DataFrame(
        {
            "doc_id": ["a"] * 4,
            "unit_no": [1] * 4,
            "piece_no": [0, 0, 0, 1],
            "feature": ["concept: sea", "concept: peace", "word", "concept: trade"],
            "weight": [0.1, 0.3, 0.9, 0.9],
        }
    )
    assert themes(weights)["theme"].to_list() == ["peace, sea"]
