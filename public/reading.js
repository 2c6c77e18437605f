// Marks in the table of contents the section that is being read.
const links = new Map([...document.querySelectorAll("nav.toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let marked = null;

/** The last heading above a line in the upper third of the window; before the first, none. */
function mark() {
  const heading = headings.findLast((one) => one.getBoundingClientRect().top < innerHeight / 3);
  const link = heading && links.get(heading.id);
  if (link === marked) return;
  marked?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  marked = link;
}

if (headings.length) {
  const observer = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -66% 0px" });
  for (const heading of headings) observer.observe(heading);
}
