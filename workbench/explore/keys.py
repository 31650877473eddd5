"""Keep the keyboard with the reader, and tell a screen reader what has changed.

Lab would take an arrow key pressed in a dropdown for "next cell", and a doubled letter for
"delete cell" (ipywidgets issue 3912). Lab itself names the attribute that prevents it.
"""

import anywidget


class Keys(anywidget.AnyWidget):
    """An invisible widget that marks what takes the focus, and says the title of what is redrawn."""

    _esm = """
    export default {
      render({ el }) {
        const status = document.createElement("div");
        status.setAttribute("role", "status");
        status.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
        el.append(status);
        const mark = () => {
          if (!el.isConnected) return requestAnimationFrame(mark);
          const output = el.closest(".jp-OutputArea-output") ?? el.parentElement;
          output.addEventListener("focusin", (event) =>
            event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
          new MutationObserver((changes) => {
            const panes = changes.map((change) => change.target).filter((pane) => pane !== status && pane.offsetParent);
            const title = panes.map((pane) => pane.querySelector(".wb-title, [role=alert], p[role=status]")).find(Boolean);
            if (title) status.textContent = title.textContent;
          }).observe(output, { childList: true, subtree: true });
        };
        mark();
      },
    };
    """
