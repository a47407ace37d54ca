import { z } from "zod";
import type { Design } from "../design/design.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Result } from "../base/result.ts";
import { claimSchema, type Claim, type Pool } from "../pool/pool.ts";
import type { Window } from "../schedule/window.ts";

/** Which pool resource serves which part of a design. Keys of instances are `<node>.<ordinal>`. */
export const placementSchema = z.object({
  pool: z.string(),
  /** Compute instance → host. */
  hosts: z.record(z.string(), z.string()),
  /** Switch instance → pool switch. */
  switches: z.record(z.string(), z.string()),
  /** Volume instance → storage pool. */
  storage: z.record(z.string(), z.string()),
  /** Subnet node → VLAN. */
  vlans: z.record(z.string(), z.int()),
  /** Outside-facing link → address. */
  outsideAddresses: z.record(z.string(), z.string()),
  /** Network → host → the switch by which it leaves that host, of hosts that are cabled to several. */
  uplinks: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** What is held of each resource, one entry per resource, sorted. */
  claims: z.array(claimSchema),
});
export type Placement = z.infer<typeof placementSchema>;

/** Quantities that other reservations hold at some time in a window. */
export interface Holding extends Claim {
  readonly window: Window;
}

export interface PlacementRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly pool: Pool;
  readonly window: Window;
  /** What others hold. */
  readonly held: readonly Holding[];
  /**
   * Where the parts stand that are there already: they stay where the pool still suits them. What is named here
   * and finds no room there refuses the whole. From what is out of use machines and switches go elsewhere; a volume,
   * which is nowhere else, stays in what it holds.
   */
  readonly kept?: Kept;
  /** What is kept does not go elsewhere from hosts and switches that are out of use either, and nothing else comes there. */
  readonly stays?: boolean;
  /**
   * An earlier answer to nearly the same question. Instances stay on their hosts if everything else finds room
   * beside them; if not, all are placed anew. Makes a design that is being drawn quick to ask about again.
   */
  readonly previous?: Kept["hosts"];
}

/** The parts of a placement that say where things are, and what is held of the pool there. */
export type Kept = Omit<Placement, "pool">;

/** One reason why a design does not fit. Sentences are made by `refusalText`. */
export const refusalSchema = z.object({
  code: z.enum([
    "pool-offline",
    "no-host-of-architecture",
    "no-host-with-features",
    "instance-too-large",
    "not-enough-cores",
    "not-enough-memory",
    "not-enough-disk",
    "not-enough-whole-hosts",
    "hosts-fragmented",
    "not-enough-switch-ports",
    "switch-too-slow",
    "not-enough-vlans",
    "not-enough-storage",
    "not-enough-storage-bandwidth",
    "not-enough-seats",
    "not-enough-outside-addresses",
    "not-enough-bandwidth",
    "not-enough-places-apart",
    "no-place-together",
    "cable-too-narrow",
    "image-missing",
  ]),
  /** Nodes and links that could not be served. */
  elements: z.array(z.string()),
  /** Nodes whose machines conflict, where the elements are the networks between them. */
  machines: z.array(z.string()).optional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Refusal = z.infer<typeof refusalSchema>;
export type RefusalCode = Refusal["code"];

/**
 * All of a design or nothing. Deterministic: the same request gives the same placement.
 * A stronger solver replaces the present one behind this type.
 */
export type Placer = (request: PlacementRequest) => Result<Placement, readonly Refusal[]>;
