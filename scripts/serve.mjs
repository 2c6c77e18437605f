// A static file server as plain as any host: `node scripts/serve.mjs FOLDER [PREFIX]`.
// Folders answer with their index.html, unknown paths with 404.html and status 404. No other rules.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".json": "application/json", ".yaml": "text/yaml; charset=utf-8",
};

/** Serves `folder` under `prefix`; resolves to the server and its address. */
export async function serve(folder, prefix = "/", port = 0) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const send = (status, body, type) => response.writeHead(status, { "content-type": type ?? "application/octet-stream" }).end(body);
    const fallback = async () => send(404, await readFile(join(folder, "404.html")).catch(() => "Not found"), TYPES[".html"]);
    if (!path.startsWith(prefix)) return fallback();
    let file = join(folder, normalize("/" + path.slice(prefix.length)));
    const info = await stat(file).catch(() => null);
    if (info?.isDirectory()) {
      if (!path.endsWith("/")) return response.writeHead(301, { location: path + "/" + new URL(request.url, "http://localhost").search }).end();
      file = join(file, "index.html");
    }
    const body = await readFile(file).catch(() => null);
    return body === null ? fallback() : send(200, body, TYPES[extname(file)]);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { server, address: `http://127.0.0.1:${server.address().port}${prefix}` };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { address } = await serve(process.argv[2] ?? "dist", process.argv[3] ?? "/", Number(process.env.PORT ?? 0));
  console.log(`Serving on ${address} (stop with Ctrl-C)`);
}
