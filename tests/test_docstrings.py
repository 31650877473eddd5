"""Every example in a docstring runs and gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

import workbench
from workbench.seminar.tasks import done

MODULES = [module.name for module in pkgutil.walk_packages(workbench.__path__, prefix="workbench.")]


@pytest.mark.parametrize("name", ["workbench", *MODULES])
def test_examples(name):
    done.clear()  # no task was answered yet
    failed, _ = doctest.testmod(
        importlib.import_module(name), optionflags=doctest.IGNORE_EXCEPTION_DETAIL
    )
    assert failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    tests = [test for name in MODULES for test in finder.find(importlib.import_module(name))]
    assert sum(bool(test.examples) for test in tests) > 50
