"""Every control of every explorer, on documents that lack something: sentences, never a fault."""

from collections.abc import Iterator

import pytest

import workbench as wb
from tests.made import HILLS, RIVER, RUSSIAN, TITLE_ALONE, few

#: A menu of rules or documents is long; its ends and its middle stand for it.
TRIED = 3
WRITTEN = ("the", "(", "** x", "мир", " ")
FAULT = "Please report it"
EXPLORERS = {
    "sources": lambda corpus: wb.Sources(corpus).explore(query="river"),
    "search": lambda corpus: wb.Search(corpus).explore(query="river"),
    "wording": lambda corpus: wb.Wording(corpus).explore("d0", "d1"),
    "readability": lambda corpus: wb.Readability(corpus).explore(),
    "emphasis": lambda corpus: wb.Emphasis(corpus).explore("d0", "d1"),
    "issue": lambda corpus: wb.Issue(corpus, "ukraine").explore(),
    "coding": lambda corpus: wb.seminar.code(corpus, "d0"),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Give a corpus: two documents without a link, one without body, one without English words."""
    folder = few(tmp_path_factory.mktemp("odd") / "corpus", RIVER, HILLS, TITLE_ALONE, RUSSIAN)
    with pytest.warns(wb.WorkbenchWarning, match="no body text"):
        return wb.load(folder)


def values(explorer, name):
    """Give what a reader may choose or write, and at last what was there."""
    field, present = explorer.fields[name], getattr(explorer.state, name)
    options = explorer.options(name)
    kinds = {
        "checks": [(), tuple(options)],
        "text": list(WRITTEN),
        "check": [not present],
        "number": [-1, 10**6],
    }
    few_of_them = options[:: max(1, len(options) // TRIED)]
    return [*kinds.get(field.control.kind, few_of_them), present]


def shown(explorer):
    """Give what stands in the open panes and their forms."""
    tab = getattr(explorer.state, "tab", "")
    for title, pane in explorer.panes.items():
        if title in ("main", tab):
            yield f"{title}: {pane.top.value}"
            yield f"{title}, form: {pane.form.panel.said if pane.form else ''}"


def moved(explorer) -> Iterator[str]:
    """Move every control once and press every button; give each fault that then is on the screen."""
    yield from faults(explorer, "as opened")
    for title, pane in list(explorer.panes.items()):
        if title != "main":
            explorer.state.tab = title
        yield from faults(explorer, title)
        names = [
            name for name in explorer.fields if title == "main" or name in mine(explorer, title)
        ]
        for name in names:
            for value in values(explorer, name):
                explorer.choose(**{name: value})
                yield from faults(explorer, f"{title}, {name}={value!r}")
        for button in pane.form.form.buttons if pane.form else ():
            explorer.submit(title, button)
            yield from faults(explorer, f"{title}, {button}")
    explorer.pick("no|such")
    yield from faults(explorer, "picked")
    explorer.reset()
    yield from faults(explorer, "reset")


def mine(explorer, title):
    panel = explorer.panels.get(title)
    return panel.by_name if panel else ()


def faults(explorer, when):
    return [f"{when}: {text[-400:]}" for text in shown(explorer) if FAULT in text]


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_can_be_moved_and_every_button_pressed(name, odd):
    explorer = EXPLORERS[name](odd)
    assert list(moved(explorer)) == []
    assert FAULT not in explorer.still()


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_line_of_code_opens_the_same_view(name, odd):
    explorer = EXPLORERS[name](odd)
    if explorer.line:
        before = {one: getattr(explorer.state, one) for one in explorer.state.trait_names()}
        call = explorer.code()
        names = {"corpus": odd, "wb": wb}
        again = eval(call, names)  # noqa: S307 - it is what a reader would run
        assert {one: getattr(again.state, one) for one in before} == before
