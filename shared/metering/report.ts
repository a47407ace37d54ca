import { z } from "zod";
import { reportedEventSchema } from "./meter-event.ts";

/** So many events at once are stored in one transaction. */
export const LARGEST_REPORT = 10_000;

const producerSchema = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\s/]+$/, "a producer's name has neither spaces nor slashes");

/** What one producer reports at once. */
export const usageReportSchema = z.strictObject({
  /** The same for as long as its event ids go on. */
  producer: producerSchema,
  /** How often it gives a sign of life of what is there; 0 when it only speaks of changes. */
  heartbeatSeconds: z.int().min(0).max(86_400).default(0),
  events: z.array(reportedEventSchema).min(1).max(LARGEST_REPORT),
});

/** The file of `labwright usage --report`, of any length. */
export const usageFileSchema = usageReportSchema.extend({
  format: z.literal("labwright-usage").default("labwright-usage"),
  version: z.literal(1).default(1),
  events: z.array(reportedEventSchema),
});
export type UsageFile = z.infer<typeof usageFileSchema>;
