"""What is dear is made in one process, whatever file a test that uses it is written into."""

from pathlib import Path

from tests.together import ALONE, SITE, group

ROOT = Path(__file__).parents[1]
DEAR = {"run_notebooks": "site", "lab": "lab", "house": "lab"}


def test_the_files_are_there():
    assert all((ROOT / file).is_file() for file in (*SITE, *ALONE))


def test_all_tests_that_use_it_are_in_its_group(request):
    for item in request.session.items:
        for fixture in DEAR.keys() & set(item.fixturenames):
            assert group(item.nodeid) == DEAR[fixture], item.nodeid


def test_other_tests_stay_with_their_file():
    assert group("tests/test_pairs.py::test_a[x::y]") == "tests/test_pairs.py"
    assert group("tests/browser/test_start.py::test_a") == "lab"
    assert group("tests/browser/test_site.py::test_a") == "site"
    assert group(f"{ALONE[0]}::test_a[x]") != group(f"{ALONE[0]}::test_a[y]")
