"""Keep the keyboard with the reader: inside an explorer, Lab's own shortcuts are silent.

Lab would take an arrow key pressed in a dropdown for "next cell", and a doubled letter for
"delete cell" (ipywidgets issue 3912). Lab itself names the attribute that prevents it.
"""

import anywidget


class Keys(anywidget.AnyWidget):
    """An invisible widget that marks whatever takes the focus in its output."""

    _esm = """
    export default {
      render({ el }) {
        const mark = () => {
          if (!el.isConnected) return requestAnimationFrame(mark);
          const output = el.closest(".jp-OutputArea-output") ?? el.parentElement;
          output.addEventListener("focusin", (event) =>
            event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
        };
        mark();
      },
    };
    """
