"""Topic emphasis: what each document gives weight to, how sure that is, and the passages behind.

`mentions` finds what a codebook names; `emphasis` counts it with intervals and silences;
`contrast` and `keyness` compare, behind the gate; `validity` and `agreement` say what the coding
is worth; `trial` shows what a changed rule would do.
"""

from workbench.analysis.emphasis.agreement import (
    agreement,
    cohen_kappa,
    confusion,
    krippendorff_alpha,
    weighted_kappa,
)
from workbench.analysis.emphasis.contrast import contrast
from workbench.analysis.emphasis.gaps import overlaps, rule_counts, uncoded
from workbench.analysis.emphasis.keyness import Groups, groups, keyness, row_of
from workbench.analysis.emphasis.mentions import hits, mentions, merged
from workbench.analysis.emphasis.passages import passages
from workbench.analysis.emphasis.permutation import Notice, can_test, smallest_p
from workbench.analysis.emphasis.readings import (
    joint_agreement,
    pair_of,
    pairwise,
    readings,
    rule_readings,
    shipped_readings,
    to_discuss,
)
from workbench.analysis.emphasis.shares import emphasis
from workbench.analysis.emphasis.transfer import against_headings, carried, transfer
from workbench.analysis.emphasis.trial import trial
from workbench.analysis.emphasis.validity import disagreements, reliability, validity

__all__ = [
    "Groups",
    "Notice",
    "against_headings",
    "agreement",
    "can_test",
    "carried",
    "cohen_kappa",
    "confusion",
    "contrast",
    "disagreements",
    "emphasis",
    "groups",
    "hits",
    "joint_agreement",
    "keyness",
    "krippendorff_alpha",
    "mentions",
    "merged",
    "overlaps",
    "pair_of",
    "pairwise",
    "passages",
    "readings",
    "reliability",
    "row_of",
    "rule_counts",
    "rule_readings",
    "shipped_readings",
    "smallest_p",
    "to_discuss",
    "transfer",
    "trial",
    "uncoded",
    "validity",
    "weighted_kappa",
]
