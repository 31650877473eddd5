from tests.corpus.made import MARKERS, RULES, documents
from workbench.corpus.structure import structure
from workbench.corpus.zones import zone


def read(text):
    frame = structure(zone(documents(text), RULES, MARKERS))
    return frame.select("section", "provision").rows()


def test_a_line_without_a_number_is_its_own_provision():
    assert read("They met.\nThey spoke.") == [("", "¶1"), ("", "¶2")]


def test_a_heading_opens_a_section_and_belongs_to_it():
    assert read("They met.\nOf rivers\nThey spoke.\nOf roads\nThey parted.") == [
        ("", "¶1"),
        ("Of rivers", ""),
        ("Of rivers", "¶3"),
        ("Of roads", ""),
        ("Of roads", "¶5"),
    ]


def test_a_numbered_point_takes_in_its_continuations():
    assert read("1. They met.\nThey spoke.\n2. They parted.") == [("", "1"), ("", "1"), ("", "2")]


def test_bullets_are_numbered_within_their_point():
    assert read("3. They gained:\n- Tea.\n- Rice.\n4. They met.\n- Salt.") == [
        ("", "3"),
        ("", "3.1"),
        ("", "3.2"),
        ("", "4"),
        ("", "4.1"),
    ]


def test_bullets_outside_a_point_are_their_own_provisions():
    assert read("They gained:\n- Tea.\n- Rice.") == [("", "¶1"), ("", "¶2"), ("", "¶3")]


def test_a_heading_ends_a_point():
    assert read("1. They met.\nConclusion\nThey parted.") == [
        ("", "1"),
        ("Conclusion", ""),
        ("Conclusion", "¶3"),
    ]


def test_points_go_on_counting_in_the_next_section():
    assert read("1. They met.\nOf roads\n2. They spoke.") == [
        ("", "1"),
        ("Of roads", ""),
        ("Of roads", "2"),
    ]


def test_a_cut_line_has_no_section_and_no_provision_and_ends_nothing():
    assert read("Of rivers\nThey met.\nBuy tea today.\nThey spoke.") == [
        ("Of rivers", ""),
        ("Of rivers", "¶2"),
        ("", ""),
        ("Of rivers", "¶4"),
    ]


def test_a_gap_wider_than_usual_ends_a_section():
    assert read("Of rivers\n\nThey met.\n\nThey spoke.\n\n\nThey parted.\n\nThey wrote.") == [
        ("Of rivers", ""),
        ("Of rivers", "¶2"),
        ("Of rivers", "¶3"),
        ("", "¶4"),
        ("", "¶5"),
    ]


def test_a_gap_that_is_usual_in_the_file_ends_nothing():
    assert read("Of rivers\n\n\nThey met.\n\n\nThey spoke.") == [
        ("Of rivers", ""),
        ("Of rivers", "¶2"),
        ("Of rivers", "¶3"),
    ]


def test_a_wide_gap_does_not_end_a_numbered_point():
    assert read("1. They met.\n\nThey spoke.\n\n\n\nThey wrote.\n\nThey parted.") == [("", "1")] * 4


def test_each_document_begins_without_section_and_point():
    docs = documents("Of rivers\n1. They met.", "They spoke.")
    frame = structure(zone(docs, RULES, MARKERS))
    assert frame.select("section", "provision").rows()[-1] == ("", "¶1")
