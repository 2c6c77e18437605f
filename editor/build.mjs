// Bundles what the browser gets besides the two programs: the editor, the search, presenting, and one style sheet.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR ?? "dist";
const shared = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", target: ["es2022"] };

/** Every style sheet below a folder, in order of name. */
function sheets(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sheets(path);
    return name.endsWith(".css") ? [path] : [];
  });
}

const order = ["tokens", "base", "shell", "prose", "search"].map((name) => `public/css/${name}.css`);
const imports = [...order, ...sheets("src/ui")].map((path) => `@import "./${path}";`).join("\n");

mkdirSync("target", { recursive: true });
await build({ ...shared, stdin: { contents: imports, resolveDir: ".", loader: "css" }, outfile: "target/site.css" });

// The editor has two halves: what it needs at once, and what the first act in it fetches. Libraries that
// both need stand in the first, which hands them on: as a chunk of their own they would weigh 4 KB more.
const libraries = ["@codemirror/lint", "@codemirror/state", "@codemirror/view"];
// The pages' policy refuses styles that are written into a page, not sheets that it adopts.
const WRITTEN = "!root.head && root.adoptedStyleSheets";
const adopted = (path) => {
  const text = readFileSync(path, "utf8");
  if (!text.includes(WRITTEN)) throw new Error(`${path} has changed: look how it puts styles into the page`);
  return { contents: text.replace(WRITTEN, "root.adoptedStyleSheets"), loader: "js" };
};
const adopting = { name: "adopting", setup: ({ onLoad }) => onLoad({ filter: /style-mod\.js$/ }, ({ path }) => adopted(path)) };
const half = { ...shared, format: "esm", loader: { ".css": "text" }, write: false, plugins: [adopting] };
const [second] = (await build({ ...half, entryPoints: ["editor/later.js"], external: libraries })).outputFiles;
const handed = new Map();
const later = second.text.replace(/import\{([^}]*)\}from"(@[^"]*)"/g, (_, names, library) => {
  for (const name of names.split(",")) handed.set(name.split(" as ")[0].trim(), library);
  return `import{${names}}from"./editor.js"`;
});
const whole = `import "./editor/editor.js";${[...handed].map(([name, library]) => `export {${name}} from "${library}";`).join("")}`;
const [first] = (await build({ ...half, stdin: { contents: whole, resolveDir: "." }, external: ["./later.js"] })).outputFiles;
mkdirSync(staging, { recursive: true });
writeFileSync(join(staging, "editor.js"), first.text);
writeFileSync(join(staging, "later.js"), later);
await build({ ...shared, format: "esm", entryPoints: ["search/search.js"], outfile: join(staging, "search.js") });
await build({ ...shared, format: "esm", entryPoints: ["wiring/wiring.js"], outfile: join(staging, "wiring.js") });

// Presenting is fetched only by who presents.
for (const name of ["present.js", "present.css"]) {
  await build({ ...shared, format: "esm", entryPoints: [`present/${name}`], outfile: join(staging, name) });
}
