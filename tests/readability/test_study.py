"""The readability of a corpus as a study: its figures, what it lacks, and its explorer."""

import polars as pl
import pytest

import workbench as wb
from tests.figures.checks import HOSTILE, check_figure, check_html, drawn_rows
from tests.made import HILLS, RIVER, RUSSIAN, TITLE_ALONE, cases, few, many
from workbench import schema
from workbench.figures import Absent
from workbench.figures.charts import ROWS
from workbench.readability import figures
from workbench.readability.scores import definitions

CASES = cases(__file__)

GRADE, EASE = "Flesch–Kincaid grade", "Flesch reading ease"
#: Of two sentences of two words, and of one of three long words.
SHORT, LONG = "We came. They left.\n", "The government negotiated.\n"


@pytest.fixture(scope="module")
def study(corpus):
    return wb.Readability(corpus)


@pytest.fixture(scope="module")
def made(corpus_of):
    """Make the study of a corpus of these texts."""
    return lambda *texts, **facts: wb.Readability(corpus_of(*texts, **facts))


@pytest.fixture(scope="module")
def two(made):
    """Give a digest and a report on one statement."""
    tables = {"a": {"publisher": "Courier"}, "b": {"publisher": "Herald", "genre": "report"}}
    return made({"a": SHORT, "b": LONG}, tables, statement_id="s")


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Give documents of which one is without body, and one without English words."""
    folder = few(tmp_path_factory.mktemp("odd") / "c", RIVER, HILLS, TITLE_ALONE, RUSSIAN)
    with pytest.warns(wb.WorkbenchWarning, match="no body text"):
        return wb.Readability(wb.load(folder))


@pytest.fixture
def explorer(study):
    return study.explore()


# --- what the figures say ---


def test_the_figures_of_the_shipped_sources(study):
    shown = [
        study.scores(),
        study.scores(unit="voice"),
        study.difference("vov-2025", "vgp-2025"),
        study.difference("tass-2021", "tass-2024", EASE),
        study.measures(),
        study.variants(),
        study.sentences("vgp-2025"),
        study.inspect("The cat in the hat ate breakfast."),
    ]
    for figure in shown:
        check_figure(figure)
    assert [figure.title for figure in shown] == [
        (
            "TASS 2021 scores 20.0 and TASS 2024 15.2 on Flesch–Kincaid grade, the widest gap of a pair "
            "that can be compared"
        ),
        "Flesch–Kincaid grade of seven texts, side by side",
        (
            "The Flesch–Kincaid grade of Viet Nam Government Portal 2025 is 3.27 above that of VOVWORLD "
            "2025: +3.59 from sentence length and −0.32 from word length"
        ),
        (
            "The Flesch reading ease of TASS 2024 is 17.39 above that of TASS 2021: +9.76 from sentence "
            "length and +7.63 from word length"
        ),
        (
            "All 10 measures put two of three comparable pairs in the same order; Viet Nam "
            "Government Portal 2025 and VOVWORLD 2025 do not"
        ),
        (
            "However sentences are split, two of three comparable pairs keep their order; Viet Nam "
            "Government Portal 2025 and VOVWORLD 2025 do not"
        ),
        "The hardest sentences run to 130 words",
        "7 words, 8 syllables and 1 sentence",
    ]


def test_every_measure_unit_and_splitting_can_be_drawn(study):
    for measure in schema.MEASURES:
        assert study.scores(measure).table["measure"].unique().to_list() == [measure]
    for unit in schema.UNITS:
        check_figure(study.scores(unit=unit))
    for splitter in schema.SPLITTERS:
        assert f"ending at each {splitter}." in study.scores(splitter=splitter).subtitle


def test_the_declared_frame_is_exported(study, corpus):
    frame = wb.Readability.export(corpus)["readability"]
    assert frame.schema == schema.dtypes("readability")
    assert frame.height == 5 * len(schema.SPLITTERS) * len(schema.MEASURES)
    assert frame.equals(study.readability)


def test_scores_are_worked_out_by_hand_and_the_widest_pair_is_named(two):
    # 0.39 × 2 + 11.8 × 1 − 15.59 = −3.0; 0.39 × 3 + 11.8 × 9 / 3 − 15.59 = 21.0.
    figure = two.scores()
    assert figure.title == (
        "Courier 2024 scores −3.0 and Herald 2024 21.0 on Flesch–Kincaid grade, the widest gap of a "
        "pair that can be compared"
    )
    assert figure.subtitle.startswith(
        f"{GRADE} of 2 texts, a sentence ending at each full stop. The lines are 95 % intervals"
    )
    assert "Herald 2024: 21.0 · one sentence, no interval" in figure.alt
    marks = {row["row"]: row for row in drawn_rows(figure)}
    assert "21.0 · one sentence, no interval" in marks["Herald 2024"]["description"]
    assert "Hollow marks are beyond the scale of the formula: 2." in figure.subtitle


def test_a_pair_that_proves_nothing_is_no_finding(made):
    apart = made({"a": SHORT, "b": LONG}, genre="unknown")
    assert apart.pairs == []
    assert apart.scores().title == f"{GRADE} of two texts, side by side"
    for figure in (apart.measures(), apart.variants()):
        assert figure.title == "No two of these documents can be compared"


@pytest.mark.parametrize(
    ("of_b", "title"),
    [
        (
            {EASE: -83.0, "LIX": 70.0},
            "Both measures put the only comparable pair in the same order",
        ),
        (
            {EASE: -83.0, "LIX": 0.0},
            "Not both measures agree on the order of Courier 2024 and Herald 2024",
        ),
    ],
)
def test_a_low_reading_ease_and_a_high_lix_are_the_same_order(two, of_b, title):
    rows = two.rows().filter(pl.col("measure").cast(pl.String).is_in(list(of_b)))
    value = pl.col("measure").cast(pl.String).replace_strict(of_b, return_dtype=pl.Float64)
    rows = rows.with_columns(value=pl.when(doc_id="b").then(value).otherwise("value"))
    figure = figures.measures(rows, definitions(), two.corpus, two.pairs)
    assert figure.title == title
    (choice,) = [param for param in figure.spec["params"] if "input" in param.get("bind", {})]
    assert choice["bind"]["options"] == [EASE, "LIX"]
    assert choice["value"] == EASE
    assert figure.table.height == 4
    assert {"measure", "formula"} <= set(figure.headers)


def test_the_variants_name_what_changes_its_order(two):
    rows = pl.concat(two.chosen(GRADE, "document", one) for one in schema.SPLITTERS)
    assert figures.variants(rows, two.corpus, two.pairs).title == (
        "However sentences are split, the only comparable pair keeps its order"
    )
    turned = pl.col("splitter").cast(pl.String) == "full stop and semicolon"
    rows = rows.with_columns(value=pl.when(turned, doc_id="b").then(-9.0).otherwise("value"))
    assert figures.variants(rows, two.corpus, two.pairs).title == (
        "How sentences are split decides the order of Courier 2024 and Herald 2024"
    )


def test_a_difference_is_split_where_the_pair_can_prove_it(study, two):
    # Sentences of 2 words against one of 3: 0.39; syllables 1 against 3: 11.8 × 2.
    figure = two.difference("a", "b")
    assert figure.title == (
        "The Flesch–Kincaid grade of Herald 2024 is 23.99 above that of Courier 2024: +0.39 from "
        "sentence length and +23.60 from word length"
    )
    assert figure.subtitle.endswith("not a change between the states.")
    assert figure.table["contribution"].sum() == pytest.approx(23.99)
    refused = study.difference("tass-2021", "vgp-2025")
    assert isinstance(refused, Absent)
    why = "TASS 2021 and Viet Nam Government Portal 2025 are not of one kind by one publisher."
    assert refused.title == f"Not in this corpus: two texts of one kind here. {why}"
    shown = study.difference("tass-2021", "vgp-2025", override=True)
    assert f"Compared anyway because the reader asked: {why}" in shown.subtitle


def test_sentences_are_ranked_and_stand_in_their_paragraphs(study):
    rows = study.extremes("vgp-2025", n=2)
    assert rows.select("side", "rank").rows() == [
        ("hardest", 1), ("hardest", 2), ("easiest", 1), ("easiest", 2),
    ]  # fmt: skip
    hard, _, easy, _ = rows["value"]
    assert hard > easy
    upside = study.extremes("vgp-2025", EASE, 1)  # an easy text has a high reading ease
    assert upside["value"][0] < upside["value"][1]
    html = study.sentences("vgp-2025", n=2).html()
    assert "Viet Nam Government Portal 2025, ¶" in html
    assert html.count("in its paragraph") == 4


def test_a_unit_has_its_own_sentences_only(study):
    within = {"unit": "section", "unit_id": "Ukrainian crisis"}
    assert study.extremes("tass-2024", **within)["para_no"].unique().to_list() == [29]
    voices = {"n": 99, "unit": "voice"}
    quoted = study.extremes("tass-2021", unit_id="quoted", **voices)
    own = study.extremes("tass-2021", unit_id="own words", **voices)
    both = study.extremes("tass-2021", n=99)
    assert max(quoted.height, own.height) <= both.height < quoted.height + own.height
    whole = study.extremes("vgp-2025")["n_words"].max()
    assert study.extremes("vgp-2025", splitter="full stop and semicolon")["n_words"].max() < whole


@pytest.mark.parametrize(("words", "title"), CASES["inspected"])
def test_the_inspector_counts_or_says_why_not(study, words, title):
    figure = study.inspect(words)
    check_figure(figure)
    assert figure.title == title


def test_the_inspector_shows_each_word_and_each_formula(study):
    html = study.inspect(f"The cat sat. {HOSTILE}.").html()
    check_html(html)
    assert html.count('<th scope="row">') == definitions().height + 3 + 4  # script alert 1 script
    assert "0.39 × 3" in study.inspect("The cat sat.").html()


def test_of_many_documents_the_first_are_drawn_and_it_is_said(tmp_path):
    many_of = wb.Readability(wb.load(many(tmp_path / "c", ROWS + 1, 20)))
    for figure in (many_of.scores("LIX"), many_of.measures(), many_of.variants()):
        assert len({row["key"] for row in drawn_rows(figure)}) == ROWS
        assert "The first 60 of 61 " in figure.subtitle
        assert figure.table["doc_id"].n_unique() == ROWS + 1


# --- what is lacking or wrong is said in a sentence ---


def test_what_a_corpus_lacks_is_a_sentence_where_the_figure_would_be(study, odd):
    lacking = [
        study.scores(unit="voice", doc_ids=("vgp-2025",)),
        study.sentences(None),
        study.difference(None, None),
        odd.sentences("d2"),
        odd.scores(unit="voice"),
    ]
    for figure in lacking:
        assert isinstance(figure, Absent)
        assert str(figure).startswith("Not in this corpus: ")
    assert "a sentence in the body of Gazette 1992" in str(lacking[3])


def test_texts_without_score_keep_their_row_and_say_why(odd):
    for figure in (
        odd.scores(),
        odd.measures(),
        odd.variants(),
        odd.sentences("d3"),
    ):
        check_figure(figure)
    assert odd.scores().table["doc_id"].to_list() == ["d0", "d1", "d2", "d3"]
    assert "Gazette 1992: not defined for text without words" in odd.scores().alt
    assert "Gazette 1993: not defined for text that is not English" in odd.scores().alt
    with pytest.raises(wb.WorkbenchError, match="d2: not defined for text without words"):
        odd.difference("d0", "d2")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda study: study.scores("x"), "'x' is not a measure; choose Flesch reading ease, "),
        (lambda study: study.scores(unit="x"), "Unknown choice 'x'; choose document, section, "),
        (lambda study: study.scores(splitter="x"), "Unknown choice 'x'; choose full stop, "),
        (lambda study: study.sentences("x"), "No document 'x'; choose tass-2021, "),
        (lambda study: study.difference("x", "vgp-2025"), "No document 'x'; choose tass-2021, "),
        (lambda study: study.difference("vov-2025", "vgp-2025", "SMOG"), "SMOG multiplies "),
    ],
)
def test_a_wrong_name_gives_one_sentence_with_the_choices(study, call, said):
    with pytest.raises(wb.WorkbenchError) as caught:
        call(study)
    assert str(caught.value).startswith(said)


# --- the explorer ---


def test_the_chart_follows_measure_unit_splitting_and_documents(explorer):
    assert explorer.code() == "wb.Readability(corpus).explore()"
    explorer.choose(measure="LIX", unit="voice", splitter="full stop and semicolon")
    assert "LIX of 7 texts, a sentence ending at each full stop and semicolon." in (
        explorer.pane("main")
    )
    explorer.choose(unit="document", doc_ids=("tass-2024", "vov-2025"))
    assert "LIX of 2 texts" in explorer.pane("main")
    assert explorer.code() == (
        "wb.Readability(corpus).explore(measure='LIX', splitter='full stop and semicolon', "
        "doc_ids=('tass-2024', 'vov-2025'))"
    )


def test_a_mark_opens_its_sentences_and_a_choice_another_text(explorer):
    assert "Choose a text under “Look into”" in explorer.pane("Its sentences")
    explorer.state.tab = "Variants"
    explorer.pick("vov-2025|vov-2025")
    assert explorer.state.tab == "Its sentences"
    assert "VOVWORLD 2025, ¶" in explorer.pane("Its sentences")
    explorer.state.picked = "tass-2024|tass-2024"
    assert "VOVWORLD" not in explorer.pane("Its sentences")
    explorer.state.unit = "section"  # in which there is no such text
    assert explorer.state.picked == ""
    assert "tass-2024|Ukrainian crisis" in explorer.options("picked")
    explorer.state.picked = "tass-2024|Ukrainian crisis"
    assert "TASS 2024, ¶ 29" in explorer.pane("Its sentences")


def test_a_choice_with_nothing_to_draw_says_so_in_every_pane(explorer):
    explorer.choose(unit="voice", doc_ids=("vgp-2025",))
    assert "A full statement has no voices" in explorer.pane("main")
    explorer.state.doc_ids = ()
    assert "Tick at least one document" in explorer.pane("main")
    for pane in ("main", "Its sentences", "Inspector", "Variants"):
        assert "could not be done" not in explorer.pane(pane)


def test_the_inspector_takes_what_is_written(explorer):
    assert "Write a sentence into the box" in explorer.pane("Inspector")
    explorer.state.text = f"{HOSTILE} He came."
    assert HOSTILE not in explorer.pane("Inspector")
    assert "and 1 sentence" in explorer.pane("Inspector")


def test_it_opens_on_what_is_asked_for_and_refuses_what_is_not_there(study):
    explorer = study.explore(measure="LIX", picked="vov-2025|vov-2025")
    assert "VOVWORLD 2025, ¶" in explorer.pane("Its sentences")
    with pytest.raises(
        wb.WorkbenchError, match="Unknown measure 'x'; choose 'Flesch reading ease'"
    ):
        study.explore(measure="x")
    with pytest.raises(wb.WorkbenchError, match="Unknown choice 'mesure'; choose doc_ids, "):
        study.explore(mesure="LIX")


def test_the_static_twin_has_the_chart_and_the_sentences(study):
    still = study.explore(picked="vov-2025|vov-2025")._repr_mimebundle_()["text/html"]
    check_html(still)
    assert "<svg" in still
    assert "Hardest and easiest sentences" in still
