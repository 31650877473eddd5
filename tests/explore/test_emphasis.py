"""The emphasis explorer without a browser."""

import shutil
from dataclasses import replace

import polars as pl
import pytest

import workbench
from workbench.corpus import read_topics
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError
from workbench.explore import emphasis, emphasis_explorer
from workbench.explore.emphasis_panes import kept


@pytest.fixture(scope="module")
def all_of(corpus):
    return emphasis.coded(corpus)


@pytest.fixture
def state(all_of):
    return emphasis.State(
        topics=tuple(all_of.codebook.topics["topic"]),
        doc_ids=tuple(all_of.corpus.documents["doc_id"]),
        left=("tass-2021",),
        right=("tass-2024",),
    )


def test_every_chosen_document_has_a_row_for_every_chosen_topic(all_of, state):
    state.topics, state.doc_ids = ("sea", "ukraine"), ("tass-2021", "vgp-2025")
    table = emphasis.shares(all_of, state).table
    assert table.select("document", "topic").rows() == [
        ("Viet Nam Government Portal 2025", "sea"),
        ("Viet Nam Government Portal 2025", "ukraine"),
        ("TASS 2021", "sea"),
        ("TASS 2021", "ukraine"),
    ]


def test_genres_stand_apart_and_years_in_order(all_of, state):
    names = emphasis.shares(all_of, state).table["document"].unique(maintain_order=True).to_list()
    assert names == [
        "Viet Nam Government Portal 2025",
        "TASS 2021",
        "TASS 2024",
        "VOVWORLD 2025",
        "The Investor 2024",
    ]


def test_a_voice_that_is_left_out_is_not_counted(all_of, state):
    state.doc_ids, state.topics = ("tass-2024",), ("ukraine",)
    whole = emphasis.shares(all_of, state).table["n_mentions"].item()
    state.voices = ("quoted",)
    assert emphasis.shares(all_of, state).table["n_mentions"].item() < whole


@pytest.mark.parametrize("trait", ["topics", "doc_ids", "voices"])
def test_nothing_chosen_is_said_in_a_sentence(all_of, state, trait):
    setattr(state, trait, ())
    with pytest.raises(WorkbenchError, match="choose a topic, a document and a voice"):
        emphasis.shares(all_of, state)


def test_a_mark_opens_its_passages_with_the_matches_marked(all_of, state):
    state.picked = "vov-2025|ukraine"
    figure = emphasis.passages(all_of, state)
    assert figure.title == "Ukraine in VOVWORLD 2025: 1 paragraph"
    assert "<mark>Ukraine</mark>" in figure.html()


def test_a_silence_says_what_it_does_not_say(all_of, state):
    state.picked = "tass-2021|ukraine"
    html = emphasis.passages(all_of, state).html()
    assert "that says nothing about the statement behind it" in html


def test_a_silence_of_the_full_text_is_the_statement_s(all_of, state):
    codebook = all_of.codebook
    none = emphasis.Coded(all_of.corpus, codebook, all_of.mentions.clear())
    state.picked = "vgp-2025|ukraine"
    assert "Not in the statement as published by" in emphasis.passages(none, state).subtitle


def test_words_are_compared_behind_the_gate(all_of, state):
    figure = emphasis.keyness(all_of, state)
    assert "Read as change over time" in figure.subtitle
    assert "Cannot test" in figure.subtitle
    state.right = ("vgp-2025",)
    with pytest.raises(WorkbenchError, match="not comparable"):
        emphasis.keyness(all_of, state)


def test_an_override_is_stamped(all_of, state):
    state.right, state.override = ("vgp-2025",), True
    assert "shown because the reader asked for it" in emphasis.keyness(all_of, state).subtitle


def test_a_word_opens_its_places(all_of, state):
    state.word = "brics"
    assert "TASS 2024" in emphasis.concordance(all_of, state).html()
    state.word = " "
    with pytest.raises(WorkbenchError, match="Choose a word"):
        emphasis.concordance(all_of, state)


def test_a_narrower_rule_shows_what_it_loses(all_of, state):
    state.rule, state.pattern = "Ukraine", "ukraine"
    all_of_before = all_of.codebook.rules.filter(rule="Ukraine")["pattern"].item()
    assert all_of_before != "ukraine"
    title = emphasis.trial(all_of, state).title
    assert title.startswith("The changed rule “Ukraine” gains 0 passages")


def test_a_codebook_without_a_rule_shows_what_it_loses(all_of, state):
    state.rule, state.pattern, state.without = "Ukraine", "(", True  # the pattern does not matter
    figure = emphasis.trial(all_of, state)
    # vgp-2025 ¶ 129 and vov-2025 ¶ 11; a heading keeps tass-2024 ¶ 29
    assert figure.title == "The codebook without the rule “Ukraine” gains 0 passages and loses 2"


def test_a_topic_is_not_left_without_any_rule(all_of, state):
    rules = all_of.codebook.rules
    one = rules.filter(topic="crime").head(1)
    lone = replace(
        all_of.codebook, rules=pl.concat([rules.filter(pl.col("topic") != "crime"), one])
    )
    state.rule, state.without = one["rule"].item(), True
    with pytest.raises(WorkbenchError, match="'crime' would have no rule left"):
        emphasis.trial(replace(all_of, codebook=lone), state)


def test_a_codebook_without_a_rule_is_saved_in_the_same_way(tmp_path, state):
    shutil.copytree(DATA, tmp_path / "data")
    own = emphasis.coded(workbench.load(tmp_path / "data"))
    state.rule, state.without = "Ukraine", True
    kept(own, state, "mine")
    saved = read_topics(own.corpus.folder, tmp_path / "data" / "own" / "mine.toml")
    assert saved.rules.height == own.codebook.rules.height - 1
    assert "Ukraine" not in saved.rules["rule"]


@pytest.mark.parametrize("pattern", ["(", "", "no such thing"])
def test_a_bad_pattern_gets_one_sentence(all_of, state, pattern):
    state.rule, state.pattern = "Ukraine", pattern
    with pytest.raises(WorkbenchError) as error:
        emphasis.trial(all_of, state)
    assert "\n" not in str(error.value)


def test_a_changed_rule_is_saved_only_as_the_reader_s_own(tmp_path, state):
    shutil.copytree(DATA, tmp_path / "data")
    own = emphasis.coded(workbench.load(tmp_path / "data"))
    shipped = (tmp_path / "data" / "codebook" / "topics.toml").read_bytes()
    state.rule, state.pattern = "Ukraine", "ukrain\\w*"
    assert "Saved as own/mine.toml" in kept(own, state, "mine")
    assert (tmp_path / "data" / "codebook" / "topics.toml").read_bytes() == shipped
    saved = read_topics(own.corpus.folder, tmp_path / "data" / "own" / "mine.toml")
    assert saved.rules.filter(rule="Ukraine")["pattern"].item() == "ukrain\\w*"
    with pytest.raises(WorkbenchError, match="there already"):
        kept(own, state, "mine")
    with pytest.raises(WorkbenchError, match="cannot name a codebook"):
        kept(own, state, "../topics")


def test_every_control_redraws_without_a_traceback(corpus):
    explorer = emphasis_explorer(corpus, "tass-2021", "tass-2024")
    for name, values in {
        "unit": ("sentence", "words", "provision"),
        "voices": ((), ("quoted",), ("stated", "quoted", "reported")),
        "doc_ids": ((), ("vgp-2025",)),
        "left": ((), ("vgp-2025",), ("tass-2024",), ("tass-2021", "vov-2025")),
        "by": ("year",),
        "override": (True, False),
        "stop_words": (True,),
        "word": ("nuclear", ""),
        "pattern": ("(", "sea"),
        "without": (True, False),
    }.items():
        for value in values:
            setattr(explorer.state, name, value)
    assert "<svg" in explorer._repr_mimebundle_()["text/html"]


def test_in_the_year_view_the_years_come_first(all_of, state):
    state.by = "year"
    names = emphasis.shares(all_of, state).table["document"].unique(maintain_order=True).to_list()
    assert names == [
        "TASS 2021",
        "TASS 2024",
        "The Investor 2024",
        "Viet Nam Government Portal 2025",
        "VOVWORLD 2025",
    ]


def test_groups_can_be_compared_under_override(all_of, state):
    state.left, state.right, state.override = ("tass-2021", "tass-2024"), ("vgp-2025",), True
    figure = emphasis.keyness(all_of, state)
    assert "TASS 2021 + TASS 2024" in figure.title
    assert "groups of 2 and 1" in figure.subtitle
