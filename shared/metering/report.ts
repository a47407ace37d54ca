import { z } from "zod";
import { reportedEventSchema, type ReportedEvent } from "./meter-event.ts";

/** So many events at once are stored in one transaction. */
const LARGEST_REPORT = 10_000;
/** Characters of them as JSON that go into one message, with room for letters that take several bytes. */
const LARGEST_MESSAGE = 2_000_000;

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

/** Events in as many reports as are needed, in their order. */
export function reportParts(
  events: readonly ReportedEvent[],
): readonly (readonly ReportedEvent[])[] {
  const parts: ReportedEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const length = JSON.stringify(event).length + 1;
    const last = parts.at(-1);
    if (last === undefined || last.length === LARGEST_REPORT || length > room) {
      parts.push([event]);
      room = LARGEST_MESSAGE - length;
    } else {
      last.push(event);
      room -= length;
    }
  }
  return parts;
}
