import { z } from "zod";
import { meterGapSchema } from "../metering/gap.ts";
import { reportedEventSchema } from "../metering/meter-event.ts";
import { usageReportSchema } from "../metering/report.ts";
import { usageKeySchema, usageRowSchema } from "../metering/summarise.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { windowSchema } from "../schedule/window.ts";
import { lab, own, procedure } from "./procedure.ts";

const everybody = own("architect", "lab-admin", "customer", "operator");
const environment = z.object({ environment: z.string().optional() });

/** Query parameters come as one text or several. */
const keys = z
  .union([usageKeySchema.transform((key) => [key]), z.array(usageKeySchema).max(6)])
  .default([]);
const summarised = z.object({
  rows: z.array(usageRowSchema),
  /** The rate windows that `window` was told by; empty when the price book has none. */
  windowSet: z.string(),
});

/** What was used, as it was measured. What it costs, statements and bills say. */
export const usageProcedures = {
  /** Takes events of a producer: each id counts once, whatever the order, and however often it is sent. */
  report: procedure
    .meta(own("operator"))
    .route({ method: "POST", path: "/usage" })
    .input(usageReportSchema)
    .output(
      z.object({
        accepted: z.int(),
        /** Those that came before, just the same. */
        duplicates: z.int(),
        /** Ids of those that are kept aside, because another event has their id. */
        conflicts: z.array(z.string()),
      }),
    ),
  /** Under which management ID, and of which machines, usage can be reported. */
  subjects: procedure
    .meta(own("architect", "operator"))
    .route({ method: "GET", path: "/usage/subjects" })
    .output(
      z.array(
        z.object({
          environment: z.string(),
          name: z.string(),
          managementId: z.string(),
          instances: z.array(z.string()),
        }),
      ),
    ),
  /** Every segment of a time, whole. */
  list: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/usage" })
    .input(
      environment
        .extend({
          meter: z.string().optional(),
          limit: z.coerce.number().int().min(1).max(10_000).default(1000),
        })
        .and(windowSchema),
    )
    .output(z.object({ total: z.int(), segments: z.array(segmentSchema) })),
  /** Added up, each meter by itself, by whatever keys; only what was used within the time. */
  summary: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/usage/summary" })
    .input(environment.extend({ by: keys }).and(windowSchema))
    .output(summarised),
  /** The same over all tenants, for who runs the lab. */
  lab: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/usage/lab" })
    .input(
      z.object({ by: z.array(z.enum(["tenant", "kind", "window"])).default([]) }).and(windowSchema),
    )
    .output(summarised),
  /** Events that were kept aside, the newest first. */
  conflicts: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/usage/conflicts" })
    .input(z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }))
    .output(
      z.array(
        z.object({
          environment: z.string(),
          producer: z.string(),
          reason: z.enum(["content", "rolled-up"]),
          receivedAt: z.iso.datetime(),
          /** As it was reported. */
          event: reportedEventSchema.strip(),
        }),
      ),
    ),
  /** What is not known of a time, what was done about it, and how far each producer has reported. */
  gaps: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/usage/gaps" })
    .input(environment.and(windowSchema))
    .output(
      z.object({
        gaps: z.array(meterGapSchema.extend({ environment: z.string() })),
        producers: z.array(
          z.object({
            producer: z.string(),
            heartbeatSeconds: z.int(),
            receivedAt: z.iso.datetime(),
            /** Everything up to here has arrived; null while the first is missing. */
            completeUpTo: z.iso.datetime().nullable(),
            /** Numbers of events that have not arrived, the first of them. */
            missing: z.array(z.object({ from: z.int(), to: z.int() })),
          }),
        ),
      }),
    ),
};
