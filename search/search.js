// The search: a dialog over any page, fetched when it is first wanted. All that is asked stays in the browser.
import MiniSearch from "minisearch";
import { OPTIONS, find } from "./options.mjs";

/** The length of a snippet. */
const SNIPPET = 150;

let index = null;
const load = async () => {
  index ??= fetch(new URL("data/search.json", document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  }).then((text) => MiniSearch.loadJSON(text, OPTIONS));
  try {
    return await index;
  } catch (error) {
    index = null;
    throw error;
  }
};

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The text around the first match, with every match marked. */
function snippet(text, terms) {
  const safe = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
  const pattern = safe.length ? new RegExp(`(${safe.join("|")})`, "giu") : null;
  const at = pattern ? Math.max(0, text.search(pattern)) : 0;
  const from = at < 60 ? 0 : text.indexOf(" ", at - 50) + 1;
  const part = text.slice(from, from + SNIPPET);
  const pieces = pattern ? part.split(pattern) : [part];
  const out = pieces.map((piece, n) => (n % 2 ? element("mark", {}, piece) : piece));
  return [from > 0 ? "… " : "", ...out, from + SNIPPET < text.length ? " …" : ""];
}

class Search {
  constructor() {
    this.chosen = 0;
    this.input = element("input", { type: "text", inputmode: "search", id: "search-input", role: "combobox", "aria-expanded": "false", "aria-controls": "search-results", "aria-autocomplete": "list", "aria-label": "Search guides, lessons, rules and fields", placeholder: "Search guides, lessons, rules and fields", autocomplete: "off", spellcheck: "false" });
    this.list = element("div", { id: "search-results", role: "listbox", "aria-label": "Results" });
    this.said = element("p", { class: "search-said", role: "status" });
    const close = element("button", { type: "button", class: "button quiet small" }, "Close");
    this.dialog = element("dialog", { class: "search", "aria-label": "Search" }, element("div", { class: "search-bar" }, this.input, close), this.said, this.list);
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.key(event));
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.list.addEventListener("click", () => this.dialog.close());
    // What was focused before is again, if anything was: a dialog that is closed keeps nothing.
    this.dialog.addEventListener("close", () => this.input.blur());
    document.body.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.input.select();
    load().then(() => this.ask(), () => this.say("The search could not be loaded. It needs a connection the first time."));
  }

  say(text) {
    this.said.textContent = text;
  }

  async ask() {
    const text = this.input.value.trim();
    if (!text) return this.show([], "");
    const mini = await load();
    if (text !== this.input.value.trim()) return;
    const results = find(mini, text);
    this.show(results, results.length ? "" : `Nothing found for “${text}”.`);
  }

  show(results, said) {
    this.say(said);
    this.list.replaceChildren(...results.map((one, n) => {
      const where = element("span", { class: "search-where" }, element("small", {}, one.kind), one.section ? `${one.page} › ${one.section}` : one.page);
      const text = element("span", { class: "search-text" }, ...snippet(one.text, one.terms));
      return element("a", { role: "option", id: `search-${n}`, "aria-selected": "false", href: one.href, tabindex: "-1" }, where, text);
    }));
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.choose(0);
  }

  choose(index) {
    const options = [...this.list.children];
    this.chosen = options.length ? (index + options.length) % options.length : 0;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === this.chosen)));
    if (options.length) this.input.setAttribute("aria-activedescendant", `search-${this.chosen}`);
    else this.input.removeAttribute("aria-activedescendant");
    options[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.choose(this.chosen + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.list.children[this.chosen]?.click();
    }
  }
}

let search = null;
export function open() {
  search ??= new Search();
  search.open();
}
