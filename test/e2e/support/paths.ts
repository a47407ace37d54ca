import { fileURLToPath } from "node:url";

/** A path of the clone, from its root. */
export function inClone(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
