// The search's button and its key, and presenting. What they open is fetched when it is first wanted.
const button = document.getElementById("search");
const open = () => import("./search.js").then((search) => search.open());
const typing = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
if (button) {
  button.hidden = false;
  button.addEventListener("click", open);
}
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
