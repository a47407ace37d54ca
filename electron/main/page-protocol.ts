import { protocol } from "electron";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { pageHeaders } from "../node/page-headers.ts";
import { HOST } from "./origin.ts";
import { SCHEME } from "./scheme.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/**
 * Serves the built page from one folder. The files are listed once and looked up by name, so no address
 * leads out of the folder.
 * @param socketOrigins where the page may open sockets to
 */
export async function servePage(folder: string, socketOrigins: () => string[]): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]),
  );
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = host === HOST && request.method === "GET" ? files.get(path) : undefined;
    if (file === undefined) return new Response("Not found", { status: 404 });
    return new Response(new Uint8Array(await readFile(file)), {
      headers: { ...pageHeaders(socketOrigins()), "content-type": typeOf(file) },
    });
  });
}

function typeOf(file: string): string {
  return TYPES[extname(file)] ?? "application/octet-stream";
}
