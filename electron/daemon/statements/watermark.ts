import { toInstant } from "../../../shared/base/clock.ts";
import { completeUpTo } from "../../../shared/metering/watermark.ts";
import type { ProducerRecord } from "../store/usage-records.ts";

/**
 * Up to when all that reports of a tenant's usage has arrived, in order; what the daemon sees by itself it has at
 * once. Null while a producer's first reports are missing.
 */
export function watermarkOf(
  producers: readonly Pick<ProducerRecord, "ranges">[],
  now: number,
): string | null {
  const ends = producers.map(({ ranges }) => completeUpTo(ranges));
  const known = ends.filter((end) => end !== null);
  return known.length < ends.length ? null : toInstant(Math.min(now, ...known));
}
