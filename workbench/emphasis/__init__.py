"""Emphasis: which topics each text gives weight to, how sure that is, and which words set texts apart.

`Emphasis` is the study; `measure` counts and compares, `agreement` says what the coding is worth.
"""

from workbench.emphasis.study import Emphasis

__all__ = ["Emphasis"]
