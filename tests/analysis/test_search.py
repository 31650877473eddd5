import pytest

from tests.corpus.made import frames
from workbench.analysis import hits, hits_by_document, other_spellings


def found(text, query):
    return hits(frames(text)["paragraphs"], query)["text"].to_list()


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("They met in Hanoi.", "hanoi", ["Hanoi"]),
        ("They met in HANOI.", "Hanoi", ["HANOI"]),
        ("Việt Nam, việt nam.", "VIỆT NAM", ["Việt Nam", "việt nam"]),
        ("Ha\u00a0Noi and Ha  Noi.", "ha noi", ["Ha\u00a0Noi", "Ha  Noi"]),
        ("They met.", "  they   met  ", ["They met"]),
        ("the state’s aim", "state's", ["state’s"]),
        ("the state's aim", "state’s", ["state's"]),
        ("It cost 3.5 or 345.", "3.5", ["3.5"]),
        ("A (draft) text.", "(draft)", ["(draft)"]),
        ("What? Which?", "t?", ["t?"]),
        ("a+b and aab", "a+b", ["a+b"]),
        ("any text", ".*", []),
        ("any text", "[a-z]", []),
        ("any text", "\\w", []),
        ("tea, tea and tea", "tea", ["tea", "tea", "tea"]),
        ("teapot", "tea", ["tea"]),
        ("They met.", "parted", []),
    ],
)
def test_a_query_is_taken_as_printed(text, query, expected):
    assert found(text, query) == expected


@pytest.mark.parametrize("query", ["", "  ", "\t"])
def test_an_empty_query_has_no_hits_and_all_columns(query):
    rows = hits(frames("They met.")["paragraphs"], query)
    assert rows.is_empty()
    assert rows.columns == hits(frames("They met.")["paragraphs"], "met").columns


def test_a_hit_carries_its_place_and_its_surroundings():
    rows = hits(frames("They met.\nBuy tea today.", "More tea.")["paragraphs"], "tea")
    assert rows.select(
        "doc_id", "para_no", "zone", "reason", "start", "end", "before", "text", "after"
    ).rows() == [
        ("d1", 2, "boilerplate", "advertisement", 14, 17, "Buy ", "tea", " today."),
        ("d2", 1, "body", "", 5, 8, "More ", "tea", "."),
    ]


def test_offsets_of_hits_count_code_points():
    rows = hits(frames("🤝 Việt tea.")["paragraphs"], "tea")
    assert rows.select("start", "end").row(0) == (7, 10)


def test_surroundings_are_cut_at_60_characters():
    rows = hits(frames("a" * 99 + " tea " + "b" * 99)["paragraphs"], "tea")
    assert rows.select("before", "after").row(0) == ("a" * 59 + " ", " " + "b" * 59)


def test_a_phrase_is_not_found_across_lines():
    assert found("They\nmet.", "they met") == []


def test_hits_are_counted_by_document_and_silence_is_a_row():
    made = frames("Tea for two.\nBuy tea.", "No such drink.")
    found = hits(made["paragraphs"], "tea")
    rows = hits_by_document(made["documents"], found, other_spellings(made["tokens"], found))
    assert rows.rows() == [("d1", 1, 1, 0), ("d2", 0, 0, 0)]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("Hanoi", []),
        ("Ha Noi", []),
        ("Vietnam", ["Viet Nam"]),
        ("viet nam", ["Vietnam"]),
        ("defence", ["defense"]),
        ("EAEU", ["Eurasian Economic Union"]),
        ("defence of Vietnam", ["defense of Viet Nam"]),
        ("Viet", []),
        ("efence", []),
        ("no such", []),
    ],
)
def test_the_same_words_are_found_under_another_spelling(query, places):
    texts = (
        "The defence of Vietnam; the EAEU.",
        "The defense of Viet Nam. The Eurasian Economic Union met.",
    )
    made = frames(*texts)
    others = other_spellings(made["tokens"], hits(made["paragraphs"], query))
    shown = [texts[int(d[1:]) - 1][s:e] for d, _, s, e in others.cast({"doc_id": str}).rows()]
    assert shown == places


def test_a_document_with_another_spelling_is_not_silent(corpus):
    found = hits(corpus.paragraphs, "Hanoi")
    others = other_spellings(corpus.tokens, found)
    rows = hits_by_document(corpus.documents, found, others).filter(doc_id="vgp-2025")
    assert rows["n_other"].item() == 2


def test_hits_keep_the_document_enum_of_the_corpus(corpus):
    rows = hits(corpus.paragraphs, "BRICS")
    assert rows.schema["doc_id"] == corpus.paragraphs.schema["doc_id"]
    others = other_spellings(corpus.tokens, rows)
    counts = hits_by_document(corpus.documents, rows, others).filter(doc_id="investor-2024")
    assert counts.rows() == [("investor-2024", 0, 2, 0)]
