// The search's button and its key, and presenting: what they open is fetched when it is first wanted. And the link
// that skips the top bar: followed, it would open the playground anew without what is open.
const button = document.getElementById("search");
const open = () => import("./search.js").then((search) => search.open());
const typing = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
button?.addEventListener("click", open);
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main")?.focus();
});
addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const palette = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !typing(event.target);
  if (slash || palette) {
    event.preventDefault();
    open();
  }
});

// A page that cannot be presented is shown as it is.
if (document.documentElement.dataset.present !== undefined) {
  import("./present.js").then((present) => present.start()).catch(() => delete document.documentElement.dataset.present);
}

// A link that holds a set of files: they are put where the playground keeps texts, and opened from there.
const { hash } = location;
if (hash.startsWith("#set=")) import("./brought.js").then((brought) => brought.take(hash));
