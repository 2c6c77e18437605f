// The text editor of the playground. It knows files, offsets and findings; it knows nothing of Kubernetes.
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorSelection, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, gutter, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { theme } from "./theme.js";
import { yaml } from "./yaml.js";

/** Longer texts are handed over only when typing pauses. */
const LONG = 200_000;
const PAUSE = 200;

/** Keys of commands that are fetched with the first act: it may be the key itself. */
const KEYS = { "Mod-Alt-ArrowLeft": "back", "Ctrl-Space": "complete", F12: "definition", "Mod-i": "describe", "Mod-Shift-.": "fixAll", "Mod-.": "fixes", "Mod-Shift-o": "outline", "Mod-f": "search", "Shift-F12": "users" };

/** A sentence, in which what stands between backticks is code. */
function words(text) {
  const out = document.createElement("span");
  const parts = text.split("`");
  for (const [n, part] of parts.entries()) {
    if (n % 2 === 1 && n < parts.length - 1) out.appendChild(document.createElement("code")).textContent = part;
    else out.append(n % 2 === 1 ? `\`${part}` : part);
  }
  return out;
}

/** What it is for who does not see it, with a file in it or none yet. */
const named = EditorView.contentAttributes.of({ "aria-label": "YAML editor. Press Escape, then Tab, to leave it.", spellcheck: "false", tabindex: "0", autocapitalize: "off" });

/** After Escape, Tab leaves the editor instead of indenting. */
function leavable(view) {
  if (view.dom.querySelector(".cm-tooltip-autocomplete")) return false;
  view.setTabFocusMode(3000);
  return false;
}

class Editor {
  constructor(parent, listeners) {
    this.listeners = listeners;
    this.states = new Map();
    this.name = null;
    this.timer = 0;
    this.later = new Compartment();
    this.fetched = [];
    this.folds = new Compartment();
    // As wide as what it keeps the place for.
    this.folding = gutter({ class: "cm-foldGutter" });
    this.asked = new Map();
    this.trail = [];
    this.said = ["said", "unseen"].map((name) => Object.assign(parent.appendChild(document.createElement("p")), { className: name, role: "status" }));
    this.view = new EditorView({ parent, state: EditorState.create({ doc: "", extensions: named }), dispatchTransactions: (list, view) => this.dispatched(list, view) });
    for (const act of ["focusin", "pointermove"]) this.view.dom.addEventListener(act, () => this.fetch(), { once: true });
    this.onKey = (event) => this.keyOutside(event);
    document.addEventListener("keydown", this.onKey);
    this.onLight = ({ detail }) => this.fetch().then((later) => later.light(this, detail));
    document.addEventListener("light", this.onLight);
  }

  /** A question mark outside all texts shows the keys. */
  keyOutside(event) {
    if (event.key !== "?" || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.command("keys");
  }

  /** Does what the command of that name does. */
  command(name) {
    this.fetch().then((later) => later.run(this, name));
  }

  /** What the worker answered to a question; nothing if the text has changed since. Zero stands for all that were asked. */
  answer(number, bytes) {
    for (const one of number ? [number] : [...this.asked.keys()]) {
      this.asked.get(one)?.(bytes);
      this.asked.delete(one);
    }
  }

  /** Says something below the text, or to a screen reader alone. */
  say(text, unseen = false) {
    this.said[Number(unseen)].textContent = text;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { this.said[0].textContent = ""; }, 5000);
  }

  /** What only a user's act needs: fetched with the first one. */
  fetch() {
    this.fetching ??= import("./later.js").then((later) => {
      this.fetched = later.extensions(this);
      this.folding = later.folding;
      const effects = [this.later.reconfigure(this.fetched), this.folds.reconfigure(this.folding)];
      for (const name of this.states.keys()) this.transact(name, () => ({ effects }));
      return later;
    });
    return this.fetching;
  }

  keys() {
    return Object.entries(KEYS).map(([key, name]) => ({ key, run: () => { this.command(name); return true; }, preventDefault: true }));
  }

  /** What every file's state is made of. */
  extensions() {
    return [
      lineNumbers(), lintGutter(), this.folds.of(this.folding), highlightActiveLineGutter(), highlightActiveLine(), highlightSpecialChars(),
      drawSelection(), yaml, theme,
      named,
      Prec.highest(keymap.of([{ key: "Escape", run: leavable }])),
      keymap.of(this.keys()), this.later.of(this.fetched),
    ];
  }

  dispatched(list, view) {
    view.update(list);
    if (this.name === null) return;
    this.states.set(this.name, view.state);
    for (const step of this.trail) if (step.name === this.name) step.at = list.reduce((at, one) => one.changes.mapPos(at), step.at);
    if (list.some((one) => one.selection || one.docChanged)) this.left = null;
    if (list.some((one) => one.docChanged)) this.changed();
    if (list.some((one) => one.selection || one.docChanged)) this.listeners.caret(this.name, view.state.selection.main.head);
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.view.state.doc.length < LONG) this.handOver();
    else this.timer = setTimeout(() => this.handOver(), PAUSE);
  }

  handOver() {
    this.timer = 0;
    if (this.name !== null && this.states.has(this.name)) this.listeners.change(this.name, this.text(this.name));
  }

  /** Hands over what a pause in typing was waited for. */
  flush() {
    if (this.timer) {
      clearTimeout(this.timer);
      this.handOver();
    }
  }

  text(name) {
    const state = this.states.get(name);
    return state ? state.doc.toString() : "";
  }

  /** A file with this text; a file that has it already keeps its undo history. */
  open(name, text) {
    const state = this.states.get(name);
    if (state && state.doc.toString() === text) return;
    this.states.set(name, EditorState.create({ doc: text, extensions: this.extensions() }));
    if (name === this.name) this.view.setState(this.states.get(name));
  }

  show(name) {
    if (name === this.name || !this.states.has(name)) return;
    this.flush();
    this.left = this.here();
    this.name = name;
    this.view.setState(this.states.get(name));
    this.listeners.caret(name, this.view.state.selection.main.head);
  }

  rename(from, to) {
    const state = this.states.get(from);
    if (!state) return;
    this.flush();
    this.states.delete(from);
    this.states.set(to, state);
    if (this.name === from) this.name = to;
  }

  remove(name) {
    if (this.name === name) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.name = null;
    }
    this.states.delete(name);
  }

  /** One transaction on a file, shown or not. */
  transact(name, make) {
    const state = this.states.get(name);
    if (!state) return;
    if (name === this.name) this.view.dispatch(make(this.view.state));
    else this.states.set(name, state.update(make(state)).state);
  }

  /** `edits`: from, to, insert; offsets into the text before all of them. */
  edit(name, edits) {
    const before = this.text(name);
    const make = (annotations) => {
      // Meanwhile somebody may have typed: then these are places in another text.
      if (this.text(name) !== before) return;
      this.transact(name, (state) => {
        const end = state.doc.length;
        const changes = edits.map((one) => ({ from: Math.min(one.from, end), to: Math.min(one.to, end), insert: one.insert }));
        return { changes, userEvent: "input.fix", annotations };
      });
      if (name !== this.name) this.listeners.change(name, this.text(name));
    };
    // What undoes it comes with the first act.
    this.fetch().then((later) => make(later.oneStep), () => make([]));
  }

  /** Squiggles and gutter marks of one file. */
  findings(name, findings) {
    this.transact(name, (state) => {
      const end = state.doc.length;
      const marks = findings.map((one) => ({
        from: Math.min(one.from, end),
        to: Math.min(Math.max(one.to, one.from), end),
        severity: one.severity === "hint" ? "info" : one.severity,
        message: one.message,
        renderMessage: () => words(one.message),
        source: one.rule,
        actions: one.fixes.map((title, index) => ({ name: title.replaceAll("`", ""), apply: () => this.listeners.fix(name, one.index, index) })),
      }));
      return setDiagnostics(state, marks);
    });
  }

  here() {
    return this.name !== null && { name: this.name, at: this.view.state.selection.main.head };
  }

  /** Remembers where a jump began: the file may have been changed for it already. */
  leave() {
    const step = this.left || this.here();
    if (step && !this.returning) this.trail = [...this.trail.slice(-49), step];
    this.returning = false;
  }

  /** Where the last jump from a file that is still open began. */
  back() {
    this.trail = this.trail.filter((step) => this.states.has(step.name));
    const step = this.trail.pop();
    this.returning = Boolean(step);
    return step;
  }

  /** Selects a place and brings it into the middle; `focus` for a jump. */
  reveal(name, from, to, focus) {
    if (focus) this.leave();
    this.show(name);
    const end = this.view.state.doc.length;
    const range = EditorSelection.range(Math.min(from, end), Math.min(to, end));
    this.view.dispatch({ selection: EditorSelection.create([range]), effects: EditorView.scrollIntoView(range.from, { y: "center" }) });
    if (focus) this.view.focus();
  }

  destroy() {
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("light", this.onLight);
    this.view.destroy();
  }
}

globalThis.feastflowEditor = (parent, listeners) => new Editor(parent, listeners);
