"""The two things that the workbench says when an input is not what it should be."""


class WorkbenchError(Exception):
    """One clear sentence about a bad input; a notebook shows it without a traceback.

    Examples
    --------
    >>> raise WorkbenchError("data/manifest.toml: no such file.")
    Traceback (most recent call last):
    workbench.errors.WorkbenchError: data/manifest.toml: no such file.
    """

    def _render_traceback_(self) -> list[str]:
        """Give IPython the sentence alone."""
        return [f"Workbench: {self}"]


class WorkbenchWarning(UserWarning):
    """Something was left out and the rest goes on without it."""
