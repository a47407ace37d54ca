import { z } from "zod";
import { usedBySchema, type UsedBy } from "./schema/values.ts";

/** Whose doing usage was, as people read it. */
export const USED_BY_WORDS = {
  user: "used by the customer itself",
  "third-party": "used by third parties",
} as const satisfies Record<UsedBy, string>;

/** The band of what is free before any band begins. */
export const ALLOWANCE = "allowance";

/** A line's band, as people read it: `band 0–100`, `allowance`; nothing of a line that has none. */
export function bandWord(band: string): string {
  return band === "" || band === ALLOWANCE ? band : `band ${band}`;
}

const rowSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Precise and negative. */
  amount: z.string(),
});

/**
 * One line of a bill or a projection. `net` = `list` + discounts; `rounded` is what is charged. All amounts but
 * `rounded` are precise, to 24 decimals, as text.
 */
export const ratedLineSchema = z.strictObject({
  /** The same for the projected and the metered line, whatever the session, run or copy. */
  lineKey: z.string(),
  /** Without rate window and band: the row in which projected and actual are compared. */
  compareKey: z.string(),
  category: z.enum([
    "usage",
    "capacity",
    "base",
    "package",
    "purchase",
    "minimum",
    "cap",
    "credit",
    "unpriced",
  ]),
  class: z.enum(["regular", "correction"]),
  source: z.enum(["projected", "metered", "mixed"]),
  account: z.string(),
  environment: z.string(),
  node: z.string(),
  item: z.string(),
  user: z.string(),
  /** Left out where the meter does not tell whose doing it was. */
  usedBy: usedBySchema.optional(),
  groups: z.array(z.string()),
  meter: z.string(),
  title: z.string(),
  /** Empty where no rule is behind it: minimum of a contract, usage without a price. */
  rule: z.strictObject({ book: z.string(), revision: z.int(), id: z.string() }),
  /** What the charge is for, and in which month it is billed: they differ for what came late. */
  period: z.string(),
  billedIn: z.string(),
  window: z.string(),
  band: z.string(),
  /** Of something shared, the part that nobody used. */
  unused: z.boolean(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  /** Fees in it that do not depend on the quantity. */
  fee: z.string(),
  list: z.string(),
  discounts: z.array(rowSchema),
  net: z.string(),
  rounded: z.string(),
  /** What it costs the provider; empty where the rule does not say. */
  cost: z.string(),
  instances: z.int(),
  /** Some of it was worked out, not measured. */
  estimated: z.boolean(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  /** When it falls due, before any way of paying is looked at. */
  due: z.iso.datetime(),
  /** What quantity and price do not say: packs, why it is free, which guarantee was missed. */
  notes: z.array(z.string()),
  /** The sum in words, step by step. */
  explain: z.array(z.string()),
});
export type RatedLine = z.infer<typeof ratedLineSchema>;
