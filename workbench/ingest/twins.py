"""Texts that are there already: the same bytes, the same text, nearly the same text."""

from collections.abc import Iterator

import polars as pl

from workbench.schemas.ingest import INGEST_FRAMES

WORD = r"\w+"
#: Words in a group.
GROUP = 5
#: From here on two texts are nearly the same.
NEAR = 0.7
#: At a time: bytes of text that are cut, rows that are joined.
AT_ONCE, JOINED = 4_000_000, 2_000_000
#: What a division may be off.
SLACK = 1e-9
NEAR_SCHEMA = {"left": pl.UInt32, "right": pl.UInt32, "share": pl.Float64}
#: An odd number, so that the order of the words counts in the hash of a group.
MIXER = 0x9E3779B97F4A7C15
COLUMNS = ("doc_id", "sha256", "text")


def twins(offered: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Find pairs of texts that are the same or nearly so.

    Takes two frames with ``doc_id``, ``sha256`` and ``text``: what is offered and what is there.
    Gives one row per pair of an offered text and one before it or there (declared as ``twins``).
    A text that repeats earlier ones is paired with the first of them alone, so that a thousand
    copies are a thousand rows; nearly the same are paired each with each. The share is Jaccard's:
    word groups in both, divided by those in either (Broder 1997).

    Examples
    --------
    >>> text = pl.DataFrame({"doc_id": "a", "sha256": "1", "text": "Both sides agreed."})
    >>> other = pl.DataFrame({"doc_id": "b", "sha256": "2", "text": "Both  sides agreed"})
    >>> twins(text, other).row(0)
    ('a', 'b', 'same text', 1.0)
    """
    every = pl.concat([there.select(COLUMNS), offered.select(COLUMNS)]).with_row_index("text_no")
    plain = pl.col("text").str.to_lowercase().str.extract_all(WORD).list.join(" ")
    every = every.with_columns(
        bytes_as=pl.col("text_no").first().over("sha256"),
        text_as=pl.col("text_no").first().over(plain),
    )
    same_text = every.filter(pl.col("text_as") != pl.col("text_no"))
    copies = same_text.with_columns(same=pl.col("bytes_as") != pl.col("text_no")).select(
        left="text_no",
        right=pl.when("same").then("bytes_as").otherwise("text_as"),
        kind=pl.when("same").then(pl.lit("same bytes")).otherwise(pl.lit("same text")),
        share=pl.lit(1.0),
    )
    first = every.filter(pl.col("text_as") == pl.col("text_no"))
    alike = near(groups(first), there.height).with_columns(kind=pl.lit("near-same text"))
    pairs = pl.concat([copies, alike.select(copies.columns)])
    return called(pairs.filter(pl.col("left") >= there.height), every)


def called(pairs: pl.DataFrame, every: pl.DataFrame) -> pl.DataFrame:
    """Put identifiers in the place of the numbers of a pair, in their order."""
    names = every.select("text_no", "doc_id")
    schema = {name: column.dtype for name, column in INGEST_FRAMES["twins"].columns.items()}
    return (
        pairs.join(names.rename({"text_no": "left", "doc_id": "left_id"}), on="left")
        .join(names.rename({"text_no": "right", "doc_id": "right_id"}), on="right")
        .sort("left", "right")
        .select(left="left_id", right="right_id", kind="kind", share="share")
        .cast(schema)
    )


def groups(texts: pl.DataFrame) -> pl.DataFrame:
    """Cut texts into groups of five words that follow one another, hashed.

    Takes ``text_no`` and ``text``; gives a row per text and different group. A text of fewer words
    is one group.
    """
    part = (pl.col("text").str.len_bytes().cast(pl.Int64).cum_sum() - 1) // AT_ONCE
    found = [cut(some) for some in texts.with_columns(part=part).partition_by("part")]
    schema = {"text_no": pl.UInt32, "group": pl.UInt64}
    return pl.concat([pl.DataFrame(schema=schema), *found])


def cut(texts: pl.DataFrame) -> pl.DataFrame:
    """Cut some texts into their groups."""
    words = texts.select(
        "text_no", word=pl.col("text").str.to_lowercase().str.extract_all(WORD)
    ).explode("word")
    hashed = words.with_columns(pl.col("word").hash())
    group = pl.lit(0, pl.UInt64)
    for step in range(GROUP):
        following = pl.col("word").shift(-step).over("text_no").fill_null(0)
        group = group * pl.lit(MIXER, pl.UInt64) + following
    place = pl.int_range(pl.len()).over("text_no")
    last = pl.max_horizontal(pl.len().over("text_no").cast(pl.Int64) - GROUP, 0)
    return hashed.select("text_no", group=group, place=place, last=last).filter(
        pl.col("place") <= pl.col("last")
    ).select("text_no", "group").unique(maintain_order=True)  # fmt: skip


def near(grouped: pl.DataFrame, known: int = 0) -> pl.DataFrame:
    """Find the pairs of texts that share 70 % of their groups, and no fewer.

    Takes ``text_no`` and ``group``, a row per text and different group; pairs of two texts with
    numbers below ``known`` are not looked for. Gives ``left``, ``right`` (the smaller number) and
    ``share``. No pair is missed: with the groups in one order, rarest first, two sets that share
    so much also share one of the first groups of each, 30 % of them and one (prefix filter,
    Chaudhuri, Ganti & Kaushik 2006), so that only texts that meet there are compared.

    Examples
    --------
    >>> near(pl.DataFrame({"text_no": [1, 1, 2, 2, 3], "group": [7, 8, 7, 8, 8]})).rows()
    [(2, 1, 1.0)]
    """
    grouped = grouped.cast({"text_no": pl.UInt32})
    size = grouped.group_by("text_no").len("size")
    ordered = grouped.with_columns(met=pl.len().over("group")).join(size, on="text_no")
    prefix = pl.col("size") - (pl.col("size") * NEAR - SLACK).ceil().cast(pl.UInt32) + 1
    first = (
        ordered.filter(pl.col("met") > 1)
        .with_columns(alone=pl.col("size") - pl.len().over("text_no"))
        .sort("text_no", "met", "group")
        .with_columns(place=pl.col("alone") + pl.int_range(pl.len()).over("text_no"))
        .filter(pl.col("place") < prefix)
        .select("text_no", "group", "size")
    )
    found, parts = [pl.DataFrame(schema=NEAR_SCHEMA)], None
    for pairs in candidates(first, known):
        if not pairs.is_empty():
            parts = bundled(ordered) if parts is None else parts
            found.append(verified(pairs, parts, size))
    return pl.concat(found).sort("left", "right")


def candidates(first: pl.DataFrame, known: int) -> Iterator[pl.DataFrame]:
    """Give the pairs that share one of their first groups and could be alike in size, in parts."""
    other = first.rename({"text_no": "right", "size": "right_size"})
    lefts = first.filter(pl.col("text_no") >= known).rename({"text_no": "left"})
    met = lefts.join(other.group_by("group").len("met"), on="group")
    part = (met.group_by("left").agg(pl.col("met").sum()).sort("left")).select(
        "left", part=pl.col("met").cast(pl.Int64).cum_sum() // JOINED
    )
    for some in lefts.join(part, on="left").partition_by("part", include_key=False):
        small, large = (
            pl.min_horizontal("size", "right_size"),
            pl.max_horizontal("size", "right_size"),
        )
        yield (
            some.join(other, on="group")
            .filter(pl.col("right") < pl.col("left"), small >= large * NEAR - SLACK)
            .select("left", "right")
            .unique()
        )


def bundled(ordered: pl.DataFrame) -> pl.DataFrame:
    """Bundle the groups that the same texts share: a sentence in many texts is then one row of each.

    Takes ``text_no``, ``group`` and ``met`` (in how many texts the group is); gives ``text_no``,
    ``bundle`` and ``weight`` (its groups), for groups in more than one text.
    """
    shared = ordered.filter(pl.col("met") > 1)
    which = shared.group_by("group").agg(bundle=pl.col("text_no").hash().sum())
    return (
        shared.join(which, on="group")
        .group_by("text_no", "bundle")
        .agg(weight=pl.len().cast(pl.Int64))
        .sort("text_no", "bundle")
    )


def verified(pairs: pl.DataFrame, parts: pl.DataFrame, size: pl.DataFrame) -> pl.DataFrame:
    """Keep the pairs whose share of groups is large enough, counted whole."""
    found = [pl.DataFrame(schema=NEAR_SCHEMA)]
    rows = max(1, parts.height // max(1, parts["text_no"].n_unique()))
    mine = parts.rename({"text_no": "left"})
    theirs = parts.select("bundle", right="text_no")
    sizes = [size.rename({"text_no": side, "size": f"{side}_size"}) for side in ("left", "right")]
    for some in pairs.iter_slices(max(1, JOINED // rows)):
        common = (
            some.join(mine, on="left")
            .join(theirs, on=["right", "bundle"])
            .group_by("left", "right")
            .agg(both=pl.col("weight").sum())
        )
        either = pl.col("left_size").cast(pl.Int64) + pl.col("right_size") - pl.col("both")
        counted = common.join(sizes[0], on="left").join(sizes[1], on="right")
        counted = counted.select("left", "right", share=pl.col("both") / either)
        found.append(counted.filter(pl.col("share") >= NEAR - SLACK))
    return pl.concat(found)
