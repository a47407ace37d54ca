import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../electron/daemon/store/index.ts";
import { valueOf } from "./store-fixtures.ts";

const FILE = "labwright.sqlite";

let made: Promise<Uint8Array> | undefined;

/**
 * Puts an embedded store that is made and empty into a folder: opening it takes three quarters of the processor time
 * of making one. What is about the making opens an empty folder.
 */
export async function putEmptyStore(directory: string): Promise<void> {
  await writeFile(join(directory, FILE), await (made ??= make()), { mode: 0o600 });
}

async function make(): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), "labwright-empty-"));
  const store = valueOf(await openStore({ dataDirectory: directory }));
  await store.close();
  const file = await readFile(join(directory, FILE));
  await rm(directory, { recursive: true });
  return file;
}
