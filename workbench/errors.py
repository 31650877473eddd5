"""What the workbench says when an input is not what it should be, or when a corpus lacks something."""


class WorkbenchError(Exception):
    """An input is not what it should be: one sentence that names the place and the valid choices."""

    def __str__(self) -> str:
        """Return the sentence; signs with which the name of a file could steer a terminal are shown."""
        return super().__str__().translate(dict.fromkeys([*range(32), *range(127, 160)], "\ufffd"))

    def _render_traceback_(self) -> list[str]:
        """Give a notebook the sentence alone; the traceback is of no use to a reader."""
        return [f"{type(self).__name__}: {self}"]


class Missing(WorkbenchError):  # noqa: N818 - it says what is missing
    """What a corpus does not have. Where a figure would stand, the sentence is shown instead."""


class WorkbenchWarning(UserWarning):
    """A doubt that does not stop the work."""
