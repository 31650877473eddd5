"""The sources themselves: what they are, what was cut, whose words they print, what pairs can prove."""

from workbench.sources.study import Sources

__all__ = ["Sources"]
