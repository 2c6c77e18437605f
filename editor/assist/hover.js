// What stands under the pointer or at the caret.
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";
import { ask, describe, HOVER } from "./ask.js";
import { make, paragraphs, words } from "./parts.js";
import { goTo } from "./places.js";

function facts(hover) {
  const rows = [
    ["Default", hover.default !== null && make("code", {}, hover.default)],
    ["Values", hover.values.length > 0 && make("span", {}, ...hover.values.flatMap((value, n) => [n > 0 ? ", " : "", make("code", {}, value)]))],
    ["Deprecated", hover.deprecated && make("span", {}, ...words(hover.deprecated))],
  ].filter(([, value]) => value);
  return rows.length > 0 && make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

/** The answer as an element; the description follows when it has been fetched. */
function render(editor, hover) {
  const text = make("div", { class: "text" });
  describe(hover.description).then((about) => text.append(...paragraphs(about)));
  const links = hover.targets.map(({ text: name, place }) => make("button", { type: "button", class: "button small", click: () => goTo(editor, place) }, name));
  return make("div", { class: "about" },
    make("p", { class: "title" }, make("strong", {}, hover.title), hover.holds && make("span", {}, hover.holds), hover.required && make("span", { class: "badge" }, "required")),
    facts(hover), ...hover.notes.flatMap(paragraphs), text, links.length > 0 && make("p", { class: "links" }, ...links));
}

const offset = (state, at) => Math.min(at, state.doc.length);

/** A tooltip; `end` is only for the one under the pointer, which goes when the pointer leaves what it is about. */
function tooltip(editor, state, hover) {
  const [pos, end] = [offset(state, hover.place.start), offset(state, hover.place.end)];
  return { pos, end, above: false, arrow: false, create: () => ({ dom: render(editor, hover) }) };
}

const show = StateEffect.define();

/** What was asked for by a key stays until the caret moves. */
const asked = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

/** Describes what stands at the caret; asked again, the keyboard goes to its links, or it is closed. */
export async function describeHere(editor) {
  const { view } = editor;
  if (view.state.field(asked, false)) {
    const link = view.hasFocus && view.dom.querySelector(".about-here button");
    return link ? link.focus() : closeDescription(view);
  }
  const at = view.state.selection.main.head;
  const hover = (await ask(editor, HOVER, editor.name, at))?.hover;
  if (!hover) return editor.say("Nothing is known of what stands here.");
  const shown = tooltip(editor, view.state, hover);
  const keydown = (event) => {
    if (event.key !== "Escape") return;
    closeDescription(view);
    view.focus();
  };
  view.dispatch({ effects: show.of({ ...shown, create: () => ({ dom: make("div", { class: "about-here", keydown }, shown.create().dom) }) }) });
  const said = [hover.title, hover.holds, hover.required && "required", hover.default !== null && `default ${hover.default}`, hover.values.length > 0 && `one of ${hover.values.join(", ")}`, hover.deprecated, ...hover.notes, await describe(hover.description)];
  editor.say(said.filter(Boolean).join(". "), true);
}

function closeDescription(view) {
  if (!view.state.field(asked, false)) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

const leave = EditorView.domEventHandlers({
  keydown: (event, view) => event.key === "Escape" && closeDescription(view),
});

export const hovering = (editor) => [asked, leave, hoverTooltip(async (view, at) => {
  const hover = (await ask(editor, HOVER, editor.name, at))?.hover;
  if (!hover || at < hover.place.start || at > hover.place.end) return null;
  return tooltip(editor, view.state, hover);
}, { hoverTime: 400, hideOnChange: true })];
