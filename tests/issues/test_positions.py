"""Positions of a corpus: by rule, by the reference reading, how far both agree, and their verbs."""

import tomllib

import polars as pl
import pytest

from tests.issues.conftest import PARTIES, SHIPPED
from tests.made import cases
from workbench import schema
from workbench.corpus.codebooks import read_position_rules
from workbench.errors import Missing, WorkbenchError
from workbench.issues.coverage import operators
from workbench.issues.positions import every_position, read_reference, review

CASES = cases(__file__)

COLUMNS = ("actor", "operator", "embedded", "negation", "object")
COUNTS = ("n", "n_negated", "n_embedded", "n_positions")


@pytest.fixture(scope="module")
def rules(corpus):
    return read_position_rules(corpus.folder)


@pytest.fixture(scope="module")
def everywhere(corpus, rules):
    return every_position(corpus, rules)


@pytest.fixture
def read(make, rules):
    """Read all positions of one made-up text, of two states that no code knows."""

    def positions(text, *columns, **about):
        return every_position(make({"a": text}, **about), rules).select(columns or COLUMNS).rows()

    return positions


# --- by rule ---


def test_embedding_and_negation_are_kept_apart(read):
    text = "The two sides agreed to affirm the plan. They do not support sanctions at all."
    assert read(text) == [
        ("both sides", "agree", ["affirm"], "", "the plan"),
        ("both sides", "support", [], "do not", "sanctions at all"),
    ]


@pytest.mark.parametrize(("subject", "actor", "printed"), CASES["actors"])
def test_actors_are_the_parties_of_the_manifest(read, subject, actor, printed):
    rows = read(f"{subject} strongly supports the plan of the mayors.", "actor", "actor_text")
    assert rows == [(actor, printed)]


def test_any_pair_of_states_has_positions(read):
    parties = (
        PARTIES.replace("Ruritanian", "American").replace('"Ruritania"', '"United States"')
    ).replace('"Strelsau"', '"Washington"')
    text = "The United States reaffirmed its support for the plan. Washington welcomed the talks."
    rows = read(text, "actor", "operator", parties=parties)
    assert rows == [("United States", "reiterate support"), ("United States", "welcome")]


def test_a_party_that_has_only_a_name_has_positions(read):
    parties = "".join(
        f'[[corpus.party]]\nparty = "{name}"\nnames = ["{name}"]\n'
        for name in ("United States", "Cuba")
    )
    text = "The United States welcomed the plan. Cuba reaffirmed its support for the plan."
    rows = read(text, "actor", "operator", parties=parties)
    assert rows == [("United States", "welcome"), ("Cuba", "reiterate support")]


def test_a_pronoun_is_whom_the_text_named_last(read):
    text = (
        "He welcomed the guests at dawn. King Rudolf met them at the harbour. He praised the "
        "talks. Borduria sent a letter. It supports the plan. “I welcome it,” he said there."
    )
    assert read(text, "actor", "actor_text", "operator") == [
        ("not named", "", "welcome"),
        ("Rudolf", "He", "highly appreciate"),
        ("Borduria", "It", "support"),
        ("Rudolf", "I", "welcome"),
    ]


@pytest.mark.parametrize(("text", "verbs"), CASES["verbs"])
def test_what_is_a_verb_of_position(read, text, verbs):
    assert [verb for (verb,) in read(text, "operator")] == verbs


def test_a_frame_is_no_position_and_what_it_frames_is_quoted(read):
    text = "The document says: “The sides support the plan of the mayors.”"
    columns = ("actor", "operator", "embedded", "voice", "object")
    assert read(text, *columns) == [
        ("both sides", "support", [], "quoted", "the plan of the mayors")
    ]


@pytest.mark.parametrize("who", ["the Ruritanian and Bordurian chancellors, Borduria and Rudolf", "Borduria and Rudolf", "Rudolf"])  # fmt: skip
def test_a_frame_begins_with_the_first_of_those_who_said_it(read, who):
    text = f"The sides support the plan, {who}, said in a letter."
    assert read(text, "object") == [("the plan",)]


def test_in_a_statement_everything_is_stated(read):
    text = "“The sides support the plan of the mayors of both towns,” it was written there."
    assert read(text, "voice", genre=["statement"]) == [("stated",)]


def test_an_object_runs_across_semicolons(read):
    text = "The sides agreed to build a bridge; to dredge the harbour; and paint the boats."
    ((about,),) = read(text, "object")
    assert about == "to build a bridge; to dredge the harbour; and paint the boats"


def test_only_sentences_on_the_issue_are_read(lake_of):
    text = (
        "Ruritania supports the Pact on the Grey Lake.\n\nRuritania supports trade and many ships."
    )
    rows = lake_of({"a": text}).positions
    assert rows.select("issue", "object", "name_used").rows() == [
        ("lake", "the Pact on the Grey Lake", "Grey Lake")
    ]
    assert rows.schema == schema.dtypes("positions")


def test_parts_do_not_change_what_is_read(corpus, rules, everywhere, monkeypatch):
    parts = list(corpus.parts(at_once=900))
    assert len(parts) > 2
    monkeypatch.setattr(corpus, "parts", lambda: parts)
    assert every_position(corpus, rules).equals(everywhere)


def test_every_position_of_the_corpus_is_where_it_says(corpus, everywhere):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    assert everywhere.height > 150
    assert everywhere.schema == schema.dtypes("positions")
    for row in everywhere.iter_rows(named=True):
        text = texts[row["doc_id"]]
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["operator_start"] : row["operator_end"]] == row["operator_text"]
    numbers = everywhere.group_by("doc_id", maintain_order=True).agg("position_no")
    assert all(
        list(range(1, len(found) + 1)) == found for found in numbers["position_no"].to_list()
    )
    assert numbers["doc_id"].to_list() == corpus.documents["doc_id"].to_list()


@pytest.mark.parametrize(("provision", "rows"), CASES["known"])
def test_known_provisions_of_the_statement(everywhere, provision, rows):
    found = everywhere.filter(doc_id="vgp-2025", provision=provision)
    found = found.select("actor", "operator", "embedded", "negation")
    assert [list(row) for row in found.rows()] == rows


def test_errors_that_were_known_are_gone(everywhere):
    text = pl.col("object")
    assert everywhere.filter(
        text.str.contains("(?i)the (statement|document) (says|reads)$")
    ).is_empty()
    assert everywhere.filter(operator="reaffirm", operator_text="insist").is_empty()
    assert everywhere.filter(actor="not named").height <= 1
    lists = everywhere.filter(doc_id="vgp-2025", provision="13")["object"]
    assert lists[0].count(";") > 2


# --- the reference reading ---


def test_the_reference_reading_has_its_documents_in_order(corpus, shipped):
    for study in shipped.values():
        rows = study.reference
        assert set(rows["coder"]) == {"reference"}
        order = [doc_id for doc_id in corpus.documents["doc_id"] if doc_id in rows["doc_id"]]
        assert rows["doc_id"].unique(maintain_order=True).to_list() == order
        assert rows.schema == schema.dtypes("positions")


def test_an_issue_without_a_reading_says_so(lake_of):
    study = lake_of({"a": "They saw the Grey Lake."})
    with pytest.raises(Missing, match="reference reading of positions on lake"):
        study.reference
    assert study.coders == ["rule"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('operator = "welcome"', 'operator = "hum"', "unknown operator 'hum'; choose state"),
        ('actor = "Russia"', 'actor = "Borduria"', "unknown actor 'Borduria'; choose both sides"),
        ('from = "Moscow welcomes"', 'from = "Moscow sings"', "'Moscow sings' is not in line 29"),
        ("para = 29", "para = 999", "not in line 999 of tass-2024"),
        ('note = ""', "nota = 1", "nota"),
        ('issue = "ukraine"', 'issue = "moon"', "is about 'moon'"),
    ],
)
def test_a_faulty_reading_is_named(corpus, rules, tmp_path, old, new, told):
    source = corpus.folder / "reference" / "positions" / "ukraine.toml"
    text = (
        source.read_text("utf-8") + '\n[[correction]]\ndate = 2026-01-01\nwhat = "x"\nwhy = "y"\n'
    )
    text = text.replace('note = "Two', 'note = ""\n# "Two')
    assert old in text
    folder = tmp_path / "reference" / "positions"
    folder.mkdir(parents=True)
    (folder / "ukraine.toml").write_text(text.replace(old, new, 1), "utf-8")

    class Elsewhere:
        paragraphs, documents, parties = corpus.paragraphs, corpus.documents, corpus.parties
        sentences, variants = corpus.sentences, corpus.variants

    Elsewhere.folder = tmp_path
    assert tomllib.loads(text)["correction"]
    with pytest.raises(WorkbenchError, match=told.replace("(", r"\(")):
        read_reference(Elsewhere, "ukraine", rules)


# --- how far both agree ---


def as_rule(rows, **changes):
    return rows.with_columns(coder=pl.lit("rule").cast(rows.schema["coder"]), **changes)


def table(result):
    return {field: (n, n_agree) for field, n, n_agree, _ in result[0].rows()}


@pytest.fixture
def sea(shipped):
    return shipped["east-sea"].reference


@pytest.fixture
def ukraine(shipped):
    return shipped["ukraine"].reference


def test_the_same_reading_agrees_in_every_field(corpus, sea):
    result = review(as_rule(sea), sea, corpus.documents)
    assert table(result) == dict.fromkeys(schema.VOCABULARY["fields"], (10, 10))
    assert result[1].height == 0


def test_of_a_list_the_members_matter_and_not_the_order(corpus, sea):
    turned = as_rule(sea, legal_anchors=pl.col("legal_anchors").list.reverse())
    assert table(review(turned, sea, corpus.documents))["legal_anchors"] == (10, 10)
    bare = as_rule(sea, legal_anchors=pl.lit([], dtype=pl.List(pl.String)))
    assert table(review(bare, sea, corpus.documents))["legal_anchors"] == (10, 0)


def test_a_difference_gives_both_values_and_the_passage(corpus, ukraine):
    here = pl.col("operator") == "acknowledge"
    other = as_rule(ukraine, operator=pl.when(here).then(pl.lit("note")).otherwise("operator"))
    result = review(other, ukraine, corpus.documents)
    assert table(result)["operator"] == (6, 5)
    (row,) = result[1].rows(named=True)
    told = [row[name] for name in ("doc_id", "field", "rule", "reference")]
    assert told == ["vov-2025", "operator", "note", "acknowledge"]
    assert row["text"].startswith("Russia acknowledged")


def test_positions_that_only_one_has_are_rows(corpus, ukraine):
    result = review(as_rule(ukraine.slice(0, 4)), ukraine.slice(1, 5), corpus.documents)
    assert table(result)["position"] == (6, 3)
    assert result[0]["share"][0] == 0.5
    alone = result[1].filter(field="position")
    assert alone.select("rule", "reference", "rule_no", "reference_no").rows() == [
        ("Russia: highly appreciates", "", 1, 0),
        ("", "Russia: acknowledged", 0, 1),
        ("", "Russia: welcoming", 0, 2),
    ]


def test_nothing_to_compare_has_no_share(corpus, ukraine):
    none = ukraine.clear()
    result = review(as_rule(none), none, corpus.documents)
    assert set(result[0]["n"]) == {0}
    assert result[0]["share"].null_count() == result[0].height


@pytest.mark.parametrize("issue", SHIPPED)
def test_the_rules_find_every_position_of_the_reference_in_every_field(corpus, shipped, issue):
    study = shipped[issue]
    result = review(study.positions, study.reference, corpus.documents)
    assert result[1].filter(rule_no=0).height == 0
    assert all(n == n_agree for field, (n, n_agree) in table(result).items() if field != "position")


def test_the_one_position_that_only_the_rules_have_is_on_the_shelf(corpus, shipped):
    every = [
        review(study.positions, study.reference, corpus.documents)[1] for study in shipped.values()
    ]
    (row,) = pl.concat(every).rows(named=True)
    assert (row["issue"], row["field"], row["reference_no"]) == ("east-sea", "position", 0)
    assert "continental shelf" in row["text"]


# --- verbs ---


@pytest.fixture
def made(make, rules):
    """Count the verbs of a statement and a digest."""
    texts = {
        "a": "Both sides agreed to affirm it all. They support it. They do not support ships.",
        "b": "The sides agreed, not to support ships at all. “We will support it,” they said there.",
    }
    corpus = make(texts, genre=["statement", "digest"])
    return operators(corpus, every_position(corpus, rules), rules.ladder)


def test_main_negated_and_embedded_uses_are_counted_apart(made):
    told = {row[:3]: row[3:] for row in made.select("doc_id", "voice", "operator", *COUNTS).rows()}
    assert told["a", "stated", "support"] == (1, 1, 0, 3)
    assert told["a", "stated", "affirm"] == (0, 0, 1, 3)
    assert told["a", "stated", "agree"] == (1, 0, 0, 3)
    assert told["b", "reported", "support"] == (0, 1, 0, 1)
    assert told["b", "quoted", "support"] == (0, 0, 1, 1)


def test_every_verb_has_its_row_in_every_voice_a_source_can_have(made, rules):
    size = rules.ladder.operators.height
    assert made.group_by("doc_id", "voice", maintain_order=True).len().rows() == [
        ("a", "stated", size),
        ("b", "quoted", size),
        ("b", "reported", size),
    ]
    assert made.schema == schema.dtypes("operators")


def test_every_use_in_the_corpus_is_counted_once(corpus, rules, everywhere):
    rows = operators(corpus, everywhere, rules.ladder)
    uses = everywhere.height + everywhere["embedded"].list.len().sum()
    assert rows.select(pl.sum_horizontal("n", "n_negated", "n_embedded").sum()).item() == uses
