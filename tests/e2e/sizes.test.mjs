// What a visitor downloads, in bytes after brotli 11: exact, so tests with budgets.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { addresses, open, playground, start } from "./browser.mjs";

const KB = 1000;
const brotli = (file) => brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: readFileSync(file).length } }).length;

/** The files of dist/ that a page loads. */
async function loaded(act) {
  const site = await start();
  const files = new Set();
  try {
    const context = await site.browser.newContext({ serviceWorkers: "block" });
    context.on("request", (request) => files.add(request.url()));
    await act({ newContext: async () => context }, site.address);
    await new Promise((done) => setTimeout(done, 1500));
  } finally {
    await site.close();
  }
  return [...files].filter((url) => url.startsWith("http")).map((url) => {
    const path = new URL(url).pathname;
    return `dist${path.endsWith("/") ? `${path}index.html` : path}`;
  });
}

function sum(files) {
  const sizes = [...new Set(files)].map((file) => [file, brotli(file)]);
  for (const [file, size] of sizes) console.log(`${file}\t${size}`);
  return sizes.reduce((total, [, size]) => total + size, 0);
}

const guide = loaded((browser, address) => open(browser, `${address}guides/overview/`)).then(sum);
const editor = guide.then(() => loaded((browser, address) => playground(browser, address, "?set=feastflow")));

/** The files among them whose name begins so, and what they weigh. */
const part = (files, start) => sum(files.filter((file) => file.split("/").at(-1).startsWith(start)));

test("a guide page is at most 150 KB", async () => {
  assert.ok((await guide) > 10 * KB && (await guide) <= 150 * KB, `${await guide}`);
});

test("the playground is at most 500 KB", async () => {
  const total = sum(await editor);
  assert.ok(total > 100 * KB && total <= 500 * KB, `${total}`);
});

// Of these two budgets the parts have their shares.
test("a guide page stays far below its budget: 45 KB", async () => {
  assert.ok((await guide) <= 45 * KB, `${await guide}`);
});

test("the worker is at most 300 KB", async () => {
  const worker = part(await editor, "worker");
  assert.ok(worker > 50 * KB && worker <= 300 * KB, `${worker}`);
});

test("the editor is at most 80 KB", async () => {
  const size = part(await editor, "editor");
  assert.ok(size > 20 * KB && size <= 80 * KB, `${size}`);
});

test("the playground's own program is at most 128 KB", async () => {
  const workbench = part(await editor, "workbench");
  assert.ok(workbench > 20 * KB && workbench <= 128 * KB, `${workbench}`);
});

test("programs and their scripts call each other by short names", () => {
  const scripts = readdirSync("dist").filter((name) => /^(site|workbench|worker|explorer)-[0-9a-f]+\.js$/.test(name));
  assert.equal(scripts.length, 4);
  for (const name of scripts) assert.doesNotMatch(readFileSync(`dist/${name}`, "utf8"), /\b__wb/, name);
});

test("the explorer is fetched only when one of its views is opened or the editor used, and is at most 540 KB", async () => {
  assert.equal(part(await editor, "explorer"), 0);
  const opened = await loaded((browser, address) => playground(browser, address, "?set=feastflow&panel=rollout"));
  const explorer = part(opened, "explorer");
  assert.ok(explorer > 50 * KB && explorer <= 540 * KB, `${explorer}`);
});

test("a page to read loads nothing of the playground, and the playground nothing of theirs", async () => {
  const pages = await loaded((browser, address) => open(browser, `${address}guides/overview/`));
  assert.ok(!pages.some((file) => /workbench|worker|editor/.test(file)), pages.join(" "));
  assert.ok(!(await editor).some((file) => /\/site(_bg)?-[0-9a-f]+\.(js|wasm)$/.test(file)), (await editor).join(" "));
});

test("what only acts in the editor need is not loaded before", async () => {
  assert.ok(!(await editor).some((file) => /\/later-[0-9a-f]+\.js$/.test(file)), (await editor).join(" "));
});

test("to read any page its HTML and the style sheet are enough: at most 35 KB", () => {
  const sheet = brotli(`dist/${readdirSync("dist").find((name) => name.endsWith(".css") && name.startsWith("site"))}`);
  const sizes = addresses().map((address) => [sheet + brotli(`dist/${address}index.html`), address]).sort(([a], [b]) => b - a);
  for (const [size, address] of sizes.slice(0, 3)) console.log(`/${address}\t${size}`);
  assert.ok(sizes[0][0] <= 35 * KB, sizes.slice(0, 5).join(" "));
});

test("what changes with a version has another name in the next, so that it may be kept for good", async () => {
  const kept = (await editor).filter((file) => !file.endsWith(".html") && !/\/(icon[^/]*|app\.webmanifest)$/.test(file));
  assert.ok(kept.length > 8 && kept.every((file) => /-[0-9a-f]{16}[./]/.test(file)), kept.join(" "));
});

test("presenting and teaching are fetched only by who asks for them, and are small", async () => {
  const pages = await loaded((browser, address) => open(browser, `${address}guides/overview/`));
  assert.ok(!pages.some((file) => /\/(present|teach|pack|brought)[-.]/.test(file)), pages.join(" "));
  const presented = part(await loaded((browser, address) => open(browser, `${address}guides/overview/?present`)), "present");
  assert.ok(presented > 5 * KB && presented <= 12 * KB, `${presented}`);
});
