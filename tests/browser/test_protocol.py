"""What a reader does while Python is slow: no choice is lost, and the page knows when all is done."""

import pytest
from playwright.sync_api import expect

from workbench.explorer import Explorer, Form, check, choice, several, text

TOPICS = ["Trade", "Ukraine", "Sea", "Health"]
#: A page that has what Lab gives a widget, except that messages wait in ``sent``.
RENDER = """async ([esm, state, id]) => {
  const url = URL.createObjectURL(new Blob([esm], {type: 'text/javascript'}));
  const {default: widget} = await import(url);
  const heard = {};
  const model = {
    get: name => state[name],
    on: (event, call) => (heard[event] ??= []).push(call),
    send: content => window.sent.push([id, content]),
    take: given => {
      const changed = Object.keys(given).filter(
        name => JSON.stringify(given[name]) !== JSON.stringify(state[name]));
      Object.assign(state, given);
      changed.forEach(name => heard[`change:${name}`]?.forEach(call => call()));
    },
  };
  window.models[id] = model;
  const el = document.querySelector('.wb-explorer').appendChild(document.createElement('div'));
  widget.render({model, el});
}"""


class Slow:
    """An explorer in a page of its own; Python answers when the test says so."""

    def __init__(self, page, explorer):
        self.page, self.explorer, self.waiting = page, explorer, []
        forms = [pane.form.panel for pane in explorer.panes.values() if pane.form]
        self.widgets = [explorer.page, *explorer.panels.values(), *forms]
        page.goto("about:blank")
        page.set_content("<div class='wb-explorer'></div>")
        page.evaluate("[window.models, window.sent] = [{}, []]")
        for number, widget in enumerate(self.widgets):
            page.evaluate(RENDER, [widget.get_state("_esm")["_esm"], self.traits(widget), number])

    @property
    def root(self):
        return self.page.locator(".wb-explorer")

    @staticmethod
    def traits(widget):
        own = set(widget.keys) - {"layout", "tabbable", "tooltip"}
        return {name: getattr(widget, name) for name in own if not name.startswith("_")}

    def messages(self):
        """Take what was sent meanwhile."""
        self.waiting += self.page.evaluate("window.sent.splice(0)")
        return self.waiting

    def answer(self):
        """Let Python take in the oldest message."""
        number, content = self.messages().pop(0)
        try:
            self.widgets[number].receive(content)
        finally:
            for place, widget in enumerate(self.widgets):
                given = [place, self.traits(widget)]
                self.page.evaluate("([id, given]) => window.models[id].take(given)", given)

    def busy(self, *, is_so):
        expect(self.root).to_have_attribute("aria-busy", str(is_so).lower())


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def slow(page):
    """Give an explorer with one control of each kind."""
    controls = {
        "topics": several("Topics", TOPICS),
        "query": text("Look for"),
        "parts": check("Parts of words"),
        "by": choice("By", ["genre", "year"]),
    }
    return Slow(page, Explorer(controls, lambda c: f"{c.topics} {c.query} {c.parts} {c.by}"))


def state(slow):
    state = slow.explorer.state
    return state.topics, state.query, state.parts, state.by


def test_choices_made_while_the_first_is_being_drawn_are_not_lost(slow):
    box = slow.root.get_by_role("checkbox", name="Ukraine")
    slow.root.get_by_role("button", name="None").click()
    expect(box).not_to_be_checked()  # at once, whatever Python does
    box.check()
    slow.root.get_by_label("Look for").fill("sea")
    slow.root.get_by_label("Look for").press("Enter")
    slow.root.get_by_label("Parts of words").check()
    slow.root.get_by_label("year").check()
    slow.busy(is_so=True)
    while slow.messages():
        slow.busy(is_so=True)
        slow.answer()
        expect(box).to_be_checked()
        expect(slow.root.get_by_label("Look for")).to_have_value("sea")
        expect(slow.root.get_by_label("year")).to_be_checked()
    assert state(slow) == (("Ukraine",), "sea", True, "year")
    slow.busy(is_so=False)
    slow.root.get_by_role("button", name="All").click()
    slow.answer()
    assert state(slow)[0] == tuple(TOPICS)


def test_what_python_made_of_a_choice_is_shown(slow):
    slow.explorer.state.observe(lambda _: slow.explorer.choose(query="no"), "parts")
    slow.root.get_by_label("Parts of words").check()
    slow.root.get_by_label("Look for").fill("newer")
    slow.answer()
    expect(slow.root.get_by_label("Look for")).to_have_value("no")


@pytest.mark.parametrize("lost", [True, False])
def test_a_message_that_is_lost_or_fails_does_not_leave_the_page_busy(slow, lost, monkeypatch):
    slow.root.get_by_label("Parts of words").check()
    slow.busy(is_so=True)
    if lost:
        slow.messages().clear()
    else:
        monkeypatch.setattr(slow.widgets[1], "hear", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            slow.answer()
        slow.busy(is_so=False)
        monkeypatch.undo()
    slow.root.get_by_label("year").check()
    slow.busy(is_so=True)
    slow.answer()
    slow.busy(is_so=False)
    expect(slow.root.get_by_role("alert")).to_be_hidden()


def test_a_form_is_handed_in_once_and_what_is_refused_stays(page):
    got = []

    def submit(_, __, values):
        if not values["who"]:
            raise ValueError("no name")
        got.append(values["who"])
        return "Saved."

    fields = {"who": text("Name"), "link": choice("Link", ["only"]), "none": choice("None", [])}
    slow = Slow(page, Explorer({}, lambda _: "", form=Form(fields, {"save": "Save"}, submit)))
    expect(slow.root.get_by_role("group", name="Link").get_by_label("only")).to_be_checked()
    expect(slow.root.get_by_role("group", name="None")).to_be_hidden()
    save = slow.root.get_by_role("button", name="Save")
    save.click()
    slow.answer()
    slow.root.get_by_label("Name").fill("anna")
    save.dblclick()
    slow.answer()
    assert (got, slow.messages()) == (["anna"], [])
    expect(slow.root.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
