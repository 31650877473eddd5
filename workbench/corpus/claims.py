"""What a pair of documents can prove: which claims it can carry, and why not more.

For an earlier document A and a later document B of one series (the same parties, two statements):

* *kept* (or reworded): both attest it; of words only if both state or quote them, of content if one
  reports.
* *gone*: A attests it (quotes its words, or reports its content) and B is a full statement that
  lacks it. In a press text silence proves nothing.
* *new*: A is a full statement that lacks it and B attests it; else it is first attested in B, and
  whether it is new cannot be told.
* *emphasis* (changed): both are full statements, or press texts of one kind by one publisher; the
  latter shows the publisher's selection.

For two witnesses of one statement: *selected* and *left out* by a witness, and with the full text on
one side *added* by the witness. Documents of different series, and drafts, carry no claim. Every
absence is one of words in a text as published, never of a policy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from workbench.errors import Missing

Sound = Literal["yes", "quoted words only", "by report", "no"]
Relation = Literal["over time", "one statement", "none"]
OVER_TIME, ONE_STATEMENT = ("kept", "gone", "new", "emphasis"), ("selected", "left_out", "added")
CAVEAT = "An absence is one of words in the text as published, not of a policy."


@dataclass(frozen=True)
class Claim:
    """Whether a claim is sound for a pair, and the reason."""

    sound: Sound
    why: str


@dataclass(frozen=True)
class Claims:
    """What a pair of documents can prove; made by `claims`.

    Of two statements ``left`` is the earlier. Claims that the relation does not have are not sound.
    """

    left: str
    right: str
    relation: Relation
    why: str
    kept: Claim
    gone: Claim
    new: Claim
    emphasis: Claim
    selected: Claim
    left_out: Claim
    added: Claim
    override: bool = False

    @property
    def stamp(self) -> str:
        """The sentence that every figure of the pair prints."""
        if self.override and self.relation == "none":
            return f"Compared anyway because the reader asked: {self.why}"
        return self.why

    def allows(self, kind: str) -> bool:
        """Tell whether a kind of claim is sound, if only for quoted words or by report."""
        return getattr(self, kind).sound != "no"


def claims(left: dict[str, Any], right: dict[str, Any], *, override: bool = False) -> Claims:
    """Return what two documents can prove.

    Takes two rows of ``documents`` with ``label`` and, of a draft, ``draft``. What is unknown is
    equal to nothing: such documents carry no claim until the manifest says more.

    Examples
    --------
    >>> digest = {"doc_id": "a", "label": "Gazette 2021", "series": "s", "statement_id": "one",
    ...           "genre": "digest", "publisher": "Gazette", "event_date": "2021"}
    >>> full = digest | {"doc_id": "b", "label": "Portal 2025", "statement_id": "two",
    ...                  "genre": "statement", "publisher": "Portal", "event_date": "2025"}
    >>> found = claims(full, digest)
    >>> found.relation, found.left, found.gone.sound, found.new.sound
    ('over time', 'a', 'quoted words only', 'no')
    """
    names, kinds = f"{left['label']} and {right['label']}", {}
    relation, why = "none", next(obstacles(left, right), "")
    if not why and left["statement_id"] != right["statement_id"]:
        left, right = sorted((left, right), key=lambda side: side["event_date"])
        relation, kinds = "over time", over_time(left, right)
        why = f"{names} attest two statements of one series. {CAVEAT}"
    elif not why:
        relation, kinds = "one statement", one_statement(left, right)
        if left["genre"] == right["genre"] == "statement":
            why = f"{names} print one statement: a difference is one of edition or translation."
        else:
            why = (
                f"{names} are witnesses of one statement: a difference shows what a witness selected "
                "or reworded, not a change between the states."
            )
    every = {kind: kinds.get(kind, Claim("no", why)) for kind in (*OVER_TIME, *ONE_STATEMENT)}
    return Claims(left["doc_id"], right["doc_id"], relation, why, **every, override=override)


def checked(found: Claims) -> Claims:
    """Return claims that the reader can use, or raise `Missing` with the reason."""
    if found.relation == "none" and not found.override:
        raise Missing(f"two texts that can be compared. {found.why}")
    return found


def obstacles(left: dict[str, Any], right: dict[str, Any]) -> Iterator[str]:
    """Say why two documents carry no claim; nothing if they do."""
    names, sides = f"{left['label']} and {right['label']}", (left, right)
    untold = "The manifest does not say"
    for name, side in ((side["label"], side) for side in sides):
        if side.get("draft"):
            yield f"{name} is a draft: {side['draft'][0]}"
        if side["statement_id"] == "unknown":
            yield f"{untold} which statement {name} prints or reports."
        if side["genre"] == "unknown":
            yield f"{untold} whether {name} is a full statement or a press text."
    if len({side["series"] for side in sides} - {"unknown"}) > 1:
        yield f"{names} belong to different series of statements: other parties or occasions."
    if left["statement_id"] != right["statement_id"]:
        for side in sides:
            if side["series"] == "unknown":
                yield f"{untold} to which series of statements {side['label']} belongs."
        one, other = left["event_date"], right["event_date"]
        if "unknown" in (one, other) or one.startswith(other) or other.startswith(one):
            yield f"{untold} which of the statements behind {names} came first."


def over_time(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Claim]:
    """Return the claims of two documents on different statements, the earlier on the left."""
    first, last = (side["genre"] == "statement" for side in (left, right))
    earlier, later = left["label"], right["label"]
    if first and last:
        return dict.fromkeys(OVER_TIME, Claim("yes", "Both are full statements."))
    press = [side["label"] for side in (left, right) if side["genre"] != "statement"]
    words = f"{' and '.join(press)} {'quote' if press[1:] else 'quotes'}"
    found = {
        "kept": Claim("quoted words only", f"Of words that {words}; of the rest by report."),
        "gone": Claim("no", f"{later} is a press text: its silence proves nothing."),
        "new": Claim(
            "no", f"{earlier} is a press text: what {later} attests first need not be new."
        ),
        "emphasis": Claim("no", f"{earlier} and {later} are not of one kind by one publisher."),
    }
    if first or last:
        full, kind = (later, "gone") if last else (earlier, "new")
        why = f"{full} is a full statement, which can lack what {words} (or, by report, says)."
        found[kind] = Claim("quoted words only", why)
    elif left["genre"] == right["genre"] and left["publisher"] == right["publisher"] != "unknown":
        why = f"Each is a {left['genre']} by {left['publisher']}: a difference shows its selection."
        found["emphasis"] = Claim("by report", why)
    return found


def one_statement(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Claim]:
    """Return the claims of two witnesses of one statement."""
    full = [side["label"] for side in (left, right) if side["genre"] == "statement"]
    press = [side["label"] for side in (left, right) if side["genre"] != "statement"]
    if full:
        why = (
            f"{full[0]} is the full text behind {press[0]}."
            if press
            else "Both print the full text."
        )
        return dict.fromkeys(ONE_STATEMENT, Claim("yes", why))
    return {
        "selected": Claim("yes", "Each shows what its newsroom selected."),
        "left_out": Claim("by report", "What the other witness reports was left out here."),
        "added": Claim("no", "Neither is the full text: what one lacks, the other may have added."),
    }


def silence() -> pl.Expr:
    """Say what an absence is called, from ``genre``: only a full text is silent for its statement.

    Examples
    --------
    >>> rows = pl.DataFrame({"genre": ["statement", "digest", "unknown"]})
    >>> rows.select(silence()).to_series().to_list()
    ['not in the text as published', 'not in this press text', 'not in this text']
    """
    meanings = {"statement": "not in the text as published", "unknown": "not in this text"}
    genre = pl.col("genre").cast(pl.String)
    return genre.replace_strict(meanings, default="not in this press text", return_dtype=pl.String)
