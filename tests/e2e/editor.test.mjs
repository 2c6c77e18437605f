// What the editor does with lines of YAML, without a browser. Its colours are those of the pages,
// which the engine's own nodes make.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { foldable, getIndentation, IndentContext } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { structure } from "../../editor/structure.js";
import { read } from "../../editor/yaml.js";

const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'" };
const plain = (html) => html.replace(/&(lt|gt|amp|quot|#39);/g, (entity) => entities[entity]);

/** What is taken away and what comes: by itself no YAML. */
const CHANGE = /<(del|ins)>/;

/** The YAML of a page: lines of pairs of text and class. */
function examples(html) {
  const codes = [...html.matchAll(/<code class="?language-yaml"?>(.*?)<\/code>/gs)].map(([, code]) => code);
  return codes.filter((code) => !CHANGE.test(code)).map((code) => {
    const lines = [[]];
    for (const [, name, inside, outside] of code.replace(/<\/?mark[^>]*>/g, "").matchAll(/<span class="?(hl-[a-z]+)"?>(.*?)<\/span>|([^<]+)/gs)) {
      for (const [n, part] of plain(inside ?? outside).split("\n").entries()) {
        if (n > 0) lines.push([]);
        if (part) lines.at(-1).push([part, name === "hl-block" ? undefined : name]);
      }
    }
    return lines;
  });
}

/** Pages about text that the engine does not read, which it cannot colour. */
const UNREAD = /rules\/(ignored-text|nesting-limit|yaml-syntax)\//;

const visible = (parts) => parts.flatMap(([text, name]) => [...text].map((char) => [char, name])).filter(([char]) => char.trim());

test("the editor colours YAML as the pages do", () => {
  const all = ["guides", "rules"].flatMap((folder) => readdirSync(`dist/${folder}`, { recursive: true }).map((path) => `dist/${folder}/${path}`));
  const pages = all.filter((path) => path.endsWith("index.html")).filter((page) => !UNREAD.test(page));
  let [lines, different] = [0, []];
  for (const page of pages) {
    for (const example of examples(readFileSync(page, "utf8"))) {
      let state = { quote: "", block: -1, depth: 0 };
      for (const parts of example) {
        const text = parts.map(([part]) => part).join("");
        const classes = [...text].fill(undefined);
        state = read(text, state, (from, to, name) => classes.fill(name, from, to));
        const own = [...text].map((char, n) => [char, classes[n]]).filter(([char]) => char.trim());
        lines += 1;
        if (JSON.stringify(own) !== JSON.stringify(visible(parts))) different.push(`${page}: ${text}`);
      }
    }
  }
  assert.ok(lines > 500, `${lines}`);
  assert.deepEqual(different, []);
});

const state = (doc) => EditorState.create({ doc, extensions: structure });

/** How deep a new line begins behind a text. */
const depth = (doc) => getIndentation(new IndentContext(state(doc), { simulateBreak: doc.length }), doc.length);

test("a new line stands as deep as what is above it, or deeper if that opens something", () => {
  const expected = { "a: 1": 0, "a:": 2, "a: # why": 2, "  a: |-": 4, "  - a: 1": 4, "- - a:": 6, "-": 2, "- a": 2, "a: http://b:80": 0, "a: {": 2, "a: x # y:": 0, "a: |\n  b:": 2, "": 0 };
  for (const [text, columns] of Object.entries(expected)) assert.equal(depth(text), columns, text);
});

/** The lines that folding a line hides. */
function folded(doc, number) {
  const line = state(doc).doc.line(number);
  const range = foldable(state(doc), line.from, line.to);
  return range && doc.slice(range.from + 1, range.to);
}

test("what stands deeper is folded, items with their key, and whole documents", () => {
  const doc = "---\na:\n- b: 1\n  c: 2\n\n- d\ne: |\n  f\n---\ng: 1\n";
  assert.equal(folded(doc, 1), "a:\n- b: 1\n  c: 2\n\n- d\ne: |\n  f");
  assert.equal(folded(doc, 2), "- b: 1\n  c: 2\n\n- d");
  assert.equal(folded(doc, 3), "  c: 2");
  assert.equal(folded(doc, 4), null);
  assert.equal(folded(doc, 7), "  f");
  assert.equal(folded(doc, 9), "g: 1");
  assert.equal(folded(doc, 10), null);
});
