"""Marks of a live chart by keyboard: one tab stop, arrow keys between marks, Enter opens one.

Vega draws its marks as shapes with an accessible name, but nothing can reach them without a mouse.
"""

import anywidget


class Marks(anywidget.AnyWidget):
    """An invisible widget beside a chart; it makes the points of the chart focusable.

    Up and down go to the point before and after, left and right to the panel before and after,
    Home and End to the first and the last. Enter and Space do what a click does.
    """

    _esm = """
    const POINT = "[aria-roledescription=point]";
    const HINT = "Arrow keys go to other marks; Enter opens this one.";
    const points = (chart) => [...chart.querySelectorAll(POINT)];

    function reach(chart) {
      const all = points(chart);
      const stop = all.find((mark) => mark.getAttribute("tabindex") === "0") ?? all[0];
      all.forEach((mark) => {
        mark.setAttribute("tabindex", mark === stop ? "0" : "-1");
        mark.setAttribute("role", "button");
        mark.setAttribute("aria-description", HINT);
      });
    }

    function beside(mark, all, step) {
      const panels = [...new Set(all.map((other) => other.parentNode))];
      const here = panels.indexOf(mark.parentNode);
      const next = panels[here + step];
      if (!next) return panels.length > 1 ? mark : all[all.indexOf(mark) + step];
      const [own, other] = [panels[here], next].map((panel) => all.filter((one) => one.parentNode === panel));
      return other[Math.min(own.indexOf(mark), other.length - 1)];
    }

    function target(key, mark, all) {
      if (key === "ArrowUp") return all[all.indexOf(mark) - 1];
      if (key === "ArrowDown") return all[all.indexOf(mark) + 1];
      if (key === "ArrowLeft") return beside(mark, all, -1);
      if (key === "ArrowRight") return beside(mark, all, 1);
      return key === "Home" ? all[0] : all.at(-1);
    }

    function press(event, chart) {
      const mark = event.target.closest?.(POINT);
      if (!mark || event.altKey || event.ctrlKey || event.metaKey) return;
      const opens = event.key === "Enter" || event.key === " ";
      if (!opens && !/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!opens) return target(event.key, mark, points(chart))?.focus();
      const { x, y, width, height } = mark.getBoundingClientRect();
      const place = { clientX: x + width / 2, clientY: y + height / 2 };
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window, ...place }));
    }

    function arrive(event, chart) {
      const mark = event.target.closest?.(POINT);
      if (!mark) return;
      points(chart).forEach((other) => other.setAttribute("tabindex", other === mark ? "0" : "-1"));
    }

    export default {
      render({ el }) {
        let observer;
        const start = () => {
          const chart = el.closest(".widget-vbox");
          if (!chart) return requestAnimationFrame(start);
          chart.addEventListener("keydown", (event) => press(event, chart));
          chart.addEventListener("focusin", (event) => arrive(event, chart));
          observer = new MutationObserver(() => reach(chart));
          observer.observe(chart, { childList: true, subtree: true });
          reach(chart);
        };
        start();
        return () => observer?.disconnect();
      },
    };
    """
