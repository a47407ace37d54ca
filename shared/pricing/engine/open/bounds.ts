import type { Item } from "./cell.ts";

/** What a line says of all the slices in it, beside their quantity. */
export class Bounds {
  start = Infinity;
  /** Of those in it, how many still go on: then it ends now. */
  running = 0;
  readonly instances = new Set<string>();
  #end = -Infinity;
  /** The slice that is priced first. */
  first: Pick<Item, "use" | "start" | "end"> | undefined;

  /** Takes in a slice. */
  begin(item: Pick<Item, "use" | "start" | "end">): void {
    const { use, start } = item;
    this.instances.add(use.instance);
    const { first } = this;
    const isFirst =
      first === undefined ||
      start < first.start ||
      (start === first.start && use.key < first.use.key);
    if (!isFirst) return;
    this.first = item;
    this.start = start;
  }

  reach(end: number): void {
    if (end > this.#end) this.#end = end;
  }

  endAt(now: number): number {
    return this.running > 0 ? Math.max(this.#end, now) : this.#end;
  }
}

/** In the order of their code units, as keys are put in order everywhere. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
