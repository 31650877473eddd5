"""Issues: what each document says of one issue, who says it, how strongly, and under which name.

`emphasis.mentions` with an issue's codebook finds its terms; `coverage`, `naming` and `timeline`
count them, silences included; `positions` reads who takes which position, `review` holds that
against a coding by hand, `operators` counts the verbs; `counterparts` sets witnesses side by side.
"""

from workbench.analysis.issues.counterparts import counterparts
from workbench.analysis.issues.coverage import coverage, notice
from workbench.analysis.issues.lines import lines, openings, outermost
from workbench.analysis.issues.naming import naming
from workbench.analysis.issues.operators import operators, without_frames
from workbench.analysis.issues.positions import every_position, positions
from workbench.analysis.issues.review import Review, review
from workbench.analysis.issues.scope import on_issue
from workbench.analysis.issues.timeline import timeline

__all__ = [
    "Review",
    "counterparts",
    "coverage",
    "every_position",
    "lines",
    "naming",
    "notice",
    "on_issue",
    "openings",
    "operators",
    "outermost",
    "positions",
    "review",
    "timeline",
    "without_frames",
]
