// A link to a page as it is seen: what is unfolded and how tables are sorted stand in its address.
(() => {
  const all = (kind) => [...document.querySelectorAll(kind)];
  const folds = all("details");
  const heads = all("[data-wb-sort]");
  const begun = folds.map((fold) => fold.open);
  let writing = false;

  function write() {
    if (!writing) return;
    const parts = folds.flatMap((fold, place) => (fold.open === begun[place] ? [] : [`f${place}`]));
    heads.forEach((head, place) => {
      const way = head.closest("th").getAttribute("aria-sort");
      if (way) parts.push(`${way === "ascending" ? "a" : "d"}${place}`);
    });
    const here = location.href.split("#")[0];
    history.replaceState(null, "", parts.length ? `#view=${parts.join(".")}` : here);
  }

  // Each part is a fold to turn, or a head to press once or twice.
  const found = /^#view=([afd\d.]+)$/.exec(location.hash);
  for (const part of found?.[1].split(".") ?? []) {
    const [kind, place] = [part[0], Number(part.slice(1))];
    if (kind === "f" && folds[place]) folds[place].open = !begun[place];
    if (kind !== "f") for (let n = kind === "d" ? 2 : 1; n; n -= 1) heads[place]?.click();
  }
  const first = found && all("details").find((fold, place) => fold.open !== begun[place]);
  first?.scrollIntoView();
  document.addEventListener("toggle", write, true);
  document.addEventListener("click", ({ target }) => target.closest?.("[data-wb-sort]") && write());
  requestAnimationFrame(() => { writing = true; }); // the folds that were turned tell so once more
})();
