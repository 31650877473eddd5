"""Revisions of a text with known truth: edit scripts that keep, reword, move, split, merge, cut, add."""

import random
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import polars as pl

CHANGES = {"kept": 55, "reworded": 20, "deleted": 8, "moved": 7, "split": 4, "merged": 6}
KINDS = (*CHANGES, "inserted")
#: In place of another word; and words that none of the texts has.
SYNONYMS = dict(
    pair.split("/")
    for pair in (
        "strengthen/reinforce promote/foster cooperation/collaboration expand/broaden "
        "enhance/improve ensure/guarantee support/back agreed/decided underlined/stressed "
        "affirmed/confirmed field/area fields/areas effective/efficient continue/proceed "
        "development/progress countries/nations regarding/concerning settle/resolve "
        "further/additional implementation/execution create/build conditions/circumstances "
        "activities/actions facilitate/ease including/among highly/greatly appreciates/values "
        "various/several main/principal increase/raise efforts/work exchange/interchange"
    ).split()
)
OTHERS = (
    "harbour ferry tariff beacon orchard kiln lantern quarry saddle velvet mortar pigeon barley"
).split()
#: Parts of made-up sentences: who, does, what of it, of which kind, of what, where; what leads to a tail.
PARTS = (Path(__file__).parent / "cases" / "parts.txt").read_text("utf-8").splitlines()
#: A sentence moves past at least so many others, so that no other may be said to have moved.
FAR = 5


def reworded(sentence, chance):
    """Return a sentence with about a fifth of its words replaced, cut or added, or another number."""
    words = sentence.split()
    size = max(1, len(words) // 5)
    how = chance.choice(["synonyms", "number", "cut", "add", "replace"])
    if how == "number" and (found := re.search(r"\d+", sentence)):
        other = str(int(found[0]) + chance.randint(1, 9))
        return sentence[: found.start()] + other + sentence[found.end() :]
    if how == "synonyms" and (at := [n for n, word in enumerate(words) if word in SYNONYMS]):
        for n in chance.sample(at, min(size, len(at))):
            words[n] = SYNONYMS[words[n]]
        return " ".join(words)
    if how == "cut" and len(words) > 2 * size + 4:
        start = chance.randint(1, len(words) - size - 2)
        return " ".join(words[:start] + words[start + size :])
    if how == "replace":
        for n in chance.sample(range(1, len(words) - 1), min(size, len(words) - 2)):
            words[n] = chance.choice(OTHERS)
        return " ".join(words)
    start = chance.randint(1, len(words) - 1)
    return " ".join([*words[:start], "and", "the", *chance.sample(OTHERS, 2), *words[start:]])


def halves(sentence, chance):
    """Return the two sentences into which one can be split at a comma, if it can."""
    cuts = [
        found.start()
        for found in re.finditer(", ", sentence)
        if min(len(sentence[: found.start()].split()), len(sentence[found.end() :].split())) > FAR
    ]
    if not cuts:
        return None
    at = chance.choice(cuts)
    second = sentence[at + 2 :].removeprefix("and ")
    return [sentence[:at] + ".", second[0].upper() + second[1:]]


def revised(sentences, spare, chance):
    """Return a revision: sentences, and the truth: (kind, places on the left, places on the right)."""
    items, at = [], 0
    while at < len(sentences):
        kind = chance.choices(list(CHANGES), CHANGES.values())[0]
        own, size = sentences[at], 1
        made = [own]
        if kind == "merged" and at + 1 < len(sentences):
            after = sentences[at + 1]
            made, size = [f"{own.rstrip('.')}, and {after[0].lower()}{after[1:]}"], 2
        elif kind == "split":
            made = halves(own, chance) or [own]
        elif kind in {"reworded", "deleted"}:
            made = [reworded(own, chance)] if kind == "reworded" else []
        if made == [own] and kind != "moved":
            kind = "kept"
        items.append((kind, tuple(range(at, at + size)), made))
        if chance.random() < 0.08 and spare:
            items.append(("inserted", (), [spare.pop()]))
        at += size
    order = [item for item in items if item[0] != "moved"]
    for place, item in enumerate(items):
        if item[0] == "moved":
            far = [n for n in range(len(order) + 1) if abs(n - place) > FAR]
            order.insert(chance.choice(far), item)
    right, truth = [], []
    for kind, lefts, made in order:
        truth.append((kind, lefts, tuple(range(len(right), len(right) + len(made)))))
        right += made
    return right, truth


def script(sentences, seed):
    """Return a text, its revision and the truth; an eighth of the sentences is kept for insertion."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    aside = set(chance.sample(range(len(sentences)), len(sentences) // 8))
    left = [one for n, one in enumerate(sentences) if n not in aside]
    spare = [one for n, one in enumerate(sentences) if n in aside]
    return left, *revised(left, spare, chance)


def read_off(rows, links):
    """Return what a synopsis says, in the terms of the truth; places count from 0."""
    met = {}
    for left, right in links.select("left_unit_no", "right_unit_no").iter_rows():
        met.setdefault(left - 1, set()).add(right - 1)
    said, merged = [], {}
    for row in rows.iter_rows(named=True):
        left, outcome = row["left_unit_no"], row["outcome"]
        if left is None:
            said.append(("inserted", (), (row["right_unit_no"] - 1,)))
        elif outcome == "merged":
            merged.setdefault(tuple(sorted(met[left - 1])), []).append(left - 1)
        else:
            rights = tuple(sorted(met.get(left - 1, ())))
            kind = "reworded" if outcome == "moved, reworded" else outcome
            said.append((kind if rights else "deleted", (left - 1,), rights))
    return said + [("merged", tuple(lefts), rights) for rights, lefts in merged.items()]


def agreement(pairs):
    """Count decisions by kind over (truth, said): true, said, right of both."""
    counts = {name: Counter() for name in ("true", "said", "right")}
    for truth, said in pairs:
        counts["true"].update(kind for kind, *_ in truth)
        counts["said"].update(kind for kind, *_ in said)
        counts["right"].update(kind for kind, *_ in set(truth) & set(said))
    rows = [(kind, *(counts[name][kind] for name in counts)) for kind in KINDS]
    frame = pl.DataFrame(rows, schema=["kind", *counts], orient="row")
    precision, recall = (pl.col("right") / pl.col(name) for name in ("said", "true"))
    return frame.with_columns(precision=precision, recall=recall).fill_nan(0.0)


def sources(corpus, doc_id):
    rows = corpus.sentences.filter(pl.col("doc_id") == doc_id, pl.col("n_words") > 5)
    plain = rows["text"].str.replace_all(r"\s+", " ").unique(maintain_order=True)
    return [one for one in plain if one.endswith(".") and "; " not in one]


def difflib_says(left, right):
    """Return what difflib makes of two lists of sentences, changed ones paired in order."""
    said = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        both = min(b - a, d - c)
        kind = "kept" if tag == "equal" else "reworded"
        said += [(kind, (a + n,), (c + n,)) for n in range(both)]
        said += [("deleted", (n,), ()) for n in range(a + both, b)]
        said += [("inserted", (), (n,)) for n in range(c + both, d)]
    return said


def made_up(seed, size=40):
    """Return sentences of a statement that nobody made; many have parts in common."""
    chance, made = random.Random(seed), {}  # noqa: S311 - no secret
    while len(made) < size:
        who, does, what, kind, thing, where, lead = (
            chance.choice(part.split("/")) for part in PARTS
        )
        said = f"{who} {does} {what} {kind} {thing} {where}"
        for _ in range(chance.choice((0, 1, 1, 2))):
            _, _, what, kind, thing, where, lead = (
                chance.choice(part.split("/")) for part in PARTS
            )
            said += f", {lead} {what} {kind} {thing} {where}"
        made[f"{said}."] = None
    return list(made)
