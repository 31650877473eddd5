"""Which terms, names and verbs each document has, in whose voice, silences included.

A sentence is on an issue if a core term is mentioned in it; if a heading above it has a core term;
or if it mentions any term of the issue and its paragraph mentions a core term. Only such sentences
count for terms: the UN Charter named in a sentence on the world order says nothing on Ukraine.

``found`` are the mentions of the issue's codebook.
"""

import re

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.claims import silence
from workbench.corpus.codebooks import Issue, Ladder
from workbench.search import Search

#: A shorter word of a label is not looked for with other endings.
SHORTEST = 4
VOICED = ("stated", "quoted", "reported")
LINE, SENTENCE = ["doc_id", "para_no"], ["doc_id", "sent_no"]


def on_issue(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the sentences on an issue, with ``provision``, in the order of the sources.

    A document without such a sentence has no row.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> rows = on_issue(issue.corpus, issue.book, issue.mentions)
    >>> rows.select("doc_id", "provision").unique(maintain_order=True).rows()
    [('tass-2024', '¶29'), ('vgp-2025', '32'), ('vov-2025', '¶11')]
    """
    core = found.filter(pl.col("topic").cast(pl.String).is_in(issue.core))
    inside = core.drop_nulls("sent_no")
    named = pl.concat([inside, found.drop_nulls("sent_no").join(inside, on=LINE, how="semi")])
    lines = corpus.paragraphs.select(*LINE, "provision")
    every = corpus.sentences.join(lines, on=LINE, how="left", maintain_order="left")
    every = every.with_row_index("at")
    headed = core.filter(pl.col("sent_no").is_null())
    parts = [every.join(named, on=SENTENCE, how="semi"), every.join(headed, on=LINE, how="semi")]
    return pl.concat(parts).unique("at").sort("at").drop("at")


def nested(issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Add whether a mention of a name stands in a longer one: ``inside``, and ``titled`` in a title."""
    rows = found.with_columns(pl.col("topic", "scope", "voice").cast(pl.String))
    rows = rows.with_row_index("at")
    names = rows.filter(pl.col("topic").is_in(issue.naming))
    key = ["doc_id", "para_no", "scope"]
    longer = names.select(*key, first="start", last="end", name="topic")
    held = names.join(longer, on=key).filter(
        pl.col("first") <= pl.col("start"),
        pl.col("end") <= pl.col("last"),
        pl.col("end") - pl.col("start") < pl.col("last") - pl.col("first"),
        pl.col("name") != pl.col("topic"),
    )
    titled = held.filter(pl.col("name").is_in(issue.titles))
    inside, titled = (pl.col("at").is_in(part["at"].implode()) for part in (held, titled))
    return rows.with_columns(inside=inside, titled=titled).drop("at")


def counted(grid: pl.DataFrame, keys: list[str], rows: pl.DataFrame) -> pl.DataFrame:
    """Count mentions by voice, those inside other names, and headings; a zero is a row too.

    Takes the rows to fill and those of `nested`; adds ``n`` and ``n_stated``, ``n_quoted``,
    ``n_reported`` (in the text, wherever it stands), ``n_inside``, ``n_titles``, ``n_headings``, and
    of the last and of ``n`` those that stand alone.
    """
    text, heading, alone = (
        pl.col("scope") == "text",
        pl.struct("doc_id", "start"),
        ~pl.col("inside"),
    )
    counts = rows.group_by(keys).agg(
        n=text.sum(),
        **{f"n_{name}": (text & (pl.col("voice") == name)).sum() for name in VOICED},
        n_inside=(text & pl.col("inside")).sum(),
        n_titles=(text & pl.col("titled")).sum(),
        n_alone=(text & alone).sum(),
        n_headings=heading.filter(~text).n_unique(),
        n_headings_alone=heading.filter(~text & alone).n_unique(),
    )
    filled = grid.join(counts, on=keys, how="left", maintain_order="left")
    return filled.with_columns(pl.col("^n$|^n_.*$").fill_null(0))


def status() -> pl.Expr:
    """Say the best voice of counted rows (stated, quoted, reported), or the kind of silence."""
    best = [pl.when(pl.col(f"n_{voice}") > 0).then(pl.lit(voice)) for voice in VOICED]
    heading = pl.when(pl.col("n_headings") > 0).then(pl.lit("reported"))
    return pl.coalesce(*best, heading, silence())


def number(name: str, noun: str) -> pl.Expr:
    """Say a count with its noun."""
    one = pl.lit(f"1 {noun}")
    return pl.when(pl.col(name) == 1).then(one).otherwise(pl.format(f"{{}} {noun}s", name))


def in_words(said: pl.Expr, where: str = " on this issue") -> pl.Expr:
    """Say the counts of each voice behind ``said``, or what the silence means, and ``where`` it is."""
    parts = [
        pl.when(pl.col(f"n_{name}") > 0).then(pl.format(f"{{}} {name}", f"n_{name}"))
        for name in VOICED
    ]
    body = pl.concat_str(parts, separator=", ", ignore_nulls=True).replace("", None)
    heading = pl.when(pl.col("n_headings") > 0).then(pl.format("{} in a heading", "n_headings"))
    voices = pl.concat_str(body, heading, separator=" and ", ignore_nulls=True)
    by = pl.when(pl.col("publisher") != "unknown").then(pl.format(" by {}", "publisher"))
    press = pl.col("genre").cast(pl.String) != "statement"
    behind = pl.when(press).then(pl.lit("; the statement itself may have it"))
    none = silence().str.replace("not", f"Not{where}")
    silent = pl.concat_str(none, by, behind, ignore_nulls=True)
    there = pl.col("n") + pl.col("n_headings") > 0
    return pl.when(there).then(pl.concat_str(said, voices, separator=": ")).otherwise(silent)


def near(search: Search, issue: Issue) -> pl.DataFrame:
    """Return what is found near each term: its label's words with any ending (any topic, any text).

    Columns: ``doc_id``, ``topic``, ``near`` ("negotiat* 3, peac* 1"). Before a term is called silent,
    a reader sees here whether other forms of its words are printed.
    """
    rows = []
    for topic, label in issue.codebook.topics.select("topic", "label").iter_rows():
        words = [word.lower() for word in re.findall(r"\w+", label) if len(word) >= SHORTEST]
        for query in dict.fromkeys(f"{word[: max(SHORTEST, len(word) - 3)]}*" for word in words):
            counts = search.find(query).group_by("doc_id").len()
            rows += [(doc_id, topic, f"{query} {n}") for doc_id, n in counts.iter_rows()]
    names = dict.fromkeys(("doc_id", "topic", "near"), pl.String)
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.group_by("doc_id", "topic", maintain_order=True).agg(pl.col("near").str.join(", "))


def coverage(corpus: Corpus, issue: Issue, found: pl.DataFrame, search: Search) -> pl.DataFrame:
    """Return the coverage frame: every document with every term of the issue.

    ``status`` is the best voice (stated before quoted before reported), else what the silence means,
    with what the search of the corpus finds ``near`` it; the counts of every voice are kept.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "east-sea").coverage
    >>> rows.filter(term="freedom")["status"].to_list()[2:]
    ['not in this press text', 'stated', 'not in this press text']
    """
    rows, here = nested(issue, found), on_issue(corpus, issue, found)
    keys = ["doc_id", "topic"]
    outside = rows.drop_nulls("sent_no").join(here, on=SENTENCE, how="anti")
    rows = pl.concat(
        [
            rows.join(here, on=SENTENCE, how="semi", maintain_order="left"),
            rows.filter(pl.col("sent_no").is_null()),
        ]
    )
    grid = corpus.documents.select("doc_id", "genre", "publisher")
    grid = grid.join(issue.codebook.topics.select("topic"), how="cross")
    for part in (outside.group_by(keys).len("n_elsewhere"), near(search, issue)):
        grid = grid.join(part, on=keys, how="left", maintain_order="left")
    grid = counted(grid, keys, rows)
    silent = pl.col("n") + pl.col("n_headings") == 0
    grid = grid.with_columns(near=pl.when(silent).then("near").fill_null(""))
    elsewhere = pl.format("; {} elsewhere, not on this issue", number("n_elsewhere", "mention"))
    why = (
        in_words(pl.format("{} in the body", number("n", "mention"))),
        pl.when(pl.col("n_elsewhere") > 0).then(elsewhere),
        pl.when(pl.col("near") != "").then(pl.format("; near it: {}", "near")),
        pl.lit("."),
    )
    grid = grid.with_columns(
        issue=pl.lit(issue.issue),
        term="topic",
        status=status(),
        why=pl.concat_str(why, ignore_nulls=True),
    )
    return schema.conform("coverage", grid)


def naming(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the naming frame: every document with every competing name of the issue.

    The name is the publisher's policy. A name inside a longer name or title (East Sea in the title
    of the DOC) counts in ``n_inside`` and not in ``n``. For the order of the two states' names, pass
    what `corpus.read_country_order` returns.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "east-sea").naming.filter(doc_id="investor-2024")
    >>> rows.select("name", "n", "n_inside").row(0)
    ('East Sea', 0, 3)
    """
    of_term = {term: name for name, terms in issue.names.items() for term in terms}
    rows = nested(issue, found).filter(pl.col("topic").is_in(list(of_term)))
    rows = rows.with_columns(name=pl.col("topic").replace_strict(of_term, return_dtype=pl.String))
    grid = corpus.documents.select("doc_id", "publisher", "genre", "n_words")
    grid = grid.join(pl.DataFrame({"name": list(issue.names)}), how="cross")
    grid = counted(grid, ["doc_id", "name"], rows)
    said = pl.format("By itself {}, in a longer name or title {}", "n_alone", "n_inside")
    grid = grid.with_columns(status=status(), why=in_words(said) + pl.lit(".")).with_columns(
        issue=pl.lit(issue.issue),
        n="n_alone",
        n_headings="n_headings_alone",
        per_1000=per_1000("n_alone"),
    )
    return schema.conform("naming", grid)


def per_1000(n: str) -> pl.Expr:
    """Return a count per 1,000 words of the body; empty where there is none."""
    return pl.when(pl.col("n_words") > 0).then(1000 * pl.col(n) / pl.col("n_words"))


def timeline(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the timeline frame: every document with its mentions of the issue's core terms.

    Examples
    --------
    >>> import workbench as wb
    >>> wb.Issue(wb.load(), "ukraine").timeline.select("doc_id", "n", "n_provisions").row(0)
    ('tass-2021', 0, 0)
    """
    core = nested(issue, found).filter(pl.col("topic").is_in(issue.core))
    provisions = pl.col("provision").n_unique()
    lines = corpus.paragraphs.select(*LINE, "provision")
    whole = (
        corpus.sentences.join(lines, on=LINE).group_by("doc_id").agg(n_provisions_all=provisions)
    )
    here = on_issue(corpus, issue, found).group_by("doc_id").agg(n_provisions=provisions)
    grid = corpus.documents.select("doc_id", "event_date", "genre", "publisher", "n_words")
    for part in (whole, here):
        grid = grid.join(part, on="doc_id", how="left", maintain_order="left")
    grid = counted(grid, ["doc_id"], outermost(core))
    said = pl.format(
        "{} in {} of {} provisions", number("n", "mention"), "n_provisions", "n_provisions_all"
    )
    grid = grid.with_columns(
        issue=pl.lit(issue.issue),
        label=pl.lit(issue.label),
        per_1000=per_1000("n"),
        status=status(),
        why=in_words(said, where="") + pl.lit("."),
    )
    return schema.conform("timeline", grid)


def operators(corpus: Corpus, positions: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Return the operators frame: how often each verb of the ladder is used, by document and voice.

    Takes positions of one coder. Negated and embedded uses are counted apart. Every verb has its
    row in every document and voice that the document can have: *stated* for a statement, *quoted*
    and *reported* otherwise. Nothing is averaged over the ladder.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> rows = operators(issue.corpus, issue.reference, issue.ladder)
    >>> rows.filter(pl.col("n") > 0).select("doc_id", "operator", "n").row(0)
    ('tass-2024', 'welcome', 1)
    """
    positions = positions.with_columns(pl.col("voice").cast(pl.String))
    here, inner = ["doc_id", "voice"], pl.col("embedded").str.strip_prefix("not ")
    main = positions.select(*here, "operator", use=pl.col("negation") != "")
    within = positions.select(*here, "embedded").explode("embedded").drop_nulls("embedded")
    denied = pl.col("embedded").str.starts_with("not ")
    within = within.select(*here, operator=inner, use=pl.when(denied).then(pl.lit(value=True)))
    keys = [*here, "operator"]
    counts = (
        pl.concat([main, within])
        .group_by(keys)
        .agg(
            n=(pl.col("use") == pl.lit(value=False)).sum(),
            n_negated=pl.col("use").sum(),
            n_embedded=pl.col("use").null_count(),
        )
    )
    possible = corpus.documents.select("doc_id", stated=pl.col("genre") == "statement").join(
        pl.DataFrame({"voice": schema.VOICES}), how="cross", maintain_order="left_right"
    )
    possible = possible.filter(pl.col("stated") == (pl.col("voice") == "stated"))
    grid = (
        possible.join(ladder.operators, how="cross", maintain_order="left_right")
        .join(counts, on=keys, how="left", maintain_order="left")
        .join(
            positions.group_by(here).len("n_positions"), on=here, how="left", maintain_order="left"
        )
    )
    return schema.conform("operators", grid.with_columns(pl.col("^n$|^n_.*$").fill_null(0)))


def contexts(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the contexts frame: every mention in a sentence on the issue, within its sentence.

    What a heading lends is no mention in the body.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "ukraine").contexts
    >>> rows.filter(doc_id="vov-2025", term="stance")["match"].to_list()
    ['balanced and objective stance']
    """
    here = on_issue(corpus, issue, found).select(*SENTENCE, "text", base="start")
    inside = found.filter(pl.col("scope") == "text")
    rows = inside.join(here, on=SENTENCE, how="inner", maintain_order="left")
    text = pl.col("text").str
    first, last = (pl.col(name).cast(pl.Int64) - pl.col("base") for name in ("start", "end"))
    rows = rows.with_columns(
        issue=pl.lit(issue.issue),
        term="topic",
        left=text.slice(0, first),
        match=text.slice(first, last - first),
        right=text.slice(last),
    )
    return schema.conform("contexts", rows)


def outermost(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions that stand inside no other, so that no place is counted or shown twice.

    Of two at the very same place the first of the rows stays.

    Examples
    --------
    >>> rows = pl.DataFrame({"doc_id": ["a"] * 3, "start": [0, 0, 5], "end": [3, 4, 6]})
    >>> outermost(rows).rows()
    [('a', 0, 4), ('a', 5, 6)]
    """
    run = pl.col("doc_id").rle_id()
    ordered = rows.sort(run, "start", -pl.col("end").cast(pl.Int64), maintain_order=True)
    reach = pl.col("end").cum_max().shift(1).over("doc_id").fill_null(0)
    return ordered.filter(pl.col("end") > reach)
