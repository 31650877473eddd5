"""Readability: ten named formulas on our own sentences, with their doubts."""

from workbench.readability.study import Readability

__all__ = ["Readability"]
