// A set of files as a part of a link, and back: JSON, deflated, in letters that an address may have.

/** What stands before the text, with the number of this form. */
export const MARK = "#set=1.";
/** Beyond this a browser may refuse the link. */
export const LARGEST = 1_000_000;

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();

function letters(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** `set` has a title and files, each a name and a text. */
export async function pack({ title, files }) {
  const text = JSON.stringify([title, ...files.flatMap(({ name, text }) => [name, text])]);
  return MARK + letters(new Uint8Array(await through(text, new CompressionStream("deflate-raw"))));
}

/** The set in the end of a link. Throws if the link is damaged. */
export async function unpack(hash) {
  const plain = await through(bytes(hash.slice(MARK.length)), new DecompressionStream("deflate-raw"));
  const [title, ...rest] = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  if (![title, ...rest].every((text) => typeof text === "string") || rest.length < 2 || rest.length % 2) throw new Error("no set");
  const files = Array.from({ length: rest.length / 2 }, (_, n) => ({ name: rest[2 * n], text: rest[2 * n + 1] }));
  return { title, files };
}

/** A short name for what a link holds: the same link opens the same set again, with what was done to it. */
export function name(hash) {
  let sum = 0xcbf29ce484222325n;
  for (const letter of hash) sum = BigInt.asUintN(64, (sum ^ BigInt(letter.charCodeAt(0))) * 0x100000001b3n);
  return `class-${sum.toString(36)}`;
}
