import type { Use } from "../usage.ts";
import type { Cell, Item } from "./cell.ts";
import type { OpenRule } from "./open-rule.ts";

/** Between these instants all slices of a lane are in one cell. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly cell: Cell | undefined;
}

/** Uses that no line and no rule tells apart: their levels are added up. */
export class Lane {
  readonly owner: OpenRule;
  readonly use: Use;
  readonly account: string;
  readonly unused: boolean;
  readonly free: string;
  /** What its lines are about. */
  readonly target: string;
  /** Where what goes on is now. */
  here: Stretch = { from: 0, until: -Infinity, cell: undefined };
  /** Where it was looked last for what has ended. */
  there: Stretch = { from: 0, until: -Infinity, cell: undefined };
  readonly cells = new Map<string, Cell>();
  readonly items = new Set<Item>();
  level = 0n;
  base = 0n;

  constructor(
    owner: OpenRule,
    { use, account, unused, free }: Pick<Lane, "use" | "account" | "unused" | "free">,
    target: string,
  ) {
    this.owner = owner;
    this.use = use;
    this.account = account;
    this.unused = unused;
    this.free = free;
    this.target = target;
  }

  /** What goes on now has used so much of a cell since it came into it, or into its tier. */
  flowIn(cell: Cell, now: number): bigint {
    if (this.here.cell !== cell || this.items.size === 0) return 0n;
    return this.level * BigInt(now) - this.base;
  }

  /** Counts what goes on from now on only. */
  rest(cell: Cell, now: number): void {
    if (this.here.cell !== cell) return;
    for (const item of this.items) item.base = item.amount * BigInt(now);
    this.base = this.level * BigInt(now);
  }

  open(item: Item): void {
    this.items.add(item);
    this.level += item.amount;
    this.base += item.base;
  }

  /** Takes an item out that has ended. */
  close(item: Item): void {
    this.items.delete(item);
    this.level -= item.amount;
    this.base -= item.base;
  }
}
