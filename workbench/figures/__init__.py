"""What a figure is: a finding in words, a picture or a table, its source, and the data behind it.

Altair and vl-convert are used nowhere else. Studies take what they need from the modules:
``figure`` (the object), ``charts`` (a few kinds of picture), ``tables``, ``texts`` (source text and
the words around numbers) and ``theme`` (colours, shapes, style sheet, small pieces of HTML).
"""

from workbench.figures.charts import figure
from workbench.figures.figure import Absent, Answer, Figure, answer, figure_or_sentence

__all__ = ["Absent", "Answer", "Figure", "answer", "figure", "figure_or_sentence"]
