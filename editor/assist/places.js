// From a name to what it names, and to who uses it.
import { ask, DEFINITION, USERS } from "./ask.js";
import { pick } from "./picker.js";

export const goTo = (editor, place) => editor.listeners.go(place.file, place.start, place.end);

/** To where the last jump began. */
export function goBack(editor) {
  const step = editor.back();
  if (step) editor.listeners.go(step.name, step.at, step.at);
  else editor.say("There is no jump to go back from.");
}

/** Rows of a list for places with words on them. */
export const rowsOf = (editor, targets) => targets.map(({ text, place }) => ({ text, detail: `${place.file}, line ${place.line}`, act: () => goTo(editor, place) }));

export async function toDefinition(editor, at) {
  const targets = (await ask(editor, DEFINITION, editor.name, at))?.targets ?? [];
  if (targets.length === 1) goTo(editor, targets[0].place);
  else if (targets.length > 1) pick("Definitions", rowsOf(editor, targets));
  else editor.say("Nothing in this set is named here.");
}

export async function toUsers(editor, file, at) {
  const targets = (await ask(editor, USERS, file, at))?.targets ?? [];
  if (targets.length > 0) pick("Used by", rowsOf(editor, targets));
  else editor.say("Nothing in this set uses what stands here.");
}

/** A click with the modifier follows the name that was clicked. */
export const follow = (editor) => (event, view) => {
  if (event.button !== 0 || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
  if (at === null) return false;
  event.preventDefault();
  toDefinition(editor, at);
  return true;
};
