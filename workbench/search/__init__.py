"""Search: one query language, from a query to its lines in context and its counts by document."""

from workbench.search.study import Search

__all__ = ["Search"]
