"""Text becomes lines: encodings are told, cut lines joined, other kinds refused with the way out."""

import struct
import textwrap

import pytest

from tests.ingest.made import archive, pdf, word
from workbench.errors import WorkbenchError
from workbench.ingest import extract
from workbench.ingest.text import LARGEST, decode, language, lines_of, unwrapped

PROSE = "The two sides agreed that they would build a bridge over the river, and that it would be open to all who live on the shores of it."
LONG = [
    f"In the {place} place the members decided to keep the tariff at two crowns and to look again at "
    f"the rules for the ferries of Riverton, the pilots and the keepers of the lights; they had before "
    f"them the {report} report."
    for place, report in (("first", "harbour"), ("second", "spring"), ("third", "long winter"))
]
RUSSIAN = "Стороны договорились о том, что они построят мост через реку для всех, кто там живёт. "
VIETNAMESE = "Hai bên nhất trí rằng họ sẽ xây dựng một cây cầu qua sông cho tất cả mọi người. "


def lines(text, name="a.txt"):
    return lines_of(extract(text.encode(), name).text)


def fill(text, width=72, **options):
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False, **options)


def ragged(text):
    out, line = [], ""
    for n, word_ in enumerate(text.split()):
        line = f"{line} {word_}".strip()
        if len(line) > (58, 66, 50)[n % 3]:
            out, line = [*out, line], ""
    return "\n".join([*out, line])


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(map(fill, LONG)),
        "\n\n".join(fill(each, 60) for each in LONG),
        "\n".join(fill(each, initial_indent="    ") for each in LONG),
        "\n\n".join(fill(each, initial_indent="    ", subsequent_indent="    ") for each in LONG),
        "\n\n".join(map(ragged, LONG)),
        "\n\n".join(fill(each).replace("\n", " \n") for each in LONG),
        "\n".join(LONG),
        "\n\n".join(LONG),
        "\r\n\r\n".join(fill(each).replace("\n", "\r\n") for each in LONG),
        "\r\r".join(fill(each).replace("\n", "\r") for each in LONG),
        "\r\r\n\r\r\n".join(fill(each).replace("\n", "\r\r\n") for each in LONG),
        "\u2028".join(LONG),
        "\u2029".join(LONG),
        "\n\n".join(map(fill, LONG)).replace("\nagain", "\n\fagain", 1),
        "\n\n".join(map(fill, LONG)) + "\x1a",
    ],
)
def test_paragraphs_are_the_same_however_lines_are_cut(text):
    found = extract(text.encode(), "a.txt")
    assert lines_of(found.text) == LONG
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("mark", "indent"),
    [("{n}. ", ""), ("{n}. ", "   "), ("- ", "  "), ("({n}) ", "    "), ("• ", "")],
)
def test_marks_part_the_items_of_a_list(mark, indent):
    items = [mark.format(n=n) + text for n, text in enumerate(LONG, 1)]
    assert lines("\n".join(fill(item, subsequent_indent=indent) for item in items)) == items


@pytest.mark.parametrize(
    ("text", "right"),
    [
        # a headline right above its text, and one with a blank line
        (f"Joint Statement\n{fill(LONG[0])}", ["Joint Statement", LONG[0]]),
        (f"THE TARIFF\n\n{fill(LONG[0])}", ["THE TARIFF", LONG[0]]),
        # signatures and lists stay lines
        (f"{fill(LONG[0])}\n\nFor the Lake\nA. Nowak\nMinister", [LONG[0], "For the Lake", "A. Nowak", "Minister"]),
        ("They agreed:\nto keep peace\nto meet again\n\nThey met.", ["They agreed:", "to keep peace", "to meet again", "They met."]),
        # a dash or a year at the beginning of a line is no mark of a list
        ("The members of the council agreed on the order of the harbour and the lights\n– as they had done in the year before – and on the rules of the ferries that\nare to be kept on both shores.",
         ["The members of the council agreed on the order of the harbour and the lights – as they had done in the year before – and on the rules of the ferries that are to be kept on both shores."]),
        ("The members of the council agreed on the order of the harbour in the month of May\n1999. They met again in the year after that and agreed on the rest of the order of\nthe harbour.",
         ["The members of the council agreed on the order of the harbour in the month of May 1999. They met again in the year after that and agreed on the rest of the order of the harbour."]),
        ("It must say that it is kept under the order and any of the rules under section\n7. This rule changes what is said of it in section 4 and in all of the notices of\nthe harbour.",
         ["It must say that it is kept under the order and any of the rules under section 7. This rule changes what is said of it in section 4 and in all of the notices of the harbour."]),
        # points with a tab, short lines each of them whole
        ("1.\tThey met.\n2.\tThey agreed.", ["1.\tThey met.", "2.\tThey agreed."]),
    ],
)  # fmt: skip
def test_what_a_line_is(text, right):
    assert lines(text) == right


def test_where_nothing_parts_paragraphs_short_lines_do_and_it_is_asked():
    paragraphs = [f"{each} They met again in spring." for each in LONG * 2]
    text = "\n".join(map(fill, paragraphs))
    found = extract(text.encode(), "a.txt")
    assert lines_of(found.text) == paragraphs
    assert found.doubts[0].startswith("Lines: nothing parts the paragraphs but short lines")
    spaced = extract(text.replace("\n", "\n\n").encode(), "a.txt")
    assert (lines_of(spaced.text), spaced.doubts) == (paragraphs, found.doubts)


def test_words_that_the_end_of_a_line_broke_are_whole_again():
    text = "They agreed that they would con-\ntinue to work on the long-\nterm plan and on long-term cooper-\nation in every field of the joint work\nof the towns of the lake."
    assert lines(text) == ["They agreed that they would continue to work on the long-term plan and on long-term cooperation in every field of the joint work of the towns of the lake."]  # fmt: skip


def test_lines_that_break_off_here_and_there_are_asked_about():
    broken = ["The two sides agreed on the trade in salt and", "timber of the lake."]
    text = "\n".join([PROSE] * 6 + broken * 3)
    joined, doubts = unwrapped(text)
    assert joined == []
    assert doubts[0].startswith("Lines: 3 lines end inside a sentence (line 7, 9, 11)")


@pytest.mark.parametrize(
    ("text", "encoding", "how"),
    [
        (VIETNAMESE, "utf-8", "utf-8 (valid UTF-8)"),
        (VIETNAMESE, "utf-16", "utf-16 (byte order mark)"),
        (RUSSIAN, "utf-32", "utf-32 (byte order mark)"),
        (RUSSIAN, "utf-16-be", "utf-16-be (told by its spaces)"),
        (PROSE, "utf-16-le", "utf-16-le (told by its spaces)"),
        (RUSSIAN, "cp1251", "cp1251 (told by its words)"),
        (RUSSIAN, "koi8-r", "koi8-r (told by its words)"),
        (RUSSIAN, "cp866", "cp866 (told by its words)"),
        ("Le Conseil a été réuni – c’est très bien – à Riverton.", "cp1252", "cp1252 (told by its words)"),
        ("Le Conseil a été réuni – c’est très bien – à Riverton.", "mac-roman", "mac-roman (told by its words)"),
        ("Obě strany se dohodly, že budou pokračovat v práci.", "cp1250", "cp1250 (told by its words)"),
        ("Obie strony zgodziły się, że będą nadal pracować.", "iso8859-2", "iso8859-2 (told by its words)"),
    ],
)  # fmt: skip
def test_a_text_is_read_and_its_encoding_told(text, encoding, how):
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding, found.doubts) == (text, how, ())


def test_letters_that_make_no_words_are_asked_about():
    found = decode("Müller, Schäfer".encode("cp1252"), "a.txt")
    assert found.doubts[0].startswith("Encoding: It is not UTF-8 and was read as cp1252")
    twice = "Hai bên nhất trí về hợp tác".encode().decode("cp1252", "replace")
    assert "look broken in line 1" in decode(twice.encode(), "a.txt").doubts[0]


def test_a_declaration_is_believed_if_the_bytes_allow_it():
    data = b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251")
    assert decode(data, "a.html").encoding == "windows-1251 (declared in the file)"
    found = decode(data.replace(b"windows-1251", b"utf-8"), "a.html")
    assert RUSSIAN in found.text
    assert found.notes == ("It was read as cp1251 (told by its words).",)


def test_control_characters_are_the_signs_that_they_stand_for():
    found = extract("The Council met in 1986\x962004 \x93again\x94.".encode(), "a.txt")
    assert found.text == "The Council met in 1986–2004 “again”."
    assert found.notes[0].startswith("3 control characters were read as the signs of Windows-1252")


def bomb():
    """Give a DOCX that says it unpacks to 300 MB."""
    data = bytearray(archive(word__document_dot_xml="x"))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 300_000_000)
    return bytes(data)


MAIL = b"From: A <a@x.example>\nTo: b@x.example\nSubject: Statement\nDate: today\n\nThey met.\n"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "a.txt: the file is empty."),
        (b"\xef\xbb\xbf \n", "a.txt", "a.txt: the file is empty."),
        (b"a" * (LARGEST + 1), "a.txt", "has 20,000,001 bytes; a document may have 20,000,000"),
        (b"\x01\x02\x03\x04 words", "a.txt", "is none of the kinds that can be read"),
        (b"\x00\x01", "a.txt", "is not text (it has zero bytes, or is damaged)"),
        (b"\xff\xfe\x00", "a.txt", "is not text (it has zero bytes, or is damaged)"),
        (b"{\\rtf1\\ansi They met.}", "a.rtf", "is an RTF file; save it as DOCX"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "a.doc", "is an old Word file or is protected"),
        (MAIL, "a.eml", "is an e-mail; save it as HTML"),
        (b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related;\n\tx\n\n<html>", "a.mhtml", "is a saved web page (MHTML)"),
        (b'[{"text": "They met."}]', "a.json", "is JSON; save its texts as a table"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nThey met.\n", "a.srt", "is a file of subtitles"),
        (b"<?xml version='1.0'?><TEI><p>x</p></TEI>".replace(b"p>", b"q>"), "a.xml", "is XML; save its text"),
        (b"\\documentclass{article}", "a.tex", "is a LaTeX file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", "is a picture; let an OCR program"),
        (archive(content_dot_xml="x"), "a.odt", "is an OpenDocument file; save it as DOCX"),
        (archive(**{"META-INF__container_dot_xml": "x"}), "a.epub", "is an EPUB book"),
        (b"PK\x03\x04 word/ broken", "a.docx", "is not a whole file (its archive is broken)"),
        (bomb(), "a.docx", "unpacks to 300,000,000 bytes"),
        (word(), "a.docx", "the document holds no text"),
        (b"%PDF-1.4 broken", "a.pdf", "cannot be read as PDF; it seems to be damaged."),
        (pdf([], []), "a.pdf", "has no text on any page, so it is probably a scan"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "the page has no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(data, name, said):
    with pytest.raises(WorkbenchError) as caught:
        extract(data, name)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")


def test_front_matter_proves_and_marks_of_markdown_are_marks():
    text = (
        "---\ndate: '2022-11-16'\ntitle: \"The *Lake*\"\nsource_url: https://x.example/1\n---\n\n"
        "**Riverton, 15-16 November 2022**\n\n1\\. We met in\nRiverton.\n\n## Trade\n\n3. One.\n4. Two [sides](https://x.example).\n"
        "7. Seven.\n   - salt\n\n| Good | 2023 |\n|---|---|\n| Tea | 12 |\n"
    )
    found = extract(text.encode(), "a.md")
    assert lines_of(found.text)[3:] == [
        "Riverton, 15-16 November 2022", "1. We met in Riverton.", "Trade", "3. One.",
        "4. Two sides.", "7. Seven.", "• salt", "Good\t2023", "Tea\t12",
    ]  # fmt: skip
    zones = {number: zone for number, (zone, _) in found.zones.items()}
    assert zones == dict.fromkeys((1, 2, 3), "boilerplate") | {6: "heading"}
    told = [found.facts[name][0] for name in ("published", "url")]
    assert told == ["2022-11-16", "https://x.example/1"]
    assert lines_of(extract(text.encode(), "a.txt").text) == lines_of(found.text)


def test_lines_of_markdown_that_are_paragraphs_stay_so():
    text = f"# The Bridge\n{PROSE * 2}\n{PROSE * 3}\n"
    assert lines(text, "a.md") == ["The Bridge", PROSE * 2, PROSE * 3]


def test_a_language_is_told_by_its_function_words():
    assert [language(text)[0] for text in (PROSE, RUSSIAN, VIETNAMESE, "Riverton 1999")] == ["English", "Russian", "Vietnamese", "unknown"]  # fmt: skip
