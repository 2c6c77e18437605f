// Bundles what the browser gets besides the two programs: the editor and one style sheet.
import { build } from "esbuild";
import { mkdirSync, readdirSync, statSync } from "node:fs";
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

const order = ["tokens", "base", "shell", "prose"].map((name) => `public/css/${name}.css`);
const imports = [...order, ...sheets("src/ui")].map((path) => `@import "./${path}";`).join("\n");

mkdirSync("target", { recursive: true });
await build({ ...shared, stdin: { contents: imports, resolveDir: ".", loader: "css" }, outfile: "target/site.css" });
await build({ ...shared, entryPoints: ["editor/editor.js"], format: "esm", outfile: join(staging, "editor.js") });
