"""Positions by rule: in each clause, who acts, by which operator, on what, on which footing.

The first operator of a clause opens a position. A later one opens another if it has a subject of
its own (…, and they welcome), the ending of the first (supports … welcomes), or is a participle
after a comma (…, welcoming); any other is embedded (agreed … support). The passage runs to the
next position or the end of the clause. `reading` reads one sentence; the codebooks say what is
looked for.

What this cannot do: resolve *he* and *it*, find a position without a verb of the ladder, or tell
a verb of the sides from one of the press (the document *notes*).
"""

from collections.abc import Callable

import polars as pl

from workbench.analysis.emphasis.mentions import located
from workbench.analysis.issues.reading import Match, Sentence, reading
from workbench.analysis.issues.scope import of_issue, on_issue
from workbench.analysis.parts import parts
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.corpus.position_rules import PositionRules
from workbench.corpus.positions import laid_out
from workbench.corpus.running import running

SENTENCE = ["doc_id", "sent_no"]
KEYS = ("doc_id", "para_no", "sent_no")
Place = tuple[str, int]


def positions(
    corpus: Corpus, issue: Issue, found: pl.DataFrame, rules: PositionRules
) -> pl.DataFrame:
    """Give the positions frame of the sentences on an issue (see `scope.on_issue`).

    Takes the mentions of the issue's codebook and `corpus.read_position_rules`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus import read_issue, read_position_rules
    >>> corpus = workbench.load()
    >>> issue = read_issue(corpus.folder, "ukraine")
    >>> found, rules = mentions(corpus, issue.codebook), read_position_rules(corpus.folder)
    >>> rows = positions(corpus, issue, found, rules)
    >>> rows.filter(doc_id="vgp-2025").select("actor", "operator").rows()
    [('Russia', 'highly appreciate'), ('Russia', 'welcome')]
    """
    names = of_issue(issue, found).filter(
        pl.col("topic").is_in(issue.naming) & ~pl.col("topic").is_in(issue.titles)
    )
    named = names.select(*SENTENCE, "start", "end", "topic", rule=pl.lit("name"))
    return read(corpus, on_issue(corpus, issue, found), rules, named, issue.issue)


def every_position(
    corpus: Corpus, rules: PositionRules, progress: Callable[[int, int], None] | None = None
) -> pl.DataFrame:
    """Give the positions frame of all sentences of the body, with an empty ``issue``.

    A large corpus is read in parts of whole documents; after each, ``progress`` is told how many
    documents are done, and of how many.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_position_rules
    >>> corpus = workbench.load()
    >>> rows = every_position(corpus, read_position_rules(corpus.folder))
    >>> rows.filter(doc_id="vgp-2025", provision="17").select("operator_text", "negation").rows()
    [('agreed to affirm', ''), ('do not support', 'do not')]
    """
    found, done, size = [], 0, corpus.documents.height
    for part in parts(corpus):
        found.append(read(part, part.sentences, rules, None, ""))
        done += part.documents.height
        if progress:
            progress(done, size)
    return pl.concat(found)


def read(
    corpus: Corpus,
    sentences: pl.DataFrame,
    rules: PositionRules,
    named: pl.DataFrame | None,
    issue: str,
) -> pl.DataFrame:
    """Read the positions of some sentences, in order."""
    words = corpus.tokens.join(sentences, on=SENTENCE, how="semi", maintain_order="left")
    books = {
        "operator": rules.ladder.codebook,
        "actor": rules.actors,
        "anchor": rules.anchors,
        "qualifier": rules.qualifiers,
    }
    every = [book.rules.with_columns(rule=pl.lit(kind)) for kind, book in books.items()]
    matches = located(running(words, KEYS), pl.concat(every)).drop("para_no", "scope")
    marked = marks(
        matches if named is None else pl.concat([matches, named.select(matches.columns)])
    )
    clauses = spans(corpus.clauses.join(sentences, on=SENTENCE, how="semi"))
    rows = []
    for doc_id, para_no, sent_no, base, text in sentences.select(
        *KEYS, "start", "text"
    ).iter_rows():
        at = (doc_id, sent_no)
        sentence = Sentence(text, base, clauses.get(at, []), marked.get(at, {}))
        place = {"doc_id": doc_id, "para_no": para_no, "note": ""}
        rows += [place | row for row in reading(sentence, rules.not_after)]
    return laid_out(corpus, voiced(corpus, rows), issue, "rule")


def marks(matches: pl.DataFrame) -> dict[Place, dict[str, list[Match]]]:
    """Collect matches by sentence and kind, in order; a longer one takes in what it overlaps."""
    found: dict[Place, dict[str, list[Match]]] = {}
    ordered = matches.drop_nulls("sent_no").sort(
        pl.col("end").cast(pl.Int64) - pl.col("start"), descending=True, maintain_order=True
    )
    for doc_id, sent_no, start, end, kind, value in ordered.select(
        *SENTENCE, "start", "end", "rule", "topic"
    ).iter_rows():
        here = found.setdefault((doc_id, sent_no), {}).setdefault(kind, [])
        if all(end <= other.start or other.end <= start for other in here):
            here.append(Match(start, end, value))
    for kinds in found.values():
        for here in kinds.values():
            here.sort()
    return found


def spans(clauses: pl.DataFrame) -> dict[Place, list[tuple[int, int]]]:
    """Collect the places of clauses by sentence, in order."""
    found: dict[Place, list[tuple[int, int]]] = {}
    for doc_id, sent_no, start, end in clauses.select(*SENTENCE, "start", "end").iter_rows():
        found.setdefault((doc_id, sent_no), []).append((start, end))
    return {place: sorted(here) for place, here in found.items()}


def voiced(corpus: Corpus, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Add the voice: a statement states; elsewhere an operator in marks is quoted."""
    statements = set(corpus.documents.filter(genre="statement")["doc_id"])
    marks_of: dict[str, list[tuple[int, int]]] = {}
    quotes = corpus.quotes.filter("balanced")
    for doc_id, start, end in quotes.select("doc_id", "start", "end").iter_rows():
        marks_of.setdefault(doc_id, []).append((start, end))
    for row in rows:
        first, last = row["operator_start"], row["operator_end"]
        inside = any(a <= first and last <= b for a, b in marks_of.get(row["doc_id"], []))
        other = "quoted" if inside else "reported"
        row["voice"] = "stated" if row["doc_id"] in statements else other
    return rows
