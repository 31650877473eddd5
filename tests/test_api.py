"""The page of the public names is current, and every public name says what it does."""

import inspect

import pytest

import workbench
from tests.api import PAGE, first_line, members, page


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == page(), "python -m tests.api writes it anew"


def test_the_page_has_every_name_and_no_path_of_a_machine():
    text = page()
    for name in workbench.__all__:
        assert name == "__version__" or f"## `wb.{name}" in text
    assert " at 0x" not in text
    assert "PosixPath" not in text


@pytest.mark.parametrize("name", [name for name in workbench.__all__ if name != "__version__"])
def test_a_public_name_and_its_methods_have_a_sentence(name):
    value = getattr(workbench, name)
    assert first_line(value).endswith("."), name
    if isinstance(value, type):
        for own, member in members(value):
            if inspect.isfunction(member) or isinstance(member, property):
                assert first_line(member).endswith("."), f"{name}.{own}"
