"""An explorer: controls, and panes that are drawn again when a choice that they read has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.explorer.controls import Control, Field, Listener, Panel
from workbench.figures import Figure
from workbench.figures.figure import live
from workbench.figures.theme import SCRIPT, block, join

#: Choices that are always there, with their first values.
ALWAYS = {"picked": "", "saved": 0}
MAIN = "main"
STILL = "Static view: run this cell in JupyterLab to explore."
#: How panes share a line: on a narrow screen they wrap.
WIDE = widgets.Layout(flex="3 1 26rem", min_width="0")
NARROW = widgets.Layout(flex="2 1 22rem", min_width="0")


class Choices:
    """The choices as one function sees them: which of them it reads is noted.

    ``choices.query`` reads a choice, ``choices.query = "…"`` makes one. Two are always there: the
    key that was ``picked`` (a mark of a chart, or a part of a text made `pickable`; "" at first),
    and ``saved``, the number of forms handed in, to be read by what depends on saved files.
    """

    def __init__(self, state: traitlets.HasTraits) -> None:
        self.__dict__.update(_state=state, _read={}, _made={})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any value can be chosen
        """Return a choice, and note that it was read."""
        value = self._read[name] = getattr(self._state, name)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Make a choice, and note that it was made."""
        self._made[name] = value
        self._state.set_trait(name, value)


#: Draws a pane from the choices. A `WorkbenchError` that it raises is shown as a sentence.
Draw = Callable[[Choices], Figure | Markup | str]


@dataclass
class Form:
    """Fields that reach Python together, in one message, when a button is pressed.

    ``fields`` by name (or a function of the choices that returns them; their options are no
    functions), ``buttons`` by name with their labels. ``submit(choices, button, values)`` does what the button says and returns the
    sentence that is shown; what it raises is shown too, and the fields stay as they are. Afterwards
    the fields show their values again, those with ``keep`` what was given, and the keyboard goes to
    the field named in ``focus``, if any.
    """

    fields: Mapping[str, Control] | Callable[[Choices], Mapping[str, Control]]
    buttons: Mapping[str, str]
    submit: Callable[[Choices, str, dict[str, Any]], str | Markup]
    focus: str = ""


@dataclass
class Tab:
    """A tab: what it draws (only while it is open), its own controls, a form under them.

    It comes to the front when one of the choices named in ``opens_on`` is made.
    """

    draw: Draw
    controls: Mapping[str, Control] = field(default_factory=dict)
    form: Form | None = None
    opens_on: tuple[str, ...] = ()


def hashable(value: Any) -> Any:  # noqa: ANN401 - any value can be chosen
    """Return a list as the tuple that a choice of several is."""
    return tuple(value) if isinstance(value, list) else value


class Follower:
    """A function of the choices, to be called again once a choice that it read has changed."""

    def __init__(self, state: traitlets.HasTraits, call: Callable[[Choices], Any]) -> None:
        self.state, self.call = state, call
        self.read: dict[str, Any] | None = None

    @property
    def stale(self) -> bool:
        """Tell whether it was never called, or a choice that it read has changed since."""
        return self.read is None or any(
            getattr(self.state, name) != value for name, value in self.read.items()
        )

    def __call__(self) -> Any:  # noqa: ANN401 - what the function returns
        """Call the function and note what it reads, whether it succeeds or not."""
        choices = Choices(self.state)
        try:
            return self.call(choices)
        finally:
            self.read = dict(choices._read)  # noqa: SLF001 - the notes are made for this


def apology(error: Exception) -> Markup:
    """Say why something cannot be shown or done; a fault of ours asks to be reported."""
    said = str(error)
    if not isinstance(error, WorkbenchError):
        said = f"This could not be done: {type(error).__name__}, {error}. Please report it."
    return block(Markup('<p role="alert">{}</p>').format(said))


class Page(Listener):
    """What an explorer needs of the page around it; it draws nothing.

    Marks of charts and parts of texts are within reach of the keyboard, and what is picked reaches
    Python; JupyterLab's shortcuts are kept away; what was redrawn is announced.
    """

    _esm = SCRIPT + "\n" + Path(__file__).with_name("explorer.js").read_text("utf-8")
    picked = traitlets.Dict().tag(sync=True)


class FormView:
    """The form of a pane as it stands in the browser."""

    def __init__(self, explorer: "Explorer", form: Form) -> None:
        self.explorer, self.state, self.form = explorer, explorer.state, form
        self.fields = Follower(
            self.state, form.fields if callable(form.fields) else lambda _: form.fields
        )
        self.panel = Panel(self.hear, buttons=dict(form.buttons), focus=form.focus)
        self.values: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}

    def fill(self) -> None:
        """Show the fields with the values that they begin with."""
        try:
            by_name = {name: Field(control) for name, control in self.fields().items()}
        except Exception as error:  # noqa: BLE001 - an observer must not raise
            by_name, self.panel.said = {}, str(apology(error))
        self.values = {
            name: one.fitting(self.kept[name]) if name in self.kept else one.first()
            for name, one in by_name.items()
        }
        self.panel.show(by_name, self.values)

    def hear(self, content: dict[str, Any], buffers: Sequence[Any]) -> None:
        """Take in what the browser sends."""
        given = self.panel.told(content, self.values)
        if "press" not in content:
            return self.panel.show(self.panel.by_name, given)
        for (name, file), data in zip(content.get("files", ()), buffers, strict=True):
            given[name] = (*given[name], (file, bytes(data)))
        return self.press(content["press"], given)

    def press(self, button: str, values: dict[str, Any]) -> None:
        """Do what a button says, and say what came of it."""
        try:
            with self.state.hold_trait_notifications():
                said = self.form.submit(Choices(self.state), button, values)
                self.state.saved += 1
        except Exception as error:  # noqa: BLE001 - what went wrong is said
            self.panel.said = str(apology(error))
            return
        by_name = self.panel.by_name
        self.kept |= {name: values[name] for name, one in by_name.items() if one.control.keep}
        self.explorer.settle()
        self.fill()
        self.panel.refilled += 1
        line = Markup('<div role="status">{}</div>').format(said)
        self.panel.said = str(block(line, style=False))

    def still(self) -> Markup:
        """Return the fields for paper."""
        parts = []
        for one in self.panel.by_name.values():
            rows = join(Markup("<li>☐ {}</li>").format(label) for label, _ in one.options)
            parts.append(Markup("<p>{}</p><ul>{}</ul>").format(one.control.label, rows))
        return block(*parts) if parts else Markup()


class Pane:
    """One place of an explorer: what is drawn there, its controls, its form."""

    def __init__(self, explorer: "Explorer", part: Tab, panel: Panel | None) -> None:
        self.drawing = Follower(explorer.state, part.draw)
        self.form = part.form and FormView(explorer, part.form)
        self.top, self.slot, self.foot = widgets.HTML(), widgets.VBox(), widgets.HTML()
        self.chart: widgets.Widget | None = None
        self.shown: Figure | Markup | str = ""
        parts = [panel, self.top, self.slot, self.foot, self.form and self.form.panel]
        self.view = widgets.VBox([each for each in parts if each is not None])
        self.view.add_class("wb-pane")

    def refresh(self) -> None:
        """Draw what is stale."""
        if self.drawing.stale:
            try:
                self.put(self.drawing())
            except Exception as error:  # noqa: BLE001 - one pane's fault must not stop the others
                self.put(apology(error))
        if self.form and self.form.fields.stale:
            self.form.fill()

    def put(self, shown: Figure | Markup | str) -> None:
        """Show a figure or HTML in the place of what was there."""
        if isinstance(shown, Figure) and shown.drawn:
            top, foot, chart = str(block(shown.head())), str(block(shown.foot())), shown.chart()
            if self.chart is None:
                self.chart = live(shown)
            else:
                self.chart.chart = chart
            self.top.value, self.foot.value, self.slot.children = top, foot, (self.chart,)
        else:
            self.top.value, self.foot.value, self.slot.children = str(html_of(shown)), "", ()
        self.shown = shown


def html_of(shown: Figure | Markup | str) -> Markup:
    """Return what a pane shows as HTML; plain text is escaped."""
    if isinstance(shown, Figure):
        return shown.html()
    return shown if isinstance(shown, Markup) else Markup("<p>{}</p>").format(shown)


class Explorer:
    """Controls above or beside panes; shown live in a notebook, and still everywhere else.

    Parameters
    ----------
    controls
        Controls by the name of the choice that they make.
    main
        Draws what is always seen; None if the controls themselves have its place.
    tabs
        Tabs by title.
    filters
        More controls, folded under *Filter* with the number that are set.
    form
        A form under ``main``.
    beside
        Whether the tabs are beside ``main`` (on a wide screen) or below it.
    line
        The call that opens it, such as ``wb.Search(corpus).explore``, or a function of the choices
        that returns it. The choices that differ from those at first are written behind it, and a
        button goes back to those at first.
    start
        Choices to begin with. One that does not exist raises `WorkbenchError`.
    also
        Choices without a control, by name with their first value (a page, a ``place``).
    on_pick
        Called with the choices and the key of what was picked, be it a mark or a ``place``, "" if
        it was picked already; sets the choices that follow. Without it ``choices.picked`` is that key.

    Attributes
    ----------
    state
        The choices as traits: ``explorer.state.query = "…"`` does what a reader would do.

    Examples
    --------
    >>> from workbench.explorer import number
    >>> double = Explorer({"n": number("Number", 2, 0, 9)}, lambda choices: f"{2 * choices.n}")
    >>> double.state.n = 4
    >>> double.pane("main")
    '<p>8</p>'
    """

    def __init__(  # noqa: PLR0913 - what an explorer consists of, each by name
        self,
        controls: Mapping[str, Control],
        main: Draw | None = None,
        tabs: Mapping[str, Tab] | None = None,
        *,
        filters: Mapping[str, Control] | None = None,
        form: Form | None = None,
        beside: bool = False,
        line: str | Callable[[Choices], str] = "",
        start: Mapping[str, Any] | None = None,
        also: Mapping[str, Any] | None = None,
        on_pick: Callable[[Choices, str], None] | None = None,
    ) -> None:
        tabs, filters = dict(tabs or {}), filters or {}
        self.line, self.on_pick, self.filters = line, on_pick, tuple(filters)
        groups = {MAIN: {**controls, **filters}, **{name: tabs[name].controls for name in tabs}}
        self.fields = {name: Field(one) for group in groups.values() for name, one in group.items()}
        self.also = {**ALWAYS, **(also or {})} | ({"tab": next(iter(tabs))} if tabs else {})
        traits = {name: traitlets.Any(value) for name, value in self.first().items()}
        self.state = type("State", (traitlets.HasTraits,), traits)()
        self.offers = {
            name: Follower(self.state, one.control.options)
            for name, one in self.fields.items()
            if callable(one.control.options)
        }
        self.page = Page(lambda content, _: self.from_page(content))
        self.panels = {
            title: Panel(lambda content, _, title=title: self.from_panel(title, content))
            for title, group in groups.items()
            if group
        }
        self.grouped = {title: tuple(groups[title]) for title in self.panels}
        self.opens = {name: title for title, one in tabs.items() for name in one.opens_on}
        self.panes = {MAIN: Pane(self, Tab(main, form=form), None)} if main else {}
        self.panes |= {
            title: Pane(self, one, self.panels.get(title)) for title, one in tabs.items()
        }
        self.followed: dict[str, Any] = {}
        self.settling = False
        self._begin(dict(start or {}))
        self.view = self._laid_out(tuple(tabs), beside=beside)
        self.state.observe(self._changed)
        self.settle()

    # --- choices ---

    def first(self) -> dict[str, Any]:
        """Return the choices at first."""
        return self.also | {name: one.first() for name, one in self.fields.items()}

    def _begin(self, start: dict[str, Any]) -> None:
        """Make the choices to begin with, or say which of them cannot be made."""
        known = sorted(set(self.state.trait_names()) - {"saved"})
        for name in start:
            if name not in known:
                raise WorkbenchError(f"Unknown choice {name!r}; choose {', '.join(known)}.")
        self._follow()
        start = {name: hashable(value) for name, value in start.items()}
        for name, value in start.items():
            self.state.set_trait(name, value)
        for name, value in start.items():
            if name in self.fields:
                self._offer(name)
                self.fields[name].hold_to(name, value)
            elif name == "tab" and value not in self.panes:
                raise WorkbenchError(f"Unknown tab {value!r}; choose {', '.join(self.panes)}.")
            if name in self.opens and value and "tab" not in start:
                self.state.tab = self.opens[name]
        self._follow()

    def _offer(self, name: str) -> None:
        """Ask anew for the options of a control, if a choice that they follow has changed."""
        if name in self.offers and self.offers[name].stale:
            try:
                self.fields[name].put(self.offers[name]())
            except WorkbenchError:
                self.fields[name].put(())

    def _follow(self) -> None:
        """Let options follow the choices, and choices their options, until all fit."""
        for _ in range(len(self.fields) + 1):
            before = [getattr(self.state, name) for name in self.fields]
            for name, one in self.fields.items():
                self._offer(name)
                self.state.set_trait(name, one.fitting(getattr(self.state, name)))
            if before == [getattr(self.state, name) for name in self.fields]:
                return

    def _changed(self, change: dict[str, Any]) -> None:
        """Bring all in line with a choice."""
        if self.settling:
            return
        if change["new"] and change["name"] in self.opens:
            self.settling = True
            self.state.tab = self.opens[change["name"]]
        self.settle()

    def settle(self) -> None:
        """Bring options, panes and controls in line with the choices."""
        self.settling = True
        try:
            if any(getattr(self.state, name) != value for name, value in self.followed.items()):
                self.followed, self.state.picked = {}, ""
            self._follow()
        finally:
            self.settling = False
        for title in self.seen():
            self.panes[title].refresh()
        self._show()

    def seen(self) -> list[str]:
        """Return the panes that are seen: ``main`` and the open tab."""
        return [name for name in (MAIN, getattr(self.state, "tab", "")) if name in self.panes]

    def _show(self) -> None:
        """Let the browser show the choices as they are."""
        values = {name: getattr(self.state, name) for name in self.fields}
        n_set = sum(values[name] != self.fields[name].first() for name in self.filters)
        folded = dict.fromkeys(self.filters, f"Filter ({n_set} set)" if n_set else "Filter")
        for title, panel in self.panels.items():
            panel.show({name: self.fields[name] for name in self.grouped[title]}, values, folded)
        if MAIN in self.panels:
            self.panels[MAIN].code = self.code()
        also = [name for name in self.also if name != "saved"]
        self.page.picked = {name: getattr(self.state, name) for name in also}
        if "tab" in self.also:
            self.tab.selected_index = self.tab.titles.index(self.state.tab)

    def options(self, name: str) -> list[Any]:
        """Return the values that can be chosen at present for a choice."""
        return [value for _, value in self.fields[name].options]

    def choose(self, **choices: Any) -> None:  # noqa: ANN401 - any value can be chosen
        """Make several choices at once; each pane is drawn once."""
        with self.state.hold_trait_notifications():
            for name, value in choices.items():
                self.state.set_trait(name, hashable(value))

    def reset(self) -> None:
        """Go back to the choices at first; the open tab stays."""
        self.settling = True
        try:
            for name, value in self.first().items():
                if name not in ("saved", "tab"):
                    self.state.set_trait(name, value)
            self._follow()
            for name in self.offers:
                self.state.set_trait(name, self.fields[name].first())
        finally:
            self.settle()

    def pick(self, key: str, name: str = "picked") -> None:
        """Do what a click on a mark with this key does."""
        with self.state.hold_trait_notifications():
            again = name == "picked" and name not in self.fields and self.state.picked == key
            self.state.set_trait(name, "" if again else key)
            if self.on_pick:
                choices = Choices(self.state)
                self.on_pick(choices, getattr(self.state, name))
                if name == "picked":
                    self.followed = choices._made  # noqa: SLF001 - the notes are made for this

    # --- what the browser sends ---

    def from_panel(self, title: str, content: dict[str, Any]) -> None:
        """Take in a change of a control."""
        if "reset" in content:
            return self.reset()
        values = {name: getattr(self.state, name) for name in self.grouped[title]}
        self.choose(**self.panels[title].told(content, values))
        return self._show()

    def from_page(self, content: dict[str, Any]) -> None:
        """Take in what was picked, or words that make choices."""
        known = self.state.trait_names()
        if content.get("name") in known:
            self.pick(content["key"], content["name"])
        made = {name: value for name, value in content.get("set", {}).items() if name in known}
        if "place" in made:  # a line leads to its place, and so do words
            self.pick(made.pop("place"), "place")
        self.choose(**made)

    def submit(self, pane: str, button: str, **values: Any) -> str:  # noqa: ANN401 - any value
        """Fill in the form of ``main`` or a tab, press a button, and return what is said."""
        self.pane(pane)
        form = self.panes[pane].form
        form.press(button, form.values | values)
        return form.panel.said

    # --- what is shown ---

    def _laid_out(self, titles: tuple[str, ...], *, beside: bool) -> widgets.Widget:
        """Set controls and panes on the page."""
        parts: list[widgets.Widget] = [self.panels[MAIN]] if MAIN in self.panels else []
        if parts:
            parts[0].resets = bool(self.line)
        if MAIN in self.panes:
            parts.append(self.panes[MAIN].view)
        if titles:
            self.tab = widgets.Tab([self.panes[title].view for title in titles], titles=titles)
            self.tab.observe(
                lambda change: self.state.set_trait("tab", titles[change["new"] or 0]),
                "selected_index",
            )
            parts.append(self.tab)
        if titles and beside and parts[:-1]:
            parts[-2].layout, self.tab.layout = WIDE, WIDE if MAIN not in self.panels else NARROW
            row = widgets.Layout(display="flex", flex_flow="row wrap")
            parts[-2:] = [widgets.Box(parts[-2:], layout=row)]
        view = widgets.VBox([self.page, *parts])
        view.add_class("wb-explorer")
        return view

    def pane(self, name: str) -> str:
        """Return the HTML of ``main`` or of a tab, which is drawn if it was not open."""
        self.panes[name].refresh()
        return str(html_of(self.panes[name].shown))

    def code(self) -> str:
        """Return the line of code that opens the present view again."""
        call = self.line(Choices(self.state)) if callable(self.line) else self.line
        if not call or call.endswith(")"):
            return call
        made = [
            f"{name}={getattr(self.state, name)!r}"
            for name, value in self.first().items()
            if name != "saved" and getattr(self.state, name) != value
        ]
        return f"{call}({', '.join(made)})"

    def still(self) -> Markup:
        """Return what is shown at present, without widgets."""
        parts = [Markup(self.pane(name)) for name in self.seen()]  # noqa: S704 - our own HTML
        if MAIN in self.panes and self.panes[MAIN].form:
            parts.append(self.panes[MAIN].form.still())
        if self.line:
            parts.append(Markup("<p>To open this view: <code>{}</code></p>").format(self.code()))
        return block(*parts, Markup('<p class="wb-static">{}</p>').format(STILL))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        twin = {"text/html": str(self.still()), "text/plain": "Explorer: open in JupyterLab"}
        return {**self.view._repr_mimebundle_(), **twin}
