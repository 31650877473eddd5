"""Which terms and names of an issue each document has, in whose voice, silences included.

A sentence is on an issue if a core term is mentioned in it; if a heading above it has a core term;
or if it mentions any term of the issue and its paragraph mentions a core term. Only such sentences
count for terms: the UN Charter named in a sentence on the world order says nothing on Ukraine.
"""

import re
from collections.abc import Sequence

import polars as pl

from workbench import schema
from workbench.corpus import Corpus
from workbench.corpus.claims import claims
from workbench.corpus.codebooks import Issue
from workbench.errors import WorkbenchError
from workbench.search import Search
from workbench.wording.synopsis import turn

#: A shorter word of a label is not looked for with other endings.
SHORTEST = 4
#: A proposed link with a lower score must share terms of the issue.
WEAK = 0.2
PLACE = ("para_no", "provision", "start", "end", "text")
NONE = "no counterpart found"
VOICED = ("stated", "quoted", "reported")
LINE, SENTENCE = ["doc_id", "para_no"], ["doc_id", "sent_no"]


def of_issue(issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions of one issue's codebook; raise if they are all of other codebooks."""
    rows = found.filter(pl.col("codebook") == issue.issue)
    if found.height and rows.is_empty():
        others = ", ".join(found["codebook"].unique().sort())
        raise WorkbenchError(
            f"These are mentions of {others}, not of {issue.issue}; pass those of its codebook."
        )
    return rows.with_columns(pl.col("topic", "scope", "voice").cast(pl.String))


def on_issue(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the sentences on an issue, with ``provision``, in the order of the sources.

    Takes the mentions of the issue's codebook; a document without such a sentence has no row.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> rows = on_issue(issue.corpus, issue.book, issue.mentions)
    >>> rows.select("doc_id", "provision").unique(maintain_order=True).rows()
    [('tass-2024', '¶29'), ('vgp-2025', '32'), ('vov-2025', '¶11')]
    """
    every = of_issue(issue, found).select("doc_id", "para_no", "sent_no", "topic")
    core = every.filter(pl.col("topic").is_in(issue.core))
    inside = core.drop_nulls("sent_no")
    beside = every.drop_nulls("sent_no").join(inside, on=LINE, how="semi")
    named = pl.concat([inside, beside]).select(SENTENCE).unique()
    headed = core.filter(pl.col("sent_no").is_null()).select(LINE).unique()
    rows = corpus.sentences.join(
        named.with_columns(named=True), on=SENTENCE, how="left", maintain_order="left"
    ).join(headed.with_columns(headed=True), on=LINE, how="left", maintain_order="left")
    return (
        rows.filter(pl.col("named").fill_null(value=False) | pl.col("headed"))
        .drop("named", "headed")
        .join(
            corpus.paragraphs.select(*LINE, "provision"),
            on=LINE,
            how="left",
            maintain_order="left",
        )
    )


def nested(issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Add whether a mention of a name stands in a longer one: ``inside``, and ``titled`` in a title."""
    rows = of_issue(issue, found).with_row_index("at")
    names = rows.filter(pl.col("topic").is_in(issue.naming))
    key = ["doc_id", "para_no", "scope"]
    size = pl.col("end") - pl.col("start")
    longer = names.select(*key, first="start", last="end", name="topic")
    held = (
        names.join(longer, on=key)
        .filter(pl.col("first") <= pl.col("start"), pl.col("end") <= pl.col("last"))
        .filter(pl.col("last") - pl.col("first") > size, pl.col("name") != pl.col("topic"))
    )
    titled = held.filter(pl.col("name").is_in(issue.titles))
    inside, titled = (pl.col("at").is_in(found["at"].implode()) for found in (held, titled))
    return rows.with_columns(inside=inside, titled=titled).drop("at")


def counted(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Count mentions by voice, those inside other names, and headings.

    Takes rows of `nested`; returns ``n`` and ``n_stated``, ``n_quoted``, ``n_reported`` (in the
    text, wherever it stands), ``n_inside``, ``n_titles``, ``n_alone``, ``n_headings``,
    ``n_headings_alone``.
    """
    text, heading = pl.col("scope") == "text", pl.struct("doc_id", "start")
    return rows.group_by(keys, maintain_order=True).agg(
        n=text.sum(),
        **{f"n_{name}": (text & (pl.col("voice") == name)).sum() for name in VOICED},
        n_inside=(text & pl.col("inside")).sum(),
        n_titles=(text & pl.col("titled")).sum(),
        n_alone=(text & ~pl.col("inside")).sum(),
        n_headings=heading.filter(~text).n_unique(),
        n_headings_alone=heading.filter(~text & ~pl.col("inside")).n_unique(),
    )


def filled(grid: pl.DataFrame, keys: list[str], *parts: pl.DataFrame) -> pl.DataFrame:
    """Put counts on a grid of rows; what was not counted is a zero, for silence is a row."""
    for part in parts:
        grid = grid.join(part, on=keys, how="left", maintain_order="left")
    return grid.with_columns(pl.selectors.starts_with("n_").fill_null(0), pl.col("n").fill_null(0))


def silence() -> pl.Expr:
    """Say what the absence of something is called, from ``genre``."""
    genre = pl.col("genre").cast(pl.String)
    return (
        pl.when(genre == "statement")
        .then(pl.lit("not in the text as published"))
        .when(genre == "unknown")
        .then(pl.lit("not in this text"))
        .otherwise(pl.lit("not in this press text"))
    )


def status() -> pl.Expr:
    """Say the best voice of counted rows (stated, quoted, reported), or the kind of silence."""
    return (
        pl.when(pl.col("n_stated") > 0)
        .then(pl.lit("stated"))
        .when(pl.col("n_quoted") > 0)
        .then(pl.lit("quoted"))
        .when((pl.col("n_reported") > 0) | (pl.col("n_headings") > 0))
        .then(pl.lit("reported"))
        .otherwise(silence())
    )


def number(name: str, noun: str) -> pl.Expr:
    """Say a count with its noun."""
    one = pl.lit(f"1 {noun}")
    return pl.when(pl.col(name) == 1).then(one).otherwise(pl.format(f"{{}} {noun}s", name))


def in_words(there: pl.Expr, said: pl.Expr) -> pl.Expr:
    """Say the counts of each voice behind ``said``, or what the silence means."""
    parts = [
        pl.when(pl.col(f"n_{name}") > 0).then(pl.format(f"{{}} {name}", f"n_{name}"))
        for name in VOICED
    ]
    body = pl.concat_str(parts, separator=", ", ignore_nulls=True).replace("", None)
    heading = pl.when(pl.col("n_headings") > 0).then(pl.format("{} in a heading", "n_headings"))
    voices = pl.concat_str(body, heading, separator=" and ", ignore_nulls=True)
    known = pl.col("publisher") != "unknown"
    by = pl.when(known).then(pl.format(" by {}", "publisher")).otherwise(pl.lit(""))
    press = pl.col("genre").cast(pl.String) != "statement"
    behind = pl.when(press).then(pl.lit("; the statement itself may have it")).otherwise(pl.lit(""))
    silent = pl.concat_str(silence().str.replace("not", "Not"), by, behind)
    return pl.when(there).then(pl.concat_str(said, voices, separator=": ")).otherwise(silent)


def near(search: Search, issue: Issue) -> pl.DataFrame:
    """Return what is found near each term: its label's words with any ending (any topic, any text).

    Columns: ``doc_id``, ``topic``, ``near`` ("negotiat* 3, peac* 1"). Before a term is called silent,
    a reader sees here whether other forms of its words are printed.
    """
    rows = []
    for topic, label in issue.codebook.topics.select("topic", "label").iter_rows():
        words = [word for word in re.findall(r"\w+", label) if len(word) >= SHORTEST]
        for query in dict.fromkeys(
            f"{word[: max(SHORTEST, len(word) - 3)].lower()}*" for word in words
        ):
            counts = search.find(query).group_by("doc_id").len()
            rows += [(doc_id, topic, f"{query} {n}") for doc_id, n in counts.iter_rows()]
    names = ("doc_id", "topic", "near")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.group_by("doc_id", "topic", maintain_order=True).agg(pl.col("near").str.join(", "))


def coverage(
    corpus: Corpus, issue: Issue, found: pl.DataFrame, search: Search | None = None
) -> pl.DataFrame:
    """Return the coverage frame: every document with every term of the issue.

    Takes the mentions of the issue's codebook, and a search of the corpus if there is one.
    ``status`` is the best voice (stated before quoted before reported), else
    what the silence means, with what was found ``near`` it; the counts of every voice are kept.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "east-sea").coverage
    >>> rows.filter(term="freedom")["status"].to_list()[2:]
    ['not in this press text', 'stated', 'not in this press text']
    """
    rows = nested(issue, found)
    here = on_issue(corpus, issue, found).select(SENTENCE)
    inside = rows.join(here, on=SENTENCE, how="semi", maintain_order="left")
    headings = rows.filter(pl.col("sent_no").is_null())
    outside = rows.drop_nulls("sent_no").join(here, on=SENTENCE, how="anti")
    keys = ["doc_id", "topic"]
    grid = corpus.documents.select("doc_id", "genre", "publisher").join(
        issue.codebook.topics.select("topic"), how="cross", maintain_order="left_right"
    )
    counts = counted(pl.concat([inside, headings]), keys)
    grid = filled(grid, keys, counts, outside.group_by(keys).len("n_elsewhere"))
    elsewhere = pl.when(pl.col("n_elsewhere") > 0).then(
        pl.format("; {} elsewhere, not on this issue", number("n_elsewhere", "mention"))
    )
    there = pl.col("n") + pl.col("n_headings") > 0
    said = in_words(there, pl.format("{} in the body", number("n", "mention")))
    grid = grid.join(
        near(search or Search(corpus), issue), on=keys, how="left", maintain_order="left"
    )
    beside = pl.when(~there, pl.col("near") != "").then(pl.format("; near it: {}", "near"))
    grid = grid.with_columns(
        issue=pl.lit(issue.issue),
        term="topic",
        status=status(),
        near=pl.when(there).then(pl.lit("")).otherwise(pl.col("near").fill_null("")),
        why=pl.concat_str(said, elsewhere.fill_null(""), beside.fill_null(""), pl.lit(".")),
    )
    return schema.conform("coverage", grid)


def naming(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the naming frame: every document with every competing name of the issue.

    Takes the mentions of the issue's codebook. The name is the publisher's policy. A name inside a
    longer name or title (East Sea in the title of the DOC) counts in ``n_inside`` and not in
    ``n``. For the order of the two states' names, pass what `corpus.read_country_order` returns.

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
    keys = ["doc_id", "name"]
    grid = corpus.documents.select("doc_id", "publisher", "genre", "n_words").join(
        pl.DataFrame({"name": list(issue.names)}), how="cross", maintain_order="left_right"
    )
    grid = filled(grid, keys, counted(rows, keys))
    said = pl.format("By itself {}, in a longer name or title {}", "n_alone", "n_inside")
    why = in_words(pl.col("n") + pl.col("n_headings") > 0, said) + pl.lit(".")
    grid = grid.with_columns(status=status(), why=why).with_columns(
        issue=pl.lit(issue.issue),
        n="n_alone",
        n_headings="n_headings_alone",
        per_1000=per_1000("n_alone"),
    )
    return schema.conform("naming", grid)


def per_1000(n: str) -> pl.Expr:
    """Return a count per 1,000 words of the body; empty where there is none."""
    return pl.when(pl.col("n_words") > 0).then(1000 * pl.col(n) / pl.col("n_words"))


def timeline(corpus: Corpus, issues: Sequence[Issue], found: pl.DataFrame) -> pl.DataFrame:
    """Return the timeline frame: every document with every issue, in the order of the corpus.

    Takes the mentions of all these issues, one below the other (``codebook`` tells them apart).

    Examples
    --------
    >>> import workbench as wb
    >>> wb.Issue(wb.load(), "ukraine").timeline.select("doc_id", "n", "n_provisions").row(0)
    ('tass-2021', 0, 0)
    """
    if not issues:
        raise WorkbenchError("A timeline needs at least one issue.")
    provisions = corpus.paragraphs.select(*LINE, "provision")
    body = corpus.sentences.join(provisions, on=LINE).group_by("doc_id")
    base = corpus.documents.select("doc_id", "event_date", "genre", "publisher", "n_words").join(
        body.agg(n_provisions_all=pl.col("provision").n_unique()),
        on="doc_id",
        how="left",
        maintain_order="left",
    )
    rows = pl.concat([of_one(corpus, issue, found, base) for issue in issues])
    places = {doc_id: place for place, doc_id in enumerate(corpus.documents["doc_id"])}
    rows = rows.sort(pl.col("doc_id").replace_strict(places), maintain_order=True)
    return schema.conform("timeline", rows)


def of_one(corpus: Corpus, issue: Issue, found: pl.DataFrame, base: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of one issue, in the order of the documents."""
    found = found.filter(pl.col("codebook") == issue.issue)
    core = nested(issue, found).filter(pl.col("topic").is_in(issue.core))
    key = ["doc_id", "para_no", "scope"]
    reach = pl.col("end").cum_max().shift(1).over(key).fill_null(0)
    apart = core.sort(*key, "start", "end").filter(pl.col("start") >= reach)
    on_it = on_issue(corpus, issue, found).group_by("doc_id")
    grid = filled(
        base,
        ["doc_id"],
        counted(apart, ["doc_id"]),
        on_it.agg(n_provisions=pl.col("provision").n_unique()),
    )
    said = pl.format(
        "{} in {} of {} provisions", number("n", "mention"), "n_provisions", "n_provisions_all"
    )
    return grid.with_columns(
        issue=pl.lit(issue.issue),
        label=pl.lit(issue.label),
        per_1000=per_1000("n"),
        status=status(),
        why=in_words(pl.col("n") + pl.col("n_headings") > 0, said) + pl.lit("."),
    )


def contexts(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Return the contexts frame: every mention in a sentence on the issue, within its sentence.

    Takes the mentions of the issue's codebook; what a heading lends is no mention in the body.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "ukraine").contexts
    >>> rows.filter(doc_id="vov-2025", term="stance")["match"].to_list()
    ['balanced and objective stance']
    """
    here = on_issue(corpus, issue, found).select(*SENTENCE, "text", base="start")
    inside = of_issue(issue, found).filter(pl.col("scope") == "text")
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
    """Return the contexts whose match stands inside no other, so that no place is shown twice.

    Of two terms at the very same place the first of the rows stays.

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


def counterparts(
    corpus: Corpus,
    found: pl.DataFrame,
    passages: pl.DataFrame,
    links: pl.DataFrame,
    reference: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the counterparts frame: every passage of some documents with every other document.

    Takes the mentions of an issue's codebook, units of comparison on the issue (see `passages`),
    links from their documents to all others (rejected ones left out), and the reference links, if
    there are any. A pair that has a reference reading counts its links, whatever was proposed; of
    the others, a weak proposal (below `WEAK`) counts if half of the terms of both are shared.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "ukraine").counterparts
    >>> rows.filter(left_id="vov-2025", right_id="vgp-2025")["right_provision"].unique().to_list()
    ['32']
    """
    others = corpus.documents.select(right_id="doc_id")
    pairs = passages.join(others, how="cross", maintain_order="left_right")
    pairs = pairs.filter(pl.col("left_id") != pl.col("right_id"))
    links = links.with_columns(link=pl.col("status").cast(pl.String))
    if reference is not None:
        links = with_reference(corpus, links, reference)
    links = links.rename({"left_start": "first", "left_end": "last"})
    met = passages.join(links, on="left_id", suffix="_link", maintain_order="left_right").filter(
        pl.col("left_start") < pl.col("last"), pl.col("first") < pl.col("left_end")
    )
    key = ["left_id", "left_start", "right_id"]
    met = met.filter(pl.col("score").is_null() | (pl.col("score") >= WEAK) | shared(met, found))
    met = met.select(*key, *(f"right_{name}" for name in PLACE), "score", "link")
    met = met.unique(maintain_order=True)
    rows = pairs.join(met, on=key, how="left", maintain_order="left_right").with_columns(
        issue=pl.lit(found["codebook"].first()),
        right_text=pl.col("right_text").fill_null(""),
        counterpart_no=pl.when(pl.col("link").is_not_null())
        .then(pl.int_range(1, pl.len() + 1).over(key))
        .otherwise(0),
        link=pl.col("link").fill_null(NONE),
    )
    stamps = [
        (left, right, claims(*(corpus.document(doc_id) for doc_id in (left, right))).stamp)
        for left, right in rows.select("left_id", "right_id").unique(maintain_order=True).rows()
    ]
    names = dict.fromkeys(("left_id", "right_id", "stamp"), pl.String)
    rows = rows.join(
        pl.DataFrame(stamps, schema=names, orient="row"),
        on=["left_id", "right_id"],
        how="left",
        maintain_order="left",
    )
    return schema.conform("counterparts", rows)


def shared(links: pl.DataFrame, found: pl.DataFrame) -> pl.Series:
    """Tell of each link whether its two passages share half of the terms that either mentions."""
    places: dict[str, list[tuple[int, str]]] = {}
    for doc_id, start, topic in found.select("doc_id", "start", "topic").iter_rows():
        places.setdefault(doc_id, []).append((start, topic))

    def terms(row: dict[str, object], side: str) -> set[str]:
        first, last = row[f"{side}_start"], row[f"{side}_end"]
        return {term for at, term in places.get(row[f"{side}_id"], []) if first <= at < last}

    pairs = ((terms(row, "left"), terms(row, "right")) for row in links.iter_rows(named=True))
    return pl.Series([2 * len(a & b) >= max(1, len(a | b)) for a, b in pairs], dtype=pl.Boolean)


def passages(units: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Return the units of comparison that hold a sentence on the issue, or a part of one.

    Takes `wording.align.units` and the rows of `on_issue`; columns begin with ``left_``.
    """
    here = sentences.select("doc_id", first="start", last="end")
    met = units.join(here, on="doc_id").filter(
        pl.col("start") < pl.col("last"), pl.col("first") < pl.col("end")
    )
    rows = units.join(met, on=["doc_id", "start"], how="semi", maintain_order="left")
    return rows.select(left_id="doc_id", **{f"left_{name}": name for name in PLACE})


def with_reference(corpus: Corpus, links: pl.DataFrame, reference: pl.DataFrame) -> pl.DataFrame:
    """Put the links of the reference reading in place of those proposed for the same pair."""
    read = pl.concat([reference, turn(reference)])
    decided = pl.col("link") != "proposed"
    other = links.filter(~decided).join(read, on=["left_id", "right_id"], how="anti")
    coded = read.filter(pl.col("label").cast(pl.String) == "counterpart")
    lines = corpus.paragraphs.select(
        "start", "text", right_id="doc_id", right_para_no="para_no", right_provision="provision"
    ).with_columns(stop=pl.col("start") + pl.col("text").str.len_chars())
    coded = coded.join(lines, on="right_id", maintain_order="left").filter(
        pl.col("right_start") >= pl.col("start"), pl.col("right_start") < pl.col("stop")
    )
    size = pl.col("right_end") - pl.col("right_start")
    text = pl.col("text").str.slice(pl.col("right_start") - pl.col("start"), size)
    coded = coded.with_columns(link=pl.lit("reference reading"), right_text=text)
    known = [name for name in links.columns if name in coded.columns]
    every = [links.filter(decided), other, coded.select(known)]
    return pl.concat(every, how="diagonal_relaxed")
