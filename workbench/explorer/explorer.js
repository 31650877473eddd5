// What an explorer needs of the page: marks and lines that can be picked by mouse and keyboard,
// JupyterLab's shortcuts kept away, what was redrawn announced and brought into view.
const HINT = "Arrow keys go to others; Enter opens this one.";
const WAIT = 100; // milliseconds until it is shown that Python is at work
const LOST = 15000; // milliseconds until it is said that nobody answers
// Messages of a page are numbered, each with a higher number than all before.
const next = () => (globalThis.wbSent = Math.max(Date.now(), (globalThis.wbSent ?? 0) + 1));

export default {
  render({ model, el }) {
    const status = document.createElement("div");
    status.setAttribute("role", "status");
    status.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.hidden = true;
    note.textContent = "No answer from Python yet. If this notebook was reopened or its kernel restarted, run the cell again.";
    el.append(status, note);
    let root;
    let observer;
    let source = null; // the pane in which something was just picked
    let again = ""; // words that were just pressed, and have the keyboard again when they are redrawn
    const fresh = new Set(); // panes that were redrawn and not announced yet
    const told = new Map(); // the title of each pane when it was drawn last
    let telling;
    let [sent, heard, slow, lost] = [0, 0, 0, 0]; // numbers of messages, and two timers

    // --- what can be picked ---

    const datum = (mark) => mark.__data__?.datum?.key;
    const keyOf = (stop) => stop.dataset?.wbKey ?? datum(stop);
    const nameOf = (stop) => stop.dataset?.wbName ?? "picked";
    const drawn = (mark) => datum(mark) != null && mark.getAttribute("aria-hidden") !== "true" && mark.hasAttribute("aria-label");
    const groupOf = (stop) => stop.closest("svg, .wb-pane, .wb-explorer");
    function stops(group) {
      if (group.tagName === "svg") return [...group.querySelectorAll("[aria-roledescription]")].filter(drawn);
      return [...group.querySelectorAll("[data-wb-key]")].filter((stop) => nameOf(stop) in model.get("picked"));
    }

    function reach() {
      const groups = new Set([...root.querySelectorAll("svg [aria-roledescription], [data-wb-key]")].map(groupOf));
      for (const group of groups) {
        const all = stops(group);
        const first = all.find((stop) => stop.getAttribute("tabindex") === "0") ?? all[0];
        for (const stop of all) {
          const picked = String(keyOf(stop)) === String(model.get("picked")[nameOf(stop)]);
          stop.setAttribute("tabindex", stop === first ? "0" : "-1");
          for (const inner of stop.querySelectorAll?.(".wb-open") ?? []) inner.tabIndex = -1;
          const own = stop.matches("tr, [role=group]"); // keeps its role, and may hold links
          if (!own) stop.setAttribute("role", "button");
          if (!own) stop.setAttribute("aria-pressed", picked);
          stop.setAttribute("aria-description", HINT);
          stop.classList.toggle("wb-picked", picked);
        }
      }
      for (const words of root.querySelectorAll("[data-wb-set]:not([tabindex])")) {
        words.setAttribute("role", "button");
        words.setAttribute("tabindex", "0");
      }
    }

    const tell = (content) => {
      const n = next();
      sending(n);
      model.send({ ...content, n });
    };

    function act(target) {
      const words = target.closest?.("[data-wb-set]");
      if (words) {
        [source, again] = [words.closest(".wb-pane"), words.textContent];
        return tell({ set: JSON.parse(words.dataset.wbSet) });
      }
      const stop = target.closest?.("[data-wb-key]") ?? (datum(target) != null ? target : null);
      if (!stop || !(nameOf(stop) in model.get("picked"))) return undefined;
      source = stop.closest(".wb-pane");
      return tell({ key: String(keyOf(stop)), name: nameOf(stop) });
    }

    // --- arrow keys ---

    function centre(stop) {
      const { x, y, width, height } = stop.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }

    // In a table with a stop in many columns: the next row with one in the same column.
    function sameColumn(stop, step) {
      const cell = stop.closest("td, th");
      const rows = [...cell.closest("table").rows];
      for (let at = rows.indexOf(cell.parentNode) + step; rows[at]; at += step) {
        const found = rows[at].cells[cell.cellIndex]?.querySelector("[data-wb-key]");
        if (found) return found;
      }
      return stop;
    }

    // The next row of the same panel, there the nearest mark; from the last row to the next panel.
    function row(stop, all, step) {
      if (stop.closest("tr")?.querySelectorAll("[data-wb-key]").length > 1) return sameColumn(stop, step);
      if (stop.dataset?.wbKey) return all[all.indexOf(stop) + step];
      const at = centre(stop);
      const far = ([, a], [, b]) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y) || Math.abs(a.x - at.x) - Math.abs(b.x - at.x);
      const own = all.filter((other) => other.parentNode === stop.parentNode);
      const there = own.map((other) => [other, centre(other)]).filter(([, c]) => (c.y - at.y) * step > 2);
      if (there.length) return there.sort(far)[0][0];
      return own.length < all.length ? all[all.indexOf(stop) + step] : undefined;
    }

    function beside(stop, all, step) {
      const panels = [...new Set(all.map((other) => other.parentNode))];
      if (panels.length < 2 || stop.dataset?.wbKey) return all[all.indexOf(stop) + step];
      const here = panels.indexOf(stop.parentNode);
      if (!panels[here + step]) return stop;
      const [own, other] = [panels[here], panels[here + step]].map((panel) => all.filter((one) => one.parentNode === panel));
      return other[Math.min(own.indexOf(stop), other.length - 1)];
    }

    function press(event) {
      const { key, target } = event;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const words = target.matches?.("[data-wb-set]");
      const stop = words || target.matches?.("[data-wb-key]") || (target.matches?.("svg *") && drawn(target));
      if (!stop || !/^(Enter| |Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return;
      if (key === "Enter" || key === " ") {
        event.preventDefault();
        event.stopPropagation();
        act(target);
        return;
      }
      if (words) return;
      const all = stops(groupOf(target));
      const next = {
        ArrowUp: () => row(target, all, -1),
        ArrowDown: () => row(target, all, 1),
        ArrowLeft: () => beside(target, all, -1),
        ArrowRight: () => beside(target, all, 1),
        Home: () => all[0],
        End: () => all.at(-1),
      }[key]();
      event.preventDefault();
      event.stopPropagation();
      if (!next) return;
      all.forEach((other) => other.setAttribute("tabindex", other === next ? "0" : "-1"));
      next.focus();
    }

    // --- Python at work ---

    // Busy while the last message has no answer; one that was lost is made good by the next answer.
    function sending(n) {
      sent = n;
      slow ||= setTimeout(() => busy(true), WAIT);
      clearTimeout(lost);
      lost = setTimeout(() => { note.hidden = false; }, LOST);
    }
    function busy(on) {
      root.classList.toggle("wb-busy", on);
      root.setAttribute("aria-busy", on);
    }
    function answered(n) {
      heard = Math.max(heard, n);
      if (sent > heard) return;
      clearTimeout(slow);
      clearTimeout(lost);
      [slow, lost, note.hidden] = [0, 0, true];
      busy(false);
    }

    // --- what was redrawn ---

    // Of all panes that were redrawn together the first with another title is announced.
    function announce() {
      const titles = new Map();
      for (const words of root.querySelectorAll(".wb-title, [role=alert], [role=status], p[role=note]")) {
        const pane = words.closest(".wb-pane");
        if (fresh.has(pane) && words.textContent.trim() && !titles.has(pane)) titles.set(pane, words.textContent);
      }
      const changed = [...titles].find(([pane, title]) => told.get(pane) !== title);
      for (const [pane, title] of titles) told.set(pane, title);
      fresh.clear();
      if (changed) status.textContent = changed[1];
    }

    function redrawn(changes) {
      const touched = changes.map(({ target }) => target).filter((target) => target !== status && target !== note);
      const panes = new Set(touched.map((target) => target.closest?.(".wb-pane")).filter((pane) => pane?.offsetParent));
      reach();
      for (const pane of panes) fresh.add(pane);
      clearTimeout(telling);
      telling = setTimeout(announce, WAIT);
      const other = source && ([...panes].find((pane) => pane !== source) ?? [...panes].find((pane) => pane.querySelector(".wb-at")));
      if (!other) return;
      const words = again && [...source.querySelectorAll("[data-wb-set]")].find(({ textContent }) => textContent === again);
      if (words && !source.contains(document.activeElement)) words.focus({ preventScroll: true });
      [source, again] = [null, ""];
      (other.querySelector(".wb-at") ?? other.querySelector("mark, .wb-title") ?? other).scrollIntoView({ block: "nearest" });
    }

    const start = () => {
      root = el.closest(".wb-explorer");
      if (!root) return requestAnimationFrame(start);
      root.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
      root.addEventListener("click", ({ target }) => act(target));
      root.addEventListener("keydown", press);
      root.addEventListener("wb-sent", ({ detail }) => sending(detail));
      root.addEventListener("wb-heard", ({ detail }) => answered(detail));
      observer = new MutationObserver(redrawn);
      observer.observe(root, { childList: true, subtree: true });
      model.on("change:picked", reach);
      model.on("change:heard", () => answered(model.get("heard")));
      return reach();
    };
    start();
    return () => {
      observer?.disconnect();
      for (const timer of [slow, lost, telling]) clearTimeout(timer);
    };
  },
};
