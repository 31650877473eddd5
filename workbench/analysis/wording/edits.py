"""What changed inside a link, word by word, and what each change concerns."""

import re
from functools import cache
from typing import Any

import polars as pl

from workbench.analysis.wording.diff import diff
from workbench.analysis.wording.lexicon import FUNCTION_WORDS, stem
from workbench.schemas import conform

SUBSTANTIVE = ("actor", "commitment", "scope", "legal anchor")
#: Kind of a change that no rule of the codebook claims.
OTHERWISE = "scope"
#: Function words that change what is promised.
BINDING = {"will", "shall", "should", "would", "may", "might", "not", "no"}
Word = tuple[int, int, str]
Rule = tuple[str, bool, list[str]]


def edits(links: pl.DataFrame, tokens: pl.DataFrame, rules: pl.DataFrame) -> pl.DataFrame:
    """Compare the two passages of each link word by word.

    Takes the links frame, the tokens of the corpus and the rules of `corpus.rules`; gives the
    edits frame in the order of the left passage. Reading the ``left`` (``right``) words of all
    edits in order of ``left_start`` (``right_start``) gives every word of the passage once.
    Changes are compared on folded words and shown as printed.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.wording.align import align
    >>> from workbench.analysis.wording.vectors import space
    >>> from workbench.corpus.rules import read_edit_rules
    >>> corpus = workbench.load()
    >>> links = align(space(corpus), "vov-2025", "vgp-2025").head(1)
    >>> edits(links, corpus.tokens, read_edit_rules(corpus.folder))["op"].unique().len() > 1
    True
    """
    there = pl.concat([links["left_id"], links["right_id"]]).unique()
    words = running_words(tokens.filter(pl.col("doc_id").is_in(there.implode())))
    table = rule_table(rules)
    rows: list[dict[str, Any]] = []
    for link in links.iter_rows(named=True):
        left = passage(words, link["left_id"], link["left_start"], link["left_end"])
        right = passage(words, link["right_id"], link["right_start"], link["right_end"])
        rows += link_edits(link, left, right, table)
    schema = ["left_id", "right_id", "link_no", "edit_no", "op", "kind", "rule", "substantive"]
    schema += ["left_start", "left_end", "right_start", "right_end", "left", "right"]
    frame = pl.DataFrame(rows, schema=schema, infer_schema_length=None)
    return conform("edits", frame, tokens["doc_id"].dtype)


def running_words(tokens: pl.DataFrame) -> dict[str, list[Word]]:
    """Give the words of each document in order: start, end, folded.

    A printed word that continues the variant before it lengthens that one.
    """
    rows = tokens.sort("doc_id", "token_no").with_columns(
        head=pl.col("word").is_not_null().cum_sum().over("doc_id")
    )
    rows = rows.group_by("doc_id", "head", maintain_order=True).agg(
        pl.col("start").first(), pl.col("end").last(), pl.col("word").first()
    )
    return {
        str(doc_id): part.select("start", "end", "word").rows()
        for (doc_id,), part in rows.group_by("doc_id", maintain_order=True)
    }


def passage(words: dict[str, list[Word]], doc_id: str, start: int, end: int) -> list[Word]:
    """Give the words of a document between two offsets."""
    return [word for word in words.get(doc_id, []) if word[0] >= start and word[1] <= end]


def rule_table(rules: pl.DataFrame) -> list[Rule]:
    """Turn the rules frame into (kind, every word must match, phrases), in order."""
    grouped = rules.group_by("rule_no", "kind", "match", maintain_order=True).agg("phrase")
    return [(kind, match == "all", phrases) for _, kind, match, phrases in grouped.iter_rows()]


def link_edits(
    link: dict[str, Any], left: list[Word], right: list[Word], rules: list[Rule]
) -> list[dict[str, Any]]:
    """Give one row per edit of a link, with offsets and printed words on both sides."""
    codes = diff([word for *_, word in left], [word for *_, word in right])
    rows = []
    for number, (op, a, b, c, d) in enumerate(codes, 1):
        kind, rule = (None, "") if op == "kept" else ("form", "")
        if op not in {"kept", "moved"}:
            here = [w for *_, w in left[a:b]], [w for *_, w in right[c:d]]
            after = [w for *_, w in left[b : b + 1]], [w for *_, w in right[d : d + 1]]
            kind, rule = kind_of(*here, rules, after)
        row = {key: link[key] for key in ("left_id", "right_id", "link_no")}
        row |= {"edit_no": number, "op": op, "kind": kind, "rule": rule}
        row["substantive"] = kind in SUBSTANTIVE
        row |= shown("left", left[a:b], link) | shown("right", right[c:d], link)
        rows.append(row)
    return rows


def shown(side: str, words: list[Word], link: dict[str, Any]) -> dict[str, Any]:
    """Give offsets and printed text of some words; null and empty where there are none."""
    if not words:
        return {f"{side}_start": None, f"{side}_end": None, side: ""}
    start, end = words[0][0], words[-1][1]
    base = link[f"{side}_start"]
    return {
        f"{side}_start": start,
        f"{side}_end": end,
        side: link[f"{side}_text"][start - base : end - base],
    }


def kind_of(
    left: list[str],
    right: list[str],
    rules: list[Rule],
    after: tuple[list[str], list[str]] = ([], []),
) -> tuple[str, str]:
    """Name what a change concerns, and the phrase of the codebook that decided it.

    ``after`` is the word that follows on each side; a phrase may end in it.

    Examples
    --------
    >>> kind_of(["highly", "appreciates"], ["acknowledged"], [("commitment", False, ["acknowledg*"])])
    ('commitment', 'acknowledg*')
    >>> kind_of(["the"], ["a"], [])
    ('form', '')
    >>> kind_of(["two"], [], [("form", True, ["two sides"])], (["sides"], ["sides"]))
    ('form', 'two sides')
    """
    changed = only(left, right) + only(right, left)
    if not changed:
        return "form", ""
    sides = (" ".join(left + after[0]), " ".join(right + after[1]))
    for kind, every, phrases in rules:
        hits = [phrase for phrase in phrases if claims(phrase, changed, sides)]
        covered = every and set(changed) <= {word for p in hits for word in met(p, sides)}
        if hits and (covered or not every):
            return kind, hits[0]
    return OTHERWISE, ""


def only(words: list[str], others: list[str]) -> list[str]:
    """Give the content words that are not, in any inflection, among the others.

    Words that bind or negate count as content here.
    """
    known = {stem(word) for word in others}
    weak = FUNCTION_WORDS - BINDING
    return [word for word in words if word not in weak and stem(word) not in known]


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """Turn a phrase of the codebook into a pattern for whole words."""
    return re.compile(r"(?<!\S)" + re.escape(phrase).replace(r"\*", r"\S*") + r"(?!\S)")


def claims(phrase: str, changed: list[str], sides: tuple[str, str]) -> bool:
    """Say whether a phrase is among the changed words, or stands on one side only."""
    if " " in phrase:
        one, other = (bool(pattern(phrase).search(text)) for text in sides)
        return one != other
    return any(pattern(phrase).fullmatch(word) for word in changed)


def met(phrase: str, sides: tuple[str, str]) -> list[str]:
    """Give the words that a phrase stands for on either side."""
    return [
        word for text in sides for words in pattern(phrase).findall(text) for word in words.split()
    ]
