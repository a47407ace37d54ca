import { z } from "zod";
import { faultSchema } from "../base/wire-fault.ts";
import { designSchema } from "../design/design.ts";
import { placementSchema } from "../placement/placement.ts";
import { segmentSchema } from "../pricing/engine/segments.ts";
import { windowSchema, type Window } from "../schedule/window.ts";

export { faultSchema, type WireFault } from "../base/wire-fault.ts";

/** requested → reserved → provisioning → ready → releasing → released; failed and degraded on the way. */
export const ENVIRONMENT_STATES = [
  "requested",
  "reserved",
  "provisioning",
  "ready",
  "degraded",
  "failed",
  "releasing",
  "released",
] as const;
export const environmentStateSchema = z.enum(ENVIRONMENT_STATES);
export type EnvironmentState = z.infer<typeof environmentStateSchema>;

export const INSTANCE_STATES = [
  "waiting",
  "creating",
  "starting",
  "configuring",
  "installing",
  "running",
  /** It is being switched off, or is: its disk is kept until it is to run again. */
  "parking",
  "parked",
  /** Was running and is not, or a step keeps failing; the daemon goes on trying. */
  "degraded",
  /** Given up. */
  "failed",
  "removing",
  "removed",
] as const;
export const instanceStateSchema = z.enum(INSTANCE_STATES);
export type InstanceState = z.infer<typeof instanceStateSchema>;

export const instanceStatusSchema = z.object({
  id: z.string(),
  node: z.string(),
  name: z.string(),
  state: instanceStateSchema,
  /** 0 to 1 of the way from nothing to running. */
  progress: z.number(),
  /** What is being done, in a few words. */
  activity: z.string(),
  /** The last fault, kept until the instance runs. */
  error: faultSchema.nullable(),
  attempts: z.int(),
  host: z.string().nullable(),
  addresses: z.array(z.string()),
  updatedAt: z.iso.datetime(),
});

export const environmentSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  tenant: z.string(),
  owner: z.string(),
  pool: z.string(),
  state: environmentStateSchema,
  error: faultSchema.nullable(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  /** The time that it was booked for: it is set up before, and there is grace after. Left out: it was not booked. */
  booked: windowSchema.optional(),
  instances: z.object({ total: z.int(), running: z.int(), failed: z.int() }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Counts up each time a changed design is applied; 1 is the one it was made from. */
  revision: z.int().default(1),
});

/** An environment as of event `sequence`: apply later events to it and it stays true. */
export const environmentSchema = environmentSummarySchema.extend({
  sequence: z.int(),
  design: designSchema,
  placement: placementSchema.nullable(),
  status: z.array(instanceStatusSchema),
  /** Everything metered so far. Rated by the environment's terms it gives the charge to the second. */
  usage: z.array(segmentSchema),
  /** The newest revision that was known when it was sent; later ones hold from when they begin. */
  priceBook: z.object({ id: z.string(), revision: z.int() }),
  quoteTotal: z.string(),
  /** Which time of a series it is for; empty without a reservation. */
  session: z.string().optional(),
  /** The service class that was asked for; empty: none. */
  qosClass: z.string().optional(),
  /** How many of each node it was sent with, where its design was changed since. */
  drawn: z.record(z.string(), z.number()).optional(),
});

/** While an environment is for use: without the set-up before and the grace after. */
export function timeForUse({
  booked,
  start,
  end,
}: Pick<EnvironmentSummary, "booked" | "start" | "end">): Window {
  return booked ?? { start, end };
}

/** What a customer can keep of an environment when it is released. */
export const keepOfferSchema = z.object({
  option: z.enum(["buy", "renew"]),
  title: z.string(),
  price: z.string(),
  /** How often it is renewed; null: bought once and for all. */
  cadence: z.string().nullable(),
  /** What was paid for using it, as far as it counts towards the price. */
  credit: z.string(),
  due: z.string(),
  currency: z.string(),
});
export type KeepOffer = z.infer<typeof keepOfferSchema>;

export type InstanceStatus = z.infer<typeof instanceStatusSchema>;
export type EnvironmentSummary = z.infer<typeof environmentSummarySchema>;
export type EnvironmentView = z.infer<typeof environmentSchema>;
