// Serves a folder on loopback as a plain static host does: index.html for folders, 404.html for the
// rest, no other rules. node scripts/serve.mjs dist [/base/]
import { createServer } from "node:http";
import { createReadStream, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json", ".webmanifest": "application/manifest+json",
  ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
  ".yaml": "text/plain; charset=utf-8", ".sh": "text/plain; charset=utf-8", ".md": "text/plain; charset=utf-8",
};

/** Named after what is in them, so never changed. */
const NAMED = /-[0-9a-f]{16}[./]/;

/** The file behind a path of an address, a folder that lacks its slash, or nothing. */
function find(root, path) {
  const file = resolve(join(root, decodeURIComponent(path)));
  if (file !== root && !file.startsWith(root + sep)) return {};
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() && !path.endsWith("/")) return { file };
  if (!stat?.isDirectory()) return {};
  if (!path.endsWith("/")) return { redirect: true };
  const index = join(file, "index.html");
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? { file: index } : {};
}

function send(request, response, status, file) {
  response.writeHead(status, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": NAMED.test(file) ? "public, max-age=31536000, immutable" : "no-cache" });
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

/** A server for `folder` below `base`; resolves with its address and a function that ends it. */
export function serve(folder, { base = "/", port = 0 } = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const outside = !pathname.startsWith(base);
    let found = {};
    try {
      found = outside ? {} : find(root, pathname.slice(base.length - 1));
    } catch {
      // A path that cannot be decoded names nothing.
    }
    if (found.redirect) response.writeHead(301, { location: `${pathname}/${search}` }).end();
    else if (found.file) send(request, response, 200, found.file);
    else if (outside) response.writeHead(404).end();
    else send(request, response, 404, join(root, "404.html"));
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      const address = `http://127.0.0.1:${server.address().port}${base}`;
      done({ address, close: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }) });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = "dist", base = "/"] = process.argv.slice(2);
  try {
    const { address } = await serve(folder, { base, port: Number(process.env.PORT || 0) });
    console.log(`FeastFlow on Kubernetes: ${address} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `Port ${process.env.PORT} is taken. Choose another: make serve PORT=…` : error.message);
    process.exit(1);
  }
}
