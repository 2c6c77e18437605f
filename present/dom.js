// Elements, made in one line.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const button = (text, onclick, attributes = {}) => element("button", { type: "button", class: "button", onclick, ...attributes }, text);

/** The width of a slide's text, in rem. */
const COLUMN = 50;

/** Shows a slide's column smaller, as wide as before. */
export function scaled(column, scale) {
  column.style.zoom = String(scale);
  column.style.maxWidth = `${COLUMN / scale}rem`;
}

/** A slide as it stands on a screen. */
export function slide(one, slug) {
  const first = one.id === "" && one.part === 1 ? " first" : "";
  const made = element("section", { class: `slide prose${first}`, "data-slug": slug, "aria-roledescription": "slide" });
  const column = element("div", { class: "column prose" }, ...one.blocks);
  if (one.scale < 1) scaled(column, one.scale);
  made.append(column);
  return made;
}
