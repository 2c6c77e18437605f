// YAML line by line: its colours. The engine reads YAML; this only shows it.
// A line depends on those above it for three things: an open quote, a block text, open brackets.
import { EditorState, RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

const FRESH = { quote: "", block: -1, depth: 0 };
const HEADER = /[|>][-+\d]*(?=\s*$|\s+#)/y;
const PROPERTY = /[&*!][^\s,[\]{}]*/y;
const ENDS_QUOTE = { "'": /(?:[^']|'')*'/y, '"': /(?:[^"\\]|\\.)*"/y };
const PLAIN = [/(?:[^\s:#]|:(?!\s|$)|\s+(?![\s#])|(?<!\s)#)+/y, /(?:[^\s:#,[\]{}]|:(?![\s,[\]{}]|$)|\s+(?![\s#,[\]{}])|(?<!\s)#)+/y];
const BEFORE_VALUE = /\s*:(?=\s|$|[,[\]{}])/y;
const IN_JSON = /\s*:/y;

/** What kubectl takes a plain text for. */
function kind(text) {
  if (/^(~|null|Null|NULL)$/.test(text)) return "hl-null";
  if (/^([yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/.test(text)) return "hl-bool";
  if (/^[-+]?(0x[\da-fA-F_]+|0b[01_]+|0o?[0-7_]+|[\d_]*\d[\d_]*(\.[\d_]*)?([eE][-+]?\d+)?|\.\d[\d_]*([eE][-+]?\d+)?|\.(inf|Inf|INF))$|^\.(nan|NaN|NAN)$/.test(text)) return "hl-number";
  return "hl-string";
}

export const indentation = (text) => text.search(/\S|$/);
export const isDocumentMark = (text) => /^(---|\.\.\.)(\s|$)/.test(text);

/** Tells the classed ranges of a line to `mark(from, to, class)`; what the next line begins with. */
export function read(text, before, mark) {
  let { quote, block, depth } = before;
  let at = 0;
  let column = -1;
  const match = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const take = (length, name) => {
    if (name) mark(at, at + length, name);
    at += length;
  };
  if (block >= 0 && (indentation(text) > block || !text.trim())) return before;
  block = -1;
  if (isDocumentMark(text)) {
    quote = "";
    depth = 0;
    take(3, "hl-punct");
  }
  /** A scalar is a key when a colon follows. */
  const scalar = (length, name) => {
    const start = at;
    at += length;
    const isKey = match(depth > 0 && /["']/.test(text[at - 1]) ? IN_JSON : BEFORE_VALUE) !== undefined;
    mark(start, at, isKey ? "hl-key" : name);
    if (isKey && depth === 0) column = start;
  };
  const quoted = (opening) => {
    at += opening;
    const end = match(ENDS_QUOTE[quote]);
    at -= opening;
    if (end === undefined) return take(text.length - at, "hl-string");
    quote = "";
    scalar(opening + end.length, "hl-string");
  };
  while (at < text.length) {
    const next = text[at];
    if (quote) quoted(0);
    else if (/\s/.test(next)) at += 1;
    else if (next === "#" && (at === 0 || /\s/.test(text[at - 1]))) take(text.length - at, "hl-comment");
    else if (/[-?:]/.test(next) && (at + 1 === text.length || /\s/.test(text[at + 1]))) {
      if (next === "-") column = at;
      take(1, "hl-punct");
    } else if (/[[\]{}]/.test(next)) {
      depth = Math.max(0, depth + ("[{".includes(next) ? 1 : -1));
      take(1, "hl-punct");
    } else if (/[,:]/.test(next) && depth > 0) take(1, "hl-punct");
    else if (match(PROPERTY)) take(match(PROPERTY).length, "hl-anchor");
    else if (depth === 0 && match(HEADER)) {
      take(match(HEADER).length, "hl-punct");
      block = column;
    } else if (/["']/.test(next)) {
      quote = next;
      quoted(1);
    } else {
      const plain = match(PLAIN[depth > 0 ? 1 : 0])?.trimEnd() || next;
      scalar(plain.length, kind(plain));
    }
  }
  return { quote, block, depth };
}

/** What a line begins with: known from the nearest mark between documents. */
export function stateAt(doc, number) {
  let start = number;
  while (start > 1 && !isDocumentMark(doc.line(start).text)) start -= 1;
  let state = FRESH;
  for (const text of doc.iterLines(start, number)) state = read(text, state, () => {});
  return state;
}

const marks = new Map();
const mark = (name) => marks.get(name) ?? marks.set(name, Decoration.mark({ class: name })).get(name);

function colour(view) {
  const builder = new RangeSetBuilder();
  const { doc } = view.state;
  for (const range of view.visibleRanges) {
    let line = doc.lineAt(range.from);
    let state = stateAt(doc, line.number);
    for (;;) {
      state = read(line.text, state, (from, to, name) => builder.add(line.from + from, line.from + to, mark(name)));
      if (line.to >= range.to) break;
      line = doc.line(line.number + 1);
    }
  }
  return builder.finish();
}

const colours = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = colour(view);
  }

  update(update) {
    if (update.docChanged || update.viewportChanged) this.decorations = colour(update.view);
  }
}, { decorations: (plugin) => plugin.decorations });

export const yaml = [colours, EditorState.tabSize.of(2)];
