"""What every tool is asked alike: which words, and how much of a concordance."""

from collections.abc import Callable

Answer = Callable[[], dict[str, list[float]]]
#: Starts the clock once more, when a corpus is open.
Clock = Callable[[], None]
#: Words that every tool cuts alike.
COUNTED = ("the", "cooperation", "countries", "security")
QUERIES = {
    "word": "cooperation",
    "phrase": "comprehensive strategic partnership",
    "frequent": "the",
}
PAGE, CONTEXT = 20, 8
