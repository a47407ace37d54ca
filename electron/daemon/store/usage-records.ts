import type { Instant } from "../../../shared/base/clock.ts";
import type { MeterEvent } from "../../../shared/metering/meter-event.ts";
import type { SequenceRange } from "../../../shared/metering/watermark.ts";

/**
 * Events of one producer that came together, laid out so that storing each of them costs next to nothing: made by
 * `packBatch`. No event id is in it twice.
 */
export interface MeterBatch {
  /** Whose producer it is; empty for the lab's own drivers. */
  readonly tenant: string;
  readonly producer: string;
  /** How often it gives a sign of life; 0 when it only speaks of changes. */
  readonly heartbeatSeconds: number;
  readonly receivedAt: Instant;
  readonly count: number;
  /** JSON: an object of `[event id, payload hash]`, numbered from 0. */
  readonly keys: string;
  readonly readings: readonly PackedReadings[];
  readonly sequences: readonly SequenceRange[];
  /** Ids of events that others of the batch replace, by the id of the one that replaces it. */
  readonly superseded: ReadonlyMap<string, string>;
  /** Other contents under an id that the batch has already. */
  readonly conflicts: readonly MeterConflict[];
}

/** The events of one environment in a batch. */
export interface PackedReadings {
  readonly managementId: string;
  /** The first and last time that they are of. */
  readonly from: number;
  readonly to: number;
  /** JSON: a list of PackedEvent. */
  readonly events: string;
}

/** An event that is kept aside. */
export interface MeterConflict {
  readonly eventId: string;
  readonly hash: string;
  readonly managementId: string;
  /** `content`: another event has its id. `rolled-up`: what it replaces is rolled up already. */
  readonly reason: "content" | "rolled-up";
  /** JSON: a PackedEvent. */
  readonly event: string;
}

/** What became of a batch. All of it is on the disk. */
export interface RecordedUsage {
  readonly accepted: number;
  readonly duplicates: number;
  /** The ids of those that are kept aside. */
  readonly conflicts: readonly string[];
}

/** A conflict as it is shown. */
export interface ConflictRecord {
  readonly environment: string;
  readonly reason: MeterConflict["reason"];
  readonly event: MeterEvent;
}

/** What is known of a producer. */
export interface ProducerRecord {
  readonly tenant: string;
  readonly name: string;
  readonly heartbeatSeconds: number;
  readonly ranges: readonly SequenceRange[];
  readonly receivedAt: Instant;
}

/** `priced`: what labs measure by themselves is left out while no price book has a price for it. */
export type MeasuredUsage = "all" | "priced";

/** An environment as producers name it. */
export interface MeterSubjectRecord {
  readonly environment: string;
  readonly name: string;
  readonly managementId: string;
  readonly instances: readonly string[];
}

/** Up to when events are rolled up: those of the lab's own producers, and those of others. */
export interface RollUpBefore {
  readonly lab: Instant;
  readonly reported: Instant;
}

/** An environment of which there is something to be rolled up. */
export interface DueRollUp {
  readonly tenant: string;
  readonly managementId: string;
  /** The first time that any of its events is of, also of those that are rolled up. */
  readonly from: Instant;
}

/** All events of one environment. */
export interface EnvironmentReadings {
  readonly environment: string;
  readonly managementId: string;
  readonly events: readonly MeterEvent[];
}
