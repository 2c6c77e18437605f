// Presenting: slides, keys, two windows in step, notes, the clock, and the playground on the slide.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { open, start, until } from "./browser.mjs";

const GUIDE = "guides/health-checks/";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

const count = (page) => page.locator(".present-bar .count").innerText();
const at = (page, number) => until(page, (n) => document.querySelector(".count")?.textContent.startsWith(`${n} /`), number);
const title = (page) => page.locator(".stage .slide").getAttribute("aria-label");

/** A test on a presentation of its own that must stay without trouble. */
function works(name, path, act, options) {
  test(name, async () => {
    const { page, context, trouble } = await open(site.browser, site.address + path, options);
    try {
      await page.waitForSelector(".slide");
      await act(page, context);
      assert.deepEqual(trouble, []);
    } finally {
      await context.close();
    }
  });
}

test("from the guide into its slides and back to the same place", async () => {
  const { page, context, trouble } = await open(site.browser, site.address + GUIDE);
  await page.getByRole("link", { name: "Present this guide" }).click();
  await page.waitForSelector(".slide");
  assert.match(await title(page), /^1 of \d+: Health checks and probes$/);
  await page.keyboard.press("o");
  await page.locator(".cards-of-slides button", { hasText: "The database trap" }).first().click();
  assert.match(page.url(), /\?present#the-database-trap$/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("article h1");
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, "#the-database-trap");
  await until(page, () => Math.abs(document.getElementById("the-database-trap").getBoundingClientRect().top) < innerHeight / 2);
  assert.deepEqual(trouble, []);
  await context.close();
});

works("keys go on, back, to the ends and to a number; the address follows", `${GUIDE}?present`, async (page) => {
  const last = Number((await count(page)).split("/")[1]);
  for (const key of ["ArrowRight", "PageDown", " "]) await page.keyboard.press(key);
  await at(page, 4);
  assert.match(page.url(), /#three-probes-three-consequences$/);
  for (const key of ["ArrowLeft", "PageUp", "Shift+ "]) await page.keyboard.press(key);
  await at(page, 1);
  await page.keyboard.press("End");
  await at(page, last);
  await page.keyboard.press("Home");
  await page.keyboard.press("1");
  await page.keyboard.press("2");
  assert.equal(await page.locator(".said-aloud").innerText(), "Slide 12");
  await page.keyboard.press("Enter");
  await at(page, 12);
  const address = page.url();
  await page.reload();
  await at(page, 12);
  assert.equal(page.url(), address);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.goBack();
  await at(page, 1);
});

works("windows of every size cut at the same places, and no slide is cut off", "guides/deployment-strategy/?present", async (page, context) => {
  const cuts = async (window) => {
    await window.keyboard.press("o");
    const cards = await window.locator(".cards-of-slides button").allInnerTexts();
    await window.keyboard.press("Escape");
    return cards;
  };
  const here = await cuts(page);
  assert.ok(here.length > 15);
  const phone = await context.browser().newContext({ viewport: { width: 390, height: 844 } });
  const other = await phone.newPage();
  await other.goto(page.url());
  await other.waitForSelector(".slide");
  assert.deepEqual(await cuts(other), here);
  for (const [n, card] of here.entries()) {
    const cut = await page.evaluate(() => {
      const slide = document.querySelector(".stage .slide");
      return [slide.scrollWidth - slide.clientWidth, slide.tabIndex < 0 && slide.scrollHeight > slide.clientHeight + 2];
    });
    assert.deepEqual(cut, [0, false], `${n + 1}: ${card}`);
    await page.getByRole("button", { name: "Next", exact: true }).click();
  }
  await phone.close();
});

works("the speaker's window goes along, has the notes and steers", `${GUIDE}?present`, async (page, context) => {
  const opening = context.waitForEvent("page");
  await page.keyboard.press("s");
  const speaker = await opening;
  await speaker.waitForSelector(".desk .notes");
  assert.match(await speaker.locator(".notes").innerText(), /how do you know that a program is well/);
  await page.keyboard.press("ArrowRight");
  await at(speaker, 2);
  assert.match(await speaker.locator(".desk").innerText(), /On the screen: What the two endpoints promise/);
  await speaker.keyboard.press("ArrowRight");
  await speaker.keyboard.press("ArrowRight");
  await at(page, 4);
  await speaker.keyboard.press("b");
  await until(page, () => document.querySelector(".black").classList.contains("on"));
  await speaker.keyboard.press("b");
  await speaker.getByRole("button", { name: /^Show: 06-backend-deployment.yaml/ }).click();
  await page.waitForSelector(".frame iframe");
  await speaker.getByRole("button", { name: "Close the playground on the slide" }).click();
  await until(page, () => !document.querySelector(".frame"));
  const gone = speaker.waitForEvent("close");
  await page.keyboard.press("Escape");
  await gone;
});

works("the clock starts with the talk, knows the section, stops and goes back", `${GUIDE}?present&speaker`, async (page) => {
  const clock = (n) => page.locator(".timer .elapsed").nth(n).innerText();
  assert.deepEqual([await clock(0), await clock(1)], ["0:00", "0:00"]);
  assert.equal(await page.locator(".timer .target").nth(1).innerText(), "of 2:00");
  await page.keyboard.press("ArrowRight");
  await until(page, () => document.querySelectorAll(".timer .elapsed")[1].textContent === "0:02");
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Go on" }).waitFor();
  const [talk, section] = [await clock(0), await clock(1)];
  await page.waitForTimeout(1200);
  assert.deepEqual([await clock(0), await clock(1)], [talk, section]);
  await page.reload();
  await page.waitForSelector(".timer");
  assert.deepEqual([await clock(0), await clock(1)], [talk, section]);
  await page.keyboard.press("r");
  assert.deepEqual([await clock(0), await clock(1)], ["0:00", "0:00"]);
});

works("the playground stands on the slide, with its file, and Escape goes back", `${GUIDE}?present#the-database-trap`, async (page) => {
  await page.keyboard.press("e");
  const frame = page.frameLocator(".frame iframe");
  await frame.locator(".cm-activeLine", { hasText: "livenessProbe" }).waitFor();
  assert.equal(await frame.locator(".topbar").isVisible(), false);
  await frame.locator(".cm-content").click();
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Back to the slide");
  await page.keyboard.press("Escape");
  await until(page, () => !document.querySelector(".frame"));
  assert.match(await title(page), /The database trap/);
});

works("a lesson's slide opens the lesson at its step", "lessons/liveness-trap/?present#let-liveness-ask-the-process-alone", async (page) => {
  await page.keyboard.press("e");
  assert.match(await page.locator(".frame iframe").getAttribute("src"), /playground\/\?lesson=liveness-trap&step=2$/);
  await page.frameLocator(".frame iframe").locator("#lesson").getByText("Let liveness ask the process alone").first().waitFor();
  assert.equal(await page.locator(".slide", { hasText: "Its files" }).count(), 0);
});

test("readers see no notes, load nothing of presenting, and can do without scripts", async () => {
  const { page, context } = await open(site.browser, site.address + GUIDE);
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  assert.ok(!fetched.some((name) => /present/.test(name)), fetched.join(" "));
  assert.ok(await page.locator("template.notes").count() > 5);
  assert.ok(!(await page.locator("body").innerText()).includes("Write that down"));
  await context.close();
  const plain = await open(site.browser, `${site.address + GUIDE}?present`, { javaScriptEnabled: false });
  assert.ok(await plain.page.locator("article h2").first().isVisible());
  assert.equal(await plain.page.getByText("Present this guide").isVisible(), false);
  await plain.context.close();
});

test("it works in a folder of a server, and on a phone by swiping", async () => {
  const other = await start("/some/where/");
  try {
    const { page, context, trouble } = await open(other.browser, `${other.address + GUIDE}?present`, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.waitForSelector(".slide");
    await page.evaluate(() => {
      const slide = document.querySelector(".slide");
      const touch = (x) => new Touch({ identifier: 1, target: slide, clientX: x, clientY: 300 });
      slide.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(300)], changedTouches: [touch(300)], bubbles: true }));
      slide.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(100)], bubbles: true }));
    });
    await at(page, 2);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.getByRole("button", { name: "Playground" }).click();
    await page.frameLocator(".frame iframe").locator(".cm-content, #panel").first().waitFor();
    assert.deepEqual(trouble, []);
    await context.close();
  } finally {
    await other.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  for (const path of [`${GUIDE}?present`, `${GUIDE}?present#from-a-fault-to-a-decision`, `${GUIDE}?present&speaker#the-database-trap`, "lessons/liveness-trap/?present#see-the-trap"]) {
    works(`axe finds nothing on /${path} (${colorScheme})`, path, async (page) => {
      const found = async () => (await new AxeBuilder({ page }).exclude("iframe").analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
      assert.deepEqual(await found(), []);
      await page.keyboard.press("o");
      assert.deepEqual(await found(), []);
    }, { colorScheme, reducedMotion: "reduce" });
  }
}
