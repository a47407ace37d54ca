import { isMeasured } from "../meters.ts";
import type { Rule } from "../schema/rule.ts";
import { gapsIn, type Unpriced } from "../steps/claims.ts";
import { targetOf } from "../steps/target.ts";
import type { Tariff } from "../steps/tariff.ts";
import type { Piece, Use } from "../usage.ts";
import { Bounds } from "./bounds.ts";
import type { Run } from "./run.ts";

/** One line of what no rule prices. */
interface Gap {
  readonly bounds: Bounds;
  /** The first of it, as `normalise` puts them in order. */
  use: Use;
  rank: string;
}

/** What no rule prices, or not at all times. */
export class OpenGaps {
  readonly #tariff: Tariff;
  readonly #gaps = new Map<string, Gap>();
  readonly #uses = new WeakMap<Use, string>();
  /** Runs without an end, and from when on nothing prices them. */
  readonly #waiting = new Map<Run, number>();
  readonly #running = new Map<Run, Gap>();
  /** When the next of them is no longer priced. */
  #wake = Infinity;
  /** Runs that some later rule prices again: looked at each time. */
  readonly #patchy = new Set<Run>();

  constructor(tariff: Tariff) {
    this.#tariff = tariff;
  }

  /** What has an end. */
  add(piece: Pick<Piece, "use" | "start" | "end">, isTotal: boolean): void {
    for (const span of this.#spans(piece)) {
      const gap = this.#gap(span, isTotal);
      gap.bounds.reach(span.end);
    }
  }

  open(run: Run): void {
    if (isMeasured(run.use.meter) && this.#rules(run.use).length === 0) return;
    const from = this.#gapAfter(run);
    if (from === undefined) return;
    if (this.#edges(run.use).some((at) => at > from && this.#isPriced(run.use, at)))
      this.#patchy.add(run);
    else {
      this.#waiting.set(run, from);
      this.#wake = Math.min(this.#wake, from);
    }
  }

  /** A run that went on has ended. */
  end(run: Run): void {
    const gap = this.#running.get(run);
    if (gap !== undefined) {
      gap.bounds.running -= 1;
      gap.bounds.reach(run.end);
    } else if (this.#waiting.has(run) || this.#patchy.has(run)) this.add(run, false);
    this.#running.delete(run);
    this.#waiting.delete(run);
    this.#patchy.delete(run);
  }

  at(now: number): readonly Unpriced[] {
    if (this.#wake < now) this.#begin(now);
    const found = [...this.#gaps.values()].map(({ use, bounds }) => ({
      use,
      start: bounds.start,
      end: bounds.endAt(now),
      many: { count: bounds.instances.size, instances: bounds.instances },
    }));
    const patchy = [...this.#patchy].filter(({ start }) => start < now);
    return [...found, ...patchy.flatMap(({ use, start }) => this.#spans({ use, start, end: now }))];
  }

  /** Those that are no longer priced. */
  #begin(now: number): void {
    this.#wake = Infinity;
    for (const [run, from] of this.#waiting)
      if (from >= now) this.#wake = Math.min(this.#wake, from);
      else {
        const gap = this.#gap({ use: run.use, start: from, end: Infinity }, false);
        gap.bounds.running += 1;
        this.#running.set(run, gap);
        this.#waiting.delete(run);
      }
  }

  #gap(span: Unpriced, isTotal: boolean): Gap {
    const { use, start } = span;
    let key = this.#uses.get(use);
    if (key === undefined) this.#uses.set(use, (key = targetOf(use, use.account, "", "")));
    const rank = `${isTotal ? `1${use.key}` : `0${use.who}`} ${String(start).padStart(16, "0")}`;
    let gap = this.#gaps.get(key);
    if (gap === undefined) this.#gaps.set(key, (gap = { bounds: new Bounds(), use, rank }));
    else if (rank < gap.rank) [gap.use, gap.rank] = [use, rank];
    gap.bounds.begin(span);
    return gap;
  }

  #spans({ use, start, end }: Pick<Piece, "use" | "start" | "end">): readonly Unpriced[] {
    const piece = { use, start, end, amount: 0n, isTotal: false };
    return gapsIn(this.#tariff, use, this.#rules(use), [piece]);
  }

  #rules(use: Use): readonly Rule[] {
    return this.#tariff.rulesFor(use);
  }

  #edges(use: Use): readonly number[] {
    const edges = this.#rules(use).flatMap((rule) => this.#tariff.edges(rule, use));
    return edges.toSorted((a, b) => a - b);
  }

  #isPriced(use: Use, at: number): boolean {
    return this.#rules(use).some((rule) => this.#tariff.holds(rule, use, at));
  }

  /** The first instant of a run, not before it began, at which nothing prices it. */
  #gapAfter({ use, start }: Run): number | undefined {
    return [start, ...this.#edges(use).filter((at) => at > start)].find(
      (at) => !this.#isPriced(use, at),
    );
  }
}
