"""From rules to places: patterns are matched with running text of folded words.

A sentence becomes its folded words with one space between them (`words.tokens`): case, hyphens,
punctuation, possessives and spelling do not matter to a rule, and no match runs from one sentence
into the next. Every place in the running text leads back to the printed words.

A rule has a ``pattern``, a regular expression in Rust's syntax that is held to whole words. With
``include`` a second pattern must be found in the same sentence, or the match does not count; with
``exclude`` a match that touches a match of that pattern does not count. What a pattern spells out
is folded as the text is (`folded_patterns`), so that *viet nam* and *Covid-19* are found; what can
be in no word is refused.

Overlapping matches of one topic are one mention ("climate" inside "climate change" does not count
twice); matches of different topics do not touch each other. A heading lends its topic to the body
paragraphs under it in which no rule of another topic matches.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from workbench import schema
from workbench.corpus.words import (
    APOSTROPHES,
    fold,
    known_words,
    pattern_fault,
    phrases,
    spots,
    tokens,
)
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.corpus.codebooks import Codebook
    from workbench.corpus.load import Corpus

LINE = ("doc_id", "para_no")
#: A negating word is shown if it is at most so many words before the mention.
NEAR = 8
#: Longer patterns are refused: nobody could check them, and the engine would build for seconds.
LONGEST_PATTERN = 2_000
KEYS = ("pattern", "include", "exclude")
#: Signs that a rule cannot match, for no word holds them.
SIGNS = r"[%‰°§<>=±≤≥$€£¥₫₽#@]"
#: Letters with dots: the dots are seldom meant as "any letter".
INITIALS = r"\b(?:[A-Z]\.){2,}"
#: A letter or sign by its number, or a sign alone in brackets.
NUMBERED = r"\\[xuU]\{?([0-9A-Fa-f]+)\}?|\[([^\w\s\\^-])\]"
#: A piece of a regular expression in Rust's syntax, and how often it may be repeated.
ATOM = re.compile(
    r"(\\[pP](?:\{[^}]*\}|\w)|\\[xuU](?:\{[^}]*\}|[0-9A-Fa-f]+)|\\b\{[^}]*\}|\\."
    r"|\[\^?\]?(?:\\[pP]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"
    r"|\(\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+\))|.)((?:[*+?]|\{\d*,?\d*\})?\??)",
    re.DOTALL,
)
DOTTED = r"^(?:\p{L}\.){2,}$"
#: How a word that a pattern spells out may go on: in any letter, or in one of these endings.
GROWS, ENDINGS = "ꙮ", ("e", "ed", "ing", "s", "ation")
#: A letter as a capital or not.
EITHER_CASE = r"\[([^\W\d_])\1\]"
#: Signs between words that a folded text has as a space.
JOINERS = " -–/&"


@dataclass(frozen=True)
class Running:
    """Stretches of folded words (``text``), and each word's place (``at``) in all of them.

    ``stretches``: the keys of the stretch, ``text``, and ``base``: the place of its first letter.
    ``words``: a row per folded word with ``at``, ``stretch`` (row of the stretch), and the
    ``start`` and ``end`` of the printed words that it stands for.
    """

    stretches: pl.DataFrame
    words: pl.DataFrame


def running(words: pl.DataFrame, keys: tuple[str, ...]) -> Running:
    """Write tokens as running text, a row per stretch (``keys``); tokens are in order.

    Examples
    --------
    >>> words = pl.DataFrame(
    ...     {"sent_no": [1, 1, 1], "start": [0, 5, 9], "end": [4, 8, 15], "word": ["vietnam", None, "agrees"]}
    ... )
    >>> text = running(words, ("sent_no",))
    >>> text.stretches["text"].to_list(), text.words["end"].to_list()
    (['vietnam agrees'], [8, 15])
    """
    whole = words.select(*keys, "start", "end", "word", stretch=pl.struct(keys).rle_id())
    kept = whole["word"].is_not_null().arg_true()
    last = kept.shift(-1, fill_value=whole.height).cast(pl.UInt32) - 1
    size = pl.col("word").str.len_chars().cast(pl.UInt64) + 1
    rows = whole[kept].with_columns(whole["end"].gather(last), at=size.cum_sum() - size)
    stretches = rows.group_by("stretch", maintain_order=True).agg(
        pl.col(*keys).first(), text=pl.col("word").str.join(" "), base=pl.col("at").first()
    )
    return Running(stretches.drop("stretch"), rows.select("at", "stretch", "start", "end"))


def folded(texts: list[str], variants: dict[str, str]) -> pl.Series:
    """Fold loose texts as the corpus is folded, one stretch each; a text without words is empty.

    Examples
    --------
    >>> folded(["The Viet Nam-Russia summit's aims"], {"Viet Nam": "vietnam"}).to_list()
    ['the vietnam russia summit aims']
    """
    number = pl.int_range(pl.len(), dtype=pl.UInt32)
    keys = dict.fromkeys(("para_no", "sent_no", "clause_no"), number)
    clauses = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_columns(
        doc_id=pl.lit(""), start=pl.lit(0, pl.UInt32), **keys
    )
    words = running(tokens(clauses, variants), ("clause_no",)).stretches
    words = words.select("clause_no", folded="text")
    rows = clauses.join(words, on="clause_no", how="left", maintain_order="left")
    return rows["folded"].fill_null("")


def whole_words(pattern: str) -> str:
    r"""Hold a pattern to whole words.

    A match begins and ends at a word border, or at a sign that belongs to the match itself.

    Examples
    --------
    >>> text = pl.Series(["the U.S. and 40% of soil"])
    >>> text.str.extract_all(whole_words(r"U\.S\.|\d+%|oil")).to_list()
    [['U.S.', '40%']]
    """
    return rf"(?:\b|\b{{start-half}})(?:{pattern})(?:\b|\b{{end-half}})"


def places(texts: pl.Series, patterns: list[str]) -> pl.DataFrame:
    """Find every match of every pattern as whole words; see `words.spots`.

    Examples
    --------
    >>> places(pl.Series(["oil and gas", "soil"]), ["oil|gas", "and"]).rows()
    [(0, 0, 0, 3), (0, 0, 8, 11), (1, 0, 4, 7)]
    """
    return spots(texts, [whole_words(pattern) for pattern in patterns])


def usable(pattern: str, where: str) -> None:
    """Raise for a pattern that could not work on folded words."""
    if len(pattern) > LONGEST_PATTERN:
        raise WorkbenchError(
            f"{where}: the pattern has {len(pattern):,} characters; the longest allowed has "
            f"{LONGEST_PATTERN:,}. Write several rules."
        )
    fault = pattern_fault(whole_words(pattern))
    if fault:
        raise WorkbenchError(f"{where}: {pattern!r} is not a valid pattern ({fault}).")
    if pl.Series([""]).str.contains(f"^(?:{pattern})$").item():
        raise WorkbenchError(f"{where}: {pattern!r} matches where there is no word.")
    for text, spelt in parts_of(pattern):
        sign = re.search(SIGNS if spelt else r"\\p\{L[ut]\}", text)
        if sign:
            raise WorkbenchError(
                f"{where}: {pattern!r} can never match: rules are matched with words in lower "
                f"case, without signs, and {sign.group()!r} is in none."
            )


def folded_patterns(patterns: list[str], variants: dict[str, str]) -> list[str]:
    r"""Fold what patterns spell out as texts are folded, variants joined; operators stay.

    A word that goes on in an operator is found in every spelling that it may take.

    Examples
    --------
    >>> patterns = [r"Viet Nam(?:ese)?|R&D", r"U\.N\. organization", r"moderniz(?:e|ation)"]
    >>> folded_patterns(patterns, {"Viet Nam": "vietnam"})
    ['vietnam(?:ese)?|r d', 'un organisation', 'moderni(?:z|s)(?:e|ation)']
    """
    cut_patterns = [parts_of(pattern) for pattern in patterns]
    runs = list({text for parts in cut_patterns for text, spelt in parts if spelt})
    found = known_words(pl.Series(runs, dtype=pl.String))
    words: dict[str, list[tuple[int, str]]] = {run: [] for run in runs}
    for row, start, form in found.select("row", "start", "piece").iter_rows():
        words[runs[row]].append((start, form))
    endings = pl.DataFrame({"ending": ["", GROWS, *ENDINGS]})
    grown = found.select(form=pl.col("piece").unique()).join(endings, how="cross")
    dotted = pl.when(pl.col("form").str.contains(DOTTED)).then(pl.col("form").str.to_uppercase())
    grown = grown.with_columns(word=pl.concat_str(pl.coalesce(dotted, "form"), "ending"))
    folds = {(form, end): word for form, end, word in grown.with_columns(fold("word")).iter_rows()}
    table = dict(zip(phrases(list(variants)), variants.values(), strict=True))
    return ["".join(fold_parts(parts, words, folds, table)) for parts in cut_patterns]


def parts_of(pattern: str) -> list[tuple[str, bool]]:
    r"""Cut a pattern into text that it spells out (true) and operators.

    Examples
    --------
    >>> parts_of(r"viet[ -]nams?|u\.n\.")
    [('viet nam', True), ('s?', False), ('|', False), ('u.n.', True)]
    """
    parts: list[tuple[str, bool]] = []
    pattern = re.sub(INITIALS, lambda found: found[0].replace(".", r"\."), pattern)
    for atom, times in ATOM.findall(pattern):
        plain = atom[1:] if re.match(r"\\\W", atom) else atom
        if found := re.fullmatch(NUMBERED, atom):
            plain = chr(int(found[1], 16)) if found[1] else found[2]
        if re.fullmatch(EITHER_CASE, atom, re.IGNORECASE):
            plain = atom[1]
        spelt = len(plain) == 1 and (plain != atom or atom not in "()|.^$")
        if atom == r"\s" or re.fullmatch(r"\[(?: |-|–|\\s|\\-)+\]", atom):
            plain, spelt = " ", True
        if not spelt:
            text = re.sub(r"(?<![\\pP{])[A-Z]", lambda found: found[0].lower(), atom) + times
        elif times and (plain.isalnum() or plain in APOSTROPHES):
            text, spelt = bare(plain) + times, False
        elif times[:1] in {"*", "?", "{"}:
            text, spelt = f" {times}" if plain in JOINERS else "", False
        else:
            text = plain
        if spelt and parts and parts[-1][1]:
            text = parts.pop()[0] + text
        parts.append((text, spelt))
    return parts


def fold_parts(
    parts: list[tuple[str, bool]],
    words: dict[str, list[tuple[int, str]]],
    folds: dict[tuple[str, str], str],
    table: dict[tuple[str, ...], str],
) -> Iterator[str]:
    """Fold the parts of a pattern: words and variants among them, and the signs around them."""
    following = [*(text for text, _ in parts[1:]), ""]
    for (text, spelt), after in zip(parts, following, strict=False):
        run = words.get(text, []) if spelt else []
        if not spelt:
            yield text
        elif not run:
            yield space(text)
        else:
            (first, _), (last, form) = run[0], run[-1]
            end = last + len(form)
            goes_on = end == len(text) and not re.match(r"[|)$ ]|\\b|$", after)
            yield space(text[:first])
            yield " ".join(fold_run([form for _, form in run], folds, table, goes_on=goes_on))
            yield space(text[end:])


def space(signs: str) -> str:
    """Fold the signs at an edge of spelt text: hyphens are spaces, and brackets are nothing."""
    return " " if any(sign in JOINERS for sign in signs) else ""


def fold_run(
    forms: list[str],
    folds: dict[tuple[str, str], str],
    table: dict[tuple[str, ...], str],
    *,
    goes_on: bool,
) -> Iterator[str]:
    """Fold words that a pattern spells out, and join the variants among them, the longest first.

    Of the last word an operator may be a part (``goes_on``): the spellings that it may take are
    offered.
    """
    words, at, stop = [folds[form, ""] for form in forms], 0, len(forms)
    while at < stop:
        sizes = range(stop - at, int(goes_on and at == stop - 1), -1)
        size = next((n for n in sizes if tuple(words[at : at + n]) in table), 0)
        if size:
            yield re.escape(table[tuple(words[at : at + size])])
        elif goes_on and at == stop - 1:
            grown = [(folds[forms[at], ending], ending) for ending in (GROWS, "", *ENDINGS)]
            yield either(
                [word[: len(word) - len(end)] for word, end in grown if word.endswith(end)]
            )
        else:
            yield re.escape(words[at])
        at += size or 1


def either(words: list[str]) -> str:
    """Write a pattern for either of some words; folded again, it stays as it is.

    Examples
    --------
    >>> either(["labor", "labour", "labor"])
    'labo(?:r|ur)'
    """
    choices = list(dict.fromkeys(map(re.escape, words)))
    if len(choices) == 1:
        return choices[0]
    shortest = min(map(len, choices))
    differing = (at for at in range(shortest) if len({choice[at] for choice in choices}) > 1)
    same = next(differing, shortest - 1)
    return f"{choices[0][:same]}(?:{'|'.join(choice[same:] for choice in choices)})"


def bare(letter: str) -> str:
    """Fold a single letter."""
    plain = unicodedata.normalize("NFKD", letter.casefold())
    return "'" if letter in APOSTROPHES else plain[0]


def rule_hits(texts: pl.Series, rules: pl.DataFrame) -> pl.DataFrame:
    """Find what each rule counts in texts of folded words.

    Returns ``number`` (row of the rule), ``row`` of the text, ``first`` and ``last`` as `places`
    does.

    Examples
    --------
    >>> rules = pl.DataFrame({"pattern": ["nuclear"], "include": [""], "exclude": ["nuclear weapons"]})
    >>> rule_hits(pl.Series(["nuclear power", "nuclear weapons"]), rules).rows()
    [(0, 0, 0, 7)]
    """
    asked = rules.with_row_index("number").unpivot(KEYS, index="number", variable_name="key")
    asked = asked.filter(pl.col("value") != "").with_row_index("asked")
    places_of = places(texts, asked["value"].to_list()).rename({"number": "asked"})
    every = places_of.join(asked.drop("value"), on="asked", maintain_order="left").drop("asked")
    found, need, bad = (every.filter(pl.col("key") == key).drop("key") for key in KEYS)
    needing = asked.filter(pl.col("key") == "include")["number"].implode()
    met = need.select("number", "row", met=True).unique()
    found = found.join(met, on=["number", "row"], how="left", maintain_order="left")
    found = found.filter(~pl.col("number").is_in(needing) | pl.col("met"))
    spoilt = found.join(bad, on=["number", "row"], suffix="_bad").filter(
        (pl.col("first") < pl.col("last_bad")) & (pl.col("first_bad") < pl.col("last"))
    )
    found = found.join(spoilt, on=["number", "row", "first"], how="anti", maintain_order="left")
    return found.select("number", "row", "first", "last")


def mentions(
    corpus: "Corpus", codebook: "Codebook", progress: Callable[[int, int], None] | None = None
) -> pl.DataFrame:
    """Find every mention of every topic: the mentions frame.

    Rows are in the order of the sources. A large corpus is taken in parts of whole documents, so
    that memory stays flat; after each, ``progress`` is told how many documents are done, and of
    how many.

    Examples
    --------
    >>> from workbench.corpus import load, read_topics
    >>> corpus = load()
    >>> found = mentions(corpus, read_topics(corpus.folder))
    >>> found.filter(doc_id="vov-2025", topic="ukraine")["match"].to_list()
    ['Ukraine', 'Ukraine']
    """
    found, done, size = [schema.empty("mentions")], 0, corpus.documents.height
    for part in corpus.parts():
        found.append(merged(part, codebook, hits(part, codebook)))
        done += part.documents.height
        if progress:
            progress(done, size)
    return pl.concat(found)


def hits(corpus: "Corpus", codebook: "Codebook") -> pl.DataFrame:
    """Return every match of every rule before any is merged: keys, place, ``topic``, ``rule``, ``scope``.

    ``start`` and ``end`` are places in the source. A heading's match has a row for each body
    paragraph to which it lends its topic, with an empty ``sent_no``.
    """
    text = running(corpus.tokens, (*LINE, "sent_no"))
    inside = located(text, codebook.rules.filter(scope="text"))
    above = lent(corpus.paragraphs, codebook)
    if not codebook.one_matter:
        own = inside.select(*LINE, other="topic").unique()
        rivals = above.join(own, on=LINE).filter(pl.col("topic") != pl.col("other"))
        above = above.join(rivals, on=[*LINE, "topic"], how="anti", maintain_order="left")
    return pl.concat([inside, above], how="diagonal")


def located(text: Running, rules: pl.DataFrame) -> pl.DataFrame:
    """Match rules with running text and return the printed places."""
    rows = rule_hits(text.stretches["text"], rules)
    about = rules.select("topic", "rule")[rows["number"]]
    base = text.stretches["base"].gather(rows["row"])
    at, words = text.words["at"], text.words
    left = at.search_sorted(base + rows["first"], side="right") - 1
    right = at.search_sorted(base + rows["last"], side="left") - 1
    keys = text.stretches.drop("text", "base")[rows["row"]]
    return keys.with_columns(
        words["start"].gather(left), words["end"].gather(right), about["topic"], about["rule"]
    ).with_columns(scope=pl.lit("text"))


def lent(paragraphs: pl.DataFrame, codebook: "Codebook") -> pl.DataFrame:
    """Match the heading rules and give their matches to the body paragraphs underneath."""
    heading = pl.col("zone") == "heading"
    numbered = paragraphs.with_columns(
        head=pl.when(heading).then("para_no").forward_fill().over("doc_id")
    )
    under = numbered.filter(pl.col("zone") == "body", pl.col("section") != "")
    headings = numbered.filter(heading).select(
        *LINE, "start", "text", sent_no="para_no", clause_no="para_no"
    )
    words = running(tokens(headings, codebook.variants), LINE)
    found = located(words, codebook.rules.filter(scope="heading")).rename({"para_no": "head"})
    lines = under.select(*LINE, "head")
    return lines.join(found, on=["doc_id", "head"], maintain_order="left_right").select(
        *LINE, "start", "end", "topic", "rule", scope=pl.lit("heading")
    )


def merged(corpus: "Corpus", codebook: "Codebook", found: pl.DataFrame) -> pl.DataFrame:
    """Make one mention of overlapping matches of a topic, and add match, negation and voice."""
    size = pl.col("end") - pl.col("start")
    order = corpus.documents.select("doc_id").with_row_index("doc_no")
    group = ["doc_no", *LINE, "topic", "scope"]
    found = found.with_columns(
        pl.col("topic").cast(pl.Enum(codebook.topics["topic"])),
        pl.col("scope").cast(schema.enum("scope")),
    ).join(order, on="doc_id")
    # one number per group above the places, so that a single running maximum serves them all
    cell = pl.struct(group).rle_id().cast(pl.Int64) * 2**32
    reach = (cell + pl.col("end")).cum_max().shift(1, fill_value=0)
    rows = (
        found.sort(*group, "start", "end")
        .with_columns(block=(cell + pl.col("start") >= reach).cum_sum())
        .group_by("block", maintain_order=True)
        .agg(
            pl.col(*group, "sent_no", "start").first(),
            pl.col("end").max(),
            rule=pl.col("rule").get(size.arg_max()),
        )
        .with_columns(codebook=pl.lit(codebook.name))
    )
    rows = voiced(printed(rows, corpus), corpus.documents, corpus.quotes)
    # marks around a heading do not quote what is under it
    aloud = (pl.col("scope") == "heading") & (pl.col("voice") == "quoted")
    rows = rows.with_columns(voice=pl.when(aloud).then(pl.lit("reported")).otherwise("voice"))
    rows = negated(rows, corpus.tokens, codebook.negators)
    rows = rows.sort("doc_no", "para_no", "scope", "start", "topic")
    return schema.conform("mentions", rows)


def printed(rows: pl.DataFrame, corpus: "Corpus") -> pl.DataFrame:
    """Add the words as printed (``match``), from the sentence or from the heading."""
    size = pl.col("end") - pl.col("start")
    sentences = corpus.sentences.select("doc_id", "sent_no", base="start", text="text")
    inside = rows.join(sentences, on=["doc_id", "sent_no"], maintain_order="left")
    lines = corpus.paragraphs.filter(zone="heading").select("doc_id", base="start", text="text")
    above = rows.filter(pl.col("sent_no").is_null()).join(lines, on="doc_id")
    last = pl.col("base") + pl.col("text").str.len_chars()
    above = above.filter(pl.col("start").is_between(pl.col("base"), last, closed="left"))
    match = pl.col("text").str.slice(pl.col("start") - pl.col("base"), size)
    return pl.concat([inside, above]).with_columns(match=match).drop("base", "text")


def negated(rows: pl.DataFrame, words: pl.DataFrame, negators: tuple[str, ...]) -> pl.DataFrame:
    """Add the last negating word in the clause, at most `NEAR` words before the mention."""
    places = words.select("doc_id", "clause_no", "start", "token_no")
    negations = words.filter(pl.col("word").is_in(negators)).select(
        "doc_id", "clause_no", "start", negation="form", at="token_no"
    )
    rows = rows.sort("start").join_asof(
        places.sort("start"), on="start", by="doc_id", check_sortedness=False
    )
    rows = rows.join_asof(
        negations.sort("start"), on="start", by=["doc_id", "clause_no"], check_sortedness=False
    )
    near = pl.col("sent_no").is_not_null() & (pl.col("token_no") - pl.col("at") <= NEAR)
    return rows.with_columns(pl.when(near).then("negation").fill_null(""))


def voiced(rows: pl.DataFrame, documents: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Add ``voice``: a full statement states; a press text quotes, or reports in its own words.

    Takes rows with ``doc_id``, ``para_no``, ``start`` and ``end``, in any order, which is kept.
    Quoted means that the whole passage is inside one balanced pair of marks, or inside the
    outer one of two pairs.

    Examples
    --------
    >>> documents = pl.DataFrame({"doc_id": ["a"], "genre": ["digest"]})
    >>> marks = {"doc_id": ["a"], "para_no": [1], "start": [5], "end": [20], "balanced": [True]}
    >>> rows = pl.DataFrame({"doc_id": ["a"] * 2, "para_no": [1, 1], "start": [2, 6], "end": [4, 9]})
    >>> voiced(rows, documents, pl.DataFrame(marks))["voice"].to_list()
    ['reported', 'quoted']
    """
    marks = quotes.filter("balanced").sort("start")
    marks = marks.select(*LINE, opened="start", closed=pl.col("end").cum_max().over(LINE))
    places = rows.select(*LINE, "start", "end").with_row_index("row_no").sort("start")
    inside = places.join_asof(
        marks, left_on="start", right_on="opened", by=LINE, check_sortedness=False
    )
    quoted = inside.sort("row_no").select(pl.col("end") <= pl.col("closed")).to_series()
    full = documents.filter(pl.col("genre").cast(pl.String) == "statement")["doc_id"].implode()
    return rows.with_columns(
        voice=pl.when(pl.col("doc_id").is_in(full))
        .then(pl.lit("stated"))
        .when(quoted.fill_null(value=False))
        .then(pl.lit("quoted"))
        .otherwise(pl.lit("reported"))
    )
