"""Figures of emphasis from frames small enough to read; titles are true of the rows under any filter."""

import re

import polars as pl
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.emphasis.test_agreement import CODING, FOUND, TOPICS, coded
from tests.figures.checks import HOSTILE, check_figure
from workbench.emphasis import agreement as agreed
from workbench.emphasis import figures
from workbench.schema import VOICES, enum

LABELS = {"sea": "The sea", "trade": "Trade"}
DOCUMENTS = pl.DataFrame(
    {
        "doc_id": ["a", "b"],
        "publisher": ["Courier", "Herald"],
        "year": [2001, 2002],
        "title": ["One", "Two"],
        "genre": pl.Series(["statement", "digest"], dtype=enum("genre")),
        "event_date": ["2001", "2002"],
        "published": ["2001", "unknown"],
        "language_note": [""] * 2,
        "composition_note": [""] * 2,
        "file": ["a.txt", "b.txt"],
        "sha256": ["1" * 64, "2" * 64],
        "text": ["They met.", "They met again."],
    }
)


def rows(*shares, low=None, high=None):
    places = [("a", "sea"), ("a", "trade"), ("b", "sea"), ("b", "trade")]
    return pl.DataFrame(
        {
            "doc_id": [doc for doc, _ in places],
            "unit": ["provision"] * 4,
            "topic": [topic for _, topic in places],
            "n": [round(10 * share) for share in shares],
            "n_units": [10] * 4,
            "share": list(shares),
            "low": [low] * 4,
            "high": [high] * 4,
            "n_mentions": [1] * 4,
            "per_1000": [10.0] * 4,
            "finding": [f"{round(10 * share)} of 10 provisions" for share in shares],
        },
        schema_overrides={"low": pl.Float64, "high": pl.Float64},
    )


def shares(*values, voices=VOICES, topics=LABELS, **options):
    frame = rows(*values, **options).filter(pl.col("topic").is_in(list(topics)))
    return figures.topic_shares(frame, LABELS, DOCUMENTS, voices)


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((0.5, 0.1, 0.4, 0.2), "The sea comes first or joint first in both texts"),
        ((0.5, 0.1, 0.1, 0.2), "No topic comes first in more than one of two texts"),
        (
            (0.5, 0.5, 0.1, 0.1),
            "“The sea” and “Trade” each come first or joint first in both texts",
        ),
        ((0.0, 0.0, 0.0, 0.0), "None of these two topics occurs in two texts"),
    ],
)
def test_the_title_counts_leaders_and_compares_no_texts(values, title):
    figure = shares(*values)
    assert figure.title == title
    check_figure(figure)


def test_where_topics_are_left_out_there_is_no_superlative():
    figure = shares(0.5, 0.1, 0.0, 0.2, topics=["sea"])
    assert figure.title == "The sea takes 0 to 50 % of the provisions of two texts"
    more = LABELS | {"order": "Order"}
    three = figures.topic_shares(rows(0.5, 0.1, 0.0, 0.2), more, DOCUMENTS)
    assert three.title == (
        "The sea takes 50 % of the provisions of Courier 2001, and 0 % of those of Herald 2002"
    )
    four = pl.concat(
        [
            rows(0.5, 0.1, 0.0, 0.2),
            rows(0.1, 0.1, 0.1, 0.1).tail(2).with_columns(doc_id=pl.lit("c")),
        ]
    )
    documents = pl.concat([DOCUMENTS, DOCUMENTS.tail(1).with_columns(doc_id=pl.lit("c"))])
    assert (
        figures.topic_shares(four, more, documents).title
        == "Trade occurs in each of the three texts"
    )
    assert shares(0.5, 0.1, 0.4, 0.2, voices=["quoted"]).title.endswith(" (quoted words only)")
    one = figures.topic_shares(rows(0.5, 0.1, 0, 0).head(2), LABELS, DOCUMENTS.head(1))
    assert one.title == "The sea takes 5 of the 10 provisions of Courier 2001, more than any other"
    assert "no line joins" not in one.subtitle


def test_silence_is_told_and_stays_in_the_table():
    figure = shares(0.5, 0.0, 0.4, 0.2)
    assert "A hollow mark: not in this text." in figure.subtitle
    assert figure.table.filter(n=0).height == 1
    assert "hollow" not in shares(0.5, 0.1, 0.4, 0.2).subtitle


def test_other_codings_are_a_line_and_are_told():
    figure = shares(0.5, 0.1, 0.4, 0.2, low=0.1, high=0.3)
    assert "A line spans" in figure.subtitle
    assert set(figure.table["others"]) == {"10.0 % to 30.0 %"}
    assert "A line spans" not in shares(0.5, 0.1, 0.4, 0.2).subtitle


def test_each_mark_says_text_topic_and_counts_and_can_be_picked():
    drawn_rows = max(shares(0.5, 0.0, 0.4, 0.2).spec["datasets"].values(), key=len)
    assert {row["key"] for row in drawn_rows} == {"a|sea", "a|trade", "b|sea", "b|trade"}
    assert "Herald 2002 · The sea: 4 of 10 provisions" in {row["description"] for row in drawn_rows}
    assert [row["panel"] for row in drawn_rows] == ["Courier 2001"] * 2 + ["Herald 2002"] * 2


def test_of_many_texts_the_first_sixty_are_drawn():
    names = [f"d{number}" for number in range(61)]
    one = rows(0.5, 0.0, 0.4, 0.2).head(2).drop("doc_id")
    each = pl.DataFrame({"doc_id": names}).join(one, how="cross")
    about = pl.DataFrame({"doc_id": names, "year": range(2000, 2061)})
    about = about.join(DOCUMENTS.head(1).drop("doc_id", "year"), how="cross")
    figure = figures.topic_shares(each, LABELS, about)
    assert "The first 60 of 61 texts are drawn" in figure.subtitle
    assert figure.title == "The sea comes first or joint first in all 60 texts"


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@drawn(
    st.sets(st.integers(0, 15), min_size=1),
    st.sets(st.integers(0, 4), min_size=1),
    st.sets(st.sampled_from(VOICES), min_size=1),
    st.sampled_from(["provision", "sentence", "words"]),
)
def test_titles_are_true_of_the_rows_under_every_filter(study, topics, documents, voices, unit):
    names = [list(study.labels)[number] for number in sorted(topics)]
    doc_ids = [study.corpus.documents["doc_id"][number] for number in sorted(documents)]
    voices = [voice for voice in VOICES if voice in voices]
    figure = study.topic_shares(unit, topics=names, documents=doc_ids, voices=voices)
    table = figure.table
    assert set(table["topic"]) == set(names)
    assert set(table["doc_id"]) == set(doc_ids)
    title = figure.title
    first = re.search(r"(?:comes?|each come) first", title)
    assert not (first and len(names) < 16)
    if "more than any other" in title:
        assert len(names) == 16
    if first:
        top = table.filter(pl.col("n") > 0).filter(
            pl.col("share") == pl.col("share").max().over("doc_id")
        )
        led = dict(top.group_by("label").len().iter_rows())
        for label, n in led.items():
            assert (label in title) == (n == max(led.values())) or n == 1 or len(led) > 4
    if both := re.match(
        r"(.+) takes (\d+) % of the \w+ of (.+), and (\d+) % of those of (.+?)(?: \(.+ only\))?$",
        title,
    ):
        said = {both[3]: int(both[2]), both[5]: int(both[4])}
        rows_of_it = table.filter(label=both[1]).select("document", pl.col("share") * 100)
        assert {name: round(share) for name, share in rows_of_it.rows()} == said
    elif span := re.search(r"takes (\d+)(?: to (\d+))? %", title):
        low, high = table["share"].min(), table["share"].max()
        assert (int(span[1]), int(span[2] or span[1])) == (round(100 * low), round(100 * high))
    assert ("words only)" in title) == (set(voices) != set(VOICES))


# --- two documents ---


def words(n_left=3):
    return pl.DataFrame(
        {
            "word": ["tide", "reef"],
            "used": ["only right", "only left"],
            "n_left": [0, n_left],
            "total_left": [100, 100],
            "n_right": [6, 0],
            "total_right": [200, 200],
            "log_ratio": [3.0, -3.0],
            "delta": [2.0, -2.0],
            "zeta": [2.0, -1.5],
            "g2_two_cell": [1.0, 2.0],
            "g2_four_cell": [1.0, 2.0],
            "n_provisions_left": [0, 2],
            "provisions_left": [9, 9],
            "n_provisions_right": [3, 0],
            "provisions_right": [12, 12],
        }
    )


def keyness(frame):
    gone = pl.DataFrame({"group": ["function words", "x"], "n_left": [40, 0], "n_right": [90, 0]})
    voices = ["stated", "quoted"]
    return figures.keyness(frame, gone, DOCUMENTS, ("Courier", "Herald"), voices, "So.")


def test_keyness_gives_both_counts_both_totals_and_what_was_left_out():
    figure = keyness(words())
    assert figure.title == (
        "“tide” occurs six times in Herald, and never in Courier (stated and quoted words only)"
    )
    assert figure.subtitle.startswith("Of 100 words in Courier and 200 in Herald: ")
    assert "Left out (Courier / Herald): function words 40 / 90." in figure.subtitle
    assert figure.subtitle.endswith("So.")
    assert figure.table["spread"].to_list() == ["0 of 9 / 3 of 12", "2 of 9 / 0 of 12"]
    check_figure(figure)


def test_the_example_is_used_most_on_one_side_only_if_there_is_such_a_word():
    rare = keyness(words().tail(1))
    assert rare.title.startswith("“reef” occurs only three times in Courier, and never in Herald")
    shared = keyness(words().head(1).with_columns(n_left=pl.lit(2), n_right=pl.lit(9)))
    assert shared.title.startswith("“tide” is more frequent in Herald than in Courier")
    single = keyness(words(1).tail(1))
    assert single.title == "No word is used more than once"
    assert "0 of the 0" not in single.subtitle


# --- passages, accuracy, trials ---

PASSAGE = pl.DataFrame(
    {
        "doc_id": ["a"],
        "para_no": [4],
        "provision": ["2"],
        "section": ["Of ships"],
        "text": [f"The sea {HOSTILE} is not blue."],
        "marks": [[{"start": 4, "end": 7}]],
        "why": ["sea (stated, after “not”)"],
    }
)


def test_a_passage_shows_match_rule_and_heading_and_escapes_the_source():
    figure = figures.passages(PASSAGE, DOCUMENTS, "a", "The sea", VOICES)
    assert figure.title == "One paragraph of Courier 2001 has the topic “The sea”"
    page = str(figure.html())
    assert "<mark>sea</mark>" in page
    assert "“Of ships”" in page
    assert "sea (stated, after “not”)" in page
    check_figure(figure, [HOSTILE])


def test_the_two_kinds_of_silence():
    none = PASSAGE.clear()
    said = [figures.passages(none, DOCUMENTS, name, "X", VOICES).subtitle for name in "ab"]
    assert said == ["Not in the text as published.", "Not in this press text."]


def test_accuracy_is_one_line_with_topics_readings_and_differences_folded(study):
    figure = study.accuracy()
    assert "language models" in figure.subtitle
    assert "hand" not in f"{figure.title}{figure.subtitle}"
    assert "Recall, lower estimate" in figure.headers.values()
    assert figure.table["label"][-1] == "All topics"
    assert "Two readings agree on the main topic of 92 % of paragraphs (κ 0.91)" in figure.subtitle
    page = str(figure.html())
    folds = (
        "By topic, with 95 % intervals",
        "Two readings compared",
        "15 differences between rules and reader",
    )
    assert all(f"{one}</summary>" in page for one in folds)
    assert "<details open" not in page
    check_figure(figure)


def test_accuracy_says_of_every_difference_who_gives_the_topic():
    rates = agreed.validity(CODING, FOUND, TOPICS)
    lines = pl.DataFrame({"doc_id": ["a"] * 4, "para_no": [1, 2, 3, 4], "text": ["Waves."] * 4})
    differences = agreed.disagreements(CODING, FOUND, TOPICS, lines)
    given = coded(x="aab", y="abb")
    crossing = agreed.confusion(agreed.pair_of(given, "x", "y"), ["a", "b", "c"])
    readers = (agreed.agreement(given, 20), crossing)
    labels = {"sea": "The sea", "fire": "Fire"}
    figure = figures.accuracy(rates, rates, differences, readers, labels, DOCUMENTS)
    assert figure.title == (
        "The rules find 50 % of the topics that a reader gives, and the reader confirms 67 % of what "
        "they find"
    )
    assert "67 % of paragraphs (κ 0.40)" in figure.subtitle
    page = str(figure.html())
    assert "the reader gives it, no rule does" in page
    assert "a rule gives it, the reader does not" in page
    cells = (
        page.rsplit("In brackets", maxsplit=1)[-1]
        .split("<tbody>")[1]
        .split("</tbody>", maxsplit=1)[0]
    )
    assert re.findall(r"<td[^>]*>([^<]*)</td>", cells) == ["[1]", "1", "·", "[1]"]
    check_figure(figure)
    alone = figures.accuracy(rates, rates, differences, None, labels, DOCUMENTS)
    assert "Two readings" not in f"{alone.subtitle}{alone.html()}"


def test_a_trial_counts_gains_and_losses():
    changes = pl.DataFrame(
        {
            "change": ["gained", "lost", "lost"],
            "topic": ["sea"] * 3,
            "doc_id": ["a", "a", "b"],
            "para_no": [1, 2, 3],
            "provision": ["1", "2", "3"],
            "matches": ["x"] * 3,
            "text": ["y"] * 3,
        }
    )
    figure = figures.trial(changes, LABELS, DOCUMENTS, "The changed rule “tides”")
    assert figure.title == "The changed rule “tides” gains one passage and loses two"
    assert "nothing is saved" in figure.subtitle
    none = figures.trial(changes.clear(), LABELS, DOCUMENTS, "It")
    assert none.title == "It gains no passages and loses none"
    for one in (figure, none):
        check_figure(one)


def test_rules_that_never_match_and_uncoded_provisions_are_listed():
    rules = pl.DataFrame(
        {
            "rule": ["tide", "reef"],
            "topic": ["sea"] * 2,
            "scope": ["text"] * 2,
            "n_hits": [0, 3],
            "n_mentions": [0, 3],
            "verdict": ["never matches", ""],
        }
    )
    bare = pl.DataFrame(
        {
            "doc_id": ["a"],
            "para_no": [9],
            "provision": ["7"],
            "n_words": [3],
            "text": ["Friends for ever."],
        }
    )
    figure = figures.gaps(rules, bare, LABELS, DOCUMENTS)
    assert figure.title == "The codebook leaves one provision without a topic"
    assert figure.subtitle.startswith("Matching nothing here: one of two rules.")
    assert "Courier 2001" in str(figure.html())
    check_figure(figure)


# --- coders ---


def shown(**given):
    frame = coded(**given).with_columns(doc_id=pl.lit("a"))
    lines = frame.select("doc_id", "para_no", text=pl.lit(HOSTILE)).unique(maintain_order=True)
    measured = (agreed.agreement(frame, 50), agreed.pairwise(frame))
    return figures.coders(*measured, agreed.to_discuss(frame, lines), DOCUMENTS)


def test_the_title_states_agreement_and_the_subtitle_what_was_counted():
    figure = shown(x="ssso", y="ssos", z="sssz")
    # 12 pairs: 3 + 3 + 1 + 0 agree
    assert figure.title.startswith(
        "Two coders of one passage agree in 58 % of cases; beyond chance α"
    )
    assert figure.subtitle.startswith("4 passages coded by two or more of 3 coders; 2 to discuss.")
    check_figure(figure, [HOSTILE])


def test_the_list_says_who_said_what():
    page = str(shown(x="so", y="ss").html())
    assert "o: x; s: y" in page or "s: y; o: x" in page
    assert "Courier 2001, ¶ 2" in page


def test_one_coder_is_told_that_there_is_nothing_to_compare():
    figure = shown(x="so")
    assert figure.title == "Nothing to compare: no passage has the codes of two coders yet"
    assert "Every two coders" not in str(figure.html())


def test_all_the_same_has_no_alpha():
    assert "α is not defined" in shown(x="ss", y="ss").title
