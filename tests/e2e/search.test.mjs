// The search over guides, lessons, rules and fields: a key opens it, misspelt words find, it needs nothing but the keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import MiniSearch from "minisearch";
import { OPTIONS, find } from "../../search/options.mjs";
import { built, open, playground, start } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(() => site.close());

const results = (page) => page.locator("#search-results [role=option]");

test("a slash opens the search, a misspelt word finds, Enter leads there", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}guides/overview/`);
  await page.locator("#search:not([hidden])").waitFor();
  await page.keyboard.press("/");
  await page.locator("#search-input").fill("readyness");
  await results(page).first().waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#search-input").getAttribute("aria-activedescendant"), "search-1");
  const href = await results(page).nth(1).getAttribute("href");
  await Promise.all([page.waitForURL(`**/${href}`), page.keyboard.press("Enter")]);
  await context.close();
  assert.deepEqual(trouble, []);
});

test("it opens in the playground, but not while one types", async () => {
  const { page, context } = await playground(site.browser, site.address, "?set=feastflow");
  await page.locator(".cm-content").click();
  await page.keyboard.type("/");
  assert.equal(await page.locator("dialog.search").count(), 0);
  await page.locator("#search").click();
  await page.locator("#search-input").fill("zzqqxx");
  await page.getByText("Nothing found for “zzqqxx”.").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog.search[open]").count(), 0);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the search is accessible, ${colorScheme}`, async () => {
    const { page, context } = await open(site.browser, `${site.address}rules/`, { colorScheme });
    await page.locator("#search").click();
    await page.locator("#search-input").fill("rollout");
    await results(page).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
    await context.close();
  });
}

test("what people would ask finds the page that answers", () => {
  const index = MiniSearch.loadJSON(readFileSync(`${built("data-")}/search.json`, "utf8"), OPTIONS);
  const first = (text) => find(index, text).slice(0, 5).map((one) => one.href.split("#")[0]);
  assert.ok(first("rollback").includes("guides/deployment-strategy/"), first("rollback").join(" "));
  assert.ok(first("livenessProbe database").includes("guides/health-checks/"), first("livenessProbe database").join(" "));
  assert.ok(first("service selects nothing").includes("rules/service-selects-nothing/"));
  assert.ok(first("failurethreshhold").includes("fields/Probe/"), first("failurethreshhold").join(" "));
  assert.ok(first("livenessProbe failureThreshold").includes("fields/Probe/"));
  assert.ok(first("liveness trap").includes("lessons/liveness-trap/"), first("liveness trap").join(" "));
});
