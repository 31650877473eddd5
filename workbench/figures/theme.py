"""One look: colours that stay apart for colour-blind readers, shapes beside them, one font."""

from dataclasses import dataclass

INK, QUIET, RULE, PAPER, CUT = "#1a1a1a", "#595959", "#d0d0d0", "#ffffff", "#cfcfcf"


@dataclass(frozen=True)
class Kinds:
    """What marks are told apart by: a column, its title in the legend, a colour and a shape per value.

    ``hollow`` names the values that are drawn without filling.
    """

    column: str
    title: str
    colours: dict[str, str]
    shapes: dict[str, str]
    hollow: tuple[str, ...] = ()


GENRES = Kinds(
    "genre",
    "Genre",
    {"statement": "#0072b2", "digest": "#b34e00", "report": "#00735c", "unknown": QUIET},
    {"statement": "square", "digest": "circle", "report": "triangle-up", "unknown": "cross"},
)
VOICES = Kinds(
    "voice",
    "Voice",
    {"stated": "#0072b2", "quoted": "#7a3e9d", "reported": "#b34e00", "silent": QUIET},
    {"stated": "square", "quoted": "diamond", "reported": "circle", "silent": "circle"},
    ("silent",),
)


def kinds(column: str, title: str, *values: str, hollow: tuple[str, ...] = ()) -> Kinds:
    """Return kinds of your own, up to six, each with a colour and a shape."""
    raise NotImplementedError
