"""A formula followed through all documents: where it stands, in which form, in whose words.

The phrase is a query of the concordance (`concordance.ask`): ``*`` for any letters or one word,
``**`` or ``…`` for up to five words, ``|`` between alternatives.
"""

from difflib import SequenceMatcher

import polars as pl

from workbench.analysis.concordance.find import find
from workbench.analysis.concordance.near import folded
from workbench.analysis.concordance.query import ask
from workbench.analysis.voice import voiced
from workbench.corpus import Corpus
from workbench.corpus.words import fold

NEAR, NEAR_RATIO = 5, 0.6
LOCAL = ("doc_id", "para_no", "sent_no", "provision", "section", "start", "end", "text", "variant")


def track(corpus: Corpus, phrase: str) -> pl.DataFrame:
    """Follow a phrase through all documents: one row per match, in order.

    Columns: ``doc_id``, ``para_no``, ``sent_no``, ``provision``, ``section``, ``start``, ``end``,
    ``text`` (as printed), ``variant`` (folded, spellings joined) and ``voice``: *stated* in a full
    statement, *quoted* inside balanced quotation marks of a digest or report, *reported*
    otherwise. A name is found under every spelling that the corpus joins. No row means no match;
    `nearest` then says what comes close.

    Examples
    --------
    >>> import workbench
    >>> track(workbench.load(), "comprehensive strategic partner*")["doc_id"].n_unique()
    5
    """
    places = find(corpus, ask(phrase, spellings(corpus.tokens)))
    span = pl.int_ranges(pl.col("first_token"), pl.col("last_token") + 1)
    inside = places.select(place=pl.int_range(pl.len()), row=span).explode("row")
    words = corpus.tokens.select("sent_no", "word", "form")[inside["row"]]
    # a match that begins inside a joined name is told in its own words
    own = pl.col("word").first().is_null()
    told = (
        words.select(inside["place"], "sent_no", "word", form=fold("form"))
        .group_by("place", maintain_order=True)
        .agg(
            pl.col("sent_no").first(),
            variant=pl.when(own)
            .then(pl.col("form").str.join(" "))
            .otherwise(pl.col("word").drop_nulls().str.join(" ")),
        )
    )
    line = ["doc_id", "para_no"]
    lines = corpus.paragraphs.select(*line, "provision", "section", "text", base="start")
    here, size = pl.col("start") - pl.col("base"), pl.col("end") - pl.col("start")
    rows = (
        places.select(*line, "start", "end")
        .hstack(told.drop("place"))
        .join(lines, on=line, how="left", maintain_order="left")
        .with_columns(pl.col("text").str.slice(here, size))
    )
    return voiced(rows.select(LOCAL), corpus.documents, corpus.quotes)


def spellings(tokens: pl.DataFrame) -> dict[str, str]:
    """Give every spelling that the corpus prints of a joined word, and that word.

    Takes tokens; a word that is printed in one way alone is left out.

    Examples
    --------
    >>> words = {"form": ["Viet", "Nam", "Vietnam", "met"], "word": ["vietnam", None, "vietnam", "met"]}
    >>> spellings(pl.DataFrame(words))
    {'viet nam': 'vietnam', 'vietnam': 'vietnam'}
    """
    joined = pl.col("word").is_null() | pl.col("word").shift(-1, fill_value="").is_null()
    runs = tokens.select("word", "form").filter(joined)
    several = (
        runs.select("word", form=fold("form"), run=pl.col("word").is_not_null().cum_sum())
        .group_by("run", maintain_order=True)
        .agg(pl.col("word").first(), pl.col("form").str.join(" "))
        .drop("run")
    )
    alone = tokens.select("word", "form").filter(~joined).unique(maintain_order=True)
    printed = pl.concat([several, alone.with_columns(fold("form"))])
    other = printed.filter(pl.col("form") != pl.col("word")).unique(maintain_order=True)
    return dict(other.select("form", "word").iter_rows()) | {word: word for word in other["word"]}


def spread(hits: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Count matches per document, silence included: ``doc_id``, ``n``, ``n_quoted``, ``per_1000``.

    Takes the rows of `track` and the documents; a document without a match has its row, and
    ``status`` says what its silence means: nothing was found *in this source*, and only for a
    full statement *in the statement*.
    """
    counts = hits.group_by("doc_id").agg(n=pl.len(), n_quoted=(pl.col("voice") == "quoted").sum())
    rows = documents.select("doc_id", "genre", "n_words").join(
        counts, on="doc_id", how="left", maintain_order="left"
    )
    rows = rows.with_columns(pl.col("n", "n_quoted").fill_null(0))
    silent = pl.when(pl.col("genre") == "statement").then(pl.lit("not in the statement"))
    return rows.select(
        "doc_id",
        "n",
        "n_quoted",
        "n_words",
        per_1000=pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n") / pl.col("n_words")),
        status=pl.when(pl.col("n") > 0)
        .then(pl.lit("found"))
        .otherwise(silent.otherwise(pl.lit("not in this source"))),
    )


def nearest(corpus: Corpus, phrase: str) -> pl.DataFrame:
    """Give the phrases of the corpus that come closest to one that was not found.

    Takes the first alternative of the phrase, wildcards left aside; gives up to five rows with
    ``variant``, ``likeness`` (0 to 1, difflib's ratio over letters) and ``n``.

    Examples
    --------
    >>> import workbench
    >>> nearest(workbench.load(), "comprehensive strategy partnership")["variant"][0]
    'comprehensive strategic partnership'
    """
    wanted = folded(phrase)[0].split()
    words = corpus.tokens.filter(pl.col("word").is_not_null()).sort("doc_id", "start")
    ahead = [pl.col("word").shift(-step).over("doc_id", "sent_no") for step in range(len(wanted))]
    runs = words.select(variant=pl.concat_str(ahead, separator=" ")).drop_nulls()
    counts = runs.group_by("variant").agg(n=pl.len()).sort("variant")
    goal = SequenceMatcher(None, "", " ".join(wanted), autojunk=False)
    rows = []
    for variant, n in counts.iter_rows():
        goal.set_seq1(variant)
        if goal.real_quick_ratio() >= NEAR_RATIO and goal.quick_ratio() >= NEAR_RATIO:
            rows.append((variant, round(goal.ratio(), 3), n))
    names = {"variant": pl.String, "likeness": pl.Float64, "n": pl.UInt32}
    frame = pl.DataFrame(rows, schema=names, orient="row")
    close = frame.filter(pl.col("likeness") >= NEAR_RATIO)
    return close.sort(["likeness", "variant"], descending=[True, False]).head(NEAR)


def answer(hits: pl.DataFrame, near: pl.DataFrame, phrase: str) -> str:
    """Say in a sentence what was found, or what comes near.

    Examples
    --------
    >>> none = pl.DataFrame(schema={"doc_id": pl.String})
    >>> answer(none, pl.DataFrame({"variant": ["to aim at"]}), "aimed at")
    'No match for “aimed at”; near it: “to aim at”.'
    """
    if hits.height:
        documents = hits["doc_id"].n_unique()
        times = "match" if hits.height == 1 else "matches"
        places = "document" if documents == 1 else "documents"
        return f"{hits.height} {times} for “{phrase}” in {documents} {places}."
    if near.is_empty():
        return f"No match for “{phrase}”, and nothing near it."
    return f"No match for “{phrase}”; near it: {', '.join(f'“{v}”' for v in near['variant'])}."
