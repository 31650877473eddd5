"""What readers save: nothing lost, nothing half-written, whoever writes and whatever stops it."""

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest

from tests.made import DATA, cases
from workbench import schema
from workbench.corpus import notes, read_topics
from workbench.corpus.books import read_toml
from workbench.corpus.notes import (
    Code,
    Decision,
    codebook_path,
    decide,
    locked,
    read_codes,
    read_decisions,
    rewrite,
    save_code,
    save_codebook,
    sheet,
    undo_code,
    undo_decision,
    write,
)
from workbench.errors import WorkbenchError

CASES = cases(__file__)

TEXTS = {"b": 'One "two" three four five six.', "a": "Alpha beta gamma delta."}
SHEET = {
    "topic": ("sea", "order", "none"),
    "actor": ("both sides", "North", "other or none"),
    "operator": ("note", "affirm"),
    "strength": (1, 2),
}
LINES = pl.DataFrame(
    {
        "doc_id": ["d1"] * 3,
        "para_no": pl.Series([1, 2, 3], dtype=pl.UInt32),
        "zone": ["body", "body", "heading"],
        "text": ['They "met" at the\tsea.', "They affirm peace.", "A heading"],
    }
)
SEA = Code("d1", 1, "sea", "both sides", "affirm", 2, 'said "so"\n[[code]]\né')
posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def documents(texts=TEXTS):
    return pl.DataFrame({"doc_id": list(texts), "text": list(texts.values())})


def decision(status="confirmed", who="me", note="why", start=0):
    return Decision(("b", start, 15), ("a", 0, 10), status, who, note)


def save(folder, code, coder="anna"):
    return save_code(folder, LINES, SHEET, coder, code)


@pytest.fixture
def clock(monkeypatch):
    """Let a test set the clock, for the decisions to come."""

    def set_to(hour):
        monkeypatch.setattr(notes, "now", lambda: f"2026-01-01T{hour:02}:00:00.000000+00:00")

    return set_to


# Links


def test_a_decision_is_read_back(tmp_path):
    decide(tmp_path, documents(), decision(note='it says "so"\n[[decision]]\né'))
    frame, said = read_decisions(tmp_path, documents())
    assert said == []
    assert dict(frame.schema) == schema.dtypes("decisions")
    assert frame.drop("when").row(0) == (
        ("b", 0, 15, "a", 0, 10, "confirmed", 'it says "so"\n[[decision]]\né', "me")
    )


def test_either_order_is_one_link_and_the_last_word_of_a_reader_counts(tmp_path):
    decide(tmp_path, documents(), decision("confirmed"))
    turned = Decision(("a", 0, 10), ("b", 0, 15), "rejected", "me")
    path = decide(tmp_path, documents(), turned)
    assert path.name == "b--a.toml"
    assert path.read_text("utf-8").count("\n[[decision]]") == 2
    frame, _ = read_decisions(tmp_path, documents())
    assert frame.select("left_id", "status").rows() == [("b", "rejected")]


def test_the_later_decision_wins_although_the_clock_was_set_back(tmp_path, clock):
    clock(9)
    decide(tmp_path, documents(), decision("confirmed"))
    clock(3)
    decide(tmp_path, documents(), decision("rejected"))
    decide(tmp_path, documents(), decision("confirmed", start=10))
    frame, _ = read_decisions(tmp_path, documents())
    assert frame.select("left_start", "status").rows() == [(0, "rejected"), (10, "confirmed")]


def test_stale_offsets_are_named_and_the_rest_loads(tmp_path):
    decide(tmp_path, documents(), decision())
    decide(tmp_path, documents(), decision(start=10))
    changed = documents({"b": "Zero. " + TEXTS["b"][6:], "a": TEXTS["a"]})
    frame, said = read_decisions(tmp_path, changed)
    assert frame["left_start"].to_list() == [10]
    assert said == [
        (
            "links/b--a.toml: decision 1: b has no passage 'One \"two\" three' from 0 to 15, so the "
            "source or the offsets changed; it is left out."
        )
    ]


@pytest.mark.parametrize(("old", "new", "wrong"), CASES["unusable"])
def test_what_cannot_be_used_is_named(tmp_path, old, new, wrong):
    path = decide(tmp_path, documents(), decision())
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    _, said = read_decisions(tmp_path, documents())
    assert len(said) == 1
    assert said[0].startswith(f"links/b--a.toml: decision 1: {wrong}")
    assert said[0].endswith("; it is left out.")


@pytest.mark.parametrize("data", [b"[[decision]\n", "x = 1".encode("utf-16"), b"\xff\xfa", b"\x00"])
def test_a_broken_file_is_reported_and_never_written_over(tmp_path, data):
    (tmp_path / "links").mkdir()
    broken = tmp_path / "links" / "b--a.toml"
    broken.write_bytes(data)
    with pytest.raises(WorkbenchError, match=r"links/b--a\.toml: "):
        decide(tmp_path, documents(), decision())
    assert broken.read_bytes() == data
    assert list((tmp_path / "links").iterdir()) == [broken]
    assert len(read_decisions(tmp_path, documents())[1]) == 1


@pytest.mark.parametrize("data", [b"", b"\n", "\ufeff# mine\r\n".encode(), b"# no end of line"])
def test_what_an_editor_left_is_no_trouble(tmp_path, data):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "b--a.toml").write_bytes(data)
    decide(tmp_path, documents(), decision())
    frame, said = read_decisions(tmp_path, documents())
    assert (frame.height, said) == (1, [])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (decision("maybe"), "status: 'maybe' is not a choice; choose added, confirmed, rejected."),
        (decision(who=" "), "who: must be text; write"),
        (Decision(("q", 0, 1), ("b", 0, 1), "added", "me"), "no document 'q'; choose b, a."),
        (Decision(("b", 5, 5), ("a", 0, 1), "added", "me"), "b has no passage '' from 5 to 5"),
        (
            Decision(("b", 0, 99), ("a", 0, 1), "added", "me"),
            "b has no passage 'One \"two\" three four' from 0 to 99",
        ),
        (Decision(("b", 0, 1), ("b", 2, 5), "added", "me"), "two different documents"),
    ],
)
def test_bad_decisions_are_refused(tmp_path, wrong, message):
    with pytest.raises(WorkbenchError, match=re.escape(message)):
        decide(tmp_path, documents(), wrong)
    assert not (tmp_path / "links").exists()


def test_the_latest_decision_of_a_reader_can_be_taken_back(tmp_path):
    first, last = decision("confirmed"), decision("rejected", note="no")
    decide(tmp_path, documents(), first)
    decide(tmp_path, documents(), last)
    decide(tmp_path, documents(), decision("added", who="you"))
    assert undo_decision(tmp_path, documents(), "me") == last
    frame, _ = read_decisions(tmp_path, documents())
    assert frame.select("status", "who").rows() == [("confirmed", "me"), ("added", "you")]
    assert undo_decision(tmp_path, documents(), "me") == first
    assert undo_decision(tmp_path, documents(), "me") is None
    assert read_decisions(tmp_path, documents())[0]["who"].to_list() == ["you"]


# Codes


def test_a_code_is_read_back(tmp_path):
    path = save(tmp_path, SEA)
    save(tmp_path, Code("d1", 2))
    assert path.relative_to(tmp_path).as_posix() == "codes/anna.toml"
    frame, said = read_codes(tmp_path, LINES, SHEET)
    assert said == []
    assert dict(frame.schema) == schema.dtypes("codes")
    assert frame.drop("when").rows() == [
        ("d1", 1, "sea", "both sides", "affirm", 2, SEA.note, "anna"),
        ("d1", 2, None, None, None, None, "", "anna"),
    ]


def test_the_last_code_of_a_passage_counts_and_can_be_taken_back(tmp_path, clock):
    save(tmp_path, SEA)
    clock(0)
    save(tmp_path, Code("d1", 1, "order"))
    assert read_codes(tmp_path, LINES, SHEET)[0]["topic"].to_list() == ["order"]
    assert undo_code(tmp_path, "anna") == ("d1", 1)
    assert read_codes(tmp_path, LINES, SHEET)[0]["topic"].to_list() == ["sea"]
    undo_code(tmp_path, "anna")
    assert read_codes(tmp_path, LINES, SHEET)[0].is_empty()
    for coder in ("anna", "ben"):
        with pytest.raises(WorkbenchError, match=rf"codes/{coder}\.toml: nothing to take back"):
            undo_code(tmp_path, coder)


def test_a_code_that_was_written_otherwise_is_not_guessed_at(tmp_path):
    path = save(tmp_path, SEA)
    inline = 'code = [{ doc = "d1", para = 1 }, { doc = "d1", para = 2 }]\n[coder]\nname = "anna"\n'
    path.write_text(inline, "utf-8")
    with pytest.raises(
        WorkbenchError, match=r"codes/anna\.toml: was edited by hand; delete code 2"
    ):
        undo_code(tmp_path, "anna")
    assert path.read_text("utf-8") == inline


def test_files_of_several_coders_are_one_frame(tmp_path):
    save(tmp_path, SEA, "anna")
    save(tmp_path, SEA, "ben")
    codes = tmp_path / "codes"
    shutil.copy(codes / "anna.toml", codes / "anna (2).toml")
    frame, said = read_codes(tmp_path, LINES, SHEET)
    assert said == []
    assert frame["coder"].to_list() == ["anna", "ben"]


def test_codes_that_cannot_be_used_are_named_and_the_rest_loads(tmp_path):
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
    (path.parent / "nobody.toml").write_text(table, "utf-8")
    frame, said = read_codes(tmp_path, LINES, SHEET)
    assert frame.height == 1
    wanted = (
        "anna.toml: code 2: unknown topic 'see'; choose sea, order, none; it is left out.",
        "code 3: d1 has no body line 9",
        "code 4: strength: must be a whole number",
        "code 5: d1 has no body line 1 that begins 'Thou",
        "code 6: unknown key x; the keys are doc, para, topic",
        "broken.toml: malformed TOML",
        "nobody.toml: code 1: the file needs [coder] with a name",
    )
    assert len(said) == len(wanted)
    assert all(one in " ".join(said) for one in wanted)


@pytest.mark.parametrize(
    ("code", "coder", "message"),
    [
        (SEA, "../anna", "'../anna' cannot name a coder; use up to 60 letters of any script"),
        (SEA, "", "'' cannot name a coder"),
        (Code("d1", 3), "anna", "d1, line 3: d1 has no body line 3"),
        (Code("d1", 1, "see"), "anna", "unknown topic 'see'; choose sea, order, none."),
        (Code("d1", 1, actor="Mars"), "anna", "unknown actor 'Mars'; choose both sides, North"),
        (Code("d1", 1, strength=3), "anna", "unknown strength 3; choose 1, 2."),
    ],
)
def test_bad_codes_are_refused(tmp_path, code, coder, message):
    with pytest.raises(WorkbenchError, match=re.escape(message)):
        save(tmp_path, code, coder)
    assert not (tmp_path / "codes").exists()


def test_a_sheet_has_the_parties_for_actors():
    ladder = pl.DataFrame({"operator": ["note", "affirm"], "rank": [1, 2]})
    made = sheet(pl.DataFrame({"topic": ["sea", "order"]}), ladder, ["North"])
    assert made == SHEET


# Codebooks


def test_a_codebook_goes_to_the_readers_own_folder(tmp_path):
    shutil.copytree(DATA / "codebook", tmp_path / "codebook")
    book = read_topics(tmp_path)
    path = save_codebook(book, tmp_path, "seminar")
    assert path == codebook_path(tmp_path, "seminar") == tmp_path / "own" / "seminar.toml"
    assert [file.name for file in path.parent.iterdir()] == ["seminar.toml"]
    again = read_topics(tmp_path, path)
    assert again.name == "seminar"
    assert again.rules.equals(book.rules)
    with pytest.raises(WorkbenchError, match=r"own/seminar.toml: there already"):
        save_codebook(book, tmp_path, "seminar")
    save_codebook(book, tmp_path, "seminar", overwrite=True)


@pytest.mark.parametrize("name", ["", "../codebook/topics", "a/b", "A", ".x", "x" * 50])
def test_a_name_cannot_lead_to_another_file(tmp_path, name):
    with pytest.raises(WorkbenchError, match="cannot name a codebook"):
        codebook_path(tmp_path, name)


# Several at once, and what stops them


def decide_many(folder: Path, who: str):
    for number in range(15):
        decide(folder, documents(), Decision(("b", 0, 15), ("a", 0, 5 + number), "added", who))


def save_many(folder, coder):
    for number in range(15):
        save(Path(folder), Code("d1", 1 + number % 2, "sea", note=str(number)), coder)


@pytest.mark.parametrize(
    ("work", "names", "file", "mark"),
    [
        (decide_many, ("me", "you"), "links/b--a.toml", "[[decision]]"),
        (save_many, ("anna", "anna"), "codes/anna.toml", "[[code]]"),
    ],
)
def test_two_processes_lose_nothing(tmp_path, work, names, file, mark):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=work, args=(tmp_path, name)) for name in names]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert (tmp_path / file).read_text("utf-8").count(mark) == 30
    assert [path.name for path in (tmp_path / file).parent.iterdir()] == [Path(file).name]


def test_threads_of_one_process_wait_for_each_other(tmp_path):
    threads = [threading.Thread(target=save_many, args=(tmp_path, "anna")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (tmp_path / "codes" / "anna.toml").read_text("utf-8").count("[[code]]") == 60


@posix
def test_a_process_killed_while_it_saves_leaves_a_whole_file_and_no_lock(tmp_path):
    code = (
        "from tests.corpus.test_notes import save_many\n"
        f"while True: save_many({str(tmp_path)!r}, 'anna')"
    )
    path = tmp_path / "codes" / "anna.toml"
    for _ in range(2):
        before = path.read_text("utf-8").count("[[code]]") if path.exists() else 0
        process = subprocess.Popen([sys.executable, "-c", code])
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if path.exists() and path.read_text("utf-8").count("[[code]]") > before + 5:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert read_codes(tmp_path, LINES, SHEET)[1] == []
        assert path.read_text("utf-8").count("[[code]]") > before + 5
        save(tmp_path, SEA)  # whatever lock it left, it ended with its process
    assert [file.name for file in path.parent.iterdir()] == ["anna.toml"]


def test_who_waits_too_long_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setattr(notes, "WAIT", 0.05)
    (tmp_path / "links").mkdir()
    path = tmp_path / "links" / "b--a.toml"
    with locked(path), pytest.raises(WorkbenchError) as caught:
        decide(tmp_path, documents(), decision())
    assert str(caught.value) == (
        "links/b--a.toml: another notebook or command is writing it; try again in a moment."
    )
    decide(tmp_path, documents(), decision())


FAULTS = """
import os, resource, signal, sys
from pathlib import Path
from tests.corpus.test_notes import *
folder, fault = Path(sys.argv[1]), sys.argv[2]
if fault == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))
elif os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
try:
    save(folder, SEA)
except WorkbenchError as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_a_full_disk_and_a_read_only_folder_lose_nothing(fault, tmp_path):
    path = save(tmp_path, SEA)
    before = path.read_bytes()
    for parent in [*path.parents][::-1][2:]:
        if parent.owner() == "root":
            parent.chmod(parent.stat().st_mode | 0o055)
    command = [sys.executable, "-c", FAULTS, str(tmp_path), fault]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.stdout.startswith("codes/anna.toml: cannot be written ("), said.stderr
    assert said.stdout.endswith("nothing was saved, and what was there is unchanged.\n")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["anna.toml"]


@posix
def test_a_link_to_a_file_stays_one_and_the_mode_of_the_file_too(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    there = tmp_path / "elsewhere" / "there.toml"
    there.write_text("x = 1\n", "utf-8")
    there.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(there)
    rewrite(link, lambda before: before + "y = 2\n")
    assert link.is_symlink()
    assert read_toml(there) == {"x": 1, "y": 2}
    assert there.stat().st_mode & 0o777 == 0o640


@posix
def test_bytes_are_on_the_disk_before_they_take_their_place(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append("sync"))
    monkeypatch.setattr(Path, "replace", lambda *_: seen.append("rename"))
    write(tmp_path / "x.toml", "x = 1\n")
    assert seen == ["sync", "rename", "sync"]
