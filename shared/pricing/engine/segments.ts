import { z } from "zod";
import { scaled } from "./exact.ts";
import {
  amountSchema,
  idSchema,
  instantSchema,
  isWithinLife,
  usedBySchema,
} from "./schema/values.ts";

/**
 * A level that one instance held over a half-open interval, or a quantity that it used in it. A projection and
 * a meter give the same; `source` only says which it was.
 */
export const segmentSchema = z
  .strictObject({
    /** The same id is the same report, told again. Quantities without one are the same when all of them is. */
    id: z.string().optional(),
    source: z.enum(["projected", "metered"]).default("metered"),
    quality: z.enum(["measured", "estimated", "assumed"]).default("measured"),
    /** Whose it is where several customers are in one group; the contract's account when left out. */
    account: idSchema.optional(),
    environment: z.string().default(""),
    node: z.string().default(""),
    /** One of several copies of the node; the node itself when left out. */
    instance: z.string().optional(),
    meter: z.string(),
    item: z.string().default(""),
    kind: z.string().default(""),
    component: z.string().default(""),
    user: z.string().default(""),
    groups: z.array(z.string()).default([]),
    session: z.string().default(""),
    qosClass: z.string().default(""),
    /** Left out where the meter cannot tell: a network card counts bytes, not who asked for them. */
    usedBy: usedBySchema.optional(),
    /** Either: how much at every moment … */
    level: amountSchema.optional(),
    /** … or how much in all. Neither: a level of 1. */
    quantity: amountSchema.optional(),
    unit: z.string().optional(),
    start: instantSchema,
    /** null while it goes on: then it lasts up to the end of the calendar, or shortly after `lastSeen`. */
    end: instantSchema.nullable().optional(),
    lastSeen: instantSchema.optional(),
    heartbeatSeconds: z.int().min(0).default(0),
    /** Instead of an end, in a projection: so many months, of so many hours a week. */
    months: z.int().min(1).max(1200).optional(),
    hoursPerWeek: z.int().min(1).max(168).default(168),
    /** Came by scaling: after all that was drawn, when similar components are counted. */
    autoscaled: z.boolean().default(false),
    /** When it was added to the design, as a number that rises. */
    added: z.int().min(0).default(0),
    /** Time that was set aside and not used. */
    reserved: z.boolean().default(false),
    /** Who uses how much of something shared, at most 1 in all; the rest is unused. */
    shares: z.record(idSchema, amountSchema).optional(),
    receivedAt: instantSchema.optional(),
  })
  .refine(({ level, quantity }) => level === undefined || quantity === undefined, {
    message: "either a level or a quantity",
    path: ["quantity"],
  })
  .refine(({ end, months }) => (end === undefined) !== (months === undefined), {
    message: "needs an end (null while it goes on) or months, and not both",
    path: ["end"],
  })
  .refine(({ start, end }) => typeof end !== "string" || Date.parse(start) <= Date.parse(end), {
    message: "it ends before it starts",
    path: ["end"],
  })
  .refine(({ start, end }) => typeof end !== "string" || isWithinLife(start, end), {
    message: "it lasts more than 100 years; an end that is not known yet is null",
    path: ["end"],
  })
  .refine(({ months, source }) => months === undefined || source === "projected", {
    message: "only a projection has months instead of dates",
    path: ["months"],
  })
  .refine(({ shares }) => shares === undefined || sumOf(Object.values(shares)) <= 10n ** 18n, {
    message: "shares are more than the whole",
    path: ["shares"],
  });
export type Segment = z.infer<typeof segmentSchema>;

/** In units of 10^-18. What is no number is refused by its own place. */
function sumOf(texts: readonly string[]): bigint {
  return texts
    .filter((text) => amountSchema.safeParse(text).success)
    .reduce((sum, text) => sum + scaled(text), 0n);
}

/** The file of `labwright rate --segments`. */
export const segmentsSchema = z.strictObject({
  format: z.literal("labwright-segments").default("labwright-segments"),
  version: z.literal(1).default(1),
  segments: z.array(segmentSchema),
});
