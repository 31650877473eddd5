"""How long everything on one issue takes over the shipped documents; run it as a script.

Reading the files is timed apart from the analysis; the alignment is made once, before.
"""

import time
from collections.abc import Callable

import workbench
from workbench.analysis import issues, wording
from workbench.analysis.emphasis import mentions
from workbench.corpus import read_concepts, read_issue, read_position_rules, read_positions

TRIES = 20


def timed(label: str, job: Callable[[], object]) -> float:
    """Print the shortest and the median time of a job in milliseconds; give the median."""
    times = []
    for _ in range(TRIES):
        begin = time.perf_counter()
        job()
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    print(f"{label:<24} {times[0]:7.1f} {times[TRIES // 2]:7.1f}")
    return times[TRIES // 2]


def main() -> None:
    """Time each step for the East Sea (South China Sea), the issue with most terms."""
    corpus = workbench.load()
    rules = read_position_rules(corpus.folder)
    issue = read_issue(corpus.folder, "east-sea")
    found = mentions(corpus, issue.codebook)
    hand = read_positions(corpus, "east-sea")
    rule = issues.positions(corpus, issue, found, rules)
    space = wording.space(corpus, read_concepts(corpus.folder))
    print(f"{'step':<24} {'min':>7} {'median':>7} ms")
    for label, job in (
        ("read position rules", lambda: read_position_rules(corpus.folder)),
        ("read issue", lambda: read_issue(corpus.folder, "east-sea")),
        ("read hand positions", lambda: read_positions(corpus, "east-sea")),
        ("counterparts", lambda: issues.counterparts(corpus, issue, found, space)),
        ("all positions of bodies", lambda: issues.every_position(corpus, rules)),
    ):
        timed(label, job)
    total = sum(
        timed(label, job)
        for label, job in (
            ("mentions", lambda: mentions(corpus, issue.codebook)),
            ("coverage", lambda: issues.coverage(corpus, issue, found)),
            ("naming", lambda: issues.naming(corpus, issue, found)),
            ("timeline", lambda: issues.timeline(corpus, [issue], found)),
            ("positions", lambda: issues.positions(corpus, issue, found, rules)),
            ("operators", lambda: issues.operators(corpus, hand, rules.ladder)),
            ("review", lambda: issues.review(rule, hand)),
        )
    )
    print(f"{'one issue, median sum':<24} {total:15.1f}")


if __name__ == "__main__":
    main()
