// Makes the still charts of a published page interactive as they come into view.
// A chart that fails stays still: nothing is lost.
const LEAST = 0.85;

async function upgrade(chart) {
  const still = chart.querySelector(".wb-still");
  const spec = JSON.parse(chart.querySelector("script").textContent);
  const [live, controls, picture, graphic] = ["wb-live", "wb-controls", "wb-scroll", ""].map((kind) =>
    Object.assign(document.createElement("div"), { className: kind }));
  picture.tabIndex = 0;
  picture.setAttribute("role", "region");
  picture.setAttribute("aria-label", still.getAttribute("aria-label"));
  picture.append(graphic);
  live.append(controls, picture);
  still.after(live);
  try {
    // The interpreter needs no eval, which the policy of the page forbids.
    await vegaEmbed(graphic, spec, {
      ast: true, actions: false, renderer: "svg", bind: controls, config: { aria: false },
    });
    const svg = picture.querySelector("svg");
    svg.style.cssText = `max-width:100%;height:auto;min-width:${LEAST * svg.getAttribute("width")}px`;
    svg.setAttribute("aria-hidden", "true");
    graphic.setAttribute("role", "img");
    graphic.setAttribute("aria-label", still.querySelector("[role=img]").getAttribute("aria-label"));
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
