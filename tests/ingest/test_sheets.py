"""A plan goes through a spreadsheet and comes back as the reader's word."""

import polars as pl
import pytest

import workbench
from workbench import display
from workbench.cli import main
from workbench.corpus.check import check
from workbench.errors import WorkbenchError
from workbench.ingest import Source, add, propose, read_plan, save_plan

BRIDGE = "The Bridge Is Built\n\nThe two towns agreed that they would build a bridge.\n\nShare\n"
ODD = "=SUM(1) is what they said, and no more than that\n\nThe towns met.\n"


@pytest.fixture
def sources():
    return [
        Source("a.txt", BRIDGE.encode()),
        Source("b.txt", ODD.encode()),
        Source("c.png", b"\x89\0"),
    ]


@pytest.fixture
def saved(sources, tmp_path):
    save_plan(propose(sources, tmp_path / "own"), tmp_path / "plan")
    return tmp_path / "plan"


def edit(path, **cells):
    """Fill in a sheet as a spreadsheet would: ``cells`` gives file (a, b) its new cells."""
    mark = max(",;", key=path.read_text("utf-8-sig").partition("\n")[0].count)
    sheet = pl.read_csv(path, infer_schema=False, separator=mark)
    for stem, new in cells.items():
        for column, value in new.items():
            mine = pl.col("file") == f"{stem}.txt"
            sheet = sheet.with_columns(
                pl.when(mine).then(pl.lit(value)).otherwise(column).alias(column)
            )
    sheet.write_csv(path, separator=";", include_bom=True)


def test_a_plan_that_nobody_changed_comes_back_as_it_was(sources, saved, tmp_path):
    before = propose(sources, tmp_path / "own")
    after = read_plan(saved, sources, tmp_path / "own")
    assert after.lines.equals(before.lines)
    assert after.files.equals(before.files)
    assert after.fields.drop("basis", "why").equals(before.fields.drop("basis", "why"))
    assert after.fields.filter(field="title")["basis"].to_list() == ["proved", "proved"]


def test_a_sheet_is_safe_in_a_spreadsheet_and_keeps_what_was_proved(saved):
    sheet = pl.read_csv(saved / "metadata.csv", infer_schema=False)
    assert sheet.columns[:3] == ["file", "doc_id", "statement_id"]
    assert sheet["title"].to_list()[:2] == [
        "The Bridge Is Built",
        "'" + ODD.split("\n", maxsplit=1)[0],
    ]
    assert sheet["status"].to_list() == ["ready", "look", "refused"]
    assert "title = The Bridge Is Built: the first line" in sheet["proved"][0]


def test_evidence_has_one_name_in_sheet_words_and_figure(sources, saved, tmp_path):
    plan = propose(sources, tmp_path / "own")
    figure = display.plan(plan.files, plan.lines).html()
    title = "title = The Bridge Is Built: the first line"
    assert title in pl.read_csv(saved / "metadata.csv", infer_schema=False)["proved"][0]
    assert f"    proved: {title}" in (saved / "plan.txt").read_text("utf-8")
    assert ">Proved by the file</th>" in figure
    assert f"{len(plan.files['evidence'][0])} fields proved</summary><p>{title}" in figure


def test_cells_that_were_filled_in_are_the_readers_word(sources, saved, tmp_path):
    edit(saved / "metadata.csv", a={"publisher": "Gazette", "year": "2024", "doc_id": "bridge"})
    zones = saved / "zones.csv"
    zones.write_text(zones.read_text("utf-8-sig").replace("3,boilerplate", "3,caption"), "utf-8")
    plan = read_plan(saved, sources, tmp_path / "own")
    table = plan.drafts[0].table
    assert (table["doc_id"], table["publisher"], table["year"]) == ("bridge", "Gazette", 2024)
    assert plan.fields.filter(doc_id="bridge", field="publisher")["basis"].item() == "table"
    assert plan.lines.filter(doc_id="bridge")["zone"].to_list() == ["title", "body", "caption"]


@pytest.mark.parametrize(
    ("zones", "said"),
    [
        ("file,line,zone\na.txt,x,body\n", "zones.csv: row 2: 'x' is no line number."),
        ("file,line,zone\na.txt,3,body\na.txt,99,body\n", "a has no line 99"),
        ("file,line,zone\na.txt,3,poem\n", "Unknown zone 'poem'; choose title"),
        ("file,line\na.txt,3\n", "zones.csv: lacks the column zone."),
    ],
)  # fmt: skip
def test_a_wrong_sheet_is_told(zones, said, sources, saved, tmp_path):
    (saved / "zones.csv").write_text(zones)
    with pytest.raises(WorkbenchError) as caught:
        read_plan(saved, sources, tmp_path / "own")
    assert said in str(caught.value)


def test_files_that_the_sheet_does_not_name_are_all_listed(sources, saved, tmp_path):
    with pytest.raises(
        WorkbenchError, match=r"no file is called 'b\.txt'; no file is called 'c\.png'\. Corr"
    ):
        read_plan(saved, sources[:1], tmp_path / "own")
    late = [*sources, Source("d.txt", b"They met."), Source("e.txt", b"They left.")]
    with pytest.raises(WorkbenchError, match=r"metadata\.csv: has no row for d\.txt, e\.txt; save"):
        read_plan(saved, late, tmp_path / "own")
    with pytest.raises(WorkbenchError, match=r"metadata\.csv: cannot be read"):
        read_plan(tmp_path / "none", sources, tmp_path / "own")


def test_every_wrong_cell_stops_the_sheet_before_anything_is_added(sources, saved, tmp_path):
    edit(saved / "metadata.csv", a={"published": "5/6/2024"}, b={"genre": "Digest"})
    with pytest.raises(WorkbenchError) as caught:
        read_plan(saved, sources, tmp_path / "own")
    assert "metadata.csv: a.txt: published '5/6/2024' cannot be told as one day" in str(
        caught.value
    )
    assert "b.txt: unknown genre 'Digest'; choose statement, digest" in str(caught.value)


def test_rows_that_a_spreadsheet_left_empty_are_nothing(sources, saved, tmp_path):
    for name, empty in (("metadata.csv", "," * 17), ("zones.csv", ",,,,,")):
        sheet = saved / name
        sheet.write_bytes(sheet.read_bytes().replace(b"\n", b"\r\n") + f"{empty}\r\n".encode())
    plan = read_plan(saved, sources, tmp_path / "own")
    assert plan.lines.equals(propose(sources, tmp_path / "own").lines)


def test_the_same_sheet_given_again_finds_what_is_there(sources, saved, tmp_path):
    own = tmp_path / "own"
    edit(saved / "metadata.csv", a={"doc_id": "bridge"})
    add(read_plan(saved, sources, own), own)
    edit(saved / "metadata.csv", b={"looked": "x"})
    again = read_plan(saved, sources, own)
    assert again.files["status"].to_list() == ["left out", "looked", "refused"]
    assert again.twins.row(0) == ("bridge-2", "bridge", "same bytes", 1.0)
    assert add(again, own) == ["b"]


def test_the_command_saves_a_plan_and_takes_it_back(tmp_path, capsys):
    texts, into, saved = (tmp_path / name for name in ("texts", "own", "plan"))
    texts.mkdir()
    (texts / "a.txt").write_text(BRIDGE)
    (texts / "b.txt").write_text("The towns met and agreed that all was well between them.\n")
    command = ["add", str(texts), "--into", str(into)]
    assert main([*command, "--save-plan", str(saved)]) == 0
    assert not into.exists()
    assert "b.txt → b: asks for a look" in (saved / "plan.txt").read_text("utf-8")
    edit(saved / "metadata.csv", a={"genre": "report"}, b={"looked": "Yes", "publisher": "Gazette"})
    assert main([*command, "--plan", str(saved), "--yes"]) == 0
    assert "Added 2 to" in capsys.readouterr().out
    documents = workbench.load(into).documents
    assert dict(documents.select("doc_id", "genre").iter_rows()) == {"a": "report", "b": "unknown"}
    assert check(into) == []
    assert main([*command, "--save-plan", str(saved)]) == 2
