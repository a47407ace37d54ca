import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifThere } from "../node/if-there.ts";

const PATTERN = /^[0-9a-f]{8}$/;

/**
 * What all management IDs of a store begin with, so that daemons which share a lab keep their hands off each
 * other's things. Of the embedded store it is kept beside it; daemons on one PostgreSQL take it from its address.
 */
export async function storeIdentity(
  dataDirectory: string,
  database: string | undefined,
): Promise<string> {
  if (database !== undefined) {
    const { host, pathname } = new URL(database);
    return createHash("sha256").update(`${host}${pathname}`).digest("hex").slice(0, 8);
  }
  const file = join(dataDirectory, "identity");
  const known = (await ifThere(readFile(file, "utf8"), "")).trim();
  if (PATTERN.test(known)) return known;
  const identity = randomBytes(4).toString("hex");
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, `${identity}\n`, { flush: true });
  await rename(`${file}.new`, file);
  return identity;
}
