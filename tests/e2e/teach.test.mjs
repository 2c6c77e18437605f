// The teachers' pages: plans, lessons in each state, the handout on paper, and a set of files in a link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { editorText, open, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(async () => { await site.close(); });

const PLANS = ["45-minutes", "90-minutes", "180-minutes"].map((name) => `teach/${name}/`);
const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: soup\nspec:\n  containers:\n    - name: soup\n      image: nginx:1.27\n";

const lines = (page) => editorText(page);

test("plans add up, and what they show is there", async () => {
  for (const path of PLANS) {
    const { page, context, trouble } = await open(site.browser, site.address + path);
    const minutes = await page.locator(".plan .when span").allInnerTexts();
    assert.equal(`teach/${minutes.reduce((sum, text) => sum + parseInt(text, 10), 0)}-minutes/`, path);
    for (const href of await page.locator(".plan .shown a").evaluateAll((all) => all.map((link) => link.href))) {
      const answer = await fetch(href.replace(/#.*/, ""));
      assert.equal(answer.status, 200, href);
      const id = new URL(href).hash.slice(1);
      assert.ok(!id || (await answer.text()).includes(`id="${id}"`), href);
    }
    assert.deepEqual(trouble, []);
    await context.close();
  }
});

test("a plan opens its slides at the section, and a lesson at its step and solved", async () => {
  const { page, context, trouble } = await open(site.browser, site.address + PLANS[0]);
  await page.getByRole("link", { name: "Slides: Why Kubernetes, The idea" }).click();
  await page.waitForSelector(".slide");
  assert.match(await page.locator(".slide").getAttribute("aria-label"), /The idea/);
  await page.goto(`${site.address}teach/`);
  await page.getByRole("link", { name: /Break and mend service discovery, step 3/ }).click();
  await page.locator("#lesson").getByText("Mend it").first().waitFor();
  await page.goto(`${site.address}teach/`);
  await page.getByRole("link", { name: "Solved: Read a Deployment" }).click();
  await page.waitForSelector(".cm-content");
  assert.match(await lines(page), /replicas: 3/);
  assert.deepEqual(trouble, []);
  await context.close();
});

test("on paper a plan and the handout are a few whole pages", async () => {
  for (const [path, most] of [[PLANS[0], 2], [PLANS[1], 3], [PLANS[2], 4], ["teach/handout/", 2]]) {
    const { page, context } = await open(site.browser, site.address + path, { colorScheme: "dark" });
    const pdf = (await page.pdf({ format: "A4", printBackground: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages >= 1 && pages <= most, `${path}: ${pages} pages`);
    await page.emulateMedia({ media: "print" });
    for (const gone of [".topbar", ".side", "[data-print]"]) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    await page.setViewportSize({ width: 680, height: 960 });
    const wide = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".unseen, .skip")).map((one) => one.outerHTML.slice(0, 80)));
    assert.deepEqual(wide, [], path);
    await context.close();
  }
});

test("files become a link, and the link a set of the reader's own", async () => {
  const { page, context, trouble } = await open(site.browser, `${site.address}teach/`, { permissions: ["clipboard-read", "clipboard-write"] });
  const form = page.locator("#own-form");
  await form.getByLabel("Title").fill("Soup");
  await form.locator("input[type=file]").setInputFiles([{ name: "a.yaml", mimeType: "text/yaml", buffer: Buffer.from(POD) }, { name: "b.yaml", mimeType: "text/yaml", buffer: Buffer.from("é: „ü“\n") }]);
  await form.getByLabel("Or paste a manifest").fill(POD.replaceAll("soup", "salad"));
  await form.getByRole("button", { name: "Add it" }).click();
  await form.getByRole("button", { name: "Take out b.yaml" }).click();
  await until(page, () => /^2 files, .*It fits everywhere/.test(document.getElementById("own-size").textContent));
  const link = await form.locator("[name=link]").inputValue();
  assert.match(link, /playground\/#set=1\.[\w-]+$/);
  await form.getByRole("button", { name: "Copy" }).click();
  await until(page, () => document.querySelector("#own-form [name=copy]").textContent === "Copied");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  assert.deepEqual(trouble, []);
  await context.close();

  const reader = await open(site.browser, link);
  await reader.page.waitForSelector(".cm-content");
  await reader.page.getByRole("tab", { name: "a.yaml" }).waitFor();
  assert.deepEqual(await reader.page.getByRole("tab", { name: /yaml/ }).count(), 2);
  assert.equal(await reader.page.locator("select[aria-label='Example set'] option:checked").innerText(), "Soup");
  assert.match(reader.page.url(), /playground\/\?set=class-\w+&file=a.yaml/);
  await replace(reader.page, "nginx:1.27", "nginx:1.28");
  await reader.page.waitForTimeout(500);
  await reader.page.goto("about:blank");
  await reader.page.goto(link);
  await until(reader.page, () => document.querySelector(".cm-content")?.textContent.includes("nginx:1.28"));
  reader.page.on("dialog", (dialog) => dialog.accept());
  await reader.page.getByRole("button", { name: "Reset" }).click();
  await until(reader.page, () => document.querySelector(".cm-content")?.textContent.includes("nginx:1.27"));
  assert.deepEqual(reader.trouble, []);
  await reader.context.close();
});

test("a link that lost a part says so, and the playground works", async () => {
  const { page, context } = await open(site.browser, `${site.address}playground/#set=1.q1YqSy0qzszPU7JSUEr`);
  await page.getByRole("alert").getByText("This link is damaged").waitFor();
  await page.waitForSelector(".cm-content");
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const path of ["teach/", PLANS[1], "teach/handout/"]) {
    test(`axe finds nothing on /${path} (${colorScheme})`, async () => {
      const { page, context, trouble } = await open(site.browser, site.address + path, { colorScheme });
      await page.locator("[data-print], #own-size:not(:empty)").first().waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`), []);
      assert.deepEqual(trouble, []);
      await context.close();
    });
  }
}
