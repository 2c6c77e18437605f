// The drawing of the wiring, made live: zoom, drag, pinch, search, a walk along the wires by keyboard, saving.
// Fetched when a drawing is first shown.
import { file, painted } from "./save.js";

const SMALLEST = 0.05;
const LARGEST = 3;
/** Below this nobody reads its words: what does not fit at this size begins larger, and is moved. */
const READABLE = 0.5;
const BEGIN = 0.75;
/** How far an arrow key moves the drawing, in pixels. */
const STEP = 60;

/** What stays while the drawing is replaced by a newer one. */
const kept = { zoom: null, left: 0, top: 0, key: null, focused: false, choice: null, wanted: "" };

const number = (element, name) => Number(element.getAttribute(name));

class Drawing extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector(".canvas");
    this.svg = this.querySelector("svg");
    this.said = this.querySelector("[role=status]");
    this.peek = this.querySelector(".peek");
    this.nodes = [...this.querySelectorAll("[data-node]")];
    this.wires = [...this.querySelectorAll("[data-wire]")];
    this.words = [...this.querySelectorAll("[data-word]")];
    this.size = [number(this.svg, "width"), number(this.svg, "height")];
    this.pointers = new Map();
    for (const node of this.nodes) {
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "-1");
      node.setAttribute("aria-label", node.querySelector("title").textContent);
    }
    const choice = `${this.closest("[data-panel]")?.dataset.panel} ${this.dataset.focus ?? ""}`;
    if (kept.choice !== choice) Object.assign(kept, { zoom: null, left: 0, top: 0, choice });
    this.stop = this.nodes.find((node) => node.dataset.key === kept.key) ?? this.nodes[0];
    this.stop?.setAttribute("tabindex", "0");
    this.listen();
    this.watch = new ResizeObserver(() => { if (kept.zoom === null) this.scale(); });
    this.watch.observe(this.canvas);
    this.scale();
    this.canvas.scrollTo(kept.left, kept.top);
    this.find();
    if (kept.focused) setTimeout(() => this.stop?.focus({ preventScroll: true }));
  }

  disconnectedCallback() {
    this.watch.disconnect();
    this.point(null);
    this.form?.removeEventListener("input", this.onFind);
    this.form?.removeEventListener("keydown", this.onNext);
  }

  listen() {
    const { canvas } = this;
    this.form = this.parentElement.querySelector("form.inputs");
    this.onFind = (event) => event.target.name === "find" && this.find();
    this.onNext = (event) => event.target.name === "find" && event.key === "Enter" && this.next();
    this.form?.addEventListener("input", this.onFind);
    this.form?.addEventListener("keydown", this.onNext);
    this.addEventListener("click", (event) => this.clicked(event), true);
    this.addEventListener("fullscreenchange", () => this.filled());
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("scroll", () => Object.assign(kept, { left: canvas.scrollLeft, top: canvas.scrollTop }), { passive: true });
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.pointer(event));
    canvas.addEventListener("pointerover", (event) => this.light(event.target.closest("[data-node], [data-wire]")));
    canvas.addEventListener("pointerleave", () => this.light(null));
    canvas.addEventListener("focusin", (event) => this.arrived(event.target.closest("[data-node]")));
    canvas.addEventListener("focusout", () => {
      if (!this.isConnected) return;
      kept.focused = false;
      this.light(null);
    });
  }

  say(text) {
    this.said.textContent = text;
  }

  // ---- size

  /** So that all of it is in sight. */
  whole() {
    this.canvas.style.height = "";
    const room = [this.canvas.clientWidth - 24, this.canvas.clientHeight - 24];
    return Math.min(1.2, Math.max(SMALLEST, Math.min(room[0] / this.size[0], room[1] / this.size[1])));
  }

  scale() {
    const whole = this.whole();
    this.now = kept.zoom ?? (whole < READABLE ? BEGIN : whole);
    // No more room than it takes, as long as it is seen as a whole.
    this.canvas.style.height = this.full() || kept.zoom !== null ? "" : `min(${this.size[1] * this.now + 24}px, 60vh)`;
    this.svg.style.width = `${this.size[0] * this.now}px`;
    this.svg.style.height = `${this.size[1] * this.now}px`;
  }

  /** Larger or smaller; what is at a point of the screen stays there. */
  zoom(by, at) {
    const area = this.canvas.getBoundingClientRect();
    const [x, y] = at ? [at[0] - area.left, at[1] - area.top] : [area.width / 2, area.height / 2];
    const before = this.now;
    kept.zoom = Math.min(LARGEST, Math.max(SMALLEST, before * by));
    this.scale();
    const grown = this.now / before;
    this.canvas.scrollTo((this.canvas.scrollLeft + x) * grown - x, (this.canvas.scrollTop + y) * grown - y);
    this.say(`${Math.round(this.now * 100)} %`);
  }

  fit() {
    const whole = this.whole();
    kept.zoom = whole < READABLE ? whole : null;
    this.scale();
    this.say("All of it");
  }

  full() {
    return document.fullscreenElement === this;
  }

  /** The whole screen, and back. */
  async fill() {
    await (this.full() ? document.exitFullscreen() : this.requestFullscreen());
  }

  filled() {
    this.querySelector("[data-act=full]").setAttribute("aria-pressed", String(this.full()));
    kept.zoom = null;
    this.scale();
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // A wheel's notch is worth many steps of a touch pad.
    const by = Math.min(50, Math.max(-50, event.deltaY));
    this.zoom(Math.exp(-by / 200), [event.clientX, event.clientY]);
  }

  /** A mouse drags the drawing; two fingers zoom it. One finger scrolls, as everywhere. */
  pointer(event) {
    const { pointers } = this;
    if (event.type === "pointerdown") {
      pointers.set(event.pointerId, [event.clientX, event.clientY]);
      this.moved = 0;
      return;
    }
    const before = pointers.get(event.pointerId);
    if (event.type !== "pointermove") {
      pointers.delete(event.pointerId);
      return;
    }
    if (!before) return;
    const now = [event.clientX, event.clientY];
    if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
      this.zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      this.moved += 5;
    } else if (event.pointerType === "mouse") {
      this.moved += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
      if (this.moved > 4) this.canvas.setPointerCapture(event.pointerId);
      this.canvas.scrollBy(before[0] - now[0], before[1] - now[1]);
    }
    pointers.set(event.pointerId, now);
  }

  // ---- what is lit

  ends(wire) {
    return [this.nodes[number(wire, "data-from")], this.nodes[number(wire, "data-to")]];
  }

  /** Lights a box with all that is wired to it, or a wire with its ends, and shows where it is written. */
  light(part) {
    const node = part?.dataset.node;
    const wires = this.wires.filter((wire) => (node === undefined ? wire === part : wire.dataset.from === node || wire.dataset.to === node));
    const lit = new Set(wires.flatMap((wire) => [wire, ...this.ends(wire)]));
    if (node !== undefined) lit.add(part);
    this.svg.classList.toggle("lit-some", lit.size > 0);
    for (const one of [...this.wires, ...this.nodes]) one.classList.toggle("lit", lit.has(one));
    for (const word of this.words) word.classList.toggle("lit", lit.has(this.wires[number(word, "data-word")]));
    if (part) this.tell(part);
    this.point(part);
  }

  /** Whoever shows the text lights the line; the tab of its file is lit here. */
  point(part) {
    const at = /^(.*):(\d+)$/.exec(part?.dataset.at ?? "");
    const detail = at && { file: at[1], line: Number(at[2]) };
    document.dispatchEvent(new CustomEvent("light", { detail }));
    for (const tab of document.querySelectorAll("[id^=file-]")) tab.classList.toggle("lit", tab.firstChild?.textContent === detail?.file);
  }

  tell(part) {
    const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
    this.peek.replaceChildren(element("span", part.querySelector("title").textContent));
    if (part.dataset.at) this.peek.append(element("b", part.dataset.at), element("code", part.dataset.yaml));
  }

  find() {
    const wanted = (this.form?.elements.find?.value ?? "").trim().toLowerCase();
    this.found = this.nodes.filter((node) => wanted && node.querySelector("title").textContent.toLowerCase().includes(wanted));
    this.svg.classList.toggle("searching", wanted !== "");
    for (const node of this.nodes) node.classList.toggle("found", this.found.includes(node));
    this.turn = -1;
    if (kept.wanted === wanted) return;
    kept.wanted = wanted;
    if (!wanted) return this.say("");
    this.next();
  }

  /** To the next of those found. */
  next() {
    const count = this.found.length;
    if (count === 0) return this.say("Nothing found");
    this.turn = (this.turn + 1) % count;
    const node = this.found[this.turn];
    this.say(`${this.turn + 1} of ${count} found`);
    this.centre(node);
    this.tell(node);
  }

  centre(node) {
    const [area, box] = [this.canvas.getBoundingClientRect(), node.getBoundingClientRect()];
    this.canvas.scrollBy((box.left + box.right - area.left - area.right) / 2, (box.top + box.bottom - area.top - area.bottom) / 2);
  }

  /** Scrolls the drawing, and nothing around it, so that a box is in sight. */
  show(node) {
    const [area, box] = [this.canvas.getBoundingClientRect(), node.getBoundingClientRect()];
    const aside = (low, high, least, most) => (low < least + 16 ? low - least - 16 : high > most - 16 ? Math.min(high - most + 16, low - least - 16) : 0);
    this.canvas.scrollBy(aside(box.left, box.right, area.left, area.right), aside(box.top, box.bottom, area.top, area.bottom));
  }

  // ---- keys

  arrived(node) {
    if (!node) return;
    this.stop?.setAttribute("tabindex", "-1");
    node.setAttribute("tabindex", "0");
    this.stop = node;
    Object.assign(kept, { key: node.dataset.key, focused: true });
    this.light(node);
    this.show(node);
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const node = event.target.closest("[data-node]");
    const act = this.sized(event.key) ?? (node ? this.walked(node, event.key) : this.panned(event.key));
    if (!act) return;
    event.preventDefault();
    act();
  }

  sized(key) {
    return { "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8), 0: () => this.fit() }[key];
  }

  panned(key) {
    const [x, y] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key] ?? [];
    return x === undefined ? undefined : () => this.canvas.scrollBy(x * STEP, y * STEP);
  }

  walked(node, key) {
    const click = (part) => part?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    return {
      Enter: () => click(node), " ": () => click(node), y: () => click(this.last),
      ArrowRight: () => this.walk(node, 1), ArrowLeft: () => this.walk(node, -1),
      n: () => this.other(), ArrowDown: () => this.step(node, 1), ArrowUp: () => this.step(node, -1),
      Home: () => this.nodes[0].focus(), End: () => this.nodes.at(-1).focus(),
      f: () => this.choose(node.dataset.key), Escape: () => this.dataset.focus && this.choose(""),
    }[key];
  }

  at(node) {
    const [x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(node.getAttribute("transform")).slice(1).map(Number);
    return { x, y };
  }

  /** Along a wire to the nearest box on the right or left. */
  walk(node, way) {
    const here = this.at(node);
    const ends = this.wires.flatMap((wire) => {
      const [from, to] = this.ends(wire);
      const other = from === node ? to : to === node ? from : null;
      return other && (this.at(other).x - here.x) * way > 0 ? [{ wire, other }] : [];
    });
    const far = ({ other }) => Math.abs(this.at(other).y - here.y) + Math.abs(this.at(other).x - here.x);
    ends.sort((a, b) => far(a) - far(b));
    if (ends.length === 0) return this.say(way > 0 ? "No wire leads on from here" : "No wire leads back from here");
    this.fork = { ends, turn: 0 };
    this.along();
  }

  /** Instead of the wire walked last, the next one that began where it did. */
  other() {
    if (!this.fork) return this.say("No wire was walked yet");
    this.fork.turn = (this.fork.turn + 1) % this.fork.ends.length;
    this.along();
  }

  along() {
    const { ends, turn } = this.fork;
    const { wire, other } = ends[turn];
    other.focus();
    this.last = wire;
    const others = ends.length > 1 ? ` Wire ${turn + 1} of ${ends.length}, n for the next.` : "";
    this.say(`${wire.querySelector("title").textContent}.${others} ${this.where(other)}`);
  }

  /** The boxes of a box's column, from above. */
  column(node) {
    const { x } = this.at(node);
    return this.nodes.filter((other) => this.at(other).x === x).sort((a, b) => this.at(a).y - this.at(b).y);
  }

  where(node) {
    const column = this.column(node);
    return `${column.indexOf(node) + 1} of ${column.length} in its column`;
  }

  /** To the next box below or above in the same column. */
  step(node, way) {
    const column = this.column(node);
    const next = column[column.indexOf(node) + way];
    if (!next) return this.say(way > 0 ? "The last in its column" : "The first in its column");
    next.focus();
    this.say(this.where(next));
  }

  /** Shows only what is connected to an object, as if it had been chosen in the form. */
  choose(key) {
    const list = this.form?.elements.focus;
    if (!list) return;
    list.value = key;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ---- clicks and saving

  clicked(event) {
    if (this.moved > 4 && event.target.closest(".canvas")) {
      this.moved = 0;
      event.stopPropagation();
      return;
    }
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "fit") this.fit();
    else if (act === "full") this.fill().catch(() => this.say("The browser does not allow it."));
    else if (act) this.zoom(act === "larger" ? 1.25 : 0.8);
    const kind = event.target.closest("[data-save]")?.dataset.save;
    if (kind) this.save(kind).catch(() => this.say("It could not be saved."));
  }

  text(kind) {
    return this.querySelector(`template[data-text="${kind}"]`).content.textContent;
  }

  async save(kind) {
    this.light(null);
    const plain = (text, type) => new Blob([text], { type });
    const made = {
      SVG: () => ["svg", plain(file(this.svg, this.text("SVG")), "image/svg+xml")],
      PNG: async () => ["png", await painted(this.svg, this.size, this.now)],
      Mermaid: () => ["mmd", plain(this.text("Mermaid"), "text/plain")],
      DOT: () => ["dot", plain(this.text("DOT"), "text/vnd.graphviz")],
    };
    const [ending, blob] = await made[kind]();
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `wiring.${ending}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.querySelector(".exports").open = false;
    this.say(`Saved as wiring.${ending}`);
  }
}

customElements.define("wiring-drawing", Drawing);
