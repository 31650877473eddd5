"""Figures of an issue: who speaks of it, when, under which name, with which verb, in which passage."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Corpus
from workbench.errors import Missing
from workbench.figures import Figure, charts, tables, texts
from workbench.figures.theme import VOICES, fold, join, pickable, unseen
from workbench.issues.positions import BOTH

#: A cell of the matrix: the mark of each voice, and of a silence.
MARKS, SILENT = {"stated": "■", "quoted": "◆", "reported": "●"}, "○"
#: Columns of a wide table, and rows of a long one.
COLUMNS, LISTED = 8, 60
#: How a source has a verb, by the voice of the passage.
SAYS = {"stated": "says", "quoted": "quotes", "reported": "reports"}
BY = {"reference": "read by a language model", "rule": "found by rule"}
PRESS = (
    "The verb of a digest or report is its editor's, unless it is quoted; a statement is issued by "
    "both, whoever is the actor of a clause. Differences between sources are no change by themselves."
)


def speaks(subject: str, plural: bool) -> str:  # noqa: FBT001 - said of a subject
    """Return a subject with its verb."""
    return f"{subject} {'speak' if plural else 'speaks'}"


def first_columns(named: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Return the rows of the first sources of a wide table, and the sentence that says so."""
    sources = named.select("document").unique(maintain_order=True)
    shown, more = charts.first_rows(sources, "source", COLUMNS)
    return named.join(shown, on="document", how="semi", maintain_order="left"), more


def matrix(  # noqa: PLR0913 - what an issue consists of
    rows: pl.DataFrame,
    contexts: pl.DataFrame,
    terms: pl.DataFrame,
    documents: pl.DataFrame,
    issue: str,
    dates: Sequence[tuple[date, str]] = (),
    *,
    pick: bool = False,
) -> Figure:
    """Set terms against sources; a mark opens its passages, or what its silence means.

    Takes the coverage and contexts frames of one issue, the terms of its codebook (``topic``,
    ``label``), documents, the name of the issue, and days that a reader needs, with what happened. With
    ``pick`` a mark is picked instead.
    """
    named = texts.with_label(rows, documents).with_columns(
        pl.col("status").cast(pl.String),
        label=pl.col("term").replace_strict(
            dict(terms.select("topic", "label").iter_rows()), return_dtype=pl.String
        ),
        there=pl.col("n") + pl.col("n_headings") > 0,
    )
    places = dict(iter(contexts.group_by("doc_id", "term", maintain_order=True)))

    def cell(row: Mapping[str, Any]) -> Markup:
        mark = f"{MARKS[row['status']]} {row['n'] or 'heading'}" if row["there"] else SILENT
        what = join([mark, unseen(f" {row['status']}: {row['label']} in {row['document']}")])
        if pick:
            return pickable(f"{row['doc_id']}|{row['term']}", what)
        found = places.get((row["doc_id"], row["term"]), contexts.clear())
        lines = [
            Markup("<p>¶ {para_no}, {voice}: {left}<mark>{match}</mark>{right}</p>").format(**each)
            for each in found.iter_rows(named=True)
        ]
        return fold(what, *lines, Markup("<p>{}</p>").format(row["why"]))

    drawn, more = first_columns(named)
    filled = named.filter("there")
    n, n_all = filled["doc_id"].n_unique(), named["doc_id"].n_unique()
    who = texts.of(n, n_all, "text") if n else "no text"
    title = f"{texts.sentence_case(speaks(who, n > 1))} of {issue}"
    cells = f"{filled.height:,} of {texts.count(n * terms.height, 'cell')} have a mark"
    caption = "Pick a mark." if pick else "Open a mark for its passages, or for its silence."
    said = filled.group_by("document", maintain_order=True).agg(
        said=pl.format("{} {}", "label", "n").str.join(", ")
    )
    shown = schema.headers("coverage")
    return Figure(
        name="coverage",
        title=title,
        subtitle=f"{texts.count(terms.height, 'term')} in {texts.spelled(n_all, 'source')}"
        f"{f'; where it is spoken of, {cells}' if n else ''}. "
        f"{', '.join(f'{mark} {voice}' for voice, mark in MARKS.items())}, {SILENT} not there; "
        "numbers are mentions in sentences on the issue. A press text that lacks a term says "
        f"nothing about the statement behind it. {told_of(dates, documents)}{more}".strip(),
        source=texts.source_line(documents),
        alt=f"Matrix of terms and sources. {title}. {texts.alt_list(said, 'document', 'said')}",
        body=tables.crossed(drawn, "label", "document", caption, cell),
        table=named,
        headers={"document": "Source", "label": "Term"}
        | {name: shown[name] for name in list(shown)[3:]},
    )


def told_of(dates: Sequence[tuple[date, str]], documents: pl.DataFrame) -> str:
    """Say what happened on some days, and which sources are on earlier events."""
    told = ""
    for when, what in dates:
        before = documents.filter(pl.col("event_date") < f"{when}")
        names = texts.listed(list(texts.labels(before).values()), "source")
        earlier = f"; {names} {'is' if before.height == 1 else 'are'} earlier"
        told += f"{when.day} {when:%B %Y}: {what}{earlier if before.height else ''}. "
    return told


def names(
    rows: pl.DataFrame, documents: pl.DataFrame, what: str, titles: Sequence[str], note: str
) -> Figure:
    """Set names against sources; where a name is not used, the cell says so.

    Takes the naming frame of one issue and documents; ``what`` is what the names are for, ``titles``
    the names that stand for titles, ``note`` a sentence to be read beside them.
    """
    named = texts.with_label(rows, documents).with_columns(total=pl.col("n") + pl.col("n_inside"))
    drawn, more = first_columns(named)
    sums = named.group_by("name", maintain_order=True).agg(pl.col("n", "n_titles", "total").sum())
    title = names_title(sums, what, titles)
    said = drawn.filter(pl.col("total") > 0).group_by("document", maintain_order=True)
    said = said.agg(said=pl.format("{} {}", "name", "total").str.join(", "))

    def cell(row: Mapping[str, Any]) -> str:
        if row["name"] in titles and row["n"]:
            return texts.count(row["n"], "time")
        kinds = {"by itself": row["n"], "in titles": row["n_titles"]}
        kinds["in a longer name"] = row["n_inside"] - row["n_titles"]
        told = ", ".join(f"{n} {kind}" for kind, n in kinds.items() if n)
        return told or f"{SILENT} {row['status'].replace('not', 'not on this issue', 1)}"

    counted = (
        "Counted in sentences on the issue, by publisher: a name is the choice of whoever prints "
        "it, and of the translator if there is one."
    )
    parts = filter(None, (counted, title_note(sums, titles), note, more))
    shown = schema.headers("naming")
    alt = f"Table of names and sources. {title}. {texts.alt_list(said, 'document', 'said')}"
    body = tables.crossed(drawn, "name", "document", "Times a name is printed", cell)
    heads = {name: shown[name] for name in list(shown)[1:] if name != "issue"}
    source, heads = texts.source_line(documents), {"document": "Source"} | heads
    return Figure("names", title, " ".join(parts), source, alt, body, named, heads)


def names_title(sums: pl.DataFrame, what: str, titles: Sequence[str]) -> str:
    """State under which names a matter goes, the most frequent first, and which are never used."""
    plain = sums.filter(~pl.col("name").is_in([*titles, what]))
    titled = plain.filter(pl.col("n_titles") > 0, pl.col("total") == pl.col("total").max())
    if titled.height:
        name, n_titles, total = titled.select("name", "n_titles", "total").row(0)
        inside = "always" if n_titles == total else f"{texts.spelled(n_titles)} of them"
        return f"“{name}” occurs {texts.times(total)}, {inside} inside titles"
    used = plain.filter(pl.col("n") > 0).sort("n", descending=True, maintain_order=True)
    if used.is_empty():
        return f"No source prints {'another' if sums['total'].sum() else 'a'} name for {what}"
    said = [f"“{name}” {texts.times(n)}" for name, n in used.select("name", "n").rows()]
    never = [f"“{name}”" for name in plain.filter(total=0)["name"]]
    without = f", never {texts.listed(never, 'name').replace(' and ', ' or ')}" if never else ""
    return f"{texts.sentence_case(what)} is called {texts.listed(said, 'name')}{without}"


def title_note(sums: pl.DataFrame, titles: Sequence[str]) -> str:
    """Say in how many of the titles a name is printed."""
    n = sums.filter(pl.col("name").is_in(list(titles)))["n"].sum()
    inside = sums.filter(pl.col("n_titles") > 0).select("name", "n_titles").rows()
    said = [f"{texts.spelled(number)} with “{name}”" for name, number in inside]
    if bare := n - sum(number for _, number in inside):
        said.append(f"{texts.spelled(bare)} without a name")
    return f"Titles: {n}, {texts.listed(said)}." if n else ""


def positions(
    rows: pl.DataFrame, documents: pl.DataFrame, issue: str, *, cards: bool = True
) -> Figure:
    """Show positions as cards with their passages, or as a table with a row each.

    Takes rows of the positions frame by one coder, documents, and the name of the issue.
    """
    verb = {end: pl.col(f"operator_{end}") - pl.col("start") for end in ("start", "end")}
    flat = texts.with_label(rows, documents).with_columns(
        pl.col("legal_anchors", "qualifiers", "embedded").list.join(", "),
        spans=pl.concat_list(pl.struct(**verb)),
        claim=pl.format("{}: {} {}", "document", "actor", "operator_text"),
        found=pl.col("coder").cast(pl.String).replace_strict(BY, return_dtype=pl.String),
        place=pl.format("¶ {}, {}", "para_no", "voice"),
        citation=texts.citations(rows, documents),
    )
    title, about = who_speaks(flat, issue), schema.headers("positions")
    shown, more = charts.first_rows(flat, "position", LISTED)
    rest = ("legal_anchors", "qualifiers", "name_used")
    columns = ("actor", "operator_text", "object", *rest)
    head = {"document": "Source"} | {name: about[name] for name in columns} | {"place": "Place"}
    if cards:
        columns = ("operator", "embedded", "negation", *rest, "voice", "note")
        fields = {name: about[name] for name in columns} | {"found": "By"}
        body = texts.passages(flat, documents, head="claim", spans="spans", fields=fields)
    else:
        body = tables.table(shown, "One row per position", head)
    counted = "No position in any source"
    if rows.height:
        sources = texts.of(flat["doc_id"].n_unique(), documents.height, "source")
        counted = f"{texts.count(flat.height, 'position')} in {sources}, {flat['found'][0]}"
    alt = f"Positions. {title}. {texts.alt_list(shown, 'document', 'actor', 'operator_text')}"
    name, told = "position-cards" if cards else "positions", f"{counted}. {PRESS} {more}".strip()
    source, head = texts.source_line(documents), head | {"citation": "Citation"}
    return Figure(name, title, told, source, alt, body, flat, head)


def who_speaks(rows: pl.DataFrame, issue: str) -> str:
    """State who takes the positions and in how many texts, and who does so without a name for the issue.

    Where no position names the issue, its codebook has no names, and nothing is said of them.
    """
    if rows.is_empty():
        return f"No position on {issue} was found in these texts"
    named = pl.col("name_used") != ""
    parts = rows.group_by("actor", "document", maintain_order=True).agg(named=named.any())
    parts = parts.with_columns(pl.col("named") | ~pl.col("named").any())
    n, actors = parts["document"].n_unique(), parts["actor"].unique()
    if len(actors) == 1 and parts["named"].all():
        every = "both texts" if n == 2 else f"all {texts.spelled(n, 'text')}"  # noqa: PLR2004 - both
        where = f"{every} that take a position" if n > 1 else rows["document"][0]
        return f"On {issue} only {speaks(actors[0], actors[0] == BOTH)}, in {where}"
    told: dict[str, list[str]] = {"": [], " without naming it": []}
    by_actor = parts.group_by("actor", "named", maintain_order=True).agg("document")
    for actor, is_named, found in by_actor.iter_rows():
        how, most = ("", 2) if is_named else (" without naming it", 1)
        where = texts.listed(found) if len(found) <= most else texts.spelled(len(found), "text")
        told[how].append(f"{speaks(actor, actor == BOTH)}{how} in {where}")
    return f"On {issue}, {'; '.join(texts.listed(one, 'actor') for one in told.values() if one)}"


def agreement(counts: pl.DataFrame, differences: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Say how often rules and reference reading agree; folded: field by field, every difference.

    Takes the two frames of `positions.review`, and documents.
    """
    rows = texts.with_label(differences, documents)
    n, n_agree = counts.filter(field="position").select("n", "n_agree").row(0)
    more = differences.filter(field="position", reference_no=0).height
    title = f"The rules find {texts.of(n_agree, n - more, 'position')} of the reference reading"
    title += f", and {texts.spelled(more)} more" * bool(more)
    head = {"document": "Source"} | schema.headers(
        "differences", "field", "rule", "reference", "text"
    )
    known = schema.headers("positions") | {"position": "Position"}
    rows, named = (
        part.with_columns(pl.col("field").cast(pl.String).replace(known)) for part in (rows, counts)
    )
    per_field = {"field": "Field", "n": "Compared", "n_agree": "Agree", "share": "Share"}
    found = texts.sentence_case(texts.spelled(rows.height, "difference"))
    parts = [
        fold("Field by field", tables.table(named, "On the positions that both have", per_field))
    ]
    if rows.height:
        parts.append(fold(found, tables.table(rows, "Every difference", head, first=LISTED)))
        parts.append(tables.download("position-review.csv", rows))
    return Figure(
        name="position-review",
        title=title,
        subtitle=f"{found}. The reference reading is by a language model, made before the rules; the "
        "rules were written by a reader of the same texts, so agreement says little about other "
        "texts. Where the two differ, read the passage and decide who is right.",
        source=texts.source_line(documents),
        alt=f"Tables. {title}. {texts.alt_list(counts, 'field', 'n_agree', 'n')}",
        body=join(parts),
    )


def ladder(operators: pl.DataFrame, classes: pl.DataFrame, precedent: str, limits: str) -> Figure:
    """Show the ladder itself: verbs by kind of act and rank, what it follows, and its limits."""
    rows = operators.join(classes, on="class", maintain_order="left")
    kinds = texts.spelled(rows["class"].n_unique(), "kind")
    title = f"The ladder orders {texts.spelled(rows.height, 'verb')} in {kinds} of act"
    head = {
        "label": "Verb",
        "class": "Kind of act",
        "rank": "Rank in its kind",
        "meaning": "The kind",
    }
    said = "<p><strong>Precedent.</strong> {}</p><p><strong>Limits.</strong> {}</p>"
    drawn = tables.table(rows, "From the weakest to the strongest of each kind", head)
    told = "Declared, and open to dispute: change codebook/operators.toml and run again."
    alt = f"Table. {title}: {', '.join(rows['label'])}."
    body = join([drawn, Markup(said).format(precedent, limits)])  # noqa: S704 - a constant
    return Figure("ladder", title, told, "Source: codebook/operators.toml.", alt, body)


def verbs(rows: pl.DataFrame, ladder: pl.DataFrame, documents: pl.DataFrame, what: str) -> Figure:
    """Draw how often each verb is used, a panel per source, one mark per voice.

    Takes the operators frame, the verbs of the ladder (``operator``, ``label``) and documents;
    ``what`` says which positions were counted. Verbs that no source uses are left to the table.
    """
    labels = dict(ladder.select("operator", "label").iter_rows())
    named = texts.with_label(rows, documents).with_columns(
        label=pl.col("operator").replace_strict(labels, return_dtype=pl.String)
    )
    drawn, more = first_columns(named.filter(pl.col("n") > 0))
    order = pl.col("label").cast(pl.Enum(list(labels.values())))
    n_used, n = named.filter(pl.col("n") > 0)["operator"].n_unique(), len(labels)
    few = {n: "All", n - 1: "All but one of the", 0: "None of the"}.get(n_used)
    few = few or f"{texts.sentence_case(texts.spelled(n_used))} of the"
    title = f"{few} {texts.spelled(n, 'verb')} of the ladder {'is' if n_used < 2 else 'are'} used"  # noqa: PLR2004 - plural
    sums = drawn.group_by("document", "label", maintain_order=True).agg(pl.col("n").sum())
    most = sums.filter(pl.col("n") == pl.col("n").max().over("document"))
    most = most.group_by("document", maintain_order=True).agg("label", pl.col("n").first())
    leading = []
    for document, verbs, number in most.iter_rows():
        even = texts.listed([f"“{verb}”" for verb in verbs], "verb")
        leading.append(f"{document} {even} ({number}{' each' * (len(verbs) > 1)})")
    said = f"Most often: {'; '.join(leading)}. " if leading else ""
    total = rows.unique(["doc_id", "voice"])["n_positions"].sum()
    shown = schema.headers(
        "operators", "class", "rank", "n", "n_negated", "n_embedded", "n_positions"
    )
    return Figure(
        name="verbs",
        title=title,
        subtitle=f"{texts.count(total, 'position')}: {what}. {said}No mark: no plain use; negated "
        "verbs and those inside another are in the table. Ranks are declared, not measured, and "
        f"never averaged. {more}".strip(),
        source=texts.source_line(documents),
        alt=f"Marks by verb, a panel per source. {title}. {said}".strip(),
        body=charts.by_row(
            drawn.sort(order, maintain_order=True),
            "label",
            "n",
            "Positions",
            panel="document",
            kinds=VOICES,
            tips={name: shown[name] for name in ("class", "n_positions")},
        ),
        table=named,
        headers={"document": "Source", "voice": "Voice", "label": "Verb"} | shown,
    )


# --- the proof: one verb in two statements and in a press text ---


def trio(corpus: Corpus, positions: pl.DataFrame) -> tuple[str, str, str]:
    """Return an earlier source, a full statement, and a press text about the same statement.

    Takes the positions frame of one issue; all three take a position. The latest statement is
    chosen, and the latest source before it. Raises `Missing` where the corpus has no such three.

    Examples
    --------
    >>> import workbench as wb
    >>> corpus = wb.load()
    >>> trio(corpus, wb.Issue(corpus, "ukraine").positions)
    ('tass-2024', 'vgp-2025', 'vov-2025')
    """
    rows = [corpus.document(one) for one in positions["doc_id"].unique(maintain_order=True)]
    rows = sorted(rows, key=lambda row: row["event_date"], reverse=True)
    for full in (row["doc_id"] for row in rows if row["genre"] == "statement"):
        others = [row["doc_id"] for row in rows if row["doc_id"] != full]
        pairs = {one: corpus.claims(one, full, override=True) for one in others}
        earlier = [one for one in others if pairs[one].allows("kept") and pairs[one].left == one]
        told = [one for one in others if pairs[one].relation == "one statement"]
        if earlier and told:
            return earlier[0], full, told[0]
    raise Missing(
        "a statement that takes a position on this issue, with an earlier source and a press text "
        "about it that take one too"
    )


def cards(corpus: Corpus, positions: pl.DataFrame, three: tuple[str, str, str]) -> pl.DataFrame:
    """Return a card per source: its first position up to the name of the issue, the verb marked.

    Takes the positions frame and the sources of `trio`; gives the columns of
    `texts.quotation_cards`, and ``verb`` (of the ladder) and ``printed`` (as the source prints it).
    """
    made = []
    for doc_id, joined in zip(three, ("", *joins(corpus, positions, three)), strict=True):
        at = positions.filter(doc_id=doc_id).row(0, named=True)
        text, document = at["text"], corpus.document(doc_id)
        whole = corpus.paragraphs.filter(doc_id=doc_id, para_no=at["para_no"])["text"].item()
        name = at["name_used"] or at["object"]
        end = text.find(name) + len(name) if name in text else len(text)
        end = max(end, at["operator_end"] - at["start"])
        made.append(
            {
                "doc_id": doc_id,
                "label": f"{corpus.label(doc_id)}, {document['genre']}",
                "date": document["event_date"],
                "publisher": document["publisher"],
                "para_no": at["para_no"],
                "text": f"{text[:end]} …" if text[end:].strip(" .") else text[:end],
                "phrase_start": at["operator_start"] - at["start"],
                "phrase_end": at["operator_end"] - at["start"],
                "passage": whole,
                "joined": joined,
                "verb": at["operator"],
                "voice": at["voice"],
                "printed": at["operator_text"],
            }
        )
    return pl.DataFrame(made)


def joins(corpus: Corpus, positions: pl.DataFrame, three: tuple[str, str, str]) -> tuple[str, str]:
    """Say how the second card is joined to the first, and the third to the second."""
    verbs = [positions.filter(doc_id=one)["operator"][0] for one in three]
    said = ["the same verb" if one == verbs[1] else "a verb of its own" for one in verbs]
    year = corpus.document(three[1])["event_date"][:4]
    return f"The next statement, {year}: {said[0]}.", f"A press text about it: {said[2]}."


def proof(corpus: Corpus, positions: pl.DataFrame, issue: str) -> Figure:
    """Draw an earlier source, a statement and its press text side by side, each with its verb.

    Takes the positions frame of one issue and the issue's label. The title says which of the three
    differ; the way from the earlier source to the press text is crossed out, for it proves nothing.
    """
    three = trio(corpus, positions)
    made = cards(corpus, positions, three)
    first, _, last = (corpus.label(one) for one in three)
    verbs, printed, voices = (made[one].to_list() for one in ("verb", "printed", "voice"))
    told = [f"{SAYS[voice]} “{verb}”" for voice, verb in zip(voices, printed, strict=True)]
    full, kind = f"the statement of {made['date'][1][:4]}", corpus.document(three[2])["genre"]
    title = f"On {issue} {first} {told[0]}, {full} {told[1]} and {last}, its {kind}, {told[2]}"
    if len(set(verbs)) == 1:
        title = f"On {issue} {first} {told[0]}; {full} and {last}, its {kind}, have the same verb"
    elif verbs[0] == verbs[1]:
        title = f"On {issue} {first} {told[0]} and {full} says the same; only {last}, its {kind}, {told[2]}"
    pair = corpus.claims(three[0], three[2], override=True)
    why = "Neither of the two press texts quotes its verb." if "quoted" not in voices else ""
    crossed = f"From {first} straight to {last}: proves nothing. {why or pair.emphasis.why}"
    crossed = "" if pair.allows("emphasis") else crossed
    spoken = "; ".join(f"{one['label']}: “{one['text']}”" for one in made.iter_rows(named=True))
    return Figure(
        name="proof",
        title=title,
        subtitle=f"The first position on {issue} in each source, up to the name of the issue.",
        source=texts.source_line(corpus.documents.filter(pl.col("doc_id").is_in(three))),
        alt=f"Three quotations side by side. {spoken}. {crossed}",
        body=texts.quotation_cards(made, crossed),
        table=made.select("label", "publisher", "date", "para_no", "printed", "text"),
        headers={
            "label": "Source",
            "publisher": "Publisher",
            "date": "Date",
            "para_no": "Paragraph",
            "printed": "Verb",
            "text": "Passage",
        },
    )
