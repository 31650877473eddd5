"""What a pair of documents can prove: every combination of genre, series, statement and publisher."""

from itertools import product

import pytest

from tests.made import cases
from workbench.corpus.claims import ONE_STATEMENT, OVER_TIME, checked, claims
from workbench.errors import Missing

CASES = cases(__file__)

GENRES = ("statement", "digest", "report", "unknown")
PRESS = ("digest", "report")
FULL = "statement"


def document(doc_id="a", **fields):
    about = {
        "doc_id": doc_id,
        "label": f"The {doc_id.upper()}",
        "series": "north-south",
        "statement_id": "first",
        "genre": "digest",
        "publisher": "Gazette",
        "event_date": "2021-11-30",
    }
    return about | fields


def later(**fields):
    return document("b", statement_id="second", event_date="2025-05", **fields)


def sounds(found):
    return {kind: getattr(found, kind).sound for kind in (*OVER_TIME, *ONE_STATEMENT)}


NOTHING = dict.fromkeys((*OVER_TIME, *ONE_STATEMENT), "no")
QUOTED = "quoted words only"
#: Genre of the earlier and of the later text.
TRUTH = {
    (FULL, FULL): {"kept": "yes", "gone": "yes", "new": "yes", "emphasis": "yes"},
    (FULL, "digest"): {"kept": QUOTED, "new": QUOTED},
    (FULL, "report"): {"kept": QUOTED, "new": QUOTED},
    ("digest", FULL): {"kept": QUOTED, "gone": QUOTED},
    ("report", FULL): {"kept": QUOTED, "gone": QUOTED},
    **{key: {"kept": QUOTED} for key in product(PRESS, PRESS)},
}


@pytest.mark.parametrize("publisher", ["Gazette", "Herald"])
@pytest.mark.parametrize(("genres", "sound"), TRUTH.items(), ids=map(str, TRUTH))
def test_two_statements_of_one_series(genres, sound, publisher):
    first, last = genres
    found = claims(document(genre=first), later(genre=last, publisher=publisher))
    assert found.relation == "over time"
    selected = first == last != FULL and publisher == "Gazette"
    more = {"emphasis": "by report"} if selected else {}
    assert sounds(found) == NOTHING | sound | more


@pytest.mark.parametrize(
    ("left", "right", "sound"),
    [
        (FULL, FULL, {"selected": "yes", "left_out": "yes", "added": "yes"}),
        *[(FULL, one, {"selected": "yes", "left_out": "yes", "added": "yes"}) for one in PRESS],
        *[(one, FULL, {"selected": "yes", "left_out": "yes", "added": "yes"}) for one in PRESS],
        *[(*both, {"selected": "yes", "left_out": "by report"}) for both in product(PRESS, PRESS)],
    ],
)
@pytest.mark.parametrize("series", CASES["witnesses"])
def test_two_witnesses_of_one_statement(left, right, sound, series):
    found = claims(document(genre=left), document("b", genre=right, series=series))
    assert found.relation == "one statement"
    assert sounds(found) == NOTHING | sound


@pytest.mark.parametrize(("left", "right"), list(product(GENRES, GENRES)))
@pytest.mark.parametrize("series", ["east-west", "unknown"])
def test_other_series_carry_no_claim(left, right, series):
    found = claims(document(genre=left), later(genre=right, series=series))
    assert found.relation == "none"
    assert sounds(found) == NOTHING


def test_one_statement_in_two_series_is_a_contradiction_and_carries_no_claim():
    found = claims(document(), document("b", genre=FULL, series="east-west"))
    assert found.relation == "none"
    assert "belong to different series of statements" in found.why


WHY = CASES["why"]


@pytest.mark.parametrize(("fields", "why"), WHY.values(), ids=WHY)
def test_what_is_not_known_is_equal_to_nothing(fields, why):
    for pair in ((document(), later() | fields), (later() | fields, document())):
        found = claims(*pair)
        assert found.relation == "none"
        assert why in found.why or why.replace("The A and The B", "The B and The A") in found.why
        assert sounds(found) == NOTHING
        assert {getattr(found, kind).why for kind in OVER_TIME} == {found.why}


@pytest.mark.parametrize("field", ["series", "statement_id", "genre"])
def test_two_unknown_values_are_not_the_same_value(field):
    both = {field: "unknown"}
    assert claims(document() | both, later() | both).relation == "none"


def test_an_unknown_publisher_is_not_one_publisher():
    found = claims(document(publisher="unknown"), later(publisher="unknown"))
    assert found.emphasis.sound == "no"


def test_the_earlier_statement_is_on_the_left_whatever_was_asked():
    one, other = document(genre=FULL), later()
    for found in (claims(one, other), claims(other, one)):
        assert (found.left, found.right) == ("a", "b")
        assert found.new.sound == QUOTED
        assert found.gone.sound == "no"


def test_two_witnesses_stay_in_the_order_in_which_they_were_asked_for():
    found = claims(document("b", event_date="2025"), document())
    assert (found.left, found.right) == ("b", "a")


def test_every_reason_is_a_sentence():
    for first, last in product(GENRES, GENRES):
        for other in (later(genre=last), document("b", genre=last)):
            found = claims(document(genre=first), other)
            reasons = [found.why, *(getattr(found, kind).why for kind in sounds(found))]
            assert all(why[0].isupper() and why.endswith(".") for why in reasons)


def test_a_pair_without_claims_is_missing_unless_the_reader_insists():
    pair = document(), later(series="east-west")
    with pytest.raises(Missing, match=r"can be compared\. The A and The B belong to diff"):
        checked(claims(*pair))
    found = checked(claims(*pair, override=True))
    assert found.stamp.startswith("Compared anyway because the reader asked: The A and The B bel")
    assert not found.allows("kept")
    sound = checked(claims(document(), later(), override=True))
    assert sound.stamp == sound.why
    assert sound.why.startswith(
        "The A and The B attest two statements of one series. An absence is"
    )
    assert sound.allows("kept")


def test_the_claims_of_the_shipped_corpus(corpus):
    found = corpus.claims("vgp-2025", "tass-2021")
    assert (found.left, found.gone.sound, found.new.sound) == ("tass-2021", QUOTED, "no")
    found = corpus.claims("tass-2021", "tass-2024")
    assert (found.kept.sound, found.gone.sound, found.emphasis.sound) == (QUOTED, "no", "by report")
    assert corpus.claims("vgp-2025", "vov-2025").added.sound == "yes"
    assert corpus.claims("tass-2024", "investor-2024").added.sound == "no"
