// Writes into the service worker of a finished site which files it keeps: node scripts/offline.mjs DIST
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const SERVICE = "service.js";
/** For machines, and what the list cannot name: itself. */
const LEFT_OUT = /^(\.|service\.js$|robots\.txt$|sitemap\.xml$|feed\.xml$)/;

const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

/** Makes the service worker of a site from its text, new or written before. */
export function write(dist) {
  const names = files(dist).map((path) => relative(dist, path).split(sep).join("/"));
  const kept = names.filter((name) => !LEFT_OUT.test(name)).sort();
  const list = JSON.stringify(Object.fromEntries(kept.map((name) => [name, hash(readFileSync(join(dist, name)))])));
  const file = join(dist, SERVICE);
  const code = readFileSync(file, "utf8").replace(/^const VERSION = .*\nconst FILES = .*\n/, "");
  writeFileSync(file, `const VERSION = "${hash(list + code)}";\nconst FILES = ${list};\n${code}`);
  return kept.length;
}

if (process.argv[1]?.endsWith("offline.mjs")) console.log(`${write(process.argv[2])} files are kept for when there is no connection`);
