// The playground, opened by a link that holds a set: the set is put where the playground keeps texts, and
// opened by its name. Nothing is sent to any server: what stands behind # is not.
import { name, unpack } from "./pack.js";

const DAMAGED = "This link is damaged: a part of it was lost on the way. Ask for it again, or for the files themselves.";
const NO_ROOM = "This browser keeps nothing for this site, so the files of the link cannot be opened. A private window may be the reason.";

function say(words) {
  const notice = document.createElement("p");
  notice.className = "brought";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  document.body.append(notice);
  setTimeout(() => notice.remove(), 15000);
}

function keep(set, { title, files }) {
  for (const file of files) localStorage.setItem(`feastflow/${set}/given/file/${file.name}`, file.text);
  localStorage.setItem(`feastflow/${set}/title`, title);
  localStorage.setItem(`feastflow/${set}/given/files`, files.map((file) => file.name).join("\n"));
}

/** Takes the set out of the end of an address, and opens it. */
export async function take(hash) {
  const set = name(hash);
  let found;
  try {
    found = await unpack(hash);
  } catch {
    return say(DAMAGED);
  }
  try {
    keep(set, found);
  } catch {
    return say(NO_ROOM);
  }
  location.replace(`${location.pathname}?set=${set}`);
}
