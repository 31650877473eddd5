// Saves pictures and sorts tables. Installed once per page; it listens for clicks on any figure.
(() => {
  if (window.workbenchFigures) return;
  window.workbenchFigures = true;
  document.documentElement.classList.add("wb-js");
  const SVG = "http://www.w3.org/2000/svg";
  const FONT = "Liberation Sans, Arial, Helvetica, sans-serif";
  const EDGE = 16;

  // The last visible element before a button that fits, as near as there is one.
  function before(button, selector) {
    for (let place = button.parentElement; place; place = place.parentElement) {
      const found = [...place.querySelectorAll(selector)].filter(
        (one) => one.getClientRects().length
          && one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (found.length) return found.at(-1);
    }
    return null;
  }

  function wrapped(text, font, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  // The chart with its title, its denominators and its source, in the colours of the light theme.
  function composed(button) {
    const drawing = before(button, "svg.marks");
    const [width, height] = ["width", "height"].map((side) => Number.parseFloat(drawing.getAttribute(side)));
    const whole = document.createElementNS(SVG, "svg");
    const wide = Math.max(width, 560) + 2 * EDGE;
    let y = EDGE;
    function add(name, attributes, text = "") {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      made.textContent = text;
      whole.append(made);
      return made;
    }
    function write(text, size, weight, fill) {
      const font = `${weight} ${size}px ${FONT}`;
      for (const line of wrapped(text, font, wide - 2 * EDGE)) {
        y += 1.35 * size;
        add("text", { x: EDGE, y, fill, "font-family": FONT, "font-size": size, "font-weight": weight }, line);
      }
    }
    const paper = add("rect", { width: "100%", height: "100%", fill: "#ffffff" });
    const said = (kind) => before(button, kind)?.textContent ?? "";
    write(said(".wb-title"), 17, "bold", "#1a1a1a");
    write(said(".wb-subtitle"), 13, "normal", "#595959");
    const chart = drawing.cloneNode(true);
    for (const name of ["style", "class"]) chart.removeAttribute(name);
    for (const [key, value] of Object.entries({ x: EDGE, y: y + 12, width, height })) chart.setAttribute(key, value);
    whole.append(chart);
    y += 12 + height;
    write(said(".wb-source"), 11, "normal", "#595959");
    for (const [key, value] of Object.entries({ xmlns: SVG, width: wide, height: y + EDGE })) whole.setAttribute(key, value);
    paper.setAttribute("height", y + EDGE);
    return { text: new XMLSerializer().serializeToString(whole), width: wide, height: y + EDGE };
  }

  function hand(name, href) {
    const link = Object.assign(document.createElement("a"), { href, download: name });
    document.body.append(link);
    link.click();
    link.remove();
  }

  async function save(button) {
    const { text, width, height } = composed(button);
    const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    const [name, kind] = [button.dataset.wbName, button.dataset.wbSave];
    if (kind === "svg") return hand(`${name}.svg`, address);
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    canvas.getContext("2d").drawImage(image, 0, 0, 2 * width, 2 * height);
    return hand(`${name}.png`, canvas.toDataURL("image/png"));
  }

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

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-wb-save], [data-wb-sort]");
    if (button?.dataset.wbSave) save(button);
    else if (button) sort(button);
  });
})();
