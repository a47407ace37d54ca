import { Bins, type Amounts, type Shape } from "./bins.ts";
import { HoseLoads, type Membership } from "./hose.ts";
import type { NetworkTree } from "./network-tree.ts";

/** One machine to be put on a host. */
export interface Machine {
  readonly index: number;
  readonly instance: string;
  readonly shape: Shape;
  /** The host it stands on already and is not moved from. */
  readonly stays: number | null;
  /** Every network it is in. */
  readonly networks: readonly number[];
  /** Those in which it is promised bandwidth. */
  readonly memberships: readonly Membership[];
}

/** What the host part of a placement has to solve. Hosts are named by their index in the pool. */
export interface HostProblem {
  readonly tree: NetworkTree;
  readonly machines: readonly Machine[];
  /** Per host. */
  readonly free: readonly Amounts[];
  /** Per host: nobody else holds any of it. */
  readonly whole: readonly boolean[];
  /** Per network: the bandwidth of all its members together. */
  readonly bandwidths: readonly number[];
  /** Per network: its machines. */
  readonly members: readonly (readonly Machine[])[];
}

/** Which machine stands where, with everything that follows from it kept up to date. */
export class Layout {
  readonly problem: HostProblem;
  readonly bins: Bins;
  readonly hose: HoseLoads;
  readonly #hostOf: (number | null)[];

  constructor(problem: HostProblem) {
    this.problem = problem;
    this.bins = new Bins(problem.tree, problem.free, problem.whole);
    this.hose = new HoseLoads(problem.tree, problem.bandwidths);
    this.#hostOf = problem.machines.map(() => null);
  }

  hostOf(machine: Machine): number | null {
    return this.#hostOf[machine.index] ?? null;
  }

  put(machine: Machine, host: number): void {
    this.bins.put(machine.shape, host);
    this.hose.change(host, machine.memberships, 1);
    this.#hostOf[machine.index] = host;
  }

  /** Takes a machine off its host. */
  lift(machine: Machine): void {
    const host = this.hostOf(machine);
    if (host === null) return;
    this.bins.takeOff(machine.shape, host);
    this.hose.change(host, machine.memberships, -1);
    this.#hostOf[machine.index] = null;
  }

  /** Those that still have to be put somewhere. */
  unplaced(): readonly Machine[] {
    return this.problem.machines.filter((machine) => this.hostOf(machine) === null);
  }

  /** Puts the machines that are there already; false when one has no room where it stands. */
  putKept(): boolean {
    return this.problem.machines.every((machine) => {
      if (machine.stays === null) return true;
      const fits = this.bins.fits(machine.shape, machine.stays);
      if (fits) this.put(machine, machine.stays);
      return fits;
    });
  }

  /** Takes off all that may be moved. */
  liftAll(): void {
    for (const machine of this.problem.machines) if (machine.stays === null) this.lift(machine);
  }
}
