import type { Use } from "../usage.ts";
import type { Bounds } from "./bounds.ts";
import type { Slices } from "./slices.ts";

/** What slices come to by some number: quantity, first one, end, and whose they are. */
export class Tally {
  readonly #slices: Slices;
  readonly #uses: readonly Use[];
  readonly #sum: Float64Array;
  /** The slice that is priced first; below zero where there is none. */
  readonly #first: Int32Array;
  readonly #end: Float64Array;
  readonly #lastUse: Int32Array;
  readonly #instances: (Set<string> | undefined)[];

  constructor(slices: Slices, uses: readonly Use[], size: number) {
    this.#slices = slices;
    this.#uses = uses;
    this.#sum = new Float64Array(size);
    this.#first = new Int32Array(size).fill(-1);
    this.#end = new Float64Array(size).fill(-Infinity);
    this.#lastUse = new Int32Array(size).fill(-1);
    this.#instances = Array.from({ length: size });
  }

  add(number: number, slice: number, quantity: number): void {
    const { start, end, use } = this.#slices;
    this.#sum[number] = (this.#sum[number] ?? 0) + quantity;
    const until = end[slice] ?? 0;
    if (until > (this.#end[number] ?? 0)) this.#end[number] = until;
    const first = this.#first[number] ?? -1;
    const own = use[slice] ?? 0;
    const earlier = first < 0 ? 1 : (start[first] ?? 0) - (start[slice] ?? 0);
    if (earlier > 0 || (earlier === 0 && this.#isBefore(own, use[first] ?? 0)))
      this.#first[number] = slice;
    if (this.#lastUse[number] === own) return;
    this.#lastUse[number] = own;
    const instances = (this.#instances[number] ??= new Set());
    instances.add(this.#uses[own]?.instance ?? "");
  }

  sum(number: number): number {
    return this.#sum[number] ?? 0;
  }

  has(number: number): boolean {
    return (this.#first[number] ?? -1) >= 0;
  }

  /** Tells bounds what it knows. */
  fill(number: number, bounds: Bounds): void {
    const first = this.#first[number] ?? -1;
    const { start, end, use } = this.#slices;
    const what = this.#uses[use[first] ?? -1];
    if (what === undefined) return;
    bounds.begin({ use: what, start: start[first] ?? 0, end: end[first] ?? 0 });
    bounds.reach(this.#end[number] ?? 0);
    for (const instance of this.#instances[number] ?? []) bounds.instances.add(instance);
  }

  #isBefore(a: number, b: number): boolean {
    return (this.#uses[a]?.key ?? "") < (this.#uses[b]?.key ?? "");
  }
}
