// Lessons: what is missing is said, what is mended is ticked, and what was done is still known tomorrow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { editorText, open, panelSays, playground, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

/** Waits until the lesson contains a text. */
const says = (page, text) => until(page, (t) => document.querySelector("#lesson")?.innerText.includes(t), text);
/** Waits until a step is shown. */
const step = (page, n) => until(page, (n) => document.querySelector("#step")?.innerText.includes(`Step ${n}`), n);
const button = (page, name) => page.locator("#lesson").getByRole("button", { name });

/** A test on a page of its own that must stay without trouble. */
function works(name, query, act, options) {
  test(name, async () => {
    const { page, context, trouble } = await playground(site.browser, site.address, query, options);
    page.on("dialog", (dialog) => dialog.accept());
    try {
      await act(page);
      assert.deepEqual(trouble, []);
    } finally {
      await context.close();
    }
  });
}

test("from the list through a lesson's page into the playground", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}lessons/`);
  await page.locator("main h2 a", { hasText: "Read a Deployment" }).click();
  await page.waitForSelector("article h1");
  await page.getByRole("link", { name: "Open it beside the playground" }).click();
  await says(page, "1 of 1 open");
  assert.match(page.url(), /playground\/\?lesson=read-a-deployment/);
  assert.deepEqual(trouble, []);
  await context.close();
});

test("a lesson can be read without scripts", async () => {
  const { page, context } = await open(site.browser, `${site.address}lessons/liveness-trap/`, { javaScriptEnabled: false });
  const text = await page.locator("article").innerText();
  for (const part of ["See the trap", "Done when", "Start without the database", "/api/live"]) assert.ok(text.includes(part), part);
  assert.equal(await page.locator("aside.notes").first().isVisible(), false);
  await context.close();
});

works("what is missing is said with its value, and what is mended is ticked", "?lesson=read-a-deployment", async (page) => {
  await says(page, "is 2.");
  await replace(page, "replicas: 2", "replicas: 4");
  await says(page, "is 4.");
  await says(page, "1 of 1 open");
  await replace(page, "replicas: 4", "replicas: 3");
  await says(page, "Done.");
  await page.getByRole("status").getByText("This step of the lesson is done.").waitFor({ state: "attached" });
  assert.equal(await page.locator("#lesson .checks li.holds").count(), 1);
  await button(page, "Next step").click();
  await says(page, "finds nothing yet");
  assert.match(page.url(), /step=2/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "step");
});

works("progress and texts survive a reload, and other files stay as they are", "?lesson=read-a-deployment", async (page) => {
  await replace(page, "replicas: 2", "replicas: 3");
  await says(page, "Done.");
  await button(page, "Next step").click();
  await step(page, 2);
  await page.waitForTimeout(400);
  await page.goto(`${site.address}playground/?lesson=read-a-deployment`);
  await step(page, 2);
  assert.match(await editorText(page), /replicas: 3/);
  assert.equal(await page.locator("#lesson .steps-of .done").count(), 1);
  await page.goto(`${site.address}playground/?set=feastflow`);
  await page.waitForSelector(".cm-content");
  assert.equal(await page.locator("#lesson").count(), 0);
  assert.ok(await page.getByRole("button", { name: "Reset" }).isDisabled());
  await page.goto(`${site.address}lessons/`);
  await page.getByText("1 of 5 steps done").waitFor();
});

works("hints come one by one, then the solution is compared and put in", "?lesson=service-discovery&step=2", async (page) => {
  await button(page, "Show a hint").click();
  await says(page, "Hint 1 of 2");
  await button(page, "Show the next hint").click();
  await says(page, "Hint 2 of 2");
  assert.equal(await button(page, /hint/).count(), 0);
  await button(page, "Show the solution").click();
  await says(page, "held against your files");
  assert.ok(await page.locator("#lesson .diff ins", { hasText: "component: api" }).isVisible());
  await button(page, "Put it into my files").click();
  await says(page, "Done.");
  assert.match(await editorText(page), /component: api/);
});

works("a lesson is started again", "?lesson=read-a-deployment", async (page) => {
  await replace(page, "replicas: 2", "replicas: 3");
  await says(page, "Done.");
  await button(page, "Next step").click();
  await step(page, 2);
  await button(page, "Start the lesson again").click();
  await step(page, 1);
  await says(page, "1 of 1 open");
  assert.match(await editorText(page), /replicas: 2/);
  assert.equal(await page.locator("#lesson .steps-of .done").count(), 0);
});

works("links open panels beside the lesson, and findings lead to their lines", "?lesson=liveness-trap", async (page) => {
  await page.locator("#lesson a", { hasText: "Play the outage" }).click();
  await panelSays(page, "2 restarts");
  assert.match(page.url(), /lesson=liveness-trap.*panel=time.*step=1.*trouble=down/);
  await button(page, /^Step 2/).click();
  await says(page, "Let liveness ask the process alone");
  await page.locator("#lesson .checks li.open .where").first().click();
  await until(page, () => document.querySelector(".cm-activeLine")?.innerText.includes("failureThreshold") || document.querySelector(".cm-content").innerText.includes("livenessProbe"));
});

works("a lesson is done by keyboard alone", "?lesson=read-a-deployment", async (page) => {
  await says(page, "1 of 1 open");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search input[name=search]").focus();
  await page.keyboard.type("replicas: 2");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type("replicas: 3");
  await says(page, "Done.");
  await page.keyboard.press("Escape");
  const next = button(page, "Next step");
  for (let n = 0; n < 200 && !(await next.evaluate((element) => element === document.activeElement)); n += 1) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await step(page, 2);
});

test("on a phone one of lesson, text and panels is shown", async () => {
  const { page, context } = await open(site.browser, `${site.address}playground/?lesson=read-a-deployment`, { viewport: { width: 390, height: 844 } });
  await says(page, "1 of 1 open");
  assert.ok(await page.locator("#lesson").isVisible());
  assert.equal(await page.locator(".cm-content").isVisible(), false);
  await page.locator("#lesson a", { hasText: "Objects" }).click();
  await panelSays(page, "menu");
  assert.equal(await page.locator("#lesson").isVisible(), false);
  await page.getByRole("button", { name: "Editor", exact: true }).click();
  assert.ok(await page.locator(".cm-content").isVisible());
  await page.getByRole("button", { name: "Lesson", exact: true }).click();
  assert.ok(await page.locator("#lesson").isVisible());
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `scrolls sideways by ${wide}`);
  await context.close();
});

works("pods that find no node, and networks that are closed, are told of as they are", "?lesson=why-pending&step=4", async (page) => {
  await says(page, 'persistentvolumeclaim "reports-files" not found');
  await page.goto(`${site.address}playground/?lesson=who-may-call&step=2`);
  await says(page, "2 of 3 open");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: nobody-calls\nspec:\n  podSelector: {}\n  policyTypes: [Ingress]\n");
  await says(page, "Done.");
});

test("a guide leads to its lessons, and each lesson opens with its own file", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}guides/storage/`);
  await page.locator(".practise a", { hasText: "Make the database survive" }).click();
  await page.getByRole("link", { name: "Open it beside the playground" }).click();
  await says(page, "The pod claims no storage");
  await page.goto(`${site.address}playground/?lesson=service-discovery`);
  await page.locator("[role=tab][aria-selected=true]", { hasText: "07-backend-service.yaml" }).waitFor();
  assert.deepEqual(trouble, []);
  await context.close();
});

for (const path of ["lessons/", "lessons/service-discovery/", "playground/?lesson=service-discovery&step=2"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing on /${path} (${colorScheme})`, async () => {
      const { page, context } = await open(site.browser, site.address + path, { colorScheme });
      if (path.startsWith("playground")) {
        await says(page, "2 of 2 open");
        await button(page, "Show a hint").click();
        await button(page, "Show the solution").click();
        await says(page, "held against your files");
      } else {
        await page.waitForSelector("article h1");
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 140)).join(" | ")}`);
      assert.deepEqual(told, []);
      await context.close();
    });
  }
}
