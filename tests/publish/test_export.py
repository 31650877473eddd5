import csv
import json
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from workbench.errors import WorkbenchError
from workbench.figures.tables import GUARD
from workbench.publish.export import SOURCES, export
from workbench.publish.export import frames as every_frame
from workbench.schema import FRAMES, dtypes, empty

TERM = pl.DataFrame({"term": ["a"], "forms": [["b", "c"]], "meaning": ["…"]})


@pytest.fixture
def frames(corpus):
    return {name: getattr(corpus, name) for name in SOURCES}


def term(meaning):
    return {"glossary": TERM.with_columns(meaning=pl.lit(meaning))}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_frame_is_a_file_beside_its_description(frames, tmp_path):
    paths = export(frames, tmp_path / "out")
    assert {path.name for path in paths} == {
        "datapackage.json",
        *(f"{name}.csv" for name in SOURCES),
    }
    assert all(path.parent == tmp_path / "out" for path in paths)


@pytest.mark.parametrize("name", SOURCES)
def test_a_csv_has_the_declared_columns_and_every_row(frames, tmp_path, name):
    export({name: frames[name]}, tmp_path / "out")
    head, *body = rows(tmp_path / "out" / f"{name}.csv")
    assert head == list(FRAMES[name].columns)
    assert len(body) == frames[name].height


def test_a_csv_begins_with_a_byte_order_mark_for_excel(tmp_path):
    export(term("ký"), tmp_path / "out")
    data = (tmp_path / "out" / "glossary.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfterm,")
    assert "ký".encode() in data


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "- Read More"])
def test_a_csv_keeps_spreadsheets_from_taking_text_for_a_formula(tmp_path, text):
    export(term(text), tmp_path / "out")
    assert rows(tmp_path / "out" / "glossary.csv")[1][-1] == "'" + text


@pytest.mark.parametrize("text", ["a=b", "They met; “they” spoke, twice.", "One.\nTwo.", 'a "b" c'])
def test_a_csv_keeps_other_texts_as_they_are(tmp_path, text):
    export(term(text), tmp_path / "out")
    assert rows(tmp_path / "out" / "glossary.csv")[1][-1] == text


def test_the_guard_is_told_in_the_description_of_the_csv_export_alone(tmp_path):
    export(term("…"), tmp_path / "csv")
    export(term("…"), tmp_path / "parquet", "parquet")
    told = json.loads((tmp_path / "csv" / "datapackage.json").read_text("utf-8"))
    untold = json.loads((tmp_path / "parquet" / "datapackage.json").read_text("utf-8"))
    assert told["description"] == GUARD
    assert "description" not in untold


@pytest.mark.parametrize("name", SOURCES)
def test_parquet_gives_the_frame_back_as_it_was(frames, tmp_path, name):
    export({name: frames[name]}, tmp_path / "out", "parquet")
    assert pl.read_parquet(tmp_path / "out" / f"{name}.parquet").equals(frames[name])


def test_the_description_lists_every_column_with_its_meaning(frames, tmp_path):
    export(frames, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(SOURCES)
    for resource in package["resources"]:
        declared = FRAMES[resource["name"]]
        assert (tmp_path / "out" / resource["path"]).is_file()
        assert resource["description"] == f"One row per {declared.grain}."
        assert resource["schema"]["primaryKey"] == list(declared.key)
        fields = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
        assert fields == {column: spec.meaning for column, spec in declared.columns.items()}
        assert all(field["title"] for field in resource["schema"]["fields"])


def test_columns_carry_their_frictionless_type(tmp_path):
    types = {"doc_id": "string", "start": "integer", "balanced": "boolean", "value": "number"}
    export({name: empty(name) for name in ("quotes", "readability")}, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    found = {
        field["name"]: field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert {name: found[name] for name in types} == types


def test_a_list_is_one_cell(tmp_path):
    export(term("…"), tmp_path / "out")
    assert rows(tmp_path / "out" / "glossary.csv")[1] == ["a", "b; c", "…"]


def test_findings_are_exported_with_the_sources(corpus, tmp_path):
    every = every_frame(corpus)
    assert sorted(every)[:3] == ["claims", "clauses", "coding"]  # the example of its docstring
    assert {*SOURCES, "links", "edits", "mentions", "emphasis", "readability", "coverage",
            "positions"} <= set(every)  # fmt: skip
    for name, frame in every.items():
        assert dict(frame.schema) == dtypes(name)
    pairs = every["links"].select("left_id", "right_id").unique()
    assert ("tass-2021", "vgp-2025") in pairs.rows()
    assert len(export(every, tmp_path / "out")) == len(every) + 1


def test_an_earlier_export_is_replaced_as_a_whole(frames, tmp_path):
    export(frames, tmp_path / "out")
    paths = export(term("new"), tmp_path / "out", "parquet")
    assert [path.name for path in paths] == ["datapackage.json", "glossary.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "out").mkdir()
    assert len(export(term("…"), tmp_path / "out")) == 2


def test_missing_folders_above_are_made(tmp_path):
    assert len(export(term("…"), tmp_path / "a" / "b" / "out")) == 2


def test_exports_at_once_into_one_folder_are_each_whole(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(export, term(str(n)), tmp_path / "out") for n in range(40)]
    assert {len(job.result()) for job in jobs} == {2}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("old", [[], ["before"]])
def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(tmp_path, old):
    for why in old:
        export(term(why), tmp_path / "out")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    with pytest.raises(KeyError):
        export(term("after") | {"no such frame": TERM}, tmp_path / "out")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"] * len(old)


def refusal(folder, kind="csv"):
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(WorkbenchError) as caught:
        export(term("…"), folder, kind)
    assert sorted(folder.parent.rglob("*")) == before
    assert str(folder.parent) not in str(caught.value)
    return str(caught.value)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")
    assert refusal(tmp_path / "out") == "out is a file; name a folder."


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    assert refusal(tmp_path / "out") == "out holds other files; name an empty or a new folder."


@pytest.mark.parametrize("package", ["{}", "[]", "not JSON", '{"name": "other"}'])
def test_the_package_of_another_house_is_refused(tmp_path, package):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "datapackage.json").write_text(package)
    assert refusal(tmp_path / "out") == "out holds other files; name an empty or a new folder."


def test_an_earlier_export_with_a_file_of_the_reader_in_it_is_refused(tmp_path):
    export(term("…"), tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    assert refusal(tmp_path / "out") == (
        "out holds notes.txt, which no export wrote; move it or name a new folder."
    )


def test_a_folder_below_a_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("mine")
    said = refusal(tmp_path / "file" / "out")
    assert said.startswith("out: cannot be written (")


def test_an_unknown_format_is_refused_with_the_choices(tmp_path):
    assert refusal(tmp_path / "out", "xlsx") == "Unknown format 'xlsx'; choose csv or parquet."
