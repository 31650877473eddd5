"""Wording in figures: the synopsis, a link, cards, several witnesses, reuse, and how far to trust it."""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.corpus import Claims, Corpus
from workbench.errors import Missing
from workbench.figures import Figure
from workbench.figures.charts import by_row
from workbench.figures.tables import table
from workbench.figures.texts import (
    beside,
    citation,
    count,
    listed,
    of,
    plural,
    redline,
    sentence_case,
    source_line,
    spelled,
)
from workbench.figures.theme import join, kinds, region
from workbench.schema import headers
from workbench.wording.synopsis import ADDED, ALONE

SIGNS = {ALONE: "○", ADDED: "+", "kept": "=", "taken over": "=", "same words": "=", "moved": "↕"}
#: Letters of a reading that is quoted in a title; rows that a list shows.
SHORT, LISTED = 40, 60
NOTHING = "—"
#: An error in words: one of its kind, and more.
ERRORS = {
    "false link": ("link that is not in the reading", "links that are not in the reading"),
    "tempting": (
        "pair that looks alike and is no counterpart",
        "pairs that look alike and are no counterparts",
    ),
    "missed": ("counterpart not found", "counterparts not found"),
}
RATES = {"precision": "precision", "recall": "recall", "f1": "F1"}


def synopsis(
    rows: pl.DataFrame,
    links: pl.DataFrame,
    corpus: Corpus,
    claims: Claims,
    unit: str,
    trust: list[str],
) -> Figure:
    """Show a row per passage: left, right, and what became of it; an empty side says so.

    Takes the synopsis frame, or a part of it, and the links of the pair. ``trust`` are
    sentences on where the links come from and how far to trust them.
    """
    left, right = (corpus.labels[doc_id] for doc_id in (claims.left, claims.right))
    texts = {
        number: (para_no, text)
        for number, para_no, text in links.select(
            "link_no", "right_para_no", "right_text"
        ).iter_rows()
    }
    made = {
        "here": own(right),
        "outcome": lambda row: f"{SIGNS.get(row['outcome'], '≈')} {row['outcome']}",
        "there": opposite(left, texts),
        "edits": edits_of,
    }
    shown = {"row_no": "Row", "here": left, "outcome": "Outcome", "there": right}
    shown |= {"score": "Score", "edits": "Edits"}
    told = ", ".join(
        f"{n:,} {outcome}"
        for outcome, n in rows["outcome"]
        .value_counts(sort=True)
        .sort("count", "outcome", descending=[True, False])
        .iter_rows()
    )
    title = what_became(rows, left, right, unit)
    pair = corpus.documents.filter(pl.col("doc_id").is_in([claims.left, claims.right]))
    columns = [
        name for name in headers("synopsis") if not name.endswith(("start", "end", "unit_no"))
    ]
    return Figure(
        name=f"synopsis-{claims.left}-{claims.right}",
        title=title,
        subtitle=" ".join([f"{count(rows.height, 'row')}: {told}.", *trust, claims.stamp]),
        source=source_line(pair),
        alt=f"Table. {title}: {told}.",
        body=table(rows, "One row per passage", shown, made, tall=True),
        table=rows,
        headers=headers("synopsis", *columns),
    )


def what_became(rows: pl.DataFrame, left: str, right: str, unit: str) -> str:
    """Return the finding of a synopsis, true of the rows that are shown.

    Examples
    --------
    >>> rows = pl.DataFrame({"left_unit_no": [1, 2], "link_nos": [[1], None], "outcome": ["kept", ALONE]})
    >>> what_became(rows, "Courier 2001", "Herald 2002", "sentence")
    'One of two sentences of Courier 2001 has a counterpart in Herald 2002; one is word for word the same'
    """
    mine = rows.filter(pl.col("left_unit_no").is_not_null())
    if mine.is_empty():
        has = "has" if rows.height == 1 else "have"
        alone = sentence_case(spelled(rows.height, unit))
        return f"{alone} of {right} {has} no counterpart in {left}"
    linked = mine.filter(pl.col("link_nos").is_not_null())
    has = "has" if linked.height == 1 or mine.height == 1 else "have"
    title = f"{sentence_case(of(linked.height, mine.height, unit))} of {left} {has} a counterpart in {right}"
    if mine.height == 1 and linked.is_empty():
        return f"No counterpart found in {right} for the only {unit} of {left} shown"
    same = linked.filter(
        pl.col("outcome").is_in(["kept", "moved", "taken over", "same words"])
    ).height
    if not same:
        return title
    every = "all" if same == linked.height and same > 1 else spelled(same)
    return f"{title}; {every} {'is' if same == 1 else 'are'} word for word the same"


def own(other: str) -> Callable[[dict[str, Any]], str]:
    """Make the cell of the document on the left."""

    def cell(row: dict[str, Any]) -> str:
        if row["left_text"] is None:
            return Markup("<em>no counterpart found; only in {}</em>").format(other)
        return f"¶ {row['left_para_no']}: {row['left_text']}"

    return cell


def opposite(mine: str, texts: Mapping[int, tuple[int, str]]) -> Callable[[dict[str, Any]], str]:
    """Make the cell of the document on the right: linked passages, or its own that found none."""

    def cell(row: dict[str, Any]) -> str:
        if row["link_nos"] is not None:
            found = (texts[number] for number in row["link_nos"])
            moved = " (its place changed)" if row["moved"] else ""
            return join(Markup("<p>¶ {}{}: {}</p>").format(at, moved, text) for at, text in found)
        if row["left_text"] is None:
            return f"¶ {row['right_para_no']}: {row['right_text']}"
        return Markup("<em>no counterpart found; only in {}</em>").format(mine)

    return cell


def edits_of(row: dict[str, Any]) -> str:
    """Say how many edits are substantive, of other wording, and of form."""
    if row["n_substantive"] is None:
        return ""
    return f"{row['n_substantive']} substantive, {row['n_wording']} wording, {row['n_formal']} form"


def link_card(
    link: Mapping[str, Any], edits: pl.DataFrame, corpus: Corpus, claims: Claims
) -> Figure:
    """Show one link: both passages marked, the redline, and every edit in a table.

    Takes one row of links as a dict, and the edits of that link.
    """
    names = [
        f"{corpus.labels[link[f'{side}_id']]} ¶ {link[f'{side}_para_no']}"
        for side in ("left", "right")
    ]
    left, right = (corpus.labels[link[f"{side}_id"]] for side in ("left", "right"))
    changed = edits.drop_nulls("edit_no")
    strong = changed.filter("substantive")
    both = " and ".join(names)
    title = f"{both} agree in substance"
    if strong.height:
        title = (
            f"{both} differ in {spelled(strong.height)} substantive {plural('edit', strong.height)}"
        )
    if changed.is_empty():
        title = f"{both} are word for word the same"
    score = "" if link["score"] is None else f", score {link['score']:.2f}"
    note = f" {link['note']}" if link["note"] else ""
    cited = [
        citation(
            corpus.document(link[f"{side}_id"]), link[f"{side}_para_no"], link[f"{side}_provision"]
        )
        for side in ("left", "right")
    ]
    told = "; ".join(
        f"{row['kind']}: {row['left'].strip() or NOTHING} / {row['right'].strip() or NOTHING}"
        for row in strong.iter_rows(named=True)
    )
    shown = {"left": left, "right": right}
    columns = headers("edits", "edit_no", "op", "kind", "left", "right", "rule")
    listing = table(changed, "Every edit, numbered as it is marked", columns | shown)
    return Figure(
        name=f"link-{link['left_id']}-{link['right_id']}-{link['link_no']}",
        title=title,
        subtitle=f"Link {link['link_no']}, {link['status']}{score}.{note} "
        f"{count(changed.height, 'edit')}, {strong.height} substantive. {claims.stamp}",
        source=f"Sources: {cited[0]} {cited[1]}",
        alt=f"Two passages side by side. {title}. {told}".strip(),
        body=join([beside(link, edits, left, right), redline(edits, left, right), listing]),
    )


def cards(
    rows: pl.DataFrame, corpus: Corpus, claims: Claims, total: int, themes: Mapping[int, str]
) -> Figure:
    """Show a card per link that differs in substance.

    Takes the frame of `synopsis.cards`, or a part of it, and the theme of each link; ``total`` is
    how many such links there are in all. Only of two statements the sides are called then and now.
    """
    dated = claims.relation == "over time"
    shown = [
        one_card(row, corpus, themes, dated=dated)
        for row in rows.head(LISTED).iter_rows(named=True)
    ]
    pair = corpus.documents.filter(pl.col("doc_id").is_in([claims.left, claims.right]))
    left, right = (corpus.labels[doc_id] for doc_id in (claims.left, claims.right))
    title = f"No linked passages of {left} and {right} differ in substance"
    if total:
        number = (
            of(rows.height, total, "linked passage")
            if rows.height < total
            else spelled(total, "linked passage")
        )
        title = f"{sentence_case(number)} of {left} and {right} {'differs' if rows.height == 1 else 'differ'} in substance"
        if rows.height < total:
            title = f"{sentence_case(spelled(rows.height))} of the {total} linked passages of {left} and {right} that differ in substance"
    return Figure(
        name=f"cards-{claims.left}-{claims.right}",
        title=title,
        subtitle="The lines under each pair are made from its substantive edits, strongest link first. "
        f"{claims.stamp}",
        source=source_line(pair),
        alt=f"Cards. {title}. {' '.join(rows['meaning'])}",
        body=join(shown),
        table=rows,
        headers=headers("links", "link_no", "left_text", "right_text", "score")
        | {"meaning": "What differs"},
    )


def one_card(
    row: Mapping[str, Any], corpus: Corpus, themes: Mapping[int, str], *, dated: bool
) -> Markup:
    """Show one card."""
    sides = []
    for side, when in (("left", "Then"), ("right", "Now")):
        doc_id, name = row[f"{side}_id"], corpus.labels[row[f"{side}_id"]]
        cited = citation(corpus.document(doc_id), row[f"{side}_para_no"], row[f"{side}_provision"])
        sides.append(
            Markup(
                '<section><p class="wb-kind">{}</p><blockquote>{}</blockquote>'
                '<p class="wb-source">{}</p></section>'
            ).format(f"{when}: {name}" if dated else name, row[f"{side}_text"], cited)
        )
    score = "" if row["score"] is None else f", score {row['score']:.2f}"
    left_out = f"{count(row['n_other'], 'other edit')} left out; link {row['status']}{score}."
    return Markup(
        '<article class="wb-card"><p class="wb-kind">{}</p><div class="wb-beside">{}</div>'
        "<p><strong>{}</strong> {}</p></article>"
    ).format(themes.get(row["link_no"], "no common concept"), join(sides), row["meaning"], left_out)


def nearest(
    text: str, near: pl.DataFrame, other_side: str, absent_from: str, corpus: Corpus, why: str
) -> Figure:
    """Show a passage without counterpart, and the nearest passages of the other document.

    Takes links below the threshold, the best first, and the side and document where nothing was
    found; ``why`` says why they are no links.
    """
    rows = near.select(
        place=pl.format("¶ {}", f"{other_side}_para_no"),
        passage=f"{other_side}_text",
        score="score",
    )
    title = f"No counterpart found in {corpus.labels[absent_from]}"
    shown = {"place": "Nearest", "passage": "Passage", "score": "Score"}
    body = table(rows, "Nearest passages, the best first", shown) if near.height else ""
    return Figure(
        name="nearest",
        title=title,
        subtitle=f"{why} This is what the alignment finds, not proof of silence: judge the nearest "
        "passages, and link one if you disagree.",
        source=source_line(corpus.documents.filter(pl.col("doc_id") == absent_from)),
        alt=f"{title}. Table of {count(near.height, 'nearest passage')}.",
        body=join([Markup("<blockquote>{}</blockquote>").format(text), body]),
    )


def witnesses(rows: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show a row per place, a column per witness; places where all agree are marked.

    Takes the frame of `synopsis.witnesses`. Which witnesses may be read against each other is said.
    """
    order = rows["doc_id"].unique(maintain_order=True).to_list()
    names = [corpus.labels[doc_id] for doc_id in order]
    said = pl.when(pl.col("text") == "").then(pl.lit(NOTHING)).otherwise("text")
    wide = (
        rows.with_columns(said.alias("text"))
        .pivot("doc_id", index=["place_no", "agree"], values="text", aggregate_function="first")
        .sort("place_no")
        .with_columns(
            together=pl.when("agree").then(pl.lit("all agree")).otherwise(pl.lit("differ"))
        )
    )
    apart = wide.filter(~pl.col("agree")).select(order).rows()
    shown = {"place_no": "Place", **dict(zip(order, names, strict=True)), "together": "Together"}
    n_passages, more = rows["n_passages"][0], ""
    if n_passages > len(order):
        more = f" Of {count(n_passages, 'passage')} the first of each document is shown."
    here = corpus.documents.filter(pl.col("doc_id").is_in(order))
    title = readings(apart, names)
    return Figure(
        name="witnesses",
        title=title,
        subtitle=f"{spelled(len(apart)).capitalize()} of {count(wide.height, 'place')} differ. Aligned "
        f"word by word; {NOTHING} where a text has nothing. {possible(order, corpus)}{more}",
        source=source_line(here),
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
        return f"{listed(names, 'text')} have the same words"
    short = (row for row in apart if max(map(len, row)) <= SHORT and NOTHING not in row)
    first = next(short, None)
    if first is None:
        return f"{listed(names, 'text')} differ in {spelled(len(apart), 'place')}"
    groups: dict[str, list[str]] = {}
    for reading, name in zip(first, names, strict=True):
        groups.setdefault(reading, []).append(name)
    return ", ".join(
        f"{listed(who, 'text')} {'says' if len(who) == 1 else 'say'} “{reading}”"
        for reading, who in groups.items()
    )


def possible(order: list[str], corpus: Corpus) -> str:
    """Say which of some documents can be compared, and as what."""
    found: dict[str, list[str]] = {}
    for place, left in enumerate(order):
        for right in order[place + 1 :]:
            relation = corpus.claims(left, right, override=True).relation
            names = f"{corpus.labels[left]} with {corpus.labels[right]}"
            found.setdefault(relation, []).append(names)
    words = {"over time": "As change over time", "one statement": "As witnesses of one statement"}
    words["none"] = "Side by side only"
    return " ".join(f"{words[kind]}: {listed(pairs, 'pair')}." for kind, pairs in found.items())


def reuse(rows: pl.DataFrame, alike: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show how much is taken over, and the three similarities, as tables.

    Takes the frames of `evaluate.reuse` and `evaluate.similarity`. Of many rows those most alike are
    listed.
    """
    if alike.is_empty():
        raise Missing("two documents, which similarity needs.")
    label = {"return_dtype": pl.String}
    copied = rows.with_columns(pl.col("digest", "source").replace_strict(corpus.labels, **label))
    three = alike.with_columns(pl.col("left", "right").replace_strict(corpus.labels, **label))
    ends = [(alike[name].min(), alike[name].max()) for name in ("raw", "tf_idf")]
    spans = [" to ".join(dict.fromkeys(f"{end:.2f}" for end in pair)) for pair in ends]
    every = "every pair looks" if alike.height > 1 else "the two texts look"
    title = f"On all words {every} alike ({spans[0]}); on distinctive words less ({spans[1]})"
    if not (alike["tf_idf"] < alike["raw"]).all():
        title = f"Similarity on all words is {spans[0]}, on distinctive words {spans[1]}"
    n_documents = corpus.documents.filter(pl.col("n_words") > 0).height
    neighbours = alike.height < n_documents * (n_documents - 1) // 2
    next_one = " Each document is compared with the next in order of date." if neighbours else ""
    listing = {"digest": "Text", "source": "Compared with", "coverage": "Coverage"}
    listing |= {"density": "Density", "compression": "Compression"}
    cosines = {"left": "One", "right": "The other", "raw": "All words"}
    cosines |= {"without_function_words": "Without function words", "tf_idf": "Distinctive words"}
    parts = [
        table(most(frame, by), caption, shown)
        for frame, by, caption, shown in (
            (
                copied,
                "coverage",
                "Coverage, density and compression (Grusky and others 2018)",
                listing,
            ),
            (three, "tf_idf", "Three similarities, side by side", cosines),
        )
        if frame.height
    ]
    return Figure(
        name="reuse",
        title=title,
        subtitle=f"{sentence_case(spelled(copied.height, 'text'))} compared with another witness of its "
        f"statement; cosines of {count(three.height, 'pair')}, of all words, without function words, and "
        f"with distinctive words counting more.{next_one}",
        source=source_line(corpus.documents),
        alt=f"Tables. {title}.",
        body=join(parts),
        table=three,
        headers=cosines,
    )


def most(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return all of a few rows in their order; of many those with the most."""
    if frame.height <= LISTED:
        return frame
    return frame.sort(column, descending=True, maintain_order=True).head(LISTED)


def accuracy(scores: pl.DataFrame, corpus: Corpus, unit: str) -> Figure:
    """Draw precision, recall and F1 of each coded pair with their intervals.

    Takes the accuracy frame.
    """
    label = {"return_dtype": pl.String}
    sides = (
        pl.col(side).replace_strict(corpus.labels, **label) for side in ("left_id", "right_id")
    )
    rows = scores.with_columns(pair=pl.format("{} → {}", *sides))
    ranked = rows.sort("f1", descending=True, maintain_order=True).select("pair", "f1").rows()
    (best, top), (worst, low) = ranked[0], ranked[-1]
    title = f"The alignment agrees with the reference reading best on {best} (F1 {top:.2f})"
    title += f", least on {worst} ({low:.2f})" if len(ranked) > 1 else ""
    long = pl.concat(
        rows.select(
            "pair",
            rate=pl.lit(words),
            value=pl.col(name).fill_null(0.0),
            low=f"{name}_low",
            high=f"{name}_high",
        )
        for name, words in RATES.items()
    )
    told = "; ".join(
        f"{row['pair']}: precision {row['precision'] or 0:.2f}, recall {row['recall']:.2f}, F1 {row['f1']:.2f}"
        for row in rows.iter_rows(named=True)
    )
    return Figure(
        name="accuracy",
        title=title,
        subtitle=f"Links of {plural(unit)} against {count(rows['n_reference'].sum(), 'link')} of a reference "
        "reading by a language model. A link is right if it overlaps one of the reading on both sides. 95 % "
        "intervals from a bootstrap of the passages on the left. The concepts were written by a reader who "
        "knew these texts: expect lower figures on others.",
        source="Source: data/reference/links, with the reader's notes.",
        alt=f"Dot chart with intervals. {told}.",
        body=by_row(
            long,
            "pair",
            "value",
            "Agreement with the reference reading",
            interval=("low", "high"),
            within="rate",
            kinds=kinds("rate", "Rate", *RATES.values()),
        ),
        table=rows,
        headers={"pair": "Pair"}
        | headers("accuracy", "n_predicted", "n_right", "n_reference", "n_found", *RATES),
    )


def mistakes(errors: pl.DataFrame, corpus: Corpus) -> Figure:
    """List every false and every missed link with both passages."""
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())

    def passage(side: str) -> Callable[[dict[str, Any]], str]:
        def cell(row: dict[str, Any]) -> str:
            words = texts[row[f"{side}_id"]][row[f"{side}_start"] : row[f"{side}_end"]]
            return f"{corpus.labels[row[f'{side}_id']]}: {words}"

        return cell

    title = in_words(errors)
    said = {kind: sentence_case(one) for kind, (one, _) in ERRORS.items()}
    rows = errors.with_columns(pl.col("error").replace_strict(said, return_dtype=pl.String))
    shown = {"error": "Error", "left": "Left", "right": "Right", "score": "Score"}
    listing = table(
        rows,
        "Errors with both passages",
        shown | {"note": "Reader's note"},
        {"left": passage("left"), "right": passage("right")},
        tall=True,
    )
    return Figure(
        name="mistakes",
        title=title,
        subtitle="Every link that was proposed and is not in the reference reading, and every link of the "
        "reading that was not proposed. The reading is that of a language model.",
        source="Source: data/reference/links, with the reader's notes.",
        alt=f"Table. {title}.",
        body=region("Errors", "wb-read", listing),
    )


def in_words(errors: pl.DataFrame) -> str:
    """Count the errors of each kind, in words that need no knowledge of how they were found."""
    found = dict(errors.group_by("error").len().iter_rows())
    told = [
        f"{found[kind]:,} {one if found[kind] == 1 else more}"
        for kind, (one, more) in ERRORS.items()
        if kind in found
    ]
    return f"{count(errors.height, 'error')}: {', '.join(told)}" if told else "No errors"
