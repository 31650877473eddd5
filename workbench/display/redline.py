"""Two passages with their differences: side by side, and as one line of kept, cut and added."""

from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.html import KEYS, join
from workbench.display.naming import count


def redline(edits: pl.DataFrame, left: str, right: str, *, formal: bool = False) -> Markup:
    """Show the edits of one link as a running text.

    Takes the edits of one link in order and the names of the two sides. Words of one side only
    stand in ``del`` or ``ins`` and are announced in words, which also survive copying. Unless
    ``formal``, edits of form and naming are shown as the right side has them; their number is said.
    """
    hidden = edits.filter((pl.col("op") != "kept") & ~pl.col("substantive")).height
    parts = [piece(row, left, right, formal=formal) for row in edits.iter_rows(named=True)]
    said = "This line is made of both texts; quote from the passages themselves."
    if hidden and not formal:
        said += f" {count(hidden, 'edit')} of form or naming not marked."
    note = Markup('<p class="wb-source">{}</p>').format(said)
    return Markup('<p class="wb-redline">{}</p>{}').format(join(parts), note)


def piece(edit: dict[str, Any], left: str, right: str, *, formal: bool) -> Markup:
    """Show one edit: kept as it is, the rest with the side that has it."""
    plain = edit["op"] == "kept" or not (edit["substantive"] or formal)
    if plain:
        return Markup("{} ").format(edit["right"] or ("" if formal else edit["left"]))
    if edit["op"] == "moved":
        return Markup('<span class="wb-moved">[moved: {}] </span>').format(edit["right"])
    out = Markup("")
    if edit["left"]:
        out += Markup('<del><span class="wb-said">[only {}: </span>{}<span class="wb-said">]</span></del> ').format(left, edit["left"])  # fmt: skip
    if edit["right"]:
        out += Markup('<ins><span class="wb-said">[only {}: </span>{}<span class="wb-said">]</span></ins> ').format(right, edit["right"])  # fmt: skip
    return out


def beside(link: dict[str, Any], edits: pl.DataFrame, left: str, right: str) -> Markup:
    """Show the two passages of a link in full, their differing words marked and numbered.

    The mark with the same number on the other side lights up when one is pointed at or focused.
    """
    rows = edits.filter(pl.col("op") != "kept")
    sides = join(
        side(link, rows, name, title) for name, title in (("left", left), ("right", right))
    )
    lit = join(
        Markup(
            ".wb-beside:has(.wb-e{0}:hover) .wb-e{0}, .wb-beside:has(.wb-e{0}:focus) .wb-e{0} "
            "{{ outline: 3px solid #0072b2; }}"
        ).format(number)
        for number in rows["edit_no"]
    )
    return Markup('<style>{}</style><div class="wb-beside">{}</div>').format(lit, sides)


def side(link: dict[str, Any], edits: pl.DataFrame, name: str, title: str) -> Markup:
    """Show one passage with its marks."""
    text, base = link[f"{name}_text"], link[f"{name}_start"]
    parts, at = [], 0
    spans = edits.filter(pl.col(f"{name}_start").is_not_null()).sort(f"{name}_start")
    for edit in spans.iter_rows(named=True):
        start, end = edit[f"{name}_start"] - base, edit[f"{name}_end"] - base
        parts += [text[at:start], marked(edit, text[start:end])]
        at = end
    place = f"{title}, ¶ {link[f'{name}_para_no']}"
    return Markup('<section aria-label="{}"><p class="wb-kind">{}</p><p>{}{}</p></section>').format(
        place, place, join(parts), text[at:]
    )


def marked(edit: dict[str, Any], words: str) -> Markup:
    """Mark the words of one edit with its number; substantive ones stand out by a solid line."""
    weight = "wb-strong" if edit["substantive"] else "wb-weak"
    about = f"edit {edit['edit_no']}, {edit['op']}, {edit['kind']}"
    return Markup(
        '<span class="wb-edit {} wb-e{}" tabindex="0" title="{}"{}>{}<sup>{}</sup></span>'
    ).format(weight, edit["edit_no"], about, KEYS, words, edit["edit_no"])
