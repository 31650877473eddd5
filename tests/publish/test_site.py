"""Small notebooks, real kernels: what is made, kept, refused."""

import json
import re
import shutil
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell

from tests.publish.made import CHART, code, notebook, save
from workbench import __version__
from workbench.cli import main
from workbench.errors import WorkbenchError
from workbench.publish.site import AUTHORS, RECORD, about, finish, parameters, read, requests, site

DAY = "1767323045"  # 2 January 2026
FAST = code("6 * 7", "product")
NUMBERS = 'left, right = "tass-2021", "tass-2024"\nleast = 0.1\nn = 3'
DOCUMENTS = ["tass-2021", "tass-2024", "vov-2025"]
PAIR = code('left = "tass-2021"', "pair", "parameters")


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Make a site of small notebooks once; give its folder, its notebooks and what was told."""
    folder, told = tmp_path_factory.mktemp("first"), []
    meant = code('raise KeyError("look")', "meant", "raises-exception")
    drawn = notebook(FAST, meant, code(CHART, "chart"), title="# What *then*?")
    save(folder / "n", a=notebook(PAIR, code("left", "say")), b=drawn)
    save(folder / "n" / "seminar", c=notebook(title="# Who? [a](../a.ipynb)"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DAY)
        told.append(site(folder / "s", notebooks=folder / "n", say=told.append))
    return folder, told


@pytest.fixture
def built(first, tmp_path):
    """Give a copy of that site, in a folder with its notebooks."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_page_per_notebook_an_index_and_a_record(first):
    folder, (*told, made) = first
    assert made == ["a", "b", "seminar/c"]
    files = content(folder / "s")
    assert set(files) == {"a.html", "b.html", "seminar/c.html", "index.html", RECORD}
    assert b">42</pre>" in files["b.html"]
    assert b"built 2 January 2026" in files["a.html"]
    assert b'href="seminar/c.html">Who?' in files["index.html"]
    assert b'href="../index.html"' in files["seminar/c.html"]
    assert sorted(line.split(":")[0] for line in told) == made


def test_each_page_leads_to_the_one_before_and_after(first):
    files = content(first[0] / "s")
    led = {
        name: re.findall(rb'<a href="([^"]*)" rel="(prev|next)">', data)
        for name, data in files.items()
    }
    assert led["a.html"] == [(b"b.html", b"next")]
    assert led["b.html"] == [(b"a.html", b"prev"), (b"seminar/c.html", b"next")]
    assert led["seminar/c.html"] == [(b"../b.html", b"prev")]
    cards = re.findall(rb'<h\d><a href="([^"]*)">', files["index.html"])
    assert cards == [b"a.html", b"b.html", b"seminar/c.html"]


def test_an_error_on_purpose_is_shown(first):
    assert b"KeyError: &#39;look&#39;</pre>" in content(first[0] / "s")["b.html"]


def test_the_same_inputs_give_the_same_bytes(first, tmp_path):
    site(tmp_path / "again", notebooks=first[0] / "n")
    again = content(tmp_path / "again")
    assert again == content(first[0] / "s")
    assert b"<svg" in again["index.html"]


def test_some_pages_are_made_anew_and_the_others_stay(built):
    notebooks = save(built / "n", d=notebook(new_markdown_cell("See [b](b.ipynb), [e](e.ipynb).")))
    before = content(built / "s")
    assert site(built / "s", ["d"], notebooks=notebooks) == ["d"]
    after = content(built / "s")
    assert {
        name: after[name] for name in before if name.endswith("l") and name != "index.html"
    } == {
        name: data for name, data in before.items() if name.endswith("l") and name != "index.html"
    }
    assert b'See <a href="b.html">b</a>, e.' in after["d.html"]
    assert b'href="d.html"' in after["index.html"]
    for name in ("a.ipynb", "b.ipynb", "seminar/c.ipynb"):
        (notebooks / name).unlink()
    assert site(built / "s", notebooks=notebooks) == ["d"]
    assert set(content(built / "s")) == {"d.html", "index.html", RECORD}
    assert b"See b, e." in content(built / "s")["d.html"]


def test_a_report_for_other_values_stands_beside_the_page(built):
    page = "a--left-vov-2025"
    assert site(built / "s", ["a"], {"left": "vov-2025"}, notebooks=built / "n") == [page]
    files = content(built / "s")
    pages = {"a.html", "b.html", "seminar/c.html", f"{page}.html", "index.html"}
    assert set(files) == pages | {RECORD}
    report = files[f"{page}.html"].decode()
    assert "A report for left = vov-2025." in report
    assert "The prose was written for left = tass-2021" in report
    assert ">&#39;vov-2025&#39;</pre>" in report
    assert b"A report for left = vov-2025." in files["index.html"]
    assert 'rel="next"' not in report


def test_a_notebook_that_fails_names_its_cell_and_leaves_the_old_site(built):
    before = content(built)
    broken = save(built / "n", a=notebook(code("1 / 0", "divide")))
    with pytest.raises(WorkbenchError, match="a stopped in cell 'divide': ZeroDivisionError: div"):
        site(built / "s", ["a"], notebooks=broken)
    after = content(built)
    assert {name for name in after if before.get(name) != after[name]} == {"n/a.ipynb"}


def test_an_unrendered_widget_fails_the_build(tmp_path):
    widget = code("import ipywidgets\nipywidgets.IntSlider()", "slider")
    with pytest.raises(WorkbenchError, match="a, cell 'slider': a widget has no static twin"):
        site(tmp_path / "s", notebooks=save(tmp_path / "n", a=notebook(widget)))
    assert not (tmp_path / "s").exists()


def test_a_notebook_without_a_title_fails_the_build(tmp_path):
    with pytest.raises(WorkbenchError, match="a: the notebook has no title"):
        site(tmp_path / "s", notebooks=save(tmp_path / "n", a=notebook(FAST, title="Why?")))


@pytest.mark.parametrize("record", [None, "{", '{"name": "other"}', "[]"])
def test_a_folder_with_other_files_is_refused(tmp_path, record):
    (tmp_path / "thesis.txt").write_text("do not lose me")
    if record:
        (tmp_path / RECORD).write_text(record)
    with pytest.raises(WorkbenchError, match="holds no site of ours"):
        site(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "do not lose me"


def test_a_day_that_is_none_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(WorkbenchError, match="SOURCE_DATE_EPOCH is 'today'"):
        site(tmp_path / "s", notebooks=save(tmp_path / "n", a=notebook()))


def test_a_pdf_without_chromium_is_refused_before_anything_is_run(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    told = []
    with pytest.raises(WorkbenchError, match="A PDF needs Chromium or Chrome on the PATH"):
        site(
            tmp_path / "s",
            notebooks=save(tmp_path / "n", a=notebook(FAST)),
            pdf=True,
            say=told.append,
        )
    assert told == []


def test_the_foot_cites_as_the_citation_file_does():
    cited = (Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8")
    assert f'name: "{AUTHORS}"' in cited
    assert f'version: "{__version__}"' in cited


def test_an_index_says_of_its_corpus_what_is_true(tmp_path, corpus):
    finish(tmp_path, {}, about(corpus), pdf=False, say=print)
    told = (tmp_path / "index.html").read_text("utf-8")
    assert "Russia and Viet Nam, 2021–2025" in told
    assert "the statement of 2025 is" in told
    finish(tmp_path, {}, about(corpus) | {"own": "2 documents"}, pdf=False, say=print)
    told = (tmp_path / "index.html").read_text("utf-8")
    assert "texts about them: 2 documents" in told
    assert "Viet Nam" not in told


def test_the_command_makes_a_report_for_another_pair(tmp_path, capsys):
    pair = ["--set", "left=vov-2025", "--set", "right=vgp-2025"]
    assert main(["publish", str(tmp_path / "s"), "--only", "02_wording", *pair]) == 0
    said = capsys.readouterr()
    name = "02_wording--left-vov-2025--right-vgp-2025"
    assert said.out == f"Made 1 page in {tmp_path / 's'}: {name}\n"
    record = json.loads((tmp_path / "s" / RECORD).read_text("utf-8"))
    assert "VOVWORLD 2025" in record["pages"][name]["answer"]


def test_the_command_names_the_notebooks(tmp_path, capsys):
    assert main(["publish", str(tmp_path / "s"), "--only", "1_wording"]) == 2
    assert "choose 00_start, 01_changes" in capsys.readouterr().err


@pytest.fixture
def folder(tmp_path):
    made = save(tmp_path / "n", b=notebook(), a=notebook(code(NUMBERS, "pair", "parameters")))
    save(made / "seminar", c=notebook())
    save(made / ".ipynb_checkpoints", d=notebook())
    return made


def test_the_instructor_has_a_site_apart(built):
    with pytest.raises(WorkbenchError, match="s holds the site for students; name another folder"):
        site(built / "s", notebooks=built / "n", instructor=True)


def test_notebooks_come_in_the_order_of_their_names(folder):
    assert [request.page for request in requests(folder)] == ["a", "b", "seminar/c"]


def test_some_may_be_chosen(folder):
    assert [request.page for request in requests(folder, ["seminar/c", "a"])] == ["a", "seminar/c"]


def test_an_unknown_notebook_is_refused_with_the_valid_ones(folder):
    with pytest.raises(WorkbenchError, match="No notebook 'z'; choose a, b, seminar/c"):
        requests(folder, ["z"])


def test_a_folder_without_notebooks_is_refused(tmp_path):
    with pytest.raises(WorkbenchError, match="no notebook in this folder"):
        requests(tmp_path)


@pytest.mark.parametrize("only", [[], ["a", "b"]])
def test_values_need_one_notebook(folder, only):
    with pytest.raises(WorkbenchError, match="--set needs one notebook"):
        requests(folder, only, {"left": "x"})


def test_values_are_part_of_the_name_of_the_page(folder):
    (request,) = requests(folder, ["a"], {"right": "../x y", "left": "vov-2025"})
    assert request.page == "a--left-vov-2025--right----x-y"


def test_parameters_are_read_from_the_tagged_cell(folder):
    assert parameters(read(requests(folder)[0])) == {
        "left": "tass-2021",
        "right": "tass-2024",
        "least": 0.1,
        "n": 3,
    }


def given(folder, **values):
    (request,) = requests(folder, ["a"], values)
    return read(request, DOCUMENTS)


def test_values_stand_in_a_cell_after_the_parameters(folder):
    made = given(folder, left="vov-2025", least="0.25", n="4")
    assert [cell.id for cell in made.cells] == ["question", "box", "pair", "given-parameters"]
    assert made.cells[3].source == "left = 'vov-2025'\nleast = 0.25\nn = 4"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lft": "tass-2021"}, "a has no parameter 'lft'; it has left, right, least, n"),
        ({"left": "tass-2020"}, "no document 'tass-2020'; choose tass-2021, tass-2024, vov"),
        ({"n": "many"}, "n is a number; 'many' is none"),
    ],
)
def test_other_values_are_refused(folder, values, message):
    with pytest.raises(WorkbenchError, match=message):
        given(folder, **values)


def test_a_notebook_without_parameters_says_so(folder):
    (request,) = requests(folder, ["b"], {"left": "x"})
    with pytest.raises(WorkbenchError, match="b has no parameter 'left'; it has none"):
        read(request)


def test_what_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "a.ipynb").write_text("{")
    with pytest.raises(WorkbenchError, match=r"a\.ipynb: not a notebook"):
        read(requests(tmp_path)[0])
