"""Coding by hand without a browser; a class, the shipped readers and the rules in one frame."""

import shutil

import pytest

import workbench as wb
from tests.made import TITLE_ALONE, few
from workbench.corpus.notes import read_codes
from workbench.emphasis.agreement import pair_of
from workbench.errors import WorkbenchError
from workbench.seminar.classroom import Bench

DIGEST = "vov-2025"


@pytest.fixture
def room(tmp_path, corpus):
    """Give a corpus in a folder that may be written to."""
    folder = tmp_path / "data"
    shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("codes", "own", "built"))
    return wb.load(folder)


@pytest.fixture
def explorer(room):
    return wb.seminar.code(room, DIGEST, coder="anna")


def press(explorer, button="save", **values):
    return explorer.submit("main", button, **values)


def saved(corpus):
    return read_codes(corpus.folder, corpus.paragraphs, Bench(corpus, [DIGEST]).allowed)[0]


def filled(explorer):
    explorer.pane("main")
    return explorer.panes["main"].form.values


def test_without_a_name_nothing_is_saved(room):
    said = press(wb.seminar.code(room, DIGEST), topic="sea")
    assert "Give your pen name first" in said
    assert not (room.folder / "codes").exists()


def test_a_passage_is_coded_saved_and_the_next_one_follows(explorer, room):
    assert "0 of 9 passages coded, 9 to go. Your codes go to codes/anna.toml." in explorer.pane(
        "main"
    )
    doc_id, _, para_no = explorer.state.place.partition("|")
    given = {"topic": "history", "actor": "both sides", "operator": "affirm", "strength": 2}
    said = press(explorer, **given, note="anniversary")
    assert "Saved as History and memory" in said or "Saved as " in said
    assert "1 of 9 passages coded, 8 to go. Now VOVWORLD 2025, ¶ 5." in said
    row = saved(room).drop("when").row(0)
    assert row == (
        doc_id,
        int(para_no),
        "history",
        "both sides",
        "affirm",
        2,
        "anniversary",
        "anna",
    )
    assert filled(explorer) == dict.fromkeys(given) | {"note": ""}


def test_strength_follows_the_verb_and_may_differ_from_it(explorer, room):
    panel = explorer.panes["main"].form.panel
    verbs = next(seen for seen in panel.fields if seen["name"] == "operator")
    ranks = dict(Bench(room, [DIGEST]).operators.select("operator", "rank").iter_rows())
    assert verbs["sets"]["values"] == {str(n): rank for n, rank in enumerate(ranks.values(), 1)}
    press(explorer, topic="history", operator="affirm", strength=1)
    assert saved(room)["strength"].to_list() == [1]


def test_a_topic_is_asked_for_and_a_passage_may_stay_open(explorer, room):
    assert "Choose a topic, or leave the passage open" in press(explorer)
    first = explorer.state.place
    assert "Left open. 0 of 9" in press(explorer, "leave")
    assert explorer.state.place != first
    assert saved(room).is_empty()


def test_the_last_code_is_taken_back_and_its_passage_shown(explorer):
    first = explorer.state.place
    press(explorer, topic="sea")
    assert "Taken back. 0 of 9" in press(explorer, "undo")
    assert explorer.state.place == first
    assert filled(explorer)["topic"] is None
    assert "nothing to take back" in press(explorer, "undo")


def test_another_day_goes_on_at_the_first_open_passage(explorer, room):
    for _ in range(2):
        press(explorer, topic="order")
    again = wb.seminar.code(room, DIGEST)
    again.state.coder = "anna"
    assert "2 of 9 passages coded, 7 to go." in again.pane("main")
    assert again.state.place == explorer.state.place
    again.state.coder = "ben"
    assert "0 of 9" in again.pane("main")


def test_a_coded_passage_shows_its_codes_again(explorer):
    first = explorer.state.place
    press(explorer, topic="order", note="why")
    explorer.state.place = first
    assert (filled(explorer)["topic"], filled(explorer)["note"]) == ("order", "why")
    labels = [label for label, _ in explorer.fields["place"].options]
    assert [("(coded)" in label) for label in labels] == [True] + [False] * 8


def test_when_all_are_coded_that_is_said(explorer):
    said = [press(explorer, topic="order") for _ in range(9)]
    assert "All 9 passages are coded." in said[-1]


def test_a_name_that_leads_elsewhere_is_refused_and_one_in_any_script_is_not(room):
    explorer = wb.seminar.code(room, DIGEST, coder="../x")
    assert "cannot name a coder" in explorer.pane("main")
    assert "cannot name a coder" in press(explorer, topic="sea")
    names = {"Nguyễn Văn Ả": "nguyễn-văn-ả", "Анна": "анна", "李": "李", "😀": "u1f600"}
    for name in names:
        explorer.state.coder = name
        assert "1 of 9 passages coded" in press(explorer, topic="sea")
    explorer.state.coder = "анна "  # the same person
    assert "1 of 9 passages coded" in explorer.pane("main")
    files = {path.stem for path in (room.folder / "codes").iterdir() if path.suffix == ".toml"}
    assert files == set(names.values())
    assert set(saved(room)["coder"]) == set(names)


def test_every_choice_has_its_number(explorer):
    fields = {seen["name"]: [label for _, label in seen["options"]] for seen in
              explorer.panes["main"].form.panel.fields if "options" in seen}  # fmt: skip
    assert fields["topic"][:2] == ["not coded", "1 Economy and trade"]
    assert fields["topic"][-1] == "13 None of these, or the relations as a whole"
    assert fields["strength"][:2] == ["not coded", "1"]


def test_topics_are_those_of_the_shipped_readings(room):
    bench = Bench(room, [DIGEST])
    readings = bench.study.readings.values()
    assert {topic for one in readings for topic in one["topic"]} <= {*bench.allowed["topic"]}


def test_what_cannot_be_coded_is_named(room, tmp_path):
    with pytest.raises(WorkbenchError, match=r"vov-1999.*tass-2021"):
        wb.seminar.code(room, "vov-1999")
    with pytest.warns(wb.WorkbenchWarning, match="no body text"):
        bare = wb.load(few(tmp_path / "bare", TITLE_ALONE))
    assert "body text to code" in wb.seminar.code(bare, "d0").title


def test_the_still_page_shows_passage_and_sheet(explorer):
    page = str(explorer.still())
    assert "VOVWORLD 2025, ¶" in page
    assert "Verbs; 1 is the weakest of its kind" in page
    assert "Kind of act" in page


def test_a_source_that_holds_html_is_escaped(tmp_path):
    sly = wb.load(few(tmp_path / "sly", "Title\n\nThey <script>x</script> met on the river.\n"))
    assert "<script>x" not in wb.seminar.code(sly, "d0").pane("main")


# --- a class ---


def test_without_a_class_there_are_three_coders_of_nine_passages(room):
    given, notices = wb.seminar.everyone(room, DIGEST)
    assert notices == []
    assert given["coder"].n_unique() == 3
    assert given.height == 3 * 9
    assert set(given["doc_id"]) == {DIGEST}


def test_a_student_is_compared_with_them(room):
    press(wb.seminar.code(room, DIGEST, coder="lan"), topic="energy")
    given, _ = wb.seminar.everyone(room, DIGEST)
    assert given.filter(coder="lan").select("para_no", "value").rows() == [(3, "energy")]
    others = [coder for coder in given["coder"].unique() if coder != "lan"]
    assert {pair_of(given, "lan", other)["left"].item() for other in others} == {"energy"}
    assert "lan" in str(wb.seminar.coders(room, DIGEST).html())


def test_a_file_that_cannot_be_read_is_named_and_the_rest_loads(room):
    (room.folder / "codes").mkdir()
    (room.folder / "codes" / "minh.toml").write_text("x = ", "utf-8")
    given, notices = wb.seminar.everyone(room, DIGEST)
    assert len(notices) == 1
    assert "minh.toml" in notices[0]
    assert given.height == 3 * 9
    assert "minh.toml" in str(wb.seminar.coders(room, DIGEST).html())


def test_without_the_shipped_readers_the_others_stand_alone(room):
    shutil.rmtree(room.folder / "reference" / "topics")
    given, notices = wb.seminar.everyone(room, DIGEST)
    assert given["coder"].unique().to_list() == ["rules"]
    assert notices == [
        "This corpus has no reference/topics/first.toml.",
        "This corpus has no reference/topics/independent.toml.",
    ]
    assert "Nothing to compare" in wb.seminar.coders(room, DIGEST).title
