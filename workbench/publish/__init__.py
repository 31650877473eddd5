"""What leaves the house: frames as files."""

from workbench.publish.export import export

__all__ = [
    "export",
]
