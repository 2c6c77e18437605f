// What lies over the slides: the overview and the help.
import { button, element } from "./dom.js";
import { HELP } from "./keys.js";

const LONGEST = 100;

/** A dialog that goes when it is closed. */
function dialog(label, ...children) {
  const made = element("dialog", { class: "over", "aria-label": label });
  const close = button("Close", () => made.close(), { class: "button small" });
  made.append(element("div", { class: "over-head" }, element("h2", {}, label), close), ...children);
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  return made;
}

/** What a block says in short: of a figure, what stands below it or its file. */
function gist(block) {
  const says = block.tagName === "FIGURE" && (block.querySelector(".caption, :scope > figcaption:last-child") ?? block.querySelector(".file"));
  return (says || block).textContent.trim();
}

/** The first words of a slide. */
function words(slide) {
  const text = slide.blocks.filter((block) => !/^H[12]$/.test(block.tagName)).map(gist).join(" ").replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(" ", LONGEST))} …` : text;
}

/** How many cards stand in a row. */
const columns = (list) => getComputedStyle(list).gridTemplateColumns.split(" ").length;

function walk(event, list) {
  const cards = [...list.querySelectorAll("button")];
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(list), ArrowUp: -columns(list), Home: -cards.length, End: cards.length }[event.key];
  if (!step) return;
  event.preventDefault();
  const to = cards.indexOf(document.activeElement) + step;
  cards[Math.min(Math.max(to, 0), cards.length - 1)].focus();
}

/** All slides; `go` is told which one was chosen. */
export function overview(slides, here, go) {
  const list = element("ol", { class: "cards-of-slides" });
  const made = dialog("Overview", list);
  slides.forEach((slide, n) => {
    const part = slide.parts > 1 ? ` ${slide.part} of ${slide.parts}` : "";
    const title = element("strong", {}, slide.title, element("small", {}, part));
    const card = element("button", { type: "button", onclick: () => { made.close(); go(n); } }, element("span", { class: "number" }, `${n + 1}`), title, element("span", {}, words(slide)));
    if (n === here) card.setAttribute("aria-current", "true");
    list.append(element("li", {}, card));
  });
  list.addEventListener("keydown", (event) => walk(event, list));
  list.querySelector("[aria-current]")?.focus();
}

/** The keys. */
export function help() {
  const rows = HELP.map(([keys, does]) => {
    const caps = keys.split("  ").map((key) => (key === "or" ? " " : element("kbd", {}, key)));
    return element("tr", {}, element("th", { scope: "row" }, ...caps), element("td", {}, does));
  });
  dialog("Keys", element("table", {}, element("tbody", {}, ...rows)));
}
