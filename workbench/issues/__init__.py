"""Issues: what each source says of one matter, in whose voice, with which verb, under which name."""

from workbench.issues.study import Issue

__all__ = ["Issue"]
