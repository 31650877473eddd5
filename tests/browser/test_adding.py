"""The panel in JupyterLab: a file is uploaded, its plan is read, and it is added."""

import nbformat
import pytest

from tests.browser.conftest import VIEW
from tests.browser.desk import Desk
from workbench.corpus.check import check

CODE = 'from workbench import explore\nexplore.add_panel("own-corpus")'


@pytest.fixture
def panel(house, lab, browser):
    path = house / "notebooks" / "adding.ipynb"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(CODE)]
    nbformat.write(nbformat.v4.new_notebook(metadata={"kernelspec": kernel}, cells=cells), path)
    context = browser.new_context(viewport=VIEW)
    desk = Desk(context.new_page())
    desk.open(lab.replace("00_start", "adding"))
    desk.run_all()
    yield desk
    context.close()
    path.unlink()


def test_a_page_is_uploaded_read_and_added_by_keyboard(panel, house, tmp_path):
    text = "The Bridge\n\nThe two towns agreed that they would build a bridge.\n\nShare\n"
    (tmp_path / "bridge.txt").write_text(text)
    page = panel.page
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose files").press("Enter")
    chosen.value.set_files(str(tmp_path / "bridge.txt"))
    page.get_by_text("1 of 1 file would be added").first.wait_for()
    fold = page.locator("summary", has_text="bridge: 3 lines and their zones")
    fold.focus()
    fold.press("Enter")
    assert page.get_by_role("cell", name="button or link of the site").is_visible()
    add = page.get_by_role("button", name="Add to own-corpus")
    add.focus()
    add.press("Enter")
    page.get_by_text("Added bridge to own-corpus").first.wait_for()
    assert check(house / "notebooks" / "own-corpus") == []
    assert panel.left == []
    assert panel.errors == []
