"""Figures of readability: scores beside their components, differences, variants, sentences."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import Corpus
from workbench.figures import Figure, texts
from workbench.figures.charts import ROWS, by_row, first_rows
from workbench.figures.tables import download, table
from workbench.figures.theme import GENRES
from workbench.readability.measure import syllable_source

#: Two documents that can be compared, the earlier one first.
Pair = tuple[str, str]
#: The word side of each formula and its heading, where it is not syllables.
WORD_SIDE = {
    "ARI": ("letters_per_word", "Letters per word"),
    "Coleman–Liau": ("letters_per_word", "Letters per word"),
    "LIX": ("long_word_share", "Share of long words"),
    "RIX": ("long_word_share", "Share of long words"),
}
SYLLABLES = ("syllables_per_word", "Syllables per word")
VOICES = (
    "Many sentences mix both voices: each voice takes their whole length, and its share of them. "
)
#: The population that an interval is about.
LINES = "Lines are 95 % intervals: where another draw of sentences like a document's own would lie."
SCORE = (
    "value low high words_per_sentence syllables_per_word n_words n_sentences n_guessed"
).split()
#: How scores are drawn, each with its interval.
DRAWN = {"interval": ("low", "high"), "kinds": GENRES, "zero": False}
COUNTED = {
    "n_words": "words",
    "n_syllables": "syllables",
    "n_long": "long",
    "n_complex": "complex",
    "n_guessed": "guessed",
}


def named(rows: pl.DataFrame, corpus: Corpus) -> pl.DataFrame:
    """Add ``name``, ``key``, ``genre``, ``note`` (caveats) and ``words`` to scores."""
    about = corpus.documents.select("doc_id", "genre")
    value, refused = texts.decimals("value"), pl.col("reason") != ""
    score = pl.format("{} ({} to {})", value, texts.decimals("low"), texts.decimals("high"))
    short = pl.when(pl.col("warning").str.contains("short text")).then(pl.lit(" · short text"))
    heading = pl.when(pl.col("unit_id") == "").then(pl.lit("under no heading"))
    whole = pl.when(pl.col("unit").cast(pl.String) == "document").then("document")
    rows = texts.with_label(rows.join(about, on="doc_id", maintain_order="left"), corpus.documents)
    return rows.with_columns(
        name=whole.otherwise(pl.format("{} · {}", "document", heading.otherwise("unit_id"))),
        key=pl.format("{}|{}", "doc_id", "unit_id"),
        note=pl.when(refused).then("reason").otherwise("warning"),
        words=pl.when(refused)
        .then("reason")
        .when(pl.col("low").is_null())
        .then(pl.format("{} · one sentence, no interval", value))
        .otherwise(pl.concat_str(score, short, ignore_nulls=True)),
    )


def first_texts(rows: pl.DataFrame, corpus: Corpus) -> tuple[pl.DataFrame, pl.DataFrame, str]:
    """Return scores with their names, those of the first texts, and the sentence that says so."""
    rows = named(rows, corpus)
    texts, more = first_rows(rows.select("key").unique(maintain_order=True), "text")
    return rows, rows.join(texts, on="key", how="semi", maintain_order="left"), more


def sources(rows: pl.DataFrame, corpus: Corpus) -> str:
    """Name the documents of some rows, and where syllables come from."""
    here = corpus.documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    return f"{texts.source_line(here)} Syllables: {syllable_source()}."


def scores(rows: pl.DataFrame, corpus: Corpus, pairs: Iterable[Pair]) -> Figure:
    """Draw one measure of some units under one splitting variant, beside what makes it.

    Takes rows of the frame `readability` that share measure, unit and splitter, and the pairs of
    documents that can be compared. A hollow mark is beyond the scale of the formula.
    """
    measure, splitter, unit = rows.select("measure", "splitter", "unit").row(0)
    rows, drawn, more = first_texts(rows, corpus)
    voice = unit == "voice"
    length = "Length of the sentences they stand in" if voice else "Words per sentence"
    beside = [("words_per_sentence", length), WORD_SIDE.get(measure, SYLLABLES)]
    beyond = int(drawn["beyond_scale"].sum())
    off = f" Hollow marks are beyond the scale of the formula: {beyond}." if beyond else ""
    title = widest(drawn, corpus, pairs)
    told = "; ".join(f"{name}: {words}" for name, words in drawn.select("name", "words").rows())
    return Figure(
        name="readability",
        title=title,
        subtitle=f"{measure} of {texts.count(rows.height, 'text')}, a sentence ending at each {splitter}. "
        f"The lines are 95 % intervals: how far another {rows['n_draws'].max() or 0:,} draws of "
        "sentences like these would move the score; how sentences are split is not in them."
        f"{off} {VOICES if voice else ''}{more}".strip(),
        source=f"{sources(rows, corpus)} Counts: {rows['engine'][0]}.",
        alt=f"Dot chart with intervals and two bars beside each mark. {title}. {told}",
        body=by_row(
            drawn,
            "name",
            "value",
            measure,
            hollow="beyond_scale",
            beside=beside,
            words="words",
            tips={"note": "Caveats"},
            **DRAWN,
        ),
        table=rows,
        headers={"name": "Text", **schema.headers("readability", *SCORE), "note": "Caveats"},
    )


def widest(rows: pl.DataFrame, corpus: Corpus, pairs: Iterable[Pair]) -> str:
    """State the widest difference between documents that can be compared, or none."""
    measure, names = rows["measure"][0], corpus.labels
    whole = rows.filter(pl.col("unit").cast(pl.String) == "document").drop_nulls("value")
    values = dict(whole.select("doc_id", "value").iter_rows())
    gaps = [(abs(values[a] - values[b]), a, b) for a, b in pairs if {a, b} <= values.keys()]
    if not rows["value"].count():
        return f"{measure} is not defined for any of these texts"
    if not gaps:
        return f"{measure} of {texts.spelled(rows.height, 'text')}, side by side"
    _, left, right = max(gaps)
    low, high = (f"{values[side]:.1f}".replace("-", "−") for side in (left, right))
    return (
        f"{names[left]} scores {low} and {names[right]} {high} on {measure}, the widest gap of a "
        "pair that can be compared"
    )


def difference(parts: pl.DataFrame, corpus: Corpus, left: str, right: str, stamp: str) -> Figure:
    """Draw the parts of a difference, right minus left; they add up to it.

    Takes the frame of `scores.decompose` and the sentence that says what the pair can show.
    """
    names, total, measure = corpus.labels, parts["difference"][0], parts["measure"][0]
    rows = parts.with_columns(
        words=pl.Series([texts.signed(value, 2) for value in parts["contribution"]]),
        label=pl.Series(map(texts.sentence_case, parts["part"])),
    )
    made = texts.listed(
        [f"{words} from {part}" for part, words in rows.select("part", "words").rows()]
    )
    side = "above" if total >= 0 else "below"
    title = (
        f"The {measure} of {names[right]} is {abs(total):.2f} {side} that of {names[left]}: {made}"
    )
    axis = f"{measure}: contribution"
    return Figure(
        name="difference",
        title=title,
        subtitle=f"Weight in the formula times the difference of the component, {names[right]} minus "
        f"{names[left]}. {stamp}",
        source=sources(pl.DataFrame({"doc_id": [left, right]}), corpus),
        alt=f"Bar chart. {title}.",
        body=by_row(rows, "label", "contribution", axis, words="words", mark="bar"),
        table=rows,
        headers={
            "label": "Part",
            "component": "Component",
            "coefficient": "Weight in the formula",
            "left": names[left],
            "right": names[right],
            "contribution": "Contribution",
        },
    )


def measures(
    rows: pl.DataFrame, definitions: pl.DataFrame, corpus: Corpus, pairs: Sequence[Pair]
) -> Figure:
    """Draw the documents under the measure that the reader chooses; it works without a kernel.

    Takes rows of the frame `readability` for whole documents under one splitting variant, and the
    frame of `scores.definitions`.
    """
    about = definitions.select("measure", "formula", "harder")
    rows = rows.with_columns(pl.col("measure").cast(pl.String))
    rows = rows.join(about, on="measure", maintain_order="left")
    sign = pl.when(pl.col("harder") == "lower").then(-1).otherwise(1)
    n, splitter = rows["measure"].n_unique(), rows["splitter"][0]
    every = texts.of(n, n, "measure")
    return ordered(
        "measures",
        rows.with_columns(hard=sign * pl.col("value")),
        corpus,
        pairs,
        (f"{texts.sentence_case(every)} put {{}} in the same order", f"Not {every} agree on"),
        f"a sentence ending at each {splitter}; each measure has its own scale",
        row="name",
        axis="Score",
        words="words",
        hollow="beyond_scale",
        choose=("measure", "Measure"),
        tips={"formula": "Formula"},
    )


def variants(rows: pl.DataFrame, corpus: Corpus, pairs: Sequence[Pair]) -> Figure:
    """Draw one measure of the documents under each variant of where a sentence ends.

    Takes rows of the frame `readability` for whole documents that share a measure.
    """
    measure, n = rows["measure"][0], rows["splitter"].n_unique()
    return ordered(
        "variants",
        rows.drop_nulls("value").with_columns(hard="value"),
        corpus,
        pairs,
        ("However sentences are split, {} {keep} order", "How sentences are split decides"),
        f"{measure} under {texts.count(n, 'variant')} of where a sentence ends",
        row="variant",
        axis=measure,
        words="said",
        within="document",
    )


def ordered(
    name: str,
    rows: pl.DataFrame,
    corpus: Corpus,
    pairs: Sequence[Pair],
    forms: tuple[str, str],
    how: str,
    **drawing: Any,  # noqa: ANN401 - as `by_row` takes them
) -> Figure:
    """Draw documents under each measure or variant, and say which pairs keep their order.

    ``hard`` is a column that is higher for what is harder; ``forms`` as in `order_title`.
    """
    by = "splitter" if name == "variants" else "measure"
    rows, drawn, more = first_texts(rows, corpus)
    drawn = drawn.with_columns(
        variant=pl.col("splitter").cast(pl.String).str.replace("^f", "F"),
        said=pl.format("{} · {}", texts.decimals("value"), "document"),
    )
    title = order_title(drawn, pairs, by, corpus, *forms)
    first = drawn.filter(pl.col(by) == drawn[by].first())
    headers = {"name": "Text"} | schema.headers("readability", by, *SCORE)
    headers |= {"formula": "Formula"} if by == "measure" else {}
    return Figure(
        name=name,
        title=title,
        subtitle=f"{texts.count(rows['doc_id'].n_unique(), 'document')}, {how}. {LINES} {more}".strip(),
        source=sources(rows, corpus),
        alt=f"Dot chart with intervals. {title}. Under {drawn[by].first()}: "
        f"{texts.alt_list(first, 'document', 'words')}.",
        body=by_row(drawn, value="value", **DRAWN | drawing),
        table=rows,
        headers=headers,
    )


def order_title(
    hard: pl.DataFrame, pairs: Iterable[Pair], by: str, corpus: Corpus, form: str, otherwise: str
) -> str:
    """State how many pairs ``hard`` puts in the same order under each value of ``by``.

    ``form`` has a place for the pairs that do; a single pair that does not is said with ``otherwise``.
    """
    values: dict[str, dict[str, float]] = {}
    for doc_id, under, value in hard.drop_nulls("hard").select("doc_id", by, "hard").iter_rows():
        values.setdefault(doc_id, {})[under] = value
    n_kept, lost = 0, []
    for left, right in pairs:
        one, other = values.get(left, {}), values.get(right, {})
        signs = {one[under] > other[under] for under in one.keys() & other.keys()}
        n_kept += len(signs) == 1
        if len(signs) > 1:
            lost.append(f"{corpus.labels[left]} and {corpus.labels[right]}")
    n = n_kept + len(lost)
    if not n:
        return "No two of these documents can be compared"
    if n == len(lost) == 1:
        return f"{otherwise} the order of {lost[0]}"
    rest = f"; {texts.listed(lost, 'pair', most=2)} do not" if lost else ""
    keep = "keep their" if n_kept > 1 else "keeps its"
    return f"{form.format(texts.of(n_kept, n, 'comparable pair'), keep=keep)}{rest}"


def sentences(rows: pl.DataFrame, corpus: Corpus, measure: str) -> Figure:
    """List the hardest and the easiest sentences, each with its paragraph folded under it."""
    context = corpus.paragraphs.select("doc_id", "para_no", base="start", paragraph="text")
    file = rows.with_columns(citation=texts.citations(rows, corpus.documents))
    rows = rows.join(context, on=["doc_id", "para_no"], how="left", maintain_order="left")

    def passage(row: dict[str, Any]) -> Markup:
        span = (row["start"], row["start"] + len(row["text"]))
        whole = Markup("<p>{}</p>").format(texts.marked(row["paragraph"], [span], row["base"]))
        place = f"{corpus.labels[row['doc_id']]}, ¶ {row['para_no']}: in its paragraph"
        return texts.join([row["text"], texts.fold(place, whole)])

    def counts(row: dict[str, Any]) -> Markup:
        told = [Markup("{}<br>").format(f"{row[name]:,} {noun}") for name, noun in COUNTED.items()]
        return Markup('<span class="wb-even">{}</span>').format(texts.join(told))

    longest = rows.filter(side="hardest")["n_words"].max() or 0
    title = f"The hardest sentences run to {texts.count(longest, 'word')}"
    headers = {"side": "Which", "value": "Score", "passage": "Sentence", "counts": "Counts"}
    caption = "Hardest and easiest sentences with their counts"
    shown = table(rows, caption, headers, {"passage": passage, "counts": counts})
    return Figure(
        name="sentences",
        title=title,
        subtitle=f"{measure} of single sentences; {texts.count(rows.height, 'sentence')} shown. The formula "
        "was made for passages of many sentences: here it only ranks.",
        source=sources(rows, corpus),
        alt=f"Table. {title}. {texts.count(rows.height, 'sentence')} with their counts.",
        body=texts.join([shown, download("sentences.csv", file)]),
    )


def inspection(words: pl.DataFrame, rows: pl.DataFrame) -> Figure:
    """Show every word of a text as it is counted, and every formula with its numbers put in.

    Takes words with their features and rows of the frame `readability` with ``working``.
    """
    n_guessed = words.filter(source="hyphenation guess").height
    sizes = [
        texts.count(words.height, "word"),
        texts.count(words["syllables"].sum(), "syllable"),
        texts.count(int(rows["n_sentences"][0]), "sentence"),
    ]
    title = texts.listed(sizes) if rows["value"].count() else texts.sentence_case(rows["reason"][0])
    note = pl.when(pl.col("reason") != "").then("reason").otherwise("warning")
    heads = {"measure": "Measure", "score": "Score", "working": "How it is counted"}
    shown = table(
        rows.with_columns(score=texts.decimals("value"), note=note),
        "Each formula with its numbers put in",
        heads | {"note": "Caveats"},
    )
    heads = {"form": "Word", "syllables": "Syllables", "letters": "Letters"}
    heads |= {"source": "Syllables from", "marks": "Counts as"}
    by_word = table(words, "Every word as it is counted", heads)
    head, unfolded = f"Word by word ({words.height:,})", words.height <= ROWS
    by_word = texts.fold(head, by_word, unfolded=unfolded)
    return Figure(
        name="inspection",
        title=title,
        subtitle=f"How each formula counts the text. The syllables of {n_guessed:,} of "
        f"{texts.count(words.height, 'word')} are guessed by hyphenation; a number counts as one syllable.",
        source=f"Source: the text given. Syllables: {syllable_source()}.",
        alt=f"Two tables. {title}.",
        body=texts.join([shown, by_word, download("words.csv", words)]),
    )
