// From a key press to its findings in the page, in milliseconds: FeastFlow's set, headless Chromium.
import { playground, start, until } from "./browser.mjs";

const EDITS = 136;

const site = await start();
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
  const print = (name, times) => {
    const sorted = times.filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
    const at = (share) => sorted[Math.floor(sorted.length * share)]?.toFixed(1);
    console.log(`${name}_median\t${at(0.5)}\tms`);
    console.log(`${name}_p90\t${at(0.9)}\tms`);
  };
  print("edit_to_findings", await page.evaluate(() => window.times));
  print("edit_analysis_in_worker", analyses);
} finally {
  await site.close();
}
