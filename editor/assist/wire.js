// The worker's answers, read as they are written in `src/protocol/wire.rs`: every field in its order,
// numbers in four bytes, a length before what repeats. A test compares the two tables.

const STRUCTS = {
  Completion: { file: "text", start: "number", end: "number", items: "CompletionItem list" },
  CompletionItem: { label: "text", insert: "text", selected: "Stretch list", detail: "text", kind: "text", required: "flag", description: "number maybe" },
  Descriptions: { of: "number list", texts: "text list" },
  Hover: { place: "Place", title: "text", holds: "text", required: "flag", default: "text maybe", values: "text list", deprecated: "text maybe", notes: "text list", description: "number maybe", targets: "Target list" },
  Outline: { documents: "OutlineRow list", way: "Target list" },
  OutlineRow: { kind: "text", name: "text", object: "text maybe", place: "Place" },
  Place: { file: "text", start: "number", end: "number", line: "number", column: "number", end_line: "number", end_column: "number" },
  Stretch: { start: "number", end: "number" },
  Target: { text: "text", place: "Place" },
  TextEdit: { place: "Place", text: "text" },
};

const ANSWERS = [
  {},
  { hover: "Hover" },
  { completion: "Completion" },
  { outline: "Outline" },
  { targets: "Target list" },
  { count: "number", edits: "TextEdit list" },
];

const utf8 = new TextDecoder();

/** Reads what `read` reads from the bytes, which must be all of them. */
function whole(bytes, read) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const byte = () => view.getUint8(at++);
  const number = () => view.getUint32((at += 4) - 4, true);
  const simple = {
    number,
    flag: () => byte() !== 0,
    text: () => {
      const length = number();
      return utf8.decode(bytes.subarray(at, (at += length)));
    },
  };
  const fields = (of) => Object.fromEntries(Object.entries(of).map(([name, type]) => [name, one(type)]));
  const one = (type) => {
    const [base, many] = type.split(" ");
    if (many === "list") return Array.from({ length: number() }, () => one(base));
    if (many === "maybe") return byte() ? one(base) : null;
    return simple[base]?.() ?? fields(STRUCTS[base]);
  };
  const found = read({ byte, fields });
  if (at !== bytes.length) throw new RangeError("bytes are left over");
  return found;
}

/** An answer's fields; none if there is nothing to say. */
export function answer(bytes) {
  return whole(bytes, ({ byte, fields }) => {
    const tag = byte();
    return tag === 0 ? null : fields(ANSWERS[tag]);
  });
}

/** Kubernetes' own descriptions, by number. */
export function descriptions(bytes) {
  const { of, texts } = whole(bytes, ({ fields }) => fields(STRUCTS.Descriptions));
  return (number) => texts[of[number]] ?? "";
}
