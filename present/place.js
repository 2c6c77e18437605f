// The position in the address: `?present#section`, and `?present=2#section` for its second part.

/** Whether this window is the speaker's. */
export const isSpeaker = () => new URLSearchParams(location.search).has("speaker");

/** The address of a slide. */
export function address(slide, speaker = isSpeaker()) {
  const part = slide.part > 1 ? `=${slide.part}` : "";
  const hash = slide.id ? `#${slide.id}` : "";
  return `${location.pathname}?present${part}${speaker ? "&speaker" : ""}${hash}`;
}

/** Where in the text a slide stands: its first heading, else the nearest one before it. */
export function inText(slides, index) {
  const ids = slides.slice(0, index + 1).filter((slide) => slide.id === slides[index].id);
  const headings = ids.map((slide) => slide.blocks.find((block) => /^H[2-6]$/.test(block.tagName) && block.id)?.id ?? "");
  const id = headings.findLast((id) => id) ?? "";
  return `${location.pathname}${id ? `#${id}` : ""}`;
}

/** The slide with an id in it: a section's, or a heading's inside a section. */
export function holding(slides, id) {
  const section = slides.findIndex((slide) => slide.id === id);
  if (section >= 0) return section;
  return slides.findIndex((slide) => slide.blocks.some((block) => block.id === id || block.querySelector(`[id="${CSS.escape(id)}"]`)));
}

/** The slide that the address names; the nearest there is. */
export function current(slides) {
  const id = decodeURIComponent(location.hash.slice(1));
  const part = Number(new URLSearchParams(location.search).get("present")) || 1;
  const first = Math.max(0, holding(slides, id));
  const { parts, part: at } = slides[first];
  return first + Math.min(Math.max(part, at), parts) - at;
}
