"""Print the data dictionary from the schemas into the datasheet of the corpus."""

import sys
from pathlib import Path

from workbench.schemas import DOCUMENT, FRAMES, Column

DATASHEET = Path(__file__).parents[2] / "data" / "README.md"
BEGIN = "<!-- data dictionary: printed by python -m workbench.publish.dictionary -->"
END = "<!-- end of the data dictionary -->"


def kind(column: Column) -> str:
    """Name the type of a column; an Enum with its values."""
    if column.dtype is DOCUMENT:
        return "Enum of the documents"
    if hasattr(column.dtype, "categories"):
        return "Enum: " + ", ".join(column.dtype.categories)
    return str(column.dtype)


def dictionary() -> str:
    """Give the data dictionary as Markdown: a table per frame."""
    parts = []
    for name, schema in FRAMES.items():
        rows = [
            f"| `{column}` | {kind(spec)} | {spec.meaning} |"
            for column, spec in schema.columns.items()
        ]
        head = f"### `{name}`\n\nOne row per {schema.grain}. Key: {', '.join(schema.key)}."
        parts.append("\n".join([head, "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def printed(datasheet: str) -> str:
    """Give the datasheet with the dictionary between its two marks."""
    before, rest = datasheet.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{dictionary()}\n\n{END}{after}"


if __name__ == "__main__":
    DATASHEET.write_text(printed(DATASHEET.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"Printed {len(FRAMES)} frames into {DATASHEET.name}.\n")
