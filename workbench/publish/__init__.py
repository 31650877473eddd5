"""What leaves the house: frames as files, notebooks as a site."""

from workbench.publish.export import export
from workbench.publish.site import site

__all__ = [
    "export",
    "site",
]
