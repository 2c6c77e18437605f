// The editor knows the API: descriptions, completion, the way to the caret, definitions, fixes, keys.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { caretLine, editorText, open, panel, panelSays, playground, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** A test with a playground of its own that must stay without trouble. */
const works = (name, query, act, options) => test(name, async () => {
  const { page, context, trouble } = await playground(site.browser, site.address, query, options);
  try {
    await panelSays(page, "");
    await until(page, () => /ms|up to date/.test(document.querySelector(".bench-bar .state").textContent));
    await act(page, context);
    assert.deepEqual(trouble, []);
  } finally {
    await context.close();
  }
});

/** Puts the caret behind a text that stands in one line; the first act in the editor has fetched what it needs. */
async function caretBehind(page, text) {
  await page.locator(".cm-line", { hasText: text }).first().click();
  await page.locator("#way ol").waitFor();
  await page.keyboard.press("End");
}

const key = (page, name) => page.keyboard.press(name);
const axe = async (page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140)).join(" | ")}`), []);
};
const choices = (page) => page.locator(".cm-tooltip-autocomplete li").allInnerTexts();

/** Tall enough to hold a whole file: lines out of sight are not in the page. */
const TALL = { viewport: { width: 1440, height: 2600 } };
/** A choice that has just appeared is not taken by mistake: only after this many milliseconds. */
const SETTLED = 150;
const BACKEND = "?set=feastflow&file=06-backend-deployment.yaml";

// ---- text --------------------------------------------------------------------

works("lines are commented out and in again", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  const before = await editorText(page);
  await caretBehind(page, "kind: Namespace");
  await key(page, "Control+/");
  assert.match(await editorText(page), /# kind: Namespace/);
  await key(page, "Control+/");
  assert.equal(await editorText(page), before);
});

works("documents are folded and unfolded, all at once, too", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await page.locator(".cm-content").click();
  await key(page, "Control+End");
  await page.keyboard.type("---\nkind: ConfigMap\napiVersion: v1\n");
  await key(page, "Escape");
  await key(page, "Control+Alt+[");
  await until(page, () => document.querySelectorAll(".cm-foldPlaceholder").length === 2);
  await key(page, "Control+Alt+]");
  await until(page, () => document.querySelectorAll(".cm-foldPlaceholder").length === 0);
});

works("the sheet of keys opens from outside the text and by its button", "?set=feastflow", async (page) => {
  await page.locator("#tab-problems").focus();
  await key(page, "?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.waitFor();
  assert.match(await sheet.innerText(), /Comment lines out/);
  await axe(page);
  await key(page, "Escape");
  await sheet.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-problems");
  await page.getByRole("button", { name: "Keys" }).click();
  await sheet.waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.locator(".cm-content").click();
  await page.keyboard.type("?");
  assert.equal(await sheet.count(), 0);
});

works("the bar between text and panels is moved by keys and pointer, and stays there", "?set=feastflow", async (page) => {
  const bar = page.getByRole("separator");
  const width = () => page.locator(".pane").first().evaluate((pane) => pane.getBoundingClientRect().width);
  const before = await width();
  await bar.focus();
  await key(page, "ArrowRight");
  await key(page, "ArrowRight");
  assert.ok(await width() > before + 30);
  const box = await bar.boundingBox();
  await page.mouse.move(box.x, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(500, box.y + 200, { steps: 4 });
  await page.mouse.up();
  assert.ok(Math.abs(await width() - 500) < 20, `${await width()}`);
  await page.reload();
  await page.waitForSelector(".cm-content");
  assert.ok(Math.abs(await width() - 500) < 20, `${await width()}`);
});

// ---- knowledge -----------------------------------------------------------------

works("what stands under the pointer is described, in Kubernetes' words", BACKEND, async (page) => {
  await page.locator(".cm-content").hover();
  await page.locator(".cm-line", { hasText: "replicas:" }).first().locator(".hl-key").hover();
  const about = page.locator(".cm-tooltip .about");
  await about.getByText("replicas").waitFor();
  assert.match(await about.innerText(), /integer/);
  await about.getByText(/desired pods/i).waitFor();
});

works("the lists in a description are lists, and its addresses links", "?set=feastflow&file=10-ingress.yaml", async (page) => {
  await page.locator(".cm-content").hover();
  await page.locator(".cm-line", { hasText: "pathType:" }).first().locator(".hl-key", { hasText: "pathType" }).hover();
  const about = page.locator(".cm-tooltip .about");
  await about.locator("li", { hasText: "Exact: Matches the URL path exactly." }).waitFor();
  assert.ok(await about.locator("li").count() >= 3);
  await page.keyboard.press("Escape");
  await page.locator(".cm-line", { hasText: "metadata:" }).first().locator(".hl-key").hover();
  await about.locator("a[href^='https://git.k8s.io/']").waitFor();
});

works("what stands at the caret is described by key and by button", BACKEND, async (page) => {
  await page.locator(".cm-line", { hasText: "replicas:" }).first().locator(".hl-key").click();
  await key(page, "Control+i");
  await page.locator(".cm-tooltip .about", { hasText: "replicas" }).waitFor();
  await until(page, () => document.querySelector(".editor-host .unseen").textContent.includes("replicas"));
  await axe(page);
  await key(page, "Escape");
  await page.locator(".cm-tooltip .about").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Describe" }).click();
  await page.locator(".cm-tooltip .about", { hasText: "replicas" }).waitFor();
});

works("keys and values are completed", BACKEND, async (page) => {
  await caretBehind(page, "replicas:");
  await key(page, "Enter");
  await page.keyboard.type("paus");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "paused" }).first().waitFor();
  await page.waitForTimeout(SETTLED);
  await key(page, "Enter");
  assert.match(await editorText(page), /paused:/);
  await key(page, "Control+z");
  await key(page, "Escape");
  await caretBehind(page, "kind: Deployment");
  for (let n = 0; n < "Deployment".length; n += 1) await key(page, "Backspace");
  await page.keyboard.type("StatefulS");
  await page.locator(".cm-tooltip-autocomplete li", { hasText: "StatefulSet" }).waitFor();
  assert.ok((await choices(page))[0].includes("StatefulSet"));
  await axe(page);
  await key(page, "Enter");
  assert.match(await editorText(page), /kind: StatefulSet/);
});

works("what is typed while answers are on their way stays as it is typed", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await page.locator(".cm-content").click();
  await key(page, "Control+End");
  const text = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\nname: x\n";
  await page.keyboard.type(text, { delay: 12 });
  const shown = (await editorText(page)).replace(/\s+/g, " ");
  assert.match(shown, /--- apiVersion: v1 kind: ConfigMap metadata: name: x/);
});

works("the way to the caret stands above the text and leads along it", BACKEND, async (page) => {
  await caretBehind(page, "containerPort:");
  const way = page.locator("#way");
  await way.getByText("containers").waitFor();
  assert.match(await way.innerText(), /Deployment/);
  await way.getByRole("button", { name: /^spec$/ }).first().click();
  await until(page, () => document.querySelector(".cm-activeLine")?.textContent.startsWith("spec:"));
}, TALL);

works("the outline lists the documents of a file and of all", "?set=feastflow&file=07-backend-service.yaml", async (page) => {
  await page.getByRole("button", { name: "Outline" }).click();
  const list = page.getByRole("dialog", { name: "Documents" });
  await list.getByText(/Service feastflow-backend/).first().waitFor();
  await list.getByLabel("All files").check();
  await list.getByText(/Ingress/).first().waitFor();
  await axe(page);
  await list.getByRole("searchbox").fill("ingress");
  await key(page, "Enter");
  await page.getByRole("tab", { name: /10-ingress/, selected: true }).waitFor();
});

works("a name leads to what it names, and that to who uses it", BACKEND, async (page) => {
  await page.locator(".cm-line", { hasText: "name: feastflow-config" }).first().locator(".hl-string").click();
  await key(page, "F12");
  await page.getByRole("tab", { name: /config/, selected: true }).waitFor();
  await page.locator(".cm-line", { hasText: "name: feastflow-config" }).first().locator(".hl-string").click();
  await key(page, "Shift+F12");
  const users = page.getByRole("dialog", { name: "Used by" });
  await users.getByText(/Deployment feastflow-backend/).first().waitFor();
  await users.locator("li button").first().click();
  await users.waitFor({ state: "detached" });
  // And back, step by step, to where it began.
  await page.waitForFunction(() => !document.querySelector('[role="tab"][aria-selected="true"]').textContent.includes("config"));
  await key(page, "Control+Alt+ArrowLeft");
  await page.getByRole("tab", { name: /config/, selected: true }).waitFor();
  await key(page, "Control+Alt+ArrowLeft");
  await page.getByRole("tab", { name: /06-backend/, selected: true }).waitFor();
  await key(page, "Control+Alt+ArrowLeft");
  await page.getByText("There is no jump to go back from.").waitFor();
}, TALL);

// ---- fixes -----------------------------------------------------------------------

works("fixes are offered at the caret and made for all that is safe, each file in one step", "?set=broken", async (page) => {
  await page.locator(".finding").first().waitFor();
  const all = page.getByRole("button", { name: /Fix all safe/ });
  await all.waitFor();
  const finding = page.locator(".finding", { has: page.locator("[data-fix]") }).first();
  await finding.locator("> button").click();
  await key(page, "Control+.");
  await page.getByRole("dialog", { name: "Fixes" }).waitFor();
  await key(page, "Escape");
  const before = await editorText(page);
  const count = Number(/\d+/.exec(await all.innerText())[0]);
  await all.click();
  await page.getByText(/fixed, in/).waitFor();
  await until(page, (n) => Number(/\((\d+)\)/.exec(document.querySelector("[data-command=fixAll]")?.textContent)?.[1] ?? 0) < n, count);
  await page.locator(".cm-content").click();
  await key(page, "Control+z");
  await until(page, (text) => document.querySelector(".cm-content").innerText === text, before);
});

// ---- rules -----------------------------------------------------------------------

test("a rule's examples open in the playground as sets of their own, and Back leads to the rule", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}rules/missing-key/`);
  await page.getByRole("link", { name: "Open in playground" }).first().click();
  await page.waitForSelector(".cm-content");
  assert.match(page.url(), /rule=missing-key&example=bad/);
  await panelSays(page, "missing-key");
  await page.locator(".finding .rule", { hasText: "missing-key" }).first().waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.type("# mine\n");
  await page.getByRole("combobox", { name: "Example set" }).selectOption("feastflow");
  await page.getByRole("tab", { name: /00-namespace/ }).waitFor();
  await page.goBack();
  await until(page, () => document.querySelector(".cm-content").innerText.includes("# mine"));
  await page.goto(`${site.address}rules/missing-key/`);
  await page.getByRole("link", { name: "Open in playground" }).nth(1).click();
  await page.waitForSelector(".cm-content");
  await panelSays(page, "No problems");
  await page.goBack();
  await page.waitForSelector("article h1");
  assert.match(page.url(), /rules\/missing-key/);
  assert.deepEqual(trouble, []);
  await context.close();
});

test("the list of rules is filtered by words, severity and kind", async () => {
  const { page, context } = await open(site.browser, `${site.address}rules/`);
  const rows = () => page.locator("tbody tr:visible").count();
  const all = await rows();
  await page.getByRole("searchbox").fill("config key");
  await until(page, (n) => [...document.querySelectorAll("tbody tr")].filter((row) => !row.hidden).length < n, all);
  assert.ok(await page.getByRole("link", { name: "missing-key" }).first().isVisible());
  await page.getByRole("searchbox").fill("");
  await page.getByLabel("Severity").selectOption("warning");
  const warnings = await rows();
  assert.ok(warnings > 0 && warnings < all);
  await page.getByLabel("Kind").selectOption("Ingress");
  assert.ok(await rows() > 0 && await rows() < warnings);
  await page.getByRole("searchbox").fill("no rule says this");
  await page.getByText("No rule has all of this").waitFor();
  await context.close();
  const plain = await open(site.browser, `${site.address}rules/`, { javaScriptEnabled: false });
  assert.equal(await plain.page.locator("tbody tr:visible").count(), all);
  assert.ok(!(await plain.page.getByRole("searchbox").isVisible()));
  await plain.context.close();
});

// ---- phones -----------------------------------------------------------------------

works("on a phone, completion, descriptions and lists are usable", BACKEND, async (page) => {
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1);
  const inside = async (locator) => {
    const box = await locator.boundingBox();
    assert.ok(box.x >= -1 && box.x + box.width <= 391, JSON.stringify(box));
  };
  await page.locator(".cm-line", { hasText: "replicas:" }).first().locator(".hl-key").click();
  await page.getByRole("button", { name: "Describe" }).click();
  await inside(page.locator(".cm-tooltip:has(.about)"));
  await key(page, "Escape");
  await caretBehind(page, "replicas:");
  await key(page, "Enter");
  await key(page, "Control+Space");
  await page.locator(".cm-tooltip-autocomplete").waitFor();
  await inside(page.locator(".cm-tooltip-autocomplete"));
  await key(page, "Escape");
  await page.getByRole("button", { name: "Outline" }).click();
  await inside(page.getByRole("dialog"));
  assert.ok(await fits());
}, { viewport: { width: 390, height: 844 } });
