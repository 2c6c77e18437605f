// What a visitor does, in a real browser against the built site.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { open, panel, panelSays, playground, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

test("a guide leads into the playground", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}guides/overview/`);
  await page.waitForSelector("article h2");
  await page.locator("figure.manifest a", { hasText: "playground" }).first().click();
  await page.waitForSelector(".cm-content");
  assert.match(page.url(), /playground\/\?set=feastflow/);
  assert.deepEqual(trouble, []);
  await context.close();
});

test("a broken label shows at its line and as a broken wire, and stays after a reload", async () => {
  const { page, context, trouble } = await playground(site.browser, site.address, "?set=feastflow&file=07-backend-service.yaml");
  await panel(page, "problems");
  await replace(page, "component: backend", "component: backends");
  await panelSays(page, "component=backends");
  const before = await page.locator("#panel").innerText();
  assert.match(before, /07-backend-service\.yaml/);
  await panel(page, "wiring");
  await page.waitForSelector("#panel path.broken, #panel .wire.broken", { state: "attached" });
  await page.reload();
  await page.waitForSelector(".cm-content");
  await panel(page, "problems");
  await panelSays(page, "component=backends");
  await replace(page, "component: backends", "component: backend");
  await until(page, () => !document.querySelector("#panel")?.innerText.includes("component=backends"));
  assert.deepEqual(trouble, []);
  await context.close();
});

test("the worker is restarted and the text stays", async () => {
  const { page, context } = await playground(site.browser, site.address, "?set=broken&file=02-menu-service.yaml");
  await panel(page, "problems");
  await panelSays(page, "menus");
  await page.evaluate(() => window.feastflow.crashWorker());
  await page.waitForTimeout(1500);
  assert.match(await page.locator(".cm-content").innerText(), /menu/);
  await replace(page, "menus", "menuz");
  await panelSays(page, "menuz");
  await context.close();
});

test("every panel shows FeastFlow", async () => {
  const { page, context, trouble } = await playground(site.browser, site.address, "?set=feastflow");
  await panel(page, "objects");
  await panelSays(page, "feastflow-backend");
  await panel(page, "probes");
  await panelSays(page, "/api/health");
  await panel(page, "wiring");
  await page.waitForSelector("#panel svg");
  await panelSays(page, "feastflow-secrets");
  assert.deepEqual(trouble, []);
  await context.close();
});

test("the site works below a path, deep links and 404 included", async () => {
  const below = await start("/some/name/");
  try {
    const { page, trouble } = await open(below.browser, `${below.address}guides/overview/`);
    await page.waitForSelector("article h2");
    await page.locator(".topnav a", { hasText: "Playground" }).click();
    await page.waitForSelector(".cm-content");
    assert.match(page.url(), /\/some\/name\/playground/);
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.deepEqual(trouble, []);
    const lost = await open(below.browser, `${below.address}no/such/page`);
    await lost.page.waitForFunction(() => /not found|no page|nothing/i.test(document.body.innerText));
  } finally {
    await below.close();
  }
});

test("at phone width one pane is shown at a time", async () => {
  const { page, context } = await playground(site.browser, site.address, "?set=feastflow", { viewport: { width: 390, height: 844 } });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `scrolls sideways by ${wide}`);
  await context.close();
});

for (const path of ["", "guides/overview/", "rules/", "rules/missing-key/", "playground/?set=broken"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing on /${path} (${colorScheme})`, async () => {
      const { page, context } = await open(site.browser, site.address + path, { colorScheme });
      await page.waitForSelector(path.startsWith("playground") ? ".cm-content" : "article");
      await page.waitForTimeout(800);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140)).join(" | ")}`);
      assert.deepEqual(told, []);
      await context.close();
    });
  }
}
