from workbench.analysis.emphasis import mentions, trial
from workbench.corpus.own import with_rule, without_rule

TEXT = (
    "They saw a fire in the harbour of the town.\n\nThey saw the ash and the snow on the harbour.\n"
)


def test_gains_and_losses_of_passages(make, small):
    corpus = make({"a": TEXT})
    changed = with_rule(small, {"rule": "fire", "pattern": "a fire|harbour"})
    assert trial(corpus, small, changed).is_empty()
    changed = with_rule(without_rule(small, "ash"), {"rule": "snow", "pattern": "snow|fire"})
    rows = trial(corpus, small, changed)
    assert rows.select("change", "topic", "para_no", "matches").rows() == [
        ("gained", "snow", 1, "snow: fire"),
        ("lost", "fire", 2, "ash: ash"),
    ]
    assert rows["text"][1].startswith("They saw the ash")


def test_a_trial_changes_nothing(corpus, book, found):
    changed = with_rule(book, {"rule": "ASEAN", "pattern": "asean|apec"})
    before = book.rules.clone()
    trial(corpus, book, changed)
    assert book.rules.equals(before)
    assert mentions(corpus, book).equals(found)


def test_mentions_that_are_known_need_not_be_found_again(corpus, book, found):
    changed = without_rule(book, "ASEAN")
    rows = trial(corpus, book, changed)
    assert rows.height
    assert trial(corpus, book, changed, found).equals(rows)
