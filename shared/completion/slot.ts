import type { Architecture, MachineRole } from "../catalogue/catalogue.ts";
import type { NodeId } from "../design/design.ts";

/** What one user adds, in the words of a service profile. */
interface PerUser {
  readonly cores: number;
  readonly memoryMiB: number;
  readonly dataGiB: number;
}

/** The users a machine carries. */
export interface Load {
  readonly users: number;
  readonly perUser: PerUser;
  readonly atLeast: number;
  /** Several machines may share the users. */
  readonly scales: boolean;
  /** Several of them need a load balancer before them. */
  readonly isBalanced: boolean;
}

/** What is fixed about a machine, because the architect set it. Left out: to be chosen. */
export interface Settings {
  readonly machineType?: string;
  readonly operatingSystem?: string;
  readonly architecture?: Architecture;
  readonly cores?: number;
  readonly memoryMiB?: number;
  readonly diskGiB?: number;
  readonly interfaces?: number;
}

/** A machine that something is to be chosen for: one of the design, one of a service, or one that may be added. */
export interface Slot {
  readonly id: NodeId;
  readonly name: string;
  /** What people call it in sentences. */
  readonly title: string;
  /** False for a node of the design. */
  readonly isNew: boolean;
  /** Instances; null: as many as its load takes. */
  readonly count: number | null;
  readonly load: Load | null;
  /** One application of each group must be on it, in this order. */
  readonly wanted: readonly (readonly string[])[];
  readonly set: Settings;
  /** What the machine may be for; null: anything. */
  readonly roles: readonly MachineRole[] | null;
  /** Network ports it needs. */
  readonly interfaces: number;
  /** Storage that the design attaches already. */
  readonly attachedGiB: number;
  /** Others may move onto it. */
  readonly mayHost: boolean;
  /** It may move onto another machine instead of being one. */
  readonly mayMove: boolean;
  /** It is only there when something needs it. */
  readonly isOptional: boolean;
  /** The machine of the design that needs what an added one offers. */
  readonly neededBy?: NodeId;
  /** What needs it, e.g. `Thunderbird on “desk”`. */
  readonly neededFor?: string;
  /** The network of its service; undefined where that is not given. */
  readonly network?: string;
}
