"""What must come out of the hand-checked data, each finding from its frame."""

import polars as pl

from workbench.analysis.issues import coverage, naming, on_issue


def about(rows, anchor):
    return rows.filter(pl.col("legal_anchors").list.contains(anchor))


def test_russia_alone_speaks_on_ukraine_in_all_three_sources_that_mention_it(by_hand):
    rows = by_hand["ukraine"]
    assert rows["doc_id"].unique(maintain_order=True).to_list() == [
        "tass-2024",
        "vgp-2025",
        "vov-2025",
    ]
    assert set(rows["actor"]) == {"Russia"}


def test_the_digest_has_acknowledged_where_statement_and_tass_have_highly_appreciates(by_hand):
    rows = by_hand["ukraine"].unique("doc_id", keep="first", maintain_order=True)
    assert rows.select("doc_id", "operator", "operator_text").rows() == [
        ("tass-2024", "highly appreciate", "highly appreciates"),
        ("vgp-2025", "highly appreciate", "highly appreciates"),
        ("vov-2025", "acknowledge", "acknowledged"),
    ]


def test_both_nations_support_doc_and_coc_in_2024_and_russia_alone_in_2025(by_hand):
    rows = by_hand["east-sea"]
    for anchor, verb in (("DOC", "support"), ("COC", "welcome")):
        found = about(rows, anchor).select("doc_id", "actor", "operator").rows()
        assert found[:2] == [
            ("investor-2024", "both sides", "support"),
            ("vgp-2025", "Russia", verb),
        ]
    assert set(about(rows, "DOC").filter(doc_id="vov-2025")["actor"]) == {"Russia"}


def test_freedom_stands_in_the_statement_and_is_missing_from_its_digest(corpus, shipped):
    rows = coverage(corpus, *shipped["east-sea"]).filter(term="freedom")
    assert rows.select("doc_id", "status").rows() == [
        ("tass-2021", "not in this source"),
        ("investor-2024", "reported"),
        ("tass-2024", "not in this source"),
        ("vgp-2025", "stated"),
        ("vov-2025", "not in this source"),
    ]


def test_the_sea_is_never_named_by_tass_nor_ukraine_by_the_investor_and_tass_2021(corpus, shipped):
    sea = naming(corpus, *shipped["east-sea"])
    tass = sea.filter(pl.col("publisher") == "TASS")
    assert tass.height == 2 * 4
    assert tass.select(pl.sum_horizontal("n", "n_inside", "n_headings").sum()).item() == 0
    ukraine = naming(corpus, *shipped["ukraine"])
    silent = ukraine.filter(pl.col("doc_id").is_in(["investor-2024", "tass-2021"]))
    assert silent.height == 2 * 7
    assert silent.select(pl.sum_horizontal("n", "n_inside", "n_headings").sum()).item() == 0


def test_the_sea_never_stands_by_itself_but_in_titles_and_one_gloss(corpus, shipped):
    rows = naming(corpus, *shipped["east-sea"]).filter(pl.col("n") + pl.col("n_inside") > 0)
    assert rows.select("doc_id", "name", "n", "n_inside").rows() == [
        ("investor-2024", "East Sea", 0, 3),
        ("investor-2024", "South China Sea", 0, 1),
        ("investor-2024", "both names joined", 1, 0),
        ("investor-2024", "titles of the DOC and COC", 2, 0),
        ("vgp-2025", "East Sea", 0, 2),
        ("vgp-2025", "titles of the DOC and COC", 2, 0),
        ("vov-2025", "East Sea", 0, 1),
        ("vov-2025", "titles of the DOC and COC", 2, 0),
    ]


def test_ukraine_has_four_names_in_three_sources(corpus, shipped):
    rows = naming(corpus, *shipped["ukraine"]).filter(pl.col("n") > 0)
    assert rows.select("doc_id", "name", "n", "n_headings").rows() == [
        ("tass-2024", "crisis", 1, 1),
        ("tass-2024", "conflict", 1, 0),
        ("vgp-2025", "issue", 1, 0),
        ("vgp-2025", "conflict", 1, 0),
        ("vov-2025", "issue", 1, 0),
        ("vov-2025", "Ukraine, by itself", 1, 0),
    ]


def test_the_digest_leaves_out_the_interests_of_the_parties(corpus, shipped):
    rows = coverage(corpus, *shipped["ukraine"])
    lost = rows.filter(
        pl.col("term").is_in(["interests", "relevant parties", "principles together"])
    )
    assert lost.filter(doc_id="vgp-2025")["n"].to_list() == [1, 1, 1]
    assert lost.filter(doc_id="vov-2025")["n"].sum() == 0
    roots = rows.filter(term="root causes")
    assert set(roots["status"].cast(pl.String)) == {"not in this source", "not in the statement"}


def test_every_position_by_hand_is_in_a_sentence_on_its_issue(corpus, shipped, by_hand):
    for name, (issue, found) in shipped.items():
        here = on_issue(corpus, issue, found)
        assert by_hand[name].join(here, on=["doc_id", "sent_no"], how="anti").height == 0


def test_nuclear_weapons_are_not_nuclear_energy(shipped):
    _, found = shipped["nuclear-energy"]
    tass = found.filter(pl.col("doc_id") == "tass-2021")
    assert tass.filter(pl.col("para_no") == 35).height == 0
    assert tass.height > 0
