"""What must come out of the shipped sources, each finding from its frame."""

import polars as pl


def about(rows, anchor):
    return rows.filter(pl.col("legal_anchors").list.contains(anchor))


def test_russia_alone_speaks_on_ukraine_in_all_three_sources_that_mention_it(shipped):
    for rows in (shipped["ukraine"].reference, shipped["ukraine"].positions):
        there = rows["doc_id"].unique(maintain_order=True).to_list()
        assert there == ["tass-2024", "vgp-2025", "vov-2025"]
        assert set(rows["actor"]) == {"Russia"}


def test_the_object_is_viet_nams_stance_in_three_of_six_positions(shipped):
    objects = shipped["ukraine"].reference["object"]
    assert objects.str.contains("stance|position").sum() == 3
    assert objects.str.contains("readiness").sum() == 3


def test_both_nations_support_doc_and_coc_in_2024_and_russia_alone_in_2025(shipped):
    for rows in (shipped["east-sea"].reference, shipped["east-sea"].positions):
        for anchor, verb in (("DOC", "support"), ("COC", "welcome")):
            found = about(rows, anchor).select("doc_id", "actor", "operator").rows()
            assert found[:2] == [
                ("investor-2024", "both sides", "support"),
                ("vgp-2025", "Russia", verb),
            ]
        assert set(about(rows, "DOC").filter(doc_id="vov-2025")["actor"]) == {"Russia"}


def test_freedom_is_in_the_statement_and_not_in_its_digest(shipped):
    rows = shipped["east-sea"].coverage.filter(term="freedom")
    assert dict(rows.select("doc_id", "status").iter_rows()) == {
        "tass-2021": "not in this press text",
        "investor-2024": "reported",
        "tass-2024": "not in this press text",
        "vgp-2025": "stated",
        "vov-2025": "not in this press text",
    }


def test_the_clause_on_the_shelf_is_on_the_issue_and_has_a_history(shipped):
    rows = shipped["east-sea"].coverage
    shelf = rows.filter(pl.col("n") > 0, term="shelf")
    assert shelf.select("doc_id", "n").rows() == [("vgp-2025", 1)]
    oil = rows.filter(pl.col("n_elsewhere") > 0, term="oil and gas")["doc_id"].to_list()
    assert oil == ["tass-2021", "investor-2024"]
    (row,) = shipped["east-sea"].positions.filter(provision="9").rows(named=True)
    assert (row["actor"], row["operator"]) == ("both sides", "support")
    assert "1982 UNCLOS" in row["legal_anchors"]


def test_the_sea_is_named_in_titles_and_one_gloss(shipped):
    rows = shipped["east-sea"].naming.filter(pl.col("n") + pl.col("n_inside") > 0)
    assert rows.select("doc_id", "name", "n", "n_inside", "n_titles").rows() == [
        ("investor-2024", "East Sea", 0, 3, 2),
        ("investor-2024", "South China Sea", 0, 1, 0),
        ("investor-2024", "both names joined", 1, 0, 0),
        ("investor-2024", "titles of the DOC and COC", 2, 0, 0),
        ("vgp-2025", "East Sea", 0, 2, 2),
        ("vgp-2025", "titles of the DOC and COC", 2, 0, 0),
        ("vov-2025", "East Sea", 0, 1, 1),
        ("vov-2025", "titles of the DOC and COC", 2, 0, 0),
    ]


def test_ukraine_has_four_names_in_three_sources(shipped):
    rows = shipped["ukraine"].naming.filter(pl.col("n") > 0)
    assert rows.select("doc_id", "name", "n", "n_headings").rows() == [
        ("tass-2024", "crisis", 1, 1),
        ("tass-2024", "conflict", 1, 0),
        ("vgp-2025", "issue", 1, 0),
        ("vgp-2025", "conflict", 1, 0),
        ("vov-2025", "issue", 1, 0),
        ("vov-2025", "Ukraine", 1, 0),
    ]


def test_the_digest_leaves_out_the_interests_of_the_parties(shipped):
    rows = shipped["ukraine"].coverage
    terms = ["interests", "relevant parties", "principles together"]
    lost = rows.filter(pl.col("term").is_in(terms))
    assert lost.filter(doc_id="vgp-2025")["n"].to_list() == [1, 1, 1]
    assert lost.filter(doc_id="vov-2025")["n"].sum() == 0
    assert rows.filter(term="root causes")["n"].sum() == 0


def test_nuclear_weapons_are_not_nuclear_energy(shipped):
    tass = shipped["nuclear-energy"].mentions.filter(doc_id="tass-2021")
    assert tass.height > 0
    assert tass.filter(para_no=35).height == 0


def test_every_position_of_the_reference_is_in_a_sentence_on_its_issue(shipped):
    from workbench.issues.coverage import on_issue

    for study in shipped.values():
        here = on_issue(study.corpus, study.book, study.mentions)
        assert study.reference.join(here, on=["doc_id", "sent_no"], how="anti").height == 0
