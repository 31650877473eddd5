"""What an explorer is: controls, panes that follow them, forms, a static twin.

ipywidgets and anywidget are used nowhere else. A study describes its controls with the functions of
``controls`` and hands them to `Explorer` with the functions that draw its figures.
"""

from workbench.explorer.controls import (
    Control,
    check,
    choice,
    files,
    listing,
    number,
    offer,
    several,
    text,
)
from workbench.explorer.explorer import Choices, Explorer, Form, Tab
