"""The glossary: words that a reader may meet for the first time, as a frame."""

from pathlib import Path

import polars as pl

from workbench.corpus.files import read_toml
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES

KEYS = {"term", "forms", "meaning"}
WHERE = "glossary.toml"


def read_glossary(folder: Path) -> pl.DataFrame:
    """Read the glossary of a corpus folder: the glossary frame, in alphabetical order.

    Raises `WorkbenchError` for an entry with other keys, or a form that two entries claim.

    Examples
    --------
    >>> import workbench
    >>> read_glossary(workbench.load().folder)["term"].to_list()[:2]
    ['agreement', 'alignment']
    """
    content = read_toml(folder / WHERE)
    if set(content) != {"entry"} or not isinstance(content["entry"], list):
        raise WorkbenchError(f"{WHERE}: must hold [[entry]] tables, and no more.")
    for number, entry in enumerate(content["entry"], 1):
        if not isinstance(entry, dict) or set(entry) != KEYS or not usable(entry):
            raise WorkbenchError(
                f"{WHERE}: entry {number}: needs {', '.join(sorted(KEYS))}; term and meaning are "
                "texts, forms a list of texts."
            )
    schema = {name: column.dtype for name, column in FRAMES["glossary"].columns.items()}
    frame = pl.DataFrame(content["entry"], schema=schema)
    forms = frame.select(form=pl.concat_list(pl.concat_list("term"), "forms").explode())["form"]
    twice = forms.filter(forms.is_duplicated())
    if len(twice):
        raise WorkbenchError(f"{WHERE}: {twice[0]!r} is claimed twice.")
    return frame.sort(pl.col("term").str.to_lowercase())


def usable(entry: dict[str, object]) -> bool:
    """Say whether the values of an entry are texts with something in them."""
    forms = entry["forms"]
    texts = [entry["term"], entry["meaning"], *(forms if isinstance(forms, list) else [None])]
    return all(isinstance(text, str) and text.strip() for text in texts)
