"""How right and typical wrong answers are computed from a corpus.

``lessons.toml`` names a function of this module with its arguments, after the corpus. Answers are
computed while an answer is checked; no notebook, output or saved widget holds one.
"""

from functools import lru_cache
from typing import Any

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.match import rule_hits, running, usable
from workbench.emphasis import Emphasis
from workbench.emphasis.agreement import cohen_kappa, pair_of, primary_readings
from workbench.emphasis.measure import trial
from workbench.errors import Missing
from workbench.issues import Issue
from workbench.readability.measure import unit_counts
from workbench.schema import SPLITTERS
from workbench.search import Search
from workbench.sources import quoted_share

SENTENCE = ["doc_id", "para_no", "sent_no"]
GRADE = "Flesch–Kincaid grade"
#: The formula of Kincaid et al. (1975): weight of words per sentence, of syllables per word, rest.
PER_SENTENCE, PER_WORD, REST = 0.39, 11.8, 15.59
#: Grades that school and university have; mean syllables per word that differ clearly.
TOP, CLEARLY = 18, 0.1
#: Ten passages, two coders: each gives one topic once, and not to the same passage.
TWO_CODERS = pl.DataFrame(
    {"left": ["none"] * 8 + ["sea", "none"], "right": ["none"] * 8 + ["none", "sea"]}
)
#: What the silence of a press text, and of a full text, is called in the coverage of an issue.
SILENT = {"not in this press text": "press", "not in the text as published": "text"}

emphasis = lru_cache(maxsize=8)(Emphasis)
issue = lru_cache(maxsize=16)(Issue)
search = lru_cache(maxsize=8)(Search)


# --- given, not computed ---


def number(_: Corpus, value: float) -> float:
    """Return a number that is wrong wherever the question is asked."""
    return value


def choose(_: Corpus, *values: str) -> set[str]:
    """Return choices that are wrong wherever the question is asked."""
    return set(values)


# --- options ---


def documents(corpus: Corpus) -> dict[str, str]:
    """Return the documents to choose from."""
    return corpus.labels


def splitters(_: Corpus) -> dict[str, str]:
    """Return the ways of splitting sentences."""
    return {name: name for name in SPLITTERS}


def passages(corpus: Corpus, doc_id: str) -> dict[str, str]:
    """Return the body paragraphs of a document to choose from."""
    lines = corpus.paragraphs.filter(pl.col("zone") == "body", doc_id=doc_id)
    return {
        f"p{para_no}": f"¶ {para_no}: {' '.join(text.split()[:8])} …"
        for para_no, text in lines.select("para_no", "text").iter_rows()
    }


# --- words and lines ---


def printed(corpus: Corpus, doc_id: str, query: str, *zones: str) -> int:
    """Count how often a query is printed in some zones (by default the body) of a document.

    Of all documents if none is named, of all zones if they are *all*.

    Examples
    --------
    >>> import workbench as wb
    >>> printed(wb.load(), "vov-2025", "UNCLOS")
    1
    """
    found = search(corpus).find(query, "all" if zones else "body")
    found = found.filter(pl.col("doc_id") == doc_id) if doc_id else found
    if zones and zones != ("all",):
        lines = corpus.paragraphs.filter(pl.col("zone").is_in(zones))
        found = found.join(lines, on=["doc_id", "para_no"], how="semi")
    return found.height


def rate(corpus: Corpus, doc_id: str, query: str, per: int = 1000, *zones: str) -> float:
    """Return how often a query is printed per so many words of the body."""
    return per * printed(corpus, doc_id, query, *zones) / about(corpus, doc_id, "n_words")


def naming(corpus: Corpus, query: str, *zones: str) -> set[str]:
    """Return the documents in which a query is printed.

    Examples
    --------
    >>> import workbench as wb
    >>> naming(wb.load(), "Crocus")
    {'tass-2024'}
    """
    return {doc_id for doc_id in corpus.labels if printed(corpus, doc_id, query, *zones)}


def others(corpus: Corpus, name: str, *given: Any) -> set[str]:  # noqa: ANN401 - as the function
    """Return the documents that a function of this module, called with the rest, does not give."""
    return set(corpus.labels) - globals()[name](corpus, *given)


def about(corpus: Corpus, doc_id: str, column: str) -> Any:  # noqa: ANN401 - any column
    """Return one value of the documents frame."""
    return corpus.document(doc_id)[column]


def words_in(corpus: Corpus, doc_id: str, *zones: str) -> int:
    """Count the words of some zones of a document."""
    lines = corpus.paragraphs.filter(pl.col("zone").is_in(zones), doc_id=doc_id)
    return lines["n_words"].sum()


def lines(corpus: Corpus, doc_id: str, *zones: str) -> pl.DataFrame:
    """Return the keys of the lines of a document (or of all), in some zones (or in all)."""
    rows = corpus.paragraphs
    rows = rows.filter(pl.col("doc_id") == doc_id) if doc_id else rows
    rows = rows.filter(pl.col("zone").is_in(zones)) if zones else rows
    return rows.select("doc_id", "para_no")


def sentences(corpus: Corpus, pattern: str, without: str = "") -> pl.DataFrame:
    """Return the sentences of the bodies that a rule finds, except those that ``without`` finds.

    Columns ``doc_id``, ``para_no``, ``sent_no`` and the folded ``text``. Raises `WorkbenchError`
    for a pattern that cannot be used.

    Examples
    --------
    >>> import workbench as wb
    >>> sentences(wb.load(), "palestin(?:e|ian)")["doc_id"].to_list()
    ['tass-2024']
    """
    usable(pattern, "Your rule")
    text = running(corpus.tokens, tuple(SENTENCE)).stretches
    rule = pl.DataFrame({"pattern": [pattern], "include": [""], "exclude": [""]})
    rows = text[rule_hits(text["text"], rule)["row"].unique().sort()].select(*SENTENCE, "text")
    if without:
        rows = rows.join(sentences(corpus, without), on=SENTENCE, how="anti", maintain_order="left")
    return rows


# --- kinds of text and voices ---


def of_genre(corpus: Corpus, *genres: str) -> set[str]:
    """Return the documents of some kinds."""
    return set(corpus.documents.filter(pl.col("genre").is_in(genres))["doc_id"])


def quoted(corpus: Corpus, doc_id: str, column: str) -> float:
    """Return a count of quoted words or passages; the *share*, and the *rest*, in per cent."""
    row = quoted_share(corpus).row(by_predicate=pl.col("doc_id") == doc_id, named=True)
    return (row | {"share": 100 * row["share"], "rest": 100 - 100 * row["share"]})[column]


def without_marks(corpus: Corpus) -> set[str]:
    """Return the documents whose body has no quotation mark."""
    rows = quoted_share(corpus).filter(pl.col("n_passages") + pl.col("n_unpaired") == 0)
    return set(rows["doc_id"])


def first_person(corpus: Corpus, doc_id: str) -> set[str]:
    """Tell whose words a quotation in the first person singular is."""
    said = corpus.quotes.filter(pl.col("text").str.contains(r"\bI\b"), doc_id=doc_id)
    return {"speaker"} if said.height else {"newsroom"}


# --- claims of pairs ---


def provable(corpus: Corpus, left: str, right: str, *kinds: str) -> set[str]:
    """Return the kinds of claims, of those on the list, that a pair of documents can prove."""
    claims = corpus.claims(left, right, override=True)
    return {kind for kind in kinds if claims.allows(kind)}


def over_time(corpus: Corpus, kind: str) -> set[str]:
    """Return the documents of all pairs over time that can prove a kind of claim."""
    names = list(corpus.labels)
    pairs = [
        corpus.claims(left, right, override=True)
        for place, left in enumerate(names)
        for right in names[place + 1 :]
    ]
    proved = [one for one in pairs if one.relation == "over time" and one.allows(kind)]
    return {doc_id for one in proved for doc_id in (one.left, one.right)}


def verb_before(corpus: Corpus, doc_id: str, words: str, *verbs: str) -> set[str]:
    """Return the verbs, of those on the list, that are printed before some words of a document."""
    found = corpus.sentences.filter(pl.col("text").str.contains(words, literal=True), doc_id=doc_id)
    before = found["text"].str.to_lowercase().str.split(words).list.first().to_list()
    return {verb for verb in verbs if any(verb in text for text in before)}


# --- silences ---


def reaches(corpus: Corpus, doc_id: str, query: str) -> set[str]:
    """Tell how far the silence of a document on a query reaches."""
    press = doc_id in of_genre(corpus, "digest", "report")
    return {"of-the-text"} if press and not printed(corpus, doc_id, query) else {"of-the-statement"}


def speaking(corpus: Corpus, name: str) -> set[str]:
    """Return the documents that have a term of an issue."""
    return set(issue(corpus, name).coverage.filter(pl.col("n") > 0)["doc_id"])


def contradicted(corpus: Corpus, name: str) -> set[str]:
    """Return the documents silent on an issue of which another witness of their statement speaks."""
    pairs = corpus.documents.select("doc_id", "statement_id")
    spoken = speaking(corpus, name)
    told = pairs.filter(pl.col("doc_id").is_in(list(spoken)))["statement_id"]
    rows = pairs.filter(pl.col("statement_id").is_in(told.implode()))
    return set(rows["doc_id"]) - spoken


def terms(corpus: Corpus, name: str, doc_id: str, *, there: bool) -> set[str]:
    """Return the terms of an issue that a document has, or lacks."""
    rows = issue(corpus, name).coverage.filter(doc_id=doc_id)
    return set(rows.filter((pl.col("n") > 0) == there)["term"])


def n_terms(corpus: Corpus, name: str, doc_id: str, there: bool) -> int:  # noqa: FBT001 - from the file
    """Count them."""
    return len(terms(corpus, name, doc_id, there=there))


def n_left_out(corpus: Corpus, name: str, left: str, right: str) -> int:
    """Count the terms of an issue that one document has and another lacks."""
    return len(terms(corpus, name, left, there=True) & terms(corpus, name, right, there=False))


def borne_out(corpus: Corpus) -> set[str]:
    """Return the sentences on Ukraine that the coverage bears out; it never shows a motive."""
    rows = issue(corpus, "ukraine").coverage.with_columns(pl.col("status").cast(pl.String))
    status = {
        (doc_id, term): said
        for doc_id, term, said in rows.select("doc_id", "term", "status").rows()
    }
    kinds = {
        f"{SILENT.get(status['tass-2021', 'ukraine'], 'none')}-2021",
        "war-2025" if SILENT.get(status["vgp-2025", "war"]) == "text" else "",
        "told-2024" if status["tass-2024", "ukraine"] == "reported" else "",
    }
    return kinds & {"press-2021", "text-2021", "war-2025", "told-2024", "choice-2024"}


# --- positions ---


def position(corpus: Corpus, doc_id: str, words: str) -> dict[str, Any]:
    """Return the position of a document on Ukraine whose object has some words."""
    rows = issue(corpus, "ukraine").reference
    rows = rows.filter(pl.col("object").str.contains(words, literal=True), doc_id=doc_id)
    if rows.is_empty():
        raise Missing(f"a position on “{words}” in {corpus.label(doc_id)}.")
    return rows.row(0, named=True)


def rung(corpus: Corpus, doc_id: str, words: str) -> int:
    """Return the rung of the verb of such a position on its ladder."""
    verb = position(corpus, doc_id, words)["operator"]
    return issue(corpus, "ukraine").ladder.operators.filter(operator=verb)["rank"].item()


def qualifiers(corpus: Corpus, words: str, doc_id: str, other: str = "", *of: str) -> set[str]:
    """Return the qualifiers of such a position, of those on the list, that another has not."""
    mine = set(position(corpus, doc_id, words)["qualifiers"])
    return (mine - set(position(corpus, other, words)["qualifiers"] if other else ())) & set(of)


def agreed_words(corpus: Corpus, doc_id: str, other: str = "", *of: str) -> set[str]:
    """Return the words, of those on the list, of an agreement on the sea that another has not."""
    said = [
        " ".join(rows["object"])
        for one in (doc_id, other)
        for rows in [issue(corpus, "east-sea").reference.filter(doc_id=one, operator="agree")]
    ]
    return {word for word in of if word in said[0] and word not in said[1]}


def verbs_like(corpus: Corpus, column: str, verb: str, *of: str) -> set[str]:
    """Return the verbs on the list that are like another in a column of the ladder.

    Ranks compare inside one *class* only; *rank* leads astray.
    """
    ladder = issue(corpus, "ukraine").ladder.operators
    known = dict(ladder.select("operator", column).iter_rows())
    return {one for one in of if known.get(one) == known[verb]}


# --- readability ---


@lru_cache(maxsize=8)
def counts(corpus: Corpus) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the formulas count, and the scores, by document and way of splitting."""
    every = (unit_counts(corpus, splitter=splitter) for splitter in SPLITTERS)
    rows = (row for counted in every for row in counted.iter_rows(named=True))
    return {(row["doc_id"], row["splitter"]): row for row in rows}


def grade(corpus: Corpus, doc_id: str, splitter: str = SPLITTERS[0]) -> float:
    """Return the grade of a document."""
    return counts(corpus)[doc_id, splitter][GRADE]


def grade_less(corpus: Corpus, doc_id: str, splitter: str, other: str) -> float:
    """Return by how much a grade is below that under full stops; ``other`` names the document."""
    return grade(corpus, doc_id) - grade(corpus, other or doc_id, splitter)


def recut(corpus: Corpus, doc_id: str, n_words: int, rest: float = REST) -> float:
    """Return the grade that the words of a document would have in sentences of so many words."""
    per_word = counts(corpus)[doc_id, SPLITTERS[0]]["syllables_per_word"]
    return PER_SENTENCE * n_words + PER_WORD * per_word - rest


def on_the_scale(corpus: Corpus) -> set[str]:
    """Return the documents whose grade is one that school and university have."""
    grades = {doc_id: grade(corpus, doc_id) for doc_id in corpus.labels}
    return {one for one, value in grades.items() if value is not None and 0 <= value <= TOP}


def harder(corpus: Corpus, left: str, right: str) -> set[str]:
    """Return the ways of splitting under which one document has a higher grade than another."""
    return {one for one in SPLITTERS if grade(corpus, left, one) > grade(corpus, right, one)}


def measured(corpus: Corpus, full: str, digest: str) -> set[str]:
    """Return the claims that the counts bear out; they never measure purposes and readers."""
    one, other = (counts(corpus)[doc_id, SPLITTERS[0]] for doc_id in (full, digest))
    ways = len(harder(corpus, digest, full))
    held = {
        "longer": one["words_per_sentence"] > other["words_per_sentence"],
        "words": one["syllables_per_word"] - other["syllables_per_word"] > CLEARLY,
        "semicolons": 0 < ways < len(SPLITTERS),
    }
    return {name for name, holds in held.items() if holds}


# --- codebooks and coders ---


def losing(corpus: Corpus, rule: str, pattern: str) -> set[str]:
    """Return the documents that lose a passage when a rule of the topics is changed."""
    study = emphasis(corpus)
    rows = trial(corpus, study.mentions, study.changed(rule, pattern=pattern))
    return set(rows.filter(pl.col("change") == "lost")["doc_id"])


def with_topic(corpus: Corpus, topic: str) -> set[str]:
    """Return the documents that have a passage on a topic."""
    return set(emphasis(corpus).mentions.filter(pl.col("topic") == topic)["doc_id"])


def differing(corpus: Corpus, doc_id: str, same: bool = False) -> set[str]:  # noqa: FBT001, FBT002 - from the file
    """Return the passages of a document to which two readings gave different topics, or the same."""
    known = emphasis(corpus).readings
    names = [name for name in ("first", "independent") if name in known]
    if len(names) < 2:  # noqa: PLR2004 - two readers
        raise Missing("two readings of the topics of each paragraph (reference/topics).")
    given = [primary_readings(known[name]) for name in names]
    rows = pair_of(pl.concat(given), *(one["coder"][0] for one in given)).filter(doc_id=doc_id)
    return {f"p{n}" for n in rows.filter((pl.col("left") == pl.col("right")) == same)["para_no"]}


def two_coders(_: Corpus, column: str) -> float:
    """Return of the two made-up coders κ, the share coded *alike*, or what *chance* would give."""
    rates = [[(side == value).mean() for side in TWO_CODERS] for value in ("none", "sea")]
    alike = (TWO_CODERS["left"] == TWO_CODERS["right"]).mean()
    chance = sum(left * right for left, right in rates)
    return {"kappa": cohen_kappa(TWO_CODERS), "alike": alike, "chance": chance}[column]


def defended(corpus: Corpus) -> set[str]:
    """Return the sentences that hold for the shipped codebook."""
    rules = emphasis(corpus).codebook.rules
    bare = rules.filter((pl.col("example") == "") | (pl.col("near_miss") == ""))
    return {"differences"} | ({"examples"} if bare.is_empty() else set())
