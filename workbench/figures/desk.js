// Two texts side by side: from change to change by buttons and arrow keys, and a map of the whole.
// Installed once per page; without it the two texts are read as they are.
(() => {
  if (window.workbenchDesk) return;
  window.workbenchDesk = true;
  const HIGH = 0.25; // how far down in the frame a change is shown
  const KEYS = "data-lm-suppress-shortcuts"; // by which JupyterLab leaves keys to an element

  const deskOf = (target) => target.closest?.(".wb-desk");
  const frameOf = (desk) => desk.querySelector(".wb-tall");
  const all = (desk) => [...desk.querySelectorAll(".wb-passage")];
  const topIn = (frame, passage) => passage.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;

  // The first passage of each change, in the order of their numbers.
  function changes(desk) {
    const first = new Map();
    for (const passage of all(desk)) {
      const number = passage.dataset.wbChange;
      if (number && !first.has(number)) first.set(number, passage);
    }
    return [...first.values()];
  }

  // --- buttons and map ---

  // Drawn once for each pair of texts, as soon as it is seen.
  function draw(desk) {
    if (desk.querySelector(".wb-map") || !changes(desk).length) return;
    const steps = [["Previous change", -1], ["Next change", 1]].map(([textContent, way]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent });
      button.setAttribute(KEYS, "true");
      button.dataset.wbStep = way;
      return button;
    });
    desk.querySelector(".wb-steps").prepend(...steps);
    const map = Object.assign(document.createElement("div"), { className: "wb-map", title: "Map of changes: click to go there" });
    map.setAttribute("aria-hidden", "true"); // the keyboard has the buttons and the arrow keys
    for (const passage of all(desk).filter(({ dataset }) => dataset.wbChange)) {
      const side = passage.parentNode.nextElementSibling ? "left" : "right";
      const mark = document.createElement("span");
      mark.className = `wb-${side} ${passage.classList.contains("wb-alone") ? "wb-alone" : "wb-changed"}`;
      mark.title = passage.querySelector(".wb-about").textContent;
      mark.passage = passage;
      map.append(mark);
    }
    const view = Object.assign(document.createElement("div"), { className: "wb-view" });
    map.append(view);
    desk.append(map);
    sight(desk);
  }

  // The part of the whole that is in sight; marks are set anew where the heights have changed.
  function sight(desk) {
    const [frame, map] = [frameOf(desk), desk.querySelector(".wb-map")];
    const whole = frame.scrollHeight;
    const at = (top, height) => ({ top: `${(100 * top) / whole}%`, height: `${(100 * height) / whole}%` });
    if (map.dataset.whole !== String(whole)) {
      map.dataset.whole = whole;
      const marks = [...map.querySelectorAll("span")];
      const places = marks.map(({ passage }) => at(topIn(frame, passage), passage.offsetHeight));
      marks.forEach((mark, number) => Object.assign(mark.style, places[number]));
    }
    Object.assign(map.querySelector(".wb-view").style, at(frame.scrollTop, frame.clientHeight));
  }

  // --- from change to change ---

  // Where the reader is: the passage in focus, or shown last; at first nowhere.
  const here = (desk) => document.activeElement?.closest?.(".wb-passage") ?? desk.querySelector(".wb-here");

  function show(desk, passage, focus) {
    const frame = frameOf(desk);
    for (const other of desk.querySelectorAll(".wb-here")) other.classList.remove("wb-here");
    passage.classList.add("wb-here");
    frame.scrollTop = topIn(frame, passage) - HIGH * frame.clientHeight;
    const [number, { length }] = [passage.dataset.wbChange, changes(desk)];
    // the text node is changed and no child, which an explorer would take for a redrawn pane
    desk.querySelector("[role=status]").firstChild.data = number ? `change ${number} of ${length}` : `${length} changes`;
    if (!focus) return;
    for (const other of desk.querySelectorAll(".wb-passage[tabindex='0']")) other.setAttribute("tabindex", "-1");
    passage.setAttribute("tabindex", "0");
    passage.focus({ preventScroll: true });
    frame.scrollIntoView({ block: "nearest" });
  }

  // The next change from here, or the one before.
  function step(desk, way, focus) {
    const from = here(desk);
    const list = way > 0 ? changes(desk) : changes(desk).reverse();
    const side = way > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const beyond = (one) => from.compareDocumentPosition(one) & side && one.dataset.wbChange !== from.dataset.wbChange;
    const next = from ? list.find(beyond) : list[0];
    if (next) show(desk, next, focus);
  }

  function click(event) {
    const desk = deskOf(event.target);
    const [button, link, map] = ["[data-wb-step]", ".wb-about a", ".wb-map"].map((one) => desk && event.target.closest(one));
    if (!button && !link && !map) return;
    event.preventDefault();
    event.stopPropagation();
    if (button) return step(desk, Number(button.dataset.wbStep), false);
    if (link) return show(desk, desk.querySelector(`#${CSS.escape(link.getAttribute("href").slice(1))}`), true);
    if (event.target.passage) return show(desk, event.target.passage, false);
    const [frame, box] = [frameOf(desk), map.getBoundingClientRect()];
    frame.scrollTop = ((event.clientY - box.top) / box.height) * frame.scrollHeight - frame.clientHeight / 2;
  }

  function press(event) {
    const { key, target } = event;
    const desk = deskOf(target);
    if (!desk || !target.closest(".wb-tall") || event.altKey || event.ctrlKey || event.metaKey) return;
    const [passages, list] = [all(desk), changes(desk)];
    const place = passages.indexOf(here(desk));
    const go = {
      ArrowDown: () => step(desk, 1, true),
      ArrowUp: () => step(desk, -1, true),
      ArrowRight: () => show(desk, passages[Math.min(place + 1, passages.length - 1)], true),
      ArrowLeft: () => show(desk, passages[Math.max(place - 1, 0)], true),
      Home: () => show(desk, list[0] ?? passages[0], true),
      End: () => show(desk, list.at(-1) ?? passages.at(-1), true),
    }[key];
    if (!go) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  }

  // Before any explorer hears of it: there an arrow key goes to the next passage.
  document.addEventListener("click", click, true);
  document.addEventListener("keydown", press, true);
  document.addEventListener("scroll", ({ target }) => {
    const desk = deskOf(target);
    if (desk?.querySelector(".wb-map") && target === frameOf(desk)) sight(desk);
  }, true);
  // The style sheet animates it for a moment whenever it comes into view.
  document.addEventListener("animationstart", ({ target, animationName }) => animationName === "wb-desk" && draw(target));
  for (const desk of document.querySelectorAll(".wb-desk")) draw(desk);
})();
