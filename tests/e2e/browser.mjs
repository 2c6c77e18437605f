// A headless Chromium from the system, and the built site served on loopback.
import { existsSync, readdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A file of the built site whose name begins so: the rest of the name says what is in it. */
export function built(start, folder = "dist") {
  const name = readdirSync(folder).find((other) => other.startsWith(start));
  if (!name) throw new Error(`no ${start} in ${folder}`);
  return `${folder}/${name}`;
}

/** The addresses of a built site's pages. */
export function addresses(folder = "dist") {
  const files = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
  return files.filter((path) => /(^|\/)index\.html$/.test(path)).map((path) => path.slice(0, -"index.html".length)).sort();
}

/** One page of each kind: of those in a folder the first, and the folder's own; and one that does not exist. */
export function kinds() {
  const seen = new Set();
  const first = addresses().filter((address) => {
    const kind = address.split("/").length > 2 ? address.split("/")[0] : address;
    return !seen.has(kind) && seen.add(kind);
  });
  return [...first, "no/such/page"];
}

/** Starts server and browser; `close` ends both. */
export async function start(prefix = "/", folder = "dist") {
  const { address, close } = await serve(folder, { base: prefix });
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("No Chromium found: run `make setup`, or set CHROMIUM");
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return { address, browser, close: async () => { await browser.close(); await close(); } };
}

/** A page that notes requests to other hosts and errors on the console. Nothing is kept for later visits. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("request", (request) => { if (!/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) trouble.push(`request to ${request.url()}`); });
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("console", (message) => { if (/Content Security Policy/.test(message.text())) trouble.push(message.text()); });
  await page.goto(url);
  return { page, context, trouble };
}

/** The playground with a report of the engine. */
export async function playground(browser, address, query = "", options = {}) {
  const opened = await open(browser, `${address}playground/${query}`, options);
  await opened.page.waitForSelector(".cm-content", { state: "attached" });
  await opened.page.waitForSelector("#panel", { state: "attached" });
  return opened;
}

/** Waits until a function, run in the page, says yes. */
export const until = (page, check, argument) => page.waitForFunction(check, argument, { timeout: 15000 });
/** Waits until the panel contains a text. */
export const panelSays = (page, text) => until(page, (t) => document.querySelector("#panel")?.innerText.includes(t), text);
/** Shows a panel. */
export const panel = (page, name) => page.locator(`#tab-${name}`).click();
/** The text in the editor, as far as it is on screen. */
export const editorText = (page) => page.locator(".cm-content").innerText();
/** The number of the line that the caret is in. */
export const caretLine = (page) => page.locator(".cm-activeLineGutter").first().innerText().then(Number);

/** Replaces text in the open file through the editor, as typing does. */
export async function replace(page, from, to) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search input[name=search]").fill(from);
  await page.locator(".cm-search input[name=replace]").fill(to);
  await page.locator(".cm-search button[name=replaceAll]").click();
  await page.keyboard.press("Escape");
}
