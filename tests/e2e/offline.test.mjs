// The site without a connection, and a new version of it: nothing is loaded anew unless the reader asks, nothing
// typed is lost, and no page gets parts of two versions.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { write } from "../../scripts/offline.mjs";
import { serve } from "../../scripts/serve.mjs";
import { panel, panelSays, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

const GUIDE = "guides/overview/";

/** A site of its own, in a folder that may be changed, and a browser that keeps it. */
async function visited(act) {
  const folder = join(mkdtempSync(join(tmpdir(), "site-")), "dist");
  cpSync("dist", folder, { recursive: true });
  const server = await serve(folder);
  const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    await page.goto(server.address + GUIDE);
    await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => new Promise((done) => {
      if (active.state === "activated") done();
      else active.addEventListener("statechange", () => active.state === "activated" && done());
    })));
    await act({ page, context, folder, server, address: server.address });
  } finally {
    await context.close();
    await server.close();
    rmSync(join(folder, ".."), { recursive: true });
  }
}

/** Makes a new version: of a page's text, and of the explorer, which has another name then. */
function change(folder, word) {
  const page = join(folder, GUIDE, "index.html");
  writeFileSync(page, readFileSync(page, "utf8").replace(/<h1>[^<]*/, `<h1>${word}`));
  const loader = readdirSync(folder).find((name) => name.startsWith("explorer_loader"));
  const renamed = `explorer_loader-${word.padEnd(16, "0")}.js`;
  renameSync(join(folder, loader), join(folder, renamed));
  const bench = join(folder, "playground/index.html");
  writeFileSync(bench, readFileSync(bench, "utf8").replaceAll(loader, renamed));
  write(folder);
}

const heading = (page) => page.locator("h1").innerText();
const bench = (address) => `${address}playground/?set=feastflow&file=00-namespace.yaml&panel=problems`;

test("after the first visit everything is there without a connection", () => visited(async ({ page, context, server, address }) => {
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null, "the first page goes on as it came");
  await server.close();
  await page.goto(`${address}rules/missing-key/`);
  assert.match(await heading(page), /missing-key/);
  await page.goto(`${address}lessons`);
  assert.match(page.url(), /lessons\/$/);
  assert.match(await heading(page), /Lessons/);
  await page.keyboard.press("/");
  await page.locator("#search-input").fill("rolback");
  await page.locator("#search-results [role=option]").first().waitFor();
  await page.goto(bench(address));
  await replace(page, "name: feastflow", "name: Feast_flow");
  await panelSays(page, "Feast_flow");
  await panel(page, "rollout");
  await panelSays(page, "available");
  await page.goto(`${address}no/such/page`);
  assert.match(await heading(page), /no page/);
  const [tab] = await Promise.all([context.newPage()]);
  await tab.goto(address);
  assert.match(await tab.title(), /FeastFlow/);
}));

test("a new version is offered; only the page whose reader asks is loaded anew, and no text is lost", () => visited(async ({ page, context, folder, address }) => {
  await page.reload();
  const before = await heading(page);
  const other = await context.newPage();
  await other.goto(bench(address));
  await other.waitForSelector(".cm-content");
  await other.evaluate(() => { window.sameAsBefore = true; });
  change(folder, "Second");
  await page.reload();
  assert.equal(await heading(page), before, "what is kept goes on");
  const notice = page.locator("#new-version");
  await notice.waitFor();
  await page.waitForTimeout(300);
  assert.equal(await heading(page), before);
  await notice.getByRole("button", { name: "Reload" }).click();
  await until(page, () => document.querySelector("h1")?.textContent === "Second");
  // The other page goes on as it was: with its text, and with the files of its own version.
  await other.locator("#new-version").waitFor();
  assert.equal(await other.evaluate(() => window.sameAsBefore), true);
  await panel(other, "rollout");
  await panelSays(other, "available");
  await panel(other, "problems");
  await other.locator(".cm-line").first().click();
  await other.keyboard.type("# typed at the last moment ");
  await other.locator("#new-version").getByRole("button").click();
  await until(other, () => !window.sameAsBefore && document.querySelector(".cm-content"));
  assert.match(await other.locator(".cm-content").innerText(), /typed at the last moment/);
  assert.equal(await other.locator("#new-version").count(), 0);
}));

test("a version that is not whole is not taken", () => visited(async ({ page, folder, address }) => {
  await page.reload();
  const before = await heading(page);
  change(folder, "Third");
  const late = join(folder, GUIDE, "index.html");
  writeFileSync(late, `${readFileSync(late, "utf8")} `);
  await page.evaluate(async () => {
    const kept = await navigator.serviceWorker.getRegistration();
    await kept.update();
    while (kept.installing) await new Promise((done) => setTimeout(done, 50));
  });
  await page.goto(`${address}${GUIDE}`);
  assert.equal(await heading(page), before);
  assert.equal(await page.locator("#new-version").count(), 0);
}));

test("the site can be installed", () => visited(async ({ page, context, address }) => {
  const manifest = await (await fetch(`${address}app.webmanifest`)).json();
  for (const { src, sizes, type } of manifest.icons) {
    const bytes = Buffer.from(await (await fetch(address + src)).arrayBuffer());
    if (type === "image/png") assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  const session = await context.newCDPSession(page);
  await page.reload();
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
}));
