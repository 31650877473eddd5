"""Two texts side by side are shown to the character, and every link leads to a counterpart."""

import re
from html import unescape
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.figures.checks import check_figure
from workbench.wording.synopsis import parallel

CASES = Path(__file__).with_name("cases") / "desk.txt"
texts = st.lists(st.sampled_from(CASES.read_text("utf-8").splitlines()), min_size=1, max_size=9)


@settings(max_examples=10, deadline=None)
@given(texts, texts)
def test_both_texts_are_whole_and_changes_are_numbered_as_they_are_shown(make, a, b):
    study = wb.Wording(make({"a": "\n\n".join(a), "b": "\n\n".join(b)}))
    rows, figure = parallel(study.compare("a", "b"), study.aligner.units), study.redline("a", "b")
    check_figure(figure)
    seen = re.sub(r'<span class="wb-said">.*?</span>', "", str(figure.body))
    found = re.findall(r'<p dir="auto">(.*?)</p>', seen, re.DOTALL)
    assert [unescape(re.sub(r"<[^>]+>", "", one)) for one in found] == rows["text"].to_list()
    assert [" ".join(rows.filter(side=side)["text"]) for side in ("left", "right")] == [" ".join(a), " ".join(b)]  # fmt: skip
    at = {row["passage_no"]: row for row in rows.iter_rows(named=True)}
    assert all(no in at[other]["counterparts"] for no in at for other in at[no]["counterparts"])
    numbers = rows["change_no"].drop_nulls().unique(maintain_order=True).to_list()
    assert numbers == list(range(1, len(numbers) + 1))
