"""Small notebooks, real kernels: what is made, kept, refused."""

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell

from tests.publish.made import CHART, code, notebook, save
from workbench import __version__
from workbench.cli import main
from workbench.errors import WorkbenchError
from workbench.publish import site
from workbench.publish.about import AUTHORS, about
from workbench.publish.site import RECORD, finish

DAY = "1767323045"  # 2 January 2026
FAST = code("6 * 7", "product")
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


def test_a_page_per_notebook_an_index_and_a_record(tmp_path):
    notebooks = save(tmp_path / "n", a=notebook(FAST), b=notebook(title="# What *then*?"))
    save(notebooks / "seminar", c=notebook(title="# Who? [a](../a.ipynb)"))
    told = []
    made = site(tmp_path / "s", notebooks=notebooks, say=told.append)
    assert made == ["a", "b", "seminar/c"]
    files = content(tmp_path / "s")
    assert set(files) == {"a.html", "b.html", "seminar/c.html", "index.html", RECORD}
    assert b">42</pre>" in files["a.html"]
    assert b"built 2 January 2026" in files["a.html"]
    assert b'href="seminar/c.html">Who?' in files["index.html"]
    assert b'href="../index.html"' in files["seminar/c.html"]
    assert sorted(line.split(":")[0] for line in told) == ["a", "b", "seminar/c"]


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    notebooks = save(tmp_path / "n", a=notebook(code(CHART, "chart")))
    for folder in ("one", "two"):
        site(tmp_path / folder, notebooks=notebooks)
    one, two = content(tmp_path / "one"), content(tmp_path / "two")
    assert one == two
    assert b"<svg" in one["index.html"]


def test_only_what_changed_is_run(tmp_path):
    notebooks = save(tmp_path / "n", a=notebook(FAST), b=notebook(FAST))
    site(tmp_path / "s", notebooks=notebooks)
    before, told = content(tmp_path / "s"), []
    assert site(tmp_path / "s", notebooks=notebooks, say=told.append) == []
    assert told[-1] == "Nothing has changed; the site stays as it is."
    assert content(tmp_path / "s") == before
    save(notebooks, b=notebook(code("6 * 8", "product")))
    assert site(tmp_path / "s", notebooks=notebooks) == ["b"]
    after = content(tmp_path / "s")
    assert after["a.html"] == before["a.html"]
    assert b">48</pre>" in after["b.html"]
    (tmp_path / "s" / "a.html").write_text("spoilt")
    assert site(tmp_path / "s", notebooks=notebooks) == ["a"]
    assert content(tmp_path / "s") == after
    (notebooks / "b.ipynb").unlink()
    assert site(tmp_path / "s", notebooks=notebooks) == ["a"]  # it might have had a link to b
    assert "b.html" not in content(tmp_path / "s")


def test_links_lead_to_the_pages_that_there_are(tmp_path):
    notebooks = save(tmp_path / "n", b=notebook(FAST))
    save(notebooks, a=notebook(new_markdown_cell("See [b](b.ipynb)."), FAST))
    site(tmp_path / "s", ["a"], notebooks=notebooks)
    assert b"See b." in content(tmp_path / "s")["a.html"]
    assert site(tmp_path / "s", notebooks=notebooks) == ["a", "b"]
    assert b'See <a href="b.html">b</a>.' in content(tmp_path / "s")["a.html"]


def test_a_report_for_other_values_stands_beside_the_page(tmp_path):
    notebooks = save(tmp_path / "n", a=notebook(PAIR, code("left", "say")), b=notebook(FAST))
    site(tmp_path / "s", notebooks=notebooks)
    page = "a--left-vov-2025"
    assert site(tmp_path / "s", ["a"], {"left": "vov-2025"}, notebooks=notebooks) == [page]
    files = content(tmp_path / "s")
    assert set(files) == {"a.html", "b.html", f"{page}.html", "index.html", RECORD}
    report = files[f"{page}.html"].decode()
    assert "A report for left = vov-2025." in report
    assert "The prose was written for left = tass-2021" in report
    assert ">&#39;vov-2025&#39;</pre>" in report
    assert b"A report for left = vov-2025." in files["index.html"]


def test_a_notebook_that_fails_names_its_cell_and_leaves_the_old_site(tmp_path):
    notebooks = save(tmp_path / "n", a=notebook(FAST), b=notebook(FAST))
    site(tmp_path / "s", notebooks=notebooks)
    before = content(tmp_path)
    broken = save(tmp_path / "n", a=notebook(code("1 / 0", "divide")), b=notebook(FAST))
    with pytest.raises(WorkbenchError, match="a stopped in cell 'divide': ZeroDivisionError: div"):
        site(tmp_path / "s", notebooks=broken)
    after = content(tmp_path)
    assert {name for name in after if before.get(name) != after[name]} == {"n/a.ipynb"}


def test_an_error_on_purpose_is_shown(tmp_path):
    meant = code('raise KeyError("look")', "meant", "raises-exception")
    site(tmp_path / "s", notebooks=save(tmp_path / "n", a=notebook(meant)))
    assert b"KeyError: &#39;look&#39;</pre>" in content(tmp_path / "s")["a.html"]


def test_an_unrendered_widget_fails_the_build(tmp_path):
    widget = code("import ipywidgets\nipywidgets.IntSlider()", "slider")
    with pytest.raises(WorkbenchError, match="a, cell 'slider': a widget has no static twin"):
        site(tmp_path / "s", notebooks=save(tmp_path / "n", a=notebook(widget)))
    assert not (tmp_path / "s").exists()


def test_a_notebook_without_a_title_fails_the_build(tmp_path):
    with pytest.raises(WorkbenchError, match=r"a\.ipynb: the notebook has no title"):
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


@pytest.mark.parametrize(
    ("n", "true", "untrue"),
    [
        (5, ["Russia and Viet Nam, 2021–2025", "the statement of 2025 is"], "belong to their"),
        (2, ["texts about them: 2 documents", "of these 2 documents"], "Viet Nam"),
    ],
)
def test_an_index_says_of_its_corpus_what_is_true(tmp_path, corpus, n, true, untrue):
    finish(tmp_path, {}, about(corpus.documents.head(n)))
    told = (tmp_path / "index.html").read_text("utf-8")
    assert all(words in told for words in true)
    assert untrue not in told


def test_the_command_refuses_a_pair_with_the_sentence_of_the_gate(tmp_path, capsys):
    pair = ["--set", "left=tass-2021", "--set", "right=vgp-2025"]
    assert main(["publish", str(tmp_path / "s"), "--only", "01_wording", *pair]) == 2
    said = capsys.readouterr().err
    assert "01_wording stopped in cell 'time': tass-2021 and vgp-2025 are not comparable" in said
    assert not (tmp_path / "s").exists()


def test_the_command_makes_a_report_for_another_pair(tmp_path, capsys):
    pair = ["--set", "left=vov-2025", "--set", "right=vgp-2025"]
    assert main(["publish", str(tmp_path / "s"), "--only", "01_wording", *pair]) == 0
    said = capsys.readouterr()
    name = "01_wording--left-vov-2025--right-vgp-2025"
    assert said.out == f"Made 1 page in {tmp_path / 's'}: {name}\n"
    record = json.loads((tmp_path / "s" / RECORD).read_text("utf-8"))
    assert "sentences of VOVWORLD 2025 have a counterpart" in record["pages"][name]["answer"]


def test_the_command_names_the_notebooks(tmp_path, capsys):
    assert main(["publish", str(tmp_path / "s"), "--only", "1_wording"]) == 2
    assert "choose of 00_start, 01_wording" in capsys.readouterr().err
