import re
import time
from math import log, sqrt

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.made import cases
from tests.wording.revisions import agreement, difflib_says, made_up, read_off, script, sources
from workbench.errors import WorkbenchError
from workbench.schema import dtypes
from workbench.wording.align import (
    BACKGROUND,
    LEAST_REVISED,
    Aligner,
    Concept,
    Concepts,
    Weightless,
    features,
    find,
    folded,
    read_concepts,
    stem,
    units,
)

CASES = cases(__file__)

WORDS = (
    "peace trade energy climate ocean school border visit treaty harvest railway vaccine".split()
)
sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(
    lambda words: " ".join(words).capitalize() + ", and more of this comes soon again."
)
text = st.lists(sentence, min_size=1, max_size=5).map(" ".join)
generated = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
LINK = ["left_unit_no", "right_unit_no", "score", "mutual"]


def pairs(links):
    return links.select("left_unit_no", "right_unit_no").rows()


def turned(links):
    return sorted((right, left, *rest) for left, right, *rest in links.select(LINK).rows())


def test_a_reordered_and_split_text(make):
    corpus = make(
        {
            "a": "Both will fight cholera with new vaccines. Both will build a coastal railway.",
            "b": "A coastal railway is to be built. Visits go on. New vaccines against cholera come.",
        }
    )
    links = Aligner(corpus).links("a", "b", 0.01)
    assert pairs(links) == [(1, 3), (2, 1)]
    assert links.schema == dtypes("links")
    assert links["link_no"].to_list() == [1, 2]
    assert set(links["status"]) == {"proposed"}


def test_one_sentence_meets_several(make):
    corpus = make(
        {
            "a": "They will reduce carbon emissions quickly, train many young teachers, and repair "
            "old stone bridges.",
            "b": "Carbon emissions are to be reduced quickly. Weather was fine all week. Many young "
            "teachers will be trained. Old stone bridges will be repaired.",
        }
    )
    aligner = Aligner(corpus)
    assert pairs(aligner.links("a", "b", 0.01)) == [(1, 1), (1, 3), (1, 4)]
    assert pairs(aligner.links("b", "a", 0.01)) == [(1, 1), (3, 1), (4, 1)]


def test_below_the_minimum_there_is_no_counterpart(make):
    left = "Old cats sleep long at home beside warm stoves, dreaming of fresh milk."
    right = "Young cats hunt small birds in green gardens before breakfast on Sunday mornings."
    corpus = make({"a": left, "b": right})
    assert Aligner(corpus).links("a", "b").is_empty()


@generated
@given(text, text)
def test_there_and_back_are_the_same_links(make, one, other):
    aligner = Aligner(make({"a": one, "b": other}))
    there, back = aligner.links("a", "b", 0.05), aligner.links("b", "a", 0.05)
    assert sorted(there.select(LINK).rows()) == turned(back)
    assert aligner.links("a", "b", 0.05).equals(there)


@generated
@given(text, text, st.lists(text, max_size=4))
def test_a_pair_depends_on_that_pair_alone(make, one, other, rest):
    alone = wb.Wording(make({"a": one, "b": other})).compare("a", "b")
    among = make({"a": one, "b": other} | {f"c{n}": more for n, more in enumerate(rest)})
    found = wb.Wording(among).compare("a", "b")
    for name in ("links", "edits", "synopsis"):
        assert getattr(found, name).equals(getattr(alone, name))
    several = Aligner(among).links("a", [name for name in among.labels if name != "a"])
    assert several.filter(right_id="b").equals(alone.links)


@generated
@given(text, text, sentence)
def test_equal_passages_are_linked_first_and_leave_no_room(make, outcome, one, other, same):
    corpus = make({"a": f"{one} {same}", "b": f"{same} {other}"})
    links, rows = Aligner(corpus).links("a", "b", 0.01), outcome(corpus)[0]
    both = rows.filter(pl.col("left_text") == pl.col("right_text"))
    assert same in both["left_text"]
    assert set(both["outcome"]) <= {"kept", "moved"}
    printed = [re.split(r"(?<=\.) ", whole) for whole in (f"{one} {same}", f"{same} {other}")]
    equal = {word: min(side.count(word) for side in printed) for side in printed for word in side}
    full = links.filter(score=1.0)
    assert full.height == sum(equal[word] for word in set(equal))
    taken = links.join(full, on="left_unit_no", how="semi")
    assert taken.height == full.height
    assert links.join(full, on="right_unit_no", how="semi").height == full.height


def test_equal_texts_meet_in_order(make):
    same = "We plant young trees. We clean wide rivers. We plant young trees."
    links = Aligner(make({"a": same, "b": same, "c": "Rain fell."})).links("a", "b")
    assert pairs(links) == [(1, 1), (2, 2), (3, 3)]
    assert links["score"].to_list() == [1.0] * 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("It costs $5 billion.", "It costs €5 billion."),
        ("It fell to -2 there.", "It fell to 2 there."),
    ],
)
def test_another_sign_makes_passages_unequal(make, left, right):
    assert (Aligner(make({"a": left, "b": right})).links("a", "b", 0.01)["score"] < 1).all()


def test_a_document_without_a_body(make):
    corpus = make(
        {"a": "We plant young trees.", "b": "No stop here"}, {"b": {"title": "No stop here"}}
    )
    assert corpus.document("b")["n_words"] == 0
    assert Aligner(corpus).links("a", "b").is_empty()
    assert Aligner(corpus).links("a", []).is_empty()


def test_sentences_of_four_hundred_words(make):
    long = " ".join(f"{WORDS[n % 12]}{n % 80}" for n in range(400)).capitalize()
    corpus = make({"a": f"{long}.", "b": f"Before it all came rain. {long}. After it came sun."})
    assert pairs(Aligner(corpus).links("a", "b")) == [(1, 2)]


@pytest.mark.parametrize(
    ("left", "right", "least", "message"),
    [
        ("vov-2025", "vgp-2025", 0, "The minimum score is 0; it must lie above 0 and up to 1."),
        ("vov-2025", "vgp-2025", "high", "The minimum score is 'high'"),
    ],
)
def test_bad_input(aligners, left, right, least, message):
    with pytest.raises(WorkbenchError, match=message):
        aligners["sentence"].links(left, right, least)


def provisions(links, para_no):
    return set(links.filter(left_para_no=para_no)["right_provision"])


@pytest.mark.parametrize("unit", ["sentence", "clause", "provision"])
def test_one_sentence_of_the_digest_merges_four_points(aligners, unit):
    links = aligners[unit].links("vov-2025", "vgp-2025")
    assert provisions(links, 8) >= {"21", "23", "24", "25"}
    assert provisions(links, 11) == {"32"}


def test_free_trade_is_not_the_contact_of_three_organisations(aligners):
    links = aligners["sentence"].links("tass-2021", "tass-2024")
    assert links.filter(left_para_no=12, right_para_no=27).is_empty()
    assert links.filter(left_para_no=15, right_para_no=27).height == 1
    assert provisions(aligners["sentence"].links("tass-2024", "vgp-2025"), 29) == {"32"}
    assert "30" not in provisions(aligners["sentence"].links("tass-2021", "vgp-2025"), 12)


@pytest.mark.parametrize("unit", ["provision", "sentence", "clause"])
def test_units_and_links_obey_the_offset_law(corpus, aligners, unit):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    rows = units(corpus, unit)
    for doc_id, start, end, printed in rows.select("doc_id", "start", "end", "text").iter_rows():
        assert texts[doc_id][start:end] == printed
    assert not rows.select("doc_id", "unit_no").is_duplicated().any()
    for row in aligners[unit].links("vov-2025", "vgp-2025").iter_rows(named=True):
        for side in ("left", "right"):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            assert texts[row[f"{side}_id"]][start:end] == row[f"{side}_text"]


def test_a_provision_of_several_lines_is_one_unit(corpus):
    rows = units(corpus, "provision").filter(doc_id="vgp-2025")
    assert rows.filter(provision="7").height == 1
    assert "\n" in rows.filter(provision="7")["text"][0]


def test_unknown_unit(corpus):
    with pytest.raises(WorkbenchError, match="choose provision, sentence, clause"):
        units(corpus, "page")


# --- features ---


def test_pieces_between_commas(make):
    printed = "They fight terror together, control dangerous small arms, and, at sea, rest."
    found = Aligner(make({"a": printed})).weighed(("a",), "left").pieces
    found = found.with_columns(pl.col("feature").cast(pl.String)).sort("piece", "feature")
    groups = found.group_by("piece", maintain_order=True).agg("feature")["feature"].to_list()
    assert [{one for one in group if not one.startswith("concept")} for group in groups] == [
        {"fight", "terror", "togeth"},
        {"arms", "control", "danger", "rest", "sea", "smal"},
    ]


def test_a_phrase_never_runs_from_one_passage_into_the_next():
    words = pl.DataFrame(
        {"word": ["the", "open", "oceans", "open", "sky"], "left": [0, 0, 0, 1, 1]}
    )
    words = words.with_columns(doc=pl.lit(0), piece=pl.lit(1))
    named = [Concept("sea", ["open ocean*"]), Concept("sky", ["oceans open"])]
    found = features(words, Concepts(named, [Weightless("too common", ["sky"])]), "left")
    assert found.with_columns(pl.col("feature").cast(pl.String)).select("left", "feature").rows() == [
        (0, "open"), (0, "ocean"), (1, "open"), (0, "concept: sea"),
    ]  # fmt: skip


def test_weights_by_hand(make):
    weights = (
        Aligner(make({"a": "Zebras graze. Zebras graze zebras."})).weighed(("a",), "left").wholes
    )
    weights = weights.with_columns(pl.col("feature").cast(pl.String)).filter(left=1)
    n = 2 + 203
    rare = log((1 + n) / 2.5)
    zebra, graze = (1 + log(2)) * rare, rare
    length = sqrt(zebra**2 + graze**2 + 3 * log((1 + n) / 1.5) ** 2)
    got = dict(weights.select("feature", "weight").iter_rows())
    assert got == pytest.approx({stem("zebras"): zebra / length, stem("graze"): graze / length})


def test_the_background_is_what_the_shipped_sources_give(corpus, aligners):
    passages = aligners["sentence"].weighed(tuple(corpus.documents["doc_id"]), "left")
    found = passages.features.select("left", pl.col("feature").cast(pl.String)).unique()
    counts = found.group_by("feature").agg(n_backed=pl.len().cast(pl.Int64)).sort("feature")
    kept = pl.read_csv(BACKGROUND, separator="\t")
    assert kept.filter(feature="*")["n_backed"].item() == corpus.sentences.height
    assert kept.filter(pl.col("feature") != "*").sort("feature").equals(counts)


@pytest.mark.parametrize(("one", "other", "met"), CASES["inflections"])
def test_inflections_meet(one, other, met):
    assert (stem(one) == stem(other)) is met


def test_phrases_of_the_codebook_are_folded_as_texts_are():
    phrases = folded(["Labor organizations", "U.N. Charter", "invest*"])
    words = "labour organisations of the un charter invested".split()
    words = pl.DataFrame({"word": words, "at": [1] * 7})
    assert sorted(find(words, phrases, "at").rows()) == [(0, 0, 2), (1, 4, 2), (2, 6, 1)]


def test_a_corpus_without_concepts(tmp_path):
    assert read_concepts(tmp_path).named == []


def test_a_fault_of_the_concepts_is_one_sentence(tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "concepts.toml").write_text(
        '[[concept]]\nconcept = "sea"\nwords = []\n'
    )
    with pytest.raises(WorkbenchError, match=r"codebook/concepts.toml: concept"):
        read_concepts(tmp_path)


# --- revisions with known truth ---


@pytest.fixture(scope="module")
def revisions(corpus, make, outcome):
    """Compare texts with their revisions: over 2,000 decisions, ours and difflib's."""
    shipped = ("vgp-2025", "tass-2021", "investor-2024")
    scripts = [script(sources(corpus, doc_id), seed) for doc_id in shipped for seed in range(17)]
    scripts += [script(made_up(seed), seed) for seed in range(12)]
    texts = {}
    for n, (left, right, _) in enumerate(scripts):
        texts |= {f"a{n}": "\n\n".join(left), f"b{n}": "\n\n".join(right)}
    several = make(texts)
    assert several.sentences.height == sum(len(left) + len(right) for left, right, _ in scripts)
    aligner, ours, theirs = Aligner(several), [], []
    for n, (left, right, truth) in enumerate(scripts):
        rows, links, _ = outcome(several, f"a{n}", f"b{n}", aligner=aligner)
        ours.append((truth, read_off(rows, links)))
        theirs.append((truth, difflib_says(left, right)))
    return agreement(ours), agreement(theirs)


@pytest.mark.parametrize(
    ("kind", "least"),
    [("kept", 0.99), ("moved", 0.97), ("inserted", 0.97), ("deleted", 0.97), ("reworded", 0.95),
     ("split", 0.95), ("merged", 0.95)],
)  # fmt: skip
def test_what_became_of_each_sentence_of_a_revision(revisions, kind, least):
    ours, theirs = (one.filter(kind=kind).row(0, named=True) for one in revisions)
    assert revisions[0]["true"].sum() > 2_000
    for rate in ("precision", "recall"):
        assert ours[rate] >= least
        assert ours[rate] >= theirs[rate]


def test_a_clear_rewording_of_a_revision_keeps_its_score(make):
    same = "We plant young trees. We clean wide rivers. We open small schools."
    links = Aligner(
        make(
            {
                "a": f"{same} The quay is closed for ships.",
                "b": f"{same} The quay opens for all ships.",
            }
        )
    ).links("a", "b")
    assert links.filter(left_unit_no=4)["score"].item() > LEAST_REVISED


def test_two_long_texts_are_compared_quickly(make):
    passages = [
        f"{WORDS[n % 12]} {WORDS[n % 7]} {n} by the quay and {WORDS[n % 5]} for all of us.".capitalize()
        for n in range(145)
    ]
    study = wb.Wording(make({"a": "\n\n".join(passages), "b": "\n\n".join(passages[::-1])}))
    study.compare("a", "b")
    begin = time.perf_counter()
    assert study.compare("a", "b", least=0.2).links.height >= 145
    assert time.perf_counter() - begin < 2, "20 times what an idle machine takes"
