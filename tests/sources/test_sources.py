"""The sources as a study: what was cut, who is quoted, what pairs can prove, and the explorer."""

import polars as pl
import pytest
from ipywidgets import Widget

import workbench as wb
from tests.figures.checks import HOSTILE, Page, check_figure, check_html, drawn_rows
from tests.made import TEXT, made_corpus, many
from workbench import schema
from workbench.figures import Absent
from workbench.figures.charts import ROWS
from workbench.figures.theme import KEYS
from workbench.sources import cleaning_ledger, quoted_share

LINES = pl.DataFrame(
    {
        "doc_id": ["a", "a", "a", "a", "b"],
        "zone": ["title", "body", "body", "boilerplate", "body"],
        "reason": ["headline", "", "", "share button", ""],
        "marker": [None, "point number", None, None, None],
        "start": [0, 10, 30, 50, 0],
        "prose_start": [0, 14, 30, 50, 0],
        "n_words": [2, 4, 3, 1, 5],
        "text": ["The Shores", "12. They met here.", "They spoke long.", "Share", "…"],
    },
    schema_overrides={
        "zone": schema.enum("zones"), "marker": schema.enum("markers"), "n_words": pl.UInt32,
    },
)  # fmt: skip
SLIP = {"para_no": 1, "printed": "Two", "note": "Three were meant."}
SO = "They met. “So.”\n"
TABS = ("Cleaning", "About the document", "Search hits")
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def sources(corpus):
    return wb.Sources(corpus)


@pytest.fixture(scope="module")
def made(corpus_of):
    """Make the study of a corpus of these texts."""
    return lambda *texts, **facts: wb.Sources(corpus_of(*texts, **facts))


@pytest.fixture
def explorer(sources):
    return sources.explore()


# --- the cleaning ledger ---


def test_every_rule_has_a_row_with_its_lines_and_words():
    rows = cleaning_ledger(LINES)
    assert rows.filter(doc_id="a").drop("doc_id").rows() == [
        ("title", "headline", False, 1, 2),
        ("body", "kept as body", True, 2, 6),
        ("body", "point number in front of the prose", False, 1, 1),
        ("boilerplate", "share button", False, 1, 1),
    ]
    assert rows.filter(doc_id="b").rows() == [("b", "body", "kept as body", True, 1, 5)]


@pytest.mark.parametrize("which", ["made", "shipped"])
def test_rows_add_up_to_the_words_of_the_file_and_of_the_body(which, made, corpus):
    corpus = made({"a": TEXT, "b": SO}).corpus if which == "made" else corpus
    rows = wb.Sources(corpus).ledger.group_by("doc_id", maintain_order=True)
    kept = pl.col("n_words").filter("kept").sum().alias("body")
    assert rows.agg(pl.col("n_words").sum(), kept).rows() == (
        corpus.documents.select("doc_id", "n_words_raw", "n_words").rows()
    )


def test_the_ledger_ends_with_the_sum_of_the_file(made):
    figure = made({"a": TEXT}).cleaning("a")
    assert figure.title == "9 of 37 words of Gazette 2024 are cut, each by a rule"
    last = str(figure.body).split("<tr>")[-1]
    assert "all of the file" in last
    assert ">37<" in last


# --- the share in quotation marks ---


def test_the_share_is_words_between_paired_marks_over_body_words(made):
    expected = {
        "“We agree,” they all said.": (2, 5, 2 / 5, 1, 0),
        "“One two” three four.\n\nThey said “six” again.": (3, 8, 3 / 8, 2, 0),
        "They said “yes and left.": (0, 5, 0.0, 0, 1),
        "“Yes,” they said, “and left.": (1, 5, 1 / 5, 1, 1),
        "Of “fine tea”\n\nThey met.": (0, 2, 0.0, 0, 0),  # a headline is no body
        "1. “They met.”": (2, 2, 1.0, 1, 0),  # nor is the number of a point
        "“Yes,” 😀 “no,” said both.": (2, 4, 2 / 4, 2, 0),
    }
    texts = {f"d{number}": text for number, text in enumerate(expected)}
    rows = quoted_share(made(texts, title="Of “fine tea”").corpus)
    assert rows.rows() == [(name, *expected[text]) for name, text in texts.items()]


def plain_share(paragraphs):
    """Count quoted words a second way: by characters, one line after the other."""
    words, inside = 0, 0
    for text in paragraphs:
        quoted = False
        for part in text.replace("-", " ").replace("–", " ").split():
            quoted = quoted or part[0] in "“”"
            if any(letter.isalnum() for letter in part):
                words += 1
                inside += quoted
            if part.rstrip(".,;:?!)")[-1:] in "“”" or part[-1:] in "“”":
                quoted = False
    return inside / words


def test_the_share_of_tass_2021_agrees_with_a_second_way_to_count(corpus):
    body = corpus.paragraphs.filter(doc_id="tass-2021", zone="body")["text"].to_list()
    found = quoted_share(corpus).filter(doc_id="tass-2021")["share"].item()
    assert found == pytest.approx(plain_share(body), abs=0.01)


@pytest.mark.parametrize(
    ("texts", "title", "counted"),
    [
        (
            {"a": TEXT, "b": SO},
            "Gazette 2024 (b) quotes most: 33.3 % of its words are in quotation marks",
            "3 of 31 in 2 documents",
        ),
        (
            {"a": "They said “so” and “left.\n"},
            "Gazette 2024 quotes most: at least 20.0 % of its words are in quotation marks",
            "1 of 5 in 1 document",
        ),
        (
            {"a": "They met.\n"},
            "No document sets words between paired quotation marks",
            "0 of 2 in 1 document",
        ),
    ],
)
def test_who_quotes_most_is_said_with_how_much_of_what(made, texts, title, counted):
    figure = made(texts).quoted()
    assert figure.title == title
    assert counted in figure.subtitle


# --- dates, lengths, claims ---


def test_the_figures_of_the_shipped_sources(sources):
    figures = [
        sources.timeline(),
        sources.lengths(),
        sources.quoted(),
        sources.cleaning("vov-2025"),
        sources.reading("tass-2024", "crisis"),
    ]
    for figure in figures:
        check_figure(figure)
    assert [figure.title for figure in figures] == [
        "Five documents on three joint statements: three digests, one report and one statement",
        "In the file of The Investor 2024, 48 % of the words are not body text",
        "TASS 2021 quotes most: 51.8 % of its words are in quotation marks",
        "39 of 500 words of VOVWORLD 2025 are cut, each by a rule",
        "TASS 2024, as printed",
    ]
    assert "TASS 2024: digest · statement of 2024-06-20 (year inferred) · published" in (
        sources.timeline().alt
    )


def test_lengths_count_words_and_separate_thousands(made):
    figure = made({"a": "word " * 12_345 + ".\n"}).lengths()
    assert figure.title == "Every word of these files is body text"
    assert "12,345 of 12,345 words" in figure.alt
    figure = made({"a": TEXT}).lengths()  # of 37 words, 4 are the headline, 4 a heading, 1 a number
    assert figure.title == "In the file of Gazette 2024, 24 % of the words are not body text"
    assert "28 of 37 in 1 document." in figure.subtitle


def test_the_timeline_says_what_is_not_known(made):
    unknown = dict.fromkeys(("year", "event_date", "published", "genre", "statement_id"), "unknown")
    figure = made({"a": TEXT, "b": SO}, {"a": unknown, "b": {"genre": "statement"}}).timeline()
    check_figure(figure)
    assert figure.title == (
        "Two documents on one joint statement: one of unknown genre and one statement"
    )
    assert "genre unknown · date of the statement unknown · publication date unknown" in figure.alt


def test_the_claims_name_what_pairs_can_prove_and_every_reason(sources, corpus):
    figure = sources.claims()
    check_figure(figure)
    assert figure.title == (
        "Three of eight pairs on two statements can show that something is gone, none of the eight "
        "pairs that something is new"
    )
    assert "10 pairs of 5 documents: 8 of two statements, 2 of two witnesses of one" in (
        figure.subtitle
    )
    rows = figure.table
    assert rows.group_by("relation", "claim").len()["len"].sort().to_list() == [2] * 3 + [8] * 4
    assert "yes" not in rows.filter(relation="over time")["sound"].to_list()
    lost = rows.filter(left="TASS 2021", right="Viet Nam Government Portal 2025", claim="gone")
    assert lost["sound"].to_list() == ["quoted words only"]
    page = Page(figure.html())
    for why in rows["why"].unique():
        assert why in page.text
    assert len(Page(figure.body).all("summary")) == rows.height
    assert corpus.claims("tass-2021", "vgp-2025").gone.why in page.text


def test_pairs_that_prove_nothing_are_counted_apart(made):
    unknown = {"series": "unknown", "statement_id": "unknown"}
    one = made({"a": TEXT, "b": SO, "c": "So be it.\n"},
               {"a": {"statement_id": "s"}, "b": {"statement_id": "s"}, "c": {"event_date": "2025"}})  # fmt: skip
    figure = one.claims()
    assert "3 pairs of 3 documents: 2 of two statements, 1 of two witnesses" in figure.subtitle
    apart = made({"a": TEXT, "b": SO}, **unknown).claims()
    assert apart.title == "No two of these documents can be compared"
    assert "The only pair cannot be compared." in apart.subtitle
    alone = made({"a": TEXT}).claims()
    assert isinstance(alone, Absent)
    assert "one document has nothing to be compared with" in alone.title


def test_of_many_documents_the_first_are_drawn_and_it_is_said(tmp_path):
    study = wb.Sources(wb.load(many(tmp_path / "c", ROWS + 1, 20)))
    for figure in (study.timeline(), study.lengths(), study.quoted()):
        check_figure(figure)
        assert len(drawn_rows(figure)) == ROWS
        assert figure.subtitle.endswith(
            "The first 60 of 61 documents are drawn; the data table has all."
        )
        assert figure.table.height == ROWS + 1
    claims = study.claims()
    assert "1,770 pairs of the first 60 of 61 documents: " in claims.subtitle
    assert len(Page(claims.body).all("tr")) <= 2 * (ROWS + 1)
    assert claims.table.height > ROWS


# --- texts that bite ---


def test_hostile_texts_are_escaped_everywhere(made):
    fields = ("title", "publisher", "rights", "date_note", "language_note", "url")
    text = f"{HOSTILE} they met in {HOSTILE} tea.\n"
    study = made({"a": text, "b": SO}, {"a": dict.fromkeys(fields, HOSTILE)})
    for figure in (study.timeline(), study.lengths(), study.quoted(), study.cleaning("a"),
                   study.claims()):  # fmt: skip
        check_figure(figure)
    check_figure(study.reading("a", "tea"), hostile=[HOSTILE])
    explorer = study.explore(query=HOSTILE)
    for pane in ("main", *TABS):
        assert "<script" not in explorer.pane(pane)
    assert "&lt;script&gt;" in explorer.pane("About the document")
    assert "&lt;script&gt;" in explorer.pane("Search hits")


def test_a_text_without_words_is_no_trouble(tmp_path):
    with pytest.warns(wb.WorkbenchWarning, match="no body text"):
        study = wb.Sources(wb.load(made_corpus(tmp_path / "c", {"a": "!!!\n"})))
    for figure in (study.timeline(), study.lengths(), study.quoted(), study.cleaning("a")):
        check_figure(figure)
    assert "no body" in study.quoted().alt


@pytest.mark.parametrize("figure", ["cleaning", "reading"])
def test_an_unknown_document_gives_one_sentence_with_the_choices(sources, figure):
    with pytest.raises(wb.WorkbenchError) as caught:
        getattr(sources, figure)("tass-1999")
    assert str(caught.value) == (
        "No document 'tass-1999'; choose tass-2021, investor-2024, tass-2024, vgp-2025, vov-2025."
    )


# --- the explorer ---


def test_it_opens_on_the_first_document_with_its_ledger(explorer, corpus):
    assert explorer.state.doc_id == corpus.documents["doc_id"][0]
    assert explorer.state.tab == "Cleaning"
    assert "TASS 2021, as printed" in explorer.pane("main")
    assert "words of TASS 2021 are cut" in explorer.pane("Cleaning")
    assert "Write a word or a phrase" in explorer.pane("Search hits")
    assert explorer.code() == "wb.Sources(corpus).explore()"


def test_it_opens_on_what_is_asked_for_and_refuses_what_is_not_there(sources):
    explorer = sources.explore(doc_id="vov-2025", query="Ukraine")
    assert "VOVWORLD 2025, as printed" in explorer.pane("main")
    assert "<mark>Ukraine</mark>" in explorer.pane("main")
    assert explorer.state.tab == "Search hits"
    with pytest.raises(wb.WorkbenchError, match="Unknown doc_id 'x'; choose 'tass-2021', "):
        sources.explore(doc_id="x")
    with pytest.raises(wb.WorkbenchError, match="Unknown choice 'document'; choose doc_id, "):
        sources.explore(document="vov-2025")


def test_another_document_changes_text_ledger_and_card_and_not_the_tab(explorer):
    explorer.state.tab = "About the document"
    explorer.state.doc_id = "vgp-2025"
    assert "33. " in explorer.pane("main")
    assert "words of Viet Nam Government Portal 2025 are cut" in explorer.pane("Cleaning")
    assert "vgp-2025.txt" in explorer.pane("About the document")
    assert "How to cite" in explorer.pane("About the document")
    assert explorer.state.tab == "About the document"
    assert explorer.code() == (
        "wb.Sources(corpus).explore(tab='About the document', doc_id='vgp-2025')"
    )


def test_a_search_marks_the_hits_opens_their_list_and_their_folds(explorer):
    assert f"<details><summary{KEYS}>Line" in explorer.pane("main")
    explorer.choose(doc_id="investor-2024", query="brics")
    assert explorer.state.tab == "Search hits"
    assert explorer.pane("main").count("<mark>BRICS</mark>") == 2
    assert f"<details open><summary{KEYS}>Line" in explorer.pane("main")
    assert "“brics” occurs once, in one of five sources, and 3 times in text that was cut" in (
        explorer.pane("Search hits")
    )
    explorer.state.query = ""
    assert "<mark>" not in explorer.pane("main")
    assert "Write a word or a phrase" in explorer.pane("Search hits")


def test_a_hit_opens_its_document_at_its_place(explorer, sources):
    explorer.state.query = "New Development Bank"
    place = sources.search.find("New Development Bank", "all").row(0, named=True)
    key = f"{place['doc_id']}|{place['start']}"
    assert f'data-wb-key="{key}" data-wb-name="place"' in explorer.pane("Search hits")
    explorer.pick(key, "place")
    assert explorer.state.doc_id == place["doc_id"]
    at = f'class="wb-line wb-at" id="line-{place["doc_id"]}-{place["para_no"]}"'
    assert explorer.pane("main").count(at) == 1


def test_a_notebook_gets_the_widget_and_a_still_page_that_follows(explorer):
    explorer.choose(doc_id="vov-2025", query="Ukraine")
    bundle = explorer._repr_mimebundle_()
    shown = bundle[WIDGET]["model_id"]
    held = Widget.get_manager_state()["state"][shown]["state"]["children"]
    assert f"IPY_MODEL_{explorer.view.model_id}" in {f"IPY_MODEL_{shown}", *held}
    still = bundle["text/html"]
    check_html(still)
    assert "VOVWORLD 2025, as printed" in still
    assert "“Ukraine” occurs" in still
    assert "explore(tab='Search hits', doc_id='vov-2025', query='Ukraine')" in Page(still).text


def test_a_slip_is_marked_in_the_text_and_explained_below(made):
    html = str(made({"a": TEXT}, slip=[SLIP]).reading("a").html())
    assert 'The <span class="wb-slip">Two</span><sup>[sic 1]</sup> Shores' in html
    assert "<li>[sic 1] ¶ 1: “Two”. Three were meant.</li>" in html
    assert "Known slips" not in made({"a": TEXT}).reading("a").html()
