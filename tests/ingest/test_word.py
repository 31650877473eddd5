"""A DOCX keeps what Word prints: numbers, tables, boxes, notes; what is left out is said."""

import copy

import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.ingest.made import word
from workbench.ingest.extract import extract
from workbench.ingest.layout import lines_of
from workbench.ingest.word_numbers import letters, roman

W = nsdecls("w")


def read(fill):
    found = extract(word(fill), "a.docx")
    return found, lines_of(found.text)


def zones(found):
    return {hint.para_no: (hint.zone, hint.reason) for hint in found.hints}


def declare(document, number, *levels, begin=None, abstract=None):
    """Declare list ``number`` with levels of (form, text); it may share another's counting."""
    root = document.part.numbering_part.element
    if abstract is None:
        abstract = number
        made = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        entry = f'<w:abstractNum {W} w:abstractNumId="{abstract}">{made}</w:abstractNum>'
        root.insert(0, parse_xml(entry))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{begin}"/></w:lvlOverride>'
    root.append(
        parse_xml(
            f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f"{override if begin else ''}</w:num>"
        )
    )


def numbered(document, text, number, level=0):
    paragraph = document.add_paragraph(text)._element  # noqa: SLF001
    form = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph.get_or_add_pPr().append(parse_xml(form))


def test_styles_tables_and_the_numbers_of_a_style():
    def fill(document):
        document.add_paragraph("The Bridge", style="Title")
        document.add_heading("On trade", 1)
        document.add_paragraph("They agreed.")
        document.add_paragraph("Boats", style="List Number")
        document.add_paragraph("Tea", style="List Bullet")
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Trade", "12"
        table.cell(1, 0).merge(table.cell(1, 1)).text = "both years"

    found, lines = read(fill)
    assert lines == [
        "The Bridge", "On trade", "They agreed.", "1. Boats", "• Tea", "Trade\t12", "both years",
    ]  # fmt: skip
    assert zones(found) == {
        1: ("title", "Word's style Title"),
        2: ("heading", "Word's style Heading 1"),
    }
    assert found.facts["title"][0] == "The Bridge"
    assert found.extractor.endswith("; 2 numbers and bullets written out")
    assert found.notes == ()


def test_levels_count_on_and_begin_anew_below():
    def fill(document):
        declare(document, 90, ("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3"))
        for text, level in (("a", 0), ("b", 0), ("c", 1), ("d", 1), ("e", 2), ("f", 0), ("g", 1)):
            numbered(document, text, 90, level)

    assert read(fill)[1] == ["1. a", "2. b", "a) c", "b) d", "2.I e", "3. f", "a) g"]


def test_lists_that_share_their_counting_go_on_unless_told_to_begin_anew():
    def fill(document):
        declare(document, 90, ("decimal", "%1."))
        declare(document, 91, abstract=90)
        declare(document, 92, abstract=90, begin=7)
        for text, number in (("a", 90), ("b", 91), ("c", 92), ("d", 92)):
            numbered(document, text, number)

    assert read(fill)[1] == ["1. a", "2. b", "7. c", "8. d"]


def test_a_form_that_is_not_known_is_told_and_zero_is_no_list():
    def fill(document):
        declare(document, 90, ("hebrew1", "%1."))
        numbered(document, "a", 90)
        numbered(document, "b", 0)

    found, lines = read(fill)
    assert lines == ["a", "b"]
    assert found.notes[0].startswith("Word itself numbers 1 lines in a way that is not known")


@pytest.mark.parametrize(("number", "letter", "numeral"), [(3, "c", "iii"), (27, "aa", "xxvii"), (49, "ww", "xlix")])  # fmt: skip
def test_letters_and_roman_numerals(number, letter, numeral):
    assert (letters(number), roman(number)) == (letter, numeral)


def test_tracked_changes_are_read_as_accepted_and_told():
    def fill(document):
        paragraph = document.add_paragraph("They agreed")._element  # noqa: SLF001
        paragraph.append(parse_xml(f"<w:ins {W}><w:r><w:t> and met again.</w:t></w:r></w:ins>"))
        paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>not</w:delText></w:r></w:del>"))

    found, lines = read(fill)
    assert lines == ["They agreed and met again."]
    assert "3 words that they add are in the text, 1 that they strike out" in found.notes[0]


def test_text_boxes_and_content_controls_are_kept_once():
    box = (
        '<w:r {w}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
    ).format(w=W, inner="<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>")

    def fill(document):
        paragraph = document.add_paragraph("They agreed.")._element  # noqa: SLF001
        paragraph.append(parse_xml(box))
        held = document.add_paragraph("Held.")._element  # noqa: SLF001
        control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
        control[0].append(copy.deepcopy(held))
        held.getparent().replace(held, control)

    found, lines = read(fill)
    assert lines == ["They agreed.", "In a box.", "Held."]
    assert found.notes == (
        "3 words stand in text boxes; each box follows the paragraph that it hangs on.",
    )


def test_footnotes_and_running_heads_stand_at_the_end_and_are_no_body():
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        "<w:footnote><w:p><w:r><w:t>See the treaty.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

    def fill(document):
        document.add_paragraph("They agreed.")
        document.sections[0].header.paragraphs[0].text = "Gazette No. 7"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, "http://x.example/footnotes")

    found, lines = read(fill)
    assert lines[0] == "They agreed."
    assert set(lines[1:]) == {"See the treaty.", "Gazette No. 7"}
    told = {lines[number - 1]: entry for number, entry in zones(found).items()}
    assert told == {
        "See the treaty.": ("boilerplate", "footnote, set at the end"),
        "Gazette No. 7": ("boilerplate", "running head, set at the end"),
    }


def test_letters_that_do_not_reach_the_text_are_counted():
    def fill(document):
        document.add_paragraph("They agreed.")
        odd = parse_xml(f"<w:odd {W}><w:p><w:r><w:t>Lost words</w:t></w:r></w:p></w:odd>")
        document.element.body.insert(1, odd)

    found, lines = read(fill)
    assert lines == ["They agreed."]
    assert found.notes == ("9 of 20 letters of the file did not reach the text.",)
