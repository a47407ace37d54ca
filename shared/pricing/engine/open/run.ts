import type { Segment } from "../segments.ts";
import type { Use } from "../usage.ts";
import type { Item } from "./cell.ts";

/** A level that one instance holds, or held, without a change. */
export class Run {
  readonly use: Use;
  readonly amount: bigint;
  readonly start: number;
  /** Infinity while it goes on. */
  end: number;
  /** The report that began it; the one that ends it says the same of it. */
  readonly opener: Segment | undefined;
  /** Its last slice, for each rule that prices it and each who pays. */
  held: Item[] = [];

  constructor(
    { use, amount, start, end }: Pick<Run, "use" | "amount" | "start" | "end">,
    opener?: Segment,
  ) {
    this.use = use;
    this.amount = amount;
    this.start = start;
    this.end = end;
    this.opener = opener;
  }
}
