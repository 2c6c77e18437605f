// The sheet of keys.
import { dialog, isMac, keyCaps, make } from "./parts.js";

/** Key, what it does, and the key on a Mac where that is another. */
const GROUPS = [
  ["What the API knows", [
    ["Ctrl-Space", "What can be written here"],
    ["Mod-i", "Describe what is at the caret; again: its links"],
    ["F12", "Go to what is named here (or click with the modifier)"],
    ["Mod-Alt-ArrowLeft", "Back to where the last jump began"],
    ["Shift-F12", "Who uses what stands here"],
    ["Mod-Shift-o", "Documents: outline of the file, or of all"],
  ]],
  ["Problems", [
    ["Mod-.", "Fixes for this line"],
    ["Mod-Shift-.", "Fix all that is safe, in all files"],
    ["F8", "Next problem"],
    ["Mod-Shift-m", "List of problems below the text"],
  ]],
  ["Text", [
    ["Mod-/", "Comment lines out, or in again"],
    ["Mod-z", "Undo"],
    ["Mod-y", "Redo", "Mod-Shift-z"],
    ["Alt-ArrowUp", "Move the line up"],
    ["Alt-ArrowDown", "Move the line down"],
    ["Mod-f", "Find and replace"],
    ["Mod-Alt-g", "Go to a line"],
    ["Mod-d", "Select the next place of the same text"],
  ]],
  ["Folding", [
    ["Ctrl-Shift-[", "Fold what begins in this line: a field or a document", "Mod-Alt-["],
    ["Ctrl-Shift-]", "Unfold it", "Mod-Alt-]"],
    ["Ctrl-Alt-[", "Fold all documents"],
    ["Ctrl-Alt-]", "Unfold all"],
  ]],
  ["Around", [
    ["Escape", "then Tab: leave the text"],
    ["?", "This sheet, outside the text"],
  ]],
];

/** Shows the sheet. */
export function keySheet() {
  const row = ([key, words, mac]) => [make("dt", {}, ...keyCaps((isMac && mac) || key)), make("dd", {}, words)];
  dialog("Keys", "sheet", make("div", { class: "groups", role: "group", "aria-label": "All keys", tabindex: "0" }, ...GROUPS.map(([title, rows]) => make("section", {}, make("h3", {}, title), make("dl", {}, ...rows.flatMap(row))))));
}
