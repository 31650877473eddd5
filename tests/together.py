"""Which tests go to one process of pytest-xdist: those that share what is dear to make.

The groups of xdist itself (``--dist loadgroup``) rest on an attribute that pytest 9.2 no longer
reads; they are silently none.
"""

from xdist.scheduler import LoadScopeScheduling

#: Where Lab runs, and what is made of the executed notebooks.
LAB = "tests/browser/"
SITE = (
    "tests/browser/test_site.py",
    "tests/notebooks/test_execution.py",
    "tests/publish/test_pages.py",
)
#: Each of these tests takes seconds by itself.
ALONE = ("tests/notebooks/test_other_corpora.py",)


def group(nodeid):
    """Name the group of a test: ``site``, ``lab``, its file, or itself."""
    file = nodeid.partition("::")[0]
    if file in SITE:
        return "site"
    if file in ALONE:
        return nodeid
    return "lab" if file.startswith(LAB) else file


class Together(LoadScopeScheduling):
    """Hand out whole groups, the largest first."""

    def _split_scope(self, nodeid):
        return group(nodeid)
