// The window that the class sees: one slide, and a bar below it.
import { HEIGHT, WIDTH } from "./deck.js";
import { button, element, slide as made } from "./dom.js";
import { Frame } from "./frame.js";
import { ofTalk, words } from "./timer.js";

/** Narrower than this, a slide is read as a page: not scaled, and scrolled. */
const NARROW = 700;
const TICK = 250;
/** A swipe goes this far sideways, and less than half as far up or down. */
const SWIPE = 50;

/** Swipes turn slides, except on what scrolls sideways. */
function swiped(holder, acts) {
  let start = null;
  const wide = (box) => box && (box.scrollWidth > box.clientWidth + 1 || wide(box.parentElement?.closest("[tabindex='0']")));
  holder.addEventListener("touchstart", ({ touches, target }) => {
    start = touches.length === 1 && !wide(target.closest("[tabindex='0']")) ? touches[0] : null;
  }, { passive: true });
  holder.addEventListener("touchend", ({ changedTouches: [end] }) => {
    const [x, y] = start ? [end.clientX - start.clientX, end.clientY - start.clientY] : [0, 0];
    if (Math.abs(x) > SWIPE && Math.abs(y) < Math.abs(x) / 2) (x < 0 ? acts.forward : acts.previous)();
  }, { passive: true });
}

export class Stage {
  constructor(talk) {
    this.talk = talk;
    this.holder = element("main", { id: "main", class: "stage" });
    this.frame = new Frame(this.holder, () => talk.state.set({ frame: null }));
    this.count = element("span", { class: "count" });
    this.elapsed = element("span", { class: "elapsed-here", role: "timer", "aria-label": "Elapsed" });
    this.progress = element("progress", { "aria-label": "How far", max: String(talk.slides.length) });
    this.black = element("div", { class: "black", role: "status" }, element("span", { class: "unseen" }));
    talk.root.append(this.holder, this.bar(), this.black);
    addEventListener("resize", () => this.fit());
    swiped(this.holder, talk.acts);
    setInterval(() => this.tick(), TICK);
    this.show(talk.state.now);
  }

  bar() {
    const { acts } = this.talk;
    const small = { class: "button small" };
    const wide = { class: "button small desk-only" };
    const buttons = [
      button("Previous", acts.previous, small),
      button("Next", acts.next, small),
      button("Overview", acts.overview, small),
      button("Playground", acts.example, small),
      button("Speaker’s window", acts.speaker, wide),
      button("Keys", acts.help, wide),
      button("Leave", acts.leave, small),
    ];
    return element("footer", { class: "present-bar" }, this.progress, element("h1", {}, this.talk.title), this.count, this.elapsed, element("nav", { "aria-label": "Presentation" }, ...buttons));
  }

  show(now, before) {
    if (now.index !== before?.index) this.turn(now.index);
    this.black.firstElementChild.textContent = now.black ? "The screen is black. B brings the slide back." : "";
    this.black.classList.toggle("on", now.black);
    this.frame.show(now.frame);
    if (before?.frame && !now.frame) this.shown.focus({ preventScroll: true });
    this.tick();
  }

  /** Nothing before the talk has begun. */
  tick() {
    const { timer } = this.talk.state.now;
    const elapsed = ofTalk(timer, Date.now());
    this.elapsed.textContent = elapsed || timer.since ? `${words(elapsed)}${timer.since === null ? " (paused)" : ""}` : "";
  }

  turn(index) {
    const slide = this.talk.slides[index];
    this.shown = made(slide, this.talk.slug);
    this.shown.setAttribute("aria-label", `${index + 1} of ${this.talk.slides.length}: ${slide.title}`);
    this.shown.tabIndex = -1;
    this.shown.addEventListener("scroll", () => this.mark());
    this.holder.prepend(this.shown);
    this.holder.querySelector(".slide ~ .slide")?.remove();
    this.count.textContent = `${index + 1} / ${this.talk.slides.length}`;
    this.progress.value = index + 1;
    this.fit();
    this.shown.focus({ preventScroll: true });
  }

  /** As large as the window allows. */
  fit() {
    const { clientWidth, clientHeight } = this.holder;
    const zoom = clientWidth < NARROW ? 1 : Math.max(1, Math.min(clientWidth / WIDTH, clientHeight / HEIGHT));
    this.shown.style.zoom = String(zoom);
    this.mark();
  }

  get below() {
    const { scrollHeight, scrollTop, clientHeight } = this.shown;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** Says that there is more below; what scrolls can have the focus. */
  mark() {
    const long = this.shown.scrollHeight > this.shown.clientHeight + 2;
    this.shown.tabIndex = long ? 0 : -1;
    this.holder.classList.toggle("more", this.below > 8);
  }

  /** Scrolls by a share of the slide; says whether there was anything to scroll. */
  scroll(share) {
    const { scrollTop, clientHeight } = this.shown;
    if (share > 0 ? this.below <= 8 : scrollTop <= 0) return false;
    this.shown.scrollTop = scrollTop + share * clientHeight;
    return true;
  }
}
