"""The ledger: which text has which provision, and what may be said of the change (METHODS §7, §8).

A provision and its *parts* are found by the rules of ``codebook/provisions.toml``. Of each text
the ledger says how it has the provision, or what its silence is; who speaks, and with which verb,
is what the rules of positions read at the same place. A verdict on two statements is derived from
these marks, from what a pair of texts can prove (`corpus.claims`), and from the words that differ.
Of several witnesses of a statement the full text counts, and without one the best voice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
import polars.selectors as cs
from msgspec import Meta, Struct, to_builtins

from workbench import schema
from workbench.corpus import Corpus, hits, read_position_rules, voiced
from workbench.corpus.books import Text, label, read, read_toml
from workbench.corpus.claims import CAVEAT, Claim
from workbench.corpus.codebooks import Codebook, parse, shape, variants_of
from workbench.errors import Missing
from workbench.figures.texts import listed, sentence_case
from workbench.issues.positions import BOTH, NOT_NAMED, SPEAKING_TEXT, every_position
from workbench.search import Search
from workbench.search.query import shortened
from workbench.wording.align import FUNCTION_WORDS
from workbench.wording.edits import edits, read_edits

KEYS, LINE = ["doc_id", "sent_no"], ["doc_id", "para_no"]
#: Statuses from the best to the worst; the first three attest a provision.
STATUSES = ("stated", "quoted", "reported", *schema.VOCABULARY["coverages"][3:])
ATTESTED, WORDED = STATUSES[:3], STATUSES[:2]
#: What the silence of a text is, by its genre.
SILENCES = {
    "statement": "not in the text as published",
    "digest": "not in this press text",
    "report": "not in this press text",
    "unknown": "not in this text",
}
#: Of more statements only neighbours are compared.
MOST = 12
#: Claims that say that a provision is there before and after, and how a sentence goes on.
STAYS = {
    "kept": "kept in the same words",
    "reworded": "kept in other words",
    "narrowed": "kept in part",
    "changed": "changed in substance",
}
BY_REPORT = "kept in content; reported, not quoted, so that the wording cannot be compared"
UNSOUND = ("first attested", "cannot be told", "in neither")
NEITHER = "No text on either statement attests it; the silence of press texts proves nothing."
NO_BOOK = (
    "a codebook of provisions. Write codebook/provisions.toml into the folder of the corpus: one "
    "table per provision with a label, a question and a rule that finds it; docs/new-series.md "
    "shows one."
)


#: The shape of ``provisions.toml``.
Provisions = shape("provision", "label", "question")


def read_provisions(folder: Path) -> Codebook:
    """Read and check the provisions of a corpus folder as topics; without a file, `Missing`.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> read_provisions(load().folder).topics["label"][0]
    'No alliances against each other'
    """
    path = folder / "codebook" / "provisions.toml"
    if not path.is_file():
        raise Missing(NO_BOOK)
    return parse(read_toml(path), label(path), variants_of(folder), Provisions)


# --- the ledger ---


def passages(corpus: Corpus, codebook: Codebook) -> pl.DataFrame:
    """Return a row per match of a part: ``provision``, ``part``, its place, voice, actor and verb.

    ``at`` and ``to`` are the match; ``start``, ``end`` and ``text`` what the position has of the
    clause in which it is, else the clause; ``first``, ``last`` and ``words`` what counts as the
    formula: of a quotation what is quoted. A match that a mark divides (ways to “peacefully …”) is
    quoted, for some of its words are in a quotation that goes on beyond it; a match around a whole
    quotation (the “river” bridge) is not, for a word in marks may be a name or a doubt.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> corpus = load()
    >>> found = passages(corpus, read_provisions(corpus.folder))
    >>> found.filter(provision="brics").select("doc_id", "part", "voice", "actor", "verb").rows()
    [('tass-2024', 'BRICS', 'quoted', 'Russia', 'will')]
    """
    found = voiced(hits(corpus, codebook), corpus.documents, corpus.quotes)
    found = found.rename({"topic": "provision", "rule": "part", "start": "at", "end": "to"})
    order = pl.col("doc_id").cast(pl.Enum(corpus.documents["doc_id"]))
    found = found.drop_nulls("sent_no").sort(order, "at", maintain_order=True)
    found = found.with_row_index("row_no")
    clauses = corpus.clauses.select(*KEYS, "start", "end")
    quotes = corpus.quotes.filter("balanced").select("doc_id", opened="start", closed="end")
    begun = found.with_columns(to=pl.col("at") + 1)
    looked = (begun, clauses, KEYS), (begun, positions(corpus), KEYS), (found, quotes, KEYS[:1])
    for matches, spans, on in looked:
        found = found.join(meeting(matches, spans, on), on="row_no", how="left")
    # a mark, and the stop or space that some printers put inside it, are no words
    beyond = (pl.col("at") > pl.col("opened") + 2) | (pl.col("to") < pl.col("closed") - 2)
    voice = pl.when(beyond, voice="reported").then(pl.lit("quoted")).otherwise("voice")
    spoken = pl.max_horizontal("begin", "start"), pl.min_horizontal("stop", "end")
    quoted = pl.max_horizontal("opened", "start"), pl.min_horizontal("closed", "end")
    formula = (pl.when(voice == "quoted").then(quoted[n]).otherwise(spoken[n]) for n in (0, 1))
    places = dict(zip(("start", "end", "first", "last"), (*spoken, *formula), strict=True))
    found = found.with_columns(pl.col("actor", "verb", "said").fill_null(""), voice=voice, **places)
    found = found.join(corpus.documents.select("doc_id", printed="text"), on="doc_id")
    lines = corpus.paragraphs.select("doc_id", "para_no", point="provision")
    found = found.join(lines, on=["doc_id", "para_no"], how="left").sort("row_no")
    cut = {
        name: pl.col("printed").str.slice(pl.col(first), pl.col(last) - pl.col(first))
        for name, first, last in (("text", "start", "end"), ("words", "first", "last"))
    }
    return found.select(~cs.by_name("printed", "scope", "row_no"), **cut)


def near(corpus: Corpus, search: Search, found: pl.DataFrame) -> pl.DataFrame:
    """Return what comes near a provision in texts that lack it, a row per word, without an actor.

    Near are sentences with more than half of the content words of a match in another text, with any
    ending. Before a mark is called silent, a reader sees them. The other columns are those of
    `passages`.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> corpus = load()
    >>> found = passages(corpus, read_provisions(corpus.folder))
    >>> rows = near(corpus, Search(corpus), found).filter(provision="challenges")
    >>> rows.select("doc_id", "para_no").unique(maintain_order=True).row(0)
    ('investor-2024', 12)
    """
    match = ["provision", "part", "number"]
    spans = found.with_row_index("number").select(*match, "doc_id", "at", "to")
    words = spans.join(corpus.tokens.select("doc_id", "start", "word"), on="doc_id")
    words = words.filter(
        pl.col("start").is_between("at", "to", closed="left"), ~pl.col("word").is_in(FUNCTION_WORDS)
    )
    asked = pl.col("word").map_elements(shortened, return_dtype=pl.String)
    words = words.select(*match, query=asked).unique(maintain_order=True)
    words = words.with_columns(n=pl.len().over(match))
    places = [found.clear().select(*LINE, "at", "to", query="part")]
    places += [
        search.find(query).select(*LINE, at="start", to="end", query=pl.lit(query))
        for query in words["query"].unique(maintain_order=True)
    ]
    here = words.join(pl.concat(places, how="vertical_relaxed"), on="query")
    lines = corpus.paragraphs.select(*LINE, point="provision")
    sentences = corpus.sentences.select(*LINE, "sent_no", "start", "end", "text")
    rows = here.join(found, on=["provision", "doc_id"], how="anti").join(sentences, on=LINE)
    rows = rows.filter(pl.col("at").is_between("start", "end", closed="left")).join(lines, on=LINE)
    rows = rows.filter(2 * pl.col("query").n_unique().over(*match, *KEYS) > pl.col("n"))
    rows = rows.unique(["provision", "doc_id", "at"], maintain_order=True)
    return rows.drop("number", "query", "n").sort("doc_id", "at", maintain_order=True)


def meeting(found: pl.DataFrame, spans: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    """Return for each match the first span that it meets; spans have keys, start, end, more."""
    first, last = spans.columns[len(on) : len(on) + 2]
    met = found.select("row_no", "at", "to", *on).join(spans, on=on, maintain_order="left_right")
    met = met.filter(pl.col("at") < pl.col(last), pl.col("to") > pl.col(first))
    return met.unique("row_no", keep="first", maintain_order=True).drop("at", "to", *on)


def positions(corpus: Corpus) -> pl.DataFrame:
    """Return the places of all positions with actor and verb; none without rules of positions.

    "The document says" in a press text is the reporter's frame: it has no verb, and who speaks is the
    side, if any, with which the framed clause begins; the position ends with that clause.
    """
    folder = corpus.folder / "codebook"
    rows = schema.empty("positions")
    if (folder / "positions.toml").is_file() and (folder / "operators.toml").is_file():
        rows = every_position(corpus, read_position_rules(corpus.folder))
    negated = pl.when(pl.col("negation") == "").then(pl.lit("")).otherwise(pl.lit("not "))
    frame = pl.col("actor_text").str.contains(f"(?i){SPEAKING_TEXT.pattern}")
    spoken = ~frame | (pl.col("voice") == "stated")
    sides = rows.filter(spoken, actor=BOTH)["actor_text"].unique().sort(descending=True)
    inner = rf"^that\W+(?i:{'|'.join(map(re.escape, sides))})\b" if len(sides) else "^$"
    inside = pl.when(pl.col("object").str.contains(inner)).then(pl.lit(BOTH))
    first = pl.col("text").str.extract("(?s)^(.*?),?\\W+and that\\b").str.len_chars()
    stop = pl.when(~spoken).then(pl.col("start") + first)
    return rows.select(
        *KEYS,
        begin="start",
        stop=pl.coalesce(stop, "end"),
        actor=pl.when(spoken).then(pl.col("actor").replace(NOT_NAMED, "")).otherwise(inside),
        verb=pl.when(spoken).then(negated + pl.col("operator")),
        said=pl.when(spoken).then("operator_text"),
    )


def ledger(corpus: Corpus, codebook: Codebook, found: pl.DataFrame) -> pl.DataFrame:
    """Return the frame ``ledger`` from the codebook and `passages`: every provision × document.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> corpus = load()
    >>> book = read_provisions(corpus.folder)
    >>> rows = ledger(corpus, book, passages(corpus, book))
    >>> rows.filter(provision="brics")["status"].to_list()[2:4]
    ['quoted', 'not in the text as published']
    """
    names = codebook.topics.select("label", provision="topic")
    documents = corpus.documents.select("doc_id", "statement_id", "year", "genre")
    known = pl.col("actor", "verb").replace("", None).drop_nulls().unique(maintain_order=True)
    place = pl.format("{}–{}", "start", "end").unique(maintain_order=True)
    best = pl.col("voice").cast(pl.Enum(STATUSES)).min().cast(pl.String)
    counted = found.group_by("provision", "doc_id", maintain_order=True).agg(
        known.str.join(", "), status=best, places=place, n=place.len()
    )
    rows = names.join(documents, how="cross", maintain_order="left_right")
    rows = rows.join(counted, on=["provision", "doc_id"], how="left", maintain_order="left")
    silent = pl.col("genre").cast(pl.String).replace_strict(SILENCES)
    rows = rows.with_columns(
        pl.coalesce("status", silent),
        pl.col("actor", "verb").fill_null(""),
        pl.col("n").fill_null(0),
        pl.col("places").fill_null(pl.lit([], dtype=pl.List(pl.String))),
    )
    return schema.conform("ledger", rows)


# --- a second reading ---


class Mark(Struct, forbid_unknown_fields=True):
    """How a document has a provision, and where, as a reader says."""

    doc_id: Text
    provision: Text
    status: Literal["stated", "quoted", "reported", "absent"]
    actor: str = ""
    verb: str = ""
    para: int = 0
    words: str = ""
    note: str = ""


class Reading(Struct, forbid_unknown_fields=True):
    """The shape of a file in ``reference/provisions``."""

    coding: dict[str, Any]
    mark: Annotated[list[Mark], Meta(min_length=1)]


def second_reading(corpus: Corpus, rows: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Set the independent reading beside the ledger: a row per provision × document that both have.

    Takes the ledger and `passages`. ``mark`` is the ledger's status and ``second`` the reader's, with
    *absent* for every silence; ``passage`` has what the rules found, ``words`` what the reader did.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Changes(wb.load())
    >>> rows = second_reading(study.corpus, study.ledger, study.passages)
    >>> rows.filter(provision="brics").select("mark", "second").row(2)
    ('quoted', 'quoted')
    """
    path = corpus.folder / "reference" / "provisions" / "independent.toml"
    if not path.is_file():
        raise Missing("a second reading of the provisions (reference/provisions/independent.toml).")
    given, key = pl.DataFrame(to_builtins(read(path, Reading).mark)), ["provision", "doc_id"]
    passage = pl.col("text").unique(maintain_order=True).str.join(" … ")
    given = given.select(*key, "words", "note", second="status")
    given = given.join(found.group_by(key).agg(passage=passage), on=key, how="left")
    mark = pl.when(n=0).then(pl.lit("absent")).otherwise(pl.col("status").cast(pl.String))
    rows = rows.with_columns(mark=mark).join(given, on=key, maintain_order="left")
    if rows.is_empty():
        raise Missing("a provision that a second reading has too.")
    return rows


def kappa(first: pl.Series, second: pl.Series) -> float | None:
    """Return Cohen's κ (1960) of two readings of the same cells; empty where chance agrees wholly.

    Examples
    --------
    >>> kappa(pl.Series(["a", "a", "b", "b"]), pl.Series(["a", "a", "b", "a"]))
    0.5
    """
    same, n = (first == second).mean(), len(first)
    chance = sum((first == one).sum() * (second == one).sum() for one in first.unique()) / n**2
    return (same - chance) / (1 - chance) if chance < 1 else None


# --- verdicts ---


@dataclass(frozen=True)
class State:
    """How one statement has a provision, by its best witness: ``doc_id`` and what the ledger says.

    ``name`` is the year, ``said`` has the verbs as printed; ``parts`` maps the parts attested by the full text, or by any press text
    where there is no full one, to the best row of `passages`.
    """

    statement_id: str
    name: str
    year: int | None
    doc_id: str
    full: bool
    status: str
    actor: str
    verb: str
    said: str
    parts: dict[str, dict[str, Any]]

    @property
    def attests(self) -> bool:
        """Tell whether the statement has the provision, as far as its witnesses say."""
        return self.status in ATTESTED

    @property
    def where(self) -> str:
        """Name the statement where a provision is missing."""
        return f"the text of {self.name}" if self.full else f"press texts on {self.name}"


def series(corpus: Corpus) -> list[list[str]]:
    """Return the statements of each series that can be ordered in time, by id."""
    known = corpus.documents.filter(
        *(pl.col(name) != "unknown" for name in ("statement_id", "series", "event_date", "genre"))
    ).sort("event_date", maintain_order=True)
    found = known.group_by("series", maintain_order=True).agg(
        pl.col("statement_id").unique(maintain_order=True)
    )
    return found["statement_id"].to_list()


def pairs(line: Sequence[State]) -> Iterator[tuple[State, State]]:
    """Yield each statement with each later one; of very many, neighbours."""
    return combinations(line, 2) if len(line) <= MOST else pairwise(line)


def states(corpus: Corpus, rows: pl.DataFrame, found: pl.DataFrame) -> dict[tuple[str, str], State]:
    """Return how each statement has each provision, from the ledger and `passages`."""
    about = corpus.documents.select("doc_id", "event_date", full=pl.col("genre") == "statement")
    alone = pl.col("statement_id").n_unique().over("year") == 1
    rows = rows.join(about, on="doc_id", maintain_order="left").with_columns(
        name=pl.when(alone).then(pl.col("year").cast(pl.String)).fill_null(pl.col("event_date"))
    )
    matches = found.sort(pl.col("voice").cast(pl.Enum(STATUSES)), maintain_order=True)
    of_doc = matches.partition_by("provision", "doc_id", as_dict=True)
    ranked = rows.sort(
        ~pl.col("full"), pl.col("status").cast(pl.Enum(STATUSES)), maintain_order=True
    )
    made = {}
    for key, some in ranked.partition_by("provision", "statement_id", as_dict=True).items():
        top = some.row(0, named=True)
        witnesses = some.head(1) if top["full"] else some
        parts: dict[str, dict[str, Any]] = {}
        for doc_id in witnesses["doc_id"]:
            for match in of_doc.get((key[0], doc_id), found.clear()).iter_rows(named=True):
                parts.setdefault(match["part"], match)
        alike = witnesses.filter(status=top["status"])
        who = {name: joined(alike[name]) for name in ("actor", "verb")}
        same = {
            name: top[name] for name in ("statement_id", "name", "year", "doc_id", "full", "status")
        }
        printed = matches.filter(
            pl.col("doc_id").is_in(alike["doc_id"].to_list()), provision=key[0]
        )
        made[key] = State(**same, **who, said=joined(printed.sort("at")["said"]), parts=parts)
    return made


def joined(names: pl.Series) -> str:
    """Join lists of names that are written with commas, each name once."""
    return ", ".join(dict.fromkeys(one for each in names if each for one in each.split(", ")))


def formulas(some: Sequence[State]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return the words of two statements that can be laid over each other, if both are known.

    Of a part that both have the words of that part; else the first whose words are known.
    """
    known = [
        {part: one for part, one in state.parts.items() if one["voice"] in WORDED} for state in some
    ]
    if not all(known):
        return None
    shared = next((part for part in known[0] if part in known[1]), None)
    first, second = (words[shared] if shared else next(iter(words.values())) for words in known)
    return first, second


def links(some: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> pl.DataFrame:
    """Return pairs of formulas as links, numbered from 1, for `wording.edits`."""
    names = {"id": "doc_id", "start": "first", "end": "last", "text": "words"}
    names |= {"para_no": "para_no", "provision": "point"}
    rows = [
        {"link_no": number}
        | {f"left_{name}": left[key] for name, key in names.items()}
        | {f"right_{name}": right[key] for name, key in names.items()}
        for number, (left, right) in enumerate(some, 1)
    ]
    wanted = ["link_no", *(f"{side}_{name}" for side in ("left", "right") for name in names)]
    columns = schema.dtypes("links")
    return pl.DataFrame(rows, schema={name: columns[name] for name in wanted})


def rival(earlier: Sequence[State], last: State) -> State:
    """Return the earlier statement with which the last is compared: the latest that proves most."""

    def proves(one: State) -> tuple[bool, bool]:
        words = formulas((one, last)) is not None if last.attests else one.status in WORDED
        return words and one.attests, one.attests or one.full

    return max(reversed(earlier), key=proves)


def verdict(
    corpus: Corpus, some: Sequence[State], known: Sequence[State], *, same: bool, voices: bool
) -> dict[str, str]:
    """Return what may be said of a provision in some statements of one series, in their order.

    ``known`` are all statements before the last, for only what none of them attests is first
    attested in the last. ``same`` tells whether the words of both formulas are the same. With
    ``voices`` the sentence says how each statement attests the provision.
    """
    *earlier, last = some
    had, first = [one for one in earlier if one.attests], rival(earlier, last)
    proves = corpus.claims(first.doc_id, last.doc_id, override=True)
    lost, won = parts(had, known, last)
    if had and last.attests:
        shared = any(part in one.parts for part in last.parts for one in had)
        same = same or formulas((first, last)) is None
        kind, claim = proves.kept, stays(lost, won, shared=shared, same=same)
        claim = claim if proves.allows("kept") else "cannot be told"
    elif had:
        kind, claim = proves.gone, "gone" if proves.allows("gone") else "cannot be told"
    elif last.attests:
        before = any(one.attests for one in known)
        kind, claim = proves.new, "cannot be told" if before else "first attested"
        claim = "new" if proves.allows("new") else claim
    else:
        kind, claim = proves.gone, "in neither"
    sound = "no" if claim in UNSOUND else kind.sound
    if sound == "quoted words only" and "reported" in (first.status, last.status):
        sound = "by report"
        press = [one.name for one in (first, last) if one.status == "reported"]
        if kind is proves.kept:
            kind = Claim("by report", f"Known of {listed(press)} only by report.")
    why = f"{kind.why} {CAVEAT}" if claim in ("gone", "new") else kind.why
    why = NEITHER if claim == "in neither" else why
    row = {"claim": claim, "sound": sound, "why": why}
    if not (had and last.attests):
        return row | {"sentence": absence(claim, had, first, last, voices=voices)}
    unknown = (claim, sound) == ("kept", "by report")
    how = BY_REPORT if unknown else STAYS.get(claim, "more cannot be told")
    how = STAYS["narrowed"] if lost and claim in ("kept", "reworded") else how
    years = f"attested in {attested([*had, last], voices=True)}; " if voices else ""
    told = [sentence_case(f"{years}{how}."), *details(had, last, lost, won)]
    return row | {"sentence": " ".join(told)}


def stays(lost: Sequence[str], won: Sequence[str], *, shared: bool, same: bool) -> str:
    """Name what became of a provision that is attested before and after, by its parts and words."""
    if lost and not won:
        return "narrowed"
    if lost and not shared:
        return "changed"
    return "kept" if same else "reworded"


def parts(had: Sequence[State], known: Sequence[State], last: State) -> tuple[list[str], list[str]]:
    """Return the parts that the last statement, a full text, lost, and those it attests first."""
    earlier = dict.fromkeys(part for one in had for part in one.parts)
    every = {part for one in known for part in one.parts}
    lost = [part for part in earlier if part not in last.parts] if last.full else []
    return lost, [part for part in last.parts if part not in every] if had else []


def absence(claim: str, had: Sequence[State], first: State, last: State, *, voices: bool) -> str:
    """Say what a provision means that one statement attests, or none."""
    there, gone = attested(had or [last], voices=voices), (last if had else first).where
    if claim == "in neither":
        end = " as published" if first.full and last.full else f"; {NEITHER[:-1].split('; ')[1]}"
        return f"Neither in {first.where} nor in {last.where}{end}."
    return {
        "gone": f"Attested in {there}, not in {gone} as published.",
        "new": f"New in {there}: not in {gone} as published.",
        "first attested": f"First attested in {there}; whether it is new cannot be told.",
        "cannot be told": f"Attested in {there}, not in {gone}, whose silence proves nothing.",
    }[claim]


def attested(some: Sequence[State], *, voices: bool) -> str:
    """List statements, maybe with the voice in which they have a provision."""
    names = [f"{one.name} ({one.status})" if voices else one.name for one in some]
    return listed(names, most=len(names))


def details(
    had: Sequence[State], last: State, lost: Sequence[str], won: Sequence[str]
) -> Iterator[str]:
    """Yield sentences on the parts, the actor and the verb of a provision that stays."""
    if lost:
        yield f"Not in {last.where}: {'; '.join(lost)}."
    if lost and not won:
        yield f"Still there: {'; '.join(last.parts)}."
    if won:
        yield f"First attested in {last.name}: {'; '.join(won)}."
    for name in ("actor", "verb"):
        by_value: dict[str, list[str]] = {}
        for one in (*had, last):
            by_value.setdefault(getattr(one, name), []).append(one.name)
        by_value.pop("", None)
        if len(by_value) > 1:
            if name == "verb":
                by_value = {}
                for one in (one for one in (*had, last) if one.said):
                    by_value.setdefault(one.said, []).append(one.name)
            told = (f"{value} ({', '.join(years)})" for value, years in by_value.items())
            yield f"{name.capitalize()}: {'; '.join(told)}."
        elif name == "verb" and any(len(years) > 1 for years in by_value.values()):
            yield f"Same verb: {listed(last.said.split(', '))}."


def verdicts(
    corpus: Corpus, codebook: Codebook, has: dict[tuple[str, str], State]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the frame ``verdicts``, and the same columns for each series as a whole.

    The whole compares the last statement of a series with all before it; the marks beside it say
    in which voice, so its sentence does not.
    """
    jobs = []
    names = codebook.topics.select("topic", "label").rows()
    for statements, (provision, name) in product(series(corpus), names):
        line = [has[provision, one] for one in statements]
        chosen = [*pairs(line), *([line] if len(line) > 1 else [])]
        jobs += [(provision, name, some, line[: line.index(some[-1])]) for some in chosen]
    laid = [formulas((rival(some[:-1], some[-1]), some[-1])) for _, _, some, _ in jobs]
    changes = edits(links([one for one in laid if one]), corpus, read_edits(corpus.folder))
    changed = set(changes.filter(~pl.col("kind").is_in(["form", "frame"]))["link_no"])
    number, rows = 0, []
    for (provision, name, some, known), words in zip(jobs, laid, strict=True):
        number += words is not None
        same, whole = words is not None and number not in changed, isinstance(some, list)
        row = {"provision": provision, "label": name, "whole": whole}
        for side, one in (("earlier", some[0]), ("later", some[-1])):
            row |= {side: one.year, f"{side}_id": one.statement_id}
        rows.append(row | verdict(corpus, some, known, same=same, voices=not whole))
    columns = schema.dtypes("verdicts") | {"whole": pl.Boolean()}
    frame = pl.DataFrame([{key: row[key] for key in columns} for row in rows], schema=columns)
    split = [schema.conform("verdicts", frame.filter(whole=one)) for one in (False, True)]
    return split[0], split[1]
