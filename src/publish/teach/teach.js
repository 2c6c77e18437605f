// The teacher's pages: printing, and the form that makes a link of a set of files.
import { LARGEST, pack } from "./pack.js";

/** Lengths up to which a link goes through, and where. */
const FITS = [
  [2000, "It fits everywhere, in a mail, a chat, a QR code."],
  [8000, "It fits in most mails and chats, and in no QR code."],
  [60000, "Chats and mails may cut it off. Put it on a web page, or into a document as a link."],
  [LARGEST, "Put it on a web page as a link. To type or send it is hopeless."],
];
const KEPT = /^feastflow\/(.+)\/files$/;

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

const form = document.getElementById("own-form");
if (form) start(form.elements);

/** What this browser keeps of the playground: sets in which something was changed. */
function kept() {
  try {
    return Object.keys(localStorage).map((key) => KEPT.exec(key)?.[1]).filter((set) => set && !set.endsWith("/given")).sort();
  } catch {
    return [];
  }
}

function filesOf(set) {
  const names = (localStorage.getItem(`feastflow/${set}/files`) ?? "").split("\n").filter(Boolean);
  return names.map((name) => ({ name, text: localStorage.getItem(`feastflow/${set}/file/${name}`) ?? "" }));
}

function start({ title, chosen, from, text, add, link, copy, visit }) {
  const list = document.getElementById("own-files");
  const size = document.getElementById("own-size");
  let files = [];

  const free = () => {
    for (let n = 1; ; n += 1) if (!files.some(({ name }) => name === `manifest-${n}.yaml`)) return `manifest-${n}.yaml`;
  };
  const take = (more) => {
    files = [...files.filter(({ name }) => !more.some((file) => file.name === name)), ...more];
    show();
  };

  function row(file) {
    const remove = document.createElement("button");
    const item = document.createElement("li");
    remove.type = "button";
    remove.className = "button small";
    remove.textContent = "Take out";
    remove.setAttribute("aria-label", `Take out ${file.name}`);
    remove.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      show();
      text.focus();
    });
    item.append(file.name, " ", remove);
    return item;
  }

  let turn = 0;
  async function show() {
    const mine = (turn += 1);
    list.replaceChildren(...files.map(row));
    const hash = files.length ? await pack({ title: title.value.trim() || "The class’s set", files }) : "";
    if (mine !== turn) return;
    const address = hash && new URL(`playground/${hash}`, document.baseURI).href;
    const good = address.length > 0 && address.length <= LARGEST;
    link.value = good ? address : "";
    copy.disabled = visit.disabled = !good;
    size.textContent = address ? said(address.length) : "No files yet.";
  }

  function said(length) {
    const letters = files.reduce((sum, file) => sum + file.text.length, 0).toLocaleString("en");
    const fits = FITS.find(([most]) => length <= most)?.[1] ?? "That is too much for a link: give the class the files themselves.";
    return `${files.length} ${files.length === 1 ? "file" : "files"}, ${letters} characters; the link has ${length.toLocaleString("en")}. ${fits}`;
  }

  for (const set of kept()) from.add(new Option(set, set));
  from.closest("label").hidden = from.options.length < 2;
  from.addEventListener("change", () => {
    if (!from.value) return;
    if (!title.value) title.value = from.value;
    take(filesOf(from.value));
    from.value = "";
  });
  chosen.addEventListener("change", async () => {
    take(await Promise.all([...chosen.files].map(async (file) => ({ name: file.name, text: await file.text() }))));
    chosen.value = "";
  });
  add.addEventListener("click", () => {
    if (!text.value.trim()) return text.focus();
    take([{ name: free(), text: text.value.endsWith("\n") ? text.value : `${text.value}\n` }]);
    text.value = "";
    text.focus();
  });
  title.addEventListener("input", show);
  copy.addEventListener("click", async () => {
    link.select();
    await navigator.clipboard?.writeText(link.value).catch(() => {});
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  });
  visit.addEventListener("click", () => window.open(link.value, "_blank", "noopener"));
  document.getElementById("own-form").addEventListener("submit", (event) => event.preventDefault());
  show();
}
