// What is fetched when the editor is first used, and not before.
import { startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { foldGutter, foldKeymap } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorView, keymap } from "@codemirror/view";
import { completing } from "./assist/complete.js";
import { fixAll, fixesHere } from "./assist/fixes.js";
import { describeHere, hovering } from "./assist/hover.js";
import { keySheet } from "./assist/keys.js";
import look from "./assist/look.css";
import { outline, way } from "./assist/outline.js";
import { follow, goBack, toDefinition, toUsers } from "./assist/places.js";
import { lit } from "./light.js";
import { structure } from "./structure.js";

/** What can be asked of the editor by name: each is given the editor. */
const COMMANDS = {
  back: goBack,
  complete: (editor) => startCompletion(editor.view),
  definition: (editor) => toDefinition(editor, editor.view.state.selection.main.head),
  describe: describeHere,
  fixAll,
  fixes: fixesHere,
  keys: keySheet,
  outline,
  search: (editor) => openSearchPanel(editor.view),
  users: (editor) => toUsers(editor, editor.name, editor.view.state.selection.main.head),
};

export { light } from "./light.js";

export const run = (editor, name) => COMMANDS[name](editor);

/** Marks a change that one step undoes. */
export const oneStep = isolateHistory.of("full");

/** The gutter that folds. */
export const folding = foldGutter();

/** Joins what every file's state is made of. */
export function extensions(editor) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets.push(sheet);
  return [
    structure, lit, keymap.of(searchKeymap), search({ top: true }), highlightSelectionMatches(),
    history(), keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, indentWithTab]),
    completing(editor), hovering(editor), way(editor), EditorView.domEventHandlers({ mousedown: follow(editor) }),
  ];
}
