import { z } from "zod";
import { poolChangeSchema } from "../pool/change.ts";
import { conditionSchema, scopeSchema } from "../pool/condition.ts";
import { heldOfSchema, MOST_ASKED } from "../pool/held-of.ts";
import { MOST_TEXT } from "../pool/inventory/row.ts";
import { supplySchema } from "../pool/levels.ts";
import {
  affectedPageSchema,
  affectedSchema,
  holderPageSchema,
  holderSchema,
  importSummarySchema,
  outcomesSchema,
  settledSchema,
  settlingSchema,
} from "../pool/outlook.ts";
import { placementWeightsSchema, poolSchema } from "../pool/pool.ts";
import { poolTimelineSchema } from "../pool/timeline.ts";
import { areVlans, joinedVlans, VLAN_WORDS, vlansSchema } from "../pool/vlans.ts";
import { windowSchema } from "../schedule/window.ts";
import {
  changedConnectionSchema,
  connectionSchema,
  shownConnectionSchema,
  simulatedFaultsSchema,
} from "./connection.ts";
import { id, lab, nothing, procedure } from "./procedure.ts";

/** An inventory may have 10,000 rows; longer ones are imported in parts. */
const inventoryText = z.string().min(1).max(MOST_TEXT);
const inventory = id.extend({
  text: inventoryText,
  /** The file is everything: what it does not list goes. */
  replace: z.boolean().default(false),
});
const ranges = vlansSchema
  .refine((vlans) => vlans.every(areVlans), { error: VLAN_WORDS })
  .transform(joinedVlans);
const sort = z.enum(["rack", "switch", "host", "storage", "trunk", "cable", "licence"]);
const outOfUse = conditionSchema.omit({ id: true, by: true });
/** Of a long list that may have tens of thousands. */
const part = {
  from: z.int().min(0).default(0),
  count: z.int().min(0).max(200).default(50),
};

/** So many things go out of use by one decision. */
export const MOST_OUT_OF_USE = 1000;
/** So many conditions are ended by one decision: those of several that began them. */
const MOST_ENDED = 10_000;

/** The lab's hardware, which tenants share. */
export const poolProcedures = {
  list: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools" })
    .output(z.array(poolSchema)),
  /** What is held of each resource in a window. Tenants are not named. */
  usage: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/usage" })
    .input(id.extend({ start: z.iso.datetime(), end: z.iso.datetime() }))
    .output(z.array(z.object({ resource: z.string(), capacity: z.int(), held: z.int() }))),
  /** What is held at which time within a window, all tenants together: the window's own "does it fit then?". */
  timeline: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/timeline" })
    .input(
      id
        .extend({
          /** Where more claims than this are held, it speaks of a shorter time; the answer says of which. */
          most: z.coerce.number().int().min(1).optional(),
          /** But of the time up to here in any case. */
          least: z.iso.datetime().optional(),
        })
        .and(windowSchema),
    )
    .output(poolTimelineSchema),
  /** How much of the cores of each rack or host is held in each step of a time, in percent. */
  occupancy: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/occupancy" })
    .input(
      id.extend({
        start: z.iso.datetime(),
        end: z.iso.datetime(),
        by: z.enum(["rack", "host"]),
        steps: z.coerce.number().int().min(1).max(366),
        from: z.coerce.number().int().min(0).default(0),
        count: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({ key: z.string(), title: z.string(), percent: z.array(z.number()) }),
        ),
      }),
    ),
  /** How much is left now of everything that can run out. */
  levels: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/levels" })
    .input(id)
    .output(z.array(supplySchema)),
  /** Servers found on this machine that are not pools yet. */
  detect: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/pools/detected" })
    .output(z.array(z.object({ name: z.string(), connection: connectionSchema }))),
  add: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools" })
    .input(z.object({ name: z.string().min(1), connection: connectionSchema }))
    .output(poolSchema),
  /** The way to its server, without what is secret of it. */
  connection: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/pools/{id}/connection" })
    .input(id)
    .output(shownConnectionSchema),
  /**
   * Another name, or another way to the pool's server, while all runs; whatever it is must answer there. Refused where
   * that is another server than the one that environments run on, unless it was `replaced`.
   */
  change: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/pools/{id}" })
    .input(
      id.extend({
        name: z.string().min(1).optional(),
        connection: changedConnectionSchema.optional(),
        replaced: z.boolean().default(false),
      }),
    )
    .output(poolSchema),
  refresh: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/refresh" })
    .input(id)
    .output(poolSchema),
  /** Refused while an environment holds something of it. */
  remove: procedure
    .meta(lab("lab-admin"))
    .route({ method: "DELETE", path: "/pools/{id}" })
    .input(id)
    .output(nothing),
  /** What is let go wrong in a simulated lab. */
  faults: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/pools/{id}/faults" })
    .input(id)
    .output(simulatedFaultsSchema),
  setFaults: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/pools/{id}/faults" })
    .input(id.extend({ faults: simulatedFaultsSchema }))
    .output(nothing),
  /** What an inventory would change, row by row, and what is wrong with it. Changes nothing. */
  planImport: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/import/plan" })
    .input(inventory)
    .output(importSummarySchema),
  /** Takes an inventory over, all of it or, when a row is wrong, nothing. */
  import: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/import" })
    .input(inventory)
    .output(z.object({ pool: poolSchema, summary: importSummarySchema })),
  /** Everything the pool has, in a form that can be imported again. */
  export: procedure
    .meta(lab("lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/export" })
    .input(id.extend({ format: z.enum(["csv", "json"]).default("csv") }))
    .output(z.object({ text: z.string() })),
  /** Writes down one thing by hand: a new one, or the given fields of one that is there. */
  put: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/pools/{id}/things" })
    .input(id.extend({ sort, values: z.record(z.string(), z.unknown()) }))
    .output(poolSchema),
  /** Forgets one thing that somebody wrote down. What the driver finds comes back. */
  drop: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/things/drop" })
    .input(id.extend({ sort, thing: z.string() }))
    .output(poolSchema),
  /** Which VLANs and outside addresses it has from now on. Of its own, the driver adds those that nobody wrote down. */
  setRanges: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/pools/{id}/ranges" })
    .input(id.extend({ vlans: ranges, outsideAddresses: z.array(z.ipv4()).max(4096) }))
    .output(poolSchema),
  /** Says what placements in the pool are to be like, from the next one on. */
  weigh: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/pools/{id}/weights" })
    .input(id.extend({ weights: placementWeightsSchema }))
    .output(poolSchema),
  /** Who holds something of any of these in that time, as far as the asker may know. */
  holders: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "POST", path: "/pools/{id}/holders" })
    .input(
      id.extend({
        of: z.array(heldOfSchema).min(1).max(MOST_ASKED),
        ...outOfUse.pick({ start: true, end: true }).shape,
      }),
    )
    .output(z.array(holderSchema)),
  /** The same, a part of it: the soonest first, by name those who begin together. */
  holderRows: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "POST", path: "/pools/{id}/holders/rows" })
    .input(
      id.extend({
        of: z.array(heldOfSchema).min(1).max(MOST_ASKED),
        ...outOfUse.pick({ start: true, end: true }).shape,
        ...part,
      }),
    )
    .output(holderPageSchema),
  /** Who holds something of what would be out of use in that time. */
  affected: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/affected" })
    .input(id.extend(outOfUse.pick({ scope: true, start: true, end: true }).shape))
    .output(z.array(affectedSchema)),
  /** The same of several things at once, and a part of it: the soonest first, by name those who begin together. */
  affectedRows: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/affected/rows" })
    .input(
      id.extend({
        of: z.array(scopeSchema).min(1).max(MOST_OUT_OF_USE),
        ...outOfUse.pick({ start: true, end: true }).shape,
        ...part,
      }),
    )
    .output(affectedPageSchema),
  /**
   * Takes things out of use for a time. Who is on them stays; what is only reserved moves where it can. The very same
   * again, by the same person, decides nothing more.
   */
  beginCondition: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/conditions" })
    .input(
      id.extend({
        ...outOfUse.shape,
        /** More things, at the same time: nobody is moved from one of them to another. */
        also: z
          .array(scopeSchema)
          .max(MOST_OUT_OF_USE - 1)
          .default([]),
        /** So many of those affected are named, the soonest first; left out, all of them. */
        most: z.int().min(0).max(1000).optional(),
      }),
    )
    .output(
      z.object({ pool: poolSchema, affected: z.array(settledSchema), outcomes: outcomesSchema }),
    ),
  /**
   * How many of those that are booked on what the caller is taking out of use have been seen to: while `beginCondition`
   * is not answered yet. Null when nothing of the caller's is under way.
   */
  settling: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/pools/{id}/conditions/settling" })
    .input(id)
    .output(settlingSchema.nullable()),
  /**
   * Puts things back to use: all that is named at the same time. What somebody else has ended already is told, and fails
   * only where that is all of it.
   */
  endCondition: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/pools/{id}/conditions/{condition}/end" })
    .input(
      id.extend({
        condition: z.string(),
        /** More conditions, by their ids. */
        also: z
          .array(z.string())
          .max(MOST_ENDED - 1)
          .default([]),
      }),
    )
    .output(
      z.object({ pool: poolSchema, ended: z.array(z.string()), endedBefore: z.array(z.string()) }),
    ),
  /** The pool's history, newest first: who changed what. */
  changes: procedure
    .meta(lab("lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/changes" })
    .input(
      id.extend({
        before: z.coerce.number().int().nullable().default(null),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(poolChangeSchema)),
};
