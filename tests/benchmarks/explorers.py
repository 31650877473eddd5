"""How long each explorer takes to answer a reader, on a corpus of many documents.

    python -m tests.benchmarks.explorers FOLDER

Opens every explorer of the studies on a corpus that has been built, moves every control twice, and
tells seconds by the clock: the first time something may be counted that is kept afterwards, the
second time is what a reader meets from then on. The slowest changes are named.
"""

import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator

import workbench
from tests.explore.moves import choices, inside
from workbench import explore
from workbench.corpus import Corpus, issues
from workbench.explore.base import Explorer

#: Changes that are named, and the goal in seconds.
NAMED, GOAL = 4, 0.15


def explorers(corpus: Corpus) -> dict[str, Callable[[], Explorer]]:
    """Give what opens each explorer, on the first two documents where it compares."""
    left, right = corpus.documents["doc_id"][:2]
    return {
        "readability": lambda: explore.readability_explorer(corpus),
        "wording": lambda: explore.wording_explorer(corpus, left, right),
        "emphasis": lambda: explore.emphasis_explorer(corpus, left, right),
        **{
            name: lambda name=name: explore.issue_explorer(corpus, name)
            for name in issues(corpus.folder)
        },
        "reading room": lambda: explore.corpus_explorer(corpus, left),
    }


def moves(explorer: Explorer) -> Iterator[tuple[str, float]]:
    """Move every control that is there, and give each change with its seconds."""
    for widget in list(inside(explorer.view)):
        trait, values = choices(widget)
        for value in values:
            if getattr(widget, trait) != value:
                label = getattr(widget, "description", "") or type(widget).__name__
                begun = time.perf_counter()
                setattr(widget, trait, value)
                yield f"{label}: {value!r:.40}", time.perf_counter() - begun


def main(folder: str) -> None:
    """Print a line per explorer and round, and the slowest changes under it."""
    warnings.simplefilter("ignore")
    corpus = workbench.load(folder)
    for name, opening in explorers(corpus).items():
        begun = time.perf_counter()
        explorer = opening()
        print(f"{name}: open {time.perf_counter() - begun:.2f} s", flush=True)
        for turn in ("first", "again"):
            took = sorted(moves(explorer), key=lambda change: -change[1])
            seconds = [second for _, second in took]
            slow = sum(second > GOAL for second in seconds)
            slowest = "; ".join(f"{change} {second:.2f}" for change, second in took[:NAMED])
            print(
                f"  {turn}: {len(took)} changes, median {statistics.median(seconds):.3f} s, "
                f"{slow} over {GOAL} s; slowest {slowest}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1])
