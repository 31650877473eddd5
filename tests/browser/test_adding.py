"""The panel in JupyterLab: a file is uploaded, its plan is read, and it is added."""

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import VIEW
from tests.browser.desk import Desk
from workbench import load
from workbench.corpus.check import check

CODE = 'from workbench import explore\nexplore.add_panel("own-corpus")'


@pytest.fixture(scope="module")
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


def upload(page, *paths):
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose files").press("Enter")
    chosen.value.set_files([str(path) for path in paths])


def test_a_page_is_uploaded_read_described_and_added_by_keyboard(panel, house, tmp_path):
    text = "The Bridge Is Built\n\nThe two towns agreed that they would build a bridge.\n\nShare\n"
    (tmp_path / "bridge.txt").write_text(text)
    page = panel.page
    upload(page, tmp_path / "bridge.txt")
    page.get_by_text("1 of 1 file would be added").first.wait_for()
    page.get_by_role("cell", name="button or link of the site").wait_for()
    publisher = page.get_by_label("Publisher", exact=True)
    publisher.focus()
    page.keyboard.type("Gazette")
    page.keyboard.press("Tab")
    page.get_by_text("bridge, publisher: Gazette.").first.wait_for()
    genre = page.get_by_label("Genre")
    genre.focus()
    page.keyboard.type("rep")
    page.get_by_text("bridge, genre: report.").first.wait_for()
    published = page.get_by_label("Published (such as")
    published.focus()
    page.keyboard.type("06/05/2024")
    page.keyboard.press("Tab")
    page.get_by_role("alert").get_by_text("must be a date such as 2024-06-20").wait_for()
    published.fill("2024-05-06")
    published.press("Enter")
    page.get_by_role("alert").wait_for(state="detached")
    zone = page.get_by_label("Zone of line 3")
    zone.focus()
    page.keyboard.type("cap")
    page.get_by_text("bridge, lines 3: caption.").first.wait_for()
    assert zone.evaluate("element => element === document.activeElement")
    found = Axe().run(page, context=".jp-OutputArea-output").response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in grave] == []
    add = page.get_by_role("button", name="Add to own-corpus")
    add.focus()
    add.press("Enter")
    page.get_by_text("Added bridge to own-corpus").first.wait_for()
    own = house / "notebooks" / "own-corpus"
    assert check(own) == []
    row = load(own).documents.row(0, named=True)
    assert (row["publisher"], row["genre"], row["published"]) == ("Gazette", "report", "2024-05-06")
    assert load(own).paragraphs["zone"].to_list() == ["title", "body", "caption"]
    assert not page.get_by_label("Genre").is_visible()
    assert panel.left == []
    assert panel.errors == []


def test_the_next_document_is_looked_at_and_its_lines_set_by_keyboard(panel, house, tmp_path):
    (tmp_path / "one.txt").write_text(
        "The First of Two\n\nThe towns met and they agreed on it.\n\nThey agreed.\n\nShare\n"
    )
    (tmp_path / "two.txt").write_text("The towns met again and agreed on it all.\n")
    page = panel.page
    upload(page, tmp_path / "one.txt", tmp_path / "two.txt")
    page.get_by_text("The button would add 1 of 2.").wait_for()
    document = page.get_by_label("Document", exact=True)
    document.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_text("two asks for a look:").wait_for()
    tick = page.get_by_label("I have looked at this document")
    tick.focus()
    page.keyboard.press("Space")
    page.get_by_text("The button would add 2 of 2.").wait_for()
    document.focus()
    page.keyboard.press("ArrowUp")
    lines = page.get_by_label("Lines", exact=True)
    lines.wait_for()
    page.get_by_text("Nothing in one asks for a look.").wait_for()
    lines.focus()
    page.keyboard.type("3-4")
    page.keyboard.press("Tab")
    assert page.get_by_label("Zone", exact=True).evaluate("e => e === document.activeElement")
    page.keyboard.type("boi")
    page.wait_for_timeout(500)  # a key goes to the kernel after the one before it has come back
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("one, lines 3-4: boilerplate. 8 of 15 words are body.").first.wait_for()
    add = page.get_by_role("button", name="Add to own-corpus")
    add.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Added one, two to own-corpus.").first.wait_for()
    assert check(house / "notebooks" / "own-corpus") == []
    assert panel.errors == []
