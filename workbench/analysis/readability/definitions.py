"""What each measure is: its formula in words, its scale and its source, as a frame."""

import polars as pl

from workbench.analysis.readability.formulas import FORMULAS, Formula


def describe(low: float | None, high: float | None) -> str:
    """Print a scale.

    Examples
    --------
    >>> describe(0.0, 18.0), describe(None, None)
    ('0 to 18', 'open')
    """
    return "open" if low is None or high is None else f"{low:g} to {high:g}"


def written(spec: Formula, components: dict[str, float] | None = None) -> str:
    """Write a formula out, with the values of its components if these are given.

    Examples
    --------
    >>> written(Formula(0.0, {"long_per_sentence": 1.0, "letters_per_word": -2.5}, (0, 1), ""))
    'long per sentence − 2.5 × letters per word'
    >>> written(Formula(3.0, {"letters_per_word": 2.0}, (0, 1), ""), {"letters_per_word": 4.5})
    '3 + 2 × 4.50 letters per word'
    """
    text = f"{spec.constant:g}".replace("-", "−") if spec.constant else ""
    for name, coefficient in spec.terms.items():
        label = name.replace("_", " ")
        if components is not None:
            label = f"{components[name]:.2f} {label}"
        factor = "" if abs(coefficient) == 1 else f"{abs(coefficient):g} × "
        sign = "−" if coefficient < 0 else "+"
        text += f" {sign} {factor}{label}"
    return text.removeprefix(" + ")


def definitions() -> pl.DataFrame:
    """Give a row per measure, in the order of the enum.

    ``measure``, ``formula`` in words, ``harder`` (higher or lower values), ``scale`` as text and
    its ends ``scale_low`` and ``scale_high`` (null: open), ``min_sentences``, ``source``.

    Examples
    --------
    >>> definitions().select("measure", "harder", "scale").row(0)
    ('Flesch reading ease', 'lower', '0 to 100')
    """
    rows = [
        (
            name,
            written(spec),
            spec.harder,
            describe(*spec.scale),
            *spec.scale,
            spec.min_sentences,
            spec.source,
        )
        for name, spec in FORMULAS.items()
    ]
    columns = {
        "measure": pl.String,
        "formula": pl.String,
        "harder": pl.String,
        "scale": pl.String,
        "scale_low": pl.Float64,
        "scale_high": pl.Float64,
        "min_sentences": pl.UInt32,
        "source": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")
