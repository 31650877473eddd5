"""Every frame of the workbench: its grain, and the type and meaning of each column.

This is the one place where a frame is declared. Frames are built, checked, exported and
described in the data dictionary from these declarations.
"""

from workbench.schemas.declare import DOCUMENT, Column, Schema
from workbench.schemas.emphasis import BASE, BASES, SCOPE, SCOPES, VOICE, VOICES
from workbench.schemas.frames import FRAMES, SOURCES, conform, mismatches, resolve
from workbench.schemas.positions import CODER, CODERS, COVERAGE, COVERAGES, FIELD, FIELDS
from workbench.schemas.readability import MEASURE, MEASURES, SPLITTER, SPLITTERS, UNIT, UNITS
from workbench.schemas.seminar import ACTORS, CODED
from workbench.schemas.sources import (
    GENRE,
    GENRES,
    KIND,
    KINDS,
    MARKER,
    MARKERS,
    SIDE,
    SIDES,
    ZONE,
    ZONES,
)
from workbench.schemas.store import STORED
from workbench.schemas.wording import (
    EDIT_KIND,
    EDIT_KINDS,
    LABEL,
    LABELS,
    OP,
    OPS,
    PASSAGE,
    PASSAGES,
    STATUS,
    STATUSES,
)

__all__ = [
    "ACTORS",
    "BASE",
    "BASES",
    "CODED",
    "CODER",
    "CODERS",
    "COVERAGE",
    "COVERAGES",
    "DOCUMENT",
    "EDIT_KIND",
    "EDIT_KINDS",
    "FIELD",
    "FIELDS",
    "FRAMES",
    "GENRE",
    "GENRES",
    "KIND",
    "KINDS",
    "LABEL",
    "LABELS",
    "MARKER",
    "MARKERS",
    "MEASURE",
    "MEASURES",
    "OP",
    "OPS",
    "PASSAGE",
    "PASSAGES",
    "SCOPE",
    "SCOPES",
    "SIDE",
    "SIDES",
    "SOURCES",
    "SPLITTER",
    "SPLITTERS",
    "STATUS",
    "STATUSES",
    "STORED",
    "UNIT",
    "UNITS",
    "VOICE",
    "VOICES",
    "ZONE",
    "ZONES",
    "Column",
    "Schema",
    "conform",
    "mismatches",
    "resolve",
]
