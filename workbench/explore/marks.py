"""Marks of a live chart by keyboard: one tab stop, arrow keys between marks, Enter opens one.

Vega draws its marks as shapes with an accessible name, but nothing can reach them without a mouse.
"""

import anywidget


class Marks(anywidget.AnyWidget):
    """An invisible widget beside a chart; it makes the points of the chart focusable.

    Up and down go to the next row, left and right to the panel or the point before and after, Home
    and End to the first and the last. Enter and Space do what a click does.
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

    function centre(mark) {
      const { x, y, width, height } = mark.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }

    // The next row of the same panel, there the nearest mark; from the last row to the next panel.
    function row(mark, all, step) {
      const at = centre(mark);
      const far = ([, a], [, b]) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y) || Math.abs(a.x - at.x) - Math.abs(b.x - at.x);
      const own = all.filter((other) => other.parentNode === mark.parentNode);
      const there = own.map((other) => [other, centre(other)]).filter(([, c]) => (c.y - at.y) * step > 2);
      if (there.length) return there.sort(far)[0][0];
      return own.length < all.length ? all[all.indexOf(mark) + step] : undefined;
    }

    function target(key, mark, all) {
      if (key === "ArrowUp") return row(mark, all, -1);
      if (key === "ArrowDown") return row(mark, all, 1);
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
      const { x, y } = centre(mark);
      const place = { clientX: x, clientY: y };
      mark.dispatchEvent(new MouseEvent("click", { bubbles: true, view: window, ...place }));
    }

    function arrive(event, chart) {
      const mark = event.target.closest?.(POINT);
      if (!mark) return;
      points(chart).forEach((other) => other.setAttribute("tabindex", other === mark ? "0" : "-1"));
    }

    function chosen(event, chart) {
      const mark = event.target.closest?.(POINT);
      if (mark) points(chart).forEach((other) => other.setAttribute("aria-pressed", String(other === mark)));
    }

    export default {
      render({ el }) {
        let observer;
        const start = () => {
          const chart = el.closest(".widget-vbox");
          if (!chart) return requestAnimationFrame(start);
          chart.addEventListener("keydown", (event) => press(event, chart));
          chart.addEventListener("click", (event) => chosen(event, chart));
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
