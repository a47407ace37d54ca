import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Clock } from "../../../shared/base/clock.ts";
import { pathOf } from "./request.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** A rebuilt interface is found again after this many milliseconds. */
const RELIST = 1000;

/** Sends a file of the interface; false when there is none at that path. */
export type StaticFiles = (
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
) => Promise<boolean>;

/**
 * Serves what is listed in a folder and nothing else: a request only ever looks up the list, so no path,
 * however written, leads out of the folder.
 */
export function staticFiles(folder: string, clock: Clock): StaticFiles {
  let files: ReadonlyMap<string, string> = new Map();
  let listed = Number.NEGATIVE_INFINITY;
  const find = async (path: string): Promise<string | undefined> => {
    if (!files.has(path) && clock.now() - listed > RELIST) {
      files = await list(folder);
      listed = clock.now();
    }
    return files.get(path);
  };
  return async (request, response, headers) => {
    const pathname = pathOf(request);
    const path = pathname === "/" ? "/index.html" : pathname;
    const file = await find(path);
    const size = file === undefined ? null : await sizeOf(file);
    if (file === undefined || size === null) return false;
    response.writeHead(200, {
      ...headers,
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": size,
      "cache-control": cacheControl(path),
    });
    if (request.method === "HEAD") response.end();
    else await pipeline(createReadStream(file), response).catch(() => response.destroy());
    return true;
  };
}

/** Names under assets/ carry a hash of their content, so they never change. */
function cacheControl(path: string): string {
  return path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store";
}

async function list(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [`/${relative(folder, file).split(sep).join("/")}`, file];
      }),
  );
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}
