"""What is offered is found: files, folders, tables, archives; and what does not match is told."""

from unicodedata import normalize

import polars as pl
import pytest

from tests.ingest.made import archive
from workbench.errors import WorkbenchError
from workbench.ingest import add
from workbench.ingest.sources import Source, gather

TABLE = "file,publisher,genre,year\na.txt,Gazette,digest,2024\nb.txt,Herald,report,2025\n"


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"The town {name} agreed that it would build it.\n")
    return folder


def refused(*paths, **options):
    with pytest.raises(WorkbenchError) as caught:
        gather(paths, **options)
    return str(caught.value)


def test_a_folder_is_read_with_those_in_it_and_without_hidden_files(texts):
    (texts / "more").mkdir()
    (texts / "more" / "c.txt").write_text("c")
    (texts / ".hidden").write_text("x")
    assert [source.name for source in gather([texts])] == ["a.txt", "b.txt", "more/c.txt"]


@pytest.mark.parametrize("composed", [True, False])
def test_a_name_with_accents_is_one_name_however_it_is_written(texts, composed):
    one, two = (normalize(form, "việt.txt") for form in ("NFC", "NFD"))
    (texts / (one if composed else two)).write_text("The town agreed that it would build it.\n")
    table = TABLE + f"{two if composed else one},Times,digest,2026\n"
    (texts / "about.csv").write_text(table, "utf-8")
    assert gather([texts])[-1].fields["publisher"] == "Times"


def test_a_table_describes_the_files_beside_it(texts):
    (texts / "about.csv").write_text(TABLE)
    for offered in (texts, texts / "about.csv"):
        assert [source.fields["publisher"] for source in gather([offered])] == ["Gazette", "Herald"]


def test_every_mismatch_of_a_table_is_listed_and_nothing_is_added(texts, tmp_path):
    add([texts], tmp_path / "own")
    (texts / "c.txt").write_text("They met in the town again.")
    (texts / "about.csv").write_text("file\na.txt\nz.txt\nB (1).txt\n")
    with pytest.raises(WorkbenchError) as caught:
        add([texts], tmp_path / "own")
    assert str(caught.value) == "No document and no offered file is called 'z.txt', 'B (1).txt'."
    assert len(list((tmp_path / "own" / "raw").iterdir())) == 2
    (texts / "about.csv").write_text("file\na.txt\na.txt\n")
    assert refused(texts) == "about.csv: 'a.txt' is in 2 rows; keep one."


def test_a_table_speaks_of_its_own_folder_and_a_sheet_of_all(texts, tmp_path):
    (texts / "about.csv").write_text("file,publisher\na.txt,Gazette\n")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("Another town agreed that it would build it.\n")
    (tmp_path / "more" / "about.csv").write_text("file,publisher\na.txt,Herald\n")
    found = gather([texts, tmp_path / "more"])
    assert [one.fields.get("publisher") for one in found] == ["Gazette", None, "Herald"]
    (texts / "sheet.csv").write_text("file,side\na.txt,East\n")
    (texts / "about.csv").unlink()
    report = add([texts], tmp_path / "own", sheet=texts / "sheet.csv")
    assert report.files["status"].to_list() == ["ready", "ready"]


def test_a_file_that_the_table_does_not_name_is_read_all_the_same(texts):
    (texts / "about.csv").write_text("file,publisher\na.txt,Gazette\n")
    assert [one.fields.get("publisher") for one in gather([texts])] == ["Gazette", None]


@pytest.mark.parametrize(
    ("cell", "day"),
    [("15.05.2024", "2024-05-15"), ("5.6.2024", "2024-06-05"), ("5/16/2024", "2024-05-16"), ("06/06/2024", "2024-06-06"),
     ("16-05-2024", "2024-05-16"), ("2024-05-15T10:00", "2024-05-15")],
)  # fmt: skip
def test_a_day_that_a_spreadsheet_turned_round_is_turned_back(cell, day, texts):
    (texts / "about.csv").write_text(f"file;event_date\r\na.txt;{cell}\r\nb.txt;unknown\r\n;\r\n")
    assert gather([texts])[0].fields["event_date"] == day


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("﻿sep=;\ndoc_id;text\nx;They met.\ny;One, two.\n".encode(), ["They met.", "One, two."]),
        (b"text\tdoc_id\nThey met.\tx\n", ["They met."]),
        (b"date|content\n2024-05-03|They met.\n", ["They met."]),
        ("text,x\nIls ont été reçus à Báo.,x\n".encode("cp1252"), ["Ils ont été reçus à Báo."]),
        (b"Doc ID,Full Text\nx,They met.\n", ["They met."]),
        (f"id,words\n1,{'The two sides met. ' * 9}\n".encode(), ["The two sides met. " * 9]),
    ],
)
def test_rows_are_texts_whatever_parts_the_cells_and_whatever_the_column_is_called(
    data, rows, tmp_path
):
    (tmp_path / "t.csv").write_bytes(data)
    assert [source.text for source in gather([tmp_path / "t.csv"])] == rows


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_other_tables_are_read_as_well(kind, tmp_path):
    path = tmp_path / f"all.{kind}"
    if kind == "parquet":
        pl.DataFrame({"doc_id": ["x", None], "date": pl.Series(["2024-05-03", None]).str.to_date(), "text": ["They met.", "Done."]}).write_parquet(path)  # fmt: skip
    else:
        rows = [["doc_id", "date", "text"], ["x", "2024-05-03", "They met."], ["", "", "Done."]]
        path.write_bytes(spreadsheet(rows))
    found = gather([path])
    assert [source.text for source in found] == ["They met.", "Done."]
    assert found[0].fields == {"doc_id": "x", "published": "2024-05-03"}
    assert found[1].name == f"all.{kind}, row 2"


def spreadsheet(rows):
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    cells = "".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006"
    return archive(**{
        "[Content_Types]_dot_xml": f'<Types xmlns="{packed}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels___dot_rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl__workbook_dot_xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl___rels__workbook_dot_xml_dot_rels": f'<Relationships xmlns="{packed}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl__worksheets__sheet1_dot_xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    })  # fmt: skip


def test_the_column_of_texts_is_named_or_asked_for_with_those_there_are(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("date;title;remarks\n2024-05-03;One;They met.\n")
    assert "which column has the texts? It has date, title, remarks: name one" in refused(path)
    assert "has no column 'body'; it has date, title, remarks." in refused(path, column="body")
    found = gather([path], column="Remarks")[0]
    assert (found.text, found.fields) == ("They met.", {"published": "2024-05-03", "title": "One"})
    assert found.notes == ("The text is that of the column remarks.",)


def test_a_table_of_texts_is_beside_other_files(texts):
    (texts / "more.csv").write_text("text,publisher\nThey met.,Gazette\n")
    found = gather([texts])
    assert [source.name for source in found] == ["a.txt", "b.txt", "more.csv, row 1"]
    assert found[2].fields == {"publisher": "Gazette"}


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a\\..\\out.txt", "C:out.txt"])
def test_a_path_that_leads_out_of_an_archive_leads_nowhere(name, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive(**{name.replace("/", "__"): "They met in the town."}))
    report = add([path], tmp_path / "own")
    assert report.files["status"].to_list() == ["ready"]
    (kept,) = (tmp_path / "own" / "originals").iterdir()
    assert kept.name.endswith("out.txt")
    assert {one.name for one in tmp_path.iterdir()} == {"a.zip", "own"}


def test_archives_are_read_and_a_broken_one_stops_nothing(texts):
    (texts / "c.zip").write_bytes(archive(in__a_dot_txt="They met."))
    (texts / "d.zip").write_bytes(b"PK broken")
    cut = archive(a_dot_txt="They met. " * 99)
    (texts / "e.zip").write_bytes(cut[:60] + b"xx" + cut[62:])
    found = gather([texts])
    assert [source.name for source in found][2:] == ["c.zip/in/a.txt", "d.zip", "e.zip"]
    assert found[2].data == b"They met."
    assert "d.zip: cannot be read as a ZIP archive" in found[3].refusal


def test_a_table_cannot_reach_out_of_its_folder(texts, tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    (texts / "about.csv").write_text("file\n../secret.txt\n")
    found = gather([texts / "about.csv"])
    assert not any(source.name.endswith("secret.txt") and source.path for source in found)


def test_a_table_on_which_the_engine_panics_is_refused(tmp_path, monkeypatch):
    def panic(_):
        raise pl.exceptions.PanicException("assertion failed")

    monkeypatch.setattr(pl, "read_parquet", panic)
    (tmp_path / "a.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(WorkbenchError, match=r"a\.parquet: cannot be read as a table \(assert"):
        gather([tmp_path / "a.parquet"])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("no.txt", None, "no.txt: no such file or folder."),
        ("a.csv", b"name\nx\n", "which column has the texts? It has name"),
        ("a.csv", b"", "cannot be read as a table"),
        ("a.csv", b"text\n", "has no rows under the names of its columns"),
        ("a.csv", b"file,title\na.txt,one,two\n", "a row has more cells than the first row"),
        ("a.csv", b"text,Text\na,b\n", "has two columns named text; rename one"),
        ("a.csv", b"text,text\na,b\n", "has two columns named text; rename one"),
        ("a.parquet", b"PAR1 broken", "cannot be read as a table"),
        ("a\x1b[2J.xlsx", b"PK broken", "a\ufffd[2J.xlsx: cannot be read as a table"),
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


def test_what_is_wrong_with_one_file_is_told_and_the_others_go_on(texts, tmp_path):
    rows = "a.txt,poem,unknown\nb.txt,report,31.02.2024\n"
    (texts / "about.csv").write_text(f"file,genre,published\n{rows}")
    gone = Source("gone.txt", path=tmp_path / "gone.txt")
    report = add([texts, gone, Source("c.txt", b"They met in the town.")], tmp_path / "own")
    assert report.files["status"].to_list() == ["refused", "refused", "refused", "ready"]
    told = report.files["doubts"].list.join("").to_list()
    assert "genre: 'poem' is not a choice; choose digest, report, statement, unknown." in told[0]
    assert "published '31.02.2024' cannot be told as one day; write the year first" in told[1]
    assert told[2] == "gone.txt: cannot be read (No such file or directory)."
