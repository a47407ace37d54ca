import { z } from "zod";
import { amountSchema } from "./values.ts";

const quantumSchema = z.strictObject({
  /** Runs are lengthened to whole units as they start, or rounded to the nearest one. */
  rule: z
    .enum(["none", "started-seconds", "started-minutes", "nearest-minute", "started-hours"])
    .default("none"),
  /** A run that lasted at all counts at least this long. */
  minimumSeconds: z.int().min(0).default(0),
});
export type Quantum = z.infer<typeof quantumSchema>;

/** Those that a single rule may say otherwise. */
const ofRules = {
  /**
   * How a part of a month, quarter or year is counted: by its time; by local days from midnight to midnight without
   * the day it ends on, or with it; by such days of a month of 30; by the time of a month of 730 hours; by hours
   * that were begun, of the hours that the month has.
   */
  dayCount: z.enum([
    "seconds",
    "half-open-days",
    "inclusive-days",
    "thirty-day-month",
    "hours-730",
    "real-hours",
  ]),
  /** What a part is a part of: the calendar's period around it, or a whole term counted from where the part starts. */
  prorationOf: z.enum(["period", "term"]),
  quantum: quantumSchema,
};

export const ruleSettingsSchema = z.strictObject(ofRules).partial();

/**
 * Where well-known billing systems disagree (BILLING.md §3). Every one is named in the book, and one that a book
 * leaves out has the first value of its list.
 */
export const settingsSchema = z.strictObject({
  dayCount: ofRules.dayCount.default("seconds"),
  prorationOf: ofRules.prorationOf.default("period"),
  /** Where amounts become whole cents: in each line, or only in the sum of an invoice. */
  rounding: z.enum(["line", "invoice"]).default("line"),
  /** Net and tax are rounded apart, or the gross once and the tax is what is left. */
  taxRounding: z.enum(["apart", "together"]).default("apart"),
  half: z.enum(["away-from-zero", "up", "even"]).default("away-from-zero"),
  /** Whether a quantity that just fills a band is still in it. */
  bandBound: z.enum(["inclusive", "exclusive"]).default("inclusive"),
  /** `upTo` is a total from zero, or the width of the band. */
  bandLimits: z.enum(["cumulative", "widths"]).default("cumulative"),
  /** The flat fee of the first band when nothing was used. */
  zeroUsageFlat: z.enum(["due", "not-due"]).default("due"),
  /** What came after its month was billed: priced in its own month, or as if used in the open one. */
  lateEvent: z.enum(["own-period", "open-period"]).default("own-period"),
  correction: z.enum(["delta", "reversal"]).default("delta"),
  /** Who gets the cents that do not divide. */
  remainder: z
    .enum(["one-each-to-first", "last", "first", "largest-remainder"])
    .default("one-each-to-first"),
  /** How long a month is in a projection that names no dates. */
  projectionMonth: z
    .enum(["calendar", "hours-730", "weeks-730-168", "days-30.5"])
    .default("calendar"),
  quantum: ofRules.quantum.default({ rule: "none", minimumSeconds: 0 }),
  /**
   * Least and most of a month, quarter or year that the contract begins or ends in: the whole amount, or such a part
   * of it as `dayCount` and `prorationOf` count. Left out it is not filled in: statements that were signed before
   * there was such a setting still read as they were written.
   */
  partialLimits: z.enum(["whole", "prorated"]).optional(),
  /** Whether time that was reserved but not used is charged. */
  reservedUnused: z.enum(["charged", "free"]).default("charged"),
  /** Who pays for the part of a shared thing that nobody used: its owner, its users in proportion, or nobody. */
  sharedUnused: z.enum(["owner", "users", "nobody"]).default("owner"),
  /** Who pays for a group that spans customers: each member its own, or the account of the contract all of it. */
  groupPayer: z.enum(["members", "contract"]).default("members"),
  /** Taxes on the net amounts, in percent, e.g. `{ VAT: "19" }`. */
  taxes: z.record(z.string(), amountSchema).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;
