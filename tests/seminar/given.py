"""What a student may give to a task, and whether a message gives the answer away."""

import re


def as_given(value):
    """Give a computed value as a student would."""
    return sorted(value) if isinstance(value, set) else value


def wrong_answers(task, corpus):
    """Give the typical wrong answers and some that no task foresees."""
    if task.kind == "rule":
        return ["document", r"third", "nuclear", "says|reads"]
    typical = [as_given(task.mistaken(corpus, wrong)) for wrong in task.wrong]
    if task.kind == "number":
        return [*typical, -5, 123_456]
    right = task.right(corpus)
    if task.kind == "frame":
        return [*typical, right.head(3), right.clear()]
    return [*typical, *([one] for one in task.offered(corpus) if {one} != right)]


def gives_away(task, corpus, text):
    """Tell whether a message holds the right answer."""
    right = task.right(corpus)
    if task.kind == "number":
        near = range(int(right - task.tolerance), int(right + task.tolerance) + 1)
        shown = {
            f"{right:g}",
            f"{right:.1f}",
            f"{right:,.0f}",
            *(map(str, near) if task.tolerance > 0.5 else ()),
        }
        return any(re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d.,]*\d)", text) for one in shown)
    if task.kind == "choice":
        names = task.offered(corpus)
        return all(one in text or names[one] in text for one in right)
    if task.kind == "frame":
        return str(right.height) in text
    return "(?:" in text.replace("(?:…)", "")
