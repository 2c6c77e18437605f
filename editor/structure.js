// YAML line by line: indentation and folding, fetched with the first act.
import { bracketMatching, codeFolding, foldService, indentOnInput, indentService, indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { indentation, isDocumentMark, read, stateAt } from "./yaml.js";

/** A new line stands as deep as what is above it, or deeper if that opens something. */
const indents = indentService.of((context, at) => {
  if (context.options.simulateBreak === undefined) return null;
  const { text, from } = context.lineAt(at, -1);
  const { doc } = context.state;
  const before = stateAt(doc, doc.lineAt(from).number);
  let last = "";
  const after = read(text, before, (start, end, name) => { last = name === "hl-comment" ? last : text.slice(start, end); });
  if (before.block >= 0 && after === before) return indentation(text);
  const dashes = /^\s*(-\s+)*/.exec(text)[0].length;
  const own = text.trim() === "-" ? text.length + 1 : dashes;
  const opens = last === ":" || after.block >= 0 || after.depth > before.depth;
  return own + (opens ? context.unit : 0);
});

/** Whether nothing but comments stands above a line. */
function isFirst(doc, line) {
  let number = line.number - 1;
  while (number > 0 && /^\s*(#|$)/.test(doc.line(number).text)) number -= 1;
  return number === 0 && !/^\s*#/.test(line.text);
}

/** A document (at its mark, or at its first line if it has none), or what stands deeper than a line (items may stand as deep as their key). */
const folds = foldService.of((state, from, to) => {
  const { doc } = state;
  const first = doc.lineAt(from);
  const own = indentation(first.text);
  const isKey = /:\s*(\s#.*)?$/.test(first.text) && !/^\s*-\s/.test(first.text);
  const belongs = isDocumentMark(first.text) || isFirst(doc, first)
    ? (text) => !isDocumentMark(text)
    : (text) => indentation(text) > own || (isKey && indentation(text) === own && /^\s*-(\s|$)/.test(text));
  if (!first.text.trim()) return null;
  let end = to;
  for (let number = first.number + 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    if (!line.text.trim()) continue;
    if (!belongs(line.text)) break;
    end = line.to;
  }
  return end > to ? { from: to, to: end } : null;
});

const data = { commentTokens: { line: "#" }, indentOnInput: /^\s*[\]}]$/ };

export const structure = [
  indents, folds, bracketMatching(), indentOnInput(), codeFolding(), indentUnit.of("  "), EditorState.languageData.of(() => [data]),
];
