"""What a reader asks of the concordance: one string and three choices, read once."""

import re
from dataclasses import dataclass

import polars as pl

from workbench.corpus.matching import LONGEST_PATTERN, pattern_fault
from workbench.corpus.running import whole_words
from workbench.corpus.words import WORD, fold, phrases
from workbench.errors import WorkbenchError

GAP = "**"
#: Other ways to write the gap.
WIDE = ("…", "...")
#: A letter that no source prints: it carries ``*`` through the cutting of words.
STAR = "ꙮ"

#: Spellings of one name that are told.
FORMS_TOLD = 3
#: What may stand at one place: phrases of folded words, any of which fills it.
Slot = tuple[tuple[str, ...], ...]
NOTHING_BETWEEN: Slot = ((GAP,),)


@dataclass(frozen=True)
class Query:
    """A query as it was understood; made by `ask`.

    ``alternatives`` are runs of slots; a slot is a set of phrases, for a name with several
    spellings has them all. A regular expression has none.
    """

    text: str
    regex: bool
    case: bool
    whole: bool
    alternatives: tuple[tuple[Slot, ...], ...] = ()

    def __str__(self) -> str:
        """Say the query as it was understood."""
        parts = [" ".join(told(slot) for slot in slots) for slots in self.alternatives]
        kind = "regular expression, " if self.regex else ""
        edges = "whole words" if self.whole else "parts of words too"
        case = "case as written" if self.case else "any case"
        return f"{' | '.join(parts) or self.text} ({kind}{edges}, {case})"


def ask(
    text: str,
    variants: dict[str, str],
    *,
    regex: bool = False,
    case: bool = False,
    whole: bool = True,
) -> Query:
    r"""Read a query.

    *Words* are found one after the other in one sentence, whatever stands between them in marks
    and hyphens. Case and possessives do not matter, a straight apostrophe finds a curly one, and
    a name is found under every spelling of the codebook of variants: Hanoi finds Ha Noi.

    ============== ================================ ===============================
    write          to find                          for example
    ============== ================================ ===============================
    ``*`` in a     any letters, or none             ``negotiat*`` finds negotiation
    word
    ``*`` alone    any one word                     ``the * Sea`` finds the East Sea
    ``**``, ``…``  none to five words               ``not … third countries``
    ``|``          either of two                    ``East Sea | South China Sea``
    ============== ================================ ===============================

    ``case``: the words are found only as printed, in this case and this spelling.
    ``whole=False``: the first and the last word may be parts of words, and the words that hold
    them are the match. ``regex``: the text is a regular expression (Rust's syntax) for one
    paragraph as printed; it is held to whole words unless ``whole=False``. Such an expression
    takes time in proportion to the text, whatever is written.

    Matches do not overlap: the leftmost counts, of several alternatives the longest, and a gap
    is as short as it can be, at the end one word. ``variants`` are those of `corpus.codebook.read_variants`. A query
    without a word, and an expression that cannot be used, raise `WorkbenchError`.

    Examples
    --------
    >>> print(ask("Ha Noi … summit*", {"Ha Noi": "hanoi", "Hanoi": "hanoi"}))
    (hanoi, ha noi) ** summit* (whole words, any case)
    """
    if len(text) > LONGEST_PATTERN:
        raise WorkbenchError(
            f"The query has {len(text):,} characters; the longest allowed has {LONGEST_PATTERN:,}."
        )
    if regex:
        asked = Query(text, regex, case, whole)
        usable(asked)
        return asked
    spellings = {} if case else by_spelling(variants)
    parts = [part for said in text.split("|") for part in dict.fromkeys((said, dotted(said)))]
    read = (slots_of(part, spellings, case=case) for part in parts)
    found = tuple(slots if whole else opened(slots) for slots in dict.fromkeys(read))
    return Query(text, regex, case, whole, found)


def expression(query: Query) -> str:
    """Give the regular expression of a query as it is matched."""
    held = whole_words(query.text) if query.whole else f"(?:{query.text})"
    return held if query.case else f"(?i){held}"


def usable(query: Query) -> None:
    """Raise for a regular expression that cannot be built or that matches nothing at all."""
    if not query.text.strip():
        raise WorkbenchError("The regular expression is empty; write what to look for.")
    fault = pattern_fault(query.text) or pattern_fault(expression(query))
    if fault:
        raise WorkbenchError(f"{query.text!r} is not a valid regular expression ({fault}).")
    if pl.Series([""]).str.contains(f"^(?:{query.text})$").item():
        raise WorkbenchError(f"{query.text!r} matches where nothing stands; use + in place of *.")


def dotted(part: str) -> str:
    """Write dotted letters in capitals, for only so are they one word: u.s. is U.S."""
    return re.sub(r"\b(?:\w\.){2,}", lambda found: found.group().upper(), part)


def by_spelling(variants: dict[str, str]) -> dict[tuple[str, ...], Slot]:
    """Give for each form of a variant all forms, the longest first."""
    forms: dict[str, list[tuple[str, ...]]] = {}
    cut = dict(zip(phrases(list(variants)), variants.values(), strict=True))
    for phrase, word in cut.items():
        forms.setdefault(word, []).append(phrase)
    return {
        phrase: tuple(sorted(set(forms[word]), key=lambda form: (-len(form), form)))
        for phrase, word in cut.items()
    }


def slots_of(part: str, spellings: dict[tuple[str, ...], Slot], *, case: bool) -> tuple[Slot, ...]:
    """Cut one alternative into slots, variants joined, gaps at the beginning dropped."""
    plain = part
    for mark in (*WIDE, GAP):
        plain = plain.replace(mark, f" {STAR * 2} " if mark == GAP else f" {GAP} ")
    cut = pl.DataFrame({"form": [plain.replace("*", STAR)]}).select(
        pl.col("form").str.extract_all(WORD).explode()
    )
    folded = pl.col("form").str.replace_all("’", "'") if case else fold("form")
    words = [word.replace(STAR, "*") for word in cut.select(folded).to_series().drop_nulls()]
    if not any(word.strip("*") for word in words):
        raise WorkbenchError(
            f"{part.strip()!r} holds no word to look for; write words, with * for any ending."
        )
    while words[0] == GAP:
        words = words[1:]
    longest = max(map(len, spellings), default=1)
    slots: list[Slot] = []
    while words:
        heads = (tuple(words[:size]) for size in range(min(longest, len(words)), 0, -1))
        head = next((head for head in heads if head in spellings), (words[0],))
        slots.append(spellings.get(head, (head,)))
        words = words[len(head) :]
    return tuple(slots)


def opened(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Let the first and the last word be parts of words."""
    first, last = 0, max(place for place, slot in enumerate(slots) if slot != NOTHING_BETWEEN)
    out = list(slots)
    out[first] = tuple((f"*{phrase[0].lstrip('*')}", *phrase[1:]) for phrase in out[first])
    out[last] = tuple((*phrase[:-1], f"{phrase[-1].rstrip('*')}*") for phrase in out[last])
    return tuple(out)


def told(slot: Slot) -> str:
    """Write a slot as a reader would."""
    forms = sorted((" ".join(phrase) for phrase in slot), key=len)
    rest = f" and {len(forms) - FORMS_TOLD} more" if len(forms) > FORMS_TOLD else ""
    return forms[0] if len(forms) == 1 else f"({', '.join(forms[:FORMS_TOLD])}{rest})"
