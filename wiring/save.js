// The drawing as a file. The page's rules for styles and pictures may be strict: the style goes in as text, and
// the picture is painted line by line, from what is on the screen.

/** The drawing as a file that stands alone. */
export function file(svg, style) {
  const copy = svg.cloneNode(true);
  copy.removeAttribute("style");
  copy.classList.remove("lit-some", "searching");
  for (const one of copy.querySelectorAll("[data-node], [data-wire]")) {
    for (const name of ["data-go", "data-at", "data-yaml", "role", "tabindex", "aria-label"]) one.removeAttribute(name);
    one.classList.remove("lit", "found", "here");
  }
  const text = new XMLSerializer().serializeToString(copy);
  return text.replace("</title>", `</title><style>${style}</style>`);
}

/** Two pixels for one, as far as a browser's canvas goes. */
export function painted(svg, [width, height], zoom) {
  const factor = Math.min(2, 8000 / width, 8000 / height);
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.ceil(width * factor), height: Math.ceil(height * factor) });
  const brush = canvas.getContext("2d");
  brush.fillStyle = getComputedStyle(svg.parentElement).backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  for (const element of svg.querySelectorAll("path, rect, text")) {
    if (element.closest("defs, .reach")) continue;
    const { a, b, c, d, e, f } = element.getCTM();
    const by = factor / zoom;
    brush.setTransform(a * by, b * by, c * by, d * by, e * by, f * by);
    if (element.tagName === "text") write(brush, element);
    else draw(brush, element);
  }
  return new Promise((done, failed) => { canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("empty"))), "image/png"); });
}

function outline(element) {
  if (element.tagName === "path") return new Path2D(element.getAttribute("d"));
  const value = (name) => Number(element.getAttribute(name) ?? 0);
  const path = new Path2D();
  path.roundRect(value("x"), value("y"), value("width"), value("height"), Math.min(value("rx"), value("height") / 2));
  return path;
}

function draw(brush, element) {
  const style = getComputedStyle(element);
  const path = outline(element);
  if (style.fill !== "none") {
    brush.globalAlpha = Number(style.fillOpacity);
    brush.fillStyle = style.fill;
    brush.fill(path);
    brush.globalAlpha = 1;
  }
  if (style.stroke !== "none") {
    brush.strokeStyle = style.stroke;
    brush.lineWidth = parseFloat(style.strokeWidth);
    brush.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
    brush.stroke(path);
    if (element.hasAttribute("marker-end")) head(brush, element, style.stroke);
  }
}

/** The arrow head at the end of a line. */
function head(brush, element, colour) {
  const length = element.getTotalLength();
  const [end, before] = [element.getPointAtLength(length), element.getPointAtLength(length - 2)];
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const at = (back, aside) => [end.x - Math.cos(angle) * back - Math.sin(angle) * aside, end.y - Math.sin(angle) * back + Math.cos(angle) * aside];
  brush.fillStyle = colour;
  brush.beginPath();
  for (const point of [at(-0.5, 0), at(9, 4.5), at(9, -4.5)]) brush.lineTo(...point);
  brush.fill();
}

function write(brush, element) {
  const style = getComputedStyle(element);
  const [x, y] = ["x", "y"].map((name) => Number(element.getAttribute(name)));
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  brush.textAlign = style.textAnchor === "middle" ? "center" : "start";
  brush.textBaseline = style.dominantBaseline === "auto" ? "alphabetic" : "middle";
  brush.setLineDash([]);
  if (style.stroke !== "none") {
    brush.strokeStyle = style.stroke;
    brush.lineWidth = parseFloat(style.strokeWidth);
    brush.lineJoin = "round";
    brush.strokeText(element.textContent, x, y);
  }
  brush.fillStyle = style.fill;
  brush.fillText(element.textContent, x, y);
}
