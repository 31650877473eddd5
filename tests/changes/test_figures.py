"""Figures and explorer of what changed: what is drawn is what is said, and every mark opens its passage."""

import re
from contextlib import suppress

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.changes.test_ledger import BRIDGE, TEA, TOLL
from tests.figures.checks import check_figure
from workbench.changes import figures
from workbench.explorer import Choices

PRESS = "; in press texts it may be the reporter's choice"
FIGURES = ("summary", "what_changed", "formulas", "actors", "verbs", "witnesses", "points", "verdict_table", "agreement")  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_its_parts(changes, name):
    figure = getattr(changes, name)()
    check_figure(figure)
    assert "<script" not in figure.html()


def test_the_ledger_says_what_stays_and_what_does_not(changes):
    figure = changes.what_changed()
    assert figure.title == (
        "Of the 26 provisions looked for, 15 stay in some form, eight are not in the text of 2025 as published and "
        "three are first attested in 2025"
    )
    assert figure.body.count("<tr>") == 27
    assert "full text, VOVWORLD" in figure.body
    assert "<small>The Investor, TASS</small>" in figure.body


def test_every_letter_opens_its_passages_with_their_citation(changes):
    body = changes.what_changed().body
    attested = changes.ledger.filter(pl.col("n") > 0)
    targets = re.findall(r'popovertarget="([^"]+)"', body)
    opened = re.findall(r'<div popover id="([^"]+)"', body)
    assert targets == opened
    assert len(set(targets)) == len(targets) == attested.height
    assert body.count("<article") == attested["n"].sum()
    silent = changes.ledger.height - attested.height
    assert body.count('<span class="wb-mark"') == silent
    one = body.partition('id="in-alliances-tass-2021"')[2].partition("</article>")[0]
    assert "<mark>enter alliances</mark>" in one
    assert "¶ 8" in one


@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_title_is_true_of_the_rows_that_are_drawn(changes, data):
    known = changes.codebook.topics["topic"].to_list()
    some = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    whole = changes.whole.filter(pl.col("provision").is_in(some))
    title = figures.told(whole, "2025")
    counts = dict(whole["claim"].cast(pl.String).value_counts().rows())
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    gone = counts.get("gone", 0)
    said = re.search(r"(\w+) (?:is|are) not in the text of 2025", title)
    assert (said[1] if said else "no") == words[gone]
    spoken = changes.spoken.filter(pl.col("provision").is_in(some))
    with suppress(wb.Missing):
        _, differ, n = figures.speaking(spoken, "actor")
        assert set(differ) <= set(spoken["label"])
        assert n <= len(some)


def test_who_speaks_and_with_which_verb(changes):
    assert changes.actors().title == (
        "Speakers differ from year to year in 3 of 13 provisions (Support for ASEAN's central "
        f"role, Conduct at sea (DOC, COC) and Centre for nuclear science){PRESS}"
    )
    title = f"The verb differs from year to year in 11 of 12 provisions{PRESS}"
    assert changes.verbs().title == title
    assert (
        "<td>highly appreciates, welcomes</td><td>highly appreciates, welcomes</td>"
        in changes.verbs().body
    )
    assert re.findall(r"<th[^>]*>(20..)</th>", changes.verbs().body) == ["2021", "2024", "2025"]


def test_the_union_of_two_witnesses(changes):
    figure = changes.witnesses()
    assert figure.title == (
        "The Investor 2024 and TASS 2024 share three provisions of 2024, one of them in the same part; 10 are only in TASS "
        "2024 and four are only in The Investor 2024"
    )
    shared = figure.table.filter(pl.col("shared") == 2)["label"].unique(maintain_order=True)
    assert shared.to_list() == [
        "Not aimed at third states", "Equal and indivisible security", "Fair world order",
    ]  # fmt: skip


def test_the_points_that_the_digest_reports(changes):
    figure = changes.points()
    assert (
        figure.title
        == "VOVWORLD 2025 reports 15 of the 33 points of Viet Nam Government Portal 2025"
    )
    reported = figure.table.filter(told="reported")["point"].to_list()
    assert [int(one) for one in reported] == [2, 3, 4, 5, 7, 8, 9, 10, 11, 21, 23, 24, 25, 28, 32]


def test_the_list_of_challenges_is_set_as_a_redline(changes):
    body = changes.formulas().body
    first = body.partition("</article>")[0]
    assert "List of security challenges" in first
    deleted = re.findall(r"<del>(.*?)</del>", first)
    inserted = re.findall(r"<ins>(.*?)</ins>", first)
    assert any("provoking state coups" in one for one in deleted)
    assert any("natural disasters" in one for one in inserted)
    last = body.rpartition("<article")[2]
    assert "<del>" not in last  # two different sentences are not spliced


def test_one_provision_side_by_side(changes):
    figure = changes.side_by_side("asean-role")
    assert figure.title.startswith("Support for ASEAN's central role: attested in 2024 (reported)")
    assert "Russia (2025). Same verb: supports. Claim: kept. Sound: by report." in figure.subtitle
    check_figure(figure)
    assert "A word that differs may be the reporter&#39;s." in figure.body
    assert changes.side_by_side("brics").title.endswith("not in the text of 2025 as published")
    assert "No passage." in changes.side_by_side("brics").body
    with pytest.raises(wb.WorkbenchError, match="Unknown provision 'tea'; choose alliances"):
        changes.side_by_side("tea")
    with pytest.raises(wb.WorkbenchError, match="Unknown statement 'x'"):
        changes.side_by_side("brics", "x")


def test_the_explorer_shows_what_plain_calls_show(changes):
    explorer = changes.explore(provision="challenges", pair=("statement-2021", "statement-2025"))
    twin = changes.side_by_side("challenges", "statement-2021", "statement-2025")
    assert explorer.pane("main") == str(twin.html())
    for tab in ("Ledger", "Verdicts", "Speakers", "Press texts"):
        explorer.pane(tab)  # a click on a mark sends its key
    explorer.on_pick(Choices(explorer.state), "brics")
    assert explorer.state.provision == "brics"
    explorer.state.claim = "gone"
    options = [label for label, _ in explorer.fields["provision"].options]
    assert options == [
        "No alliances against each other", "Military and technical cooperation",
        "No closed military alliances", "Nuclear-free zone of Southeast Asia",
    ]  # fmt: skip


def test_a_series_of_ones_own(series):
    study = series((2001, "statement", BRIDGE), (2002, "digest", TEA), (2002, "report", TOLL))
    assert study.what_changed().title == "Of the only provision looked for, one stays in some form"
    assert study.witnesses().title == (
        "P1 2002 and P2 2002 share no provisions of 2002; one is only in P2 2002"
    )
    assert "full statement with numbered points" in study.points().title
    both = series((2001, "statement", TEA), (2002, "statement", f"{TEA} again"))
    assert (
        both.what_changed().title
        == "Of the only provision looked for, one is attested in none of these years"
    )
    assert both.actors().title == (
        "Not in this corpus: a provision that two statements attest with a known actor."
    )


def test_without_provisions_or_pairs_a_sentence_says_so(series):
    study = series((2001, "statement", BRIDGE), book="")
    for name in {*FIGURES, "explore"} - {"points"}:
        assert "codebook of provisions" in getattr(study, name)().title
    for alone in (
        series((2001, "statement", BRIDGE)),
        series((2001, "digest", TEA), genre="unknown"),
    ):
        for name in ("summary", "what_changed", "explore", "verdict_table"):
            assert getattr(alone, name)().title == (
                "Not in this corpus: two statements of one series, in a known order."
            )
