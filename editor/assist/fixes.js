// Fixes: those at the caret, and all that are safe.
import { forEachDiagnostic } from "@codemirror/lint";
import { ask, SAFE_FIXES } from "./ask.js";
import { pick } from "./picker.js";

/** The fixes of what is wrong in the caret's line, those at the caret first. */
export function fixesHere(editor) {
  const { view } = editor;
  const { state } = view;
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const found = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if (from > line.to || to < line.from) return;
    const away = from <= head && head <= to ? 0 : Math.min(Math.abs(from - head), Math.abs(to - head));
    for (const action of diagnostic.actions ?? []) found.push({ away, text: action.name, detail: diagnostic.message.replaceAll("`", ""), act: () => { action.apply(view, from, to); view.focus(); } });
  });
  found.sort((a, b) => a.away - b.away);
  if (found.length > 0) pick("Fixes", found);
  else editor.say("There is no fix for this line.");
}

/** Makes all safe fixes, in each file as one step that can be undone. */
export async function fixAll(editor) {
  const fixes = await ask(editor, SAFE_FIXES, null, 0);
  if (!fixes || fixes.edits.length === 0) return editor.say("Nothing can be fixed without asking.");
  const files = Map.groupBy?.(fixes.edits, (edit) => edit.place.file) ?? group(fixes.edits);
  for (const [file, edits] of files) editor.edit(file, edits.map(({ place, text }) => ({ from: place.start, to: place.end, insert: text })));
  editor.say(`${fixes.count} fixed, in ${files.size === 1 ? "one file" : `${files.size} files`}.`);
}

function group(edits) {
  const files = new Map();
  for (const edit of edits) files.set(edit.place.file, [...(files.get(edit.place.file) ?? []), edit]);
  return files;
}
