// The site without a connection: every file of one version in one cache. What stands before this text is
// the list that `scripts/offline.mjs` makes: VERSION, and FILES with the hash of each.
const PREFIX = `feastflow ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const ATONCE = 6;

const address = (file) => new URL(file.replace(/(^|\/)index\.html$/, "$1") || "./", registration.scope).href;
/** In a cache that is whole: its list. In one that has been in charge: a mark. */
const LIST = address("offline-list");
const MARK = address("offline-mark");

/** The other versions' caches that have an entry, the newest first. */
async function others(entry) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE).reverse();
  const all = await Promise.all(names.map(async (name) => ({ name, cache: await caches.open(name) })));
  const has = await Promise.all(all.map(({ cache }) => cache.match(entry)));
  return all.filter((_, n) => has[n]);
}

async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file as the list has it: what the browser holds or the server sends may be of another version. */
async function fetched(file, wanted) {
  for (const cache of ["default", "reload"]) {
    const answer = await fetch(address(file), { cache });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    if (await hash(bytes) === wanted) return new Response(bytes, { headers: { "content-type": answer.headers.get("content-type") ?? "" } });
  }
  throw new Error(`${file} is of another version`);
}

/** Puts every file into the cache: what the older one has, whatever it is called there, from that. */
async function fill() {
  const cache = await caches.open(CACHE);
  const [older] = await others(LIST);
  const list = older ? await (await older.cache.match(LIST)).json() : {};
  const before = new Map(Object.entries(list).map(([file, is]) => [is, file]));
  const left = Object.entries(FILES);
  const take = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [file, wanted] = next;
      const same = before.has(wanted) ? await older.cache.match(address(before.get(wanted))) : null;
      await cache.put(address(file), same ?? await fetched(file, wanted));
    }
  };
  await Promise.all(Array.from({ length: ATONCE }, take));
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
}

/** Keeps the version that was in charge until now: its pages may still be open and ask for its files. */
async function forget() {
  const [last] = await others(MARK);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE && name !== last?.name);
  await Promise.all(names.map((name) => caches.delete(name)));
  await (await caches.open(CACHE)).put(MARK, new Response(""));
}

/** What is kept at an address: of this version, and what only an older one has. */
async function kept(href) {
  const found = await (await caches.open(CACHE)).match(href);
  if (found) return found;
  for (const { cache } of await others(MARK)) {
    const older = await cache.match(href);
    if (older) return older;
  }
  return null;
}

/** What a page asks for: what is kept, else from the network, else the page for unknown addresses. */
async function answer(request) {
  const url = new URL(request.url);
  const { search } = url;
  url.search = "";
  url.hash = "";
  const found = await kept(url.href);
  if (found) return found;
  const navigation = request.mode === "navigate";
  if (navigation && await kept(`${url.href}/`)) return Response.redirect(`${url.href}/${search}`);
  try {
    return await fetch(request);
  } catch (error) {
    const unknown = navigation && await kept(address("404.html"));
    if (!unknown) throw error;
    return new Response(await unknown.blob(), { status: 404, headers: unknown.headers });
  }
}

// A page that is open while the first version arrives goes on without it: it came from the server.
addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("message", (event) => { if (event.data === "take over") skipWaiting(); });
addEventListener("fetch", (event) => {
  const own = event.request.method === "GET" && event.request.url.startsWith(registration.scope);
  if (own) event.respondWith(answer(event.request));
});
