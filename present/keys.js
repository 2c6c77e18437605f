// The keys. A presenter's remote sends Page Up and Page Down, a point or B, and Escape.

/** What the help says: keys, and what they do. */
export const HELP = [
  ["→  Space  Page Down  N", "next slide, or further down a long one"],
  ["←  Shift + Space  Page Up  P", "previous slide"],
  ["Home  End", "first and last slide"],
  ["1 … 9", "the slide with this number"],
  ["↓  ↑", "scroll a long slide; next and previous otherwise"],
  ["O", "overview of all slides"],
  ["B  or  .", "black screen, and back"],
  ["S", "speaker’s window: notes, next slide, timer"],
  ["E", "the slide’s example in the playground, on the slide"],
  ["F", "full screen"],
  ["D", "dark or light"],
  ["T  R", "start or pause the clock, and set it back"],
  ["?  H", "this help"],
  ["Esc", "close what is open; else leave the presentation"],
];

const NAMES = {
  ArrowRight: "next", PageDown: "next", n: "next", " ": "next", Enter: "next",
  ArrowLeft: "previous", PageUp: "previous", p: "previous", Backspace: "previous",
  ArrowDown: "down", ArrowUp: "up", Home: "first", End: "last",
  o: "overview", b: "black", ".": "black", s: "speaker", e: "example", f: "full", d: "dark",
  t: "pause", r: "reset", "?": "help", h: "help", Escape: "leave",
};

const TYPING = "input, select, textarea, [contenteditable], .cm-editor";
/** What these keys do to an element that has the focus is the element's own affair. */
const PRESSES = "button, a, summary";

/** Whether an element, or one that it stands in, scrolls that way. */
function scrolls(target, key) {
  if (!/^Arrow(Left|Right)$/.test(key)) return false;
  const box = target.closest?.("[tabindex='0']");
  return box !== null && box !== undefined && box.scrollWidth > box.clientWidth + 1;
}

/** The act that a key means, if it means any; a digit is the act `digit`. */
export function act(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TYPING) || scrolls(target, event.key)) return null;
  if (/^( |Enter)$/.test(event.key) && target.closest(PRESSES)) return null;
  if (event.key === " " && event.shiftKey) return "previous";
  if (/^[0-9]$/.test(event.key)) return "digit";
  return NAMES[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
