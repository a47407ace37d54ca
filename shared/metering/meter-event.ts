import { z } from "zod";
import { usedBySchema } from "../pricing/engine/schema/values.ts";

/** What an event says of its meter. */
export const METER_EVENT_KINDS = [
  /** It begins, at the level `value`. */
  "start",
  /** It has ended. */
  "stop",
  /** From now on the level is `value`. */
  "level",
  /** It is still there, as it was. */
  "heartbeat",
  /** So much was used, now. */
  "delta",
  /** So much was used since the counter began. */
  "counter",
  /** From now on the quality of service is `value`. */
  "qos",
] as const;
export type MeterEventKind = (typeof METER_EVENT_KINDS)[number];

const nameSchema = z.string().max(200);

/** What a producer reports. Who it is and when it arrived, the daemon adds. */
export const reportedEventSchema = z.strictObject({
  /** Unique for its producer, for ever: the same one again is the same event. */
  eventId: nameSchema.min(1),
  /** Counts up by one, from 1: what is missing can be seen. */
  seq: z.int().min(1),
  /** Whose it is: the id that is stamped into everything of one environment. */
  managementId: nameSchema.min(1),
  /** Which machine of it, `web.1`. */
  instance: nameSchema.default(""),
  meterId: nameSchema.min(1),
  /** What of the catalogue, where the meter counts several things. */
  item: nameSchema.default(""),
  kind: z.enum(METER_EVENT_KINDS),
  /** An exact decimal, not below zero. Of a start 1 when left out; heartbeats and stops need none. */
  value: z
    .string()
    .regex(/^\d{1,18}(\.\d{1,18})?$/, 'not a plain decimal number such as "0.0425"')
    .default("1"),
  /** The meter's own where it is empty. */
  unit: z.string().max(40).default(""),
  at: z.iso.datetime(),
  /**
   * Whose doing it was; left out where the producer cannot tell. What is told apart is a meter of its own: it has its
   * own start and stop, its own level and its own counter.
   */
  usedBy: usedBySchema.optional(),
  /** What its counters and its monotonic clock began anew with. Empty when the producer has no such thing. */
  bootId: nameSchema.default(""),
  /** Milliseconds since that boot, by a clock that nobody sets. */
  monotonic: z.int().min(0).nullable().default(null),
  /** The earlier event of the same producer that this one replaces. */
  supersedes: nameSchema.default(""),
});
export type ReportedEvent = z.infer<typeof reportedEventSchema>;

/** An event as it is kept. */
export interface MeterEvent extends ReportedEvent {
  readonly producerId: string;
  readonly receivedAt: string;
  /**
   * Of what was rolled up: the instant since which the meter was watched without a pause until this event, though
   * what was seen in between is not kept.
   */
  readonly watchedSince?: string;
}

/** How often each producer gives a sign of life, in seconds; 0 when it only speaks of changes. */
export type Heartbeats = (producerId: string) => number;
