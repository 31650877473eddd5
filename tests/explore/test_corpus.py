"""The explorer without a browser: its state changes, and what it shows changes with it."""

import pytest
from ipywidgets import Widget

from workbench.display.html import KEYS
from workbench.errors import WorkbenchError
from workbench.explore import corpus_explorer
from workbench.explore.corpus import PROMPT, TABS

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def explorer(corpus):
    return corpus_explorer(corpus)


def reading(explorer):
    return explorer.view.children[1].children[0].value


def tabs(explorer):
    return explorer.view.children[1].children[1]


def panel(explorer, title):
    return tabs(explorer).children[TABS.index(title)].value


def controls(explorer):
    return explorer.view.children[0].children


def test_it_opens_on_the_first_document_with_its_ledger(explorer, corpus):
    assert explorer.state.doc_id == corpus.documents["doc_id"][0]
    assert "TASS 2021, as printed" in reading(explorer)
    assert "words of TASS 2021 are cut" in panel(explorer, "Cleaning ledger")
    assert tabs(explorer).selected_index == TABS.index("Cleaning ledger")


def test_it_opens_on_the_document_that_is_asked_for(corpus):
    assert "VOVWORLD 2025, as printed" in reading(corpus_explorer(corpus, "vov-2025"))


def test_an_unknown_document_gives_one_sentence_with_the_choices(corpus):
    with pytest.raises(WorkbenchError) as caught:
        corpus_explorer(corpus, "tass-1999")
    assert str(caught.value) == (
        "No document 'tass-1999'; choose tass-2021, investor-2024, tass-2024, vgp-2025, vov-2025."
    )


def test_another_document_changes_text_ledger_and_card(explorer):
    explorer.state.doc_id = "vgp-2025"
    assert "33. " in reading(explorer)
    assert "words of Viet Nam Government Portal 2025 are cut" in panel(explorer, "Cleaning ledger")
    assert "vgp-2025.txt" in panel(explorer, "About the document")


def test_the_document_can_be_chosen_in_the_control(explorer):
    document, *_ = controls(explorer)
    document.value = "tass-2024"
    assert explorer.state.doc_id == "tass-2024"
    assert "TASS 2024, as printed" in reading(explorer)


def test_before_a_search_the_hits_ask_for_one(explorer):
    assert PROMPT in panel(explorer, "Search hits")


def test_a_search_marks_the_hits_and_shows_their_list(explorer):
    explorer.state.doc_id = "investor-2024"
    explorer.state.query = "brics"
    assert reading(explorer).count("<mark>BRICS</mark>") == 2
    assert "“brics”: " in panel(explorer, "Search hits")
    assert tabs(explorer).selected_index == TABS.index("Search hits")


def test_a_search_ended_goes_back_to_the_ledger(explorer):
    explorer.state.query = "BRICS"
    explorer.state.query = ""
    assert "<mark>" not in reading(explorer)
    assert PROMPT in panel(explorer, "Search hits")
    assert tabs(explorer).selected_index == 0


def test_another_document_leaves_the_tab_where_the_reader_put_it(explorer):
    tabs(explorer).selected_index = TABS.index("About the document")
    explorer.state.doc_id = "tass-2024"
    assert tabs(explorer).selected_index == TABS.index("About the document")


def test_it_opens_on_a_search(corpus):
    explorer = corpus_explorer(corpus, "tass-2024", "BRICS")
    assert tabs(explorer).selected_index == TABS.index("Search hits")
    assert "<mark>BRICS</mark>" in reading(explorer)
    assert controls(explorer)[1].value == "BRICS"


def test_cuts_are_folded_until_they_are_asked_for(explorer):
    assert f"<details><summary{KEYS}>Line 1 cut" in reading(explorer)
    explorer.state.show_cut = True
    assert f"<details open><summary{KEYS}>Line 1 cut" in reading(explorer)


def test_a_hit_in_the_shown_document_is_a_link_into_the_text(explorer):
    explorer.state.doc_id = "investor-2024"
    explorer.state.query = "New Development Bank"
    hits = panel(explorer, "Search hits")
    targets = {part.split('"')[0] for part in hits.split('href="#')[1:]}
    assert targets
    assert all(f'id="{target}"' in reading(explorer) for target in targets)


def test_a_query_is_text_and_never_html(explorer):
    explorer.state.query = "<script>alert(1)</script>"
    assert "<script" not in panel(explorer, "Search hits")
    assert "&lt;script&gt;" in panel(explorer, "Search hits")


def test_a_notebook_gets_the_widget_and_the_still_page(explorer):
    bundle = explorer._repr_mimebundle_()
    shown = bundle[WIDGET]["model_id"]
    held = Widget.get_manager_state()["state"][shown]["state"]["children"]
    view = f"IPY_MODEL_{explorer.view.model_id}"
    assert view in {f"IPY_MODEL_{shown}", *held}
    assert "TASS 2021, as printed" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]


def test_the_still_page_follows_the_state(explorer):
    explorer.state.doc_id = "vov-2025"
    explorer.state.query = "Ukraine"
    page = str(explorer.still())
    assert "VOVWORLD 2025, as printed" in page
    assert "“Ukraine”: " in page
