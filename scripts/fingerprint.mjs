// Names every script, program and style sheet of a finished site, and its data, after what is in them, so that
// browsers may keep them for good and a page never gets a part of another version: node scripts/fingerprint.mjs DIST
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The service worker is asked for by its name. */
const NAMED = /^service\.js$/;
const MADE = /\.(js|wasm|css)$/;
const DATA = "data/";

const hash = (parts) => parts.reduce((sum, part) => sum.update(part).update("\0"), createHash("sha256")).digest("hex").slice(0, 16);

function under(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? under(path) : [path];
  });
}

/** A name as a whole, in the text of a script or a style sheet. */
const inText = (name) => new RegExp(`(?<![\\w.-])${name.replaceAll(".", "\\.")}${name === DATA ? "" : "(?![\\w.-])"}`, "g");
/** A name as a whole, in the tags of a page. */
const inTags = (name) => new RegExp(`(?<=(?:src|href|content)=["']?(?:\\./|(?:\\.\\./)*))${name.replaceAll(".", "\\.")}(?=["'\\s>])`, "g");

/** The files that a file names, and those that these name, with itself. */
function reach(files, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of files.get(name).names) reach(files, other, seen);
  return seen;
}

export function fingerprint(dist) {
  const made = readdirSync(dist).filter((name) => MADE.test(name) && !NAMED.test(name)).sort();
  const files = new Map(made.map((name) => [name, { bytes: [readFileSync(join(dist, name))], names: [] }]));
  files.set(DATA, { bytes: under(join(dist, DATA)).flatMap((path) => [path.slice(dist.length), readFileSync(path)]), names: [] });
  for (const [name, file] of files) {
    if (!/\.(js|css)$/.test(name)) continue;
    const text = file.bytes[0].toString();
    file.names = [...files.keys()].filter((other) => inText(other).test(text));
  }
  const called = (name) => {
    const sum = hash([...reach(files, name)].sort().flatMap((other) => [other, ...files.get(other).bytes]));
    return name.replace(/(?=\.\w+$|\/$)/, `-${sum}`);
  };
  const names = [...files.keys()].map((name) => [name, called(name)]);
  const renamed = (text, pattern) => names.reduce((all, [from, to]) => all.replace(pattern(from), to), text);
  for (const [name, file] of files) {
    if (file.names.length) writeFileSync(join(dist, name), renamed(file.bytes[0].toString(), inText));
  }
  for (const page of under(dist).filter((path) => path.endsWith(".html"))) {
    writeFileSync(page, renamed(readFileSync(page, "utf8"), inTags));
  }
  for (const [from, to] of names) renameSync(join(dist, from), join(dist, to));
  return names.length;
}

if (process.argv[1]?.endsWith("fingerprint.mjs")) fingerprint(process.argv[2]);
