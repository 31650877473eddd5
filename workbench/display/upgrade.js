// Makes the still charts of a published page interactive as they come into view.
// A chart that fails stays still: nothing is lost.
const LEAST = 0.85;

function save(name, href) {
  const link = Object.assign(document.createElement("a"), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

function button(text, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", action);
  return made;
}

async function upgrade(chart) {
  const still = chart.querySelector(".wb-still");
  const spec = JSON.parse(chart.querySelector("script").textContent);
  const live = document.createElement("div");
  const picture = document.createElement("div");
  const controls = document.createElement("div");
  live.className = "wb-live";
  controls.className = "wb-controls";
  picture.className = "wb-scroll";
  picture.tabIndex = 0;
  picture.setAttribute("role", "region");
  picture.setAttribute("aria-label", "Chart");
  const graphic = document.createElement("div");
  picture.append(graphic);
  live.append(controls, picture);
  still.after(live);
  try {
    // The interpreter needs no eval, which the policy of the page forbids.
    const { view } = await vegaEmbed(graphic, spec, {
      ast: true, actions: false, renderer: "svg", bind: controls, config: { aria: false },
    });
    const svg = picture.querySelector("svg");
    const image = still.querySelector("[role=img]");
    svg.style.cssText = `max-width:100%;height:auto;min-width:${LEAST * svg.getAttribute("width")}px`;
    svg.setAttribute("aria-hidden", "true");
    graphic.setAttribute("role", "img");
    graphic.setAttribute("aria-label", image.getAttribute("aria-label"));
    const name = chart.dataset.name;
    const saving = document.createElement("div");
    saving.className = "wb-saving";
    saving.append(
      button("Save as SVG", async () =>
        save(`${name}.svg`, `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await view.toSVG())}`)),
      button("Save as PNG", async () => save(`${name}.png`, await view.toImageURL("png", 2))),
    );
    live.append(saving);
    chart.classList.add("wb-upgraded");
  } catch (error) {
    live.remove();
    console.error(error);
  }
}

const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    upgrade(target);
  }
}, { rootMargin: "600px" });
document.querySelectorAll(".wb-chart").forEach((chart) => watcher.observe(chart));
