"""The panel: upload, plan, zones, and nothing written before the button."""

import datetime as dt

import ipywidgets as widgets
import pytest

import workbench
from workbench.corpus.check import check
from workbench.explore.adding import add_panel
from workbench.explore.adding_state import numbers

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


def said_by(panel):
    """Give what all parts that only say something say."""
    every, said = [panel.view], []
    for widget in every:
        every += getattr(widget, "children", ())
        said += [widget.value] if isinstance(widget, widgets.HTML) else []
    return " ".join(said)


def test_an_upload_is_shown_escaped_and_nothing_is_written(panel, tmp_path):
    upload(panel, a_txt=TEXT)
    assert "1 of 1 file would be added" in page(panel)
    assert "&lt;b&gt;They met" in said_by(panel)
    assert "<b>They met" not in said_by(panel)
    assert "&lt;b&gt;They met" in panel.still()
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
    assert "about.csv: no file is called" in page(panel)
    assert panel.state.plan is None
    assert found(panel, widgets.Button, "Add to own").disabled


def test_a_line_that_is_not_there_is_told_and_the_plan_stays(panel):
    upload(panel, a_txt=TEXT)
    for lines, said in (("99", "a has no line 99"), ("x", "are no line numbers")):
        found(panel, widgets.Text, "Lines").value = lines
        found(panel, widgets.Button, "Set the zone").click()
        assert said in said_by(panel)
        assert "1 of 1 file would be added" in page(panel)


def test_line_numbers_are_read():
    assert numbers("3, 5–7") == [3, 5, 6, 7]


def test_the_form_shows_the_evidence_and_gives_what_a_hand_would_write(panel, tmp_path):
    upload(panel, a_txt=TEXT)
    assert "proved: the first line, which is short" in said_by(panel)
    assert found(panel, widgets.Text, "Headline").value == "The Bridge Is Built"
    assert found(panel, widgets.Text, "Address").value == ""
    found(panel, widgets.Combobox, "Publisher").value = "Gazette"
    found(panel, widgets.Dropdown, "Genre").value = "report"
    found(panel, widgets.Text, "Date of the statement").value = "2024-06-20"
    assert found(panel, widgets.Text, "Year of the statement").value == "2024"
    assert "worked out: the year of event_date" in said_by(panel)
    found(panel, widgets.Text, "Short name").value = "bridge"
    found(panel, widgets.Button, "Add to own").click()
    row = workbench.load(tmp_path / "own").documents.row(0, named=True)
    wanted = {
        "doc_id": "bridge", "publisher": "Gazette", "genre": "report", "year": 2024, "url": "unknown",
        "event_date": "2024-06-20", "date_note": "Event_date: set by the reader.", "file": "bridge.txt",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert check(tmp_path / "own") == []


def test_a_value_that_the_manifest_refuses_is_told_and_stays_to_be_corrected(panel):
    upload(panel, a_txt=TEXT)
    when = found(panel, widgets.Text, "Published")
    when.value = "20/06/2024"
    assert "published &#39;20/06/2024&#39; must be a date such as 2024-06-20" in said_by(panel)
    assert when.value == "20/06/2024"
    assert panel.state.plan.drafts[0].table["published"] == "unknown"
    when.value = "2024-06-20"
    assert "must be a date" not in said_by(panel)
    assert panel.state.plan.drafts[0].table["published"] == "2024-06-20"


def test_the_zone_of_a_stretch_is_changed_and_words_are_counted_at_once(panel):
    upload(panel, a_txt=TEXT)
    assert "12 of 17 words are body" in said_by(panel)
    row = found(panel, widgets.Dropdown, "Zone of line 3")
    row.value = "body"
    assert "13 of 17 words are body" in said_by(panel)
    assert found(panel, widgets.Dropdown, "Zone of line 3") is row


def test_what_asks_for_a_look_is_added_when_it_is_ticked(panel, tmp_path):
    upload(panel, a_txt=TEXT, b_txt="The towns met and agreed on all of it.\n")
    assert "The button would add 1 of 2." in said_by(panel)
    tick = found(panel, widgets.Checkbox)
    assert tick.disabled
    found(panel, widgets.Dropdown, "Document").value = "b"
    assert not tick.disabled
    assert "Only 0.0% of the words are cut" in said_by(panel)
    tick.value = True
    assert "The button would add 2 of 2." in said_by(panel)
    tick.value = False
    found(panel, widgets.Button, "Add to own").click()
    assert "Added a to own. Left, for nobody had looked: b." in page(panel)
    assert workbench.load(tmp_path / "own").documents["doc_id"].to_list() == ["a"]
    assert list(found(panel, widgets.Dropdown, "Document").options) == ["b"]
    tick.value = True
    found(panel, widgets.Button, "Add to own").click()
    assert workbench.load(tmp_path / "own").documents.height == 2
