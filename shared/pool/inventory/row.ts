import type { Item, SortId } from "./sorts.ts";

/** One thing that an inventory file lists, with only what the file says of it. */
export interface InventoryRow {
  /** Where it stands: `line 12`, `devices 3`. */
  readonly where: string;
  readonly sort: SortId;
  readonly values: Item;
}

/** What is wrong with one row; the others are read all the same. */
export interface RowError {
  readonly where: string;
  readonly column: string | null;
  readonly message: string;
}

/** An inventory file as read; what is not one row each stands beside. */
export interface InventoryFile {
  readonly rows: readonly InventoryRow[];
  readonly vlans: { readonly first: number; readonly last: number } | null;
  readonly addresses: readonly string[];
  readonly errors: readonly RowError[];
}

/** More than any lab has; a file with more is not an inventory. */
export const MOST_ROWS = 50_000;
const MOST_ADDRESSES = 4096;

/** All addresses from the first to the last, or null when that is no range. */
export function addressesBetween(first: string, last: string): readonly string[] | null {
  const [from, to] = [numberOf(first), numberOf(last)];
  if (from === null || to === null || to < from || to - from >= MOST_ADDRESSES) return null;
  return Array.from({ length: to - from + 1 }, (_, index) => dotted(from + index));
}

function numberOf(address: string): number | null {
  const parts = (address.split("/")[0] ?? "").split(".").map(Number);
  const valid = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return valid && parts.every(Number.isInteger)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : null;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
