"""What is offered is found: files, folders, tables, archives; and what does not match is told."""

import io
import zipfile

import polars as pl
import pytest

from workbench.errors import WorkbenchError
from workbench.ingest import gather, propose
from workbench.ingest.gather import read

TABLE = "file,publisher,genre,year\na.txt,Gazette,digest,2024\nb.txt,Herald,report,2025\n"


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(
            f"The town {name} agreed that it would build a bridge.\n"
        )
    return folder


def refused(*paths):
    with pytest.raises(WorkbenchError) as caught:
        gather(paths)
    return str(caught.value)


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return out.getvalue()


def test_a_folder_is_read_with_those_in_it_and_without_hidden_files(texts):
    (texts / "more").mkdir()
    (texts / "more" / "c.txt").write_text("c")
    (texts / ".hidden").write_text("x")
    assert [source.name for source in gather([texts])] == ["a.txt", "b.txt", "more/c.txt"]


def test_a_table_describes_the_files_beside_it(texts, tmp_path):
    (texts / "about.csv").write_text(TABLE)
    by_folder = propose(gather([texts]), tmp_path / "new")
    by_table = propose(gather([texts / "about.csv"]), tmp_path / "new")
    for plan in (by_folder, by_table):
        tables = [draft.table for draft in plan.drafts]
        assert [table["publisher"] for table in tables] == ["Gazette", "Herald"]
        assert [table["year"] for table in tables] == [2024, 2025]


def test_every_mismatch_of_a_table_is_listed(texts):
    (texts / "joint 2023 FINAL (2).txt").write_text("They met.")
    (texts / "about.csv").write_text("file\na.txt\na.txt\nz.txt\nJoint-2023.txt\n")
    said = refused(texts)
    for part in (
        "about.csv: no file is called 'z.txt'; no file",
        "'Joint-2023.txt' (is 'joint 2023 FINAL (2).txt' meant?)",
        "'a.txt' stands in 2 rows. Correct the column file, or take those rows out.",
    ):
        assert part in said


def test_a_file_that_the_table_does_not_name_asks_for_a_look(texts, tmp_path):
    (texts / "about.csv").write_text("file,publisher\na.txt,Gazette\n")
    plan = propose(gather([texts]), tmp_path / "new")
    assert "about.csv has no row for it; all else is as it was read." in plan.files["notes"][1]
    assert plan.drafts[0].table["publisher"] == "Gazette"
    assert plan.drafts[1].table["publisher"] == "unknown"


@pytest.mark.parametrize(
    ("cell", "day"),
    [("15.05.2024", "2024-05-15"), ("5.6.2024", "2024-06-05"), ("5/16/2024", "2024-05-16"), ("06/06/2024", "2024-06-06"), ("16-05-2024", "2024-05-16")],
)  # fmt: skip
def test_a_day_that_a_spreadsheet_turned_round_is_turned_back(cell, day, texts, tmp_path):
    (texts / "about.csv").write_text(f"file;event_date\r\na.txt;{cell}\r\nb.txt;unknown\r\n;\r\n")
    assert propose(gather([texts]), tmp_path / "n").drafts[0].table["event_date"] == day


@pytest.mark.parametrize("cell", ["5/6/2024", "31.02.2024", "15.05.24"])
def test_a_day_that_may_be_two_is_refused_with_what_to_write(cell, texts, tmp_path):
    (texts / "about.csv").write_text(f"file,published\na.txt,{cell}\nb.txt,2024\n")
    said = propose(gather([texts]), tmp_path / "n").files["notes"][0][0]
    assert said.startswith(f"a.txt: published '{cell}' cannot be told as one day; write the year")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_rows_of_a_table_may_be_the_texts(kind, tmp_path):
    table = pl.DataFrame({"doc_id": ["x", None], "text": ["They met.", "They agreed; it is done."]})
    path = tmp_path / f"all.{kind}"
    getattr(table, f"write_{kind}")(path)
    plan = propose(gather([path]), tmp_path / "new")
    assert plan.files["doc_id"].to_list() == ["x", f"all-{kind}-row-2"]
    assert plan.lines["text"].to_list() == table["text"].to_list()


def test_a_table_of_texts_stands_beside_other_files(texts):
    (texts / "more.csv").write_text("text,publisher\nThey met.,Gazette\n")
    found = gather([texts])
    assert [source.name for source in found] == ["a.txt", "b.txt", "more.csv, row 1"]
    assert found[2].fields == {"publisher": "Gazette"}


def test_a_semicolon_and_a_byte_order_mark_do_no_harm(texts, tmp_path):
    table = "file;publisher\na.txt;Báo\nb.txt;Gazette\n"
    (texts / "about.csv").write_bytes(table.encode("utf-8-sig"))
    assert propose(gather([texts]), tmp_path / "n").drafts[0].table["publisher"] == "Báo"


def test_a_table_in_a_guessed_encoding_is_refused(texts):
    (texts / "about.csv").write_bytes("file,publisher\na.txt,Báo\nb.txt,x\n".encode("cp1252"))
    assert "about.csv: is not clean UTF-8" in refused(texts)


def test_a_value_that_the_manifest_would_refuse_is_refused_with_the_choices(texts, tmp_path):
    (texts / "about.csv").write_text("file,genre\na.txt,poem\nb.txt,report\n")
    notes = propose(gather([texts]), tmp_path / "new").files["notes"].to_list()
    assert notes[0] == ["a.txt: unknown genre 'poem'; choose statement, digest, report, unknown."]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:out.txt"]
)
def test_a_path_that_leads_out_of_an_archive_is_refused(name, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive(**{"good.txt": "x", name: "x"}))
    (only,) = gather([path])
    assert "leads out of the archive" in only.refusal
    assert only.text is None
    assert not (tmp_path / "out.txt").exists()


def test_an_archive_is_read(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive(**{"in/a.txt": "They met."}))
    assert [(s.name, s.data) for s in gather([tmp_path / "a.zip"])] == [
        ("a.zip/in/a.txt", b"They met.")
    ]


def test_an_archive_in_a_folder_is_read_and_a_broken_one_stops_nothing(texts):
    (texts / "c.zip").write_bytes(archive(**{"in/a.txt": "They met."}))
    (texts / "d.zip").write_bytes(b"PK broken")
    found = gather([texts])
    assert [source.name for source in found] == ["a.txt", "b.txt", "c.zip/in/a.txt", "d.zip"]
    assert "d.zip: cannot be read as a ZIP archive" in found[3].refusal


def test_a_table_cannot_reach_out_of_its_folder(texts, tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    (texts / "about.csv").write_text("file\n../secret.txt\n")
    assert "no file is called '../secret.txt'" in refused(texts / "about.csv")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("no.txt", None, "no.txt: no such file or folder."),
        ("a.csv", b"name\nx\n", "a table needs rows and a column file"),
        ("a.csv", b"", "cannot be read as a table"),
        ("a.csv", b"file,title\na.txt,one,two\n", "a row has more cells than the first row"),
        ("a.parquet", b"PAR1 broken", "cannot be read as a table"),
        ("a.csv", b"\x00\x01", "is not text"),
    ],
)
def test_what_cannot_be_found_or_opened_is_told(name, data, said, tmp_path):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert said in refused(tmp_path / name)


def test_an_empty_folder_and_a_corpus_are_told(tmp_path):
    assert refused(tmp_path) == "There is no file to add in what was named."
    (tmp_path / "manifest.toml").write_text("")
    assert "is a corpus already" in refused(tmp_path)


def test_a_file_that_vanishes_is_refused_and_the_others_go_on(texts, tmp_path):
    found = [read(texts / "gone.txt"), *gather([texts])]
    assert propose(found, tmp_path / "n").files["status"].to_list() == ["refused", "look", "look"]
    assert found[0].refusal == "gone.txt: cannot be read (No such file or directory)."
