import type { Instant } from "../base/clock.ts";
import type { Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ServiceProfile } from "../catalogue/service.ts";
import type { Design, ElementReference, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";

import type { RunRate } from "../pricing/run-rate.ts";
import type { Terms } from "../pricing/terms.ts";
import type { FreeCapacity } from "./free-capacity.ts";
import type { Goal } from "./goal.ts";

/** A service with so many users, to be added to the design. */
export interface ServiceOrder {
  readonly profile: ServiceProfile;
  readonly users: number;
  /** Whether the devices of its users are part of it. */
  readonly withClients: boolean;
}

export interface CompletionRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  /** Prices are those of the month around this instant. */
  readonly at: Instant;
  readonly service?: ServiceOrder;
  /** The price, unless said otherwise. */
  readonly goal?: Goal;
  /** What the lab has left; nothing beyond it is chosen. Left out: no limit. */
  readonly pool?: FreeCapacity;
  /** What was chosen instead, by {@link Choice.key}. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** One thing that was missing, what was taken for it and why. */
export interface Choice {
  /** Says what it is about; the same when completed again. */
  readonly key: string;
  /** The node of the completed design that it concerns. */
  readonly node: NodeId;
  /** What was chosen, e.g. `Operating system of mail`. */
  readonly title: string;
  /** What for, as an id: of the catalogue, of a node, or a number. */
  readonly value: string;
  /** The same for people. */
  readonly name: string;
  /** One or two sentences with the numbers. */
  readonly reason: string;
  /** Whether something else may do; see alternatives.ts. */
  readonly isOpen: boolean;
}

/** A whole design made of an incomplete one. */
export interface Completion {
  /** From the design as it was; empty when nothing was missing. One undoable step. */
  readonly edits: readonly DesignEdit[];
  readonly design: Design;
  readonly choices: readonly Choice[];
  readonly price: RunRate;
  readonly priceBefore: RunRate;
}

/** One of the things that cannot all be true together. */
export interface Conflict {
  readonly elements: readonly ElementReference[];
  /** A sentence with the numbers. */
  readonly text: string;
}

/** Why nothing fits: take away any one of these and something does. */
export interface Contradiction {
  readonly conflicts: readonly Conflict[];
}

export type CompletionOutcome = Result<Completion, Contradiction>;
