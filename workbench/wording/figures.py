"""Wording in figures: the synopsis, a link, cards, several witnesses, reuse, and how far to trust it."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Corpus
from workbench.errors import Missing
from workbench.figures import Figure, texts
from workbench.figures.charts import by_row
from workbench.figures.tables import table
from workbench.figures.theme import KEYS, fold, join, key_of, kinds
from workbench.schema import headers
from workbench.wording import slots
from workbench.wording.align import SIDES
from workbench.wording.synopsis import ALONE, Comparison, in_substance, parallel

SAME = ("kept", "moved", "taken over", "same words")
#: Letters of a reading that is quoted in a title; rows that a list shows.
SHORT, LISTED = 40, 60
NOTHING, MOVED = "—", " ({} {left_unit_no} → {right_unit_no})"
#: Columns of the data behind two texts side by side, and what is said of marks.
BESIDE = "passage_no doc_id para_no text outcome counterparts change_no".split()
MARKING = "Marked: words that a linked passage lacks; dotted: the same in another form."
#: An error in words.
ERRORS = {
    "false link": ("link", "not in the reading"),
    "tempting": ("pair", "that the reading tells apart"),
    "missed": ("counterpart", "not found"),
}
RATES = {"precision": "precision", "recall": "recall", "f1": "F1"}
#: The same measure where there is a second reading.
OTHERS = {"f1_second": "F1 by the second reading", "f1_readers": "F1 of the two readings"}
TWICE = (
    " Mean F1 is {:.2f}, by a second reading {:.2f}, and of the two {:.2f}. Both are by language models "
    "with one definition of a link; other readers may agree less."
)
READING = "Source: data/reference/links, with the notes of the reading."


def synopsis(pair: Comparison, rows: pl.DataFrame, corpus: Corpus, unit: str, trust: str) -> Figure:
    """Show a row per passage: left, right, and what became of it; an empty side says so.

    Takes a comparison, and its synopsis or a part of it. ``trust`` says where the links come from
    and how far to trust them.
    """
    claims = pair.claims
    left, right = (corpus.labels[doc_id] for doc_id in (claims.left, claims.right))
    alone, passage = Markup("<em>{}; only in {}</em>"), Markup("<p>¶ {}: {}</p>")
    names = ("link_no", "right_para_no", "right_text")
    linked = {link_no: passage.format(*said) for link_no, *said in pair.links.select(names).rows()}

    def cell(row: dict[str, Any], side: str, other: str) -> str:
        if row[f"{side}_text"] is None:
            return alone.format(ALONE, other)
        if side == "right" and row["link_nos"] is not None:
            return join(linked[number] for number in row["link_nos"])
        return passage.format(row[f"{side}_para_no"], row[f"{side}_text"])

    said = headers("synopsis")
    shown = {"row_no": said["row_no"], "here": left, "outcome": said["outcome"], "there": right}
    shown |= headers("synopsis", "score", "n_substantive", "n_wording", "n_formal")
    made = {"here": partial(cell, side="left", other=right)}
    made["there"] = partial(cell, side="right", other=left)
    made["outcome"] = lambda row: row["outcome"] + MOVED.format(unit, **row) * bool(row["moved"])
    counts = rows["outcome"].value_counts().sort("count", "outcome", descending=[True, False])
    told = ", ".join(f"{n:,} {outcome}" for outcome, n in counts.iter_rows())
    title = what_became(rows, left, right, unit)
    grid = partial(table, headers=shown, made=made, tall=True)
    added = rows.filter(pl.col("left_text").is_null())
    body = grid(rows, "One row per passage")
    if rows.height > added.height > rows.height / 2:  # a digest before its statement: folded
        only = f"{texts.count(added.height, 'passage')} only in {right}"
        of_left = grid(rows.filter(pl.col("left_text").is_not_null()), "One row per passage")
        body = join([of_left, fold(only, grid(added, only))])
    return Figure(
        name=f"synopsis-{claims.left}-{claims.right}",
        title=title,
        subtitle=f"{texts.count(rows.height, 'row')}: {told}. {trust} {claims.stamp}",
        source=source_of(corpus, claims.left, claims.right),
        alt=f"Table. {title}: {told}.",
        body=body,
        table=rows,
        headers={n: words for n, words in said.items() if not n.endswith(("_start", "_end"))},
    )


def source_of(corpus: Corpus, *doc_ids: str) -> str:
    """Return the source line of some documents."""
    return texts.source_line(corpus.documents.filter(pl.col("doc_id").is_in(doc_ids)))


def what_became(rows: pl.DataFrame, left: str, right: str, unit: str) -> str:
    """Return the finding of a synopsis, true of the rows that are shown.

    Examples
    --------
    >>> rows = pl.DataFrame({"left_unit_no": [1, 2], "link_nos": [[1], None], "outcome": ["kept", ALONE]})
    >>> what_became(rows, "Courier 2001", "Herald 2002", "sentence")
    'One of two sentences of Courier 2001 has a counterpart in Herald 2002; one is word for word the same'
    """
    mine = rows.drop_nulls("left_unit_no")
    linked = mine.drop_nulls("link_nos")
    if mine.is_empty():
        has = "has" if rows.height == 1 else "have"
        alone = texts.sentence_case(texts.spelled(rows.height, unit))
        return f"{alone} of {right} {has} no counterpart in {left}"
    if mine.height == 1 and linked.is_empty():
        return f"No counterpart found in {right} for the only {unit} of {left} shown"
    has = "has" if linked.height == 1 or mine.height == 1 else "have"
    part = texts.sentence_case(texts.of(linked.height, mine.height, unit))
    title = f"{part} of {left} {has} a counterpart in {right}"
    same = linked.filter(pl.col("outcome").is_in(SAME)).height
    every = "all" if same == linked.height > 1 else texts.spelled(same)
    are = "is" if same == 1 else "are"
    return f"{title}; {every} {are} word for word the same" if same else title


def link_card(pair: Comparison, link_no: int, corpus: Corpus) -> Figure:
    """Show one link: both passages, slot by slot or as a redline, and every edit in a table."""
    link = pair.links.row(by_predicate=pl.col("link_no") == link_no, named=True)
    edits = pair.edits.filter(link_no=link_no)
    left, right = (corpus.labels[link[f"{side}_id"]] for side in SIDES)
    cells = cells_of(pair, pair.links.filter(link_no=link_no), corpus)
    changed = edits.drop_nulls("edit_no")
    strong = changed.filter("substantive")
    found = "are word for word the same" if changed.is_empty() else "agree in substance"
    if strong.height:
        found = f"differ in {texts.spelled(strong.height, 'substantive edit')}"
    title = f"{left} ¶ {link['left_para_no']} and {right} ¶ {link['right_para_no']} {found}"
    told = "; ".join(
        f"{kind}: {one.strip() or NOTHING} / {other.strip() or NOTHING}"
        for kind, one, other in strong.select("kind", "left", "right").iter_rows()
    )
    shown = headers("edits", "edit_no", "op", "kind", "left", "right", "rule")
    shown |= {"left": left, "right": right}
    listing = table(changed, "Every edit, numbered as it is marked", shown)
    if cells["clause_no"].is_not_null().any():
        listing = fold("Word by word, which is arbitrary in so new a wording", listing)
    counted = f"{texts.count(changed.height, 'edit')}, {strong.height} substantive."
    return Figure(
        name=f"link-{link['left_id']}-{link['right_id']}-{link['link_no']}",
        title=title,
        subtitle=" ".join(f"{standing(link)} {link['note']} {counted} {pair.claims.stamp}".split()),
        source=f"Sources: {cited(link, corpus)}",
        alt=f"Two passages side by side. {title}. {told}".strip(),
        body=join([set_out(link, edits, cells, (left, right)), listing]),
    )


def cells_of(pair: Comparison, links: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Return the cells of some links (see `slots.cells`): of mostly new wording those of its clauses.

    Of mostly kept wording it is the substantive edits, each with its kind as the slot.
    """
    only = [f"only in {corpus.labels[doc_id]}" for doc_id in (pair.claims.left, pair.claims.right)]
    if pair.claims.relation == "over time":
        only = ["only then", "only now"]
    fresh = slots.cells(links.join(slots.mostly_new(pair.edits), on="link_no"), corpus, only)
    rest = pair.edits.filter("substantive").join(links, on="link_no", how="semi")
    rest = rest.join(fresh, on="link_no", how="anti")
    alone = pl.when(pl.col("op") == "added").then(pl.lit(only[1]))
    marks = alone.when(pl.col("op") == "cut").then(pl.lit(only[0])).otherwise(pl.lit(slots.OTHER))
    made = {"cell_no": "edit_no", "clause_no": None, "slot": "kind", "mark": marks}
    made |= dict.fromkeys(("left_reading", "right_reading"), pl.lit(""))
    return pl.concat([fresh, schema.conform("cells", rest.with_columns(**made))])


def set_out(
    link: Mapping[str, Any], edits: pl.DataFrame, cells: pl.DataFrame, names: Sequence[str]
) -> Markup:
    """Show two passages, and their cells by clause; where they have none, marks and the redline."""
    by_clause = cells.drop_nulls("clause_no")
    if by_clause.is_empty():
        return join([texts.beside(link, edits, *names), texts.redline(edits, *names)])
    made = {side: partial(read_as, side=side) for side in SIDES}
    shown = headers("cells", "slot", *SIDES, "mark") | dict(zip(SIDES, names, strict=True))
    grid = table(by_clause, f"Link {link['link_no']}, clause by clause", shown, made)
    return join([texts.beside(link, edits.clear(), *names), grid])


def read_as(row: Mapping[str, Any], side: str) -> Markup | str:
    """Show the words of a cell, and what they are read as."""
    said, read = row[side], row[f"{side}_reading"]
    if not read or read == said:
        return said or NOTHING
    return Markup('{} <span class="wb-source">({})</span>').format(said or NOTHING, read)


def standing(link: Mapping[str, Any]) -> str:
    """Say number, status and score of a link."""
    score = "" if link["score"] is None else f", score {link['score']:.2f}"
    return f"Link {link['link_no']}, {link['status']}{score}."


def cited(link: Mapping[str, Any], corpus: Corpus) -> str:
    """Return how to cite both sides of a link."""
    return " ".join(
        texts.citation(
            corpus.document(link[f"{side}_id"]), link[f"{side}_para_no"], link[f"{side}_provision"]
        )
        for side in SIDES
    )


def cards(pair: Comparison, corpus: Corpus, least: float = 0.0) -> Figure:
    """Show a card per link that differs in substance, of a score of at least ``least``.

    Mostly new wording is set out slot by slot, mostly kept wording as a redline. Only of two
    statements the sides are called then and now.
    """
    claims, dated = pair.claims, pair.claims.relation == "over time"
    rows = in_substance(pair)
    total = rows.height
    rows = rows.filter(pl.col("score") >= least) if least else rows
    labels = [corpus.labels[doc_id] for doc_id in (claims.left, claims.right)]
    number, both = texts.spelled(total, "linked passage"), " and ".join(labels)
    differ = "differs" if total == 1 else "differ"
    title = f"{texts.sentence_case(number)} of {both} {differ} in substance"
    if 0 < rows.height < total:
        are = "is" if rows.height == 1 else "are"
        some = texts.sentence_case(texts.spelled(rows.height))
        title = f"{some} of the {number} of {both} that differ in substance {are} shown"
    names = [f"Then: {labels[0]}", f"Now: {labels[1]}"] if dated else labels
    every = cells_of(pair, rows, corpus)
    card = Markup(
        '<article class="wb-card">{}<p><strong>{}</strong> {}</p><p class="wb-source">{}</p></article>'
    )
    parts, told = [], []
    for row in rows.to_dicts():
        own, edits = (frame.filter(link_no=row["link_no"]) for frame in (every, pair.edits))
        told.append(slots.meaning(own, labels, dated=dated))
        about = f"{texts.count(row['n_other'], 'other edit')} left out. {standing(row)}"
        about = about if own["clause_no"].null_count() else standing(row)
        parts.append(
            card.format(set_out(row, edits, own, names), told[-1], about, cited(row, corpus))
        )
    return Figure(
        name=f"cards-{claims.left}-{claims.right}",
        title=title,
        subtitle="Mostly new wording clause by clause, mostly kept wording as a redline; the "
        f"strongest link first. {claims.stamp}",
        source=source_of(corpus, claims.left, claims.right),
        alt=f"Cards. {title}. {' '.join(told)}",
        body=join(parts[:LISTED]),
        table=every,
        headers=headers("cells") | dict(zip(SIDES, labels, strict=True)),
    )


def nearest(row: Mapping[str, Any], near: pl.DataFrame, corpus: Corpus, why: str) -> Figure:
    """Show a passage without counterpart, and the nearest passages of the other document.

    Takes a row of the synopsis, and links below the minimum, the best first; ``why`` says why they
    are no links.
    """
    side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
    title = f"No counterpart found in {corpus.labels[row['absent_from']]}"
    shown = headers("links", f"{other}_para_no", f"{other}_text", "score")
    listing = table(near, "Nearest passages, the best first", shown) if near.height else ""
    return Figure(
        name="nearest",
        title=title,
        subtitle=f"{why} This is what the alignment finds, not proof of silence: judge the nearest "
        "passages, and link one if you disagree.",
        source=source_of(corpus, row["left_id"], row["right_id"]),
        alt=f"{title}. Table of {texts.count(near.height, 'nearest passage')}.",
        body=join([Markup("<blockquote>{}</blockquote>").format(row[f"{side}_text"]), listing]),
    )


# --- two texts side by side ---


def redline(pair: Comparison, units: pl.DataFrame, corpus: Corpus, unit: str, trust: str) -> Figure:
    """Show two texts side by side in tracked changes.

    Takes a comparison and the units of comparison. Words that no linked passage of the other text
    has are marked, but for passages of mostly other words. In an explorer a passage opens its row of
    the synopsis.
    """
    claims, rows = pair.claims, parallel(pair, units)
    labels = [corpus.labels[doc_id] for doc_id in (claims.left, claims.right)]
    said = dict(zip(SIDES, labels, strict=True))
    at = {row["passage_no"]: row for row in rows.iter_rows(named=True)}
    beside = Markup('<div class="wb-band {}"><div>{}</div><div>{}</div></div>')
    bands = [beside.format("wb-heads", *labels)]
    for joined, group in groupby(at.values(), key=itemgetter("joined", "band")):
        columns = {side: Markup() for side in SIDES}
        for row in group:
            others = [at[number] for number in row["counterparts"]]
            columns[row["side"]] += passage(row, others, said[row["side"]])
        bands.append(beside.format("wb-linked" if joined[0] else "", *columns.values()))
    total = texts.count(rows["change_no"].max() or 0, "change")
    title = what_became(pair.synopsis, *labels, unit)
    body = Markup(
        '<div class="wb-desk"><p class="wb-steps"><span role="status">{}</span></p>{}</div>'
    )
    return Figure(
        name=f"redline-{claims.left}-{claims.right}",
        title=title,
        subtitle=f"{total}. {MARKING} {trust} {claims.stamp}",
        source=source_of(corpus, claims.left, claims.right),
        alt=f"Two texts side by side. {title}. {total}.",
        body=body.format(total, texts.region(" and ".join(labels), "wb-tall", join(bands))),
        table=rows.with_columns(pl.col("doc_id").replace(corpus.labels)),
        headers=headers("parallel", *BESIDE),
    )


def passage(row: Mapping[str, Any], others: Sequence[Mapping[str, Any]], label: str) -> Markup:
    """Show one passage: its place, what became of it, where a counterpart is elsewhere, its words."""
    pointer = Markup('<a href="#passage-{doc_id}-{passage_no}">counterpart at ¶ {para_no}</a>')
    about = [Markup('<span class="wb-side">{} </span>¶ {}').format(label, row["para_no"])]
    about += [row["outcome"]] + [f"change {row['change_no']}"] * bool(row["change_no"])
    about += ["mostly other words, not marked"] * (row["marks"] is None and bool(others))
    about += [pointer.format(**one) for one in others if one["band"] != row["band"]]
    return Markup(
        '<div id="passage-{doc_id}-{passage_no}" class="wb-passage wb-{kind}" role="group"{key}{keys} '
        'data-wb-change="{change}"><p class="wb-about">{about}</p><p dir="auto">{words}</p></div>'
    ).format(
        kind="alone" if not others else "changed" if row["change_no"] else "kept",
        key=key_of(row["row_no"], "row"),
        keys=KEYS,
        about=Markup(" · ").join(about),
        words=tracked(row),
        change=row["change_no"] or "",
        **row,
    )


def tracked(row: Mapping[str, Any]) -> Markup:
    """Return the words of a passage, to the character; those that only its side has are marked."""
    text, base, last, parts = row["text"], row["start"], 0, []
    own = ("del", "only here") if row["side"] == "left" else ("ins", "only here")
    hows = (own, ("span", "moved"), ("span", "other form"))
    mark = Markup('<{0} class="wb-{1}">{2}{3}{4}</{0}>')
    for start, end, kind in row["marks"] or ():
        begin, (tag, how) = max(start - base, last), hows[kind]
        if words := text[begin : max(end - base, 0)].rstrip():
            said = (texts.unseen(f"[{how}: "), words, texts.unseen("]"))
            parts += [text[last:begin], mark.format(tag, how.split()[0], *said)]
            last = begin + len(words)
    return join([*parts, text[last:]])


def witnesses(rows: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show a row per place, a column per witness; places where all agree are marked.

    Takes the frame of `synopsis.witnesses`. Which witnesses may be read against each other is said.
    """
    order = rows["doc_id"].unique(maintain_order=True).to_list()
    names = {doc_id: corpus.labels[doc_id] for doc_id in order}
    text = pl.when(pl.col("text") == "").then(pl.lit(NOTHING)).otherwise("text")
    together = pl.when("agree").then(pl.lit("all agree")).otherwise(pl.lit("differ"))
    wide = rows.with_columns(text=text, together=together).pivot(
        "doc_id", index=["place_no", "together"], values="text"
    )
    apart = wide.filter(together="differ").select(order).rows()
    shown = {"place_no": "Place", **names, "together": "Together"}
    n_passages = rows["n_passages"][0]
    more = f" The first passage of each document, of {n_passages} passages."
    told = list(names.values())
    genres = [corpus.document(doc_id)["genre"] for doc_id in order]
    one = corpus.claims(order[0], order[-1], override=True).relation == "one statement"
    if one and genres[0] == "statement" and genres[1:] in (["digest"], ["report"]):
        told = ["The statement", f"its {genres[1]}"]
    title = readings(apart, told)
    return Figure(
        name="witnesses",
        title=title,
        subtitle=f"{texts.sentence_case(texts.of(len(apart), wide.height, 'place'))} differ. Aligned word by "
        f"word; {NOTHING} where a text has nothing. {possible(order, corpus)}"
        f"{more if n_passages > len(order) else ''}",
        source=source_of(corpus, *order),
        alt=f"Table. {title}. {'; '.join(' | '.join(row) for row in apart)}",
        body=table(wide, "One row per place of the passage", shown, tall=True),
        table=wide,
        headers=shown,
    )


def readings(apart: list[tuple[str, ...]], names: list[str]) -> str:
    """Return who says what at the first place where short readings differ.

    Examples
    --------
    >>> readings([("may", "may", "shall")], ["Courier 2001", "Herald 2002", "Post 2003"])
    'Courier 2001 and Herald 2002 say “may”, Post 2003 says “shall”'
    """
    if not apart:
        return f"{texts.listed(names, 'text')} have the same words"
    short = (row for row in apart if max(map(len, row)) <= SHORT and NOTHING not in row)
    first = next(short, None)
    if first is None:
        return f"{texts.listed(names, 'text')} differ in {texts.spelled(len(apart), 'place')}"
    groups: dict[str, list[str]] = {}
    for reading, name in zip(first, names, strict=True):
        groups.setdefault(reading, []).append(name)
    return ", ".join(
        f"{texts.listed(who, 'text')} {'says' if len(who) == 1 else 'say'} “{reading}”"
        for reading, who in groups.items()
    )


def possible(order: list[str], corpus: Corpus) -> str:
    """Say which of some documents can be compared, and as what."""
    words = {"over time": "As change over time", "one statement": "As witnesses of one statement"}
    found: dict[str, list[str]] = {}
    for left, right in combinations(order, 2):
        relation = corpus.claims(left, right, override=True).relation
        names = f"{corpus.labels[left]} with {corpus.labels[right]}"
        found.setdefault(words.get(relation, "Side by side only"), []).append(names)
    return " ".join(f"{how}: {texts.listed(pairs, 'pair')}." for how, pairs in found.items())


def reuse(rows: pl.DataFrame, alike: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show how much is taken over, and the three similarities, as tables.

    Takes the frames of `evaluate.reuse` and `evaluate.similarity`. Of many rows those most alike are
    listed.
    """
    if alike.is_empty():
        raise Missing("two documents, which similarity needs.")
    copied = rows.with_columns(pl.col("digest", "source").replace_strict(corpus.labels))
    alike = alike.with_columns(pl.col("left", "right").replace_strict(corpus.labels))
    raw, rare = (f"{alike[one].min():.2f} to {alike[one].max():.2f}" for one in ("raw", "tf_idf"))
    title = f"Cosines of word counts are {raw} on all words, {rare} on distinctive words"
    if (alike["tf_idf"] < alike["raw"]).all():
        title = f"On all words every pair looks alike ({raw}); on distinctive words less ({rare})"
    cosines = {"left": "One", "right": "The other", "raw": "All words"}
    cosines |= {"without_function_words": "Without function words", "tf_idf": "Distinctive words"}
    shares = {"digest": "Text", "source": "Compared with"}
    shares |= {name: texts.sentence_case(name) for name in ("coverage", "density", "compression")}
    taken = "What is taken over (Grusky and others 2018)"
    parts = [table(copied, taken, shares, first=LISTED)] if copied.height else []
    parts.append(table(alike, "Three similarities, side by side", cosines, first=LISTED))
    return Figure(
        name="reuse",
        title=title,
        subtitle=f"{texts.sentence_case(texts.spelled(copied.height, 'text'))} compared with another witness of "
        f"its statement; cosines of {texts.count(alike.height, 'pair')}, of all words, without function "
        "words, and with distinctive words counting more.",
        source=texts.source_line(corpus.documents),
        alt=f"Tables. {title}.",
        body=join(parts),
        table=alike,
        headers=cosines,
    )


def accuracy(scores: pl.DataFrame, corpus: Corpus, unit: str) -> Figure:
    """Draw precision, recall and F1 of each coded pair with their intervals; F1 of two readings.

    Takes the accuracy frame.
    """
    sides = (pl.col(f"{side}_id").replace_strict(corpus.labels) for side in SIDES)
    rows = scores.with_columns(pl.col("precision").fill_null(0), pair=pl.format("{} → {}", *sides))
    ranked = rows.sort("f1", descending=True, maintain_order=True).select("pair", "f1").rows()
    (best, top), (worst, low) = ranked[0], ranked[-1]
    title = f"The alignment agrees with the reference reading best on {best} (F1 {top:.2f})"
    title += f", least on {worst} ({low:.2f})" if len(ranked) > 1 else ""
    twice = not rows["f1_readers"].has_nulls()
    shown = RATES | (OTHERS if twice else {})
    means = (rows[name].mean() for name in ("f1", *OTHERS))
    drawn = pl.concat(
        rows.select("pair", rate=pl.lit(words), value=name, low=f"{name}_low", high=f"{name}_high")
        for name, words in shown.items()
    )
    told = texts.alt_list(rows, "pair", *shown)
    axis, rates = "Agreement with the reference reading", kinds("rate", "Rate", *shown.values())
    counted = ("n_predicted", "n_right", "n_reference", "n_found")
    return Figure(
        name="accuracy",
        title=title,
        subtitle=f"Links of {texts.plural(unit)} against {texts.count(rows['n_reference'].sum(), 'link')} of a "
        "reference reading by a language model. A link is right if it overlaps one of the reading on "
        "both sides. 95 % intervals from a bootstrap of the links. The concepts were "
        "written by a reader who knew these texts: expect lower figures on others."
        + (TWICE.format(*means) if twice else ""),
        source=READING,
        alt=f"Dot chart with intervals: {', '.join(shown.values())}. {told}.",
        body=by_row(
            drawn, "pair", "value", axis, interval=("low", "high"), within="rate", kinds=rates
        ),
        table=rows,
        headers={"pair": "Pair"} | headers("accuracy", *counted, *shown),
    )


def mistakes(errors: pl.DataFrame, corpus: Corpus) -> Figure:
    """List every false and every missed link with both passages."""
    whole = dict(corpus.documents.select("doc_id", "text").iter_rows())

    def passage(row: dict[str, Any], side: str) -> str:
        doc_id, start, end = (row[f"{side}_{name}"] for name in ("id", "start", "end"))
        return f"{corpus.labels[doc_id]}: {whole[doc_id][start:end]}"

    found = dict(errors["error"].value_counts().iter_rows())
    told = [
        f"{texts.count(found[kind], noun)} {rest}"
        for kind, (noun, rest) in ERRORS.items()
        if kind in found
    ]
    title = f"{texts.count(errors.height, 'error')}: {', '.join(told)}" if told else "No errors"
    words = {kind: texts.sentence_case(" ".join(said)) for kind, said in ERRORS.items()}
    shown = {"error": "Error", "left": "Left", "right": "Right", "score": "Score", "note": "Note"}
    more = ""
    if again := errors.filter("second")["error"].to_list():
        shown["second"] = "In a second reading"
        counts = texts.listed([str(again.count(kind)) for kind in ERRORS if kind in found])
        more = f" A second reading has {counts} of these."
    made = {side: partial(passage, side=side) for side in SIDES}
    rows = errors.with_columns(pl.col("error").replace(words))
    return Figure(
        name="mistakes",
        title=title,
        subtitle="Every link that was proposed and is not in the reference reading, and every link of "
        "the reading that was not proposed. The reading is that of a language model." + more,
        source=READING,
        alt=f"Table. {title}.",
        body=fold("Each error with both passages", table(rows, title, shown, made, tall=True)),
    )
