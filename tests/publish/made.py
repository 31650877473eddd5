"""Notebooks made for a test."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

BOX = "> **Audience:** testers.\n>\n> **Time:** 5 minutes"
CHART = """
import workbench as wb
wb.Sources(wb.load()).lengths()
"""


def notebook(*cells, title="# Why?"):
    """Make a notebook of a title, a box, and cells: text, or code with an id and tags."""
    parts = [new_markdown_cell(title, id="question"), new_markdown_cell(BOX, id="box")]
    return new_notebook(cells=[*parts, *cells])


def code(source, name="try", *tags, outputs=()):
    metadata = nbformat.from_dict({"tags": list(tags)})
    return new_code_cell(source, id=name, outputs=list(outputs), metadata=metadata)


def shown(data, **metadata):
    return new_output("display_data", data=data, metadata=metadata)


def save(folder, **notebooks):
    folder.mkdir(exist_ok=True)
    for name, made in notebooks.items():
        nbformat.write(made, folder / f"{name}.ipynb")
    return folder
