"""Figures of more documents than a reader goes through: what they draw, and what they say of it."""

import base64
import io
import zipfile

import polars as pl
import pytest

import workbench
from tests.many import many as make
from workbench import analysis, display
from workbench.analysis import readability
from workbench.display.html import PLAIN, download
from workbench.display.many import ROWS, ends, gathered, grouped, most, shown


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return workbench.load(make(tmp_path_factory.mktemp("many") / "c", ROWS + 1, 20))


def drawn(figure):
    """Give the rows of the first data set of a chart."""
    return next(iter(figure.body.to_dict()["datasets"].values()))


def quoted(corpus, documents):
    share = analysis.quoted_share(documents, corpus.tokens, corpus.quotes)
    return display.quoted(share, documents)


FIGURES = {
    "timeline": lambda _, documents: display.timeline(documents),
    "lengths": lambda _, documents: display.lengths(documents),
    "quoted": quoted,
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_last_document_too_many_turns_marks_into_groups(corpus, name):
    few = FIGURES[name](corpus, corpus.documents.head(ROWS))
    assert len(drawn(few)) == ROWS
    assert "gathered" not in few.subtitle
    figure = FIGURES[name](corpus, corpus.documents)
    groups = len(drawn(figure))
    assert groups < ROWS
    assert (
        f"The 61 documents are gathered into {groups} groups by genre and years" in figure.subtitle
    )
    assert figure.table.height == ROWS + 1


def test_groups_add_up_to_the_whole(corpus):
    rows = gathered(corpus.documents, corpus.documents, "n_words")
    assert rows["n_documents"].sum() == ROWS + 1
    assert rows["n_words"].sum() == corpus.documents["n_words"].sum()
    assert sum(row["n_documents"] for row in drawn(display.timeline(corpus.documents))) == ROWS + 1
    assert rows["genre"].cast(pl.String).rle().len() == 3  # genres stand together


def test_a_group_spans_as_few_years_as_it_can_and_no_year_is_a_group():
    years = [*range(1990, 2020), None]
    documents = pl.DataFrame({"doc_id": [str(no) for no in range(31)], "year": years})
    one = documents.with_columns(genre=pl.lit("digest"))
    assert grouped(one)["group"].to_list()[::30] == ["digest 1990", "digest, no year"]
    three = pl.concat(documents.with_columns(genre=pl.lit(genre)) for genre in ("a", "b", "c"))
    names = grouped(three)["group"].unique(maintain_order=True).to_list()
    assert names[:2] == ["a 1990–1994", "a 1995–1999"]
    assert len(names) == 3 * 7


def test_silent_groups_are_drawn():
    documents = pl.DataFrame(
        {
            "doc_id": [f"d{no}" for no in range(80)],
            "year": [1990] * 40 + [2000] * 40,
            "genre": ["digest"] * 80,
            "publisher": ["Gazette"] * 80,
            "event_date": ["1990"] * 40 + ["2000"] * 40,
            "published": ["unknown"] * 80,
            "date_note": ["unknown"] * 80,
            "sha256": [""] * 80,
        }
    )
    rows = documents.select("doc_id", "event_date").with_columns(
        n=pl.Series([0] * 40 + [2, 3] + [0] * 38),
        label=pl.lit("the waters"),
        status=pl.lit("reported"),
        n_provisions=1,
        n_provisions_all=2,
        per_1000=1.0,
        n_words=10,
        why=pl.lit(""),
    )
    figure = display.silences(rows, documents)
    assert figure.title == "The waters is mentioned in 2 of 80 documents"
    assert [(row["group"], row["said"]) for row in drawn(figure)] == [
        ("digest 1990", "silent: 0 of 40"),
        ("digest 2000", "2 of 40, 5 mentions"),
    ]


def test_scores_show_both_ends_and_tell_the_middle(corpus):
    frames = (corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
    rows = readability.readability(*frames, splitters=("full stop",), draws=0)
    rows = rows.filter(measure="LIX")
    figure = display.scores(rows, corpus.documents, corpus.comparability)
    assert "half of them between" in figure.title
    assert "Shown are 60 of 61 texts: those with the highest and the lowest" in figure.subtitle
    ordered = sorted(rows["value"], reverse=True)
    values = [row["value"] for row in drawn(figure)]
    assert values == pytest.approx(ordered[:30] + ordered[-30:])
    assert figure.table.height == ROWS + 1


def test_hits_list_the_documents_with_most_and_keep_all_in_a_file(corpus):
    found = analysis.hits(corpus.paragraphs, "sides meet")
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    figure = display.hit_list(found, counts, corpus.documents, "sides meet")
    assert "Shown are 60 of 61 documents: those with the most hits" in figure.subtitle
    assert 'download="hits-by-document.csv"' in figure.body


def test_most_and_ends_keep_what_there_is():
    frame = pl.DataFrame({"n": [2, None, 3, 1]})
    assert most(frame, "n", 2)["n"].to_list() == [2, 3]
    assert most(frame, "n", 9)["n"].to_list() == [2, None, 3, 1]
    assert ends(frame, "n", 2)["n"].to_list() == [3, 1]
    assert ends(frame, "n", 4).equals(frame)
    assert shown(1, 2, "pair", "the first") == "Shown is 1 of 2 pairs: the first."


def test_a_long_file_travels_zipped_and_whole():
    frame = pl.DataFrame({"text": ["x" * 99] * (PLAIN // 100 + 1)})
    link = str(download("long.csv", frame))
    assert 'download="long.csv.zip"' in link
    data = base64.b64decode(link.split("base64,")[1].split('"', maxsplit=1)[0])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.namelist() == ["long.csv"]
        assert file.read("long.csv").decode("utf-8-sig").count("\n") == frame.height + 1
    assert len(link) < PLAIN / 10
    assert download("long.csv", frame) == link
