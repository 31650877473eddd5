"""Figures of readability: scores beside their components, differences, variants, sentences."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Corpus
from workbench.figures import Figure
from workbench.figures.charts import by_row, first_rows
from workbench.figures.tables import download, table
from workbench.figures.texts import (
    citations,
    count,
    decimals,
    fold,
    join,
    listed,
    marked,
    of,
    percents,
    sentence_case,
    signed,
    source_line,
    spelled,
    with_label,
)
from workbench.figures.theme import GENRES

#: Two documents that can be compared, the earlier one first.
Pair = tuple[str, str]
COMPONENTS = {
    "words_per_sentence": "Words per sentence",
    "syllables_per_word": "Syllables per word",
    "letters_per_word": "Letters per word",
    "long_word_share": "Share of long words",
}
#: The word side of each formula, where the frame has it; syllables stand for the others.
WORD_SIDE = {
    "ARI": "letters_per_word",
    "Coleman–Liau": "letters_per_word",
    "LIX": "long_word_share",
    "RIX": "long_word_share",
}
VOICES = (
    "Many sentences mix both voices: each voice takes their whole length, and its share of them. "
)
SCORE = (
    "name genre value low high words_per_sentence syllables_per_word n_words n_sentences n_guessed "
    "note"
).split()
COUNTED = {
    "n_words": "words",
    "n_syllables": "syllables",
    "n_long": "long",
    "n_complex": "complex",
    "n_guessed": "guessed",
}
MARKS = {
    "long": "long (over 6 letters)",
    "mini": "mini (up to 3 letters)",
    "complex": "complex (fog)",
    "difficult": "difficult (Dale–Chall)",
}


def named(rows: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Add ``name``, ``key``, ``genre``, ``note`` (caveats), ``words`` and ``hollow`` to scores."""
    about = corpus.documents.select("doc_id", "genre")
    whole = pl.col("unit").cast(pl.String) == "document"
    score = pl.format("{} ({} to {})", decimals("value"), decimals("low"), decimals("high"))
    words = (
        pl.when(pl.col("reason") != "")
        .then("reason")
        .when(pl.col("low").is_null())
        .then(pl.format("{} · one sentence, no interval", decimals("value")))
        .when(pl.col("warning").str.contains("short text"))
        .then(pl.format("{} · short text", score))
        .otherwise(score)
    )
    rows = with_label(rows.join(about, on="doc_id", maintain_order="left"), corpus.documents)
    return rows.with_columns(
        name=pl.when(whole)
        .then("document")
        .when(pl.col("unit_id") == "")
        .then(pl.format("{} · under no heading", "document"))
        .otherwise(pl.format("{} · {}", "document", "unit_id")),
        key=pl.format("{}|{}", "doc_id", "unit_id"),
        note=pl.when(pl.col("reason") != "").then("reason").otherwise("warning"),
        words=words,
        hollow=pl.col("beyond_scale"),
    )


def syllables(rows: pl.DataFrame) -> str:
    """Name where syllables come from, for the source line."""
    return f" Syllables: {rows['syllable_source'][0]}."


def scores(rows: pl.DataFrame, corpus: Corpus, pairs: Iterable[Pair]) -> Figure:
    """Draw one measure of some units under one splitting variant, beside what makes it.

    Takes rows of the frame `readability` that share measure, unit and splitter, and the pairs of
    documents that can be compared. A hollow mark is beyond the scale of the formula.
    """
    rows = named(rows, corpus)
    measure, splitter, unit = rows.select("measure", "splitter", "unit").row(0)
    drawn, more = first_rows(rows, "text")
    sides = ("words_per_sentence", WORD_SIDE.get(measure, "syllables_per_word"))
    voice = "Length of the sentences they stand in"
    beside = [(c, voice if unit == "voice" and c == sides[0] else COMPONENTS[c]) for c in sides]
    beyond = int(drawn["beyond_scale"].sum())
    chart = by_row(
        drawn,
        "name",
        "value",
        measure,
        words="words",
        interval=("low", "high"),
        kinds=GENRES,
        hollow="hollow",
        beside=beside,
        tips={"note": "Caveats"},
        zero=False,
    )
    title = widest(drawn, corpus, pairs)
    off = f" Hollow marks are beyond the scale of the formula: {beyond}." if beyond else ""
    counted = (
        f"{measure} of {count(rows.height, 'text')}, a sentence ending at each {splitter}. The lines "
        f"are 95 % intervals: how far another {rows['n_draws'].max() or 0:,} draws of sentences like "
        f"these would move the score; how sentences are split is not in them.{off} "
    )
    return Figure(
        name="readability",
        title=title,
        subtitle=f"{counted}{VOICES if unit == 'voice' else ''}{more}".strip(),
        source=f"{source_line(of_rows(rows, corpus))}{syllables(rows)} Counts: {rows['engine'][0]}.",
        alt=f"Dot chart with intervals and two bars beside each mark. {title}. "
        + "; ".join(f"{n}: {w}" for n, w in drawn.select("name", "words").rows()),
        body=chart,
        table=rows,
        headers={"name": "Text", **schema.headers("readability", *SCORE[2:-1]), "note": "Caveats"},
    )


def of_rows(rows: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Return the documents of some rows."""
    return corpus.documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))


def widest(rows: pl.DataFrame, corpus: Corpus, pairs: Iterable[Pair]) -> str:
    """State the widest difference between documents that can be compared, or none."""
    measure = rows["measure"][0]
    values = {
        doc_id: value
        for doc_id, unit, value in rows.select("doc_id", "unit", "value").iter_rows()
        if unit == "document" and value is not None
    }
    gaps = [
        (abs(values[left] - values[right]), left, right)
        for left, right in pairs
        if left in values and right in values
    ]
    if not rows["value"].count():
        return f"{measure} is not defined for any of these texts"
    if not gaps:
        return f"{measure} of {spelled(rows.height, 'text')}, side by side"
    _, left, right = max(gaps)
    names = corpus.labels
    return (
        f"{names[left]} scores {values[left]:.1f} and {names[right]} {values[right]:.1f} on {measure}, "
        "the widest gap of a pair that can be compared"
    )


def difference(parts: pl.DataFrame, corpus: Corpus, left: str, right: str, stamp: str) -> Figure:
    """Draw the parts of a difference, right minus left; they add up to it.

    Takes the frame of `scores.decompose` and the sentence that says what the pair can show.
    """
    names, total = corpus.labels, parts["difference"][0]
    measure = parts["measure"][0]
    rows = parts.with_columns(
        words=pl.Series([signed(value) for value in parts["contribution"]]),
        label=pl.Series([sentence_case(part) for part in parts["part"]]),
    )
    made = listed([f"{words} from {part}" for part, words in rows.select("part", "words").rows()])
    side = "above" if total >= 0 else "below"
    title = (
        f"The {measure} of {names[right]} is {abs(total):.1f} {side} that of {names[left]}: {made}"
    )
    headers = {
        "label": "Part",
        "component": "Component",
        "coefficient": "Weight in the formula",
        "left": names[left],
        "right": names[right],
        "contribution": "Contribution",
    }
    return Figure(
        name="difference",
        title=title,
        subtitle=f"Weight in the formula times the difference of the component, {names[right]} minus "
        f"{names[left]}. {stamp}",
        source=source_line(corpus.documents.filter(pl.col("doc_id").is_in([left, right])))
        + syllables(parts),
        alt=f"Bar chart. {title}.",
        body=by_row(
            rows, "label", "contribution", f"{measure}: contribution", words="words", mark="bar"
        ),
        table=rows,
        headers=headers,
    )


def measures(
    rows: pl.DataFrame, definitions: pl.DataFrame, corpus: Corpus, pairs: Sequence[Pair]
) -> Figure:
    """Draw the documents under the measure that the reader chooses; it works without a kernel.

    Takes rows of the frame `readability` for whole documents under one splitting variant, and the
    frame of `scores.definitions`.
    """
    rows = named(rows, corpus).with_columns(pl.col("measure").cast(pl.String))
    rows = rows.join(
        definitions.select("measure", "formula", "harder"), on="measure", maintain_order="left"
    )
    shown = of_rows(rows, corpus)
    here, more = first_rows(shown, "document")
    drawn = rows.filter(pl.col("doc_id").is_in(here["doc_id"].implode()))
    hard = drawn.with_columns(
        hard=pl.when(pl.col("harder") == "lower").then(-pl.col("value")).otherwise("value")
    )
    n_measures = rows["measure"].n_unique()
    kept, lost = ordered_alike(hard, pairs, "measure")
    every = of(n_measures, n_measures, "measure")
    form = f"{sentence_case(every)} put {{}} in the same order"
    title = order_title(kept, lost, corpus, form, f"Not {every} agree on")
    return Figure(
        name="measures",
        title=title,
        subtitle=f"{count(shown.height, 'document')}, a sentence ending at each {rows['splitter'][0]}; "
        f"each measure has its own scale. Lines are 95 % intervals inside the document. {more}".strip(),
        source=source_line(shown) + syllables(rows),
        alt=f"Dot chart with intervals, one measure at a time. {title}.",
        body=by_row(
            drawn,
            "name",
            "value",
            "Score",
            words="words",
            interval=("low", "high"),
            kinds=GENRES,
            hollow="hollow",
            choose=("measure", "Measure"),
            tips={"formula": "Formula"},
            zero=False,
        ),
        table=rows,
        headers={
            **schema.headers("readability", "measure"),
            "name": "Text",
            **schema.headers("readability", *SCORE[2:-1]),
            "formula": "Formula",
        },
    )


def ordered_alike(
    hard: pl.DataFrame, pairs: Sequence[Pair], by: str
) -> tuple[list[Pair], list[Pair]]:
    """Part pairs into those that ``hard`` puts in the same order under each value of ``by``, and not."""
    values: dict[str, dict[str, float]] = {}
    for doc_id, under, value in hard.drop_nulls("hard").select("doc_id", by, "hard").iter_rows():
        values.setdefault(doc_id, {})[under] = value
    kept, lost = [], []
    for left, right in pairs:
        both = values.get(left, {}).keys() & values.get(right, {}).keys()
        signs = {values[left][under] > values[right][under] for under in both}
        if signs:
            (lost if len(signs) > 1 else kept).append((left, right))
    return kept, lost


def order_title(
    kept: Sequence[Pair], lost: Sequence[Pair], corpus: Corpus, form: str, otherwise: str
) -> str:
    """State how many pairs keep their order, and name the first that do not.

    ``form`` has a place for the pairs that do; a single pair that does not is said with ``otherwise``.
    """
    n = len(kept) + len(lost)
    if not n:
        return "No two of these documents can be compared"
    names = corpus.labels
    told = [f"{names[left]} and {names[right]}" for left, right in lost]
    if n == len(lost) == 1:
        return f"{otherwise} the order of {told[0]}"
    rest = f"; not {listed(told, 'pair', most=2)}" if told else ""
    return f"{form.format(of(len(kept), n, 'comparable pair'))}{rest}"


def variants(rows: pl.DataFrame, corpus: Corpus, pairs: Sequence[Pair]) -> Figure:
    """Draw one measure of the documents under each variant of where a sentence ends.

    Takes rows of the frame `readability` for whole documents that share a measure.
    """
    measure = rows["measure"][0]
    rows = named(rows, corpus).drop_nulls("value")
    here, more = first_rows(of_rows(rows, corpus), "document")
    drawn = rows.filter(pl.col("doc_id").is_in(here["doc_id"].implode()))
    kept, lost = ordered_alike(drawn.with_columns(hard="value"), pairs, "splitter")
    keep = "keep their" if len(kept) > 1 else "keeps its"
    form = f"However sentences are split, {{}} {keep} order"
    title = order_title(kept, lost, corpus, form, "How sentences are split decides")
    ranges = drawn.group_by("document", maintain_order=True).agg(
        low=pl.col("value").min(), high=pl.col("value").max()
    )
    said = [f"{name}: {low:.1f} to {high:.1f}" for name, low, high in ranges.iter_rows()]
    return Figure(
        name="variants",
        title=title,
        subtitle=f"{measure} of {count(here.height, 'document')} under "
        f"{count(rows['splitter'].n_unique(), 'variant')} of where a sentence ends. Lines are 95 % "
        f"intervals inside the document. {more}".strip(),
        source=source_line(here) + syllables(rows),
        alt=f"Dot chart by variant. {title}. {'; '.join(said)}.",
        body=by_row(
            drawn.with_columns(
                variant=sentence_case_of("splitter"),
                words=pl.format("{} · {}", decimals("value"), "document"),
            ),
            "variant",
            "value",
            measure,
            words="words",
            interval=("low", "high"),
            kinds=GENRES,
            within="document",
            zero=False,
        ),
        table=rows,
        headers=schema.headers("readability", "splitter")
        | {"name": "Text"}
        | schema.headers("readability", "value", "low", "high"),
    )


def sentence_case_of(column: str) -> pl.Expr:
    """Return a column of words as they begin a label."""
    words = pl.col(column).cast(pl.String)
    return words.str.slice(0, 1).str.to_uppercase() + words.str.slice(1)


def sentences(rows: pl.DataFrame, corpus: Corpus, measure: str) -> Figure:
    """List the hardest and the easiest sentences, each with its paragraph folded under it."""
    context = corpus.paragraphs.select("doc_id", "para_no", base="start", paragraph="text")
    rows = rows.join(context, on=["doc_id", "para_no"], how="left", maintain_order="left")
    names = corpus.labels

    def passage(row: dict[str, Any]) -> Markup:
        span = (row["start"], row["start"] + len(row["text"]))
        whole = Markup("<p>{}</p>").format(marked(row["paragraph"], [span], row["base"]))
        place = f"{names[row['doc_id']]}, ¶ {row['para_no']}: in its paragraph"
        return join([row["text"], fold(place, whole)])

    def counts(row: dict[str, Any]) -> Markup:
        told = [Markup("{}<br>").format(f"{row[name]:,} {noun}") for name, noun in COUNTED.items()]
        return Markup('<span class="wb-even">{}</span>').format(join(told))

    longest = rows.filter(side="hardest")["n_words"].max() or 0
    title = f"The hardest sentences run to {count(longest, 'word')}"
    headers = {"side": "Which", "value": "Score", "passage": "Sentence", "counts": "Counts"}
    shown = table(
        rows,
        "Hardest and easiest sentences with their counts",
        headers,
        {"passage": passage, "counts": counts},
    )
    file = rows.drop("paragraph", "base").with_columns(citation=citations(rows, corpus.documents))
    return Figure(
        name="sentences",
        title=title,
        subtitle=f"{measure} of single sentences; {count(rows.height, 'sentence')} shown. The formula "
        "was made for passages of many sentences: here it only ranks.",
        source=source_line(of_rows(rows, corpus)) + syllables(rows),
        alt=f"Table. {title}. {count(rows.height, 'sentence')} with their counts.",
        body=join([shown, download("sentences.csv", file)]),
    )


def inspection(words: pl.DataFrame, rows: pl.DataFrame) -> Figure:
    """Show every word of a text as it is counted, and every formula with its numbers put in.

    Takes words with their features and rows of the frame `readability` with ``working``.
    """
    marks = [pl.when(column).then(pl.lit(text)) for column, text in MARKS.items()]
    words = words.with_columns(marks=pl.concat_str(marks, separator=", ", ignore_nulls=True))
    guessed = words.filter(pl.col("source") == "hyphenation guess").height
    sizes = [(words.height, "word"), (words["syllables"].sum(), "syllable")]
    n_sentences = int(rows["n_sentences"][0])
    title = f"{listed([count(n, noun) for n, noun in (*sizes, (n_sentences, 'sentence'))])}"
    if rows["value"].null_count() == rows.height:
        title = sentence_case(rows["reason"][0])
    note = pl.when(pl.col("reason") != "").then("reason").otherwise("warning")
    shown = rows.with_columns(score=decimals("value"), note=note)
    heads = {
        "measure": "Measure",
        "score": "Score",
        "working": "How it is counted",
        "note": "Caveats",
    }
    word_heads = {
        "form": "Word",
        "syllables": "Syllables",
        "letters": "Letters",
        "source": "Syllables from",
        "marks": "Counts as",
    }
    by_word = table(words, "Every word as it is counted", word_heads)
    return Figure(
        name="inspection",
        title=title,
        subtitle=f"How each formula counts the text. The syllables of {guessed:,} of "
        f"{count(words.height, 'word')} are guessed by hyphenation; a number counts as one syllable.",
        source=f"Source: the text given.{syllables(rows)}",
        alt=f"Two tables. {title}.",
        body=join(
            [
                table(shown, "Each formula with its numbers put in", heads),
                fold(f"Word by word ({words.height:,})", by_word, unfolded=words.height <= 60),  # noqa: PLR2004 - a screen
            ]
        ),
    )


def guessed(rows: pl.DataFrame, corpus: Corpus) -> Figure:
    """List the words whose syllables are a guess, document by document.

    Takes the frame of `measure.guessed_words`.
    """
    by_document = rows.group_by("doc_id").agg(
        n=pl.col("n").sum(),
        share=pl.col("share").sum(),
        words=pl.format("{} ({})", "form", "syllables").str.join(", "),
    )
    listing = with_label(corpus.documents.select("doc_id", "n_words"), corpus.documents).join(
        by_document, on="doc_id", how="left", maintain_order="left"
    )
    listing = listing.with_columns(
        pl.col("n").fill_null(0), share=percents(pl.col("share").fill_null(0), 1)
    )
    total, n_words = listing["n"].sum(), listing["n_words"].sum()
    title = f"{total:,} of {count(n_words, 'word')} are not in the dictionary"
    headers = {
        "document": "Document",
        "n": "Guessed",
        "n_words": "Words",
        "share": "Share",
        "words": "Words (syllables as guessed)",
    }
    drawn, more = first_rows(listing, "document")
    return Figure(
        name="guessed",
        title=title,
        subtitle="Their syllables come from hyphenation rules, too few for many Russian names; numbers "
        f"are not among them and count as one syllable. {more}".strip(),
        source=source_line(corpus.documents),
        alt=f"Table. {title}.",
        body=join(
            [
                table(drawn, "Words whose syllables are a guess", headers),
                download("guessed.csv", rows),
            ]
        ),
    )
