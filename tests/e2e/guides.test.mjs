// Pages to read: what a reader does with them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { caretLine, open, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

/** The addresses of all guides. */
async function guides() {
  const { page, context } = await open(site.browser, `${site.address}guides/overview/`);
  const links = await page.locator(".side a").evaluateAll((list) => list.map((link) => link.href));
  await context.close();
  return links;
}

test("every heading has an anchor, and the table of contents leads to them", async () => {
  for (const address of await guides()) {
    const { page, context, trouble } = await open(site.browser, address);
    const headings = await page.locator("article > :is(h2, h3)").evaluateAll((list) => list.map((h) => [h.id, h.querySelector("a.anchor")?.hash]));
    assert.ok(headings.length > 3 && headings.every(([id, hash]) => id && decodeURIComponent(hash) === `#${id}`), JSON.stringify(headings));
    const link = page.locator("nav.toc a").last();
    const id = decodeURIComponent(await link.evaluate((a) => a.hash.slice(1)));
    await link.click();
    await until(page, (i) => document.getElementById(i).getBoundingClientRect().top < innerHeight, id);
    assert.equal(new URL(page.url()).pathname, new URL(address).pathname);
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

test("previous and next go through all guides", async () => {
  const all = await guides();
  const { page, context } = await open(site.browser, all[0]);
  for (const address of all.slice(1)) {
    await page.locator("nav.pager a[rel=next]").click();
    await until(page, (a) => location.href === a, address);
  }
  assert.equal(await page.locator("nav.pager a[rel=next]").count(), 0);
  await page.locator("nav.pager a[rel=prev]").click();
  await until(page, (a) => location.href === a, all.at(-2));
  await context.close();
});

test("code is highlighted and copied", async () => {
  const { page, context } = await open(site.browser, `${site.address}guides/overview/`, { permissions: ["clipboard-read", "clipboard-write"] });
  const figure = page.locator("figure.manifest[data-file]").first();
  assert.ok(await figure.locator(".hl-key").count() > 0);
  await figure.getByRole("button").click();
  await figure.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await figure.locator("pre").evaluate((pre) => pre.textContent));
  await context.close();
});

test("every manifest leads to its place in the playground", async () => {
  let parts = 0;
  for (const address of await guides()) parts += Number(await leads(address));
  assert.ok(parts > 5, `${parts}`);
});

/** A guide's manifests lead to the playground, and one that is a part of a file to its line. */
async function leads(address) {
  const { page, context } = await open(site.browser, address);
  const fences = await page.locator("figure.manifest[data-file]").evaluateAll((list) => list.map((figure) => {
    const text = figure.querySelector("pre").textContent.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
    return { file: figure.dataset.file, path: figure.dataset.path, first: text[0], href: figure.querySelector("figcaption a")?.href };
  }));
  assert.ok(fences.every((fence) => fence.href), address);
  const part = fences.find((fence) => fence.path);
  if (!part) {
    await context.close();
    return false;
  }
  const { file, href, first } = part;
  await page.goto(href);
  await page.waitForSelector(".cm-content");
  await page.getByRole("tab", { name: file, selected: true }).waitFor();
  await until(page, (text) => document.querySelector(".cm-activeLine")?.textContent.includes(text), first);
  assert.ok(await caretLine(page) > 0);
  await context.close();
  return true;
}

test("pages are read without scripts", async () => {
  const { page, context } = await open(site.browser, `${site.address}guides/overview/`, { javaScriptEnabled: false });
  assert.ok(await page.locator("article h2").count() > 2);
  assert.equal(await page.locator(".topnav [aria-current=page]").innerText(), "Guides");
  assert.ok(!(await page.locator("#theme").isVisible()));
  await context.close();
});

test("the first page says in one screen what this is", async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const { page, context } = await open(site.browser, site.address, { viewport });
    const bottom = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().bottom);
    assert.ok(await bottom("h1") < viewport.height && await bottom(".hero .actions") < viewport.height);
    const drawing = await page.locator("figure.wiring svg .node").first().evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(drawing < viewport.height, `the drawing begins at ${drawing} of ${viewport.height}`);
    await context.close();
  }
});

test("the table of contents marks the section that is read", async () => {
  const { page, context } = await open(site.browser, `${site.address}guides/health-checks/`);
  assert.equal(await page.locator("nav.toc [aria-current]").count(), 0);
  const id = await page.locator("article > h2").nth(3).getAttribute("id");
  await page.evaluate((to) => document.getElementById(to).scrollIntoView(), id);
  await until(page, (to) => decodeURIComponent(document.querySelector("nav.toc [aria-current=location]")?.hash ?? "") === `#${to}`, id);
  await page.evaluate(() => scrollTo(0, 0));
  await until(page, () => !document.querySelector("nav.toc [aria-current]"));
  await context.close();
});

test("a change that a guide proposes opens done", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}guides/troubleshooting-requests/`);
  const change = page.locator("figure.change").first();
  assert.match(await change.locator("ins").first().textContent(), /component: backends/);
  await page.goto(await change.locator("figcaption a").evaluate((link) => link.href));
  await page.waitForSelector(".cm-content");
  await until(page, () => document.querySelector(".cm-content").textContent.includes("component: backends"));
  assert.deepEqual(trouble, []);
  await context.close();
});

test("a panel says what guides say of the files", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}playground/?set=feastflow&panel=guides`);
  await page.waitForSelector("#panel");
  await until(page, () => document.querySelector("#panel").textContent.includes("every guide says what is so"));
  await page.goto(`${site.address}playground/?set=feastflow/troubleshooting-requests/wrong-label&panel=guides`);
  await until(page, () => /would read otherwise/.test(document.querySelector("#panel")?.textContent ?? ""));
  assert.deepEqual(trouble, []);
  await context.close();
});
