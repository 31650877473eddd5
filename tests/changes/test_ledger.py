"""The ledger against a reading of the five texts, and verdicts against what pairs can prove."""

import re
from pathlib import Path

import polars as pl
import pytest

import workbench as wb
from tests.changes.conftest import PROVISIONS
from workbench import schema
from workbench.changes import figures
from workbench.changes.ledger import Reading
from workbench.corpus import check
from workbench.corpus.books import read

ROOT = Path(__file__).parents[2]
#: The reading of a language model, made from the five texts alone before there was a rule: the
#: status in each text, and for some who speaks there with which verbs ("-" nobody, "?" not read). A
#: quotation of TASS 2024 that is opened and never closed counts as reported; "the document points
#: out" is a reporter's frame. Papers that were signed, and what is only in teasers, are no provisions.
READING = pl.read_csv(Path(__file__).parent / "reading.tsv", separator="\t")
SPEAKS = READING.filter(pl.col("actor") != "?").rows(named=True)


def told(changes, provision, earlier=2021, later=2025):
    row = changes.verdicts.row(
        by_predicate=(pl.col("provision") == provision)
        & (pl.col("earlier") == earlier)
        & (pl.col("later") == later),
        named=True,
    )
    return row["claim"], row["sound"], row["sentence"]


def test_the_rules_find_what_the_reading_found(changes):
    found = changes.ledger.select("provision", "doc_id", pl.col("status").cast(pl.String))
    # one mark is by the second reading: the first took a quotation for the reporter's words
    differ = set(found.rows()) ^ set(READING.select(found.columns).rows())
    assert differ == {("ukraine", "tass-2024", status) for status in ("quoted", "reported")}


@pytest.mark.parametrize("read", SPEAKS, ids=lambda read: f"{read['provision']}, {read['doc_id']}")
def test_who_speaks_with_which_verb(changes, read):
    row = changes.ledger.filter(provision=read["provision"], doc_id=read["doc_id"])
    assert [one or "-" for one in row.select("actor", "verb").row(0)] == [
        read["actor"],
        read["verb"],
    ]


def test_every_provision_has_a_row_for_every_document_and_pair(changes, corpus):
    n = changes.codebook.topics.height
    assert changes.ledger.height == n * corpus.documents.height
    assert changes.verdicts.height == n * 3
    for name in ("ledger", "verdicts"):
        frame = getattr(changes, name)
        assert dict(frame.schema) == schema.dtypes(name)
        assert not frame.select(schema.FRAMES[name].key).is_duplicated().any()
    attested = changes.ledger["n"] > 0
    assert (changes.ledger["places"].list.len() == changes.ledger["n"]).all()
    assert set(changes.ledger.filter(attested)["status"]) == {"stated", "quoted", "reported"}


def test_what_is_attested_earlier_and_absent_from_the_text_of_2025(changes):
    gone = changes.whole.filter(claim="gone")
    assert gone["provision"].to_list() == [
        "alliances", "military-technical", "blocs", "nuclear-free-zone", "biological-terrorism",
        "immunity", "brics", "middle-east",
    ]  # fmt: skip
    assert gone["sentence"][0] == "Attested in 2021 and 2024, not in the text of 2025 as published."
    assert told(changes, "alliances") == (
        "gone",
        "quoted words only",
        "Attested in 2021 (quoted), not in the text of 2025 as published.",
    )
    assert told(changes, "alliances", 2024)[:2] == ("gone", "by report")
    assert "a Palestinian state" in changes.codebook.rules.filter(topic="middle-east")["rule"]
    whys = changes.verdicts.filter(claim="gone")["why"]
    assert whys.str.ends_with("not of a policy.").all()


def test_the_clause_on_third_states_is_kept_and_narrowed(changes):
    claim, sound, sentence = told(changes, "third-states", 2024)
    assert (claim, sound) == ("narrowed", "quoted words only")
    assert "Not in the text of 2025: the relations as a whole." in sentence
    assert sentence.endswith("Still there: defence cooperation.")
    assert told(changes, "third-states", 2021)[0] == "narrowed"
    assert told(changes, "ict-purpose")[0] == "narrowed"
    assert "Not in the text of 2025: international peace." in told(changes, "ict-purpose")[2]


def test_the_list_of_challenges_lost_one_and_won_one(changes):
    claim, sound, sentence = told(changes, "challenges")
    assert (claim, sound) == ("reworded", "quoted words only")
    assert "Not in the text of 2025: provoking state coups." in sentence
    assert "First attested in 2025: natural disasters." in sentence
    assert told(changes, "challenges", 2024)[0] == "cannot be told"


@pytest.mark.parametrize(
    ("provision", "years"), [("asean-role", "2021, 2024"), ("doc-coc", "2024")]
)
def test_from_both_sides_to_russia(changes, provision, years):
    row = changes.whole.row(by_predicate=pl.col("provision") == provision, named=True)
    assert (row["claim"], row["sound"]) == ("kept", "by report")
    assert f"Actor: both sides ({years}); Russia (2025)." in row["sentence"]


def test_nuclear_power_and_the_convention_against_cybercrime(changes):
    claim, _, sentence = told(changes, "nuclear-power")
    assert claim == "changed"
    assert "Not in the text of 2025: a return to earlier plans." in sentence
    assert "First attested in 2025: agreed negotiations." in sentence
    whole = changes.whole.filter(provision="cybercrime")["sentence"].item()
    assert "Verb: call for (2021); support (2024); welcome, support (2025)." in whole
    assert "First attested in 2025: signing and entry into force." in whole


@pytest.mark.parametrize("provision", ["sanctions", "war-memory", "human-rights"])
def test_first_attested_in_2025_and_whether_new_cannot_be_told(changes, provision):
    sentence = "First attested in 2025 (stated); whether it is new cannot be told."
    assert told(changes, provision) == ("first attested", "no", sentence)
    assert told(changes, provision, 2024) == ("first attested", "no", sentence)
    assert told(changes, provision, 2021, 2024)[0] == "in neither"


def test_on_ukraine_the_verb_is_kept_and_terms_are_spelled_out(changes):
    claim, sound, sentence = told(changes, "ukraine", 2024)
    assert (claim, sound) == ("reworded", "quoted words only")
    assert "legitimate interests of the parties; participation of relevant parties." in sentence
    assert sentence.endswith("Same verb: highly appreciates and welcomes.")
    assert told(changes, "ukraine", 2021)[0] == "cannot be told"
    beside = changes.side_by_side("ukraine", "statement-2024", "statement-2025").body
    assert "reported; quoted" in beside  # one passage, of which one part is quoted


def test_no_verdict_says_more_than_its_pair(changes):
    for row in changes.verdicts.iter_rows(named=True):
        claims = changes.corpus.claims(*(
            changes.states[row["provision"], row[side]].doc_id for side in ("earlier_id", "later_id")
        ))  # fmt: skip
        assert row["claim"] != "gone" or claims.allows("gone")
        assert row["claim"] != "new" or claims.allows("new")
        assert (row["sound"] == "no") == (
            row["claim"] in ("first attested", "cannot be told", "in neither")
        )
        assert not {"dropped", "abandoned", "removed"} & set(row["sentence"].split())


def test_nothing_is_said_of_a_provision_but_by_the_codebook(changes):
    book = " ".join(
        [*changes.codebook.rules["rule"], *changes.passages["said"], *changes.ledger["actor"]]
    )
    plain = set("attested in and not the text of as published kept other words narrowed changed "
                "substance wording cannot be compared part first whether it is new told press texts on "
                "whose silence proves nothing neither nor same verb actor more stated quoted "
                "reported still there content so that wording".split())  # fmt: skip
    for sentence in [*changes.verdicts["sentence"], *changes.whole["sentence"]]:
        said = sentence.lower()
        for mark in ".,;:()":
            said = said.replace(mark, " ")
        known = set(book.lower().replace(",", " ").split())
        assert {word for word in said.split() if not word.isdigit()} <= plain | known


BRIDGE, TOLL, TEA = (
    "agreed to build a bridge over the river",
    "agreed to build a bridge with a toll",
    "drank tea",
)


@pytest.mark.parametrize(
    ("texts", "claim", "sound"),
    [
        ([(2001, "statement", BRIDGE), (2002, "statement", BRIDGE)], "kept", "yes"),
        ([(2001, "statement", BRIDGE), (2002, "statement", f"{BRIDGE} soon")], "reworded", "yes"),
        ([(2001, "statement", BRIDGE), (2002, "statement", TEA)], "gone", "yes"),
        ([(2001, "statement", TEA), (2002, "statement", BRIDGE)], "new", "yes"),
        ([(2001, "statement", TEA), (2002, "digest", BRIDGE)], "new", "by report"),
        ([(2001, "digest", BRIDGE), (2002, "statement", TEA)], "gone", "by report"),
        ([(2001, "digest", f"“{BRIDGE}”"), (2002, "statement", TEA)], "gone", "quoted words only"),
        ([(2001, "digest", BRIDGE), (2002, "digest", TEA)], "cannot be told", "no"),
        ([(2001, "digest", TEA), (2002, "digest", BRIDGE)], "first attested", "no"),
        ([(2001, "digest", TEA), (2002, "digest", TEA)], "in neither", "no"),
        ([(2001, "statement", TEA), (2002, "statement", TEA)], "in neither", "no"),
        ([(2001, "statement", BRIDGE), (2002, "statement", TOLL)], "changed", "yes"),
        ([(2001, "digest", f"{BRIDGE} and {TOLL}"), (2002, "statement", TOLL)], "narrowed", "by report"),
        # a full text outranks the press texts of its statement
        ([(2001, "digest", BRIDGE), (2001, "statement", TEA), (2002, "statement", TEA)], "in neither", "no"),
    ],
)  # fmt: skip
def test_each_claim_on_a_series_of_two(series, texts, claim, sound):
    row = series(*texts).verdicts.row(0, named=True)
    assert (row["claim"], row["sound"]) == (claim, sound)
    assert (row["earlier"], row["later"]) == (2001, 2002)


def test_first_is_said_of_the_whole_series(series):
    study = series((2001, "digest", BRIDGE), (2002, "digest", TEA), (2003, "digest", BRIDGE))
    claims = study.verdicts.select("earlier", "later", "claim").rows()
    assert claims == [(2001, 2002, "cannot be told"), (2001, 2003, "kept"), (2002, 2003, "cannot be told")]  # fmt: skip
    assert study.whole["claim"].to_list() == ["kept"]


@pytest.mark.parametrize(
    "facts", [{"series": "unknown"}, {"statement_id": "one"}, {"genre": "unknown"}]
)
def test_what_cannot_be_ordered_has_a_ledger_and_no_verdict(series, facts):
    study = series((2001, "statement", BRIDGE), (2002, "digest", TEA), **facts)
    assert study.ledger.height == 2
    assert study.verdicts.is_empty()


def test_a_frame_gives_its_side_to_the_clause_that_it_opens_and_no_further(series):
    says = "The document says that “the two sides build a bridge over the river,” and that “no bridge with a toll is built.”"
    study = series((2001, "digest", f"drank tea. {says} The two sides welcome it and"))
    assert study.passages.select("part", "actor", "verb").rows() == [
        ("over the river", "both sides", ""), ("with a toll", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("does", "words"), [
    ("want a bridge “over the river at once”", "“over the river at once”"),
    ("want “to build a bridge” over the river", "“to build a bridge”"),
    # a word in marks, with a stop or spaces inside them; a mark that is never closed
    *((does, None) for does in ("want a bridge over the “river,” and", "want a « bridge » over the river", "want a bridge “over the river at once")),
])  # fmt: skip
def test_a_match_divided_by_a_mark_is_quoted_as_far_as_the_marks_go(series, does, words):
    (row,) = series((2001, "digest", does)).passages.rows(named=True)
    assert (row["voice"], words or row["text"]) == ("quoted" if words else "reported", row["words"])


def test_what_comes_near_a_silence_is_looked_for(series):
    other = f"{TEA}. Old bridges cross most rivers there. The bridges are old. The rivers rest"
    study = series((2001, "digest", BRIDGE), (2002, "digest", other), (2003, "digest", TEA))
    near = study.places.filter(pl.col("actor").is_null())
    assert near.select("doc_id", "text").unique().rows() == [
        ("d1", "Old bridges cross most rivers there.")
    ]
    assert "near one of two silences" in study.what_changed().subtitle
    assert (
        "a text that lacks it: 1 passage with most"
        in study.side_by_side("bridge", "s2001", "s2002").body
    )


def test_two_statements_of_one_year_are_told_apart(series):
    study = series((2001, "statement", BRIDGE), (2002, "statement", TEA), year=2001)
    assert "Attested in 2001-05-01 (stated)" in study.verdicts["sentence"].item()


def test_a_corpus_without_provisions_says_how_to_write_them(series):
    study = series((2001, "statement", BRIDGE), book="")
    with pytest.raises(wb.Missing, match=r"codebook/provisions\.toml"):
        _ = study.ledger
    assert [frame.height for frame in wb.Changes.export(study.corpus).values()] == [0, 0]


def test_two_readings_by_hand(series):
    said = (("statement", BRIDGE), ("digest", TEA), ("digest", BRIDGE), ("report", TOLL))
    study = series(*((2001 + n, *one) for n, one in enumerate(said)))
    assert "Not in this corpus: a second reading" in str(study.agreement())
    path = study.corpus.folder / "reference" / "provisions" / "independent.toml"
    path.parent.mkdir(parents=True)
    mark = '{{ doc_id = "d{}", provision = "bridge", status = "{}" }}'
    marks = map(mark.format, range(4), ("stated", "reported", "reported", "absent"))
    path.write_text(f"coding = {{}}\nmark = [{', '.join(marks)}]\n")
    figure = study.agreement()  # the ledger has stated, absent, reported, reported
    # by chance (1 + 1 + 4) / 16, so (8 - 6) / (16 - 6); on presence (9 + 1) / 16, so (8 - 10) / (16 - 10)
    assert figure.title.endswith("the mark of the ledger in two of four cells (κ 0.20)")
    assert figure.subtitle.startswith("On presence alone both agree in 2 (κ -0.33).")
    alone = figures.agreement(figure.table.head(1).drop("document"), study.corpus.documents)
    assert alone.title == "A second reading has the mark of the ledger in the only cell"
    marks = figure.table.select("mark", "second").rows()
    assert [one for one in marks if one[0] != one[1]] == [
        ("absent", "reported"),
        ("reported", "absent"),
    ]


def test_the_second_reading_quotes_what_is_printed(corpus):
    marks = read(corpus.folder / "reference" / "provisions" / "independent.toml", Reading).mark
    texts = corpus.paragraphs.select("doc_id", "para_no", "text")
    lines = {(one, at): line for one, at, line in texts.iter_rows()}
    assert len({(one.doc_id, one.provision) for one in marks}) == len(marks) == READING.height
    assert {one.status for one in marks if not one.words} == {"absent"}
    assert all(one.words in lines[one.doc_id, one.para] for one in marks if one.words)


def test_the_guide_shows_provisions_that_load(series):
    guide = (ROOT / "docs" / "new-series.md").read_text("utf-8")
    (book,) = [
        one for one in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL) if "provision" in one
    ]
    assert series((2001, "statement", BRIDGE), book=book).codebook.topics["topic"].to_list() == [
        "fishing"
    ]


def test_check_holds_each_rule_to_its_example_and_near_miss(series):
    wrong = PROVISIONS.replace('near_miss = "a toll"', 'near_miss = "a bridge with a toll"')
    folder = series((2001, "statement", BRIDGE), book=wrong).corpus.folder
    findings = check(folder, [lambda corpus: wb.Changes(corpus).codebook])
    (finding,) = findings
    assert finding.endswith(
        "rule 'with a toll' of bridge matches its near miss 'a bridge with a toll'."
    )
