// Makes small what wasm-bindgen writes: a program and its script call each other by short names, and neither keeps
// what the other never calls: node scripts/programs.mjs DIST
import { build, transform } from "esbuild";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const IMPORTS = 2;
const EXPORTS = 7;
/** Sections for tools. */
const CUSTOM = 0;
const FUNCTION = 0;
/** As in `index.html`. */
const OPTIMISE = ["--remove-unused-module-elements", "--low-memory-unused", "-Oz"];
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** a, b, …, z, ba, bb, … */
const short = (number) => (number < LETTERS.length ? "" : short(Math.floor(number / LETTERS.length))) + LETTERS[number % LETTERS.length];

/** Reads a part of a program from its beginning. */
class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  /** A number in LEB128. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  text() {
    return this.take(this.number()).toString();
  }

  list(item) {
    return Array.from({ length: this.number() }, item);
  }
}

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
const list = (items) => Buffer.concat([number(items.length), ...items]);

function sections(wasm) {
  const reader = new Reader(wasm, 8);
  const out = [];
  while (reader.at < wasm.length) out.push({ id: reader.take(1)[0], bytes: reader.take(reader.number()) });
  return out;
}

/** A program with one kind of its sections made anew. */
function remade(wasm, id, make) {
  const parts = sections(wasm).map((section) => (section.id === id ? { id, bytes: make(new Reader(section.bytes)) } : section));
  return Buffer.concat([wasm.subarray(0, 8), ...parts.filter(({ bytes }) => bytes).flatMap((part) => [Buffer.from([part.id]), number(part.bytes.length), part.bytes])]);
}

/** A program's exports under the names that `name` gives them; what gets none is not exported. */
const exporting = (wasm, name) => remade(wasm, EXPORTS, (reader) => {
  const all = reader.list(() => {
    const called = name(reader.text());
    const from = reader.at;
    reader.take(1);
    reader.number();
    return called && Buffer.concat([text(called), reader.bytes.subarray(from, reader.at)]);
  });
  return list(all.filter(Boolean));
});

/** A program that imports from the one module `a`, by the names that `name` gives. */
const importing = (wasm, name) => remade(wasm, IMPORTS, (reader) => list(reader.list(() => {
  reader.text();
  const called = name(reader.text());
  if (reader.take(1)[0] !== FUNCTION) throw new Error(`${called} is not a function`);
  return Buffer.concat([text("a"), text(called), Buffer.from([FUNCTION]), number(reader.number())]);
})));

/** The exports that a script calls. */
const called = (script) => new Set([...script.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));

/** A script of which only its beginning can be asked for, without what that never comes to. */
async function shaken(folder, file, written) {
  // These lines name classes that nothing else names.
  const contents = written.replace(/^if \(Symbol\.dispose\).*$/gm, "");
  const glue = { name: "glue", setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, () => ({ contents, loader: "js" })) };
  const stdin = { contents: `export { default } from "./${file}"`, resolveDir: resolve(folder) };
  const options = { bundle: true, format: "esm", target: "es2022", pure: ["FinalizationRegistry"], write: false, plugins: [glue] };
  return (await build({ stdin, ...options })).outputFiles[0].text;
}

/** The program without what only exports lead to that its script does not call. */
function pruned(path, wasm) {
  writeFileSync(path, wasm);
  execFileSync("node_modules/.bin/wasm-opt", [path, ...OPTIMISE, "-o", path]);
  return readFileSync(path);
}

async function shorten(folder, program) {
  const [file, path] = [`${program}.js`, join(folder, `${program}_bg.wasm`)];
  const written = readFileSync(join(folder, file), "utf8");
  let script = await shaken(folder, file, written);
  const calls = called(script);
  let wasm = exporting(readFileSync(path), (name) => calls.has(name) && name);
  if (called(written).size > calls.size) wasm = pruned(path, wasm);
  const rename = (pattern, name) => {
    if (!pattern.test(script)) throw new Error(`${file} does not have ${pattern}`);
    script = script.replace(pattern, name);
    return name;
  };
  let [imports, exports] = [0, 0];
  wasm = importing(wasm, (name) => rename(new RegExp(`(?<![\\w$])${name}(?=: )`, "g"), short(imports++)));
  // What the program no longer imports.
  script = script.replace(/^( +)__wb\w+: function[^]*?^\1\},?\n/gm, "");
  wasm = exporting(wasm, (name) => rename(new RegExp(`(?<=\\bwasm\\.)${name}\\b`, "g"), short(exports++)));
  rename(new RegExp(`"\\./${program}_bg\\.js"`), "a");
  writeFileSync(path, remade(wasm, CUSTOM, () => null));
  writeFileSync(join(folder, file), (await transform(script, { minify: true, format: "esm", target: "es2022" })).code);
}

const folder = process.argv[2];
const programs = readdirSync(folder).map((name) => /^(\w+)_bg\.wasm$/.exec(name)?.[1]).filter(Boolean);
for (const program of programs) await shorten(folder, program);
