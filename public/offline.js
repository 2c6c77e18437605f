// Keeps the site for when there is no connection, and says when a new version has been fetched. A page is
// loaded anew only if its reader asks for it here.
const service = navigator.serviceWorker;
let asked = false;

/** Offers a version that waits to take over, or, if there is none, one that has done so. */
function offer(waiting) {
  if (document.getElementById("new-version")) return;
  const notice = document.createElement("p");
  const reload = document.createElement("button");
  notice.id = "new-version";
  notice.className = "new-version";
  notice.setAttribute("role", "status");
  reload.type = "button";
  reload.className = "button small";
  reload.textContent = "Reload";
  reload.addEventListener("click", () => {
    asked = true;
    if (waiting?.state === "installed") waiting.postMessage("take over");
    else location.reload();
  });
  document.body.append(notice);
  notice.append("A new version is here. ", reload);
}

/** A worker that is installed while another is in charge is a new version; the first one is not news. */
function watch(worker) {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && service.controller) offer(worker);
  });
}

async function keep() {
  service.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else offer();
  });
  const kept = await service.register(new URL("service.js", document.baseURI), { scope: document.baseURI });
  if (!kept) return;
  if (kept.waiting && service.controller) offer(kept.waiting);
  watch(kept.installing);
  kept.addEventListener("updatefound", () => watch(kept.installing));
}

// After the page itself; not inside another page, which does it, nor where the visitor pays for every byte.
if (service && isSecureContext && window === window.top && !navigator.connection?.saveData) {
  const start = () => keep().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
