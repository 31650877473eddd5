"""Which language a text is in, by the share of its words that are on a stop list."""

import re
from collections import Counter
from functools import cache

#: Those that the stop lists tell apart well; others are unknown.
LANGUAGES = ("English", "Vietnamese", "Russian", "French", "German", "Spanish", "Arabic", "Hebrew")
WORD = re.compile(r"[^\W\d_]+")
#: Words from the stop list, at the least, and words that are looked at, at the most.
LEAST, MOST = 0.25, 5_000
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@cache
def stop_words(name: str) -> frozenset[str]:
    """Give the stop words of a language; none if jusText, which has them, is not installed."""
    try:
        from justext import get_stoplist  # noqa: PLC0415 - optional
    except ImportError:
        return frozenset()
    return frozenset(word.lower() for word in get_stoplist(name))


@cache
def languages() -> dict[str, list[str]]:
    """Give the languages on whose stop list each word is."""
    known: dict[str, list[str]] = {}
    for name in LANGUAGES:
        for word in stop_words(name):
            known.setdefault(word, []).append(name)
    return known


def language(text: str) -> tuple[str, float]:
    """Give the likeliest language of a text and the share of its words on that stop list.

    Too few such words, or no stop lists, give ``unknown``.

    Examples
    --------
    >>> language("The two sides agreed that they will meet in the autumn of the year.")[0]
    'English'
    """
    words = [word.lower() for word in WORD.findall(text[: MOST * 10])[:MOST]]
    if not words:
        return "unknown", 0.0
    known = languages()
    hits = Counter(name for word in words for name in known.get(word, ()))
    shares = {name: hits[name] / len(words) for name in LANGUAGES}
    best = max(shares, key=shares.__getitem__)
    return (best, shares[best]) if shares[best] >= LEAST else ("unknown", shares[best])


def right_to_left(text: str) -> float:
    """Give the share of right-to-left letters among the letters.

    Examples
    --------
    >>> right_to_left("abc")
    0.0
    """
    found = len(RTL.findall(text))
    return found / sum(char.isalpha() for char in text) if found else 0.0
