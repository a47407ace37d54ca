import type { VlanRange } from "../vlans.ts";
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
  /** None: the file says nothing of them. */
  readonly vlans: readonly VlanRange[];
  readonly addresses: readonly string[];
  readonly errors: readonly RowError[];
  /** What a lab has no use for, such as power strips; it is told, and stands in the way of nothing. */
  readonly leftOut?: readonly LeftOut[];
}

export interface LeftOut {
  readonly where: string;
  readonly message: string;
}

/** What crosses the wire at once, in characters: a lab of 10,000 things fits. */
export const MOST_TEXT = 3_000_000;

/** More than any lab has; a file with more is not an inventory. */
export const MOST_ROWS = 50_000;
