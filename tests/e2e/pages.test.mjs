// What is true of every kind of page, whatever is on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { kinds, open, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

/** Until the page is as its program makes it. */
async function settled(page) {
  if (page.url().includes("/playground/")) await page.waitForSelector(".cm-content");
  await until(page, () => performance.getEntriesByType("resource").some((entry) => entry.name.endsWith(".wasm") && entry.responseEnd));
  await page.waitForLoadState("networkidle");
}

/** A test of one page of each kind. */
function each(name, act, options = {}, pages = kinds()) {
  for (const path of pages) {
    test(`${name}: /${path}`, async () => {
      const { page, context, trouble } = await open(site.browser, site.address + path, options);
      try {
        if (options.javaScriptEnabled !== false) await settled(page);
        await act(page, path);
        assert.deepEqual(trouble, []);
      } finally {
        await context.close();
      }
    });
  }
}

const read = kinds().filter((path) => !path.startsWith("playground"));
/** Without a script it cannot know where the root is. */
const known = kinds().filter((path) => !path.startsWith("no/"));
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

each("says what it is, and loads nothing from elsewhere", async (page, path) => {
  const about = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    description: document.querySelector("meta[name=description]")?.content,
    mains: document.querySelectorAll("main").length,
    landmarks: ["header", "nav", "main"].filter((name) => !document.querySelector(name)),
    written: [...document.querySelectorAll("style, script:not([src]), [style*=expression], [onclick]")].length,
  }));
  assert.equal(about.lang, "en");
  assert.ok(about.title.length > 10 && about.description.length > 10, JSON.stringify(about));
  assert.deepEqual([about.mains, about.landmarks, about.written], [1, [], 0]);
  assert.match(await page.title(), path ? / · / : /Kubernetes/);
});

each("can be read without scripts, and its links lead on", async (page) => {
  assert.ok((await page.locator("main").innerText()).length > 60);
  const links = await page.locator("main a[href], .topnav a[href], .side a[href]").evaluateAll((all) => all.map((a) => a.href));
  const own = [...new Set(links.filter((href) => href.startsWith(site.address)).map((href) => href.replace(/[?#].*/, "")))];
  assert.ok(own.length > 3, own.join(" "));
  for (const href of own) assert.equal((await fetch(href, { method: "HEAD" })).status, 200, href);
  await page.locator(".topnav a").first().click();
  await page.waitForSelector("main article h1");
}, { javaScriptEnabled: false }, known);

each("the program takes over without a flash", async (page) => {
  const shifts = await page.evaluate(() => new Promise((done) => {
    const seen = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(seen.map((shift) => [shift.value, shift.sources.map((source) => source.node?.outerHTML?.slice(0, 80))])), 400);
  }));
  const sum = shifts.reduce((all, [value]) => all + value, 0);
  assert.ok(sum < 0.01, JSON.stringify(shifts));
}, {}, read);

each("no sideways scrolling at 400 %", async (page) => { assert.ok(await sideways(page) <= 0, `${await sideways(page)}`); }, { viewport: { width: 320, height: 256 } }, read);
each("no sideways scrolling at 200 %", async (page) => { assert.ok(await sideways(page) <= 0, `${await sideways(page)}`); }, { viewport: { width: 640, height: 450 } });
each("no sideways scrolling on a phone", async (page) => { assert.ok(await sideways(page) <= 0, `${await sideways(page)}`); }, { viewport: { width: 360, height: 740 }, hasTouch: true });

each("nothing moves for those who do not want it", async (page) => {
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
  }).map((element) => element.outerHTML.slice(0, 100)));
  assert.deepEqual(moving, []);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
}, { reducedMotion: "reduce" });

each("dark is chosen by key and stays", async (page) => {
  const dark = () => page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
    return r + g + b < 200;
  });
  assert.equal(await dark(), false);
  await page.locator("#theme").focus();
  await page.keyboard.press("d");
  assert.equal(await dark(), true);
  await page.reload();
  assert.equal(await dark(), true);
});

/** Where the keyboard is: what, whether that can be seen, and how far down the page. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const ring = (one) => { const style = getComputedStyle(one); return style.outlineStyle !== "none" || style.boxShadow !== "none"; };
  const marked = ring(element) || Boolean(element.closest(".theme") && ring(element.closest(".theme")));
  const all = [...document.querySelectorAll("*")];
  return {
    what: element.outerHTML.slice(0, 120), at: all.indexOf(element), skip: element.matches(".skip"), main: Boolean(element.closest("main")),
    seen: marked && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, positive: element.tabIndex > 0, editor: element.matches(".cm-content"),
  };
});

each("by keyboard alone: skip link, order, what is focused is seen, search and back", async (page) => {
  await page.keyboard.press("Tab");
  assert.ok((await focused(page)).skip);
  const skipped = page.url();
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement?.id === "main");
  assert.equal(page.url().split("#")[0], skipped.split("#")[0]);
  await page.keyboard.press("Tab");
  const first = await focused(page);
  assert.ok(first === null || first.main || first.at > 0, JSON.stringify(first));
  await page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); scrollTo(0, 0); });
  let last = -1;
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press("Tab");
    const here = await focused(page);
    if (!here || here.editor) break;
    assert.ok(here.seen && !here.positive && here.at > last, JSON.stringify({ here, last }));
    last = here.at;
  }
  assert.ok(last > 0);
  const before = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 60));
  if (await page.evaluate(() => document.activeElement.isContentEditable || document.activeElement.matches("input, select"))) return;
  await page.keyboard.press("Control+k");
  await page.locator("#search-input").waitFor();
  await page.keyboard.type("probe");
  await page.locator("#search-results [role=option]").first().waitFor();
  await page.keyboard.press("Escape");
  await until(page, (was) => document.activeElement.outerHTML.startsWith(was), before);
});

for (const colorScheme of ["light", "dark"]) {
  each(`axe finds nothing (${colorScheme})`, async (page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140)).join(" | ")}`), []);
  }, { colorScheme });
}

each("there is something to read before a program is fetched, on a processor four times as slow", async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.reload();
  await settled(page);
  const [paint, wasm] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0].startTime,
    performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(".wasm")).map((entry) => entry.fetchStart),
  ]);
  assert.ok(wasm.length > 0 && wasm.every((time) => time > paint), `painted at ${paint}, wasm fetched at ${wasm}`);
}, {}, read);

each("prints as pages to read: no bars, nothing cut off", async (page) => {
  await page.emulateMedia({ media: "print" });
  const found = await page.evaluate(() => ({
    bars: [...document.querySelectorAll(".topbar, .side, .pager, .toc, .actions, [data-copy]")].filter((element) => element.getClientRects().length).map((element) => element.className),
    cut: [...document.querySelectorAll("article *")].filter((element) => !element.closest("svg") && element.clientWidth && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible").map((element) => element.outerHTML.slice(0, 100)),
    tall: [...document.querySelectorAll("article *")].filter((element) => element.clientHeight && element.scrollHeight > element.clientHeight + 1 && /auto|scroll|hidden/.test(getComputedStyle(element).overflowY)).map((element) => element.outerHTML.slice(0, 100)),
  }));
  assert.deepEqual(found, { bars: [], cut: [], tall: [] });
  const ink = await page.evaluate(() => getComputedStyle(document.querySelector("article h1")).color.match(/\d+/g).slice(0, 3).map(Number));
  assert.ok(ink.every((part) => part < 100), `${ink}`);
}, { viewport: { width: 720, height: 1000 }, colorScheme: "dark" }, read);
