// The playground on the slide: a page of the same site in a frame, with the set of the slide's example open.
import { button, element } from "./dom.js";

/** The width that the playground is laid out at; what is wider is shown larger. */
const WIDTH = 1280;
const LARGEST = 1.6;
/** More examples than these are not offered. */
const MOST = 4;
/** Parts of the playground that Escape closes. */
const ESCAPES = "details[open], form.ask, dialog, [role='dialog']";

const playground = () => new URL("playground/", document.baseURI);

export const isPlayground = (link) => link.origin === location.origin && link.pathname === playground().pathname;

/** The playground's links of a slide, each address once; not the many of a view that lead to single lines. */
function links(slide) {
  const all = slide.blocks.flatMap((block) => [...block.querySelectorAll("a[href]")]);
  const found = new Map();
  for (const link of all.filter((one) => isPlayground(one) && !one.closest(".scroll"))) {
    const file = link.closest("figure")?.dataset.file;
    if (!found.has(link.href)) found.set(link.href, file ?? link.textContent);
  }
  return [...found].map(([href, words]) => ({ href, words }));
}

/**
 * What can be shown of the playground with a slide: the lesson's step, its own links; else those of its section's
 * next slide that has some, or of the last one that had; else FeastFlow.
 */
export function examples(slides, index) {
  const { step, id } = slides[index];
  const lesson = step ? [{ href: step, words: "the lesson at this step" }] : [];
  const own = [...lesson, ...links(slides[index])];
  if (own.length) return own.slice(0, MOST);
  const near = [...slides.slice(index).filter((slide) => slide.id === id), ...slides.slice(0, index).reverse()];
  const other = near.map(links).find((found) => found.length);
  return [other?.[0] ?? { href: new URL("?set=feastflow", playground()).href, words: "FeastFlow" }];
}

/** Escape leaves the editor, then the frame: if nothing in the playground had a use for it. */
function listen(frame, back, close) {
  frame.contentWindow.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.target.closest?.(ESCAPES)) return;
    if (event.target.closest?.(".cm-editor")) back.focus();
    else close();
  });
}

export class Frame {
  /** `host` is what it lies over. */
  constructor(host, close) {
    this.host = host;
    this.close = close;
    this.layer = null;
    addEventListener("resize", () => this.fit());
  }

  show(href) {
    if (href === (this.layer?.href ?? null)) return;
    this.layer?.node.remove();
    this.layer = href ? this.open(href) : null;
    this.fit();
    this.layer?.back.focus();
  }

  open(href) {
    const back = button("Back to the slide", () => this.close(), { class: "button primary" });
    const tab = element("a", { class: "button", href, target: "_blank", rel: "noopener" }, "Open in a tab");
    const bar = element("div", { class: "frame-bar" }, back, element("span", {}, "Esc leaves the editor, Esc again goes back"), tab);
    const frame = element("iframe", { title: "Playground", src: href });
    frame.addEventListener("load", () => listen(frame, back, () => this.close()));
    const hold = element("div", { class: "frame-hold" }, frame);
    const node = element("div", { class: "frame", role: "region", "aria-label": "Playground on the slide" }, bar, hold);
    this.host.append(node);
    return { href, node, frame, hold, back };
  }

  /** Larger on a large screen: the frame is laid out at one width and scaled. */
  fit() {
    if (!this.layer) return;
    const { frame, hold } = this.layer;
    const scale = Math.max(1, Math.min(hold.clientWidth / WIDTH, LARGEST));
    frame.style.width = `${hold.clientWidth / scale}px`;
    frame.style.height = `${hold.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }
}
