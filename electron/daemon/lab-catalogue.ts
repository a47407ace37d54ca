import { join } from "node:path";
import { ok, type Result } from "../../shared/base/result.ts";
import { extendCatalogue, readAdditions } from "../../shared/catalogue/additions.ts";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { readTextFile } from "../node/text-file.ts";

/** In the data directory: the products that this lab has beside those that Labwright knows. */
const FILE = "catalogue.json";

/** The catalogue Labwright ships, with the lab's own products where there are any. */
export async function labCatalogue(data: string): Promise<Result<Catalogue>> {
  const path = join(data, FILE);
  const text = await readTextFile(path);
  if (!text.ok) return text.error.code === "file-not-found" ? ok(starterCatalogue()) : text;
  const additions = readAdditions(text.value);
  if (additions.ok) return ok(extendCatalogue(starterCatalogue(), additions.value));
  const { where } = additions.error;
  return {
    ok: false,
    error: { ...additions.error, where: where === undefined ? path : `${path}, ${where}` },
  };
}
