import { Cuts, inseparable } from "./cuts.ts";
import { Division, type Group } from "./division.ts";
import type { Verdict } from "../problem.ts";
import type { SwitchField } from "./switch-field.ts";
import { tiesAmong, tiesBetween, type Ties } from "./ties.ts";

/**
 * Every way of dividing items among switches, without those that some cut shows to be in vain. Unlike annealing it can
 * end with the proof that there is none. Cables of hosts and rules are left out of it.
 */
export class SwitchSearch {
  /** Steps made so far, some nanoseconds each. */
  work = 0;
  /** Whether the links of some item are more than any trunk carries: only then much can be proven of many items. */
  readonly isTight: boolean;
  readonly #field: SwitchField;
  readonly #ties: Ties;

  constructor(field: SwitchField, ties: Ties) {
    this.#field = field;
    this.#ties = ties;
    const asked = new Float64Array(field.problem.shapeOf.length);
    for (const { a, b, weight } of ties.edges)
      for (const item of [a, b]) asked[item] = (asked[item] ?? 0) + weight;
    this.isTight = asked.some((mbps) => mbps > field.widest);
  }

  /** Some of the items by themselves; gives up after so many steps. */
  search(items: Int32Array, most: number): Verdict {
    const ties = tiesAmong(this.#ties, items, this.#field.problem.shapeOf.length);
    const cuts = new Cuts(items.length, ties.edges);
    const classOf = inseparable(items.length, cuts, this.#field.widest);
    const count = classOf.reduce((last, own) => Math.max(last, own), -1) + 1;
    const { edges, lans } = tiesBetween(ties, classOf);
    const groups = Array.from({ length: count }, (): Growing => ({ items: [], links: [] }));
    items.forEach((item, index) => groups[classOf[index] ?? 0]?.items.push(item));
    for (const { a, b, weight } of edges) {
      groups[a]?.links.push({ to: b, mbps: weight });
      groups[b]?.links.push({ to: a, mbps: weight });
    }
    const division = new Division(this.#field, {
      groups,
      lans,
      cuts: new Cuts(count, edges),
      most: most - cuts.work,
    });
    const verdict = division.run();
    this.work += cuts.work + division.work;
    return verdict === "way" && !this.#field.isExact ? "unknown" : verdict;
  }
}

/** While its items and links are added. */
interface Growing extends Group {
  readonly items: number[];
  readonly links: Group["links"][number][];
}
