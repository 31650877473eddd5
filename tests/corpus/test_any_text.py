"""What holds for any text whatever, however odd."""

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.made import MARKERS, RULES, VARIANTS, documents, frames, made_corpus
from workbench import load, schema
from workbench.corpus.load import uncovered
from workbench.corpus.store import Recipe, framed
from workbench.corpus.words import n_words

#: Pieces on which cutters stumble, among characters of any kind.
PIECES = (
    "\n", "\r\n", "\r", "\u00a0", "\u2028", "\u0085", "\x1c", "\ufeff", " ", "\t", "1. ", "- ",
    "Mr. ", "U.S. ", "S. ", "No. 5", ";", "“", "”", '"', "'", "’", "…", "./.", "3.5", "Viet Nam’s",
    "Viet-Nam", "Eurasian Economic Union (EAEU)", "Vie\u0323\u0302t", "Россия. ", "🤝", "\u0301",
    "\u00ad", "\u200b", "\u2060", "‘", "ʼ", "`", "``", "''", "„", "«", "»", "10\u00a0000", "1,000", "²", "[2] ",
    "(a) ", "1) ", "i. ", "3.2. ", "* ", "•", "—", "following:", " and", ". . . ", "i.e. ", "Annex A. The ", "Art. IV ",
    "U.N.", "US ", "Việt Nam", "ﬁ", "❤\ufe0f",
    "e\u0301. ", "They met. ", "The Two Shores Meet", "Buy ", "½", "²", "İ", "ß", "\u200d",
)  # fmt: skip
TEXT = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec="utf-8"), max_size=6)),
    min_size=1,
    max_size=25,
).map("".join)
TEXTS = st.lists(TEXT, min_size=1, max_size=3)
FEW, MANY = (settings(max_examples=n, deadline=None) for n in (40, 120))
PLACED = {
    "paragraphs": "text",
    "sentences": "text",
    "clauses": "text",
    "tokens": "form",
    "quotes": "text",
}


def printed(text):
    """Leave out white space and byte order marks, which print nothing."""
    return "".join(text.replace("\ufeff", "").split())


def inside(child, parent, *keys):
    joined = child.join(parent.select(*keys, first="start", last="end"), on=list(keys), how="left")
    within = (pl.col("start") >= pl.col("first")) & (pl.col("end") <= pl.col("last"))
    return joined.select(within.all()).item()


@given(TEXTS)
@MANY
def test_the_laws_of_frames(texts):
    made = frames(*texts)
    source = dict(zip(made["documents"]["doc_id"], texts, strict=True))
    # offsets
    for name, column in PLACED.items():
        for doc_id, start, end, text in made[name].select("doc_id", "start", "end", column).rows():
            assert source[doc_id][start:end] == text
    # what holds what
    assert inside(made["sentences"], made["paragraphs"], "doc_id", "para_no")
    assert inside(made["clauses"], made["sentences"], "doc_id", "sent_no")
    assert inside(made["tokens"], made["clauses"], "doc_id", "clause_no")
    assert inside(made["quotes"], made["paragraphs"], "doc_id", "para_no")
    # every character has a line, and so a zone
    lines_of = dict(made["paragraphs"].group_by("doc_id", maintain_order=True).agg("text").rows())
    for doc_id, text in source.items():
        assert printed("".join(lines_of.get(doc_id, []))) == printed(text)
    if all(printed(text) for text in texts):
        assert uncovered(made["documents"], made["paragraphs"]) == []
    # words are as many however they are counted, and none runs from one line into the next
    spoken = made["sentences"].filter(pl.col("n_words") > 0)
    counted = made["tokens"].group_by("doc_id", "sent_no", maintain_order=True).len()
    assert counted.rows() == spoken.select("doc_id", "sent_no", "n_words").rows()
    assert made["clauses"]["n_words"].sum() == made["tokens"].height
    words_of = dict(made["paragraphs"].group_by("doc_id").agg(pl.col("n_words").sum()).iter_rows())
    for doc_id, n in made["documents"].select("doc_id", n_words("text")).rows():
        assert words_of.get(doc_id, 0) == n
    for name, frame in made.items():
        assert not frame.lazy().select(schema.FRAMES[name].key).collect().is_duplicated().any()


@given(TEXTS)
@FEW
def test_variants_change_the_folded_word_alone(texts):
    plain, joined = (
        framed(documents(*texts), Recipe(RULES, MARKERS, variants, ""))["tokens"]
        for variants in ({}, VARIANTS)
    )
    assert plain.drop("word").equals(joined.drop("word"))


@pytest.fixture(scope="module")
def somewhere(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("any") / "corpus"


@pytest.mark.filterwarnings("ignore::workbench.WorkbenchWarning")
@given(text=TEXT)
@settings(max_examples=30, deadline=None)
def test_any_text_that_is_not_blank_loads_from_a_folder(somewhere, text):
    assume(text.strip("\ufeff").strip())
    assume("\x00" not in text)
    corpus = load(made_corpus(somewhere(), {"a": text}))
    assert corpus.documents["text"].item() == text
