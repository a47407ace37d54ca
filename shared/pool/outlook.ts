import { z } from "zod";
import { windowSchema } from "../schedule/window.ts";
import { thingChangeSchema } from "./change.ts";

/** What an inventory would change, as it crosses the wire: unchanged rows are only counted. */
export const importSummarySchema = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  removed: z.int(),
  rows: z.array(thingChangeSchema.extend({ where: z.string() })),
  errors: z.array(
    z.object({ where: z.string(), column: z.string().nullable(), message: z.string() }),
  ),
  /** How many more there are than `errors` lists. */
  moreErrors: z.int().default(0),
  /** Sites beside those that there were. */
  newSites: z.array(z.string()).default([]),
  /** What the file has and a lab has no use for; it is not taken over. */
  leftOut: z.array(z.object({ where: z.string(), message: z.string() })).default([]),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

/** Somebody who holds something of what is, or would be, out of use. */
export const affectedSchema = z.object({
  /** The environment or the reservation it will come from; the two have the same id. */
  id: z.string(),
  name: z.string(),
  tenant: z.string(),
  owner: z.string(),
  /** While its resources are held. */
  window: windowSchema,
  /** It is there already, so it cannot simply be placed elsewhere. */
  running: z.boolean(),
  /** The hosts, switches and storage of it that are concerned. */
  things: z.array(z.string()),
});
export type Affected = z.infer<typeof affectedSchema>;

/** Some of those, and how many there are of all and of those that are there already. */
export const affectedPageSchema = z.object({
  total: z.int(),
  running: z.int(),
  rows: z.array(affectedSchema),
});
export type AffectedPage = z.infer<typeof affectedPageSchema>;

/** Somebody who holds something, as far as an asker may know: of strangers only what of it, and when. */
export const holderSchema = affectedSchema.extend({
  id: z.string().nullable(),
  name: z.string().nullable(),
  tenant: z.string().nullable(),
  owner: z.string().nullable(),
  running: z.boolean().nullable(),
});
export type Holder = z.infer<typeof holderSchema>;

/** Some of those, and how many rows there are of all. */
export const holderPageSchema = z.object({
  total: z.int(),
  /** How many of them have a name, and how many of those are there already. */
  known: z.int(),
  running: z.int(),
  /** There are strangers too. */
  others: z.boolean(),
  rows: z.array(holderSchema),
});
export type HolderPage = z.infer<typeof holderPageSchema>;

/** What became of somebody affected. */
export const settledSchema = affectedSchema.extend({
  /**
   * It is on other machines now; or it waits until there are others; or it has nowhere else to go and stays; or
   * it runs, and its people were warned.
   */
  outcome: z.enum(["moved", "waits", "stays", "warned"]),
});
export type Settled = z.infer<typeof settledSchema>;

/** How many of the affected became what. */
export const outcomesSchema = z.record(settledSchema.shape.outcome, z.int());
export type Outcomes = z.infer<typeof outcomesSchema>;

/** How far a lab has come with moving those that are booked on what goes out of use. */
export const settlingSchema = z.object({ done: z.int(), of: z.int() });
export type Settling = z.infer<typeof settlingSchema>;
