"""A formula followed through all documents: where it stands, in which form, in whose words.

A phrase is matched with folded words. ``*`` in a word stands for any ending (``polic*``), alone
for any one word; ``**`` or ``…`` between words for up to five words; ``|`` parts alternatives. A
match never leaves its sentence; of several that begin at one word, the shortest is taken.
"""

from difflib import SequenceMatcher

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.words import word_pattern
from workbench.errors import WorkbenchError

REACH = 5
NEAR, NEAR_RATIO = 5, 0.6
WIDE = ("**", "…", "...")
LOCAL = ("doc_id", "para_no", "sent_no", "provision", "section", "start", "end", "text", "variant")


def parse(phrase: str, variants: dict[str, str] | None = None) -> list[list[str]]:
    """Cut a phrase into alternatives of slots: folded words, and ``**`` for a gap.

    ``variants`` (form to joined word) are joined as in the corpus, so that "Viet Nam" is found.

    Examples
    --------
    >>> parse("Viet Nam | any third…", {"viet nam": "vietnam"})
    [['vietnam'], ['any', 'third', '**']]
    """
    out = []
    for part in phrase.lower().replace("’", "'").split("|"):
        for form in sorted(variants or {}, key=len, reverse=True):
            part = f" {part} ".replace(f" {form} ", f" {variants[form]} ")  # noqa: PLW2901
        for mark in WIDE:
            part = part.replace(mark, " \0 ")  # noqa: PLW2901
        words = part.replace("-", " ").replace(",", " ").split()
        slots = ["**" if word == "\0" else word.removesuffix("'s") for word in words]
        if not any(slot.strip("*") for slot in slots):
            raise WorkbenchError(
                f"{part.strip()!r} holds no word to look for; write words, with * for any ending."
            )
        out.append(trim(slots))
    return out


def trim(slots: list[str]) -> list[str]:
    """Drop gaps at the beginning; a gap at the end stays and takes one word."""
    while slots[0] == "**":
        slots = slots[1:]
    return slots


def track(corpus: Corpus, phrase: str, variants: dict[str, str] | None = None) -> pl.DataFrame:
    """Follow a phrase through all documents: one row per match, in order.

    Columns: ``doc_id``, ``para_no``, ``sent_no``, ``provision``, ``section``, ``start``, ``end``,
    ``text`` (as printed), ``variant`` (folded) and ``voice``: *stated* in a full
    statement, *quoted* inside balanced quotation marks of a digest or report, *reported* otherwise. No row means no match; `nearest` then says what comes close.

    Examples
    --------
    >>> import workbench
    >>> track(workbench.load(), "comprehensive strategic partner*")["doc_id"].n_unique()
    5
    """
    words = corpus.tokens.filter(pl.col("word").is_not_null()).sort("doc_id", "start")
    ends = corpus.tokens.with_columns(
        head=pl.col("word").is_not_null().cum_sum().over("doc_id")
    ).group_by("doc_id", "head", maintain_order=True)
    words = words.with_columns(end=ends.agg(pl.col("end").last())["end"])
    spans = {span for slots in parse(phrase, variants) for span in matches(words, slots)}
    kept: dict[int, int] = {}
    for begin, stop in sorted(spans):
        kept.setdefault(begin, stop)
    return with_voice(lay_out(words, sorted(kept.items()), corpus), corpus.quotes, corpus.documents)


def matches(words: pl.DataFrame, slots: list[str]) -> list[tuple[int, int]]:
    """Find the runs of words that fill the slots, as (first row, row after the last)."""
    series = words["word"]
    vocabulary = series.unique().sort()
    fits = {
        slot: set(vocabulary.filter(vocabulary.str.contains(word_pattern(slot))))
        for slot in set(slots) - {"**"}
    }
    sentence = words.select(pl.struct("doc_id", "sent_no").rle_id()).to_series().to_list()
    running = series.to_list()
    found = []
    for begin in series.is_in(sorted(fits[slots[0]])).arg_true():
        stop = fill(running, sentence, fits, slots, begin)
        if stop is not None:
            found.append((begin, stop))
    return found


def fill(
    running: list[str], sentence: list[int], fits: dict[str, set[str]], slots: list[str], begin: int
) -> int | None:
    """Give the row after the shortest run from ``begin`` that fills the slots, or nothing."""
    ends = {begin}
    for place, slot in enumerate(slots):
        if slot == "**":
            last = place == len(slots) - 1
            ends = {end + step for end in ends for step in range(1 if last else 0, REACH + 1)}
        else:
            ends = {end + 1 for end in ends if end < len(running) and running[end] in fits[slot]}
        ends = {end for end in ends if end <= len(running) and sentence[end - 1] == sentence[begin]}
    return min(ends, default=None)


def lay_out(words: pl.DataFrame, spans: list[tuple[int, int]], corpus: Corpus) -> pl.DataFrame:
    """Turn runs of rows into passages with their place and their text."""
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    first = words.select("doc_id", "para_no", "sent_no", "start")
    rows = []
    for begin, stop in spans:
        doc_id, para_no, sent_no, start = first.row(begin)
        end = words["end"][stop - 1]
        variant = " ".join(words["word"][begin:stop])
        rows.append((doc_id, para_no, sent_no, start, end, texts[doc_id][start:end], variant))
    names = {"doc_id": words["doc_id"].dtype, "para_no": pl.UInt32, "sent_no": pl.UInt32}
    names |= {"start": pl.UInt32, "end": pl.UInt32, "text": pl.String, "variant": pl.String}
    place = corpus.paragraphs.select("doc_id", "para_no", "provision", "section")
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.join(place, on=["doc_id", "para_no"], how="left", maintain_order="left").select(
        LOCAL
    )


def with_voice(rows: pl.DataFrame, quotes: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add ``voice``: a full statement states; a digest quotes, or reports in its own words.

    Quoted means that the whole match lies inside one balanced quotation.
    """
    inside = quotes.filter("balanced").select("doc_id", open="start", close="end")
    key = ["doc_id", "start", "end"]
    quoted = (
        rows.select(key)
        .join(inside, on="doc_id")
        .filter(pl.col("open") <= pl.col("start"), pl.col("end") <= pl.col("close"))
        .select(*key, voice=pl.lit("quoted"))
        .unique()
    )
    full = documents.filter(pl.col("genre") == "statement")["doc_id"].implode()
    own = pl.when(pl.col("doc_id").is_in(full)).then(pl.lit("stated"))
    rows = rows.join(quoted, on=key, how="left", maintain_order="left")
    return rows.with_columns(voice=pl.coalesce(own, "voice", pl.lit("reported")))


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
    wanted = [slot.strip("*") for slot in parse(phrase)[0] if slot.strip("*")]
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
