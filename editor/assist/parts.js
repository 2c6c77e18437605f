// What the views are made of.

/** An element with attributes (functions are listeners) and children. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ADDRESS = /`([^`]+)`|https?:\/\/[^\s)]*[^\s).,;:]/g;

/** A text in which code spans and addresses are what they look like. */
export function words(text) {
  const out = [];
  let from = 0;
  for (const { 0: found, 1: code, index } of text.matchAll(ADDRESS)) {
    out.push(text.slice(from, index), code ? make("code", {}, code) : make("a", { href: found, target: "_blank", rel: "noreferrer" }, found));
    from = index + found.length;
  }
  return [...out, text.slice(from)];
}

/** The paragraphs, lists and code of a description, as `src/publish/texts.rs` writes them. */
export const paragraphs = (text) => text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => {
  if (part.startsWith("\t")) return make("pre", {}, part.replace(/^\t/gm, ""));
  const list = part.startsWith("- ") ? "ul" : part.startsWith("1. ") && "ol";
  if (!list) return make("p", {}, ...words(part));
  return make(list, {}, ...part.split(/\n(?=- |\d+\. )/).map((item) => make("li", {}, ...words(item.replace(/^(-|\d+\.) /, "")))));
});

/** A dialog that is gone when it is closed; what had the keyboard before gets it back, unless something else takes it. */
export function dialog(title, className, ...children) {
  const heading = make("h2", { id: "dialog-title" }, title);
  const close = make("button", { type: "button", class: "button quiet small", click: () => element.close() }, "Close");
  const element = make("dialog", { class: className, "aria-labelledby": "dialog-title" }, make("header", {}, heading, close), ...children);
  element.addEventListener("click", (event) => event.target === element && element.close());
  element.addEventListener("close", () => element.remove());
  document.querySelector("dialog[open].sheet, dialog[open].picker")?.close();
  document.body.append(element);
  element.showModal();
  return element;
}

/** Whether this is one of Apple's keyboards. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as it is written on the keyboard: `Mod-Shift-k`. */
export function keyCaps(key) {
  const modifiers = isMac ? { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl" };
  const names = { ...modifiers, ArrowUp: "↑", ArrowDown: "↓" };
  return key.split(/-(?=.)/).map((part) => make("kbd", {}, names[part] ?? (part.length === 1 ? part.toUpperCase() : part)));
}
