"""The study as a reader meets it: what its figures say, and that they say what they show."""

from dataclasses import replace

import polars as pl
import pytest

import workbench as wb
from tests.figures.checks import HOSTILE, check_figure
from tests.wording.test_synopsis import LEFT, PRESS, RIGHT
from workbench.errors import Missing, WorkbenchError
from workbench.schema import dtypes
from workbench.wording import figures
from workbench.wording.figures import readings, what_became


@pytest.fixture(scope="module")
def study(corpus):
    return wb.Wording(corpus)


@pytest.fixture(scope="module")
def own(make):
    return wb.Wording(make({"a": LEFT, "b": RIGHT}))


def test_a_synopsis_has_a_row_per_passage_with_both_texts(own):
    figure = own.synopsis("a", "b")
    check_figure(figure)
    assert figure.table.schema == dtypes("synopsis")
    assert figure.table.select("left_text", "right_text", "outcome").rows() == [
        ("We plant many young trees.", "We plant many young trees.", "kept"),
        ("We open small village schools.", "Small village schools we shut.", "reworded"),
        ("Boats may sail freely.", None, "no counterpart found"),
        (None, "Dogs bark all night.", "no counterpart found"),
    ]
    assert figure.title == (
        "Two of three sentences of P 2000 have a counterpart in P 2001; one is word for word the same"
    )
    assert "4 rows: 2 no counterpart found, 1 kept, 1 reworded." in figure.subtitle
    assert "no counterpart found; only in P 2000" in figure.html()
    assert "dropped" not in figure.html()


def test_a_moved_passage_says_its_place_then_and_now(make):
    texts = [
        f"We plant {what} by the quay."
        for what in ("old trees", "red corn", "wild rice", "tall reeds")
    ]
    study = wb.Wording(make({"a": " ".join(texts), "b": " ".join([texts[3], *texts[:3]])}))
    assert "moved (sentence 4 → 1)<" in study.synopsis("a", "b").html()


def test_own_corpora_never_quote_the_shipped_accuracy(own):
    figure = own.synopsis("a", "b")
    assert "links of this pair" not in figure.subtitle
    assert "reference" not in figure.subtitle
    assert repr(own.accuracy()).startswith("Not in this corpus: links coded by a reference reader")


def test_a_pair_that_proves_nothing_needs_an_override_and_says_so(make):
    corpus = make({"a": LEFT, "b": RIGHT}, {"b": {"series": "other"}})
    study = wb.Wording(corpus)
    assert "belong to different series" in study.synopsis("a", "b").title
    with pytest.raises(Missing, match="different series"):
        study.compare("a", "b")
    figure = study.synopsis("a", "b", override=True)
    assert "Compared anyway because the reader asked" in figure.subtitle
    assert figure.table["outcome"].to_list()[0] == "kept"


def test_where_links_are_coded_they_are_what_is_counted(study):
    pair = study.compare("tass-2021", "tass-2024")
    assert pair.coded
    assert set(pair.links["status"]) == {"coded"}
    linked = pair.synopsis.filter(pl.col("link_nos").is_not_null()).height
    figure = study.synopsis("tass-2021", "tass-2024")
    assert figure.title.startswith(f"{linked} of 39 sentences of TASS 2021 have a counterpart")
    assert "as a language model read them" in figure.subtitle
    assert "of the 17 links of this pair" in figure.subtitle
    alone = study.compare("tass-2021", "tass-2024", least=0.1)
    assert not alone.coded
    assert set(alone.links["status"]) == {"proposed"}


@pytest.mark.parametrize("pair", [("vov-2025", "vgp-2025"), ("vgp-2025", "vov-2025")])
def test_a_witness_and_its_statement(study, pair):
    figure = study.synopsis(*pair)
    check_figure(figure)
    assert set(figure.table["outcome"]) == {"reworded by the witness", "no counterpart found"}
    assert "not a change between the states" in figure.subtitle


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([(1, [1], "kept")], "The only sentence of A has a counterpart in B; one is word for word the same"),
        ([(1, None, "no counterpart found")], "No counterpart found in B for the only sentence of A shown"),
        ([(None, None, "no counterpart found")] * 2, "Two sentences of B have no counterpart in A"),
        ([(n, [n], "moved") for n in (1, 2)], "Both sentences of A have a counterpart in B; all are word for word the same"),
        ([(n, None, "no counterpart found") for n in range(12)], "None of the 12 sentences of A have a counterpart in B"),
    ],
)  # fmt: skip
def test_titles_are_true_of_the_rows_that_are_shown(rows, title):
    names = {"left_unit_no": pl.Int64, "link_nos": pl.List(pl.Int64), "outcome": pl.String}
    frame = pl.DataFrame(rows, schema=names, orient="row")
    assert what_became(frame, "A", "B", "sentence") == title


@pytest.mark.parametrize("chosen", range(6))
def test_any_part_of_a_synopsis_is_a_figure(study, chosen):
    pair = study.compare("vov-2025", "vgp-2025")
    rows = pair.synopsis.sample(fraction=0.19 * chosen + 0.02, seed=chosen).sort("row_no")
    check_figure(figures.synopsis(pair, rows, study.corpus, "sentence", "Trusted."))


def test_sources_are_escaped(make):
    study = wb.Wording(make({"a": f"We {HOSTILE} plant trees.", "b": f"We plant {HOSTILE} trees."}))
    for figure in (study.synopsis("a", "b"), study.redline("a", "b")):
        check_figure(figure, hostile=[HOSTILE])


# --- one link, cards ---


def test_a_link_is_shown_in_full(study):
    figure = study.redline("vov-2025", "vgp-2025", link_no=22)
    check_figure(figure)
    assert "differ in one substantive edit" in figure.title
    assert "[only VOVWORLD 2025: " in figure.html()
    assert "link 99 of these" in study.redline("vov-2025", "vgp-2025", link_no=99).title


def test_equal_passages_are_said_to_be_equal(own):
    assert own.redline("a", "b", link_no=1).title.endswith("are word for word the same")


def test_only_over_time_there_is_a_then_and_a_now(study, make):
    dated = study.cards("tass-2021", "tass-2024")
    check_figure(dated)
    assert "Then: TASS 2021" in dated.html()
    assert "Then:" not in study.cards("vov-2025", "vgp-2025").html()
    some = study.cards("tass-2021", "tass-2024", least=0.18)
    assert some.title.startswith("Six of the ")
    assert 0 < some.table.height < dated.table.height
    assert (
        "No linked passages"
        in wb.Wording(make({"a": LEFT, "b": LEFT + " Rain."})).cards("a", "b").title
    )


def test_a_card_is_a_slot_table_where_most_is_new_and_a_redline_where_most_is_kept(study):
    figure = study.cards("vov-2025", "vgp-2025")
    assert figure.table.schema == dtypes("cells")
    by_link = figure.table.group_by("link_no").agg(pl.col("clause_no").is_null().any())
    assert figure.html().count("wb-redline") == by_link["clause_no"].sum()
    assert figure.html().count(", clause by clause<") == by_link.height - by_link["clause_no"].sum()
    assert "Verb: “acknowledged” (recognition, rank 2) against “highly appreciates”" in figure.alt
    slots = figure.table.filter(link_no=22)["slot"].to_list()
    assert set(slots) <= {"actor", "commitment", "scope", "legal anchor"}, (
        "of kept wording the edits"
    )


# --- several witnesses, formula, reuse ---


def test_the_witnesses_of_the_ukraine_passage(study):
    figure = study.witnesses("balanced and objective")
    check_figure(figure)
    assert figure.title == (
        "TASS 2024 and Viet Nam Government Portal 2025 say “highly appreciates”, "
        "VOVWORLD 2025 says “acknowledged”"
    )
    assert "highly appreciates | highly appreciates | acknowledged" in figure.alt
    assert "As witnesses of one statement: Viet Nam Government Portal 2025 with VOVWORLD 2025" in figure.subtitle  # fmt: skip
    assert "fewer than two documents" in study.witnesses("zebra").title


@pytest.mark.parametrize(
    ("apart", "title"),
    [
        ([], "A and B have the same words"),
        ([("may", "—")], "A and B differ in one place"),
        ([("x" * 50, "y"), ("may", "shall")], "A says “may”, B says “shall”"),
    ],
)
def test_the_first_short_difference_is_the_title(apart, title):
    assert readings(apart, ["A", "B"]) == title


def test_a_formula_is_followed_by_the_search(study):
    figure = study.formula("not ** third")
    check_figure(figure)
    assert figure.title == wb.Search(study.corpus).formula("not ** third").title


def test_reuse_and_three_similarities(study, make):
    figure = study.reuse()
    check_figure(figure)
    assert figure.title == (
        "On all words every pair looks alike (0.89 to 0.96); on distinctive words less (0.29 to 0.53)"
    )
    assert "Four texts compared" in figure.subtitle
    assert "two documents" in wb.Wording(make({"a": LEFT})).reuse().title


# --- how far to trust it ---


def test_accuracy_names_its_best_and_its_worst_pair(study):
    figure = study.accuracy()
    check_figure(figure)
    assert "best on VOVWORLD 2025 → Viet Nam Government Portal 2025 (F1 0.92)" in figure.title
    assert "reference reading by a language model" in figure.subtitle
    assert "Mean F1 is 0.68, by a second reading 0.65, and of the two 0.94" in figure.subtitle
    one = figures.accuracy(study.measured[0].head(1), study.corpus, "sentence")
    assert "least" not in one.title


def test_every_mistake_is_listed_with_both_passages(study):
    figure = study.mistakes()
    check_figure(figure)
    assert figure.title.startswith(f"{study.measured[1].height} errors: ")
    assert ">Counterpart not found<" in figure.html()
    assert figure.subtitle.endswith("A second reading has 0, 1 and 46 of these.")


def test_mistakes_are_counted_in_words(study):
    rows = study.measured[1]
    one = {kind: rows.filter(error=kind).head(1) for kind in ("missed", "tempting", "false link")}
    some = pl.concat([*one.values(), one["missed"]])
    assert figures.mistakes(some, study.corpus).title == (
        "4 errors: 1 link not in the reading, 1 pair that the reading tells apart, "
        "2 counterparts not found"
    )
    assert figures.mistakes(rows.clear(), study.corpus).title == "No errors"


def test_what_is_nearest_is_not_called_a_counterpart(study):
    near = study.aligner.links("tass-2021", "tass-2024", 0.02).head(1)
    rows = study.compare("tass-2021", "tass-2024").synopsis
    row = rows.filter(absent_from="tass-2024").row(0, named=True)
    figure = figures.nearest(row, near, study.corpus, "Why.")
    check_figure(figure)
    assert figure.title == "No counterpart found in TASS 2024"
    assert figure.subtitle.startswith("Why. This is what the alignment finds, not proof of silence")
    assert "¶" not in figures.nearest(row, near.clear(), study.corpus, "Why.").alt


# --- other corpora, export ---


@pytest.mark.parametrize("texts", [("A title alone", RIGHT), (LEFT, "A title alone")])
def test_a_document_without_body_text_is_not_compared(make, texts):
    tables = {name: {"title": text} for name, text in zip("ab", texts, strict=True)}
    study = wb.Wording(make(dict(zip("ab", texts, strict=True)), tables))
    assert "body text of P 200" in study.synopsis("a", "b").title
    with pytest.raises(Missing, match="body text"):
        study.compare("a", "b")


def test_another_corpus_shows_its_own_first_pair(make):
    study = wb.Wording(make({"a": LEFT, "b": RIGHT}))
    assert "P 2000" in study.synopsis("tass-2021", "tass-2024").title
    alone = wb.Wording(make({"a": LEFT})).synopsis("tass-2021", "tass-2024")
    assert alone.title.startswith("Not in this corpus: two documents")


def test_export_has_every_pair_of_a_series_and_what_it_can_prove(make, corpus):
    own = {"c": {"series": "other"} | PRESS, "d": {"genre": "unknown", "event_date": "unknown"}}
    small = make({"a": LEFT, "b": RIGHT, "c": RIGHT + " Rain.", "d": RIGHT + " Snow."}, own)
    frames = wb.Wording.export(small)
    proved = frames["claims"].select("left_id", "right_id", "relation", "kept", "gone").rows()
    assert proved == [
        ("a", "b", "over time", "yes", "yes"),
        ("a", "d", "none", "no", "no"),
        ("b", "d", "none", "no", "no"),
    ]
    assert frames["claims"]["why"][1].startswith("The manifest does not say whether")
    ids = ["left_id", "right_id"]
    assert frames["links"].select(ids).unique(maintain_order=True).rows() == [r[:2] for r in proved]
    assert {name: frame.schema for name, frame in frames.items()} == {
        name: dtypes(name) for name in ("claims", "links", "edits")
    }
    assert wb.Wording.export(make({"a": LEFT}))["links"].is_empty()
    assert len(list(wb.Wording(corpus).pairs("series"))) == 10


def test_an_unknown_document_and_a_document_twice(study):
    with pytest.raises(WorkbenchError, match="No document 'tass-1999'"):
        study.compare("tass-2021", "tass-1999")
    with pytest.raises(WorkbenchError, match="choose two different documents"):
        study.compare("tass-2021", "tass-2021")


def test_a_comparison_is_remembered_until_a_decision_is_saved(study):
    pair = study.compare("vov-2025", "vgp-2025")
    assert study.compare("vov-2025", "vgp-2025") is pair
    assert replace(pair, coded=False) != pair
