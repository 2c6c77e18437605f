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
