// The documents of one file or of all, and the way to the caret.
import { ViewPlugin } from "@codemirror/view";
import { ask, OUTLINE } from "./ask.js";
import { make } from "./parts.js";
import { pick } from "./picker.js";
import { goTo, toUsers } from "./places.js";

/** How long the caret rests before the way to it is asked for, in milliseconds. */
const REST = 120;

const nameOf = (row) => [row.kind, row.name].filter(Boolean).join(" ") || "empty document";

async function rows(editor, files) {
  const answers = await Promise.all(files.map((file) => ask(editor, OUTLINE, file, 0)));
  return answers.flatMap((answer) => answer?.outline.documents ?? []).map((row) => ({
    text: nameOf(row),
    detail: `${row.place.file}, line ${row.place.line}`,
    act: () => goTo(editor, { ...row.place, end: row.place.start }),
    more: row.object && { text: "Users", act: () => toUsers(editor, row.place.file, row.place.start) },
  }));
}

/** The list of documents. */
export async function outline(editor) {
  const all = make("input", { type: "checkbox" });
  const files = () => (all.checked || editor.name === null ? [...editor.states.keys()] : [editor.name]);
  const list = pick("Documents", await rows(editor, files()), make("label", {}, all, "All files"));
  all.addEventListener("change", async () => list.fill(await rows(editor, files())));
}

function show(editor, host, way) {
  const last = way.length - 1;
  const step = ({ text, place }, n) => make("li", {}, make("button", { type: "button", "aria-current": n === last && "location", click: () => goTo(editor, { ...place, end: place.start }) }, text));
  host.replaceChildren(make("ol", {}, ...way.map(step)));
  host.scrollLeft = host.scrollWidth;
}

/** Keeps the way to the caret above the text. */
export const way = (editor) => ViewPlugin.fromClass(class {
  constructor(view) {
    this.host = document.getElementById("way");
    this.timer = 0;
    this.ask(view);
  }

  update(update) {
    if (update.docChanged || update.selectionSet) this.ask(update.view);
  }

  ask(view) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const head = view.state.selection.main.head;
      const answer = await ask(editor, OUTLINE, editor.name, head);
      if (answer && view.state.selection.main.head === head && this.host) show(editor, this.host, answer.outline.way);
    }, REST);
  }

  destroy() {
    clearTimeout(this.timer);
  }
});
