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
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from workbench import schema
from workbench.corpus.words import APOSTROPHES, pattern_fault, phrases, spellings, spots, tokens
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.corpus.codebooks import Codebook, PositionRules
    from workbench.corpus.load import Corpus

LINE, SENTENCE = ("doc_id", "para_no"), ("doc_id", "sent_no")
#: A negating word is shown if it is at most so many words before the mention.
NEAR = 8
#: Longer patterns are refused: nobody could check them, and the engine would build for seconds.
LONGEST_PATTERN = 2_000
KEYS = ("pattern", "include", "exclude")
#: What stands for somebody named before: the word, and whom it stands for. Two parties by name.
PRONOUNS, BOTH = {"he": "person", "she": "person", "i": "person", "it": "party"}, "both sides"
#: Stands in a pattern for a list without a member.
NEVER = "(?:\\x00)"
#: Signs that a rule cannot match, for no word holds them; and a class of capitals alone.
SIGNS = r"[%‰°§<>=±≤≥$€£¥₫₽#@]"
CAPITALS = (
    r"^(?!\[\^|.*(?:[a-zа-я]-[a-zа-я]|\\w|\\p\{L(?:l|ower\w*)?\}|\[:(?:lower|alpha|alnum|word):\]))"
    r".*(?:[A-ZА-Я]-[A-ZА-Я]|\\p\{(?:L[ut]|Upper\w*)\}|\[:upper:\]).*"
)
#: A capital in a class.
CAPITAL = r"(?<![\\pP{])[A-Z]"
#: What a pattern may write in a roundabout way, and how it is spelt out.
PLAINER: dict[str, Any] = {
    r"\\[xuU]\{?([0-9A-Fa-f]+)\}?": lambda found: re.escape(chr(int(found[1], 16))),
    r"\[([^\w\s\\^-])\]": r"\\\1",  # a sign in brackets
    r"(?i)\[([^\W\d_])\1\]": r"\1",  # a letter, capital or not
    r"\\s[+*]?|\[(?: |-|–|\\s|\\-)+\]": " ",
    r"\b(?:[A-Z]\.|[^\W\d_]\\\.){2,}": lambda found: re.sub(r"[.\\]", "", found[0]).upper(),
}
#: A character that is spelt out, and how often it may be there.
SPELT, TIMES = r"(?:\\\W|[^\\.^$*+?()\[\]{}|])", r"(?:[*+?]|\{\d*,?\d*\})\??"
#: A piece of a pattern in Rust's syntax: what is spelt out, or an operator. A word may go on behind.
PIECE = re.compile(
    rf"(?:\\[pP]\{{[^}}]*\}}|\\b\{{[^}}]*\}}|\\\w|\[\^?\]?(?:\\[pP]\{{[^}}]*\}}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"
    rf"|\(\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+\))|{TIMES})"
    rf"|(?P<spelt>{SPELT}+(?!{TIMES})|{SPELT})(?P<times>{TIMES})?(?P<more>(?=(?!\\[bBsWD])[^|)$\s–/&-]))?"
    r"|.",
    re.DOTALL,
)
#: How a word may go on whose beginning is spelt in two ways.
ENDINGS = ("", "e", "ed", "er", "ers", "es", "ing", "or", "ors", "s", "ation")
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


class Match(NamedTuple):
    """A match of a codebook: its place, and what it stands for."""

    start: int
    end: int
    value: str


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
    cut_texts = [" ".join(phrase) for phrase in phrases(texts)]
    return pl.Series(joined(cut_texts, variants), dtype=pl.String)


def joined(texts: list[str], variants: dict[str, str]) -> list[str]:
    """Join the variants in texts of folded words, the longest first."""
    words = dict(zip(map(" ".join, phrases(list(variants))), variants.values(), strict=True))
    longest = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    pattern = re.compile(rf"(?<!\S)(?:{longest})(?!\S)") if words else re.compile("(?!)")
    return [pattern.sub(lambda found: words[found[0]], text) for text in texts]


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
    r"""Raise for a pattern that could not work on folded words.

    A sign that no word holds can match nothing, and nor can a class of capitals alone (``[A-Z]``,
    ``\p{Lu}``): folded, it would find every word where abbreviations were meant. Capitals that are
    spelt out (``ASEAN``, ``[Vv]iet``) are folded and found, and so is ``[A-Za-z]``.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise WorkbenchError(
            f"{where}: the pattern has {len(pattern):,} characters; the longest allowed has "
            f"{LONGEST_PATTERN:,}. Write several rules."
        )
    fault = pattern_fault(whole_words(pattern))
    if fault:
        raise WorkbenchError(f"{where}: {pattern!r} is not a valid pattern ({fault}).")
    if wordless(pattern):
        raise WorkbenchError(f"{where}: {pattern!r} matches where there is no word.")
    capitals = CAPITALS if "(?i" not in pattern else r"\b\B"
    for piece in PIECE.finditer(plainer(pattern)):
        needed = piece["spelt"] and piece["times"] in (None, "+")
        if never := re.search(SIGNS if needed else capitals, piece[0]):
            raise WorkbenchError(
                f"{where}: {pattern!r} can never match: rules are matched with words in lower "
                rf"case, without signs, and {never[0]!r} is in none (\w is any letter)."
            )


def wordless(pattern: str) -> bool:
    """Tell whether a pattern matches where there is nothing, as "sea|" does."""
    return pl.Series([""]).str.contains(f"^(?:{pattern})$").item()


def plainer(pattern: str) -> str:
    r"""Spell out what a pattern writes in a roundabout way.

    Examples
    --------
    >>> plainer(r"[Vv]iet\s+Nam\x{2019}s U\.N\. seat")
    'Viet Nam’s UN seat'
    """
    for roundabout, spelt in PLAINER.items():
        pattern = re.sub(roundabout, spelt, pattern)
    return pattern


def folded_patterns(patterns: list[str], variants: dict[str, str]) -> list[str]:
    r"""Fold what patterns spell out as texts are folded, variants joined; operators stay.

    A word that goes on in an operator is found in every spelling that it may take.

    Examples
    --------
    >>> patterns = [r"Viet Nam(?:ese)?|R&D", r"U\.N\. organization", r"moderniz(?:e|ation)"]
    >>> folded_patterns(patterns, {"Viet Nam": "vietnam"})
    ['vietnam(?:ese)?|r d', 'un organisation', 'moderni(?:s|z)(?:e|ation)']
    """
    cut = [list(PIECE.finditer(plainer(pattern))) for pattern in patterns]
    runs = list({piece["spelt"] or "" for pieces in cut for piece in pieces})
    words = folded([re.sub(r"\\(\W)", r"\1", run) for run in runs], variants)
    folds = dict(zip(runs, words, strict=True))
    return ["".join(fold_piece(piece, folds) for piece in pieces) for pieces in cut]


def fold_piece(piece: re.Match[str], folds: dict[str, str]) -> str:
    """Fold a piece of a pattern, given the folded words of all that is spelt out."""
    run, times = piece["spelt"], piece["times"] or ""
    if run is None:
        listed = CAPITAL if re.match(r"\[[^^]", piece[0]) else "(?!)"
        return re.sub(listed, lambda one: one[0].lower(), piece[0])
    head, gap, last = folds[run].replace(".", r"\.").rpartition(" ")
    if not last:
        return "'" + times if run in APOSTROPHES else space(run, times)
    if piece["more"] is not None and not times and run[-1].isalnum():
        last = stem(last)
    edges = re.match(r"\W*", run)[0], re.search(r"\W*$", run)[0]
    return f"{space(edges[0])}{head}{gap}{last}{times}{space(edges[1])}"


def space(signs: str, times: str = "") -> str:
    """Fold the signs around words: hyphens and the like are spaces, and brackets are nothing."""
    return " " + times if any(sign in JOINERS for sign in signs) else ""


@cache
def beginnings() -> dict[str, set[str]]:
    """Return British beginnings of words by American ones, and American words by British ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for american, british in [("us", "usa"), *zip(*spellings(), strict=True)]:
        found[british].add(american)
        for end in ENDINGS:
            if american.endswith(end) and british.endswith(end):
                found[american.removesuffix(end)].add(british.removesuffix(end))
    return dict(found)


@cache
def stem(word: str) -> str:
    """Write a pattern for the beginning of a word in every spelling that texts fold it to.

    Examples
    --------
    >>> stem("defens"), stem("centre"), stem("oil")
    ('defen(?:c|s)', 'cent(?:er|r|re)', 'oil')
    """
    known = beginnings()
    own = {word, *known.get(word, ())}
    choices = sorted(own.union(*(known.get(one, ()) for one in own)))
    if re.search("..[iy]z$", word):
        choices = [word[:-1] + "s", word]
    # what follows is never empty, so that a folded pattern stays as it is
    same = min(choices, key=len)[:-1]
    while not all(choice.startswith(same) for choice in choices):
        same = same[:-1]
    rest = "|".join(choice[len(same) :] for choice in choices)
    return f"{same}(?:{rest})" if len(choices) > 1 else word


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
    places = words["start"].gather(left), words["end"].gather(right), *about.get_columns()
    return keys.with_columns(*places, scope=pl.lit("text"))


def position_marks(
    corpus: "Corpus",
    sentences: pl.DataFrame,
    rules: "PositionRules",
    named: pl.DataFrame | None = None,
) -> dict[tuple[str, int], dict[str, list[Match]]]:
    """Return who and what some sentences name, by document and sentence, then by kind.

    Kinds are operator, actor, anchor and qualifier; ``named`` are places of other kinds.
    """
    books = {
        "operator": rules.ladder.codebook.rules,
        "actor": party_rules(corpus)[1],
        "anchor": rules.anchors.rules,
        "qualifier": rules.qualifiers.rules,
    }
    if rules.actors:
        books["actor"] = pl.concat([rules.actors.rules, books["actor"]], how="diagonal")
    every = pl.concat(
        book.select("topic", *KEYS, rule=pl.lit(kind)) for kind, book in books.items()
    )
    words = corpus.tokens.join(sentences, on=SENTENCE, how="semi", maintain_order="left")
    matches = located(running(words, SENTENCE), every).drop("scope")
    if named is not None:
        matches = pl.concat([matches, named.select(matches.columns)], how="vertical_relaxed")
    return marks(matches)


def party_rules(corpus: "Corpus") -> tuple[dict[str, str], pl.DataFrame]:
    """Return who is a *person* and who a *party*, and the rules that find them and pronouns.

    The parties of the manifest give the names. An office without a name is its party.
    """
    kinds: dict[str, str] = {}
    patterns: list[tuple[str, str]] = [(word, word) for word in PRONOUNS]
    parts = {}
    for one in corpus.parties:
        names, adjectives, capitals, offices = (
            either(corpus, forms)
            for forms in (one.names, one.adjectives, one.capitals, one.offices)
        )
        parts[one.party] = (names, adjectives, capitals, offices)
        office = f"(?:the )?{adjectives} {offices}|the {offices} of (?:the )?{names}"
        # what the manifest does not say of a party takes nothing away from the rest
        said = [f"(?:the )?{names}", capitals, f"(?:the )?{adjectives} side"]
        said = "|".join(way for way in said if NEVER not in way)
        patterns += [(one.party, said), (one.party, office)]
        kinds |= {one.party: "party"} | dict.fromkeys(one.people, "person")
        for person, ways in one.people.items():
            name = either(corpus, [person, *ways])
            patterns.append((person, name))
            patterns.append((person, f"(?:(?:{office}|(?:{offices} )*{offices}) )?{name}"))
    for first, second in permutations(parts.values(), 2):
        for mine, other in zip(first[:3], second[:3], strict=True):
            plural = f" {first[3]}s" if mine == first[1] else ""
            patterns.append((BOTH, f"(?:the )?{mine} and (?:the )?{other}{plural}"))
    known = [rule for rule in patterns if NEVER not in rule[1]]
    rules = pl.DataFrame(known, schema=["topic", "pattern"], orient="row")
    return kinds, rules.with_columns(include=pl.lit(""), exclude=pl.lit(""))


def either(corpus: "Corpus", forms: Sequence[str]) -> str:
    """Return the pattern of any of these forms, folded as the text is."""
    words = folded(list(forms), corpus.variants).unique(maintain_order=True).to_list()
    words = sorted(filter(None, words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})" if words else NEVER


def marks(matches: pl.DataFrame) -> dict[tuple[str, int], dict[str, list[Match]]]:
    """Collect matches by sentence and kind, in order; a longer one takes in what it overlaps."""
    found: dict[tuple[str, int], dict[str, list[Match]]] = {}
    size = pl.col("end").cast(pl.Int64) - pl.col("start")
    ordered = matches.drop_nulls("sent_no").sort(size, descending=True, maintain_order=True)
    columns = (*SENTENCE, "start", "end", "rule", "topic")
    for doc_id, sent_no, start, end, kind, value in ordered.select(columns).iter_rows():
        here = found.setdefault((doc_id, sent_no), {}).setdefault(kind, [])
        if all(end <= other.start or other.end <= start for other in here):
            here.append(Match(start, end, value))
            here.sort()
    return found


def lent(paragraphs: pl.DataFrame, codebook: "Codebook") -> pl.DataFrame:
    """Match the heading rules and give their matches to the body paragraphs underneath."""
    heading, body = (pl.col("zone") == zone for zone in ("heading", "body"))
    head = pl.when(heading).then("para_no").forward_fill().over("doc_id")
    under = paragraphs.with_columns(head=head).filter(body, pl.col("section") != "")
    keys = [*LINE, "start", "text"]
    headings = paragraphs.filter(heading).select(*keys, sent_no="para_no", clause_no="para_no")
    words = running(tokens(headings, codebook.variants), LINE)
    found = located(words, codebook.rules.filter(scope="heading")).rename({"para_no": "head"})
    lines = under.select(*LINE, "head")
    rows = lines.join(found, on=["doc_id", "head"], maintain_order="left_right")
    return rows.drop("head").with_columns(scope=pl.lit("heading"))


def merged(corpus: "Corpus", codebook: "Codebook", found: pl.DataFrame) -> pl.DataFrame:
    """Make one mention of overlapping matches of a topic, and add match, negation and voice."""
    size, group = pl.col("end") - pl.col("start"), ["doc_no", *LINE, "topic", "scope"]
    found = found.with_columns(
        pl.col("topic").cast(pl.Enum(codebook.topics["topic"])),
        pl.col("scope").cast(schema.enum("scope")),
        doc_no=pl.col("doc_id").cast(pl.Enum(corpus.documents["doc_id"])).to_physical(),
    ).sort(*group, "start", "end")
    # one number per group above the places, so that a single running maximum serves them all
    cell = pl.struct(group).rle_id().cast(pl.Int64) * 2**32
    reach = (cell + pl.col("end")).cum_max().shift(1, fill_value=0)
    rows = (
        found.with_columns(block=(cell + pl.col("start") >= reach).cum_sum())
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
    """Add the words as printed (``match``), from the sentence or the heading that holds them."""
    headings = corpus.paragraphs.filter(zone="heading")
    lines = [
        one.select("doc_id", "start", "text", base="start") for one in (corpus.sentences, headings)
    ]
    held = rows.sort("start").join_asof(
        pl.concat(lines).sort("start"), on="start", by="doc_id", check_sortedness=False
    )
    size = pl.col("end") - pl.col("start")
    match = pl.col("text").str.slice(pl.col("start") - pl.col("base"), size)
    return held.with_columns(match=match)


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
