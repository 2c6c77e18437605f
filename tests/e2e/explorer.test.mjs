// The views that the explorer fills: they follow what is chosen and what is typed, and are found again by address.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { panelSays, playground, replace, start, until } from "./browser.mjs";

let site;
before(async () => { site = await start(); });
after(() => site.close());

/** A test on a page of its own that must stay without trouble. */
const works = (name, query, act) => test(name, async () => {
  const { page, context, trouble } = await playground(site.browser, site.address, query);
  await act(page);
  assert.deepEqual(trouble, []);
  await context.close();
});

works("a rollout follows what is chosen, and its address brings it back", "?set=feastflow&panel=rollout", async (page) => {
  await panelSays(page, "Never fewer than");
  await page.locator("#panel select[name=workload]").selectOption({ label: "Deployment feastflow-backend" });
  await panelSays(page, "Never fewer than 2 of 2 pods available");
  await page.locator("#panel input[name=ready]").fill("30");
  await until(page, () => document.querySelector("#panel").innerText.includes("60 s"));
  assert.match(page.url(), /ready=30/);
  await page.locator("#panel input[name=never]").check();
  await panelSays(page, "Never done");
  await page.reload();
  await panelSays(page, "Never done");
  assert.equal(await page.locator("#panel input[name=ready]").inputValue(), "30");
  assert.ok(await page.locator("#panel input[name=never]").isChecked());
});

works("a rollout follows what is typed", "?set=feastflow&file=08-frontend-deployment.yaml&panel=rollout", async (page) => {
  await page.locator("#panel select[name=workload]").selectOption({ label: "Deployment feastflow-frontend" });
  await panelSays(page, "of 3 pods");
  await replace(page, "replicas: 3", "replicas: 8");
  await panelSays(page, "of 8 pods");
});

works("the review follows what is typed, and leads to the line", "?set=feastflow&file=06-backend-deployment.yaml&panel=review", async (page) => {
  await panelSays(page, "20 of 22 points ticked");
  await replace(page, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true");
  await panelSays(page, "19 of 22 points ticked");
  await page.locator("#panel .point.open .plain").last().click();
  await until(page, () => document.querySelector(".cm-content").innerText.includes("kind: StatefulSet"));
});


works("a request is followed to the container that answers, or to the break", "?set=feastflow&panel=requests", async (page) => {
  await page.locator("#panel input[name=address]").fill("http://feastflow.local/api/restaurants");
  await panelSays(page, "one of the 2 pods of Deployment feastflow-backend");
  await page.locator("#panel input[name=address]").fill("http://elsewhere.local/");
  await panelSays(page, "stops here");
  await page.getByRole("button", { name: /^postgres\.feastflow:5432 from/ }).click();
  await panelSays(page, "Answered by the pod of StatefulSet postgres");
  assert.equal(await page.locator("#panel input[name=address]").inputValue(), "postgres.feastflow:5432");
});

works("what a container gets is shown, secrets only when asked for", "?set=feastflow&panel=environment", async (page) => {
  await page.locator("#panel select[name=workload]").selectOption({ label: "Deployment feastflow-backend" });
  await panelSays(page, "DB_PASSWORD");
  const value = () => page.locator("#panel tr", { hasText: "DB_PASSWORD" }).first().locator("td").nth(1).innerText();
  const masked = await value();
  assert.match(masked, /^•+$/);
  await page.locator("#panel input[name=secrets]").check();
  await until(page, () => !document.querySelector("#panel").innerText.includes("•"));
  assert.notEqual(await value(), masked);
});

works("the database trap and its cure, second by second", "?set=feastflow&panel=time", async (page) => {
  await page.getByRole("button", { name: "Try: the database is down" }).click();
  await panelSays(page, "Deployment feastflow-backend: 2 restarts");
  await panelSays(page, "Side by side");
  await page.locator("#panel input[name=t]").fill("100");
  await panelSays(page, "At 100 s");
  assert.match(page.url(), /t=100/);
  await page.getByRole("button", { name: "Play" }).click();
  await until(page, () => !/At 100 s/.test(document.querySelector("#panel").innerText));
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Back to a quiet start" }).click();
  await panelSays(page, "Deployment feastflow-backend: no container is restarted");
});

works("two scenarios side by side, step by step, by keyboard", "?set=feastflow&panel=time&trouble=down&target=Service%2Fpostgres&from=60&to=180&until=400&compare=on", async (page) => {
  await panelSays(page, "Side by side");
  assert.ok((await page.locator("#panel .pair").count()) >= 3);
  const at = () => Number(new URL(page.url()).searchParams.get("t") ?? 0);
  await page.getByRole("button", { name: "Step on" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/[?&]t=\d/);
  const first = at();
  await page.keyboard.press("Enter");
  await page.waitForFunction((first) => Number(new URL(location.href).searchParams.get("t")) > first, first);
  await page.getByRole("button", { name: "Step back" }).press("Enter");
  await page.waitForFunction((first) => Number(new URL(location.href).searchParams.get("t")) === first, first);
  // The slider goes second by second from where the panel is, and an event is a way to its instant.
  await panelSays(page, `At ${first} s`);
  await page.locator("#panel input[name=t]").press("ArrowRight");
  await page.waitForFunction((first) => Number(new URL(location.href).searchParams.get("t")) === first + 1, first);
  await page.locator("#panel .events").first().locator(".when").last().click();
  await page.waitForFunction((first) => Number(new URL(location.href).searchParams.get("t")) > first + 1, first);
  await page.reload();
  await panelSays(page, `At ${at()} s`);
});

works("an autoscaler follows a load", "?set=feastflow-autoscaling&panel=scaling", async (page) => {
  await panelSays(page, "Never more than 6 pods");
  await page.locator("#panel input[name=load]").fill("0=100m 60=200m");
  await panelSays(page, "Never more than 3 pods");
  assert.match(page.url(), /load=0%3D100m/);
  await page.reload();
  await panelSays(page, "Never more than 3 pods");
  assert.equal(await page.locator("#panel input[name=load]").inputValue(), "0=100m 60=200m");
});

works("a drain that a budget holds up", "?set=feastflow-autoscaling&panel=drain", async (page) => {
  await panelSays(page, "The node is empty at once");
  await page.locator("#panel input[name=never]").check();
  await page.locator("#panel input[name=nodes]").fill("1");
  await panelSays(page, "The drain does not end");
  assert.match(page.url(), /never=on/);
});

works("where pods fit, on nodes that are named", "?set=feastflow&panel=nodes", async (page) => {
  await panelSays(page, "All 6 pods fit");
  await page.getByRole("button", { name: "Try: one small node" }).click();
  await page.locator("#panel input[name=nodes]").fill("small=200m,256Mi");
  await panelSays(page, "stay Pending");
  await panelSays(page, "Insufficient cpu");
  await page.reload();
  await panelSays(page, "stay Pending");
});

works("what follows when something is taken away", "?set=feastflow&panel=whatif", async (page) => {
  await page.locator("#panel select[name=change]").selectOption({ label: "Service postgres is deleted" });
  await panelSays(page, "If Service postgres is deleted");
  assert.ok((await page.locator("#panel .consequences li").count()) > 1);
});

for (const [view, words] of [["environment", "Variables"], ["requests", "Who reaches what"], ["time", "What happens"], ["whatif", "If "], ["review", " of "], ["scaling", "Never more than"], ["drain", "The node is empty"], ["nodes", "fit"]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the view ${view} is accessible, ${colorScheme}`, async () => {
      const set = ["scaling", "drain"].includes(view) ? "feastflow-autoscaling" : "feastflow";
      const query = `?set=${set}&panel=${view}&compare=on&trouble=down&target=Service%2Fpostgres&t=100`;
      const { page, context } = await playground(site.browser, site.address, query, { colorScheme });
      await panelSays(page, words);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
      await context.close();
    });
  }
}

for (const colorScheme of ["light", "dark"]) {
  test(`the views are accessible, ${colorScheme}`, async () => {
    const { page, context } = await playground(site.browser, site.address, "?set=feastflow&panel=rollout", { colorScheme });
    await panelSays(page, "Never fewer than");
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
    await context.close();
  });
}
