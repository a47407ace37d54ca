/**
 * The hosts of a pool and how they hang together, as numbers. Hosts and switches are named by their index;
 * the switches form one tree, and each host hangs on one of them.
 */
export interface HostGrid {
  readonly hosts: number;
  /** What is free on each host: `parts` numbers for one host after the other. */
  readonly free: Float64Array;
  readonly parts: number;
  /** Per host: 1 where nobody else has any of it, so that a machine may have all of it. */
  readonly whole: Uint8Array;
  /** Per host: 1 where only one item may stand at a time, and has all of it. */
  readonly single: Uint8Array;
  /** Mb/s free on each host's own cable, one host after the other; then on the further ones of `homes`. */
  readonly uplinkFree: Float64Array;
  /** Where some hosts are cabled to several switches; null for the usual pool. */
  readonly homes: Homes | null;
  /** Per host: what the objective adds when something stands on it. */
  readonly price: Float64Array;
  /** Per host: its switch. */
  readonly switchOf: Int32Array;
  /** Hosts ordered by switch: those of switch `s` from `firstHost[s]` to `firstHost[s + 1]`. */
  readonly firstHost: Int32Array;
  readonly hostsBySwitch: Int32Array;
  /** Per switch: the one above it, −1 for the top. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** Per switch: Mb/s free on the trunk to the one above; 0 where there is no trunk. */
  readonly trunkFree: Float64Array;
}

/** The cables of hosts to switches; each host's own has its number, further ones come after all of these. */
export interface Homes {
  /** Per host: its cables, its own first. */
  readonly uplinks: readonly (readonly number[])[];
  /** Per cable: the host it leaves, the switch it leads to, and the Mb/s that one link can have. */
  readonly hostOf: Int32Array;
  readonly switchOf: Int32Array;
  readonly widest: Float64Array;
}

/** Machines that need the same and may stand on the same hosts. */
export interface ItemShape {
  readonly amounts: Float64Array;
  /** Takes a whole host, alone. */
  readonly exclusive: boolean;
  /** Per host: 1 where it may stand, whatever is free there. One that takes all of it suits its cable too. */
  readonly suits: Uint8Array;
}

/** Machines that talk to each other: of any cable between them, the weaker side's bandwidth is promised. */
export interface ItemNetwork {
  readonly members: Int32Array;
  /** Mb/s of each member; 0 where nothing is promised. */
  readonly mbps: Float64Array;
  /** Whether it is a cable between machines, which is none without any one of its members. */
  readonly isCable?: boolean;
}

/** Machines that must stand together, or apart, as far as `domainOf` tells hosts apart. */
export interface ItemRule {
  readonly members: Int32Array;
  /** Per host: rack, switch, site … as a number below `domains`. */
  readonly domainOf: Int32Array;
  readonly domains: number;
  readonly apart: boolean;
  /** A wish only moves the objective, by this much for each breach; null must not be broken. */
  readonly wish: number | null;
}

/** What is to be solved: every item on one host. Everything is exact in these numbers; no ids, no design. */
export interface MappingProblem {
  readonly grid: HostGrid;
  readonly shapes: readonly ItemShape[];
  /** Per item: its shape. */
  readonly shapeOf: Int32Array;
  /** Per item: equal numbers for items that could change places without anybody noticing. */
  readonly twinOf: Int32Array;
  /** Per item: the host it is not moved from, −1 for any. */
  readonly stays: Int32Array;
  readonly networks: readonly ItemNetwork[];
  readonly rules: readonly ItemRule[];
  /** Whether it matters to the objective on which hosts they stand, apart from the trunks between. */
  readonly isPriced: boolean;
  /** What one link costs in the objective for each pair of trunks it crosses. */
  readonly trunkWeight: number;
}

/** Whether items have room: a way was found, there is none, or it is open. */
export type Verdict = "way" | "none" | "unknown";

/** Sums of decimals may be off by this much without meaning a unit more. */
export const TOLERANCE = 1e-6;
