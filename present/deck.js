// A page's text as slides: a section each, and a section that is too long for a screen in parts.
//
// Every window cuts at the same places, however large it is, because a slide is measured at one size
// (`WIDTH` × `HEIGHT`) and then shown larger. So a part's number means the same everywhere.
import { scaled } from "./dom.js";

/** The size that slides are measured at, in CSS pixels. */
export const WIDTH = 880;
export const HEIGHT = 495;

/** What belongs to the page and not to its text. */
const LEFT_OUT = "nav, script, noscript, .crumbs, .about, .actions";
const HEADING = /^H[3-6]$/;
/** A list or table that takes more than this share of a slide may be cut between its items. */
const CUT = 0.45;
/** A slide may hold so much more than fits, and is shown smaller, if that saves another slide. */
const SHRINK = 1.35;
const SCALES = [1, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74];
/** Words a minute of somebody who explains them, and the least that a section gets, in minutes. */
const PACE = 90;
const LEAST = 1;

/** The sections of an article: what stands before the first h2, then one for each. */
function sections(article) {
  const section = (id, title) => ({ id, title, blocks: [], notes: [], minutes: 0 });
  const out = [section("", article.querySelector("h1")?.textContent ?? "")];
  for (const block of [...article.children]) {
    if (block.matches(LEFT_OUT)) continue;
    if (block.matches("template.notes")) {
      out.at(-1).notes.push(block.content);
      out.at(-1).minutes += Number(block.dataset.minutes ?? 0);
      continue;
    }
    if (block.tagName === "H2") {
      block.querySelector("a.anchor")?.remove();
      out.push(section(block.id, block.textContent));
    }
    out.at(-1).blocks.push(block);
  }
  return out.filter((section) => section.blocks.length);
}

/** How long a section should take: as its notes say, else a lesson's share for a step, else by its words. */
function minutes(section, lesson) {
  if (lesson && section.id) return section.minutes || Math.max(LEAST, Math.round(lesson.minutes / lesson.steps));
  const words = section.blocks.map((block) => block.textContent).join(" ").split(/\s+/).length;
  return section.minutes || Math.max(LEAST, Math.round(words / PACE));
}

/** What the items of a block stand in: of a list itself, of a table its body, of a view its scrolled part. */
const holder = (block) => (block.matches("ul, ol") ? block : block.querySelector(":scope > table > tbody, :scope > .scroll"));

/** The items of a block that may be cut: rows, or the parts of a view, each with its heading. */
function runs(block) {
  const rows = [...(block.matches("ul, ol, .table-wrap, figure.view") && holder(block)?.children || [])];
  if (!block.matches("figure.view")) return rows.map((row) => [row]);
  return rows.reduce((out, row) => {
    if (out.length === 0 || row.matches("h3") || row.querySelector(":scope > h3")) out.push([]);
    out.at(-1).push(row);
    return out;
  }, []);
}

/** A list, table or view as one for each of its items: `of` says which belong together again. */
function items(block) {
  const all = runs(block);
  if (all.length < 2) return [block];
  return all.map((rows, n) => {
    const one = block.cloneNode(true);
    holder(one).replaceChildren(...rows.map((row) => row.cloneNode(true)));
    if (block.matches("ol")) one.start = block.start + n;
    if (n < all.length - 1) one.querySelector(":scope > figcaption")?.remove();
    one.of = block;
    return one;
  });
}

/** Puts neighbours that came from one block together again. */
function joined(blocks) {
  const out = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last?.of && last.of === block.of) {
      holder(last).append(...holder(block).children);
      last.append(...block.querySelectorAll(":scope > figcaption"));
    } else {
      out.push(block);
    }
  }
  return out;
}

const isHeading = (block) => HEADING.test(block.tagName);

/** How bad it is that a slide ends with a block: a heading must not, a sentence with a colon should not. */
const leadsOn = (block) => (isHeading(block) ? 20 : block.tagName === "P" && /:\s*$/.test(block.textContent) ? 2 : 0);

const height = (boxes, from, to) => boxes[to - 1].bottom - boxes[from].top;

/** How bad it is that a slide holds the blocks from `from` up to but without `to`. */
function price(boxes, from, to, room) {
  const full = height(boxes, from, to) / room;
  if (full > SHRINK && to - from > 1) return Infinity;
  const [empty, over] = [Math.max(0, 1 - full), Math.max(0, Math.min(full, SHRINK) - 1)];
  const hanging = to < boxes.length ? leadsOn(boxes[to - 1].block) : 0;
  const atHeading = to < boxes.length && isHeading(boxes[to].block) ? -0.3 : 0;
  return 1 + empty * empty + 8 * over * over + hanging + atHeading;
}

/** Where to cut: as few slides as there can be, filled evenly, none ending with what leads on. */
function cuts(boxes, first, later) {
  const best = [{ cost: 0, from: 0 }];
  for (let to = 1; to <= boxes.length; to += 1) {
    best[to] = { cost: Infinity, from: to - 1 };
    for (let from = to - 1; from >= 0; from -= 1) {
      const cost = best[from].cost + price(boxes, from, to, from === 0 ? first : later);
      if (cost < best[to].cost) best[to] = { cost, from };
    }
  }
  const out = [];
  for (let to = boxes.length; to > 0; to = best[to].from) out.unshift([best[to].from, to]);
  return out;
}

/** Smaller code, where that makes it fit. */
function tighten(block, room) {
  for (const size of ["small", "tiny"]) {
    if (block.offsetHeight <= room || !block.querySelector("pre")) return;
    block.classList.remove("small");
    block.classList.add(size);
  }
}

/** The parts of a section, measured in an element that looks like a slide. */
function parts(section, body) {
  const style = getComputedStyle(body);
  const room = HEIGHT - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  body.replaceChildren(...section.blocks);
  for (const block of section.blocks) tighten(block, room - 60);
  const blocks = section.blocks.flatMap((block) => (block.offsetHeight > room * CUT ? items(block) : [block]));
  body.replaceChildren(...blocks);
  const boxes = blocks.map((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return { block, top, bottom };
  });
  const head = running(section.title, "", 9);
  body.prepend(head);
  const later = room - head.offsetHeight - 12;
  const found = cuts(boxes, room, later).map(([from, to]) => {
    const sub = blocks.slice(0, from + 1).findLast((block) => block.tagName === "H3");
    const held = joined(blocks.slice(from, to));
    const scale = fitting(body, held, from === 0 ? room : later);
    return { blocks: held, scale, sub: sub && sub !== blocks[from] ? plain(sub) : "" };
  });
  body.replaceChildren();
  return found;
}

/** The largest scale at which blocks fit, and flow anew at each; what fits at none is scrolled, at its full size. */
function fitting(body, blocks, room) {
  body.replaceChildren(...blocks);
  const fits = SCALES.find((scale) => {
    scaled(body, scale);
    return blocks.at(-1).getBoundingClientRect().bottom - blocks[0].getBoundingClientRect().top <= room;
  });
  scaled(body, 1);
  return fits ?? 1;
}

const plain = (heading) => {
  const copy = heading.cloneNode(true);
  copy.querySelector("a.anchor")?.remove();
  return copy.textContent;
};

/** What stands above a part that is not the first. */
function running(title, sub, part) {
  const head = document.createElement("h2");
  const small = document.createElement("small");
  small.textContent = ` ${part}`;
  head.className = "again";
  head.append(sub ? `${title} › ${sub}` : title, small);
  return head;
}

/** All slides of an article, in order. `body` is an empty element that looks like a slide. */
export function deck(article, body) {
  const lesson = article.querySelector("[data-lesson]")?.dataset;
  const all = sections(article).slice(0, lesson ? Number(lesson.steps) + 1 : undefined);
  return all.flatMap((section, n) => {
    const [found, time] = [parts(section, body), minutes(section, lesson)];
    const step = lesson && n > 0 ? new URL(`playground/?lesson=${lesson.lesson}&step=${n}`, document.baseURI).href : null;
    return found.map(({ blocks, scale, sub }, at) => {
      const part = at + 1;
      if (at > 0) blocks.unshift(running(section.title, sub, `${part} of ${found.length}`));
      return { id: section.id, part, parts: found.length, title: section.title, sub, blocks, scale, notes: section.notes, minutes: time, step };
    });
  });
}
