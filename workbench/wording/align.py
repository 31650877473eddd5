"""Which passage of one document answers to which of another, or to none.

A pair's outcome depends on the two documents alone: a passage is weighed by its own document and
by a fixed background, the sentences of the five shipped sources. Passages that are equal when
folded are linked first, with a score of 1, and take no part in what follows. In a *revision*,
where at least half of the passages are kept or nearly so, the rest is linked one to one by best
mutual likeness, and what was split or merged by runs of words taken over. Elsewhere two passages
are linked when each, or a part of it between commas, has the other as its best counterpart;
order plays no part. Below the threshold the answer is "no counterpart found".
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Annotated

import polars as pl
from msgspec import Meta, Struct

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.corpus.words import fold
from workbench.errors import WorkbenchError

#: Scores from which a link is proposed: in general, and in a revision.
LEAST, LEAST_REVISED = 0.10, 0.20
#: Mutual likeness of a passage that is nearly kept; share of such passages that makes a revision.
NEARLY, REVISED = 0.5, 0.5
#: A mutual link this strong leaves no room for weaker ones.
STRONG = 0.7
#: Share of a passage's runs of three words that a split or merged passage takes over.
TAKEN_OVER, RUN = 0.6, 3
#: Weight of a concept beside a word; share of a score that one side's choice alone is worth.
CONCEPT, ONE_WAY = 1.2, 0.5
#: Words of one passage only that are added to each length, so that short passages prove little.
SHRINK = 3.0
#: A feature in a larger share of the passages weighs nothing.
COMMON = 0.3
#: Added to document frequencies, and digits of a score, so that the order of a sum changes no link.
SMOOTH, DIGITS = 0.5, 6
#: A stretch between commas with fewer content words joins the one before it.
PIECE_WORDS = 3
#: Documents that are scored against one at a time, for memory grows with their words; such sets of
#: weighed passages that are held.
AT_ONCE, HELD = 100, 4
COMMA = r"[,;:][\"”’)]*\s+"
SIGNS = r"[$€£¥₽₫%‰§<>≤≥=±]|(?:^|[\s(])[-−–]\p{N}"
BACKGROUND = Path(__file__).with_name("background.tsv")
#: Function words, endings, numbers in words and units, in a file of their own.
WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
FUNCTION_WORDS = frozenset(WORDS["function_words"].split())
SHORTEST_STEM = 4
#: Ending and what replaces it; the first that leaves at least four letters is taken.
ENDINGS = tuple(pair.split("/") for pair in WORDS["endings"].split())
SIDES = ("left", "right")
KEY = ("doc", *SIDES)
KEYS = ("doc_id", "unit_no", "para_no", "provision", "start", "end", "text")
Phrase = Annotated[str, Meta(pattern=r"^\S+( \S+)*$")]
Phrases = Annotated[list[Phrase], Meta(min_length=1)]


class Concept(Struct, forbid_unknown_fields=True):
    """Words that stand for one matter."""

    concept: Annotated[str, Meta(pattern=r"\S")]
    words: Phrases


class Weightless(Struct, forbid_unknown_fields=True):
    """Words that stand in nearly every sentence of such texts."""

    why: str
    words: Phrases


class Concepts(Struct, forbid_unknown_fields=True):
    """The shape of ``codebook/concepts.toml``."""

    concept: list[Concept] = []
    weightless: list[Weightless] = []

    @property
    def named(self) -> list[tuple[str, str]]:
        """The phrases of all concepts, each with the concept's name."""
        return [(one.concept, phrase) for one in self.concept for phrase in one.words]


def read_concepts(folder: Path) -> Concepts:
    """Read the concepts of a corpus folder; without ``codebook/concepts.toml`` there are none.

    Examples
    --------
    >>> import workbench as wb
    >>> [one.words for one in read_concepts(wb.load().folder).concept if one.concept == "climate"]
    [['climate']]
    """
    path = folder / "codebook" / "concepts.toml"
    return books.read(path, Concepts) if path.exists() else Concepts()


def folded(phrases: Sequence[str]) -> list[list[str]]:
    """Fold the words of phrases as the words of a text are folded; ``*`` for any ending stays.

    Examples
    --------
    >>> folded(["Labor organization*", "sea"])
    [['labour', 'organisation*'], ['sea']]
    """
    words = [word for phrase in phrases for word in phrase.split()]
    bare = pl.DataFrame({"word": [word.removesuffix("*") for word in words]}, {"word": pl.String})
    known = dict(zip(words, bare.select(fold("word")).to_series(), strict=True))
    return [[known[word] + "*" * word.endswith("*") for word in one.split()] for one in phrases]


def find(words: pl.DataFrame, phrases: Sequence[Sequence[str]], unit: str) -> pl.DataFrame:
    """Return where folded phrases are among words in order: ``number``, row of the ``first``, ``size``.

    A phrase never runs from one ``unit``, a column of the words, into the next.

    Examples
    --------
    >>> words = pl.DataFrame({"word": "they invest in the sea".split(), "at": [1] * 5})
    >>> find(words, [["invest*", "in"], ["sea"]], "at").sort("first").rows()
    [(0, 1, 2), (1, 4, 1)]
    """
    known, rows = words["word"].unique().sort().to_list(), []
    for number, parts in enumerate(phrases):
        fitting = [fits(part, known) for part in parts]
        rows += [(number, " ".join(run), len(run)) for run in product(*fitting)]
    names = {"number": pl.UInt32, "run": pl.String, "size": pl.UInt32}
    runs = pl.DataFrame(rows, schema=names, orient="row")
    first = words["word"].is_in(runs["run"].str.split(" ").list.first().implode()).arg_true()
    places = pl.DataFrame({"first": first, "run": words["word"].gather(first)})
    order = ["number", "first", "size"]
    found = [pl.DataFrame(schema=dict.fromkeys(order, pl.UInt32))]
    for size in range(1, (runs["size"].max() or 0) + 1):
        found.append(places.join(runs.filter(size=size), on="run").select(order))
        places = places.filter(pl.col("first") + size < words.height)
        here, ahead = words[unit].gather(places["first"]), words[places["first"] + size]
        run = places["run"] + " " + ahead["word"]
        places = places.with_columns(run=run).filter(here == ahead[unit])
    return pl.concat(found).sort("first", "number")


def fits(part: str, known: Sequence[str]) -> Sequence[str]:
    """Return the words, of sorted ones, that fit a part of a phrase."""
    end = f"{part[:-1]}\U0010ffff" if part.endswith("*") else f"{part}\0"
    return known[bisect_left(known, part.removesuffix("*")) : bisect_left(known, end)]


def turn(frame: pl.DataFrame) -> pl.DataFrame:
    """Exchange left and right in every column that has a side.

    Examples
    --------
    >>> turn(pl.DataFrame({"left_id": "a", "right_id": "b"})).row(0)
    ('b', 'a')
    """
    other = {"left": "right", "right": "left"}
    back = frame.rename(
        lambda name: re.sub(r"^(?:left|right)(?=_|$)", lambda side: other[side[0]], name)
    )
    return back.select(frame.columns)


def overlap(side: str) -> pl.Expr:
    """Tell whether a place (of a side: ``left_``) meets the other that a join has set beside it."""
    start, end = f"{side}start", f"{side}end"
    return (pl.col(start) < pl.col(f"{end}_other")) & (pl.col(f"{start}_other") < pl.col(end))


@cache
def stem(word: str) -> str:
    """Return a folded word without its ending, so that inflections of one word meet.

    A blunt tool for comparison only; nothing that a reader sees is stemmed.

    Examples
    --------
    >>> stem("negotiations") == stem("negotiating"), stem("trade")
    (True, 'trad')
    """
    if len(word) <= SHORTEST_STEM or not word.isalpha():
        return word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    word = re.sub("y$", "i", word)
    word = re.sub("e$", "", word)
    return word[:-1] if len(word) > SHORTEST_STEM and word[-1] == word[-2] else word


def units(corpus: Corpus, unit: str = "sentence") -> pl.DataFrame:
    """Return a row per unit of comparison: provision, sentence or clause of every document.

    Columns: ``doc_id``, ``unit_no`` (in its document, from 1), ``para_no`` and ``provision`` where
    it begins, ``start``, ``end``, ``text``. A provision runs from its first sentence to its last.

    Examples
    --------
    >>> import workbench as wb
    >>> units(wb.load()).filter(doc_id="vov-2025").height
    12
    """
    if unit not in schema.PASSAGES:
        raise WorkbenchError(f"Unknown unit {unit!r}; choose {', '.join(schema.PASSAGES)}.")
    rows, number = (
        (corpus.clauses, "clause_no") if unit == "clause" else (corpus.sentences, "sent_no")
    )
    place = corpus.paragraphs.select("doc_id", "para_no", "provision")
    rows = rows.join(place, on=["doc_id", "para_no"], how="left", maintain_order="left")
    if unit != "provision":
        return rows.rename({number: "unit_no"}).select(KEYS)
    run = pl.struct("doc_id", "provision").rle_id()
    rows = rows.group_by("doc_id", "provision", run.alias("run"), maintain_order=True).agg(
        pl.col("para_no", "start").first(), pl.col("end").last()
    )
    whole = corpus.documents.select("doc_id", "text")
    rows = rows.join(whole, on="doc_id", how="left", maintain_order="left")
    text = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    unit_no = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id")
    return rows.with_columns(text=text, unit_no=unit_no).select(KEYS)


class Aligner:
    """The passages of a corpus, ready to be linked.

    Examples
    --------
    >>> import workbench as wb
    >>> Aligner(wb.load()).links("vov-2025", "vgp-2025", least=0.5).columns[:4]
    ['link_no', 'unit', 'left_id', 'left_unit_no']
    """

    def __init__(self, corpus: Corpus, unit: str = "sentence") -> None:
        self.corpus, self.unit = corpus, unit
        self.documents = corpus.documents.select("doc_id").with_row_index("doc")
        self.units = placed(units(corpus, unit), self.documents).with_row_index("at")
        self.concepts = read_concepts(corpus.folder)
        self.passages = lru_cache(maxsize=HELD)(self.weighed)

    def links(
        self, left: str, right: str | Iterable[str], least: float | None = None
    ) -> pl.DataFrame:
        """Link the passages of a document with those of another, or of each of several.

        Returns the links frame, numbered in the order of the left document within each pair.
        ``links(a, b)`` and ``links(b, a)`` are the same links with the sides exchanged. ``least``
        is the score from which a link is proposed; without it, `LEAST` or, in a revision,
        `LEAST_REVISED`.
        """
        rows = self.proposed(left, [right] if isinstance(right, str) else list(right), least)
        return self.lay_out(rows.with_columns(status=pl.lit("proposed"), note=pl.lit("")))

    def proposed(self, left: str, rights: list[str], least: float | None) -> pl.DataFrame:
        """Return proposed links as numbers of units: ``doc``, ``left``, ``right``, ``score``, ``mutual``."""
        if least is not None and not (isinstance(least, int | float) and 0 < least <= 1):
            raise WorkbenchError(
                f"The minimum score is {least!r}; it must lie above 0 and up to 1."
            )
        starts = range(0, len(rights) or 1, AT_ONCE)
        batches = [tuple(rights[first : first + AT_ONCE]) for first in starts]
        one = self.passages((left,), "left")
        return pl.concat(proposed(one, self.passages(batch, "right"), least) for batch in batches)

    def weighed(self, doc_ids: tuple[str, ...], side: str) -> "Passages":
        """Weigh the passages of some documents; their number in all units is called as the side."""
        named = pl.col("doc_id").is_in(doc_ids)
        units = self.units.filter(named).rename({"at": side})
        opening = units.select("position", side)
        cuts = placed(stretches(self.corpus.sentences.filter(named)), self.documents)
        cuts = pl.concat([cuts["position"], opening["position"]]).unique().sort().to_frame()
        cuts = cuts.with_row_index("stretch").join_asof(opening, on="position")
        spoken = self.corpus.scan("tokens").filter(named, pl.col("word").is_not_null())
        words = placed(spoken.select("doc_id", "start", "word").collect(), self.documents)
        return Passages(units, words.join_asof(cuts, on="position"), self.concepts, side)

    def lay_out(self, links: pl.DataFrame) -> pl.DataFrame:
        """Add places and texts of both sides, number the links, and bring them to their schema."""
        for side in SIDES:
            names = {name: f"{side}_{name}" for name in KEYS}
            rows = self.units.select("at", *names).rename(names | {"doc_id": f"{side}_id"})
            links = links.join(rows, left_on=side, right_on="at", how="left")
        links = links.sort(KEY).with_columns(
            unit=pl.lit(self.unit),
            link_no=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc"),
        )
        return schema.conform("links", links)


def placed(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the number of the document (``doc``) and a ``position`` that grows through all of them."""
    rows = rows.join(documents, on="doc_id", how="left", maintain_order="left")
    return rows.with_columns(position=pl.col("doc").cast(pl.Int64) * 2**32 + pl.col("start"))


def stretches(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut sentences after commas, semicolons and colons: ``doc_id``, ``start``, in order."""
    cut = pl.col("text").str.replace_all(COMMA, "${0}\x00").str.split("\x00")
    rows = sentences.select("doc_id", "start", cut=cut).with_row_index("row").explode("cut")
    size = pl.col("cut").str.len_chars()
    return rows.select("doc_id", start=pl.col("start") + (size.cum_sum() - size).over("row"))


class Passages:
    """The passages of some documents, weighed by their document and the background.

    Takes units, words in order (``doc``, their unit, the ``stretch`` between commas, ``word``) and
    concepts. ``keys`` says what makes passages equal, ``wholes`` and ``pieces`` hold weights of
    features: ``doc``, the unit, ``feature``, ``weight``. A piece is what stands between commas, with
    shorter ones joined to the one before; it lets one sentence that merges four provisions of
    another text meet each of the four. A feature, the stem of a word or a concept, weighs
    (1 + ln n) · ln((1 + N) / (½ + df)), n its count in the passage, df the passages that hold it
    among the N of the document and the background; a concept counts once and a little more. A
    passage is then scaled to length, shrunk.
    """

    def __init__(
        self, units: pl.DataFrame, words: pl.DataFrame, concepts: Concepts, side: str
    ) -> None:
        content = (~pl.col("word").is_in(FUNCTION_WORDS)).sum()
        groups = words.group_by("doc", side, "stretch", maintain_order=True)
        pieces = groups.agg("word", opens=content >= PIECE_WORDS)
        piece = pl.col("opens").cum_sum().over(side).clip(lower_bound=1)
        words = pieces.select("doc", side, "word", piece=piece).explode("word")
        signs = units.select(side, signs=pl.col("text").str.extract_all(SIGNS).list.join(""))
        groups = words.group_by("doc", side, maintain_order=True)
        keys = groups.agg(key=pl.col("word").str.join(" ")).join(signs, on=side)
        self.keys = keys.with_columns(whole=pl.concat_str("key", "signs", separator="|"))
        self.features = features(words, concepts, side)
        counts = self.features.group_by("doc", side, "feature").agg(n=pl.len())
        self.idf = weight_of(counts, units.group_by("doc").len("n_units"))
        self.wholes = self.scaled(counts, side)
        counts = self.features.group_by("doc", side, "piece", "feature").agg(n=pl.len())
        self.pieces = self.scaled(counts, side, "piece")

    def scaled(self, counts: pl.DataFrame, *unit: str) -> pl.DataFrame:
        """Turn counts of features into weights, scaled in each unit."""
        rows = counts.join(self.idf, on=["doc", "feature"])
        times = pl.when("concept").then(CONCEPT).otherwise(1 + pl.col("n").log())
        rows = rows.with_columns(weight=times * pl.col("idf"))
        length = (pl.col("weight").pow(2).sum().over(unit) + pl.col("added")).sqrt()
        return rows.select("doc", *unit, "feature", weight=pl.col("weight") / length)


def features(words: pl.DataFrame, concepts: Concepts, side: str) -> pl.DataFrame:
    """Return a row per place of a feature: ``doc``, the unit, ``piece``, ``feature``.

    A phrase of a concept never runs from one passage into the next.
    """
    weak = FUNCTION_WORDS.union(*(one.words for one in concepts.weightless))
    stems = {word: stem(word) for word in words["word"].unique() if word not in weak}
    feature = pl.col("word").replace_strict(stems, default=None, return_dtype=pl.String)
    names = pl.Series([f"concept: {name}" for name, _ in concepts.named], dtype=pl.String)
    found = find(words, folded([phrase for _, phrase in concepts.named]), side)
    named = words[found["first"]].with_columns(feature=names.gather(found["number"]))
    rows = pl.concat([words.with_columns(feature=feature), named]).drop("word")
    return rows.drop_nulls("feature").with_columns(pl.col("feature").cast(pl.Categorical))


def weight_of(counts: pl.DataFrame, sizes: pl.DataFrame) -> pl.DataFrame:
    """Return what a feature weighs in its document: ``doc``, ``feature``, ``idf``.

    ``concept`` says whether it is one, ``added`` is the square that shrinks a passage. Features
    that are too common to weigh anything have no row.
    """
    backed, n_backed = background()
    n = pl.col("n_units") + n_backed
    df = counts.group_by("doc", "feature").agg(df=pl.len()).join(sizes, on="doc")
    df = df.join(backed, on="feature", how="left", maintain_order="left")
    df = df.with_columns(df=pl.col("df") + pl.col("n_backed").fill_null(0))
    return df.filter(pl.col("df") <= COMMON * n).select(
        "doc",
        "feature",
        idf=((1 + n) / (SMOOTH + pl.col("df"))).log(),
        concept=pl.col("feature").cast(pl.String).str.starts_with("concept: "),
        added=SHRINK * ((1 + n) / (SMOOTH + 1)).log() ** 2,
    )


@cache
def background() -> tuple[pl.DataFrame, int]:
    """Return in how many sentences of the shipped sources a feature occurs, and their number."""
    rows = pl.read_csv(BACKGROUND, separator="\t")
    every = pl.col("feature") == "*"
    n_backed = rows.filter(every)["n_backed"].item()
    return rows.filter(~every).cast({"feature": pl.Categorical}), n_backed


def proposed(one: Passages, other: Passages, least: float | None) -> pl.DataFrame:
    """Link passages of a document with those of others: ``doc``, ``left``, ``right``, ``score``, ``mutual``."""
    same = equal(one.keys, other.keys)
    rest = other.wholes.join(same, on=["doc", "right"], how="anti")
    wholes = products(one.wholes.drop("doc"), rest, least=min(least or LEAST, LEAST_REVISED))
    wholes = wholes.join(same, on=["doc", "left"], how="anti")
    nearest = wholes.filter(best("left"), best("right")).with_columns(mutual=pl.lit(value=True))
    revised = revisions(one.keys, other.keys, pl.concat([same, nearest]))
    unlike = ~pl.col("doc").is_in(revised.implode())
    general = chosen(one, other, rest, wholes.filter(unlike), same)
    general = strongest(general.filter(pl.col("score") >= (least or LEAST)))
    near = nearest.filter(~unlike, pl.col("score") >= (least or LEAST_REVISED))
    taken = taken_over(one.keys, other.keys.filter(~unlike), same, near)
    return pl.concat([same, general, near, taken])


def products(left: pl.DataFrame, right: pl.DataFrame, *by: str, least: float = 0.0) -> pl.DataFrame:
    """Sum the products of shared features: ``doc``, ``left``, ``right``, ``score``."""
    on = ["doc", "feature"] if "doc" in left.columns else ["feature"]
    rows = left.lazy().join(right.lazy(), on=on).group_by(*KEY, *by)
    score = (pl.col("weight") * pl.col("weight_right")).sum().round(DIGITS)
    return rows.agg(score=score).filter(pl.col("score") >= least).collect(engine="streaming")


def best(*by: str) -> pl.Expr:
    """Tell which links have the highest score of a passage, or of a part of it."""
    return pl.col("score") == pl.col("score").max().over("doc", *by)


def equal(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Link equal passages, the first of them with the first; takes the keys of both sides."""
    nth = pl.int_range(pl.len())
    one = left.select("whole", "left", nth=nth.over("whole"))
    other = right.select("doc", "whole", "right", nth=nth.over("doc", "whole"))
    rows = one.join(other, on=["whole", "nth"])
    return rows.select(*KEY, score=pl.lit(1.0), mutual=pl.lit(value=True))


def revisions(left: pl.DataFrame, right: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """Return the documents of which half the passages are kept, or nearly so.

    Takes the keys of both sides, and the pairs that are equal or choose each other.
    """
    near = pairs.filter(pl.col("score") >= NEARLY).group_by("doc").agg(n_near=pl.len())
    sizes = right.group_by("doc").agg(n=pl.min_horizontal(pl.len(), left.height))
    return near.join(sizes, on="doc").filter(pl.col("n_near") >= REVISED * pl.col("n"))["doc"]


def chosen(
    one: Passages, other: Passages, rest: pl.DataFrame, pairs: pl.DataFrame, same: pl.DataFrame
) -> pl.DataFrame:
    """Link what a passage, or a part of it, chooses; one side's choice alone counts half.

    Takes the passages of both sides, the weights of those on the right without an equal, the pairs
    that are alike enough, and the equal ones.
    """
    parts = one.pieces.drop("doc").join(pairs.select("doc", "left").unique(), on="left")
    forth = products(parts, rest, "piece")
    parts = other.pieces.join(pairs, on=["doc", "right"], how="semi")
    back = products(one.wholes.drop("doc"), parts, "piece")
    back = back.join(same, on=["doc", "left"], how="anti")
    for side, rows in (("left", forth), ("right", back)):
        told = rows.filter(best(side, "piece")).select(*KEY, pl.lit(value=True).alias(f"by_{side}"))
        pairs = pairs.join(told.unique(), on=KEY, how="left")
    pairs = pairs.with_columns(pl.col("by_left", "by_right").fill_null(value=False))
    both = pl.col("by_left") & pl.col("by_right")
    score = pl.col("score") * pl.when(both).then(1.0).otherwise(ONE_WAY)
    rows = pairs.filter(pl.col("by_left") | pl.col("by_right"))
    return rows.select(*KEY, score=score.round(DIGITS), mutual=both)


def strongest(links: pl.DataFrame) -> pl.DataFrame:
    """Leave out weak links of passages that have a strong one."""
    strong = links.filter("mutual", pl.col("score") >= STRONG)
    weak = links.filter(pl.col("score") < LEAST_REVISED)
    for side in SIDES:
        weak = weak.join(strong, on=["doc", side], how="anti")
    return pl.concat([links.filter(pl.col("score") >= LEAST_REVISED), weak])


def taken_over(
    left: pl.DataFrame, right: pl.DataFrame, same: pl.DataFrame, near: pl.DataFrame
) -> pl.DataFrame:
    """Link what was split or merged: most runs of three words are taken over by one passage.

    Takes the keys of both sides, and the links that are there.
    """
    left = left.drop("doc").join(right.select("doc").unique(), how="cross")
    free = {
        side: keys.join(same, on=["doc", side], how="anti")
        for side, keys in (("left", left), ("right", right))
    }
    found = []
    for side, there in (SIDES, SIDES[::-1]):
        alone = runs(free[side].join(near, on=["doc", side], how="anti"), side)
        met = alone.join(runs(free[there], there), on=["doc", "run"]).group_by(KEY)
        rows = met.agg(score=pl.len() / pl.col("n").first(), mutual=pl.lit(value=False))
        found.append(rows.filter(best(side), pl.col("score") >= TAKEN_OVER))
    return pl.concat(found)


def runs(keys: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the different runs of three words of each passage, and how many there are (``n``)."""
    words = keys.select("doc", side, word=pl.col("key").str.split(" ")).explode("word")
    ahead = [pl.col("word").shift(-step).over("doc", side) for step in range(RUN)]
    rows = words.select("doc", side, run=pl.concat_str(ahead, separator=" ")).drop_nulls().unique()
    return rows.with_columns(n=pl.len().over("doc", side))
