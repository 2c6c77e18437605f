// Presenting a page to read: `?present` in its address. Fetched only then.
import { deck, WIDTH } from "./deck.js";
import { help, overview } from "./dialogs.js";
import { element, slide } from "./dom.js";
import { examples, isPlayground } from "./frame.js";
import { Jump } from "./jump.js";
import { act } from "./keys.js";
import * as place from "./place.js";
import { Speaker } from "./speaker.js";
import { Stage } from "./stage.js";
import { State } from "./state.js";
import * as timer from "./timer.js";

/** A step of a long slide, and of an arrow, as shares of what is seen of it. */
const PAGE = 0.85;
const LINE = 0.25;

class Talk {
  constructor(article, root) {
    this.root = root;
    this.slug = article.dataset.slug ?? "";
    this.title = article.querySelector("h1")?.textContent ?? document.title;
    this.slides = this.cut(article);
    this.acts = this.actions();
    const index = place.current(this.slides);
    this.state = new State(index, timer.fresh(this.slides[index].id));
    this.jump = new Jump((words) => this.say(words), (to) => this.go(to));
    document.body.replaceChildren(root);
    this.window = new (place.isSpeaker() ? Speaker : Stage)(this);
    this.said = element("p", { class: "said-aloud", role: "status" });
    root.append(this.said);
    this.state.watch((now, before, fromOther) => this.follow(now, before, fromOther));
    this.state.leaving = () => this.left();
    addEventListener("popstate", () => this.travel());
    addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.click(event));
    this.name();
  }

  /** The slides, measured out of sight. */
  cut(article) {
    const probe = slide({ id: "x", part: 1, blocks: [] }, this.slug);
    probe.classList.add("measured");
    probe.style.width = `${WIDTH}px`;
    this.root.append(probe);
    const slides = deck(article, probe.firstElementChild);
    probe.remove();
    return slides;
  }

  actions() {
    const step = (by) => () => this.go(this.state.now.index + by);
    return {
      next: () => this.window.scroll?.(PAGE) || step(1)(),
      forward: step(1),
      previous: step(-1),
      down: () => this.window.scroll?.(LINE) || step(1)(),
      up: () => this.window.scroll?.(-LINE) || step(-1)(),
      first: () => this.go(0),
      last: () => this.go(this.slides.length - 1),
      overview: () => overview(this.slides, this.state.now.index, (index) => this.go(index)),
      black: () => this.state.set({ black: !this.state.now.black }),
      speaker: () => this.speaker(),
      example: () => this.example(),
      full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
      dark,
      pause: () => this.clock(timer.toggled),
      reset: () => this.clock(timer.reset),
      help,
      leave: () => this.leave(),
    };
  }

  get slide() {
    return this.slides[this.state.now.index];
  }

  go(wanted) {
    const { index, black, frame, timer: time } = this.state.now;
    const to = Math.min(Math.max(wanted, 0), this.slides.length - 1);
    if (to === index && !black && !frame) return;
    const clock = to === index ? time : timer.moved(time, this.slides[to].id, Date.now());
    this.state.set({ index: to, black: false, frame: null, timer: clock });
  }

  clock(change) {
    this.state.set({ timer: change(this.state.now.timer, Date.now()) });
  }

  /** The examples that go with the slide. */
  get examples() {
    return examples(this.slides, this.state.now.index);
  }

  example() {
    this.state.set({ frame: this.state.now.frame ? null : this.examples[0].href });
  }

  speaker() {
    const opened = open(place.address(this.slide, true), `speaker ${location.pathname}`, "popup,width=1100,height=760");
    if (!opened) this.say("The browser has kept the speaker’s window from opening. Allow it for this site, and press S again.");
  }

  say(words) {
    this.said.textContent = words;
  }

  leave() {
    const { black, frame } = this.state.now;
    if (this.jump.waiting) this.jump.drop();
    else if (black || frame) this.state.set({ black: false, frame: null });
    else if (place.isSpeaker()) close();
    else this.end();
  }

  /** Back to the text, at the same place. */
  end() {
    this.state.bye();
    location.href = place.inText(this.slides, this.state.now.index);
  }

  /** Another window has left: a speaker's window alone has nothing to do. */
  left() {
    if (!place.isSpeaker()) return;
    this.say("The presentation has ended.");
    close();
  }

  /** What another window or this one has changed; only one's own steps are in the history. */
  follow(now, before, fromOther) {
    if (now.index !== before.index) {
      const write = fromOther || this.travelling ? "replaceState" : "pushState";
      history[write](null, "", place.address(this.slide));
      this.name();
    }
    this.window.show(now, before);
  }

  travel() {
    this.travelling = true;
    this.go(place.current(this.slides));
    this.travelling = false;
  }

  name() {
    const who = place.isSpeaker() ? "Speaker: " : "";
    document.title = `${who}${this.state.now.index + 1}/${this.slides.length} ${this.slide.title}`;
  }

  key(event) {
    if (document.querySelector("dialog[open]")) return;
    const wanted = act(event);
    if (!wanted) return;
    event.preventDefault();
    if (wanted === "digit") this.jump.digit(event.key);
    else if (event.key === "Enter" && this.jump.waiting) this.jump.done();
    else this.acts[wanted]();
  }

  /** Links of a slide: into the talk, onto the slide, or elsewhere. */
  click(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (isPlayground(link)) {
      event.preventDefault();
      this.state.set({ frame: link.href });
    } else if (link.pathname === location.pathname && link.hash) {
      event.preventDefault();
      this.go(place.holding(this.slides, decodeURIComponent(link.hash.slice(1))));
    } else {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }
}

function dark() {
  const root = document.documentElement;
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
}

const sheet = (href) => new Promise((done, fail) => {
  const link = element("link", { rel: "stylesheet", href });
  link.addEventListener("load", done);
  link.addEventListener("error", fail);
  document.head.append(link);
});

/** Turns the page into its presentation, if it is one to read. */
export async function start() {
  const article = document.querySelector("article.prose");
  if (!article?.querySelector("h2")) throw new Error("there is nothing to present");
  await sheet("present.css");
  const root = element("div", { class: "present" });
  document.body.append(root);
  try {
    new Talk(article, root);
  } catch (error) {
    root.remove();
    throw error;
  }
}
