"""One file per coder: nothing lost, nothing half-written, and put together by laying side by side."""

import multiprocessing
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from workbench.corpus.handcoding import Code, Sheet, read_codes, save_code, sheet, undo_code
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

ORDER = pl.Enum(["d1"])
SHEET = Sheet(("sea", "order"), {"note": 1, "affirm": 2})
LINES = pl.DataFrame(
    {
        "doc_id": pl.Series(["d1"] * 3, dtype=ORDER),
        "para_no": pl.Series([1, 2, 3], dtype=pl.UInt32),
        "zone": ["body", "body", "heading"],
        "text": ['They "met" at the\tsea.', "They affirm peace.", "A heading"],
    }
)
SEA = Code("d1", 1, "sea", "both sides", "affirm", 2, 'said "so"\nand [[code]] é')


def save(folder, code, coder="anna"):
    return save_code(folder, LINES, SHEET, coder, code)


def test_round_trip(tmp_path):
    path = save(tmp_path, SEA)
    save(tmp_path, Code("d1", 2))
    assert path.relative_to(tmp_path).as_posix() == "codes/anna.toml"
    frame, notices = read_codes(tmp_path, LINES, SHEET)
    assert notices == []
    assert mismatches("codes", frame, ORDER) == []
    assert frame.drop("when").rows() == [
        ("d1", 1, "sea", "both sides", "affirm", 2, SEA.note, "anna"),
        ("d1", 2, None, None, None, None, "", "anna"),
    ]


def test_the_last_code_of_a_passage_counts_and_can_be_taken_back(tmp_path):
    save(tmp_path, SEA)
    save(tmp_path, Code("d1", 1, "order"))
    assert read_codes(tmp_path, LINES, SHEET)[0]["topic"].to_list() == ["order"]
    assert undo_code(tmp_path, "anna") == ("d1", 1)
    assert read_codes(tmp_path, LINES, SHEET)[0]["topic"].to_list() == ["sea"]
    undo_code(tmp_path, "anna")
    assert read_codes(tmp_path, LINES, SHEET)[0].is_empty()
    with pytest.raises(WorkbenchError, match=r"codes/anna\.toml: nothing to take back"):
        undo_code(tmp_path, "anna")


def test_files_of_several_coders_are_one_frame(tmp_path):
    save(tmp_path, SEA, "anna")
    save(tmp_path, SEA, "ben")
    codes = tmp_path / "codes"
    shutil.copy(codes / "anna.toml", codes / "anna (2).toml")
    frame, notices = read_codes(tmp_path, LINES, SHEET)
    assert notices == []
    assert frame["coder"].to_list() == ["anna", "ben"]


def test_what_cannot_be_used_is_named_and_the_rest_loads(tmp_path):
    path = save(tmp_path, SEA)
    text = path.read_text("utf-8")
    table = text[text.index("\n[[code]]") :]
    bad = [
        table.replace('"sea"', '"see"', 1),
        table.replace("para = 1", "para = 9"),
        table.replace("strength = 2", 'strength = "2"'),
        table.replace('words = "They', 'words = "Thou'),
        "\n[[code]]\nx = 1\n",
    ]
    path.write_text(text + "".join(bad), "utf-8")
    (path.parent / "broken.toml").write_text("[coder\n", "utf-8")
    (path.parent / "nobody.toml").write_text("x = 1\n", "utf-8")
    frame, notices = read_codes(tmp_path, LINES, SHEET)
    assert frame.height == 1
    wanted = (
        "anna.toml: code 2: unknown topic 'see', choose sea, order, none; it is left out",
        "code 3: d1 has no body line 9",
        "code 4: para and strength must be whole numbers",
        "code 5: d1 has no body line 1 that begins 'Thou",
        "code 6: it needs actor, doc, note, operator, para, topic, when, words",
        "broken.toml: malformed TOML",
        "nobody.toml: needs [coder] with a name",
    )
    assert len(notices) == len(wanted)
    assert all(any(one in said for said in notices) for one in wanted)


@pytest.mark.parametrize(
    ("code", "coder", "message"),
    [
        (SEA, "../anna", "'../anna' cannot name a coder; use small letters"),
        (SEA, "", "'' cannot name a coder"),
        (Code("d1", 3), "anna", "d1, line 3: no body paragraph."),
        (Code("d1", 1, "see"), "anna", "unknown topic 'see', choose sea, order, none."),
        (Code("d1", 1, actor="Mars"), "anna", "unknown actor 'Mars', choose both sides, Russia"),
        (Code("d1", 1, strength=3), "anna", "unknown strength 3, choose 1, 2."),
    ],
)
def test_bad_codes_are_refused(tmp_path, code, coder, message):
    with pytest.raises(WorkbenchError, match=re.escape(message)):
        save(tmp_path, code, coder)
    assert not (tmp_path / "codes").exists()


@pytest.mark.parametrize(
    ("ladder", "message"),
    [
        ({"operator": ["note"]}, "lacks the column rank"),
        ({"operator": [], "rank": []}, "needs at least one"),
        ({"operator": ["note"], "rank": [0]}, "ranked from 1"),
    ],
)
def test_a_ladder_that_cannot_be_used(ladder, message):
    with pytest.raises(WorkbenchError, match=message):
        sheet(pl.DataFrame({"topic": ["sea"]}), pl.DataFrame(ladder))


def test_a_broken_file_is_never_written_over(tmp_path):
    path = save(tmp_path, SEA)
    path.write_text("[[code]\n", "utf-8")
    with pytest.raises(WorkbenchError, match="nothing was saved"):
        save(tmp_path, SEA)
    assert path.read_text("utf-8") == "[[code]\n"


def save_many(folder, coder):
    for number in range(15):
        save(Path(folder), Code("d1", 1 + number % 2, "sea", note=str(number)), coder)


def test_two_windows_of_one_coder_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=save_many, args=(tmp_path, "anna")) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert (tmp_path / "codes" / "anna.toml").read_text("utf-8").count("[[code]]") == 30


def test_a_process_killed_while_it_saves_leaves_a_whole_file(tmp_path):
    code = (
        "from tests.corpus.test_handcoding import save_many\n"
        f"while True: save_many({str(tmp_path)!r}, 'anna')"
    )
    path = tmp_path / "codes" / "anna.toml"
    for _ in range(3):
        before = path.read_text("utf-8").count("[[code]]") if path.exists() else 0
        process = subprocess.Popen([sys.executable, "-c", code])
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if path.exists() and path.read_text("utf-8").count("[[code]]") > before + 5:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert read_codes(tmp_path, LINES, SHEET)[1] == []
        assert path.read_text("utf-8").count("[[code]]") > before + 5
        path.with_suffix(".lock").unlink(missing_ok=True)
