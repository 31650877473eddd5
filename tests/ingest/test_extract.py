"""Each kind of file becomes text, or one sentence that says why it does not."""

import io
import struct
import zipfile

import pytest

from tests.ingest.made import locked, pdf, word
from workbench.errors import WorkbenchError
from workbench.ingest.extract import LARGEST, extract
from workbench.ingest.layout import lines_of
from workbench.ingest.unwrap import is_wrapped, unwrapped

PROSE = "The two sides agreed that they would build a bridge over the river, and that it would be open to all who live on the shores of it. "


def zones(found):
    return {hint.para_no: (hint.zone, hint.reason) for hint in found.hints}


def test_a_plain_text_stays_as_it_stands():
    found = extract("Điều 1.\r\n\r\n They agreed.\n".encode(), "a.txt")
    assert found.text == "Điều 1.\r\n\r\n They agreed.\n"
    assert (found.extractor, found.notes) == ("as it stands", ())


def test_a_page_keeps_every_visible_word_and_proposes_its_menu():
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9))
    page = f"""<html><head><title>x</title><style>p {{}}</style></head><body><nav><ul>{links}</ul></nav>
      <h1>The Bridge</h1><figure><figcaption>A river</figcaption></figure>The <b>two</b> <i>sides</i> met.
      <p>{PROSE * 3}</p><table><tr><td>Trade</td><td>12</td></tr></table><aside>Other news</aside>
      <footer>All rights reserved</footer><script>alert(1)</script></body></html>"""
    found = extract(page.encode(), "a.html")
    lines = lines_of(found.text)
    assert lines[:9] == [f"Section {n}" for n in range(9)]
    assert {"The Bridge", "A river", "The two sides met.", "Trade", "12", "Other news"} <= set(
        lines
    )
    assert "alert" not in found.text
    proposed = zones(found)
    assert proposed[1] == ("boilerplate", "menu of the page")
    assert proposed[lines.index("A river") + 1][0] == "caption"
    assert proposed[lines.index("Other news") + 1] == ("boilerplate", "beside the text of the page")
    prose = next(n for n, line in enumerate(lines, 1) if line.startswith("The two sides agreed"))
    assert prose not in proposed
    assert found.facts["title"] == ("The Bridge", "the page's only h1")


def test_what_a_page_says_of_itself_is_taken_with_its_evidence():
    head = (
        '<meta property="og:site_name" content="Gazette"><link rel="canonical" href="https://x.example/1">'
        '<meta property="article:published_time" content="2024-06-20T10:00:00Z">'
    )
    facts = extract(f"<html><head>{head}</head><body><p>{PROSE}</body>".encode(), "a").facts
    assert facts["publisher"][0] == "Gazette"
    assert facts["published"][0] == "2024-06-20"
    assert "article:published_time" in facts["published"][1]
    assert facts["url"] == ("https://x.example/1", "the page's canonical link")


def test_the_lines_of_a_pdf_become_paragraphs_over_the_end_of_a_page():
    one = [
        "Gazette No. 7",
        "The two sides agreed that they would build",
        "a bridge over the river, and",
        "1",
    ]
    two = ["Gazette No. 7", "that all may use it without any payment.", "1. They met.", "2"]
    three = ["Gazette No. 7", "2. They will meet again.", "3"]
    found = extract(pdf(one, two, three), "a.pdf")
    first = "The two sides agreed that they would build a bridge over the river, and that all may"
    assert lines_of(found.text)[:3] == [
        f"{first} use it without any payment.",
        "1. They met.",
        "2. They will meet again.",
    ]
    assert lines_of(found.text)[3:] == [
        "Gazette No. 7",
        "1",
        "Gazette No. 7",
        "2",
        "Gazette No. 7",
        "3",
    ]
    assert set(zones(found)) == {4, 5, 6, 7, 8, 9}
    assert found.extractor.startswith("pypdf ")
    assert any("3 pages" in note for note in found.notes)


def test_what_a_browser_prints_around_a_page_is_furniture():
    page = ["6/20/24, 3:11 PM The Bridge", "They met.", "https://x.example/bridge 1/1"]
    found = extract(pdf(page), "a.pdf")
    assert lines_of(found.text) == ["They met.", page[0], page[2]]
    assert set(zones(found)) == {2, 3}


def test_pages_without_text_are_named():
    assert (
        "1 of 2 pages hold no text (scanned?): 2." in extract(pdf(["They met."], []), "a.pdf").notes
    )


def bomb():
    """Give a DOCX that says it unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", "x")
    data = bytearray(out.getvalue())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 300_000_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "a.txt: the file is empty."),
        (b"\xef\xbb\xbf \n", "a.txt", "a.txt: the file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", "is none of the kinds that can be read: text"),
        (b"\x01\x02\x03\x04 words", "a.txt", "is none of the kinds"),
        (b"PK\x03\x04 xl/ sheets", "a.xlsx", "is none of the kinds"),
        (b"PK\x03\x04 word/ broken", "a.docx", "is not a whole DOCX file"),
        (bomb(), "a.docx", "unpacks to 300,000,000 bytes"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "a.doc", "is an old Word file or is protected"),
        (b"%PDF-1.4 broken", "a.pdf", "a.pdf: cannot be read as PDF; it seems to be damaged."),
        (pdf([], []), "a.pdf", "none of its 2 pages holds text, so it is probably a scan"),
        (locked(pdf(["They met."])), "a.pdf", "is protected by a password"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "the page holds no text"),
        (word(lambda _: None), "a.docx", "the document holds no text"),
        (b"a" * (LARGEST + 1), "a.txt", "has 20,000,001 bytes; a document may have 20,000,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(data, name, said):
    with pytest.raises(WorkbenchError) as caught:
        extract(data, name)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")


def test_cut_lines_are_joined_and_numbers_begin_anew():
    lines = ["Both sides agreed that trade had grown and", "would grow.", "1. They met.", "Done"]
    assert unwrapped(lines)[0] == [
        "Both sides agreed that trade had grown and would grow.",
        *lines[2:],
    ]


def test_a_text_cut_at_a_width_is_told_from_one_with_short_paragraphs():
    words = "the two sides agreed that they would build a bridge over the river "
    cut = "\n".join([words.strip()] * 12)
    assert is_wrapped(cut)
    assert not is_wrapped(
        "\n".join(["They met and they agreed on what was to be done at home."] * 12)
    )
    assert "joined to paragraphs" in extract(cut.encode(), "a.txt").notes[0]


def test_an_address_that_ends_in_a_full_stop_does_not_end_the_line():
    lines = ["At the invitation of the President, H.E.", "Ilan Corvo, the King came to the town."]
    assert unwrapped(lines)[0] == [" ".join(lines)]
    assert (
        len(unwrapped(["They met in the town and agreed on it.", "The King came to the town."])[0])
        == 2
    )


def test_a_list_without_full_stops_is_not_said_to_be_joined():
    text = "".join(f"{n}. The two sides agreed that they would build a bridge\n" for n in range(12))
    assert is_wrapped(text)
    found = extract(text.encode(), "a.txt")
    assert (found.text, found.notes) == (text, ())


def test_the_largest_print_of_the_first_page_is_the_headline_of_a_pdf():
    top = ["Gazette No. 12", "A Joint Statement of the Two", "Towns on the Bridge", "Tolm, 4 June"]
    found = extract(pdf([*top, PROSE, PROSE], large=top[1:3]), "a.pdf")
    title = "A Joint Statement of the Two Towns on the Bridge"
    assert found.facts == {"title": (title, "the largest print on the first page")}
    assert lines_of(found.text)[:3] == ["Gazette No. 12", title, "Tolm, 4 June"]
    assert extract(pdf([*top, PROSE, PROSE]), "a.pdf").facts == {}
    assert (
        extract(pdf([*top, PROSE], large=["Tolm, 4 June", "Gazette No. 12"]), "a.pdf").facts == {}
    )
