// Sorts tables, and says which of them scroll sideways. Installed once per page; it listens for clicks on any figure.
(() => {
  if (window.workbenchFigures) return;
  window.workbenchFigures = true;
  document.documentElement.classList.add("wb-js");
  // A left context is sorted by its last words, the nearest first.
  function worth(row, column, kind) {
    const text = row.cells[column].textContent.trim();
    return kind === "end" ? text.toLowerCase().split(/\s+/).reverse().join(" ") : text;
  }

  function sort(button) {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const up = head.getAttribute("aria-sort") !== "ascending";
    const column = head.cellIndex;
    const kind = button.dataset.wbSort;
    const number = (text) => Number.parseFloat(text.replaceAll(",", "").replace("−", "-"));
    const rows = [...body.rows].map((row) => [worth(row, column, kind), row]);
    rows.sort(([a], [b]) => {
      const [m, n] = [number(a), number(b)];
      const order = kind === "number" && !Number.isNaN(m) && !Number.isNaN(n) ? m - n : a.localeCompare(b);
      return up ? order : -order;
    });
    body.append(...rows.map(([, row]) => row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
  }

  // A line of a concordance opens its passage, unless an explorer has opened the text.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-wb-sort]");
    if (button) sort(button);
    else if (!target.closest?.(".wb-explorer, [popover]"))
      target.closest?.("tr")?.querySelector(".wb-open + [popover]")?.showPopover();
  });

  // What is wider than its frame says so; frames that come later, or are unfolded, are found as well.
  const sizes = new ResizeObserver((frames) => {
    for (const { target } of frames) target.classList.toggle("wb-wide", target.scrollWidth > target.clientWidth + 1);
  });
  const find = () => document.querySelectorAll(".wb-scroll").forEach((frame) => sizes.observe(frame));
  let soon;
  new MutationObserver(() => { soon ??= setTimeout(() => { soon = null; find(); }, 300); })
    .observe(document.documentElement, { childList: true, subtree: true });
  find();
})();
