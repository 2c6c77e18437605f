// A list to choose from: filtered by typing, walked with the arrow keys.
import { dialog, make } from "./parts.js";

/** Shows rows `{ text, detail, act, more }`; what is chosen closes the list. `extra` stands beside the filter. */
export function pick(title, rows, extra) {
  const filter = make("input", { type: "search", "aria-label": "Filter", placeholder: "Filter", autocomplete: "off", spellcheck: "false", autofocus: true });
  const list = make("ul", {});
  const none = make("p", { class: "none", role: "status" });
  const shown = dialog(title, "picker", make("div", { class: "tools" }, filter, extra), list, none);

  const fill = (all) => {
    rows = all;
    list.replaceChildren(...rows.map((row) => make("li", {},
      make("button", { type: "button", class: "plain", click: () => { shown.close(); row.act(); } }, make("span", {}, row.text), make("small", {}, row.detail ?? "")),
      row.more && make("button", { type: "button", class: "button quiet small", "aria-label": `${row.more.text} of ${row.text}`, click: () => { shown.close(); row.more.act(); } }, row.more.text))));
    sift();
  };
  const sift = () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    [...list.children].forEach((item, n) => {
      const text = `${rows[n].text} ${rows[n].detail ?? ""}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    });
    none.textContent = list.querySelector("li:not([hidden])") ? "" : "Nothing here.";
  };
  const buttons = () => [...list.querySelectorAll("li:not([hidden]) > .plain")];
  filter.addEventListener("input", sift);
  shown.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (all[at - 1] ?? filter).focus();
    else if (event.key === "Enter" && document.activeElement === filter) all[0]?.click();
    else return;
    event.preventDefault();
  });
  fill(rows);
  filter.focus();
  return { fill, closed: () => !shown.isConnected };
}
