"""Dictionary coding in a loop, with the standard library alone."""

import json
import re
from collections import Counter
from pathlib import Path

from peer_terms import Answer


def coding(folder: Path) -> Answer:
    """Match each rule with each sentence of folded words, in a loop; they are given ready."""
    rules = [
        (topic, *(re.compile(rf"\b(?:{text})\b") if text else None for text in patterns))
        for topic, *patterns in json.loads((folder / "rules.json").read_text("utf-8"))
    ]
    counts = Counter()
    for number, lines in enumerate(json.loads((folder / "folded.json").read_text("utf-8"))):
        for line in lines:
            spans = {}
            for topic, pattern, include, exclude in rules:
                if include and not include.search(line):
                    continue
                places = [match.span() for match in pattern.finditer(line)]
                if places and exclude:
                    bad = [match.span() for match in exclude.finditer(line)]
                    places = [
                        (first, last)
                        for first, last in places
                        if not any(first < stop and start < last for start, stop in bad)
                    ]
                if places:
                    spans.setdefault(topic, []).extend(places)
            for topic, places in spans.items():
                counts[f"{number} {topic}"] += apart(places)
    return lambda: {cell: [n] for cell, n in counts.items()}


def apart(places: list[tuple[int, int]]) -> int:
    """Count places of which those that overlap are one."""
    reach, n = 0, 0
    for first, last in sorted(places):
        n += first >= reach
        reach = max(reach, last)
    return n
