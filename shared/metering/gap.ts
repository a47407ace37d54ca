import { z } from "zod";

/** A time of which a meter does not know all, and what became of it. */
export const meterGapSchema = z.object({
  producerId: z.string(),
  managementId: z.string(),
  instance: z.string(),
  meterId: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  reason: z.enum([
    /** No sign for longer than the producer's interval. */
    "silent",
    /** It began again without having ended. */
    "missing-stop",
    /** A sign of life of what never began. */
    "missing-start",
    /** A counter began anew: what it had counted since the reading before is not known. */
    "reset",
    /** The clock was set: the time was worked out from the one that nobody sets. */
    "clock",
  ]),
  estimate: z.enum([
    /** Counted as going on. */
    "continued",
    /** Counted up to one interval after the last sign, and no further. */
    "closed",
    /** The quantity is known, and spread evenly. */
    "spread",
    /** Nothing is counted. */
    "nothing",
    /** Moved to when it must have been. */
    "moved",
  ]),
});
export type MeterGap = z.infer<typeof meterGapSchema>;
