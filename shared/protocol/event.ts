import { z } from "zod";
import { billSummarySchema } from "../billing/bill.ts";
import { thresholdSchema } from "../billing/budget.ts";
import { conditionSchema } from "../pool/condition.ts";
import { hostChangeSchema } from "../pool/host-changes.ts";
import { supplySchema } from "../pool/levels.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { disputeSummarySchema } from "../statements/dispute.ts";
import { environmentSummarySchema, faultSchema, instanceStatusSchema } from "./environment.ts";
import { peopleChangeSchema } from "./people-change.ts";
import type { Role } from "./roles.ts";
import { noticeSchema, reservationSchema } from "./reservation.ts";

/** What happened. Each event carries the whole new value of what it is about, so applying one twice is harmless. */
export const eventBodySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("environment"), environment: environmentSummarySchema }),
  z.object({ type: z.literal("instance"), environment: z.string(), status: instanceStatusSchema }),
  /** A part that is no longer in the design is gone. Its charges stay. */
  z.object({ type: z.literal("departed"), environment: z.string(), instance: z.string() }),
  /** Segments opened or closed; match by instance, meter, item and start. */
  z.object({
    type: z.literal("usage"),
    environment: z.string(),
    segments: z.array(segmentSchema),
  }),
  /** Reported usage was kept aside: its id is another event's, or what it replaces cannot be taken back any more. */
  z.object({
    type: z.literal("usage-conflict"),
    environment: z.string(),
    producer: z.string(),
    total: z.int(),
    /** The first of their ids. */
    events: z.array(z.string()),
  }),
  z.object({
    type: z.literal("pool"),
    pool: z.string(),
    state: z.enum(["online", "offline", "removed"]),
    /** Why it is offline, or online by another way than the one that was named. */
    away: faultSchema.nullable().optional(),
  }),
  /** Hosts came, went, failed or returned; the first of them, and how many there were. */
  z.object({
    type: z.literal("pool-hosts"),
    pool: z.string(),
    total: z.int(),
    hosts: z.array(hostChangeSchema),
  }),
  /** Something was drained, is worked on, or may be used again: all that is out of use, now or later. */
  z.object({
    type: z.literal("pool-conditions"),
    pool: z.string(),
    conditions: z.array(conditionSchema),
  }),
  /** Lab admins wrote down something else of what the lab has, which is to be asked for. */
  z.object({ type: z.literal("pool-inventory"), pool: z.string() }),
  /** Something is nearly or wholly used up, or there is enough of it again. */
  z.object({ type: z.literal("pool-level"), pool: z.string(), supply: supplySchema }),
  /** The library: a version was saved or removed by the tenant, or published or withdrawn for all. */
  z.object({
    type: z.literal("component"),
    component: z.string(),
    version: z.int(),
    change: z.enum(["saved", "removed", "published", "withdrawn"]),
  }),
  /** A revision of a price book was published. */
  z.object({ type: z.literal("prices"), book: z.string(), revision: z.int() }),
  /** A reservation, and what about it is worth telling its people. */
  z.object({
    type: z.literal("reservation"),
    reservation: reservationSchema,
    notice: noticeSchema.nullable(),
  }),
  /**
   * What an environment is on goes out of use: it is on other machines now, or stays for want of others, or runs
   * on and is warned; or all of it is in use again.
   */
  z.object({
    type: z.literal("affected"),
    environment: z.string(),
    name: z.string(),
    outcome: z.enum(["moved", "stays", "warned", "over"]),
    reason: faultSchema.nullable(),
  }),
  /** A bill or a note was issued, paid or made void. */
  z.object({ type: z.literal("bill"), bill: billSummarySchema }),
  /** So much of a budget is spent; what it is for is stopped then, when anything is. */
  z.object({
    type: z.literal("budget"),
    budget: z.string(),
    period: z.string(),
    on: thresholdSchema.shape.on,
    percent: z.int(),
    text: z.string(),
    stopAt: z.iso.datetime().nullable(),
  }),
  /** A contract ends, and with it what its customer has in the lab. */
  z.object({ type: z.literal("contract-end"), end: z.iso.datetime(), text: z.string() }),
  /** Whoever runs the lab let somebody of the tenant in or shut them out. */
  z.object({ type: z.literal("people"), change: peopleChangeSchema.omit({ number: true }) }),
  /** Something was said about a line of the tenant's, or answered. */
  z.object({ type: z.literal("dispute"), dispute: disputeSummarySchema }),
  /** The same, of any tenant, for whoever runs the lab. */
  z.object({ type: z.literal("lab-dispute"), dispute: disputeSummarySchema }),
  /** A booking of any tenant waits for a lab admin's word: one event for all of its times. */
  z.object({
    type: z.literal("lab-approval"),
    booking: z.string(),
    pool: z.string(),
    name: z.string(),
    owner: z.string(),
    times: z.int(),
  }),
  /** The client fell too far behind: fetch the present state, then subscribe from its sequence. */
  z.object({ type: z.literal("resynchronise") }),
]);

/** Sequences rise without repeats over all events; a tenant sees only its own, so its numbers have holes. */
export const eventSchema = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  body: eventBodySchema,
});

export type EventBody = z.infer<typeof eventBodySchema>;
/** What only some roles are shown, because it is about the hardware and not about anybody's work. */
const SHOWN_TO: Partial<Record<EventBody["type"], readonly Role[]>> = {
  "pool-hosts": ["architect", "lab-admin", "operator"],
  "pool-conditions": ["architect", "lab-admin", "operator"],
  "pool-inventory": ["architect", "lab-admin", "operator"],
  "pool-level": ["lab-admin", "operator"],
  bill: ["customer", "operator"],
  people: ["customer", "operator"],
  dispute: ["customer", "operator"],
  "lab-dispute": ["operator"],
  "lab-approval": ["lab-admin"],
};

export function isShownTo(roles: readonly Role[], { type }: Pick<EventBody, "type">): boolean {
  return SHOWN_TO[type]?.some((role) => roles.includes(role)) ?? true;
}

export type LabwrightEvent = z.infer<typeof eventSchema>;
