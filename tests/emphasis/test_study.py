"""The study as a notebook holds it, and its explorer without a browser."""

import shutil

import polars as pl
import pytest

import workbench as wb
from tests.figures.checks import check_figure
from tests.made import DATA, cases
from workbench.corpus.codebooks import read_topics
from workbench.errors import WorkbenchError
from workbench.schema import dtypes

CASES = cases(__file__)

CALLS = {
    "topic_shares": ((), {}),
    "topic_shares by words": (("words",), {"topics": ["sea", "ukraine"]}),
    "keyness": (("tass-2021", "tass-2024"), {}),
    "keyness of groups": ((["tass-2021", "tass-2024"], ["vgp-2025"]), {"override": True}),
    "passages": (("vgp-2025", "sea"), {}),
    "passages, none": (("tass-2021", "ukraine"), {}),
    "accuracy": ((), {}),
    "gaps": ((), {}),
    "trial": (("Ukraine",), {}),
}


@pytest.mark.parametrize("name", CALLS)
def test_every_figure(study, name):
    given, options = CALLS[name]
    figure = getattr(study, name.replace(",", " ").split()[0])(*given, **options)
    check_figure(figure)
    assert figure.title[:6] != "Not in"


def test_every_declared_frame_is_exported(corpus):
    frames = wb.Emphasis.export(corpus)
    assert list(frames) == ["mentions", "emphasis", "emphasis_by_reading", "coding"]
    for name, frame in frames.items():
        assert dict(frame.schema) == dtypes(name)
        assert frame.height


def test_genres_stand_apart_and_years_in_order(study):
    portal, investor = "Viet Nam Government Portal 2025", "The Investor 2024"
    panels = study.topic_shares().table["document"].unique(maintain_order=True).to_list()
    assert panels == [portal, "TASS 2021", "TASS 2024", "VOVWORLD 2025", investor]


def test_a_compilation_is_flagged_where_provisions_are_counted(study):
    said = "how TASS 2021 was put together"
    assert said in study.topic_shares().subtitle
    assert said not in study.topic_shares("words").subtitle
    assert said not in study.topic_shares(documents=["vgp-2025"]).subtitle


def test_a_voice_that_is_left_out_is_not_counted(study):
    chosen = {"documents": ["tass-2024"], "topics": ["ukraine"]}
    whole = study.topic_shares(**chosen).table["n_mentions"].item()
    assert study.topic_shares(**chosen, voices=["quoted"]).table["n_mentions"].item() < whole


def test_other_codings_stand_beside_a_share_where_topics_mean_the_same(study):
    rows = study.topic_shares().table.filter(doc_id="tass-2021")
    told = dict(rows.select("topic", "others").iter_rows())
    assert told["economy"] == "17.2 % to 24.1 %"
    assert told["memory"] is None
    assert study.topic_shares("words").table["others"].null_count() == 5 * 16


@pytest.mark.parametrize(("options", "message"), CASES["unknown"])
def test_unknown_choices_are_named(study, options, message):
    with pytest.raises(WorkbenchError, match=message):
        study.topic_shares(**options)


def test_words_are_compared_only_where_they_can_be(study):
    figure = study.keyness("tass-2021", "tass-2024")
    assert "a difference shows its selection" in figure.subtitle
    assert "No test can be made" in figure.subtitle
    assert "words in other voices" in figure.subtitle
    blocked = study.keyness("tass-2021", "vgp-2025")
    assert blocked.title.startswith("Not in this corpus: two texts whose emphasis can be compared")
    shown = study.keyness("tass-2021", "vgp-2025", override=True)
    assert "Compared anyway because the reader asked" in shown.subtitle


def test_function_words_are_shown_if_asked_for(study):
    with_them = study.keyness("tass-2021", "tass-2024", function_words=True).table["word"]
    without = study.keyness("tass-2021", "tass-2024").table["word"]
    assert "the" in with_them
    assert "the" not in without


def test_a_corpus_of_one_text_says_what_it_lacks(make):
    study = wb.Emphasis(make({"a": "They met at sea in the harbour of the old town.\n"}))
    for figure in (study.keyness("x", "y"), study.keyness(None, None)):
        assert figure.title.startswith("Not in this corpus: two ")


def saved(folder, name):
    """Return the rule on Ukraine of a saved codebook, if it has one."""
    rules = read_topics(folder, folder / "own" / f"{name}.toml").rules
    return rules.filter(rule="Ukraine")["pattern"].to_list()


def test_a_changed_rule_is_saved_as_the_reader_s_own(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    shipped = (folder / "codebook" / "topics.toml").read_bytes()
    study = wb.Emphasis(wb.load(folder))
    path = study.save("mine", "Ukraine", pattern=r"ukrain\w*")
    assert path.relative_to(folder).as_posix() == "own/mine.toml"
    with pytest.raises(WorkbenchError, match="there already"):
        study.save("mine", "Ukraine")
    with pytest.raises(WorkbenchError, match=r"\.\./topics"):
        study.save("../topics", "Ukraine")
    explorer = study.explore(rule="Ukraine")
    said = explorer.submit("Try a rule", "save", pattern=r"ukrain\w*", name="form")
    assert "Saved as own/form.toml" in said
    assert "there already" in explorer.submit("Try a rule", "save", pattern="ukraine", name="form")
    explorer.submit("Try a rule", "without")
    explorer.submit("Try a rule", "save", name="bare")
    patterns = {name: saved(folder, name) for name in ("mine", "form", "bare")}
    assert patterns == {"mine": [r"ukrain\w*"], "form": [r"ukrain\w*"], "bare": []}
    assert (folder / "codebook" / "topics.toml").read_bytes() == shipped


def test_the_trial_of_the_notebook_gains_and_loses_passages(study):
    pattern = "sovereignty|non interference|internal affairs"
    tried = study.trial("sovereign equality", pattern=pattern, example="respect for sovereignty")
    assert tried.title == "The changed rule “sovereign equality” gains four passages and loses one"


@pytest.mark.parametrize("pattern", ["(", "no such thing", "100%"])
def test_a_bad_pattern_gets_one_sentence(study, pattern):
    with pytest.raises(WorkbenchError) as error:
        study.trial("Ukraine", pattern=pattern)
    assert "\n" not in str(error.value)


# --- explorer ---


@pytest.fixture
def explorer(study):
    return study.explore()


def test_it_opens_on_all_topics_and_redraws_what_is_chosen(explorer):
    assert "comes first" in explorer.pane("main") or "come first" in explorer.pane("main")
    explorer.choose(topics=("ukraine",), unit="words")
    assert "Ukraine takes 0 to 11 % of the words of five texts" in explorer.pane("main")
    explorer.choose(voices=("quoted",))
    assert "(quoted words only)" in explorer.pane("main")


@pytest.mark.parametrize("name", ["topics", "documents", "voices"])
def test_nothing_chosen_is_said_in_a_sentence(explorer, name):
    explorer.choose(**{name: ()})
    assert "choose a topic, a text and a voice" in explorer.pane("main")


def test_a_mark_opens_its_passages(explorer):
    explorer.pick("vov-2025|ukraine")
    page = explorer.pane("Passages")
    assert "One paragraph of VOVWORLD 2025 has the topic “Ukraine”" in page
    assert "<mark>Ukraine</mark>" in page


def test_a_word_opens_its_places(explorer):
    assert "Pick a word" in explorer.pane("A word in context")
    explorer.pick("keyword|brics")
    assert "TASS 2024" in explorer.pane("A word in context")


def test_words_are_compared_and_an_override_is_printed(explorer):
    assert "a difference shows its selection" in explorer.pane("Words")
    explorer.choose(rights=("vgp-2025",))
    assert "can be compared" in explorer.pane("Words")
    explorer.choose(override=True)
    assert "because the reader asked" in explorer.pane("Words")


def test_a_rule_is_tried_and_left_out(explorer):
    explorer.choose(rule="Ukraine")
    assert "Change the pattern" in explorer.pane("Try a rule")
    explorer.submit("Try a rule", "try", pattern="ukraine")
    assert "The changed rule “Ukraine” gains no passages" in explorer.pane("Try a rule")
    explorer.submit("Try a rule", "without")
    # vgp-2025 ¶ 129 and vov-2025 ¶ 11; a heading keeps tass-2024 ¶ 29
    assert "without the rule “Ukraine” gains no passages and loses two" in explorer.pane(
        "Try a rule"
    )


@pytest.mark.parametrize(
    ("pane", "choices"),
    {
        "main": {"unit": ("sentence", "words"), "voices": ((), ("quoted",)), "documents": ((), ("vgp-2025",))},
        "Words": {"lefts": ((), ("vgp-2025",), ("tass-2021", "vov-2025")), "override": (True,),
                  "function_words": (True,), "reported": (True,)},
        "A word in context": {"word": ("nuclear", "", "(", "*")},
        "Try a rule": {"rule": ("ASEAN", "Ukraine")},
        "Passages": {"topic": ("sea",), "document": ("vov-2025",), "voices": ((),)},
    }.items(),
)  # fmt: skip
def test_no_choice_leads_to_a_traceback(explorer, pane, choices):
    for name, values in choices.items():
        for value in values:
            explorer.choose(**{name: value})
            assert "Traceback" not in explorer.pane(pane)


def test_the_line_of_code_opens_the_same_view(explorer, study):
    explorer.choose(unit="words", topic="sea", document="vov-2025")
    code = explorer.code()
    assert code.startswith("wb.Emphasis(corpus).explore(")
    again = eval(code, {"wb": wb, "corpus": study.corpus})  # noqa: S307 - the line it prints
    assert again.pane("Passages") == explorer.pane("Passages")
    with pytest.raises(WorkbenchError, match="depth"):
        study.explore(depth=3)


def test_a_rule_of_a_topic_with_one_rule_cannot_be_left_out(study):
    rules = study.codebook.rules
    one = rules.filter(topic="crime").head(1)
    book = study.codebook.__class__(
        **{
            **{name: getattr(study.codebook, name) for name in ("name", "about", "topics", "negators", "variants")},
            "rules": pl.concat([rules.filter(pl.col("topic") != "crime"), one]),
        }
    )  # fmt: skip
    with pytest.raises(WorkbenchError, match="'crime' would have no rule left"):
        wb.Emphasis(study.corpus, book).trial(one["rule"].item())


def test_a_faulty_list_of_words_left_out_is_one_sentence(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "codebook" / "keyness.toml"
    path.write_text('[left_out]\n"function words" = "the"\n', "utf-8")
    study = wb.Emphasis(wb.load(tmp_path / "data"))
    with pytest.raises(WorkbenchError, match=r"codebook/keyness.toml: .*must be a list, not text"):
        study.keyness("tass-2021", "tass-2024")
    path.unlink()
    assert "putin" in study.left_out["names of persons"]
    assert "president" not in study.left_out["names of persons"]
