"""What a pair of documents can prove: which claims it can carry, and why not more.

For an earlier document A and a later document B of one series (the same parties, two statements):

* *kept* (or reworded): both attest it; of words only if both state or quote them, of content if one
  reports.
* *gone*: A attests it and B is a full statement that lacks it. In a press text silence proves
  nothing.
* *new*: A is a full statement that lacks it and B attests it; else it is first attested in B, and
  whether it is new cannot be told.
* *emphasis* (changed): both are full statements, or press texts of one kind by one publisher; the
  latter shows the publisher's selection.

For two witnesses of one statement: *selected*, *left out* and *reworded by the witness*, and with
the full text on one side *added by the witness*. Documents of different series, and drafts, carry
no claim. Every absence is one of English words in a text as published, never of a policy.
"""

from dataclasses import dataclass
from typing import Any, Literal

from workbench.errors import Missing

Sound = Literal["yes", "quoted words only", "by report", "no"]
OVER_TIME, ONE_STATEMENT = ("kept", "gone", "new", "emphasis"), ("selected", "left_out", "added")
CAVEAT = "An absence is one of words in the text as published, not of a policy."


@dataclass(frozen=True)
class Claim:
    """Whether a claim is sound for a pair, and the reason."""

    sound: Sound
    why: str


@dataclass(frozen=True)
class Claims:
    """What an ordered pair of documents can prove; made by `claims`.

    ``relation``: *over time*, *one statement* or *none*. Claims that the relation does not have
    are not sound.
    """

    left: str
    right: str
    relation: Literal["over time", "one statement", "none"]
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
            return f"Compared anyway because the reader asked for it. {self.why}"
        return self.why

    def allows(self, kind: str) -> bool:
        """Tell whether a kind of claim is sound, if only for quoted words or by report."""
        return getattr(self, kind).sound != "no"


def claims(left: dict[str, Any], right: dict[str, Any]) -> Claims:
    """Return what two documents can prove, read from left to right.

    Takes two rows of ``documents`` with ``label`` and, of a draft, ``draft``. What is unknown is
    equal to nothing: such documents carry no claim until the manifest says more.

    Examples
    --------
    >>> digest = {"doc_id": "a", "label": "Gazette 2021", "series": "s", "statement_id": "one",
    ...           "genre": "digest", "publisher": "Gazette", "event_date": "2021"}
    >>> full = digest | {"doc_id": "b", "label": "Portal 2025", "statement_id": "two",
    ...                  "genre": "statement", "publisher": "Portal", "event_date": "2025"}
    >>> found = claims(digest, full)
    >>> found.relation, found.gone.sound, found.new.sound
    ('over time', 'quoted words only', 'no')
    """
    relation, why = related(left, right)
    if relation == "over time":
        kinds = over_time(left, right)
    elif relation == "one statement":
        kinds = one_statement(left, right)
    else:
        kinds = {}
    none = Claim("no", why)
    every = {kind: kinds.get(kind, none) for kind in (*OVER_TIME, *ONE_STATEMENT)}
    return Claims(left["doc_id"], right["doc_id"], relation, why, **every)


def related(left: dict[str, Any], right: dict[str, Any]) -> tuple[str, str]:
    """Return the relation of two documents, and the reason in a sentence."""
    names = f"{left['label']} and {right['label']}"
    for side in (left, right):
        if side.get("draft"):
            return "none", f"{side['label']} is a draft: {side['draft'][0]}"
    for field, words in (("statement_id", "statement"), ("genre", "genre")):
        unknown = [side["label"] for side in (left, right) if side[field] == "unknown"]
        if unknown:
            return "none", f"The manifest does not say which {words} {unknown[0]} is."
    if left["statement_id"] == right["statement_id"]:
        if left["genre"] == right["genre"] == "statement":
            return "one statement", (
                f"{names} print the same statement: a difference is one of edition or translation."
            )
        return "one statement", (
            f"{names} are witnesses of one statement: a difference shows what a witness selected or "
            "reworded, not a change between the states."
        )
    unknown = [side["label"] for side in (left, right) if side["series"] == "unknown"]
    if unknown:
        return "none", f"The manifest does not say to which series of statements {unknown[0]} belongs."
    if left["series"] != right["series"]:
        return "none", f"{names} belong to different series of statements: other parties or occasions."
    return "over time", f"{names} attest two statements of one series. {CAVEAT}"


def over_time(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Claim]:
    """Return the claims of two documents on different statements, the earlier on the left."""
    full = {side["doc_id"]: side["genre"] == "statement" for side in (left, right)}
    first, last = full[left["doc_id"]], full[right["doc_id"]]
    names = [left["label"], right["label"]]
    if first and last:
        kept = Claim("yes", "Both are full statements.")
    elif first or last:
        press = names[0] if last else names[1]
        kept = Claim("quoted words only", f"Of words that {press} quotes; of the rest only by report.")
    else:
        kept = Claim("quoted words only", "Of words that both press texts quote; of the rest only by report.")
    if not last:
        gone = Claim("no", f"{names[1]} is a press text: its silence proves nothing.")
    elif first:
        gone = Claim("yes", f"{names[1]} is a full statement that can lack what {names[0]} states.")
    else:
        gone = Claim(
            "quoted words only",
            f"{names[1]} is a full statement that can lack words that {names[0]} quotes, or content "
            "that it reports.",
        )
    if not first:
        new = Claim(
            "no",
            f"{names[0]} is a press text: what {names[1]} attests first need not be new.",
        )
    elif last:
        new = Claim("yes", f"{names[0]} is a full statement that can lack what {names[1]} states.")
    else:
        new = Claim("by report", f"{names[0]} is a full statement that can lack what {names[1]} reports.")
    same = left["genre"] == right["genre"] and left["publisher"] == right["publisher"] != "unknown"
    if first and last:
        emphasis = Claim("yes", "Both are full statements.")
    elif same:
        emphasis = Claim(
            "by report",
            f"Each is a {left['genre']} by {left['publisher']}: a difference shows the publisher's selection.",
        )
    else:
        emphasis = Claim("no", f"{names[0]} and {names[1]} are not texts of one kind by one publisher.")
    return {"kept": kept, "gone": gone, "new": new, "emphasis": emphasis}


def one_statement(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Claim]:
    """Return the claims of two witnesses of one statement."""
    full = [side["label"] for side in (left, right) if side["genre"] == "statement"]
    if len(full) == 2:  # noqa: PLR2004 - both sides
        both = Claim("yes", "Two editions of one full text.")
        return {"selected": both, "left_out": both, "added": both}
    if full:
        witness = right["label"] if full[0] == left["label"] else left["label"]
        yes = Claim("yes", f"{full[0]} is the full text behind {witness}.")
        return {"selected": yes, "left_out": yes, "added": yes}
    why = "Neither is the full text: what one lacks, the other may have added."
    return {"selected": Claim("yes", "Each shows what its newsroom selected."),
            "left_out": Claim("by report", "What the other witness reports was left out here."),
            "added": Claim("no", why)}  # fmt: skip


def checked(found: Claims) -> Claims:
    """Return claims that the reader can use, or raise `Missing` with the reason."""
    if found.relation == "none" and not found.override:
        raise Missing(f"two texts that can be compared here. {found.why}")
    return found
