"""What changed from statement to statement: the ledger of provisions, and what may be said of it."""

from workbench.changes.study import Changes

__all__ = ["Changes"]
