"""Wording: passages are aligned first, and only inside a link is there a change to show.

`align` proposes links and abstains, `edits` names the changes inside them, `synopsis` says what
became of each passage, `evaluate` measures agreement with a reference reading. `Wording` is the
study.
"""

from workbench.wording.study import Wording

__all__ = ["Wording"]
