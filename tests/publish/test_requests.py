import pytest

from tests.publish.made import code, notebook, save
from workbench.errors import WorkbenchError
from workbench.publish.requests import parameters, read, requests

PAIR = 'left, right = "tass-2021", "tass-2024"\nleast = 0.1\nn = 3'
DOCUMENTS = ["tass-2021", "tass-2024", "vov-2025"]


@pytest.fixture
def folder(tmp_path):
    made = save(tmp_path / "n", b=notebook(), a=notebook(code(PAIR, "pair", "parameters")))
    save(made / "seminar", c=notebook())
    save(made / ".ipynb_checkpoints", d=notebook())
    return made


def test_notebooks_come_in_the_order_of_their_names(folder):
    assert [request.page for request in requests(folder)] == ["a", "b", "seminar/c"]


def test_some_may_be_chosen(folder):
    assert [request.page for request in requests(folder, ["seminar/c", "a"])] == ["a", "seminar/c"]


def test_an_unknown_notebook_is_refused_with_the_valid_ones(folder):
    with pytest.raises(WorkbenchError, match="No notebook 'z'; choose of a, b, seminar/c"):
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
        ({"left": "tass-2020"}, "no document 'tass-2020'; choose of tass-2021, tass-2024, vov"),
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
