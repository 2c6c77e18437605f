// Questions to the worker. An answer about a text that is no longer there is none.
import { answer, descriptions } from "./wire.js";

export const HOVER = 0;
export const COMPLETE = 1;
export const OUTLINE = 2;
export const DEFINITION = 3;
export const USERS = 4;
export const SAFE_FIXES = 5;

let last = 0;

/** Asks about an offset of a file; gives the answer's fields, or null. */
export function ask(editor, question, file, at) {
  editor.flush();
  const doc = editor.states.get(file)?.doc;
  const number = (last += 1);
  return new Promise((resolve) => {
    editor.asked.set(number, (bytes) => resolve(bytes && editor.states.get(file)?.doc === doc ? answer(bytes) : null));
    editor.listeners.ask(number, question, file, at);
  });
}

let fetching = null;

/** The description of that number, fetched when the first one is wanted. */
export async function describe(number) {
  if (number === null) return "";
  fetching ??= fetch("data/descriptions.bin")
    .then(async (response) => (response.ok ? descriptions(new Uint8Array(await response.arrayBuffer())) : () => ""))
    .catch(() => {
      fetching = null;
      return () => "";
    });
  return (await fetching)(number);
}
