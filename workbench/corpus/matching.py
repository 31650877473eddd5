"""How a rule of the topic codebook matches, and which patterns are refused.

A pattern is a regular expression in Rust's syntax, matched with whole folded words in lower case
(see `running`). With ``include``, a second pattern must be found in the same sentence, or the match
does not count; with ``exclude``, a match that touches a match of that pattern does not count.

Rust's patterns take time in proportion to the text, whatever is written: there is no look-around,
no back-reference, and none that runs away. What is too large to be built is refused.
"""

import re

import polars as pl

from workbench.corpus.running import places, whole_words
from workbench.errors import WorkbenchError

#: Longer patterns are refused: nobody could check them, and the engine would build for seconds.
LONGEST_PATTERN = 2_000
KEYS = ("pattern", "include", "exclude")


def pattern_fault(pattern: str) -> str:
    """Say why Polars cannot use a pattern, in a few words; empty if it can.

    Examples
    --------
    >>> pattern_fault("(?=x)")
    'look-around, including look-ahead and look-behind, is not supported'
    """
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        said = str(error)
        if "size limit" in said:
            return "it is too large to be built; write smaller numbers in {…}, or several rules"
        reasons = [line for line in said.splitlines() if line.startswith("error: ")]
        return reasons[0].removeprefix("error: ") if reasons else "it cannot be read"
    return ""


def usable(pattern: str, where: str) -> None:
    """Raise for a pattern that could not work on folded words."""
    if len(pattern) > LONGEST_PATTERN:
        raise WorkbenchError(
            f"{where}: the pattern has {len(pattern):,} characters; the longest allowed has "
            f"{LONGEST_PATTERN:,}. Write several rules."
        )
    fault = pattern_fault(whole_words(pattern))
    if fault:
        raise WorkbenchError(f"{where}: {pattern!r} is not a valid pattern ({fault}).")
    if re.search("[A-Z]", re.sub(r"\\(?:[pP]\{[^}]*\}|.)", "", pattern)):
        raise WorkbenchError(f"{where}: {pattern!r} has capitals; rules match words in lower case.")
    if pl.Series([""]).str.contains(f"^(?:{pattern})$").item():
        raise WorkbenchError(f"{where}: {pattern!r} matches where there is no word.")


def rule_hits(texts: pl.Series, rules: pl.DataFrame) -> pl.DataFrame:
    """Find what each rule counts in texts of folded words.

    Gives ``number`` (row of the rule), ``row`` of the text, ``first`` and ``last`` as
    `running.places` does.

    Examples
    --------
    >>> rules = pl.DataFrame({"pattern": ["nuclear"], "include": [""], "exclude": ["nuclear weapons"]})
    >>> rule_hits(pl.Series(["nuclear power", "nuclear weapons"]), rules).rows()
    [(0, 0, 0, 7)]
    """
    asked = rules.with_row_index("number").unpivot(KEYS, index="number", variable_name="key")
    asked = asked.filter(pl.col("value") != "").with_row_index("asked")
    places_of = places(texts, asked["value"].to_list()).rename({"number": "asked"})
    every = places_of.join(asked.drop("value"), on="asked", maintain_order="left").drop("asked")
    found, need, bad = (every.filter(pl.col("key") == key).drop("key") for key in KEYS)
    needing = asked.filter(pl.col("key") == "include")["number"].implode()
    met = need.select("number", "row", met=True).unique()
    found = found.join(met, on=["number", "row"], how="left", maintain_order="left")
    found = found.filter(~pl.col("number").is_in(needing) | pl.col("met"))
    spoilt = found.join(bad, on=["number", "row"], suffix="_bad").filter(
        (pl.col("first") < pl.col("last_bad")) & (pl.col("first_bad") < pl.col("last"))
    )
    found = found.join(spoilt, on=["number", "row", "first"], how="anti", maintain_order="left")
    return found.select("number", "row", "first", "last")
