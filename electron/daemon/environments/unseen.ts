import { toInstant } from "../../../shared/base/clock.ts";
import { fault, faultReason, type Fault } from "../../../shared/base/fault.ts";
import { unseenOf } from "../../../shared/protocol/unseen.ts";
import type { EnvironmentRecord } from "../store/store.ts";

/** Says of an environment that nobody knows how it is: since when, and why. */
export function unseen(reason: Fault, lastSeen: number): Fault {
  return fault("lab-unseen", { since: toInstant(lastSeen), why: faultReason(reason) });
}

/** When an environment that was not seen was last seen; null where it was. A restart in between changes nothing. */
export function unseenSince(record: Pick<EnvironmentRecord, "error">): number | null {
  const known = unseenOf(record);
  return known === null ? null : Date.parse(known.since);
}
