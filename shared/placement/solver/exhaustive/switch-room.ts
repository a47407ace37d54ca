import { Mapping } from "../mapping/mapping.ts";
import { linksOf } from "../mapping/links.ts";
import { TOLERANCE, type MappingProblem } from "../problem.ts";
import { WholeHosts } from "../mapping/whole-hosts.ts";

/**
 * Which items the hosts of a switch have room for together, host by host left aside. Exact for items that have their
 * hosts for themselves; for others what is free in sum, so that there may be less room than it says, and never more.
 */
export class SwitchRoom {
  /** Whether items that have room by this have it on hosts as well. */
  readonly isExact: boolean;
  readonly #problem: MappingProblem;
  readonly #whole: WholeHosts;
  readonly #isAlone: Uint8Array;
  /** What is free on all hosts of each switch, part by part. */
  readonly #free: Float64Array;

  /** Null where mere counting is not enough for those that have hosts for themselves. */
  static of(problem: MappingProblem): SwitchRoom | null {
    const mapping = new Mapping(problem, linksOf(problem.shapeOf.length, []));
    const alone = Int32Array.from(mapping.alone.keys()).filter((item) => mapping.alone[item] === 1);
    const whole = WholeHosts.of(mapping, alone);
    return whole === null ? null : new SwitchRoom(mapping, whole);
  }

  private constructor({ problem, alone }: Mapping, whole: WholeHosts) {
    this.isExact = !alone.includes(0);
    this.#problem = problem;
    this.#whole = whole;
    this.#isAlone = alone;
    const { grid } = problem;
    this.#free = new Float64Array(grid.parent.length * grid.parts);
    for (let host = 0; host < grid.hosts; host++)
      for (let part = 0; part < grid.parts; part++) {
        const spot = (grid.switchOf[host] ?? 0) * grid.parts + part;
        this.#free[spot] = (this.#free[spot] ?? 0) + (grid.free[host * grid.parts + part] ?? 0);
      }
  }

  /** So many items, whichever they are, have room under a switch; 0 where that is not known. */
  roomFor(at: number): number {
    return this.isExact ? this.#whole.roomFor(at) : 0;
  }

  has(item: number, at: number): boolean {
    if (this.#isAlone[item] === 1 && !this.#whole.has(item, at)) return false;
    if (this.isExact) return true;
    const amounts = this.#amounts(item);
    const from = at * this.#problem.grid.parts;
    for (let part = 0; part < amounts.length; part++)
      if ((amounts[part] ?? 0) > (this.#free[from + part] ?? 0) + TOLERANCE) return false;
    return true;
  }

  /** Takes room of a switch for an item (`sign` 1), or gives it back. */
  change(item: number, at: number, sign: 1 | -1): void {
    if (this.#isAlone[item] === 1) this.#whole.change(item, at, sign);
    if (this.isExact) return;
    const from = at * this.#problem.grid.parts;
    this.#amounts(item).forEach((amount, part) => {
      this.#free[from + part] = (this.#free[from + part] ?? 0) - sign * amount;
    });
  }

  /** Tells switches apart that have room for different items. */
  signature(at: number): string {
    const { parts } = this.#problem.grid;
    const free = this.isExact ? [] : this.#free.subarray(at * parts, (at + 1) * parts);
    return `${this.#whole.signature(at)} ${free.join()}`;
  }

  #amounts(item: number): Float64Array {
    return this.#problem.shapes[this.#problem.shapeOf[item] ?? 0]?.amounts ?? NOTHING;
  }
}

const NOTHING = new Float64Array(0);
