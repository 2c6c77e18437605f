// The speaker's window: what is on the screen, what comes next, the notes, and the time.
import { WIDTH } from "./deck.js";
import { button, element, slide as made } from "./dom.js";
import { ofSection, ofTalk, words } from "./timer.js";

const TICK = 250;
const MINUTE = 60000;

/** A clock with what it should come to. */
class Clock {
  constructor(label) {
    this.time = element("strong", { class: "elapsed", role: "timer", "aria-label": label });
    this.target = element("span", { class: "target" });
    this.bar = element("progress", { max: "1", "aria-label": `${label}: share of the time planned` });
    this.node = element("div", { class: "timer" }, element("span", { class: "label" }, label), this.time, this.target, this.bar);
  }

  show(elapsed, target) {
    this.time.textContent = words(elapsed);
    this.target.textContent = `of ${words(target)}`;
    this.bar.value = Math.min(1, elapsed / target);
    this.node.classList.toggle("over", elapsed > target);
  }
}

/** What the whole talk should take: each section once. */
const planned = (slides) => slides.filter((slide) => slide.part === 1).reduce((sum, slide) => sum + slide.minutes, 0) * MINUTE;

/** A slide in small, to look at. */
class Preview {
  constructor(title) {
    this.name = element("h2", {}, title);
    this.box = element("div", { class: "preview", inert: "" });
    this.node = element("section", {}, this.name, this.box);
    this.title = title;
  }

  show(slide, slug) {
    this.name.textContent = slide ? `${this.title}: ${slide.title}` : `${this.title}: the end`;
    this.box.replaceChildren(...(slide ? [made({ ...slide, blocks: slide.blocks.map((block) => block.cloneNode(true)) }, slug)] : []));
    this.fit();
  }

  fit() {
    const slide = this.box.firstElementChild;
    if (slide) slide.style.zoom = String(this.box.clientWidth / WIDTH);
  }
}

export class Speaker {
  constructor(talk) {
    this.talk = talk;
    this.previews = [new Preview("On the screen"), new Preview("Next")];
    this.notes = element("div", { class: "prose notes", tabindex: "0", role: "group", "aria-label": "Notes" });
    this.open = element("div", { class: "examples", role: "group", "aria-label": "On the slide" });
    this.count = element("span", { class: "count", role: "status" });
    this.clocks = [new Clock("Talk"), new Clock("Section")];
    this.planned = planned(talk.slides);
    this.clock = element("span", { class: "clock" });
    this.pause = button("Pause", talk.acts.pause);
    talk.root.classList.add("speaker");
    talk.root.append(this.head(), element("main", { id: "main", class: "desk", tabindex: "-1" }, ...this.previews.map((preview) => preview.node), element("section", { class: "said" }, element("h2", {}, "Notes"), this.notes, this.open)));
    addEventListener("resize", () => this.previews.forEach((preview) => preview.fit()));
    setInterval(() => this.tick(), TICK);
    this.show(talk.state.now);
  }

  head() {
    const { acts } = this.talk;
    this.black = button("Black", acts.black, { "aria-pressed": "false" });
    return element("header", { class: "speaker-head" },
      element("h1", { class: "unseen" }, `Speaker’s window: ${this.talk.title}`),
      ...this.clocks.map((clock) => clock.node), this.pause, button("Reset", acts.reset), this.clock, element("span", { class: "grow" }),
      this.count, button("Previous", acts.previous), button("Next", acts.next, { class: "button primary" }), this.black,
      button("Overview", acts.overview), button("Keys", acts.help));
  }

  show(now, before) {
    const { slides, slug } = this.talk;
    if (now.index !== before?.index) {
      this.previews[0].show(slides[now.index], slug);
      this.previews[1].show(slides[now.index + 1], slug);
      const notes = slides[now.index].notes.map((note) => note.cloneNode(true));
      this.notes.replaceChildren(...(notes.length ? notes : [element("p", { class: "none" }, "There are no notes to this section.")]));
      this.notes.scrollTop = 0;
      this.count.textContent = `${now.index + 1} / ${slides.length}`;
    }
    this.black.setAttribute("aria-pressed", String(now.black));
    if (now.index !== before?.index || now.frame !== before?.frame) this.offer(now);
    this.tick();
  }

  /** What can be shown of the playground, on the class's screen. */
  offer(now) {
    const show = (frame) => () => this.talk.state.set({ frame });
    const found = now.frame ? [] : this.talk.examples;
    const buttons = found.map(({ href, words: text }) => button(`Show: ${text}`, show(href), { class: "button small" }));
    if (now.frame) buttons.push(button("Close the playground on the slide", show(null), { class: "button small" }));
    this.open.replaceChildren(...buttons);
  }

  tick() {
    const { timer, index } = this.talk.state.now;
    const [now, begun] = [Date.now(), timer.since !== null];
    this.clocks[0].show(ofTalk(timer, now), this.planned);
    this.clocks[1].show(ofSection(timer, now), this.talk.slides[index].minutes * MINUTE);
    this.pause.textContent = begun ? "Pause" : ofTalk(timer, now) ? "Go on" : "Start";
    this.clock.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }
}
