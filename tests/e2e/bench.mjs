// From a key press to its findings on screen, in milliseconds: FeastFlow's set, headless Chromium.
import { playground, start } from "./browser.mjs";

const site = await start();
try {
  const { page } = await playground(site.browser, site.address, "?set=feastflow&file=07-backend-service.yaml&panel=problems");
  await page.waitForTimeout(1000);
  await page.locator(".cm-line", { hasText: "component: backend" }).last().click();
  await page.keyboard.press("End");
  const times = [];
  for (let n = 0; n < 40; n += 1) {
    const shown = page.evaluate(() => new Promise((done) => {
      let from = 0;
      addEventListener("keydown", () => { from = performance.now(); }, { once: true, capture: true });
      new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - from); })
        .observe(document.querySelector("#panel"), { childList: true, subtree: true, characterData: true });
    }));
    await page.keyboard.press(n % 2 === 0 ? "x" : "Backspace");
    times.push(await Promise.race([shown, new Promise((done) => setTimeout(() => done(NaN), 3000))]));
    await page.waitForTimeout(60);
  }
  const sorted = times.filter((t) => !Number.isNaN(t)).sort((a, b) => a - b);
  console.log(`edit_to_findings_median\t${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)}\tms`);
  console.log(`edit_to_findings_p90\t${sorted[Math.floor(sorted.length * 0.9)]?.toFixed(1)}\tms`);
  console.log(`edit_to_findings_samples\t${sorted.length}\tcount`);
} finally {
  await site.close();
}
