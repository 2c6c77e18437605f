// How pages are indexed and found: shared by the program that makes the index and the page that asks it.
const words = /[\s\p{P}\p{S}]+/u;

/** `readinessProbe` is found by itself, by `readiness` and by `probe`; `spec.replicas` by both of its words. */
function tokenize(text) {
  const whole = text.split(words).filter(Boolean);
  const parts = whole.flatMap((word) => {
    const humps = word.split(/(?<=[a-z0-9])(?=[A-Z])/);
    return humps.length > 1 ? humps : [];
  });
  return [...whole, ...parts];
}

/** What explains comes before what lists. */
const WEIGHTS = { Rule: 0.7, Field: 0.4 };

export const OPTIONS = {
  fields: ["page", "section", "text", "also"],
  storeFields: ["kind", "page", "section", "text", "href"],
  tokenize,
  searchOptions: {
    boost: { page: 4, section: 3 },
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    weights: { prefix: 0.6, fuzzy: 0.3 },
    tokenize: (text) => text.split(words).filter(Boolean),
    combineWith: "AND",
    boostDocument: (_id, _term, stored) => WEIGHTS[stored.kind] ?? 1,
  },
};

/** Results that are shown, and of each page. */
const MOST = 12;
const OF_A_PAGE = 3;

/** Sections by their page; the page whose sections have most of the words together comes first. */
function byPage(found) {
  const pages = new Map();
  for (const one of found) {
    const page = one.href.split("#")[0];
    if (!pages.has(page)) pages.set(page, { sections: [], words: new Set() });
    const { sections, words } = pages.get(page);
    if (sections.length < OF_A_PAGE) sections.push(one);
    for (const word of one.queryTerms) words.add(word);
  }
  return [...pages.values()].sort((a, b) => b.words.size - a.words.size).flatMap((page) => page.sections);
}

/** What is found: first sections that have all words, then those that have their parts, then pages that have any. */
export function find(mini, text) {
  const parted = text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  const ways = [[text, "AND"], [parted, "AND"], [parted, "OR"]];
  const found = new Map();
  for (const [words, combineWith] of ways) {
    if (found.size >= MOST) break;
    for (const one of byPage(mini.search(words, { combineWith }))) found.set(one.id, found.get(one.id) ?? one);
  }
  return [...found.values()].slice(0, MOST);
}
