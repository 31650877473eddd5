"""The widgets of the emphasis explorer: choose, open a mark, compare words, try a rule."""

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench import display
from workbench.corpus import Corpus, save_own
from workbench.display.html import block
from workbench.explore import emphasis as views
from workbench.explore.base import (
    LABEL,
    WIDE,
    Explorer,
    controls,
    dropdown,
    keep_drawn,
    said,
    stills,
    tried,
)
from workbench.explore.chart import ChartPanel
from workbench.explore.emphasis import Coded, State
from workbench.explore.pickers import ManyPicker, Picker
from workbench.explore.tabs import Tabs
from workbench.explore.waiting import Waiting
from workbench.lacking import through
from workbench.schemas import BASES, VOICES

TABS = ("Passages", "Words that lean", "Try a rule")
CHOICE = ("unit", "topics", "doc_ids", "voices", "by")
WORDS = 40
#: What stands where a word would be opened.
WORD = "Choose a word, or write one, to see where it stands."
FULL = widgets.Layout(width="98%")


@through
def emphasis_explorer(corpus: Corpus, left: str, right: str) -> Explorer:
    """Open the explorer on all topics, with two documents for the comparison of words."""
    waiting = Waiting("Counting topics")
    all_of = views.coded(corpus, waiting)
    state = State(
        topics=tuple(all_of.codebook.topics["topic"]),
        doc_ids=tuple(corpus.documents["doc_id"]),
        left=(left,),
        right=(right,),
    )
    tabs = Tabs(TABS, corpus)
    tabs.fill([pane(all_of, state, tabs) for pane in (passage_pane, word_pane, rule_pane)])
    chart = ChartPanel(on_pick=lambda key: state.set_trait("picked", key))
    draw = lambda: views.shares(all_of, state, waiting)  # noqa: E731 - drawn again at each choice
    keep_drawn(state, (lambda: chart.show(draw), CHOICE))
    view = widgets.VBox([choices(all_of, state), waiting.panel, chart.view, tabs.view])
    waiting.opened = True
    shown = [
        lambda draw=draw: draw(all_of, state).html() for draw in (views.shares, views.passages)
    ]
    return Explorer(state, view, lambda: stills(*shown))


def many(description: str, options: list[tuple[str, str]]) -> widgets.SelectMultiple:
    """Make a labelled list from which several can be chosen."""
    rows = min(len(options), 6) + 1
    return widgets.SelectMultiple(
        options=options, rows=rows, description=description, style=LABEL, layout=WIDE
    )


def choices(all_of: Coded, state: State) -> widgets.Widget:
    """Build the controls above the chart."""
    names = [(name, doc_id) for doc_id, name in display.labels(all_of.corpus.documents).items()]
    topics = all_of.codebook.topics.select("label", "topic").rows()
    tied = {
        "unit": dropdown("Count by", BASES),
        "by": dropdown("Panels by", ("genre", "year")),
        "topics": many("Topics", topics),
        "doc_ids": ManyPicker("Documents", names),
        "voices": many("Voices", [(voice, voice) for voice in VOICES]),
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))
    return controls(*tied.values())


def passage_pane(all_of: Coded, state: State, tabs: Tabs) -> widgets.Widget:
    """Show the passages of a document and topic, picked in the chart or from the lists."""
    names = [(name, doc_id) for doc_id, name in display.labels(all_of.corpus.documents).items()]
    document = Picker("Document to read", names)
    topic = dropdown("Topic to read", all_of.codebook.topics.select("label", "topic").rows())
    panel = widgets.HTML()

    def pick(_: object = None) -> None:
        state.picked = f"{document.value}|{topic.value}"

    def draw() -> None:
        doc_id, _, name = state.picked.partition("|")
        if name:
            document.value, topic.value = doc_id, name
        panel.value = said(lambda: views.passages(all_of, state).html())

    pick()
    keep_drawn(state, (tabs.seen("Passages", draw), ("picked", "voices")))
    document.observe(pick, "value")
    topic.observe(pick, "value")
    return widgets.VBox([controls(document, topic), panel])


def word_pane(all_of: Coded, state: State, tabs: Tabs) -> widgets.Widget:
    """Compare the words of two documents or groups; a word opens its places."""
    names = [(name, doc_id) for doc_id, name in display.labels(all_of.corpus.documents).items()]
    word = dropdown("Open a word")
    written = widgets.Text(
        description="or write one", continuous_update=False, style=LABEL, layout=WIDE
    )
    tied = {
        "left": ManyPicker("Left", names),
        "right": ManyPicker("Right", names),
        "override": widgets.Checkbox(
            description="Compare a blocked pair all the same", indent=False, layout=WIDE
        ),
        "stop_words": widgets.Checkbox(
            description="With function words", indent=False, layout=WIDE
        ),
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))
    traitlets.link((state, "word"), (written, "value"))
    figure, places = widgets.HTML(), widgets.HTML()

    def put(leaning: display.Figure) -> None:
        figure.value = str(leaning.html())
        word.options = ["", *leaning.table.head(WORDS)["word"]]

    def apologise(sentence: Markup) -> None:
        figure.value, word.options = str(sentence), [""]

    def draw() -> None:
        tried(lambda: put(views.keyness(all_of, state)), apologise)

    def open_word() -> None:
        asked = state.word.strip()
        places.value = said(
            lambda: views.concordance(all_of, state).html() if asked else block(WORD)
        )

    keep_drawn(
        state,
        (tabs.seen("Words that lean", draw), ("left", "right", "override", "stop_words")),
        (open_word, ("word",)),
    )
    word.observe(lambda change: state.set_trait("word", change["new"] or state.word), "value")
    return widgets.VBox([controls(*tied.values()), figure, controls(word, written), places])


def rule_pane(all_of: Coded, state: State, tabs: Tabs) -> widgets.Widget:
    """Change a rule or leave it out, see what is gained and lost, and save it if one likes."""
    rules = dict(all_of.codebook.rules.select("rule", "pattern").iter_rows())
    rule = dropdown("Rule", list(rules))
    pattern = widgets.Textarea(
        description="Pattern", continuous_update=False, rows=2, style=LABEL, layout=FULL
    )
    without = widgets.Checkbox(
        description="Try the codebook without this rule", indent=False, layout=WIDE
    )
    name = widgets.Text(
        description="Save under the name", value="my-codebook", style=LABEL, layout=WIDE
    )
    button = widgets.Button(description="Save as my own")
    panel, message = widgets.HTML(), widgets.HTML()
    traitlets.link((state, "pattern"), (pattern, "value"))
    traitlets.link((state, "without"), (without, "value"))

    def choose(_: object = None) -> None:
        with state.hold_trait_notifications():
            state.rule, state.pattern = rule.value, rules[rule.value]

    def draw() -> None:
        pattern.disabled = state.without
        panel.value = said(lambda: views.trial(all_of, state).html())

    def save(_: object) -> None:
        message.value = said(lambda: kept(all_of, state, name.value))

    choose()
    keep_drawn(state, (tabs.seen("Try a rule", draw), ("rule", "pattern", "without")))
    rule.observe(choose, "value")
    button.on_click(save)
    return widgets.VBox([rule, without, pattern, panel, controls(name, button), message])


def kept(all_of: Coded, state: State, name: str) -> Markup:
    """Save the changed codebook as the reader's own and say where."""
    path = save_own(views.changed(all_of, state), all_of.corpus.folder, name)
    return block(f"Saved as own/{path.name}; the shipped codebook is as it was.")
