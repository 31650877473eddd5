"""Figures of an issue: who speaks of it, when, under which name, with which verb, in which passage."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.figures import Figure, charts, tables, texts
from workbench.figures.texts import alt_list, count, listed, of, sentence_case, spelled, with_label
from workbench.figures.theme import GENRES, VOICES, fold, join, pickable, unseen

#: A cell of the matrix: the mark of each voice, and of a silence.
MARKS, SILENT = {"stated": "■", "quoted": "◆", "reported": "●"}, "○"
#: Columns of a wide table, and rows of a long one.
COLUMNS, LISTED = 8, 60
BY = {"reference": "read by a language model", "rule": "found by rule"}
PRESS = (
    "The verb of a digest or report is its editor's, unless it is quoted; a statement is issued by "
    "both, whoever is the actor of a clause. Differences between sources are no change by themselves."
)


def times(number: int) -> str:
    """Return how often: once, twice, three times."""
    return {1: "once", 2: "twice"}.get(number) or f"{spelled(number)} times"


def speaks(subject: str, plural: bool) -> str:  # noqa: FBT001 - said of a subject
    """Return a subject with its verb."""
    return f"{subject} {'speak' if plural else 'speaks'}"


def first_columns(named: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Return the rows of the first sources of a wide table, and the sentence that says so."""
    sources = named.select("document").unique(maintain_order=True)
    shown, more = charts.first_rows(sources, "source", COLUMNS)
    return named.join(shown, on="document", how="semi", maintain_order="left"), more


def matrix(
    rows: pl.DataFrame,
    contexts: pl.DataFrame,
    terms: pl.DataFrame,
    documents: pl.DataFrame,
    issue: str,
    *,
    pick: bool = False,
) -> Figure:
    """Set terms against sources; a mark opens its passages, or what its silence means.

    Takes the coverage and contexts frames of one issue, the terms of its codebook (``topic``,
    ``label``), documents, and the name of the issue. With ``pick`` a mark is picked instead.
    """
    labels = dict(terms.select("topic", "label").iter_rows())
    named = with_label(rows, documents).with_columns(
        label=pl.col("term").replace_strict(labels, return_dtype=pl.String),
        said=pl.col("status").cast(pl.String),
        there=pl.col("n") + pl.col("n_headings") > 0,
    )
    places = dict(iter(contexts.group_by("doc_id", "term", maintain_order=True)))

    def cell(row: Mapping[str, Any]) -> Markup:
        mark = f"{MARKS[row['said']]} {row['n'] or 'heading'}" if row["there"] else SILENT
        what = join([mark, unseen(f" {row['said']}: {row['label']} in {row['document']}")])
        if pick:
            return pickable(f"{row['doc_id']}|{row['term']}", what)
        found = places.get((row["doc_id"], row["term"]))
        lines = [] if found is None else [in_sentence(each) for each in found.iter_rows(named=True)]
        return fold(what, *lines, Markup("<p>{}</p>").format(row["why"]))

    drawn, more = first_columns(named)
    filled = named.filter("there")
    speaking = filled.select("document").unique(maintain_order=True)
    n, n_all = speaking.height, named["doc_id"].n_unique()
    who = of(n, n_all, "text") if n else "no text"
    title = f"{sentence_case(speaks(who, n > 1))} of {issue}"
    cells = count(n * len(labels), "cell")
    legend = ", ".join(f"{mark} {voice}" for voice, mark in MARKS.items())
    caption = "Pick a mark." if pick else "Open a mark for its passages, or for its silence."
    shown = schema.headers("coverage")
    said = (
        drawn.filter("there")
        .group_by("document", maintain_order=True)
        .agg(said=pl.format("{} {}", "label", "n").str.join(", "))
    )
    return Figure(
        name="coverage",
        title=title,
        subtitle=f"{count(len(labels), 'term')} in {spelled(n_all, 'source')}"
        f"{f'; where it is spoken of, {filled.height:,} of {cells} hold a mark' if n else ''}. "
        f"{legend}, {SILENT} not there; numbers are mentions in sentences on the issue. A press text "
        f"that lacks a term says nothing about the statement behind it. {more}".strip(),
        source=texts.source_line(documents),
        alt=f"Matrix of terms and sources. {title}. {alt_list(said, 'document', 'said')}",
        body=tables.crossed(drawn, "label", "document", caption, cell),
        table=named,
        headers={"document": "Source", "label": "Term"}
        | {name: shown[name] for name in list(shown)[3:]},
    )


def in_sentence(row: Mapping[str, Any]) -> Markup:
    """Show one mention in its sentence."""
    return Markup("<p>¶ {}, {}: {}<mark>{}</mark>{}</p>").format(
        row["para_no"], row["voice"], row["left"], row["match"], row["right"]
    )


def in_time(
    rows: pl.DataFrame, documents: pl.DataFrame, dates: Sequence[tuple[date, str]] = ()
) -> Figure:
    """Draw a mark per source at the date of its statement, hollow where it is silent.

    Takes the timeline frame of one issue, documents, and days that a reader needs, with what
    happened. Nothing joins the marks: the sources are witnesses of different kinds.
    """
    silent = ~pl.col("status").cast(pl.String).is_in(list(MARKS))
    said = pl.col("why").str.split(":").list.first()
    about = documents.select("doc_id", "genre", day=day(pl.col("event_date")))
    rows = rows.join(about, on="doc_id", maintain_order="left")
    named = with_label(rows, documents).with_columns(
        silent=silent,
        key=pl.format("{}|", "doc_id"),
        said=pl.when(silent).then(pl.col("status").cast(pl.String)).otherwise(said),
    )
    drawn, more = charts.first_rows(named, "source")
    n = named.filter(~pl.col("silent")).height
    who = of(n, named.height, "text") if n else "no text"
    title = f"{sentence_case(who)} mention{'s' * (n < 2)} {rows['label'][0]}"  # noqa: PLR2004 - plural
    when = "".join(f" {told_day(named, *one)}" for one in dates)
    shown = schema.headers("timeline")
    return Figure(
        name="in-time",
        title=title,
        subtitle="Mentions of the issue's core terms in the body, at the date of the statement behind "
        f"each source; a hollow mark is a silence.{when} Not a trend: each year has other witnesses. "
        f"{more}".strip(),
        source=texts.source_line(documents),
        alt=f"Marks in time. {title}.{when} {alt_list(drawn, 'document', 'said')}",
        body=charts.strip(
            drawn, "document", "day", words="said", kinds=GENRES, hollow="silent", dates=dates
        ),
        table=named,
        headers={"document": "Source", "genre": "Genre"}
        | {name: shown[name] for name in list(shown)[1:] if name != "issue"},
    )


def day(column: pl.Expr) -> pl.Expr:
    """Return the day at which a statement is drawn: a month or a year is drawn at its middle."""
    whole = column.str.replace(r"^(\d{4})$", "$1-07-01").str.replace(r"^(\d{4}-\d{2})$", "$1-15")
    return whole.str.to_date("%Y-%m-%d", strict=False)


def told_day(named: pl.DataFrame, when: date, what: str) -> str:
    """Say what happened on a day, and which statements are earlier."""
    before = named.filter(pl.col("day") < when)["document"].to_list()
    earlier = f"; {listed(before, 'source')} {'is' if len(before) == 1 else 'are'} earlier"
    return f"{when.day} {when:%B %Y}: {what}{earlier if before else ''}."


def names(
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    what: str,
    titles: Sequence[str] = (),
    note: str = "",
) -> Figure:
    """Set names against sources; where a name is not used, the cell says so.

    Takes the naming frame of one issue and documents; ``what`` is what the names are for, ``titles``
    the names that stand for titles, ``note`` a sentence to be read beside them.
    """
    total = pl.col("n") + pl.col("n_inside")
    named = with_label(rows, documents).with_columns(total=total)
    drawn, more = first_columns(named)
    sums = named.group_by("name", maintain_order=True).agg(pl.col("n", "n_titles", "total").sum())
    title = names_title(sums, what, titles)
    said = (
        drawn.filter(total > 0)
        .group_by("document", maintain_order=True)
        .agg(said=pl.format("{} {}", "name", "total").str.join(", "))
    )
    shown = schema.headers("naming")
    said_of_names = (
        "Counted in the body, by publisher: a name is the choice of whoever prints it, and of the "
        "translator."
    )
    parts = (said_of_names, title_note(sums, titles), note, more)
    return Figure(
        name="names",
        title=title,
        subtitle=" ".join(filter(None, parts)),
        source=texts.source_line(documents),
        alt=f"Table of names and sources. {title}. {alt_list(said, 'document', 'said')}",
        body=tables.crossed(
            drawn, "name", "document", "Times a name is printed", partial(name_cell, titles)
        ),
        table=named,
        headers={"document": "Source"}
        | {name: shown[name] for name in list(shown)[1:] if name != "issue"},
    )


def name_cell(titles: Sequence[str], row: Mapping[str, Any]) -> str:
    """Say how often a source prints a name by itself, in titles, and in a longer name."""
    if row["name"] in titles and row["n"]:
        return count(row["n"], "time")
    kinds = {"by itself": row["n"], "in titles": row["n_titles"]}
    kinds["in a longer name"] = row["n_inside"] - row["n_titles"]
    return ", ".join(f"{n} {kind}" for kind, n in kinds.items() if n) or f"{SILENT} {row['status']}"


def names_title(sums: pl.DataFrame, what: str, titles: Sequence[str]) -> str:
    """State under which names a matter goes, the most frequent first, and which are never used."""
    plain = sums.filter(~pl.col("name").is_in([*titles, what]))
    titled = plain.filter(pl.col("n_titles") > 0).sort(
        "total", descending=True, maintain_order=True
    )
    if titled.height:
        name, n_titles, total = titled.select("name", "n_titles", "total").row(0)
        inside = "always" if n_titles == total else f"{spelled(n_titles)} of them"
        return f"“{name}” occurs {times(total)}, {inside} inside titles"
    used = plain.filter(pl.col("n") > 0).sort("n", descending=True, maintain_order=True)
    if used.is_empty():
        return f"No source prints {'another' if sums['total'].sum() else 'a'} name for {what}"
    said = [f"“{name}” {times(n)}" for name, n in used.select("name", "n").rows()]
    never = [f"“{name}”" for name in plain.filter(total=0)["name"]]
    without = f", never {listed(never, 'name').replace(' and ', ' or ')}" if never else ""
    return f"{sentence_case(what)} is called {listed(said, 'name')}{without}"


def title_note(sums: pl.DataFrame, titles: Sequence[str]) -> str:
    """Say in how many of the titles a name is printed."""
    n = sums.filter(pl.col("name").is_in(list(titles)))["n"].sum()
    inside = sums.filter(pl.col("n_titles") > 0).select("name", "n_titles").rows()
    said = [f"{spelled(number)} with “{name}”" for name, number in inside]
    bare = n - sum(number for _, number in inside)
    return (
        f"Titles: {n}, {listed(said + [f'{spelled(bare)} without a name'] * (bare > 0))}."
        if n
        else ""
    )


def positions(
    rows: pl.DataFrame, documents: pl.DataFrame, issue: str, *, cards: bool = True
) -> Figure:
    """Show positions as cards with their passages, or as a table with a row each.

    Takes rows of the positions frame by one coder, documents, and the name of the issue.
    """
    verb = (pl.col(f"operator_{end}") - pl.col("start") for end in ("start", "end"))
    flat = with_label(rows, documents).with_columns(
        pl.col("legal_anchors", "qualifiers", "embedded").list.join(", "),
        spans=pl.concat_list(pl.struct(start=next(verb), end=next(verb))),
        claim=pl.format("{}: {} {}", "document", "actor", "operator_text"),
        found=pl.col("coder").cast(pl.String).replace_strict(BY, return_dtype=pl.String),
        place=pl.format("¶ {}, {}", "para_no", "voice"),
    )
    title, about = who_speaks(flat, issue), schema.headers("positions")
    shown, more = charts.first_rows(flat, "position", LISTED)
    how = " and ".join(flat["found"].unique(maintain_order=True))
    footing = {name: about[name] for name in ("legal_anchors", "qualifiers", "name_used")}
    if cards:
        within = {name: about[name] for name in ("operator", "embedded", "negation")}
        fields = within | footing | {"voice": "Voice", "note": about["note"], "found": "By"}
        body = texts.passages(
            flat,
            documents,
            head="claim",
            spans="spans",
            fields=fields,
            first=LISTED,
            file="positions",
        )
    else:
        first = {name: about[name] for name in ("actor", "operator_text", "object")}
        head = {"document": "Source"} | first | footing | {"place": "Place"}
        saved = flat.drop("spans").with_columns(citation=texts.citations(rows, documents))
        drawn = tables.table(shown, "One row per position", head)
        body = join([drawn, tables.download("positions.csv", saved)])
    where = (
        of(flat["doc_id"].n_unique(), documents.height, "source") if rows.height else "any source"
    )
    return Figure(
        name="position-cards" if cards else "positions",
        title=title,
        subtitle=f"{count(flat.height, 'position') if rows.height else 'No position'} in {where}{f', {how}' if how else ''}. {PRESS} "
        f"{more}".strip(),
        source=texts.source_line(documents),
        alt=f"Positions. {title}. {alt_list(shown, 'document', 'actor', 'operator_text')}",
        body=body,
    )


def who_speaks(rows: pl.DataFrame, issue: str) -> str:
    """State who takes the positions, and in how many texts."""
    if rows.is_empty():
        return f"No position on {issue} was found in these texts"
    n, parts = rows["document"].n_unique(), rows.group_by("actor", maintain_order=True)
    by_actor = dict(parts.agg(pl.col("document").unique(maintain_order=True)).iter_rows())
    if len(by_actor) == 1:
        every = "both texts" if n == 2 else f"all {spelled(n, 'text')}"  # noqa: PLR2004 - both
        where = f"{every} that take a position" if n > 1 else rows["document"][0]
        (actor,) = by_actor
        return f"On {issue} only {speaks(actor, actor == 'both sides')}, in {where}"
    told = [
        f"{speaks(actor, actor == 'both sides')} in "
        f"{listed(found) if len(found) < 3 else spelled(len(found), 'text')}"  # noqa: PLR2004 - two names
        for actor, found in by_actor.items()
    ]
    return f"On {issue}, {listed(told, 'actor')}"


def agreement(counts: pl.DataFrame, differences: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Show how often rules and reference reading agree, field by field, and every difference.

    Takes the two frames of `positions.review`, and documents.
    """
    rows = with_label(differences, documents)
    n, n_agree = counts.filter(field="position").select("n", "n_agree").row(0)
    title = f"Rules and reference reading share {of(n_agree, n, 'position')}"
    head = {"document": "Source"} | schema.headers(
        "differences", "field", "rule", "reference", "text"
    )
    per_field = {"field": "Field", "n": "Compared", "n_agree": "Agree", "share": "Share"}
    parts = [
        tables.table(counts, "Agreement, on the positions that both have", per_field),
        tables.table(rows, "Every difference", head, first=LISTED),
        tables.download("position-review.csv", rows),
    ]
    return Figure(
        name="position-review",
        title=title,
        subtitle=f"{sentence_case(spelled(rows.height, 'difference'))}. The reference reading is by a language model, made "
        "before the rules; the rules were written by a reader of the same texts, so agreement says "
        "little about other texts. Where the two differ, read the passage and decide who is right.",
        source=texts.source_line(documents),
        alt=f"Tables. {title}. {alt_list(counts, 'field', 'n_agree', 'n')}",
        body=join(parts),
    )


def counterparts(rows: pl.DataFrame, documents: pl.DataFrame, issue: str) -> Figure:
    """Show a row per passage of one source, a column per other source; an empty cell says so.

    Takes rows of the counterparts frame with one ``left_id``, documents, and the issue's name.
    """
    labels = dict(with_label(documents, documents).select("doc_id", "document").iter_rows())
    left, n = labels[rows["left_id"][0]], rows["left_start"].n_unique()
    named = rows.with_columns(
        document=pl.col("right_id").replace_strict(labels, return_dtype=pl.String),
        place=pl.format("{}. ¶ {}", pl.col("left_start").rank("dense"), "left_para_no"),
    )
    met = named.group_by("document", maintain_order=True).agg(
        pl.col("stamp").first(),
        n=pl.col("left_start").filter(pl.col("counterpart_no") > 0).n_unique(),
    )
    there = met.filter(pl.col("n") > 0).sort("n", descending=True, maintain_order=True)
    none = met.filter(n=0)["document"].to_list()
    what = f"{spelled(n, 'passage')} on {issue} in {left}"
    title = with_counterpart(there.select("document", "n").rows(), n, what)
    wide = named.group_by("place", "document", maintain_order=True).agg(
        met=pl.struct("right_para_no", "right_text", "score", "link")
    )
    own = named.unique("left_start", maintain_order=True)
    own = own.select("place", "left_text", document=pl.lit(left))
    drawn, more = first_columns(pl.concat([own, wide], how="diagonal"))
    stamps = met.select("document", "stamp").rows()
    parts = [
        tables.crossed(
            drawn,
            "place",
            "document",
            f"One row per passage of {left}",
            lambda row: row["left_text"] or join(map(counterpart, row["met"])),
        ),
        fold(
            "Which claims are possible", *(Markup("<p>{}: {}</p>").format(*one) for one in stamps)
        ),
        tables.download("counterparts.csv", rows),
    ]
    return Figure(
        name="counterparts",
        title=title,
        subtitle=f"{f'No counterpart found in {listed(none)}. ' if there.height and none else ''}Links are proposed by "
        "the alignment, or come from the reference reading (by a language model) where the pair has "
        f"one. An empty cell may be a missed link; it is no proof of silence. {more}".strip(),
        source=texts.source_line(documents),
        alt=f"Table of passages and sources. {title}. {alt_list(met, 'document', 'n')}",
        body=join(parts),
    )


def with_counterpart(found: list[tuple[str, int]], n: int, what: str) -> str:
    """State how many passages of a source have a counterpart, and in which others."""
    if not found:
        return f"No counterpart found for {what}"
    if n == 1:
        return f"The only passage{what.removeprefix('one passage')} has a counterpart in {listed([name for name, _ in found], 'source')}"
    (name, most), *rest = found
    said = [f"{spelled(most)} {'has' if most == 1 else 'have'} a counterpart in {name}"]
    return f"Of {what}, {listed(said + [f'{spelled(k)} in {name}' for name, k in rest], 'source')}"


def counterpart(each: Mapping[str, Any]) -> Markup:
    """Show one counterpart, or that none was found."""
    if not each["right_text"]:
        return Markup("<em>{} {}</em>").format(SILENT, each["link"])
    score = "" if each["score"] is None else f", score {each['score']:.2f}"
    return Markup('<p>¶ {}: {} <span class="wb-margin">({}{})</span></p>').format(
        each["right_para_no"], each["right_text"], each["link"], score
    )


def ladder(operators: pl.DataFrame, classes: pl.DataFrame, precedent: str, limits: str) -> Figure:
    """Show the ladder itself: verbs by kind of act and rank, what it follows, and its limits."""
    rows = operators.join(classes, on="class", maintain_order="left")
    kinds = spelled(rows["class"].n_unique(), "kind")
    title = f"The ladder orders {spelled(rows.height, 'verb')} in {kinds} of act"
    head = {
        "label": "Verb",
        "class": "Kind of act",
        "rank": "Rank in its kind",
        "meaning": "The kind",
    }
    said = "<p><strong>Precedent.</strong> {}</p><p><strong>Limits.</strong> {}</p>"
    drawn = tables.table(rows, "From the weakest to the strongest of each kind", head)
    return Figure(
        name="ladder",
        title=title,
        subtitle="Declared, and open to dispute: change codebook/operators.toml and run again.",
        source="Source: codebook/operators.toml.",
        alt=f"Table. {title}: {', '.join(rows['label'])}.",
        body=join([drawn, Markup(said).format(precedent, limits)]),  # noqa: S704 - a constant
    )


def verbs(rows: pl.DataFrame, ladder: pl.DataFrame, documents: pl.DataFrame, what: str) -> Figure:
    """Draw how often each verb is used, a panel per source, one mark per voice.

    Takes the operators frame, the verbs of the ladder (``operator``, ``label``) and documents;
    ``what`` says which positions were counted. Verbs that no source uses are left to the table.
    """
    labels = dict(ladder.select("operator", "label").iter_rows())
    place = pl.col("operator").replace_strict({verb: at for at, verb in enumerate(labels)})
    named = with_label(rows, documents).with_columns(
        label=pl.col("operator").replace_strict(labels, return_dtype=pl.String)
    )
    used = named.filter(pl.col("n") > 0)
    drawn, more = first_columns(used)
    n_used, n = used["operator"].n_unique(), len(labels)
    few = {n: "All", n - 1: "All but one of the", 0: "None of the"}.get(n_used)
    few = few or f"{sentence_case(spelled(n_used))} of the"
    title = f"{few} {spelled(n, 'verb')} of the ladder {'is' if n_used < 2 else 'are'} used"  # noqa: PLR2004 - plural
    total = rows.unique(["doc_id", "voice"])["n_positions"].sum()
    parts = drawn.group_by("document", maintain_order=True)
    most = "; ".join(f"{name} {leading(part)}" for (name,), part in parts)
    most = f"Most often: {most}. " if most else ""
    shown = schema.headers(
        "operators", "class", "rank", "n", "n_negated", "n_embedded", "n_positions"
    )
    return Figure(
        name="verbs",
        title=title,
        subtitle=f"{count(total, 'position')}: {what}. {most}No mark: no plain use; negated "
        "verbs and those inside another are in the table. Ranks are declared, not measured, and "
        f"never averaged. {more}".strip(),
        source=texts.source_line(documents),
        alt=f"Marks by verb, a panel per source. {title}. {most}".strip(),
        body=charts.by_row(
            drawn.sort(place, maintain_order=True),
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


def leading(rows: pl.DataFrame) -> str:
    """Name the verb that a source uses most, in all voices; several if they are even."""
    sums = rows.group_by("label", maintain_order=True).agg(pl.col("n").sum())
    top = sums["n"].max()
    even = [f"“{label}”" for label in sums.filter(n=top)["label"]]
    return f"{listed(even, 'verb')} ({top}{' each' * (len(even) > 1)})"
