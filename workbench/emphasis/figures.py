"""Figures of emphasis: shares of topics, what sets two texts apart, passages, and how far to trust it."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.corpus.claims import silence
from workbench.emphasis.agreement import ALL
from workbench.figures import Figure, charts, texts
from workbench.figures.tables import crossed, table
from workbench.figures.theme import GENRES, kinds
from workbench.schema import VOICES, headers

#: Words that are drawn, the most distinctive first; a word with fewer uses is rare.
DRAWN, RARE = 30, 5
#: Topics of a text that the description names; pairs of coders that stand unfolded.
FIRST, FEW = 3, 10
SIDES = kinds("used", "Used", "only left", "on both sides", "only right")
ERRORS = {
    "false": "a rule gives it, the reader does not",
    "missed": "the reader gives it, no rule does",
}
PASSAGE = {"place": "Place", "label": "Topic"}
CODED = "Topics coded by declared rules."
SPAN = (
    "A line spans what the share would be by each reference reading and by corrected rules; topics "
    "finer than the readings have none. "
)
BY_CODERS = "Source: the coders’ own files, and what they were compared with."


def quoted(labels: Sequence[str]) -> str:
    """List labels of topics in a title; some have commas of their own, so several are quoted."""
    return labels[0] if len(labels) == 1 else texts.listed([f"“{one}”" for one in labels], "topic")


def told(unit: str) -> str:
    """Name what is counted: provisions, sentences, words."""
    return unit if unit == "words" else texts.plural(unit)


def heard(voices: Sequence[str]) -> str:
    """Say in a title which voices are counted; nothing for all of them."""
    return "" if set(voices) == set(VOICES) else f" ({' and '.join(voices)} words only)"


def named(rows: pl.DataFrame, labels: Mapping[str, str]) -> pl.DataFrame:
    """Add ``label``, the label of the topic, in front."""
    return rows.with_columns(label=pl.col("topic").replace_strict(dict(labels), default=None))


def placed(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add ``document`` and ``place``: the label of the document, with the line."""
    rows = texts.with_label(rows, documents)
    return rows.with_columns(place=pl.format("{}, ¶ {}", "document", "para_no"))


def compiled(documents: pl.DataFrame, unit: str) -> str:
    """Say which documents have a note on how they were put together, where provisions are counted."""
    noted = documents.filter(pl.col("composition_note").fill_null("") != "")
    if noted.is_empty() or unit != "provision":
        return ""
    names = texts.listed(list(texts.labels(noted).values()), "text")
    return f"The manifest notes how {names} was put together; read it before you use its counts. "


# --- shares ---


def topic_shares(
    rows: pl.DataFrame,
    labels: Mapping[str, str],
    documents: pl.DataFrame,
    voices: Sequence[str] = VOICES,
) -> Figure:
    """Draw the share of each topic, a panel per document, by genre and year.

    Takes rows of ``emphasis`` of one unit, with ``low`` and ``high`` (the shares by other codings,
    empty where there are none), the labels of all topics of the codebook, and documents. Only where
    all topics are among the rows does the title have a superlative. A silent topic keeps its hollow
    mark at zero. Nothing joins the panels.
    """
    about = documents.select("doc_id", "genre", "year").sort("genre", "year", maintain_order=True)
    about, more = charts.first_rows(about, "text")
    rows = named(about.drop("year").join(rows, on="doc_id", maintain_order="left"), labels)
    rows = texts.with_label(rows, documents).with_columns(
        key=pl.format("{}|{}", "doc_id", "topic"),
        silent=pl.col("n") == 0,
        percent=texts.percents("share", 1),
        others=pl.when(pl.col("high").is_not_null()).then(
            pl.format("{} to {}", texts.percents("low", 1), texts.percents("high", 1))
        ),
    )
    unit = rows["unit"].cast(pl.String)[0]
    title = shares_title(rows, unit, whole=set(labels) <= set(rows["topic"])) + heard(voices)
    hollow = "A hollow mark: not in this text. " * rows["silent"].any()
    span = SPAN * rows["high"].is_not_null().any()
    apart = "The texts are of different kinds, so no line joins them. " * (about.height > 1)
    widest = pl.col("share").rank("ordinal", descending=True).over("doc_id") <= FIRST
    widest_told = texts.alt_list(
        rows.filter(widest, pl.col("n") > 0), "document", "label", "finding"
    )
    here = documents.join(about, on="doc_id", how="semi", maintain_order="left")
    tips = {"percent": "Share", "others": "By other codings"}
    return Figure(
        name="topic-shares",
        title=title,
        subtitle=f"Share of the {told(unit)} of each text that have a topic; one passage may have "
        f"several. {hollow}{span}{apart}{compiled(here, unit)}{more}".strip(),
        source=f"{texts.source_line(here)} {CODED}",
        alt=f"Dot chart, a panel per text. {title}. {widest_told}",
        body=charts.by_row(
            rows,
            "label",
            "share",
            f"Share of {told(unit)}",
            words="finding",
            interval=("low", "high"),
            kinds=GENRES,
            hollow="silent",
            panel="document",
            highlight="Highlight",
            tips=tips,
            percent=True,
        ),
        table=rows,
        headers={"document": "Source", "genre": "Genre", "label": "Topic", **tips}
        | headers("emphasis", "n", "n_units", "n_mentions", "per_1000", "finding"),
    )


def shares_title(rows: pl.DataFrame, unit: str, *, whole: bool) -> str:
    """Say what the rows show; who comes first only where all topics are drawn."""
    bodies = rows.filter(pl.col("n_units") > 0)
    names, labels = (bodies[name].unique(maintain_order=True) for name in ("document", "label"))
    # by its topics in the order of the codebook, so that ties are named in one order
    order = pl.Enum(bodies["topic"].unique(maintain_order=True))
    found = bodies.filter(pl.col("n") > 0).with_columns(pl.col("topic").cast(order))
    where = names[0] if len(names) == 1 else texts.spelled(len(names), "text")
    if not len(names):
        title = "There is no body text to count in"
    elif len(labels) == 1:
        low, high = (texts.percent(one) for one in (bodies["share"].min(), bodies["share"].max()))
        span = high if low == high else f"{low.removesuffix(' %')} to {high}"
        title = f"{labels[0]} takes {span} of the {told(unit)} of {where}"
    elif found.is_empty():
        title = f"None of these {texts.spelled(len(labels), 'topic')} occurs in {where}"
    elif whole:
        title = leaders(found, unit, where, len(names))
    elif len(names) == 2:  # noqa: PLR2004 - two texts
        title = apart(bodies, unit)
    else:
        counts = found.group_by("label", maintain_order=True).len()
        everywhere = counts.filter(pl.col("len") == len(names))["label"].to_list()
        said = quoted(everywhere) if everywhere else "None of these topics"
        verb = "occur" if len(everywhere) > 1 else "occurs"
        title = f"{said} {verb} in {where if len(names) == 1 else f'each of the {where}'}"
    return title


def apart(rows: pl.DataFrame, unit: str) -> str:
    """Give both shares of the topic in which the shares of two texts lie widest apart."""
    share = pl.col("share")
    spread = rows.with_columns(apart=(share.max() - share.min()).over("topic"))
    widest = spread.sort("apart", descending=True, maintain_order=True)
    widest = widest.filter(topic=widest["topic"][0]).sort("share", descending=True)
    (label, more, high), (_, less, low) = widest.select("label", "document", "share").rows()
    said = f"{label} takes {texts.percent(high)} of the {told(unit)} of {more}"
    return f"{said}, and {texts.percent(low)} of those of {less}"


def leaders(found: pl.DataFrame, unit: str, where: str, n: int) -> str:
    """Say which topics come first in most texts; in one text, how much of it they take."""
    first = found.filter(pl.col("share") == pl.col("share").max().over("document"))
    times = first.group_by("topic", "label").len().sort("topic")
    most = times.filter(pl.col("len") == pl.col("len").max())
    said, one = quoted(most["label"].to_list()), most.height == 1
    if n == 1:
        part, total = first.select("n", "n_units").row(0)
        share = f"{part:,} of the {total:,} {told(unit)} of {where}"
        return f"{said} {'takes' if one else 'each take'} {share}, more than any other"
    if most["len"][0] == 1:
        return f"No topic comes first in more than one of {where}"
    joint = f"first or joint first in {texts.of(most['len'][0], n, 'text')}"
    return f"{said} {'comes' if one else 'each come'} {joint}"


# --- two documents ---


def keyness(
    rows: pl.DataFrame,
    left_out: pl.DataFrame,
    documents: pl.DataFrame,
    sides: Sequence[str],
    voices: Sequence[str],
    stamp: str,
) -> Figure:
    """Draw the words that set two texts, or groups, most apart, with both counts and the evidence.

    Takes both frames of `measure.keyness`, documents, the names of the two sides, the voices that
    are counted, and what a difference can mean. The title has an example: of the drawn words the
    one that is used most, on one side only if there is such a word.
    """
    left, right = sides
    spread = ("n_provisions_left", "provisions_left", "n_provisions_right", "provisions_right")
    rows = rows.with_columns(
        words=pl.format("{} / {}", "n_left", "n_right"),
        spread=pl.format("{} of {} / {} of {}", *spread),
        strength=pl.col("zeta").abs(),
        key=pl.format("keyword|{}", "word"),
    )
    used = rows.filter(pl.col("n_left") + pl.col("n_right") > 1)
    drawn, title, counted, part = used.head(DRAWN), "No word is used more than once", "", ""
    if drawn.height:
        title = f"{example(drawn, left, right)}{heard(voices)}"
        n, m = drawn.select("total_left", "total_right").row(0)
        counted = f"Of {n:,} words in {left} and {m:,} in {right}: "
        part = f"; {drawn.height} of the {used.height} used more than once are drawn"
    gone = [f"{group} {n:,} / {m:,}" for group, n, m in left_out.iter_rows() if n or m]
    return Figure(
        name="keyness",
        title=title,
        subtitle=f"{counted}{texts.count(rows.height, 'different word')}, {' or '.join(voices)}, variants "
        f"joined{part}. Left out ({left} / {right}): {'; '.join(gone) or 'nothing'}. A log ratio of 1 "
        f"is twice as often, with 0.5 for a count of 0. {stamp}",
        source=texts.source_line(documents),
        alt=f"Bar chart. {title}. {texts.alt_list(drawn.head(12), 'word', 'words')}.",
        body=charts.by_row(
            drawn,
            "word",
            "log_ratio",
            f"Log ratio: left of 0 more often in {left}, right of 0 in {right}",
            words="words",
            kinds=SIDES,
            mark="bar",
            beside=[("strength", "Evidence (ζ)")],
            tips={"spread": "Provisions with the word"},
        ),
        table=rows,
        headers=headers("keyness"),
    )


def example(words: pl.DataFrame, left: str, right: str) -> str:
    """Say where the most used word is used, of those that one side alone has if there are any."""
    both, most = pl.min_horizontal("n_left", "n_right") > 0, pl.max_horizontal("n_left", "n_right")
    lead = words.sort(both, -most.cast(pl.Int64), maintain_order=True)
    word, n, m, ratio = lead.select("word", "n_left", "n_right", "log_ratio").row(0)
    more, less = (right, left) if ratio > 0 else (left, right)
    if n and m:
        return f"“{word}” is more frequent in {more} than in {less}"
    rarely = " only" if n + m < RARE else ""
    return f"“{word}” occurs{rarely} {texts.times(n + m)} in {more}, and never in {less}"


def passages(
    rows: pl.DataFrame, documents: pl.DataFrame, doc_id: str, topic: str, voices: Sequence[str]
) -> Figure:
    """Show the paragraphs of one document that have one topic, every match marked.

    Takes the frame of `measure.passages`, documents, and the label of the topic.
    """
    here, file = documents.filter(doc_id=doc_id), f"passages-{doc_id}"
    name = texts.labels(documents)[doc_id]
    n = texts.sentence_case(texts.spelled(rows.height, "paragraph"))
    title = (
        f"{n} of {name} {'has' if rows.height == 1 else 'have'} the topic “{topic}”{heard(voices)}"
    )
    section = pl.when(pl.col("section") != "").then(pl.format("“{}”", "section")).fill_null("")
    rows = rows.with_columns(section=section)
    fields = {"section": "Under", "why": "Coded by"}
    meaning = f"{texts.sentence_case(here.select(silence()).item())}."
    body, said = Markup("<p>{}</p>").format(meaning), meaning
    if rows.height:
        said = "What a rule matched is marked; a heading can lend its topic to what is under it."
        body = texts.passages(rows, documents, spans="marks", fields=fields, file=file)
    return Figure(
        name=file,
        title=title,
        subtitle=said,
        source=f"{texts.source_line(here)} {CODED}",
        alt=f"Passages. {title}.",
        body=body,
    )


# --- how far to trust it ---


def accuracy(
    rates: pl.DataFrame,
    lower: pl.DataFrame,
    differences: pl.DataFrame,
    readers: tuple[pl.DataFrame, pl.DataFrame] | None,
    labels: Mapping[str, str],
    documents: pl.DataFrame,
) -> Figure:
    """Say how accurate the rules are; folded: by topic, two readings compared, every difference.

    Takes the frame ``validity``, the same of carried mentions (a lower estimate of recall), the
    frame ``disagreements``, the frame ``agreement`` of the two longest readings with their
    `agreement.confusion` (None of a single reading), the labels of topics, and documents.
    """
    total = rates.row(-1, named=True)
    shown = {"label": "Topic"} | headers("validity", "n_there", "n_found", "n_both", "kappa")
    shown |= {"precision": "Precision", "recall": "Recall", "lower": "Recall, lower estimate"}
    rates = named(rates, {**labels, ALL: "All topics"}).with_columns(
        precision=with_ends(rates, "precision"),
        recall=with_ends(rates, "recall"),
        lower=with_ends(lower, "recall"),
    )
    rows = placed(named(differences, labels), documents)
    rows = rows.with_columns(error=pl.col("error").replace_strict(ERRORS, return_dtype=pl.String))
    listing = PASSAGE | headers("disagreements", "error", "matches", "note", "text")
    n = f"{texts.count(rows.height, 'difference')} between rules and reader"
    parts = [texts.fold("By topic, with 95 % intervals", table(rates, "Rules and reader", shown))]
    said = ""
    if readers:
        measures, crossing = readers
        share, kappa = measures["value"][0], measures["value"][-1]
        beyond = "" if kappa is None else f" (κ {kappa:.2f})"
        said = f"Two readings agree on the main topic of {texts.percent(share)} of paragraphs{beyond}. "
        each = table(measures, "With 95 % intervals", headers("agreement"))
        parts.append(texts.fold("Two readings compared", each, cross_table(crossing)))
    parts.append(texts.fold(n, table(rows, n, listing, tall=True) if rows.height else ""))
    title = (
        f"The rules find {texts.percent(total['recall'])} of the topics that a reader gives, and the reader "
        f"confirms {texts.percent(total['precision'])} of what they find"
    )
    return Figure(
        name="accuracy",
        title=title,
        subtitle=f"{texts.count(total['n_paragraphs'], 'paragraph')}; {texts.count(total['n_there'], 'topic')} given "
        f"by the reader, {total['n_found']} found by rule. {said}All readings are by language models. "
        "The rules were written with these texts in mind; the lower estimate counts only words that a "
        "text on another statement uses too, and says more about new texts.",
        source="Source: reference readings by language models.",
        alt=f"Tables. {title}. {texts.alt_list(rates, 'label', 'precision', 'recall')}.",
        body=texts.join(parts),
        table=rates,
        headers=shown,
    )


def with_ends(rates: pl.DataFrame, name: str) -> pl.Series:
    """Print a rate with the ends of its interval."""
    parts = [texts.percents(f"{name}{end}") for end in ("", "_low", "_high")]
    return rates.select(pl.format("{} ({} to {})", *parts)).to_series()


def cross_table(counts: pl.DataFrame) -> Markup:
    """Cross the answers of two readers; agreement is set in brackets, unused values are left out."""
    used = counts.filter(pl.col("n") > 0)
    given = list({*used["left"], *used["right"]})
    rows = counts.filter(pl.col("left").is_in(given), pl.col("right").is_in(given))

    def number(row: Mapping[str, Any]) -> str:
        return f"[{row['n']}]" if row["left"] == row["right"] else str(row["n"] or "·")

    caption = "Rows: one reading. Columns: the other. In brackets: both give the same."
    return crossed(rows, "left", "right", caption, number)


def trial(
    changes: pl.DataFrame, labels: Mapping[str, str], documents: pl.DataFrame, what: str
) -> Figure:
    """List what a changed codebook gains and loses; ``what`` is changed is said in the title.

    Takes the frame ``trial``, the labels of topics, and documents; nothing has been saved.
    """
    gained, lost = (changes.filter(change=change).height for change in ("gained", "lost"))
    title = f"{what} gains {texts.spelled(gained, 'passage')} and loses {texts.spelled(lost) if lost else 'none'}"
    rows = placed(named(changes, labels), documents)
    heads = headers("trial", "change") | PASSAGE | headers("trial", "matches", "text")
    none = Markup("<p>No passage is coded otherwise.</p>")
    return Figure(
        name="trial",
        title=title,
        subtitle="Against the codebook in use, which stays as it is; nothing is saved.",
        source=f"{texts.source_line(documents)} Codebook: topics.toml with the change.",
        alt=f"Table. {title}.",
        body=table(rows, title, heads, first=charts.ROWS, tall=True) if rows.height else none,
        table=rows,
        headers=heads,
    )


def gaps(
    rules: pl.DataFrame, uncoded: pl.DataFrame, labels: Mapping[str, str], documents: pl.DataFrame
) -> Figure:
    """List the provisions without a topic and, folded, the rules that never match or never count.

    Takes the frames ``rule_counts`` and ``uncoded``, labels, and documents.
    """
    idle = named(rules, labels).filter(pl.col("verdict") != "")
    never = texts.of(idle.filter(verdict="never matches").height, rules.height, "rule")
    rows = texts.with_label(uncoded, documents)
    title = f"The codebook leaves {texts.spelled(rows.height, 'provision')} without a topic"
    heads = {"document": "Source"} | headers("uncoded", "provision", "n_words", "text")
    idle_heads = {"rule": "Rule", "label": "Topic"}
    idle_heads |= headers("rule_counts", "scope", "n_hits", "verdict")
    parts = [
        table(rows, "Provisions without a topic", heads, first=charts.ROWS, tall=True),
        texts.fold("Rules", table(idle, "Rules that count nothing", idle_heads)),
    ]
    return Figure(
        name="gaps",
        title=title,
        subtitle=f"Matching nothing here: {never}. Such a rule says what the sources might have said; a "
        "provision without a topic, what the codebook does not ask.",
        source=f"{texts.source_line(documents)} Codebook: topics.toml.",
        alt=f"Two tables. {title}.",
        body=texts.join(parts),
        table=rows,
        headers=heads,
    )


# --- coders ---


def coders(
    measures: pl.DataFrame, pairs: pl.DataFrame, disputed: pl.DataFrame, documents: pl.DataFrame
) -> Figure:
    """Show the agreement of all coders, of every two, and the passages to discuss.

    Takes the frames ``agreement``, ``coder_pairs`` and ``to_discuss``, and documents. One coder alone
    is told that there is nothing to compare.
    """
    share, alpha = measures.head(2).iter_rows(named=True)
    title = "Nothing to compare: no passage has the codes of two coders yet"
    if share["value"] is not None:
        known = alpha["value"] is not None
        beyond = f"beyond chance α {alpha['value']:.2f}" if known else "α is not defined"
        title = (
            f"Two coders of one passage agree in {texts.percent(share['value'])} of cases; {beyond}"
        )
    rows = placed(disputed, documents)
    heads = {"place": "Place"} | headers("to_discuss", "n_values", "n_coders", "said", "text")
    each = table(pairs, "Every two coders", headers("coder_pairs"))
    parts = [
        table(measures, "Agreement of all coders, with 95 % intervals", headers("agreement")),
        texts.fold("Every two coders", each, unfolded=pairs.height <= FEW) if pairs.height else "",
        table(rows, "Passages to discuss", heads, first=charts.ROWS, tall=True),
    ]
    return Figure(
        name="coders",
        title=title,
        subtitle=f"{texts.count(share['n_units'], 'passage')} coded by two or more of "
        f"{texts.count(share['n_coders'], 'coder')}; {rows.height} to discuss. Intervals by bootstrap of "
        "passages: another sample of passages, the same coders.",
        source=BY_CODERS,
        alt=f"Tables. {title}. {rows.height} of {texts.count(share['n_units'], 'passage')} coded in more "
        "than one way.",
        body=texts.join(parts),
        table=rows,
        headers=heads,
    )
