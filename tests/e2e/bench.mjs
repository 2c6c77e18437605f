// In milliseconds, headless Chromium: from a key press to its findings in the page, FeastFlow's set; from a key
// press to the answers of the search; the drawing of FeastFlow and of a large set. And how long the pages take to
// be made.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open, playground, start, until } from "./browser.mjs";
import { drop, large } from "./large.mjs";

const EDITS = 136;
const QUESTIONS = ["rollback", "readyness probe", "livenessProbe database", "service selects nothing", "failurethreshhold", "how do I change a password"];

/** Each question, typed letter by letter: what passes until its answers are laid out. */
async function searched() {
  const { page } = await open(site.browser, `${site.address}guides/overview/`);
  await page.locator("#search").click();
  await page.locator("#search-input").fill("pod");
  await page.locator("#search-results [role=option]").first().waitFor();
  return page.evaluate(async (questions) => {
    const [input, list] = [document.getElementById("search-input"), document.getElementById("search-results")];
    const times = [];
    for (const text of questions.flatMap((question) => Array.from(question, (_, n) => question.slice(0, n + 1)))) {
      const shown = new Promise((done) => new MutationObserver((_, observer) => { observer.disconnect(); done(); }).observe(list.parentElement, { childList: true, subtree: true }));
      const from = performance.now();
      input.value = text;
      input.dispatchEvent(new Event("input"));
      await shown;
      list.getBoundingClientRect();
      times.push(performance.now() - from);
      await new Promise((done) => setTimeout(done, 20));
    }
    return times;
  }, QUESTIONS);
}

/** The publisher over all content, onto a template as the build has it. */
function published() {
  const dist = mkdtempSync(join(tmpdir(), "publish-"));
  for (const name of readdirSync("public").filter((other) => /\.\w+$/.test(other))) copyFileSync(join("public", name), join(dist, name));
  const template = readFileSync("index.html", "utf8").split("\n").filter((line) => !line.includes("data-trunk"));
  writeFileSync(join(dist, "index.html"), template.join("\n"));
  for (const name of ["site.js", "site_bg.wasm", "workbench.js", "workbench_bg.wasm", "editor.js"]) writeFileSync(join(dist, name), "");
  const from = performance.now();
  const { status, stderr } = spawnSync(join(process.env.CARGO_TARGET_DIR ?? "target", "debug/publish"), ["content", dist], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  console.log(`publish_all_content\t${((performance.now() - from) / 1000).toFixed(2)}\ts`);
  rmSync(dist, { recursive: true });
}

published();
const site = await start();

const print = (name, times) => {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)]?.toFixed(1);
  console.log(`${name}_median\t${at(0.5)}\tms`);
  console.log(`${name}_p90\t${at(0.9)}\tms`);
};

/** Notes in the page how long the explorer takes, and how long the page then takes to show it, with its layout. */
function watchExplorer() {
  window.explorer = { answers: [], updates: [] };
  window.Worker = class extends Worker {
    constructor(url, options) {
      super(url, options);
      if (!/explorer/.test(url)) return;
      super.addEventListener("message", () => {
        const came = performance.now();
        window.explorer.answers.push(came - this.sent);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          document.body.getBoundingClientRect();
          window.explorer.updates.push(performance.now() - came);
        };
        port2.postMessage(0);
      });
    }

    postMessage(...message) {
      this.sent = performance.now();
      super.postMessage(...message);
    }
  };
}

/** The wiring, drawn again and again: by the worker, and on the page. */
async function drawing(name, prepare, act) {
  const { page, context } = await open(site.browser, "about:blank");
  await page.addInitScript(watchExplorer);
  await page.goto(`${site.address}playground/?set=feastflow&file=07-backend-service.yaml&panel=wiring`);
  await page.locator(".canvas .node").first().waitFor();
  await prepare(page);
  await page.evaluate(() => { window.explorer.answers.length = 0; window.explorer.updates.length = 0; });
  for (let n = 1; n <= 24; n += 1) {
    await act(page, n);
    await page.waitForFunction((count) => window.explorer.updates.length >= count, n, { timeout: 10000 });
    await page.waitForTimeout(30);
  }
  const { answers, updates } = await page.evaluate(() => window.explorer);
  print(`${name}_in_worker`, answers);
  print(`${name}_on_page`, updates);
  await context.close();
}

async function drawings() {
  await drawing("wiring_feastflow", async (page) => {
    await page.locator(".cm-line", { hasText: "component: backend" }).last().click();
    await page.keyboard.press("End");
  }, (page, n) => page.keyboard.press(n % 2 === 1 ? "x" : "Backspace"));
  await drawing("wiring_300", async (page) => {
    await drop(page, large());
    await page.waitForFunction(() => document.querySelectorAll(".canvas .node").length > 100);
    await page.locator("#panel .inputs summary").first().click();
  }, (page, n) => page.locator("#panel select[name=fold]").selectOption(n % 2 === 1 ? "no" : "yes"));
}

try {
  const { page } = await playground(site.browser, site.address, "?set=feastflow&file=07-backend-service.yaml&panel=problems");
  await until(page, () => document.querySelector(".bench-bar .state").textContent.includes("ms"));
  await page.locator(".cm-line", { hasText: "component: backend" }).last().click();
  await page.keyboard.press("End");
  await page.evaluate(() => {
    window.times = [];
    let from = NaN;
    addEventListener("keydown", () => { from = performance.now(); }, { capture: true });
    new MutationObserver(() => {
      if (!Number.isNaN(from)) window.times.push(performance.now() - from);
      from = NaN;
    }).observe(document.querySelector("#panel"), { childList: true, subtree: true, characterData: true });
  });
  const analyses = [];
  for (let n = 1; n <= EDITS; n += 1) {
    await page.keyboard.press(n % 2 === 1 ? "x" : "Backspace");
    await page.waitForFunction((count) => window.times.length >= count, n, { timeout: 5000 });
    // Pauses of many lengths: with one, every key would fall into the same part of the browser's frame.
    await page.waitForTimeout(40 + (n * 7) % 17);
    analyses.push(parseFloat(await page.locator(".bench-bar .state").innerText()));
  }
  print("edit_to_findings", await page.evaluate(() => window.times));
  print("edit_analysis_in_worker", analyses);
  print("search_answer", await searched());
  await drawings();
} finally {
  await site.close();
}
