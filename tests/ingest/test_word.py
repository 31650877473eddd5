"""A DOCX keeps what Word prints: numbers, tables, boxes, notes; what is left out is said."""

import pytest

from tests.ingest.made import para, word
from workbench.ingest import extract
from workbench.ingest.text import lines_of

BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOXED = f"<w:r><mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"


def read(*body, **parts):
    found = extract(word(*body, **parts), "a.docx")
    return found, lines_of(found.text)


def levels(number, *forms):
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:suff w:val="nothing"/></w:lvl>'
        for n, (form, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>'


def listed(number, of, begin=None):
    start = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{begin}"/></w:lvlOverride>'
        if begin
        else ""
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{start}</w:num>'


def item(text, number, level=0):
    return para(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def cell(*texts):
    return f"<w:tc>{''.join(para(text) for text in texts)}</w:tc>"


def test_styles_propose_zones_and_rows_of_tables_are_lines():
    table = f"<w:tbl><w:tr>{cell('Trade')}{cell('12', 'tons')}</w:tr><w:tr>{cell('both years')}</w:tr></w:tbl>"
    found, lines = read(
        para("The Bridge", "Title"), para("On trade", "Heading1"), para("They agreed."), table,
        para("A picture", "Caption"), para("On trade … 1", "TOC1"),
    )  # fmt: skip
    assert lines == ["The Bridge", "On trade", "They agreed.", "Trade\t12 tons", "both years", "A picture", "On trade … 1"]  # fmt: skip
    assert {n: zone for n, (zone, _) in found.zones.items()} == {2: "heading", 6: "caption", 7: "boilerplate"}  # fmt: skip
    assert found.facts["title"][0] == "The Bridge"
    assert found.doubts == ()


@pytest.mark.parametrize("strict", [False, True])
def test_levels_count_on_and_begin_anew_below(strict):
    forms = levels(9, ("decimal", "%1."), ("lowerLetter", "%2)"), ("upperRoman", "%1.%3"))
    items = [
        item(text, 90, level) for text, level in zip("abcdefg", (0, 0, 1, 1, 2, 0, 1), strict=True)
    ]
    assert read(*items, numbering=forms + listed(90, 9), strict=strict)[1] == [
        "1. a", "2. b", "a) c", "b) d", "2.I e", "3. f", "a) g",
    ]  # fmt: skip


def test_lists_that_share_their_counting_go_on_unless_told_to_begin_anew():
    lists = levels(9, ("decimal", "%1.")) + listed(90, 9) + listed(91, 9) + listed(92, 9, begin=7)
    items = [item(text, number) for text, number in (("a", 90), ("b", 91), ("c", 92), ("d", 92))]
    assert read(*items, numbering=lists)[1] == ["1. a", "2. b", "7. c", "8. d"]


def test_a_list_of_a_style_and_bullets_are_written_out():
    style = '<w:style w:styleId="Points"><w:name w:val="points"/><w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr></w:style>'
    lists = (
        levels(9, ("decimal", "%1.")) + levels(8, ("bullet", "o")) + listed(90, 9) + listed(91, 8)
    )
    _, lines = read(
        para("a", "Points"), para("b", "Points"), item("c", 91), numbering=lists, styles=style
    )
    assert lines == ["1. a", "2. b", "• c"]


def test_a_form_that_is_not_known_is_asked_about_and_zero_is_no_list():
    lists = levels(9, ("hebrew1", "%1.")) + listed(90, 9)
    found, lines = read(item("a", 90), item("b", 0), numbering=lists)
    assert lines == ["a", "b"]
    assert found.doubts[0].startswith("Numbers: Word sets 1 numbers in a way that is not known")


def test_tracked_changes_are_read_as_accepted_and_asked_about():
    changed = "<w:r><w:t>They agreed</w:t></w:r><w:ins><w:r><w:t> and met again.</w:t></w:r></w:ins><w:del><w:r><w:delText>not</w:delText></w:r></w:del>"
    found, lines = read(para(changed))
    assert lines == ["They agreed and met again."]
    assert "3 words that they add are in the text, 1 that they strike out" in found.doubts[0]


def test_hidden_text_is_no_body_and_is_said():
    vanish = "<w:rPr><w:vanish/></w:rPr>"
    style = (
        '<w:style w:styleId="Secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    mixed = f"<w:r><w:t>They </w:t></w:r><w:r>{vanish}<w:t>secretly </w:t></w:r><w:r><w:t>met.</w:t></w:r>"
    found, lines = read(para(mixed), para("By style.", "Secret"), para("Not.", run='<w:rPr><w:vanish w:val="0"/></w:rPr>'), styles=style)  # fmt: skip
    assert lines == ["secretly", "They met.", "By style.", "Not."]
    assert {n: reason for n, (_, reason) in found.zones.items()} == dict.fromkeys((1, 3), "not visible on the page")  # fmt: skip
    assert found.notes == ("3 words are not visible on the page and are no body.",)


def test_boxes_controls_breaks_and_signs():
    control = f"<w:sdt><w:sdtContent>{para('Held.')}</w:sdtContent></w:sdt>"
    broken = "<w:r><w:t>1. One.</w:t><w:br/><w:t>2. Two</w:t><w:br/><w:t>of them</w:t><w:noBreakHyphen/><w:t>all.</w:t></w:r>"
    raised = "<w:r><w:t>The pact</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>12</w:t></w:r>"
    _, lines = read(
        para("<w:r><w:t>They agreed.</w:t></w:r>" + BOXED), control, para(broken), para(raised)
    )
    assert lines == ["They agreed.", "In a box.", "Held.", "1. One.", "2. Two of them-all.", "The pact¹²"]  # fmt: skip


def test_notes_and_running_heads_are_set_at_the_end_with_their_marks():
    called = "<w:r><w:t>They agreed.</w:t></w:r><w:r><w:footnoteReference w:id='4'/></w:r>"
    notes = f"<w:footnote w:id='0' w:type='separator'>{para('-')}</w:footnote><w:footnote w:id='4'>{para('See the treaty.')}</w:footnote>"
    found, lines = read(para(called), footnotes=notes, header1=para("Gazette No. 7"))
    assert lines == ["They agreed.¹", "¹ See the treaty.", "Gazette No. 7"]
    assert {n: reason for n, (_, reason) in found.zones.items()} == {2: "footnote", 3: "head of the page"}  # fmt: skip


def test_a_table_that_sets_the_page_is_read_as_its_paragraphs():
    long = "The two sides agreed on it. " * 20
    table = f"<w:tbl><w:tr>{cell(long, 'They met.')}{cell('Second column.')}</w:tr></w:tbl>"
    assert read(table)[1] == [long.strip(), "They met.", "Second column."]


def test_text_in_a_holder_that_is_not_known_is_read_too():
    found, lines = read(para("They agreed."), f"<w:odd>{para('Odd words')}</w:odd>")
    assert (lines, found.doubts) == (["They agreed.", "Odd words"], ())
