import type { Metered } from "../../../shared/metering/segments-of.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type {
  ConflictRecord,
  DueRollUp,
  EnvironmentReadings,
  MeasuredUsage,
  MeterBatch,
  MeterSubjectRecord,
  ProducerRecord,
  RecordedUsage,
  RollUpBefore,
} from "./usage-records.ts";

/** The part of the store that is about usage as producers report it. */
export interface UsageStore {
  /**
   * Stores what is new of a batch, and is done with what came before. Another content under a known id is kept
   * aside and told. Rejects with `usage-unknown` when an environment is not there, or another tenant's.
   */
  recordUsage(batch: MeterBatch): Promise<RecordedUsage>;
  /** What was reported of a tenant's environments, or of some of them, at any time in a window; and what is not known. */
  meteredUsage(
    tenant: string,
    window: Window,
    environments?: readonly string[] | null,
    measured?: MeasuredUsage,
  ): Promise<Metered>;
  /** The events themselves, in no order. */
  meterReadings(
    tenant: string,
    environments: readonly string[] | null,
  ): Promise<readonly EnvironmentReadings[]>;
  /**
   * The environments of a tenant of which anything was reported or rolled up since a number of the readings, and the
   * highest number that there is now.
   */
  readingsSince(
    tenant: string,
    after: number,
  ): Promise<{ readonly number: number; readonly environments: readonly string[] }>;
  /** A tenant's producers and the lab's; all there are for null. */
  meterProducers(tenant: string | null): Promise<readonly ProducerRecord[]>;
  /** All environments of a tenant as those name them who report of them, the newest first. */
  meterSubjects(tenant: string): Promise<readonly MeterSubjectRecord[]>;
  /** What was kept aside, the newest first. */
  meterConflicts(tenant: string, limit: number): Promise<readonly ConflictRecord[]>;
  /** Environments of which old events are not rolled up yet. */
  dueRollUps(before: RollUpBefore, limit: number): Promise<readonly DueRollUp[]>;
  /**
   * Puts fewer events in the place of the old ones, which come to the same between any two edges: instants in
   * milliseconds, rising.
   */
  rollUpUsage(managementId: string, before: RollUpBefore, edges: readonly number[]): Promise<void>;
}
