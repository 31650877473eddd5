"""The list of words, and the links to it: first use, once, and never inside what is not prose."""

import re

import polars as pl
import pytest

from workbench.corpus import read_glossary
from workbench.corpus.load import DATA
from workbench.display import glossary, linked
from workbench.display.glossary import term_id
from workbench.errors import WorkbenchError

WORDS = pl.DataFrame(
    {
        "term": ["DOC", "UN Charter", "zone", "statement", "joint statement"],
        "forms": [[], [], ["zones"], ["statements"], []],
        "meaning": ["A <b>declaration</b>.", "A treaty.", "A “part”.", "A text.", "A text of two."],
    }
)


def links(text):
    return re.findall(r'<a class="wb-term" href="#(term-[\w-]+)"[^>]*>([^<]+)</a>', text)


def test_the_first_use_alone_is_linked_over_all_parts_of_a_page():
    first, second = linked(["A zone, two zones.", "Zone and DOC."], WORDS)
    assert links(first) == [("term-zone", "zone")]
    assert links(second) == [("term-doc", "DOC")]


def test_the_longest_term_wins_and_does_not_use_up_the_shorter():
    text = linked(["The joint statement is a statement."], WORDS)[0]
    assert links(text) == [
        ("term-joint-statement", "joint statement"),
        ("term-statement", "statement"),
    ]


def test_capitals_matter_where_a_form_has_them_and_a_sentence_may_begin_with_a_term():
    assert links(linked(["The doc, the Doctor, DOCS."], WORDS)[0]) == []
    assert links(linked(["Zones are parts."], WORDS)[0]) == [("term-zone", "Zones")]


def test_a_line_break_is_a_space():
    assert links(linked(["the UN\nCharter"], WORDS)[0]) == [("term-un-charter", "UN\nCharter")]


@pytest.mark.parametrize(
    "text",
    [
        "<code>zone</code>", "<a href='x'>zone</a>", "<h2>zone</h2>", "<img alt='zone'>",
        "<pre>\nzone\n</pre>", "`zone`", "```\nzone\n```", "# A zone", "[zone](zone.html)",
        "<!-- zone -->", "<script>zone</script>", "<figure><p>zone</p></figure>",
        "<svg><text>zone</text></svg>", "https://example.org/zone",
    ],
)  # fmt: skip
def test_what_is_not_prose_is_left_as_it_is(text):
    assert linked([text], WORDS) == [text]
    assert links(linked([f"{text}\n\nzone"], WORDS)[0]) == [("term-zone", "zone")]


def test_a_meaning_is_escaped_in_the_title():
    assert 'title="A &lt;b&gt;declaration&lt;/b&gt;."' in linked(["DOC"], WORDS)[0]


def test_without_words_nothing_changes():
    assert linked(["zone"], WORDS.clear()) == ["zone"]


def test_taking_the_links_away_gives_the_text_again():
    text = "A *zone* of the joint statement,\n> under the UN Charter & <em>DOC</em>.\n"
    assert re.sub(r"</?a\b[^>]*>", "", linked([text], WORDS)[0]) == text


def test_the_list_has_a_target_for_every_link():
    page = glossary(WORDS).html()
    assert all(f'<dt id="{term_id(term)}">{term}</dt>' in page for term in WORDS["term"])
    assert "A &lt;b&gt;declaration&lt;/b&gt;." in page
    assert glossary(WORDS).title == "Glossary: 5 words in plain language"


def test_some_entries_alone_and_an_unknown_one_is_named():
    assert glossary(WORDS, ["zone"]).title == "Glossary: 1 word in plain language"
    with pytest.raises(WorkbenchError, match="No entry 'zoo' in the glossary; choose DOC, UN"):
        glossary(WORDS, ["zoo"])


def test_the_shipped_entries_are_short_and_have_targets_of_their_own():
    words = read_glossary(DATA)
    assert words.height >= 35
    assert words["term"].map_elements(term_id, return_dtype=pl.String).is_unique().all()
    for term, meaning in words.select("term", "meaning").iter_rows():
        assert len(re.findall(r"[.:?](?:\s|$)", meaning)) <= 3, term
        assert meaning.endswith("."), term
        assert 40 <= len(meaning) <= 220, term
