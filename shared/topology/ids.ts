import { memoiseText } from "../base/memo.ts";

/**
 * Sorts ids so that `web-2` comes before `web-10`: what is numbered later comes later, so that whatever
 * is handed out in this order (addresses) stays where it was when one more is added.
 */
export function sortedIds(ids: Iterable<string>): string[] {
  return Array.from(ids, (id) => ({ id, key: sortKey(id) }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(a.id, b.id))
    .map((entry) => entry.id);
}

/** The order of {@link sortedIds}. */
export function compareIds(a: string, b: string): number {
  return compareText(sortKey(a), sortKey(b)) || compareText(a, b);
}

/** Enough for the nodes and links of the largest designs; beyond, keys are made again and again. */
const KEYS_KEPT = 500_000;

const sortKey = memoiseText(
  (id) => id.replaceAll(/\d+/g, (digits) => digits.padStart(10, "0")),
  KEYS_KEPT,
);

/** Order by code units: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
