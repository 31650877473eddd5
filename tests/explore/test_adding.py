"""The panel: upload, plan, zones, and nothing written before the button."""

import datetime as dt

import ipywidgets as widgets
import pytest

import workbench
from workbench.corpus.check import check
from workbench.explore.adding import add_panel, numbers

TEXT = "The Bridge Is Built\n\n<b>They met</b> and agreed on a bridge over the river.\n\nShare\n"


def found(panel, kind, label=""):
    every = [panel.view]
    for widget in every:
        every += getattr(widget, "children", ())
    return next(w for w in every if isinstance(w, kind) and label in getattr(w, "description", ""))


def upload(panel, **files):
    found(panel, widgets.FileUpload).value = [
        {"name": name.replace("_", "."), "type": "", "size": len(data), "content": data.encode(), "last_modified": dt.datetime.now(dt.UTC)}
        for name, data in files.items()
    ]  # fmt: skip


@pytest.fixture
def panel(tmp_path):
    return add_panel(tmp_path / "own")


def page(panel):
    return found(panel, widgets.HTML).value


def test_an_upload_is_shown_escaped_and_nothing_is_written(panel, tmp_path):
    upload(panel, a_txt=TEXT)
    assert "1 of 1 file would be added" in page(panel)
    assert "&lt;b&gt;They met" in page(panel)
    assert str(panel.still()) == page(panel)
    assert not (tmp_path / "own").exists()


def test_a_zone_is_set_and_the_button_adds(panel, tmp_path):
    upload(panel, a_txt=TEXT)
    found(panel, widgets.Text, "Lines").value = "3"
    found(panel, widgets.Dropdown, "Zone").value = "caption"
    found(panel, widgets.Button, "Set the zone").click()
    assert "a, lines 3: caption." in page(panel)
    found(panel, widgets.Button, "Add to own").click()
    assert "Added a to own" in page(panel)
    assert found(panel, widgets.Button, "Add to own").disabled
    lines = workbench.load(tmp_path / "own").paragraphs
    assert lines["zone"].to_list() == ["title", "body", "caption"]
    assert check(tmp_path / "own") == []


def test_an_uploaded_table_describes_the_other_files(panel):
    upload(panel, a_txt=TEXT, about_csv="file,publisher\na.txt,Gazette\n")
    assert panel.state.plan.drafts[0].table["publisher"] == "Gazette"
    upload(panel, a_txt=TEXT, about_csv="file\nz.txt\n")
    assert "z.txt is in the table alone; a.txt is not in the table" in page(panel)
    assert panel.state.plan is None
    assert found(panel, widgets.Button, "Add to own").disabled


def test_a_line_that_is_not_there_is_told_and_the_plan_stays(panel):
    upload(panel, a_txt=TEXT)
    for lines, said in (("99", "a has no line 99"), ("x", "are no line numbers")):
        found(panel, widgets.Text, "Lines").value = lines
        found(panel, widgets.Button, "Set the zone").click()
        assert said in page(panel)
        assert "1 of 1 file would be added" in page(panel)


def test_line_numbers_are_read():
    assert numbers("3, 5–7") == [3, 5, 6, 7]
