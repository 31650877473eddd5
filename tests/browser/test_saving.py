"""What a reader takes home of a figure, on a page that may fetch nothing."""

import struct
import xml.etree.ElementTree as ET
from base64 import b64encode

import pytest
from markupsafe import Markup
from playwright.sync_api import expect

from tests.figures.test_figure import CHART, TABLE
from workbench.figures import Figure
from workbench.figures.figure import SCRIPTED, page_script
from workbench.figures.texts import fold
from workbench.figures.theme import STYLE

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
ROWS = Markup(
    "<table><tr><th>No</th><th>Text</th></tr><tr><td>1</td><td>=1+1, “A & B”</td></tr></table>"
)
WIDE = Markup('<div class="wb-scroll">{}<p style="width:1400px">x</p></div>')
LEDGER = Figure(
    "ledger", "Two of <3> lines", "Of two.", "Source: A.", "Table.",
    WIDE.format(ROWS) + fold("More", Markup("<p>Folded.</p>")),
)  # fmt: skip
#: How much of a picture is not white, of all its points; the first point.
INK = """async address => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const {data} = pen.getImageData(0, 0, image.width, image.height);
  let ink = 0;
  for (let at = 0; at < data.length; at += 4) ink += data[at] + data[at + 1] + data[at + 2] < 600;
  return [ink / (data.length / 4), [...data.slice(0, 4)]];
}"""


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(
        viewport={"width": 900, "height": 700}, color_scheme="dark", accept_downloads=True
    )
    yield context.new_page()
    context.close()


def show(page, figure):
    """Show a figure below another."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page.goto("about:blank")
    page.set_content(f"<!doctype html>{policy}{CHART.html()}{figure.html()}{SCRIPTED}")


def saved(page, figure, button):
    """Show a figure, press a button, and return name and bytes of the file."""
    show(page, figure)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).last.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize(
    ("figure", "least"), [(CHART, 868), (TABLE, 868), (LEDGER, 1400)], ids=lambda one: str(one)[:9]
)
def test_every_figure_is_a_picture_with_its_title_on_white(page, figure, least):
    name, drawing = saved(page, figure, "Save as SVG")
    assert name == f"{figure.name}.svg"
    whole = ET.fromstring(drawing)  # noqa: S314 - our own file
    said = " ".join("".join(whole.itertext()).split())
    for words in (figure.title, figure.subtitle, figure.source):
        assert words in said
    assert "Save as" not in said
    name, picture = saved(page, figure, "Save as PNG")
    assert name == f"{figure.name}.png"
    width, height = struct.unpack(">II", picture[16:24])
    assert 2 * least <= width <= 2 * least + 100
    assert 200 <= height <= 1200
    ink, corner = page.evaluate(INK, f"data:image/png;base64,{b64encode(picture).decode()}")
    assert 0.001 < ink < 0.5
    assert corner == [255, 255, 255, 255]


def test_the_tables_of_a_body_are_saved_as_rows_and_guarded(page):
    name, rows = saved(page, LEDGER, "Save as CSV")
    assert name == "ledger.csv"
    assert rows.decode("utf-8-sig") == '"No","Text"\r\n"1","\'=1+1, “A & B”"\r\n'


def test_a_citation_is_copied(page):
    show(page, LEDGER)
    page.get_by_text("Cite").last.click()
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("getSelection().toString()") == LEDGER.citation()


def test_the_address_of_a_page_opens_the_same_view(page, tmp_path):
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in (2, 3, 1))
    head = '<button type="button" data-wb-sort="number">No</button>'
    table = f"<table><thead><tr><th>{head}</th></tr></thead><tbody>{rows}</tbody></table>"
    script = page_script(charts=False)
    html = (
        f"<p>x</p><details><summary>More</summary>Folded.</details>{table}<script>{script}</script>"
    )
    (tmp_path / "page.html").write_text(f"<!doctype html>{STYLE}<div class='wb'>{html}</div>")
    page.goto((tmp_path / "page.html").as_uri())
    page.get_by_text("More").click()
    page.get_by_role("button", name="No").dblclick()
    page.wait_for_url("**#view=f0.d0")
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_text("Folded.")).to_be_visible()
    assert again.locator("td").all_inner_texts() == ["3", "2", "1"]
    assert again.url == page.url
