// Takes figures home: a chart as a drawing of its own, any other figure as a picture of its HTML,
// the tables of a body as CSV, the citation to the clipboard. Nothing is fetched.
(() => {
  if (window.workbenchSaving) return;
  window.workbenchSaving = true;
  document.documentElement.classList.add("wb-js");
  const SVG = "http://www.w3.org/2000/svg";
  const FONT = "Liberation Sans, Arial, Helvetica, sans-serif";
  const EDGE = 16;
  const [NARROWEST, WIDEST] = [640, 1000]; // pixels of a picture of HTML whose tables fit
  const LARGEST = 16000; // pixels of a side that every canvas has

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

  function element(name, attributes, text = "") {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  const paper = (width, height) => element("rect", { width, height, fill: "#ffffff" });

  // A drawing in words; characters that XML does not know are left out.
  function written(whole, width, height) {
    for (const [key, value] of Object.entries({ xmlns: SVG, width, height })) whole.setAttribute(key, value);
    const text = new XMLSerializer().serializeToString(whole).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "");
    return { text, width, height };
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
    const whole = element("svg", {});
    const wide = Math.max(width, 560) + 2 * EDGE;
    let y = EDGE;
    function write(kind, size, weight, fill) {
      const words = before(button, kind)?.textContent ?? "";
      for (const line of wrapped(words, `${weight} ${size}px ${FONT}`, wide - 2 * EDGE)) {
        y += 1.35 * size;
        whole.append(element("text", { x: EDGE, y, fill, "font-family": FONT, "font-size": size, "font-weight": weight }, line));
      }
    }
    write(".wb-title", 17, "bold", "#1a1a1a");
    write(".wb-subtitle", 13, "normal", "#595959");
    const chart = drawing.cloneNode(true);
    for (const name of ["style", "class"]) chart.removeAttribute(name);
    for (const [key, value] of Object.entries({ x: EDGE, y: y + 12, width, height })) chart.setAttribute(key, value);
    whole.append(chart);
    y += 12 + height;
    write(".wb-source", 11, "normal", "#595959");
    whole.prepend(paper(wide, y + EDGE));
    return written(whole, wide, y + EDGE);
  }

  const LOOK = `.wb { color-scheme: light !important; background: #fff; box-sizing: border-box; padding: ${EDGE}px; max-width: none; }
    .wb :is(.wb-scroll, .wb-tall) { overflow: visible; max-height: none; border: 0; padding: 0; }
    .wb summary { list-style: none; }`;
  const NOT_IN_A_PICTURE = ":scope > details, .wb-saving, .wb-said, [popover], a[download], script, style";

  // A figure of HTML, under our own style sheet alone, in the colours of the light theme; what
  // scrolls on the screen is shown whole.
  function photographed(figure) {
    const sheets = [...document.querySelectorAll("style")].map((style) => style.textContent);
    const style = document.createElement("style");
    style.textContent = (sheets.find((sheet) => sheet.includes(".wb-title")) ?? "") + LOOK;
    const [page, copy] = [document.createElement("div"), figure.cloneNode(true)];
    page.className = "wb";
    for (const part of copy.querySelectorAll(NOT_IN_A_PICTURE)) part.remove();
    page.append(style, copy);
    const wide = Math.min(WIDEST, Math.max(NARROWEST, figure.getBoundingClientRect().width));
    const apart = document.createElement("div"); // where no style sheet of the page reaches
    apart.style.cssText = `all:initial;position:absolute;left:-99999px;display:block;width:${wide}px`;
    apart.attachShadow({ mode: "open" }).append(page);
    document.body.append(apart);
    const width = Math.ceil(page.scrollWidth > wide ? page.scrollWidth + EDGE : wide);
    apart.style.width = `${width}px`;
    const height = Math.ceil(page.scrollHeight);
    const whole = element("svg", {});
    const inside = element("foreignObject", { width, height });
    inside.append(page);
    apart.remove();
    const title = element("title", {}, copy.querySelector(".wb-title")?.textContent);
    whole.append(title, paper(width, height), inside);
    return written(whole, width, height);
  }

  function hand(name, href) {
    const link = Object.assign(document.createElement("a"), { href, download: name });
    document.body.append(link);
    link.click();
    link.remove();
  }

  async function picture(figure, button, name) {
    const drawn = !figure || figure.querySelector("svg.marks");
    const { text, width, height } = drawn ? composed(button) : photographed(figure);
    const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    if (button.dataset.wbSave === "svg") return hand(`${name}.svg`, address);
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(2, LARGEST / Math.max(width, height));
    const canvas = Object.assign(document.createElement("canvas"), { width: scale * width, height: scale * height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return hand(`${name}.png`, canvas.toDataURL("image/png"));
  }

  // The tables of a body, one under the other; what a spreadsheet would take for a formula is guarded.
  function rows(figure) {
    const own = [...figure.querySelectorAll("table")].filter((table) => table.closest("details")?.parentNode !== figure);
    const field = (text) => `"${text.trim().replace(/\s+/g, " ").replace(/^(?=[=+\-@])/, "'").replaceAll('"', '""')}"`;
    const lines = own.map((table) =>
      [...table.rows].map((row) => [...row.cells].map((cell) => field(cell.textContent)).join(",")).join("\r\n"));
    return `\ufeff${lines.join("\r\n\r\n")}\r\n`;
  }

  // The words before a button, selected as well, should the browser not let them be copied.
  function copy(button) {
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-wb-save], [data-wb-copy]");
    if (!button) return undefined;
    if ("wbCopy" in button.dataset) return copy(button);
    const [figure, name] = [button.closest("figure"), button.dataset.wbName];
    if (button.dataset.wbSave !== "csv") return picture(figure, button, name);
    return hand(`${name}.csv`, `data:text/csv;charset=utf-8,${encodeURIComponent(rows(figure))}`);
  });
})();
