// The playground's promises: files, panels, keeping the text, the worker's death, the keyboard.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { caretLine, editorText, open, panel, panelSays, playground, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

/** A test with a playground of its own. */
function works(name, query, act, options) {
  test(name, async () => {
    const { page, context, trouble } = await playground(site.browser, site.address, query, options);
    try {
      await act(page, trouble);
    } finally {
      await context.close();
    }
  });
}

const tabs = (page) => page.locator("[aria-label=Files] [role=tab]").allInnerTexts();
const menu = async (page, item) => {
  await page.locator(".menu summary").click();
  await page.locator(".menu button", { hasText: item }).click();
};

/** Runs an action that downloads, and gives the file's path to a check. */
async function downloaded(page, act, check) {
  const folder = mkdtempSync(join(tmpdir(), "feastflow-"));
  try {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    check(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// ---- files -----------------------------------------------------------------

works("a file is added, renamed and deleted", "?set=broken", async (page) => {
  page.on("dialog", (dialog) => dialog.accept());
  const before = await tabs(page);
  await page.getByRole("button", { name: "New file" }).click();
  await page.locator("#file-name").fill(before[0].split(/[\s,]/)[0]);
  await page.keyboard.press("Enter");
  await page.getByText("There is a file of that name already.").waitFor();
  await page.locator("#file-name").fill("mine.yaml");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "mine.yaml", selected: true }).waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.type("kind: ConfigMap");
  await panelSays(page, "mine.yaml");
  await menu(page, "Rename");
  await page.locator("#file-name").fill("yours.yaml");
  await page.keyboard.press("Enter");
  await panelSays(page, "yours.yaml");
  assert.match(await editorText(page), /kind: ConfigMap/);
  await menu(page, "Delete");
  await until(page, (count) => document.querySelectorAll("[aria-label=Files] [role=tab]").length === count, before.length);
  await until(page, () => !document.querySelector("#panel").innerText.includes("yours.yaml"));
});

works("a dropped file is opened", "?set=feastflow", async (page) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["apiVersion: v1\nkind: Service\nmetadata:\n  name: dropped\nspec:\n  selector: {a: b}\n  ports: [{port: 1}]\n"], "dropped.yaml"));
    return transfer;
  });
  await page.dispatchEvent("section[aria-label=Files]", "drop", { dataTransfer: data });
  await page.getByRole("tab", { name: /dropped.yaml/, selected: true }).waitFor();
  await panelSays(page, "dropped.yaml");
  assert.match(await editorText(page), /name: dropped/);
});

works("one file and all files are downloaded", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await downloaded(page, () => menu(page, "Download"), (file) => {
    assert.match(file, /00-namespace\.yaml$/);
    assert.match(readFileSync(file, "utf8"), /kind: Namespace/);
  });
  await downloaded(page, () => page.getByRole("button", { name: "Download all" }).click(), (file) => {
    assert.match(execFileSync("unzip", ["-t", file], { encoding: "utf8" }), /No errors detected/);
    assert.match(execFileSync("unzip", ["-p", file, "00-namespace.yaml"], { encoding: "utf8" }), /kind: Namespace/);
  });
});

works("reset brings the example back", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  page.on("dialog", (dialog) => dialog.accept());
  const reset = page.getByRole("button", { name: "Reset" });
  assert.ok(await reset.isDisabled());
  await replace(page, "kind: Namespace", "kind: Nonsense");
  await panelSays(page, "Nonsense");
  await reset.click();
  await until(page, () => !document.querySelector("#panel").innerText.includes("Nonsense"));
  assert.match(await editorText(page), /kind: Namespace/);
  assert.ok(await reset.isDisabled());
});

works("another set is chosen, and back leads to the first", "?set=feastflow", async (page) => {
  await page.getByRole("combobox", { name: "Example set" }).selectOption("broken");
  await panelSays(page, "error");
  await page.goBack();
  await page.getByRole("tab", { name: /00-namespace/ }).waitFor();
  assert.match(page.url(), /set=feastflow/);
});

// ---- panels ----------------------------------------------------------------

works("each panel leads to its line, and the caret's object is marked", "?set=feastflow", async (page) => {
  await panel(page, "objects");
  await page.locator(".object", { hasText: "feastflow-backend" }).filter({ hasText: "2 pods" }).locator("> button").click();
  await page.getByRole("tab", { name: /06-backend/, selected: true }).waitFor();
  await page.locator(".object.here", { hasText: "feastflow-backend" }).waitFor();
  await panel(page, "probes");
  await page.locator(".container.here").first().waitFor();
  await page.locator(".probe", { hasText: "/api/health" }).locator("> button").first().click();
  await until(page, () => /livenessProbe|readinessProbe|startupProbe|httpGet/.test(document.querySelector(".cm-activeLine")?.textContent));
  await panel(page, "wiring");
  await page.locator(".canvas .node.here").first().waitFor();
  await page.locator(".wires tr.here").first().waitFor();
  await page.locator(".wires tr", { hasText: "Ingress" }).locator("button").first().click();
  await page.getByRole("tab", { name: /10-ingress/, selected: true }).waitFor();
  await page.locator(".canvas .node", { hasText: "postgres" }).first().click();
  await page.getByRole("tab", { name: /postgres/, selected: true }).waitFor();
});

/** Words of the drawing that cover a box or another word. */
const covered = (page) => page.evaluate(() => {
  const area = (element) => element.getBoundingClientRect();
  const meet = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom;
  const words = [...document.querySelectorAll(".canvas .label")];
  const boxes = [...document.querySelectorAll(".canvas .box")].map(area);
  const over = (word, n) => boxes.some((box) => meet(area(word), box)) || words.some((other, m) => m > n && meet(area(word), area(other)));
  return { boxes: boxes.length, words: words.length, covered: words.filter(over).map((word) => word.textContent) };
});

works("the drawing can be read, with eleven objects and with many", "?set=feastflow&panel=wiring", async (page) => {
  await page.locator(".canvas .node").first().waitFor();
  assert.deepEqual((await covered(page)).covered, []);
  const kinds = (n) => `apiVersion: v1
kind: Service
metadata: {name: app-${n}}
spec: {selector: {app: app-${n}}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${n}}
spec:
  selector: {matchLabels: {app: app-${n}}}
  template:
    metadata: {labels: {app: app-${n}}}
    spec:
      containers:
        - name: app
          image: app:1
          ports: [{containerPort: 8080}]
          env:
            - {name: A, valueFrom: {configMapKeyRef: {name: settings-${n % 5}, key: address}}}
            - {name: B, valueFrom: {secretKeyRef: {name: passwords, key: password-${n}}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings-${n}}
data: {address: a}
---
`;
  const text = Array.from({ length: 20 }, (_, n) => kinds(n)).join("");
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "many.yaml"));
    return transfer;
  }, text);
  await page.dispatchEvent("section[aria-label=Files]", "drop", { dataTransfer: data });
  await until(page, () => document.querySelectorAll(".canvas .node").length > 60);
  const drawn = await covered(page);
  assert.deepEqual(drawn.covered, []);
  assert.ok(drawn.words > 40, JSON.stringify(drawn));
});

works("a problem leads to its line", "?set=broken", async (page) => {
  await page.locator(".finding").first().waitFor();
  const finding = page.locator(".finding", { hasText: /line \d+/ }).nth(2);
  const line = Number(/line (\d+)/.exec(await finding.innerText())[1]);
  await finding.locator("> button").click();
  await until(page, (n) => document.querySelector(".cm-activeLineGutter")?.textContent === String(n), line);
  assert.equal(await caretLine(page), line);
  assert.ok(!(await page.locator("#panel").innerText()).includes("`"), "backticks are shown as they stand");
});

works("a fix mends what was found, and can be undone", "?set=broken", async (page) => {
  const fix = page.locator("[data-fix]").first();
  await fix.waitFor();
  const message = await page.locator(".finding", { has: page.locator("[data-fix]") }).first().locator(".message").innerText();
  await fix.click();
  await until(page, (text) => !document.querySelector("#panel").innerText.includes(text), message);
});

// ---- keeping the text ------------------------------------------------------

works("what cannot be kept is said, stays on screen, and is kept when there is room again", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    window.roomAgain = () => { Storage.prototype.setItem = set; };
  });
  await replace(page, "kind: Namespace", "kind: Nowhere");
  await page.getByText("could not keep your changes").waitFor();
  assert.match(await editorText(page), /kind: Nowhere/);
  await page.evaluate(() => window.roomAgain());
  await replace(page, "kind: Nowhere", "kind: Somewhere");
  await page.getByText("could not keep your changes").waitFor({ state: "detached" });
  await page.reload();
  await page.waitForSelector(".cm-content");
  await until(page, () => document.querySelector(".cm-content").innerText.includes("kind: Somewhere"));
});

works("really full storage is noticed", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size >>= 1) {
      for (let n = 0; ; n += 1) {
        try { localStorage.setItem(`fill/${size}/${n}`, "x".repeat(size)); } catch { break; }
      }
    }
  });
  await replace(page, "kind: Namespace", "kind: Nowhere");
  await page.getByText("could not keep your changes").waitFor();
  assert.match(await editorText(page), /kind: Nowhere/);
});

works("a dead worker is said and started again; what is typed meanwhile is analysed", "?set=feastflow&file=00-namespace.yaml", async (page) => {
  await panelSays(page, "No problems");
  await page.evaluate(() => window.feastflow.crashWorker());
  await page.getByText("The analysis stopped and is being started again").waitFor();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("typedwhiledead: 1");
  await panelSays(page, "typedwhiledead");
  await page.getByText("The analysis stopped").waitFor({ state: "detached" });
  await page.reload();
  await until(page, () => document.querySelector(".cm-content")?.innerText.includes("typedwhiledead"));
});

// ---- people ----------------------------------------------------------------

works("everything is reached by keyboard", "?set=broken", async (page) => {
  await page.locator(".finding").first().waitFor();
  await page.locator("#tab-problems").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-objects");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "panel");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Fix all safe/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.classList.contains("cm-content"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => !document.activeElement.classList.contains("cm-content")), "Tab leaves the editor after Escape");
  await page.locator("#file-0").focus();
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-selected")), "true");
  await panel(page, "wiring");
  await page.locator(".canvas .node").first().focus();
  await page.keyboard.press("Enter");
  await until(page, () => document.activeElement.classList.contains("cm-content"));
});

works("the skip link leads to the workbench and leaves it as it is", "?set=broken", async (page) => {
  await page.locator(".finding").first().waitFor();
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.match(page.url(), /set=broken/);
});

works("on a phone one pane is shown at a time", "?set=broken", async (page) => {
  const editor = page.locator(".cm-content");
  const shown = page.locator("#panel");
  assert.ok(await editor.isVisible() && !(await shown.isVisible()));
  await page.getByRole("button", { name: "Panels" }).click();
  assert.ok(!(await editor.isVisible()) && await shown.isVisible());
  for (const name of ["problems", "objects", "probes", "wiring"]) {
    await panel(page, name);
    await page.waitForTimeout(150);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1), name);
  }
  await panel(page, "problems");
  await page.locator(".finding > button").first().click();
  await editor.waitFor();
}, { viewport: { width: 390, height: 844 } });

test("the choice of colours stays, on pages and in the playground", async () => {
  const { page, context } = await open(site.browser, `${site.address}guides/overview/`, { colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.locator("#theme").selectOption("dark");
  const dark = await background();
  assert.notEqual(light, dark);
  await page.locator(".topnav a", { hasText: "Playground" }).click();
  await page.waitForSelector(".cm-content");
  assert.equal(await background(), dark);
  assert.equal(await page.locator("#theme").inputValue(), "dark");
  await page.locator("#theme").selectOption("system");
  assert.equal(await background(), light);
  await context.close();
});
