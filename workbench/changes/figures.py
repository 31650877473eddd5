"""Figures of what changed: the ledger, formulas, who speaks with which verb, what each press text has."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl
import polars.selectors as cs
from markupsafe import Markup

from workbench import schema
from workbench.changes.ledger import ATTESTED, STATUSES, STAYS, kappa
from workbench.corpus import Corpus
from workbench.errors import Missing
from workbench.figures import Figure, charts, tables, texts
from workbench.figures.texts import alt_list, count, listed, of, sentence_case, spelled, with_label
from workbench.figures.theme import VOICES, Kinds, fold, join, kinds, pickable, unseen

#: The letter of each status.
LETTERS = dict(zip(STATUSES, "SQR·∅?", strict=True))
LEGEND = (
    "One letter per text: S stated in the full text, Q quoted, if only in part, R reported, · not in this press text, "
    "∅ not in the text as published"
)
FOUND = "Found by the rules of codebook/provisions.toml, which write down one reading of the texts."
ALIKE = (
    "By the full text of a statement, or the press text that proves most, where one is named; in a "
    "press text the verb, and who speaks, may be the reporter's choice."
)
SECOND = (
    "The second reader, a language model, saw the texts and the questions, neither the rules nor the "
    "first reading. Where the two differ, read the passage and decide who is right."
)
#: Columns of the data behind a figure; fields of a passage.
LEDGER = schema.headers("ledger", "label", "year", "status", "actor", "verb")
HEADS = {"document": "Source"} | LEDGER
FIELDS = {"part": "Part", "voice": "Voice", "actor": "Who", "said": "Verb", "sic": "[sic]"}
#: With less of two formulas in common, a redline would splice two different sentences.
LEAST_KEPT = 0.2
#: Statements of a wide table; points in a row.
COLUMNS, ACROSS = 8, 8
#: What became of one provision or of several, in words for a title.
GROUPS = {
    ("stays in some form", "stay in some form"): tuple(STAYS),
    ("is not in the text of {} as published", "are not in the text of {} as published"): ("gone",),
    ("is first attested in {}", "are first attested in {}"): ("first attested", "new"),
    ("is attested in none of these years", "are attested in none of these years"): ("in neither",),
    ("remains open", "remain open"): ("cannot be told",),
}
#: Name, title and subtitle of a figure.
Head = tuple[str, str, str]
#: A formula in two statements: a row of verdicts, a link, its edits, the years.
Formula = tuple[Mapping[str, Any], Mapping[str, Any], pl.DataFrame, Sequence[str]]


def made(head: Head, documents: pl.DataFrame, body: Any, said: str, *data: Any) -> Figure:  # noqa: ANN401
    """Return a figure with its source, and a description of its title and rows; ``data`` is behind it."""
    name, title, _ = head
    alt = f"{sentence_case(name)}. {title}. {said}."
    years = cs.by_name("year", require_all=False).cast(pl.String)
    data = [one.with_columns(years) if isinstance(one, pl.DataFrame) else one for one in data]
    return Figure(*head, texts.source_line(documents), alt, body, *data)


def matrix(
    head: Head, documents: pl.DataFrame, named: pl.DataFrame, column: str, marks: Kinds, **more: str
) -> Figure:
    """Return a matrix of provisions and documents, years or numbers as a figure."""
    tips = {"passage": "Passage"} if "passage" in named.columns else None
    body = charts.matrix(named, "label", column, marks, tips=tips, **more)
    said = alt_list(named, "label", column, marks.column)
    known = {"point": "Point", marks.column: marks.title, "passage": "Passage"} | HEADS
    headers = {one: title for one, title in known.items() if one in named.columns}
    return made(head, documents, body, said, named, headers)


def cards(found: pl.DataFrame, corpus: Corpus) -> Markup:
    """Show passages with their marks, known slips and citations, a card each."""
    rows = found.group_by("doc_id", "para_no", "start", maintain_order=True).agg(
        pl.exclude("part", "voice", "at", "to").first(),
        pl.col("part", "voice").unique(maintain_order=True).str.join("; "),
        spans=pl.struct(start=pl.col("at") - pl.col("start"), end=pl.col("to") - pl.col("start")),
    )
    slips = rows.join(corpus.slips.select("doc_id", slip="start", sic="note"), on="doc_id")
    slips = slips.filter(pl.col("slip").is_between("start", "end", closed="left"))
    slips = slips.group_by("doc_id", "start").agg(pl.col("sic").str.join(" "))
    rows = rows.join(slips, on=["doc_id", "start"], how="left", maintain_order="left")
    cited = texts.citations(rows.with_columns(provision="point"), corpus.documents)
    rows = with_label(rows, corpus.documents).with_columns(citation=cited)
    return join(texts.card(row, "document", "spans", FIELDS) for row in rows.iter_rows(named=True))


def latest(years: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the statements of a wide figure, by id, and the sentence that says what is left out."""
    left = len(years) - COLUMNS
    more = f" The last {COLUMNS} of {len(years):,} statements are shown." if left > 0 else ""
    return list(years)[-COLUMNS:], more


def told(whole: pl.DataFrame, last: str) -> str:
    """State how many provisions stay, are not in the last statement, or are first attested in it."""
    claims = whole["claim"].cast(pl.String)
    found = [
        f"{spelled(n)} {words[n > 1].format(last)}"
        for words, names in GROUPS.items()
        if (n := claims.is_in(names).sum())
    ]
    looked = (
        "the only provision" if whole.height == 1 else f"the {count(whole.height, 'provision')}"
    )
    return f"Of {looked} looked for, {listed(found, most=len(GROUPS))}"


def what_changed(
    rows: pl.DataFrame,
    whole: pl.DataFrame,
    matches: pl.DataFrame,
    corpus: Corpus,
    years: Mapping[str, str],
    *,
    pick: bool,
) -> Figure:
    """Show the ledger: a row per provision, a column per statement, a mark per witness, a sentence.

    Takes the ledger frame, its verdicts on the series as a whole, the passages (and those near, without actor), and the years of
    the statements by id, in order. With ``pick`` the provisions can be picked, and no letter opens.
    """
    documents, found = corpus.documents, matches.drop_nulls("actor")
    places = dict(iter(found.group_by("provision", "doc_id", maintain_order=True)))
    marks = dict(iter(rows.group_by("provision", "statement_id", maintain_order=True)))

    def mark(row: Mapping[str, Any]) -> Markup:
        place, letter = (row["provision"], row["doc_id"]), LETTERS[row["status"]]
        said = f"{row['label']}, {corpus.labels[row['doc_id']]}: {row['status']}"
        sign = Markup('<span aria-hidden="true">{}</span>{}').format(letter, unseen(said))
        if pick or place not in places:
            return Markup('<span class="wb-mark" title="{}">{}</span>').format(said, sign)
        title = Markup('<p class="wb-kind">{}</p>').format(said)
        return Markup(
            '<button type="button" class="wb-mark" popovertarget="{0}">{1}</button>'
            '<div popover id="{0}" class="wb-over">{2}{3}</div>'
        ).format("-".join(("in", *place)), sign, title, cards(places[place], corpus))

    def cell(statement: str, row: Mapping[str, Any]) -> Markup:
        year = Markup('<span class="wb-year">{} </span>').format(years[statement])
        return join([year, *map(mark, marks[row["provision"], statement].iter_rows(named=True))])

    (shown, more), heads, cells = latest(years), {"label": "Provision"}, {}
    for one in shown:
        full = pl.when(pl.col("genre") == "statement").then(pl.lit("full text"))
        who = documents.filter(statement_id=one).select(full.otherwise("publisher")).to_series()
        heads[one] = Markup("{}<br><small>{}</small>").format(years[one], ", ".join(who))
        cells[one] = partial(cell, one)
    heads["sentence"] = schema.headers("verdicts")["sentence"]
    if pick:
        cells["label"] = lambda row: pickable(row["provision"], row["label"])
    body = Markup('<div class="wb-ledger">{}</div>').format(
        tables.table(whole, LEGEND, heads, cells) + reports(rows, documents)
    )
    n_near = matches.filter(pl.col("actor").is_null()).select("provision", "doc_id").n_unique()
    looked = of(n_near, (rows["n"] == 0).sum(), "silence")
    looked = f"Passages with most of the words, in other forms, are near {looked}; the explorer shows them."
    counted = (
        f"{count(whole.height, 'provision')}, {count(len(years), 'statement')}, "
        f"{count(documents.height, 'text')}. Open a letter for its passages. {looked} An absence is one of "
        f"words in a text as published, not of a policy. {FOUND}{more}"
    )
    head = "ledger", told(whole, years[shown[-1]]), counted
    said, named = alt_list(whole, "label", "sentence"), with_label(rows, documents)
    return made(head, documents, body, said, named, HEADS)


def reports(rows: pl.DataFrame, documents: pl.DataFrame) -> Markup:
    """Warn of the rows that rest on reports alone, which also draw on other material."""
    about = documents.select("doc_id", "genre")
    has = rows.join(about, on="doc_id", maintain_order="left").filter(pl.col("n") > 0)
    alone = (pl.col("genre") == "report").all().over("provision", "statement_id")
    named = with_label(has.filter(alone), documents)
    return join(
        Markup("<p>{}</p>").format(
            f"{name} is a report, which also draws on other material. {sentence_case(spelled(n, 'row'))} "
            f"of {year} {'rests' if n == 1 else 'rest'} on it alone; the statement need not say the same."
        )
        for name, year, n in named.group_by("document", "year", maintain_order=True).len().rows()
    )


def summary(whole: pl.DataFrame, documents: pl.DataFrame, years: Mapping[str, str]) -> Figure:
    """List the provisions under what may be said of them, differences first, with what is lost or won."""
    said = pl.col("sentence").str.extract(r"^(.*?)\.(?: |$)")
    rest = r"\. ((?:Not in|First attested in|Actor)[^.]*)"
    detail = (
        pl.col("sentence")
        .str.extract_all(rest)
        .list.eval(pl.element().str.slice(2, 1).str.to_lowercase() + pl.element().str.slice(3))
    )
    detail = detail.list.join("; ")
    more = pl.when(detail != "").then(pl.format(" ({})", detail)).otherwise(pl.lit(""))
    rows = whole.sort("claim", descending=True, maintain_order=True)
    groups = rows.group_by(said, maintain_order=True).agg(pl.col("label") + more)
    body = texts.definitions((one, Markup("<br>").join(items)) for one, items in groups.rows())
    groups = groups.with_columns(pl.col("label").list.join("; "))
    alt = alt_list(groups, "sentence", "label")
    counted = f"An absence is one of words in a text as published, not of a policy. {FOUND}"
    title = told(whole, [*years.values()][-1])
    heads = schema.headers("verdicts", "sentence", "label")
    return made(("answer", title, counted), documents, body, alt, groups, heads)


def heard(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add to rows of the ledger the source, the voice (or *silent*) and the letter, for a chart."""
    status = pl.col("status").cast(pl.String)
    voice = pl.when(status.is_in(ATTESTED)).then(status).otherwise(pl.lit("silent"))
    letter = status.replace_strict(LETTERS)
    return with_label(rows, documents).with_columns(voice=voice, letter=letter, key="provision")


def speaking(spoken: pl.DataFrame, column: str) -> tuple[pl.DataFrame, list[str], int]:
    """Return what is known of a column, the provisions that differ in it, and of how many."""
    found = spoken.filter(pl.col(column) != "").with_columns(key="provision")
    found = found.sort("year", maintain_order=True)
    several = found.filter(pl.len().over("label") > 1).group_by("label", maintain_order=True)
    several = several.agg(pl.col(column).n_unique())
    if several.is_empty():
        raise Missing(f"a provision that two statements attest with a known {column}.")
    return found, several.filter(pl.col(column) > 1)["label"].to_list(), several.height


def actors(spoken: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Draw who speaks of each provision in each year.

    Takes a row per provision and statement that attests it: ``provision``, ``label``, ``year``,
    ``actor``, ``verb``.
    """
    found, differ, n = speaking(spoken, "actor")
    common = found["actor"].value_counts(sort=True)["actor"].head(5).to_list()
    who = pl.when(pl.col("actor").is_in(common)).then("actor").otherwise(pl.lit("others"))
    title = f"Speakers differ from year to year in {of(len(differ), n, 'provision')}"
    title += (f" ({listed(differ)})" if differ else "") + reporters(documents)
    marks = kinds("who", "Who speaks", *common, "others")
    head = "actors", title, ALIKE
    return matrix(head, documents, found.with_columns(who=who), "year", marks)


def reporters(documents: pl.DataFrame) -> str:
    """Warn, where there are press texts, of what their writers may have chosen."""
    press = {"digest", "report"} & set(documents["genre"].cast(pl.String))
    return "; in press texts it may be the reporter's choice" if press else ""


def verbs(spoken: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Set the verbs of each provision against the years; takes what `actors` takes."""
    found, differ, n = speaking(spoken, "verb")
    title = f"The verb differs from year to year in {of(len(differ), n, 'provision')}"
    title += reporters(documents)
    found = found.with_columns(verb="said")
    caption = "Verbs as printed, by provision and year"
    body = tables.crossed(found, "label", "year", caption, lambda row: row["verb"])
    said, heads = alt_list(found, "label", "year", "verb"), ("label", "year", "actor", "verb")
    data = found, schema.headers("ledger", *heads)
    return made(("verbs", title, ALIKE), documents, body, said, *data)


def witnesses(
    rows: pl.DataFrame, documents: pl.DataFrame, year: str, found: pl.DataFrame
) -> Figure:
    """Draw what press texts on one statement have of it; takes their rows of the ledger, and passages."""
    has = pl.col("voice") != "silent"
    first = pl.col("document").filter(has).first().over("label")
    named = heard(rows, documents).with_columns(shared=has.sum().over("label"), first=first)
    named = named.filter(pl.col("shared") > 0)
    named = named.sort(-pl.col("shared").cast(pl.Int32), "first", maintain_order=True)
    once = named.unique("label", maintain_order=True)
    alone = dict(once.filter(shared=1).group_by("first", maintain_order=True).len().rows())
    both, names = once.height - sum(alone.values()), named["document"].unique(maintain_order=True)
    only = [f"{spelled(n)} {'is' if n == 1 else 'are'} only in {name}" for name, n in alone.items()]
    title = f"{listed(names)} share {spelled(both, 'provision')} of {year}"
    alike = found.group_by("provision", "part").agg(pl.col("doc_id").n_unique() == len(names))
    alike = alike.filter("doc_id")["provision"].n_unique()
    title += f", {spelled(alike) if alike else 'none'} of them in the same part" if both else ""
    title += f"; {listed(only)}" if only else ""
    counted = f"Of {count(once.height, 'provision')}. What both lack may still be in the statement. {FOUND}"
    return matrix(("witnesses", title, counted), documents, named, "document", VOICES)


def points(rows: pl.DataFrame, corpus: Corpus, full: str, press: str) -> Figure:
    """Draw the numbered points of a full text, filled where a press text reports one.

    Takes a row per point: ``point``, and ``passage`` of the press text or "".
    """
    n, place = (rows["passage"] != "").sum(), pl.col("point").cast(pl.Int32) - 1
    first, reported = place // ACROSS * ACROSS + 1, pl.col("passage") != ""
    last = pl.min_horizontal(first + ACROSS - 1, rows.height)
    named = rows.with_columns(
        label=pl.when(first < last).then(pl.format("{}–{}", first, last)).otherwise(last),
        column=(place % ACROSS + 1).cast(pl.String),
        told=pl.when(reported).then(pl.lit("reported")).otherwise(pl.lit("not reported")),
    )
    names = [corpus.labels[one] for one in (press, full)]
    marks = kinds("told", "Point", "reported", "not reported", hollow=("not reported",))
    counted = (
        "A point is reported where a passage of it is linked with one of the press text. What a "
        "newsroom leaves out is its choice and no change between the states."
    )
    title = f"{names[0]} reports {spelled(n)} of the {rows.height} points of {names[1]}"
    documents = corpus.documents.filter(pl.col("doc_id").is_in([full, press]))
    return matrix(("points", title, counted), documents, named, "column", marks, words="point")


def laid(link: Mapping[str, Any], edits: pl.DataFrame, names: Sequence[str]) -> Markup:
    """Show two passages beside each other, with a redline where enough of their words are kept."""
    if kept(link, edits) < LEAST_KEPT:
        return texts.beside(link, edits.clear(), *names)
    return join([texts.beside(link, edits, *names), texts.redline(edits, *names)])


def kept(link: Mapping[str, Any], edits: pl.DataFrame) -> float:
    """Return how much of two passages is kept, from 0 to 1."""
    letters = edits.filter(op="kept")["left"].str.len_chars().sum()
    return 2 * letters / max(1, len(link["left_text"]) + len(link["right_text"]))


def formulas(found: Sequence[Formula], corpus: Corpus) -> Figure:
    """Show formulas that two statements state or quote, the most alike first, with a redline."""
    order = sorted(found, key=lambda one: -kept(*one[1:3]))
    card = Markup('<article class="wb-card"><p class="wb-kind">{}</p><p>{}</p>{}</article>')
    body = join(
        card.format(verdict["label"], verdict["sentence"], laid(link, edits, names))
        for verdict, link, edits, names in order
    )
    differ, n = sum(verdict["claim"] != "kept" for verdict, *_ in found), len(found)
    which = sentence_case(of(differ, n, "pair") if n > 1 else spelled(differ, "pair"))
    title = f"{which} of formulas {'differs' if differ == 1 else 'differ'} in wording"
    counted = (
        "Words that statements state or quote, the oldest beside the newest; a redline "
        f"where at least {texts.percent(LEAST_KEPT)} of them are kept, otherwise the two are different sentences."
    )
    rows = pl.DataFrame([dict(verdict) | dict(link) for verdict, link, *_ in order])
    heads = schema.headers("verdicts", "label", "sentence") | {
        "left_text": "Old",
        "right_text": "New",
    }
    said = alt_list(rows, "label", "sentence")
    return made(("formulas", title, counted), corpus.documents, body, said, rows, heads)


def side_by_side(
    formula: Formula, found: Mapping[str, pl.DataFrame], corpus: Corpus, question: str, note: str
) -> Figure:
    """Show one provision in two statements: what may be said and why, and all passages by year.

    Takes the verdict and the two best passages (an empty link if one has none), the passages of
    each year by its name, with those near it in silent texts, the question of the provision, and a
    sentence on whose words they are.
    """
    verdict, link, edits, names = formula
    head = join([laid(link, edits, names), Markup("<p>{}</p>").format(note)]) if link else ""
    section = Markup('<section aria-label="{0}"><p class="wb-kind">{0}</p>{1}</section>')
    columns = join(section.format(year, both(rows, corpus)) for year, rows in found.items())
    body = join(
        [
            Markup("<p>{}</p>").format(question),
            head,
            Markup('<div class="wb-beside">{}</div>').format(columns),
        ]
    )
    first, _, rest = verdict["sentence"].removesuffix(".").partition(". ")
    why = f"Claim: {verdict['claim']}. Sound: {verdict['sound']}. {verdict['why']}"
    why = f"{rest}. {why}" if rest else why
    title = f"{verdict['label']}: {first[:1].lower() + first[1:]}"
    counts = {year: rows.drop_nulls("actor").height for year, rows in found.items()}
    said = "; ".join(f"{year}: {count(n, 'match')}" for year, n in counts.items())
    return made(("passages", title, why), corpus.documents, body, said)


def both(rows: pl.DataFrame, corpus: Corpus) -> Markup:
    """Show passages, and folded those that only come near, in texts without any."""
    found, near = rows.drop_nulls("actor"), rows.filter(pl.col("actor").is_null())
    n = count(near.select("doc_id", "start").n_unique(), "passage")
    told = f"Near it, in a text that lacks it: {n} with most of the words in other forms"
    folded = fold(told, cards(near, corpus)) if near.height else ""
    return join([cards(found, corpus) or "No passage.", folded])


def verdicts(
    rows: pl.DataFrame, documents: pl.DataFrame, years: Sequence[str], *, pick: bool
) -> Figure:
    """Show what may be claimed of each provision between two statements, and why."""
    heads = schema.headers("verdicts", "label", "claim", "sound", "sentence", "why")
    cells = {"label": lambda row: pickable(row["provision"], row["label"])} if pick else {}
    cells["claim"] = Markup("{claim}<br><small>sound: {sound}</small>").format_map
    cells["sentence"] = Markup("{sentence}<br><small>{why}</small>").format_map
    shown = {name: heads[name] for name in ("label", "claim", "sentence")}
    counted = (
        f"From {years[0]} to {years[1]}. A claim follows from the marks, and from what the texts of "
        "two statements can prove."
    )
    body, said = tables.table(rows, "Verdicts", shown, cells), alt_list(rows, "label", "claim")
    head = "verdicts", told(rows, years[1]), counted
    return made(head, documents, body, said, rows, heads)


def agreement(rows: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Say how often two readings have the same mark; folded: every cell in which they differ.

    Takes the frame of `ledger.second_reading`.
    """
    rows, mark, second = with_label(rows, documents), rows["mark"], rows["second"]
    differ, n = rows.filter(mark != second), rows.height
    there = mark != "absent", second != "absent"
    beyond = ["" if k is None else f" (κ {k:.2f})" for k in (kappa(mark, second), kappa(*there))]
    title = f"A second reading has the mark of the ledger in {of(n - differ.height, n, 'cell')}{beyond[0]}"
    same = f"On presence alone both agree in {(there[0] == there[1]).sum()}{beyond[1]}. "
    heads = {"label": "Provision", "document": "Source", "mark": "Ledger", "passage": "By rule"}
    heads |= {"second": "Second reading", "words": "Its words", "note": "Its note"}
    found = count(differ.height, "difference")
    body = fold(found, tables.table(differ, found, heads, tall=True))
    said = alt_list(differ, "label", "document", "mark", "second") or found
    return made(("agreement", title, same + SECOND), documents, body, said, rows, heads)
