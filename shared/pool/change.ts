import { z } from "zod";
import { faultSchema } from "../base/wire-fault.ts";
import { conditionSchema } from "./condition.ts";
import { placementWeightsSchema } from "./pool.ts";

/** One that was not there before, or is not after, may have been kept without that half. */
const fieldChangeSchema = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});

/** What became of one thing of a pool. */
export const thingChangeSchema = z.object({
  sort: z.enum([
    "rack",
    "switch",
    "host",
    "storage",
    "trunk",
    "cable",
    "licence",
    "vlans",
    "addresses",
  ]),
  id: z.string(),
  change: z.enum(["added", "changed", "removed"]),
  differences: z.array(fieldChangeSchema).readonly(),
});

export type ThingChange = z.infer<typeof thingChangeSchema>;

/** What was done to a pool; it is never taken back, only followed by another. */
export const poolChangeBodySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("added"), name: z.string() }),
  z.object({ type: z.literal("removed"), name: z.string() }),
  /** What it is called or where its server is, in words without secrets; `replaced`: by another server. */
  z.object({
    type: z.literal("connection"),
    name: z.object({ before: z.string(), after: z.string() }),
    place: z.object({ before: z.string(), after: z.string() }),
    renewed: z.boolean(),
    replaced: z.boolean(),
  }),
  /** Its server went away by itself, or answers again after that. */
  z.object({ type: z.literal("away"), why: faultSchema }),
  z.object({ type: z.literal("back"), since: z.iso.datetime() }),
  /** An inventory, or one thing by hand: of many things the first are told, and how many there were. */
  z.object({
    type: z.literal("inventory"),
    total: z.int(),
    things: z.array(thingChangeSchema).readonly(),
  }),
  /** What placements in it are to be like. */
  z.object({
    type: z.literal("weights"),
    before: placementWeightsSchema,
    after: placementWeightsSchema,
  }),
  z.object({ type: z.literal("condition-begun"), condition: conditionSchema }),
  z.object({ type: z.literal("condition-ended"), condition: conditionSchema }),
]);
export type PoolChangeBody = z.infer<typeof poolChangeBodySchema>;

/** One line of a pool's history: what, who, when. Numbers rise by one. */
export const poolChangeSchema = z.object({
  number: z.int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  body: poolChangeBodySchema,
});
export type PoolChange = z.infer<typeof poolChangeSchema>;
