// The drawing of the wiring: found, chosen, walked, lit, saved, and readable at every size.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { caretLine, open, panelSays, playground, replace, start, until } from "./browser.mjs";
import { drop, large } from "./large.mjs";

let site;
before(async () => { site = await start(); });
after(() => site.close());

const works = (name, query, act, options) => test(name, async () => {
  const { page, context, trouble } = await playground(site.browser, site.address, query, options);
  if (options?.isMobile) await page.getByRole("button", { name: "Panels" }).click();
  await page.locator(".canvas .node").first().waitFor();
  await page.waitForFunction(() => customElements.get("wiring-drawing"));
  await act(page);
  assert.deepEqual(trouble, []);
  await context.close();
});

const FEASTFLOW = "?set=feastflow&panel=wiring";
const width = (page) => page.locator(".canvas svg").evaluate((svg) => svg.getBoundingClientRect().width);
const said = (page, text) => until(page, (t) => document.querySelector("wiring-drawing [role=status]")?.textContent.includes(t), text);
const focused = (page) => page.evaluate(() => document.activeElement.dataset.key);
const node = (page, key) => page.locator(`.canvas .node[data-key="${key}"]`);
/** Whether the middle of an element is in sight in the drawing. */
const inSight = (page, selector) => page.evaluate((wanted) => {
  const [area, box] = [".canvas", wanted].map((one) => document.querySelector(one).getBoundingClientRect());
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return x > area.left && x < area.right && y > area.top && y < area.bottom;
}, selector);

works("buttons, keys and the wheel zoom; drag and arrow keys move", FEASTFLOW, async (page) => {
  const first = await width(page);
  await page.getByRole("button", { name: "Larger" }).click();
  await page.getByRole("button", { name: "Larger" }).click();
  assert.ok((await width(page)) > first * 1.4);
  await page.locator(".canvas").focus();
  await page.keyboard.press("+");
  const large = await width(page);
  await page.locator(".canvas").hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 120);
  await page.keyboard.up("Control");
  await until(page, (before) => document.querySelector(".canvas svg").getBoundingClientRect().width < before, large);
  const left = () => page.locator(".canvas").evaluate((canvas) => canvas.scrollLeft);
  await page.locator(".canvas").evaluate((canvas) => canvas.scrollTo(0, 0));
  await page.keyboard.press("ArrowRight");
  await until(page, () => document.querySelector(".canvas").scrollLeft > 20);
  const box = await page.locator(".canvas").boundingBox();
  const before = await left();
  await page.mouse.move(box.x + 300, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 20, { steps: 4 });
  await page.mouse.up();
  assert.ok((await left()) >= before + 60);
  await page.keyboard.press("0");
  await said(page, "All of it");
  const fits = await page.locator(".canvas").evaluate((canvas) => canvas.scrollWidth <= canvas.clientWidth + 1 && canvas.scrollHeight <= canvas.clientHeight + 1);
  assert.ok(fits);
});

works("the drawing fills the screen, and takes no more room than it needs", FEASTFLOW, async (page) => {
  const small = await width(page);
  const area = () => page.locator(".canvas").boundingBox();
  assert.ok((await area()).height < 450);
  await page.getByRole("button", { name: "Whole screen" }).click();
  await until(page, (before) => document.querySelector(".canvas svg").getBoundingClientRect().width > before * 1.3, small);
  await page.getByRole("button", { name: "Whole screen", pressed: true }).click();
  await until(page, (before) => Math.abs(document.querySelector(".canvas svg").getBoundingClientRect().width - before) < 2, small);
});

works("what is found is marked and brought into sight, and the address finds it again", FEASTFLOW, async (page) => {
  await page.locator("#panel input[name=find]").fill("postgres");
  await said(page, "found");
  assert.ok((await page.locator(".canvas .node.found").count()) >= 2);
  await page.keyboard.press("Enter");
  await said(page, "2 of ");
  await until(page, () => location.search.includes("find=postgres"));
  await page.reload();
  await page.locator(".canvas .node.found").first().waitFor();
  await page.locator("#panel input[name=find]").fill("nothing-like-it");
  await said(page, "Nothing found");
});

works("only what is connected to an object, as far as is chosen, kept in the address", FEASTFLOW, async (page) => {
  const all = await page.locator(".canvas .node").count();
  await node(page, "Service/feastflow/feastflow-backend").focus();
  await page.keyboard.press("f");
  await page.locator("#panel select[name=hops]").waitFor();
  await page.locator("#panel select[name=hops]").selectOption("1");
  await until(page, (count) => document.querySelectorAll(".canvas .node").length < count, all);
  const near = await page.locator(".canvas .node").count();
  await page.locator("#panel select[name=hops]").selectOption("all");
  await until(page, (count) => document.querySelectorAll(".canvas .node").length > count, near);
  assert.match(page.url(), /focus=Service.*hops=all/);
  await page.reload();
  await page.locator(".canvas .node").first().waitFor();
  assert.equal(await page.locator("#panel select[name=hops]").inputValue(), "all");
  await page.locator(".canvas .node").first().focus();
  await page.keyboard.press("Escape");
  await until(page, (count) => document.querySelectorAll(".canvas .node").length === count, all);
});

works("families of wires are left out", `${FEASTFLOW}&no-settings=on`, async (page) => {
  assert.equal(await page.locator(".canvas .wire.reads_env").count(), 0);
  assert.ok((await page.locator(".canvas .wire.selects").count()) > 0);
  await page.locator("#panel .inputs summary", { hasText: "More" }).click();
  await page.getByLabel("Without settings and Secrets").uncheck();
  await page.locator(".canvas .wire.reads_env").first().waitFor({ state: "attached" });
});

works("pointing at a box or a wire lights what belongs to it and shows its line", FEASTFLOW, async (page) => {
  await node(page, "Service/feastflow/feastflow-backend").hover();
  await panelSays(page, "name: feastflow-backend");
  assert.ok((await page.locator(".canvas .wire.lit").count()) >= 2);
  assert.match(await page.locator(".peek b").innerText(), /^07-backend-service\.yaml:\d+$/);
  await page.locator(".canvas .wire.selects").first().dispatchEvent("pointerover");
  assert.equal(await page.locator(".canvas .node.lit").count(), 2);
  assert.match(await page.locator(".peek code").innerText(), /selector|app|targetPort/);
});

works("what is pointed at is lit in the text", `${FEASTFLOW}&file=07-backend-service.yaml`, async (page) => {
  await node(page, "Service/feastflow/feastflow-backend").hover();
  await page.locator(".cm-lit", { hasText: "feastflow-backend" }).or(page.locator(".cm-lit")).first().waitFor();
  assert.match(await page.locator("[id^=file-].lit").innerText(), /07-backend-service/);
  await node(page, "Deployment.apps/feastflow/feastflow-backend").hover();
  await until(page, () => document.querySelectorAll(".cm-lit").length === 0);
  assert.match(await page.locator("[id^=file-].lit").innerText(), /06-backend/);
  assert.equal(await caretLine(page), 1);
});

works("a walk says the wire, how many lead on, and where one has come", FEASTFLOW, async (page) => {
  await node(page, "Deployment.apps/feastflow/feastflow-backend").focus();
  await page.keyboard.press("ArrowRight");
  await said(page, " in its column");
  await said(page, "Wire 1 of ");
  const first = await focused(page);
  await page.keyboard.press("n");
  await said(page, "Wire 2 of ");
  assert.notEqual(await focused(page), first);
});

works("kinds are left out", FEASTFLOW, async (page) => {
  await page.locator("#panel .inputs summary", { hasText: "Kinds" }).click();
  await page.getByLabel("Without Secret (1)").check();
  await until(page, () => !document.querySelector('.canvas [data-key^="Secret/"]'));
  assert.match(page.url(), /no-Secret=on/);
});

works("the keyboard walks along the wires and opens the text", FEASTFLOW, async (page) => {
  await node(page, "Ingress.networking.k8s.io/feastflow/feastflow-ingress").or(page.locator(".canvas .node.entry").first()).first().focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), /^Service\//);
  await said(page, "routes requests to");
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), /^Deployment/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await focused(page), /^Service\//);
  await page.keyboard.press("y");
  await until(page, () => {
    const line = document.querySelector(".cm-activeLine")?.textContent.trim();
    return line && [...document.querySelectorAll(".canvas .wire")].some((wire) => wire.dataset.yaml === line);
  });
  await node(page, "Deployment.apps/feastflow/feastflow-backend").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /06-backend/, selected: true }).waitFor();
  assert.ok((await caretLine(page)) < 10);
});

works("tree and table say the same", "?set=broken&panel=wiring", async (page) => {
  await page.locator(".branches summary").click();
  assert.ok((await page.locator(".branches li").count()) > 8);
  assert.match(await page.locator(".branches").innerText(), /✕ BROKEN/);
  assert.match(await page.locator(".wires").innerText(), /✕ not in this set/);
  await page.locator(".branches button").first().click();
  await until(page, () => document.querySelector(".cm-activeLine"));
});

works("each file of the broken set shows its break", "?set=broken&panel=wiring", async (page) => {
  const files = await page.evaluate(() => [...document.querySelectorAll("[role=tab]")].map((tab) => /\d\d-[a-z-]+\.yaml/.exec(tab.textContent)?.[0]).filter(Boolean));
  assert.equal(files.length, 8);
  for (const file of files) {
    const marked = page.locator(`.canvas :is(.wire.broken, .node.faulty, .node.missing)[data-at^="${file}:"]`);
    assert.ok((await marked.count()) > 0, `${file} shows no break`);
  }
  assert.match(await page.locator(".flaw-words").first().textContent(), /✕ \d+ error/);
  assert.match(await page.locator(".canvas .node.faulty").first().getAttribute("aria-label"), /error/);
});

works("a box says what is wrong as one types", `${FEASTFLOW}&file=07-backend-service.yaml`, async (page) => {
  assert.equal(await page.locator(".canvas .node.faulty").count(), 0);
  await replace(page, "port: 5000", "port: 70000");
  await page.locator(".canvas .node.faulty", { hasText: "feastflow-backend" }).waitFor();
});

works("a request lights its way, in the requests and in the whole drawing", "?set=feastflow&panel=requests&address=http://feastflow.local/api/restaurants", async (page) => {
  assert.equal(await page.locator(".canvas .node[data-way]").count(), 3);
  assert.equal(await page.locator(".canvas .wire[data-way]").count(), 2);
  await page.getByRole("button", { name: "Show it in the whole wiring" }).click();
  await panelSays(page, "Lit: the way of");
  assert.equal(await page.locator(".canvas .node[data-way]").count(), 3);
  assert.ok((await page.locator(".canvas .node").count()) > 8);
  assert.match(page.url(), /panel=wiring.*address=/);
  await page.getByRole("button", { name: "Light no way" }).click();
  await until(page, () => document.querySelectorAll(".canvas [data-way]").length === 0);
});

const BEGINS = { SVG: /^<svg[^>]*><title>.*<style>/s, Mermaid: /^flowchart LR\n/, DOT: /^digraph wiring \{/, PNG: /^\u2030PNG|^.PNG/ };

async function saves(page) {
  for (const [kind, begin] of Object.entries(BEGINS)) {
    await page.locator(".exports summary").click();
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: kind, exact: true }).click();
    const bytes = readFileSync(await (await coming).path());
    assert.match(bytes.toString("latin1"), begin);
    assert.ok(bytes.length > 800, kind);
  }
}

works("the drawing is saved in four ways", FEASTFLOW, saves);

test("it works where nothing inline is allowed, and without a network", async () => {
  const { page, context } = await open(site.browser, `${site.address}playground/${FEASTFLOW}`);
  await page.locator(".canvas .node").first().waitFor();
  const refused = [];
  page.on("console", (message) => { if (/Content Security Policy/.test(message.text())) refused.push(message.text()); });
  await page.waitForFunction(() => customElements.get("wiring-drawing"));
  await page.evaluate(() => {
    const policy = document.createElement("meta");
    Object.assign(policy, { httpEquiv: "Content-Security-Policy", content: "default-src 'self'; style-src 'self'; img-src 'self'" });
    document.head.append(policy);
  });
  await context.setOffline(true);
  await page.locator("#panel input[name=find]").fill("postgres");
  await page.getByRole("button", { name: "Larger" }).click();
  await saves(page);
  assert.deepEqual(refused.filter((text) => /wiring|svg|picture/i.test(text)), []);
  await context.close();
});

works("three hundred objects can be read: small parts inside, no words covered, found and opened", FEASTFLOW, async (page) => {
  await drop(page, large());
  await until(page, () => document.querySelectorAll(".canvas .node").length > 100);
  const count = await page.locator(".canvas .node").count();
  assert.ok(count < 220, `${count}`);
  const name = await page.locator(".canvas .node .name").first().evaluate((text) => text.getBoundingClientRect().height);
  assert.ok(name > 9, `${name}`);
  await page.locator("#panel input[name=find]").fill("delivery-orders");
  await said(page, "found");
  assert.ok(await inSight(page, ".canvas .node.found"));
  await page.locator("#panel select[name=space]").selectOption("delivery");
  await until(page, (before) => document.querySelectorAll(".canvas .node").length < before / 2, count);
  await page.locator("#panel select[name=focus]").selectOption("Deployment.apps/delivery/delivery-orders");
  await until(page, () => document.querySelector('.canvas .node[data-key="ConfigMap/delivery/delivery-orders-settings"]'));
});

works("on a phone the drawing is moved by a finger and its buttons can be hit", FEASTFLOW, async (page) => {
  const area = await page.locator(".canvas").boundingBox();
  assert.ok(area.width <= 390 && area.height > 200);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  for (const name of ["Larger", "Fit"]) {
    const button = await page.getByRole("button", { name }).boundingBox();
    assert.ok(button.height >= 24 && button.width >= 24, name);
  }
  await page.locator(".canvas .node").first().tap();
}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

for (const colorScheme of ["light", "dark"]) {
  for (const query of [FEASTFLOW, "?set=broken&panel=wiring&find=menu", "?set=feastflow&panel=requests"]) {
    works(`nothing stands in anybody's way, ${colorScheme}, ${query}`, query, async (page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((found) => found.html.slice(0, 300))]), []);
    }, { colorScheme });
  }
}
