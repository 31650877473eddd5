"""Wording in figures: the synopsis, a link, cards, several witnesses, reuse, and how far to trust it."""

from collections.abc import Mapping
from functools import partial
from itertools import combinations
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
from workbench.figures.theme import join, kinds
from workbench.schema import headers
from workbench.wording.align import SIDES
from workbench.wording.synopsis import ALONE

SAME = ("kept", "moved", "taken over", "same words")
#: Letters of a reading that is quoted in a title; rows that a list shows.
SHORT, LISTED = 40, 60
NOTHING = "—"
#: An error in words.
ERRORS = {
    "false link": ("link", "not in the reading"),
    "tempting": ("pair", "that the reading tells apart"),
    "missed": ("counterpart", "not found"),
}
RATES = {"precision": "precision", "recall": "recall", "f1": "F1"}
READING = "Source: data/reference/links, with the notes of the reading."


def synopsis(
    rows: pl.DataFrame, links: pl.DataFrame, corpus: Corpus, claims: Claims, unit: str, trust: str
) -> Figure:
    """Show a row per passage: left, right, and what became of it; an empty side says so.

    Takes the synopsis frame, or a part of it, and the links of the pair. ``trust`` says where the
    links come from and how far to trust them.
    """
    left, right = (corpus.labels[doc_id] for doc_id in (claims.left, claims.right))
    texts = {
        row[0]: row[1:] for row in links.select("link_no", "right_para_no", "right_text").rows()
    }

    def here(row: dict[str, Any]) -> str:
        if row["left_text"] is None:
            return Markup("<em>{}; only in {}</em>").format(ALONE, right)
        return f"¶ {row['left_para_no']}: {row['left_text']}"

    def there(row: dict[str, Any]) -> str:
        if row["link_nos"] is not None:
            found = (texts[number] for number in row["link_nos"])
            return join(Markup("<p>¶ {}: {}</p>").format(*one) for one in found)
        if row["left_text"] is None:
            return f"¶ {row['right_para_no']}: {row['right_text']}"
        return Markup("<em>{}; only in {}</em>").format(ALONE, left)

    said = headers("synopsis")
    names = {"row_no": said["row_no"], "here": left, "outcome": said["outcome"], "there": right}
    numbers = ("score", "n_substantive", "n_wording", "n_formal")
    counts = (
        rows["outcome"].value_counts(sort=True).sort("count", "outcome", descending=[True, False])
    )
    told = ", ".join(f"{n:,} {outcome}" for outcome, n in counts.iter_rows())
    title = what_became(rows, left, right, unit)
    return Figure(
        name=f"synopsis-{claims.left}-{claims.right}",
        title=title,
        subtitle=f"{count(rows.height, 'row')}: {told}. {trust} {claims.stamp}",
        source=source_of(corpus, claims.left, claims.right),
        alt=f"Table. {title}: {told}.",
        body=table(
            rows,
            "One row per passage",
            names | headers("synopsis", *numbers),
            {"here": here, "there": there},
            tall=True,
        ),
        table=rows,
        headers={
            name: title for name, title in said.items() if not name.endswith(("start", "end"))
        },
    )


def source_of(corpus: Corpus, *doc_ids: str) -> str:
    """Return the source line of some documents."""
    return source_line(corpus.documents.filter(pl.col("doc_id").is_in(doc_ids)))


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
    same = linked.filter(pl.col("outcome").is_in(SAME)).height
    if not same:
        return title
    every = "all" if same == linked.height and same > 1 else spelled(same)
    return f"{title}; {every} {'is' if same == 1 else 'are'} word for word the same"


def link_card(
    link: Mapping[str, Any], edits: pl.DataFrame, corpus: Corpus, claims: Claims
) -> Figure:
    """Show one link: both passages marked, the redline, and every edit in a table.

    Takes one row of links as a dict, and the edits of that link.
    """
    left, right = (corpus.labels[link[f"{side}_id"]] for side in SIDES)
    changed = edits.drop_nulls("edit_no")
    strong = changed.filter("substantive")
    found = "are word for word the same" if changed.is_empty() else "agree in substance"
    if strong.height:
        found = f"differ in {spelled(strong.height, 'substantive edit')}"
    title = f"{left} ¶ {link['left_para_no']} and {right} ¶ {link['right_para_no']} {found}"
    score = "" if link["score"] is None else f", score {link['score']:.2f}"
    told = "; ".join(
        f"{row['kind']}: {row['left'].strip() or NOTHING} / {row['right'].strip() or NOTHING}"
        for row in strong.iter_rows(named=True)
    )
    shown = headers("edits", "edit_no", "op", "kind", "left", "right", "rule")
    listing = table(
        changed, "Every edit, numbered as it is marked", shown | {"left": left, "right": right}
    )
    return Figure(
        name=f"link-{link['left_id']}-{link['right_id']}-{link['link_no']}",
        title=title,
        subtitle=f"Link {link['link_no']}, {link['status']}{score}. {link['note']} "
        f"{count(changed.height, 'edit')}, {strong.height} substantive. {claims.stamp}".replace(
            "  ", " "
        ),
        source=f"Sources: {' '.join(cited(link, side, corpus) for side in SIDES)}",
        alt=f"Two passages side by side. {title}. {told}".strip(),
        body=join([beside(link, edits, left, right), redline(edits, left, right), listing]),
    )


def cited(row: Mapping[str, Any], side: str, corpus: Corpus) -> str:
    """Return how to cite one side of a link."""
    document, place = corpus.document(row[f"{side}_id"]), (f"{side}_para_no", f"{side}_provision")
    return citation(document, *(row[name] for name in place))


def cards(rows: pl.DataFrame, corpus: Corpus, claims: Claims, total: int) -> Figure:
    """Show a card per link that differs in substance.

    Takes the frame of `synopsis.cards`, or a part of it; ``total`` is how many such links there are
    in all. Only of two statements the sides are called then and now.
    """
    dated = claims.relation == "over time"
    both = " and ".join(corpus.labels[doc_id] for doc_id in (claims.left, claims.right))
    number = spelled(total, "linked passage")
    title = (
        f"{sentence_case(number)} of {both} {'differs' if total == 1 else 'differ'} in substance"
    )
    if 0 < rows.height < total:
        shown = "Shown is" if rows.height == 1 else "Shown are"
        title = f"{shown} {spelled(rows.height)} of the {number} of {both} that differ in substance"
    parts = [one_card(row, corpus, dated=dated) for row in rows.head(LISTED).iter_rows(named=True)]
    return Figure(
        name=f"cards-{claims.left}-{claims.right}",
        title=title,
        subtitle="The lines under each pair are made from its substantive edits, strongest link "
        f"first. {claims.stamp}",
        source=source_of(corpus, claims.left, claims.right),
        alt=f"Cards. {title}. {' '.join(rows['meaning'])}",
        body=join(parts),
        table=rows,
        headers=headers("links", "link_no", "left_text", "right_text", "score")
        | {"meaning": "What differs"},
    )


def one_card(row: Mapping[str, Any], corpus: Corpus, *, dated: bool) -> Markup:
    """Show one card."""
    side_of_card = Markup(
        '<section><p class="wb-kind">{}</p><blockquote>{}</blockquote>'
        '<p class="wb-source">{}</p></section>'
    )
    sides = [
        side_of_card.format(
            f"{when if dated else ''}{corpus.labels[row[f'{side}_id']]}",
            row[f"{side}_text"],
            cited(row, side, corpus),
        )
        for side, when in zip(SIDES, ("Then: ", "Now: "), strict=True)
    ]
    score = "" if row["score"] is None else f", score {row['score']:.2f}"
    return Markup(
        '<article class="wb-card"><div class="wb-beside">{}</div><p><strong>{}</strong> {}</p></article>'
    ).format(
        join(sides),
        row["meaning"],
        f"{count(row['n_other'], 'other edit')} left out; link {row['status']}{score}.",
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
        alt=f"{title}. Table of {count(near.height, 'nearest passage')}.",
        body=join([Markup("<blockquote>{}</blockquote>").format(row[f"{side}_text"]), listing]),
    )


def witnesses(rows: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show a row per place, a column per witness; places where all agree are marked.

    Takes the frame of `synopsis.witnesses`. Which witnesses may be read against each other is said.
    """
    order = rows["doc_id"].unique(maintain_order=True).to_list()
    names = {doc_id: corpus.labels[doc_id] for doc_id in order}
    text = pl.when(pl.col("text") == "").then(pl.lit(NOTHING)).otherwise("text")
    together = pl.when("agree").then(pl.lit("all agree")).otherwise(pl.lit("differ"))
    wide = rows.with_columns(text=text, together=together).pivot(
        "doc_id", index=["place_no", "agree", "together"], values="text"
    )
    apart = wide.filter(~pl.col("agree")).select(order).rows()
    shown = {"place_no": "Place", **names, "together": "Together"}
    n_passages = rows["n_passages"][0]
    more = f" The first passage of each document, of {n_passages} passages." * (
        n_passages > len(order)
    )
    title = readings(apart, list(names.values()))
    return Figure(
        name="witnesses",
        title=title,
        subtitle=f"{sentence_case(of(len(apart), wide.height, 'place'))} differ. Aligned word by "
        f"word; {NOTHING} where a text has nothing. {possible(order, corpus)}{more}",
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
    words = {"over time": "As change over time", "one statement": "As witnesses of one statement"}
    found: dict[str, list[str]] = {}
    for left, right in combinations(order, 2):
        relation = corpus.claims(left, right, override=True).relation
        names = f"{corpus.labels[left]} with {corpus.labels[right]}"
        found.setdefault(words.get(relation, "Side by side only"), []).append(names)
    return " ".join(f"{how}: {listed(pairs, 'pair')}." for how, pairs in found.items())


def reuse(rows: pl.DataFrame, alike: pl.DataFrame, corpus: Corpus) -> Figure:
    """Show how much is taken over, and the three similarities, as tables.

    Takes the frames of `evaluate.reuse` and `evaluate.similarity`. Of many rows those most alike are
    listed.
    """
    if alike.is_empty():
        raise Missing("two documents, which similarity needs.")
    copied = rows.with_columns(pl.col("digest", "source").replace_strict(corpus.labels))
    three = alike.with_columns(pl.col("left", "right").replace_strict(corpus.labels))
    raw, rare = (
        f"{alike[name].min():.2f} to {alike[name].max():.2f}" for name in ("raw", "tf_idf")
    )
    title = f"Cosines of word counts are {raw} on all words, {rare} on distinctive words"
    if (alike["tf_idf"] < alike["raw"]).all():
        title = f"On all words every pair looks alike ({raw}); on distinctive words less ({rare})"
    cosines = {"left": "One", "right": "The other", "raw": "All words"}
    cosines |= {"without_function_words": "Without function words", "tf_idf": "Distinctive words"}
    shares = {"digest": "Text", "source": "Compared with"}
    shares |= {name: sentence_case(name) for name in ("coverage", "density", "compression")}
    parts = [
        table(most(frame, by), caption, shown)
        for frame, by, caption, shown in (
            (copied, "coverage", "What is taken over (Grusky and others 2018)", shares),
            (three, "tf_idf", "Three similarities, side by side", cosines),
        )
        if frame.height
    ]
    return Figure(
        name="reuse",
        title=title,
        subtitle=f"{sentence_case(spelled(copied.height, 'text'))} compared with another witness of "
        f"its statement; cosines of {count(three.height, 'pair')}, of all words, without function "
        "words, and with distinctive words counting more.",
        source=source_line(corpus.documents),
        alt=f"Tables. {title}.",
        body=join(parts),
        table=three,
        headers=cosines,
    )


def most(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return all of a few rows in their order; of many those with the most."""
    many = frame.height > LISTED
    return frame.top_k(LISTED, by=column) if many else frame


def accuracy(scores: pl.DataFrame, corpus: Corpus, unit: str) -> Figure:
    """Draw precision, recall and F1 of each coded pair with their intervals.

    Takes the accuracy frame.
    """
    sides = (pl.col(f"{side}_id").replace_strict(corpus.labels) for side in SIDES)
    rows = scores.with_columns(
        pl.col("precision").fill_null(0.0), pair=pl.format("{} → {}", *sides)
    )
    ranked = rows.sort("f1", descending=True, maintain_order=True).select("pair", "f1").rows()
    (best, top), (worst, low) = ranked[0], ranked[-1]
    title = f"The alignment agrees with the reference reading best on {best} (F1 {top:.2f})"
    title += f", least on {worst} ({low:.2f})" if len(ranked) > 1 else ""
    drawn = pl.concat(
        rows.select("pair", rate=pl.lit(words), value=name, low=f"{name}_low", high=f"{name}_high")
        for name, words in RATES.items()
    )
    told = "; ".join(
        f"{pair}: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"
        for pair, precision, recall, f1 in rows.select("pair", *RATES).iter_rows()
    )
    axis = "Agreement with the reference reading"
    return Figure(
        name="accuracy",
        title=title,
        subtitle=f"Links of {plural(unit)} against {count(rows['n_reference'].sum(), 'link')} of a "
        "reference reading by a language model. A link is right if it overlaps one of the reading on "
        "both sides. 95 % intervals from a bootstrap of the links. The concepts were "
        "written by a reader who knew these texts: expect lower figures on others.",
        source=READING,
        alt=f"Dot chart with intervals. {told}.",
        body=by_row(
            drawn, "pair", "value", axis, interval=("low", "high"), within="rate",
            kinds=kinds("rate", "Rate", *RATES.values()),
        ),
        table=rows,
        headers={"pair": "Pair"}
        | headers("accuracy", "n_predicted", "n_right", "n_reference", "n_found", *RATES),
    )  # fmt: skip


def mistakes(errors: pl.DataFrame, corpus: Corpus) -> Figure:
    """List every false and every missed link with both passages."""
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())

    def passage(row: dict[str, Any], side: str) -> str:
        doc_id, start, end = (row[f"{side}_{name}"] for name in ("id", "start", "end"))
        return f"{corpus.labels[doc_id]}: {texts[doc_id][start:end]}"

    title = in_words(dict(errors["error"].value_counts().iter_rows()))
    rows = errors.with_columns(
        error=pl.col("error").replace(
            {kind: sentence_case(" ".join(said)) for kind, said in ERRORS.items()}
        )
    )
    shown = {"error": "Error", "left": "Left", "right": "Right", "score": "Score"}
    made = {side: partial(passage, side=side) for side in SIDES}
    return Figure(
        name="mistakes",
        title=title,
        subtitle="Every link that was proposed and is not in the reference reading, and every link of "
        "the reading that was not proposed. The reading is that of a language model.",
        source=READING,
        alt=f"Table. {title}.",
        body=table(rows, "Errors with both passages", shown | {"note": "Note"}, made, tall=True),
    )


def in_words(found: Mapping[str, int]) -> str:
    """Count the errors of each kind, in words that need no knowledge of how they were found.

    Examples
    --------
    >>> in_words({"missed": 2, "tempting": 1})
    '3 errors: 1 pair that the reading tells apart, 2 counterparts not found'
    """
    said = [
        f"{count(found[kind], noun)} {rest}"
        for kind, (noun, rest) in ERRORS.items()
        if kind in found
    ]
    return f"{count(sum(found.values()), 'error')}: {', '.join(said)}" if said else "No errors"
